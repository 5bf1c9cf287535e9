package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// line is one row while the classes are worked out.
type line struct {
	table.Row
	class  Class
	filled int // cells that hold something
	first  int // the first of them, from 1
	text   string
}

func lineOf(row table.Row) line {
	first := FirstFilled(row)
	return line{Row: row, filled: Filled(row), first: first, text: Text(row.Cell(first))}
}

// layout is the rows of a sheet while their classes are worked out.
type layout struct {
	m     *Model
	rows  []table.Row
	lines []line
	seen  *recurrence
}

// classify gives the rows held their classes and collects the records. Rows that
// only others tell apart (statistics below the last record, headings above some,
// a second table) are known only where the sheet is held as a whole.
func (m *Model) classify(rows []table.Row) {
	m.typical = typicalRecord(rows[m.after:])
	l := layout{m: m, rows: rows, lines: make([]line, len(rows))}
	for i, row := range rows {
		l.lines[i] = lineOf(row)
		l.lines[i].class = m.classAt(i, row)
	}
	if m.Complete && !m.answers {
		l.seen = recurring(rows)
		l.setAside()
		l.closing()
		l.headings()
		l.lone()
	}
	m.Body = make([]table.Row, 0, len(rows)-m.after)
	for i := range l.lines {
		x := &l.lines[i]
		if !m.answers {
			m.Account.add(x.Row, x.class)
		}
		switch {
		case x.class == Body && x.filled > 0:
			m.Body = append(m.Body, x.Row)
			for _, c := range x.Cells {
				if c.Merged {
					m.mergedCells++
				}
			}
		case x.class == Section:
			m.headingRows = append(m.headingRows, x.Row)
		default:
			if x.class == Total {
				m.Totals = append(m.Totals, x.Row)
			}
			l.sayLeftOut(x, i >= m.after)
		}
	}
}

// classAt is the class of a row by its place among the filled ones, and by what it
// holds itself.
func (m *Model) classAt(place int, row table.Row) Class {
	switch {
	case place < m.first:
		return Title
	case place < m.after:
		return Header
	}
	return m.classOf(row)
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
	case m.typical >= 3 && Filled(row) == 1 && isRemarkText(firstText(row)),
		m.typical >= 2 && Filled(row) == 1 && isFootnote(firstText(row)):
		return Remark
	}
	return Body
}

// isFootnote reports a text that begins with the mark of a footnote and names nobody: "* = chair".
func isFootnote(text string) bool {
	bare := strings.TrimLeft(text, "*†‡§¹²³⁴⁵※ ")
	return bare != text && bare != "" && !isAnyName(bare)
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
	return isTotalText(firstText(row)) && !slices.ContainsFunc(row.Cells[FirstFilled(row):], isNoCount)
}

// isNoCount reports a cell that holds something else than a number.
func isNoCount(c table.Cell) bool { return isFilled(&c) && !isCount(c) }

// preview is what Qualtrics writes of an answer that was tried out.
const preview = "Survey Preview"

// isPreview recognises the answers that the maker of a form gave while trying it
// out: some cell says so, in the words of the export.
func isPreview(row table.Row) bool {
	return slices.ContainsFunc(row.Cells, func(c table.Cell) bool {
		return len(c.Text) >= len(preview) && strings.EqualFold(strings.TrimSpace(c.Text), preview)
	})
}

// longestDitto is the length of the longest text that stands for the cell above it.
const longestDitto = 40

// fillDitto gives cells such as "idem" and 〃 the value of the cell above, if there is one.
func fillDitto(m *Model, h *headerRows) {
	var filled []table.Cell // as written
	for i := h.after + 1; i < len(h.rows) && m.Complete; i++ {
		for col := range h.rows[i].Cells {
			cell, above := h.rows[i].Cells[col], h.rows[i-1].Cell(col+1)
			ditto := len(cell.Text) <= longestDitto && vocabulary.Ditto.Is(cell.Text) && !isKept(cell.Text)
			if !ditto || Text(above) == "" {
				continue
			}
			if len(filled) == 0 {
				h.rows = slices.Clone(h.rows)
			}
			filled = append(filled, cell)
			h.rows[i].Cells = slices.Clone(h.rows[i].Cells)
			h.rows[i].Cells[col].Text, h.rows[i].Cells[col].Kind = above.Text, above.Kind
		}
	}
	if len(filled) > 0 {
		m.say(codeCellsDitto, "", planner.Note, m.Ref(filled[0]), filled[0].Text,
			facts{"n": len(filled), "text": Text(filled[0])})
	}
}

// lone finds what is left of the rows with a single cell among fuller ones: those
// that name nobody are remarks, and the others may be people of whom only the name
// is known, which is said.
func (l *layout) lone() {
	for i := l.m.after; i < len(l.lines); i++ {
		x := &l.lines[i]
		switch {
		case x.class != Body || x.filled != 1 || l.m.typical < 3 || l.isCounted(x):
		case !isData(x.Cell(x.first)) && isNoRecord(x.text) && !l.isOwnValue(i):
			x.class = Remark
		default:
			l.m.lone = append(l.m.lone, x.Row)
		}
	}
}

// isCounted reports a text with a number, as v2, that begins a row among records
// named alike: v1, v3. It is a record of which nothing else is known.
func (l *layout) isCounted(x *line) bool {
	alike := 0
	for j := l.m.after; j < len(l.lines) && !strings.ContainsAny(x.text, " :="); j++ {
		if l.lines[j].filled > 1 && sameForm(Text(l.lines[j].Cell(x.first)), x.text) {
			alike++
		}
	}
	return alike >= 2
}

// sayLeftOut tells of a row that is no record.
func (l *layout) sayLeftOut(x *line, below bool) {
	found, ok := firstOf([]when[saying]{
		{
			x.class == Header && below,
			saying{codeHeaderRepeated, nil},
		},
		{x.class == Example, saying{codeRowExample, nil}},
		{x.class == Preview, saying{codeRowPreview, nil}},
		{x.class == Total || x.class == Remark, saying{codeRowFooter, facts{"row": wording.Clip(x.text)}}},
	}...)
	if ok {
		l.m.say(found.code, "left", planner.Note, l.m.RowRef(x.Row), "", found.args)
	}
}

// saying is a finding that says the same of every row of a class.
type saying struct {
	code string
	args facts
}
