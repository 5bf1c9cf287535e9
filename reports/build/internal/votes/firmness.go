package votes

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// notKnown says why nobody can tell how sure an order is, where that is so.
func notKnown(b *brief.Brief) string {
	f := &b.In.Ranking.Firmness
	boot := &f.Bootstrap
	thin := "thin" + brief.If(len(b.In.Ranking.Groups) > 0 && len(boot.TooFew) > 0, "-groups")
	code := cmp.Or(brief.If(boot.Nothing, thin), boot.Why, brief.If(f.FirmTop == nil, ranking.NotAsked))
	return brief.If(code != "" && code != ranking.NoBallots, b.Say("not-known."+code, messages.Args{
		"groups": messages.Or(brief.Each(boot.TooFew, b.Group)),
	}))
}

// firmVerdicts are what else is known of how sure the order is.
func firmVerdicts(b *brief.Brief) []reports.Verdict {
	f := &b.In.Ranking.Firmness
	few, unsure := brief.Each(f.Bootstrap.Few, b.Group), notKnown(b)
	return brief.Lines(brief.Each([]string{
		unsure, brief.If(f.FirmTop != nil, victory(b)), blanksCheck(b),
		brief.If(len(few) > 0 && unsure == "", b.Say("checks.rough", messages.Args{"groups": few})),
	}, brief.Info)...)
}

// blanksCheck says what the other reading of blanks changes where the first place stays.
func blanksCheck(b *brief.Brief) string {
	r := b.In.Ranking
	moved := brief.CountIf(r.Issues, func(i ranking.Issue) bool { return i.RankOther > 0 && i.RankOther != i.Rank })
	stays := slices.Equal(r.Firmness.FirstOther, r.Firmness.First)
	return brief.If(stays && moved > 0 && blanksMatter(r), b.Say("checks."+otherBlanks(r), messages.Args{"n": moved}))
}

// blanksMatter reports whether there are blanks, and more than one reading of them.
func blanksMatter(r *ranking.Result) bool {
	return partlyAnswered(r) && !slices.ContainsFunc(r.Warnings, func(f planner.Finding) bool {
		return f.Code == "blanks-one-reading"
	})
}

// marginWords says how many voters stand between an issue and the next one down.
func marginWords(b *brief.Brief) map[string]string {
	out := map[string]string{}
	for _, m := range b.In.Ranking.Firmness.Margins {
		out[m.Above] = cmp.Or(
			brief.If(m.People == 0, b.Say("margin.tied", nil)),
			brief.If(m.People < 0, b.Say("margin.never", nil)),
			b.Say("margin.voters", messages.Args{"n": int(m.People)}),
		)
	}
	return out
}
