package votes

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// This file is what is said of the first place. A chair reads it on the first page, or where
// the order is shown alone; it is never said twice in one document.

// FirstLines say what comes first, on what that depends and to which issues it would go,
// what is firm, and what the weighting changes below the first place.
func FirstLines(b *brief.Brief) []reports.Verdict {
	r := b.In.Ranking
	if !Ordered(r) {
		return nil
	}
	state, code := reports.Warn, "leads-only"
	switch r.Firmness.Verdict {
	case ranking.Stable:
		state, code = reports.Info, "leads"
	case ranking.NotKnown, ranking.NoVerdict, "":
		state, code = reports.Unsure, "unsure"
	}
	first := brief.Verdict(state, b.Say("first."+code, messages.Args{
		"n": len(Leaders(r)), "issues": b.IssueNames(Leaders(r)), "ballots": int(r.Ballots),
	}))
	lines := append(depends(b), firmLines(b)...)
	if !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		lines = append(lines, belowFirst(b))
	}
	return append([]reports.Verdict{first}, brief.Lines(brief.Each(lines, brief.Info)...)...)
}

// stable reports whether the first place is proved to be stable: no way of counting, no
// single ballot and no other voters change it. Where a group is too small to draw other
// voters from, or blanks decide what some rules say, that is not proved.
func stable(r *ranking.Result) bool {
	return r.Firmness.Verdict == ranking.Stable && r.Firmness.Bootstrap.Why == "" && len(blankRules(r)) == 0
}

// depends says by how many of the counting rules the first place stands, and for each reason
// why it is not sure to which issues it would go.
func depends(b *brief.Brief) []string {
	r := b.In.Ranking
	f := &r.Firmness
	if stable(r) {
		return []string{b.Say("depends.stable", nil)}
	}
	because := map[ranking.Verdict][]string{
		ranking.DependsOnWeights: {toOthers(b, "heads", f.FirstHeads), toOthers(b, "groups", f.FirstGroups)},
		ranking.DependsOnBlanks:  {toOthers(b, otherBlanks(r), f.FirstOther)},
		ranking.DependsOnFew:     {dependsOnFew(b)},
		ranking.TooClose:         {brief.If(len(f.Reasons) == 1, b.Say("depends.close", nil))},
		ranking.NotKnown:         {victory(b)},
		ranking.Stable:           {victory(b), notKnown(b)},
	}
	out := append([]string{ruleLine(b)}, blankLines(b)...)
	if len(f.Reasons) == 0 {
		return append(out, because[f.Verdict]...)
	}
	for _, reason := range f.Reasons {
		out = append(out, because[reason]...)
	}
	return out
}

// toOthers says to which issues the first place goes by another way of counting; nothing
// where that changes nothing, or there is no such way.
func toOthers(b *brief.Brief, way string, first []string) string {
	changed := first != nil && !slices.Equal(first, Leaders(b.In.Ranking))
	return brief.If(changed, b.Say("depends."+way, messages.Args{"issues": b.IssueNames(first)}))
}

// ruleLine says how many of the rules that have one winner put the first issue first, and
// what the others do; nothing where there are no two.
func ruleLine(b *brief.Brief) string {
	first := Leaders(b.In.Ranking)
	agree, of := 0, 0
	var others []string
	for _, f := range b.In.Ranking.Opinions().Firsts {
		n, by := len(f.Rules), b.Rule(f.Rules[0])
		if of += n; len(f.Issues) == len(first) && len(brief.Without(f.Issues, first)) == 0 {
			agree = n
		} else {
			others = append(others, b.Say("rules.says", messages.Args{
				"n": n, "issues": b.IDs(f.Issues), "tied": len(f.Issues) > 1, "rule": by,
			}))
		}
	}
	code := cmp.Or(brief.If(agree == of, "all"), brief.If(agree == 0, "nobody"), "some")
	return brief.If(of > 1, b.Say("rules."+code, messages.Args{
		"n": of - agree, "agree": agree, "of": of, "issues": brief.Texts(first), "others": messages.Plain(others),
	}))
}

// blankRules are what the planner found of rules by which the reading of blanks decides
// the first place: the rules, and the issues that they would put first by the other one.
func blankRules(r *ranking.Result) (out []ranking.FirstPlace) {
	other := strings.TrimPrefix(otherBlanks(r), "blanks-")
	for i := range r.Warnings {
		if f := &r.Warnings[i]; f.Code == "blanks-decide-rule" {
			rules, _ := f.Args["rules"].([]string)
			issues, _ := f.Args[other].([]string)
			out = append(out, ranking.FirstPlace{Rules: rules, Issues: issues})
		}
	}
	return out
}

// blankLines say how many rules put what else first by the other reading of blanks.
func blankLines(b *brief.Brief) []string {
	r := b.In.Ranking
	of := brief.Each(r.Opinions().Firsts, func(f ranking.FirstPlace) []string { return f.Rules })
	return brief.Each(blankRules(r), func(f ranking.FirstPlace) string {
		return brief.If(len(brief.Without(f.Issues, Leaders(r))) > 0, b.Say("rules."+otherBlanks(r), messages.Args{
			"n": len(f.Rules), "of": len(slices.Concat(of...)), "issues": b.IDs(f.Issues),
		}))
	})
}

// dependsOnFew says which issues a single ballot would put first.
func dependsOnFew(b *brief.Brief) string {
	l := &b.In.Ranking.Firmness.LeaveOneOut
	if l.First == 0 || len(l.FirstTo) == 0 {
		return victory(b)
	}
	return b.Say("depends.ballot", messages.Args{"n": int(l.First), "issues": b.IssueNames(l.FirstTo)})
}

// victory says how many ballots hold the first place, where that is known.
func victory(b *brief.Brief) string {
	v := b.In.Ranking.Firmness.Victory
	if v == nil {
		return ""
	}
	return b.Say("checks.victory", messages.Args{"n": int(v.People), "issue": b.IssueName(v.To, 70)})
}

// Rivals are the issues that come first by another way to count, or without a ballot or with
// one filled in otherwise; where only other people's votes could put them there, those that
// then may come first, or at least the next one. They stand in the order of the report.
func Rivals(r *ranking.Result) []string {
	f, now := &r.Firmness, Leaders(r)
	first := slices.Concat(firstsOf(blankRules(r))...)
	for because, issues := range map[ranking.Verdict][][]string{
		ranking.DependsOnWeights: {f.FirstHeads, f.FirstGroups},
		ranking.DependsOnBlanks:  {f.FirstOther},
		ranking.DependsOnRule:    firstsOf(r.Opinions().Firsts),
		ranking.DependsOnFew:     {f.LeaveOneOut.FirstTo},
	} {
		if slices.Contains(f.Reasons, because) {
			first = slices.Concat(first, slices.Concat(issues...))
		}
	}
	if f.Victory != nil && f.Victory.People == 1 && slices.Contains(f.Reasons, ranking.DependsOnFew) {
		first = append(first, f.Victory.To)
	}
	if first = brief.Without(first, now); len(first) == 0 && len(now) < len(r.Issues) {
		may := slices.DeleteFunc(slices.Clone(r.Issues[len(now)+1:]), func(i ranking.Issue) bool {
			return !likelyPlaces(i) || i.RankInterval[0] > 1
		})
		first = append([]string{r.Issues[len(now)].ID}, issueIDs(may)...)
	}
	return slices.DeleteFunc(issueIDs(r.Issues), func(id string) bool { return !slices.Contains(first, id) })
}

func firstsOf(list []ranking.FirstPlace) [][]string {
	return brief.Each(list, func(f ranking.FirstPlace) []string { return f.Issues })
}

// belowFirst says what the weighting changes below the first place: the issues that another
// one would let in among the first few.
func belowFirst(b *brief.Brief) string {
	r := b.In.Ranking
	f := &r.Firmness
	if r.Weights == "heads" {
		return inPlace(b, "groups", f.K, f.TopK, f.TopKGroups)
	}
	for k := 2; k <= f.K && len(r.Groups) > 1; k++ {
		first := func(rank func(ranking.Issue) int) []string {
			behind := func(i ranking.Issue) bool { return rank(i) > k }
			return issueIDs(slices.DeleteFunc(slices.Clone(r.Issues), behind))
		}
		now := first(func(i ranking.Issue) int { return i.Rank })
		heads := first(func(i ranking.Issue) int { return i.RankHeads })
		if said := inPlace(b, "heads", k, now, heads); said != "" {
			return said
		}
	}
	return ""
}

// inPlace says which issues another weighting puts among the first k in place of which.
func inPlace(b *brief.Brief, way string, k int, now, then []string) string {
	in, out := brief.Without(then, now), brief.Without(now, then)
	return brief.If(len(in) > 0 && len(out) > 0, b.Say("weighting-top."+way, messages.Args{
		"k": k, "issues": brief.Texts(in), "others": brief.Texts(out),
	}))
}

// otherBlanks is the reading of blanks that is not in force.
func otherBlanks(r *ranking.Result) string {
	if r.Unranked == "ignore" {
		return "blanks-last"
	}
	return "blanks-ignored"
}

// mostAtTheEnd is up to how many issues are named as being behind all others.
const mostAtTheEnd = 3

// firmLines say which issues are ahead of the rest however one counts, or behind all
// others, and the rules by which that is not so.
func firmLines(b *brief.Brief) []string {
	r := b.In.Ranking
	t := r.Firmness.FirmTop
	switch {
	case t == nil || r.Firmness.Verdict == ranking.Stable:
		return nil
	case t.K == len(r.Issues):
		return []string{b.Say("firm.nothing", nil)}
	case t.K == 1: // of which groups that are too small to draw other voters from prove nothing
		return []string{brief.If(r.Firmness.Bootstrap.Why == "", b.Say("firm.voters", nil))}
	}
	code, shown, rest := "top", r.Issues[:t.K], r.Issues[t.K:]
	if t.K > mostAtTheEnd && len(rest) <= mostAtTheEnd {
		code, shown = "end", rest
	}
	rules, single := brief.Each(slices.Concat(t.Against, t.Others), b.Rule), int(t.SingleBallots)
	code += brief.If(len(rules) > 0, "-but")
	return []string{
		b.Say("firm."+code, messages.Args{
			"n": len(shown), "issues": brief.Texts(issueIDs(shown)), "rules": rules,
		}),
		brief.If(single > 0, b.Say("firm.top-ballot", messages.Args{"n": single})),
	}
}

func issueIDs(list []ranking.Issue) []string {
	return brief.Each(list, func(i ranking.Issue) string { return i.ID })
}

// FirstQuestion asks which issue comes first where the votes do not settle it, with what we
// suggest and what to ask the room; nothing where the first place is stable.
func FirstQuestion(b *brief.Brief, most int) string {
	r := b.In.Ranking
	if !Ordered(r) {
		return ""
	}
	f, now := &r.Firmness, Leaders(r)
	args := messages.Args{"issues": b.IssueNames(now), "suggested": brief.Texts(now)}
	switch {
	case f.Verdict == ranking.Stable || f.Verdict == ranking.NoVerdict || f.Verdict == "":
		return ""
	case f.FirmTop != nil && f.FirmTop.K > 1 && f.FirmTop.K <= most && f.FirmTop.K < len(r.Issues):
		top := r.Issues[:f.FirmTop.K]
		return b.Say("first.together", messages.Args{"n": len(top), "issues": brief.Texts(issueIDs(top))})
	case len(now) > 1:
		return b.Say("first.tie", args)
	case f.Verdict == ranking.NotKnown:
		return b.Say("first.hum", args)
	}
	args["others"] = messages.Or(brief.Each(Rivals(r), func(id string) string { return b.IssueName(id, 70) }))
	return b.Say("first.rival", args)
}
