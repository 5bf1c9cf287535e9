package importers

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
)

// shapesTruth is truth.json of the shapes of votes.
type shapesTruth struct {
	Issues  []string
	Ballots []struct {
		Voter, Group string
		Ranking      []string
	}
	Codes     map[string]string `json:"limesurvey_codes"`
	Approvals map[string][]string
	Scores    map[string]map[string]any
	Points    map[string]map[string]any
}

// issueName undoes what a format cannot carry: LimeSurvey has codes, and .cvotes
// no commas in names.
func (truth *shapesTruth) issueName(name string) string {
	for _, issue := range truth.Issues {
		if truth.Codes[issue] == name || strings.ReplaceAll(issue, ",", "") == name {
			return issue
		}
	}
	return name
}

// What some of the shapes do not say.
var (
	shapesWithoutVoters = []string{"10", "16-counted-ballots.csv", "17", "18", "20"}
	shapesWithoutGroups = []string{"17", "18", "20", "21-pabulib-approval.pb"}
)

func among(file string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(file, p) })
}

// TestVotesShapes reads each shape of the same election through [Read], without
// any option, and compares what `inspect` shows with the truth.
func TestVotesShapes(t *testing.T) {
	var truth shapesTruth
	testdata.JSON(t, &truth, "votes-shapes", "truth.json")
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "votes-shapes"), "[0-9]*"))
	if err != nil || len(files) != 29 {
		t.Fatalf("%d files, want 29: %v", len(files), err)
	}
	for _, path := range files {
		file := filepath.Base(path)
		t.Run(file, func(t *testing.T) {
			m, ins := readFiles(t, Options{}, path)
			names := make(map[string]string)
			for _, x := range ins.Issues {
				names[x.ID] = truth.issueName(x.Name)
			}
			if len(ins.Issues) != 4 || len(ins.Ballots) != 6 {
				t.Fatalf("%d issues, %d ballots: %+v", len(ins.Issues), len(ins.Ballots), m.Findings)
			}
			for i, b := range ins.Ballots {
				want := truth.Ballots[i]
				if !among(file, shapesWithoutVoters) && !strings.Contains(strings.ToUpper(b.Voter), want.Voter) {
					t.Errorf("ballot %d is by %q, want %q", i, b.Voter, want.Voter)
				}
				group := vocabulary.Value(planner.Stakeholder, want.Group).Value
				if !among(file, shapesWithoutGroups) && b.Group != group {
					t.Errorf("%s is of group %q, want %q", want.Voter, b.Group, group)
				}
				truth.checkBallot(t, b, i, names)
			}
		})
	}
}

// checkBallot compares the marks of the ballot with a number. A ranking that a
// format completes may end in ties.
func (truth *shapesTruth) checkBallot(t *testing.T, b BallotView, i int, names map[string]string) {
	t.Helper()
	want := truth.Ballots[i]
	switch b.Kind {
	case "ranking":
		var got []string
		for _, tier := range b.Ranking {
			if len(tier) == 1 {
				got = append(got, names[tier[0]])
			}
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
	case "hum":
		if len(b.Hum) != len(truth.Issues) {
			t.Errorf("%s hums on %d issues, want all", want.Voter, len(b.Hum))
		}
	default:
		t.Errorf("kind %q", b.Kind)
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

// TestFirstTry reads the files of testdata without any option. At least nine of
// ten must be read with nothing left to ask; every refusal must say what to do,
// every question must name a flag.
func TestFirstTry(t *testing.T) {
	var files []string
	for _, folder := range []string{"balance-cases", "elections", "election-files", "group-cases", "proposals", "rosters", "surveys", "un", "votes-shapes"} {
		for _, path := range testdata.Files(t, testdata.Path(t, folder)) {
			if ext := filepath.Ext(path); ext != ".json" && filepath.Base(path) != "lines.csv" {
				files = append(files, path)
			}
		}
	}
	checkFirstTry(t, files)
}

func checkFirstTry(t *testing.T, files []string) {
	t.Helper()
	right := 0
	for _, path := range files {
		m, ins, err := Read(t.Context(), []Input{{Path: path}}, Options{})
		if err != nil && !IsUnreadable(err) {
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
