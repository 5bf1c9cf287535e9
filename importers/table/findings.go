package table

import (
	"cmp"
	"slices"
	"strconv"

	"roundtable/planner"
)

// sheetStats is what a pass over a sheet learns on the way.
type sheetStats struct {
	done             bool  // the last pass came to the end
	declared         Range // the file says is used
	lastRow, lastCol int   // of cells that hold something
	fileRow, fileCol int   // of cells that are there, empty ones included
	rows             int   // rows that hold something
	hidden, struck   places
	errors, novalue  places
	block            []widthCount // of the delimited rows since the last line without a delimiter
	usual            int          // width of the rows of the block before that
	lone             places       // lines without a delimiter between the two
	long, short      places       // delimited rows with more or fewer fields than most of their block
	quotes           places       // of delimited text with stray quotation marks
	blanks           places       // of delimited text with blanks around quotation marks
}

// places counts places and keeps the first of them.
type places struct {
	n     int
	first []Cell
}

const (
	keepPlaces = 50  // places a finding lists; further ones are counted
	maxWidths  = 100 // different numbers of fields that are told apart
)

func (p *places) add(row, col int, text string) {
	if p.n++; len(p.first) < keepPlaces {
		p.first = append(p.first, Cell{Row: row, Col: col, Text: text})
	}
}

// widthCount counts the rows with one number of fields.
type widthCount struct {
	width int
	rows  places
}

// seen notes that the file has cells up to row and col, blank or not.
func (t *sheetStats) seen(row, col int) {
	t.fileRow, t.fileCol = max(t.fileRow, row), max(t.fileCol, col)
}

// add takes note of a row and reports whether it holds something.
func (t *sheetStats) add(s *Sheet, r Row) bool {
	t.seen(r.Number, r.Width)
	if len(r.Cells) == 0 {
		t.endBlock()
		return false
	}
	t.rows++
	t.lastRow, t.lastCol = r.Number, max(t.lastCol, len(r.Cells))
	if r.Struck {
		t.struck.add(r.Number, 1, "")
	}
	if r.Hidden {
		t.hidden.add(r.Number, 1, "")
	}
	if s.book.text != nil {
		t.addWidth(r)
		return true
	}
	for i := range r.Cells {
		switch c := &r.Cells[i]; c.Kind {
		case Error:
			t.errors.add(c.Row, c.Col, c.Text)
		case NoValue:
			t.novalue.add(c.Row, c.Col, c.Text)
		}
	}
	return true
}

// addWidth takes note of a row's width. A line without a delimiter, like a blank
// one, may be the title of another table: it ends the block of rows that should
// be of one width.
func (t *sheetStats) addWidth(r Row) {
	if r.Width == 1 {
		t.endBlock()
		t.lone.add(r.Number, 1, "1 cell")
		return
	}
	i := slices.IndexFunc(t.block, func(w widthCount) bool { return w.width == r.Width })
	if i < 0 && len(t.block) < maxWidths {
		i = len(t.block)
		t.block = append(t.block, widthCount{width: r.Width})
	}
	if i >= 0 {
		t.block[i].rows.add(r.Number, min(r.Width, len(r.Cells)), strconv.Itoa(r.Width)+" cells")
	}
}

// endBlock judges the rows of a block. A lone line between two blocks of one
// width stands inside one table, and is short.
func (t *sheetStats) endBlock() {
	if len(t.block) == 0 {
		return
	}
	usual := slices.MaxFunc(t.block, func(a, b widthCount) int {
		return cmp.Or(a.rows.n-b.rows.n, a.width-b.width)
	}).width
	if usual == t.usual {
		t.short.join(t.lone)
	}
	for _, w := range t.block {
		switch {
		case w.width > usual:
			t.long.join(w.rows)
		case w.width < usual:
			t.short.join(w.rows)
		}
	}
	t.usual, t.block, t.lone = usual, nil, places{}
}

// join adds other places, in order.
func (p *places) join(other places) {
	p.n += other.n
	p.first = append(p.first, other.first...)
	slices.SortFunc(p.first, func(a, b Cell) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	p.first = p.first[:min(len(p.first), keepPlaces)]
}

// Findings returns what the last complete pass over [Sheet.Rows] noticed: blank
// rows and phantom ranges, hidden rows, error cells, formulas without a value,
// rows with more or fewer fields than the others, stray quotes. Before such a
// pass it returns nil.
func (s *Sheet) Findings() []planner.Finding {
	if !s.stats.done {
		return nil
	}
	t := &s.stats
	out := s.say(nil, CodeFormulaNoValue, planner.Warning, t.novalue)
	out = s.say(out, CodeCellError, planner.Warning, t.errors)
	out = s.textFindings(out)
	out = s.say(out, CodeRowsStruck, planner.Warning, t.struck)
	out = s.say(out, CodeRowsHidden, planner.Note, t.hidden)
	return append(out, s.rangeFindings()...)
}

// facts are the parameters of what a finding says.
type facts = map[string]any

// say appends a finding about places, if there are any.
func (s *Sheet) say(to []planner.Finding, code string, sev planner.Severity, p places) []planner.Finding {
	if p.n == 0 {
		return to
	}
	f := planner.Finding{
		Code: code, Severity: sev, Where: s.Ref(p.first[0]), Seen: p.first[0].Text,
		Args: facts{"n": p.n, "usual": s.stats.usual},
	}
	for _, c := range p.first[1:] {
		f.Also = append(f.Also, s.Ref(c))
	}
	return append(to, f)
}

// rangeFindings says what was left out because nothing is in it.
func (s *Sheet) rangeFindings() []planner.Finding {
	t := &s.stats
	here := planner.Ref{File: s.book.Name, Sheet: s.Name}
	if t.rows == 0 {
		return []planner.Finding{{Code: CodeSheetEmpty, Form: "sheet", Where: here}}
	}
	var out []planner.Finding
	declaredRow, declaredCol := max(t.fileRow, t.declared.LastRow), max(t.fileCol, t.declared.LastCol)
	if declaredRow > t.lastRow || declaredCol > t.lastCol {
		out = append(out, planner.Finding{
			Code: CodeRangePhantom, Where: here,
			Seen: Range{1, 1, declaredRow, max(declaredCol, 1)}.String(),
			Args: facts{
				"rows": declaredRow, "columns": declaredCol, "row": t.lastRow, "column": ColumnName(t.lastCol),
			},
		})
	}
	if blank := t.lastRow - t.rows; blank > 0 {
		out = append(out, planner.Finding{
			Code: CodeRowsBlank, Where: here, Args: facts{"n": blank},
		})
	}
	return out
}

// textFindings appends ragged rows and stray quotes of delimited text.
func (s *Sheet) textFindings(out []planner.Finding) []planner.Finding {
	t := &s.stats
	out = s.say(out, CodeQuotes, planner.Warning, t.quotes)
	out = s.say(out, CodeQuoteBlanks, planner.Note, t.blanks)
	if s.book.Format != CSV {
		return out
	}
	out = s.say(out, CodeRowsLong, planner.Warning, t.long)
	return s.say(out, CodeRowsShort, planner.Note, t.short)
}

// The codes of the findings this package makes. They are stable.
const (
	// CodeFileName (note): the file's name promises another format than its content.
	CodeFileName = "file-name"
	// CodeEncodingAssumed (warning): a text is not UTF-8, and its encoding was told by its letters.
	CodeEncodingAssumed = "encoding-assumed"
	// CodeEncodingDamaged (warning): some bytes are not valid in the text's encoding.
	CodeEncodingDamaged = "encoding-damaged"
	// CodeEncodingLost (warning): the text holds U+FFFD, so characters were lost earlier.
	CodeEncodingLost = "encoding-lost"
	// CodeDocumentAside (warning): a document has heads, feet or notes, which are not read.
	CodeDocumentAside = "document-aside"
	// CodeFormulaNoValue (warning): a formula is stored without its value.
	CodeFormulaNoValue = "formula-no-value"
	// CodeCellError (warning): a cell holds an error value such as #N/A.
	CodeCellError = "cell-error"
	// CodeQuotes (warning): a quotation mark in delimited text stands in an odd place.
	CodeQuotes = "csv-quote"
	// CodeQuoteBlanks (note): blanks around the quotation marks of cells were dropped.
	CodeQuoteBlanks = "csv-quote-blanks"
	// CodeRowsLong (warning): rows of delimited text have more cells than most.
	CodeRowsLong = "rows-long"
	// CodeRowsShort (note): rows of delimited text have fewer cells than most.
	CodeRowsShort = "rows-short"
	// CodeRowsHidden (note): rows are hidden on screen and were read.
	CodeRowsHidden = "rows-hidden"
	// CodeRowsStruck (warning): rows are struck through on screen and were read.
	CodeRowsStruck = "rows-struck"
	// CodeRowsBlank (note): blank rows above or between the others were left out.
	CodeRowsBlank = "rows-blank"
	// CodeRangePhantom (note): the sheet claims more rows or columns than hold anything.
	CodeRangePhantom = "range-phantom"
	// CodeSheetEmpty (note): the sheet holds nothing.
	CodeSheetEmpty = "sheet-empty"
)
