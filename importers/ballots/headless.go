package ballots

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Votes without a header row. The first row is data, not a header, when most of
// its cells read like the cells below them: numbers above numbers, or texts that
// are cells of the table again. Columns are then called by their letters; the
// first column names the voters if no two rows share a value there; columns
// whose cells name the same things are first, second, … choice from left to
// right. Each of these is said.

// isHeadless reports whether row, the first of a table, is data like the rows
// below it.
func isHeadless(row table.Row, body []table.Row) bool {
	body = body[:min(len(body), sampleRows)]
	if len(body) < 2 {
		return false
	}
	columns := make(map[int]*columnTexts)
	for _, c := range row.Cells {
		columns[c.Col] = textsOf(body, c.Col)
	}
	like, filled, ascending := 0, 0, true
	for _, c := range row.Cells {
		text := vocabulary.Fold(c.Text)
		if text == "" {
			continue
		}
		if isHeaderWord(c.Text) {
			return false
		}
		filled++
		x := columns[c.Col]
		n, numeric := number(c.Text)
		switch {
		case numeric && share(x.numbers, x.cells, 90):
			like++
			ascending = ascending && n == int64(like)*milli
		case numeric || len(x.texts) == 1 && x.texts[text]:
			return false // "1" above names; a cell that repeats its header
		case x.recurs(text, columns):
			like++
			ascending = false
		}
	}
	if like < 2 || 2*like < filled {
		return false
	}
	return !ascending || filled > like && sameForm(row.Cell(1).Text, body[0].Cell(1).Text)
}

// columnTexts is what stands in one column of the sample.
type columnTexts struct {
	texts          map[string]bool
	cells, numbers int
}

func textsOf(body []table.Row, col int) *columnTexts {
	x := &columnTexts{texts: make(map[string]bool)}
	for _, r := range body {
		text := r.Cell(col).Text
		f := vocabulary.Fold(text)
		if f == "" {
			continue
		}
		x.cells++
		x.texts[f] = true
		if _, ok := number(text); ok {
			x.numbers++
		}
	}
	return x
}

// recurs reports whether a text stands in this column, or in another whose
// texts are mostly those of this one.
func (x *columnTexts) recurs(text string, columns map[int]*columnTexts) bool {
	if x.texts[text] && 2*len(x.texts) <= x.cells+2 { // else nearly all differ: names or remarks
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

// setHeadless calls the columns by their letters.
func (s *sheet) setHeadless(rows []table.Row) {
	head := table.Row{Number: rows[0].Number - 1}
	for col := 1; col <= widest(rows[:min(len(rows), sampleRows)]); col++ {
		head.Cells = append(head.Cells, table.Cell{
			Row: head.Number, Col: col, Kind: table.Text,
			Text: "Column " + table.ColumnName(col),
		})
	}
	s.header, s.headless = []table.Row{head}, true
}

// classifyHeadless finds the column of voters and the columns of choices.
func (s *sheet) classifyHeadless() {
	texts := make([]*columnTexts, len(s.columns))
	for i, c := range s.columns {
		texts[i] = textsOf(s.body, c.col)
	}
	if first := texts[0]; first.cells == len(s.body) && len(first.texts) == len(s.body) && len(s.body) > 2 &&
		(first.numbers == 0 || first.numbers == first.cells && len(s.body) > len(s.columns)) {
		s.columns[0].meaning = vocabulary.Voter
	}
	rank := 0
	for i := range s.columns {
		c := &s.columns[i]
		if c.meaning != vocabulary.Other || texts[i].numbers > 0 || s.mainClass(c.col) != isText {
			continue
		}
		if slices.ContainsFunc(texts, func(y *columnTexts) bool { return y != texts[i] && texts[i].shares(y.texts) }) {
			rank++
			c.rank = rank
		}
	}
}

// sayHeadless is what to tell about a table without a header.
func (s *sheet) sayHeadless(b *block) planner.Finding {
	f := planner.Finding{
		Code: codeVotesNoHeader, Severity: planner.Warning,
		Text: fmt.Sprintf("there is no header row: row %d is data like the rows below it; the issues are called by their columns", s.body[0].Number),
		Fix:  "put a row above the data that names the issues",
	}
	if b.shape == ChoiceColumns {
		f.Text = fmt.Sprintf("there is no header row: row %d is data like the rows below it; the columns are taken as first, second, … choice from left to right", s.body[0].Number)
		f.Fix = "put a row above the data, such as 1st choice, 2nd choice"
	}
	return f
}
