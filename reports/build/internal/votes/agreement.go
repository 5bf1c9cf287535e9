package votes

import (
	"cmp"
	"math"
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// groupsWithFigures are the groups for which any issue has a support; none with a single
// issue, on which there is no order to compare.
func groupsWithFigures(r *ranking.Result) []ranking.Group {
	if r == nil || len(r.Issues) < 2 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Groups), func(g ranking.Group) bool {
		return !slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { _, ok := i.GroupSupport[g.Name]; return ok })
	})
}

// sameFirst says that all groups put the same issues first, where that is so.
func sameFirst(b *brief.Brief, groups []ranking.Group) string {
	firsts := brief.Each(groups, func(g ranking.Group) string {
		return b.And(brief.Texts(leaders(b.In.Ranking, func(i *ranking.Issue) int { return i.GroupRank[g.Name] })))
	})
	same := firsts[0] != "" && len(slices.Compact(firsts)) == 1
	return brief.If(same, b.Say("agree.same-first", messages.Args{"issues": firsts[0]}))
}

// groupTable fills a table with a row an issue and a column a group.
func groupTable(b *brief.Brief, groups []ranking.Group, t reports.Table,
	figure func(*ranking.Issue, ranking.Group) any,
) reports.Table {
	r := b.In.Ranking
	t.RowHead = true
	t.Columns = append(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)), brief.Columns(reports.Center, 0,
		brief.Each(groups, func(g ranking.Group) string { return b.Group(g.Name) })...)...)
	t.Rows = brief.Rows(r.Issues, func(is ranking.Issue) []reports.Value {
		return append(brief.Row(brief.IssueLabel(is.ID, is.Name, 80)),
			brief.Row(brief.Each(groups, func(g ranking.Group) any {
				if slices.Contains(is.UnansweredBy, g.Name) {
					return unanswered(b, r)
				}
				return figure(&is, g)
			})...)...)
	})
	return t
}

// spread is the lowest and the highest support any group gives an issue.
type spread struct {
	issue           *ranking.Issue
	low, high       float64
	lowest, highest string
}

// spreads lists the issues that every group says something of by their lowest support,
// highest first, then by the smallest distance; ties keep the ranking's order.
func spreads(r *ranking.Result, groups []ranking.Group) []spread {
	var out []spread
	for i := range r.Issues {
		s := spread{issue: &r.Issues[i], low: math.Inf(1), high: math.Inf(-1)}
		if len(s.issue.UnansweredBy) > 0 || len(s.issue.GroupSupport) < 2 {
			continue
		}
		for _, g := range groups {
			f, ok := s.issue.GroupSupport[g.Name]
			if ok && f < s.low {
				s.low, s.lowest = f, g.Name
			}
			if ok && f > s.high {
				s.high, s.highest = f, g.Name
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, closer)
	return out
}

// AgreementSection shows whether the groups rank alike, which issues unite them and which
// split them.
func AgreementSection(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	names := groupsWithFigures(r)
	if len(names) < 2 {
		return nil
	}
	s := &reports.Section{ID: "agree", Title: b.Say("agree.heading", nil), Lead: b.Say("agree.no-answers", nil)}
	all := spreads(r, names)
	split := ""
	if len(all) > 0 {
		s.Lead, split = commonGround(b, all), divides(b, all)
	}
	s.Add(reports.Verdicts{Items: brief.Lines(brief.Info(sameFirst(b, names)), brief.Info(leftOutOfAgreement(b)))},
		agreeChart(b, names, all, split),
		groupTable(b, names, reports.Table{ID: "bygroup-rank", Title: b.Say("agree.places", nil), Workbook: true},
			func(i *ranking.Issue, g ranking.Group) any { return brief.Count(i.GroupRank[g.Name]) }))
	if partlyAnswered(r) {
		s.Add(groupTable(b, names, reports.Table{ID: "bygroup-answers", Title: answeredBy(b, r), Workbook: true},
			func(i *ranking.Issue, g ranking.Group) any { return outOf(b, i.GroupAnswers[g.Name], g.Ballots) }))
	}
	return s
}

// united are the issues with the most common ground: with the highest of the lowest figures,
// and of these with the smallest distance. divided are those with the widest distance; there
// are none where it is next to nothing, or the same for all. An issue is never both.
func united(all []spread) []spread {
	best := slices.MinFunc(all, closer)
	out := slices.DeleteFunc(slices.Clone(all), func(s spread) bool { return closer(s, best) != 0 })
	if len(out) == len(all) && len(all) > 1 {
		return nil // nothing stands out
	}
	return out
}

func divided(all []spread) []spread {
	widest := slices.MaxFunc(all, func(p, q spread) int { return cmp.Compare(p.distance(), q.distance()) }).distance()
	out := slices.DeleteFunc(slices.Clone(all), func(s spread) bool { return widest-s.distance() >= sameFigure })
	unite := spreadIssues(united(all))
	both := slices.ContainsFunc(spreadIssues(out), func(id string) bool { return slices.Contains(unite, id) })
	if widest < 1 || len(out) == len(all) || both {
		return nil
	}
	return out
}

// sameFigure is below what two figures from 0 to 100 are the same.
const sameFigure = 1e-9

// enoughGround is below what figure, the middle of the scale, nobody speaks of common ground.
const enoughGround = 50

func (s spread) distance() float64 { return s.high - s.low }

// closer compares two issues by their common ground.
func closer(p, q spread) int {
	same := func(x, y float64) int {
		if math.Abs(x-y) < sameFigure {
			return 0
		}
		return cmp.Compare(x, y)
	}
	return cmp.Or(same(q.low, p.low), same(p.distance(), q.distance()))
}

// commonGround says which issues have the most common ground.
func commonGround(b *brief.Brief, all []spread) string {
	best := united(all)
	if best == nil {
		return b.Say("agree.no-issue", nil)
	}
	code := cmp.Or(brief.If(best[0].low < enoughGround, "little"), "common")
	return b.Say("agree."+code, messages.Args{
		"n": len(best), "issues": spreadIssues(best), "group": b.Group(best[0].lowest), "low": b.Number(best[0].low, 0),
	})
}

// divides says which issues split the groups; nothing where none stands out.
func divides(b *brief.Brief, all []spread) string {
	split := divided(all)
	if len(split) == 0 {
		return ""
	}
	s := &split[0]
	return cmp.Or(
		brief.If(len(split) > 1, b.Say("agree.split", messages.Args{
			"issues": spreadIssues(split), "distance": b.Number(s.distance(), 0),
		})),
		b.Say("agree.splits", messages.Args{
			"issue": reports.InText(s.issue.ID), "high": b.Number(s.high, 0), "highest": b.Group(s.highest),
			"low": b.Number(s.low, 0), "lowest": b.Group(s.lowest),
		}),
	)
}

func spreadIssues(list []spread) []string {
	return brief.Each(list, func(s spread) string { return reports.InText(s.issue.ID) })
}

// leftOutOfAgreement names the issues that some group says nothing of.
func leftOutOfAgreement(b *brief.Brief) string {
	out := slices.DeleteFunc(slices.Clone(b.In.Ranking.Issues), func(is ranking.Issue) bool {
		return len(is.UnansweredBy) == 0
	})
	return brief.If(len(out) > 0, b.Say("agree.left-out", messages.Args{
		"issues": b.IDs(issueIDs(out)), "word": unanswered(b, b.In.Ranking),
	}))
}

// agreeChart has a dot a group on the line of each issue, the nearest to common ground
// first; what splits them is said beside it. Its table has the figures of all issues in their order.
func agreeChart(b *brief.Brief, groups []ranking.Group, all []spread, split string) reports.Block {
	title := axisOf(b, scaleName(b, b.In.Ranking))
	t := groupTable(b, groups, reports.Table{ID: "bygroup-support", Title: title, Heat: true},
		func(i *ranking.Issue, g ranking.Group) any {
			if f, ok := i.GroupSupport[g.Name]; ok {
				return f
			}
			return ""
		})
	if len(all) == 0 {
		return t
	}
	c := reports.Chart{
		ID: "chart-agree", Kind: reports.DotPlot, Max: 100, Axis: title, Title: b.Say("agree.chart", nil), Table: t,
		Summary: cmp.Or(split, b.Say("agree.summary", messages.Args{
			"issue": reports.InText(all[0].issue.ID), "low": b.Number(all[0].low, 0), "high": b.Number(all[0].high, 0),
		})),
		Categories: brief.Each(all, func(s spread) string {
			return brief.IssueLabel(s.issue.ID, s.issue.Name, reports.MaxLabel)
		}),
	}
	c.Series = brief.Each(groups, func(g ranking.Group) reports.Series {
		return reports.Series{Name: b.Group(g.Name), Values: brief.Each(all, func(s spread) float64 {
			if f, ok := s.issue.GroupSupport[g.Name]; ok {
				return f
			}
			return brief.Nan
		})}
	})
	return c
}
