// Package people tells who is who. It reads the name of a row from the columns of
// names ([Names]), sees by one [Key] whether two texts name the same person, parts
// a cell that names several ([Several]), knows what stands in the place of a name
// ([PlaceholderOf]), and finds the people of one table in another by the columns
// whose values match ([Best]).
package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Names reads who a row is about from the columns of names and ids.
type Names struct {
	model *sheet.Model
	title *sheet.Column
	ID    *NameColumn
	full  *NameColumn
	first *NameColumn
	affix *NameColumn
	last  []*NameColumn // one or two family names
}

// NameColumn is a column that identifies people, with how often each word stands
// in it that elsewhere says that nothing is known. People may be called Null or
// None, and an id may be NA: such a word is missing only where it comes again.
type NameColumn struct {
	*sheet.Column
	again map[string]int
}

// NewNames prepares the reading of a sheet; in one of votes the voter stands in for
// a missing id.
func NewNames(m *sheet.Model, votes bool) *Names {
	column := func(meaning vocabulary.Meaning) *NameColumn {
		n := &NameColumn{m.Column(meaning), make(map[string]int)}
		for _, row := range m.Body {
			if text := n.Text(row); text != "" && vocabulary.IsMissing(text) {
				n.again[text]++
			}
		}
		return n
	}
	n := &Names{
		model: m, title: m.Column(vocabulary.HonorificTitle), ID: column(vocabulary.ID), full: column(vocabulary.Name),
		first: column(vocabulary.FirstName), affix: column(vocabulary.NameAffix),
		last: []*NameColumn{column(vocabulary.LastName), column(vocabulary.SecondLastName)},
	}
	if votes && n.ID.Column == nil && n.full.Column == nil {
		n.ID = column(vocabulary.Voter)
	}
	return n
}

// Of reports whether the names are those of a model.
func (n *Names) Of(m *sheet.Model) bool { return n != nil && n.model == m }

// Given is the text of a cell, "" where it says that nothing is known.
func (n *NameColumn) Given(row table.Row) string {
	text := n.Text(row)
	if text == "" || n.again[text] == 0 || n.again[text] == 1 && !strings.ContainsFunc(text, isNoLetter) {
		return text
	}
	return ""
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// Name joins the columns of a name in the order they are spoken: title, first
// name, affix, last names. A column for the whole name is used as it is, unless
// it turns out to be the other half of a first or last name.
func (n *Names) Name(row table.Row) string {
	full, first, affix := n.full.Given(row), n.first.Given(row), n.affix.Given(row)
	last := joined(n.last[0].Given(row), n.last[1].Given(row))
	switch {
	case full != "" && first != "" && !containsFold(full, first):
		last, full = joined(full, n.last[1].Given(row)), "" // "Nom" beside "Prénom"
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
	switch {
	case isHonorific(title):
	case vocabulary.NameParticle.Is(title): // under "Prefix"
		affix, title = joined(affix, title), ""
	default:
		title = "" // a job title
	}
	return joined(title, first, affix, last)
}

// joined puts the parts of a name that are given behind one another.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// Place is the cell that says who a row is about, else the first that is filled.
func (n *Names) Place(row table.Row) planner.Ref {
	for _, c := range []*NameColumn{n.full, n.first, n.last[0], n.ID} {
		if c.Given(row) != "" {
			return n.model.Ref(c.At(row))
		}
	}
	return n.model.RowRef(row)
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

// Key is the form in which names, ids and addresses are compared. Accents and case
// do not count; for whole numbers neither do zeros in front nor a ".0" behind; for
// names of several words neither do punctuation, titles and the order of the words:
// "Dr. Ana Lima" and "LIMA, Ana" are one.
func Key(text string) string {
	folded := vocabulary.Fold(text)
	bare := strings.ReplaceAll(folded, " ", "")
	switch {
	case isUnspaced(bare):
		return bare
	case strings.ContainsAny(folded, "0123456789"):
		return cmp.Or(number(folded), folded)
	case strings.Contains(folded, "@") || !strings.ContainsAny(folded, " ,"):
		return folded
	}
	words := withoutTitles(strings.Fields(strings.ReplaceAll(folded, ",", " ")))
	words = strings.FieldsFunc(strings.Join(words, " "), func(r rune) bool {
		return strings.ContainsRune(" ,.;-'\"()*†‡", r)
	})
	slices.Sort(words)
	return strings.Join(words, " ")
}

// number is a whole number without zeros in front and a fraction of zeros behind;
// "" for anything else. "1.10" is no number here, but the tenth of the first.
func number(text string) string {
	whole, fraction, _ := strings.Cut(text, ".")
	if whole == "" || strings.Trim(whole, "0123456789") != "" || fraction != "" && fraction != "0" && fraction != "00" {
		return ""
	}
	return cmp.Or(strings.TrimLeft(whole, "0"), "0")
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
	return IsAddress(word) || vocabulary.NameTitle.Is(strings.Trim(word, ".:")) || vocabulary.BehindName.Is(word)
}

// IsAddress reports whether a word is a form of address, with or without a full
// stop.
func IsAddress(s string) bool {
	bare := strings.TrimRight(s, ".:")
	return vocabulary.FormOfAddress.Is(s) || vocabulary.FormOfAddress.Is(bare) || vocabulary.TitleOrName.Is(bare)
}

// AddressGender is the gender told by the form of address a name begins with,
// or "". A single letter needs a full stop: "M. Dupont", but not "M Dupont".
func AddressGender(name string) string {
	word, rest, ok := strings.Cut(name, " ")
	if !ok || rest == "" || !IsAddress(word) {
		return ""
	}
	return vocabulary.Value(planner.Gender, word).Value
}
