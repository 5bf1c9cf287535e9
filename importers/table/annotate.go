package table

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
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
	c := &markedCopy{book: b, findings: findings, names: sheetNames(b)}
	c.collect()
	reason := c.mustRebuild()
	if reason == "" {
		var out bytes.Buffer
		err := c.make(ctx, &out, c.markOriginal)
		if err == nil {
			_, err = out.WriteTo(w)
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		reason = "The workbook could not be marked as it is. This copy holds its values, without formatting and formulas."
	}
	c.remarks = []string{reason}
	c.names = sheetNames(b)
	if err := c.make(ctx, w, c.rebuild); err != nil {
		return fmt.Errorf("%s: marked copy: %w", b.Name, err)
	}
	return nil
}

// make fills a copy and writes it. The library that does so takes much of a
// workbook for granted, and panics where it is missing; that is an error here.
func (c *markedCopy) make(ctx context.Context, w io.Writer, fill func(context.Context) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the workbook cannot be written: %v", r)
		}
	}()
	if err := fill(ctx); err != nil {
		return err
	}
	defer c.file.Close() //nolint:errcheck // a temporary file left behind is not in the copy
	if err := c.writeFindings(); err != nil {
		return err
	}
	c.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{w: w} })
	return c.file.Write(w)
}

// markedCopy is a marked copy while it is made.
type markedCopy struct {
	book     *Book
	findings []planner.Finding
	names    map[*Sheet]string // of the sheets in the copy
	marks    map[*Sheet]map[cellAt]*mark
	file     *excelize.File
	remarks  []string // what the reader of the copy should know about it
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
			m := c.marks[sheet][at]
			if m == nil {
				m = &mark{}
				c.marks[sheet][at] = m
			}
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
	if ref.File != c.book.Name {
		return nil, cellAt{}, false
	}
	sheet := c.book.Sheet(ref.Sheet)
	if sheet == nil {
		return nil, cellAt{}, false
	}
	cell, _, _ := strings.Cut(ref.Cell, ":")
	if row, col, ok := ParseRef(cell); ok {
		return sheet, cellAt{row, col}, true
	}
	if line, ok := strings.CutPrefix(cell, "line "); ok && c.book.Format == PlainText {
		if n, err := strconv.Atoi(line); err == nil && n > 0 {
			return sheet, cellAt{n, 1}, true
		}
	}
	return sheet, cellAt{}, true
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
