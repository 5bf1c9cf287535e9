package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
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
	case isExample(row):
		return Example
	case m.typical >= 2 && isTotal(row):
		return Total
	case m.typical >= 3 && Filled(row) == 1 && isRemarkText(firstText(row)):
		return Remark
	case isPreview(row):
		return Preview
	}
	return Body
}

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
		if text := Text(c); i+1 != first && text != "" && !isData(c) {
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

// closing finds the statistics and remarks below the last record: rows thinner
// than records, each a word with a number or a line of text, from a gap or a total
// on.
func (l *layout) closing() {
	m, rows, classes := l.m, l.rows, l.classes
	if m.typical < 3 {
		return
	}
	from := len(rows)
	for i := len(rows) - 1; i > m.after; i-- {
		if classes[i] == Body && !isStatistic(rows[i], m.typical) || classes[i] == Aside || classes[i] == Header {
			break
		}
		from = i
	}
	for from < len(rows) && classes[from] == Body && rows[from].Number == rows[from-1].Number+1 &&
		(from < len(rows)-1 || !isLongText(rows[from])) {
		from++
	}
	for i := from; i < len(rows); i++ {
		if classes[i] != Body {
			continue
		}
		if classes[i] = Remark; Filled(rows[i]) > 1 {
			classes[i] = Total
		}
	}
}

// isStatistic reports a row that may be a statistic or a remark below a table of
// rows with typical cells: a text alone, or before a few numbers.
func isStatistic(row table.Row, typical int) bool {
	first := FirstFilled(row)
	if isData(row.Cell(first)) || Filled(row) > max(2, typical/2) {
		return false
	}
	return !slices.ContainsFunc(row.Cells[min(first, len(row.Cells)):], func(c table.Cell) bool {
		return Text(c) != "" && !isData(c)
	})
}

// isLongText reports a row that is a line of text, longer than a name.
func isLongText(row table.Row) bool { return Filled(row) == 1 && len([]rune(firstText(row))) > 60 }

// headings finds the rows that head others, "GOVERNMENTS" above its people: a
// single cell above a fuller row, whose text is a known value or, where there are
// several, is written as headings are.
func (l *layout) headings() {
	if l.m.typical < 2 {
		return
	}
	var found []int
	known := 0
	for i := l.m.after; i+1 < len(l.rows); i++ {
		if !l.mayHead(i) {
			continue
		}
		meaning, ok := sectionMeaningOf(firstText(l.rows[i]))
		if ok && l.isOwnColumn(i, meaning) {
			continue
		}
		found = append(found, i)
		if ok {
			known++
		}
	}
	for _, i := range found {
		text := firstText(l.rows[i])
		if _, ok := sectionMeaningOf(text); ok || 2*known > len(found) || len(found) > 1 && isHeadingText(text) {
			l.classes[i] = Section
		}
	}
}

// mayHead reports a row with a single text above a fuller record.
func (l *layout) mayHead(i int) bool {
	row := l.rows[i]
	if l.classes[i] != Body || Filled(row) != 1 || isData(row.Cell(FirstFilled(row))) {
		return false
	}
	for _, next := range l.rows[i+1:] {
		if n := Filled(next); n > 0 {
			return n > 1
		}
	}
	return false
}

// isOwnColumn reports a value that stands in a column of its own meaning, and so
// does the next row's: a record that says nothing else.
func (l *layout) isOwnColumn(i int, meaning vocabulary.Meaning) bool {
	col := FirstFilled(l.rows[i])
	if len(l.m.Header) == 0 || Text(l.rows[i+1].Cell(col)) == "" {
		return false
	}
	match, ok := vocabulary.Header(Text(l.m.Header[len(l.m.Header)-1].Cell(col)))
	return ok && match.Meaning == meaning
}

// isHeadingText reports a text in capitals or with a colon behind it.
func isHeadingText(text string) bool {
	return strings.HasSuffix(text, ":") || len([]rune(text)) > 3 && text == strings.ToUpper(text) &&
		text != strings.ToLower(text)
}

// sectionMeaningOf is what the records below a heading inherit from it.
func sectionMeaningOf(text string) (vocabulary.Meaning, bool) {
	text = strings.TrimRight(text, ": ")
	switch {
	case vocabulary.IsMissing(text):
		return "", false
	case isStakeholder(text):
		return vocabulary.Stakeholder, true
	case vocabulary.Value(planner.Region, text).OK():
		return vocabulary.Region, true
	case isCountryName(text):
		return vocabulary.CountryName, true
	}
	if _, ok := vocabulary.RoleOf(text); ok {
		return vocabulary.Role, true
	}
	return "", false
}

// sections gives the records below headings a column that holds the heading. The
// cells keep the place of the heading.
func (m *Model) sections(rows []table.Row) {
	if len(m.headingRows) == 0 {
		return
	}
	counts := make(map[vocabulary.Meaning]int)
	for _, h := range m.headingRows {
		meaning, _ := sectionMeaningOf(firstText(h))
		counts[meaning]++
	}
	col := max(width(m.Header), width(m.Body)) + 1
	for i := range m.Body {
		head := m.headingOf(m.Body[i].Number)
		if head == nil {
			continue
		}
		row := &m.Body[i]
		for len(row.Cells) < col-1 {
			row.Cells = append(row.Cells, table.Cell{Row: row.Number, Col: len(row.Cells) + 1})
		}
		cell := head.Cell(FirstFilled(*head))
		cell.Text = strings.TrimRight(Text(cell), ": ")
		row.Cells = append(row.Cells[:col-1:col-1], cell)
	}
	c := &Column{Col: col, Header: "section heading", Match: vocabulary.Match{Meaning: vocabulary.Other}}
	c.head = m.headingRows[0].Cell(FirstFilled(m.headingRows[0]))
	for _, meaning := range []vocabulary.Meaning{
		vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName, vocabulary.Role,
	} {
		if 2*counts[meaning] >= len(m.headingRows) && c.How == Unknown {
			c.Match, c.How = vocabulary.Match{Meaning: meaning, Confidence: sectionMeaning}, BySection
		}
	}
	c.count(m.Body)
	m.Columns = append(m.Columns, c)
}

// headingOf is the heading above the row of a number, nil above the first.
func (m *Model) headingOf(number int) *table.Row {
	var head *table.Row
	for i := range m.headingRows {
		if m.headingRows[i].Number < number {
			head = &m.headingRows[i]
		}
	}
	return head
}
