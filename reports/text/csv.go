package text

import (
	"cmp"
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
func WriteCSV(w io.Writer, t reports.Table) error { return writeCSV(w, nil, t) }

// writeCSV is [WriteCSV] with the states in the words of a language, where there is one.
func writeCSV(w io.Writer, l reports.Language, t reports.Table) error {
	rows := [][]string{heads(t)}
	for _, values := range t.Rows {
		row := make([]string, len(t.Columns))
		for i := range row {
			row[i] = csvCell(l, reports.At(values, i))
		}
		rows = append(rows, row)
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// heads are the titles of the columns as they stand in the file.
func heads(t reports.Table) []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = reports.Inert(reports.Plain(c.Title))
	}
	return out
}

func csvCell(l reports.Language, v reports.Value) string {
	switch {
	case v.Text == "" && v.Finite():
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case l != nil && v.State != "" && v.Text == string(v.State):
		return reports.Inert(l.Say("state."+v.Text, nil))
	}
	return reports.Inert(cmp.Or(reports.Plain(v.Text), string(v.State)))
}
