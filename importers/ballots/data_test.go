package ballots

import (
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"

	"github.com/google/go-cmp/cmp"
)

func TestRCVOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-rcv-a")
	var oracle map[string]struct {
		Ballots  int64
		First    map[string]int64  `json:"first_choice_raw"`
		Round1   map[string]string `json:"RCTab_round1_tally"`
		Over     int               `json:"overvotes_any_rank"`
		Distinct int               `json:"first_choice_distinct_raw"`
	}
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			v := mustRead(t, sheetInput(t, filepath.Join(dir, name, name+"_cvr.xlsx")), Options{})
			if v.Shape != ChoiceColumns || v.Ballots.Total() != want.Ballots {
				t.Fatalf("%s with %d ballots", v.Shape, v.Ballots.Total())
			}
			first := firstPlaces(v)
			// RCTab is set up to end a ballot at an overvote; here the place counts
			// as blank and the ballot goes on. It differs only where an overvote
			// comes first.
			more := int64(0)
			for n, c := range want.Round1 {
				count, _ := strconv.ParseInt(c, 10, 64)
				short := strings.TrimSuffix(strings.TrimPrefix(n, "Candidate "), " Name")
				got := first[n]
				if n != short {
					got += first[short]
				}
				if got < count {
					t.Errorf("%s is first on %d ballots, RCTab counts %s", n, got, c)
				}
				more += got - count
			}
			if more != want.First["overvote"] {
				t.Errorf("%d first places more than RCTab, but %d overvotes come first", more, want.First["overvote"])
			}
			over := 0
			for _, f := range v.Findings {
				if f.Code == "overvote" {
					over += 1 + len(f.Also)
				}
			}
			if name == "2015_portland_mayor" && over < want.Over {
				t.Errorf("%d overvotes listed, want at least %d", over, want.Over)
			}
		})
	}
}

// statements reads the comments.csv of a Polis export: the wording of each
// statement by its number.
func statements(t *testing.T, path string) []planner.Issue {
	t.Helper()
	var issues []planner.Issue
	id, body := 0, 0
	for row, err := range sheetInput(t, path).Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if id > 0 {
			issues = append(issues, planner.Issue{ID: row.Cell(id).Text, Name: row.Cell(body).Text})
			continue
		}
		for _, c := range row.Cells {
			switch c.Text {
			case "comment-id":
				id = c.Col
			case "comment-body":
				body = c.Col
			}
		}
	}
	slices.SortFunc(issues, func(a, b planner.Issue) int { return compareNatural(a.ID, b.ID) })
	return issues
}

func TestPolisOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-polis-a")
	var oracle map[string]struct {
		Participants int
		Columns      int            `json:"statements_as_columns"`
		Votes        []int          `json:"votes_agree/disagree/pass"`
		Blank        int            `json:"blank_cells"`
		Groups       map[string]int `json:"group-id"`
	}
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	for name, want := range oracle {
		for _, titles := range []bool{false, true} {
			in := sheetInput(t, filepath.Join(dir, name, "participants-votes.csv"))
			if titles {
				in.KnownIssues = statements(t, filepath.Join(dir, name, "comments.csv"))
			}
			v := mustRead(t, in, Options{})
			if v.Shape != HumColumns || v.Ballots.Len() != want.Participants || len(v.Issues) != want.Columns {
				t.Fatalf("%s: %s, %d ballots over %d issues", name, v.Shape, v.Ballots.Len(), len(v.Issues))
			}
			if titles && len(v.Issues[0].Name) < 5 {
				t.Errorf("%s: no titles: %+v", name, v.Issues[0])
			}
			votes := make([]int, 3)
			blank := 0
			groups := make(map[string]int)
			for i := range v.Ballots.Len() {
				b := v.Ballots.At(i)
				if b.Group == "" {
					groups["(blank)"]++
				} else {
					groups[b.Group]++
				}
				for _, m := range b.Marks {
					switch m {
					case 1:
						votes[0]++
					case -1:
						votes[1]++
					case 0:
						votes[2]++
					default:
						blank++
					}
				}
			}
			if !cmp.Equal(votes, want.Votes) || blank != want.Blank || !cmp.Equal(groups, want.Groups) {
				t.Errorf("%s: votes %v, %d blank, groups %v", name, votes, blank, groups)
			}
		}
	}
}

// oracleOf reads some entries of one file's oracle.
func oracleOf(t *testing.T, dir, name string, into map[string]any) {
	t.Helper()
	var oracle map[string]map[string]json.RawMessage
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	for key, x := range into {
		if err := json.Unmarshal(oracle[name][key], x); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
}

// approvals counts the approvals of each issue by name.
func approvals(v *Votes) map[string]int {
	out := make(map[string]int)
	for i := range v.Ballots.Len() {
		for j, m := range v.Ballots.At(i).Marks {
			if m == 1 {
				out[v.Issues[j].Name]++
			}
		}
	}
	return out
}

// askedQuestion reads a survey that must first ask which question is the vote.
func askedQuestion(t *testing.T, path, question string) *Votes {
	t.Helper()
	in := sheetInput(t, path)
	v := mustRead(t, in, Options{})
	bad := errorsOf(v.Findings)
	if len(bad) != 1 || bad[0].Code != "votes-question-ambiguous" || !strings.Contains(bad[0].Fix, "--votes") || v.Ballots.Len() != 0 {
		t.Fatalf("no question was asked: %+v", v.Findings)
	}
	v = mustRead(t, in, Options{Question: question})
	if bad := errorsOf(v.Findings); len(bad) > 0 {
		t.Fatalf("%+v", bad)
	}
	return v
}

func TestMicrosoftFormsOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-msforms-healthcare")
	var want struct {
		Rows    int
		Factors map[string]int
	}
	oracleOf(t, dir, "Survey1.xlsx", map[string]any{
		"rows": &want.Rows,
		"multi_select_trailing_semicolon In your opinion, which factors should be prioritized in heal": &want.Factors,
	})
	v := askedQuestion(t, filepath.Join(dir, "Survey1.xlsx"), "which factors should be prioritized")
	if v.Shape != ApprovalList || v.Ballots.Len() != want.Rows {
		t.Errorf("%s with %d ballots", v.Shape, v.Ballots.Len())
	}
	if diff := cmp.Diff(want.Factors, approvals(v)); diff != "" {
		t.Error(diff)
	}
	blank := 0
	for i := range v.Ballots.Len() {
		if b := v.Ballots.At(i); b.IsBlank() {
			blank++
		}
	}
	if blank != 4 {
		t.Errorf("%d abstentions, want the 4 who refused", blank)
	}
}

func TestJupyterOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-jupyter-education-2016")
	var want struct {
		Rows   int
		Fields map[string]int
	}
	oracleOf(t, dir, "responses.csv", map[string]any{
		"rows": &want.Rows,
		`multi_select_comma "What field(s) is your course most related to?"`: &want.Fields,
	})
	v := askedQuestion(t, filepath.Join(dir, "responses.csv"), "What field(s) is your course")
	got := approvals(v)
	for n, c := range want.Fields {
		if got[n] != c {
			t.Errorf("%s is named %d times, want %d", n, got[n], c)
		}
	}
	if v.Ballots.Len() != want.Rows {
		t.Errorf("%d ballots", v.Ballots.Len())
	}
}

// levelCounts counts the ballots by issue and level word.
func levelCounts(v *Votes) map[string]map[string]int {
	out := make(map[string]map[string]int)
	for i := range v.Ballots.Len() {
		for j, m := range v.Ballots.At(i).Marks {
			n := v.Issues[j].Name
			if out[n] == nil {
				out[n] = make(map[string]int)
			}
			word := "(blank)"
			if m != planner.Blank {
				word = v.Levels[len(v.Levels)-1-int(m)]
			}
			out[n][word]++
		}
	}
	return out
}

type gridItem struct {
	Item     string
	Answered int
	Mean     float64
	Counts   map[string]int
}

func checkGrid(t *testing.T, v *Votes, items []gridItem) {
	t.Helper()
	counts := levelCounts(v)
	for _, it := range items {
		name := vocabulary.Clean(it.Item)
		if diff := cmp.Diff(it.Counts, counts[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if it.Answered == 0 {
			continue
		}
		sum, n := 0.0, 0
		for i := range v.Ballots.Len() {
			for j, m := range v.Ballots.At(i).Marks {
				if v.Issues[j].Name == name && m != planner.Blank {
					sum += float64(m)
					n++
				}
			}
		}
		if n != it.Answered || math.Abs(sum/float64(n)-it.Mean) > 0.0001 {
			t.Errorf("%s: mean %.4f of %d, want %.4f of %d", name, sum/float64(n), n, it.Mean, it.Answered)
		}
	}
}

func TestDaskOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-dask-survey-2019")
	var want struct {
		Rows int
		Grid []gridItem
	}
	const name = "2019-user-survey-results.csv"
	oracleOf(t, dir, name, map[string]any{"rows": &want.Rows, "grid (Critical=2,Somewhat=1,Not relevant=0), ranked by mean": &want.Grid})
	v := mustRead(t, sheetInput(t, filepath.Join(dir, name)), Options{})
	if v.Shape != LevelColumns || v.Ballots.Len() != want.Rows || len(v.Issues) != len(want.Grid) || !hasCode(v.Findings, "score-levels") {
		t.Fatalf("%s, %d ballots, %d issues", v.Shape, v.Ballots.Len(), len(v.Issues))
	}
	checkGrid(t, v, want.Grid)
}

func TestSpackOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-spack-survey-2020")
	var oracle map[string]struct {
		Rows     int `json:"csv_rows"`
		Priority []gridItem
	}
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	want := oracle["spack-2020"]
	var counts []map[string]map[string]int
	for _, name := range []string{"spack-2020.csv", "spack-2020.xlsx"} {
		v := mustRead(t, sheetInput(t, filepath.Join(dir, name)), Options{})
		if v.Shape != LevelColumns || v.Ballots.Len() != want.Rows || len(v.Issues) != len(want.Priority) {
			t.Fatalf("%s: %s, %d ballots, %d issues", name, v.Shape, v.Ballots.Len(), len(v.Issues))
		}
		checkGrid(t, v, want.Priority)
		counts = append(counts, levelCounts(v))
	}
	if diff := cmp.Diff(counts[0], counts[1]); diff != "" {
		t.Error("csv and xlsx differ:", diff)
	}
}

func TestCujae(t *testing.T) {
	v := mustRead(t, sheetInput(t, filepath.Join(sharedDir(t), "ranking-cases", "cujae-failure.csv")), Options{})
	groups := make(map[string]int)
	for i := range v.Ballots.Len() {
		groups[v.Ballots.At(i).Group]++
	}
	if want := map[string]int{"Professors": 32, "Students": 15}; v.Shape != ChoiceColumns || !cmp.Equal(groups, want) || len(v.Issues) != 6 {
		t.Errorf("%s, groups %v, %d issues", v.Shape, groups, len(v.Issues))
	}
}

func TestResultReportsAreRefused(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-small-formats")
	for _, name := range []string{"electionbuddy.csv", "electionbuddy-regression.csv", "dominion-results.xlsx"} {
		v := mustRead(t, sheetInput(t, filepath.Join(dir, name)), Options{})
		if bad := errorsOf(v.Findings); len(bad) != 1 || bad[0].Code != "votes-results-report" {
			t.Errorf("%s is not refused: %+v", name, v.Findings)
		}
	}
}
