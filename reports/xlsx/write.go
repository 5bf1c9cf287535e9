package xlsx

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/reports"

	"github.com/xuri/excelize/v2"
)

// write streams a sheet that was laid out; the first takes the place of the one a new
// file has. The order matters: settings that stand before the cells in the file first,
// then the cells, then what follows.
func (b *book) write(sh *sheet, first bool) {
	if first {
		b.try(b.f.SetSheetName("Sheet1", sh.name))
	} else {
		_, err := b.f.NewSheet(sh.name)
		b.try(err)
	}
	sh.fit()
	b.page(sh)
	sw, err := b.f.NewStreamWriter(sh.name)
	if err != nil {
		b.try(err)
		return
	}
	for i, width := range slices.Backward(sh.widths) { // the library puts each before the last
		b.try(sw.SetColWidth(i+1, i+1, width))
	}
	if sh.headed() {
		b.try(sw.SetPanes(&excelize.Panes{
			Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
		}))
	}
	for r := range sh.rows {
		b.writeRow(sw, sh, r+1)
	}
	b.decorate(sh)
	if sh.table != "" {
		b.try(sw.AddTable(&excelize.Table{
			Name: sh.table, ShowRowStripes: new(false),
			Range: "A1:" + cellName(len(sh.rows[0].cells), len(sh.rows)),
		}))
	}
	b.try(sw.Flush())
	if sh.hidden {
		b.try(b.f.SetSheetVisible(sh.name, false))
	}
}

// page sets how the sheet prints: A4, one page wide, with a footer of title and page number.
func (b *book) page(sh *sheet) {
	b.try(b.f.SetSheetView(sh.name, 0, &excelize.ViewOptions{ShowGridLines: &sh.grows, RightToLeft: &b.mirrored}))
	across, tall := sh.paper()
	orientation := "portrait"
	if across {
		orientation = "landscape"
	}
	b.try(b.f.SetSheetProps(sh.name, &excelize.SheetPropsOptions{FitToPage: new(true)}))
	b.try(b.f.SetPageLayout(sh.name, &excelize.PageLayoutOptions{
		Size: new(paperA4), Orientation: &orientation, FitToWidth: new(1), FitToHeight: &tall,
	}))
	b.try(b.f.SetHeaderFooter(sh.name, &excelize.HeaderFooterOptions{
		OddHeader: b.header, OddFooter: "&L&9" + footerText(cmp.Or(b.footer, sh.name)) + "&R&9" + b.pages,
	}))
	b.try(b.f.SetPageMargins(sh.name, &excelize.PageLayoutMarginsOptions{
		Left: new(0.6), Right: new(0.6), Top: new(0.6), Bottom: new(0.75), Header: new(0.35), Footer: new(0.35),
	}))
}

// paperA4 is the number of A4 in the list of papers.
const paperA4 = 9

// footerText prepares text for a footer, where & starts a code and a digit
// after a size code would be read as part of it.
func footerText(s string) string {
	s = strings.ReplaceAll(s, "&", "&&")
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		s = " " + s
	}
	return s
}

func (b *book) writeRow(sw *excelize.StreamWriter, sh *sheet, number int) {
	row := &sh.rows[number-1]
	if len(row.cells) == 0 {
		return
	}
	cells := make([]any, 0, len(sh.widths))
	for _, c := range row.cells {
		cell := excelize.Cell{StyleID: b.style(c.look), Formula: c.formula}
		switch {
		case c.isNum:
			cell.Value = c.number
		case c.text != "":
			cell.Value = reports.Inert(c.text)
		}
		cells = append(cells, cell)
	}
	if last := len(sh.widths); row.merged && last > 1 {
		b.try(sw.MergeCell(cellName(1, number), cellName(last, number)))
	}
	b.try(sw.SetRow("A"+strconv.Itoa(number), cells, excelize.RowOpts{Height: min(row.height, mostHeight)}))
}

// decorate adds what lies over the cells: links, notes, charts, shades, bars, drop-down
// lists, and what of the sheet is printed or repeated in print.
func (b *book) decorate(sh *sheet) {
	for r, row := range sh.rows {
		if len(row.cells) > 0 && row.cells[0].look.kind == lookLink {
			b.try(b.f.SetCellHyperLink(sh.name, cellName(1, r+1), sheetRef(row.cells[0].text, "A1"), "Location"))
		}
	}
	for _, n := range sh.notes {
		b.try(b.f.AddComment(sh.name, n))
	}
	for _, c := range sh.charts {
		b.try(b.f.AddChart(sh.name, c.anchor, c.chart))
	}
	for _, x := range sh.formats {
		b.try(b.f.SetConditionalFormat(sh.name, x.cells, []excelize.ConditionalFormatOptions{x.how}))
	}
	for _, p := range sh.picks {
		b.pick(sh, p)
	}
	scoped := func(name, cells string) {
		b.try(b.f.SetDefinedName(&excelize.DefinedName{
			Name: name, RefersTo: sheetRef(sh.name, cells), Scope: sh.name,
		}))
	}
	if sh.printed != "" {
		scoped("_xlnm.Print_Area", sh.printed)
	} else if sh.headed() {
		scoped("_xlnm.Print_Titles", "$1:$1")
	}
}

// pick adds a drop-down list. What a list draws from a range may be overruled.
func (b *book) pick(sh *sheet, p pickRange) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(p.cells)
	if p.from == "" {
		b.try(dv.SetDropList(p.items))
	} else {
		dv.SetSqrefDropList(p.from)
		// Other words are allowed: the reader knows many spellings, and says so
		// where it does not.
		dv.SetError(excelize.DataValidationErrorStyleInformation, "Not in the list",
			"You may keep it. The import will say if it is not understood.")
	}
	b.try(b.f.AddDataValidation(sh.name, dv))
}
