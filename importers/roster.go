package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// people is the roster while it is put together.
type persons struct {
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
	// spelt is what the people of the roster are called, once somebody was looked for in vain.
	spelt *vocabulary.WordList
}

// words are the IDs and names of the roster, which is complete.
func (p *persons) words(roster planner.Roster) *vocabulary.WordList {
	if p.spelt == nil {
		var names []string
		for i := range roster {
			names = append(names, roster[i].ID, roster[i].Name)
		}
		p.spelt = vocabulary.NewWordList(names)
	}
	return p.spelt
}

// rowKey names a row of a sheet.
type rowKey struct {
	view *sheetView
	row  int
	part int // of several people in one row
}

// sharesIDs reports whether some ID stands in two tables: then IDs that differ tell
// people apart.
func (v *sheetView) sharesIDs(other *sheetView) bool {
	if v == other {
		return true
	}
	a, b := v.Column(vocabulary.ID), other.Column(vocabulary.ID)
	if a == nil || b == nil || v.countsRows || other.countsRows {
		return false
	}
	seen := make(map[string]bool)
	for _, row := range v.Body {
		seen[people.Key(a.Text(row))] = true
	}
	return slices.ContainsFunc(other.Body, func(row table.Row) bool {
		return !isSign(b.Text(row)) && seen[people.Key(b.Text(row))]
	})
}

func newPersons(r *reading) *persons {
	return &persons{
		r: r, byID: map[string]int{}, byEmail: map[string][]int{}, byName: map[string][]int{}, at: map[rowKey]int{},
		numbered: map[[2]*sheetView]bool{},
	}
}

// read reads all people, joins them, and brings their values together. People who
// could join come last.
func (p *persons) read() {
	r := p.r
	both := r.files.sheets(sheet.Both)
	views := r.files.sheets(sheet.Roster)
	if len(views) == 0 {
		for _, v := range r.files.sheets(sheet.Votes) {
			if v.givesPeople() {
				both = append(both, v)
			}
		}
	}
	views = append(views, both...)
	p.addProposed(false)
	for _, v := range append(views, p.poolSheets()...) {
		rows := r.readPeople(v)
		v.leaveUnsaid(rows)
		if v.isProgramme() {
			v.programme = slices.Clone(rows)
		}
		p.addSheet(rows)
	}
	p.addProposed(true)
	p.leaveOut(r.files.everySheet(sheet.Roster, sheet.Both))
	p.nearDuplicates()
	r.meeting.Roster = p.roster()
	p.resolveChoices()
	unifyGender(r.meeting.Roster, r.found)
	regionsFromCountries(r)
	r.asking().fill(r.meeting.Roster, r.found)
	r.meeting.Sessions = p.sessions(views)
	r.asking().check(r)
	r.fillServed()
	alignTargets(r.meeting, r.opts.Scheme, r.letters, r.found)
}

// leaveUnsaid takes the rows out of a list of people that say nothing of anybody.
func (v *sheetView) leaveUnsaid(rows []record) {
	said := make(map[int]bool)
	for _, rec := range rows {
		said[rec.row.Number] = true
	}
	if v.kind == sheet.Roster {
		v.Leave(func(row table.Row) sheet.Class {
			if said[row.Number] {
				return sheet.Body
			}
			return sheet.Remark
		})
	}
}

// addProposed adds the people of proposals of the meeting, or of the pool.
func (p *persons) addProposed(pool bool) {
	for _, rows := range p.r.proposed {
		if len(rows) > 0 && rows[0].isPool() == pool {
			p.addSheet(rows)
		}
	}
}

// poolSheets are the lists of people in files of people who could join. Other
// tables there are not read.
func (p *persons) poolSheets() []*sheetView {
	r := p.r
	var out []*sheetView
	for _, f := range r.files {
		for _, v := range f.sheets {
			switch {
			case !v.isPool() || isAside(v.kind):
			case v.kind.HasPeople():
				v.kind = sheet.Roster
				out = append(out, v)
			case v.kind != sheet.Proposal:
				r.found.add(planner.Finding{
					Code: CodePoolOnly, Severity: planner.Warning, Where: v.SheetRef(),
					Args: facts{"kind": planner.ValueName(v.kind)},
				})
				v.kind = sheet.SetAside
			}
		}
	}
	return out
}

// splitPool parts the people who take part from those who could.
func (p *persons) splitPool() {
	r := p.r
	var roster, waiting, pool planner.Roster
	for i, x := range r.meeting.Roster {
		switch rec := &p.list[i]; {
		case rec.withdrawn:
			r.meeting.Withdrawn = append(r.meeting.Withdrawn, x)
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
func (p *persons) resolveChoices() {
	r := p.r
	called := groupList(r.meeting.Groups)
	if len(called) == 0 {
		called = issueList(r.meeting.Issues)
	}
	for i := range r.meeting.Roster {
		x, rec := &r.meeting.Roster[i], &p.list[i]
		for _, c := range rec.choices {
			at, _ := called.find(c.text)
			switch {
			case at >= 0 && !slices.Contains(x.Choices, called[at].ID):
				x.Choices = append(x.Choices, called[at].ID)
			case at >= 0:
			case len(called) == 0 && (rec.view == nil || rec.view.Has(vocabulary.Prefs)):
				x.Choices = append(x.Choices, c.text)
			case len(called) > 0 && !vocabulary.IsMissing(c.text) && rec.view != nil && !rec.view.kind.HasVotes():
				r.found.add(suggesting(planner.Finding{
					Code: CodeGroupUnknown, Form: "wish", Severity: planner.Warning, Where: c.where, Seen: c.text,
					Args: facts{"text": clip(c.text)},
				}, c.text, choiceNames(r)))
			}
		}
	}
}

// addSheet takes the rows of one sheet. Within a sheet exact copies count once
// and one person in several roles becomes one; between sheets people are joined
// by an ID of their own, an e-mail address, or the name and a second agreement.
func (p *persons) addSheet(rows []record) {
	base := len(p.list)
	var unmatched, copies, joined []*record // a record of joined is that of the person found
	seen := make(map[string]bool)
	by := make(map[string]int)
	for k := range rows {
		rec := &rows[k]
		i, ok := p.find(rec, base)
		copied := rec.names() && seen[rec.raw] && !rec.view.isProgramme()
		seen[rec.raw] = true
		switch {
		case copied:
			if copies = append(copies, rec); !ok {
				continue // a copy of a row that named nobody
			}
		case ok:
			if old := p.list[i]; i < base {
				joined = append(joined, &old)
				by[old.foundBy(rec)]++
			}
			p.join(i, rec)
		default:
			i = len(p.list)
			if base > 0 && !rec.isPool() {
				unmatched = append(unmatched, rec)
			}
			p.append(*rec)
		}
		p.at[rowKey{rec.view, rec.row.Number, rec.part}] = i
	}
	sayCopies(p.r, copies)
	if len(joined) == 0 {
		return
	}
	used := mostFirst(by, func(n int) int { return n })
	p.r.joins = append(p.r.joins, Join{
		From: rows[0].view.tableName(), To: joined[0].view.tableName(), By: strings.Join(used, ", "),
		Matched: len(joined), Of: len(rows), What: "people",
	})
	sayUnmatched(p.r, unmatched)
}

// names reports whether a row says who it is about, so that a copy of it is one.
func (rec *record) names() bool {
	return rec.raw != "" && (rec.Name != "" || rec.givenID || rec.email != "")
}

// foundBy is the header of the column by which a person was found for a row.
func (rec *record) foundBy(row *record) string {
	m := vocabulary.Name
	switch {
	case rec.givenID && row.givenID && people.Key(rec.ID) == people.Key(row.ID):
		m = vocabulary.ID
	case rec.email != "" && rec.email == row.email:
		m = vocabulary.Email
	}
	if c := row.view.Column(m); c != nil && c.Header != "" {
		return c.Header
	}
	return string(m)
}

// sayRows makes a finding about rows, the first of which is its place.
func sayRows(r *reading, f planner.Finding, rows []*record) {
	var places []planner.Ref
	for _, rec := range rows {
		places = append(places, rec.Where)
	}
	r.found.addAt(f, places)
}

// labels are how people are called, each once.
func labels(rows []*record) []string {
	var out []string
	for _, rec := range rows {
		if label := rec.Label(); !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return out
}

// sayCopies says which rows were copies of earlier ones.
func sayCopies(r *reading, copies []*record) {
	if len(copies) == 0 {
		return
	}
	names := labels(copies)
	sayRows(r, planner.Finding{
		Code: CodeRowDuplicate, Form: "person", Severity: planner.Warning, Seen: names[0],
		Args: facts{"n": len(copies), "names": planner.QuotedSome{Texts: clipped(names), Shown: 5}},
	}, copies)
}

// sayUnmatched lists the people of a further sheet who are in no earlier one.
func sayUnmatched(r *reading, rows []*record) {
	if len(rows) == 0 {
		return
	}
	sayRows(r, planner.Finding{
		Code: CodePersonUnmatched, Severity: planner.Warning,
		Args: facts{"n": len(rows), "names": planner.QuotedSome{Texts: clipped(labels(rows)), Shown: 5}},
	}, rows)
}

func (p *persons) append(rec record) {
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
func (p *persons) claimID(rec *record, i int) {
	j, taken := p.byID[people.Key(rec.ID)]
	if !taken {
		p.byID[people.Key(rec.ID)] = i
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
		Code: CodeIDRepeated, Form: "people", Severity: planner.Error, Where: rec.place(vocabulary.ID),
		Also: []planner.Ref{old.place(vocabulary.ID)}, Seen: rec.ID,
		Args: facts{"id": clip(rec.ID), "person": clip(old.Label()), "another": clip(rec.Label())},
	})
	rec.ID = ""
}

// isPool reports a row of a list of people who could join.
func (rec *record) isPool() bool { return rec.view != nil && rec.view.isPool() }

// isPool reports a sheet of a file of people who could join, or one called so.
func (v *sheetView) isPool() bool { return v.pool || v.file != nil && v.file.pool }

// findPools finds the lists of people who could join in workbooks: a sheet called
// candidates, volunteers or the like beside one called a panel. Sheets that the user names
// are read alike.
func findPools(r *reading) {
	all := r.files.sheets(sheet.Roster)
	for _, v := range all {
		name := v.SheetRef().Sheet
		i := slices.IndexFunc(all, func(other *sheetView) bool {
			called := other.SheetRef().Sheet
			return other.file == v.file && vocabulary.PanelSheet.Within(called) && !vocabulary.PoolSheet.Within(called)
		})
		if i < 0 || !vocabulary.PoolSheet.Within(name) || len(r.opts.Sheets) > 0 {
			continue
		}
		v.pool = true
		panel := all[i].SheetRef().Sheet
		r.found.add(planner.Finding{
			Code: CodePoolSheet, Severity: planner.Note, Where: v.SheetRef(), Seen: name,
			Args: facts{"sheet": clip(name), "panel": clip(panel)},
		})
	}
}

// isNumbered reports a row whose ID only counts the rows of its table.
func (rec *record) isNumbered() bool { return rec.view != nil && rec.view.countsRows }

// find looks for the person of a row among those met so far; base is the first of
// the same sheet.
func (p *persons) find(rec *record, base int) (int, bool) {
	if i, ok := p.byID[people.Key(rec.ID)]; ok && rec.givenID && p.sameByID(&p.list[i], rec) {
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
func (p *persons) byAddress(rec *record, base int) (int, bool) {
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
func (p *persons) sameByID(old, rec *record) bool {
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
func (p *persons) sameByName(old, rec *record) bool {
	ids := old.givenID && rec.givenID && !old.isNumbered() && !rec.isNumbered()
	if ids && people.Key(old.ID) != people.Key(rec.ID) && old.view.sharesIDs(rec.view) {
		return false
	}
	agree, differ := p.compare(old, rec)
	if ids || old.isPool() != rec.isPool() {
		return agree > 0 && differ <= 1
	}
	return differ <= 1
}

// sameWithin reports whether two rows of one sheet with the same name are one
// person: in a programme always; in a report of who came and went, on ballots of which
// the latest counts, and in two roles, where nothing differs.
func (p *persons) sameWithin(old, rec *record) bool {
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
	if v.kind == sheet.Both && old.email == "" && rec.email == "" {
		return true // the name is the voter
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
func (p *persons) compare(old, rec *record) (agree, differ int) {
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

func (p *persons) valuesOf(rec *record, d planner.Dimension) []string {
	vs := rec.Values[d]
	if d == planner.Region && len(vs) == 0 {
		if region := regionByCountry(p.r, rec); region != "" {
			return []string{region}
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
func (p *persons) join(i int, rec *record) {
	old := &p.list[i]
	p.sayJoined(old, rec)
	if old.Values == nil {
		old.Values = make(map[planner.Dimension][]string)
	}
	old.takeOver(rec)
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
}

// takeOver adds the values that were not known, and the roles, of a further row.
func (rec *record) takeOver(further *record) {
	for d, vs := range further.Values {
		if len(rec.Values[d]) == 0 {
			rec.Values[d] = vs
		}
	}
	rec.Roles = withRoles(rec.Roles, further.Roles...)
}

// withRoles adds roles, each once.
func withRoles(roles []planner.Role, more ...planner.Role) []planner.Role {
	for _, role := range more {
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	return roles
}

// identify takes over name, ID and address where they were not known.
func (p *persons) identify(i int, rec *record) {
	old := &p.list[i]
	if old.Name == "" && rec.Name != "" {
		old.Name, old.nameKey = rec.Name, rec.nameKey
		p.byName[rec.nameKey] = append(p.byName[rec.nameKey], i)
	}
	if _, taken := p.byID[people.Key(rec.ID)]; !old.givenID && rec.givenID && !taken {
		old.ID, old.givenID = rec.ID, true
		p.byID[people.Key(rec.ID)] = i
	}
	if old.email == "" && rec.email != "" {
		old.email, old.Email = rec.email, rec.Email
		p.byEmail[rec.email] = append(p.byEmail[rec.email], i)
	}
}

// sayJoined reports a contradiction between two rows of a person, or that somebody
// is listed in several roles.
func (p *persons) sayJoined(old, rec *record) {
	d := disagreement(old.Values, rec.Values)
	switch {
	case rec.view.isProgramme():
	case d != "":
		p.r.found.add(planner.Finding{
			Code: CodePersonConflict, Severity: planner.Warning, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: strings.Join(rec.Values[d], "; "), Form: "value", Args: facts{
				"person":    clip(old.Label()),
				"here":      planner.ValueName(clip(strings.Join(rec.Values[d], "; "))),
				"elsewhere": planner.ValueName(clip(strings.Join(old.Values[d], "; "))),
			},
		})
	case old.view == rec.view && len(rec.Roles) > 0:
		p.r.found.add(planner.Finding{
			Code: CodePersonSame, Severity: planner.Note, Where: rec.Where, Also: []planner.Ref{old.Where},
			Seen: old.Label(), Form: "roles", Args: facts{"person": clip(old.Label())},
		})
	}
}

// nearDuplicates reports people of the same name who were kept apart: with the
// same organisation (or none given), they may be one.
func (p *persons) nearDuplicates() {
	var same []*record
	rows := make(map[string]int)
	for _, key := range sortedKeys(p.byName) {
		byOrg := make(map[string][]*record)
		for _, i := range p.byName[key] {
			org, _ := p.list[i].Value(planner.Organisation)
			byOrg[vocabulary.Compact(org)] = append(byOrg[vocabulary.Compact(org)], &p.list[i])
		}
		for _, org := range sortedKeys(byOrg) {
			if list := byOrg[org]; len(list) > 1 {
				same = append(same, list...)
				rows[list[0].Name] += len(list)
			}
		}
	}
	if len(same) > 0 {
		form := "kept"
		if slices.ContainsFunc(same, func(rec *record) bool { return rec.view != nil && rec.view.kind == sheet.Both }) {
			form = "kept-voters"
		}
		sayRows(p.r, planner.Finding{
			Code: CodePersonNear, Form: form, Severity: planner.Warning, Seen: same[0].Name,
			Args: facts{"names": planner.Tallies{Texts: sortedKeys(rows), Number: rows, Shown: mostListed}},
		}, same)
	}
}

// roster gives everybody an ID and returns the participants in the order met.
func (p *persons) roster() planner.Roster {
	n := 0
	out := make(planner.Roster, 0, len(p.list))
	var unnamed []*record
	for i := range p.list {
		rec := &p.list[i]
		if !rec.givenID {
			if rec.seat != "" {
				rec.ID = p.freeID(func(n int) string {
					if n == 1 {
						return rec.seat
					}
					return fmt.Sprintf("%s (%d)", rec.seat, n)
				})
			} else {
				rec.ID = p.freeID(func(int) string { n++; return fmt.Sprintf("P%03d", n) })
				rec.Numbered = true
			}
			p.byID[people.Key(rec.ID)] = i
			if rec.Name == "" && !rec.noName && rec.seat == "" &&
				rec.view.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
				unnamed = append(unnamed, rec)
			}
		}
		out = append(out, rec.Participant)
	}
	p.sayApart()
	if len(unnamed) > 0 {
		sayRows(p.r, planner.Finding{
			Code: CodePersonUnnamed, Form: "rows", Severity: planner.Note, Args: facts{"n": len(unnamed)},
		}, unnamed)
	}
	return out
}

// freeID is the first of several IDs that nobody has.
func (p *persons) freeID(nth func(int) string) string {
	for n := 1; ; n++ {
		id := nth(n)
		if _, taken := p.byID[people.Key(id)]; !taken {
			return id
		}
	}
}

// sayApart tells of rows whose ID stands for somebody else in another table: they
// are two people.
func (p *persons) sayApart() {
	for _, rec := range p.apart {
		other := &p.list[p.byID[people.Key(rec.seat)]]
		f := planner.Finding{
			Code: CodePersonNumbered, Severity: planner.Note, Where: rec.Where, Also: []planner.Ref{other.Where},
			Seen: rec.seat, Form: "rows", Args: facts{"table": rec.view.tableName(), "other": other.view.tableName()},
		}
		if !rec.isNumbered() && !other.isNumbered() {
			f.Form, f.Severity = "id", planner.Warning
			f.Args = facts{"id": clip(rec.seat), "person": clip(other.Label()), "table": rec.view.tableName()}
			if rec.Name != "" {
				f.Form = "id-name"
				f.Args["another"] = clip(rec.Name)
			}
		}
		p.r.found.add(f)
	}
}
