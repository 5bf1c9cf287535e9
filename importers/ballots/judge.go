package ballots

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// evidence is what the cells of a block of issue columns look like.
type evidence struct {
	cells                                   int // non-blank
	numbers, rankWords, yes, no, hum, level int
	crosses                                 int // marks other than yes/true/1
	own                                     int // cells that repeat their header
	words                                   map[string]string
	low, high                               int64 // of the numbers
	fraction                                bool
	negative, zeros, ones                   int

	rows        int // rows with at least two numbers, or one if there is one column
	permutation int // of these: exactly 1..k
	fromZero    int // of these: exactly 0..k-1
	distinct    int // of these: no number twice
	hasOne      int // of these: the smallest number is 1
	sums        map[int64]int
	patterns    map[int64]bool // of the rows, by their first number
}

// examine reads the sample cells of some columns.
func (s *form) examine(cols []int, items []string) *evidence {
	e := &evidence{words: make(map[string]string), sums: make(map[int64]int), patterns: make(map[int64]bool)}
	for _, r := range s.body {
		var row []int64
		for i, col := range cols {
			text := r.Cell(col).Text
			c := s.classOf(text)
			folded := vocabulary.Fold(text)
			if folded == "" || c&isBlank != 0 && folded != "none" {
				continue
			}
			e.cells++
			if c&isNumber != 0 {
				n, _ := number(text)
				row = append(row, n)
				e.number(n)
			} else if len(e.words) <= 40 {
				if _, ok := e.words[folded]; !ok {
					e.words[folded] = vocabulary.Clean(text)
				}
			}
			e.count(c)
			if vocabulary.Mark.Is(folded) {
				e.crosses++
			}
			if i < len(items) && folded == vocabulary.Fold(items[i]) {
				e.own++
			}
		}
		e.row(row, len(cols))
	}
	return e
}

func (e *evidence) number(n int64) {
	if e.numbers == 0 || n < e.low {
		e.low = n
	}
	if e.numbers == 0 || n > e.high {
		e.high = n
	}
	e.fraction = e.fraction || n%milli != 0
	switch {
	case n < 0:
		e.negative++
	case n == 0:
		e.zeros++
	case n == milli:
		e.ones++
	}
}

func (e *evidence) count(c class) {
	for _, x := range []struct {
		bits class
		n    *int
	}{
		{isNumber, &e.numbers},
		{isRankWord, &e.rankWords},
		{isYes, &e.yes},
		{isNo, &e.no},
		{isFor | isAgainst | isNeutral | isAbstain, &e.hum},
		{isLevel, &e.level},
	} {
		if c&x.bits != 0 {
			*x.n++
		}
	}
}

// row takes in the numbers of one row.
func (e *evidence) row(row []int64, cols int) {
	if len(row) == 0 || len(row) == 1 && cols > 1 {
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
	distinct, perm, zero := true, true, true
	for i, n := range row {
		distinct = distinct && (i == 0 || n != row[i-1])
		perm = perm && n == int64(i+1)*milli
		zero = zero && n == int64(i)*milli
	}
	for _, x := range []struct {
		is bool
		n  *int
	}{{distinct, &e.distinct}, {perm, &e.permutation}, {zero, &e.fromZero}, {row[0] == milli, &e.hasOne}} {
		if x.is {
			*x.n++
		}
	}
}

// share reports whether n is at least pct percent of all, and all is not zero.
func share(n, all, pct int) bool { return all > 0 && 100*n >= pct*all }

// budget returns the sum that at least four of five rows share.
func (e *evidence) budget() (int64, bool) {
	for s, n := range e.sums {
		if share(n, e.rows, 80) {
			return s, true
		}
	}
	return 0, false
}

// judge decides how a block of issue columns reads. It returns no shape when
// the cells are no votes.
func (s *form) judge(b block) block {
	e := s.examine(b.cols, b.items)
	question := b.question
	switch {
	case e.cells == 0:
		return b
	case share(e.rankWords+e.numbers, e.cells, 90) && share(e.rankWords, e.cells, 40):
		b.shape, b.conf = RankColumns, unmistakable
		b.why = fmt.Sprintf("%s; the cells are ranks such as %s", s.spanText(b), e.examples(2))
	case share(e.numbers, e.cells, 95):
		s.judgeNumbers(&b, e, question)
		if e.rows < 2 { // one row proves little
			b.conf = max(0, b.conf-oneRowMalus)
		}
	case share(e.own, e.cells, 90):
		b.shape, b.conf = MarkColumns, likely
		b.why = s.spanText(b) + "; a cell that repeats its issue counts as approval, a blank one as none"
	default:
		s.judgeWords(&b, e)
	}
	return b
}

// judgeNumbers tells ranks, scores, points, marks and hums apart.
func (s *form) judgeNumbers(b *block, e *evidence, question string) {
	m := int64(len(b.cols))
	budget, fixed := e.budget()
	asks := func(l vocabulary.List) bool { return l.Within(question) }
	integer := !e.fraction
	switch {
	case integer && e.negative > 0 && e.low >= -milli && e.high <= milli:
		b.shape, b.conf = HumColumns, barelySure
		b.why = s.spanText(*b) + "; the cells are 1, 0 and -1: for, neutral, against"
	case integer && e.ones == e.cells && m > 1, integer && e.zeros+e.ones == e.cells:
		b.shape, b.conf = MarkColumns, plainMarks(b)
		b.why = s.spanText(*b) + "; the cells are 1 or blank or 0: approved or not"
	case share(e.permutation, e.rows, 80) && m > 1 && !asks(vocabulary.AsksPoints) && (!asks(vocabulary.AsksRating) || asksRanks(question)):
		b.shape, b.conf = RankColumns, wellFounded
		b.why = fmt.Sprintf("%s; %d of %d rows number their issues 1, 2, 3, … without a repetition", s.spanText(*b),
			e.permutation, e.rows)
	case share(e.fromZero, e.rows, 80) && m > 2 && !asks(vocabulary.AsksPoints):
		b.shape, b.conf, b.zeroBest = RankColumns, likely, true
		b.why = fmt.Sprintf("%s; %d of %d rows number their issues 0, 1, 2, …: 0 is taken as the best",
			s.spanText(*b), e.fromZero, e.rows)
	case fixed && budget >= 5*milli && e.low >= 0 && e.rows >= 2 && len(e.patterns) > 1 && !asksRanks(question):
		b.shape, b.conf = PointColumns, wellFounded
		b.scale = planner.Scale{Budget: planner.Mark(budget / milli)}
		b.why = fmt.Sprintf("%s; %d of %d rows sum to %s points", s.spanText(*b), e.sums[budget], e.rows,
			milliText(budget))
	case asks(vocabulary.AsksPoints) && e.low >= 0:
		b.shape, b.conf = PointColumns, likely
		b.why = fmt.Sprintf("%s; the question asks for points", s.spanText(*b))
	case e.low < 0 || e.high > 1000*milli:
		return
	default:
		s.judgeRankOrScore(b, e, question)
	}
}

// plainMarks is how sure yes and no, or 1 and 0, are votes: two such columns may
// be anything.
func plainMarks(b *block) float64 {
	if len(b.cols) >= 3 {
		return threeMarks
	}
	return twoMarks
}

// asksRanks reports whether a question asks for an order or for priorities.
func asksRanks(question string) bool {
	return vocabulary.AsksOrder.Within(question) || vocabulary.AsksPriority.Within(question)
}

// judgeRankOrScore decides between ranks with ties or gaps, and scores.
func (s *form) judgeRankOrScore(b *block, e *evidence, question string) {
	m := int64(len(b.cols))
	inRange := !e.fraction && e.high <= m*milli
	ranks, scores := asksRanks(question), vocabulary.AsksRating.Within(question)
	switch {
	case ranks && !scores && !e.fraction:
		b.shape, b.conf = RankColumns, wellFounded
		b.why = s.spanText(*b) + "; the question asks for an order"
	case scores && !ranks:
		s.setScores(b, e, s.spanText(*b)+"; the question asks for a rating", wellFounded)
	case inRange && share(e.hasOne, e.rows, 80):
		b.shape, b.conf, b.also = RankColumns, plausible, []Shape{ScoreColumns}
		b.why = fmt.Sprintf("%s; the numbers run from %s to %s, %d of %d rows hold a 1", s.spanText(*b),
			milliText(e.low), milliText(e.high), e.hasOne, e.rows)
	case inRange && e.low >= milli && share(e.distinct, e.rows, 80) && m > 2:
		b.shape, b.conf, b.also = RankColumns, leaning, []Shape{ScoreColumns}
		b.why = fmt.Sprintf("%s; the numbers run from %s to %s and rarely repeat within a row", s.spanText(*b),
			milliText(e.low), milliText(e.high))
	default:
		why := fmt.Sprintf("%s; the cells are numbers from %s to %s", s.spanText(*b), milliText(e.low),
			milliText(e.high))
		if e.high > m*milli {
			why += fmt.Sprintf(", more than the %d issues, so they are no ranks", m)
		} else {
			why += fmt.Sprintf(", and only %d of %d rows hold a 1, so they are no ranks", e.hasOne, e.rows)
		}
		s.setScores(b, e, why, possible)
	}
}

// scales are the scales in use, smallest first.
var scales = []planner.Scale{
	{Min: 1, Max: 3},
	{Min: 0, Max: 3},
	{Min: 1, Max: 4},
	{Min: 1, Max: 5},
	{Min: 0, Max: 5},
	{Min: 1, Max: 6},
	{Min: 1, Max: 7},
	{Min: 0, Max: 9},
	{Min: 1, Max: 10},
	{Min: 0, Max: 10},
	{Min: 0, Max: 20},
	{Min: 0, Max: 100},
	{Min: 0, Max: 1000},
}

// setScores takes the block as scores and finds the scale.
func (s *form) setScores(b *block, e *evidence, why string, conf float64) {
	b.shape, b.conf, b.why = ScoreColumns, conf, why
	for _, sc := range scales {
		if int64(sc.Min)*milli <= e.low && int64(sc.Max)*milli >= e.high {
			b.scale = sc
			break
		}
	}
	b.said = append(b.said, planner.Finding{
		Code: codeScoreScale, Severity: planner.Warning,
		Text: fmt.Sprintf("no scale is declared; the scores run from %s to %s, so the scale is taken to be %s, higher is stronger", milliText(e.low), milliText(e.high), scaleText(b.scale)),
		Fix:  fmt.Sprintf("confirm or change it with --scale %d..%d", b.scale.Min, b.scale.Max),
	})
}

// judgeWords tells marks, hums and levels apart.
func (s *form) judgeWords(b *block, e *evidence) {
	words := make([]string, 0, len(e.words))
	for _, w := range e.words {
		words = append(words, w)
	}
	slices.Sort(words)
	switch {
	case share(e.crosses, e.cells, 50) && share(e.yes+e.no, e.cells, 95):
		b.shape, b.conf = MarkColumns, suggestive
		b.why = fmt.Sprintf("%s; the cells are marks such as %s", s.spanText(*b), e.examples(1))
	case share(e.yes+e.no, e.cells, 98):
		b.shape, b.conf = MarkColumns, plainMarks(b)
		b.why = fmt.Sprintf("%s; the cells are %s", s.spanText(*b), e.examples(2))
	case share(e.hum, e.cells, 95) && len(e.words) <= 12:
		b.shape, b.conf = HumColumns, likely
		b.why = fmt.Sprintf("%s; the cells are answers of a hum such as %s", s.spanText(*b), e.examples(3))
	case len(e.words) > 1 && len(e.words) <= 12 && share(e.level, e.cells, 98):
		levels, ok := orderLevels(words)
		if !ok {
			s.askLevels(b, words)
			return
		}
		s.setLevels(b, levels)
	case len(b.cols) >= 3 && b.stemmed() && len(e.words) > 1 && len(e.words) <= 7 && e.cells >= 4*len(e.words):
		s.askLevels(b, words)
	}
}

func (s *form) setLevels(b *block, levels [][]string) {
	b.shape, b.conf, b.levels = LevelColumns, likely, levels
	b.scale = planner.Scale{Min: 0, Max: planner.Mark(len(levels) - 1)}
	names := b.levelNames()
	b.why = s.spanText(*b) + "; the cells are levels such as " + quote(levels[0][0])
	b.said = append(b.said, planner.Finding{
		Code: codeScoreLevels, Severity: planner.Warning, Seen: strings.Join(names, " > "),
		Text: fmt.Sprintf("the levels count as scores from %d to 0, best first: %s", len(levels)-1,
			strings.Join(names, " > ")),
		Fix: "confirm or change the order with --levels '" + strings.Join(firsts(levels), " > ") + "'",
	})
}

func firsts(levels [][]string) []string {
	var out []string
	for _, l := range levels {
		out = append(out, l[0])
	}
	return out
}

func (s *form) askLevels(b *block, words []string) {
	b.shape, b.conf = LevelColumns, possible
	b.why = s.spanText(*b) + "; the cells are a few words that repeat"
	b.ask = &planner.Finding{
		Code: codeScoreLevelsUnknown, Severity: planner.Error, Seen: strings.Join(words, ", "),
		Text: "the order of the levels is not known: " + strings.Join(words, ", "),
		Fix:  "give them best first: --levels '" + strings.Join(words, " > ") + "'",
	}
}

func (b *block) stemmed() bool { return b.question != "" }

// examples shows some of the words found.
func (e *evidence) examples(n int) string {
	var list []string
	for _, w := range e.words {
		list = append(list, w)
	}
	slices.SortFunc(list, vocabulary.CompareNatural)
	if len(list) == 0 {
		return "numbers"
	}
	for i := range list {
		list[i] = quote(list[i])
	}
	return strings.Join(list[:min(n, len(list))], ", ")
}
