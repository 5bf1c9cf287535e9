package brief

import (
	"math"
	"slices"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// WithoutEmptyColumns drops the text columns in which every cell is empty.
func WithoutEmptyColumns(t reports.Table) reports.Table {
	out := t
	out.Columns, out.Rows = nil, make([][]reports.Value, len(t.Rows))
	for j, c := range t.Columns {
		if !slices.ContainsFunc(t.Rows, func(r []reports.Value) bool { return r[j].IsNum || r[j].Text != "" }) {
			continue
		}
		out.Columns = append(out.Columns, c)
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

// Nan is no figure.
var Nan = math.NaN()

// RowCounts lists the rows of a count table: "woman 19, man 24".
func RowCounts(w Words, rows [][]reports.Value) string {
	return w.Plain(Each(rows, func(r []reports.Value) string {
		return w.Say("people.count", messages.Args{"value": reports.InText(r[0].Text), "count": int(r[1].Number)})
	}))
}

// FewPeople is up to how many people a table has a dot for each, where no range is shown.
const FewPeople = 12

// Info is a fact that is no verdict.
func Info(text string) reports.Verdict { return Verdict(reports.Info, text) }

// Columns are headed by titles; numbers stand to the right.
func Columns(align reports.Align, decimals int, titles ...string) []reports.Column {
	return Each(titles, func(t string) reports.Column {
		return reports.Column{Title: t, Align: align, Decimals: decimals}
	})
}

// Right is a column of numbers.
func Right(title string, decimals int) reports.Column {
	return reports.Column{Title: title, Align: reports.Right, Decimals: decimals}
}

// Count is a number where there is one.
func Count(n int) reports.Value {
	if n == 0 {
		return reports.Value{}
	}
	return reports.Int(n)
}

// Verdict is a line of a checklist.
func Verdict(state reports.State, text string) reports.Verdict {
	return reports.Verdict{State: state, Text: text}
}

// Row makes the cells of a row: of texts, of numbers (none where a pointer is nil), of
// states, and of cells, which stay.
func Row(cells ...any) []reports.Value {
	return Each(cells, func(cell any) reports.Value {
		switch x := cell.(type) {
		case string:
			return reports.Str(x)
		case int:
			return reports.Int(x)
		case float64:
			return reports.Num(x)
		case *float64:
			if x == nil {
				return reports.Value{}
			}
			return reports.Num(*x)
		case reports.State:
			return reports.Mark(x)
		default:
			return cell.(reports.Value)
		}
	})
}

// Crossed is a table of counts, a row by a column.
func Crossed(id, title, corner string, rows, columns []string, counts [][]int) reports.Table {
	t := reports.Table{
		ID: id, Title: title, RowHead: true,
		Columns: append(Columns(reports.Left, 0, corner), Columns(reports.Center, 0, columns...)...),
	}
	for i, row := range rows {
		t.Add(append(Row(row), Each(counts[i], reports.Int)...)...)
	}
	return t
}

// Rows is a row for each item, in order; an item that makes none is left out.
func Rows[T any](items []T, row func(T) []reports.Value) [][]reports.Value {
	return slices.DeleteFunc(Each(items, row), func(r []reports.Value) bool { return r == nil })
}

// Section is a section of what there is to say; nil where there is nothing.
func Section(id, title, lead string, blocks ...reports.Block) *reports.Section {
	s := &reports.Section{ID: id, Title: title, Lead: lead}
	if s.Add(blocks...); len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// If is a text that is said where something holds, and Those are the texts of several
// that are said.
func If[T ~string](holds bool, text T) T {
	if holds {
		return text
	}
	return ""
}

// When is what is said where something holds.
func When[T any](holds bool, x *T) *T {
	if holds {
		return x
	}
	return nil
}

// Those are the texts that say something.
func Those(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

// Lines are the verdicts that say something.
func Lines(verdicts ...reports.Verdict) []reports.Verdict {
	return slices.DeleteFunc(verdicts, func(v reports.Verdict) bool { return v.Text == "" })
}
