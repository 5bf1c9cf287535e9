package ranking

import "roundtable/planner"

// Agreement compares the groups with each other.
type Agreement struct {
	// TauB is Kendall's tau-b for each pair of groups' own orders, -1 to 1; nil
	// where a group ties all issues.
	TauB []PairTau `json:"tau_b"`
	// W is Kendall's coefficient of concordance with tie correction, 0 to 1,
	// over Raters groups and Items issues; nil when every group ties everything.
	W      *float64       `json:"kendall_w,omitempty"`
	WExact *planner.Exact `json:"kendall_w_exact,omitempty"`
	Raters int            `json:"raters"`
	Items  int            `json:"items"`
	// Prior is the pseudo-count of the group-informed consensus: 1 is Laplace's,
	// 0.5 Jeffreys'.
	Prior float64 `json:"consensus_prior"`
	// Approvals says what counts as approval for consensus and representative
	// issues: "approved", "among the first 3", "score at least 4", "for".
	Approvals string `json:"approvals"`
	// Thresholds are those of the hum reading; nil without hums.
	Thresholds *HumThresholds `json:"hum_thresholds,omitempty"`
}

// PairTau is tau-b between the orders of two groups.
type PairTau struct {
	A   string   `json:"a"`
	B   string   `json:"b"`
	Tau *float64 `json:"tau_b"`
}

// Split says that groups pull an issue in opposite directions.
type Split struct {
	// Top has the issue among its first three, Bottom among its last three.
	Top    []string `json:"top"`
	Bottom []string `json:"bottom"`
}

// Representative is an issue a group approves more than the others do.
type Representative struct {
	Issue string `json:"issue"`
	// Ratio is [(A+1)/(n+2)] / [(A_rest+1)/(n_rest+2)] as Polis computes it.
	Ratio float64 `json:"ratio"`
	// ZGroup tests the group's approvals against one half, ZRest the difference
	// to the rest; both are above 1.2816 (one-sided 90 %) for listed issues.
	ZGroup float64 `json:"z_group"`
	ZRest  float64 `json:"z_rest"`
}

// HumThresholds say when a hum is called consensus and when rough consensus.
type HumThresholds struct {
	// ConsensusFor: in every group at least this share of the answers is for,
	// and at most ConsensusAgainst is against. RoughFor and RoughAgainst
	// likewise for rough consensus. Everything else is divided.
	ConsensusFor     planner.Ratio `json:"-"`
	ConsensusAgainst planner.Ratio `json:"-"`
	RoughFor         planner.Ratio `json:"-"`
	RoughAgainst     planner.Ratio `json:"-"`
	Text             string        `json:"text"`
}

// HumReading is how a hum on one issue reads, over all and per group.
type HumReading struct {
	// Reading is "consensus", "rough consensus", "divided", or "no answers".
	Reading string     `json:"reading"`
	Groups  []HumGroup `json:"groups"`
}

// HumGroup is one group's hum on an issue.
type HumGroup struct {
	Group   string `json:"group"`
	For     int64  `json:"for"`
	Neutral int64  `json:"neutral"`
	Against int64  `json:"against"`
	Reading string `json:"reading"`
}

// Raking reports how the two-way weighting went.
type Raking struct {
	Sweeps    int     `json:"sweeps"`
	Converged bool    `json:"converged"`
	MaxError  float64 `json:"max_relative_error"`
	// EmptyCells lists group × region combinations without a ballot.
	EmptyCells [][2]string `json:"empty_cells,omitempty"`
	// Margins lists target and reached share per value of both dimensions.
	Margins []RakeMargin `json:"margins"`
}

// RakeMargin is one row of the raking report.
type RakeMargin struct {
	Dimension string  `json:"dimension"` // "group" or "region"
	Value     string  `json:"value"`
	Target    float64 `json:"target"`
	Reached   float64 `json:"reached"`
}
