package text

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"roundtable/reports"
)

// WriteCSV writes a table as comma-separated values in UTF-8: a line of column
// titles, then the rows. Numbers are written in their shortest exact decimal
// form, whatever the column's decimals.
//
// No cell becomes a formula when the file is opened in a spreadsheet program.
// Text that starts with = + - @ (also in their full-width forms, and after
// white space or control characters) is prefixed with an apostrophe, as OWASP
// advises (https://owasp.org/www-community/attacks/CSV_Injection); a text that
// is a plain number such as -5 stays as it is ([reports.Inert]). So that this also holds where a
// program splits lines at semicolons or tabs, the same is done after every
// semicolon, tab and line break within a text.
func WriteCSV(w io.Writer, t reports.Table) error {
	out := csv.NewWriter(w)
	row := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = reports.Inert(reports.Plain(c.Title))
	}
	if err := out.Write(row); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for _, values := range t.Rows {
		for i := range row {
			row[i] = ""
			if i < len(values) {
				row[i] = csvCell(values[i])
			}
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func csvCell(v reports.Value) string {
	if v.Text == "" && v.Finite() {
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	}
	text := reports.Plain(v.Text)
	if text == "" {
		text = string(v.State)
	}
	return reports.Inert(text)
}
