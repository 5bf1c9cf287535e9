package votes

import (
	"slices"

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
	issues := b.IssueNames(Leaders(r))
	first := brief.Verdict(reports.Warn, b.Say("first.leads", messages.Args{"n": len(Leaders(r)), "issues": issues}))
	switch r.Firmness.Verdict {
	case ranking.Stable:
		first.State = reports.Info
	case ranking.NotKnown, ranking.NoVerdict, "":
		said := b.Say("first.unsure", messages.Args{"ballots": int(r.Ballots), "issues": issues})
		first = brief.Verdict(reports.Unsure, said)
	}
	lines := append(depends(b), firmLines(b)...)
	if !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		lines = append(lines, belowFirst(b))
	}
	return append([]reports.Verdict{first}, brief.Lines(brief.Each(lines, brief.Info)...)...)
}

// depends says for each reason why the first place is not sure to which issues it would go,
// and by how many of the counting rules it stands.
func depends(b *brief.Brief) []string {
	r := b.In.Ranking
	f := &r.Firmness
	if f.Verdict == ranking.Stable {
		return []string{b.Say("depends.stable", nil)}
	}
	var out []string
	for _, reason := range f.Reasons {
		switch reason {
		case ranking.DependsOnWeights:
			out = append(out, toOthers(b, "heads", f.FirstHeads), toOthers(b, "groups", f.FirstGroups))
		case ranking.DependsOnBlanks:
			out = append(out, toOthers(b, otherBlanks(r), f.FirstOther))
		case ranking.DependsOnFew:
			out = append(out, dependsOnFew(b))
		case ranking.TooClose:
			out = append(out, brief.If(len(f.Reasons) == 1, b.Say("depends.close", nil)))
		case ranking.NotKnown:
			out = append(out, victory(b))
		}
	}
	return append([]string{ruleLine(b)}, out...)
}

// toOthers says to which issues the first place goes by another way of counting; nothing
// where that changes nothing, or there is no such way.
func toOthers(b *brief.Brief, way string, first []string) string {
	if first == nil || slices.Equal(first, Leaders(b.In.Ranking)) {
		return ""
	}
	return b.Say("depends."+way, messages.Args{"issues": b.IssueNames(first)})
}

// ruleLine says how many of the rules that have one winner put the first issue first, and
// what the others do; nothing where there are no two.
func ruleLine(b *brief.Brief) string {
	first := Leaders(b.In.Ranking)
	agree, of := 0, 0
	var others []string
	for _, f := range b.In.Ranking.Opinions().Firsts {
		n := len(f.Rules)
		if of += n; len(f.Issues) == len(first) && len(brief.Without(f.Issues, first)) == 0 {
			agree = n
			continue
		}
		by := brief.Text(n)
		if n == 1 {
			by = b.Rule(f.Rules[0])
		}
		others = append(others, b.With(b.IDs(f.Issues), by))
	}
	args := messages.Args{"agree": agree, "of": of, "issues": brief.Texts(first), "others": messages.Plain(others)}
	switch {
	case of < 2:
		return ""
	case agree == of:
		return b.Say("rules.all", args)
	case agree == 0:
		return b.Say("rules.nobody", args)
	default:
		return b.Say("rules.some", args)
	}
}

// dependsOnFew says which issues a single ballot would put first.
func dependsOnFew(b *brief.Brief) string {
	f := &b.In.Ranking.Firmness
	if n := f.LeaveOneOut.First; n > 0 && len(f.LeaveOneOut.FirstTo) > 0 {
		return b.Say("depends.ballot", messages.Args{"n": int(n), "issues": b.IssueNames(f.LeaveOneOut.FirstTo)})
	}
	return victory(b)
}

// victory says how many ballots hold the first place, where that is known.
func victory(b *brief.Brief) string {
	v := b.In.Ranking.Firmness.Victory
	if v == nil {
		return ""
	}
	return b.Say("checks.victory", messages.Args{"n": int(v.People), "issue": b.IssueName(v.To, 70)})
}

// Rivals are the issues that come first by another weighting, reading of blanks or counting
// rule, or by a single ballot, in the order of the report. Where only other voters could turn
// the order, they are those that then may come first, or at least the next one.
func Rivals(r *ranking.Result) []string {
	now := Leaders(r)
	first := brief.Without(otherFirsts(r), now)
	votersAlone := len(first) == 0
	rivals := slices.DeleteFunc(slices.Clone(r.Issues[len(now):]), func(i ranking.Issue) bool {
		may := i.ID == r.Issues[len(now)].ID || likelyPlaces(i) && i.RankInterval[0] == 1
		return !slices.Contains(first, i.ID) && (!votersAlone || !may)
	})
	return brief.Each(rivals, func(i ranking.Issue) string { return i.ID })
}

// otherFirsts are the issues in first place by all ways to count that are a reason why the
// place is not sure.
func otherFirsts(r *ranking.Result) (out []string) {
	f := &r.Firmness
	for _, reason := range f.Reasons {
		switch reason {
		case ranking.DependsOnWeights:
			out = slices.Concat(out, f.FirstHeads, f.FirstGroups)
		case ranking.DependsOnBlanks:
			out = append(out, f.FirstOther...)
		case ranking.DependsOnRule:
			for _, x := range r.Opinions().Firsts {
				out = append(out, x.Issues...)
			}
		case ranking.DependsOnFew:
			if out = append(out, f.LeaveOneOut.FirstTo...); f.Victory != nil && f.Victory.People == 1 {
				out = append(out, f.Victory.To)
			}
		}
	}
	return out
}

// belowFirst says what the weighting changes below the first place: who is among the first
// few, else the first place at which the orders part.
func belowFirst(b *brief.Brief) string {
	r := b.In.Ranking
	f := &r.Firmness
	way, top := "heads", f.TopKHeads
	if r.Weights == "heads" {
		way, top = "groups", f.TopKGroups
	}
	out, in := brief.Without(f.TopK, top), brief.Without(top, f.TopK)
	switch {
	case len(r.Groups) < 2 || top == nil:
		return ""
	case len(out) > 0 && len(in) > 0:
		return b.Say("weighting-top."+way, messages.Args{
			"k": f.K, "issues": brief.Texts(in), "others": brief.Texts(out),
		})
	case way == "groups":
		return ""
	}
	for place := 2; place <= f.K; place++ {
		now := leaders(r, func(i *ranking.Issue) int { return i.Rank - place + 1 })
		heads := leaders(r, func(i *ranking.Issue) int { return i.RankHeads - place + 1 })
		if len(now) > 0 && len(heads) > 0 && !slices.Equal(now, heads) {
			return b.Say("weighting.place", messages.Args{
				"place": place, "issues": brief.Texts(heads), "others": brief.Texts(now),
			})
		}
	}
	return ""
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
	case t.K == 1:
		return []string{b.Say("firm.voters", nil)}
	}
	top, rest := issueIDs(r.Issues[:t.K]), issueIDs(r.Issues[t.K:])
	code, args := "top", messages.Args{"issues": top}
	if t.K > mostAtTheEnd && len(rest) <= mostAtTheEnd {
		code, args = "end", messages.Args{"n": len(rest), "issues": rest}
	}
	if rules := brief.Each(slices.Concat(t.Against, t.Others), b.Rule); len(rules) > 0 {
		code, args["rules"] = code+"-but", rules
	}
	single := int(t.SingleBallots)
	return []string{
		b.Say("firm."+code, args), brief.If(single > 0, b.Say("firm.top-ballot", messages.Args{"n": single})),
	}
}

func issueIDs(list []ranking.Issue) []string {
	return brief.Each(list, func(i ranking.Issue) string { return reports.InText(i.ID) })
}

// FirstQuestion asks which issue comes first where the votes do not settle it, with what we
// suggest and what to ask the room; nothing where the first place is stable.
func FirstQuestion(b *brief.Brief, most int) string {
	r := b.In.Ranking
	f, now, rivals := &r.Firmness, Leaders(r), Rivals(r)
	args := messages.Args{"issues": b.IssueNames(now), "suggested": brief.Texts(now)}
	switch {
	case f.Verdict == ranking.Stable || f.Verdict == ranking.NoVerdict || f.Verdict == "":
		return ""
	case f.FirmTop != nil && f.FirmTop.K > 1 && f.FirmTop.K <= most && f.FirmTop.K < len(r.Issues):
		return b.Say("first.together", messages.Args{"n": f.FirmTop.K, "issues": issueIDs(r.Issues[:f.FirmTop.K])})
	case len(now) > 1:
		return b.Say("first.tie", args)
	case f.Verdict == ranking.NotKnown:
		return b.Say("first.hum", args)
	default:
		args["others"], args["rivals"] = messages.Or(brief.Each(rivals, func(id string) string {
			return b.IssueName(id, 70)
		})), messages.Or(brief.Texts(rivals))
		return b.Say("first.rival", args)
	}
}
