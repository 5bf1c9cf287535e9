package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/talk"
)

// call runs one command line and returns its exit code and output.
func call(t *testing.T, ctx context.Context, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(ctx, args, talk.Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	return code, out.String(), err.String()
}

// A proposal in the form of 2019: two organizers without names, four speakers,
// eleven policy questions, no votes. Nothing may be invented.
func TestProposalWithoutVotes(t *testing.T) {
	checkNothingInvented(t, filepath.Join("testdata", "nameless-organizers.txt"),
		"Which questions do we have to take up first?")
}

// checkNothingInvented plans from a proposal of two organizers without names, four
// speakers, of whom two are of civil society, and eleven questions.
func checkNothingInvented(t *testing.T, path, ninthQuestion string) {
	t.Helper()
	out := t.TempDir()
	code, stdout, stderr := call(t, context.Background(), "plan", path, "--out", out)
	if code != exit.CodeOK {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if !strings.Contains(stdout, "The 4 speakers") || !strings.Contains(stdout, "There are no votes on the 11 issues") {
		t.Errorf("the summary does not say who is judged, or that there are no votes:\n%s", stdout)
	}

	var plan struct {
		Title   string
		Balance struct {
			Panel struct {
				Size   int
				Judged string
			}
			Dimensions []struct {
				Name   string
				Counts map[string]int
			}
		}
		Panels []struct {
			Who     string
			Balance struct{ Panel struct{ Size int } }
		}
		Ranking, Groups json.RawMessage
	}
	data, err := os.ReadFile(filepath.Join(out, "chair", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &plan); err != nil {
		t.Fatal(err)
	}
	if plan.Balance.Panel.Size != 4 || plan.Balance.Panel.Judged != "the 4 speakers" {
		t.Errorf("judged panel = %+v, want the 4 speakers", plan.Balance.Panel)
	}
	if len(plan.Panels) != 1 || plan.Panels[0].Balance.Panel.Size != 6 {
		t.Errorf("further panels = %+v, want all 6 people listed", plan.Panels)
	}
	if plan.Ranking != nil || plan.Groups != nil {
		t.Error("a ranking or groups were made up without votes")
	}
	for _, d := range plan.Balance.Dimensions {
		if d.Name == "stakeholder" && (d.Counts["Civil Society"] != 2 || d.Counts["Private Sector"] != 0) {
			t.Errorf("speakers by stakeholder group = %v", d.Counts)
		}
	}

	code, stdout, stderr = call(t, context.Background(), "inspect", path, "--format", "json")
	if code != exit.CodeOK {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	var seen struct {
		Format       string
		Minutes      int
		Issues       []struct{ ID, Name string }
		Participants []struct {
			Name  string
			Roles []string
		}
	}
	if err := json.Unmarshal([]byte(stdout), &seen); err != nil {
		t.Fatal(err)
	}
	if len(seen.Issues) != 11 || seen.Issues[8].Name != ninthQuestion {
		t.Errorf("issues = %+v", seen.Issues)
	}
	if seen.Minutes != 90 || !strings.HasPrefix(seen.Format, "Round Table") {
		t.Errorf("format %q, %d minutes", seen.Format, seen.Minutes)
	}
	nameless := 0
	for _, p := range seen.Participants {
		if p.Name == "" {
			nameless++
		}
		if p.Name == "Private Sector" || p.Name == "Asia-Pacific Group" {
			t.Errorf("a group became a person called %q", p.Name)
		}
	}
	if len(seen.Participants) != 6 || nameless != 2 {
		t.Errorf("%d people, %d without a name; want 6 and 2", len(seen.Participants), nameless)
	}
}

// A run that is stopped says so, exits with 130 and leaves nothing behind.
func TestInterruptedRunLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	people := filepath.Join(dir, "people.csv")
	if err := os.WriteFile(people, []byte("name,stakeholder\nAna Lima,Government\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	code, _, stderr := call(t, ctx, "plan", people, "--out", filepath.Join(dir, "out"))
	if code != exit.CodeInterrupted || !strings.Contains(stderr, "stopped") {
		t.Errorf("exit code %d, %q; want %d", code, stderr, exit.CodeInterrupted)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); !os.IsNotExist(err) {
		t.Errorf("the output folder is there: %v", err)
	}
}

// Two runs of one plan differ in no byte, whatever the number of processors.
func TestPlanIsReproducible(t *testing.T) {
	workbook, err := demoWorkbook()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "meeting.xlsx")
	if err := os.WriteFile(path, workbook, 0o600); err != nil {
		t.Fatal(err)
	}
	var first map[string][]byte
	for _, procs := range []int{1, 2} {
		out := filepath.Join(dir, "out")
		withProcs(t, procs, func() {
			if code, _, stderr := call(t, context.Background(), "plan", path, "--out", out, "-q"); code != exit.CodeMissed {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
		})
		got := make(map[string][]byte)
		for _, name := range []string{"chair/report.html", "chair/report.xlsx", folder.ChairPlan, folder.PublicHTML, folder.PublicXLSX} {
			data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			got[name] = data
		}
		if first == nil {
			first = got
			continue
		}
		for name := range first {
			if !bytes.Equal(first[name], got[name]) {
				t.Errorf("%s differs between one processor and two", name)
			}
		}
	}
}

func withProcs(t *testing.T, n int, f func()) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
	f()
}
