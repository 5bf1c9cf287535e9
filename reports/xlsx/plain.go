package xlsx

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table to put into a plain workbook: its name, and its rows as
// comma-separated values with a heading line.
type Sheet struct {
	Name string
	CSV  []byte
}

// WriteSheets writes a plain workbook with one sheet for each table: headings
// that stay in view, whole numbers as numbers and everything else as text, so
// that nothing becomes a formula. Equal sheets give equal bytes.
func WriteSheets(w io.Writer, sheets []Sheet) error {
	var out []*sheet
	for _, s := range sheets {
		rows, err := csv.NewReader(bytes.NewReader(s.CSV)).ReadAll()
		if err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		sh, kind := &sheet{name: s.Name, grows: true}, lookHeader
		for _, row := range rows {
			sh.add(kind, row...)
			kind = lookText
		}
		out = append(out, sh)
	}
	return saveSheets(w, excelize.DocProperties{}, out)
}
