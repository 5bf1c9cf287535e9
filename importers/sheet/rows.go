package sheet

import (
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// classify gives the rows held their classes and collects the records. Rows that
// only others tell apart (statistics below the last record, headings above some,
// a second table) are known only where the sheet is held as a whole.
func (m *Model) classify(rows []table.Row) {
	below := rows[m.after:]
	m.typical = typicalCells(below)
	classes := make([]Class, len(rows))
	for i := range rows {
		switch {
		case i < m.first:
			classes[i] = Title
		case i < m.after:
			classes[i] = Header
		default:
			classes[i] = m.classOf(rows[i])
		}
	}
	if m.Complete && !m.answers {
		m.setAside(rows, classes)
		m.closing(rows, classes)
		m.headings(rows, classes)
	}
	m.Body = make([]table.Row, 0, len(below))
	for i, row := range rows {
		if !m.answers {
			m.Account.add(row, classes[i])
		}
		if classes[i] == Body && Filled(row) > 0 {
			m.Body = append(m.Body, row)
		}
		m.sayRow(row, classes[i], i >= m.after)
	}
	for _, row := range m.Body {
		for _, c := range row.Cells {
			if c.Merged {
				m.mergedCells++
			}
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
	case m.isTotal(row):
		return Total
	case m.isRemark(row):
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
func (m *Model) isTotal(row table.Row) bool {
	if m.typical < 2 || !isTotalText(firstText(row)) {
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

// isRemark recognises a single cell below or between fuller rows whose first word
// says that it is a remark.
func (m *Model) isRemark(row table.Row) bool {
	return m.typical >= 3 && Filled(row) == 1 && isRemarkText(firstText(row))
}

// isPreview recognises the answers that the maker of a form gave while trying it
// out: some cell says so, in the words of the export.
func isPreview(row table.Row) bool {
	for _, c := range row.Cells {
		if strings.EqualFold(strings.TrimSpace(c.Text), "Survey Preview") {
			return true
		}
	}
	return false
}

// setAside finds further tables below or above the one that is read: a row of
// header words under a title or a gap that is not the header.
func (m *Model) setAside(rows []table.Row, classes []Class) {
	if len(m.Header) == 0 {
		return
	}
	seen := recurring(rows)
	aside := -1 // the first row of the other table
	for i := range rows {
		if i == m.first {
			aside = -1
			continue
		}
		if i > m.first && i < m.after {
			continue
		}
		if m.startsTable(rows, i, classes[i], seen) {
			from := i
			for from > m.after && Filled(rows[from-1]) <= 1 && classes[from-1] == Body {
				from--
			}
			if aside < 0 {
				m.sayAside(rows[i])
			}
			aside = from
		}
		if aside >= 0 {
			for j := aside; j <= i; j++ {
				classes[j] = Aside
			}
		}
	}
}

// headerWords is how many known words a row needs to be the header of another
// table.
const headerWords = 3

func (m *Model) startsTable(rows []table.Row, i int, class Class, seen *recurrence) bool {
	row := rows[i]
	if class == Header && i >= m.after || Filled(row) < headerWords || !isTitled(rows, i) || i == 0 && m.first > 0 {
		return false
	}
	known := 0
	for col, c := range row.Cells {
		text := Text(c)
		switch {
		case text == "":
		case isData(c):
			return false
		case !seen.isValue(col+1, text) && headerWord(text, nil) >= gridShare:
			known++
		}
	}
	return known >= headerWords && 2*known >= Filled(row) && i+1 < len(rows)
}

// closing finds the statistics and remarks below the last record: rows thinner
// than records, each a word with a number or a line of text, from a gap or a total
// on.
func (m *Model) closing(rows []table.Row, classes []Class) {
	if m.typical < 3 {
		return
	}
	from := len(rows)
	for i := len(rows) - 1; i > m.after; i-- {
		if classes[i] == Blank || classes[i] == Total || classes[i] == Remark || m.isStatistic(rows[i]) {
			from = i
			continue
		}
		break
	}
	for from < len(rows) && classes[from] != Total && classes[from] != Remark &&
		rows[from].Number == rows[from-1].Number+1 && !m.isLongText(rows[from], from == len(rows)-1) {
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

// isStatistic reports a row that may be a statistic or a remark below a table.
func (m *Model) isStatistic(row table.Row) bool {
	if Filled(row) == 1 {
		return !isData(row.Cell(FirstFilled(row)))
	}
	if Filled(row) > max(2, m.typical/2) || isData(row.Cell(FirstFilled(row))) {
		return false
	}
	for i, c := range row.Cells {
		if i+1 > FirstFilled(row) && Text(c) != "" && !isData(c) {
			return false
		}
	}
	return true
}

// isLongText reports a last row that is a line of text, longer than a name.
func (m *Model) isLongText(row table.Row, last bool) bool {
	return last && Filled(row) == 1 && len([]rune(firstText(row))) > 60
}

// headings finds the rows that head others, "GOVERNMENTS" above its people: a
// single cell above a fuller row, whose text is a known value or, where there are
// several, is written as headings are.
func (m *Model) headings(rows []table.Row, classes []Class) {
	if m.typical < 2 {
		return
	}
	var found []int
	for i := m.after; i+1 < len(rows); i++ {
		if classes[i] == Body && Filled(rows[i]) == 1 && nextFull(rows, classes, i) &&
			!isData(rows[i].Cell(FirstFilled(rows[i]))) {
			found = append(found, i)
		}
	}
	known := 0
	for _, i := range found {
		if _, ok := sectionMeaningOf(firstText(rows[i])); ok {
			known++
		}
	}
	for _, i := range found {
		text := firstText(rows[i])
		meaning, ok := sectionMeaningOf(text)
		if ok && m.isOwnColumn(rows, i, meaning) {
			continue
		}
		if ok || 2*known > len(found) || len(found) > 1 && isHeadingText(text) {
			classes[i] = Section
		}
	}
}

// isOwnColumn reports a value that stands in a column of its own meaning, and so
// does the next row's: a record that says nothing else.
func (m *Model) isOwnColumn(rows []table.Row, i int, meaning vocabulary.Meaning) bool {
	col := FirstFilled(rows[i])
	if len(m.Header) == 0 || Text(rows[i+1].Cell(col)) == "" {
		return false
	}
	match, ok := vocabulary.Header(Text(m.Header[len(m.Header)-1].Cell(col)))
	return ok && match.Meaning == meaning
}

// nextFull reports whether the next row that holds something is a record fuller
// than a heading.
func nextFull(rows []table.Row, classes []Class, i int) bool {
	for _, row := range rows[i+1:] {
		switch n := Filled(row); {
		case n > 1:
			return true
		case n == 1:
			return false
		}
		i++
	}
	return false
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
