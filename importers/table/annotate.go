package table

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"roundtable/planner"
)

// FindingsSheet is the name of the sheet that a marked copy begins with. A copy
// that was corrected and is read again still has it; it holds none of the user's
// data.
const FindingsSheet = "Findings (roundtable)"

// Annotate writes a marked copy of the file to w, as .xlsx, whatever the file
// was: cells with findings are coloured by severity and carry a note, and a
// sheet [FindingsSheet] lists all findings with links to their cells. Findings
// about other files are left out. The file itself is not changed.
//
// The copy of an .xlsx keeps formatting, formulas and further sheets. Workbooks
// with macros, very large ones, and files of other formats are copied as values;
// the sheet of findings says so. Text stays text: nothing becomes a formula.
func (b *Book) Annotate(ctx context.Context, findings []planner.Finding, w io.Writer) error {
	findings = slices.Clone(findings)
	findings = slices.DeleteFunc(findings, func(f planner.Finding) bool { return f.Where.File != b.Name })
	slices.SortStableFunc(findings, func(x, y planner.Finding) int { return cmp.Compare(y.Severity, x.Severity) })
	c := &markedCopy{book: b, findings: findings}
	c.collect()
	var out bytes.Buffer
	reason := c.mustRebuild()
	if reason == "" {
		if err := c.write(ctx, c.original, &out); err == nil {
			_, err = out.WriteTo(w)
			return err
		}
		reason = "The workbook could not be marked as it is. This copy holds its values, without formatting."
	}
	c.remarks = []string{reason}
	if err := c.write(ctx, c.values, w); err != nil {
		return fmt.Errorf("%s: marked copy: %w", b.Name, err)
	}
	return nil
}

// write makes a workbook, adds the list of findings and writes it. The library
// that does so takes much of a workbook for granted, and panics where it is
// missing; that is an error here.
func (c *markedCopy) write(ctx context.Context, fill func(context.Context) error, w io.Writer) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the workbook cannot be written: %v", r)
		}
	}()
	c.styles = make(map[[2]int]int)
	if err := fill(ctx); err != nil {
		return err
	}
	defer c.file.Close() //nolint:errcheck // a temporary file left behind is not in the copy
	if err := c.writeFindings(); err != nil {
		return err
	}
	c.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{w, make(map[string]*bytes.Buffer)} })
	return c.file.Write(w)
}

// markedCopy is a marked copy while it is made.
type markedCopy struct {
	book     *Book
	findings []planner.Finding
	names    map[*Sheet]string // of the sheets in the copy
	marks    map[*Sheet]map[cellAt]*mark
	file     *excelize.File
	remarks  []string       // what the reader of the copy should know about it
	styles   map[[2]int]int // of marked cells, by their own style and the severity
}

// cellAt is the position of a cell; it sorts by row.
type cellAt struct{ row, col int }

func (a cellAt) ref() string { return Cell{Row: a.row, Col: a.col}.Ref() }

// mark is what is to be said at one cell.
type mark struct {
	severity planner.Severity
	lines    []string
}

// collect gathers the marks of all cells that findings name.
func (c *markedCopy) collect() {
	c.marks = make(map[*Sheet]map[cellAt]*mark)
	for _, f := range c.findings {
		text := severityWord(f.Severity) + ": " + f.Text
		if f.Fix != "" {
			text += "\nFix: " + f.Fix
		}
		for _, ref := range slices.Concat([]planner.Ref{f.Where}, f.Also) {
			sheet, at, ok := c.locate(ref)
			if !ok || at == (cellAt{}) {
				continue
			}
			if c.marks[sheet] == nil {
				c.marks[sheet] = make(map[cellAt]*mark)
			}
			m := cmp.Or(c.marks[sheet][at], &mark{})
			c.marks[sheet][at] = m
			m.severity = max(m.severity, f.Severity)
			if !slices.Contains(m.lines, text) {
				m.lines = append(m.lines, text)
			}
		}
	}
}

// locate finds the sheet a place lies in and its cell. The cell is zero for a
// place that is a whole sheet or a line of a delimited file.
func (c *markedCopy) locate(ref planner.Ref) (*Sheet, cellAt, bool) {
	sheet := c.book.Sheet(ref.Sheet)
	if ref.File != c.book.Name || sheet == nil {
		return nil, cellAt{}, false
	}
	cell, _, _ := strings.Cut(ref.Cell, ":")
	if line, ok := strings.CutPrefix(cell, "line "); ok && c.book.Format == PlainText {
		cell = "A" + line
	}
	row, col, _ := ParseRef(cell)
	return sheet, cellAt{row, col}, true
}

// sorted returns the marked cells of a sheet by row and column.
func (c *markedCopy) sorted(s *Sheet) []cellAt {
	return slices.SortedFunc(maps.Keys(c.marks[s]), func(a, b cellAt) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
}

// sheetNames gives each sheet the name it will have in the copy: its own where a
// workbook allows that name, and a distinct one of at most 31 characters without
// : \ / ? * [ ] otherwise. A text file's sheet is called after the file.
func sheetNames(b *Book) map[*Sheet]string {
	names := make(map[*Sheet]string)
	taken := map[string]bool{strings.ToLower(FindingsSheet): true, "history": true} // Excel keeps "History" to itself
	for _, s := range b.Sheets {
		if s.Name == FindingsSheet {
			names[s] = s.Name
			continue
		}
		base := s.Name
		if base == "" {
			base, _, _ = strings.Cut(b.Name, ".")
		}
		base = strings.Trim(strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' {
				return '_'
			}
			return r
		}, base), "' ")
		name := cutUTF16(cmp.Or(base, "Sheet"), 31)
		for i := 2; taken[strings.ToLower(name)]; i++ {
			suffix := fmt.Sprintf(" (%d)", i)
			name = cutUTF16(base, 31-len(suffix)) + suffix
		}
		taken[strings.ToLower(name)] = true
		names[s] = name
	}
	return names
}

// cutUTF16 cuts s to at most n UTF-16 units, the measure of sheet names.
func cutUTF16(s string, n int) string {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

func severityWord(s planner.Severity) string {
	word := s.String()
	return strings.ToUpper(word[:1]) + word[1:]
}

// severityFill is the background of a marked cell: red, yellow, blue, all light
// enough for black text. The word stands in the note, so colour is never alone.
func severityFill(s planner.Severity) excelize.Fill {
	colour := map[planner.Severity]string{planner.Error: "FFC7CE", planner.Warning: "FFEB9C"}[s]
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{cmp.Or(colour, "DDEBF7")}}
}

const (
	// Workbooks whose sheets are longer than this, unpacked, are copied as values:
	// keeping their formatting means holding each cell as a structure in memory.
	maxKeptBytes = 64 << 20
	// A copy carries at most so many notes; each is a drawing that a spreadsheet
	// program must set up. Colours and the list of findings are complete anyway.
	maxNotes = 1_000
	// The most a worksheet and a cell of the format can hold.
	maxSheetRows   = 1_048_576
	maxSheetChars  = 32_767
	noteAuthor     = "roundtable"
	maxNoteLetters = 1_500
)

const textOnly = "This copy holds each cell as text, exactly as it was read."

// valuesOnly says why copies of other formats than .xlsx hold values only.
var valuesOnly = map[Format]string{
	ODS:  "This copy of an OpenDocument spreadsheet holds its values, without formatting and formulas.",
	DOCX: "This copy of a Word document holds the cells of its tables, or its paragraphs where it has none.",
	CSV:  textOnly, PlainText: textOnly,
}

// mustRebuild says in a sentence for the reader why the copy has values only, or
// "" if the workbook itself can be marked.
func (c *markedCopy) mustRebuild() string {
	if reason := valuesOnly[c.book.Format]; reason != "" {
		return reason
	}
	x := c.book.Sheets[0].reader.(*xlsxReader).book
	if x.archive.has("xl/vbaProject.bin") || x.archive.hasPrefix("xl/macrosheets/") {
		return "The workbook has macros. This copy holds its values, without macros, formatting and formulas."
	}
	var size uint64
	for _, s := range c.book.Sheets {
		size += x.archive.parts[s.reader.(*xlsxReader).part].UncompressedSize64
	}
	if size > maxKeptBytes {
		return "The workbook is very large. This copy holds its values, without formatting and formulas."
	}
	return ""
}

// original marks the workbook itself.
func (c *markedCopy) original(ctx context.Context) (err error) {
	limit := c.book.limits.UnzippedBytes // one limit for all, so that nothing is put into temporary files
	if c.file, err = excelize.OpenReader(io.NewSectionReader(c.book.src, 0, c.book.Size),
		excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit}); err != nil {
		return err
	}
	c.names = make(map[*Sheet]string)
	for _, s := range c.book.Sheets {
		c.names[s] = s.Name
	}
	if i, _ := c.file.GetSheetIndex(FindingsSheet); i >= 0 && c.file.SheetCount > 1 {
		err = c.file.DeleteSheet(FindingsSheet) // the list of an earlier marked copy
	}
	return cmp.Or(err, c.markCells(ctx))
}

// markCells colours the cells that findings name, and puts a note at each, below
// what someone wrote there.
func (c *markedCopy) markCells(ctx context.Context) error {
	marks := 0
	for _, s := range c.book.Sheets {
		if len(c.marks[s]) == 0 {
			continue
		}
		name := c.names[s]
		comments, err := c.file.GetComments(name)
		old := make(map[string]excelize.Comment, len(comments))
		for _, n := range comments {
			old[n.Cell] = n
		}
		for _, at := range c.sorted(s) {
			m := c.marks[s][at]
			if err = cmp.Or(err, ctx.Err(), c.colour(name, at, m.severity)); err != nil {
				return err
			}
			if marks++; marks <= maxNotes {
				err = c.addNote(name, at, m, old[at.ref()])
			}
		}
		if err != nil {
			return err
		}
	}
	if marks > maxNotes {
		c.remarks = append(c.remarks, fmt.Sprintf("%s cells are coloured; the first %s carry a note.",
			Thousands(marks), Thousands(maxNotes)))
	}
	return nil
}

// colour gives a cell a background and leaves the rest of its style alone.
func (c *markedCopy) colour(sheet string, at cellAt, severity planner.Severity) error {
	id, err := c.file.GetCellStyle(sheet, at.ref())
	key := [2]int{id, int(severity)}
	marked, ok := c.styles[key]
	if !ok && err == nil {
		style, missing := c.file.GetStyle(id)
		if missing != nil { // the workbook has no such style
			style = &excelize.Style{}
		}
		style.Fill = severityFill(severity)
		marked, err = c.file.NewStyle(style)
		c.styles[key] = marked
	}
	return cmp.Or(err, c.file.SetCellStyle(sheet, at.ref(), at.ref(), marked))
}

// addNote adds the mark's lines to a cell, below a note that someone wrote there.
func (c *markedCopy) addNote(sheet string, at cellAt, m *mark, old excelize.Comment) error {
	text := strings.Join(m.lines, "\n\n")
	author := noteAuthor
	if old.Cell != "" {
		if err := c.file.DeleteComment(sheet, at.ref()); err != nil {
			return err
		}
		if before := oldNoteText(old); before != "" && old.Author != noteAuthor {
			text, author = before+"\n\n"+text, old.Author
		}
	}
	if letters := []rune(text); len(letters) > maxNoteLetters {
		text = string(letters[:maxNoteLetters]) + "…"
	}
	lines := strings.Count(text, "\n") + len(text)/40 + 1
	return c.file.AddComment(sheet, excelize.Comment{
		Cell: at.ref(), Author: author, Text: text, Width: 320, Height: uint(min(40+18*lines, 500)),
	})
}

func oldNoteText(n excelize.Comment) string {
	text := n.Text
	for _, run := range n.Paragraph {
		if n.Text == "" {
			text += run.Text
		}
	}
	return text
}

// values makes a new workbook of the values of all sheets. Notes are put into the
// sheets while they are empty: sheets that were streamed take none.
func (c *markedCopy) values(ctx context.Context) error {
	c.file, c.names = excelize.NewFile(), sheetNames(c.book)
	err := c.file.SetDocProps(&excelize.DocProperties{Creator: noteAuthor, Title: "Findings in " + c.book.Name})
	sheets := slices.DeleteFunc(slices.Clone(c.book.Sheets), func(s *Sheet) bool { return s.Name == FindingsSheet })
	for i, s := range sheets {
		if i == 0 {
			err = cmp.Or(err, c.file.SetSheetName("Sheet1", c.names[s]))
			continue
		}
		_, failed := c.file.NewSheet(c.names[s])
		err = cmp.Or(err, failed)
	}
	err = cmp.Or(err, c.markCells(ctx))
	for _, s := range sheets {
		if err == nil {
			err = c.copySheet(ctx, s)
		}
	}
	return err
}

// copySheet writes the values of a sheet, marked cells coloured. Blank rows stay,
// so that references are the same in the copy.
func (c *markedCopy) copySheet(ctx context.Context, s *Sheet) error {
	out, err := c.file.NewStreamWriter(c.names[s])
	if err != nil {
		return err
	}
	err = out.SetColWidth(1, 50, 18)
	marked := c.sorted(s)
	put := func(row int, cells []Cell) {
		values := make([]any, len(cells))
		for i, cell := range cells {
			values[i] = c.value(s, cell)
		}
		for ; len(marked) > 0 && marked[0].row == row; marked = marked[1:] {
			at := marked[0]
			values = append(values, make([]any, max(0, at.col-len(values)))...)
			style := c.styles[[2]int{0, int(c.marks[s][at].severity)}]
			values[at.col-1] = excelize.Cell{StyleID: style, Value: values[at.col-1]}
		}
		err = cmp.Or(err, out.SetRow("A"+strconv.Itoa(row), values))
	}
	blank := func(before int) { // marked cells in rows that hold nothing
		for err == nil && len(marked) > 0 && marked[0].row < before {
			put(marked[0].row, nil)
		}
	}
	for row, failed := range s.Rows(ctx) {
		if row.Number > maxSheetRows {
			failed = &FormatError{
				File: c.book.Name,
				What: "a marked copy is a workbook, and a worksheet has " + Thousands(maxSheetRows) + " rows at most",
				Do:   "use the list of findings instead, or split the file",
			}
		}
		if err = cmp.Or(err, failed); err != nil {
			return err
		}
		blank(row.Number)
		put(row.Number, row.Cells)
	}
	blank(maxSheetRows + 1)
	return cmp.Or(err, out.Flush())
}

// value is a cell's value in the copy: a number only if no digit is lost, and
// never a formula, not even where the copy is saved as csv.
func (c *markedCopy) value(s *Sheet, cell Cell) any {
	switch cell.Kind {
	case Empty:
		return nil
	case Bool:
		return cell.Text == "TRUE"
	case Number:
		f, err := strconv.ParseFloat(cell.Text, 64)
		if err == nil && string(appendFloat(nil, f)) == cell.Text {
			return f
		}
	}
	if tooLong(cell.Text, maxSheetChars) {
		c.remarks = append(c.remarks, fmt.Sprintf("%s is cut off after %s characters.",
			place(s.Name, cell.Row, cell.Col), Thousands(maxSheetChars)))
	}
	return SafeCell(cell.Text)
}

// sortedZip is the zip writer for copies: it writes the parts by name, so that
// the same findings always give the same bytes. The library writes some of them,
// and the entries of the list of content types, in the order of a map.
type sortedZip struct {
	w     io.Writer
	parts map[string]*bytes.Buffer
}

// Create implements excelize.ZipWriter.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	z.parts[name] = new(bytes.Buffer)
	return z.parts[name], nil
}

// AddFS implements excelize.ZipWriter; the library does not call it.
func (z *sortedZip) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close implements excelize.ZipWriter.
func (z *sortedZip) Close() error {
	out := zip.NewWriter(z.w)
	out.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed) // a third of the time, and a file a fifth longer
	})
	for _, name := range slices.Sorted(maps.Keys(z.parts)) {
		content := z.parts[name].Bytes()
		if name == "[Content_Types].xml" {
			content = sortElements(content)
		}
		w, err := out.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

var typeElement = regexp.MustCompile(`<(Default|Override)[^>]*>(</\w+>)?`)

// sortElements sorts the elements of a list of content types. They are empty and
// their order means nothing.
func sortElements(content []byte) []byte {
	elements := typeElement.FindAll(bytes.Clone(content), -1)
	slices.SortFunc(elements, bytes.Compare)
	next := -1
	return typeElement.ReplaceAllFunc(content, func([]byte) []byte {
		next++
		return elements[next]
	})
}
