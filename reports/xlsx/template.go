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
	t := templateBook{newBook(), what}
	const start = "Start here"
	t.newSheet(start, true)
	t.startHere(start)
	for i := range what.Sheets {
		t.sheet(&what.Sheets[i])
	}
	t.lists()
	t.properties(excelize.DocProperties{Title: what.Title, Language: "en", Created: noDate, Modified: noDate})
	if err := t.save(w); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

type templateBook struct {
	*book
	what *reports.Template
}

// englishPages are the words of pages in the workbook to fill in.
const englishPages = "Page &P of &N"

// cell writes one cell in a look.
func (t *templateBook) cell(sheet, cell, text string, kind lookKind) {
	t.try(t.f.SetCellStr(sheet, cell, text))
	t.try(t.f.SetCellStyle(sheet, cell, cell, t.style(look{kind: kind})))
}

// startHere writes the first sheet: running text in one column, which no reader
// takes for a table.
func (t *templateBook) startHere(name string) {
	const width = 70 // fits upright paper in the fonts of either program
	grid := false
	t.try(t.f.SetColWidth(name, "A", "A", width))
	t.try(t.f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
	row := 0
	add := func(text string, kind lookKind, size float64) {
		row++
		t.cell(name, "A"+strconv.Itoa(row), text, kind)
		t.try(t.f.SetRowHeight(name, row, height(text, width*0.9, size)+4))
	}
	add(t.what.Heading, lookTitle, 1.9)
	for i, step := range t.what.Steps {
		add(strconv.Itoa(i+1)+". "+step, lookProse, 1)
	}
	for _, s := range t.what.Sheets {
		add("Sheet “"+s.Name+"”: "+s.About, lookLink, 1)
		t.link(name, row, s.Name)
	}
	t.print(name, false, 1, "", name, englishPages)
}

func (t *templateBook) sheet(s *reports.TemplateSheet) {
	t.newSheet(s.Name, false)
	for i, c := range s.Columns {
		t.column(s, i+1, c)
	}
	row := 1
	add := func(rows [][]string, kind lookKind) {
		for _, cells := range rows {
			row++
			for i, text := range cells {
				t.cell(s.Name, cellName(i+1, row), text, kind)
			}
		}
	}
	add(s.Examples, lookExample)
	add(s.Rows, lookText)
	t.try(t.f.SetPanes(s.Name, frozen(1)))
	for i := range row { // rows that are there; those to come fit themselves
		tall := 0.0
		for k, c := range s.Columns {
			rows := slices.Concat([][]string{{}}, s.Examples, s.Rows)
			if k < len(rows[i]) {
				tall = max(tall, height(rows[i][k], c.Width-2, 1))
			}
		}
		t.try(t.f.SetRowHeight(s.Name, i+1, max(tall, 24)))
	}
	t.try(t.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: sheetRef(s.Name, "$1:$1"), Scope: s.Name,
	}))
	t.print(s.Name, true, 0, "", s.Name, englishPages)
}

// column sets up one column, counted from 1: its heading with a note, its width
// and its drop-down list.
func (t *templateBook) column(s *reports.TemplateSheet, number int, c reports.TemplateColumn) {
	letter := columnName(number)
	title, note, kind := c.Title, c.Note, lookHeader
	if c.Required {
		title, note, kind = title+" *", "Needed. "+note, lookRequired
	}
	t.cell(s.Name, letter+"1", title, kind)
	t.try(t.f.SetColWidth(s.Name, letter, letter, c.Width))
	bold := &excelize.Font{Bold: true, Size: 10, Family: "Calibri"}
	plain := &excelize.Font{Size: 10, Family: "Calibri"}
	t.try(t.f.AddComment(s.Name, excelize.Comment{
		Cell: letter + "1", Author: "roundtable", Width: 260, Height: uint(40 + 18*(len(note)/38+1)),
		Paragraph: []excelize.RichTextRun{{Text: c.Title + "\n", Font: bold}, {Text: note, Font: plain}},
	}))
	if c.List == "" {
		return
	}
	at := slices.IndexFunc(t.what.Lists, func(l reports.TemplateList) bool { return l.Name == c.List })
	if at < 0 {
		t.try(fmt.Errorf("sheet %s, column %s: no list %q", s.Name, c.Title, c.List))
		return
	}
	list := "$" + columnName(at+1) + "$"
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(letter + "2:" + letter + strconv.Itoa(templateRows))
	dv.SetSqrefDropList("Lists!" + list + "2:" + list + strconv.Itoa(len(t.what.Lists[at].Items)+1))
	// Other words are allowed: the reader knows many spellings, and says so
	// where it does not.
	dv.SetError(excelize.DataValidationErrorStyleInformation, "Not in the list",
		"You may keep it. The import will say if it is not understood.")
	t.try(t.f.AddDataValidation(s.Name, dv))
}

// lists writes the hidden sheet that the drop-downs draw from.
func (t *templateBook) lists() {
	const name = "Lists"
	t.newSheet(name, false)
	for i, l := range t.what.Lists {
		t.cell(name, cellName(i+1, 1), l.Name, lookHeader)
		for j, item := range l.Items {
			t.try(t.f.SetCellStr(name, cellName(i+1, j+2), item))
		}
	}
	t.try(t.f.SetSheetVisible(name, false))
}
