package build

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
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
	seats := sum(total)
	voted := seats - total[5]
	if voted == 0 {
		s.Lead = "Nobody said what they would like, so people were placed by size and balance alone."
		return s
	}
	top := total[0] + total[1]
	s.Lead = fmt.Sprintf("%d of %s went to a first or second choice.", top, counted(voted, "seat given to people "+
		"with a wish", "seats given to people with a wish"))
	if p.Objective.WorstChoice > 0 {
		s.Lead += " The worst listed choice anyone received is their " + ordinal(p.Objective.WorstChoice) + "."
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
		Title:   fmt.Sprintf("%d of %d seats went to a first choice", total[0], sum(total)),
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
		Note: "Points are the value of the whole proposal. Take a step with --worst.",
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

// assignmentsSection is one row a person, by name: the list to look someone up in.
func assignmentsSection(b *builder) *reports.Section {
	p := b.shownPlan()
	if p == nil || seated(p) == 0 {
		return nil
	}
	// The headings ID, Group and Locked are those an earlier plan is read by, so
	// that this table, edited by hand, can be given back.
	t := reports.Table{
		ID: "assignments", Title: "Every person and their working group", RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: "Name"},
			{Title: "ID"},
			{Title: "Stakeholder group"},
			{Title: "Region"},
			{Title: "Group"},
			{Title: "Part"},
			{Title: "Choice"},
			{Title: "Locked"},
		},
		Note: "To keep seats by hand, write yes under Locked in the workbook and give it back with --keep.",
	}
	row := func(id, group, part, choice, locked string) []reports.Value {
		q := b.person[id]
		return []reports.Value{
			reports.Str(b.name(id)), reports.Str(id), reports.Str(shortValue(value(q, planner.Stakeholder))),
			reports.Str(shortValue(value(q, planner.Region))),
			reports.Str(group), reports.Str(part), reports.Str(choice), reports.Str(locked),
		}
	}
	for _, g := range p.Groups {
		for _, m := range g.Members {
			locked := ""
			if m.Locked {
				locked = "yes"
			}
			t.Rows = append(t.Rows, row(m.ID, g.ID, roleWord(m.Role), choiceWords(m), locked))
		}
	}
	for _, id := range p.Unassigned {
		t.Rows = append(t.Rows, row(id, "", "no seat", "", ""))
	}
	slices.SortStableFunc(t.Rows, func(x, y []reports.Value) int {
		return strings.Compare(strings.ToLower(x[0].Text), strings.ToLower(y[0].Text))
	})
	return &reports.Section{
		ID: "assignments", Title: "Who sits where", Lead: "Sorted by name as written.",
		Blocks: []reports.Block{t},
	}
}
