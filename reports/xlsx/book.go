package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// book is a workbook file in the making. It keeps the first error of the many
// calls that set something; whoever saves it gets that error.
type book struct {
	f      *excelize.File
	ids    map[look]int // styles made so far
	err    error
	sheets []*sheet // laid out, to be written

	// What is printed around every sheet: a footer of text and page number, in the words
	// of pages ("Page &P of &N"), and a header, where there is one. A sheet without a
	// footer of the book has its name there.
	header, footer, pages string
	mirrored              bool // sheets run from right to left
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

// save writes the sheets and then the file, unless something goes wrong.
func (b *book) save(w io.Writer) error {
	defer b.f.Close() //nolint:errcheck // what is spooled to disk is not needed any more
	if b.err != nil {
		return b.err
	}
	for i, sh := range b.sheets {
		if b.write(sh, i == 0); b.err != nil {
			return fmt.Errorf("sheet %s: %w", sh.name, b.err)
		}
	}
	return saveNormalised(b.f, w)
}

// style is the number of a look in the file; each is made once.
func (b *book) style(l look) int {
	if id, made := b.ids[l]; made {
		return id
	}
	st := l.style()
	if b.mirrored {
		const rightToLeft = 2
		st.Alignment.ReadingOrder = rightToLeft
		st.Alignment.Horizontal = map[string]string{"left": "right", "right": "left"}[st.Alignment.Horizontal]
	}
	id, err := b.f.NewStyle(st)
	b.try(err)
	b.ids[l] = id
	return id
}

// properties sets the document properties. The library would otherwise put in
// its author's name and a date of its own.
func (b *book) properties(p excelize.DocProperties) {
	p.Creator, p.LastModifiedBy = "roundtable", "roundtable"
	b.try(b.f.SetDocProps(&p))
	b.try(b.f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"}))
}
