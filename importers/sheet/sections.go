package sheet

import (
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What stands between and below the records: headings whose value the records
// below inherit, statistics, legends and remarks.

// closing finds the blocks below the last record that are statistics or remarks:
// rows thinner than records or of a text and numbers, from a gap or a total on,
// some of which say so.
func (l *layout) closing() {
	if l.m.typical < 3 {
		return
	}
	numbers := 0
	for i := l.m.after; i < len(l.rows); i++ {
		if isStatistic(l.rows[i]) {
			numbers++
		}
	}
	mostly := 2*numbers > len(l.rows)-l.m.after // records that are a name and numbers themselves
	to := len(l.rows)                           // the end of the block looked at
	for i := len(l.rows) - 1; i > l.m.after; i-- {
		if !l.mayClose(i, to, mostly) {
			break
		}
		apart := l.rows[i].Number > l.rows[i-1].Number+1 || l.classes[i] == Total || Filled(l.rows[i-1]) == 0
		if (apart || i == len(l.rows)-1 && isLongText(l.rows[i])) && l.tellsSo(i, to) {
			l.close(i, to)
			to = i
		}
	}
}

// mayClose reports a row that may stand below the records: a thin one, a text and
// numbers, or the texts that head such rows.
func (l *layout) mayClose(i, to int, mostly bool) bool {
	row := l.rows[i]
	switch {
	case l.classes[i] == Aside || l.classes[i] == Header:
		return false
	case l.classes[i] != Body, isThin(row, l.m.typical), !mostly && isStatistic(row):
		return true
	}
	return !mostly && i+1 < to && isStatistic(l.rows[i+1]) &&
		!slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return isFilled(&c) && isCount(c) }) &&
		isNoRecord(firstText(row))
}

// tellsSo reports whether one of the rows says that it is no record.
func (l *layout) tellsSo(from, to int) bool {
	for i := from; i < to; i++ {
		if l.classes[i] != Body || isStatistic(l.rows[i]) || isLongText(l.rows[i]) || isNoRecord(firstText(l.rows[i])) {
			return true
		}
	}
	return from == to
}

func (l *layout) close(from, to int) {
	for i := from; i < to; i++ {
		if l.classes[i] != Body || Filled(l.rows[i]) == 0 {
			continue
		}
		if l.classes[i] = Remark; isStatistic(l.rows[i]) {
			l.classes[i] = Total
		}
	}
}

// isThin reports a row with far fewer cells than a record.
func isThin(row table.Row, typical int) bool { return Filled(row) <= max(2, typical/2) }

// isStatistic reports a text before one or a few numbers.
func isStatistic(row table.Row) bool {
	first := FirstFilled(row)
	return Filled(row) > 1 && !isData(row.Cell(first)) &&
		!slices.ContainsFunc(row.Cells[first:], func(c table.Cell) bool { return isFilled(&c) && !isCount(c) })
}

// isCount reports a number, perhaps with its unit behind it: "3", "67 %", "3名".
func isCount(c table.Cell) bool {
	text := Text(c)
	return isData(c) || text[0] >= '0' && text[0] <= '9' && len(strings.Fields(text)) < 3
}

// isLongText reports a row that is a line of text, longer than a name.
func isLongText(row table.Row) bool { return Filled(row) == 1 && len([]rune(firstText(row))) > 60 }

// isNoRecord reports a text that names nobody: a word for a value, a header word,
// or one with a colon, a sign or a number, as legends and remarks have.
func isNoRecord(text string) bool {
	if strings.ContainsAny(text, ":：=→%※*†0123456789") || isGender(text) || isRemarkText(text) {
		return true
	}
	if m, ok := vocabulary.Header(text); ok && m.IsWhole() {
		return true
	}
	_, _, ok := heading(text)
	return ok
}

// isCounted reports a text with a number, as v2, that begins a row among records
// named alike: v1, v3. It is a record of which nothing else is known.
func (l *layout) isCounted(i int) bool {
	col, alike := FirstFilled(l.rows[i]), 0
	text := firstText(l.rows[i])
	for j := l.m.after; j < len(l.rows) && !strings.ContainsAny(text, " :="); j++ {
		if c := l.rows[j].Cell(col); isFilled(&c) && Filled(l.rows[j]) > 1 && sameForm(Text(c), text) {
			alike++
		}
	}
	return alike >= 2
}

// headings finds the rows that head others, "GOVERNMENTS" above its people: a
// single cell above a fuller row, whose text is a known value or, where there are
// several, is written as headings are; and whatever stands above a copy of the
// header. Other single cells that name nobody are remarks; what is left may be a
// person of whom only the name is known, which is said.
func (l *layout) headings() {
	if l.m.typical < 2 {
		return
	}
	found, known := l.mayHead()
	for _, i := range found {
		text := firstText(l.rows[i])
		_, _, ok := heading(text)
		if ok || 2*known > len(found) || len(found) > 1 && isHeadingText(text) {
			l.classes[i] = Section
		}
	}
	if l.m.typical < 3 {
		return
	}
	for i := l.m.after; i < len(l.rows); i++ {
		switch {
		case l.classes[i] != Body || Filled(l.rows[i]) != 1 || l.isCounted(i):
		case !isData(l.rows[i].Cell(FirstFilled(l.rows[i]))) && isNoRecord(firstText(l.rows[i])) && !l.isOwnValue(i):
			l.classes[i] = Remark
		default:
			l.m.lone = append(l.m.lone, l.rows[i])
		}
	}
}

// mayHead lists the rows with a single text above a fuller one, and counts those
// whose text is known. What stands above a copy of the header is a heading.
func (l *layout) mayHead() (found []int, known int) {
	for i := l.m.after; i < len(l.rows); i++ {
		next := l.next(i)
		if l.classes[i] != Body || Filled(l.rows[i]) != 1 || l.isCounted(i) || next == len(l.rows) {
			continue
		}
		text := l.rows[i].Cell(FirstFilled(l.rows[i]))
		switch {
		case l.classes[next] == Header:
			l.classes[i] = Section
		case Filled(l.rows[next]) > 1 && !isData(text) && !l.isOwnValue(i):
			found = append(found, i)
			if _, _, ok := heading(Text(text)); ok {
				known++
			}
		}
	}
	return found, known
}

// next is the next row that holds something.
func (l *layout) next(i int) int {
	for i++; i < len(l.rows) && Filled(l.rows[i]) == 0; i++ {
	}
	return i
}

// isOwnValue reports a value that stands in a column of its own meaning, and so
// does the next row's: a record that says nothing else.
func (l *layout) isOwnValue(i int) bool {
	meaning, _, ok := heading(firstText(l.rows[i]))
	col := FirstFilled(l.rows[i])
	if !ok || len(l.m.Header) == 0 || i+1 < len(l.rows) && Text(l.rows[i+1].Cell(col)) == "" {
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

// numbering is what stands before a numbered heading: "II.", "A)", "3.".
var numbering = regexp.MustCompile(`^(?:[IVX]+|[A-Z]|\d{1,2})[.):]\s+`)

// heading is what the records below a heading inherit from it, in the words of a
// column of that meaning: "II. Gouvernements" gives the stakeholder group,
// "Waiting list" the status, "Online participants" the attendance, "Panel 2: AI"
// the session.
func heading(text string) (meaning vocabulary.Meaning, value string, ok bool) {
	text = strings.TrimRight(numbering.ReplaceAllString(text, ""), ": ")
	if vocabulary.IsMissing(text) {
		return "", "", false
	}
	if rest, ok := vocabulary.SessionRow.Begins(text); ok && strings.ContainsAny(rest, "0123456789:") {
		return vocabulary.Session, text, true
	}
	if meaning, ok := valueMeaning(text); ok {
		return meaning, text, true
	}
	// "Confirmed speakers", "Online participants"
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		if _, people := vocabulary.RoleOf(strings.Join(words[n:], " ")); people {
			value = strings.Join(words[:n], " ")
			if meaning, ok := valueMeaning(value); ok {
				return meaning, value, true
			}
		}
	}
	return "", "", false
}

// valueMeaning is the meaning of a column in which the text would be a value.
func valueMeaning(text string) (vocabulary.Meaning, bool) {
	status, isStatus := vocabulary.StatusOf(text)
	_, isYes := vocabulary.YesNo(text)
	_, isRole := vocabulary.RoleOf(text)
	switch {
	case isStakeholder(text):
		return vocabulary.Stakeholder, true
	case vocabulary.Value(planner.Region, text).OK():
		return vocabulary.Region, true
	case isCountryName(text):
		return vocabulary.CountryName, true
	case isRole:
		return vocabulary.Role, true
	case isStatus && status != "" && !isYes:
		return vocabulary.Status, true
	case vocabulary.Value(planner.Attendance, text).OK():
		return vocabulary.Attendance, true
	}
	return "", false
}

// headed are the meanings that records inherit from headings, in the order in
// which they are looked for.
var headed = []vocabulary.Meaning{
	vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName, vocabulary.Role, vocabulary.Status,
	vocabulary.Attendance, vocabulary.Session,
}

// sections gives the records below headings a column that holds the heading; its
// cells keep the place of the heading. A title above the first header is a heading
// where the same is said further down; the name of a sheet may say it too.
func (m *Model) sections() {
	if len(m.headingRows) == 0 {
		m.sheetHeading()
		return
	}
	first, _, ok := heading(firstText(m.headingRows[0]))
	for i := m.first - 1; i >= 0 && ok; i-- {
		if meaning, _, _ := heading(firstText(m.rows[i])); Filled(m.rows[i]) == 1 && meaning == first {
			m.headingRows = slices.Insert(m.headingRows, 0, m.rows[i])
			break
		}
	}
	counts := make(map[vocabulary.Meaning]int)
	for _, h := range m.headingRows {
		meaning, _, _ := heading(firstText(h))
		counts[meaning]++
	}
	c := &Column{Header: "section heading", Match: vocabulary.Match{Meaning: vocabulary.Other}}
	c.head = m.headingRows[0].Cell(FirstFilled(m.headingRows[0]))
	for _, meaning := range headed {
		if 2*counts[meaning] >= len(m.headingRows) && c.How == Unknown {
			c.Match, c.How = vocabulary.Match{Meaning: meaning, Confidence: sectionMeaning}, BySection
		}
	}
	m.addColumn(c, func(row table.Row) (table.Cell, bool) {
		h := m.headingOf(row.Number)
		if h == nil {
			return table.Cell{}, false
		}
		cell := h.Cell(FirstFilled(*h))
		if _, value, ok := heading(Text(cell)); ok {
			cell.Text = value
		}
		return cell, true
	})
}

// sheetHeading gives the records what the name of their sheet says, "Government" or
// "Declined", where no column says it.
func (m *Model) sheetHeading() {
	meaning, value, ok := heading(m.Name)
	if !ok || m.Has(meaning) || !slices.Contains([]vocabulary.Meaning{
		vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName, vocabulary.Status,
	}, meaning) {
		return
	}
	c := &Column{Header: "name of the sheet", How: BySection}
	c.Match = vocabulary.Match{Meaning: meaning, Confidence: sectionMeaning}
	c.head = table.Cell{Row: 1, Col: 1}
	m.addColumn(c, func(row table.Row) (table.Cell, bool) {
		return table.Cell{Text: value, Kind: table.Text, Row: row.Number, Col: 1}, true
	})
}

// addColumn adds a column to the right of the others, with a cell for each record.
func (m *Model) addColumn(c *Column, cellOf func(table.Row) (table.Cell, bool)) {
	c.Col, c.Item = max(width(m.Header), width(m.Body))+1, c.Header
	for i := range m.Body {
		row := &m.Body[i]
		cell, ok := cellOf(*row)
		if !ok {
			continue
		}
		for len(row.Cells) < c.Col-1 {
			row.Cells = append(row.Cells, table.Cell{Row: row.Number, Col: len(row.Cells) + 1})
		}
		row.Cells = append(row.Cells[:c.Col-1:c.Col-1], cell)
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
