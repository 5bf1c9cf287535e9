package sheet

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

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
	if l.m.typical < 2 {
		return
	}
	numbers := 0
	for i := l.m.after; i < len(l.lines); i++ {
		if l.lines[i].isStatistic() {
			numbers++
		}
	}
	mostly := 2*numbers > len(l.lines)-l.m.after // records that are a name and numbers themselves
	to := len(l.lines)                           // the end of the block looked at
	for i := len(l.lines) - 1; i > l.m.after && l.mayClose(i, to, mostly); i-- {
		x, above := &l.lines[i], &l.lines[i-1]
		apart := x.Number > above.Number+1 || x.class == Total || above.filled == 0
		if (apart || i == len(l.lines)-1 && x.isLongText()) && l.close(l.lines[i:to]) {
			to = i
		}
	}
}

// mayClose reports a row that may stand below the records: a thin one, a text and
// numbers, or the texts that head such rows.
func (l *layout) mayClose(i, to int, mostly bool) bool {
	x := &l.lines[i]
	switch {
	case x.class == Aside || x.class == Header:
		return false
	case x.class != Body, x.isThin(l.m.typical), !mostly && x.isStatistic():
		return true
	}
	return !mostly && i+1 < to && l.lines[i+1].isStatistic() && isNoRecord(x.text) &&
		!slices.ContainsFunc(x.Cells, func(c table.Cell) bool { return isFilled(&c) && isCount(c) })
}

// close takes a block for statistics and remarks where one of its rows says that it
// is no record.
func (l *layout) close(block []line) bool {
	if len(block) > 0 && !slices.ContainsFunc(block, func(x line) bool {
		return x.class != Body || x.isStatistic() || x.isLongText() || isNoRecord(x.text)
	}) {
		return false
	}
	for i := range block {
		switch x := &block[i]; {
		case x.class != Body || x.filled == 0:
		case x.isStatistic():
			x.class = Total
		default:
			x.class = Remark
		}
	}
	return true
}

// isThin reports a row with far fewer cells than a record.
func (x *line) isThin(typical int) bool { return x.filled < typical && x.filled <= max(2, typical/2) }

// isStatistic reports a text before one or a few numbers.
func (x *line) isStatistic() bool {
	return x.filled > 1 && !isData(x.Cell(x.first)) && !slices.ContainsFunc(x.Cells[x.first:], isNoCount)
}

// isCount reports a number, perhaps with its unit behind it: "3", "67 %", "3名".
func isCount(c table.Cell) bool {
	text := Text(c)
	return isData(c) || text[0] >= '0' && text[0] <= '9' && len(strings.Fields(text)) < 3
}

// isLongText reports a row that is a line of text, longer than a name.
func (x *line) isLongText() bool { return x.filled == 1 && len([]rune(x.text)) > 60 }

// isNoRecord reports a text that names nobody: a word for something else, words in
// brackets or in small letters, or a text with a colon, a sign or a number, as legends
// and remarks have.
func isNoRecord(text string) bool {
	words := strings.Fields(text)
	small := len(words) > 1 && unicode.IsLower([]rune(text)[0]) && !vocabulary.NameParticle.Is(words[0])
	return isWord(text) || small || isSaying(words) || strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") ||
		strings.ContainsAny(text, ":：=→%※*†0123456789")
}

// isSaying reports words with a short one between them that names do not have: "Prepared by the
// Secretariat".
func isSaying(words []string) bool {
	return len(words) > 2 && slices.ContainsFunc(words[1:len(words)-1], func(w string) bool {
		r := []rune(w)
		return len(r) < 4 && unicode.IsLower(r[0]) && !vocabulary.NameParticle.Is(w)
	})
}

// isWord reports a word for a value, a header or a remark.
func isWord(text string) bool {
	m, known := vocabulary.Header(text)
	_, _, head := heading(text)
	return head || known && m.IsWhole() || isGender(text) || isRemarkText(text)
}

// headings finds the rows that head others, "GOVERNMENTS" above its people: a
// single cell above a fuller row, whose text is a known value or is written as
// headings are, and whatever stands above a copy of the header. Where some are
// known, another text in their column that is no person's name is a heading too,
// though what it says is not known: the rows below it must not inherit from the
// heading before.
func (l *layout) headings() {
	found, known := l.mayHead()
	for _, x := range found {
		_, _, ok := heading(x.text)
		mayName := l.headOf(x.first) == vocabulary.Name && isFullName(x.text)
		if ok || 2*len(known) > len(found) || len(found) > 1 && isHeadingText(x.text) ||
			slices.Contains(known, x.first) && !mayName {
			x.class = Section
		}
	}
}

// mayHead lists the rows with a single text above a fuller one, and the columns of
// those whose text is known. What stands above a copy of the header is a heading.
func (l *layout) mayHead() (found []*line, known []int) {
	for i := l.m.after; i < len(l.lines) && l.m.typical > 1; i++ {
		x, next := &l.lines[i], l.next(i)
		if x.class != Body || x.filled != 1 || next == nil || l.isCounted(x) {
			continue
		}
		switch {
		case next.class == Header:
			x.class = Section
		case next.filled > 1 && !isData(x.Cell(x.first)) && !l.isOwnValue(i):
			found = append(found, x)
			if _, _, ok := heading(x.text); ok {
				known = append(known, x.first)
			}
		}
	}
	return found, known
}

// next is the next row that holds something.
func (l *layout) next(i int) *line {
	for i++; i < len(l.lines); i++ {
		if l.lines[i].filled > 0 {
			return &l.lines[i]
		}
	}
	return nil
}

// isOwnValue reports a value that stands in a column of its own meaning, and so
// does the next row's: a record that says nothing else.
func (l *layout) isOwnValue(i int) bool {
	x := &l.lines[i]
	meaning, _, ok := heading(x.text)
	return ok && meaning == l.headOf(x.first) && (i+1 == len(l.lines) || Text(l.lines[i+1].Cell(x.first)) != "")
}

// headOf is what the header says of a column, "" where it says nothing known.
func (l *layout) headOf(col int) vocabulary.Meaning {
	if len(l.m.Header) == 0 {
		return ""
	}
	match, _ := vocabulary.Header(Text(l.m.Header[len(l.m.Header)-1].Cell(col)))
	return match.Meaning
}

// isHeadingText reports a text in capitals or with a colon behind it.
func isHeadingText(text string) bool {
	return strings.HasSuffix(text, ":") || len([]rune(text)) > 3 && text == strings.ToUpper(text) &&
		text != strings.ToLower(text)
}

// numbering is what stands before a numbered heading: "II.", "A)", "(3)", "一、".
var numbering = regexp.MustCompile(`^[(（]?(?:(?:[IVX]+|\pL|\d{1,2})[.):）]\s+|[一二三四五六七八九十]{1,2}[、．.）)]\s*)`)

// heading is what the records below a heading inherit from it, in the words of a
// column of that meaning: "II. Gouvernements" gives the stakeholder group,
// "Waiting list" the status, "Online participants" the attendance, "Panel 2: AI"
// the session. Of any other text the value is the text without its number.
func heading(text string) (meaning vocabulary.Meaning, value string, ok bool) {
	text = strings.TrimRight(numbering.ReplaceAllString(text, ""), ": ")
	if status, ok := vocabulary.StatusOf(text); vocabulary.IsMissing(text) && (!ok || status == "") {
		return "", text, false
	}
	if rest, ok := vocabulary.SessionRow.Begins(text); ok && strings.ContainsAny(rest, "0123456789:") {
		return vocabulary.Session, text, true
	}
	if meaning, ok := valueMeaning(text); ok {
		return meaning, text, true
	}
	// "Confirmed speakers", "Participants en ligne"
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		head, tail := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		for _, x := range []struct{ value, people string }{{head, tail}, {tail, head}} {
			_, people := vocabulary.RoleOf(x.people)
			if meaning, ok := valueMeaning(x.value); people && ok {
				return meaning, x.value, true
			}
		}
	}
	return "", text, false
}

// valueMeaning is the meaning of a column in which the text would be a value.
func valueMeaning(text string) (vocabulary.Meaning, bool) {
	status, isStatus := vocabulary.StatusOf(text)
	answer, _ := vocabulary.YesNo(text)
	_, isRole := vocabulary.RoleOf(text)
	return firstOf([]when[vocabulary.Meaning]{
		{isStakeholder(text), vocabulary.Stakeholder},
		{vocabulary.Value(planner.Region, text).OK(), vocabulary.Region},
		{isCountryName(text), vocabulary.CountryName},
		{isRole, vocabulary.Role},
		{isStatus && status != "" && answer == planner.Unknown, vocabulary.Status},
		{vocabulary.Value(planner.Attendance, text).OK(), vocabulary.Attendance},
	}...)
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
	c := sectionColumn(SectionHeading, vocabulary.Other, m.headingRows[0].Cell(FirstFilled(m.headingRows[0])))
	c.How = Unknown
	for _, meaning := range headed {
		n := 0
		for _, h := range m.headingRows {
			if said, _, _ := heading(firstText(h)); said == meaning {
				n++
			}
		}
		if 2*n >= len(m.headingRows) && c.How == Unknown {
			c.Match.Meaning, c.How = meaning, BySection
		}
	}
	m.addColumn(c, func(row table.Row) (table.Cell, bool) {
		h := headingOf(m.headingRows, row.Number)
		if h == nil {
			return table.Cell{}, false
		}
		cell := h.Cell(FirstFilled(*h))
		_, cell.Text, _ = heading(Text(cell))
		return cell, true
	})
}

// sheetHeading gives the records what the name of their sheet says, "Government" or
// "Declined", where no column says it. Of a file without sheets the name says who
// comes, and no more: a file called "brazil.csv" may hold anybody. A plain yes or no with a
// number is a name like any other: "n2", "ja (1)".
func (m *Model) sheetHeading() {
	name, header, may := m.Name, "name of the sheet", []vocabulary.Meaning{
		vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName, vocabulary.Status,
	}
	if name == "" {
		stem := strings.TrimSuffix(path.Base(filepath.ToSlash(m.File)), path.Ext(m.File))
		name, header, may = strings.NewReplacer("_", " ", "-", " ").Replace(stem), "name of the file", may[3:]
	}
	meaning, value, ok := heading(name)
	if !ok || m.Has(meaning) || !slices.Contains(may, meaning) {
		return
	}
	status, _ := vocabulary.StatusOf(value)
	before := strings.IndexFunc(value, unicode.IsDigit) // "x05 regions" is no cross
	if before < 0 {
		before = len(value)
	}
	answer, _ := vocabulary.YesNo(strings.TrimRightFunc(value[:before], isNoLetter))
	if meaning == vocabulary.Status &&
		(status == vocabulary.Preview || status == vocabulary.Incomplete || answer != planner.Unknown) {
		return // a file called "test.csv" tries the tool out, not the form
	}
	c := sectionColumn(header, meaning, table.Cell{Row: 1, Col: 1})
	m.addColumn(c, func(row table.Row) (table.Cell, bool) {
		return table.Cell{Text: value, Kind: table.Text, Row: row.Number, Col: 1}, true
	})
}

// SectionHeading is the header of a column that holds the headings between the records.
const SectionHeading = "section heading"

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// sectionColumn is a column of what stands above the records.
func sectionColumn(header string, meaning vocabulary.Meaning, head table.Cell) *Column {
	match := vocabulary.Match{Meaning: meaning, Confidence: sectionMeaning}
	return &Column{Header: header, Item: header, Match: match, How: BySection, head: head}
}

// addColumn adds a column to the right of the others, with a cell for each record.
func (m *Model) addColumn(c *Column, cellOf func(table.Row) (table.Cell, bool)) {
	c.Col = max(width(m.Header), width(m.Body)) + 1
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
func headingOf(headings []table.Row, number int) *table.Row {
	i, _ := slices.BinarySearchFunc(headings, number, func(r table.Row, n int) int { return r.Number - n })
	if i == 0 {
		return nil
	}
	return &headings[i-1]
}
