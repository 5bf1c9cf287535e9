package xlsx

import (
	"cmp"
	"strings"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// Colours of the workbook; text on fill has a contrast of at least 4.5 to 1.
const (
	inkDark   = "1F2933"
	inkSoft   = "52606D"
	fillHead  = "12436D"
	fillSoft  = "EDF0F3"
	lineSoft  = "D5DCE4"
	linkBlue  = "1D5A9E"
	heatLow   = "FFFFFF"
	heatHigh  = "9CC4E4"
	barColour = "7FB2D9"
)

// seriesColours are the six colours of the UK Analysis Function for charts,
// each 3 to 1 or better on white
// (https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/).
var seriesColours = []string{"12436D", "28A197", "801650", "F46A25", "3D3D3D", "A285D1"}

// look names a cell style.
type look struct {
	kind     lookKind
	state    reports.State
	decimals int
	align    reports.Align
}

type lookKind uint8

const (
	lookText lookKind = iota
	lookTitle
	lookLead
	lookProse
	lookSmall
	lookHeader
	lookRowHead
	lookNumber
	lookState
	lookLink // in a first cell: to the sheet that its text names
	lookRequired
	lookExample
)

// paint is what a look is made of: the default where nothing is said.
type paint struct {
	size                float64 // of the font, in points
	bold, italic        bool
	underline, vertical string
	ink, fill           string
	cell                bool // of a table: a line below, and the text set in
}

var looks = map[lookKind]paint{
	lookText:     {cell: true},
	lookTitle:    {size: 20, bold: true, vertical: "center"},
	lookLead:     {size: 12},
	lookSmall:    {size: 10, ink: inkSoft},
	lookHeader:   {bold: true, ink: "FFFFFF", fill: fillHead, vertical: "center", cell: true},
	lookRowHead:  {bold: true, cell: true},
	lookNumber:   {cell: true},
	lookState:    {bold: true, cell: true},
	lookLink:     {ink: linkBlue, underline: "single"},
	lookRequired: {bold: true, ink: "FFFFFF", fill: "8A3A00", vertical: "center", cell: true},
	lookExample:  {italic: true, ink: inkSoft, fill: fillSoft, cell: true},
}

// stateInks are the colours of text and fill of verdicts; others are soft.
var stateInks = map[reports.State][2]string{
	reports.OK:     {"0B5D3B", "E1F3EA"},
	reports.Miss:   {"8C1D18", "FBE6E4"},
	reports.Fail:   {"8C1D18", "FBE6E4"},
	reports.Unsure: {"6B4500", "FFF1CC"},
	reports.Warn:   {"6B4500", "FFF1CC"},
}

var horizontal = [...]string{reports.Left: "left", reports.Right: "right", reports.Center: "center"}

// fontSize is that of text in tables, in points.
const fontSize = 11

// size is the font's, as a factor of the default's; wide is how much wider text is set,
// bold letters being wider.
func (l look) size() (size, wide float64) {
	size = cmp.Or(looks[l.kind].size, fontSize) / fontSize
	if looks[l.kind].bold {
		return size, size * 1.08
	}
	return size, size
}

func (l look) style() *excelize.Style {
	p := looks[l.kind]
	if l.kind == lookState {
		inks := cmp.Or(stateInks[l.state], [2]string{inkDark, fillSoft})
		p.ink, p.fill = inks[0], inks[1]
	}
	st := &excelize.Style{
		Font: &excelize.Font{
			Color: cmp.Or(p.ink, inkDark), Size: cmp.Or(p.size, fontSize), Family: "Calibri",
			Bold: p.bold, Italic: p.italic, Underline: p.underline,
		},
		Alignment: &excelize.Alignment{
			Vertical: cmp.Or(p.vertical, "top"), WrapText: true, Horizontal: horizontal[l.align],
		},
	}
	if p.cell {
		st.Border = []excelize.Border{{Type: "bottom", Color: lineSoft, Style: 1}}
		if l.align != reports.Center {
			st.Alignment.Indent = 1 // keeps columns of different alignment apart
		}
	}
	if p.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{p.fill}}
	}
	if l.kind == lookNumber {
		st.CustomNumFmt = new(numberFormat(l.decimals))
	}
	return st
}

// allDecimals shows as many decimals as a number has.
const allDecimals = -1

// numberFormat shows a fixed number of decimals.
func numberFormat(decimals int) string {
	if decimals == allDecimals {
		return "General"
	}
	return strings.TrimSuffix("0."+strings.Repeat("0", decimals), ".")
}
