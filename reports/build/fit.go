package build

import (
	"fmt"

	"roundtable/planner/grouping"
	"roundtable/reports"
)

// shownPlan is the proposal, or the nearest one where the wishes clash.
func (b *builder) shownPlan() *grouping.Plan {
	if b.in.Groups == nil && b.in.Impossible != nil {
		return b.in.Impossible.Nearest
	}
	return b.in.Groups
}

// lastRank is the highest choice shown on its own; later ones are added up.
const lastRank = 4

// fitBands are the ways in which a seat answers a wish.
var fitBands = []string{"1st choice", "2nd choice", "3rd choice", "4th or later", "Not on their list", "Gave no wish"}

func fitBand(m grouping.Member) int {
	switch {
	case !m.Voted:
		return 5
	case m.Choice == 0:
		return 4
	default:
		return min(m.Choice, lastRank) - 1
	}
}

// fitSection shows whether people got what they chose.
func fitSection(b *builder) *reports.Section {
	p := b.shownPlan()
	if p == nil || seated(p) == 0 {
		return nil
	}
	s := &reports.Section{ID: "fit", Title: "Did people get what they chose?"}
	total := make([]int, len(fitBands))
	rows := make([][]int, 0, len(p.Groups))
	var groups []*grouping.Group
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
		groups, rows = append(groups, g), append(rows, row)
	}
	s.Lead = wishSentence(b, p)
	if p.Wishes.People == 0 {
		return s
	}
	if w := p.Objective.WorstChoice; w > 1 {
		who := "anyone with a choice"
		if p.Objective.Outside > 0 {
			who = "anyone who got one of their choices"
		}
		s.Lead += " The worst that " + who + " received is the " + ordinal(w) + " best of the groups formed."
	}
	s.Blocks = append(s.Blocks, fitChart(groups, rows, total))
	s.Add(whyTable(b, p), ladder(p))
	return s
}

func sum(ns []int) int {
	out := 0
	for _, n := range ns {
		out += n
	}
	return out
}

func fitChart(groups []*grouping.Group, rows [][]int, total []int) reports.Chart {
	c := reports.Chart{
		ID: "chart-fit", Kind: reports.Stacked, Axis: "people",
		Title: fmt.Sprintf("%d of %s given to people with a wish went to their own first choice", total[0],
			counted(sum(total)-total[5], "seat")),
		Summary: "One bar a working group, divided by the choice its members received.",
		Table: reports.Table{
			ID: "fit-table", Title: "Members by the choice they received", RowHead: true,
			Columns: []reports.Column{{Title: "Working group"}},
		},
	}
	var used []int
	for band := range fitBands {
		if total[band] == 0 {
			continue
		}
		used = append(used, band)
		c.Series = append(c.Series, reports.Series{Name: fitBands[band]})
		c.Table.Columns = append(c.Table.Columns, reports.Column{Title: fitBands[band], Align: reports.Right})
	}
	c.Table.Columns = append(c.Table.Columns, reports.Column{Title: "Members", Align: reports.Right})
	add := func(label string, row []int) {
		cells := []reports.Value{reports.Str(label)}
		for _, band := range used {
			cells = append(cells, reports.Int(row[band]))
		}
		c.Table.Add(append(cells, reports.Int(sum(row)))...)
	}
	for i, g := range groups {
		c.Categories = append(c.Categories, issueLabel(g.ID, g.Topic, reports.MaxLabel))
		add(issueLabel(g.ID, g.Topic, 200), rows[i])
		for k, band := range used {
			c.Series[k].Values = append(c.Series[k].Values, float64(rows[i][band]))
		}
	}
	add("All groups", total)
	return c
}

// ladder shows what each promise about the worst choice would cost.
func ladder(p *grouping.Plan) reports.Table {
	t := reports.Table{
		ID: "ladder", Title: "What a promise about the worst choice would cost", RowHead: true,
		Columns: []reports.Column{
			{Title: "Nobody on their list receives worse than"},
			{Title: "Possible?"},
			{Title: "Outside their list", Align: reports.Right},
			{Title: "Points", Align: reports.Right},
			{Title: "Price in points", Align: reports.Right},
		},
		Note: "Choices are counted among the groups formed, points are the value of the whole proposal. Take a step " +
			"with --worst.",
	}
	for _, r := range p.Ladder {
		name := "no promise"
		if r.Worst > 0 {
			name = "their " + ordinal(r.Worst) + " choice"
		}
		switch {
		case r.Possible:
			t.Add(reports.Str(name), reports.Str("yes"), reports.Int(r.Outside), reports.Int(int(r.Value)),
				reports.Int(int(r.Price)))
		case r.ProvedImpossible:
			t.Add(reports.Str(name), reports.Str("no, proved"), reports.Str(""), reports.Str(""), reports.Str(""))
		default:
			t.Add(reports.Str(name), reports.Str("none found"), reports.Str(""), reports.Str(""), reports.Str(""))
		}
	}
	return t
}
