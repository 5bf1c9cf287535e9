package reports

import (
	"bytes"
	"math"
	"testing"
)

func TestWriteJSON(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, map[string]any{"b": "Q&A <new>", "a": 1}); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"a\": 1,\n  \"b\": \"Q&A <new>\"\n}\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	if err := WriteJSON(&out, math.NaN()); err == nil {
		t.Error("NaN was written")
	}
}
