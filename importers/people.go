package importers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// record is one row about a person, before rows are joined.
type record struct {
	planner.Participant
	view    *sheetView
	row     table.Row
	givenID bool
	email   string // folded; joins files and goes no further
	nameKey string // folded name, word order aside
	raw     string // all cells, to find exact copies
	choices []choice
	extra   []planner.Ref // further rows of the person
	noName  bool          // listed by group only, as in a proposal
	seat    string        // what an unnamed seat is called: "Organizer 1"

	regionCell  planner.Ref // where the region stands, if the table has a column for it
	regionBlank bool        // that cell says nothing
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
	values     []*valueReader
	extra      []*sheet.Column // further dimensions, under their own header
	choiceCols []*sheet.Column
	rolesKnown bool
	addressed  bool // the names begin with forms of address, which tell gender
}

// readPeople reads a sheet of people, with the further columns that were asked
// for as dimensions.
func (r *reading) readPeople(v *sheetView, wanted []string) []record {
	p := &peopleReader{r: r, v: v}
	for _, c := range v.Columns {
		dim, ok := c.Match.Meaning.Dimension()
		switch {
		case c.Twin != nil, c.Match.Meaning == vocabulary.BirthYear && v.Has(vocabulary.Age):
		case ok:
			p.values = append(p.values, r.valueReader(v, c, dim))
			r.noteBirthYears(v, c)
		case c.Match.Meaning == vocabulary.Choice:
			p.choiceCols = append(p.choiceCols, c)
		case isWanted(c, wanted):
			p.extra = append(p.extra, c)
		}
	}
	slices.SortStableFunc(p.choiceCols, func(a, b *sheet.Column) int { return a.Match.Number - b.Match.Number })
	if c := v.Column(vocabulary.Role); c != nil {
		p.rolesKnown = c.Share(isRole) >= 0.5 || len(c.Values) > 0 && len(c.Values) <= 12 && c.Share(isShort) == 1
	}
	p.addressed = p.namesAddressed()
	out := make([]record, 0, len(v.Body))
	for _, row := range v.Body {
		if rec, ok := p.person(row); ok {
			out = append(out, rec)
		}
	}
	for _, x := range p.values {
		x.done()
	}
	p.noteContact()
	return out
}

// namesAddressed reports whether there is no gender column but nearly all names
// begin with a form of address such as "Mme" or "Mr.", and says so.
func (p *peopleReader) namesAddressed() bool {
	c := p.v.Column(vocabulary.Name)
	if c == nil || p.v.Has(vocabulary.Gender) || len(c.Sample) < 3 ||
		c.Share(func(s string) bool { return addressGender(s) != "" }) < shareAddressed {
		return false
	}
	p.r.found.add(planner.Finding{
		Code: CodeColumnByContent, Severity: planner.Note, Where: p.v.ColumnRef(c), Seen: c.Sample[0],
		Text: sentence("gender was taken from the forms of address in " + c.Label() + ", such as " +
			listed(c.Sample[:1], "and")),
		Fix: "Add a column Gender if that is not wanted.",
	})
	return true
}

// shareAddressed is the part of the names that must begin with a form of address.
const shareAddressed = 0.9

// addressGender is the gender told by the form of address a name begins with,
// or "". A single letter needs a full stop: "M. Dupont", but not "M Dupont".
func addressGender(name string) string {
	word, rest, ok := strings.Cut(name, " ")
	if !ok || rest == "" || !isAddress(word) {
		return ""
	}
	return vocabulary.Value(planner.Gender, word).Value
}

// isWanted reports whether a column was asked for as a dimension.
func isWanted(c *sheet.Column, wanted []string) bool {
	return c.Header != "" && !c.Match.Meaning.IsContact() && slices.ContainsFunc(wanted, func(w string) bool {
		return vocabulary.Compact(w) == vocabulary.Compact(c.Header)
	})
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
func splitRoles(s string) []string {
	if _, ok := vocabulary.RoleOf(s); ok {
		return []string{s}
	}
	s = strings.ReplaceAll(s, " and ", ";")
	s = strings.ReplaceAll(s, " & ", ";")
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";,/|+、", r) }) {
		if part = vocabulary.Clean(part); part != "" {
			out = append(out, part)
		}
	}
	return out
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
	v := p.v
	rec := record{view: v, row: row}
	rec.Where = planner.Ref{
		File: v.file.name, Sheet: v.Name,
		Cell: v.Ref(table.Cell{Row: row.Number, Col: sheet.FirstFilled(row)}).Cell,
	}
	rec.Name = p.name(row)
	id := v.Column(vocabulary.ID).Text(row)
	if v.kind.HasVotes() && !v.HasAny(vocabulary.ID, vocabulary.Name) {
		id = v.Column(vocabulary.Voter).Text(row)
	}
	if !vocabulary.IsMissing(id) {
		rec.ID, rec.givenID = id, true
	}
	if c := v.Column(vocabulary.Email); c != nil {
		if e := vocabulary.Fold(c.Text(row)); isEmail(e) {
			rec.email = e
		}
	}
	rec.Values = make(map[planner.Dimension][]string, len(p.values)+len(p.extra))
	for _, x := range p.values {
		if vs := x.read(row); len(vs) > 0 {
			rec.Values[x.dim] = vs
		}
	}
	p.noteRegion(&rec, row)
	if g := addressGender(rec.Name); p.addressed && g != "" {
		rec.Values[planner.Gender] = []string{g}
	}
	for _, c := range p.extra {
		if text := c.Text(row); !vocabulary.IsMissing(text) {
			rec.Values[planner.Dimension(c.Header)] = []string{text}
		}
	}
	if rec.Name == "" && !rec.givenID && rec.email == "" && len(rec.Values) == 0 {
		p.r.found.add(planner.Finding{
			Code: CodeRowFooter, Severity: planner.Note, Where: rec.Where,
			Text: "Rows without a name or any value that is understood were left out.",
		})
		return record{}, false
	}
	p.details(&rec, row)
	rec.nameKey = nameKey(rec.Name)
	var raw strings.Builder
	for _, c := range row.Cells {
		raw.WriteString(sheet.Text(c))
		raw.WriteByte(0)
	}
	rec.raw = strings.TrimRight(raw.String(), "\x00")
	return rec, true
}

// name joins the columns of a name in the order they are spoken: title, first
// name, affix, last name. A column for the whole name is used as it is, unless
// it turns out to be the other half of a first or last name.
func (p *peopleReader) name(row table.Row) string {
	v := p.v
	get := func(m vocabulary.Meaning) string {
		if t := v.Column(m).Text(row); !vocabulary.IsMissing(t) {
			return t
		}
		return ""
	}
	full, first, last := get(vocabulary.Name), get(vocabulary.FirstName), get(vocabulary.LastName)
	switch {
	case full != "" && first != "" && !containsFold(full, first):
		last, full = full, "" // "Nom" beside "Prénom"
	case full != "" && last != "" && !containsFold(full, last):
		first, full = full, "" // "Nombre" beside "Apellidos"
	}
	if full != "" {
		return full
	}
	var parts []string
	title := get(vocabulary.HonorificTitle)
	if !isHonorific(title) {
		title = "" // a job title
	}
	for _, part := range []string{title, first, get(vocabulary.NameAffix), last} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if first == "" && last == "" {
		return ""
	}
	return strings.Join(parts, " ")
}

// isHonorific reports whether a title is one that stands before a name.
func isHonorific(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return isAddress(word) || vocabulary.NameTitle.Is(strings.Trim(word, ".:"))
}

// isAddress reports whether a word is a form of address, with or without a full
// stop.
func isAddress(s string) bool {
	bare := strings.TrimRight(s, ".:")
	return vocabulary.FormOfAddress.Is(s) || vocabulary.FormOfAddress.Is(bare) || vocabulary.TitleOrName.Is(bare)
}

func containsFold(s, part string) bool {
	return strings.Contains(vocabulary.Fold(s), vocabulary.Fold(part))
}

// nameKey compares names whatever their accents, punctuation and word order.
func nameKey(name string) string {
	words := strings.FieldsFunc(vocabulary.Fold(name), func(r rune) bool {
		return strings.ContainsRune(" ,.;-'\"()", r)
	})
	slices.Sort(words)
	return strings.Join(words, " ")
}

// details reads everything but name and dimensions.
func (p *peopleReader) details(rec *record, row table.Row) {
	v := p.v
	if c := v.Column(vocabulary.Role); c != nil && p.rolesKnown {
		for _, part := range splitRoles(c.Text(row)) {
			if role := roleNamed(part); !vocabulary.IsMissing(part) && !slices.Contains(rec.Roles, role) {
				rec.Roles = append(rec.Roles, role)
			}
		}
	}
	rec.Selected = p.yesNo(vocabulary.Selected, row) == planner.Yes
	rec.Locked = p.yesNo(vocabulary.Locked, row) == planner.Yes
	rec.ChairOK = p.yesNo(vocabulary.ChairOK, row)
	low, hasLow := p.r.wholeNumber(v, v.Column(vocabulary.MinMemberships), row)
	high, hasHigh := p.r.wholeNumber(v, v.Column(vocabulary.MaxMemberships), row)
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
	if c := v.Column(vocabulary.Prefs); c != nil {
		for _, text := range listOf(c.Text(row)) {
			rec.choices = append(rec.choices, choice{text, v.Ref(c.At(row))})
		}
	}
	for _, c := range p.choiceCols {
		if text := c.Text(row); !vocabulary.IsMissing(text) {
			rec.choices = append(rec.choices, choice{text, v.Ref(c.At(row))})
		}
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
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(seps, r) }) {
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
			Code: CodeValueYesNo, Severity: planner.Warning, Where: p.v.Ref(c.At(row)), Seen: text,
			Text: quote(text) + " is neither yes nor no; it counts as not said.", Fix: "Write yes or no, or 1 or 0.",
		})
	}
	return a
}

// wholeNumber reads a cell that holds a whole number of at least 0, and reports
// anything else that is not blank.
func (r *reading) wholeNumber(v *sheetView, c *sheet.Column, row table.Row) (int, bool) {
	if c == nil {
		return 0, false
	}
	text := c.Text(row)
	if vocabulary.IsMissing(text) {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(text, ".0"), ",0"))
	if err != nil || n < 0 {
		r.found.add(planner.Finding{
			Code: CodeValueNumber, Severity: planner.Error, Where: v.Ref(c.At(row)), Seen: text,
			Text: quote(text) + " is not a whole number; " + c.Label() + " needs one.",
			Fix:  "Write a number such as 3, or leave the cell blank.",
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
		if c.Match.Meaning.IsContact() && c.Given > 0 {
			names = append(names, cmp.Or(c.Header, table.ColumnName(c.Col)))
			if where.IsZero() {
				where = p.v.ColumnRef(c)
			}
		}
	}
	if len(names) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodeColumnContact, Severity: planner.Note, Where: where,
			Text: "Contact columns stay out of every result: " + listed(names, "and") + ".",
		})
	}
}
