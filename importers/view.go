package importers

import (
	"fmt"
	"slices"

	"roundtable/importers/proposal"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sampleRows is how many rows are looked at to understand a sheet. Sheets that
// turn out to hold people, targets and the like are then read whole.
const sampleRows = 500

// sheetView is one sheet and how it was understood.
type sheetView struct {
	file  *fileView
	sheet *table.Sheet
	name  string
	kind  Kind
	why   string // evidence for the kind, in words

	rows     []table.Row // rows that hold something, from the top
	complete bool        // rows is the whole sheet
	header   []table.Row // the header rows; empty when there is none
	body     []table.Row // the rows below the header, without footers
	columns  []*column

	proposal *proposal.Proposal // of a text
	votes    votesView          // of a sheet of votes
}

// column is one column of a sheet.
type column struct {
	col    int
	header string // as shown: white space cleaned, header rows joined
	match  vocabulary.Match
	how    string // "name", "phrase", "map", "content", or "" when unknown
	// unused marks a column that has a meaning but is left aside, because another
	// column has it too.
	unused bool
	codes  map[string]string // "0" → "man", where the header says so
	given  int               // cells that are not missing
	blank  int               // cells that are missing
	values map[string]int    // values as written with their counts; nil beyond maxValues
	sample []string          // the first values given
}

// maxValues is how many different values of a column are counted.
const maxValues = 300

// view reads the top of a sheet, understands its columns and decides its kind;
// sheets that are not streamed are then read whole. A hidden sheet that was not
// asked for, and the findings of a marked copy, are left unread.
func (r *reading) view(f *fileView, book *table.Book, s *table.Sheet) (*sheetView, error) {
	v := &sheetView{file: f, sheet: s, name: s.Name}
	if s.Hidden && len(r.opts.Sheets) == 0 {
		r.found.add(planner.Finding{
			Code: CodeSheetHidden, Severity: planner.Note, Where: v.sheetRef(),
			Text: "The sheet " + quote(s.Name) + " is hidden and was left aside.",
			Fix:  "Name it with --sheet to read it.",
		})
		v.kind = KindHidden
		return v, nil
	}
	if s.Name == table.FindingsSheet && len(r.opts.Sheets) == 0 {
		r.found.add(planner.Finding{
			Code: CodeSheetFindings, Severity: planner.Note, Where: v.sheetRef(),
			Text: "The sheet " + quote(s.Name) + " lists the findings of an earlier reading and was left aside.",
		})
		v.kind = KindFindings
		return v, nil
	}
	if err := v.read(r, sampleRows); err != nil {
		return v, err
	}
	if v.complete && len(v.rows) == 0 {
		v.kind = KindEmpty
		sev := planner.Note
		if len(book.Sheets) == 1 {
			sev = planner.Warning
		}
		r.found.add(planner.Finding{
			Code: CodeSheetEmpty, Severity: sev, Where: v.sheetRef(),
			Text: "The sheet is empty.",
		})
		return v, nil
	}
	merged, err := s.Merged()
	if err != nil {
		return v, err
	}
	v.understand(r, merged)
	if err := r.decideKind(v); err != nil {
		return v, err
	}
	if v.kind.isWhole() && !v.complete {
		if err := v.read(r, 0); err != nil {
			return v, err
		}
		v.understand(r, merged)
	}
	if v.kind.isWhole() {
		v.setBody(r)
		r.noteColumns(v)
	}
	if v.complete {
		r.found.add(s.Findings()...)
	}
	return v, nil
}

// read fills v.rows with the first limit rows, or with all for limit 0.
func (v *sheetView) read(r *reading, limit int) error {
	v.rows, v.complete = nil, false
	for row, err := range v.sheet.Rows(r.ctx) {
		if err != nil {
			return err
		}
		if limit > 0 && len(v.rows) == limit {
			return nil
		}
		row.Cells = slices.Clone(row.Cells)
		if isBlankRow(row) {
			continue
		}
		v.rows = append(v.rows, row)
	}
	v.complete = true
	return nil
}

// isBlankRow reports whether a row holds nothing but white space.
func isBlankRow(row table.Row) bool {
	return !slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return clean(c) != "" })
}

// clean is the text of a cell as it is shown and counted.
func clean(c table.Cell) string {
	if c.Kind == table.Error || c.Kind == table.NoValue {
		return "" // the table package reports these cells
	}
	return UnsafeCell(vocabulary.Clean(c.Text))
}

// understand finds the header and what the columns mean.
func (v *sheetView) understand(r *reading, merged []table.Range) {
	h := findHeader(v.rows, merged)
	v.header = v.rows[h.first:h.after]
	v.body = v.rows[h.after:]
	if !h.found {
		v.header = nil
	}
	v.columns = nil
	for col := 1; col <= width(v.rows); col++ {
		c := &column{col: col, header: h.text(col), match: vocabulary.Match{Meaning: vocabulary.Other}}
		c.count(v.body)
		if c.header == "" && c.given+c.blank == 0 {
			continue
		}
		r.nameColumn(v, c, h.candidates(col))
		v.columns = append(v.columns, c)
	}
	v.columnsByContent()
	v.settleDuplicates()
}

func width(rows []table.Row) int {
	w := 0
	for _, row := range rows {
		w = max(w, len(row.Cells))
	}
	return w
}

// count tallies the values of a column.
func (c *column) count(body []table.Row) {
	c.given, c.blank, c.values, c.sample = 0, 0, make(map[string]int), nil
	for _, row := range body {
		text := clean(row.Cell(c.col))
		if text == "" {
			c.blank++
			continue
		}
		c.given++
		if len(c.sample) < 100 && !vocabulary.IsMissing(text) {
			c.sample = append(c.sample, text)
		}
		if c.values == nil {
			continue
		}
		c.values[text]++
		if len(c.values) > maxValues && len(c.values)*2 > c.given {
			c.values = nil
		}
	}
	if c.given == 0 {
		c.blank = 0
	}
}

// nameColumn gives a column its meaning by --map or by its header.
func (r *reading) nameColumn(v *sheetView, c *column, candidates []string) {
	letter := table.ColumnName(c.col)
	for i := range r.columnMap {
		m := &r.columnMap[i]
		if vocabulary.Compact(m.from) == vocabulary.Compact(c.header) && c.header != "" ||
			m.from == letter && !v.hasHeader(letter) {
			m.used = true
			c.match, c.how = m.meaning, "map"
			return
		}
	}
	for _, text := range candidates {
		if m, ok := vocabulary.Header(text); ok {
			c.match, c.how = m, "name"
			if !m.IsWhole() {
				c.how = "phrase"
			}
			return
		}
	}
}

// hasHeader reports whether some column is headed exactly so.
func (v *sheetView) hasHeader(text string) bool {
	return slices.ContainsFunc(v.header, func(row table.Row) bool {
		return slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return clean(c) == text })
	})
}

// settleDuplicates leaves one column for each meaning that can have only one:
// the surer match, then the fuller column, then the first. Of two country
// columns the one with codes is used, since codes have one spelling.
func (v *sheetView) settleDuplicates() {
	best := make(map[vocabulary.Meaning]*column)
	for _, c := range v.columns {
		m := c.match.Meaning
		if m == vocabulary.Other || m == vocabulary.Choice || m == vocabulary.Note || m.IsContact() {
			continue
		}
		old := best[m]
		switch {
		case old == nil:
			best[m] = c
		case c.rankAmong() > old.rankAmong():
			best[m], old.unused = c, true
		default:
			c.unused = true
		}
	}
}

// What decides between columns of one meaning, the weightiest first; the share of
// filled cells, 1 at most, decides between columns that are equal otherwise.
const (
	mappedWeight     = 100 // the user said so
	confidenceWeight = 10  // times the confidence
	codesWeight      = 5   // country codes, which have one spelling
)

// rankAmong orders columns of one meaning.
func (c *column) rankAmong() float64 {
	rank := c.match.Confidence * confidenceWeight
	if c.how == "map" {
		rank += mappedWeight
	}
	if c.match.Meaning == vocabulary.CountryName && c.isCodes() {
		rank += codesWeight
	}
	if c.given > 0 {
		rank += float64(c.given) / float64(c.given+c.blank)
	}
	return rank
}

// isCodes reports whether nearly all values are country codes.
func (c *column) isCodes() bool {
	codes, n := 0, 0
	for text, k := range c.values {
		n += k
		if len(text) == 2 || len(text) == 3 {
			codes += k
		}
	}
	return n > 0 && codes*10 >= n*9
}

// column returns the column of a meaning, or nil.
func (v *sheetView) column(m vocabulary.Meaning) *column {
	i := slices.IndexFunc(v.columns, func(c *column) bool { return c.match.Meaning == m && !c.unused })
	if i < 0 {
		return nil
	}
	return v.columns[i]
}

// first returns the column of the first meaning that has one, or nil.
func (v *sheetView) first(list ...vocabulary.Meaning) *column {
	for _, m := range list {
		if c := v.column(m); c != nil {
			return c
		}
	}
	return nil
}

// has reports whether the sheet has columns of all the given meanings.
func (v *sheetView) has(list ...vocabulary.Meaning) bool {
	return !slices.ContainsFunc(list, func(m vocabulary.Meaning) bool { return v.column(m) == nil })
}

// hasAny reports whether the sheet has a column of one of the meanings.
func (v *sheetView) hasAny(list ...vocabulary.Meaning) bool { return v.first(list...) != nil }

// text returns the cleaned text of a row in a column, "" for a nil column.
func (c *column) text(row table.Row) string {
	if c == nil {
		return ""
	}
	return clean(row.Cell(c.col))
}

// at returns the cell of a row in a column.
func (c *column) at(row table.Row) table.Cell {
	if c == nil {
		return table.Cell{Row: row.Number, Col: 1}
	}
	return row.Cell(c.col)
}

// label names a column in a message: its header, else its letter.
func (c *column) label() string {
	if c.header == "" {
		return "column " + table.ColumnName(c.col)
	}
	return fmt.Sprintf("column %s (%s)", quote(c.header), table.ColumnName(c.col))
}
