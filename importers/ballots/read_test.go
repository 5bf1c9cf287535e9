package ballots

import (
	"context"
	"errors"
	"iter"
	"testing"

	"roundtable/importers/table"
)

// TestReadingStops reads rows that fail, and a context that ends, part of the
// way: the error comes back and nothing hangs.
func TestReadingStops(t *testing.T) {
	in := csvInput(t, manyRows(20_000))
	rec, err := Recognise(t.Context(), in, Options{})
	if err != nil || rec.Shape != ChoiceColumns {
		t.Fatal(rec.Shape, err)
	}
	broken := errors.New("the disk is gone")
	rows := in.Rows
	stopAt := func(row int, act func() error) func(context.Context) iter.Seq2[table.Row, error] {
		return func(ctx context.Context) iter.Seq2[table.Row, error] {
			return func(yield func(table.Row, error) bool) {
				for r, err := range rows(ctx) {
					if r.Number == row {
						if e := act(); e != nil {
							yield(table.Row{}, e)
							return
						}
					}
					if !yield(r, err) {
						return
					}
				}
			}
		}
	}
	in.Rows = stopAt(9_000, func() error { return broken })
	if _, err := Read(t.Context(), in, rec, Options{}); !errors.Is(err, broken) {
		t.Errorf("the error of reading is lost: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in.Rows = stopAt(9_000, func() error { cancel(); return nil })
	if _, err := Read(ctx, in, rec, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the end of the context is lost: %v", err)
	}
}

func TestReadWithoutRecognition(t *testing.T) {
	v, err := Read(t.Context(), Input{}, Recognition{}, Options{})
	if err != nil || v.Ballots.Len() != 0 || len(v.Issues) != 0 {
		t.Error(v, err)
	}
}
