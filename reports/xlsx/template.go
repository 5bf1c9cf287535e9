package xlsx

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// templateRows is how many rows of each sheet have drop-downs.
const templateRows = 2000

// WriteTemplate writes a workbook to fill in: a first sheet that says how, then
// the template's sheets with notes on every heading, drop-down lists (from a
// hidden sheet, so that values may hold commas), required columns coloured and
// starred, and grey example rows. Equal templates give equal bytes.
func WriteTemplate(w io.Writer, what *reports.Template) error {
	sheets := []*sheet{startHere(what)}
	for i := range what.Sheets {
		sh, err := toFillIn(&what.Sheets[i], what.Lists)
		if err != nil {
			return fmt.Errorf("write template: %w", err)
		}
		sheets = append(sheets, sh)
	}
	err := saveSheets(w, excelize.DocProperties{Title: what.Title, Language: "en"}, append(sheets, lists(what.Lists)))
	if err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

// saveSheets writes a workbook in English that is no report.
func saveSheets(w io.Writer, p excelize.DocProperties, sheets []*sheet) error {
	b := newBook()
	b.pages, b.sheets = "Page &P of &N", sheets
	p.Created, p.Modified = noDate, noDate
	b.properties(p)
	return b.save(w)
}

// startHere lays out the first sheet: running text in one column, which no reader
// takes for a table. Links stand on lines of their own: LibreOffice does not wrap them.
func startHere(what *reports.Template) *sheet {
	sh := &sheet{name: "Start here", widths: []float64{84}} // fits upright paper
	sh.add(lookTitle, what.Heading)
	for i, step := range what.Steps {
		sh.add(lookProse, strconv.Itoa(i+1)+". "+step)
	}
	for _, s := range what.Sheets {
		sh.add(lookLink, s.Name)
		sh.add(lookProse, s.About)
	}
	return sh
}

// toFillIn lays out a sheet to fill in.
func toFillIn(s *reports.TemplateSheet, lists []reports.TemplateList) (*sheet, error) {
	sh := &sheet{name: s.Name, grows: true, rows: make([]sheetRow, 1)}
	for i, c := range s.Columns {
		title, note, kind := c.Title, c.Note, lookHeader
		if c.Required {
			title, note, kind = title+" *", "Needed. "+note, lookRequired
		}
		head := sheetCell{look: look{kind: kind}, text: title}
		sh.rows[0].cells = append(sh.rows[0].cells, head)
		sh.widths = append(sh.widths, max(c.Width, head.ink()+margin+1))
		bold := &excelize.Font{Bold: true, Size: 10, Family: "Calibri"}
		plain := &excelize.Font{Size: 10, Family: "Calibri"}
		sh.notes = append(sh.notes, excelize.Comment{
			Cell: cellName(i+1, 1), Author: "roundtable", Width: 260, Height: uint(40 + 18*(len(note)/38+1)),
			Paragraph: []excelize.RichTextRun{{Text: c.Title + "\n", Font: bold}, {Text: note, Font: plain}},
		})
		if c.List == "" {
			continue
		}
		at := slices.IndexFunc(lists, func(l reports.TemplateList) bool { return l.Name == c.List })
		if at < 0 {
			return sh, fmt.Errorf("sheet %s, column %s: no list %q", s.Name, c.Title, c.List)
		}
		sh.picks = append(sh.picks, pickRange{
			cells: cellName(i+1, 2) + ":" + cellName(i+1, templateRows),
			from:  "Lists!" + absolute(at+1, 2) + ":" + absolute(at+1, len(lists[at].Items)+1),
		})
	}
	for _, row := range s.Examples {
		sh.add(lookExample, row...)
	}
	for _, row := range s.Rows {
		sh.add(lookText, row...)
	}
	return sh, nil
}

// lists is the hidden sheet that the drop-downs draw from.
func lists(all []reports.TemplateList) *sheet {
	sh := &sheet{name: "Lists", hidden: true}
	for i, l := range all {
		for len(sh.rows) <= len(l.Items) {
			sh.rows = append(sh.rows, sheetRow{cells: make([]sheetCell, len(all))})
		}
		sh.rows[0].cells[i] = sheetCell{look: look{kind: lookHeader}, text: l.Name}
		for k, item := range l.Items {
			sh.rows[k+1].cells[i].text = item
		}
	}
	return sh
}
