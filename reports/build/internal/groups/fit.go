package groups

import (
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// fitBands are the ways in which a seat answers a wish.
var fitBands = []string{"first", "second", "third", "later", "outside", "unformed", "no-wish"}

const (
	outsideBand = iota + 4
	unformedBand
	noWishBand
)

// fitBand is the band of a seat. Whose first choice has no group stands apart, whatever
// else they got.
func fitBand(m grouping.Member) int {
	switch {
	case !m.Voted:
		return noWishBand
	case m.Unformed:
		return unformedBand
	case m.Choice == 0:
		return outsideBand
	default:
		return min(m.Choice, outsideBand) - 1
	}
}

// FitSection shows whether people got what they chose.
func FitSection(b *brief.Brief) *reports.Section {
	p := b.ShownPlan()
	if p == nil || Seated(p) == 0 {
		return nil
	}
	s := &reports.Section{ID: "fit", Title: b.Say("fit.title", nil)}
	w, o := &p.Wishes, &p.Objective
	switch {
	case w.People == 0 && b.Meeting.Ballots.Len() > 0:
		s.Lead = b.Say("fit.unlinked", nil)
	case w.People == 0:
		s.Lead = b.Say("fit.no-wishes", nil)
	case o.WorstChoice > 0 && o.Outside > 0:
		s.Lead = b.Say("fit.worst-listed", messages.Args{"n": o.WorstChoice})
	case o.WorstChoice > 0:
		s.Lead = b.Say("fit.worst", messages.Args{"n": o.WorstChoice})
	}
	if w.People == 0 {
		return s
	}
	unformed := reports.List{Title: b.Say("fit.unformed", nil)}
	for _, x := range w.Unformed[:min(len(w.Unformed), mostListed)] {
		unformed.Items = append(unformed.Items, b.Say("fit.wanted", messages.Args{
			"issue": b.IssueName(x.Issue, 60), "n": x.First,
		}))
	}
	s.Add(fitChart(b, p), unformed)
	if p.Explanation != nil && len(p.Explanation.People) > 0 {
		t := whyTable(b, p.Explanation.People, len(p.Explanation.Envy) == 0 && p.Finished)
		t.ID, t.Title = "why", b.Say("fit.why", messages.Args{"n": len(p.Explanation.People)})
		s.Add(t)
	}
	s.Add(ladderTable(b, p))
	return s
}

func fitChart(b *brief.Brief, p *grouping.Plan) reports.Chart {
	c := reports.Chart{
		ID: "chart-fit", Kind: reports.Stacked, Axis: b.Say("fit.axis", nil), Summary: b.Say("fit.chart-alt", nil),
		Table: reports.Table{
			ID: "fit-table", Title: b.Say("fit.table", nil), RowHead: true,
			Columns: []reports.Column{{Title: b.Say("fit.group", nil)}},
		},
	}
	total := make([]int, len(fitBands))
	var rows [][]int
	var labels []string
	seats := 0
	for i := range p.Groups {
		g := &p.Groups[i]
		if len(g.Members) == 0 {
			continue
		}
		row := make([]int, len(fitBands))
		for _, m := range g.Members {
			row[fitBand(m)]++
			total[fitBand(m)]++
		}
		seats += len(g.Members)
		rows, labels = append(rows, row), append(labels, brief.IssueLabel(g.ID, g.Topic, 200))
		c.Categories = append(c.Categories, brief.IssueLabel(g.ID, g.Topic, reports.MaxLabel))
	}
	c.Title = b.Say("fit.chart", messages.Args{"first": total[0], "n": seats - total[noWishBand]})
	rows, labels = append(rows, total), append(labels, b.Say("fit.all", nil))
	cells := make([][]reports.Value, len(rows))
	for i := range rows {
		cells[i] = []reports.Value{reports.Str(labels[i])}
	}
	for band, name := range fitBands {
		if total[band] == 0 {
			continue
		}
		series := reports.Series{Name: b.Say("fit.band-"+name, nil)}
		c.Table.Columns = append(c.Table.Columns, reports.Column{Title: series.Name, Align: reports.Right})
		for i, row := range rows {
			cells[i] = append(cells[i], reports.Int(row[band]))
			if i < len(c.Categories) {
				series.Values = append(series.Values, float64(row[band]))
			}
		}
		c.Series = append(c.Series, series)
	}
	for _, row := range cells {
		c.Table.Add(row...)
	}
	return c
}

// ladderTable shows what each promise about the worst choice would cost.
func ladderTable(b *brief.Brief, p *grouping.Plan) reports.Table {
	t := reports.Table{
		ID: "ladder", Title: b.Say("fit.ladder", nil), RowHead: true, Note: b.Say("fit.ladder-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("fit.ladder-worst", nil)},
			{Title: b.Say("fit.ladder-possible", nil)},
			{Title: b.Say("fit.ladder-outside", nil), Align: reports.Right},
			{Title: b.Say("fit.ladder-price", nil), Align: reports.Right},
		},
	}
	for _, r := range p.Ladder {
		name, possible := b.Say("fit.no-promise", nil), b.Say("fit.not-found", nil)
		if r.Worst > 0 {
			name = b.Say("fit.choice", messages.Args{"choice": r.Worst})
		}
		outside, price := reports.Str(""), reports.Str("")
		if r.Possible {
			possible, outside, price = b.Say("fit.possible", nil), reports.Int(r.Outside), reports.Int(int(r.Price))
		} else if r.ProvedImpossible {
			possible = b.Say("fit.impossible", nil)
		}
		t.Add(reports.Str(name), reports.Str(possible), outside, price)
	}
	return t
}

// whyTable says what stood in the way of a better choice, for people who did not get
// their first. With checked set no move or exchange helps anyone at nobody's cost.
func whyTable(b *brief.Brief, notes []grouping.PersonNote, checked bool) reports.Table {
	t := reports.Table{
		RowHead: true, Note: b.Say("fit.why-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.Say("fit.received", nil)},
			{Title: b.Say("fit.preferred", nil)},
			{Title: b.Say("fit.obstacle", nil)},
			{Title: b.Say("fit.ladder-price", nil)},
		},
	}
	if checked {
		t.Note = b.Say("fit.why-note-checked", nil)
	}
	for _, n := range notes {
		received := b.Say("fit.nothing-listed", nil)
		if n.Choice > 0 {
			received = b.Say("fit.choice", messages.Args{"choice": n.Choice})
		}
		for _, x := range n.Better {
			why := b.Say("obstacle.none", nil)
			if len(x.Obstacles) > 0 {
				why = b.Some(brief.Each(x.Obstacles, func(x grouping.Fact) string { return obstacle(b, x) }), 3)
			}
			t.Add(
				reports.Str(b.Name(n.Person)), reports.Str(received),
				reports.Str(b.Say("fit.preferred-group", messages.Args{
					"group": reports.InText(x.Group), "choice": x.Choice,
				})),
				reports.Str(why), reports.Str(priceOf(b, &x)),
			)
		}
	}
	return t
}

// obstacle says what stands in the way of a seat, or suffers when somebody leaves it.
func obstacle(b *brief.Brief, f grouping.Fact) string {
	return b.Say("obstacle."+f.Code, factArgs(b, f))
}

// priceOf is what a better choice would cost, and by whom it could be had.
func priceOf(b *brief.Brief, x *grouping.Better) string {
	switch {
	case x.Cost < 0:
		return b.Say("fit.no-way", nil)
	case x.Cost == 0 && x.With != "":
		return b.Say("fit.free-exchange", messages.Args{"who": b.Name(x.With)})
	case x.Cost == 0:
		return b.Say("fit.free", nil)
	case x.With != "":
		return b.Say("fit.priced-exchange", messages.Args{"points": int(x.Cost), "who": b.Name(x.With)})
	default:
		return b.Number(float64(x.Cost), 0)
	}
}
