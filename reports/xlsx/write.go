package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"roundtable/reports"

	"github.com/xuri/excelize/v2"
)

// write streams a sheet that was laid out. The order matters: settings that
// stand before the cells in the file first, then the cells, then what follows.
func (b *workbook) write(sh *sheet, first bool) error {
	if first {
		if err := b.f.SetSheetName("Sheet1", sh.name); err != nil {
			return err
		}
	} else if _, err := b.f.NewSheet(sh.name); err != nil {
		return err
	}
	sh.fitRows()
	if err := b.page(sh); err != nil {
		return err
	}
	sw, err := b.f.NewStreamWriter(sh.name)
	if err != nil {
		return err
	}
	for i, width := range sh.widths {
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if sh.freeze > 0 {
		err := sw.SetPanes(&excelize.Panes{
			Freeze: true, YSplit: sh.freeze, TopLeftCell: "A" + strconv.Itoa(sh.freeze+1), ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: "A" + strconv.Itoa(sh.freeze+1), ActiveCell: "A" + strconv.Itoa(sh.freeze+1), Pane: "bottomLeft"}},
		})
		if err != nil {
			return err
		}
	}
	for r := range sh.rows {
		if err := b.writeRow(sw, sh, r+1); err != nil {
			return err
		}
	}
	if err := b.decorate(sh); err != nil {
		return err
	}
	if sh.filter.name != "" {
		stripes := false
		err := sw.AddTable(&excelize.Table{
			Name: sh.filter.name, ShowRowStripes: &stripes,
			Range: "A" + strconv.Itoa(sh.filter.top) + ":" + cellName(sh.filter.columns, sh.filter.bottom),
		})
		if err != nil {
			return err
		}
	}
	return sw.Flush()
}

// page sets how the sheet prints: A4, landscape where it is wide, one page wide,
// with a footer of title and page number.
func (b *workbook) page(sh *sheet) error {
	fit := true
	if err := b.f.SetSheetProps(sh.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	grid := false
	if err := b.f.SetSheetView(sh.name, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return err
	}
	paper, wide, tall, orientation := 9, 1, 0, "portrait"
	if sh.total() > 110 {
		orientation = "landscape"
	}
	err := b.f.SetPageLayout(sh.name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	})
	if err != nil {
		return err
	}
	side, top, bottom, foot := 0.6, 0.6, 0.75, 0.35
	err = b.f.SetPageMargins(sh.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot,
	})
	if err != nil {
		return err
	}
	return b.f.SetHeaderFooter(sh.name, &excelize.HeaderFooterOptions{
		OddFooter: "&L&9" + footerText(reports.Shorten(reports.Plain(b.d.Title), 80)+" · "+string(b.d.Edition)+" edition") + "&R&9Page &P of &N",
	})
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

func (b *workbook) writeRow(sw *excelize.StreamWriter, sh *sheet, number int) error {
	row := &sh.rows[number-1]
	if len(row.cells) == 0 && row.height == 0 {
		return nil
	}
	cells := make([]any, 0, len(sh.widths))
	for _, c := range row.cells {
		id, err := b.styles.id(c.look)
		if err != nil {
			return err
		}
		cell := excelize.Cell{StyleID: id, Formula: c.formula}
		switch {
		case c.isNum:
			cell.Value = c.number
		case c.text != "":
			cell.Value = c.text
		}
		cells = append(cells, cell)
	}
	last := len(sh.widths)
	if row.mergeFrom > 0 && row.mergeFrom < last {
		for len(cells) < last { // the border of a merged cell is drawn cell by cell
			cells = append(cells, excelize.Cell{StyleID: cells[row.mergeFrom-1].(excelize.Cell).StyleID})
		}
		if err := sw.MergeCell(cellName(row.mergeFrom, number), cellName(last, number)); err != nil {
			return err
		}
	}
	return sw.SetRow("A"+strconv.Itoa(number), cells, excelize.RowOpts{Height: row.height})
}

// decorate adds what lies over the cells: links, charts, shades, bars, and the
// row repeated in print.
func (b *workbook) decorate(sh *sheet) error {
	for _, l := range sh.links {
		if err := b.f.SetCellHyperLink(sh.name, "A"+strconv.Itoa(l.row), sheetRef(l.target, "A1"), "Location"); err != nil {
			return err
		}
	}
	for i := range sh.charts {
		if err := b.draw(sh, &sh.charts[i]); err != nil {
			return fmt.Errorf("chart %s: %w", sh.charts[i].chart.ID, err)
		}
	}
	for _, r := range sh.heats {
		err := b.f.SetConditionalFormat(sh.name, r.String(), []excelize.ConditionalFormatOptions{{
			Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max", MinColor: "#" + heatLow, MaxColor: "#" + heatHigh,
		}})
		if err != nil {
			return err
		}
	}
	for _, r := range sh.bars {
		err := b.f.SetConditionalFormat(sh.name, r.String(), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0",
			MaxType: "num", MaxValue: strconv.FormatFloat(r.most, 'f', -1, 64), BarColor: "#" + barColour,
		}})
		if err != nil {
			return err
		}
	}
	if sh.repeat > 0 {
		row := strconv.Itoa(sh.repeat)
		return b.f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: sheetRef(sh.name, "$"+row+":$"+row), Scope: sh.name,
		})
	}
	return nil
}

// String is the range in the form "B2:D9".
func (r cellRange) String() string {
	return cellName(r.left, r.top) + ":" + cellName(r.right, r.bottom)
}
