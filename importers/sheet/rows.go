package sheet

import (
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// layout is the rows of a sheet while their classes are worked out.
type layout struct {
	m       *Model
	rows    []table.Row
	classes []Class
	seen    *recurrence
}

// classify gives the rows held their classes and collects the records. Rows that
// only others tell apart (statistics below the last record, headings above some,
// a second table) are known only where the sheet is held as a whole.
func (m *Model) classify(rows []table.Row) {
	m.typical = typicalCells(rows[m.after:])
	l := layout{m: m, rows: rows, classes: make([]Class, len(rows))}
	for i := range rows {
		switch {
		case i < m.first:
			l.classes[i] = Title
		case i < m.after:
			l.classes[i] = Header
		default:
			l.classes[i] = m.classOf(rows[i])
		}
	}
	if m.Complete && !m.answers {
		l.seen = recurring(rows)
		l.setAside()
		l.closing()
		l.headings()
	}
	m.Body = make([]table.Row, 0, len(rows)-m.after)
	for i, row := range rows {
		if !m.answers {
			m.Account.add(row, l.classes[i])
		}
		if l.classes[i] == Body && Filled(row) > 0 {
			m.Body = append(m.Body, row)
			m.countMerged(row)
		}
		m.sayRow(row, l.classes[i], i >= m.after)
	}
}

func (m *Model) countMerged(row table.Row) {
	for _, c := range row.Cells {
		if c.Merged {
			m.mergedCells++
		}
	}
}

// classOf is the class of a row below the header that the row itself tells.
func (m *Model) classOf(row table.Row) Class {
	switch {
	case Filled(row) == 0:
		return Blank
	case len(m.Header) > 0 && sameTexts(m.Header[len(m.Header)-1], row):
		return Header
	case isPreview(row):
		return Preview
	case isCode(firstText(row)): // V17: no word
	case isExample(row):
		return Example
	case m.typical >= 2 && isTotal(row):
		return Total
	case m.typical >= 3 && Filled(row) == 1 && isRemarkText(firstText(row)):
		return Remark
	}
	return Body
}

// isCode reports a letter or two before a number, as voters are called.
func isCode(text string) bool {
	number := strings.TrimRight(text, "0123456789")
	return len(number) < 3 && len(number) < len(text) && strings.Trim(strings.ToLower(number), latin) == ""
}

const latin = "abcdefghijklmnopqrstuvwxyz"

// isExample recognises the rows that the template workbook shows as examples:
// their first cell says "example", perhaps with a number or a colon.
func isExample(row table.Row) bool {
	rest, ok := vocabulary.ExampleRow.Begins(strings.TrimLeft(firstText(row), " ("))
	return ok && (strings.HasPrefix(rest, ":") || strings.Trim(rest, " -_.#)0123456789") == "")
}

// isTotal recognises a row whose first text says that it sums up the others, with
// only numbers beside it.
func isTotal(row table.Row) bool {
	if !isTotalText(firstText(row)) {
		return false
	}
	first := FirstFilled(row)
	for i, c := range row.Cells {
		if i+1 != first && isFilled(&c) && !isCount(c) {
			return false
		}
	}
	return true
}

// preview is what Qualtrics writes of an answer that was tried out.
const preview = "Survey Preview"

// isPreview recognises the answers that the maker of a form gave while trying it
// out: some cell says so, in the words of the export.
func isPreview(row table.Row) bool {
	for i := range row.Cells {
		if text := row.Cells[i].Text; len(text) >= len(preview) && strings.EqualFold(strings.TrimSpace(text), preview) {
			return true
		}
	}
	return false
}

// setAside finds further tables below or above the one that is read: a row of
// header words under a title or a gap that is not the header. The titles above it
// belong to it.
func (l *layout) setAside() {
	m := l.m
	if len(m.Header) == 0 {
		return
	}
	aside := false
	for i := range l.rows {
		switch {
		case i >= m.first && i < m.after:
			aside = false
			continue
		case l.startsTable(i):
			if !aside {
				m.sayAside(l.rows[i])
			}
			aside = true
			for j := i - 1; j >= m.after && Filled(l.rows[j]) <= 1 && l.classes[j] == Body; j-- {
				l.classes[j] = Aside
			}
		}
		if aside {
			l.classes[i] = Aside
		}
	}
}

// headerWords is how many known words a row needs to be the header of another
// table.
const headerWords = 3

// startsTable reports whether a row is the header of another table.
func (l *layout) startsTable(i int) bool {
	row := l.rows[i]
	if l.classes[i] == Header || Filled(row) < headerWords || !isTitled(l.rows, i) || i == 0 || i+1 == len(l.rows) {
		return false
	}
	known := 0
	for col, c := range row.Cells {
		text := Text(c)
		switch {
		case text == "":
		case isData(c):
			return false
		case !l.seen.isValue(col+1, text) && headerWord(text, nil) >= gridShare:
			known++
		}
	}
	return known >= headerWords && 2*known >= Filled(row)
}
