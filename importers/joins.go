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

// Tables are joined by the columns whose values match, whatever their headers say:
// for two tables every pair of columns that may name people is tried, and the pair
// that finds most of one in the other is taken.

// Join says by what the rows of one table were found in another.
type Join struct {
	From    string `json:"from"`
	To      string `json:"to"`
	By      string `json:"by"` // header of the column of To
	Matched int    `json:"matched"`
	Of      int    `json:"of"`
	What    string `json:"what"` // ballots or people
}

// keyColumn is a column that may name people; Column is nil for a name put
// together from its parts.
type keyColumn struct {
	*sheet.Column
	label  string
	isName bool
	texts  []string // by row of the body
	padded bool     // numbers of one width with zeros in front
	whole  bool     // whole numbers only
	counts bool     // that count the rows

	keys    [3][]string       // by form, once asked for
	indexes [3]map[string]int // rows by key, -1 for several
}

// The forms in which texts are compared.
const (
	asText = iota
	asName
	asNumber // without zeros in front
)

// keyTable is a sheet with the columns that may name its people.
type keyTable struct {
	v      *sheetView
	cols   []keyColumn
	groups []string // the stakeholder groups, to see that two rows agree
	names  []string
}

// keysOf collects the columns of a sheet that may name people: IDs, addresses,
// names, and unknown ones in which hardly any value comes twice.
func keysOf(v *sheetView) *keyTable {
	t := &keyTable{v: v}
	votes := map[int]bool{}
	if v.kind.HasVotes() {
		votes = v.voteColumns()
	}
	for _, c := range v.Columns {
		if votes[c.Col] && c.Match.Meaning == vocabulary.Other || !mayName(c) {
			continue
		}
		k, given := keyColumn{Column: c, label: c.Name(), texts: make([]string, len(v.Body))}, false
		for i, row := range v.Body {
			if text := c.Text(row); !isSign(text) && !vocabulary.Nobody.Is(text) {
				k.texts[i], given = text, true
			}
		}
		k.numbers()
		if given && (c.Match.Meaning != vocabulary.Other || k.isKey()) {
			t.cols = append(t.cols, k)
		}
	}
	if v.IsFilled(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
		k := keyColumn{isName: true, Column: v.Column(vocabulary.Name), label: "name"}
		for _, row := range v.Body {
			k.texts = append(k.texts, v.who().name(row))
		}
		if k.Column != nil {
			k.label = k.Name()
		}
		t.names = k.texts
		t.cols = append(t.cols, k)
	}
	if c := v.Column(vocabulary.Stakeholder); c != nil {
		for _, row := range v.Body {
			text := c.Text(row)
			t.groups = append(t.groups, cmp.Or(vocabulary.Value(planner.Stakeholder, text).Value, text))
		}
	}
	return t
}

// mayName reports whether a column may name people.
func mayName(c *sheet.Column) bool {
	switch c.Match.Meaning {
	case vocabulary.ID, vocabulary.Voter, vocabulary.Email, vocabulary.Serial, vocabulary.Order:
		return c.Given > 0
	case vocabulary.Address, vocabulary.Contact:
		return c.Share(vocabulary.IsAddress) > 0
	case vocabulary.Other:
		return c.Given > 1 && c.Stem == "" && c.Used == ""
	}
	return false
}

// longestKey is the longest text, in bytes, of a column of unknown keys.
const longestKey = 60

// isKey reports whether hardly any value comes twice and none is a sentence.
func (k *keyColumn) isKey() bool {
	seen, n := make(map[string]bool), 0
	for _, text := range k.texts {
		if len(text) > longestKey {
			return false
		}
		if text != "" {
			n++
			seen[vocabulary.Fold(text)] = true
		}
	}
	return n > 1 && 10*len(seen) >= 9*n && 2*n >= len(k.texts)
}

// numbers sees whether a column holds whole numbers, how they are written, and
// whether they count the rows.
func (k *keyColumn) numbers() {
	width, zeros := -1, false
	seen := make(map[int]bool)
	low, high := 0, 0
	for _, text := range k.texts {
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || text[0] == '+' {
			return
		}
		if width == -1 {
			width, low, high = len(text), n, n
		} else if width != len(text) {
			width = 0
		}
		zeros = zeros || len(text) > 1 && text[0] == '0'
		low, high = min(low, n), max(high, n)
		seen[n] = true
	}
	k.whole = len(seen) > 0
	k.padded = zeros && width > 0
	k.counts = k.whole && low <= 1 && high-low+1 == len(seen)
}

// isGeneric reports a header that says no more than that the rows are numbered.
func (k *keyColumn) isGeneric() bool {
	return k.How != sheet.ByMap && (k.Match.Meaning != vocabulary.ID && k.Match.Meaning != vocabulary.Voter ||
		k.Header == "" || vocabulary.AnswerNumberColumn.Is(k.Header))
}

// numbersAnswers reports a header that says that the numbers are of answers; an ID
// may be anybody's.
func (k *keyColumn) numbersAnswers() bool {
	return vocabulary.AnswerNumberColumn.Is(k.Header) && k.Match.Meaning != vocabulary.ID
}

func (k *keyColumn) isUnknown() bool { return k.Column != nil && k.Match.Meaning == vocabulary.Other }

// identifies reports whether a column says who somebody is rather than anything else
// that hardly comes twice: an unknown one must hold codes or numbers of rows.
func (k *keyColumn) identifies() bool {
	if k.isName || k.Match.Meaning != vocabulary.Other {
		return k.Column == nil || k.Match.Meaning != vocabulary.Order
	}
	coded := !slices.ContainsFunc(k.texts, func(s string) bool {
		return s != "" && !strings.ContainsAny(s, "0123456789")
	})
	return coded && (!k.whole || k.counts || k.padded)
}

// form is how the texts of two columns are compared. Zeros in front of numbers do
// not count where all numbers of a column have one width with them.
func (k *keyColumn) form(with *keyColumn) int {
	switch {
	case k.isName || with.isName:
		return asName
	case k.padded || with.padded:
		return asNumber
	}
	return asText
}

func keyIn(form int, text string) string {
	switch {
	case text == "":
		return ""
	case form == asName:
		return nameKey(text)
	case form == asNumber && isNumber(text):
		return cmp.Or(strings.TrimLeft(text, "0"), "0")
	}
	return vocabulary.Fold(text)
}

// keysIn are the texts of the rows in a form.
func (k *keyColumn) keysIn(form int) []string {
	if k.keys[form] == nil {
		k.keys[form] = make([]string, len(k.texts))
		for i, text := range k.texts {
			k.keys[form][i] = keyIn(form, text)
		}
	}
	return k.keys[form]
}

// index finds the rows by their keys.
func (k *keyColumn) index(form int) map[string]int {
	if k.indexes[form] == nil {
		k.indexes[form] = make(map[string]int, len(k.texts))
		for i, key := range k.keysIn(form) {
			if _, ok := k.indexes[form][key]; ok {
				i = -1
			}
			if key != "" {
				k.indexes[form][key] = i
			}
		}
	}
	return k.indexes[form]
}

// keyPair is a column of one table found in a column of another.
type keyPair struct {
	from, to *keyTable
	a, b     *keyColumn
	form     int
	matched  int // rows of from that are found
}

// row is the row of to where a row of from is found.
func (p *keyPair) row(i int) (int, bool) { return p.find(p.a.keysIn(p.form)[i]) }

func (p *keyPair) find(key string) (int, bool) {
	j, ok := p.b.index(p.form)[key]
	return j, ok && j >= 0
}

// rank orders pairs that match alike: what was said, then IDs, addresses, names.
func (p *keyPair) rank() int {
	if p.b.Column != nil && p.b.How == sheet.ByMap || p.a.Column != nil && p.a.How == sheet.ByMap {
		return 0
	}
	order := []vocabulary.Meaning{vocabulary.ID, vocabulary.Email, vocabulary.Name, vocabulary.Voter, vocabulary.Serial}
	if p.b.isName {
		return 1 + slices.Index(order, vocabulary.Name)
	}
	if i := slices.Index(order, p.b.Match.Meaning); i >= 0 {
		return 1 + i
	}
	return len(order) + 1
}

// bestPair is the pair of columns by which most rows of one table are found in the
// other; nil where there is none.
func bestPair(from, to *keyTable) *keyPair {
	var best *keyPair
	for i := range from.cols {
		for j := range to.cols {
			p := &keyPair{from: from, to: to, a: &from.cols[i], b: &to.cols[j]}
			if p.match(); p.matched == 0 || !p.agrees() {
				continue
			}
			if best == nil || p.matched > best.matched || p.matched == best.matched && p.rank() < best.rank() {
				best = p
			}
		}
	}
	return best
}

// match counts the rows found. One value alone may be chance where there are more.
func (p *keyPair) match() {
	p.form = p.a.form(p.b)
	hits := make(map[int]bool)
	for i := range p.a.texts {
		if j, ok := p.row(i); ok {
			p.matched++
			hits[j] = true
		}
	}
	if (p.a.isUnknown() || p.b.isUnknown()) && (len(hits) < 2 || 2*p.matched < len(p.a.texts) && 2*p.matched < len(p.b.texts)) {
		p.matched = 0
	}
}

// shareAgree is the part of the rows that must agree in something else before
// numbers that only count the rows join two tables.
const shareAgree = 0.8

// agrees reports whether nothing speaks against a pair: names that differ do, and
// numbers that count rows need names or groups that agree, or to be the same on
// both sides for everybody.
func (p *keyPair) agrees() bool {
	if p.a.isName || p.b.isName || p.rank() == 0 {
		return true
	}
	needs := p.a.whole && p.b.whole && (p.a.counts || p.b.counts) && (p.a.isGeneric() || p.b.isGeneric())
	if same, n := p.alike(p.from.names, p.to.names); n > 0 {
		return float64(same) >= shareAgree*float64(n)
	}
	if same, n := p.alike(p.from.groups, p.to.groups); needs && n > 0 {
		return float64(same) >= shareAgree*float64(n)
	}
	return !needs || p.everybody()
}

// alike counts the rows found whose texts are given on both sides, and those of
// them that are the same.
func (p *keyPair) alike(from, to []string) (same, n int) {
	if len(from) == 0 || len(to) == 0 {
		return 0, 0
	}
	for i := range from {
		j, ok := p.row(i)
		if !ok || from[i] == "" || to[j] == "" {
			continue
		}
		n++
		if nameKey(from[i]) == nameKey(to[j]) {
			same++
		}
	}
	return same, n
}

// everybody reports whether both columns hold the same numbers, each for one row.
func (p *keyPair) everybody() bool {
	seen := make(map[int]bool)
	for i := range p.a.texts {
		j, ok := p.row(i)
		if !ok {
			return false
		}
		seen[j] = true
	}
	return len(seen) == len(p.b.texts)
}

// promote makes the column found the ID of the people of its table.
func (p *keyPair) promote(v *sheetView, c *sheet.Column) {
	if c == nil || p.b.isName || p.a.isName || c.Match.Meaning.IsContact() || c.Is(vocabulary.ID) {
		return
	}
	if old := v.Column(vocabulary.ID); old != nil {
		old.Twin = c
	}
	c.Match, c.How, c.Twin = vocabulary.Match{Meaning: vocabulary.ID, Confidence: 1}, sheet.ByValues, nil
	v.names = nil
}

// tableName is what a table is called in an account of joins.
func (v *sheetView) tableName() string {
	if v.Name == "" {
		return v.file.name
	}
	return v.file.name + " " + v.Name
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
		seen[idKey(a.Text(row))] = true
	}
	return slices.ContainsFunc(other.Body, func(row table.Row) bool {
		return !isSign(b.Text(row)) && seen[idKey(b.Text(row))]
	})
}
