package balance

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance/internal/measures"
	"roundtable/planner/internal/tally"
)

// measured lists the dimensions to measure, where anybody has a value: those of the
// targets in their order, then the field's own four.
func measured(panel planner.Roster, targets []planner.Target) []planner.Dimension {
	var out []planner.Dimension
	add := func(dims ...planner.Dimension) {
		for _, d := range dims {
			if !slices.Contains(out, d) && tally.AnyKnown(panel, d) {
				out = append(out, d)
			}
		}
	}
	for i := range targets {
		if targets[i].Kind != planner.Flag {
			add(tally.Dimensions(targets[i])...)
		}
	}
	add(planner.Stakeholder, planner.Region, planner.Gender, planner.Age)
	return out
}

// expectedValues lists the values a full panel would cover in d: those of the
// options, else of the targets, else of the field where the panel speaks its
// language; then any other value that occurs, alphabetically.
func expectedValues(panel planner.Roster, d planner.Dimension, targets []planner.Target, opts Options) []string {
	out := slices.Clone(opts.Expected[d])
	if len(out) == 0 {
		out = targetValues(d, targets)
	}
	if list := fieldValues(d); len(out) < 2 && speaksOf(panel, d, list) {
		out = list
	}
	var extra []string
	for i := range panel {
		for _, v := range counted(&panel[i], d, out) {
			if !slices.Contains(out, v) && !slices.Contains(extra, v) {
				extra = append(extra, v)
			}
		}
	}
	slices.Sort(extra)
	return append(out, extra...)
}

// counted are the values under which a person is counted: ages in years under their band,
// unless somebody asks for the very year.
func counted(p *planner.Participant, d planner.Dimension, asked []string) []string {
	values := tally.Known(p, d)
	if d != planner.Age {
		return values
	}
	var out []string
	for _, v := range values {
		if !slices.Contains(asked, v) {
			v = planner.AgeBand(v)
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// fieldValues is the field's own list for a dimension, nil where it has none.
func fieldValues(d planner.Dimension) []string {
	switch d {
	case planner.Stakeholder:
		return planner.StakeholderGroups()
	case planner.Region:
		return planner.RegionalGroups()
	}
	return nil
}

// speaksOf reports whether at least half of the known values are on the list; a
// roster with regions of another scheme is not measured against this one.
func speaksOf(panel planner.Roster, d planner.Dimension, list []string) bool {
	on, all := 0, 0
	for i := range panel {
		for _, v := range tally.Known(&panel[i], d) {
			all++
			if slices.Contains(list, v) {
				on++
			}
		}
	}
	return len(list) > 0 && 2*on >= all
}

// targetValues lists the values of d that targets name, in their order, leaving
// out those of which nobody is allowed and those with several spellings.
func targetValues(d planner.Dimension, targets []planner.Target) []string {
	var out []string
	for i := range targets {
		t := &targets[i]
		if t.Kind == planner.Count && t.Dimension == d && t.Value != "" && len(t.And) == 0 && len(t.AnyOf) == 0 &&
			(!t.Max.Given || t.Max.N > 0) && !slices.Contains(out, t.Value) {
			out = append(out, t.Value)
		}
	}
	return out
}

func measure(panel planner.Roster, d planner.Dimension, targets []planner.Target, opts Options) DimensionResult {
	values := expectedValues(panel, d, targets, opts)
	counts, unknown := countValues(panel, d, values)
	r := DimensionResult{Name: d, Counts: make(map[string]int, len(values)), Unknown: unknown}
	n := 0
	for i, v := range values {
		c := counts[i]
		n += c
		r.Counts[v] = c
		r.Ordered = append(r.Ordered, ValueCount{v, c})
		switch c {
		case 0:
			r.Missing = append(r.Missing, v)
		case 1:
			r.Lone = append(r.Lone, v)
			r.Covered++
		default:
			r.Covered++
		}
	}
	r.Attainable = min(len(values), n)
	r.SeatsToMove = measures.SeatsToMove(counts, sharesFor(d, values, opts))
	r.Effective = steady(measures.EffectiveNumber(counts))
	r.EffectiveMax = steady(measures.EffectiveNumber(measures.EvenSplit(n, len(values))))
	return r
}

func countValues(panel planner.Roster, d planner.Dimension, values []string) (counts []int, unknown int) {
	counts = make([]int, len(values))
	for i := range panel {
		vs := counted(&panel[i], d, values)
		if len(vs) == 0 {
			unknown++
		}
		for _, v := range vs {
			if k := slices.Index(values, v); k >= 0 {
				counts[k]++
			}
		}
	}
	return counts, unknown
}

// sharesFor returns the target shares of the values: the first reference given
// for the dimension, else nil for equal shares.
func sharesFor(d planner.Dimension, values []string, opts Options) []planner.Ratio {
	for _, ref := range opts.References {
		if ref.Dimension != d {
			continue
		}
		out := make([]planner.Ratio, len(values))
		for i, v := range values {
			out[i] = planner.Ratio{Num: 0, Den: 1}
			for _, s := range ref.Shares {
				if s.Value == v {
					out[i] = s.Share
				}
			}
		}
		return out
	}
	return nil
}

// steady rounds to nine decimals: logarithms may differ in the last bits from
// machine to machine, results may not.
func steady(x float64) float64 { return math.Round(x*1e9) / 1e9 }

// overlaps cross-tabulates stakeholder group against region and against gender, where
// anybody has a value in both. A person with several values counts in several cells.
func overlaps(panel planner.Roster, targets []planner.Target, opts Options) []Overlap {
	var out []Overlap
	for _, columns := range []planner.Dimension{planner.Region, planner.Gender} {
		if o, found := overlap(panel, planner.Stakeholder, columns, targets, opts); found {
			out = append(out, o)
		}
	}
	return out
}

func overlap(
	panel planner.Roster, rows, cols planner.Dimension, targets []planner.Target, opts Options,
) (o Overlap, found bool) {
	o = Overlap{
		Rows: rows, Columns: cols,
		RowValues:    expectedValues(panel, rows, targets, opts),
		ColumnValues: expectedValues(panel, cols, targets, opts),
	}
	o.Counts = make([][]int, len(o.RowValues))
	for i := range o.Counts {
		o.Counts[i] = make([]int, len(o.ColumnValues))
	}
	for i := range panel {
		rs, cs := tally.Known(&panel[i], rows), tally.Known(&panel[i], cols)
		if len(rs) == 0 || len(cs) == 0 {
			o.Unknown++
			continue
		}
		for _, r := range rs {
			for _, c := range cs {
				o.Counts[slices.Index(o.RowValues, r)][slices.Index(o.ColumnValues, c)]++
			}
		}
	}
	o.Empty = emptyCells(&o, targets)
	return o, o.Unknown < len(panel)
}

// emptyCells lists the empty cells that a target on both dimensions asks for.
// With few people most cells are empty by arithmetic; only these matter.
func emptyCells(o *Overlap, targets []planner.Target) []Cell {
	var out []Cell
	for i := range targets {
		t := &targets[i]
		if t.Min.N == 0 && !t.MinShare.Given() {
			continue
		}
		asked := t.Cells
		if t.Kind == planner.Count {
			asked = []planner.Condition{t.Who()}
		}
		for _, c := range asked {
			row, col, ok := o.cell(c)
			r, k := slices.Index(o.RowValues, row), slices.Index(o.ColumnValues, col)
			if ok && (r < 0 || k < 0 || o.Counts[r][k] == 0) {
				out = append(out, Cell{row, col, t.ID})
			}
		}
	}
	return out
}

// cell is the row and the column of a condition that says one value of each.
func (o *Overlap) cell(c planner.Condition) (row, col string, ok bool) {
	for i := range c {
		switch {
		case c[i].Not || c[i].Numeric() || len(c[i].Values) == 0:
			return "", "", false
		case c[i].Dimension == o.Rows && row == "":
			row = c[i].Values[0]
		case c[i].Dimension == o.Columns && col == "":
			col = c[i].Values[0]
		default:
			return "", "", false
		}
	}
	return row, col, row != "" && col != ""
}
