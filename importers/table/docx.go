package table

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"roundtable/planner"
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
	lines, tables, err := wordPart(a, part)
	if err != nil {
		return err
	}
	if err := noteAsides(a, part); err != nil {
		return err
	}
	b.prose = strings.Join(lines, "\n") + "\n"
	for i, t := range tables {
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

// wordPart reads a part of a document.
func wordPart(a *archive, part string) (lines []string, tables []*wordTable, err error) {
	d := &wordReader{book: a.book}
	err = a.scan(part, func(s *xmlScanner) {
		d.s = s
		lines = d.content()
	})
	return lines, d.tables, err
}

// noteAsides says what stands beside the text of a document and is not read: heads
// and feet of pages, and notes.
func noteAsides(a *archive, part string) error {
	rels, err := a.relations(part)
	if err != nil {
		return err
	}
	said := make(map[string]planner.Told) // by the name of the part
	for _, r := range rels {
		kind := path.Base(r.kind)
		if word := wordAsides[kind]; word == "" || r.external || !a.has(r.target) {
			continue
		}
		lines, _, err := wordPart(a, r.target)
		if err != nil {
			return err
		}
		text := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
		if strings.ContainsFunc(text, unicode.IsLetter) {
			said[r.target] = planner.Told{Code: "aside-" + wordAsides[kind], Args: facts{"text": clip(text)}}
		}
	}
	if len(said) == 0 {
		return nil
	}
	var list []planner.Told
	for _, target := range slices.Sorted(maps.Keys(said)) {
		list = append(list, said[target])
	}
	a.book.note(CodeDocumentAside, "", planner.Ref{File: a.book.Name}, "", facts{"parts": list})
	return nil
}

// wordAsides are the relationships to what stands beside the text, and what it is.
var wordAsides = map[string]string{
	"header": "head", "footer": "foot", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
}

// content reads the element just started and returns the paragraphs in it, those
// of tables as rows of cells with tabs between.
func (d *wordReader) content() (lines []string) {
	for range d.s.starts {
		switch d.s.local() {
		case "p":
			lines = append(lines, d.paragraph()...)
		case "tbl":
			outer := d.cell
			lines = append(lines, d.table()...)
			d.cell = outer
		case "gridSpan":
			d.cell.span = max(d.s.columns(), 1)
		case "vMerge":
			d.cell.goesOn = d.s.attrLocal("val") != "restart"
		case "del", "moveFrom", "Fallback", "sectPr":
			d.s.skip()
		}
	}
	return lines
}

// paragraph returns the text of a paragraph, the text boxes in it first.
func (d *wordReader) paragraph() (lines []string) {
	var text []byte
	inText := false
	for tok := range d.s.tokens {
		switch {
		case tok == xmlText && inText:
			text = d.s.appendText(text)
		case tok == xmlText:
		case tok == xmlEnd:
			inText = false
		default:
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
				lines = append(lines, d.content()...)
			case "pPr", "rPr", "del", "moveFrom", "Fallback":
				d.s.skip()
			}
		}
	}
	return append(lines, string(text))
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

// table reads a table and returns its rows as lines.
func (d *wordReader) table() (lines []string) {
	t := &wordTable{above: make(map[int]int)}
	d.tables = append(d.tables, t)
	for range d.s.starts {
		if !d.s.is("tr") {
			continue
		}
		before, deleted := 0, false
		var cells []wordCell
		var texts []string
		for range d.s.starts {
			switch d.s.local() {
			case "gridBefore":
				before = d.s.columns()
			case "del":
				deleted = true
			case "tc":
				d.cell = wordMerge{span: 1}
				texts = append(texts, strings.Join(d.content(), "\n"))
				cells = append(cells, wordCell{texts[len(texts)-1], d.cell})
			}
		}
		if !deleted {
			lines = append(lines, strings.Join(texts, "\t"))
			d.s.fail(t.add(d.book, before, cells))
		}
	}
	return lines
}

// columns is the number of columns that the attribute val says.
func (s *xmlScanner) columns() int {
	return min(max(smallInt([]byte(s.attrLocal("val"))), 0), maxSheetColumns)
}

// add appends a row. A merged cell is written in each of its rows and holds its
// text in the first.
func (t *wordTable) add(b *Book, before int, cells []wordCell) error {
	row := Row{Number: len(t.rows) + 1, Width: before}
	filled := 0
	for _, c := range cells {
		from := row.Width + 1
		if row.Width += c.span; row.Width > b.limits.Columns {
			return b.limits.columnError(b.Name, "", row.Number, row.Width)
		}
		for len(row.Cells) < row.Width {
			row.Cells = append(row.Cells, Cell{Row: row.Number, Col: len(row.Cells) + 1})
		}
		i, above := t.above[from]
		if c.goesOn && above && t.merged[i].LastRow == row.Number-1 {
			t.merged[i].LastRow = row.Number
			continue
		}
		t.above[from] = len(t.merged)
		t.merged = append(t.merged, Range{row.Number, from, row.Number, row.Width})
		if c.text != "" {
			row.Cells[from-1].Kind, row.Cells[from-1].Text, filled = Text, c.text, from
		}
	}
	row.Cells = row.Cells[:filled]
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
