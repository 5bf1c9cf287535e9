package xlsx

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"roundtable/reports"

	"github.com/xuri/excelize/v2"
)

// templateRows is how many rows of each sheet have drop-downs.
const templateRows = 2000

// WriteTemplate writes a workbook to fill in: a first sheet that says how, then
// the template's sheets with notes on every heading, drop-down lists (from a
// hidden sheet, so that values may hold commas), required columns coloured and
// starred, and grey example rows. Equal templates give equal bytes.
func WriteTemplate(w io.Writer, what *reports.Template) error {
	t := templateBook{f: excelize.NewFile(), what: what}
	t.styles = &styler{f: t.f, ids: map[look]int{}}
	defer t.f.Close()
	if err := t.build(); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	if err := saveNormalised(t.f, w); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

type templateBook struct {
	f      *excelize.File
	what   *reports.Template
	styles *styler
}

func (t *templateBook) build() error {
	sheets := t.what.Sheets
	if err := t.f.SetSheetName("Sheet1", "Start here"); err != nil {
		return err
	}
	if err := t.startHere(sheets); err != nil {
		return err
	}
	for i := range sheets {
		if err := t.sheet(&sheets[i]); err != nil {
			return fmt.Errorf("sheet %s: %w", sheets[i].Name, err)
		}
	}
	if err := t.lists(); err != nil {
		return err
	}
	const date = "2000-01-01T00:00:00Z"
	if err := t.f.SetDocProps(&excelize.DocProperties{
		Title: t.what.Title, Creator: "roundtable", LastModifiedBy: "roundtable", Created: date, Modified: date, Language: "en",
	}); err != nil {
		return err
	}
	return t.f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"})
}

// cell writes one cell in a look.
func (t *templateBook) cell(sheet, cell, text string, l look) error {
	id, err := t.styles.id(l)
	if err != nil {
		return err
	}
	if err := t.f.SetCellStr(sheet, cell, text); err != nil {
		return err
	}
	return t.f.SetCellStyle(sheet, cell, cell, id)
}

// startHere writes the first sheet: running text in one column, which no reader
// takes for a table.
func (t *templateBook) startHere(sheets []reports.TemplateSheet) error {
	const name, width = "Start here", 86
	if err := t.f.SetColWidth(name, "A", "A", width); err != nil {
		return err
	}
	grid := false
	if err := t.f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return err
	}
	row := 0
	add := func(text string, l look, size float64) error {
		row++
		if err := t.cell(name, "A"+strconv.Itoa(row), text, l); err != nil {
			return err
		}
		return t.f.SetRowHeight(name, row, height(text, width, size)+4)
	}
	if err := add(t.what.Heading, look{kind: lookTitle}, 1.9); err != nil {
		return err
	}
	for i, step := range t.what.Steps {
		if err := add(strconv.Itoa(i+1)+". "+step, look{kind: lookProse}, 1); err != nil {
			return err
		}
	}
	for i := range sheets {
		if err := add("Sheet “"+sheets[i].Name+"”: "+sheets[i].About, look{kind: lookLink}, 1); err != nil {
			return err
		}
		if err := t.f.SetCellHyperLink(name, "A"+strconv.Itoa(row), sheetRef(sheets[i].Name, "A1"), "Location"); err != nil {
			return err
		}
	}
	return t.print(name, false)
}

func (t *templateBook) sheet(s *reports.TemplateSheet) error {
	if _, err := t.f.NewSheet(s.Name); err != nil {
		return err
	}
	for i, c := range s.Columns {
		if err := t.column(s, i, c); err != nil {
			return err
		}
	}
	row := 1
	for _, set := range []struct {
		rows [][]string
		look look
	}{{s.Examples, look{kind: lookExample}}, {s.Rows, look{kind: lookText}}} {
		for _, cells := range set.rows {
			row++
			for i, text := range cells {
				if err := t.cell(s.Name, cellName(i+1, row), text, set.look); err != nil {
					return err
				}
			}
		}
	}
	if err := t.f.SetRowHeight(s.Name, 1, 24); err != nil {
		return err
	}
	if err := t.f.SetPanes(s.Name, &excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	}); err != nil {
		return err
	}
	return t.print(s.Name, true)
}

// column sets up one column: its heading with a note, its width and its
// drop-down list.
func (t *templateBook) column(s *reports.TemplateSheet, i int, c reports.TemplateColumn) error {
	letter, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return err
	}
	title, l := c.Title, look{kind: lookHeader}
	if c.Required {
		title, l.kind = title+" *", lookRequired
	}
	if err := t.cell(s.Name, letter+"1", title, l); err != nil {
		return err
	}
	if err := t.f.SetColWidth(s.Name, letter, letter, c.Width); err != nil {
		return err
	}
	note := c.Note
	if c.Required {
		note = "Needed. " + note
	}
	bold := &excelize.Font{Bold: true, Size: 10, Family: "Calibri"}
	plain := &excelize.Font{Size: 10, Family: "Calibri"}
	err = t.f.AddComment(s.Name, excelize.Comment{
		Cell: letter + "1", Author: "roundtable", Width: 260, Height: uint(40 + 18*(len(note)/38+1)),
		Paragraph: []excelize.RichTextRun{{Text: c.Title + "\n", Font: bold}, {Text: note, Font: plain}},
	})
	if err != nil || c.List == "" {
		return err
	}
	at := slices.IndexFunc(t.what.Lists, func(l reports.TemplateList) bool { return l.Name == c.List })
	if at < 0 {
		return fmt.Errorf("column %s: no list %q", c.Title, c.List)
	}
	items := t.what.Lists[at].Items
	list, err := excelize.ColumnNumberToName(at + 1)
	if err != nil {
		return err
	}
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(letter + "2:" + letter + strconv.Itoa(templateRows))
	dv.SetSqrefDropList("Lists!$" + list + "$2:$" + list + "$" + strconv.Itoa(len(items)+1))
	// Other words are allowed: the reader knows many spellings, and says so
	// where it does not.
	dv.SetError(excelize.DataValidationErrorStyleInformation, "Not in the list", "You may keep it. The import will say if it is not understood.")
	return t.f.AddDataValidation(s.Name, dv)
}

// lists writes the hidden sheet that the drop-downs draw from.
func (t *templateBook) lists() error {
	if _, err := t.f.NewSheet("Lists"); err != nil {
		return err
	}
	for i, l := range t.what.Lists {
		if err := t.cell("Lists", cellName(i+1, 1), l.Name, look{kind: lookHeader}); err != nil {
			return err
		}
		for j, item := range l.Items {
			if err := t.f.SetCellStr("Lists", cellName(i+1, j+2), item); err != nil {
				return err
			}
		}
	}
	return t.f.SetSheetVisible("Lists", false)
}

func (t *templateBook) print(sheet string, landscape bool) error {
	fit := true
	if err := t.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	paper, wide, tall, orientation := 9, 1, 0, "portrait"
	if landscape {
		orientation = "landscape"
	}
	if err := t.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}
	return t.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&9" + sheet + "&R&9Page &P of &N"})
}
