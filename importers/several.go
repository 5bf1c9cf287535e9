package importers

import (
	"maps"
	"slices"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A cell of names may hold several people, and a row several columns of them, one
// for each role.

// roleColumn is a further column of names, whose header says their role.
type roleColumn struct {
	*sheet.Column
	role planner.Role
}

// roleColumns are the columns of names beside the one that was taken as the name.
func (v *sheetView) roleColumns() []roleColumn {
	var out []roleColumn
	if v.Column(vocabulary.Name) == nil {
		return nil
	}
	for _, c := range v.Columns {
		if c == v.Column(vocabulary.Name) || isVote(v, c) || c.Share(people.AreNames) < shareAddressed || c.Given == 0 {
			continue
		}
		switch c.Match.Meaning {
		case vocabulary.Other, vocabulary.Role, vocabulary.Name:
			if role, ok := vocabulary.RoleHeader(c.Header); ok {
				c.Used = "people"
				out = append(out, roleColumn{c, role})
			}
		}
	}
	return out
}

// namesSeveral reports whether a row of the list may be about several people.
func (v *sheetView) namesSeveral() bool {
	c := v.Column(vocabulary.Name)
	return c != nil && c.Share(func(s string) bool { names, _ := people.Several(s); return len(names) > 1 }) >= 0.5 ||
		len(v.roleColumns()) > 0
}

// everyone are the people of a row: those whom its names name, and those in columns
// of roles. What the row says holds for the latter in a wide list alone.
func (p *peopleReader) everyone(row table.Row) []record {
	var out []record
	values := make(map[planner.Dimension][]string)
	if p.wide {
		values = p.valuesIn(row)
	} else if rec, ok := p.person(row); ok {
		out = p.parted(rec)
		p.headRole(out)
	}
	for _, c := range p.roles {
		c.Used = "people"
		for _, name := range namesBelow(c.Column, row) {
			rec := record{
				view: p.v, row: row, part: len(out), nameKey: people.Key(name), raw: name + "\x00" + string(c.role),
			}
			rec.Name, rec.Where, rec.Roles = name, p.v.Ref(c.At(row)), []planner.Role{c.role}
			rec.Values = maps.Clone(values)
			out = append(out, rec)
		}
	}
	return out
}

// headRole gives people without a role the one that their column is headed by, where
// other columns have theirs.
func (p *peopleReader) headRole(rows []record) {
	if len(p.roles) == 0 {
		return
	}
	if own, ok := vocabulary.RoleHeader(p.v.Column(vocabulary.Name).Name()); ok {
		for i := range rows {
			if len(rows[i].Roles) == 0 {
				rows[i].Roles = []planner.Role{own}
			}
		}
	}
}

// parted are the people of a row whose cell names several.
func (p *peopleReader) parted(rec record) []record {
	names, unsure := people.Several(rec.Name)
	c := p.v.Column(vocabulary.Name)
	several := c != nil && vocabulary.PeopleHeader.Within(c.Header)
	if several {
		names, unsure = people.Several(c.At(rec.row).Text) // a name a line
	}
	if len(names) < 2 {
		return []record{rec}
	}
	f := planner.Finding{
		Code: CodePersonSeveral, Form: "parted", Severity: planner.Note, Where: rec.Where, Seen: rec.Name,
	}
	switch {
	case rec.givenID || unsure && len(names) == 2 && !several:
		f.Severity, f.Form = planner.Warning, "whole"
		p.r.found.add(f)
		return []record{rec}
	case unsure:
		f.Severity = planner.Warning
	}
	each := p.inOrder(rec.row, len(names))
	if len(each) > 0 {
		f.Form = "parted-each"
	}
	p.r.found.add(f)
	out := make([]record, len(names))
	for i, name := range names {
		one := rec
		one.Name, one.nameKey, one.part, one.raw = name, people.Key(name), i, rec.raw+"\x00"+name
		one.email, one.Email = "", ""
		one.Values = make(map[planner.Dimension][]string, len(rec.Values))
		for d, vs := range rec.Values {
			one.Values[d] = slices.Clone(vs)
		}
		for d, vs := range each {
			delete(one.Values, d)
			if vs[i] != "" {
				one.Values[d] = []string{vs[i]}
			}
		}
		one.Roles = slices.Clone(rec.Roles)
		out[i] = one
	}
	return out
}

// inOrder are the values of a row that are as many as the people of its cell of names, in
// their order: "F; M" beside "Ana; Bo". Several languages may all be of each.
func (p *peopleReader) inOrder(row table.Row, people int) map[planner.Dimension][]string {
	out := make(map[planner.Dimension][]string)
	for _, x := range p.values {
		parts := x.split(x.c.Text(row))
		if len(parts) != people || x.dim == planner.Language {
			continue
		}
		for _, part := range parts {
			v, _ := x.one(part) // what is not understood was told with the cell
			out[x.dim] = append(out[x.dim], v)
		}
	}
	return out
}
