package importers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/ballots"
	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// record is one row about a person, before rows are joined.
type record struct {
	planner.Participant
	view        *sheetView
	row         table.Row
	part        int  // of several people in one row
	absent      bool // does not come, by another table
	withdrawn   bool // had a place in the session and does not come, by its agenda
	givenID     bool
	email       string // folded; joins files
	nameKey     string // folded name, word order and titles aside
	raw         string // all cells, to find exact copies
	choices     []choice
	noName      bool   // listed by group only, as in a proposal
	seat        string // what an unnamed seat is called: "Organizer 1"
	regionBlank bool   // the table has a region column, and the cell of the row says nothing
}

// place is the cell of a person in a column, else the row.
func (rec *record) place(m vocabulary.Meaning) planner.Ref {
	if rec.view != nil && rec.view.Model != nil {
		if c := rec.view.Column(m); c != nil {
			return rec.view.Ref(c.At(rec.row))
		}
	}
	return rec.Where
}

// choice is a preference as written.
type choice struct {
	text  string
	where planner.Ref
}

// peopleReader reads the rows of one sheet as people.
type peopleReader struct {
	r          *reading
	v          *sheetView
	names      *people.Names
	values     []*valueReader
	extra      []askedColumn
	wishes     *sheet.Column
	split      func(string) []string // the list of a cell of wishes
	choiceCols []*sheet.Column
	rolesKnown bool
	roles      []roleColumn // columns of names headed by roles
	wide       bool         // there is no other column of names
	addressed  bool         // the names begin with forms of address, which tell gender
}

// readPeople reads a sheet of people, with the further columns that were asked
// for as dimensions.
func (r *reading) readPeople(v *sheetView) []record {
	p := &peopleReader{r: r, v: v, names: v.who(), wishes: v.Column(vocabulary.Prefs), roles: v.roleColumns()}
	if p.wide = v.isWide(); p.wide {
		p.roles = v.wideColumns()
	}
	p.takeColumns()
	if c := v.Column(vocabulary.Role); c != nil {
		p.rolesKnown = c.Share(isRole) >= 0.5 || len(c.Values) > 0 && len(c.Values) <= 12 && c.Share(isShort) == 1
	}
	p.addressed = p.namesAddressed()
	p.learnWishes()
	out := make([]record, 0, len(v.Body))
	for _, row := range v.Body {
		out = append(out, p.everyone(row)...)
	}
	for _, x := range p.values {
		x.done()
	}
	p.noteContact()
	return out
}

// takeColumns settles what the columns are read as, beside who the people are.
func (p *peopleReader) takeColumns() {
	asking := p.r.asking()
	for _, c := range p.v.Columns {
		dim, ok := c.Match.Meaning.Dimension()
		asked, isAsked := asking.of(c)
		switch {
		case c.Twin != nil:
		case isAsked && asked == targets.Born && !asking.has(planner.Age):
			p.extra = append(p.extra, newAskedColumn(c, asked))
		case c.Match.Meaning == vocabulary.BirthYear && p.v.Has(vocabulary.Age):
		case ok:
			p.values = append(p.values, newValueReader(p.r, p.v, c, dim))
		case c.Match.Meaning == vocabulary.Choice:
			p.choiceCols = append(p.choiceCols, c)
		case isAsked:
			p.extra = append(p.extra, newAskedColumn(c, asked))
		}
	}
	slices.SortStableFunc(p.extra, func(a, b askedColumn) int { return cmp.Compare(a.distance(), b.distance()) })
	slices.SortStableFunc(p.choiceCols, func(a, b *sheet.Column) int { return a.Match.Number - b.Match.Number })
}

// isShort reports whether a text may be the name of a role.
func isShort(s string) bool { return len([]rune(s)) <= 30 }

func isRole(s string) bool {
	for _, part := range splitRoles(s) {
		if _, ok := vocabulary.RoleOf(part); !ok {
			return false
		}
	}
	return true
}

// splitRoles parts a cell such as "Speaker; Moderator" or "speaker and rapporteur".
// What stands behind a colon or a dash is a remark: "Speaker 2: remote".
func splitRoles(s string) []string {
	if _, ok := vocabulary.RoleOf(s); ok {
		return []string{s}
	}
	for _, mark := range []string{": ", "：", " - ", " – "} {
		if head, _, ok := strings.Cut(s, mark); ok && isRole(head) {
			s = head
		}
	}
	s = strings.NewReplacer(" and ", ";", " & ", ";", " et ", ";", " und ", ";", " y ", ";").Replace(s)
	return partsOf(s, ";,/|+、；")
}

// roleNamed is the role a text names: a known one, or one of its own.
func roleNamed(text string) planner.Role {
	if role, ok := vocabulary.RoleOf(text); ok {
		return role
	}
	return planner.Role(vocabulary.Fold(text))
}

// person reads one row. It returns false for a row that says nothing about a
// person, which is reported.
func (p *peopleReader) person(row table.Row) (record, bool) {
	rec := record{view: p.v, row: row, raw: rawText(row)}
	rec.Where, rec.Name, rec.ID = p.names.Place(row), p.names.Name(row), p.names.ID.Given(row)
	rec.givenID = rec.ID != ""
	rec.nameKey = people.Key(rec.Name)
	if text := p.v.Column(vocabulary.Email).Text(row); isEmail(vocabulary.Fold(text)) {
		rec.email, rec.Email = vocabulary.Fold(text), text
	} else if text := p.v.Column(vocabulary.Contact).Text(row); isEmail(vocabulary.Fold(text)) {
		rec.Email = text
	}
	if p.v.votes.isLaterAnswer(&rec) {
		return record{}, false
	}
	p.readValues(&rec)
	if rec.Name == "" && !rec.givenID && rec.email == "" && len(rec.Values) == 0 {
		p.r.found.add(planner.Finding{
			Code: CodeRowFooter, Form: "nothing", Severity: planner.Note, Where: rec.Where,
		})
		return record{}, false
	}
	p.readRoles(&rec)
	p.readSeats(&rec)
	p.readChoices(&rec)
	standing, _ := p.v.standings.of(row)
	rec.Status = planner.Status(standing)
	return rec, true
}

// rawText is all a row says, to find copies of it.
func rawText(row table.Row) string {
	var raw strings.Builder
	for _, c := range row.Cells {
		raw.WriteString(sheet.Text(c))
		raw.WriteByte(0)
	}
	return strings.TrimRight(raw.String(), "\x00")
}

// valuesIn are the values of a row in the dimensions that are known.
func (p *peopleReader) valuesIn(row table.Row) map[planner.Dimension][]string {
	values := make(map[planner.Dimension][]string, len(p.values)+len(p.extra))
	for _, x := range p.values {
		if vs := x.read(row); len(vs) > 0 {
			values[x.dim] = vs
		}
	}
	return values
}

// readValues reads the dimensions of a row.
func (p *peopleReader) readValues(rec *record) {
	rec.Values = p.valuesIn(rec.row)
	p.noteRegion(rec)
	if g := people.AddressGender(rec.Name); p.addressed && g != "" {
		rec.Values[planner.Gender] = []string{g}
	}
	for _, x := range p.extra {
		if text := x.read(rec.row); text != "" && len(rec.Values[x.dim]) == 0 {
			rec.Values[x.dim] = []string{text}
		}
	}
}

func (p *peopleReader) readRoles(rec *record) {
	if !p.rolesKnown {
		return
	}
	for _, part := range splitRoles(p.v.Column(vocabulary.Role).Text(rec.row)) {
		if !vocabulary.IsMissing(part) {
			rec.Roles = withRoles(rec.Roles, roleNamed(part))
		}
	}
}

// readSeats reads where a person sits, may sit, and in how many groups.
func (p *peopleReader) readSeats(rec *record) {
	v, row := p.v, rec.row
	rec.Selected = p.yesNo(vocabulary.Selected, row) == planner.Yes
	rec.Locked = p.yesNo(vocabulary.Locked, row) == planner.Yes
	rec.ChairOK = p.yesNo(vocabulary.ChairOK, row)
	low, hasLow := wholeNumber(p.r.found, v, vocabulary.MinMemberships, row)
	high, hasHigh := wholeNumber(p.r.found, v, vocabulary.MaxMemberships, row)
	switch {
	case hasLow && hasHigh:
		rec.Memberships = planner.Range{Min: low, Max: high}
	case hasHigh:
		rec.Memberships = planner.Range{Min: min(1, high), Max: high}
	case hasLow:
		rec.Memberships = planner.Range{Min: low, Max: max(1, low)}
	}
	rec.SeatedIn = listOf(v.Column(vocabulary.SeatedIn).Text(row))
	rec.KeptOutOf = listOf(v.Column(vocabulary.KeptOutOf).Text(row))
}

// readChoices reads the wishes of a row, those in one cell before those in columns.
func (p *peopleReader) readChoices(rec *record) {
	add := func(c *sheet.Column, parts func(string) []string) {
		if text := c.Text(rec.row); !vocabulary.IsMissing(text) {
			for _, wish := range parts(text) {
				rec.choices = append(rec.choices, choice{wish, p.v.Ref(c.At(rec.row))})
			}
		}
	}
	add(p.wishes, p.split)
	for _, c := range p.choiceCols {
		add(c, func(text string) []string { return []string{text} })
	}
}

// learnWishes finds how the wishes of a cell are parted, where a comma may also be
// part of a name: by the groups and issues that are listed, and by what comes
// again in other cells. Where no groups are listed it says what was wished for.
func (p *peopleReader) learnWishes() {
	if p.wishes == nil {
		return
	}
	cells := make(map[string]int)
	for _, row := range p.v.Body {
		if text := p.wishes.Text(row); !vocabulary.IsMissing(text) {
			cells[text]++
		}
	}
	listed := choiceIDs(p.r)
	names := ballots.LearnNames(cells)
	p.split = func(text string) []string {
		return names.Split(text, func(s string) bool { _, ok := listed[vocabulary.Compact(s)]; return ok })
	}
	if len(listed) > 0 || p.v.kind != sheet.Roster || len(cells) == 0 {
		return
	}
	wishes := make(map[string]int)
	for text, n := range cells {
		for _, wish := range p.split(text) {
			wishes[wish] += n
		}
	}
	p.r.found.add(planner.Finding{
		Code: CodeGroupsOfWishes, Form: "read", Severity: planner.Note, Where: p.v.ColumnRef(p.wishes),
		Seen: p.wishes.Header, Args: facts{
			"n": len(wishes), "column": p.wishes.Named(), "name": p.wishes.Name(),
			"wishes": planner.Tallies{Texts: sortedKeys(wishes), Number: wishes, Shown: mostListed},
		},
	})
	for _, pair := range names.Unclear() {
		p.r.found.add(planner.Finding{
			Code: CodeGroupsOfWishes, Form: "together", Severity: planner.Warning, Where: p.v.ColumnRef(p.wishes),
			Seen: pair[0], Args: facts{"group": clip(pair[0]), "another": clip(pair[1])},
		})
	}
}

// listOf parts a list in a cell at ";" or "|" or ">", else at ",".
func listOf(text string) []string {
	if vocabulary.IsMissing(text) {
		return nil
	}
	seps := ";|>；"
	if !strings.ContainsAny(text, seps) {
		seps = ",、，"
	}
	return partsOf(text, seps)
}

// partsOf are the texts between marks that are not blank.
func partsOf(text, marks string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if part = vocabulary.Clean(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func (p *peopleReader) yesNo(m vocabulary.Meaning, row table.Row) planner.Answer {
	c := p.v.Column(m)
	if c == nil {
		return planner.Unknown
	}
	text := c.Text(row)
	a, ok := vocabulary.YesNo(text)
	if !ok {
		p.r.found.add(planner.Finding{
			Code: CodeValueYesNo, Form: "person", Severity: planner.Warning, Where: p.v.Ref(c.At(row)), Seen: text,
			Args: facts{"text": clip(text)},
		})
	}
	return a
}

// wholeNumber reads a cell that holds a whole number of at least 0, and reports
// anything else that is not blank.
func wholeNumber(found *findings, v *sheetView, m vocabulary.Meaning, row table.Row) (int, bool) {
	c := v.Column(m)
	text := c.Text(row)
	if vocabulary.IsMissing(text) {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(text, ".0"), ",0"))
	if err != nil || n < 0 {
		found.add(planner.Finding{
			Code: CodeValueNumber, Form: "whole", Severity: planner.Error, Where: v.Ref(c.At(row)), Seen: text,
			Args: facts{"text": clip(text), "column": c.Named()},
		})
		return 0, false
	}
	return n, true
}

// noteContact says once what happened to contact columns.
func (p *peopleReader) noteContact() {
	var names []string
	var where planner.Ref
	for _, c := range p.v.Columns {
		if c.Match.Meaning.IsContact() && c.Given > 0 && c.Used == "" {
			names = append(names, cmp.Or(c.Header, c.Letter()))
			if where.IsZero() {
				where = p.v.ColumnRef(c)
			}
		}
	}
	if len(names) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodeColumnContact, Severity: planner.Note, Where: where,
			Args: facts{"columns": planner.Quoted(clipped(names))},
		})
	}
}
