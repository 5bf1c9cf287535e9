package importers

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/planner"
	"roundtable/testdata"
)

func TestBalanceCases(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(testdata.Path(t, "balance-cases"), "*", "candidates.csv"))
	if err != nil || len(dirs) != 7 {
		t.Fatalf("%d cases, want 7: %v", len(dirs), err)
	}
	for _, path := range dirs {
		dir := filepath.Dir(path)
		m, ins := readFiles(t, Options{}, path, filepath.Join(dir, "quotas.csv"))
		if len(findingsWith(m, CodeTargetDimension)) != 0 || m.HasErrors() || len(m.Targets) == 0 {
			t.Errorf("%s: %d targets, findings %+v", dir, len(m.Targets), m.Findings)
		}
		if kinds := [2]sheet.Kind{ins.Files[0].Sheets[0].Kind, ins.Files[1].Sheets[0].Kind}; kinds != [2]sheet.Kind{sheet.Roster, sheet.Targets} {
			t.Errorf("%s: %v", dir, kinds)
		}
		for _, p := range m.Roster {
			if len(p.Values[planner.Stakeholder]) != 1 || len(p.Values[planner.Region]) != 1 ||
				len(p.Values[planner.Gender]) != 1 || len(p.Values[planner.Age]) != 1 {
				t.Errorf("%s: %s lacks a value: %v", dir, p.ID, p.Values)
			}
		}
	}
}

func TestGroupCases(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(testdata.Path(t, "group-cases"), "n*"))
	if err != nil || len(dirs) < 10 {
		t.Fatalf("%d cases, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		var paths []string
		lines := make(map[string]int)
		for _, name := range []string{"groups.csv", "people.csv", "quotas.csv", "pairs.csv"} {
			path := filepath.Join(dir, name)
			paths = append(paths, path)
			lines[name] = strings.Count(strings.TrimRight(string(testdata.ReadFile(t, path)), "\n"), "\n")
		}
		m, _ := readFiles(t, Options{}, paths...)
		if len(m.Groups) != lines["groups.csv"] || len(m.Roster) != lines["people.csv"] ||
			len(m.Targets) != lines["quotas.csv"] || len(m.Pairs) != lines["pairs.csv"] || m.Ballots.Total() != 0 {
			t.Errorf("%s: %d groups, %d people, %d targets, %d pairs, %d ballots; the files have %v", dir,
				len(m.Groups), len(m.Roster), len(m.Targets), len(m.Pairs), m.Ballots.Total(), lines)
		}
		for _, p := range m.Roster {
			if len(p.Choices) == 0 || p.Memberships.Max == 0 || p.ChairOK == planner.Unknown ||
				len(p.Values[planner.TimeZone]) != 1 {
				t.Errorf("%s: %+v", dir, p)
			}
		}
		for _, x := range m.Targets {
			isIts := func(g planner.GroupSpec) bool { return g.ID == x.Group }
			if m.Groups[0].ID == "" || !slices.ContainsFunc(m.Groups, isIts) {
				t.Errorf("%s: target %s is for the group %q", dir, x.ID, x.Group)
			}
		}
		if m.HasErrors() {
			t.Errorf("%s: %+v", dir, m.Findings)
		}
	}
}
