package table

import (
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"roundtable/importers/internal/wording"
	"roundtable/planner"
)

const (
	findingsTop = 4     // the header row of the list
	maxLinks    = 5_000 // findings beyond are listed without a link

	findingsFont = "Calibri"
)

// findingsColumns are header, width and content of the list's columns.
func findingsColumns() []struct {
	header string
	width  float64
	text   func(planner.Finding) string
} {
	return []struct {
		header string
		width  float64
		text   func(planner.Finding) string
	}{
		{"Severity", 10, func(f planner.Finding) string { return severityWord(f.Severity) }},
		{"Where", 20, func(f planner.Finding) string { return inFile(f.Where) }},
		{"Seen", 28, func(f planner.Finding) string { return f.Seen }},
		{"What is wrong", 60, func(f planner.Finding) string { return f.Text }},
		{"What to do", 50, func(f planner.Finding) string { return f.Fix }},
		{"Also in", 30, also},
	}
}

// inFile is a place without the file's name: "People!D17".
func inFile(r planner.Ref) string {
	r.File = ""
	if s := r.String(); s != "" {
		return s
	}
	return "the whole file"
}

// also lists the further places of a finding; those in the same sheet by cell.
func also(f planner.Finding) string {
	var b strings.Builder
	for i, r := range f.Also {
		if i > 0 {
			b.WriteString(", ")
		}
		if r.Sheet == f.Where.Sheet && r.Cell != "" {
			b.WriteString(r.Cell)
		} else {
			b.WriteString(inFile(r))
		}
	}
	return b.String()
}

// listWriter writes the list of findings; it goes on after an error and keeps it.
type listWriter struct {
	*markedCopy
	err error
}

func (w *listWriter) must(err error) { w.err = errors.Join(w.err, err) }

func (w *listWriter) style(s excelize.Style) int {
	id, err := w.file.NewStyle(&s)
	w.must(err)
	return id
}

// put writes a text with a style.
func (w *listWriter) put(row, col int, text string, style int) {
	at := cellAt{row, col}.ref()
	w.must(w.file.SetCellStr(FindingsSheet, at, text))
	w.must(w.file.SetCellStyle(FindingsSheet, at, at, style))
}

// writeFindings writes the list of findings into a sheet of its own, the first.
func (c *markedCopy) writeFindings() error {
	w := &listWriter{markedCopy: c}
	index, err := c.file.NewSheet(FindingsSheet)
	if err != nil {
		return err
	}
	if first := c.file.GetSheetList()[0]; first != FindingsSheet {
		w.must(c.file.MoveSheet(FindingsSheet, first))
		index, err = c.file.GetSheetIndex(FindingsSheet)
		w.must(err)
	}
	c.file.SetActiveSheet(index)
	w.head()
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	font := excelize.Font{Family: findingsFont, Size: 11}
	body := w.style(excelize.Style{Alignment: wrap, Font: &font})
	linked := font
	linked.Color, linked.Underline = "0563C1", "single"
	link := w.style(excelize.Style{Alignment: wrap, Font: &linked})
	for i, finding := range c.findings {
		row := findingsTop + 1 + i
		for j, column := range findingsColumns() {
			style := body
			if j == 0 {
				style = w.style(excelize.Style{Alignment: wrap, Font: &font, Fill: severityFill(finding.Severity)})
			}
			w.put(row, j+1, column.text(finding), style)
		}
		sheet, at, ok := c.locate(finding.Where)
		if !ok || sheet.Name == FindingsSheet || at.row > maxSheetRows || i >= maxLinks {
			continue
		}
		if at == (cellAt{}) {
			at = cellAt{1, 1}
		}
		where := cellAt{row, 2}.ref()
		location := "'" + strings.ReplaceAll(c.names[sheet], "'", "''") + "'!" + at.ref()
		w.must(c.file.SetCellHyperLink(FindingsSheet, where, location, "Location"))
		w.must(c.file.SetCellStyle(FindingsSheet, where, where, link))
	}
	w.layout()
	return w.err
}

// head writes the title, the remarks and the header row.
func (w *listWriter) head() {
	remarks := "This is a copy; the file itself was not changed. Correct it, or correct this copy and use it instead."
	w.put(1, 1, w.title(), w.style(excelize.Style{Font: &excelize.Font{Family: findingsFont, Bold: true, Size: 14}}))
	w.must(w.file.SetCellStr(FindingsSheet, "A2", strings.Join(append([]string{remarks}, w.remarks...), " ")))
	header := w.style(excelize.Style{
		Font: &excelize.Font{Family: findingsFont, Size: 11, Bold: true, Color: "FFFFFF"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E78"}},
	})
	for j, column := range findingsColumns() {
		name := ColumnName(j + 1)
		w.put(findingsTop, j+1, column.header, header)
		w.must(w.file.SetColWidth(FindingsSheet, name, name, column.width))
	}
}

// title counts the findings: "roster.xlsx: 2 errors, 1 warning".
func (c *markedCopy) title() string {
	counts := make(map[planner.Severity]int)
	for _, f := range c.findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, severity := range []planner.Severity{planner.Error, planner.Warning, planner.Note} {
		if n := counts[severity]; n > 0 {
			parts = append(parts, counted(n, severity.String(), severity.String()+"s"))
		}
	}
	if len(parts) == 0 {
		return c.book.Name + ": nothing was found"
	}
	return c.book.Name + ": " + strings.Join(parts, ", ")
}

// layout freezes the header, adds a filter and fits the list to a page's width.
func (w *listWriter) layout() {
	f := w.file
	if len(w.findings) > 0 {
		last := cellAt{findingsTop + len(w.findings), len(findingsColumns())}
		w.must(f.AutoFilter(FindingsSheet, cellAt{findingsTop, 1}.ref()+":"+last.ref(), nil))
	}
	fit, width, height, landscape := true, 1, 0, "landscape"
	w.must(f.SetSheetProps(FindingsSheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.must(f.SetPageLayout(FindingsSheet,
		&excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &width, FitToHeight: &height}))
	w.must(f.SetRowHeight(FindingsSheet, 1, 24))
	w.must(f.SetRowHeight(FindingsSheet, findingsTop, 18))
	w.must(f.SetPanes(FindingsSheet, &excelize.Panes{
		Freeze: true, YSplit: findingsTop, TopLeftCell: cellAt{findingsTop + 1, 1}.ref(), ActivePane: "bottomLeft",
	}))
}

func counted(n int, one, many string) string {
	return Thousands(n) + " " + wording.Plural(n, one, many)
}
