package disclosure

import (
	"cmp"

	"roundtable/planner"
	"roundtable/planner/balance"
)

// Saying is what an edition tells in words: a code, for which the messages have a
// sentence, and what it speaks of. The zero Saying says nothing. Nothing in it rests on
// what a single person is or answered.
type Saying struct {
	Code string
	// N is the number the sentence is about, Least one it is held against.
	N     int `json:",omitempty"`
	Least int `json:",omitempty"`
	// Who is the kind of a panel, where it is of one: "speakers".
	Who string `json:",omitempty"`
}

// Told reports whether anything is said.
func (s Saying) Told() bool { return s.Code != "" }

// Rule is what a rule asks for, as far as words are made from it: those of the edition's
// language.
type Rule struct {
	Kind      planner.TargetKind
	Dimension planner.Dimension `json:",omitempty"`
	// Who are those who count, all of it together, Across what a rule is divided by, and
	// Cells says that it bounds certain groups of people each.
	Who    []Term              `json:",omitempty"`
	Across []planner.Dimension `json:",omitempty"`
	Cells  bool                `json:",omitempty"`
	// Roles are those it speaks of, ExceptRoles those it leaves out.
	Roles       []planner.Role `json:",omitempty"`
	ExceptRoles []planner.Role `json:",omitempty"`
	// Answer is what a yes/no rule wants.
	Answer string `json:",omitempty"`
	// Text is the rule in the words of its source, where it has no form that is said otherwise.
	Text string `json:",omitempty"`
}

// Term is one condition on those who count.
type Term struct {
	Dimension planner.Dimension
	Value     string
	Not       bool `json:",omitempty"`
}

// RuleOf is the rule of a target.
func RuleOf(t *balance.TargetResult) Rule {
	x := &t.Target
	r := Rule{
		Kind: x.Kind, Dimension: cmp.Or(x.Dimension, t.Dimension), Across: x.Across, Cells: len(x.Cells) > 0,
		Roles: x.Roles, ExceptRoles: x.ExceptRoles,
	}
	switch x.Kind {
	case planner.Count:
		for _, term := range x.Who() {
			r.Who = append(r.Who, Term{Dimension: term.Dimension, Value: term.Words(), Not: term.Not})
		}
	case planner.Flag:
		if r.Answer = x.Value; r.Answer != "no" {
			r.Answer = "yes"
		}
	}
	if x.Kind == planner.Flag || x.Kind == planner.NotAlone || x.Kind == planner.Count && len(r.Who) == 0 {
		r.Text = cmp.Or(x.Text, t.ID)
	}
	return r
}

// words are those of a rule that users wrote.
func (r *Rule) words() []string {
	out := []string{string(r.Dimension), r.Text}
	for _, t := range r.Who {
		out = append(out, string(t.Dimension), t.Value)
	}
	for _, d := range r.Across {
		out = append(out, string(d))
	}
	return out
}
