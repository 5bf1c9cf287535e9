package groups

import (
	"cmp"
	"slices"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// fitBands are the ways in which a seat answers a wish.
var fitBands = []string{"first", "second", "third", "later", "outside", "unformed", "no-wish"}

// fitBand is the band of a seat. Whose first choice has no group stands apart, whatever
// else they got.
func fitBand(m grouping.Member) string {
	return cmp.Or(
		brief.If(!m.Voted, "no-wish"), brief.If(m.Unformed, "unformed"), brief.If(m.Choice == 0, "outside"),
		fitBands[max(0, min(m.Choice-1, 3))],
	)
}

// FitSection shows whether people got what they chose.
func FitSection(b *brief.Brief) *reports.Section {
	p := b.ShownPlan()
	if p == nil || Seated(p) == 0 {
		return nil
	}
	s := &reports.Section{ID: "fit", Title: b.Say("fit.title", nil)}
	w, o := &p.Wishes, &p.Objective
	if w.People == 0 {
		s.Lead = cmp.Or(brief.If(b.Meeting.Ballots.Len() > 0, b.Say("fit.unlinked", nil)), b.Say("fit.no-wishes", nil))
		return s
	}
	worst := "worst" + brief.If(o.Outside > 0, "-listed")
	s.Lead = brief.If(o.WorstChoice > 0, b.Say("fit."+worst, messages.Args{"n": o.WorstChoice}))
	s.Add(reports.Verdicts{Items: wishLines(b, p)}, fitChart(b, p))
	if x := p.Explanation; x != nil {
		title := b.Say("fit.why", messages.Args{"n": len(x.People)})
		s.Add(whyTable(b, "why", title, x.People, len(x.Envy) == 0 && p.Finished))
	}
	s.Add(ladderTable(b, p))
	return s
}

func fitChart(b *brief.Brief, p *grouping.Plan) reports.Chart {
	open := slices.DeleteFunc(slices.Clone(p.Groups), func(g grouping.Group) bool { return len(g.Members) == 0 })
	c := reports.Chart{
		ID: "chart-fit", Kind: reports.Stacked, Title: b.Say("fit.table", nil), Axis: b.Say("fit.axis", nil),
		Summary: firstsByGroup(b, open),
		Categories: brief.Each(open, func(g grouping.Group) string {
			return brief.IssueLabel(g.ID, g.Topic, reports.MaxLabel)
		}),
		Table: reports.Table{
			ID: "fit-table", Title: b.Say("fit.table", nil), RowHead: true,
			Columns: []reports.Column{{Title: b.Say("fit.group", nil)}},
			Rows: append(brief.Rows(open, func(g grouping.Group) []reports.Value {
				return brief.Row(brief.IssueLabel(g.ID, g.Topic, 200))
			}), brief.Row(b.Say("fit.all", nil))),
		},
	}
	for _, band := range fitBands {
		series, all := reports.Series{Name: b.Say("fit.band-"+band, nil)}, 0.0
		for _, g := range open {
			n := brief.CountIf(g.Members, func(m grouping.Member) bool { return fitBand(m) == band })
			series.Values, all = append(series.Values, float64(n)), all+float64(n)
		}
		if all == 0 {
			continue
		}
		c.Series = append(c.Series, series)
		c.Table.Columns = append(c.Table.Columns, brief.Right(series.Name, 0))
		for i, n := range append(slices.Clone(series.Values), all) {
			c.Table.Rows[i] = append(c.Table.Rows[i], reports.Num(n))
		}
	}
	return c
}

// firstsByGroup says how many of the members with a wish have their first choice in each group.
func firstsByGroup(b *brief.Brief, open []grouping.Group) string {
	of := brief.Each(open, func(g grouping.Group) string {
		wished := brief.CountIf(g.Members, func(m grouping.Member) bool { return m.Voted })
		return b.With(reports.InText(g.ID), b.Say("answers.out-of", messages.Args{
			"count": firstChoices(&g), "all": wished,
		}))
	})
	return b.Say("fit.chart-alt", messages.Args{"groups": b.Some(of, mostListed)})
}

// ladderTable shows what each promise about the worst choice would cost.
func ladderTable(b *brief.Brief, p *grouping.Plan) reports.Table {
	return reports.Table{
		ID: "ladder", Workbook: true, RowHead: true,
		Title: b.Say("fit.ladder", nil), Note: b.Say("fit.ladder-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("fit.ladder-worst", nil)},
			{Title: b.Say("fit.ladder-possible", nil)},
			{Title: b.Say("fit.ladder-outside", nil), Align: reports.Right},
			{Title: b.Say("fit.ladder-price", nil), Align: reports.Right},
		},
		Rows: brief.Rows(p.Ladder, func(r grouping.Rung) []reports.Value {
			name := b.Say("fit.choice", messages.Args{"choice": r.Worst})
			if r.Worst == 0 {
				name = b.Say("fit.no-promise", nil)
			}
			if r.Possible {
				return brief.Row(name, b.Say("fit.possible", nil), r.Outside, int(r.Price))
			}
			why := cmp.Or(brief.If(r.ProvedImpossible, b.Say("fit.impossible", nil)), b.Say("fit.not-found", nil))
			return brief.Row(name, why, "", "")
		}),
	}
}

// whyTable says what stood in the way of a better choice, for people who did not get
// their first. With checked set no move or exchange helps anyone at nobody's cost.
func whyTable(b *brief.Brief, id, title string, notes []grouping.PersonNote, checked bool) reports.Table {
	note := "why-note" + brief.If(checked, "-checked")
	t := reports.Table{
		ID: id, Title: title, RowHead: true, Workbook: true, Note: b.Say("fit."+note, nil),
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.Say("fit.received", nil)},
			{Title: b.Say("fit.preferred", nil)},
			{Title: b.Say("fit.obstacle", nil)},
			brief.Right(b.Say("fit.ladder-price", nil), 0),
			{Title: b.Say("fit.exchange", nil)},
		},
	}
	for _, n := range notes {
		received := b.Say("fit.nothing-listed", nil)
		if n.Choice > 0 {
			received = b.Say("fit.choice", messages.Args{"choice": n.Choice})
		}
		for _, x := range n.Better {
			group := messages.Args{"group": reports.InText(x.Group), "choice": x.Choice}
			why := b.Some(brief.Each(x.Obstacles, func(f grouping.Fact) string { return obstacle(b, f) }), 3)
			t.Rows = append(t.Rows, brief.Row(b.Name(n.Person), received, b.Say("fit.preferred-group", group),
				cmp.Or(why, b.Say("obstacle.none", nil)), priceOf(b, &x), brief.If(x.With != "", b.Name(x.With))))
		}
	}
	return t
}

// obstacle says what stands in the way of a seat, or suffers when somebody leaves it.
func obstacle(b *brief.Brief, f grouping.Fact) string {
	return b.Say("obstacle."+f.Code, factArgs(b, f))
}

// priceOf is what a better choice would cost; nothing where no single move or exchange does it.
func priceOf(b *brief.Brief, x *grouping.Better) reports.Value {
	if x.Cost < 0 {
		return reports.Str(b.Say("fit.no-way", nil))
	}
	return reports.Int(int(x.Cost))
}
