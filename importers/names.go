package importers

import (
	"slices"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// who is the reader of the names on a sheet.
func (v *sheetView) who() *people.Names {
	if !v.names.Of(v.Model) {
		v.names = people.NewNames(v.Model, v.kind.HasVotes())
	}
	return v.names
}

// isIDList reports whether the rows are people by their ids alone: another one in
// every row, beside columns of few short values.
func (v *sheetView) isIDList() bool {
	id := v.Column(vocabulary.ID)
	if id == nil || id.How != sheet.ByName || id.Blank > 0 || id.Given < 2 || id.Distinct() != id.Given {
		return false
	}
	return slices.ContainsFunc(v.Columns, func(c *sheet.Column) bool {
		return c != id && c.Header != "" && c.Share(isTerm) == 1 && c.Share(isNumber) == 0 &&
			(c.Given <= shortTable || 2*c.Distinct() <= c.Given)
	})
}

// idListFinding says what is known of people who have ids and no names.
func (v *sheetView) idListFinding(asking asked) planner.Finding {
	f := planner.Finding{
		Code: CodePersonUnnamed, Form: "ids", Severity: planner.Note, Where: v.ColumnRef(v.Column(vocabulary.ID)),
	}
	var unread []string
	for _, c := range v.Columns {
		if _, asked := asking.of(c); c.Match.Meaning == vocabulary.Other && c.Header != "" && !asked {
			unread = append(unread, c.Header)
		}
	}
	if len(unread) > 0 {
		f.Form, f.Severity = "ids-unread", planner.Warning
		f.Args = facts{"n": len(unread), "columns": planner.Quoted(clipped(unread)), "first": unread[0]}
	}
	return f
}

// shareAddressed is the part of the names that must begin with a form of address.
const shareAddressed = 0.9

// namesAddressed reports whether there is no gender column but nearly all names
// begin with a form of address such as "Mme" or "Mr.", and says so.
func (p *peopleReader) namesAddressed() bool {
	v := p.v
	c := v.Column(vocabulary.Name)
	if c == nil || v.Has(vocabulary.Gender) || len(c.Sample) < 3 ||
		c.Share(func(s string) bool { return people.AddressGender(s) != "" }) < shareAddressed {
		return false
	}
	p.r.found.add(planner.Finding{
		Code: CodeColumnByContent, Form: "address", Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Sample[0],
		Args: facts{"column": c.Named(), "example": clip(c.Sample[0])},
	})
	return true
}
