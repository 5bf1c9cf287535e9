package sheet

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// headerRows says which rows are the header: rows[first:after]. Rows above first
// are titles. Without a header found is false, and first and after are where the
// data begins.
type headerRows struct {
	rows         []table.Row
	first, after int
	found        bool
	merged       []table.Range
	main         int // the row whose words are best known
	// again says that the last row heads nothing of its own: it is the headings in another language,
	// or hints what to write.
	again bool
	// told are the texts of columns that were brought into another form.
	told map[int][]string
}

// headerSearch is how far down a header is looked for, a header under a title of
// its own aside.
const headerSearch = 30

// What a cell of a header row counts.
const (
	issueShare    = 1.0     // an issue listed elsewhere
	gridShare     = 0.8     // "Rank the issues [AI]"
	rankWordShare = 1.0 / 4 // "1st" and "first" are as often cells of a vote
	oneWordShare  = 1.0 / 2 // one known word among several: any fuller row is surer
	oneCellShare  = 1.0 / 4 // a single cell may be a title
	oneRowShare   = 2.0 / 3 // a single row below, and then a gap: a summary above the table
	// A later row is the header only if it is known better than the rows above by
	// this factor: below a header, rows of data hold known words too.
	clearlyMore = 1.3
)

// findHeader looks for the header among the first rows.
func findHeader(rows []table.Row, merged []table.Range, isIssue func(string) bool) headerRows {
	h := headerRows{rows: rows, merged: merged}
	if n := importIDRow(rows); n >= 0 {
		h.after, h.found, h.main = n+1, true, max(n-1, 0)
		return h
	}
	seen := recurring(rows)
	best, bestScore := -1, 0.0
	for i, row := range rows {
		if i >= headerSearch && !isTitled(rows, i) {
			continue
		}
		s := headerScore(row, seen, isIssue)
		switch {
		case i > 0 && i == len(rows)-1 && typicalCells(rows[:i]) >= Filled(row):
			continue // the last of rows like it heads nothing
		case best >= 0 && (isRecordBelow(rows[best], row) || sameTexts(rows[best], row)):
			continue // of whom a column without a heading says "Speaker", or the header again
		case rowsBelow(rows, i) == 1:
			s *= oneRowShare
		}
		if s > bestScore*clearlyMore {
			best, bestScore = i, s
		}
	}
	if best < 0 {
		best = plainHeader(rows)
	}
	if best < 0 {
		h.first = firstFull(rows)
		h.after = h.first
		return h
	}
	h.first, h.after, h.main, h.found = best, best+1, best, true
	h.widen()
	return h
}

// isRecordBelow reports a row of a person below some headings: what it has below "Name" is no heading,
// or what it has below "Gender" is a gender. "Speakers" may be a title.
func isRecordBelow(up, low table.Row) bool {
	return slices.ContainsFunc(low.Cells, func(c table.Cell) bool {
		head, text := Text(up.Cell(c.Col)), Text(c)
		m, _ := vocabulary.Header(head)
		_, role := vocabulary.RoleHeader(head)
		name := m.Meaning == vocabulary.Name && !role && !vocabulary.PeopleHeader.Within(head)
		return text != "" && (name && !isHeading(text) || isValueOf(m.Meaning, text))
	})
}

// rowsBelow is the number of rows below row i up to the next gap or title, where
// more rows follow.
func rowsBelow(rows []table.Row, i int) int {
	for j := i + 1; j < len(rows); j++ {
		if j > i+1 && isTitled(rows, j) {
			return j - i - 1
		}
	}
	return len(rows)
}

// importIDRow finds the third header row of a Qualtrics export, whose cells are
// {"ImportId":"QID1"}; everything down to it is header.
func importIDRow(rows []table.Row) int {
	for i, row := range rows[:min(len(rows), 4)] {
		if slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return isImportID(c.Text) }) {
			return i
		}
	}
	return -1
}

func isImportID(s string) bool {
	var x struct{ ImportID string }
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "{'ImportId'") ||
		strings.HasPrefix(s, "{") && json.Unmarshal([]byte(s), &x) == nil && x.ImportID != ""
}

// recurring counts in how many rows a text stands in a column, and in how many
// cells of the table. A row that is a copy of an earlier one, as a header is
// repeated on every page, does not count.
type recurrence struct {
	column map[int]map[string]int
	all    map[string]int
}

// recurrenceRows is how many rows are searched for texts that recur.
const recurrenceRows = 300

func recurring(rows []table.Row) *recurrence {
	r := &recurrence{column: make(map[int]map[string]int), all: make(map[string]int)}
	copies := make(map[string]bool)
	for _, row := range rows[:min(len(rows), recurrenceRows)] {
		var key strings.Builder
		for _, c := range row.Cells {
			key.WriteString(vocabulary.Fold(c.Text))
			key.WriteByte(0)
		}
		if copies[key.String()] || isHeaderLike(row) {
			continue
		}
		copies[key.String()] = true
		for i, c := range row.Cells {
			text := vocabulary.Fold(c.Text)
			if text == "" {
				continue
			}
			if r.column[i+1] == nil {
				r.column[i+1] = make(map[string]int)
			}
			r.column[i+1][text]++
			r.all[text]++
		}
	}
	return r
}

// isHeaderLike reports a row of different header words without data, as it stands
// at the head of each table of a sheet.
func isHeaderLike(row table.Row) bool {
	words, again := make(map[string]bool), false
	known := wordsOf(row, func(_ int, text string) bool {
		if len(text) > longestHeader {
			return false
		}
		m, ok := vocabulary.Header(text)
		word := ok && m.IsWhole() && m.Meaning != vocabulary.Choice
		again = again || word && words[vocabulary.Fold(text)]
		words[vocabulary.Fold(text)] = true
		return word
	})
	return !again && known >= headerWords && 2*known >= Filled(row)
}

// longestHeader is more bytes than a header word of a column has.
const longestHeader = 1000

// wordsOf counts the texts of a row for which is holds, with their columns; a row
// that holds data, or a time, has none.
func wordsOf(row table.Row, is func(col int, text string) bool) int {
	n := 0
	for i, c := range row.Cells {
		switch text := Text(c); {
		case text == "":
		case isData(c) || isTime(text):
			return 0
		case is(i+1, text):
			n++
		}
	}
	return n
}

// isValue reports whether a text of a column recurs as values do and headers do
// not.
func (r *recurrence) isValue(col int, text string) bool {
	f := vocabulary.Fold(text)
	return r.column[col][f] > 1 || r.all[f] > 2
}

// isRank reports a word for a place that stands in several rows: a vote.
func (r *recurrence) isRank(text string) bool {
	_, rank := vocabulary.RankWord(text)
	return rank && r.all[vocabulary.Fold(text)] > 1
}

// headerScore is the sum of what the cells of a row count as header words, or 0
// if there are too few of them or the row holds data.
func headerScore(row table.Row, seen *recurrence, isIssue func(string) bool) float64 {
	score, known, data, n := 0.0, 0, 0, 0
	here := make(map[string]bool)
	for i, c := range row.Cells {
		text := Text(c)
		if text == "" {
			continue
		}
		n++
		if isData(c) || seen.isValue(i+1, text) || seen.isRank(text) {
			data++
			continue
		}
		if here[text] {
			continue
		}
		here[text] = true
		if s := headerWord(text, isIssue); s > 0 {
			known++
			score += s
		}
	}
	switch {
	case data*3 > n, known == 0, known == 1 && n > 4 && score < 1:
		return 0
	case known == 1 && n > 1:
		return score * oneWordShare
	case known == 1:
		return score * oneCellShare
	}
	return score
}

// headerWord is what one text counts as a header, 0 for an unknown one.
func headerWord(text string, isIssue func(string) bool) float64 {
	if isIssue != nil && isIssue(text) {
		return issueShare
	}
	m, ok := vocabulary.Header(text)
	if !ok {
		if _, _, grid := splitGrid(text); grid {
			return gridShare
		}
		return 0
	}
	if m.Meaning == vocabulary.PairA || m.Meaning == vocabulary.PairB {
		return m.Confidence * rankWordShare // the bare letters A and B may be anything
	}
	if _, rank := vocabulary.RankWord(text); rank && !strings.Contains(text, " ") {
		return m.Confidence * rankWordShare
	}
	return m.Confidence
}

// isTitled reports whether row i stands under a title or a gap, as the header of a
// further table does.
func isTitled(rows []table.Row, i int) bool {
	return i == 0 || rows[i].Number > rows[i-1].Number+1 || Filled(rows[i-1]) <= 1
}

// firstFull is the first row that is about as full as the others; what stands
// above it are titles.
func firstFull(rows []table.Row) int {
	typical := typicalCells(rows)
	for i, row := range rows {
		if Filled(row)*2 >= typical && Filled(row) > 0 {
			return i
		}
	}
	return 0
}

// plainHeader decides whether the first full row is a header though none of its
// words is known. A cell speaks for a header if the cells below are of another
// kind (numbers below a word) or repeat among themselves without it; it speaks
// against if it reads like the cells below: a number above numbers, a text that
// stands in this or a like column again, a known value. Numbers from 1 upward
// above texts are places.
func plainHeader(rows []table.Row) int {
	if filledRows(rows) == 0 {
		return -1
	}
	i := firstFull(rows)
	head, body := rows[i], rows[i+1:min(len(rows), i+1+sampleRows)]
	if len(body) == 0 {
		return i
	}
	v := headVote{body: body, columns: make(map[int]*columnTexts), numbers: countsUp(head)}
	for c := range head.Cells {
		v.columns[c+1] = textsOf(body, c+1)
	}
	here := make(map[string]bool)
	for c, cell := range head.Cells {
		text := Text(cell)
		switch {
		case text == "":
		case here[text] && !isData(cell):
			return -1
		case v.cell(cell, text, c+1):
			return i
		}
		here[text] = true
	}
	if v.yes > v.no || v.yes == 0 && v.no == 0 || v.no < 2 && v.yes == v.no {
		return i
	}
	return -1
}

// headVote counts what speaks for and against a header.
type headVote struct {
	body    []table.Row
	columns map[int]*columnTexts
	numbers bool // the numbers of the row count up
	yes, no int
}

// cell takes in one cell; it reports true where that settles that the row is a
// header.
func (v *headVote) cell(cell table.Cell, text string, col int) bool {
	below, data := v.columns[col], isData(cell)
	switch {
	case data && below.cells > 0 && below.data*10 < below.cells*9:
		return true // "1" above names
	case data && v.numbers:
	case data:
		v.no++
	case len(below.texts) == 1 && below.texts[vocabulary.Fold(text)]:
		return true // a column of marks that repeat their header
	case below.cells > 0 && below.data*2 > below.cells:
		v.yes++
	case below.recurs(vocabulary.Fold(text), v.columns), isKnownValue(text),
		sameForm(text, Text(v.body[0].Cell(col))):
		v.no++
	case below.cells >= 4 && len(below.texts)*2 <= below.cells:
		v.yes++
	}
	return false
}

// manyNumbers is how many ascending numbers are no accident, even with gaps.
const manyNumbers = 8

// countsUp reports whether the numbers of a row count up from 0 or 1: places or
// the numbers of issues, not answers. Many may have gaps.
func countsUp(row table.Row) bool {
	next, n, gaps := -1, 0, false
	for _, c := range row.Cells {
		if !isData(c) {
			continue
		}
		x, err := strconv.Atoi(Text(c))
		if err != nil || next < 0 && x > 1 || x < next {
			return false
		}
		gaps = gaps || next >= 0 && x > next
		next = x + 1
		n++
	}
	return n > 1 && (!gaps || n >= manyNumbers)
}

// sameForm reports whether two texts differ in their digits only: V1 and V2.
func sameForm(a, b string) bool {
	digits := func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}
	return a != "" && a != b && strings.Map(digits, a) == strings.Map(digits, b)
}

// columnTexts is what stands in one column below a row.
type columnTexts struct {
	texts       map[string]bool
	cells, data int
}

func textsOf(body []table.Row, col int) *columnTexts {
	x := &columnTexts{texts: make(map[string]bool)}
	for _, row := range body {
		cell := row.Cell(col)
		if f := vocabulary.Fold(Text(cell)); f != "" {
			x.cells++
			x.texts[f] = true
			if isData(cell) || isTime(Text(cell)) {
				x.data++
			}
		}
	}
	return x
}

// recurs reports whether a text stands in this column, whose texts repeat, or in
// another whose texts are mostly those of this one.
func (x *columnTexts) recurs(text string, columns map[int]*columnTexts) bool {
	if x.texts[text] {
		return true
	}
	for _, y := range columns {
		if y != x && y.texts[text] && y.shares(x.texts) {
			return true
		}
	}
	return false
}

// shares reports whether half of the texts are among others.
func (x *columnTexts) shares(others map[string]bool) bool {
	n := 0
	for t := range x.texts {
		if others[t] {
			n++
		}
	}
	return 2*n >= len(x.texts) && n > 0
}

// widen adds further header rows: sub-headings below merged or empty cells, the
// wording below technical codes, or group headings above.
func (h *headerRows) widen() {
	if h.after < len(h.rows) {
		up, low := h.rows[h.main], h.rows[h.after]
		h.again = saysAgain(up, low) || isHint(up, low)
		if h.again || h.continues(up, low) {
			h.after++
		}
	}
	if h.first > 0 && h.isGroupHeading(h.rows[h.first-1], h.rows[h.first]) {
		h.first--
	}
}

// continues reports whether low is a second header row below up: a merged cell holds them together, or
// low heads columns that up leaves blank. A row that names a person, or says something of one, is none.
func (h *headerRows) continues(up, low table.Row) bool {
	for _, m := range h.merged {
		if m.FirstRow <= up.Number && m.LastRow >= low.Number && m.FirstRow != m.LastRow {
			return true
		}
	}
	return hasOptionsBelow(up, low) || hasWordingBelow(up, low) || hasValuesBelow(up, low)
}

// saysAgain reports whether low says what up says in other words, as in another language, and says
// it of half the columns or more.
func saysAgain(up, low table.Row) bool {
	again := 0
	for _, c := range low.Cells {
		text, above := strings.Trim(Text(c), "()[]/ "), Text(up.Cell(c.Col))
		was, _ := vocabulary.Header(above)
		switch m, _ := vocabulary.Header(text); {
		case text == "":
		case !isHeading(text) || isValueOf(m.Meaning, text) || m.Meaning != was.Meaning || m.Number != was.Number:
			return false
		case vocabulary.Compact(text) != vocabulary.Compact(above):
			again++
		}
	}
	return again > 1 && 2*again >= Filled(up)
}

// bracketed matches a text that stands in brackets as a whole.
var bracketed = regexp.MustCompile(`^[(\[（]([^()\[\]（）]+)[)\]）]$`)

// isHint reports a row that says below two headings or more, in brackets, what to write: "(F/M/X)".
func isHint(up, low table.Row) bool {
	values := 0
	for _, c := range low.Cells {
		text := Text(c)
		if text == "" {
			continue
		}
		inside, above := bracketed.FindStringSubmatch(text), Text(up.Cell(c.Col))
		m, _ := vocabulary.Header(above)
		if above == "" || inside == nil || isNobody(inside[1]) || isFullName(inside[1]) {
			return false
		}
		if isValueOf(m.Meaning, inside[1]) {
			values++
		}
	}
	return Filled(low) > 1 && 2*values < Filled(low)
}

// isNobody reports a text that stands where somebody is still to be named, or nothing is known.
func isNobody(text string) bool {
	_, later := vocabulary.ToBeNamed.Begins(text)
	return later || vocabulary.OpenSeat.Is(text) || vocabulary.IsMissing(text) || vocabulary.Nobody.Is(text)
}

// hasOptionsBelow reports whether low heads columns that up leaves blank: the options below the
// questions of up, as SurveyMonkey writes it. The question stands once, above its first option, with
// blank cells beside it, and low is blank below the columns about the person.
func hasOptionsBelow(up, low table.Row) bool {
	person, options, other, over := 0, 0, 0, ""
	for col := 1; col <= max(len(up.Cells), len(low.Cells)); col++ {
		above, below := Text(up.Cell(col)), Text(low.Cell(col))
		switch {
		case below != "" && !headsBelow(cmp.Or(above, over), low.Cell(col)):
			return false
		case above != "" && below == "":
			person++
			over = ""
		case above != "":
			over = above
			other++
		case below != "":
			options++
		}
		if below != "" && isHeading(below) {
			person++
		}
	}
	return person >= 1 && options >= 1 && options >= other-1 && headerWord(firstText(up), nil) > 0
}

// open are the meanings of headings below which any text may be a heading: an issue, an option.
var open = []vocabulary.Meaning{
	vocabulary.Choice, vocabulary.Prefs, vocabulary.Issue, vocabulary.Topic, vocabulary.Text, vocabulary.Vote,
	vocabulary.Points, vocabulary.Rank, vocabulary.Score, vocabulary.Round, vocabulary.Session,
}

// headsBelow reports whether a cell may be a heading below another that stands above it, or above one
// to its left: below a question any text may, below "Name" or "Gender" only another heading, as what
// else stands there is of a person.
func headsBelow(over string, cell table.Cell) bool {
	text := Text(cell)
	m, ok := vocabulary.Header(over)
	switch {
	case isNumeric(text):
		return false
	case over != "" && (!ok || !m.IsWhole() || slices.Contains(open, m.Meaning)):
		return true
	}
	return isHeading(text) && !isValueOf(m.Meaning, text)
}

// isHeading reports a known header word that is as good as never anything else.
func isHeading(text string) bool { return headerWord(text, nil) > rankWordShare }

// isValueOf reports a text that a column of the meaning holds: "woman" is a heading, over boxes to
// tick, but not below "Gender".
func isValueOf(m vocabulary.Meaning, text string) bool {
	_, role := vocabulary.RoleOf(text)
	d, _ := m.Dimension()
	return role && m == vocabulary.Role || vocabulary.HasTerms(d) && vocabulary.Value(d, text).OK()
}

// hasValuesBelow reports whether low holds the values of dimensions that stand once in up, above
// the first of them, as over boxes to tick: "Gender", and below it "M" and "F". What else low
// holds is headings.
func hasValuesBelow(up, low table.Row) bool {
	var d planner.Dimension
	values, beside := 0, 0
	for col := 1; col <= max(len(up.Cells), len(low.Cells)); col++ {
		above, below := Text(up.Cell(col)), Text(low.Cell(col))
		if above != "" {
			match, _ := vocabulary.Header(above)
			d, _ = match.Meaning.Dimension()
		}
		switch {
		case below == "":
		case d != "" && vocabulary.HasTerms(d) && vocabulary.Value(d, below).OK():
			values++
			if above == "" {
				beside++
			}
		case !isHeading(below):
			return false
		}
	}
	return beside > 0 && values > beside
}

// codeHeader matches the technical names of questions: V1, Q2_1, QID3_TEXT.
var codeHeader = regexp.MustCompile(`^(?:[VQ]\d+|Q(?:ID)?\d+(?:[_.#]\d+)*(?:_TEXT)?)$`)

// hasWordingBelow reports whether low holds the wording of the questions whose
// codes stand in up.
func hasWordingBelow(up, low table.Row) bool {
	codes, words, known := 0, 0, 0
	for _, c := range up.Cells {
		if codeHeader.MatchString(Text(c)) {
			codes++
		}
	}
	for _, c := range low.Cells {
		if text := vocabulary.Compact(c.Text); len(text) > 3 && !isNumeric(text) {
			words++
		}
		if isHeading(Text(c)) {
			known++
		}
	}
	return codes >= 2 && 2*codes > Filled(up) && known >= 2 && 3*words >= 2*Filled(up)
}

// isGroupHeading reports whether up names groups of the columns headed by low: a
// merged cell of up covers several columns, or a cell of up reaches down.
func (h *headerRows) isGroupHeading(up, low table.Row) bool {
	if Filled(up) < 2 || up.Number != low.Number-1 {
		return false
	}
	for _, m := range h.merged {
		wide := m.FirstRow == up.Number && m.LastCol > m.FirstCol
		deep := m.FirstRow == up.Number && m.LastRow >= low.Number
		if (wide || deep) && m.LastRow-m.FirstRow < 3 {
			return true
		}
	}
	// Without merged cells: up heads a column that low leaves blank.
	for _, c := range up.Cells {
		if _, ok := vocabulary.Header(Text(c)); ok && Text(low.Cell(c.Col)) == "" {
			return true
		}
	}
	return false
}

// texts are the header cells of a column from top to bottom; a cell of a heading
// that covers several columns counts for all of them.
func (h *headerRows) texts(col int) []string {
	var out []string
	if !h.found {
		return nil
	}
	if texts, ok := h.told[col]; ok {
		return texts
	}
	last := h.last()
	for i, row := range h.rows[h.first:last] {
		text := Text(row.Cell(col))
		if text == "" && last-h.first > 1 {
			text = h.above(row, col, i == 0)
		}
		if text != "" && !isImportID(text) {
			out = append(out, text)
		}
	}
	return out
}

// last is where the rows end that head something of their own.
func (h *headerRows) last() int {
	if h.again {
		return h.after - 1
	}
	return h.after
}

// above is the text of the heading that covers a blank header cell.
func (h *headerRows) above(row table.Row, col int, top bool) string {
	for _, m := range h.merged {
		if m.Contains(row.Number, col) && m.FirstRow == row.Number {
			return Text(row.Cell(m.FirstCol))
		}
	}
	if !top || len(h.merged) > 0 {
		return ""
	}
	low := h.rows[h.last()-1]
	for c := col; c > 0 && Text(low.Cell(c)) != ""; c-- {
		if text := Text(row.Cell(c)); text != "" {
			return text
		}
	}
	return ""
}
