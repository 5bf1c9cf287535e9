package votes

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// firmSentences say how sure the order is, in thoughts that a chair can repeat: what is
// ahead of the rest however one counts, and on what the first place depends.
func firmSentences(b *brief.Brief) []string {
	r := b.In.Ranking
	t := r.Firmness.FirmTop
	depends := dependsOn(b)
	switch {
	case r.Firmness.Verdict == ranking.NoVerdict || r.Firmness.Verdict == "":
		return nil
	case t == nil:
		return append(depends, notKnown(b))
	case t.K == len(r.Issues):
		return append([]string{b.Say("firm.nothing", nil)}, depends...)
	case t.K > 1:
		return append(firmSet(b), depends...)
	case len(r.Firmness.Reasons) > 0 && r.Firmness.Reasons[0] != ranking.Stable:
		return append(depends, b.Say("firm.voters", nil))
	}
	ways := brief.Those(
		brief.If(len(r.Groups) > 1 || len(r.Organisations) > 0, b.Say("firm.way-weights", nil)),
		brief.If(blanksMatter(r), b.Say("firm.way-blanks", nil)),
		brief.If(!r.OnlyHums(), b.Say("firm.way-rule", nil)),
	)
	if len(ways) == 0 {
		return []string{b.Say("firm.stable-plain", nil)}
	}
	return []string{b.Say("firm.stable", messages.Args{"ways": ways})}
}

// mostAtTheEnd is up to how many issues are named as being behind all others.
const mostAtTheEnd = 3

// firmSet names the issues that are ahead of the rest, or those that are behind all
// others, and the rules by which that is not so.
func firmSet(b *brief.Brief) []string {
	r := b.In.Ranking
	t := r.Firmness.FirmTop
	rest := brief.Each(r.Issues[t.K:], func(i ranking.Issue) string { return reports.InText(i.ID) })
	end := t.K > mostAtTheEnd && len(rest) <= mostAtTheEnd
	code, args := "top", messages.Args{"issues": firmIssues(r)}
	among := "among"
	if end {
		code, args = "end", messages.Args{"n": len(rest), "issues": rest}
		among = "among-others"
	}
	if rules := brief.Each(slices.Concat(t.Against, t.Others), b.Rule); len(rules) > 0 {
		code, args["rules"] = code+"-but", rules
	}
	single, tied := int(t.SingleBallots), r.Issues[t.K-1].Rank == 1
	return brief.Those(
		b.Say("firm."+code, args),
		brief.If(single > 0, b.Say("firm.top-ballot", messages.Args{"n": single})),
		brief.If(!tied, b.Say("firm."+among, nil)),
	)
}

// firmIssues are those of the firm top in the order of the report, of which they are the
// first.
func firmIssues(r *ranking.Result) []string {
	return brief.Each(r.Issues[:r.Firmness.FirmTop.K], func(i ranking.Issue) string { return reports.InText(i.ID) })
}

// dependsOn says on what else the first place depends than on who came to vote. That it
// depends on the weighting is said with it, where the two are beside each other.
func dependsOn(b *brief.Brief) []string {
	r := b.In.Ranking
	f := &r.Firmness
	var out []string
	for _, reason := range f.Reasons {
		switch reason {
		case ranking.Tied:
			out = append(out, b.Say("depends.tied", nil))
		case ranking.DependsOnWeights:
			if !brief.Weighted(r) && !slices.Equal(f.FirstHeads, f.First) {
				out = append(out, b.Say("depends.heads", messages.Args{"issues": b.IssueNames(f.FirstHeads)}))
			}
			if r.Weights != "groups" && f.FirstGroups != nil && !slices.Equal(f.FirstGroups, f.First) {
				out = append(out, b.Say("depends.groups", messages.Args{"issues": b.IssueNames(f.FirstGroups)}))
			}
		case ranking.DependsOnBlanks:
			out = append(out, dependsOnBlanks(b))
		case ranking.DependsOnRule:
			out = append(out, b.Say("depends.rule", nil))
		case ranking.DependsOnFew:
			out = append(out, dependsOnFew(b))
		}
	}
	return out
}

func dependsOnBlanks(b *brief.Brief) string {
	r := b.In.Ranking
	return b.Say("depends."+otherBlanks(r), messages.Args{"issues": b.IssueNames(r.Firmness.FirstOther)})
}

func dependsOnFew(b *brief.Brief) string {
	if n := b.In.Ranking.Firmness.LeaveOneOut.First; n > 0 {
		return b.Say("depends.ballot", messages.Args{"n": int(n)})
	}
	return b.Say("depends.changed", nil)
}

// FirstDepends says on what the first place depends beside the weighting, and to which
// issue it would go.
func FirstDepends(b *brief.Brief) []string {
	var out []string
	for _, reason := range b.In.Ranking.Firmness.Reasons {
		switch reason {
		case ranking.DependsOnBlanks:
			out = append(out, dependsOnBlanks(b))
		case ranking.DependsOnFew:
			out = append(out, dependsOnFew(b))
		case ranking.DependsOnRule:
			said := b.Say("depends.rule", nil)
			if others := otherFirsts(b.In.Ranking); len(others) > 0 {
				said = b.Say("first.other-rule", messages.Args{
					"rules": brief.Each(others[0].Rules, b.Rule), "issues": b.IssueNames(others[0].Issues),
				})
			}
			out = append(out, said)
		}
	}
	return out
}

// otherFirsts are what counting rules put first instead of the first issue by support.
func otherFirsts(r *ranking.Result) []ranking.FirstPlace {
	o := r.Opinions()
	return slices.DeleteFunc(slices.Clone(o.Firsts), func(f ranking.FirstPlace) bool {
		return slices.ContainsFunc(f.Issues, func(id string) bool { return slices.Contains(r.Firmness.First, id) })
	})
}

// Rivals are the issues that come first by another counting rule or reading of blanks, in
// the order of the report.
func Rivals(r *ranking.Result) []string {
	first := map[string]bool{}
	for _, f := range otherFirsts(r) {
		for _, id := range f.Issues {
			first[id] = true
		}
	}
	if slices.Contains(r.Firmness.Reasons, ranking.DependsOnBlanks) {
		for _, id := range r.Firmness.FirstOther {
			first[id] = true
		}
	}
	var out []string
	for i := range r.Issues {
		if id := r.Issues[i].ID; first[id] && !slices.Contains(r.Firmness.First, id) {
			out = append(out, id)
		}
	}
	return out
}

// otherBlanks is the reading of blanks that is not in force.
func otherBlanks(r *ranking.Result) string {
	if r.Unranked == "ignore" {
		return "blanks-last"
	}
	return "blanks-ignored"
}

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

// mostNamed is up to how many firm issues are named once more.
const mostNamed = 5

// firmVerdicts are the checks behind the sentence.
func firmVerdicts(b *brief.Brief) []reports.Verdict {
	r := b.In.Ranking
	f := &r.Firmness
	of, few := int(f.LeaveOneOut.Of), brief.Each(f.Bootstrap.Few, b.Group)
	victory, share, circle := "", "", ""
	if v := f.Victory; v != nil {
		victory = b.Say("checks.victory", messages.Args{"n": int(v.People), "issue": b.IssueName(v.To, 70)})
	}
	if t := f.FirmTop; t != nil && t.K < len(r.Issues) {
		p := min(99, int(100*t.P)) // all replicates are not certainty
		share = b.Say("checks.share", messages.Args{"percent": p, "issues": firmIssues(r)})
		if t.K > mostNamed {
			share = b.Say("checks.share-many", messages.Args{"percent": p, "k": t.K})
		}
	}
	if len(r.Cycle) > 1 && !r.OnlyHums() {
		issues := messages.Plain(brief.Texts(append(slices.Clone(r.Cycle), r.Cycle[0])))
		circle = b.Say("checks.circle", messages.Args{"issues": issues})
	}
	return brief.Lines(brief.Each([]string{
		brief.If(of > 0 && f.LeaveOneOut.First == 0, b.Say("checks.no-ballot", messages.Args{"n": of})),
		victory, share, blanksCheck(b),
		brief.If(len(few) > 0 && f.Bootstrap.Why == "", b.Say("checks.rough", messages.Args{"groups": few})),
		circle,
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
	case len(rules) > 0:
		return b.Say("checks.blanks-rule", messages.Args{"rules": brief.Each(rules, b.Rule)})
	default:
		return b.Say("checks.blanks", nil)
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
