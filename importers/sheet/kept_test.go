package sheet

import (
	"testing"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"

	"pgregory.net/rapid"
)

// A text that is written stands for itself when it is read, also where the bare text would stand for
// the cell above.
func TestKept(t *testing.T) {
	for in, want := range map[string]string{
		`"`: `'"`, "idem": "'idem", "'idem": "''idem", "''": "'''", "=1": "'=1", `-"-`: `'-"-`, "Ana": "Ana", "'": "'", "": "",
	} {
		if got := Kept(in); got != want {
			t.Errorf("Kept(%q) = %q, want %q", in, got, want)
		}
	}
	signs := rapid.StringOfN(rapid.RuneFrom([]rune("'\"-=/, ;id.em")), 0, 6, -1)
	word := rapid.SampledFrom(vocabulary.Ditto.Words())
	text := rapid.OneOf(signs, word, rapid.Map(word, func(s string) string { return "'" + s }))
	rapid.Check(t, func(t *rapid.T) {
		s := vocabulary.Clean(text.Draw(t, "text"))
		kept := Kept(s)
		if got := Text(table.Cell{Text: kept}); got != s {
			t.Fatalf("%q is written %q and read as %q", s, kept, got)
		}
		if vocabulary.Ditto.Is(kept) && !isKept(kept) {
			t.Fatalf("%q stands for the cell above", s)
		}
	})
}
