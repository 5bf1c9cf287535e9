package xlsx

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table to put into a plain workbook: its name, and its rows as
// comma-separated values with a heading line.
type Sheet struct {
	Name string
	// File names the source of CSV, for the caller's own use.
	File string
	CSV  []byte
}

// WriteSheets writes a plain workbook with one sheet for each table: bold and
// frozen headings, whole numbers as numbers and everything else as text, so
// that nothing becomes a formula. Equal sheets give equal bytes.
func WriteSheets(w io.Writer, sheets []Sheet) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is spooled to disk at these sizes
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		if err := writePlainSheet(f, s, head); err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "roundtable", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	return saveNormalised(f, w)
}

func writePlainSheet(f *excelize.File, s Sheet, head int) error {
	rows, err := csv.NewReader(bytes.NewReader(s.CSV)).ReadAll()
	if err != nil {
		return err
	}
	var widths []int
	for r, row := range rows {
		cells := make([]any, len(row))
		for c, text := range row {
			cells[c] = plainCell(text)
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = min(max(widths[c], len([]rune(text))), 40)
		}
		if err := f.SetSheetRow(s.Name, "A"+strconv.Itoa(r+1), &cells); err != nil {
			return err
		}
	}
	for c, width := range widths {
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.Name, name, name, float64(width)+2); err != nil {
			return err
		}
	}
	if err := f.SetRowStyle(s.Name, 1, 1, head); err != nil {
		return err
	}
	return f.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// plainCell is a number where the text is one as a person would write it.
func plainCell(text string) any {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text || strings.HasPrefix(text, "+") {
		return text
	}
	return n
}
