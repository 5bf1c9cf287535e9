package ballots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
)

// listBlocks finds columns whose cells list several issues.
func (s *form) listBlocks() []block {
	var out []block
	for _, c := range s.columns {
		if c.meaning != vocabulary.Other && c.meaning != vocabulary.Prefs && c.meaning != vocabulary.Issue &&
			c.meaning != vocabulary.Vote || c.filled == 0 {
			continue
		}
		if b, ok := s.listBlock(c); ok {
			out = append(out, b)
		}
	}
	return out
}

// listBlock decides whether one column is a list, by which separator, and
// whether its order matters.
func (s *form) listBlock(c column) (block, bool) {
	texts := s.cellTexts(c.col)
	sep := listSeparator(texts)
	if sep == "" {
		return block{}, false
	}
	b := block{cols: []int{c.col}, items: []string{c.label}, question: c.label, separator: sep}
	cells := make(map[string]int)
	for _, t := range texts {
		cells[t]++
	}
	if !s.recurs(texts, sep) {
		return block{}, false
	}
	o := learnOptions(cells, sep)
	isName := func(s string) bool { _, ok := o.names[vocabulary.Fold(s)]; return ok }
	var lists [][]string
	counts := make(map[string]int)
	several := 0
	for _, t := range texts {
		items := o.split(t, isName)
		lists = append(lists, items)
		if len(items) > 1 || strings.HasSuffix(strings.TrimSpace(t), sep) {
			several++
		}
		for _, it := range items {
			counts[vocabulary.Fold(it)]++
		}
	}
	if several == 0 || !s.comeAgain(counts, 70) {
		return block{}, false
	}
	s.listOrder(&b, c, lists, len(counts))
	return b, true
}

// recurs reports whether the parts of list cells come again: free text does
// not. It is a quick look before the names are learnt.
func (s *form) recurs(texts []string, sep string) bool {
	counts := make(map[string]int)
	for _, t := range texts {
		for _, p := range splitList(t, sep) {
			counts[vocabulary.Fold(p)]++
		}
	}
	return s.comeAgain(counts, 50)
}

// comeAgain reports whether at least pct percent of the entries, counted by
// folded text, stand more than once, or whether they name known issues.
func (s *form) comeAgain(counts map[string]int, pct int) bool {
	total, again, named := 0, 0, make(map[string]bool)
	for text, n := range counts {
		named[text] = true
		total += n
		if n >= 2 {
			again += n
		}
	}
	return share(again, total, pct) || s.namesKnown(named)
}

// listOrder decides between a ranking and an approval list.
func (s *form) listOrder(b *block, c column, lists [][]string, options int) {
	q := c.label
	ranks, chooses := asksRanks(q) || c.meaning == vocabulary.Prefs, vocabulary.AsksChoice.Within(q)
	full, varies := 0, !inOneOrder(lists)
	for _, l := range lists {
		if len(l) == options && options >= 3 {
			full++
		}
	}
	head := fmt.Sprintf("the cells of column %s (%s) list issues separated by %s", columnLetter(c.col),
		quote(c.label), separatorName(b.separator))
	switch {
	case b.separator == ">":
		b.shape, b.conf, b.why = RankedList, veryLikely, head+", from the best down"
	case ranks && !chooses, vocabulary.AsksOrder.Within(q) && varies:
		b.shape, b.conf, b.why = RankedList, likely, head+", and the question asks for an order"
	case share(full, len(lists), 90) && varies:
		b.shape, b.conf = RankedList, barelySure
		b.why = head + ", and almost every cell lists all of them in its own order"
	case chooses, !varies:
		b.shape, b.conf, b.why = ApprovalList, leaning, head+", and the question asks for a choice"
		if !chooses {
			b.conf, b.why = possible, head+", always in the same order"
		}
	default:
		b.shape, b.conf, b.also = ApprovalList, possible, []Shape{RankedList}
		b.why = head + ", in varying order"
	}
}

func (s *form) cellTexts(col int) []string {
	var out []string
	for _, r := range s.body {
		if t := r.Cell(col).Text; !isNothing(t) {
			out = append(out, t)
		}
	}
	return out
}

// namesKnown reports whether at least half of the texts are known issues.
func (s *form) namesKnown(texts map[string]bool) bool {
	known := newCatalogue(s.in.KnownIssues)
	if !known.closed {
		return false
	}
	hits := 0
	for k := range texts {
		if _, ok := known.find(k); ok {
			hits++
		}
	}
	return share(hits, len(texts), 50)
}

// listSeparator finds what separates the entries of list cells; "" when they
// are no lists. A blank separates only codes that are all present in each cell
// (XLSForm ranking).
func listSeparator(texts []string) string {
	contains := func(sign string) func(string) bool {
		return func(t string) bool { return strings.Contains(t, sign) }
	}
	inPart := func(pct int, holds func(string) bool) bool {
		n := 0
		for _, t := range texts {
			if holds(strings.TrimSpace(t)) {
				n++
			}
		}
		return share(n, len(texts), pct)
	}
	switch {
	case inPart(50, contains(">")) && !slices.ContainsFunc(texts, contains("=")):
		return ">"
	case inPart(30, contains(";")):
		return ";"
	case inPart(30, contains("|")):
		return "|"
	case inPart(20, func(t string) bool { return len(splitList(t, ", ")) > 1 }):
		return ", "
	case inPart(30, contains("\n")):
		return "\n"
	case len(texts) > 0 && samePermutations(texts):
		return " "
	}
	return ""
}

// samePermutations reports whether every text has the same three or more words.
func samePermutations(texts []string) bool {
	var first []string
	varied := false
	for i, t := range texts {
		words := strings.Fields(t)
		sorted := slices.Sorted(slices.Values(words))
		if len(words) < 3 || len(slices.Compact(slices.Clone(sorted))) < len(words) {
			return false
		}
		if i == 0 {
			first = words
			continue
		}
		if !slices.Equal(sorted, slices.Sorted(slices.Values(first))) {
			return false
		}
		varied = varied || !slices.Equal(words, first)
	}
	return varied
}

// splitList splits a cell. Commas inside brackets do not separate. Empty
// entries, as after a trailing separator, are dropped.
func splitList(text, sep string) []string {
	var parts []string
	switch sep {
	case "":
		parts = []string{text}
	case " ":
		parts = strings.Fields(text)
	case ", ":
		parts = splitCommas(text)
	default:
		parts = strings.Split(text, sep)
	}
	var out []string
	for _, p := range parts {
		if p = vocabulary.Clean(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// splitCommas splits at commas followed by a blank, outside brackets.
func splitCommas(text string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case ',':
			next, _ := utf8.DecodeRuneInString(text[i+1:])
			if depth == 0 && unicode.IsSpace(next) {
				out = append(out, text[from:i])
				from = i + 1
			}
		}
	}
	return append(out, text[from:])
}

// inOneOrder reports whether no two lists name two entries in opposite order.
func inOneOrder(lists [][]string) bool {
	before := make(map[[2]string]bool)
	for _, l := range lists {
		for i, a := range l {
			for _, b := range l[i+1:] {
				x, y := vocabulary.Fold(a), vocabulary.Fold(b)
				if x != y && before[[2]string{y, x}] {
					return false
				}
				before[[2]string{x, y}] = true
			}
		}
	}
	return true
}

var separatorNames = map[string]string{
	";": "semicolons", ", ": "commas", "|": "bars", ">": "arrows (>)", "\n": "line breaks", " ": "blanks",
}

func separatorName(sep string) string { return cmp.Or(separatorNames[sep], "nothing") }
