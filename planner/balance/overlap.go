package balance

import (
	"slices"

	"roundtable/planner"
)

// overlaps cross-tabulates the pairs of dimensions asked for, where anybody has
// a value in both. A person with several values counts in several cells.
func overlaps(panel planner.Roster, targets []planner.Target, opts Options) []Overlap {
	var out []Overlap
	for _, pair := range opts.Overlap {
		if o, any := overlap(panel, pair[0], pair[1], targets, opts); any {
			out = append(out, o)
		}
	}
	return out
}

func overlap(panel planner.Roster, rows, cols planner.Dimension, targets []planner.Target, opts Options) (Overlap, bool) {
	o := Overlap{
		Rows: rows, Columns: cols,
		RowValues:    expectedValues(panel, rows, targets, opts),
		ColumnValues: expectedValues(panel, cols, targets, opts),
	}
	o.Counts = make([][]int, len(o.RowValues))
	for i := range o.Counts {
		o.Counts[i] = make([]int, len(o.ColumnValues))
	}
	any := false
	for i := range panel {
		rs, cs := known(&panel[i], rows), known(&panel[i], cols)
		if len(rs) == 0 || len(cs) == 0 {
			o.Unknown++
			continue
		}
		for _, r := range rs {
			for _, c := range cs {
				o.Counts[slices.Index(o.RowValues, r)][slices.Index(o.ColumnValues, c)]++
				any = true
			}
		}
	}
	o.Empty = emptyCells(&o, targets)
	return o, any
}

// emptyCells lists the empty cells that a target on both dimensions asks for.
// With few people most cells are empty by arithmetic; only these matter.
func emptyCells(o *Overlap, targets []planner.Target) []Cell {
	var out []Cell
	for i := range targets {
		t := &targets[i]
		if t.Kind != planner.Count || len(t.And) != 1 || (t.Min.N == 0 && !t.MinShare.Given()) {
			continue
		}
		row, col := t.Value, t.And[0].Value
		if t.Dimension == o.Columns && t.And[0].Dimension == o.Rows {
			row, col = col, row
		} else if t.Dimension != o.Rows || t.And[0].Dimension != o.Columns {
			continue
		}
		r, c := slices.Index(o.RowValues, row), slices.Index(o.ColumnValues, col)
		if r < 0 || c < 0 || o.Counts[r][c] == 0 {
			out = append(out, Cell{row, col, t.ID})
		}
	}
	return out
}
