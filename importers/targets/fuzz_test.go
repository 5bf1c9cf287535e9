package targets

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzLine: a line of a target is read, in a way that has a name and can hold, or refused in
// sentences; more space between its words changes nothing.
func FuzzLine(f *testing.F) {
	for _, s := range []string{
		"region=African Group & age<30: at least 1", "at least 2 women among speakers", "gender not all the same",
		"each gender within each stakeholder group: min 1, should", "2 of Civil Society; Government; Private Sector",
		"max sessions 2", "size: 5 to 7", "50 > age >= 30 & region=WEOG: at least 1", "region: mindestens 2 verschiedene",
		"G1: chairs differ by region", "Au moins 40 % de femmes", "(Government | Civil Society): max 3 not counting moderators",
		"", ": at least 1", "among speakers", "X 0,0", "women 0 or at least 0", "woman alone: at most 3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 || !utf8.ValidString(text) {
			return
		}
		r := &Reader{}
		got, err := r.Line(text)
		if err != nil {
			if !strings.Contains(err.Error(), ".") {
				t.Fatalf("%q: no sentence in %v", text, err)
			}
			return
		}
		if got.ID == "" || got.Min.Given && got.Max.Given && got.Min.N > got.Max.N {
			t.Fatalf("%q: read as %+v", text, got)
		}
		spaced, err := r.Line("  " + strings.Join(strings.Fields(text), "   ") + " ")
		if err != nil || show(spaced) != show(got) {
			t.Fatalf("%q: %s; with more space %s, %v", text, show(got), show(spaced), err)
		}
	})
}
