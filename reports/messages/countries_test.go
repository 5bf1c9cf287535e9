package messages_test

import (
	"strings"
	"testing"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// TestCountries: every country that readers recognise has a name in every language, in its
// script; in English it keeps its own, and what is no country stays as it is.
func TestCountries(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{
		"ar": unicode.Arabic, "zh": unicode.Han, "ru": unicode.Cyrillic, "fr": unicode.Latin, "es": unicode.Latin,
	}
	for tag, script := range scripts {
		c, _ := messages.In(tag)
		seen := make(map[string]string)
		for _, x := range vocabulary.Countries() {
			name := c.ValueOf(planner.Country, x.Name)
			for _, r := range name {
				if unicode.IsLetter(r) && !unicode.Is(script, r) {
					t.Errorf("%s: %q is called %q", tag, x.Name, name)
					break
				}
			}
			if name == "" || seen[name] != "" {
				t.Errorf("%s: %q and %q are called %q", tag, x.Name, seen[name], name)
			}
			seen[name] = x.Name
			if again, ok := vocabulary.CountryOf(name); !ok || again.Name != x.Name {
				t.Errorf("%s: %q, written as %q, is read back as %q", tag, x.Name, name, again.Name)
			}
		}
		doubt, _ := c.Finding(&planner.Finding{Code: "region-contradicts", Form: "given", Args: map[string]any{
			"country": planner.CountryName("Japan"), "region": "r", "given": "g", "scheme": "s",
		}})
		if name := c.ValueOf(planner.Country, "Japan"); !strings.Contains(doubt, name) {
			t.Errorf("%s: %q does not name %s", tag, doubt, name)
		}
		if got := c.ValueOf(planner.Organisation, "Chad"); got != "Chad" {
			t.Errorf("%s: an organisation is called %q", tag, got)
		}
		if got := c.ValueOf(planner.Country, "Atlantis"); got != "Atlantis" {
			t.Errorf("%s: %q", tag, got)
		}
	}
	for _, x := range vocabulary.Countries() {
		if got := messages.English().ValueOf(planner.Country, x.Name); got != x.Name {
			t.Errorf("%q is called %q in English", x.Name, got)
		}
	}
	for tag, want := range map[string][3]string{
		"fr": {"Brésil", "Viet Nam", "Bélarus"}, "es": {"Brasil", "Viet Nam", "Kenya"}, "ru": {"Бразилия", "Вьетнам", "Беларусь"},
		"zh": {"巴西", "越南", "肯尼亚"}, "ar": {"البرازيل", "فييت نام", "كينيا"},
	} {
		c, _ := messages.In(tag)
		third := "Belarus"
		if tag == "es" || tag == "zh" || tag == "ar" {
			third = "Kenya"
		}
		for i, name := range []string{"Brazil", "Viet Nam", third} {
			if got := c.ValueOf(planner.Country, name); got != want[i] {
				t.Errorf("%s: %q is called %q, want %q", tag, name, got, want[i])
			}
		}
	}
}
