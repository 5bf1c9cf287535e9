package grouping

import "context"

// Solve proposes the best plan it can find within the budget and proves how far
// it can be from the best possible. A cancelled context or a deadline returns
// the best plan so far, with Finished false; runs that finish do not depend on
// the deadline.
func Solve(ctx context.Context, p *Problem, opts Options) (*Plan, error) {
	return p.propose(p.m.place(nil), &opts), nil
}
