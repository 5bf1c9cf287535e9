package votes

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// notKnown says why nobody can tell how sure an order is.
func notKnown(b *brief.Brief) string {
	r := b.In.Ranking
	boot := &r.Firmness.Bootstrap
	groups := messages.Args{"groups": messages.Or(brief.Each(boot.TooFew, b.Group))}
	switch {
	case !boot.Nothing && boot.Why == ranking.FewBallots:
		return b.Say("not-known.few-ballots", nil)
	case !boot.Nothing && boot.Why == ranking.FewInGroup:
		return b.Say("not-known.few-in-group", groups)
	case !boot.Nothing:
		return b.Say("not-known.not-asked", nil)
	case len(r.Groups) == 0 || len(boot.TooFew) == 0:
		return b.Say("not-known.thin", nil)
	default:
		return b.Say("not-known.thin-groups", groups)
	}
}

// firmVerdicts are what else is known of how sure the order is.
func firmVerdicts(b *brief.Brief) []reports.Verdict {
	f := &b.In.Ranking.Firmness
	few, unsure := brief.Each(f.Bootstrap.Few, b.Group), f.FirmTop == nil && f.Bootstrap.Why != ranking.NoBallots
	return brief.Lines(brief.Each([]string{
		brief.If(unsure, notKnown(b)), brief.If(!unsure, victory(b)), blanksCheck(b),
		brief.If(len(few) > 0 && f.Bootstrap.Why == "", b.Say("checks.rough", messages.Args{"groups": few})),
	}, brief.Info)...)
}

// blanksCheck says what the other reading of blanks changes where the first place stays.
func blanksCheck(b *brief.Brief) string {
	r := b.In.Ranking
	moved := brief.CountIf(r.Issues, func(i ranking.Issue) bool { return i.RankOther > 0 && i.RankOther != i.Rank })
	switch first, rules := r.Firmness.FirstOther, rulesByBlanks(r); {
	case len(first) == 0 || !blanksMatter(r) || !slices.Equal(first, r.Firmness.First):
		return ""
	case moved > 0:
		return b.Say("checks."+otherBlanks(r), messages.Args{"n": moved})
	default:
		return brief.If(len(rules) > 0, b.Say("checks.blanks-rule", messages.Args{"rules": brief.Each(rules, b.Rule)}))
	}
}

// blanksMatter reports whether there are blanks, and more than one reading of them.
func blanksMatter(r *ranking.Result) bool {
	return partlyAnswered(r) && !slices.ContainsFunc(r.Warnings, func(f planner.Finding) bool {
		return f.Code == "blanks-one-reading"
	})
}

// rulesByBlanks are the counting rules by which what blanks mean decides the first place.
func rulesByBlanks(r *ranking.Result) []string {
	var out []string
	for i := range r.Warnings {
		if r.Warnings[i].Code != "blanks-decide-rule" {
			continue
		}
		names, _ := r.Warnings[i].Args["rules"].([]string)
		out = append(out, names...)
	}
	return out
}

// marginWords says how many voters stand between an issue and the next one down.
func marginWords(b *brief.Brief) map[string]string {
	out := map[string]string{}
	for _, m := range b.In.Ranking.Firmness.Margins {
		switch {
		case m.People == 0:
			out[m.Above] = b.Say("margin.tied", nil)
		case m.People < 0:
			out[m.Above] = b.Say("margin.never", nil)
		default:
			out[m.Above] = b.Say("margin.voters", messages.Args{"n": int(m.People)})
		}
	}
	return out
}
