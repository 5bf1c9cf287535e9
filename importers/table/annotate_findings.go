package table

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

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

// writeFindings writes the list of findings into a sheet of its own, the first.
func (c *markedCopy) writeFindings() error {
	f := c.file
	if _, err := f.NewSheet(FindingsSheet); err != nil {
		return err
	}
	if first := f.GetSheetList()[0]; first != FindingsSheet {
		if err := f.MoveSheet(FindingsSheet, first); err != nil {
			return err
		}
	}
	index, err := f.GetSheetIndex(FindingsSheet)
	if err != nil {
		return err
	}
	f.SetActiveSheet(index)
	if err := c.writeHead(); err != nil {
		return err
	}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	font := &excelize.Font{Family: findingsFont, Size: 11}
	linkFont := &excelize.Font{Family: findingsFont, Size: 11, Color: "0563C1", Underline: "single"}
	body, err1 := f.NewStyle(&excelize.Style{Alignment: wrap, Font: font})
	link, err2 := f.NewStyle(&excelize.Style{Alignment: wrap, Font: linkFont})
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("styles: %w", err)
	}
	styles := make(map[planner.Severity]int)
	for i, finding := range c.findings {
		row := findingsTop + 1 + i
		for j, column := range findingsColumns() {
			if err := f.SetCellStr(FindingsSheet, cellAt{row, j + 1}.ref(), column.text(finding)); err != nil {
				return err
			}
		}
		if _, ok := styles[finding.Severity]; !ok {
			style := &excelize.Style{Alignment: wrap, Font: font, Fill: severityFill(finding.Severity)}
			if styles[finding.Severity], err = f.NewStyle(style); err != nil {
				return err
			}
		}
		if err := c.styleRow(row, finding, styles[finding.Severity], body, link); err != nil {
			return err
		}
	}
	return c.finishFindings()
}

// writeHead writes the title, the remarks and the header row.
func (c *markedCopy) writeHead() error {
	f := c.file
	bold, err1 := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: findingsFont, Bold: true, Size: 14}})
	header, err2 := f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Family: findingsFont, Size: 11, Bold: true, Color: "FFFFFF"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E78"}},
	})
	remarks := "This is a copy; the file itself was not changed. Correct it, or correct this copy and use it instead."
	remarks = strings.Join(append([]string{remarks}, c.remarks...), " ")
	last := cellAt{findingsTop, len(findingsColumns())}.ref()
	errs := []error{
		err1, err2,
		f.SetCellStr(FindingsSheet, "A1", c.title()),
		f.SetCellStyle(FindingsSheet, "A1", "A1", bold),
		f.SetCellStr(FindingsSheet, "A2", remarks),
		f.SetCellStyle(FindingsSheet, cellAt{findingsTop, 1}.ref(), last, header),
	}
	for j, column := range findingsColumns() {
		name := ColumnName(j + 1)
		errs = append(errs,
			f.SetCellStr(FindingsSheet, cellAt{findingsTop, j + 1}.ref(), column.header),
			f.SetColWidth(FindingsSheet, name, name, column.width))
	}
	return errors.Join(errs...)
}

// title counts the findings: "roster.xlsx: 2 errors, 1 warning".
func (c *markedCopy) title() string {
	var parts []string
	for _, severity := range []planner.Severity{planner.Error, planner.Warning, planner.Note} {
		n := 0
		for _, f := range c.findings {
			if f.Severity == severity {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, counted(n, severity.String(), severity.String()+"s"))
		}
	}
	if len(parts) == 0 {
		return c.book.Name + ": nothing was found"
	}
	return c.book.Name + ": " + strings.Join(parts, ", ")
}

// styleRow styles a finding's row and links its place to the cell.
func (c *markedCopy) styleRow(row int, finding planner.Finding, severity, body, link int) error {
	f := c.file
	where := cellAt{row, 2}.ref()
	last := cellAt{row, len(findingsColumns())}.ref()
	err := errors.Join(
		f.SetCellStyle(FindingsSheet, cellAt{row, 1}.ref(), cellAt{row, 1}.ref(), severity),
		f.SetCellStyle(FindingsSheet, where, last, body))
	sheet, at, ok := c.locate(finding.Where)
	if err != nil || !ok || sheet.Name == FindingsSheet || at.row > maxSheetRows || row > findingsTop+maxLinks {
		return err
	}
	target := "A1"
	if at != (cellAt{}) {
		target = at.ref()
	}
	location := "'" + strings.ReplaceAll(c.names[sheet], "'", "''") + "'!" + target
	return errors.Join(
		f.SetCellHyperLink(FindingsSheet, where, location, "Location"),
		f.SetCellStyle(FindingsSheet, where, where, link))
}

// finishFindings freezes the header, adds a filter and fits the list to a page's
// width.
func (c *markedCopy) finishFindings() error {
	f := c.file
	if len(c.findings) > 0 {
		last := cellAt{findingsTop + len(c.findings), len(findingsColumns())}
		if err := f.AutoFilter(FindingsSheet, cellAt{findingsTop, 1}.ref()+":"+last.ref(), nil); err != nil {
			return err
		}
	}
	fit, width, height, landscape := true, 1, 0, "landscape"
	layout := &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &width, FitToHeight: &height}
	return errors.Join(
		f.SetSheetProps(FindingsSheet, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(FindingsSheet, layout),
		f.SetRowHeight(FindingsSheet, 1, 24),
		f.SetRowHeight(FindingsSheet, findingsTop, 18),
		f.SetPanes(FindingsSheet, &excelize.Panes{
			Freeze: true, YSplit: findingsTop, TopLeftCell: cellAt{findingsTop + 1, 1}.ref(), ActivePane: "bottomLeft",
		}))
}
