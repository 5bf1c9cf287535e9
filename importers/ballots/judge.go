package ballots

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// How sure a reading of the votes is, from 0 (no votes) to 1 (beyond doubt). The
// numbers order the readings of one sheet and are held against two bounds: from
// surely on columns are votes whatever else is on the sheet, from possible on if
// nothing else is. They were set by judgement, so that the collected sheets are
// read as people read them; they are no probabilities.
const (
	unmistakable = 0.95 // words for ranks, a column a choice, a row a voter and issue
	veryLikely   = 0.9  // lists with arrows or numbers
	wellFounded  = 0.85 // the numbers of most rows tell (1 to k, one sum), or the question does
	likely       = 0.8  // one sign that little else gives: hum words, levels, 0 to k-1
	surely       = 0.75 // just enough beside other columns: full lists in their own order
	suggestive   = 0.7  // crosses and ticks, which also mark who came
	plausible    = 0.6  // ranks with ties or gaps, which are scores as easily; what the user named
	leaning      = 0.55 // lists that the question asks to choose from; ranks without a 1 in most rows
	threeMarks   = 0.52 // three columns of yes and no, or of 1 and 0
	possible     = 0.5  // votes if nothing else is on the sheet
	twoMarks     = 0.4  // two columns of yes and no may be anything
	oneMark      = 0.3  // and one in a list of people even more
)

// What changes a confidence.
const (
	votersBonus  = 0.03 // some column says who voted
	gridBonus    = 0.1  // the columns share a question
	stemBonus    = 0.1  // the question speaks of voting; counts for the order only
	knownBonus   = 0.3  // the columns are headed by issues listed elsewhere
	rivalsWithin = 0.08 // readings closer than this ask the user which is meant
)

// A rule tells a shape by the evidence; the first that holds is taken.
type rule struct {
	holds bool
	shape Shape
	conf  float64
	why   planner.Told   // without a code where the columns tell it
	then  func(b *block) // what else the shape needs
	also  Shape          // fits as well
}

// judge decides how a block of issue columns reads. It returns no shape when
// the cells are no votes.
func (s *search) judge(b block) block {
	e := s.examine(b.cols, b.items)
	if e.cells == 0 {
		return b
	}
	rules := slices.Concat(placeRules(e), markRules(&b, e), opinionRules(&b, e), numberRules(&b, e), pointRules(&b, e),
		orderRules(&b, e))
	b.why = []planner.Told{spanText(s.form, b)}
	b.take(rules)
	return b
}

// take reads the block by the first rule that holds.
func (b *block) take(rules []rule) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.holds })
	if i < 0 {
		return
	}
	r := rules[i]
	if b.shape, b.conf = r.shape, r.conf; r.why.Code != "" {
		b.why = append(b.why, r.why)
	}
	if r.also != NotAVote {
		b.also = []Shape{r.also}
	}
	if r.then != nil {
		r.then(b)
	}
}

// marksConfidence is how sure yes and no, or 1 and 0, are votes: two such columns
// may be anything, unless the question asks for a choice of issues.
func marksConfidence(b *block) float64 {
	switch {
	case b.question != "" && asksVote(b.question):
		return likely
	case len(b.cols) >= 3:
		return threeMarks
	case len(b.cols) == 2:
		return twoMarks
	}
	if b.ofPeople {
		return oneMark
	}
	return possible // the one issue of a table of voters
}

func asksVote(question string) bool {
	return vocabulary.AsksVote.Within(question) || asksRanks(question)
}

// asksRanks reports whether a question asks for an order or for priorities.
func asksRanks(question string) bool {
	return vocabulary.AsksOrder.Within(question) || vocabulary.AsksPriority.Within(question)
}

// placeRules tell polls, places and explained scales by their words.
func placeRules(e *evidence) []rule {
	words := e.wordList()
	levels, ordered := orderLevels(words)
	explained := e.anchored+e.labelled > 0 && e.numbers > 0 && ordered && !share(e.permutation, e.rows, 80)
	return []rule{
		{
			holds: e.half > 0 && mostly(e.half+e.yes+e.no, e.cells, 98), shape: LevelColumns, conf: wellFounded,
			why:  planner.Told{Code: "cells-poll"},
			then: func(b *block) { b.setPoll(words) },
		},
		{
			holds: share(e.ranks+e.numbers, e.cells, 90) && share(e.ranks-e.anchored, e.cells, 40), shape: RankColumns,
			conf: unmistakable, why: e.cellsAre("ranks", 2),
		},
		{
			holds: explained && share(e.level+e.numbers, e.cells, 98), shape: LevelColumns, conf: likely,
			then: func(b *block) { b.setLevels(levels) },
		},
	}
}

// markRules tell crosses, the texts of the issues, yes and no.
func markRules(b *block, e *evidence) []rule {
	if e.isNumeric() {
		return nil
	}
	return []rule{
		{
			holds: share(e.own, e.cells, 90), shape: MarkColumns, conf: likely,
			why: planner.Told{Code: "cells-repeat-issue"},
		},
		{
			holds: share(e.crosses, e.cells, 50) && mostly(e.yes+e.no, e.cells, 95), shape: MarkColumns,
			conf: max(suggestive, marksConfidence(b)), why: e.cellsAre("marks", 1),
		},
		{
			holds: share(e.yes+e.no, e.cells, 98), shape: MarkColumns, conf: marksConfidence(b),
			why: e.cellsAre("answers", 2),
		},
	}
}

// opinionRules tell hums and levels.
func opinionRules(b *block, e *evidence) []rule {
	words := e.wordList()
	if e.isNumeric() || len(words) > 12 {
		return nil
	}
	levels, ordered := orderLevels(words)
	known := share(e.level, e.cells, 98)
	repeat := len(b.cols) >= 3 && len(words) <= 7 && e.cells >= 4*len(words)
	signs := slices.Contains(words, "++") || slices.Contains(words, "--")
	return []rule{
		{
			holds: known && signs, shape: LevelColumns, conf: likely,
			then: func(b *block) { b.setLevels([][]string{{"++"}, {"+"}, {"0"}, {"-"}, {"--"}}) },
		},
		{
			holds: share(e.hum, e.cells, 95) || !ordered && mostly(e.hum, e.cells, 95), shape: HumColumns, conf: likely,
			why: e.cellsAre("hum", 3),
		},
		{holds: known && ordered, shape: LevelColumns, conf: likely, then: func(b *block) { b.setLevels(levels) }},
		{
			holds: e.neither > 0 && e.yes > 0 && e.no > 0, shape: LevelColumns, conf: marksConfidence(b),
			why: planner.Told{Code: "cells-third"}, then: func(b *block) { b.askThird(words) },
		},
		{
			holds: len(words) > 1 && (known || repeat), shape: LevelColumns, conf: possible,
			why: planner.Told{Code: "cells-words"}, then: func(b *block) { b.askLevels(words) },
		},
	}
}

// endOfScale matches what a question says of a number: "5 = most important",
// "1 (not important)".
var endOfScale = regexp.MustCompile(`(\d{1,2})\s*(?:[=:(–-]|is|means)\s*([^\d,;()\[\]=]+)`)

// saysHighIsBest reports a question that says that its lowest number is the worst
// or its highest the best.
func saysHighIsBest(question string) bool {
	var first string // what 1 or 0 is
	for _, m := range endOfScale.FindAllStringSubmatch(question, -1) {
		n, _ := strconv.Atoi(m[1])
		words := strings.TrimSuffix(vocabulary.Clean(m[2]), " to")
		place, ok := vocabulary.RankWord(words)
		if n > 1 && ok && place == 1 || n <= 1 && ok && place == vocabulary.LastPlace {
			return true
		}
		if n <= 1 {
			first = words
		} else if levels, ok := orderLevels([]string{first, words}); ok && levels[0][0] == words {
			return true
		}
	}
	return false
}

// rowsOf says how many of the rows are so.
func (e *evidence) rowsOf(code string, rows int) planner.Told {
	return planner.Told{Code: code, Args: facts{"n": rows, "of": e.rows}}
}

// alsoRated is [ScoreColumns] where the title above the table asks for a rating.
func (b *block) alsoRated() Shape {
	if vocabulary.AsksRating.Within(b.title) && !asksRanks(b.question+" "+b.title) {
		return ScoreColumns
	}
	return NotAVote
}

// numberRules tell hums, marks and ranks by the numbers.
func numberRules(b *block, e *evidence) []rule {
	if !e.isNumeric() {
		return nil
	}
	asks := func(l vocabulary.List) bool { return l.Within(b.question) }
	one := func(conf float64) float64 { // one row proves little
		return min(conf, possible+float64(max(0, e.rows-1)))
	}
	mayRank := !e.fraction && e.stars == 0 && !asks(vocabulary.AsksPoints)
	return []rule{
		{
			holds: !asks(vocabulary.AsksPoints) && e.values[milli]+e.values[0] < e.cells &&
				saysHighIsBest(b.question+"; "+b.title),
			shape: ScoreColumns, conf: wellFounded, why: planner.Told{Code: "asks-highest"},
			then: func(b *block) { b.setScores(e) },
		},
		{
			holds: !e.fraction && e.negative && e.low >= -milli && e.high <= milli,
			shape: HumColumns, conf: one(surely), why: planner.Told{Code: "cells-signed"},
		},
		{
			holds: e.values[milli]+e.values[0] == e.cells, shape: MarkColumns, conf: marksConfidence(b),
			why: planner.Told{Code: "cells-ones"},
		},
		{
			holds: mayRank && share(e.permutation, e.rows, 80) && len(b.cols) > 1 &&
				(!asks(vocabulary.AsksRating) || asksRanks(b.question)),
			shape: RankColumns, conf: one(wellFounded), also: b.alsoRated(),
			why: e.rowsOf("rows-count", e.permutation),
		},
		{
			holds: mayRank && share(e.fromZero, e.rows, 80) && len(b.cols) > 2, shape: RankColumns, conf: one(likely),
			why:  e.rowsOf("rows-from-zero", e.fromZero),
			then: func(b *block) { b.setZeroBest() },
		},
	}
}

// pointRules tell points by the sum of the rows, or the question.
func pointRules(b *block, e *evidence) []rule {
	if !e.isNumeric() || e.negative {
		return nil
	}
	budget, fixed := e.budget()
	noRanks := vocabulary.AsksPoints.Within(b.question) || e.stars > 0 || e.fraction
	return []rule{
		{
			holds: !noRanks && len(e.patterns) > 1 && share(e.zeroRest, e.rows, 80) && e.rows >= 2, shape: RankColumns,
			conf: wellFounded, also: PointColumns,
			why: e.rowsOf("rows-zero-rest", e.zeroRest),
		},
		{
			holds: fixed && (budget >= 5*milli || budget == milli && e.fraction) &&
				e.rows >= 2 && len(e.patterns) > 1 && !asksRanks(b.question),
			shape: PointColumns, conf: wellFounded,
			why: planner.Told{
				Code: "rows-sum", Args: facts{"n": e.sums[budget], "of": e.rows, "points": milliText(budget)},
			},
			then: func(b *block) { b.scale = planner.Scale{Budget: planner.Mark(budget / milli)} },
		},
		{
			holds: vocabulary.AsksPoints.Within(b.question), shape: PointColumns, conf: likely,
			why: planner.Told{Code: "asks-points"},
		},
	}
}

// highestMark is the largest number of a scale; ranks go up to as many as there are issues.
const highestMark = 1000

// orderRules decide between ranks with ties or gaps, and scores.
func orderRules(b *block, e *evidence) []rule {
	m := int64(len(b.cols))
	if !e.isNumeric() || e.high > max(highestMark, m)*milli {
		return nil
	}
	ranks, scores := asksRanks(b.question), vocabulary.AsksRating.Within(b.question)
	mayRank := !e.fraction && !e.negative && e.stars == 0
	inRange := mayRank && e.high <= m*milli
	run := func(code string) planner.Told {
		return planner.Told{Code: code, Args: facts{
			"low": milliText(e.low), "high": milliText(e.high), "n": e.hasOne, "of": e.rows, "issues": int(m),
		}}
	}
	noRanks := "run-few-ones"
	switch {
	case e.negative:
		noRanks = "run-below-zero"
	case e.high > m*milli:
		noRanks = "run-above-issues"
	}
	setScores := func(b *block) { b.setScores(e) }
	return []rule{
		{
			holds: ranks && !scores && mayRank, shape: RankColumns, conf: wellFounded,
			why: planner.Told{Code: "asks-order"},
		},
		{
			holds: scores && !ranks, shape: ScoreColumns, conf: wellFounded, why: planner.Told{Code: "asks-rating"},
			then: setScores,
		},
		{
			holds: inRange && share(e.hasOne, e.rows, 80), shape: RankColumns, conf: plausible, also: ScoreColumns,
			why: run("run-ones"),
		},
		{
			holds: inRange && e.low >= milli && share(e.distinct, e.rows, 80) && m > 2,
			shape: RankColumns, conf: leaning, also: ScoreColumns, why: run("run-distinct"),
		},
		{holds: true, shape: ScoreColumns, conf: possible, why: run(noRanks), then: setScores},
	}
}

// scales are the scales in use, smallest first; those with marks below 0 are the
// same on both sides of it.
var scales = []planner.Scale{
	{Min: 1, Max: 3},
	{Min: 0, Max: 3},
	{Min: 1, Max: 4},
	{Min: 1, Max: 5},
	{Min: 0, Max: 5},
	{Min: -1, Max: 1},
	{Min: -2, Max: 2},
	{Min: -3, Max: 3},
	{Min: 1, Max: 6},
	{Min: 1, Max: 7},
	{Min: 0, Max: 9},
	{Min: 1, Max: 10},
	{Min: 0, Max: 10},
	{Min: -5, Max: 5},
	{Min: -10, Max: 10},
	{Min: 0, Max: 20},
	{Min: 0, Max: 100},
	{Min: -100, Max: 100},
	{Min: 0, Max: 1000},
	{Min: -1000, Max: 1000},
}

// setScores takes the block as scores and finds the scale.
func (b *block) setScores(e *evidence) {
	for _, sc := range scales {
		if int64(sc.Min)*milli <= e.low && int64(sc.Max)*milli >= e.high {
			b.scale = sc
			break
		}
	}
	b.said = append(b.said, planner.Finding{
		Code: codeScoreScale, Form: "scores", Severity: planner.Warning, Args: facts{
			"low": milliText(e.low), "high": milliText(e.high), "min": int(b.scale.Min), "max": int(b.scale.Max),
			"scale": scaleOption(int64(b.scale.Min), int64(b.scale.Max)),
		},
	})
}

// setZeroBest takes 0 for the best rank, unless the question says what 0 is. It is
// said, because 0 may mean that the issue is not ranked.
func (b *block) setZeroBest() {
	for _, m := range endOfScale.FindAllStringSubmatch(b.question+" "+b.title, -1) {
		if m[1] == "0" {
			b.zeroBest = !vocabulary.Undervote.Is(m[2])
			return
		}
	}
	b.zeroBest = true
	b.said = append(b.said, planner.Finding{
		Code: codeRankZero, Form: "first", Severity: planner.Warning, Seen: "0",
		Args: facts{"last": len(b.cols) - 1, "scale": scaleOption(1, int64(len(b.cols)-1))},
	})
}

// setPoll takes the block as answers of a poll for a date, where a blank is a no
// unless there is a word for it.
func (b *block) setPoll(words []string) {
	b.levels = [][]string{nil, nil, nil}
	for _, w := range words {
		switch {
		case vocabulary.IfNeedBe.Is(w):
			b.levels[1] = append(b.levels[1], w)
		case isYesWord(w):
			b.levels[0] = append(b.levels[0], w)
		default:
			b.levels[2] = append(b.levels[2], w)
		}
	}
	if b.blankIsLow = len(b.levels[2]) == 0; b.blankIsLow {
		b.levels[2] = []string{"(blank)"}
	}
	b.levels = slices.DeleteFunc(b.levels, func(step []string) bool { return len(step) == 0 })
	b.sayLevels()
}

func (b *block) setLevels(levels [][]string) {
	b.levels = levels
	b.why = append(b.why, planner.Told{
		Code: "cells-levels", Args: facts{"examples": planner.Quoted{clip(levels[0][0])}},
	})
	b.sayLevels()
}

func (b *block) sayLevels() {
	b.scale = planner.Scale{Min: 0, Max: planner.Mark(len(b.levels) - 1)}
	names := strings.Join(b.levelNames(), " > ")
	f := planner.Finding{
		Code: codeScoreLevels, Form: "order", Severity: planner.Warning, Seen: names,
		Args: facts{"high": len(b.levels) - 1, "levels": names, "order": strings.Join(firsts(b.levels), " > ")},
	}
	if b.blankIsLow {
		f.Form, f.Args["levels"] = "poll", strings.Join(b.levelNames()[:len(b.levels)-1], " > ")
	}
	b.said = append(b.said, f)
}

func firsts(levels [][]string) []string {
	var out []string
	for _, step := range levels {
		out = append(out, step[0])
	}
	return out
}

func (b *block) askLevels(words []string) {
	b.ask = &planner.Finding{
		Code: codeScoreLevelsUnknown, Form: "order", Severity: planner.Error, Seen: strings.Join(words, ", "),
		Args: facts{"words": words, "order": strings.Join(words, " > ")},
	}
}

// askThird asks what a word beside yes and no means.
func (b *block) askThird(words []string) {
	var yes, no, third string
	for _, w := range words {
		switch c := classOf(w); {
		case c&isYes != 0:
			yes = w
		case c&isNo != 0:
			no = w
		default:
			third = w
		}
	}
	b.ask = &planner.Finding{
		Code: codeScoreLevelsUnknown, Form: "third", Severity: planner.Error, Seen: third,
		Args: facts{"word": clip(third), "without": yes + " > " + no, "between": yes + " > " + third + " > " + no},
	}
}

// wordList is the words found, in order.
func (e *evidence) wordList() []string { return slices.Sorted(maps.Values(e.words)) }

// cellsAre says what the cells are, with some of the words found.
func (e *evidence) cellsAre(what string, examples int) planner.Told {
	list := slices.SortedFunc(maps.Values(e.words), vocabulary.CompareNatural)
	if len(list) == 0 {
		return planner.Told{Code: "cells-numbers"}
	}
	shown := planner.Quoted(clipped(list[:min(examples, len(list))]))
	return planner.Told{Code: "cells-" + what, Args: facts{"examples": shown}}
}

// orderLevels puts level words in order, best first, by the first scale that
// knows all of them. Words at one step of the scale (spellings of one level)
// stay together: the result lists steps. It reports false when no scale knows
// every word, or all are at one step.
func orderLevels(words []string) ([][]string, bool) {
	for _, scale := range vocabulary.Levels() {
		steps, known := make(map[int][]string), 0
		for _, w := range words {
			if step, ok := scale[vocabulary.Fold(w)]; ok {
				steps[step] = append(steps[step], w)
				known++
			}
		}
		if known == len(words) && len(steps) >= 2 {
			return inSteps(steps), true
		}
	}
	return orderNumbered(words)
}

// inSteps lists the words from the lowest step on.
func inSteps(steps map[int][]string) [][]string {
	var out [][]string
	for _, n := range slices.Sorted(maps.Keys(steps)) {
		slices.Sort(steps[n])
		out = append(out, steps[n])
	}
	return out
}

// isLevelWord reports whether any scale knows the word, or it is a number with
// words: "5 – Excellent".
func isLevelWord(folded string) bool {
	_, text, ok := numberedLevel(folded)
	return ok && text != "" || slices.ContainsFunc(vocabulary.Levels(), func(scale map[string]int) bool {
		_, known := scale[folded]
		return known
	})
}

// maxNumbered is the largest number that a level label may begin with.
const maxNumbered = 20

var levelNumber = regexp.MustCompile(`^(\d{1,2}) *(?:[-:.()=/|–—](.*))?$`)

// numberedLevel reads a level that begins with its number: "5 – Excellent",
// "1: poor", "3 (fair)", "4. Good", or a bare "2".
func numberedLevel(word string) (n int, text string, ok bool) {
	m := levelNumber.FindStringSubmatch(vocabulary.Clean(word))
	if m == nil {
		return 0, "", false
	}
	n, _ = strconv.Atoi(m[1])
	text = strings.Trim(m[2], " -:.()=/|–—")
	return n, text, n <= maxNumbered && (text == "" || strings.Trim(text, "0123456789 .,-") != "")
}

// orderNumbered puts levels that begin with their numbers in order, best first.
// The words decide which end is best where a scale knows them; else the highest
// number is. A number that nobody chose keeps its step, so that the distances
// between levels are those of the form.
func orderNumbered(words []string) ([][]string, bool) {
	steps, worded := make(map[int][]string), false
	for _, w := range words {
		n, text, ok := numberedLevel(w)
		if !ok {
			return nil, false
		}
		worded = worded || text != ""
		steps[n] = append(steps[n], w)
	}
	if !worded || len(steps) < 2 {
		return nil, false
	}
	numbers := slices.Sorted(maps.Keys(steps))
	low, high := numbers[0], numbers[len(numbers)-1]
	for n := low; n <= high; n++ {
		if len(steps[n]) == 0 {
			steps[n] = []string{strconv.Itoa(n)}
		}
	}
	out := inSteps(steps)
	if !lowIsBest(steps[low], steps[high]) {
		slices.Reverse(out)
	}
	return out, true
}

// lowIsBest reports whether the words of the lowest number stand above those of
// the highest on a scale that knows both.
func lowIsBest(low, high []string) bool {
	return slices.ContainsFunc(low, func(a string) bool {
		return slices.ContainsFunc(high, func(b string) bool {
			_, x, _ := numberedLevel(a)
			_, y, _ := numberedLevel(b)
			steps, ok := orderLevels([]string{x, y})
			return ok && steps[0][0] == x
		})
	})
}
