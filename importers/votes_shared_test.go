package importers

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// TestVotesShapes reads each shape of the same election through [Read], without
// any option, and compares what `inspect` shows with the truth.
func TestVotesShapes(t *testing.T) {
	var truth struct {
		Issues  []string
		Ballots []struct {
			Voter, Group string
			Ranking      []string
		}
		Approvals map[string][]string
		Scores    map[string]map[string]any
		Points    map[string]map[string]any
	}
	loadJSON(t, &truth, shared(t, "votes-shapes", "truth.json"))
	files, err := filepath.Glob(shared(t, "votes-shapes", "[0-9]*"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, want 12: %v", len(files), err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			m, ins := readFiles(t, Options{}, path)
			names := make(map[string]string)
			for _, x := range ins.Issues {
				names[x.ID] = x.Name
			}
			if len(ins.Issues) != 4 || len(ins.Ballots) != 6 {
				t.Fatalf("%d issues, %d ballots: %+v", len(ins.Issues), len(ins.Ballots), m.Findings)
			}
			for i, b := range ins.Ballots {
				want := truth.Ballots[i]
				anonymous := strings.Contains(path, "17-") || strings.Contains(path, "10-")
				if !anonymous && !strings.Contains(strings.ToUpper(b.Voter), want.Voter) {
					t.Errorf("ballot %d is by %q, want %q", i, b.Voter, want.Voter)
				}
				group := vocabulary.Value(planner.Stakeholder, want.Group).Value
				if !strings.Contains(path, "17-") && b.Group != group {
					t.Errorf("%s is of group %q, want %q", want.Voter, b.Group, group)
				}
				switch b.Kind {
				case "ranking":
					var got []string
					for _, tier := range b.Ranking {
						if len(tier) != 1 {
							t.Errorf("%s: a tie %q", want.Voter, tier)
						}
						got = append(got, names[tier[0]])
					}
					if !slices.Equal(got, want.Ranking) {
						t.Errorf("%s: %q, want %q", want.Voter, got, want.Ranking)
					}
				case "approval":
					var got []string
					for _, id := range b.Approvals {
						got = append(got, names[id])
					}
					wanted := slices.Sorted(slices.Values(truth.Approvals[want.Voter]))
					slices.Sort(got)
					if !slices.Equal(got, wanted) {
						t.Errorf("%s: %q, want %q", want.Voter, got, wanted)
					}
				case "score":
					sameMarks(t, want.Voter, b.Scores, truth.Scores[want.Voter], names)
				case "points":
					sameMarks(t, want.Voter, b.Points, truth.Points[want.Voter], names)
				default:
					t.Errorf("kind %q", b.Kind)
				}
			}
		})
	}
}

// sameMarks compares numbers by issue; a blank in the truth is no entry.
func sameMarks(t *testing.T, voter string, got map[string]float64, want map[string]any, names map[string]string) {
	t.Helper()
	n := 0
	for _, v := range want {
		if fmt.Sprint(v) != "" && v != nil {
			n++
		}
	}
	if n == 0 || len(got) != n {
		t.Errorf("%s has %d marks, want %d", voter, len(got), n)
	}
	for id, v := range got {
		if fmt.Sprint(want[names[id]]) != fmt.Sprint(v) {
			t.Errorf("%s gives %q %v, want %v", voter, names[id], v, want[names[id]])
		}
	}
}

// TestFirstTry reads every file of the shared data without any option. At least
// nine of ten must be read with nothing left to ask; every refusal must say what
// to do, every question must name a flag.
func TestFirstTry(t *testing.T) {
	var files []string
	for _, pattern := range []string{"roster-*/*", "prefs-*/*", "votes-*/*", "votes-*/*/*", "ranking-cases/*", "igf-proposals/*", "ref-*/*", "balance-cases/*/*", "group-cases/*/*"} {
		list, err := filepath.Glob(shared(t, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			switch filepath.Ext(path) {
			case ".json", ".md", "":
				continue
			}
			if info, err := os.Stat(path); err == nil && !info.IsDir() && !strings.Contains(path, "oracle") {
				files = append(files, path)
			}
		}
	}
	right := 0
	for _, path := range files {
		m, ins, err := Read(t.Context(), []Input{{Path: path}}, Options{})
		if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(path, err)
		}
		understood := false
		for _, s := range ins.Files[0].Sheets {
			if s.Kind != KindUnknown && s.Kind != KindEmpty {
				understood = true
			}
		}
		if understood && !m.HasErrors() {
			right++
			continue
		}
		for _, f := range m.Findings {
			if f.Severity == planner.Error && f.Fix == "" {
				t.Errorf("%s: an error without a way out: %+v", path, f)
			}
		}
		t.Logf("%s: %v", filepath.Base(path), m.Findings[0].Text)
	}
	t.Logf("%d of %d files are read on the first try", right, len(files))
	if right*10 < len(files)*9 {
		t.Errorf("%d of %d files are read on the first try, want nine of ten", right, len(files))
	}
}
