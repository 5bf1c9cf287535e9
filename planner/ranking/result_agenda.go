package ranking

import "roundtable/planner"

// Agenda is a choice of K issues in which groups get their share.
type Agenda struct {
	Rule string `json:"rule"`
	K    int    `json:"k"`
	// Issues are in the order chosen.
	Issues     []string `json:"issues"`
	Completion string   `json:"completion,omitempty"`
	// BeforeCompletion is what the method of equal shares bought before the
	// completion filled the places left.
	BeforeCompletion []string `json:"before_completion,omitempty"`
	// Certificate says which representation guarantees were checked and hold.
	Certificate Certificate `json:"certificate"`
	// Approvals says what counted as approval: "approved", "among the first 3".
	Approvals string `json:"approvals"`
	// TopK is the simple choice for comparison: the K issues with most
	// approval weight. SameAsTopK is whether it is the same set.
	TopK       []string `json:"top_k"`
	SameAsTopK bool     `json:"same_as_top_k"`
	// Added and Removed are the differences to TopK.
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Budget is what each group starts with in places (K times its share of the
	// weight); the groups together hold K.
	Budget []GroupBudget `json:"budget,omitempty"`
	// Steps tells the choice one by one.
	Steps []AgendaStep `json:"steps"`
	// Others are the agendas of the other rules.
	Others []AgendaOther `json:"others,omitempty"`
	Note   string        `json:"note,omitempty"`
}

// AgendaOther is what another rule would choose.
type AgendaOther struct {
	Rule        string      `json:"rule"`
	Issues      []string    `json:"issues"`
	Certificate Certificate `json:"certificate"`
	// Score is the PAV score of an exact PAV agenda.
	Score *planner.Exact `json:"score,omitempty"`
	// Optimal is how many agendas reach it.
	Optimal int    `json:"optimal,omitempty"`
	Note    string `json:"note,omitempty"`
}

// AgendaStep is one choice of a sequential rule.
type AgendaStep struct {
	Issue string `json:"issue"`
	// Value is the rule's figure for the issue: approval weight, PAV gain, load
	// (Phragmén) or price per unit of weight (equal shares).
	Value planner.Exact `json:"value"`
	// Completion marks steps of the completion.
	Completion bool `json:"completion,omitempty"`
	// Tied lists the issues that had the same value, the chosen one first.
	Tied []string `json:"tied,omitempty"`
	// TieBreak tells why the chosen one of them came first.
	TieBreak *TieBreak `json:"tie_break,omitempty"`
	// PaidBy is how much of the issue's cost of 1 each group paid (equal shares).
	PaidBy map[string]float64 `json:"paid_by,omitempty"`
}

// GroupBudget is what one group brings to the agenda and gets from it.
type GroupBudget struct {
	Group  string        `json:"group"`
	Places planner.Exact `json:"places"`
	Spent  float64       `json:"spent"`
	// Represented is the share of the group's ballots with at least one of their
	// own issues on the agenda; Average how many of them on average.
	Represented float64 `json:"represented"`
	Average     float64 `json:"average"`
	// First are the group's own first issues, FirstIn whether one is on.
	First   []string `json:"first"`
	FirstIn bool     `json:"first_in"`
}

// Certificate holds the representation axioms that were checked.
type Certificate struct {
	// JR: no issue left out is approved by voters with at least 1/k of the
	// weight of whom nobody has an issue on the agenda (Aziz et al. 2017).
	JR bool `json:"jr"`
	// EJRPlus: no issue left out is approved by voters with at least ℓ/k of the
	// weight who each have fewer than ℓ issues on the agenda, for any ℓ
	// (Brill & Peters 2023).
	EJRPlus bool `json:"ejr_plus"`
	// Violations name the issues and the levels ℓ for which it fails.
	Violations []Violation `json:"violations,omitempty"`
}

// Violation is one failure of EJR+.
type Violation struct {
	Issue  string        `json:"issue"`
	Level  int           `json:"level"`
	Weight planner.Exact `json:"weight"`
	Needed planner.Exact `json:"needed"`
}
