package importers

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/people"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// An earlier plan of working groups is known again by what people and groups are
// called, never by a number that the order of some rows gave. People are looked for by
// e-mail address, by name, and by ID; groups by topic, and by ID (groupnames.go). What
// is not found, or could be two, is refused with what is near where the seat is locked,
// and told where it is not.

// EarlierPlan is the table of an earlier plan (--keep): who sits where.
type EarlierPlan struct {
	Source planner.Source
	Seats  []Seat
	place  planner.Ref
	// labels are the texts behind a group's ID in the other sheets of the workbook:
	// topics, in a report whose table of seats has none.
	labels map[string][]string
}

// Seat is one line of an earlier plan. Person is an ID of the roster. Role is "chair",
// "cochair" or "member", empty where the plan does not say. Where, GroupAt and RoleAt
// are the cells that say so.
type Seat struct {
	Person, Group, Topic, Role string
	Locked                     bool
	Where, GroupAt, RoleAt     planner.Ref
	by                         string // what the person was known by
}

// planWords are headings that a plan's own table has, in the languages of reports, beside
// those that mean the same in any table.
var planWords = []struct {
	list    vocabulary.List
	meaning vocabulary.Meaning
}{
	{"plans/id", vocabulary.ID},
	{"plans/name", vocabulary.Name},
	{"plans/group", vocabulary.Group},
	{"plans/topic", vocabulary.Topic},
	{"plans/role", vocabulary.Role},
	{"plans/locked", vocabulary.Locked},
}

// roundWord heads the tables of a round, its number left out.
const roundWord vocabulary.List = "plans/round"

// planHeading is what a heading of a plan means. The first of a draft stands behind the
// draft's mark: "Draft: Name".
func planHeading(text string) vocabulary.Meaning {
	for _, w := range planWords {
		if w.list.Is(text) {
			return w.meaning
		}
	}
	if h, ok := vocabulary.Header(text); ok {
		return h.Meaning
	}
	if _, behind, ok := strings.Cut(text, ": "); ok {
		return planHeading(behind)
	}
	return vocabulary.Other
}

// seatHeaderSearch is how far down the header of a plan is looked for.
const seatHeaderSearch = 30

// ReadSeats reads an earlier plan: of the sheets whose headings name a person and a
// group, as in the assignments of a report or the csv of the group command, the first
// that can lock seats, else the first. A cell of the column "locked" that says yes, or
// holds an X, locks the seat; people without a group are passed over. What cannot be
// understood comes back as findings.
func ReadSeats(
	ctx context.Context, in Input, roster planner.Roster, opts table.Options,
) (*EarlierPlan, []planner.Finding, error) {
	r := &reading{ctx: ctx, opts: Options{Table: opts}}
	book, err := in.open(r.opts.Table)
	if err != nil {
		return nil, []planner.Finding{fileFinding(in.file(), err)}, err
	}
	defer book.Close() //nolint:errcheck // opened for reading only
	var best *seatReader
	for _, s := range book.Sheets {
		x := &seatReader{file: book.Name, sheet: s.Name, who: newRoll(roster)}
		if err := x.read(ctx, s); err != nil {
			return nil, []planner.Finding{fileFinding(book.Name, err)}, err
		}
		if x.cols != nil && (best == nil || best.cols[vocabulary.Locked] == 0 && x.cols[vocabulary.Locked] > 0) {
			best = x
		}
	}
	if best == nil {
		return nil, []planner.Finding{{
			Code: CodeSheetUnknown, Form: "no-plan", Severity: planner.Error, Where: planner.Ref{File: book.Name},
		}}, nil
	}
	best.sayUnknown()
	source, err := book.Source()
	if err != nil {
		return nil, nil, err
	}
	p := &EarlierPlan{Source: source, Seats: best.seats, place: planner.Ref{File: book.Name, Sheet: best.sheet}}
	if best.rows == 0 {
		best.found.add(planner.Finding{
			Code: CodeNothingRead, Form: "plan", Severity: planner.Error, Where: p.place,
		})
	}
	if best.cols[vocabulary.Topic] == 0 {
		err = p.readLabels(ctx, book.Sheets)
	}
	return p, best.found.sorted(), err
}

// seatReader reads one sheet of a plan.
type seatReader struct {
	file, sheet string
	who         *roll
	cols        map[vocabulary.Meaning]int
	rounds      []table.Cell // the headings of rounds at tables
	rows        int
	seats       []Seat
	gone        []planner.Told // people without a locked seat who are not on the list
	goneAt      []planner.Ref
	found       findings
}

func (x *seatReader) read(ctx context.Context, s *table.Sheet) error {
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return err
		}
		if x.cols != nil {
			x.readRow(row)
		} else if x.cols = seatColumns(row); x.cols != nil {
			for _, c := range row.Cells {
				if at := x.cols[vocabulary.Group]; isRound(c) && isRound(row.Cell(at)) {
					x.rounds = append(x.rounds, c)
				}
			}
		} else if row.Number > seatHeaderSearch {
			return nil
		}
	}
	return nil
}

// seatColumns finds the columns of a plan in a heading row; nil where the row is
// not one. The first heading of several for the same thing counts. A table without
// groups names them by their topics.
func seatColumns(row table.Row) map[vocabulary.Meaning]int {
	found := make(map[vocabulary.Meaning]int)
	for _, c := range row.Cells {
		if m := planHeading(c.Text); found[m] == 0 {
			found[m] = c.Col
		}
	}
	if found[vocabulary.Group] == 0 {
		found[vocabulary.Group], found[vocabulary.Topic] = found[vocabulary.Topic], 0
	}
	if found[vocabulary.Group] == 0 {
		if i := slices.IndexFunc(row.Cells, isRound); i >= 0 {
			found[vocabulary.Group] = row.Cells[i].Col
		}
	}
	named := found[vocabulary.ID] + found[vocabulary.Name] + found[vocabulary.Email] + found[vocabulary.FirstName]
	if named == 0 || found[vocabulary.Group] == 0 {
		return nil
	}
	return found
}

// isRound reports whether a heading is that of the tables of one round: "Round 2".
func isRound(c table.Cell) bool {
	word := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, c.Text)
	return word != c.Text && roundWord.Is(word)
}

// readRow takes in the seats of one person: several groups stand with semicolons
// between, each with its topic and role.
func seatText(c table.Cell) string { return table.UnsafeCell(strings.TrimSpace(c.Text)) }

func (x *seatReader) readRow(row table.Row) {
	text := func(m vocabulary.Meaning) string { return seatText(row.Cell(x.cols[m])) }
	at := func(m vocabulary.Meaning) planner.Ref {
		return planner.Ref{File: x.file, Sheet: x.sheet, Cell: row.Cell(x.cols[m]).Ref()}
	}
	name := strings.TrimSpace(cmp.Or(text(vocabulary.Name), text(vocabulary.FirstName)+" "+text(vocabulary.LastName)))
	id, email := text(vocabulary.ID), text(vocabulary.Email)
	groups := strings.Split(text(vocabulary.Group), ";")
	if len(x.rounds) > 0 {
		groups = nil
		for _, c := range x.rounds { // a table of one round is not that of another
			if at := seatText(row.Cell(c.Col)); at != "" {
				groups = append(groups, c.Text+" "+at)
			}
		}
	}
	if name+id+email == "" || strings.Join(groups, "") == "" {
		return
	}
	x.rows++
	where := at(vocabulary.Name)
	switch {
	case text(vocabulary.Name) != "":
	case id != "":
		where = at(vocabulary.ID)
	case email != "":
		where = at(vocabulary.Email)
	default:
		where = at(vocabulary.FirstName)
	}
	locked := x.readLock(text(vocabulary.Locked), at(vocabulary.Locked))
	person, by, why := x.who.find(id, name, email)
	if by == "" {
		x.sayNobody(cmp.Or(name, id, email), why, where, locked)
		return
	}
	part := func(m vocabulary.Meaning, k int) string {
		if parts := strings.Split(text(m), ";"); len(groups) > 1 && len(parts) == len(groups) {
			return strings.TrimSpace(parts[k])
		}
		return text(m)
	}
	for k, g := range groups {
		if g = strings.TrimSpace(g); g == "" {
			continue
		}
		s := Seat{
			Person: person, Group: g, Topic: part(vocabulary.Topic, k), Locked: locked, by: by,
			Where: where, GroupAt: at(vocabulary.Group), RoleAt: at(vocabulary.Role),
		}
		s.Role = x.readRole(part(vocabulary.Role, k), &s)
		x.seats = append(x.seats, s)
	}
}

// What people do in a working group.
const (
	chairWord   vocabulary.List = "parts/chair"
	cochairWord vocabulary.List = "parts/co-chair"
	memberWord  vocabulary.List = "parts/member"
)

// readRole is what somebody does in a group: chair, co-chair or member.
func (x *seatReader) readRole(text string, s *Seat) string {
	switch {
	case text == "":
		return ""
	case memberWord.Is(text):
		return "member"
	case cochairWord.Is(text):
		return "cochair"
	case chairWord.Is(text):
		return "chair"
	}
	severity := planner.Warning
	if s.Locked {
		severity = planner.Error
	}
	x.found.add(planner.Finding{
		Code: CodeKeepRole, Severity: severity, Where: s.RoleAt, Seen: text, Args: facts{"text": clip(text)},
	})
	return ""
}

func (x *seatReader) readLock(text string, at planner.Ref) bool {
	if text == "" || strings.EqualFold(text, "x") || text == "✓" || planHeading(text) == vocabulary.Locked {
		return text != ""
	}
	a, ok := vocabulary.YesNo(text)
	if !ok {
		x.found.add(planner.Finding{
			Code: CodeValueYesNo, Form: "lock", Severity: planner.Error, Seen: text, Where: at,
			Args: facts{"text": clip(text)},
		})
	}
	return ok && a == planner.Yes
}

// sayNobody refuses a locked seat of somebody who is not known, and keeps the others
// for one remark.
func (x *seatReader) sayNobody(who string, why planner.Told, where planner.Ref, locked bool) {
	if locked {
		x.found.add(planner.Finding{
			Code: CodeKeepPerson, Form: "locked", Severity: planner.Error, Where: where, Seen: who,
			Args: facts{"who": clip(who), "why": why},
		})
		return
	}
	told := planner.Told{Code: "nobody-but", Args: facts{"who": clip(who), "why": why}}
	if why.Code == nobodyCalled {
		told = planner.Told{Code: "nobody-quoted", Args: facts{"who": clip(who)}}
	}
	x.gone, x.goneAt = append(x.gone, told), append(x.goneAt, where)
}

// sayUnknown says once who of the plan is not known any more.
func (x *seatReader) sayUnknown() {
	if len(x.gone) == 0 {
		return
	}
	who := x.gone[:min(len(x.gone), mostListed)]
	if more := len(x.gone) - len(who); more > 0 {
		who = append(slices.Clone(who), planner.Told{Code: "more", Args: facts{"n": more}})
	}
	x.found.addAt(planner.Finding{
		Code: CodeKeepPerson, Form: "gone", Severity: planner.Warning, Args: facts{"n": len(x.gone), "who": who},
	}, x.goneAt)
}

// roll finds the people of a roster by what they are called.
type roll struct {
	roster                planner.Roster
	byID, byName, byEmail map[string][]int
}

func newRoll(roster planner.Roster) *roll {
	k := &roll{roster: roster, byID: map[string][]int{}, byName: map[string][]int{}, byEmail: map[string][]int{}}
	for i := range roster {
		p := &roster[i]
		k.byID[vocabulary.Fold(p.ID)] = append(k.byID[vocabulary.Fold(p.ID)], i)
		if p.Name != "" {
			k.byName[people.Key(p.Name)] = append(k.byName[people.Key(p.Name)], i)
		}
		if p.Email != "" {
			k.byEmail[vocabulary.Fold(p.Email)] = append(k.byEmail[vocabulary.Fold(p.Email)], i)
		}
	}
	return k
}

// find is the ID of the person that a row speaks of, and by what: an address that one
// person has; a name that one person has, or one of those who share it by their ID; an
// ID alone where the list has no other name for the person. by is empty where nobody is
// known for sure; why then says what stands in the way.
func (k *roll) find(id, name, email string) (person, by string, why planner.Told) {
	if email == "" && (id == "" || name == "") {
		return k.findText(cmp.Or(id, name))
	}
	return k.findBy(id, name, email)
}

// nobodyCalled is why nobody is found where there is no more to say.
const nobodyCalled = "nobody-called"

func (k *roll) findBy(id, name, email string) (person, by string, why planner.Told) {
	ids, called := k.byID[vocabulary.Fold(id)], k.byName[people.Key(name)]
	mail := k.byEmail[vocabulary.Fold(email)]
	both := func(a, b []int) []int {
		return slices.DeleteFunc(slices.Clone(a), func(i int) bool { return !slices.Contains(b, i) })
	}
	sure := slices.DeleteFunc(slices.Clone(ids), func(i int) bool { return k.roster[i].Numbered })
	same := both(called, mail)
	switch {
	case len(same) == 1 && len(called) > 1:
		return k.roster[same[0]].ID, "name-and-address", why
	case len(same) == 1:
		return k.roster[same[0]].ID, "name", why
	case len(called) == 0 && len(mail) == 1:
		return k.roster[mail[0]].ID, "address", why
	case len(called) > 0 && len(mail) > 0:
		return "", "", planner.Told{Code: "nobody-address", Args: facts{"address": email, "who": k.label(mail)}}
	case len(called) == 1:
		return k.roster[called[0]].ID, "name", why
	case len(called) > 1:
		if one := both(called, sure); len(one) == 1 {
			return k.roster[one[0]].ID, "name-and-id", why
		}
		return "", "", planner.Told{Code: "nobody-several", Args: facts{"n": len(called)}}
	case len(sure) == 1 && (name == "" || k.roster[sure[0]].Name == ""):
		return k.roster[sure[0]].ID, "id", why
	}
	return "", "", k.nobodyBut(id, name, sure)
}

// nobodyBut says whom a row may mean whose name nobody on the list has: somebody called
// nearly so, or the one that has its ID.
func (k *roll) nobodyBut(id, name string, sure []int) planner.Told {
	if near := k.near(name); near != "" {
		return planner.Told{Code: "nobody-near", Args: facts{"near": clip(near)}}
	}
	if len(sure) == 1 {
		return planner.Told{Code: "nobody-id", Args: facts{"id": clip(id), "who": k.label(sure)}}
	}
	return planner.Told{Code: nobodyCalled}
}

// near is the one person whose name is a slip away from another, or has more or fewer
// parts of it.
func (k *roll) near(name string) string {
	key := people.Key(name)
	var keys []string
	var like []int
	for i := range k.roster {
		other := people.Key(k.roster[i].Label())
		keys = append(keys, other)
		if hasWords(key, other) || hasWords(other, key) {
			like = append(like, i)
		}
	}
	if near, ok := vocabulary.Closest(key, keys); ok {
		like = []int{slices.Index(keys, near)}
	}
	if len(like) != 1 {
		return ""
	}
	return k.roster[like[0]].Label()
}

// hasWords reports whether all words of a key are in another, two at least.
func hasWords(key, other string) bool {
	words, others := strings.Fields(key), strings.Fields(other)
	lacks := func(w string) bool { return !slices.Contains(others, w) }
	return len(words) > 1 && !slices.ContainsFunc(words, lacks)
}

// findText finds somebody by one text, which may be an ID, a name or an address.
func (k *roll) findText(text string) (person, by string, why planner.Told) {
	if ids := k.byID[vocabulary.Fold(text)]; len(ids) == 1 {
		p := &k.roster[ids[0]]
		if p.Numbered && p.Name != "" {
			return "", "", planner.Told{Code: "nobody-row", Args: facts{"row": clip(text), "who": clip(p.Name)}}
		}
		return p.ID, "id", why
	}
	if vocabulary.IsAddress(text) {
		return k.findBy("", "", text)
	}
	return k.findBy("", text, "")
}

// label names the people at some places of the roster.
func (k *roll) label(at []int) planner.Quoted {
	var who planner.Quoted
	for _, i := range at {
		who = append(who, clip(k.roster[i].Label()))
	}
	return who
}

// readLabels looks through the other sheets of a workbook for the topics behind the IDs
// of groups: cells that hold an ID and a text, the most frequent texts first.
func (p *EarlierPlan) readLabels(ctx context.Context, sheets []*table.Sheet) error {
	seen := make(map[string]map[string]int)
	for _, s := range p.Seats {
		seen[s.Group] = make(map[string]int)
	}
	for _, s := range sheets {
		for row, err := range s.Rows(ctx) {
			if err != nil {
				return err
			}
			for _, c := range row.Cells {
				id, rest, ok := strings.Cut(seatText(c), " ")
				if texts := seen[id]; ok && texts != nil && s.Name != p.place.Sheet {
					texts[strings.TrimSpace(rest)]++
				}
			}
		}
	}
	p.labels = make(map[string][]string)
	for id, texts := range seen {
		p.labels[id] = mostFirst(texts, func(n int) int { return n })
	}
	return nil
}
