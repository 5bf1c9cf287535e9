package disclosure

import (
	"cmp"
	"path"

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
	Kind      uint8  // a [planner.TargetKind]
	Dimension string `json:",omitempty"`
	// Who are those who count, all of it together, Across what a rule is divided by, and
	// Cells says that it bounds certain groups of people each.
	Who    []Term   `json:",omitempty"`
	Across []string `json:",omitempty"`
	Cells  bool     `json:",omitempty"`
	// Roles are those it speaks of, ExceptRoles those it leaves out.
	Roles       []string `json:",omitempty"`
	ExceptRoles []string `json:",omitempty"`
	// Answer is what a yes/no rule wants.
	Answer string `json:",omitempty"`
	// Text is the rule in the words of its source, where it has no form that is said otherwise,
	// and ID that of the rule in its pack, by which there may be words in other languages.
	Text string `json:",omitempty"`
	ID   string `json:",omitempty"`
}

// Term is one condition on those who count.
type Term struct {
	Dimension string
	Value     string
	Not       bool `json:",omitempty"`
}

// RuleOf is the rule of a target.
func RuleOf(t *balance.TargetResult) Rule {
	x := &t.Target
	r := Rule{
		Kind: uint8(x.Kind), Dimension: string(cmp.Or(x.Dimension, t.Dimension)), Across: texts(x.Across),
		Cells: len(x.Cells) > 0, Roles: texts(x.Roles), ExceptRoles: texts(x.ExceptRoles),
	}
	switch x.Kind {
	case planner.Count:
		for _, term := range x.Who() {
			r.Who = append(r.Who, Term{Dimension: string(term.Dimension), Value: term.Words(), Not: term.Not})
		}
	case planner.Flag:
		if r.Answer = x.Value; r.Answer != "no" {
			r.Answer = "yes"
		}
	}
	if x.Kind == planner.Flag || x.Kind == planner.NotAlone || x.Kind == planner.Count && len(r.Who) == 0 {
		if r.Text = cmp.Or(x.Text, t.ID); x.Pack != "" {
			r.ID = path.Base(t.ID)
		}
	}
	return r
}

// texts are codes as they stand in a [Protected] value, which holds no type of the planner.
func texts[T ~string](codes []T) []string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

// words are those of a rule that users wrote.
func (r *Rule) words() []string {
	out := append([]string{r.Dimension, r.Text, r.ID}, r.Across...)
	for _, t := range r.Who {
		out = append(out, t.Dimension, t.Value)
	}
	return out
}
