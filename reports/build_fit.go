package reports

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
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

// fit shows whether people got what they chose.
func (b *builder) fit() *Section {
	p := b.shownPlan()
	if p == nil || seated(p) == 0 {
		return nil
	}
	s := &Section{ID: "fit", Title: "Did people get what they chose?"}
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
	s.Lead = fmt.Sprintf("%d of %s went to a first or second choice.", top, counted(voted, "seat given to people with a wish", "seats given to people with a wish"))
	if p.Objective.WorstChoice > 0 {
		s.Lead += " The worst listed choice anyone received is their " + ordinal(p.Objective.WorstChoice) + "."
	}
	s.Blocks = append(s.Blocks, fitChart(groups, rows, total))
	if t, ok := b.whyTable(p); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := b.ladder(p); ok {
		s.Blocks = append(s.Blocks, t)
	}
	return s
}

func sum(ns []int) int {
	out := 0
	for _, n := range ns {
		out += n
	}
	return out
}

func fitChart(groups []*grouping.Group, rows [][]int, total []int) Chart {
	c := Chart{
		ID: "chart-fit", Kind: Stacked, Axis: "people",
		Title:   fmt.Sprintf("%d of %d seats went to a first choice", total[0], sum(total)),
		Summary: "One bar a working group, divided by the choice its members received.",
		Table:   Table{ID: "fit-table", Title: "Members by the choice they received", RowHead: true, Columns: []Column{{Title: "Working group"}}},
	}
	var used []int
	for band := range fitBands {
		if total[band] == 0 {
			continue
		}
		used = append(used, band)
		c.Series = append(c.Series, Series{Name: fitBands[band]})
		c.Table.Columns = append(c.Table.Columns, Column{Title: fitBands[band], Align: Right})
	}
	c.Table.Columns = append(c.Table.Columns, Column{Title: "Members", Align: Right})
	add := func(label string, row []int) {
		cells := []Value{Str(label)}
		for _, band := range used {
			cells = append(cells, Int(row[band]))
		}
		c.Table.Rows = append(c.Table.Rows, append(cells, Int(sum(row))))
	}
	for i, g := range groups {
		c.Categories = append(c.Categories, issueLabel(g.ID, g.Topic, MaxLabel))
		add(issueLabel(g.ID, g.Topic, 200), rows[i])
		for k, band := range used {
			c.Series[k].Values = append(c.Series[k].Values, float64(rows[i][band]))
		}
	}
	add("All groups", total)
	return c
}

// ladder shows what each promise about the worst choice would cost.
func (b *builder) ladder(p *grouping.Plan) (Table, bool) {
	t := Table{
		ID: "ladder", Title: "What a promise about the worst choice would cost", RowHead: true,
		Columns: []Column{
			{Title: "Nobody on their list receives worse than"},
			{Title: "Possible?"},
			{Title: "Outside their list", Align: Right},
			{Title: "Points", Align: Right},
			{Title: "Price in points", Align: Right},
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
			t.Rows = append(t.Rows, []Value{Str(name), Str("yes"), Int(r.Outside), Int(int(r.Value)), Int(int(r.Price))})
		case r.ProvedImpossible:
			t.Rows = append(t.Rows, []Value{Str(name), Str("no, proved"), Str(""), Str(""), Str("")})
		default:
			t.Rows = append(t.Rows, []Value{Str(name), Str("none found"), Str(""), Str(""), Str("")})
		}
	}
	return t, len(t.Rows) > 0
}

// assignments is one row a person, by name: the list to look someone up in.
func (b *builder) assignments() *Section {
	p := b.shownPlan()
	if p == nil || seated(p) == 0 {
		return nil
	}
	// The headings ID, Group and Locked are those an earlier plan is read by, so
	// that this table, edited by hand, can be given back.
	t := Table{
		ID: "assignments", Title: "Every person and their working group", RowHead: true, Long: true,
		Columns: []Column{
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
	row := func(id, group, part, choice, locked string) []Value {
		q := b.person[id]
		return []Value{
			Str(b.name(id)), Str(id), Str(shortValue(value(q, planner.Stakeholder))), Str(shortValue(value(q, planner.Region))),
			Str(group), Str(part), Str(choice), Str(locked),
		}
	}
	for i := range p.Groups {
		g := &p.Groups[i]
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
	slices.SortStableFunc(t.Rows, func(x, y []Value) int {
		return strings.Compare(strings.ToLower(x[0].Text), strings.ToLower(y[0].Text))
	})
	return &Section{ID: "assignments", Title: "Who sits where", Lead: "Sorted by name as written.", Blocks: []Block{t}}
}
