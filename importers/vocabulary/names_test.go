package vocabulary

import (
	"testing"

	"roundtable/planner"
)

// TestCountriesInFurtherLanguages holds that countries are known by their names in
// the languages of the roster words.
func TestCountriesInFurtherLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"Saksa": "DE", "Ruotsi": "SE", "Německo": "DE", "Švýcarsko": "CH", "Γερμανία": "DE", "Ελλάδα": "GR",
		"גרמניה": "DE", "ברזיל": "BR", "เยอรมนี": "DE", "ญี่ปุ่น": "JP", "Németország": "DE", "Egyesült Államok": "US",
		"Elveția": "CH", "آلمان": "DE", "Германия": "DE", "Njemačka": "DE", "Nemčija": "DE", "Alemanya": "DE",
	} {
		c, ok := CountryOf(text)
		if !ok || c.ISO2 != want {
			t.Errorf("%q is %q, want %s", text, c.ISO2, want)
		}
	}
}

// TestGenderWithAccents holds that a word that another one is without its accents
// counts with them alone: "nő" is a woman in Hungarian, "no" is an answer.
func TestGenderWithAccents(t *testing.T) {
	for text, want := range map[string]string{
		"nő": Woman, "Nő": Woman, "NŐ": Woman, "férfi": Man, "no": "", "žena": Woman, "мъж": Man, "kvinder": Woman,
		"moteris": Woman, "vyras": Man,
	} {
		if got := Value(planner.Gender, text); got.Value != want {
			t.Errorf("%q is %q, want %q", text, got.Value, want)
		}
	}
}
