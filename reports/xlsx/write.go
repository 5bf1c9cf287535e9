package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// write streams a sheet that was laid out. The order matters: settings that
// stand before the cells in the file first, then the cells, then what follows.
func (b *workbook) write(sh *sheet, first bool) error {
	b.newSheet(sh.name, first)
	sh.fitRows()
	b.page(sh)
	sw, err := b.f.NewStreamWriter(sh.name)
	if err != nil {
		return err
	}
	for i, width := range sh.widths {
		b.try(sw.SetColWidth(i+1, i+1, width))
	}
	if sh.filter.name != "" {
		b.try(sw.SetPanes(frozen(1)))
	}
	for r := range sh.rows {
		b.writeRow(sw, sh, r+1)
	}
	b.decorate(sh)
	if sh.filter.name != "" {
		stripes := false
		b.try(sw.AddTable(&excelize.Table{
			Name: sh.filter.name, ShowRowStripes: &stripes,
			Range: "A1:" + cellName(sh.filter.columns, sh.filter.bottom),
		}))
	}
	b.try(sw.Flush())
	return b.err
}

// page sets how the sheet prints: A4, landscape where it is wide, one page wide,
// with a footer of title and page number.
func (b *workbook) page(sh *sheet) {
	grid, mirrored := false, b.d.Language.RightToLeft()
	b.try(b.f.SetSheetView(sh.name, 0, &excelize.ViewOptions{ShowGridLines: &grid, RightToLeft: &mirrored}))
	title := reports.Shorten(reports.Plain(b.d.Title), 80) + " · " + b.say(string(b.d.Edition))
	header := ""
	if b.d.Draft {
		header = "&C" + footerText(b.d.Language.Write("page.draft", nil))
	}
	across, pages := sh.paper()
	b.print(sh.name, across, pages, header, footerText(title),
		b.d.Language.Write("sheet.pages", map[string]any{"page": "&P", "pages": "&N"}))
	side, top, bottom, foot := 0.6, 0.6, 0.75, 0.35
	b.try(b.f.SetPageMargins(sh.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot,
	}))
}

// paper says how a sheet prints: across where it is wide, unless it is long and still large
// enough on upright paper; and on how many pages, where smaller print saves the last one;
// 0 is as many as it takes.
func (sh *sheet) paper() (across bool, pages int) {
	const (
		upright, wide = 105, 155   // characters over the paper at full size
		high, low     = 720.0, 460 // points of height
	)
	tall := 0.0
	for i := range sh.rows {
		tall += max(sh.rows[i].height, lineHeight)
	}
	if sh.printed != "" {
		return false, 0
	}
	width := sh.total()
	across = width > wide || width > upright && tall < high/2
	// Rows shrink with the width that has to fit, so that more go on a page.
	page := high * max(1, width/upright)
	if across {
		page = low * max(1, width/wide)
	}
	pages = int(math.Ceil(tall/page - 0.5))
	if pages > 2 || len(sh.charts) > 0 {
		pages = 0
	}
	return across, max(pages, 0)
}

// footerText prepares text for a footer, where & starts a code and a digit
// after a size code would be read as part of it.
func footerText(s string) string {
	s = strings.ReplaceAll(s, "&", "&&")
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		s = " " + s
	}
	return s
}

func (b *workbook) writeRow(sw *excelize.StreamWriter, sh *sheet, number int) {
	row := &sh.rows[number-1]
	if len(row.cells) == 0 && row.height == 0 {
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
	last := len(sh.widths)
	if row.mergeFrom > 0 && row.mergeFrom < last {
		for len(cells) < last { // the border of a merged cell is drawn cell by cell
			cells = append(cells, excelize.Cell{StyleID: cells[row.mergeFrom-1].(excelize.Cell).StyleID})
		}
		b.try(sw.MergeCell(cellName(row.mergeFrom, number), cellName(last, number)))
	}
	b.try(sw.SetRow("A"+strconv.Itoa(number), cells, excelize.RowOpts{Height: min(row.height, mostHeight)}))
}

// decorate adds what lies over the cells: links, charts, shades, bars, and the
// row repeated in print.
func (b *workbook) decorate(sh *sheet) {
	for _, l := range sh.links {
		b.link(sh.name, l.row, l.target)
	}
	for i := range sh.charts {
		if err := b.draw(sh, &sh.charts[i]); err != nil {
			b.try(fmt.Errorf("chart %s: %w", sh.charts[i].chart.ID, err))
		}
	}
	for _, r := range sh.heats {
		b.try(b.f.SetConditionalFormat(sh.name, r.String(), []excelize.ConditionalFormatOptions{{
			Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max",
			MinColor: "#" + heatLow, MaxColor: "#" + heatHigh,
		}}))
	}
	for _, r := range sh.bars {
		b.try(b.f.SetConditionalFormat(sh.name, r.String(), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0",
			MaxType: "num", MaxValue: strconv.FormatFloat(r.most, 'f', -1, 64), BarColor: "#" + barColour,
		}}))
	}
	for _, p := range sh.picks {
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(p.String())
		b.try(dv.SetDropList(p.items))
		b.try(b.f.AddDataValidation(sh.name, dv))
	}
	scoped := func(name, cells string) {
		b.try(b.f.SetDefinedName(&excelize.DefinedName{
			Name: name, RefersTo: sheetRef(sh.name, cells), Scope: sh.name,
		}))
	}
	if sh.printed != "" {
		scoped("_xlnm.Print_Area", sh.printed)
	} else if sh.filter.name != "" {
		scoped("_xlnm.Print_Titles", "$1:$1")
	}
}

// String is the range in the form "B2:D9".
func (r cellRange) String() string {
	return cellName(r.left, r.top) + ":" + cellName(r.right, r.bottom)
}
