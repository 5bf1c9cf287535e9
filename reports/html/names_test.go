package html

import "testing"

// TestNamesWhole: lines of a list of names break between names and not within, in the signs of
// every language; a name longer than a line of a phone may break.
func TestNamesWhole(t *testing.T) {
	for text, want := range map[string]string{
		"Ana Lima (chair), Bo Ek, Cy":                   "Ana\u00a0Lima\u00a0(chair), Bo\u00a0Ek, Cy",
		"Ana Lima、Bo van Ek（主席）":                        "Ana\u00a0Lima、Bo\u00a0van\u00a0Ek（主席）",
		"آنا ليما، بو إك":                               "آنا\u00a0ليما، بو\u00a0إك",
		"Maria da Conceição de Oliveira e Sousa, Bo Ek": "Maria da Conceição de Oliveira e Sousa, Bo\u00a0Ek",
		"": "",
	} {
		if got := nameIn.ReplaceAllStringFunc(text, whole); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
