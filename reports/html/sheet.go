package html

import (
	"html/template"
	"io"
	"math"
	"unicode/utf8"

	"roundtable/reports"
)

// What fits on a page of A4 that is set as sheet.css does, in points: its height and width
// between the margins, and how much of a letter's height its width is on average.
const (
	sheetHeight, sheetWidth = 770.0, 515.0
	letterWidth             = 0.52
	largest, smallest       = 20.0, 6.5
)

// WriteSheet writes a document of one section as one page of A4 to be printed and held in the
// hand: its paragraphs and cards without anything around them, in print as large as the page
// allows, up to 20 points. It has no script, and makes no request.
func WriteSheet(w io.Writer, d *reports.Document) error {
	return execute(w, "sheet", d, false, struct {
		page
		Points float64
	}{page{Doc: d, Policy: policy(), Style: template.CSS(sheetStyle)}, sheetPoints(d)})
}

// sheetPoints is the largest size of print, in half points, at which the sheet fits its page.
func sheetPoints(d *reports.Document) float64 {
	for size := largest; size > smallest; size -= 0.5 {
		if sheetLines(d, size)*size*1.25 <= sheetHeight {
			return size
		}
	}
	return smallest
}

// sheetLines is how many lines of a size the sheet takes, with what is between them.
func sheetLines(d *reports.Document, size float64) float64 {
	lines := func(text string, scale, width float64) float64 {
		n := float64(utf8.RuneCountInString(text)) * letterWidth * size * scale / (sheetWidth * width)
		return scale * max(1, math.Ceil(n))
	}
	sum := lines(d.Title, 1.25, 1) + 2.4
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			switch x := block.(type) {
			case reports.Paragraph:
				sum += lines(x.Text, 1, 1) + 0.3
			case reports.Cards:
				for _, c := range x.Items {
					sum += lines(c.Title, 1.15, 1) + 0.6
					for i := range c.Tables {
						sum += 1
						for _, row := range c.Tables[i].Rows {
							longest := 0.0
							for _, cell := range row[1:] {
								longest = max(longest, lines(cell.Text, 1, 0.5))
							}
							sum += longest + 0.15
						}
					}
				}
			}
		}
	}
	return sum
}
