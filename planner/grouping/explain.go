package grouping

// Explanation says why the plan is as it is.
type Explanation struct{}

func (p *Problem) explain(chosen rungPlan, plan *Plan) *Explanation { return nil }
