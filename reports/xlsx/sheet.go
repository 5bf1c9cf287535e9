package xlsx

import (
	"cmp"
	"math"
	"strings"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
)

// sheet is a worksheet laid out in memory.
type sheet struct {
	language reports.Language
	name     string
	widths   []float64 // in characters
	rows     []sheetRow
	charts   []sheetChart
	heats    []cellRange // ranges shaded by value
	bars     []barRange
	picks    []pickRange
	links    []sheetLink
	filter   filter
	printed  string // the range that is printed, "$G$1:$Z$60"; empty prints all
}

type sheetRow struct {
	cells []sheetCell
	// height is in points; 0 lets the program fit it to the text. No sheet has rows of more
	// than [mostHeight]: longer text stays in the cell and is cut in view.
	height float64
	// mergeFrom joins the cells from this one on (counted from 1) to the sheet's last
	// column; 0 merges none.
	mergeFrom int
}

type sheetCell struct {
	look   look
	text   string
	number float64
	isNum  bool
	// formula is computed by the program; text or number is its stored result.
	formula string
}

type cellRange struct{ left, top, right, bottom int }

type barRange struct {
	cellRange
	most float64
}

// pickRange is a range with a drop-down list.
type pickRange struct {
	cellRange
	items []string
}

type sheetLink struct {
	row    int
	target string // sheet name
}

// filter is the Excel table that a sheet is, from row 1 to the bottom; none on the cover.
type filter struct {
	name            string
	bottom, columns int
}

// Widths, in characters of the default font.
const (
	leastWidth  = 9
	leastText   = 18    // of a column that gives way
	mostText    = 60    // of a column in a table
	mostPart    = 32    // of the first in a table of sentences
	mostSaying  = 104   // of the last there
	printWidth  = 215   // of a sheet that still prints large enough to read
	lineHeight  = 15.0  // points
	rowPixels   = 20    // the same in pixels
	mostHeight  = 400.0 // points; Excel takes 409
	columnSlack = 4
)

// fit gives the columns the widths of the table's content, within limits beyond which
// text wraps.
func (sh *sheet) fit(t *reports.Table) {
	for i, c := range t.Columns {
		most := float64(mostText)
		if len(t.Columns) == 3 && i == 0 {
			most = mostPart
		} else if len(t.Columns) == 3 && i == 2 {
			most = mostSaying
		}
		// A heading may wrap between words, and has room for a filter button.
		width := 0.0
		for _, l := range texttab.Wrap(reports.Plain(c.Title), 16) {
			width = max(width, float64(texttab.Width(l))+3)
		}
		for _, r := range t.Rows {
			if i < len(r) {
				for line := range strings.SplitSeq(c.TextIn(sh.language, r[i]), "\n") {
					width = max(width, float64(texttab.Width(line)))
				}
			}
		}
		sh.widths = append(sh.widths, min(max(width+columnSlack, leastWidth), most))
	}
	// The widest columns give way first, to one common width; their text wraps.
	for most := float64(mostText); most > leastText && sh.total() > printWidth; most-- {
		for i := range sh.widths {
			sh.widths[i] = min(sh.widths[i], most)
		}
	}
}

func (sh *sheet) total() float64 {
	sum := 0.0
	for _, w := range sh.widths {
		sum += w
	}
	return sum
}

// height is the height of text set in width characters at a font size given
// as a factor of the default, at most what a row can have.
func height(text string, width, size float64) float64 {
	lines := 0
	for part := range strings.SplitSeq(text, "\n") {
		lines += max(len(texttab.Wrap(part, max(int(width/size)-1, 1))), 1)
	}
	return min(math.Ceil(float64(lines)*lineHeight*size+1), mostHeight)
}

// fitRows gives rows whose text wraps the height they need. Excel would do that
// on opening, LibreOffice does not.
func (sh *sheet) fitRows() {
	for i := range sh.rows {
		row := &sh.rows[i]
		for c, cell := range row.cells {
			if row.height > 0 && c == 0 {
				break // given
			}
			if c < len(sh.widths) && !cell.isNum {
				size := 1.0
				if cell.look.kind == lookHeader || cell.look.kind == lookRowHead || cell.look.kind == lookState {
					size = 1.08 // bold is wider
				}
				row.height = max(row.height, height(cell.text, sh.widths[c]-2, size))
			}
		}
	}
}

// prose adds a row of running text over the whole width of the cover.
func (sh *sheet) prose(kind lookKind, text string) {
	text = reports.Plain(text)
	size := 1.0
	switch kind {
	case lookTitle:
		size = 1.9
	case lookLead:
		size = 1.12
	}
	sh.rows = append(sh.rows, sheetRow{
		cells: []sheetCell{{look: look{kind: kind}, text: text}}, mergeFrom: 1,
		height: height(text, sh.total(), size),
	})
}

// table lays out a table from row 1, its first heading after the mark of a draft.
// Headings differ from one another and none is empty, as Excel asks of a table.
func (sh *sheet) table(t *reports.Table, mark string) {
	names := newNameAllocator()
	head := sheetRow{}
	aligns := make([]reports.Align, len(t.Columns))
	sh.widths = nil
	for i, c := range t.Columns {
		aligns[i] = c.Align
		if t.Numeric(i) && c.Align == reports.Left {
			aligns[i] = reports.Right
		}
		title := cmp.Or(reports.Plain(c.Title), sh.language.Write("sheet.column", nil))
		if i == 0 {
			title = mark + title
		}
		head.cells = append(head.cells, sheetCell{
			look: look{kind: lookHeader, align: aligns[i]}, text: names.header(title),
		})
	}
	sh.rows = append(sh.rows, head)
	sh.fit(t)
	for _, values := range t.Rows {
		row := sheetRow{}
		for i, c := range t.Columns {
			var v reports.Value
			if i < len(values) {
				v = values[i]
			}
			row.cells = append(row.cells, valueCell(sh.language, v, c, aligns[i], t.RowHead && i == 0))
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
	cell := sheetCell{look: look{kind: lookText, align: align}, text: c.TextIn(l, v)}
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
	bottom := 1 + len(t.Rows)
	if len(t.Rows) == 0 {
		return
	}
	if t.Heat {
		left := 1
		if t.RowHead {
			left = 2
		}
		if left <= len(t.Columns) {
			sh.heats = append(sh.heats, cellRange{left, 2, len(t.Columns), bottom})
		}
	}
	for i, c := range t.Columns {
		column := cellRange{i + 1, 2, i + 1, bottom}
		if c.Bar && c.BarMax > 0 {
			sh.bars = append(sh.bars, barRange{column, c.BarMax})
		}
		if len(c.Pick) > 0 {
			sh.picks = append(sh.picks, pickRange{column, c.Pick})
		}
	}
}
