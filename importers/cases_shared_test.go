package importers

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

func TestPrefsGruepr(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "prefs-gruepr-a", "oracle.json"))
	want := oracle["sample-testdata.csv"]
	m, ins := readFiles(t, Options{}, shared(t, "prefs-gruepr-a", "sample-testdata.csv"))
	if len(m.Roster) != 32 || len(mainSheet(t, ins).Columns) != 23 || m.Ballots.Total() != 32 {
		t.Errorf("%d people, %d columns, %d ballots", len(m.Roster), len(mainSheet(t, ins).Columns), m.Ballots.Total())
	}
	sameCounts(t, "gender", columnValues(t, ins, "With which gender do you identify?"), asCounts(t, want["gender"]))
	sameCounts(t, "section", columnValues(t, ins, "In which section are you enrolled?"), asCounts(t, want["section"]))
	var choices []string
	for _, c := range mainSheet(t, ins).Columns {
		if strings.HasPrefix(c.Means, "choice ") {
			choices = append(choices, c.Header)
		}
	}
	if !slices.Equal(choices, texts(want["ranked_choice_columns"])) {
		t.Errorf("choice columns %q", choices)
	}
	first := make(map[string]int)
	for _, b := range ins.Ballots {
		if len(b.Ranking) > 0 {
			for _, x := range m.Issues {
				if x.ID == b.Ranking[0][0] {
					first[x.Name]++
				}
			}
		}
	}
	sameCounts(t, "first choices", first, asCounts(t, want["first_choice"]))
	if len(findingsWith(m, CodeValueSpelling)) != 1 {
		t.Error("the two spellings of nonbinary are not reported")
	}
	m, _ = readFiles(t, Options{}, shared(t, "prefs-gruepr-a", "testdata_empty.csv"))
	if len(m.Roster) != 0 || m.HasErrors() {
		t.Errorf("a header without rows gives %d people and %+v", len(m.Roster), m.Findings)
	}
}

func TestPrefsSmall(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "prefs-small", "oracle.json"))
	m, ins := readFiles(t, Options{}, shared(t, "prefs-small", "groupeng-sample_class_1.csv"))
	want := oracle["groupeng-sample_class_1.csv"]
	if len(m.Roster) != 105 {
		t.Errorf("%d people, want 105", len(m.Roster))
	}
	for _, column := range []string{"Gender", "Major", "Project choice"} {
		sameCounts(t, column, columnValues(t, ins, column), asCounts(t, want[column]))
	}
	ethnicity := asCounts(t, want["Ethnicity"])
	ethnicity["(blank)"] = ethnicity["-"]
	delete(ethnicity, "-")
	sameCounts(t, "Ethnicity", columnValues(t, ins, "Ethnicity"), ethnicity)

	m, ins = readFiles(t, Options{}, shared(t, "prefs-small", "internship-projects.csv"), shared(t, "prefs-small", "internship-student_preferences.csv"))
	capacity := 0
	for _, g := range m.Groups {
		capacity += g.Size.Max
	}
	if len(m.Roster) != 20 || len(m.Groups) != 10 || capacity != 42 {
		t.Errorf("%d people, %d groups, capacity %d", len(m.Roster), len(m.Groups), capacity)
	}
	first := make(map[string]int)
	for _, p := range m.Roster {
		if len(p.Choices) != 5 {
			t.Errorf("%s has %d choices, want 5", p.Name, len(p.Choices))
			continue
		}
		for _, g := range m.Groups {
			if g.ID == p.Choices[0] {
				first[g.Topic]++
			}
		}
	}
	sameCounts(t, "Pref1", first, asCounts(t, oracle["internship-student_preferences.csv"]["Pref1"]))
	byCountry := make(map[string]int)
	for code, n := range asCounts(t, oracle["internship-student_preferences.csv"]["Nationality"]) {
		c, ok := vocabulary.CountryOf(code)
		if !ok {
			t.Fatalf("country %s", code)
		}
		byCountry[c.Name] += n
	}
	sameCounts(t, "Nationality", ins.Counts["country"], byCountry)

	_, ins = readFiles(t, Options{}, shared(t, "prefs-small", "grouper-current_semester.xlsx"))
	if n := ins.Files[0].Sheets[0].Rows; n != 4 {
		t.Errorf("%d students, want 4", n)
	}
}

func TestCountryLists(t *testing.T) {
	rows := map[string]int{"un-regional-groups.csv": 194, "g77.csv": 134, "ldc.csv": 45, "lldc.csv": 32, "sids.csv": 37}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		m, ins := readFiles(t, Options{}, shared(t, "ref-un-regional-groups", name))
		if s := mainSheet(t, ins); s.Kind != KindCountries || s.Rows != rows[name] || len(m.Roster) != 0 {
			t.Errorf("%s: %s with %d rows, want countries with %d", name, s.Kind, s.Rows, rows[name])
		}
	}
}

func TestBalanceCases(t *testing.T) {
	dirs, err := filepath.Glob(shared(t, "balance-cases", "*", "candidates.csv"))
	if err != nil || len(dirs) != 7 {
		t.Fatalf("%d cases, want 7: %v", len(dirs), err)
	}
	for _, path := range dirs {
		dir := filepath.Dir(path)
		m, ins := readFiles(t, Options{}, path, filepath.Join(dir, "quotas.csv"))
		if len(findingsWith(m, CodeTargetDimension)) != 0 || m.HasErrors() || len(m.Targets) == 0 {
			t.Errorf("%s: %d targets, findings %+v", dir, len(m.Targets), m.Findings)
		}
		if kinds := [2]Kind{ins.Files[0].Sheets[0].Kind, ins.Files[1].Sheets[0].Kind}; kinds != [2]Kind{KindRoster, KindTargets} {
			t.Errorf("%s: %v", dir, kinds)
		}
		for _, p := range m.Roster {
			if len(p.Values[planner.Stakeholder]) != 1 || len(p.Values[planner.Region]) != 1 || len(p.Values[planner.Gender]) != 1 || len(p.Values[planner.Age]) != 1 {
				t.Errorf("%s: %s lacks a value: %v", dir, p.ID, p.Values)
			}
		}
	}
}

func TestGroupCases(t *testing.T) {
	dirs, err := filepath.Glob(shared(t, "group-cases", "n*"))
	if err != nil || len(dirs) < 10 {
		t.Fatalf("%d cases, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		var paths []string
		lines := make(map[string]int)
		for _, name := range []string{"groups.csv", "people.csv", "quotas.csv", "pairs.csv"} {
			path := filepath.Join(dir, name)
			paths = append(paths, path)
			lines[name] = countLines(t, path) - 1
		}
		m, _ := readFiles(t, Options{}, paths...)
		if len(m.Groups) != lines["groups.csv"] || len(m.Roster) != lines["people.csv"] || len(m.Targets) != lines["quotas.csv"] || len(m.Pairs) != lines["pairs.csv"] || m.Ballots.Total() != 0 {
			t.Errorf("%s: %d groups, %d people, %d targets, %d pairs, %d ballots; the files have %v", dir, len(m.Groups), len(m.Roster), len(m.Targets), len(m.Pairs), m.Ballots.Total(), lines)
		}
		for _, p := range m.Roster {
			if len(p.Choices) == 0 || p.Memberships.Max == 0 || p.ChairOK == planner.Unknown || len(p.Values[planner.TimeZone]) != 1 {
				t.Errorf("%s: %+v", dir, p)
			}
		}
		for _, x := range m.Targets {
			if m.Groups[0].ID == "" || !slices.ContainsFunc(m.Groups, func(g planner.GroupSpec) bool { return g.ID == x.Group }) {
				t.Errorf("%s: target %s is for the group %q", dir, x.ID, x.Group)
			}
		}
		if m.HasErrors() {
			t.Errorf("%s: %+v", dir, m.Findings)
		}
	}
}
