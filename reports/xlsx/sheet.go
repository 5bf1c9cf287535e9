package xlsx

import (
	"math"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
)

// sheet is a worksheet laid out in memory.
type sheet struct {
	language reports.Language
	name     string
	footer   string
	widths   []float64 // in characters
	rows     []sheetRow
	charts   []sheetChart
	heats    []cellRange // ranges shaded by value
	bars     []barRange
	links    []sheetLink
	freeze   int // rows that stay in view
	repeat   int // the row repeated on every printed page
	filter   filter
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

type sheetLink struct {
	row    int
	target string // sheet name
}

// filter is the Excel table laid over a long list.
type filter struct {
	name                 string
	top, bottom, columns int
}

// Widths, in characters of the default font.
const (
	leastWidth  = 9
	mostHead    = 48 // of a first column
	mostOther   = 30
	mostText    = 46  // of others, in a table of few columns
	proseWidth  = 92  // least width of a sheet, so that text reads well
	printWidth  = 160 // of a sheet that still prints large enough to read
	leastHead   = 34  // of a first column that gives way to reach it
	leastText   = 18  // of another
	fillWidth   = 14  // of a column that only makes room for text
	lineHeight  = 15.0
	mostHeight  = 400.0 // points; Excel takes 409
	rowPixels   = 18    // a row of the default height, as the library reckons
	columnSlack = 4
)

// next is the number of the next row, counted from 1.
func (sh *sheet) next() int { return len(sh.rows) + 1 }

func (sh *sheet) add(r sheetRow) { sh.rows = append(sh.rows, r) }

// gap leaves a row free between blocks.
func (sh *sheet) gap() {
	if n := len(sh.rows); n > 0 && len(sh.rows[n-1].cells) > 0 {
		sh.add(sheetRow{})
	}
}

// reserve sets the column widths so that every table of the section fits.
func (sh *sheet) reserve(s *reports.Section) {
	for _, block := range s.Blocks {
		switch x := block.(type) {
		case reports.Table:
			if !x.Long {
				sh.fit(&x)
			}
		case reports.Chart:
			t := x.Numbers()
			sh.fit(&t)
		case reports.Verdicts:
			sh.widen(0, mostHead)
			sh.widen(1, 15)
		case reports.Cards:
			for i := range x.Items {
				for j := range x.Items[i].Tables {
					sh.fit(&x.Items[i].Tables[j])
				}
			}
		}
	}
	sh.narrow()
	sh.fill()
}

// narrow keeps a sheet of several tables wide enough to read in print: tables
// below one another share columns, so that each is as wide as the widest of
// them asks. The widest columns give way first, to one common width; their text
// wraps.
func (sh *sheet) narrow() {
	most := 0.0
	for _, w := range sh.widths {
		most = max(most, w)
	}
	for most > leastText && sh.total() > printWidth {
		most--
		for i := range sh.widths {
			floor := 0.0
			if i == 0 {
				floor = leastHead
			}
			sh.widths[i] = min(sh.widths[i], max(most, floor))
		}
	}
}

// reserveTable sets the widths for a single table.
func (sh *sheet) reserveTable(t *reports.Table) {
	sh.fit(t)
	sh.fill()
}

func (sh *sheet) widen(column int, width float64) {
	for len(sh.widths) <= column {
		sh.widths = append(sh.widths, leastWidth)
	}
	sh.widths[column] = max(sh.widths[column], width)
}

// fit widens the columns to the table's content, within limits beyond which
// text wraps.
func (sh *sheet) fit(t *reports.Table) {
	for i, c := range t.Columns {
		most := float64(mostOther)
		if i == 0 {
			most = mostHead
		} else if len(t.Columns) <= 4 {
			most = mostText
		}
		// A heading may wrap between words, and has room for a filter button.
		width := 0.0
		for _, l := range texttab.Wrap(reports.Plain(c.Title), 16) {
			width = max(width, float64(texttab.Width(l))+1)
		}
		if t.Long {
			width += 2
		}
		for _, r := range t.Rows {
			if i < len(r) {
				width = max(width, float64(texttab.Width(c.Text(r[i]))))
			}
		}
		sh.widen(i, min(width+columnSlack, most))
	}
}

// fill makes a narrow sheet wide enough for text.
func (sh *sheet) fill() {
	for len(sh.widths) < 3 {
		sh.widths = append(sh.widths, leastWidth)
	}
	for missing := proseWidth - sh.total(); missing > 0; missing -= fillWidth {
		sh.widths = append(sh.widths, min(max(missing, leastWidth), fillWidth))
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
// as a factor of the default.
func height(text string, width, size float64) float64 {
	lines := len(texttab.Wrap(text, int(width/size)-1))
	return math.Ceil(float64(lines)*lineHeight*size + 1)
}

// fitRows gives rows whose text wraps the height they need. Excel would do that
// on opening, LibreOffice does not.
func (sh *sheet) fitRows() {
	for i := range sh.rows {
		row := &sh.rows[i]
		if row.height > 0 {
			continue
		}
		for c, cell := range row.cells {
			if c+1 == row.mergeFrom {
				continue // as wide as the rest of the sheet
			}
			if c < len(sh.widths) && !cell.isNum && float64(texttab.Width(cell.text)) > sh.widths[c]-3 {
				size := 1.0
				if cell.look.kind == lookHeader || cell.look.kind == lookRowHead || cell.look.kind == lookState {
					size = 1.08 // bold is wider
				}
				row.height = max(row.height, height(cell.text, sh.widths[c]-2, size))
			}
		}
	}
}

// prose adds a row of running text over the whole width.
func (sh *sheet) prose(kind lookKind, text string) {
	if len(sh.widths) == 0 {
		sh.fill()
	}
	text = reports.Plain(text)
	size := 1.0
	switch kind {
	case lookTitle:
		size = 1.9
	case lookHeading:
		size = 1.25
	case lookLead:
		size = 1.12
	}
	sh.add(sheetRow{
		cells: []sheetCell{{look: look{kind: kind}, text: text}}, mergeFrom: 1,
		height: height(text, sh.total(), size),
	})
}

// link adds a row that leads to another sheet.
func (sh *sheet) link(text, target string) {
	sh.prose(lookLink, text)
	sh.links = append(sh.links, sheetLink{row: len(sh.rows), target: target})
}

// verdicts adds a checklist: the point, the verdict in a word, what to do.
func (sh *sheet) verdicts(items []reports.Verdict) {
	details := false
	for _, v := range items {
		details = details || v.Detail != ""
	}
	head := sheetRow{cells: []sheetCell{headerCell(sh.say("point"), reports.Left), headerCell(sh.say("verdict"), reports.Left)}}
	if details {
		head.cells = append(head.cells, headerCell(sh.say("detail"), reports.Left))
		head.mergeFrom = 3
	}
	sh.add(head)
	rest := sh.total() - sh.widths[0] - sh.widths[1]
	for _, v := range items {
		text, detail := reports.Plain(v.Text), reports.Plain(v.Detail)
		row := sheetRow{cells: []sheetCell{
			{look: look{kind: lookText}, text: text},
			{look: look{kind: lookState, state: v.State}, text: v.State.LabelIn(sh.language)},
		}, height: height(text, sh.widths[0], 1)}
		if details {
			row.cells = append(row.cells, sheetCell{look: look{kind: lookText}, text: detail})
			row.mergeFrom = 3
			row.height = max(row.height, height(detail, rest, 1))
		}
		sh.add(row)
	}
}

// say returns words of the workbook itself in the language of the document.
func (sh *sheet) say(code string) string { return sh.language.Write("sheet."+code, nil) }

func headerCell(text string, align reports.Align) sheetCell {
	return sheetCell{look: look{kind: lookHeader, align: align}, text: text}
}

// table adds a table: its title, the header, the rows and its note. It returns
// the number of the header row.
func (sh *sheet) table(t *reports.Table) int {
	if t.Title != "" {
		sh.prose(lookHeading, t.Title)
	}
	names := newNameAllocator()
	head := sheetRow{}
	aligns := make([]reports.Align, len(t.Columns))
	for i, c := range t.Columns {
		aligns[i] = c.Align
		if t.Numeric(i) && c.Align == reports.Left {
			aligns[i] = reports.Right
		}
		title := reports.Plain(c.Title)
		if t.Long {
			title = names.header(title)
		}
		head.cells = append(head.cells, headerCell(title, aligns[i]))
	}
	sh.add(head)
	top := len(sh.rows)
	for _, values := range t.Rows {
		row := sheetRow{}
		for i, c := range t.Columns {
			var v reports.Value
			if i < len(values) {
				v = values[i]
			}
			row.cells = append(row.cells, valueCell(sh.language, v, c, aligns[i], t.RowHead && i == 0))
		}
		sh.add(row)
	}
	sh.shade(t, top)
	if t.Note != "" {
		sh.prose(lookSmall, t.Note)
	}
	return top
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

// shade asks for colour by value and for bars in cells.
func (sh *sheet) shade(t *reports.Table, header int) {
	bottom := header + len(t.Rows)
	if len(t.Rows) == 0 {
		return
	}
	if t.Heat {
		left := 1
		if t.RowHead {
			left = 2
		}
		if left <= len(t.Columns) {
			sh.heats = append(sh.heats, cellRange{left, header + 1, len(t.Columns), bottom})
		}
	}
	for i, c := range t.Columns {
		if c.Bar && c.BarMax > 0 {
			sh.bars = append(sh.bars, barRange{cellRange{i + 1, header + 1, i + 1, bottom}, c.BarMax})
		}
	}
}
