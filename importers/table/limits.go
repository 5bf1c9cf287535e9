package table

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// FormatError says that a file, or a place in it, cannot be read as a table:
// what it is, and what to do.
type FormatError struct {
	File  string // file name
	Where string // "People!D17", "line 3", a part of a workbook, or ""
	What  string // "this is an old Excel file (.xls)"
	Do    string // "open it in a spreadsheet program and save it as .xlsx"
}

// Error returns "file where: what; do".
func (e *FormatError) Error() string {
	s := strings.TrimSpace(e.File+" "+e.Where) + ": " + e.What
	if e.Do != "" {
		s += "; " + e.Do
	}
	return s
}

const (
	saveAsXLSX  = "open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"
	saveAsDOCX  = "save it as a Word document (.docx) or as plain text (.txt)"
	copyTable   = "copy the table into a spreadsheet and save that as .xlsx"
	saveAgain   = "open it in a spreadsheet program and save it again"
	saveAsUTF8  = "save it again as \"CSV UTF-8\" or as .xlsx"
	damagedFile = "the file is damaged"
)

// Limits bounds what is read. A limit that is hit is a [LimitError]; nothing is
// cut off in silence. A field that is zero takes its value from [DefaultLimits].
type Limits struct {
	FileBytes     int64 // size of the file; --max-file
	UnzippedBytes int64 // size of all parts of a workbook, unpacked; --max-unzipped
	Rows          int   // last row that holds something; --max-rows
	Columns       int   // last column that holds something; --max-columns
	CellChars     int   // characters in one cell; --max-cell
	Work          int   // how many times the [Work] of an ordinary meeting; --max-work
}

// Work is a kind of work that a small file can ask for without end. Each kind is
// bounded by a number that suits the largest meetings; [Limits.Work] multiplies all.
type Work string

// The kinds of work.
const (
	Texts  Work = "texts"  // bytes of the cells of a workbook, each as often as it is shown
	Rows   Work = "rows"   // of lists that are held in memory as a whole, such as people
	Issues Work = "issues" // that are voted on
	Groups Work = "groups" // working groups that are listed
	Rules  Work = "rules"  // rows of tables of targets
	Seats  Work = "seats"  // groups times people: who could sit where
	Meets  Work = "meets"  // people times people, at mixed tables: who meets whom
	YAML   Work = "yaml"   // bytes of a file of settings or rules
	Depth  Work = "depth"  // of brackets or indented lines in it, one within the other
)

// works is the one list of what is bounded beside the sizes of files.
var works = map[Work]struct {
	most int64
	unit string
}{
	Texts:  {64 << 20, "characters"},
	Rows:   {120_000, "rows in lists of people and the like (votes alone may be longer)"},
	Issues: {500, "issues"},
	Groups: {500, "groups"},
	Rules:  {5_000, "targets"},
	Seats:  {200_000, "groups times people"},
	Meets:  {16_000_000, "people times people"},
	YAML:   {64 << 10, "bytes"},
	Depth:  {64, "levels"},
}

// maxWork is the largest factor: the products stay far from the largest number.
const maxWork = 1_000_000

// Most is how much of a kind of work is allowed.
func (l Limits) Most(w Work) int64 { return works[w].most * int64(min(max(l.Work, 1), maxWork)) }

// Over returns nil where n is within what is allowed of a kind of work, and else a
// [LimitError]. What says what was seen: "there are 5,000 groups".
func (l Limits) Over(w Work, n int64, file, where, what string) error {
	if n <= l.Most(w) {
		return nil
	}
	return &LimitError{
		File: file, Where: where, What: what, Limit: Thousands(int(l.Most(w))) + " " + works[w].unit,
		Flag: "--max-work", Need: strconv.FormatInt((n-1)/works[w].most+1, 10),
		Hint: "if that is a slip, correct the file; more takes longer and needs more memory",
	}
}

// DefaultLimits are 50 MB a file, 256 MB unpacked, 2,000,000 rows, 2,000
// columns, 32,767 characters a cell (the most a spreadsheet program keeps), and
// once the work of the list works.
// A megabyte is 1,048,576 bytes.
func DefaultLimits() Limits {
	return Limits{
		FileBytes:     50 << 20,
		UnzippedBytes: 256 << 20,
		Rows:          2_000_000,
		Columns:       2_000,
		CellChars:     32_767,
		Work:          1,
	}
}

// orDefault fills the zero fields of l.
func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		FileBytes:     cmp.Or(max(l.FileBytes, 0), d.FileBytes),
		UnzippedBytes: cmp.Or(max(l.UnzippedBytes, 0), d.UnzippedBytes),
		Rows:          cmp.Or(max(l.Rows, 0), d.Rows),
		Columns:       cmp.Or(max(l.Columns, 0), d.Columns),
		CellChars:     cmp.Or(max(l.CellChars, 0), d.CellChars),
		Work:          cmp.Or(max(l.Work, 0), d.Work),
	}
}

// LimitError says which limit was hit, where, and the option that raises it.
type LimitError struct {
	File  string // file name
	Where string // "People!D17", a part of the workbook, or ""
	What  string // "the file is 61.2 MB"
	Limit string // "50 MB"
	Flag  string // "--max-file"
	Need  string // a value for the flag that would do, or "" when it is not known
	Hint  string // what may be wrong instead, or ""
}

// Error returns the message: where, what, the limit, and how to raise it.
func (e *LimitError) Error() string {
	return strings.TrimSpace(e.File+" "+e.Where) + ": " + e.Problem() + " (" + e.Remedy() + ")"
}

// Problem is the message without the place and the remedy: "the file is 61.2 MB,
// more than the limit of 50 MB".
func (e *LimitError) Problem() string {
	s := e.What + ", more than the limit of " + e.Limit
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Remedy says which option raises the limit: "--max-file 62 would allow it".
func (e *LimitError) Remedy() string {
	if e.Need != "" {
		return e.Flag + " " + e.Need + " would allow it"
	}
	return e.Flag + " raises it"
}

func (l Limits) fileError(name string, size int64) error {
	return &LimitError{
		File: name, What: "the file is " + megabytes(size), Limit: megabytes(l.FileBytes),
		Flag: "--max-file", Need: wholeMegabytes(size),
	}
}

func (l Limits) rowError(name, sheet string, row int) error {
	return &LimitError{
		File: name, Where: sheet, What: "there is data in row " + Thousands(row),
		Limit: Thousands(l.Rows) + " rows", Flag: "--max-rows",
	}
}

func (l Limits) columnError(name, sheet string, row, col int) error {
	return &LimitError{
		File: name, Where: place(sheet, row, col), What: "this cell is in column " + Thousands(col),
		Limit: Thousands(l.Columns) + " columns", Flag: "--max-columns", Need: strconv.Itoa(col),
		Hint: "clear the cell if it is there by accident",
	}
}

func (l Limits) cellError(name, sheet string, row, col int, hint string) error {
	return &LimitError{
		File: name, Where: place(sheet, row, col), What: "the cell is too long",
		Limit: Thousands(l.CellChars) + " characters", Flag: "--max-cell", Hint: hint,
	}
}

// place returns "People!D17", or "D17" for formats without sheets.
func place(sheet string, row, col int) string {
	return strings.TrimPrefix(sheet+"!"+Cell{Row: row, Col: col}.Ref(), "!")
}

// megabytes formats a size with at most one decimal: "61.2 MB", "50 MB".
func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%s bytes", Thousands(int(n)))
	}
	tenths := (n*10 + 1<<20 - 1) >> 20 // rounded up, so that it never shows the limit itself
	if tenths%10 == 0 {
		return Thousands(int(tenths/10)) + " MB"
	}
	return fmt.Sprintf("%s.%d MB", Thousands(int(tenths/10)), tenths%10)
}

// wholeMegabytes is the value an option in megabytes needs for n bytes.
func wholeMegabytes(n int64) string {
	return strconv.FormatInt((n+1<<20-1)>>20, 10)
}

// Thousands formats n with commas: 1,048,576.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// clip shortens a value for a message.
func clip(s string) string {
	const most = 40
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
