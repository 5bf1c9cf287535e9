package ballots

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// evidence is what the cells of a block of issue columns look like.
type evidence struct {
	issues int // columns
	cells  int // that hold something, dates aside
	dates  int
	// by what they are; a cell can be several things
	numbers, ranks, anchored, yes, no, half, hum, level, crosses int
	own                                                          int // cells that repeat their header
	neither                                                      int // cells of a word beside yes and no
	unsure, labelled, stars                                      int // no opinion; "5 - very important"; "★★★"
	words                                                        map[string]string
	values                                                       map[int64]int // the numbers: how often each stands

	// low and high are of the numbers, odd ones aside; negative tells whether some
	// of these are below 0, fraction whether more than an odd one has decimals.
	low, high          int64
	negative, fraction bool

	rows        int // rows with at least two numbers, or one if there is one column
	permutation int // of these: exactly 1..k
	fromZero    int // of these: exactly 0..k-1
	zeroRest    int // of these: 1..k once each, k above 1, and 0 more than once
	distinct    int // of these: no number twice
	hasOne      int // of these: the smallest number is 1
	sums        map[int64]int
	patterns    map[int64]bool // of the rows, by their first number
	highs       map[int]int64  // by column

	// The cells as names of issues: the different texts, and how many there are in each
	// column together; rows with two texts and those that repeat one; known answers.
	names                                 map[string]bool
	inColumns, several, repeated, answers int
}

// examine reads the sample cells of some columns.
func (s *form) examine(cols []int, items []string) *evidence {
	e := &evidence{
		issues: len(cols), words: make(map[string]string), values: make(map[int64]int), sums: make(map[int64]int),
		patterns: make(map[int64]bool), highs: make(map[int]int64), names: make(map[string]bool),
	}
	inRow := make(map[string]bool)
	type name struct {
		col  int
		text string
	}
	inColumn := make(map[name]bool)
	for _, r := range s.body {
		var row []int64
		before := e.cells
		clear(inRow)
		odd := false // a date or a number below 0: the row tells nothing
		for i, col := range cols {
			cell := r.Cell(col)
			folded, c, ok := answerOf(s, cell)
			if !ok {
				continue
			}
			if isDate(cell) {
				e.dates++
				odd = true
				continue
			}
			e.names[folded], inRow[folded] = true, true
			inColumn[name{col, folded}] = true
			if n, ok := e.cell(cell.Text, folded, c); ok {
				row, odd = append(row, n), odd || n < 0
				e.highs[col] = max(e.highs[col], n)
			}
			if i < len(items) && folded == vocabulary.Fold(items[i]) {
				e.own++
			}
		}
		if !odd {
			e.row(row)
		}
		if filled := e.cells - before; filled > 1 {
			e.several++
			e.repeated += min(1, filled-len(inRow))
		}
	}
	e.inColumns = len(inColumn)
	e.findNeither()
	e.settle()
	return e
}

// answerOf is a cell folded and what it can be, false where it says that there is no answer.
func answerOf(s *form, cell table.Cell) (folded string, c class, ok bool) {
	c, folded = s.classOf(cell.Text), vocabulary.Fold(cell.Text)
	return folded, c, folded != "" && (c&isBlank == 0 || folded == "none") && !vocabulary.Undervote.Is(folded) &&
		!vocabulary.Overvote.Is(folded)
}

// findNeither looks for the one word that stands beside yes and no, "did not see it".
// Somebody who abstains gives no answer, and so no third one.
func (e *evidence) findNeither() {
	var others []string
	for folded := range e.words {
		if classOf(folded)&(isYes|isNo) == 0 {
			others = append(others, folded)
		}
	}
	n := e.cells - e.yes - e.no
	switch {
	case len(others) != 1, 2*(e.yes+e.no) < e.cells:
	case others[0] == "none", vocabulary.Abstain.Is(others[0]) && e.hum == n: // the rest is no hum
		e.cells -= n
	default:
		e.neither = n
	}
}

// cell takes in a cell, and returns its number if it has one.
func (e *evidence) cell(text, folded string, c class) (int64, bool) {
	e.cells++
	e.count(c)
	if vocabulary.Mark.Is(folded) {
		e.crosses++
	}
	n, ok := e.number(text, c)
	if !ok {
		e.word(folded, text)
		if c&isAnswer != 0 && c&isBlank == 0 && len(folded) > 1 && !isNumberedName(text) {
			e.answers++
		}
	}
	return n, ok
}

// word takes in a text that is no number.
func (e *evidence) word(folded, text string) {
	if len(e.words) <= 40 {
		e.words[folded] = vocabulary.Clean(text)
	}
	if _, words, ok := numberedLevel(text); ok && words != "" {
		if _, place := vocabulary.RankWord(words); !place { // "1 = most important" is a rank or a score
			e.labelled++
		}
	}
	if isNoOpinion(folded) {
		e.unsure++
	}
}

// numberOf is the number or the place, among so many issues, that a text of this class says.
func numberOf(text string, c class, issues int) (int64, bool) {
	if c&(isNumber|isRankWord) == 0 {
		return 0, false
	}
	n, _ := rankNumber(text)
	if n == vocabulary.LastPlace*milli {
		n = int64(issues) * milli
	}
	return n, true
}

// number takes in a number or a place; only numbers tell of a scale.
func (e *evidence) number(text string, c class) (int64, bool) {
	n, ok := numberOf(text, c, e.issues)
	if !ok {
		return 0, false
	}
	if c&isNumber != 0 {
		if _, ok := starNumber(text); ok {
			e.stars++
		}
		e.values[n]++
		return n, true
	}
	if e.words[vocabulary.Fold(text)] == "" && len(e.words) <= 40 {
		e.words[vocabulary.Fold(text)] = vocabulary.Clean(text)
	}
	if strings.HasSuffix(strings.TrimSpace(text), ")") { // "1 (most)"
		e.anchored++
	}
	return n, true
}

func (e *evidence) count(c class) {
	for _, x := range []struct {
		bits class
		n    *int
	}{
		{isNumber, &e.numbers},
		{isRankWord, &e.ranks},
		{isYes, &e.yes},
		{isNo, &e.no},
		{isHalf, &e.half},
		{isFor | isAgainst | isNeutral | isAbstain, &e.hum},
		{isLevel, &e.level},
	} {
		if c&x.bits != 0 {
			*x.n++
		}
	}
}

// row takes in the numbers of one row.
func (e *evidence) row(row []int64) {
	if len(row) == 0 || len(row) == 1 && e.issues > 1 {
		return
	}
	e.rows++
	var sum int64
	for _, n := range row {
		sum += n
	}
	e.sums[sum]++
	e.patterns[row[0]] = true
	slices.Sort(row)
	zeros, _ := slices.BinarySearch(row, 1)
	for n, is := range map[*int]bool{
		&e.distinct:    len(slices.Compact(slices.Clone(row))) == len(row),
		&e.permutation: countsUp(row, 1),
		&e.fromZero:    countsUp(row, 0),
		&e.zeroRest:    zeros > 1 && len(row)-zeros > 1 && countsUp(row[zeros:], 1),
		&e.hasOne:      row[0] == milli,
	} {
		if is {
			*n++
		}
	}
}

// countsUp reports numbers that are from, from + 1, … in this order.
func countsUp(row []int64, from int64) bool {
	for i, n := range row {
		if n != (from+int64(i))*milli {
			return false
		}
	}
	return true
}

// farAbove is how many times the highest of the other numbers one must be to count
// as a slip of the hand: 55 beside numbers from 1 to 5, not 10.
const farAbove = 4

// settle finds the range of the numbers. One number below 0 and one far above all
// others are slips, and so are a few among very many: they decide nothing.
func (e *evidence) settle() {
	few := max(1, e.numbers/50)
	fractions, below := 0, 0
	sorted := slices.Sorted(maps.Keys(e.values))
	for _, n := range sorted {
		if n%milli != 0 {
			fractions += e.values[n]
		}
		if n < 0 {
			below += e.values[n]
		}
	}
	e.fraction = fractions > few
	hum := len(sorted) > 0 && sorted[0] >= -milli && sorted[len(sorted)-1] <= milli
	if below <= few && below < e.numbers-1 && !hum {
		sorted = slices.DeleteFunc(sorted, func(n int64) bool { return n < 0 })
	}
	if len(sorted) == 0 {
		return
	}
	e.low, e.high = sorted[0], sorted[len(sorted)-1]
	e.negative = e.low < 0
	for i := len(sorted) - 1; i > 0; i-- {
		if e.values[sorted[i]] <= few && sorted[i] >= farAbove*max(sorted[i-1], milli) && e.numbers > 5 &&
			e.high > 10*milli {
			e.high = sorted[i-1]
		}
	}
}

// share reports whether n is at least pct percent of all, and all is not zero.
func share(n, all, pct int) bool { return all > 0 && 100*n >= pct*all }

// mostly is [share] where one odd cell among at least five decides nothing.
func mostly(n, all, pct int) bool { return share(n, all, pct) || all >= 5 && n >= all-1 }

// isNumeric reports whether nearly all cells are numbers or places.
func (e *evidence) isNumeric() bool {
	return e.numbers+e.ranks > e.unsure && mostly(e.numbers+e.ranks, e.cells-e.unsure, 90)
}

// budget returns the sum that at least four of five rows share.
func (e *evidence) budget() (int64, bool) {
	for s, n := range e.sums {
		if share(n, e.rows, 80) {
			return s, true
		}
	}
	return 0, false
}

// onOneScale reports whether the numbers of all columns may be answers on one
// scale: facts are not, of which one runs to 12 and another to 900.
func (e *evidence) onOneScale() bool {
	least := e.high
	for _, n := range e.highs {
		least = min(least, n)
	}
	return e.high <= 10*milli || 5*least >= e.high
}

// isDate reports a cell that holds a date, or a text such as "02-Jan" or "2026-02-01":
// among ranks a spreadsheet makes dates of texts such as 1-2.
func isDate(c table.Cell) bool {
	return c.Kind == table.Date ||
		c.Kind == table.Text && len(c.Text) >= 5 && len(c.Text) <= 24 && dateText.MatchString(vocabulary.Fold(c.Text))
}

// dateText matches dates in digits and with the name of a month.
var dateText = func() *regexp.Regexp {
	const sign = `[-/. ]+`
	const month = `(?:jan|ene|feb|fev|mar|mrt|mae|apr|avr|abr|may|mai|mei|jun|jui|jul|aug|ago|sep|` +
		`oct|okt|nov|dec|dez|dic)[a-z]*`
	return regexp.MustCompile(`^(?:\d{1,2}` + sign + month + `(?:` + sign + `\d{2,4})?|` + month + sign + `\d{1,4}|` +
		`\d{4}-\d\d?-\d\d?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?: \d+:.*)?$`)
}()
