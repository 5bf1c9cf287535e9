package importers

import (
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
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
	case x.yesNo && a == planner.Yes:
		return "yes"
	case x.yesNo && a == planner.No:
		return "no"
	}
	return text
}

// askedDimensions are the dimensions that targets, rules and the user ask for, the
// user's first.
func (r *reading) askedDimensions() []planner.Dimension {
	var list []planner.Dimension
	for _, d := range slices.Concat(r.opts.Dimensions, r.opts.Asked) {
		list = append(list, planner.Dimension(d))
	}
	for _, t := range r.meeting.Targets {
		list = append(list, t.Dimension)
		for _, c := range t.And {
			list = append(list, c.Dimension)
		}
	}
	return list
}

// asked reports whether anybody asks for a dimension.
func (r *reading) asked(d planner.Dimension) bool { return slices.Contains(r.askedDimensions(), d) }

// askedOf is the dimension under which a column is read because it was asked for:
// by its own header, or by another word for the same. Of contact data only where
// people live can be asked for.
func (r *reading) askedOf(c *sheet.Column) (planner.Dimension, bool) {
	m := c.Match.Meaning
	if c.Header == "" || m.IsContact() && m != vocabulary.Address && m != vocabulary.Postcode {
		return "", false
	}
	known := dimensionOf(c.Header)
	for _, d := range r.askedDimensions() {
		switch {
		case d == "":
		case dimensionOf(string(d)) == known:
			return known, true
		case vocabulary.Compact(string(d)) == vocabulary.Compact(c.Header):
			return planner.Dimension(c.Header), true
		}
	}
	return "", false
}

// checkDimensions reports names given with --dimension that no table has.
func (r *reading) checkDimensions() {
	views := r.everySheet(sheet.Roster, sheet.Both, sheet.Votes)
	var heads []string
	for _, v := range views {
		for _, c := range v.Columns {
			heads = append(heads, c.Header)
		}
	}
	for _, d := range r.opts.Dimensions {
		meant := dimensionOf(d)
		_, listed := vocabulary.CountryListOf(meant)
		if listed || slices.ContainsFunc(heads, func(h string) bool {
			return vocabulary.Compact(h) == vocabulary.Compact(d) || dimensionOf(h) == meant
		}) {
			continue
		}
		r.found.add(planner.Finding{
			Code: CodeDimensionUnknown, Severity: planner.Error, Seen: d,
			Text: "--dimension " + quote(d) + ": no table of people has such a column.", Fix: didYouMean(d, heads),
		})
	}
}

// fromCountries fills the dimensions that a list of countries answers, such as
// SIDS and LDC, where they are asked for and no column says so.
func (r *reading) fromCountries() {
	var done []planner.Dimension
	for _, asked := range r.askedDimensions() {
		d := dimensionOf(string(asked))
		list, ok := vocabulary.CountryListOf(d)
		if !ok || slices.Contains(done, d) {
			continue
		}
		done = append(done, d)
		if slices.ContainsFunc(r.meeting.Roster, func(p planner.Participant) bool { return len(p.Values[d]) > 0 }) {
			continue
		}
		n := 0
		f := planner.Finding{Code: CodeFromCountry, Severity: planner.Note}
		for i := range r.meeting.Roster {
			p := &r.meeting.Roster[i]
			name, _ := p.Value(planner.Country)
			c, known := vocabulary.CountryOf(name)
			if !known || p.Values == nil {
				continue
			}
			p.Values[d] = []string{"no"}
			if c.In(list) {
				p.Values[d] = []string{"yes"}
			}
			if n++; n == 1 {
				f.Where = planner.Ref{File: p.Where.File, Sheet: p.Where.Sheet}
			}
		}
		if n == 0 {
			continue
		}
		f.Text = "No column says " + string(d) + "; it was taken from the countries of " + count(n, "person") + " by the " +
			list.Source + " (" + list.AsOf + ")."
		f.Fix = "Add a column " + quote(string(d)) + " with yes and no if others are meant."
		r.found.add(f)
	}
}
