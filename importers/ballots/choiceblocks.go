package ballots

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// choiceBlocks finds columns that stand for a first, second, … choice.
func (s *search) choiceBlocks() []block {
	for i := range s.columns {
		c := &s.columns[i]
		n, err := strconv.Atoi(c.label)
		if err == nil && n >= 1 && n <= 999 && c.meaning == vocabulary.Other && !s.isIssue(c.label) {
			c.rank = n // the cells decide below
		}
	}
	var out []block
	for _, cols := range s.grouped(func(c column) (string, bool) {
		if c.stem != "" || s.headless {
			return "grid " + vocabulary.Fold(c.stem), c.rank > 0
		}
		key, _ := contestOf(c.label)
		return key, c.rank > 0
	}) {
		if b, ok := s.choiceBlock(cols); ok {
			out = append(out, b)
		}
	}
	return out
}

// contestOf is what a choice header says beside the place: "For Mayor" of "For
// Mayor Choice 1 (45)". The columns of one key belong together: it has the words
// for a choice too.
func contestOf(label string) (key, contest string) {
	var rest []string
	choices := 0
	label, _, _ = strings.Cut(label, "(")
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }) {
		_, rank := vocabulary.RankWord(w)
		_, choice := vocabulary.RankWord(w + " 1")
		switch {
		case rank, strings.ContainsAny(w, "0123456789"):
		case choice:
			choices++
			key += " " + vocabulary.Fold(w)
		default:
			rest = append(rest, w)
		}
	}
	if _, whole := vocabulary.RankWord(label); whole && choices == 0 {
		return "", "" // "Most important"
	}
	contest = strings.Join(rest, " ")
	return key + " " + vocabulary.Fold(contest), contest
}

// lastNumbers are the numbers of labels such as "choice 3-1": the last one counts.
var lastNumbers = regexp.MustCompile(`(\d{1,3})\D*$`)

// places are the ranks of some columns, nil where they are no places: one stands
// twice, or there is no first.
func (s *search) places(cols []int) map[int]int {
	byRank := func(c column) int { return c.rank }
	byNumber := func(c column) int {
		m := lastNumbers.FindStringSubmatch(c.item)
		if m == nil {
			return 0
		}
		n, _ := strconv.Atoi(m[1])
		return n
	}
	for _, rank := range []func(column) int{byRank, byNumber} {
		places, seen := make(map[int]int), make(map[int]bool)
		for _, c := range cols {
			places[c] = rank(s.columns[c-1])
			seen[places[c]] = true
		}
		if len(seen) == len(cols) {
			if seen[0] || !seen[1] {
				return nil
			}
			return places
		}
	}
	return nil
}

func (s *search) choiceBlock(cols []int) (block, bool) {
	places := s.places(cols)
	if places == nil {
		return block{}, false
	}
	first := s.columns[cols[0]-1]
	_, contest := contestOf(first.label)
	b := block{shape: ChoiceColumns, cols: cols, conf: unmistakable, question: cmp.Or(first.stem, contest)}
	slices.SortFunc(b.cols, func(x, y int) int { return places[x] - places[y] })
	explicit, counted := true, len(cols) >= 3
	for _, col := range b.cols {
		c := s.columns[col-1]
		b.ranks, b.items = append(b.ranks, places[col]), append(b.items, c.item)
		explicit = explicit && c.meaning == vocabulary.Choice
		counted = counted && c.label == strconv.Itoa(c.rank)
	}
	numeric, fits := s.namesIssues(b.cols, explicit || counted)
	if !fits || numeric && !explicit {
		return b, false
	}
	b.why = []planner.Told{spanText(s.form, b), {Code: "cells-name-issues"}}
	switch {
	case len(cols) > 1:
	case explicit && asksForOne(b.items[0]) && s.nameOne(s.cellTexts(cols[0])):
		b.conf = surely
	default:
		b.conf = possible
	}
	if numeric && !slices.ContainsFunc(b.items, isOrdinalHeader) {
		b.also, b.conf = []Shape{RankColumns}, possible
	}
	return b, true
}

// asksForOne reports a header that asks for the first choice; a sentence may speak of a
// first place as well.
func asksForOne(header string) bool {
	const short = 4 // words
	return len(strings.Fields(header)) <= short || vocabulary.AsksOne.Within(header)
}

// isOrdinalHeader reports a header that can only be a place ("1st choice",
// "rank_1"), not the name of an issue ("Choice 1").
func isOrdinalHeader(item string) bool { return ordinalHeader.MatchString(vocabulary.Fold(item)) }

var ordinalHeader = regexp.MustCompile(`rank|pref|priorit|^\D*$|^\d\D.`)

// isNumberedName reports a name with a number before it, "4. Health", rather than a
// level, "4 - good".
func isNumberedName(text string) bool {
	_, name, ok := numberedLevel(text)
	return ok && name != "" && !isLevelWord(vocabulary.Fold(name))
}

// namesIssues reports whether the cells of some columns look like names that
// recur from column to column and rarely within a row, and whether they are
// mostly numbers. Where the headers are explicit ("1st choice", or 1, 2, 3),
// names may recur in any way.
func (s *search) namesIssues(cols []int, explicit bool) (numeric, fits bool) {
	e := s.examine(cols, nil)
	numeric = share(e.numbers, e.cells, 50)
	switch {
	case s.namesKnown(e.names):
		return false, true
	case e.cells == 0: // a form nobody has answered yet, or all abstained
		return numeric, true
	case share(e.ranks, e.cells, 20), share(e.answers, e.cells, 30), !explicit && share(e.repeated, e.several, 60):
		return numeric, false
	}
	return numeric, explicit || len(cols) == 1 || e.several <= 3 || 10*e.inColumns >= 12*len(e.names)
}
