package importers

import (
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// askedColumn is a column without a meaning of its own that is read because a
// target, a rule or the user asks for it as a dimension.
type askedColumn struct {
	*sheet.Column
	dim   planner.Dimension
	yesNo bool // all its cells say yes or no, in any language
}

func newAskedColumn(c *sheet.Column, dim planner.Dimension) askedColumn {
	c.Used = "people"
	return askedColumn{c, dim, len(c.Values) > 0 && c.Share(isYesNo) == 1}
}

// distance orders columns that answer to one dimension: the one headed so first.
func (x *askedColumn) distance() int {
	if vocabulary.Compact(x.Header) == vocabulary.Compact(string(x.dim)) {
		return 0
	}
	return 1
}

func isYesNo(s string) bool {
	a, _ := vocabulary.YesNo(s)
	return a != planner.Unknown
}

// read is the value of a row, "" where nothing is known.
func (x *askedColumn) read(row table.Row) string {
	text := x.Text(row)
	switch a, _ := vocabulary.YesNo(text); {
	case vocabulary.IsMissing(text):
		return ""
	case x.dim == targets.Born:
		return bornIn(text)
	case x.yesNo && a == planner.Yes:
		return "yes"
	case x.yesNo && a == planner.No:
		return "no"
	}
	return text
}

// asked are the dimensions that targets, rules and the user ask for, the user's
// first, as they are written.
type asked []planner.Dimension

func (r *reading) asking() asked {
	var list asked
	for _, d := range slices.Concat(r.opts.Dimensions, r.opts.Asked) {
		list = append(list, planner.Dimension(d))
	}
	for _, t := range r.meeting.Targets {
		list = append(list, t.Dimensions()...)
	}
	return slices.DeleteFunc(list, func(d planner.Dimension) bool { return d == "" })
}

func (a asked) has(d planner.Dimension) bool { return slices.Contains(a, d) }

// of is the dimension under which a column is read because it was asked for: by its
// own header, or by another word for the same. Of contact data only where people
// live can be asked for.
func (a asked) of(c *sheet.Column) (planner.Dimension, bool) {
	m := c.Match.Meaning
	if c.Header == "" || m.IsContact() && m != vocabulary.Address && m != vocabulary.Postcode {
		return "", false
	}
	known := dimensionOf(c.Header)
	for _, d := range a {
		switch {
		case dimensionOf(string(d)) == known:
			return known, true
		case vocabulary.Compact(string(d)) == vocabulary.Compact(c.Header):
			return planner.Dimension(c.Header), true
		}
	}
	return "", false
}

// check reports names given with --dimension that no table has.
func (a asked) check(r *reading) {
	heads := columnHeaders(r.files.everySheet(sheet.Roster, sheet.Both, sheet.Votes))
	for _, d := range a[:len(r.opts.Dimensions)] {
		meant := dimensionOf(string(d))
		_, listed := vocabulary.CountryListOf(meant)
		if listed || slices.ContainsFunc(heads, func(h string) bool {
			return vocabulary.Compact(h) == vocabulary.Compact(string(d)) || dimensionOf(h) == meant
		}) {
			continue
		}
		r.found.add(suggesting(planner.Finding{
			Code: CodeDimensionUnknown, Form: "column", Severity: planner.Error, Seen: string(d),
			Args: facts{"dimension": clip(string(d))},
		}, string(d), heads))
	}
}

// fill answers the dimensions that a list of countries tells, such as SIDS and LDC,
// where no column says so.
func (a asked) fill(roster planner.Roster, found *findings) {
	var done []planner.Dimension
	for _, d := range a {
		d = dimensionOf(string(d))
		list, ok := vocabulary.CountryListOf(d)
		if !ok || slices.Contains(done, d) ||
			slices.ContainsFunc(roster, func(p planner.Participant) bool { return len(p.Values[d]) > 0 }) {
			continue
		}
		done = append(done, d)
		fillFromList(d, list, roster, found)
	}
}

func fillFromList(d planner.Dimension, list vocabulary.CountryList, roster planner.Roster, found *findings) {
	n := 0
	f := planner.Finding{Code: CodeFromCountry, Severity: planner.Note}
	for i := range roster {
		name, _ := roster[i].Value(planner.Country)
		c, known := vocabulary.CountryOf(name)
		if !known {
			continue
		}
		roster[i].Values[d] = []string{"no"}
		if c.In(list) {
			roster[i].Values[d] = []string{"yes"}
		}
		if n++; n == 1 {
			f.Where = planner.Ref{File: roster[i].Where.File, Sheet: roster[i].Where.Sheet}
		}
	}
	if n > 0 {
		f.Args = facts{"n": n, "column": string(d), "source": list.Source, "asof": list.AsOf}
		found.add(f)
	}
}
