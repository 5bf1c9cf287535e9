package ballots

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/testdata"

	"github.com/google/go-cmp/cmp"
)

// sheetInput opens a file and returns the input of its first visible sheet.
func sheetInput(t testing.TB, path string) Input {
	t.Helper()
	return bytesInput(t, path, testdata.ReadFile(t, path))
}

func bytesInput(t testing.TB, path string, data []byte) Input {
	t.Helper()
	book, err := table.Open(path, data, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets {
		if !s.Hidden {
			return Input{File: book.Name, Sheet: s.Name, Rows: s.Rows, Raw: s.RawRows}
		}
	}
	t.Fatal("no visible sheet")
	return Input{}
}

func csvInput(t testing.TB, text string) Input {
	t.Helper()
	return bytesInput(t, "votes.csv", []byte(text))
}

// mustRead recognises and reads; the findings of both are together.
func mustRead(t testing.TB, in Input, opts Options) *Votes {
	t.Helper()
	rec, err := Recognise(context.Background(), in, opts)
	if err != nil {
		t.Fatal(err)
	}
	v, err := Read(context.Background(), in, rec, opts)
	if err != nil {
		t.Fatal(err)
	}
	v.Findings = slices.Concat(rec.Findings, v.Findings)
	return v
}

// shapesTruth is truth.json of the shapes.
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

func TestShapes(t *testing.T) {
	var truth shapesTruth
	testdata.JSON(t, &truth, "votes-shapes", "truth.json")
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "votes-shapes"), "[0-9]*"))
	if err != nil || len(files) != 29 {
		t.Fatalf("%d shapes, want 29: %v", len(files), err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			v, isText := ReadElection(f, string(testdata.ReadFile(t, f)), Options{})
			if !isText {
				v = mustRead(t, sheetInput(t, f), Options{})
			}
			if bad := errorsOf(v.Findings); len(bad) > 0 {
				t.Fatalf("%+v", bad)
			}
			checkTruth(t, filepath.Base(f), v, truth)
		})
	}
}

// plainName undoes what a format cannot carry: LimeSurvey codes, and commas in
// the candidates of .cvotes.
func (truth *shapesTruth) plainName(name string) string {
	for _, is := range truth.Issues {
		if truth.Codes[is] == name || strings.ReplaceAll(is, ",", "") == name {
			return is
		}
	}
	return name
}

func checkTruth(t *testing.T, file string, v *Votes, truth shapesTruth) {
	var names []string
	for _, is := range v.Issues {
		names = append(names, truth.plainName(is.Name))
	}
	if !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(truth.Issues))) {
		t.Fatalf("issues are %q", names)
	}
	if v.Ballots.Len() != len(truth.Ballots) {
		t.Fatalf("%d ballots, want %d", v.Ballots.Len(), len(truth.Ballots))
	}
	number := file[:2]
	for i, want := range truth.Ballots {
		b := v.Ballots.At(i)
		at := func(is string) planner.Mark { return b.Marks[slices.Index(names, is)] }
		hasVoter := !slices.Contains([]string{"17", "18", "20", "10"}, number) && file != "16-counted-ballots.csv"
		if hasVoter && !strings.Contains(strings.ToUpper(b.Voter), want.Voter) || !hasVoter && number != "20" && b.Voter != "" {
			t.Errorf("ballot %d has the voter %q", i, b.Voter)
		}
		group := want.Group
		if group == "IGO" {
			group = planner.Intergovernmental
		}
		if hasGroup := !slices.Contains([]string{"17", "18", "20"}, number) && file != "21-pabulib-approval.pb"; hasGroup && b.Group != group {
			t.Errorf("ballot %d has the group %q, want %q", i, b.Group, group)
		}
		switch {
		case slices.Contains([]string{"10", "11", "12"}, number) || file == "21-pabulib-approval.pb":
			for _, is := range truth.Issues {
				if got, want := at(is) == 1, slices.Contains(truth.Approvals[want.Voter], is); got != want || b.Kind != planner.Approval {
					t.Errorf("ballot %d approves %s: %v", i, is, got)
				}
			}
		case number == "13" || number == "14":
			list, kind := truth.Scores, planner.Score
			if number == "14" {
				list, kind = truth.Points, planner.Points
			}
			for _, is := range truth.Issues {
				mark := planner.Blank
				if x, ok := list[want.Voter][is].(float64); ok {
					mark = planner.Mark(x)
				}
				if at(is) != mark || b.Kind != kind {
					t.Errorf("ballot %d gives %s %d, want %d", i, is, at(is), mark)
				}
			}
		case number == "23":
			if b.Kind != planner.Hum || slices.Contains(b.Marks, planner.Blank) {
				t.Errorf("ballot %d is no hum: %v", i, b)
			}
		default:
			var got []string
			for _, tier := range tiers(v, b) {
				if len(tier) == 1 {
					got = append(got, truth.plainName(tier[0]))
				}
			}
			if diff := cmp.Diff(want.Ranking, got); diff != "" && file != "18-preflib.toc" || !slices.Equal(want.Ranking, got[:min(len(got), len(want.Ranking))]) {
				t.Errorf("ballot %d: %s", i, diff)
			}
		}
	}
}
