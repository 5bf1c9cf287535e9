package importers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// people is the roster while it is put together.
type people struct {
	r       *reading
	list    []record
	byID    map[string]int
	byEmail map[string][]int
	byName  map[string][]int
	at      map[rowKey]int // where the rows of the sheets went
	// numbered holds pairs of sheets whose row numbers are the same people's.
	numbered map[[2]*sheetView]bool
	// apart are rows whose number stands for somebody else in another table.
	apart []*record
}

// rowKey names a row of a sheet.
type rowKey struct {
	view *sheetView
	row  int
	part int // of several people in one row
}

func newPeople(r *reading) *people {
	return &people{
		r: r, byID: map[string]int{}, byEmail: map[string][]int{}, byName: map[string][]int{}, at: map[rowKey]int{},
		numbered: map[[2]*sheetView]bool{},
	}
}

// read reads all people, joins them, and brings their values together.
func (p *people) read() {
	r := p.r
	for _, rows := range r.proposed {
		if len(rows) > 0 && !rows[0].isPool() {
			p.addSheet(rows)
		}
	}
	both := r.sheets(sheet.Both)
	views := r.sheets(sheet.Roster)
	if len(views) == 0 {
		for _, v := range r.sheets(sheet.Votes) {
			if v.givesPeople() {
				both = append(both, v)
			}
		}
	}
	views = append(views, both...)
	for _, v := range append(views, p.poolSheets()...) {
		rows := r.readPeople(v)
		if len(v.nobody) > 0 && v.kind == sheet.Roster {
			v.Leave(func(row table.Row) sheet.Class {
				if v.nobody[row.Number] {
					return sheet.Remark
				}
				return sheet.Body
			})
		}
		for i := range rows {
			standing, _ := v.standings.of(rows[i].row)
			rows[i].Status = planner.Status(standing)
		}
		if v.isProgramme() {
			v.programme = slices.Clone(rows)
		}
		p.addSheet(rows)
	}
	for _, rows := range r.proposed {
		if len(rows) > 0 && rows[0].isPool() {
			p.addSheet(rows)
		}
	}
	p.leaveOut(r.everySheet(sheet.Roster, sheet.Both))
	p.nearDuplicates()
	r.meeting.Roster = p.roster()
	p.resolveChoices()
	unifyGender(r.meeting.Roster, r.found)
	regionsFromCountries(r)
	r.asking().fill(r.meeting.Roster, r.found)
	r.meeting.Sessions = p.sessions(views)
	r.asking().check(r)
	alignTargets(r.meeting, r.found)
}

// poolSheets are the lists of people in files of people who could join. Other
// tables there are not read.
func (p *people) poolSheets() []*sheetView {
	r := p.r
	var out []*sheetView
	for _, f := range r.files {
		for _, v := range f.sheets {
			switch {
			case !f.pool || isAside(v.kind):
			case v.kind.HasPeople():
				v.kind = sheet.Roster
				out = append(out, v)
			case v.kind != sheet.Proposal:
				r.found.add(planner.Finding{
					Code: CodePoolOnly, Severity: planner.Warning, Where: v.SheetRef(),
					Text: "This table (" + string(v.kind) + ") stands in a file of people who could join; " +
						"only people are read there.",
					Fix: "Name the file without --pool, or --targets, to read it.",
				})
				v.kind = sheet.SetAside
			}
		}
	}
	return out
}

// splitPool parts the people who take part from those who could.
func (p *people) splitPool() {
	r := p.r
	var roster, waiting, pool planner.Roster
	for i, x := range r.meeting.Roster {
		switch rec := &p.list[i]; {
		case rec.absent:
		case rec.isPool():
			pool = append(pool, x)
		case x.Status == planner.StatusWaitlisted && len(r.opts.Status) == 0:
			waiting = append(waiting, x)
		default:
			roster = append(roster, x)
		}
	}
	r.meeting.Roster, r.meeting.Pool = roster, append(waiting, pool...)
}

// resolveChoices turns written preferences into IDs of groups or issues.
func (p *people) resolveChoices() {
	r := p.r
	ids := choiceIDs(r)
	for i := range r.meeting.Roster {
		x, rec := &r.meeting.Roster[i], &p.list[i]
		for _, c := range rec.choices {
			id, ok := ids[vocabulary.Compact(c.text)]
			switch {
			case ok && !slices.Contains(x.Choices, id):
				x.Choices = append(x.Choices, id)
			case ok:
			case len(ids) == 0 && (rec.view == nil || rec.view.Has(vocabulary.Prefs)):
				x.Choices = append(x.Choices, c.text)
			case len(ids) > 0 && !vocabulary.IsMissing(c.text) && rec.view != nil && !rec.view.kind.HasVotes():
				text := quote(c.text) + " is none of the groups or issues listed. " +
					didYouMean(c.text, choiceNames(r))
				r.found.add(planner.Finding{
					Code: CodeGroupUnknown, Severity: planner.Warning, Where: c.where, Seen: c.text,
					Text: strings.TrimSpace(text), Fix: "Correct the cells.",
				})
			}
		}
	}
}

// addSheet takes the rows of one sheet. Within a sheet exact copies count once
// and one person in several roles becomes one; between sheets people are joined
// by an ID of their own, an e-mail address, or the name and a second agreement.
func (p *people) addSheet(rows []record) {
	base := len(p.list)
	var unmatched []int
	joined := 0
	copies := newCopies()
	var found peopleJoin
	for k := range rows {
		rec := &rows[k]
		i, ok := p.find(rec, base)
		switch {
		case !rec.view.isProgramme() && copies.add(rec):
			if !ok {
				continue // a copy of a row that named nobody
			}
		case ok:
			if i < base {
				found.add(&p.list[i], rec)
			}
			p.join(i, rec)
			joined++
		default:
			i = len(p.list)
			if base > 0 && !rec.isPool() {
				unmatched = append(unmatched, i)
			}
			p.append(*rec)
		}
		p.at[rowKey{rec.view, rec.row.Number, rec.part}] = i
	}
	copies.report(p.r)
	found.report(p.r, rows)
	if joined > 0 && len(unmatched) > 0 && base > 0 {
		p.reportUnmatched(unmatched)
	}
}

// peopleJoin counts the people of a table that were found in an earlier one, by
// what they were found by.
type peopleJoin struct {
	to    *sheetView
	by    map[string]int
	found int
}

func (j *peopleJoin) add(old, rec *record) {
	if j.found++; j.to == nil {
		j.to, j.by = old.view, make(map[string]int)
	}
	switch {
	case old.givenID && rec.givenID && idKey(old.ID) == idKey(rec.ID):
		j.by[headerOr(rec.view, vocabulary.ID)]++
	case old.email != "" && old.email == rec.email:
		j.by[headerOr(rec.view, vocabulary.Email)]++
	default:
		j.by[headerOr(rec.view, vocabulary.Name)]++
	}
}

// headerOr is the header of the column of a meaning, else the meaning.
func headerOr(v *sheetView, m vocabulary.Meaning) string {
	if c := v.Column(m); c != nil && c.Header != "" {
		return c.Header
	}
	return string(m)
}

func (j *peopleJoin) report(r *reading, rows []record) {
	if j.found == 0 {
		return
	}
	by := slices.SortedFunc(maps.Keys(j.by), func(a, b string) int {
		return cmp.Or(cmp.Compare(j.by[b], j.by[a]), cmp.Compare(a, b))
	})
	r.joins = append(r.joins, Join{
		From: rows[0].view.tableName(), To: j.to.tableName(), By: strings.Join(by, ", "),
		Matched: j.found, Of: len(rows), What: "people",
	})
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
		p.claimID(&rec, i)
	}
	if rec.email != "" {
		p.byEmail[rec.email] = append(p.byEmail[rec.email], i)
	}
	if rec.nameKey != "" {
		p.byName[rec.nameKey] = append(p.byName[rec.nameKey], i)
	}
	p.list = append(p.list, rec)
}

// claimID gives a person the ID of the row. An ID that somebody else has is an
// error, but for the numbers of rows and between the meeting and the pool, where
// the later person gets another.
func (p *people) claimID(rec *record, i int) {
	j, taken := p.byID[idKey(rec.ID)]
	if !taken {
		p.byID[idKey(rec.ID)] = i
		return
	}
	old := &p.list[j]
	rec.givenID = false
	if old.view != rec.view && (old.isNumbered() || rec.isNumbered() || old.isPool() != rec.isPool()) {
		rec.seat = rec.ID
		p.apart = append(p.apart, rec)
		return
	}
	p.r.found.add(planner.Finding{
		Code: CodeIDRepeated, Severity: planner.Error, Where: rec.place(vocabulary.ID),
		Also: []planner.Ref{old.place(vocabulary.ID)}, Seen: rec.ID,
		Text: fmt.Sprintf("The ID %s stands for %s and for %s.", quote(rec.ID), quote(old.Label()), quote(rec.Label())),
		Fix:  "Give each person an ID of their own.",
	})
	rec.ID = ""
}

func idKey(id string) string { return vocabulary.Fold(id) }

// isPool reports a row of a file of people who could join.
func (rec *record) isPool() bool {
	return rec.view != nil && rec.view.file != nil && rec.view.file.pool
}

// isNumbered reports a row whose ID only counts the rows of its table.
func (rec *record) isNumbered() bool { return rec.view != nil && rec.view.countsRows }

// find looks for the person of a row among those met so far; base is the first of
// the same sheet.
func (p *people) find(rec *record, base int) (int, bool) {
	if i, ok := p.byID[idKey(rec.ID)]; ok && rec.givenID && p.sameByID(&p.list[i], rec) {
		return i, true
	}
	if i, ok := p.byAddress(rec, base); ok || rec.nameKey == "" {
		return i, ok
	}
	var found []int
	for _, i := range p.byName[rec.nameKey] {
		if i < base && p.sameByName(&p.list[i], rec) || i >= base && p.sameWithin(&p.list[i], rec) {
			found = append(found, i)
		}
	}
	if len(found) == 0 || len(found) > 1 && found[len(found)-1] < base {
		return 0, false
	}
	return found[0], true
}

// byAddress finds a person by e-mail address: with the same name, or a part of it
// in another sheet; an office may have one address for several.
func (p *people) byAddress(rec *record, base int) (int, bool) {
	if rec.email == "" {
		return 0, false
	}
	for _, i := range p.byEmail[rec.email] {
		name := p.list[i].nameKey
		if name == rec.nameKey || i < base && shareWord(name, rec.nameKey) {
			return i, true
		}
	}
	return 0, false
}

// sameByID reports whether two rows with one ID are one person: the names must not
// differ, and between two tables whose IDs may have been given apart from each
// other, no more than one value may.
func (p *people) sameByID(old, rec *record) bool {
	if old.nameKey != rec.nameKey && old.nameKey != "" && rec.nameKey != "" {
		return false
	}
	if old.view == rec.view {
		return true
	}
	if old.isNumbered() || rec.isNumbered() {
		return !rec.isPool() && (p.numbered[[2]*sheetView{old.view, rec.view}] ||
			old.nameKey != "" && old.nameKey == rec.nameKey)
	}
	_, differ := p.compare(old, rec)
	return old.isPool() == rec.isPool() || differ <= 1
}

// sameByName reports whether a row of another sheet is the person of that name:
// something else must agree where one of the two stands in the pool, and no more
// than one value may differ.
func (p *people) sameByName(old, rec *record) bool {
	ids := old.givenID && rec.givenID && !old.isNumbered() && !rec.isNumbered()
	if ids && idKey(old.ID) != idKey(rec.ID) && old.view.sharesIDs(rec.view) {
		return false
	}
	agree, differ := p.compare(old, rec)
	if ids || old.isPool() != rec.isPool() {
		return agree > 0 && differ <= 1
	}
	return differ <= 1
}

// sameWithin reports whether two rows of one sheet with the same name are one
// person: in a programme always; in a report of who came and went, and in two
// roles, where nothing differs.
func (p *people) sameWithin(old, rec *record) bool {
	v := rec.view
	if v.isProgramme() {
		return true
	}
	if rec.givenID || disagreement(old.Values, rec.Values) != "" {
		return false
	}
	if v.Model != nil && v.HasAny(vocabulary.JoinTime, vocabulary.LeaveTime, vocabulary.Duration) {
		return old.email == "" || rec.email == ""
	}
	return len(rec.Roles) > 0 && len(old.Roles) > 0 &&
		!slices.ContainsFunc(rec.Roles, func(x planner.Role) bool { return slices.Contains(old.Roles, x) })
}

// identifying are the dimensions in which two rows about one person agree.
var identifying = []planner.Dimension{
	planner.Stakeholder, planner.Region, planner.Country, planner.Gender, planner.Age, planner.Organisation,
}

// compare counts in how many values two rows agree and differ. A country tells the
// region where that is not given.
func (p *people) compare(old, rec *record) (agree, differ int) {
	for _, d := range identifying {
		a, b := p.valuesOf(old, d), p.valuesOf(rec, d)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		if slices.ContainsFunc(a, func(x string) bool {
			return slices.ContainsFunc(b, func(y string) bool { return vocabulary.Compact(x) == vocabulary.Compact(y) })
		}) {
			agree++
		} else {
			differ++
		}
	}
	if old.email != "" && old.email == rec.email {
		agree++
	}
	return agree, differ
}

func (p *people) valuesOf(rec *record, d planner.Dimension) []string {
	vs := rec.Values[d]
	if d == planner.Gender {
		vs = slices.Clone(vs)
		for i := range vs {
			vs[i] = genderClass(vs[i])
		}
	}
	if d == planner.Region && len(vs) == 0 && len(rec.Values[planner.Country]) > 0 {
		if c, ok := vocabulary.CountryOf(rec.Values[planner.Country][0]); ok && p.r.regionOf(c) != "" {
			return []string{p.r.regionOf(c)}
		}
	}
	return vs
}

// shareWord reports whether two names have a word in common, or one is not given.
func shareWord(a, b string) bool {
	words := strings.Fields(b)
	return a == "" || b == "" ||
		slices.ContainsFunc(strings.Fields(a), func(w string) bool { return slices.Contains(words, w) })
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
	p.sayJoined(old, rec)
	if old.Values == nil {
		old.Values = make(map[planner.Dimension][]string)
	}
	for d, vs := range rec.Values {
		if len(old.Values[d]) == 0 {
			old.Values[d] = vs
		}
	}
	for _, role := range rec.Roles {
		if !slices.Contains(old.Roles, role) {
			old.Roles = append(old.Roles, role)
		}
	}
	p.identify(i, rec)
	if old.isPool() || !rec.isPool() {
		old.Selected = old.Selected || rec.Selected
		old.Locked = old.Locked || rec.Locked
	}
	old.Status = cmp.Or(old.Status, rec.Status)
	old.ChairOK = cmp.Or(old.ChairOK, rec.ChairOK)
	old.Memberships = cmp.Or(old.Memberships, rec.Memberships)
	if len(old.choices) == 0 {
		old.choices = rec.choices
	}
	old.SeatedIn = append(old.SeatedIn, rec.SeatedIn...)
	old.KeptOutOf = append(old.KeptOutOf, rec.KeptOutOf...)
	old.extra = append(old.extra, rec.Where)
}

// identify takes over name, ID and address where they were not known.
func (p *people) identify(i int, rec *record) {
	old := &p.list[i]
	if old.Name == "" && rec.Name != "" {
		old.Name, old.nameKey = rec.Name, rec.nameKey
		p.byName[rec.nameKey] = append(p.byName[rec.nameKey], i)
	}
	if _, taken := p.byID[idKey(rec.ID)]; !old.givenID && rec.givenID && !taken {
		old.ID, old.givenID = rec.ID, true
		p.byID[idKey(rec.ID)] = i
	}
	if old.email == "" && rec.email != "" {
		old.email, old.Email = rec.email, rec.Email
		p.byEmail[rec.email] = append(p.byEmail[rec.email], i)
	}
}

// sayJoined reports a contradiction between two rows of a person, or that somebody
// is listed in several roles.
func (p *people) sayJoined(old, rec *record) {
	d := disagreement(old.Values, rec.Values)
	switch {
	case rec.view.isProgramme():
	case d != "":
		p.r.found.add(planner.Finding{
			Code: CodePersonConflict, Severity: planner.Warning, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: strings.Join(rec.Values[d], "; "),
			Text: fmt.Sprintf("%s is %s here but %s elsewhere; the first was kept.", quote(old.Label()),
				quote(strings.Join(rec.Values[d], "; ")), quote(strings.Join(old.Values[d], "; "))),
			Fix: "Correct one of the two.",
		})
	case old.view == rec.view && len(rec.Roles) > 0:
		p.r.found.add(planner.Finding{
			Code: CodePersonSame, Severity: planner.Note, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: old.Label(),
			Text: quote(old.Label()) + " is listed in several roles and counts as one person.",
		})
	}
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
	p.sayApart()
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

// sayApart tells of rows whose ID stands for somebody else in another table: they
// are two people.
func (p *people) sayApart() {
	for _, rec := range p.apart {
		other := &p.list[p.byID[idKey(rec.seat)]]
		f := planner.Finding{
			Code: CodePersonNumbered, Severity: planner.Note, Where: rec.Where, Also: []planner.Ref{other.Where},
			Seen: rec.seat,
			Text: "The numbers in " + rec.view.tableName() + " count its rows and stand for other people than in " +
				other.view.tableName() + "; nobody was joined by them.",
		}
		if !rec.isNumbered() && !other.isNumbered() {
			f.Severity = planner.Warning
			f.Text = fmt.Sprintf("The ID %s stands for %s and, in %s, for %s; they are two people.", quote(rec.seat),
				quote(other.Label()), rec.view.tableName(), quote(cmp.Or(rec.Name, "somebody else")))
			f.Fix = "Give each person an ID of their own."
		}
		p.r.found.add(f)
	}
}
