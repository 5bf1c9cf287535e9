package grouping

// Certificate is a price list that proves an upper bound.
type Certificate struct {
	Scale int64 `json:"scale"`
}

// Explanation says why the plan is as it is.
type Explanation struct{}
