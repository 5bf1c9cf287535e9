package ballots

import (
	"context"
	"errors"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
)

// TestReadingStops reads a file that breaks part of the way, and with a context
// that has ended: the error comes back and nothing hangs.
func TestReadingStops(t *testing.T) {
	text := manyRows(20_000) + "V,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u\n"
	book, err := table.Open("votes.csv", []byte(text), table.Options{Limits: table.Limits{Columns: 20}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := sheet.Read(t.Context(), "votes.csv", book.Sheets[0], sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Model: m}
	rec := Recognise(in, Options{})
	if rec.Shape != ChoiceColumns {
		t.Fatal(rec.Shape)
	}
	var limit *table.LimitError
	if _, err := Read(t.Context(), in, rec, Options{}); !errors.As(err, &limit) {
		t.Errorf("the error of reading is lost: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
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
