package reports

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Writers read the document and leave it as it is: the next writer gets the same.
func TestWritersLeaveTheDocumentAlone(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *Document) error{
		"text": func(w io.Writer, d *Document) error { return WriteText(w, d, 60) },
		"xlsx": WriteXLSX,
		"html": func(w io.Writer, d *Document) error { return WriteHTML(w, d, HTMLOptions{}) },
	} {
		d := BigDocument()
		if err := write(io.Discard, d); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(BigDocument(), d, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s changed the document:\n%s", name, diff)
		}
	}
}

func TestWritersReportErrors(t *testing.T) {
	d := Document_()
	for name, write := range map[string]func(*BrokenWriter) error{
		"text": func(w *BrokenWriter) error { return WriteText(w, d, 80) },
		"csv":  func(w *BrokenWriter) error { return WriteCSV(w, d.Sections[1].Blocks[0].(Table)) },
		"json": func(w *BrokenWriter) error { return WriteJSON(w, d.Facts) },
	} {
		for _, left := range []int{0, 1, 20} {
			if err := write(&BrokenWriter{left}); !errors.Is(err, ErrBroken) {
				t.Errorf("%s after %d bytes: error %v, want %v", name, left, err, ErrBroken)
			}
		}
	}
}
