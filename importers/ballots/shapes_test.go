package ballots

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/elections"
	"roundtable/importers/sheet"
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
			m, err := sheet.Read(t.Context(), book.Name, s, sheet.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return Input{Model: m}
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
	rec := Recognise(in, opts)
	v, err := Read(context.Background(), in, rec, opts)
	if err != nil {
		t.Fatal(err)
	}
	v.Findings = slices.Concat(rec.Findings, v.Findings)
	return v
}

func TestShapes(t *testing.T) {
	truth, files := testdata.Shapes(t)
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			var v *Votes
			if e, no := elections.Read(f, string(testdata.ReadFile(t, f))); no == nil {
				v = &Votes{Issues: e.Issues, Ballots: e.Ballots, Findings: e.Findings}
			} else {
				v = mustRead(t, sheetInput(t, f), Options{})
			}
			if bad := errorsOf(v.Findings); len(bad) > 0 {
				t.Fatalf("%+v", bad)
			}
			checkTruth(t, filepath.Base(f), v, truth)
		})
	}
}

func checkTruth(t *testing.T, file string, v *Votes, truth *testdata.Election) {
	var names []string
	for _, is := range v.Issues {
		names = append(names, truth.IssueName(is.Name))
	}
	if !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(truth.Issues))) {
		t.Fatalf("issues are %q", names)
	}
	if v.Ballots.Len() != len(truth.Ballots) {
		t.Fatalf("%d ballots, want %d", v.Ballots.Len(), len(truth.Ballots))
	}
	for i, want := range truth.Ballots {
		b := v.Ballots.At(i)
		hasVoter := testdata.NamesVoters(file)
		if hasVoter && !strings.Contains(strings.ToUpper(b.Voter), want.Voter) ||
			!hasVoter && !strings.HasPrefix(file, "20") && b.Voter != "" {
			t.Errorf("ballot %d has the voter %q", i, b.Voter)
		}
		group := want.Group
		if group == "IGO" {
			group = planner.Intergovernmental
		}
		if testdata.NamesGroups(file) && b.Group != group {
			t.Errorf("ballot %d has the group %q, want %q", i, b.Group, group)
		}
		marks := make(map[string]planner.Mark)
		for j, name := range names {
			marks[name] = b.Marks[j]
		}
		switch number := file[:2]; {
		case number == "10", number == "11", number == "12", file == "21-pabulib-approval.pb":
			wantMarks(t, i, b.Kind, planner.Approval, marks, approvalMarks(truth, want.Voter))
		case number == "13":
			wantMarks(t, i, b.Kind, planner.Score, marks, numberMarks(truth, truth.Scores[want.Voter]))
		case number == "14":
			wantMarks(t, i, b.Kind, planner.Points, marks, numberMarks(truth, truth.Points[want.Voter]))
		case number == "23":
			if b.Kind != planner.Hum || slices.Contains(b.Marks, planner.Blank) {
				t.Errorf("ballot %d is no hum: %v", i, b)
			}
		default:
			wantRanking(t, file, i, v, b, truth)
		}
	}
}

// wantMarks compares the marks of a ballot, by issue.
func wantMarks(t *testing.T, i int, got, want planner.BallotKind, marks, wanted map[string]planner.Mark) {
	t.Helper()
	if diff := cmp.Diff(wanted, marks); diff != "" || got != want {
		t.Errorf("ballot %d of kind %v, want %v: %s", i, got, want, diff)
	}
}

// approvalMarks is 1 for each issue that the voter approves, 0 for the others.
func approvalMarks(truth *testdata.Election, voter string) map[string]planner.Mark {
	out := make(map[string]planner.Mark)
	for _, issue := range truth.Issues {
		out[issue] = 0
		if slices.Contains(truth.Approvals[voter], issue) {
			out[issue] = 1
		}
	}
	return out
}

// numberMarks is the number of each issue, blank where there is none.
func numberMarks(truth *testdata.Election, numbers map[string]any) map[string]planner.Mark {
	out := make(map[string]planner.Mark)
	for _, issue := range truth.Issues {
		out[issue] = planner.Blank
		if x, ok := numbers[issue].(float64); ok {
			out[issue] = planner.Mark(x)
		}
	}
	return out
}

// wantRanking compares the order of the issues ranked alone; a .toc ranks the
// others too, at the bottom.
func wantRanking(t *testing.T, file string, i int, v *Votes, b planner.Ballot, truth *testdata.Election) {
	t.Helper()
	want := truth.Ballots[i].Ranking
	var got []string
	for _, tier := range tiers(v, b) {
		if len(tier) == 1 {
			got = append(got, truth.IssueName(tier[0]))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" && file != "18-preflib.toc" ||
		!slices.Equal(want, got[:min(len(got), len(want))]) {
		t.Errorf("ballot %d: %s", i, diff)
	}
}
