//go:build corpus

package ballots

import (
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"roundtable/testdata"

	"github.com/google/go-cmp/cmp"
)

// oracleOf reads some entries of one file's oracle.
func oracleOf(t *testing.T, dir, name string, into map[string]any) {
	t.Helper()
	var oracle map[string]map[string]json.RawMessage
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
	for key, x := range into {
		if err := json.Unmarshal(oracle[name][key], x); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
}

func TestCorpusCastVotes(t *testing.T) {
	dir := testdata.Corpus(t, "votes-rcv-a")
	var oracle map[string]struct {
		Ballots  int64
		First    map[string]int64  `json:"first_choice_raw"`
		Round1   map[string]string `json:"RCTab_round1_tally"`
		Over     int               `json:"overvotes_any_rank"`
		Distinct int               `json:"first_choice_distinct_raw"`
	}
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
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
			over := countCode(v.Findings, "overvote")
			if name == "2015_portland_mayor" && over < want.Over {
				t.Errorf("%d overvotes listed, want at least %d", over, want.Over)
			}
		})
	}
}

func TestCorpusStatements(t *testing.T) {
	dir := testdata.Corpus(t, "votes-polis-a")
	var oracle map[string]struct {
		Participants int
		Columns      int            `json:"statements_as_columns"`
		Votes        []int          `json:"votes_agree/disagree/pass"`
		Blank        int            `json:"blank_cells"`
		Groups       map[string]int `json:"group-id"`
	}
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
	for name, want := range oracle {
		votes, comments := filepath.Join(dir, name, "participants-votes.csv"), filepath.Join(dir, name, "comments.csv")
		for _, titles := range []bool{false, true} {
			v := readStatements(t, sheetInput(t, votes), sheetInput(t, comments), titles)
			if v.Shape != HumColumns || v.Ballots.Len() != want.Participants || len(v.Issues) != want.Columns {
				t.Fatalf("%s: %s, %d ballots over %d issues", name, v.Shape, v.Ballots.Len(), len(v.Issues))
			}
			if titles && len(v.Issues[0].Name) < 5 {
				t.Errorf("%s: no titles: %+v", name, v.Issues[0])
			}
			if got := countOpinions(v); got != (opinions{want.Votes[0], want.Votes[1], want.Votes[2], want.Blank}) ||
				!cmp.Equal(groupCounts(v), want.Groups) {
				t.Errorf("%s: %+v, groups %v", name, got, groupCounts(v))
			}
		}
	}
}

func TestCorpusMicrosoftForms(t *testing.T) {
	dir := testdata.Corpus(t, "votes-msforms-healthcare")
	var rows int
	var factors map[string]int64
	oracleOf(t, dir, "Survey1.xlsx", map[string]any{
		"rows": &rows,
		"multi_select_trailing_semicolon In your opinion, which factors should be prioritized in heal": &factors,
	})
	v := askedQuestion(t, sheetInput(t, filepath.Join(dir, "Survey1.xlsx")), "which factors should be prioritized")
	if v.Shape != ApprovalList || v.Ballots.Len() != rows {
		t.Errorf("%s with %d ballots", v.Shape, v.Ballots.Len())
	}
	delete(factors, "depends on case") // written in by one voter
	if diff := cmp.Diff(factors, markCounts(v, 1)); diff != "" {
		t.Error(diff)
	}
	if blank := blankBallots(v); blank != 5 {
		t.Errorf("%d blank ballots, want the 4 who refused and the one with an answer of its own", blank)
	}
}

func TestCorpusMultiSelect(t *testing.T) {
	dir := testdata.Corpus(t, "votes-jupyter-education-2016")
	var rows int
	var fields map[string]int64
	oracleOf(t, dir, "responses.csv", map[string]any{
		"rows": &rows,
		`multi_select_comma "What field(s) is your course most related to?"`: &fields,
	})
	v := askedQuestion(t, sheetInput(t, filepath.Join(dir, "responses.csv")), "What field(s) is your course")
	got := markCounts(v, 1)
	for n, c := range fields {
		if got[n] != c && c > 1 { // what stands once was written in
			t.Errorf("%s is named %d times, want %d", n, got[n], c)
		}
	}
	if !strings.Contains(findCode(v.Findings, "issue-write-in").Text, "Linguistics") && got["Linguistics"] != 1 {
		t.Error("an answer that a voter wrote in is lost")
	}
	if v.Ballots.Len() != rows {
		t.Errorf("%d ballots", v.Ballots.Len())
	}
}

func TestCorpusGridOfNeeds(t *testing.T) {
	dir := testdata.Corpus(t, "votes-dask-survey-2019")
	var want struct {
		Rows int
		Grid []gridItem
	}
	const name = "2019-user-survey-results.csv"
	oracleOf(t, dir, name, map[string]any{
		"rows": &want.Rows,
		"grid (Critical=2,Somewhat=1,Not relevant=0), ranked by mean": &want.Grid,
	})
	v := mustRead(t, sheetInput(t, filepath.Join(dir, name)), Options{})
	if v.Shape != LevelColumns || v.Ballots.Len() != want.Rows || len(v.Issues) != len(want.Grid) ||
		!hasCode(v.Findings, "score-levels") {
		t.Fatalf("%s, %d ballots, %d issues", v.Shape, v.Ballots.Len(), len(v.Issues))
	}
	checkGrid(t, v, want.Grid)
}

func TestCorpusGridOfTools(t *testing.T) {
	dir := testdata.Corpus(t, "votes-spack-survey-2020")
	var oracle map[string]struct {
		Rows     int `json:"csv_rows"`
		Priority []gridItem
	}
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
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

func TestCorpusReasons(t *testing.T) {
	v := mustRead(t, sheetInput(t, testdata.Corpus(t, "ranking-cases", "cujae-failure.csv")), Options{})
	if want := map[string]int{"Professors": 32, "Students": 15}; v.Shape != ChoiceColumns ||
		!cmp.Equal(groupCounts(v), want) || len(v.Issues) != 6 {
		t.Errorf("%s, groups %v, %d issues", v.Shape, groupCounts(v), len(v.Issues))
	}
}
