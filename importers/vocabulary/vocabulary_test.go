package vocabulary

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"  Félix\u00a0 Ø’Neill ": "felix o'neill", "Łódź": "lodz", "STRASSE": "strasse", "Straße": "strasse",
		"Ｆｕｌｌ　Ｗｉｄｔｈ": "full width", "İstanbul": "istanbul", "so\u00adft": "soft", "A\n B": "a b", "": "", "—": "-", "ё": "е",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHeader(t *testing.T) {
	tests := []struct {
		text string
		want Meaning
		n    int
	}{
		{"Stakeholder Group", Stakeholder, 0}, {"Which stakeholder group do you represent?", Stakeholder, 0}, {"Région", Region, 0}, {"Kjønn", Gender, 0},
		{"What is your first name?", FirstName, 0}, {"What is your email address?", Email, 0}, {"With which gender do you identify?", Gender, 0},
		{"1st choice", Choice, 1}, {"Choice 3 (45)", Choice, 3}, {"For Mayor Choice 1 (45)", Choice, 1}, {"Pref2", Choice, 2}, {" 4th Choice", Choice, 4},
		{"Please rank your top choices from the options below. [Top choice]", Choice, 1}, {"Please rank [Choice 2]", Choice, 2}, {"third", Choice, 3},
		{"1ST CHOICE MAYOR MINNEAPOLIS", Choice, 1}, {"min_share_pct", MinSharePct, 0}, {"Min %", MinSharePct, 0}, {"Имя", Name, 0}, {"议题", Issue, 0},
		{"المنطقة", Region, 0}, {"Gender (M/F)", Gender, 0}, {"nationbuilder_id", ID, 0}, {"primary_zip", Address, 0}, {"Name of Person Speaking", Name, 0},
	}
	for _, tt := range tests {
		m, ok := Header(tt.text)
		if !ok || m.Meaning != tt.want || m.Number != tt.n {
			t.Errorf("Header(%q) = %+v, %v; want %s %d", tt.text, m, ok, tt.want, tt.n)
		}
	}
	for _, text := range []string{"", "edu_level", "PartyElected", "What is your personal experience with computer programming?", "Short_Bio", "1", "Rank the issues [AI governance]", "Q2_1", "UPR"} {
		if m, ok := Header(text); ok {
			t.Errorf("Header(%q) = %+v, want none", text, m)
		}
	}
}

// TestHeaderWordsUnique holds that no word stands under two meanings.
func TestHeaderWordsUnique(t *testing.T) {
	seen := map[string]Meaning{}
	for _, h := range headerWords {
		for _, w := range append(splitWords(h.words), string(h.meaning)) {
			key := Compact(w)
			if key == "" {
				t.Errorf("%s: empty word", h.meaning)
			}
			if other, ok := seen[key]; ok && other != h.meaning {
				t.Errorf("%q stands under %s and %s", w, other, h.meaning)
			}
			seen[key] = h.meaning
		}
	}
}

func TestTermWordsUnique(t *testing.T) {
	for name, list := range map[string][]term{"stakeholder": stakeholderTerms, "region": regionTerms, "gender": genderTerms, "attendance": attendanceTerms} {
		seen := map[string]int{}
		for i, x := range list {
			for _, w := range append(splitWords(x.words), x.value) {
				key := Compact(w)
				if j, ok := seen[key]; ok && j != i && key != "" {
					t.Errorf("%s: %q stands under entries %d and %d", name, w, j, i)
				}
				seen[key] = i
			}
		}
	}
}

// shared returns a path under the shared data, skipping only when it is absent.
func shared(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	root := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(root); err != nil {
		t.Skip("../shared is not there")
	}
	return filepath.Join(append([]string{root}, elem...)...)
}

func TestUNRegionalGroups(t *testing.T) {
	f, err := os.Open(shared(t, "data", "ref-un-regional-groups", "un-regional-groups.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	members := map[string]bool{}
	for _, row := range rows[1:] {
		m := Value(planner.Region, row[2])
		for _, text := range []string{row[0], row[1]} {
			c, ok := CountryOf(text)
			if !ok {
				t.Errorf("country %q is not known", text)
				continue
			}
			if c.ISO3 != row[0] {
				t.Errorf("%q is read as %s, want %s", text, c.ISO3, row[0])
			}
			// The list names Türkiye twice, because it takes part in two groups.
			both := c.ISO2 == "TR" && m.Value == planner.AsiaPacific
			if !c.Member || c.UNGroup != m.Value && !both {
				t.Errorf("%s is in %q (member %v), want %q", c.Name, c.UNGroup, c.Member, m.Value)
			}
			members[c.ISO3] = true
		}
	}
	if len(members) != 193 {
		t.Errorf("%d members found in the list, want 193", len(members))
	}
}

// TestGroupsFollowGeography derives the groups from M49 with the 15 known
// exceptions.
func TestGroupsFollowGeography(t *testing.T) {
	exceptions := map[string]string{"IL": planner.WEOG, "TR": planner.WEOG}
	for _, iso := range strings.Fields("AL AM AZ BA EE GE HR LT LV MK ME RS SI") {
		exceptions[iso] = planner.EasternEuropean
	}
	count := map[string]int{}
	for _, c := range Countries() {
		if !c.Member {
			continue
		}
		count[c.UNGroup]++
		want := ""
		switch {
		case exceptions[c.ISO2] != "":
			want = exceptions[c.ISO2]
		case inM49("002", c.ISO2):
			want = planner.African
		case inM49("419", c.ISO2):
			want = planner.GRULAC
		case inM49("021", c.ISO2), inM49("053", c.ISO2):
			want = planner.WEOG
		case inM49("142", c.ISO2), inM49("009", c.ISO2):
			want = planner.AsiaPacific
		case inM49("151", c.ISO2):
			want = planner.EasternEuropean
		case inM49("150", c.ISO2):
			want = planner.WEOG
		}
		if c.UNGroup != want {
			t.Errorf("%s: %s, by geography %s", c.Name, c.UNGroup, want)
		}
	}
	want := map[string]int{planner.African: 54, planner.AsiaPacific: 54, planner.EasternEuropean: 23, planner.GRULAC: 33, planner.WEOG: 29}
	for g, n := range want {
		if count[g] != n {
			t.Errorf("%s has %d members, want %d", g, count[g], n)
		}
	}
}
