package ballots

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
)

// A vote may be held in rounds that stand side by side, each with its columns for the
// same issues or places: "Access (before)" … "Access (after)", "Round 1: Access",
// "1er choix [avant]", or the round in a row above. One round is read; the columns of
// the others are known and not needed. Several lists in one cell each may be rounds too.

// Round is one of several rounds that the headers tell apart.
type Round struct {
	Name string // as it is written: "before", "Round 1"
	Cols []int  // its columns
}

// roundCut is a header parted into the round and the rest.
type roundCut struct {
	col         int
	round, rest string
	ofStem      bool // the round stands in the question of the column
}

// mostRoundWords is how many words a round has at most: "after the first discussion".
const mostRoundWords = 5

// roundInShort matches rounds and points in time by a letter: "R1", "T0".
var roundInShort = regexp.MustCompile(`^(?i:[rtw])\d$`)

// namesRound reports whether a text is the name of a round; apart says that a sign
// parts it from the rest of the header, and ends that it stands at its end.
func namesRound(text string, apart, ends bool) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > mostRoundWords {
		return false
	}
	before, after := vocabulary.RoundBefore, vocabulary.RoundAfter
	if before.Is(text) || after.Is(text) || roundInShort.MatchString(text) {
		return true
	}
	if vocabulary.RoundWord.Within(text) && len(words) <= 3 {
		return strings.ContainsFunc(text, unicode.IsDigit) || slices.ContainsFunc(words, isOrdinalWord) ||
			isOrdinalWord(strings.TrimRight(text, "轮輪回"))
	}
	if apart {
		return before.Within(text) || after.Within(text)
	}
	_, first := before.Begins(text)
	_, second := after.Begins(text)
	return ends && (first || second)
}

func isOrdinalWord(word string) bool {
	_, ok := vocabulary.RankWord(word)
	return ok
}

// cutRounds are the ways to part a round from the beginning or the end of a text.
func cutRounds(text string) []roundCut {
	const signs = "-–—−:：|/()[]{}（）【】_.,;"
	trim := func(s string) string {
		return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(signs, r) })
	}
	var out []roundCut
	for i, r := range text {
		last, _ := utf8.DecodeLastRuneInString(text[:i])
		if i == 0 || isLetter(last) && isLetter(r) && !partsNoWords(last) && !partsNoWords(r) {
			continue
		}
		head, tail := text[:i], text[i:]
		gap := head[len(strings.TrimRightFunc(head, isNoLetter)):] + tail[:len(tail)-len(strings.TrimLeftFunc(tail, isNoLetter))]
		apart := strings.ContainsAny(gap, signs)
		head, tail = trim(head), trim(tail)
		if namesRound(head, apart, false) {
			out = append(out, roundCut{round: head, rest: tail})
		}
		if namesRound(tail, apart, true) {
			out = append(out, roundCut{round: tail, rest: head})
		}
	}
	return out
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isNoLetter(r rune) bool { return !isLetter(r) }

// partsNoWords reports a letter of a script without spaces between words.
func partsNoWords(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// roundCuts are the rounds in the headers of the columns that may be votes, by round as
// it is folded; the longest name of a round first.
func (s *form) roundCuts() (rounds []string, cuts map[string][]roundCut) {
	cuts = make(map[string][]roundCut)
	add := func(c roundCut) {
		key := vocabulary.Fold(c.round)
		if len(cuts[key]) == 0 {
			rounds = append(rounds, key)
		}
		if last := len(cuts[key]) - 1; last < 0 || cuts[key][last].col != c.col {
			cuts[key] = append(cuts[key], c)
		}
	}
	for _, c := range s.columns {
		if c.meaning != vocabulary.Other && c.meaning != vocabulary.Choice || c.mapped {
			continue
		}
		for _, x := range cutRounds(c.item) {
			if x.rest != "" {
				add(roundCut{c.col, x.round, x.rest, false})
			}
		}
		if c.stem != "" {
			if namesRound(c.stem, true, true) {
				add(roundCut{c.col, c.stem, "", true})
			}
			if namesRound(c.item, true, true) {
				add(roundCut{c.col, c.item, c.stem, false})
			}
			for _, x := range cutRounds(c.stem) {
				add(roundCut{c.col, x.round, x.rest, true})
			}
		}
	}
	slices.SortStableFunc(rounds, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return rounds, cuts
}

// about is what a column with its round cut off stands for.
func (s *form) about(c roundCut) string {
	if c.ofStem {
		return vocabulary.Fold(c.rest) + "\x00" + vocabulary.Fold(s.columns[c.col-1].item)
	}
	return vocabulary.Fold(s.columns[c.col-1].stem) + "\x00" + vocabulary.Fold(c.rest)
}

// findRounds finds two or more rounds over two or more of the same issues or places.
func (s *form) findRounds() [][]roundCut {
	names, cuts := s.roundCuts()
	for i, name := range names {
		found := [][]roundCut{cuts[name]}
		for j, other := range names {
			if i != j && s.sameRound(cuts[name], cuts[other]) && !slices.ContainsFunc(found, func(f []roundCut) bool {
				return sharesColumn(f, cuts[other])
			}) {
				found = append(found, cuts[other])
			}
		}
		if len(found) > 1 {
			slices.SortFunc(found, func(a, b []roundCut) int { return a[0].col - b[0].col })
			return found
		}
	}
	return nil
}

func sharesColumn(a, b []roundCut) bool {
	return slices.ContainsFunc(a, func(x roundCut) bool {
		return slices.ContainsFunc(b, func(y roundCut) bool { return x.col == y.col })
	})
}

// sameRound reports whether two sets of columns are about two or more of the same
// things, and these are half of either.
func (s *form) sameRound(a, b []roundCut) bool {
	things := make(map[string]bool)
	for _, c := range a {
		things[s.about(c)] = true
	}
	n := 0
	for _, c := range b {
		if things[s.about(c)] {
			n++
		}
	}
	return n > 1 && 2*n >= max(len(a), len(b))
}

// takeRound keeps the columns of one round: the one asked for, else the first. A user
// who names columns, or a round by its question, has chosen.
func (s *form) takeRound(question string) {
	found := s.findRounds()
	if len(found) == 0 {
		return
	}
	if _, _, isRange := parseColumns(question); isRange && question != "" {
		return
	}
	want := vocabulary.Fold(question)
	for _, cuts := range found {
		if want != "" && strings.Contains(want, vocabulary.Fold(cuts[0].round)) {
			return
		}
	}
	chosen := max(0, slices.IndexFunc(found, func(cuts []roundCut) bool { return cuts[0].round == s.in.Round }))
	for i, cuts := range found {
		round := Round{Name: cuts[0].round}
		for _, c := range cuts {
			x := &s.columns[c.col-1]
			round.Cols = append(round.Cols, c.col)
			switch {
			case i != chosen:
				x.meaning, x.rank, x.item, x.ofOtherRound = "", 0, "", true
			case c.ofStem:
				x.stem = c.rest
			default:
				if x.item == c.round { // "Access [before]"
					x.stem = ""
				}
				x.item, x.label = c.rest, c.rest
			}
		}
		s.rounds = append(s.rounds, round)
	}
}
