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
// the others are known and not needed. Two columns that each hold a whole vote, lists of
// the same issues perhaps, are rounds too: "Ranking before", "Ranking after".

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

// plainFor matches a word that is "før" and "före" without their marks, and no round.
var plainFor = regexp.MustCompile(`(?i)\bfor\b`)

// namesRound reports whether a text is the name of a round; apart says that a sign
// parts it from the rest of the header, and ends that it stands at its end.
func namesRound(text string, apart, ends bool) bool {
	words := strings.Fields(text)
	if !mayNameRound(text, words) {
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

// mayNameRound reports a text short enough to name a round.
func mayNameRound(text string, words []string) bool {
	return len(text) <= longestRound && len(words) > 0 && len(words) <= mostRoundWords && !plainFor.MatchString(text)
}

func isOrdinalWord(word string) bool {
	_, ok := vocabulary.RankWord(word)
	return ok
}

// longestRound is the most bytes, with signs around them, that name a round.
const longestRound = 200

// cutRounds are the ways to part a round from the beginning or the end of a text.
func cutRounds(text string) []roundCut {
	const signs = "-–—−:：|/()[]{}（）【】_.,;"
	trim := func(s string) string {
		return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(signs, r) })
	}
	var out []roundCut
	for i, r := range text {
		last, _ := utf8.DecodeLastRuneInString(text[:i])
		if i > longestRound && len(text)-i > longestRound {
			continue
		}
		if i == 0 || isLetter(last) && isLetter(r) && !partsNoWords(last) && !partsNoWords(r) {
			continue
		}
		head, tail := text[:i], text[i:]
		gap := head[len(strings.TrimRightFunc(head, isNoLetter)):] +
			tail[:len(tail)-len(strings.TrimLeftFunc(tail, isNoLetter))]
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

// headRounds are the rounds in the headers of a sheet.
type headRounds struct {
	*search
	names []string // folded, the longest first
	cuts  map[string][]roundCut
}

// readHeads parts the headers of the columns that may be votes.
func readHeads(s *search) *headRounds {
	h := &headRounds{search: s, cuts: make(map[string][]roundCut)}
	for _, c := range s.columns {
		if !slices.Contains(mayList, c.meaning) || c.mapped {
			continue
		}
		for _, x := range cutRounds(c.item) {
			if x.rest != "" {
				h.add(roundCut{c.col, x.round, x.rest, false})
			}
		}
		asked := c.stem != ""
		if namesRound(c.item, asked, asked) {
			h.add(roundCut{c.col, c.item, c.stem, false})
		}
		if !asked {
			continue
		}
		if namesRound(c.stem, true, true) {
			h.add(roundCut{c.col, c.stem, "", true})
		}
		for _, x := range cutRounds(c.stem) {
			h.add(roundCut{c.col, x.round, x.rest, true})
		}
	}
	slices.SortStableFunc(h.names, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return h
}

// add takes in one way to part a header, the first of its column for each round.
func (h *headRounds) add(c roundCut) {
	key := vocabulary.Fold(c.round)
	if len(h.cuts[key]) == 0 {
		h.names = append(h.names, key)
	}
	if last := len(h.cuts[key]) - 1; last < 0 || h.cuts[key][last].col != c.col {
		h.cuts[key] = append(h.cuts[key], c)
	}
}

// about is what a column with its round cut off stands for.
func (h *headRounds) about(c roundCut) string {
	if c.ofStem {
		return vocabulary.Fold(c.rest) + "\x00" + vocabulary.Fold(h.columns[c.col-1].item)
	}
	return vocabulary.Fold(h.columns[c.col-1].stem) + "\x00" + vocabulary.Fold(c.rest)
}

// find finds two or more rounds of the same vote.
func (h *headRounds) find() [][]roundCut {
	for i, name := range h.names {
		found, taken := [][]roundCut{h.cuts[name]}, columnsOf(h.cuts[name])
		for j, other := range h.names {
			cols := columnsOf(h.cuts[other])
			if i == j || !h.same(h.cuts[name], h.cuts[other]) ||
				slices.ContainsFunc(cols, func(col int) bool { return slices.Contains(taken, col) }) {
				continue
			}
			found, taken = append(found, h.cuts[other]), append(taken, cols...)
		}
		if len(found) > 1 {
			slices.SortFunc(found, func(a, b []roundCut) int { return a[0].col - b[0].col })
			return found
		}
	}
	return nil
}

func columnsOf(cuts []roundCut) []int {
	var cols []int
	for _, c := range cuts {
		cols = append(cols, c.col)
	}
	return cols
}

// same reports whether two sets of columns are about the same things, and these are
// half of either. Where that is one thing, each of its columns must hold a whole vote.
func (h *headRounds) same(a, b []roundCut) bool {
	things := make(map[string]int)
	for _, c := range a {
		things[h.about(c)] = c.col
	}
	n, whole := 0, false
	for _, c := range b {
		if col := things[h.about(c)]; col > 0 {
			n++
			whole = h.holdVotes(h.columns[col-1], h.columns[c.col-1])
		}
	}
	return (n > 1 || whole) && 2*n >= max(len(a), len(b))
}

// holdVotes reports two columns that each hold a vote: lists of the same issues, or a
// rank or score of the issue their row names.
func (h *headRounds) holdVotes(a, b column) bool {
	if a.model == nil || b.model == nil {
		return false
	}
	if main := h.mainClass(a.col); h.first(vocabulary.Issue) > 0 && main != isText && main&h.mainClass(b.col) != 0 {
		return true
	}
	x, y := h.listed(a), h.listed(b)
	return sharesHalf(x, y) && sharesHalf(y, x)
}

// listed are the issues in the cells of a column of lists.
func (s *search) listed(c column) map[string]bool {
	names := make(map[string]bool)
	if b, ok := s.listBlock(c); ok {
		lists, _ := listsIn(s.cellTexts(c.col), b.separator)
		for _, issue := range slices.Concat(lists...) {
			names[vocabulary.Fold(issue)] = true
		}
	}
	return names
}

// takeRound keeps the columns of one round: the one asked for, else the first. A user
// who names columns, or a round by its question, has chosen.
func (s *search) takeRound(question string) {
	found := readHeads(s).find()
	if _, _, named := parseColumns(question); named && question != "" {
		return
	}
	want := vocabulary.Fold(question)
	chosen := 0
	for i, cuts := range found {
		if want != "" && strings.Contains(want, vocabulary.Fold(cuts[0].round)) {
			return
		}
		if cuts[0].round == s.in.Round {
			chosen = i
		}
	}
	for i, cuts := range found {
		s.rounds = append(s.rounds, Round{Name: cuts[0].round, Cols: columnsOf(cuts)})
		for _, c := range cuts {
			s.columns[c.col-1].cut(c, i == chosen)
		}
	}
}

// cut takes the round out of the header of a column that is read, and sets any other
// column aside.
func (x *column) cut(c roundCut, read bool) {
	switch {
	case !read:
		x.meaning, x.rank, x.item, x.ofOtherRound = "", 0, "", true
	case c.ofStem:
		x.stem = c.rest
	case c.rest != "":
		if x.item == c.round { // "Access [before]"
			x.stem = ""
		}
		x.item, x.label = c.rest, c.rest
		if m, ok := vocabulary.Header(c.rest); ok && slices.Contains(ofValues, m.Meaning) {
			x.meaning = m.Meaning
		}
	}
}

// ofValues are what the value beside an issue is called.
var ofValues = []vocabulary.Meaning{vocabulary.Rank, vocabulary.Score, vocabulary.Points, vocabulary.Vote}
