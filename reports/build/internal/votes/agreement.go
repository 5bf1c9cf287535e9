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

// ByGroupSection shows whether the groups rank alike.
func ByGroupSection(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	names := groupsWithFigures(r)
	if len(names) < 2 {
		return nil
	}
	s := &reports.Section{ID: "bygroup", Title: b.Say("bygroup.heading", nil), Lead: ownFirsts(b, names)}
	note := ""
	if slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return len(i.UnansweredBy) > 0 }) {
		note = b.Say("bygroup.unanswered", messages.Args{"word": unanswered(b, r)})
	}
	s.Add(
		groupTable(b, names, reports.Table{
			ID: "bygroup-rank", Title: b.Say("bygroup.places", nil), Note: note,
		}, func(i *ranking.Issue, g string) reports.Value {
			if n, ok := i.GroupRank[g]; ok && n > 0 {
				return reports.Int(n)
			}
			return reports.Str("")
		}),
		groupTable(b, names, reports.Table{
			ID: "bygroup-support", Title: axisOf(b, scaleName(b, r)), Heat: true,
		}, func(i *ranking.Issue, g string) reports.Value {
			if f, ok := i.GroupSupport[g]; ok {
				return reports.Num(f)
			}
			return reports.Str("")
		}))
	if partlyAnswered(r) {
		ballots := map[string]int64{}
		for _, g := range r.Groups {
			ballots[g.Name] = g.Ballots
		}
		s.Add(groupTable(b, names, reports.Table{ID: "bygroup-answers", Title: answeredBy(b, r)},
			func(i *ranking.Issue, g string) reports.Value {
				return reports.Str(outOf(b, i.GroupAnswers[g], ballots[g]))
			}))
	}
	return s
}

// groupsWithFigures are the groups for which any issue has a support; none with a single
// issue, on which there is no order to compare.
func groupsWithFigures(r *ranking.Result) []string {
	if r == nil || len(r.Issues) < 2 {
		return nil
	}
	var out []string
	for _, g := range r.Groups {
		if slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { _, ok := i.GroupSupport[g.Name]; return ok }) {
			out = append(out, g.Name)
		}
	}
	return out
}

// ownFirsts says whether the groups put the same issues first.
func ownFirsts(b *brief.Brief, names []string) string {
	r := b.In.Ranking
	first := func(g string) []string {
		return leaders(r, func(i *ranking.Issue) int { return i.GroupRank[g] })
	}
	own := first(names[0])
	if len(own) == 0 || slices.ContainsFunc(names, func(g string) bool { return !slices.Equal(first(g), own) }) {
		return b.Say("bygroup.differ", nil)
	}
	return b.Say("bygroup.same", messages.Args{"issues": brief.Texts(own)})
}

// groupTable fills a table with a row an issue and a column a group.
func groupTable(b *brief.Brief, groups []string, t reports.Table,
	figure func(i *ranking.Issue, group string) reports.Value,
) reports.Table {
	r := b.In.Ranking
	t.RowHead = true
	t.Columns = append(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
		brief.Columns(reports.Center, 0, brief.Each(groups, b.Group)...)...)
	for i := range r.Issues {
		is := &r.Issues[i]
		row := []reports.Value{reports.Str(reports.InText(is.ID))}
		if t.ID == "bygroup-rank" { // the first of the tables has the names
			row[0].Text = brief.IssueLabel(is.ID, is.Name, 80)
		}
		for _, g := range groups {
			if slices.Contains(is.UnansweredBy, g) {
				row = append(row, reports.Str(unanswered(b, r)))
				continue
			}
			row = append(row, figure(is, g))
		}
		t.Add(row...)
	}
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
func spreads(r *ranking.Result, groups []string) []spread {
	var out []spread
	for i := range r.Issues {
		s := spread{issue: &r.Issues[i], low: math.Inf(1), high: math.Inf(-1)}
		n := 0
		if len(s.issue.UnansweredBy) > 0 {
			continue
		}
		for _, g := range groups {
			f, ok := s.issue.GroupSupport[g]
			if !ok {
				continue
			}
			n++
			if f < s.low {
				s.low, s.lowest = f, g
			}
			if f > s.high {
				s.high, s.highest = f, g
			}
		}
		if n >= 2 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, closer)
	return out
}

// AgreementSection shows which issues unite the groups and which split them.
func AgreementSection(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	names := groupsWithFigures(r)
	if len(names) < 2 {
		return nil
	}
	s := &reports.Section{ID: "agree", Title: b.Say("agree.heading", nil), Lead: b.Say("agree.no-answers", nil)}
	if said := commonGround(b); len(said) > 0 {
		s.Lead = said[0]
		for _, t := range said[1:] {
			s.Add(reports.Paragraph{Text: t})
		}
		s.Add(agreeChart(b, spreads(r, names)))
	}
	s.Add(leftOutOfAgreement(b), splitVerdicts(b))
	return s
}

// agreementFigures are those for the annex.
func agreementFigures(b *brief.Brief) []reports.Block {
	out := append(indexTable(b), tauTable(b), representativeTable(b))
	if a := b.In.Ranking.Agreement; a != nil && a.W != nil && a.Raters != 2 { // of two it says no more than the row
		out = append(out, reports.Paragraph{Text: b.Say("agree.all", messages.Args{"w": b.Number(*a.W, 2)})})
	}
	return out
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
	unites := united(all)
	both := slices.ContainsFunc(out, func(s spread) bool {
		return slices.ContainsFunc(unites, func(u spread) bool { return u.issue == s.issue })
	})
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
	if d := q.low - p.low; math.Abs(d) >= sameFigure {
		return cmp.Compare(d, 0)
	}
	if d := p.distance() - q.distance(); math.Abs(d) >= sameFigure {
		return cmp.Compare(d, 0)
	}
	return 0
}

// commonGround says which issues have the most common ground, and which split the groups;
// nothing where no issue has answers of every group.
func commonGround(b *brief.Brief) []string {
	groups := groupsWithFigures(b.In.Ranking)
	all := spreads(b.In.Ranking, groups)
	if len(groups) < 2 || len(all) == 0 {
		return nil
	}
	names := func(list []spread) []string {
		return brief.Each(list, func(s spread) string { return reports.InText(s.issue.ID) })
	}
	best, split := united(all), divided(all)
	var out []string
	if best == nil {
		out = append(out, b.Say("agree.no-issue", nil))
	} else {
		code := "common"
		if best[0].low < enoughGround {
			code = "little"
		}
		out = append(out, b.Say("agree."+code, messages.Args{
			"n": len(best), "issues": names(best), "group": b.Group(best[0].lowest), "low": b.Number(best[0].low, 0),
		}))
	}
	if len(split) == 1 {
		s := split[0]
		out = append(out, b.Say("agree.splits", messages.Args{
			"issue": reports.InText(s.issue.ID), "high": b.Number(s.high, 0), "highest": b.Group(s.highest),
			"low": b.Number(s.low, 0), "lowest": b.Group(s.lowest),
		}))
	} else if len(split) > 1 {
		out = append(out, b.Say("agree.split", messages.Args{
			"issues": names(split), "distance": b.Number(split[0].distance(), 0),
		}))
	}
	return out
}

// leftOutOfAgreement names the issues that some group says nothing of.
func leftOutOfAgreement(b *brief.Brief) reports.List {
	l := reports.List{Title: b.Say("agree.left-out", nil)}
	for i := range b.In.Ranking.Issues {
		if is := &b.In.Ranking.Issues[i]; len(is.UnansweredBy) > 0 {
			l.Items = append(l.Items, b.Say("agree.no-ballot", messages.Args{
				"issue": reports.InText(is.ID), "groups": messages.Or(brief.Each(is.UnansweredBy, b.Group)),
			}))
		}
	}
	return l
}

func agreeChart(b *brief.Brief, all []spread) reports.Chart {
	c := reports.Chart{
		ID: "chart-agree", Kind: reports.DotPlot, Max: 100, Axis: axisOf(b, scaleName(b, b.In.Ranking)),
		Title: b.Say("agree.chart", nil), Summary: b.Say("agree.summary", messages.Args{
			"issue": reports.InText(all[0].issue.ID), "low": b.Number(all[0].low, 0), "high": b.Number(all[0].high, 0),
		}),
		Table: reports.Table{
			ID: "agree-range", Title: b.Say("agree.chart", nil), RowHead: true,
			Columns: brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
		},
	}
	names := groupsWithFigures(b.In.Ranking)
	for _, name := range names {
		c.Series = append(c.Series, reports.Series{Name: b.Group(name)})
		c.Table.Columns = append(c.Table.Columns, brief.Right(b.Group(name), 1))
	}
	c.Table.Columns = append(c.Table.Columns, brief.Right(b.Say("agree.distance", nil), 1))
	for _, s := range all {
		c.Categories = append(c.Categories, brief.IssueLabel(s.issue.ID, s.issue.Name, reports.MaxLabel))
		row := []reports.Value{reports.Str(brief.IssueLabel(s.issue.ID, s.issue.Name, math.MaxInt))}
		for i, name := range names {
			v := math.NaN()
			if f, ok := s.issue.GroupSupport[name]; ok {
				v = f
			}
			c.Series[i].Values = append(c.Series[i].Values, v)
			row = append(row, reports.Num(v))
		}
		c.Table.Add(append(row, reports.Num(s.distance()))...)
	}
	return c
}

// indexTable lists the agreement indices, where they were computed, and what they mean.
func indexTable(b *brief.Brief) []reports.Block {
	r := b.In.Ranking
	t := reports.Table{
		ID: "agree-index", Title: b.Say("agree-index.title", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
	}
	for i := range r.Issues {
		t.Add(reports.Str(reports.InText(r.Issues[i].ID)))
	}
	var means []string
	for _, f := range []struct {
		code string
		get  func(*ranking.Issue) *float64
	}{
		{"common-ground", func(i *ranking.Issue) *float64 { return i.CommonGround }},
		{"consensus", func(i *ranking.Issue) *float64 { return i.Consensus }},
		{"disagreement", func(i *ranking.Issue) *float64 { return i.Disagreement }},
		{"divisiveness", func(i *ranking.Issue) *float64 { return i.Divisiveness }},
	} {
		if !slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return f.get(&i) != nil }) {
			continue
		}
		t.Columns = append(t.Columns, brief.Columns(reports.Right, 2, b.Say("agree-index."+f.code, nil))...)
		means = append(means, b.Say("agree-index-means."+f.code, nil))
		for i := range r.Issues {
			t.Rows[i] = append(t.Rows[i], brief.Figure(f.get(&r.Issues[i])))
		}
	}
	if len(t.Columns) <= 2 {
		return nil // common ground alone is the lowest support of the chart above once more
	}
	return []reports.Block{t, reports.List{Items: means}}
}

// splitVerdicts names issues that some groups rank high and others low.
func splitVerdicts(b *brief.Brief) reports.Verdicts {
	var v reports.Verdicts
	for _, is := range b.In.Ranking.Issues {
		if is.Split != nil {
			v.Items = append(v.Items, reports.Verdict{State: reports.Warn, Text: b.Say("agree.divides", messages.Args{
				"issue": reports.InText(is.ID), "top": brief.Each(is.Split.Top, b.Group),
				"bottom": brief.Each(is.Split.Bottom, b.Group),
			})})
		}
	}
	return v
}

// tauTable compares the groups' own orders two by two.
func tauTable(b *brief.Brief) reports.Table {
	a := b.In.Ranking.Agreement
	if a == nil {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "agree-pairs", Title: b.Say("agree-pairs.title", nil), RowHead: true, Note: b.Say("agree-pairs.note", nil),
		Columns: append(brief.Columns(reports.Left, 0, b.Say("agree-pairs.one-group", nil), b.Say("agree-pairs.second", nil)),
			brief.Columns(reports.Right, 2, b.Say("agree-pairs.likeness", nil))...),
	}
	for _, p := range a.TauB {
		cell := reports.Str(b.Say("agree-pairs.tied", nil))
		if p.Tau != nil {
			cell = reports.Num(*p.Tau)
		}
		t.Add(reports.Str(b.Group(p.A)), reports.Str(b.Group(p.B)), cell)
	}
	return t
}

// representativeTable lists the issues that set each group apart.
func representativeTable(b *brief.Brief) reports.Table {
	r := b.In.Ranking
	t := reports.Table{
		ID: "agree-own", Title: b.Say("agree.own", nil), RowHead: true, Columns: append(
			brief.Columns(reports.Left, 0, b.Say("column.group", nil), b.Say("column.issue", nil)),
			brief.Columns(reports.Right, 1, b.Say("agree.times", nil))...),
	}
	for _, g := range r.Groups {
		for _, x := range g.Representative {
			t.Add(reports.Str(b.Group(g.Name)), reports.Str(brief.IssueLabel(x.Issue, issueOf(r, x.Issue).Name, 80)),
				reports.Num(x.Ratio))
		}
	}
	return t
}
