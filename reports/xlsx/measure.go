package xlsx

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"roundtable/reports/internal/texttab"
)

// Widths are in characters: digits of the default font at its usual size, as column
// widths are. Heights are in points.
const (
	leastWidth = 9
	leastText  = 18    // of a column that gives way
	mostText   = 70    // of a column in a table
	mostPart   = 42    // of the first in a table of three, which are sentences
	mostSaying = 104   // of the last there
	printWidth = 240   // of a sheet that still prints large enough to read
	margin     = 2.0   // beside the text of a cell
	button     = 3.0   // of a filter, in a heading
	lineHeight = 15.0  // points
	rowPixels  = 20    // the same in pixels
	mostHeight = 400.0 // points; Excel takes 409
)

// ink is how wide a text is set in Calibri, whose widths other sans serif fonts nearly
// have in proportion to their digits.
func ink(text string) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case r >= 0x1100 && texttab.Width(string(r)) == 2:
			sum += 2.2
		case strings.ContainsRune("ijltfrI.,:;'|!()[]- ", r):
			sum += 0.65
		case strings.ContainsRune("mwMW%@", r):
			sum += 1.6
		case unicode.IsUpper(r):
			sum += 1.2
		case !unicode.Is(unicode.Mn, r):
			sum++
		}
	}
	return sum
}

// lines is how many lines a text takes in a width: words that are wider than a line are
// cut, as those of scripts without spaces are.
func lines(text string, width float64) int {
	n, space := 0, ink(" ")
	for part := range strings.SplitSeq(text, "\n") {
		n++
		used := 0.0
		for word := range strings.FieldsSeq(part) {
			wide := ink(word)
			if used > 0 && used+space+wide > width {
				n, used = n+1, 0
			}
			if used > 0 {
				used += space
			}
			more := max(math.Ceil((used+wide)/width)-1, 0)
			n += int(more)
			used += wide - more*width
		}
	}
	return n
}

// ink is how wide the widest line of a cell is set, were it not wrapped.
func (c *sheetCell) ink() float64 {
	_, wide := c.look.size()
	if c.isNum {
		return ink(strconv.FormatFloat(c.number, 'f', c.look.decimals, 64))
	}
	widest := 0.0
	for line := range strings.SplitSeq(c.text, "\n") {
		widest = max(widest, ink(line)*wide)
	}
	return widest
}

// height is that of a cell in a width, at most what a row can have.
func (c *sheetCell) height(width float64) float64 {
	size, wide := c.look.size()
	n := lines(c.text, max((width-margin)/wide, 1))
	return min(math.Ceil(float64(n)*lineHeight*size+1), mostHeight)
}

// fit lays the sheet out: columns as wide as their content and rows as high, within limits
// beyond which text wraps. Excel would fit rows on opening, LibreOffice does not.
func (sh *sheet) fit() {
	if sh.widths == nil && len(sh.rows) > 0 {
		sh.fitColumns()
	}
	for i := range sh.rows {
		row := &sh.rows[i]
		for c := range row.cells {
			cell := &row.cells[c]
			if row.given || cell.isNum || c >= len(sh.widths) {
				continue
			}
			width := sh.widths[c]
			if row.merged {
				width = sh.total()
			}
			row.height = max(row.height, cell.height(width))
		}
	}
}

func (sh *sheet) fitColumns() {
	columns := len(sh.rows[0].cells)
	for i := range columns {
		most := float64(mostText)
		if columns == 3 {
			most = [...]float64{mostPart, mostText, mostSaying}[i]
		}
		// A heading may wrap between words, and has room for a filter button.
		width, head := 0.0, sh.rows[0].cells[i]
		for _, head.text = range texttab.Wrap(head.text, 16) {
			width = max(width, head.ink()+button)
		}
		for _, row := range sh.rows[1:] {
			width = max(width, row.cells[i].ink())
		}
		sh.widths = append(sh.widths, min(max(width+margin+1, leastWidth), most))
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

// paper says how a sheet prints, one page wide: across, where it is too wide for upright
// paper or short enough for one page; and on how many pages, where slightly smaller print
// saves the last one; 0 is as many as it takes.
func (sh *sheet) paper() (across bool, pages int) {
	const (
		upright, wide = 97, 144      // characters over A4 at full size
		high, low     = 745.0, 498.0 // points
		small         = 0.55         // of full size: print that is hard to read
		tighter       = 1.2
	)
	if sh.printed != "" {
		return false, 0
	}
	tall := 0.0
	for i := range sh.rows {
		tall += max(sh.rows[i].height, lineHeight)
	}
	for _, c := range sh.charts {
		tall += float64(c.chart.Dimension.Height) * lineHeight / rowPixels
	}
	size := min(1, upright/sh.total())
	on := tall * size / high
	if size < small || size < 1 && tall*min(1, wide/sh.total()) <= low {
		across, size = true, min(1, wide/sh.total())
		on = tall * size / low
	}
	if sh.grows {
		return across, 0
	}
	fewer := max(math.Floor(on), 1)
	if on > fewer*tighter || size*fewer/on < small*small {
		fewer = math.Ceil(on)
	}
	return across, int(fewer)
}
