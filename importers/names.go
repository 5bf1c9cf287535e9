package importers

import (
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// nameReader reads who a row is about from the columns of names and ids.
type nameReader struct {
	of                           *sheet.Model
	id, full, first, last, affix nameColumn
	title                        *sheet.Column
}

// nameColumn is a column that identifies people, with how often each word stands
// in it that elsewhere says that nothing is known. People may be called Null or
// None, and an id may be NA: such a word is missing only where it comes again.
type nameColumn struct {
	*sheet.Column
	again map[string]int
}

// who is the reader of the names on a sheet.
func (v *sheetView) who() *nameReader {
	if v.names == nil || v.names.of != v.Model {
		v.names = newNameReader(v)
	}
	return v.names
}

func newNameReader(v *sheetView) *nameReader {
	column := func(m vocabulary.Meaning) nameColumn {
		n := nameColumn{v.Column(m), make(map[string]int)}
		for _, row := range v.Body {
			if text := n.Text(row); text != "" && vocabulary.IsMissing(text) {
				n.again[text]++
			}
		}
		return n
	}
	n := &nameReader{
		of: v.Model, id: column(vocabulary.ID), full: column(vocabulary.Name), first: column(vocabulary.FirstName),
		last: column(vocabulary.LastName), affix: column(vocabulary.NameAffix),
		title: v.Column(vocabulary.HonorificTitle),
	}
	if v.kind.HasVotes() && n.id.Column == nil && n.full.Column == nil {
		n.id = column(vocabulary.Voter)
	}
	return n
}

// given is the text of a cell, "" where it says that nothing is known.
func (n *nameColumn) given(row table.Row) string {
	text := n.Text(row)
	if text == "" || n.again[text] == 0 || n.again[text] == 1 && !strings.ContainsFunc(text, isNoLetter) {
		return text
	}
	return ""
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

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
		Code: CodePersonUnnamed, Severity: planner.Note, Where: v.ColumnRef(v.Column(vocabulary.ID)),
		Text: "The people have ids and no names; they are called by their ids.",
	}
	var unread []string
	for _, c := range v.Columns {
		if _, asked := asking.of(c); c.Match.Meaning == vocabulary.Other && c.Header != "" && !asked {
			unread = append(unread, c.Header)
		}
	}
	if len(unread) > 0 {
		f.Severity = planner.Warning
		f.Text += " " + sentence(plural(len(unread), "the column ", "the columns ")+listed(unread, "and")+
			plural(len(unread), " was", " were")+" not used")
		f.Fix = "If it says something of the people, say --dimension '" + unread[0] + "'."
	}
	return f
}

// name joins the columns of a name in the order they are spoken: title, first
// name, affix, last name. A column for the whole name is used as it is, unless
// it turns out to be the other half of a first or last name.
func (n *nameReader) name(row table.Row) string {
	full, first, last := n.full.given(row), n.first.given(row), n.last.given(row)
	switch {
	case full != "" && first != "" && !containsFold(full, first):
		last, full = full, "" // "Nom" beside "Prénom"
	case full != "" && last != "" && !containsFold(full, last):
		first, full = full, "" // "Nombre" beside "Apellidos"
	}
	switch {
	case full != "":
		return full
	case first == "" && last == "":
		return ""
	case isUnspaced(first) && isUnspaced(last):
		return last + first // 王小明
	}
	title := n.title.Text(row)
	if !isHonorific(title) {
		title = "" // a job title
	}
	parts := []string{title, first, n.affix.given(row), last}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// place is the cell that says who a row is about, else the first that is filled.
func (n *nameReader) place(v *sheetView, row table.Row) planner.Ref {
	for _, c := range []*nameColumn{&n.full, &n.first, &n.last, &n.id} {
		if c.given(row) != "" {
			return v.Ref(c.At(row))
		}
	}
	return v.RowRef(row)
}

func containsFold(s, part string) bool {
	return strings.Contains(vocabulary.Fold(s), vocabulary.Fold(part))
}

// isUnspaced reports a name in a script that puts the family name first, without
// a space: Han, Hangul and kana.
func isUnspaced(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) && r != 'ー'
	})
}

// nameKey compares names whatever their accents, punctuation and word order, and
// without titles: "Dr. Ana Lima" and "LIMA, Ana" are one.
func nameKey(name string) string {
	if bare := strings.ReplaceAll(name, " ", ""); isUnspaced(bare) {
		return vocabulary.Fold(bare)
	}
	words := withoutTitles(strings.Fields(strings.ReplaceAll(vocabulary.Fold(name), ",", " ")))
	words = strings.FieldsFunc(strings.Join(words, " "), func(r rune) bool {
		return strings.ContainsRune(" ,.;-'\"()", r)
	})
	slices.Sort(words)
	return strings.Join(words, " ")
}

// withoutTitles leaves out titles and forms of address, as long as two other words
// remain: Dame Ndiaye is called so. One with a full stop is always a title.
func withoutTitles(words []string) []string {
	var kept []string
	for i, word := range words {
		stop := strings.HasSuffix(word, ".")
		if isHonorific(word) && (stop && len(words) > 1 || len(kept)+len(words)-i-1 >= 2) &&
			(stop || !vocabulary.TitleOrName.Is(word)) {
			continue
		}
		kept = append(kept, word)
	}
	return kept
}

// isHonorific reports whether a title is one that stands before a name.
func isHonorific(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return isAddress(word) || vocabulary.NameTitle.Is(strings.Trim(word, ".:")) || vocabulary.BehindName.Is(word)
}

// isAddress reports whether a word is a form of address, with or without a full
// stop.
func isAddress(s string) bool {
	bare := strings.TrimRight(s, ".:")
	return vocabulary.FormOfAddress.Is(s) || vocabulary.FormOfAddress.Is(bare) || vocabulary.TitleOrName.Is(bare)
}

// addressGender is the gender told by the form of address a name begins with,
// or "". A single letter needs a full stop: "M. Dupont", but not "M Dupont".
func addressGender(name string) string {
	word, rest, ok := strings.Cut(name, " ")
	if !ok || rest == "" || !isAddress(word) {
		return ""
	}
	return vocabulary.Value(planner.Gender, word).Value
}

// shareAddressed is the part of the names that must begin with a form of address.
const shareAddressed = 0.9

// namesAddressed reports whether there is no gender column but nearly all names
// begin with a form of address such as "Mme" or "Mr.", and says so.
func (p *peopleReader) namesAddressed() bool {
	v := p.v
	c := v.Column(vocabulary.Name)
	if c == nil || v.Has(vocabulary.Gender) || len(c.Sample) < 3 ||
		c.Share(func(s string) bool { return addressGender(s) != "" }) < shareAddressed {
		return false
	}
	p.r.found.add(planner.Finding{
		Code: CodeColumnByContent, Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Sample[0],
		Text: sentence("gender was taken from the forms of address in " + c.Label() + ", such as " +
			listed(c.Sample[:1], "and")),
		Fix: "Add a column Gender if that is not wanted.",
	})
	return true
}
