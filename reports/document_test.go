package reports_test

import (
	"bytes"
	"math"
	"testing"

	"roundtable/reports"
)

func TestWriteJSON(t *testing.T) {
	var out bytes.Buffer
	if err := reports.WriteJSON(&out, map[string]any{"b": "Q&A <new>", "a": 1}); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"a\": 1,\n  \"b\": \"Q&A <new>\"\n}\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	if err := reports.WriteJSON(&out, math.NaN()); err == nil {
		t.Error("NaN was written")
	}
}
