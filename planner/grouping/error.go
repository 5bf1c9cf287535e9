package grouping

import "strings"

// InfeasibleError says that the must rules cannot all be kept, why, and what is
// the least that would have to give way.
type InfeasibleError struct {
	// Reason is the conflict in a sentence, with the numbers.
	Reason string
	// Rules are the rules of the conflict, in words.
	Rules []ConflictRule
	// Proved tells that no plan keeps these rules together; Smallest that each
	// of them is needed for the conflict.
	Proved, Smallest bool
	// Relaxation is the least that would have to give way, as edits of the
	// targets; RelaxationPeople is its size, RelaxationBound a proved lower
	// bound on it.
	Relaxation                        []Edit
	RelaxationPeople, RelaxationBound int
	// Nearest is the plan under that relaxation.
	Nearest *Plan
}

// ConflictRule is one rule that takes part in a conflict.
type ConflictRule struct {
	Target string `json:"target"` // ID of the target; empty for sizes and memberships
	Group  string `json:"group"`
	Bound  string `json:"bound"` // "min", "max", "size", "memberships", …
	Text   string `json:"text"`
}

// Edit changes one bound of a target for one group.
type Edit struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"` // "min" or "max"
	From   int    `json:"from"`
	To     int    `json:"to"`
	Text   string `json:"text"`
}

// Error gives the reason.
func (e *InfeasibleError) Error() string {
	return "the rules cannot all be kept: " + strings.TrimSuffix(e.Reason, ".")
}
