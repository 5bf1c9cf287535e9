package xlsx

import (
	"cmp"
	"strconv"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// sheet is a worksheet laid out in memory.
type sheet struct {
	name    string
	widths  []float64 // in characters; nil where they follow the content
	rows    []sheetRow
	charts  []sheetChart
	formats []sheetFormat // what shows the values of cells beside their numbers
	picks   []pickRange
	notes   []excelize.Comment
	table   string // name of the Excel table that the sheet is; empty where it is none
	grows   bool   // a table to which rows are still to come
	long    bool   // a list whose values the checks count
	hidden  bool
	printed string // the range that is printed, "$G$1:$Z$60"; empty prints all
}

type sheetRow struct {
	cells []sheetCell
	// height is in points; 0 lets the program fit it to the text. No sheet has rows of more
	// than [mostHeight]: longer text stays in the cell and is cut in view.
	height float64
	given  bool // the height is not for the text to change
	merged bool // one cell over the whole width
}

type sheetCell struct {
	look   look
	text   string
	number float64
	isNum  bool
	// formula is computed by the program; text or number is its stored result.
	formula string
}

// sheetFormat is a shade by value or bars in a range.
type sheetFormat struct {
	cells string // "B2:D9"
	how   excelize.ConditionalFormatOptions
}

// pickRange is a range with a drop-down list: of the items, or of those in a range.
type pickRange struct {
	cells string
	items []string
	from  string
}

// sheetChart is a native chart; the anchor is the cell of its upper corner.
type sheetChart struct {
	anchor string
	chart  *excelize.Chart
}

// headed reports whether row 1 holds headings, which stay in view and are repeated in print.
func (sh *sheet) headed() bool { return sh.table != "" || sh.grows }

// add adds a row of texts in one look; what is a whole number becomes one.
func (sh *sheet) add(kind lookKind, texts ...string) {
	row := sheetRow{}
	for _, text := range texts {
		cell := sheetCell{look: look{kind: kind}, text: reports.Plain(text)}
		if kind != lookHeader {
			cell.number, cell.isNum = wholeNumber(text)
		}
		row.cells = append(row.cells, cell)
	}
	sh.rows = append(sh.rows, row)
}

// wholeNumber reads a text of at most 15 characters as a person would write a number; a
// spreadsheet program keeps so many digits exactly.
func wholeNumber(s string) (float64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return float64(n), err == nil && len(s) <= 15 && strconv.FormatInt(n, 10) == s
}

// prose adds a row of running text over the whole width, where there is any.
func (sh *sheet) prose(kind lookKind, text string) {
	if text != "" {
		sh.add(kind, text)
		sh.rows[len(sh.rows)-1].merged = true
	}
}

// fill lays out a table from row 1, its first heading after the mark of a draft.
// Headings differ from one another and none is empty, as Excel asks of a table.
func (sh *sheet) fill(l reports.Language, t *reports.Table, mark string) {
	names := newNameAllocator()
	head := sheetRow{}
	aligns := make([]reports.Align, len(t.Columns))
	for i, c := range t.Columns {
		aligns[i] = t.Align(i)
		title := cmp.Or(reports.Plain(c.Title), l.Say("sheet.column", nil))
		if i == 0 {
			title = mark + title
		}
		head.cells = append(head.cells, sheetCell{
			look: look{kind: lookHeader, align: aligns[i]}, text: names.unique(title, 255, " "),
		})
	}
	sh.rows = append(sh.rows, head)
	for _, values := range t.Rows {
		row := sheetRow{}
		for i, c := range t.Columns {
			row.cells = append(row.cells, valueCell(l, reports.At(values, i), c, aligns[i], t.RowHead && i == 0))
		}
		sh.rows = append(sh.rows, row)
	}
	sh.shade(t)
}

// valueCell turns a value into a cell: a number stays a number, unless words
// stand with it.
func valueCell(l reports.Language, v reports.Value, c reports.Column, align reports.Align, head bool) sheetCell {
	if v.Finite() && v.Text == "" && v.State == "" {
		return sheetCell{
			look:   look{kind: lookNumber, decimals: c.Decimals, align: align},
			number: v.Number, isNum: true,
		}
	}
	cell := sheetCell{look: look{kind: lookText, align: align}, text: c.Text(l, v)}
	switch {
	case v.State != "":
		cell.look = look{kind: lookState, state: v.State, align: align}
	case head:
		cell.look.kind = lookRowHead
	}
	return cell
}

// shade asks for colour by value, for bars in cells and for drop-down lists.
func (sh *sheet) shade(t *reports.Table) {
	if len(t.Rows) == 0 {
		return
	}
	cells := func(left, right int) string { return cellName(left, 2) + ":" + cellName(right, 1+len(t.Rows)) }
	if t.Heat {
		left := 1
		if t.RowHead {
			left = 2
		}
		sh.formats = append(sh.formats, sheetFormat{cells(left, len(t.Columns)), excelize.ConditionalFormatOptions{
			Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max",
			MinColor: "#" + heatLow, MaxColor: "#" + heatHigh,
		}})
	}
	for i, c := range t.Columns {
		if c.Bar && c.BarMax > 0 {
			sh.formats = append(sh.formats, sheetFormat{cells(i+1, i+1), excelize.ConditionalFormatOptions{
				Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0",
				MaxType: "num", MaxValue: strconv.FormatFloat(c.BarMax, 'f', -1, 64), BarColor: "#" + barColour,
			}})
		}
		if len(c.Pick) > 0 {
			sh.picks = append(sh.picks, pickRange{cells: cells(i+1, i+1), items: c.Pick})
		}
	}
}
