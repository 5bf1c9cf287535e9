package grouping

import "context"

func (p *Problem) countedConflict() *InfeasibleError { return nil }

func (p *Problem) elastic(ctx context.Context, opts *Options) (seating, *InfeasibleError) {
	return nil, &InfeasibleError{}
}

func (p *Problem) infeasible(ctx context.Context, opts *Options, e *InfeasibleError, report func(string, *solver)) (*Plan, error) {
	return nil, e
}
