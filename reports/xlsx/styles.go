package xlsx

import (
	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// Colours of the workbook; text on fill has a contrast of at least 4.5 to 1.
const (
	inkDark   = "1F2933"
	inkSoft   = "52606D"
	fillHead  = "12436D"
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
	lookHeading
	lookLead
	lookProse
	lookSmall
	lookHeader
	lookRowHead
	lookNumber
	lookState
	lookLink
	lookRequired
	lookExample
)

// size is the font's, as a factor of the default's; wide is how much wider text is set,
// bold letters being wider.
func (l look) size() (size, wide float64) {
	switch l.kind {
	case lookTitle:
		return 1.8, 1.9
	case lookLead:
		return 1.1, 1.1
	case lookHeader, lookRequired, lookRowHead, lookState:
		return 1, 1.08
	}
	return 1, 1
}

func (l look) style() *excelize.Style {
	st := &excelize.Style{
		Font:      &excelize.Font{Color: inkDark, Size: 11, Family: "Calibri"},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: horizontal(l.align)},
	}
	switch l.kind {
	case lookText, lookRowHead, lookNumber, lookState, lookHeader, lookRequired, lookExample:
		if l.align != reports.Center {
			st.Alignment.Indent = 1 // keeps columns of different alignment apart
		}
	}
	switch l.kind {
	case lookTitle:
		st.Font.Size, st.Font.Bold = 20, true
		st.Alignment.Vertical = "center"
	case lookHeading:
		st.Font.Size, st.Font.Bold = 13, true
		st.Alignment.Vertical = "bottom"
	case lookLead:
		st.Font.Size = 12
	case lookSmall:
		st.Font.Color, st.Font.Size = inkSoft, 10
	case lookLink:
		st.Font.Color, st.Font.Underline = linkBlue, "single"
	case lookHeader, lookRequired:
		st.Font.Bold, st.Font.Color = true, "FFFFFF"
		fill := fillHead
		if l.kind == lookRequired {
			fill = "8A3A00"
		}
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
		st.Alignment.Vertical = "center"
	case lookExample:
		st.Font.Color, st.Font.Italic = inkSoft, true
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDF0F3"}}
		st.Border = cellBorder()
	case lookRowHead:
		st.Font.Bold = true
		st.Border = cellBorder()
	case lookNumber:
		st.Border = cellBorder()
		format := numberFormat(l.decimals)
		st.CustomNumFmt = &format
	case lookText:
		st.Border = cellBorder()
	case lookState:
		st.Border = cellBorder()
		st.Font.Bold = true
		st.Font.Color, st.Fill = stateInk(l.state)
	}
	return st
}

// cellBorder is a thin line below a cell.
func cellBorder() []excelize.Border {
	return []excelize.Border{{Type: "bottom", Color: lineSoft, Style: 1}}
}

func stateInk(s reports.State) (string, excelize.Fill) {
	ink, fill := inkDark, "EDF0F3"
	switch s {
	case reports.OK:
		ink, fill = "0B5D3B", "E1F3EA"
	case reports.Miss, reports.Fail:
		ink, fill = "8C1D18", "FBE6E4"
	case reports.Unsure, reports.Warn:
		ink, fill = "6B4500", "FFF1CC"
	}
	return ink, excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
}

func horizontal(a reports.Align) string {
	switch a {
	case reports.Right:
		return "right"
	case reports.Center:
		return "center"
	default:
		return "left"
	}
}

// allDecimals shows as many decimals as a number has.
const allDecimals = -1

// numberFormat shows a fixed number of decimals.
func numberFormat(decimals int) string {
	if decimals == allDecimals {
		return "General"
	}
	if decimals <= 0 {
		return "0"
	}
	return "0." + "0000000000"[:min(decimals, 10)]
}
