package people

import (
	"cmp"
	"math"
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

// Column is a column that may name people; its sheet column is nil for a name put
// together from its parts.
type Column struct {
	*sheet.Column
	Label  string
	IsName bool

	keys   []string       // by row of the body
	at     map[string]int // rows by key, -1 for several
	given  int            // rows with a key
	long   bool           // some text is too long for a key
	coded  bool           // every text holds a digit
	zeros  bool           // some number has zeros in front
	whole  bool           // whole numbers only
	counts bool           // that count the rows
}

// Table is a sheet with the columns that may name its people.
type Table struct {
	Columns []*Column
	body    []table.Row
	names   []string // keys of the names
	groups  []string // the stakeholder groups, to see that two rows agree
}

// NewTable collects the columns of a sheet that may name people: IDs, addresses,
// names, and unknown ones in which hardly any value comes twice. Columns of votes do
// not.
func NewTable(m *sheet.Model, names *Names, votes map[int]bool) *Table {
	t := &Table{body: m.Body}
	for _, c := range m.Columns {
		unknown := c.Match.Meaning == vocabulary.Other
		if unknown && votes[c.Col] || !mayName(c) {
			continue
		}
		k := &Column{Column: c, Label: c.Name()}
		if k.read(m.Body, c.Text); k.given > 0 && (!unknown || k.isKey()) {
			t.Columns = append(t.Columns, k)
		}
	}
	if m.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
		k := &Column{Column: m.Column(vocabulary.Name), Label: "name", IsName: true}
		if k.Column != nil {
			k.Label = k.Name()
		}
		if k.read(m.Body, names.Name); k.given > 0 {
			t.names, t.Columns = k.keys, append(t.Columns, k)
		}
	}
	if c := m.Column(vocabulary.Stakeholder); c != nil {
		for _, row := range m.Body {
			text := c.Text(row)
			t.groups = append(t.groups, Key(cmp.Or(vocabulary.Value(planner.Stakeholder, text).Value, text)))
		}
	}
	return t
}

// mayName reports whether a column may name people.
func mayName(c *sheet.Column) bool {
	switch c.Match.Meaning {
	case vocabulary.ID, vocabulary.Voter, vocabulary.Email, vocabulary.Serial, vocabulary.Order:
		return true
	case vocabulary.Address, vocabulary.Contact:
		return c.Share(vocabulary.IsAddress) > 0
	}
	return c.Match.Meaning == vocabulary.Other && c.Given > 1 && c.Stem == "" && c.Used == ""
}

// longestKey is the longest text, in bytes, of a column of unknown keys.
const longestKey = 60

// read takes the keys of the rows, and sees what they are.
func (k *Column) read(body []table.Row, text func(table.Row) string) {
	k.keys, k.at, k.coded = make([]string, len(body)), make(map[string]int), true
	for i, row := range body {
		s := text(row)
		if vocabulary.IsBlank(s) || vocabulary.Nobody.Is(s) {
			continue
		}
		key := Key(s)
		k.keys[i] = key
		k.given++
		k.long = k.long || len(s) > longestKey
		k.zeros = k.zeros || number(s) != "" && len(s) > 1 && s[0] == '0'
		k.coded = k.coded && strings.ContainsAny(s, "0123456789")
		if _, again := k.at[key]; again {
			i = -1
		}
		k.at[key] = i
	}
	k.count()
}

// count sees whether the keys are whole numbers, and whether they count the rows.
func (k *Column) count() {
	low, high := math.MaxInt, -1
	for key := range k.at {
		n, err := strconv.Atoi(key)
		if err != nil || n < 0 || key[0] == '+' {
			return
		}
		low, high = min(low, n), max(high, n)
	}
	k.whole = high >= 0
	k.counts = k.whole && low <= 1 && high-low+1 == len(k.at)
}

// isKey reports whether hardly any value comes twice and none is a sentence.
func (k *Column) isKey() bool {
	return !k.long && k.given > 1 && 10*len(k.at) >= 9*k.given && 2*k.given >= len(k.keys)
}

// IsGeneric reports a header that says no more than that the rows are numbered.
func (k *Column) IsGeneric() bool {
	return k.How != sheet.ByMap && (k.Match.Meaning != vocabulary.ID && k.Match.Meaning != vocabulary.Voter ||
		k.Header == "" || vocabulary.AnswerNumberColumn.Is(k.Header))
}

// CountsRows reports a column that only numbers the rows, as far as it says.
func (k *Column) CountsRows() bool { return !k.IsName && k.counts && k.IsGeneric() }

// NumbersAnswers reports numbers of answers; an ID may be anybody's.
func (k *Column) NumbersAnswers() bool {
	return !k.IsName && k.whole && k.IsGeneric() && vocabulary.AnswerNumberColumn.Is(k.Header) && !k.Is(vocabulary.ID)
}

// IsNumbers reports whole numbers under a header that says no more.
func (k *Column) IsNumbers() bool { return !k.IsName && k.whole && k.IsGeneric() }

// Identifies reports whether a column says who somebody is rather than anything else
// that hardly comes twice: an unknown one must hold codes or numbers of rows.
func (k *Column) Identifies() bool {
	if k.IsName || k.Match.Meaning != vocabulary.Other {
		return k.IsName || k.Match.Meaning != vocabulary.Order
	}
	return k.coded && (!k.whole || k.counts || k.zeros)
}

func (k *Column) isUnknown() bool { return !k.IsName && k.Match.Meaning == vocabulary.Other }

func (k *Column) isSaid() bool { return k.Column != nil && k.How == sheet.ByMap }

// Pair is a column of one table found in a column of another.
type Pair struct {
	From, To *Column
	Matched  int // rows of from that are found
	from, to *Table
}

// find is the place of the row of to where a key is found that only one has.
func (p *Pair) find(key string) (int, bool) {
	i, ok := p.To.at[key]
	return i, ok && i >= 0 && key != ""
}

// Of is the row of to where a row of from is found, by its number; one that is not
// held is found by the text that names its voter.
func (p *Pair) Of(number int, text string) (table.Row, bool) {
	key := Key(text)
	at, held := slices.BinarySearchFunc(p.from.body, number, func(r table.Row, n int) int { return r.Number - n })
	if held {
		key = p.From.keys[at]
	}
	if i, ok := p.find(key); ok {
		return p.to.body[i], true
	}
	return table.Row{}, false
}

// order is that of meanings by which pairs that match alike are taken.
var order = []vocabulary.Meaning{
	vocabulary.ID, vocabulary.Email, vocabulary.Name, vocabulary.Voter, vocabulary.Serial,
}

// rank orders pairs that match alike: what was said, then IDs, addresses, names.
func (p *Pair) rank() int {
	switch {
	case p.From.isSaid() || p.To.isSaid():
		return 0
	case p.To.IsName:
		return 1 + slices.Index(order, vocabulary.Name)
	}
	if i := slices.Index(order, p.To.Match.Meaning); i >= 0 {
		return 1 + i
	}
	return len(order) + 1
}

// Best is the pair of columns by which most rows of one table are found in the
// other, and nothing speaks against it; nil where there is none.
func Best(from, to *Table) *Pair {
	var best *Pair
	for _, a := range from.Columns {
		for _, b := range to.Columns {
			p := &Pair{From: a, To: b, from: from, to: to}
			if p.match(); p.Matched == 0 || !p.agrees() {
				continue
			}
			if best == nil || p.Matched > best.Matched || p.Matched == best.Matched && p.rank() < best.rank() {
				best = p
			}
		}
	}
	return best
}

// match counts the rows found. One value alone may be chance where there are more.
func (p *Pair) match() {
	hits := make(map[int]bool)
	for _, key := range p.From.keys {
		if i, ok := p.find(key); ok {
			p.Matched++
			hits[i] = true
		}
	}
	few := 2*p.Matched < len(p.from.body) && 2*p.Matched < len(p.to.body)
	if (p.From.isUnknown() || p.To.isUnknown()) && (len(hits) < 2 || few) {
		p.Matched = 0
	}
}

// shareAgree is the part of the rows that must agree in something else before
// numbers that only count the rows join two tables.
const shareAgree = 0.8

// agrees reports whether nothing speaks against a pair: names that differ do, and
// numbers that count rows need names or groups that agree, or to be the same on
// both sides for everybody.
func (p *Pair) agrees() bool {
	if p.From.IsName || p.To.IsName || p.rank() == 0 {
		return true
	}
	needs := p.From.whole && p.To.whole && (p.From.counts || p.To.counts) && (p.From.IsGeneric() || p.To.IsGeneric())
	if same, n := p.alike(p.from.names, p.to.names); n > 0 {
		return float64(same) >= shareAgree*float64(n)
	}
	if same, n := p.alike(p.from.groups, p.to.groups); needs && n > 0 {
		return float64(same) >= shareAgree*float64(n)
	}
	return !needs || p.Matched == len(p.from.body) && len(p.From.at) == len(p.to.body)
}

// alike counts the rows found whose keys are given on both sides, and those of
// them that are the same.
func (p *Pair) alike(from, to []string) (same, n int) {
	if len(from) == 0 || len(to) == 0 {
		return 0, 0
	}
	for i, key := range p.From.keys {
		j, ok := p.find(key)
		if !ok || from[i] == "" || to[j] == "" {
			continue
		}
		if n++; from[i] == to[j] {
			same++
		}
	}
	return same, n
}

// Contradicts are the rows of from whose other columns name somebody else than the
// pair does, and the first of these columns: an ID that differs, or an address or
// name that is another person's.
func (p *Pair) Contradicts() (rows []table.Row, by *Column) {
	for i, key := range p.From.keys {
		j, ok := p.find(key)
		if !ok {
			continue
		}
		if a := p.other(i, j); a != nil {
			rows, by = append(rows, p.from.body[i]), cmp.Or(by, a)
		}
	}
	return rows, by
}

// other is a column by which row i of from is not row j of to.
func (p *Pair) other(i, j int) *Column {
	for _, a := range p.from.Columns {
		for _, b := range p.to.Columns {
			if a == p.From || b == p.To || !a.isLike(b) || a.keys[i] == "" || b.keys[j] == "" ||
				a.keys[i] == b.keys[j] {
				continue
			}
			if _, elsewhere := b.at[a.keys[i]]; elsewhere || !a.IsName && a.Is(vocabulary.ID) {
				return a
			}
		}
	}
	return nil
}

// isLike reports whether two columns say who somebody is in the same way: both by
// names, or both by one meaning, and not by the numbers of rows.
func (k *Column) isLike(b *Column) bool {
	if k.IsName || b.IsName {
		return k.IsName && b.IsName
	}
	return k.Match.Meaning == b.Match.Meaning && !k.isUnknown() && !k.counts && !b.counts
}
