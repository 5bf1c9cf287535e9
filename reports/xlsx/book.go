package xlsx

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// book is a workbook file in the making. It keeps the first error of the many
// calls that set something; whoever saves it gets that error.
type book struct {
	f   *excelize.File
	ids map[look]int // styles made so far
	err error
}

func newBook() *book { return &book{f: excelize.NewFile(), ids: map[look]int{}} }

// noDate is the date of a file for which none was given: the clock's would make
// two runs differ.
const noDate = "2000-01-01T00:00:00Z"

// try keeps the first error.
func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// save writes the file, unless something went wrong before.
func (b *book) save(w io.Writer) error {
	defer b.f.Close() //nolint:errcheck // what is spooled to disk is not needed any more
	if b.err != nil {
		return b.err
	}
	return saveNormalised(b.f, w)
}

// style is the number of a look in the file; each is made once.
func (b *book) style(l look) int {
	id, ok := b.ids[l]
	if !ok {
		var err error
		id, err = b.f.NewStyle(l.style())
		b.try(err)
		b.ids[l] = id
	}
	return id
}

// newSheet adds a sheet; the first takes the place of the one a new file has.
func (b *book) newSheet(name string, first bool) {
	if first {
		b.try(b.f.SetSheetName("Sheet1", name))
		return
	}
	_, err := b.f.NewSheet(name)
	b.try(err)
}

// properties sets the document properties. The library would otherwise put in
// its author's name and a date of its own.
func (b *book) properties(p excelize.DocProperties) {
	p.Creator, p.LastModifiedBy = "roundtable", "roundtable"
	b.try(b.f.SetDocProps(&p))
	b.try(b.f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"}))
}

// print sets a sheet to A4, one page wide and at most tall pages high, if that is not 0,
// with a header, if there is one, and a footer of text and page number, in the words of
// pages ("Page &P of &N").
func (b *book) print(sheet string, landscape bool, tall int, header, footer, pages string) {
	fit, paper, wide, orientation := true, 9, 1, "portrait"
	if landscape {
		orientation = "landscape"
	}
	b.try(b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.try(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}))
	b.try(b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: header, OddFooter: "&L&9" + footer + "&R&9" + pages,
	}))
}

// link makes the first cell of a row lead to the top of another sheet.
func (b *book) link(sheet string, row int, target string) {
	b.try(b.f.SetCellHyperLink(sheet, "A"+strconv.Itoa(row), sheetRef(target, "A1"), "Location"))
}

// frozen keeps the rows above a line in view.
func frozen(rows int) *excelize.Panes {
	below := "A" + strconv.Itoa(rows+1)
	return &excelize.Panes{
		Freeze: true, YSplit: rows, TopLeftCell: below, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: below, ActiveCell: below, Pane: "bottomLeft"}},
	}
}
