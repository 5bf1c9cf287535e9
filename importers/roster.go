package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// people is the roster while it is put together.
type people struct {
	r       *reading
	list    []record
	byID    map[string]int
	byEmail map[string]int
	byName  map[string][]int
}

func newPeople(r *reading) *people {
	return &people{r: r, byID: map[string]int{}, byEmail: map[string]int{}, byName: map[string][]int{}}
}

// addSheet takes the rows of one sheet. Within a sheet exact copies count once
// and one person in several roles becomes one; between sheets people are joined
// by ID, e-mail address or name.
func (p *people) addSheet(rows []record) {
	base := len(p.list)
	var unmatched []int
	joined := 0
	copies := newCopies()
	for _, rec := range rows {
		if copies.add(&rec) {
			continue
		}
		if i, ok := p.find(&rec, base); ok {
			p.join(i, &rec)
			joined++
			continue
		}
		if i, ok := p.sameInRole(&rec, base); ok {
			p.join(i, &rec)
			continue
		}
		if base > 0 {
			unmatched = append(unmatched, len(p.list))
		}
		p.append(rec)
	}
	copies.report(p.r)
	if joined > 0 && len(unmatched) > 0 {
		p.reportUnmatched(unmatched)
	}
}

// copies recognises exact copies of rows that name somebody.
type copies struct {
	rows   map[string]bool
	places []planner.Ref
	names  []string
}

func newCopies() *copies { return &copies{rows: make(map[string]bool)} }

// add remembers a row, and reports whether it is a copy of an earlier one.
func (c *copies) add(rec *record) bool {
	if rec.raw == "" || rec.Name == "" && !rec.givenID && rec.email == "" {
		return false
	}
	if c.rows[rec.raw] {
		c.places = append(c.places, rec.Where)
		if label := rec.Label(); len(c.names) < 5 && !slices.Contains(c.names, label) {
			c.names = append(c.names, label)
		}
		return true
	}
	c.rows[rec.raw] = true
	return false
}

// report says which rows were copies.
func (c *copies) report(r *reading) {
	n := len(c.places)
	if n == 0 {
		return
	}
	names := listed(c.names, "and")
	if n > len(c.names) {
		names += " and others"
	}
	text := fmt.Sprintf("%s exact copies of earlier rows (%s); each person counts once.", isAre(n, "row"), names)
	if n == 1 {
		text = quote(c.names[0]) + " is listed twice with the same values; counted once."
	}
	r.found.add(planner.Finding{
		Code: CodeRowDuplicate, Severity: planner.Warning, Where: c.places[0], Also: c.places[1:], Seen: c.names[0],
		Text: text, Fix: "Delete the copies.",
	})
}

func (p *people) append(rec record) {
	i := len(p.list)
	if rec.givenID {
		if j, taken := p.byID[idKey(rec.ID)]; taken {
			p.r.found.add(planner.Finding{
				Code: CodeIDRepeated, Severity: planner.Error, Where: rec.Where, Also: []planner.Ref{p.list[j].Where},
				Seen: rec.ID,
				Text: fmt.Sprintf("The ID %s stands for %s and for %s.", quote(rec.ID), quote(p.list[j].Label()),
					quote(rec.Label())),
				Fix: "Give each person an ID of their own.",
			})
			rec.ID, rec.givenID = "", false
		} else {
			p.byID[idKey(rec.ID)] = i
		}
	}
	if rec.email != "" {
		if _, taken := p.byEmail[rec.email]; !taken {
			p.byEmail[rec.email] = i
		}
	}
	if rec.nameKey != "" {
		p.byName[rec.nameKey] = append(p.byName[rec.nameKey], i)
	}
	p.list = append(p.list, rec)
}

func idKey(id string) string { return vocabulary.Fold(id) }

// find looks for the person of a row: by ID, by e-mail address with the same
// name, and, among the people of other sheets (those before base), by e-mail
// address alone or by a name that only one person has.
func (p *people) find(rec *record, base int) (int, bool) {
	if rec.givenID {
		if i, ok := p.byID[idKey(rec.ID)]; ok &&
			(p.list[i].nameKey == rec.nameKey || p.list[i].nameKey == "" || rec.nameKey == "") {
			return i, true
		}
	}
	if rec.email != "" {
		if i, ok := p.byEmail[rec.email]; ok && (i < base || p.list[i].nameKey == rec.nameKey) {
			return i, true
		}
	}
	if rec.nameKey != "" && base > 0 {
		if same := p.byName[rec.nameKey]; len(same) == 1 && same[0] < base &&
			(!rec.givenID || !p.list[same[0]].givenID) {
			return same[0], true
		}
	}
	return 0, false
}

// sameInRole finds the same person in another role: same name, another role,
// and nothing in which the two rows disagree.
func (p *people) sameInRole(rec *record, base int) (int, bool) {
	if rec.nameKey == "" || len(rec.Roles) == 0 || rec.givenID {
		return 0, false
	}
	for _, i := range p.byName[rec.nameKey] {
		if i < base || len(p.list[i].Roles) == 0 || disagreement(p.list[i].Values, rec.Values) != "" {
			continue
		}
		if !slices.ContainsFunc(rec.Roles, func(x planner.Role) bool { return slices.Contains(p.list[i].Roles, x) }) {
			return i, true
		}
	}
	return 0, false
}

// disagreement is the first dimension, by name, in which both hold values that
// differ.
func disagreement(a, b map[planner.Dimension][]string) planner.Dimension {
	var dims []planner.Dimension
	for d, vs := range a {
		if len(vs) > 0 && len(b[d]) > 0 && !slices.Equal(vs, b[d]) {
			dims = append(dims, d)
		}
	}
	if len(dims) == 0 {
		return ""
	}
	return slices.Min(dims)
}

// join adds what a further row says about a person. What is already known is
// kept; a contradiction is reported.
func (p *people) join(i int, rec *record) {
	old := &p.list[i]
	if d := disagreement(old.Values, rec.Values); d != "" {
		p.r.found.add(planner.Finding{
			Code: CodePersonConflict, Severity: planner.Warning, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: strings.Join(rec.Values[d], "; "),
			Text: fmt.Sprintf("%s is %s here but %s elsewhere; the first was kept.", quote(old.Label()),
				quote(strings.Join(rec.Values[d], "; ")), quote(strings.Join(old.Values[d], "; "))),
			Fix: "Correct one of the two.",
		})
	} else if old.view == rec.view && len(rec.Roles) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodePersonSame, Severity: planner.Note, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: old.Label(),
			Text: quote(old.Label()) + " is listed in several roles and counts as one person.",
		})
	}
	for d, vs := range rec.Values {
		if len(old.Values[d]) == 0 {
			if old.Values == nil {
				old.Values = make(map[planner.Dimension][]string)
			}
			old.Values[d] = vs
		}
	}
	for _, role := range rec.Roles {
		if !slices.Contains(old.Roles, role) {
			old.Roles = append(old.Roles, role)
		}
	}
	if old.Name == "" && rec.Name != "" {
		old.Name, old.nameKey = rec.Name, rec.nameKey
		p.byName[rec.nameKey] = append(p.byName[rec.nameKey], i)
	}
	if !old.givenID && rec.givenID {
		if _, taken := p.byID[idKey(rec.ID)]; !taken {
			old.ID, old.givenID = rec.ID, true
			p.byID[idKey(rec.ID)] = i
		}
	}
	if old.email == "" && rec.email != "" {
		old.email = rec.email
		p.byEmail[rec.email] = i
	}
	old.Selected = old.Selected || rec.Selected
	old.Locked = old.Locked || rec.Locked
	old.ChairOK = cmp.Or(old.ChairOK, rec.ChairOK)
	old.Memberships = cmp.Or(old.Memberships, rec.Memberships)
	if len(old.choices) == 0 {
		old.choices = rec.choices
	}
	old.SeatedIn = append(old.SeatedIn, rec.SeatedIn...)
	old.KeptOutOf = append(old.KeptOutOf, rec.KeptOutOf...)
	old.extra = append(old.extra, rec.Where)
}

// reportUnmatched lists the people of a further sheet who are in no earlier one.
func (p *people) reportUnmatched(list []int) {
	f := planner.Finding{Code: CodePersonUnmatched, Severity: planner.Warning, Where: p.list[list[0]].Where}
	var names []string
	for n, i := range list {
		if n > 0 {
			f.Also = append(f.Also, p.list[i].Where)
		}
		if n < 5 {
			names = append(names, p.list[i].Label())
		}
	}
	f.Text = fmt.Sprintf("%s of this table %s in no other: %s", count(len(list), "person"),
		plural(len(list), "is", "are"), listed(names, "and"))
	if len(list) > len(names) {
		f.Text += " and others"
	}
	f.Text += ". They were added."
	f.Fix = "If they are the same people under another spelling, correct the names or give both tables an ID column."
	p.r.found.add(f)
}

// nearDuplicates reports people of the same name who were kept apart: with the
// same organisation (or none given), they may be one.
func (p *people) nearDuplicates() {
	const most = 10
	groups := 0
	var rest []planner.Ref
	for _, key := range sortedKeys(p.byName) {
		byOrg := make(map[string][]int)
		for _, i := range p.byName[key] {
			org, _ := p.list[i].Value(planner.Organisation)
			byOrg[vocabulary.Compact(org)] = append(byOrg[vocabulary.Compact(org)], i)
		}
		for _, org := range sortedKeys(byOrg) {
			same := byOrg[org]
			if len(same) < 2 {
				continue
			}
			if groups++; groups > most {
				for _, i := range same {
					rest = append(rest, p.list[i].Where)
				}
				continue
			}
			f := planner.Finding{
				Code: CodePersonNear, Severity: planner.Warning, Where: p.list[same[0]].Where,
				Seen: p.list[same[0]].Name,
				Text: fmt.Sprintf("The name %s stands in %s; they were kept as different people.",
					quote(p.list[same[0]].Name), count(len(same), "row")),
				Fix: "If they are one person, delete the copies or give the rows the same ID.",
			}
			for _, i := range same[1:] {
				f.Also = append(f.Also, p.list[i].Where)
			}
			p.r.found.add(f)
		}
	}
	if len(rest) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodePersonNear, Severity: planner.Warning, Where: rest[0], Also: rest[1:],
			Text: fmt.Sprintf("%d further names stand in more than one row; they were kept as different people.",
				groups-most),
			Fix: "If the rows are about one person each, delete the copies or give them the same ID.",
		})
	}
}

// roster gives everybody an ID and returns the participants in the order met.
func (p *people) roster() planner.Roster {
	n := 0
	out := make(planner.Roster, 0, len(p.list))
	var unnamed []planner.Ref
	for i := range p.list {
		rec := &p.list[i]
		if rec.seat != "" && !rec.givenID {
			rec.ID, rec.givenID = p.freeSeat(rec.seat), true
			p.byID[idKey(rec.ID)] = i
		}
		if !rec.givenID {
			for {
				n++
				rec.ID = fmt.Sprintf("P%03d", n)
				if _, taken := p.byID[idKey(rec.ID)]; !taken {
					break
				}
			}
			p.byID[idKey(rec.ID)] = i
			if rec.Name == "" && !rec.noName &&
				rec.view.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
				unnamed = append(unnamed, rec.Where)
			}
		}
		out = append(out, rec.Participant)
	}
	if len(unnamed) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodePersonUnnamed, Severity: planner.Note, Where: unnamed[0], Also: unnamed[1:],
			Text: fmt.Sprintf("%s %s no name; each counts as a person without one.", count(len(unnamed), "row"),
				plural(len(unnamed), "has", "have")),
		})
	}
	return out
}

// freeSeat is the name of an unnamed seat, numbered on if it is taken.
func (p *people) freeSeat(seat string) string {
	id := seat
	for n := 2; ; n++ {
		if _, taken := p.byID[idKey(id)]; !taken {
			return id
		}
		id = fmt.Sprintf("%s (%d)", seat, n)
	}
}
