package panel

import (
	"slices"

	"roundtable/planner/balance"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// Asking says whom to ask for what before anything is changed; empty where no answer can
// turn a verdict.
func Asking(b *brief.Brief) string {
	var asks, rules []string
	for _, q := range questions(b.Judged.Report) {
		who := b.And(b.Names(q.People))
		if n := len(q.People); n > namedAsked {
			who = b.Say("ask.people", messages.Args{"n": n})
		}
		asks = append(asks, b.Say("ask.of", messages.Args{"who": who, "fields": brief.Each(q.Dimensions, b.Dimension)}))
		rules = distinct(append(rules, q.Targets...))
	}
	return brief.If(len(asks) > 0, b.Say("ask.first", messages.Args{"n": len(rules), "asks": b.Parts(asks)}))
}

// namedAsked is up to how many people to ask are named.
const namedAsked = 3

// questions are those of the open verdicts, and those that come with the change.
func questions(r *balance.Report) []balance.Question {
	if r.Advice == nil || r.Advice.Recommended == nil {
		return r.Ask
	}
	return append(slices.Clone(r.Ask), r.Advice.Recommended.Ask...)
}

// Hangs reports whether an answer to a question can turn the verdict on a target.
func Hangs(r *balance.Report, id string) bool {
	return slices.ContainsFunc(questions(r), func(q balance.Question) bool { return slices.Contains(q.Targets, id) })
}
