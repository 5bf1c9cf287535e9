package importers

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/ballots"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// headerRows says which rows of a sheet are its header: rows[first:after].
// Rows above first are titles. Without a header found is false and first and
// after are where the data begins.
type headerRows struct {
	rows         []table.Row
	first, after int
	found        bool
	merged       []table.Range
	main         int // the row whose words are best known
}

// headerSearch is how far down a header is looked for.
const headerSearch = 30

// What a known header word counts for less than its confidence.
const (
	rankWordShare = 1.0 / 4 // "1st" and "first" are as often cells of a vote
	oneWordShare  = 1.0 / 2 // one known word among several: any fuller row is surer
	oneCellShare  = 1.0 / 4 // a single cell may be a title
	// A later row is the header only if it is known better than the rows above by
	// this factor: below a header, rows of data hold known words too.
	clearlyMore = 1.3
)

// findHeader looks for the header among the first rows: the row with the most
// cells that are known header words. Where no row has any, the first full row
// of texts is the header if the rows below it look different from it.
func findHeader(rows []table.Row, merged []table.Range) headerRows {
	h := headerRows{rows: rows, merged: merged}
	top := rows[:min(len(rows), headerSearch)]
	if n := importIDRow(top); n >= 0 {
		h.after, h.found, h.main = n+1, true, max(n-1, 0)
		return h
	}
	best, bestScore := -1, 0.0
	for i, row := range top {
		if s := headerScore(row); s > bestScore*clearlyMore {
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

// importIDRow finds the third header row of a Qualtrics export, whose cells are
// {"ImportId":"QID1"}; everything down to it is header.
func importIDRow(rows []table.Row) int {
	for i, row := range rows[:min(len(rows), 4)] {
		for _, c := range row.Cells {
			var x struct{ ImportID string }
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, "{") && json.Unmarshal([]byte(t), &x) == nil &&
				x.ImportID != "" {
				return i
			}
		}
	}
	return -1
}

// headerScore is the sum of the confidences of the known header words in a row,
// or 0 if there are too few of them or the row holds data.
func headerScore(row table.Row) float64 {
	score, known, data, n := 0.0, 0, 0, 0
	seen := make(map[string]bool)
	for _, c := range row.Cells {
		text := clean(c)
		if text == "" {
			continue
		}
		n++
		if isData(c) {
			data++
			continue
		}
		m, ok := vocabulary.Header(text)
		if !ok || seen[text] {
			continue
		}
		seen[text] = true
		known++
		if _, rank := vocabulary.RankWord(text); rank && !strings.Contains(text, " ") {
			m.Confidence *= rankWordShare
		}
		score += m.Confidence
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

// isData reports whether a cell holds a number, a date, an address on the net,
// or is as long as no header is.
func isData(c table.Cell) bool {
	switch c.Kind {
	case table.Number, table.Bool, table.Date, table.Error:
		return true
	}
	t := vocabulary.Clean(c.Text)
	if _, err := strconv.ParseFloat(strings.ReplaceAll(t, ",", "."), 64); err == nil {
		return true
	}
	return isEmail(t) || strings.HasPrefix(t, "http://") || strings.HasPrefix(t, "https://") || looksLikeDate(t)
}

func isEmail(s string) bool { return vocabulary.IsAddress(s) }

// looksLikeDate recognises the common date spellings: digits in two or three
// groups, with an optional time.
func looksLikeDate(s string) bool {
	if len(s) < 8 || len(s) > 40 || s[0] < '0' || s[0] > '9' {
		return false
	}
	date, _, _ := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	groups := strings.FieldsFunc(date, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(groups) != 3 {
		return false
	}
	return !slices.ContainsFunc(groups, func(g string) bool {
		_, err := strconv.Atoi(g)
		return err != nil || len(g) > 4
	})
}

// cells is the number of cells of a row that hold something.
func cells(row table.Row) int {
	n := 0
	for _, c := range row.Cells {
		if clean(c) != "" {
			n++
		}
	}
	return n
}

// typicalCells is the median number of filled cells.
func typicalCells(rows []table.Row) int {
	if len(rows) == 0 {
		return 0
	}
	n := make([]int, len(rows))
	for i, row := range rows {
		n[i] = cells(row)
	}
	slices.Sort(n)
	return n[len(n)/2]
}

// firstFull is the first row that is about as full as the others; what stands
// above it are titles.
func firstFull(rows []table.Row) int {
	typical := typicalCells(rows)
	for i, row := range rows {
		if cells(row)*2 >= typical {
			return i
		}
	}
	return 0
}

// plainHeader decides whether the first full row is a header though none of its
// words is known: its cells are distinct texts, and some column below looks
// different (numbers below a word, or repeated values that the first row does
// not take part in).
func plainHeader(rows []table.Row) int {
	if len(rows) == 0 {
		return -1
	}
	i := firstFull(rows)
	head, body := rows[i], rows[i+1:]
	seen := make(map[string]bool)
	for _, c := range head.Cells {
		text := clean(c)
		if text == "" {
			continue
		}
		if isData(c) || seen[text] {
			return -1
		}
		seen[text] = true
	}
	if len(body) == 0 {
		return i
	}
	yes, no := 0, 0
	for _, c := range head.Cells {
		text := clean(c)
		if text == "" {
			continue
		}
		values, data, n := map[string]int{}, 0, 0
		for _, row := range body {
			cell := row.Cell(c.Col)
			if t := clean(cell); t != "" {
				n++
				values[t]++
				if isData(cell) {
					data++
				}
			}
		}
		switch {
		case n > 0 && data*2 > n:
			yes++
		case values[text] > 0, isKnownValue(text):
			no++
		case n >= 4 && len(values)*2 <= n:
			yes++
		}
	}
	if yes > no || yes == 0 && no == 0 {
		return i
	}
	return -1
}

// widen adds a second header row: sub-headings below merged or empty cells, or
// group headings above.
func (h *headerRows) widen() {
	if h.after < len(h.rows) && h.continues(h.rows[h.main], h.rows[h.after]) {
		h.after++
	}
	if h.first > 0 && h.isGroupHeading(h.rows[h.first-1], h.rows[h.first]) {
		h.first--
	}
}

// continues reports whether low is a second header row below up: merged cells
// reach into it, or it fills only places where up is blank or repeated, with
// known header words.
func (h *headerRows) continues(up, low table.Row) bool {
	for _, m := range h.merged {
		if m.FirstRow <= up.Number && m.LastRow >= low.Number && m.FirstRow != m.LastRow {
			return true
		}
	}
	if ballots.HasOptionsBelow(up, low) {
		return true
	}
	known, n := 0, 0
	for _, c := range low.Cells {
		text := clean(c)
		if text == "" {
			continue
		}
		n++
		if isData(c) {
			return false
		}
		if _, ok := vocabulary.Header(text); ok {
			known++
		}
	}
	return n > 0 && known*2 > n && cells(up) > 1 && (clean(low.Cell(firstFilled(up))) == "" || n < cells(up))
}

// firstFilled is the first column of a row that holds something.
func firstFilled(row table.Row) int {
	for _, c := range row.Cells {
		if clean(c) != "" {
			return c.Col
		}
	}
	return 1
}

// isGroupHeading reports whether up names groups of the columns headed by low:
// a merged cell of up covers several columns, or a cell of up reaches down.
func (h *headerRows) isGroupHeading(up, low table.Row) bool {
	if cells(up) < 2 {
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
		if _, ok := vocabulary.Header(clean(c)); ok && clean(low.Cell(c.Col)) == "" {
			return true
		}
	}
	return false
}

// texts are the header cells of a column from top to bottom; a cell of a merged
// heading counts for all columns it covers.
func (h *headerRows) texts(col int) []string {
	var out []string
	if !h.found {
		return nil
	}
	for _, row := range h.rows[h.first:h.after] {
		text := clean(row.Cell(col))
		if text == "" {
			for _, m := range h.merged {
				if m.Contains(row.Number, col) && m.FirstRow == row.Number {
					text = clean(row.Cell(m.FirstCol))
				}
			}
		}
		if text != "" && !strings.HasPrefix(text, `{"ImportId"`) {
			out = append(out, text)
		}
	}
	return out
}

// text is the header of a column as shown.
func (h *headerRows) text(col int) string {
	t := h.texts(col)
	if len(t) > 1 && importIDRow(h.rows[:min(len(h.rows), 4)]) >= 0 {
		return t[len(t)-1]
	}
	return strings.Join(slices.Compact(t), " – ")
}

// candidates are the texts to look up for a column, the most specific first.
func (h *headerRows) candidates(col int) []string {
	t := h.texts(col)
	if len(t) < 2 {
		return t
	}
	return append([]string{t[len(t)-1], strings.Join(t, " ")}, t[0])
}
