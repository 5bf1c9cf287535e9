package table

import "strings"

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
	var b strings.Builder
	b.WriteString(e.File)
	if e.Where != "" {
		b.WriteByte(' ')
		b.WriteString(e.Where)
	}
	b.WriteString(": ")
	b.WriteString(e.What)
	if e.Do != "" {
		b.WriteString("; ")
		b.WriteString(e.Do)
	}
	return b.String()
}

const (
	saveAsXLSX  = "open it in a spreadsheet program and save it as Excel Workbook (.xlsx)"
	saveAsDOCX  = "save it as a Word document (.docx) or as plain text (.txt)"
	copyTable   = "copy the table into a spreadsheet and save that as .xlsx"
	saveAgain   = "open it in a spreadsheet program and save it again"
	saveAsUTF8  = "save it again as \"CSV UTF-8\" or as .xlsx"
	damagedFile = "the file is damaged"
)
