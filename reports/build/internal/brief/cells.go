package brief

import (
	"math"
	"slices"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// WithoutEmptyColumns drops the text columns in which every cell is empty.
func WithoutEmptyColumns(t reports.Table) reports.Table {
	var keep []int
	for j := range t.Columns {
		if slices.ContainsFunc(t.Rows, func(r []reports.Value) bool { return r[j].IsNum || r[j].Text != "" }) {
			keep = append(keep, j)
		}
	}
	out := t
	out.Columns, out.Rows = nil, make([][]reports.Value, len(t.Rows))
	for _, j := range keep {
		out.Columns = append(out.Columns, t.Columns[j])
		for i := range t.Rows {
			out.Rows[i] = append(out.Rows[i], t.Rows[i][j])
		}
	}
	return out
}

// KeyFigures are numbers with their nouns.
type KeyFigures struct {
	*messages.Catalogue
	Pairs []reports.Pair
}

// Add adds a number, unless it is zero.
func (f *KeyFigures) Add(noun string, n int) {
	if n > 0 {
		f.Pairs = append(
			f.Pairs,
			reports.Pair{Key: f.Say("fact."+noun, messages.Args{"n": n}), Value: f.Number(float64(n), 0)},
		)
	}
}

var Nan = math.NaN()

// Largest is the largest number of a column, at least 1.
func Largest(rows [][]reports.Value, column int) float64 {
	top := 1.0
	for _, r := range rows {
		if column < len(r) && r[column].IsNum {
			top = max(top, r[column].Number)
		}
	}
	return top
}

// PeopleBlock shows a table of people by value with a dot for each of a few, as a
// bar chart where there are more.
func PeopleBlock(w Words, t reports.Table, dimension string, size int) reports.Block {
	const fewPeople = 12
	if size <= fewPeople {
		t.Columns[1].Dots = true
		return t
	}
	t.Columns[1].Bar, t.Columns[1].BarMax = true, Largest(t.Rows, 1)
	c := reports.Chart{
		ID: "chart-" + t.ID, Kind: reports.Bar, Title: t.Title, Axis: w.Say("people.axis", nil), Table: t,
		Series: []reports.Series{{Name: w.Say("column.people", nil)}}, Summary: RowCounts(w, t.Rows),
	}
	for _, r := range t.Rows {
		c.Categories = append(c.Categories, r[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, r[1].Number)
	}
	c.Table.Title = w.Say("people.table", messages.Args{"dimension": dimension})
	return c
}

// RowCounts lists the rows of a count table: "woman 19, man 24".
func RowCounts(w Words, rows [][]reports.Value) string {
	return w.Plain(Each(rows, func(r []reports.Value) string {
		return w.Say("people.count", messages.Args{"value": reports.InText(r[0].Text), "count": int(r[1].Number)})
	}))
}

// Info is a fact that is no verdict.
func Info(text string) reports.Verdict { return reports.Verdict{State: reports.Info, Text: text} }

// Columns are headed by titles; numbers stand to the right.
func Columns(align reports.Align, decimals int, titles ...string) []reports.Column {
	return Each(titles, func(t string) reports.Column {
		return reports.Column{Title: t, Align: align, Decimals: decimals}
	})
}

// Figure shows a number where there is one.
func Figure(p *float64) reports.Value {
	if p == nil {
		return reports.Str("")
	}
	return reports.Num(*p)
}

// Right is a column of numbers.
func Right(title string, decimals int) reports.Column {
	return reports.Column{Title: title, Align: reports.Right, Decimals: decimals}
}

// Counts is a number where there is one.
func Counts(n int) reports.Value {
	if n == 0 {
		return reports.Str("")
	}
	return reports.Int(n)
}

// Verdict is a line of a checklist.
func Verdict(state reports.State, text string) reports.Verdict {
	return reports.Verdict{State: state, Text: text}
}
