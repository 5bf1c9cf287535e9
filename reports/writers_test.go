package reports_test

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"roundtable/reports"
	"roundtable/reports/html"
	"roundtable/reports/text"
	"roundtable/reports/xlsx"
	"roundtable/testdata/sample"
)

// Writers read the document and leave it as it is: the next writer gets the same.
func TestWritersLeaveTheDocumentAlone(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *reports.Document) error{
		"text": sections,
		"xlsx": xlsx.Write,
		"html": func(w io.Writer, d *reports.Document) error { return html.Write(w, d, html.Options{}) },
	} {
		d := sample.BigDocument()
		if err := write(io.Discard, d); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sample.BigDocument(), d, cmpopts.EquateNaNs(),
			cmp.Comparer(func(a, b reports.Language) bool { return a == b })); diff != "" {
			t.Errorf("%s changed the document:\n%s", name, diff)
		}
	}
}

func sections(w io.Writer, d *reports.Document) error {
	for i := range d.Sections {
		if err := text.WriteSection(w, &d.Sections[i], text.Options{Width: 60}); err != nil {
			return err
		}
	}
	return nil
}

func TestWritersReportErrors(t *testing.T) {
	d := sample.Document()
	for name, write := range map[string]func(*sample.BrokenWriter) error{
		"text": func(w *sample.BrokenWriter) error { return sections(w, d) },
		"csv":  func(w *sample.BrokenWriter) error { return text.WriteCSV(w, d.Sections[1].Blocks[0].(reports.Table)) },
		"json": func(w *sample.BrokenWriter) error { return reports.WriteJSON(w, d.Facts) },
	} {
		for _, left := range []int{0, 1, 20} {
			if err := write(&sample.BrokenWriter{Left: left}); !errors.Is(err, sample.ErrBroken) {
				t.Errorf("%s after %d bytes: error %v, want %v", name, left, err, sample.ErrBroken)
			}
		}
	}
}
