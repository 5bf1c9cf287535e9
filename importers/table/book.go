package table

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"roundtable/planner"
)

// Format is how a file was read, decided by its content.
type Format uint8

// The formats.
const (
	XLSX      Format = iota + 1 // Excel workbook, also .xlsm
	ODS                         // OpenDocument spreadsheet
	CSV                         // delimited text of at least two columns
	PlainText                   // text in which no delimiter makes columns
	DOCX                        // Word document: its text, and a sheet for each table
)

var formatNames = map[Format]string{XLSX: "xlsx", ODS: "ods", CSV: "csv", PlainText: "text", DOCX: "docx"}

// String returns the format's usual name.
func (f Format) String() string { return cmp.Or(formatNames[f], "unknown") }

// Options says how to read. The zero Options uses the default limits and finds
// the encoding from the content.
type Options struct {
	Limits Limits
	// Encoding overrides the detection for text files without a byte order mark;
	// see [Encodings] and [CheckEncoding]. It is the user's --encoding.
	Encoding string
}

// Book is an open file: its sheets, and how it was read. It is not safe for
// concurrent use.
type Book struct {
	// Name is the file's name without its folder.
	Name   string
	Format Format
	// Size is the file's length in bytes.
	Size int64
	// Encoding and Delimiter say how a text file was read: "utf-8" and ',';
	// Delimiter is 0 for PlainText. BOM reports a byte order mark.
	Encoding  string
	Delimiter byte
	BOM       bool
	// Sheets in the order of the file, hidden ones included. A text file has
	// one, without a name.
	Sheets []*Sheet
	// Findings is what was noticed while opening: an assumed encoding, a file
	// that is not what its name says.
	Findings []planner.Finding

	src    *bytes.Reader
	limits Limits
	texts  int64       // the bytes of cells of all sheets
	text   *textSource // nil for workbooks and Word documents
	prose  string      // the text of a Word document
}

// Sheet is one table of a book.
type Sheet struct {
	// Name as on the tab; empty for text files.
	Name string
	// Hidden sheets are not shown by a spreadsheet program.
	Hidden bool

	book   *Book
	reader rowReader
	stats  sheetStats
	texts  int64 // the most bytes of cells that a pass over the rows has shown
	merged []Range
	scan   bool // merged is known
}

// rowReader streams the rows of one sheet, each higher than the one before. It
// calls yield for rows with cells, and may do so for blank rows, which are noted
// and go no further. It stops when yield returns false.
type rowReader interface {
	read(ctx context.Context, s *Sheet, yield func(Row) bool) error
	mergedRanges(s *Sheet) ([]Range, error)
}

// Open reads a file that is already in memory. Name is used in messages and
// findings; the content alone decides the format.
func Open(name string, data []byte, opts Options) (*Book, error) {
	b := &Book{
		Name: filepath.Base(name), Size: int64(len(data)), src: bytes.NewReader(data), limits: opts.Limits.orDefault(),
	}
	if b.Size > b.limits.FileBytes {
		return nil, b.limits.fileError(b.Name, b.Size)
	}
	if err := openContent(b, opts.Encoding); err != nil {
		return nil, err
	}
	b.noteName()
	return b, nil
}

// OpenReader reads r to its end, at most as far as the limit on file size, and
// opens what was read. It serves standard input; of files [OpenFile] knows more.
func OpenReader(name string, r io.Reader, opts Options) (*Book, error) {
	limits := opts.Limits.orDefault()
	data, err := io.ReadAll(io.LimitReader(r, limits.FileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(data)) > limits.FileBytes {
		return nil, &LimitError{
			File: name, What: "there is more input", Limit: megabytes(limits.FileBytes), Flag: "--max-file",
		}
	}
	return Open(name, data, opts)
}

// Close lets go of the file's bytes. Sheets cannot be read afterwards.
func (b *Book) Close() error {
	b.src = bytes.NewReader(nil)
	return nil
}

// Text returns the whole decoded text of a text file, without a byte order
// mark, or of a Word document, and false for workbooks. It is the form in which
// proposals and other texts that are no tables are read. Of a Word document each
// paragraph is a line, and so is each row of a table, its cells joined by tabs.
func (b *Book) Text() (string, bool) {
	if b.text == nil {
		return b.prose, b.Format == DOCX
	}
	var s strings.Builder
	s.Grow(int(b.Size))
	_, err := io.Copy(&s, b.text.whole())
	return s.String(), err == nil
}

// Source identifies the file for the provenance of a report.
func (b *Book) Source() (planner.Source, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(b.src, 0, b.Size)); err != nil {
		return planner.Source{}, fmt.Errorf("%s: %w", b.Name, err)
	}
	return planner.Source{File: b.Name, Bytes: b.Size, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

// Sheet returns the sheet of that name, or nil.
func (b *Book) Sheet(name string) *Sheet {
	if i := slices.IndexFunc(b.Sheets, func(s *Sheet) bool { return s.Name == name }); i >= 0 {
		return b.Sheets[i]
	}
	return nil
}

// Rows streams the rows that hold something, in order. It may be called again
// and then starts from the first row. After an error the sequence ends.
func (s *Sheet) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		s.stats = sheetStats{}
		stopped := false
		var shown int64
		var over error
		err := s.reader.read(ctx, s, func(r Row) bool {
			if !s.stats.add(s, r) {
				return true
			}
			if over = s.show(&shown, r.Cells); over != nil {
				return false
			}
			stopped = !yield(r, nil)
			return !stopped
		})
		err = cmp.Or(over, err)
		switch {
		case stopped:
		case err != nil:
			yield(Row{}, err)
		default:
			s.stats.endBlock()
			s.stats.short.join(s.stats.lone)
			s.stats.done = true
		}
	}
}

// show counts the texts of cells that a pass over the rows hands on. A text that a
// workbook holds once may stand in any number of them, so that their size is not
// bounded by that of the file; that of delimited text is.
func (s *Sheet) show(shown *int64, cells []Cell) error {
	if s.book.text != nil {
		return nil
	}
	for i := range cells {
		*shown += int64(len(cells[i].Text))
	}
	if more := *shown - s.texts; more > 0 {
		s.texts += more
		s.book.texts += more
	}
	const what = "the cells show more text than a meeting has, as where one long text stands in thousands of them"
	return s.book.limits.Over(Texts, s.book.texts, s.book.Name, s.Name, what)
}

// Limits are those within which the sheet is read.
func (s *Sheet) Limits() Limits { return s.book.limits }

// Ref returns the place of a cell for findings.
func (s *Sheet) Ref(c Cell) planner.Ref {
	return planner.Ref{File: s.book.Name, Sheet: s.Name, Cell: c.Ref()}
}

// FilledRows is [Sheet.Rows] with the text of cells that are merged over several
// rows in each of those rows, in the first of their columns and marked as
// [Cell.Merged]. Rows that hold nothing of their own stay away.
func (s *Sheet) FilledRows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		merged, err := s.Merged()
		if err != nil {
			yield(Row{}, err)
			return
		}
		tall := slices.DeleteFunc(slices.Clone(merged), func(m Range) bool { return m.FirstRow == m.LastRow })
		slices.SortStableFunc(tall, func(a, b Range) int { return a.FirstRow - b.FirstRow })
		type cell struct {
			Range
			value Cell
		}
		var open []cell // those that reach the current row
		var filled int64
		for row, err := range s.Rows(ctx) {
			open = slices.DeleteFunc(open, func(c cell) bool { return c.LastRow < row.Number })
			for _, c := range open {
				row.fill(c.value)
				filled += int64(len(c.value.Text))
			}
			if over := s.book.limits.Over(Texts, filled, s.book.Name, s.Name, mergedTexts); err == nil && over != nil {
				yield(Row{}, over)
				return
			}
			for ; len(tall) > 0 && tall[0].FirstRow <= row.Number; tall = tall[1:] {
				if m := tall[0]; m.FirstRow == row.Number { // else its first row holds nothing
					open = append(open, cell{m, row.Cell(m.FirstCol)})
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

const mergedTexts = "merged cells fill the rows with more text than a meeting has"

// fill puts the value of a merged cell into the row, unless a cell is in the way.
func (r *Row) fill(value Cell) {
	if value.Kind == Empty || r.Cell(value.Col).Kind != Empty {
		return
	}
	for len(r.Cells) < value.Col {
		r.Cells = append(r.Cells, Cell{Row: r.Number, Col: len(r.Cells) + 1})
	}
	value.Row, value.Merged = r.Number, true
	r.Cells[value.Col-1] = value
	r.Width = max(r.Width, value.Col)
}

// Merged returns the merged ranges in the order of the file. Only the top left
// cell of a merged range holds something.
func (s *Sheet) Merged() ([]Range, error) {
	if !s.scan {
		merged, err := s.reader.mergedRanges(s)
		if err != nil {
			return nil, err
		}
		s.merged, s.scan = merged, true
	}
	return s.merged, nil
}

// OpenFile opens a file on disk. It looks at what kind of thing the path is and
// at its size before reading. It reads the file once and whole: what is parsed has the
// fingerprint that [Book.Source] gives, whoever writes to the file meanwhile.
// [Book.Close] must be called.
func OpenFile(path string, opts Options) (*Book, error) {
	return OpenFileAs(filepath.Base(path), path, opts)
}

// OpenFileAs is [OpenFile] for a file that is called name in messages and findings,
// whatever its path.
func OpenFileAs(name, path string, opts Options) (*Book, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, pathError(name, err)
	}
	limits := opts.Limits.orDefault()
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, &FormatError{File: name, What: "this is a folder", Do: "name the files in it"}
	case !mode.IsRegular():
		return nil, &FormatError{
			File: path, What: "this is a pipe or device, not a file",
			Do: "use - to read standard input, or save it as a file first",
		}
	case info.Size() > limits.FileBytes:
		return nil, limits.fileError(name, info.Size())
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(name, err)
	}
	data, err := io.ReadAll(io.LimitReader(f, limits.FileBytes+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	return Open(name, data, opts)
}

// ReadSmall reads a small file whole, as one of settings: what stands in it and, of one that
// is larger than most, one byte more. A pipe is read like a file (settings may come from
// another command), but one that nobody writes to is not waited for.
func ReadSmall(path string, most int64) ([]byte, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, pathError(name, err)
	}
	pipe := info.Mode()&fs.ModeNamedPipe != 0
	switch {
	case info.IsDir():
		return nil, &FormatError{File: name, What: "this is a folder", Do: "name the file in it"}
	case !pipe && !info.Mode().IsRegular():
		return nil, &FormatError{File: path, What: "this is a device, not a file", Do: "save it as a file first"}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, pathError(name, err)
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	if pipe && len(data) == 0 {
		return nil, &FormatError{
			File: name, What: "this is a pipe, and nothing came through it",
			Do: "save it as a file first: a pipe can be read only once",
		}
	}
	return data, nil
}

// pathError says in plain words why a file cannot be opened.
func pathError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &FormatError{File: name, What: "there is no such file", Do: "check the name and the folder"}
	case errors.Is(err, fs.ErrPermission):
		return &FormatError{
			File: name, What: "this file may not be read",
			Do: "check its permissions, and close it in other programs",
		}
	}
	return fmt.Errorf("%s cannot be opened: %w", name, err)
}
