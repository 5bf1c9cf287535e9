package grouping

import "strings"

// InfeasibleError says that the must rules cannot all be kept, why, and what is
// the least that would have to give way.
type InfeasibleError struct {
	// Reason is the conflict in a sentence or two, with the numbers.
	Reason string `json:"reason"`
	// Rules are the rules of one conflict.
	Rules []ConflictRule `json:"rules"`
	// Proved tells that no plan keeps these rules together (with the sizes,
	// memberships, pairs and fixed seats). Smallest tells that each of them is
	// needed: without any one of them the others were kept by a plan found.
	Proved   bool `json:"proved"`
	Smallest bool `json:"smallest"`
	// Relaxation is the least found that would have to give way, as ready edits
	// of the targets; Cost is its size in people, CostBound a proved lower bound.
	Relaxation []Edit `json:"relaxation"`
	Cost       int    `json:"cost"`
	CostBound  int    `json:"cost_bound"`
	// Nearest is the best plan found under that relaxation, nil if there is none.
	Nearest *Plan `json:"-"`
}

// ConflictRule is one rule that takes part in a conflict. Bound is "min",
// "max", "size" or "memberships".
type ConflictRule struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
	Text   string `json:"text"`
}

// Edit changes one bound of a target for one group; Bound is "min" or "max", or
// "min_size" and "max_size" for the group itself, whose Target is empty.
type Edit struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Text   string `json:"text"`
}

// Error gives the reason.
func (e *InfeasibleError) Error() string {
	return "the rules cannot all be kept: " + strings.TrimSuffix(e.Reason, ".")
}
