package xlsx

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table to put into a plain workbook: its name, and its rows as
// comma-separated values with a heading line.
type Sheet struct {
	Name string
	CSV  []byte
}

// WriteSheets writes a plain workbook with one sheet for each table: bold and
// frozen headings, whole numbers as numbers and everything else as text, so
// that nothing becomes a formula. Equal sheets give equal bytes.
func WriteSheets(w io.Writer, sheets []Sheet) error {
	b := newBook()
	head, err := b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	b.try(err)
	for i, s := range sheets {
		b.newSheet(s.Name, i == 0)
		b.plainSheet(s, head)
	}
	b.try(b.f.SetDocProps(&excelize.DocProperties{Creator: "roundtable", Created: noDate, Modified: noDate}))
	return b.save(w)
}

func (b *book) plainSheet(s Sheet, head int) {
	rows, err := csv.NewReader(bytes.NewReader(s.CSV)).ReadAll()
	if err != nil {
		b.try(fmt.Errorf("sheet %q: %w", s.Name, err))
	}
	var widths []int
	for r, row := range rows {
		cells := make([]any, len(row))
		for c, text := range row {
			cells[c] = plainCell(text)
			if c == len(widths) {
				widths = append(widths, 0)
			}
			widths[c] = min(max(widths[c], utf8.RuneCountInString(text)), 40)
		}
		b.try(b.f.SetSheetRow(s.Name, "A"+strconv.Itoa(r+1), &cells))
	}
	for c, width := range widths {
		name := columnName(c + 1)
		b.try(b.f.SetColWidth(s.Name, name, name, float64(width)+2))
	}
	b.try(b.f.SetRowStyle(s.Name, 1, 1, head))
	b.try(b.f.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// plainCell is a number where the text is one as a person would write it.
func plainCell(text string) any {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text {
		return text
	}
	return n
}
