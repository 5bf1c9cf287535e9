package sheet

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A list that is filled in by hand has a box to tick for each answer: an x below
// "Government", "Civil Society" or "Private Sector", or below "M" or "F". Such columns are
// read as one, whose cells say what is ticked.

// boxes are columns beside each other whose headings are the values of one dimension.
type boxes struct {
	dimension  planner.Dimension
	first, end int // columns from first to before end
	values     []string
	head       string // of the column they become
}

// leastTicked is the share of the records in which a box must be ticked, and mostTwice the
// share in which several may be: somebody may be of two groups, but where many tick several it
// may be a vote.
const (
	leastTicked = 0.5
	mostTwice   = 0.2
)

// tick reads the boxes to tick below the header that was found as one column each, and
// returns the rows so read. Columns that the user named, or that are issues, stay, and so do
// those of a list that names nobody, for they may be a vote.
func (m *Model) tick(h *headerRows) []table.Row {
	rows := h.rows
	if m.opts.Votes || !h.found || !namesPeople(h) {
		return rows
	}
	for col := 1; col <= width(h.rows); col++ {
		b, ok := h.boxesAt(col, &m.opts)
		if !ok {
			continue
		}
		if len(m.ticked) == 0 {
			rows = slices.Clone(rows)
			h.told = make(map[int][]string)
		}
		for i := h.after; i < len(rows); i++ {
			rows[i] = b.in(rows[i])
		}
		for c := b.first; c < b.end; c++ {
			h.told[c] = nil
		}
		h.told[b.first] = []string{b.head}
		m.ticked = append(m.ticked, b)
		col = b.end - 1
	}
	h.rows = rows
	return rows
}

// namesPeople reports whether a column is headed as the name or address of people.
func namesPeople(h *headerRows) bool {
	for col := 1; col <= width(h.rows); col++ {
		texts := h.texts(col)
		if len(texts) == 0 {
			continue
		}
		switch m, _ := vocabulary.Header(texts[len(texts)-1]); m.Meaning {
		case vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email:
			return true
		}
	}
	return false
}

// boxesAt are the boxes that begin at a column.
func (h *headerRows) boxesAt(col int, opts *Options) (boxes, bool) {
	for _, d := range boxed {
		b := boxes{dimension: d, first: col, end: col, head: d.Label()}
		known := 0
		for ; b.end <= width(h.rows); b.end++ {
			text, above, of := h.boxHeading(b.end, d, opts)
			if text == "" || !isTicks(h.rows[h.after:], b.end) {
				break
			}
			if b.values = append(b.values, text); of {
				known++
			} else if known == 0 {
				break
			}
			b.head = cmp.Or(above, b.head)
		}
		for ; b.end > b.first && !b.fits(h.rows[h.after:], b.end-1, d); b.end-- {
			b.values = b.values[:len(b.values)-1]
		}
		if known > 1 && 2*known >= len(b.values) && !b.mayBeDays() &&
			b.ticked(h.rows[h.after:]) && !hasElsewhere(h, &b) {
			return b, true
		}
	}
	return boxes{}, false
}

// fits reports whether the last of the boxes is one: its heading is a known value, or somebody
// ticked it who ticked no other, as "Other".
func (b *boxes) fits(body []table.Row, col int, d planner.Dimension) bool {
	if isValue(d, b.values[col-b.first]) {
		return true
	}
	alone := 0
	for _, row := range body {
		cols := b.ticks(row)
		if !slices.Contains(cols, col) {
			continue
		}
		if len(cols) > 1 {
			return false
		}
		alone++
	}
	return alone > 0
}

// isValue reports a text that is, or may be, a value of a dimension.
func isValue(d planner.Dimension, text string) bool {
	if d == planner.Age {
		s, plain, ok := vocabulary.ParseSpan(text)
		return ok && !plain && s.From <= oldest
	}
	v := vocabulary.Value(d, text)
	return v.Status == vocabulary.Exact || v.Status == vocabulary.Alias || v.Status == vocabulary.Ambiguous
}

// boxHeading is the heading of a box for a value of a dimension, known or not, "" for any that
// says something else, and what stands above it.
func (h *headerRows) boxHeading(col int, d planner.Dimension, opts *Options) (text, above string, known bool) {
	texts := h.texts(col)
	if len(texts) == 0 {
		return "", "", false
	}
	text = texts[len(texts)-1]
	if stem, item, ok := splitGrid(text); ok && isOf(stem, d) {
		above, text = stem, item
	}
	if len(texts) > 1 && isOf(texts[0], d) {
		above = texts[0]
	}
	if opts.IsIssue != nil && opts.IsIssue(text) {
		return "", "", false
	}
	if opts.Map != nil {
		if _, ok := opts.Map(text, table.ColumnName(col)); ok {
			return "", "", false
		}
	}
	if known = isValue(d, text); !known && (isHeading(text) || isValueElsewhere(text)) {
		return "", "", false
	}
	return text, above, known
}

// boxed are the dimensions whose values stand above boxes.
var boxed = []planner.Dimension{
	planner.Stakeholder, planner.Gender, planner.Region, planner.Attendance, planner.Age,
}

// oldest is the highest age that is believed, and lastDay the highest number of a span that may
// be days or hours as well.
const (
	oldest  = 130
	lastDay = 31
)

// mayBeDays reports spans of numbers none of which is beyond the days of a month: of ages one is.
func (b *boxes) mayBeDays() bool {
	return b.dimension == planner.Age && !slices.ContainsFunc(b.values, func(text string) bool {
		s, _, _ := vocabulary.ParseSpan(text)
		return s.To > lastDay
	})
}

func isValueElsewhere(text string) bool {
	return slices.ContainsFunc(boxed, func(d planner.Dimension) bool { return isValue(d, text) })
}

// isOf reports a heading that means a dimension and says nothing more.
func isOf(text string, d planner.Dimension) bool {
	match, ok := vocabulary.Header(text)
	dim, about := match.Meaning.Dimension()
	return ok && match.IsWhole() && about && dim == d
}

// hasElsewhere reports whether another column already says what the boxes say.
func hasElsewhere(h *headerRows, b *boxes) bool {
	for col := 1; col <= width(h.rows); col++ {
		if texts := h.texts(col); len(texts) > 0 && (col < b.first || col >= b.end) &&
			isOf(texts[len(texts)-1], b.dimension) && slices.ContainsFunc(h.rows[h.after:], func(row table.Row) bool {
			return !vocabulary.IsMissing(Text(row.Cell(col)))
		}) {
			return true
		}
	}
	return false
}

// isTicks reports a column of nothing but ticks and blanks.
func isTicks(body []table.Row, col int) bool {
	return !slices.ContainsFunc(body, func(row table.Row) bool {
		text := Text(row.Cell(col))
		a, ok := vocabulary.YesNo(text)
		return !ok && a == planner.Unknown && !isTotal(row)
	})
}

// ticked reports whether most records have a tick in one of the boxes, and few in several.
func (b *boxes) ticked(body []table.Row) bool {
	some, several, records := 0, 0, 0
	for _, row := range body {
		if Filled(row) == 0 || isTotal(row) {
			continue
		}
		records++
		n := len(b.ticks(row))
		if n > 0 {
			some++
		}
		if n > 1 {
			several++
		}
	}
	return some > 0 && float64(some) >= leastTicked*float64(records) &&
		float64(several) <= mostTwice*float64(records)
}

// ticks are the columns of the boxes that are ticked in a row.
func (b *boxes) ticks(row table.Row) []int {
	var cols []int
	for col := b.first; col < b.end; col++ {
		if a, _ := vocabulary.YesNo(Text(row.Cell(col))); a == planner.Yes {
			cols = append(cols, col)
		}
	}
	return cols
}

// in is a row whose boxes are one cell that says which is ticked; it keeps its place.
func (b *boxes) in(row table.Row) table.Row {
	cells := slices.Clone(row.Cells)
	for len(cells) < b.end-1 {
		cells = append(cells, table.Cell{Row: row.Number, Col: len(cells) + 1})
	}
	for col := b.first; col < b.end; col++ {
		cells[col-1] = table.Cell{Row: row.Number, Col: col}
	}
	if cols := b.ticks(row); len(cols) > 0 {
		c := row.Cell(cols[0])
		var values []string
		for _, col := range cols {
			values = append(values, b.values[col-b.first])
		}
		c.Kind, c.Text = table.Text, strings.Join(values, "; ")
		cells[b.first-1] = c
	}
	row.Cells = cells
	return row
}

// sayTicked tells which columns were read as boxes to tick.
func (m *Model) sayTicked() {
	for _, b := range m.ticked {
		first, last := table.ColumnName(b.first), table.ColumnName(b.end-1)
		m.say(
			codeColumnsTicked,
			"",
			planner.Note,
			planner.Ref{File: m.File, Sheet: m.Name, Cell: first + ":" + last},
			"",
			facts{
				"values": planner.QuotedSome{Texts: b.values, Shown: 8}, "means": planner.MeaningName(b.dimension),
				"columns": first + ":" + last,
			},
		)
	}
}
