package table

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// wordReader collects the paragraphs and the tables of a Word document.
type wordReader struct {
	book   *Book
	s      *xmlScanner
	tables []*wordTable
	cell   wordMerge // of the cell being read
}

// wordTable is a table of a Word document. It is the rowReader of its sheet.
type wordTable struct {
	rows   []Row
	merged []Range
	above  map[int]int // for columns that may go on below: the cell above in merged
}

// openDOCX reads a Word document: its text, a paragraph a line, and each of its
// tables as a sheet. What was deleted while changes were tracked is left out, what
// was inserted is text; numbers that Word counts itself are not in the file.
func openDOCX(b *Book, a *archive) error {
	b.Format = DOCX
	part, err := a.mainPart("word/document.xml")
	if err != nil {
		return err
	}
	s, closer, err := a.scanner(part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	d := &wordReader{book: b, s: s}
	var lines []string
	if err := d.content(&lines); err != nil {
		return a.xmlError(part, err)
	}
	b.prose = strings.Join(lines, "\n") + "\n"
	for i, t := range d.tables {
		b.Sheets = append(b.Sheets, &Sheet{Name: fmt.Sprintf("Table %d", i+1), book: b, reader: t})
	}
	if strings.TrimSpace(b.prose) == "" {
		return b.refuse("this Word document holds neither text nor a table; what it shows may be pictures",
			"type the text or the table into it, or use the file it was made from")
	}
	if len(b.Sheets) > 0 {
		return nil
	}
	text := &wordTable{above: make(map[int]int)}
	b.Sheets = []*Sheet{{book: b, reader: text}}
	for line := range strings.Lines(b.prose) {
		if err := text.add(b, 0, []wordCell{{strings.TrimSuffix(line, "\n"), wordMerge{span: 1}}}); err != nil {
			return err
		}
	}
	return nil
}

// content reads the element just started and appends the paragraphs in it, those
// of tables as rows of cells with tabs between.
func (d *wordReader) content(lines *[]string) error {
	return d.s.walk(func(tok xmlToken) error {
		if tok != xmlStart {
			return nil
		}
		switch d.s.local() {
		case "p":
			return d.paragraph(lines)
		case "tbl":
			t, outer := &wordTable{above: make(map[int]int)}, d.cell
			d.tables = append(d.tables, t)
			err := d.table(t, lines)
			d.cell = outer
			return err
		case "gridSpan":
			d.cell.span = max(d.s.columns(), 1)
		case "vMerge":
			val, _ := d.s.attrLocal("val")
			d.cell.goesOn = string(val) != "restart"
		case "del", "moveFrom", "Fallback", "sectPr":
			return d.s.skip()
		}
		return nil
	})
}

// paragraph appends the text of a paragraph, the text boxes in it first.
func (d *wordReader) paragraph(lines *[]string) error {
	var text []byte
	inText := false
	err := d.s.walk(func(tok xmlToken) (err error) {
		switch {
		case tok == xmlText && inText:
			text, err = d.s.appendText(text)
		case tok == xmlEnd:
			inText = false
		case tok == xmlStart:
			switch d.s.local() {
			case "t":
				inText = true
			case "tab", "ptab":
				text = append(text, '\t')
			case "br", "cr":
				text = append(text, '\n')
			case "noBreakHyphen":
				text = append(text, '-')
			case "txbxContent":
				return d.content(lines)
			case "pPr", "rPr", "del", "moveFrom", "Fallback":
				return d.s.skip()
			}
		}
		return err
	})
	*lines = append(*lines, string(text))
	return err
}

// wordCell is a cell of a table as it is written.
type wordCell struct {
	text string
	wordMerge
}

// wordMerge says how a cell is merged.
type wordMerge struct {
	span   int  // its columns
	goesOn bool // it continues the cell above
}

// table reads the rows of a table and appends them to lines.
func (d *wordReader) table(t *wordTable, lines *[]string) error {
	return d.s.walk(func(tok xmlToken) error {
		if tok != xmlStart || !d.s.is("tr") {
			return nil
		}
		before, deleted := 0, false
		var cells []wordCell
		var texts []string
		err := d.s.walk(func(tok xmlToken) error {
			switch {
			case tok != xmlStart:
			case d.s.is("gridBefore"):
				before = d.s.columns()
			case d.s.is("del"):
				deleted = true
			case d.s.is("tc"):
				var paragraphs []string
				d.cell = wordMerge{span: 1}
				err := d.content(&paragraphs)
				texts = append(texts, strings.Join(paragraphs, "\n"))
				cells = append(cells, wordCell{texts[len(texts)-1], d.cell})
				return err
			}
			return nil
		})
		if err != nil || deleted {
			return err
		}
		*lines = append(*lines, strings.Join(texts, "\t"))
		return t.add(d.book, before, cells)
	})
}

// columns is the number of columns that the attribute val says.
func (s *xmlScanner) columns() int {
	val, _ := s.attrLocal("val")
	return min(max(smallInt(val), 0), maxSheetColumns)
}

// add appends a row. A merged cell is written in each of its rows and holds its
// text in the first.
func (t *wordTable) add(b *Book, before int, cells []wordCell) error {
	row := Row{Number: len(t.rows) + 1, Width: before}
	for col := 1; col <= before; col++ {
		row.Cells = append(row.Cells, Cell{Row: row.Number, Col: col})
	}
	for _, c := range cells {
		from := row.Width + 1
		row.Width += c.span
		if row.Width > b.limits.Columns {
			return b.limits.columnError(b.Name, "", row.Number, row.Width)
		}
		i, above := t.above[from]
		if c.goesOn = c.goesOn && above && t.merged[i].LastRow == row.Number-1; c.goesOn {
			t.merged[i].LastRow = row.Number
		} else {
			t.above[from] = len(t.merged)
			t.merged = append(t.merged, Range{row.Number, from, row.Number, row.Width})
		}
		for col := from; col <= row.Width; col++ {
			cell := Cell{Row: row.Number, Col: col}
			if col == from && !c.goesOn && c.text != "" {
				cell.Kind, cell.Text = Text, c.text
			}
			row.Cells = append(row.Cells, cell)
		}
	}
	for n := len(row.Cells); n > 0 && row.Cells[n-1].Kind == Empty; n-- {
		row.Cells = row.Cells[:n-1]
	}
	t.rows = append(t.rows, row)
	return nil
}

// read implements rowReader.
func (t *wordTable) read(ctx context.Context, s *Sheet, yield func(Row) bool) error {
	for _, row := range t.rows {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, c := range row.Cells {
			if tooLong(c.Text, s.book.limits.CellChars) {
				return s.book.limits.cellError(s.book.Name, s.Name, c.Row, c.Col, "")
			}
		}
		row.Cells = slices.Clone(row.Cells)
		if !yield(row) {
			return nil
		}
	}
	return nil
}

// mergedRanges implements rowReader.
func (t *wordTable) mergedRanges(*Sheet) ([]Range, error) {
	return slices.DeleteFunc(slices.Clone(t.merged), func(r Range) bool {
		return r.FirstRow == r.LastRow && r.FirstCol == r.LastCol
	}), nil
}
