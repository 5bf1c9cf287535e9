package ballots

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/planner"

	"github.com/google/go-cmp/cmp"
)

func mustElection(t *testing.T, name, text string) *Votes {
	t.Helper()
	v, ok := ReadElection(name, text, Options{})
	if !ok {
		t.Fatalf("%s is not recognised", name)
	}
	if bad := errorsOf(v.Findings); len(bad) > 0 {
		t.Fatalf("%s: %+v", name, bad)
	}
	return v
}

func TestPrefLibOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-preflib-a")
	var oracle map[string]struct {
		Title        string
		DataType     string `json:"data_type"`
		Alternatives int
		Sum          int64            `json:"sum_of_counts"`
		Distinct     int              `json:"distinct_lines"`
		Ranks        map[string]int64 `json:"ranks_given_histogram"`
		First        map[string]int64 `json:"first_place"`
		FirstCat     map[string]int64 `json:"first_category"`
	}
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			v := mustElection(t, name, readText(t, filepath.Join(dir, name)))
			if v.Title != want.Title || len(v.Issues) != want.Alternatives || v.Ballots.Total() != want.Sum || v.Ballots.Len() != want.Distinct {
				t.Errorf("got %q, %d issues, %d ballots in %d lines", v.Title, len(v.Issues), v.Ballots.Total(), v.Ballots.Len())
			}
			if want.DataType == "cat" {
				top := make(map[string]int64)
				for i := range v.Ballots.Len() {
					b := v.Ballots.At(i)
					for j, m := range b.Marks {
						if m == v.Ballots.Scale.Max {
							top[v.Issues[j].Name] += b.Count
						}
					}
				}
				for n, c := range want.FirstCat {
					if top[n] != c {
						t.Errorf("%s is in the first category %d times, want %d", n, top[n], c)
					}
				}
				return
			}
			if got := firstPlaces(v); !cmp.Equal(got, want.First) && want.DataType != "soc" {
				t.Error(cmp.Diff(want.First, got))
			}
			ranks := make(map[string]int64)
			for i := range v.Ballots.Len() {
				b := v.Ballots.At(i)
				ranks[fmt.Sprint(len(tiers(v, b)))] += b.Count
			}
			if !cmp.Equal(ranks, want.Ranks) {
				t.Error(cmp.Diff(want.Ranks, ranks))
			}
		})
	}
}

func TestPabulibOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-pabulib-a")
	var oracle map[string]struct {
		Rows     int64 `json:"votes_rows"`
		Projects int
		Top5     [][]any `json:"top5_votes"`
	}
	readJSON(t, filepath.Join(dir, "oracle.json"), &oracle)
	for name, want := range oracle {
		v := mustElection(t, name, readText(t, filepath.Join(dir, name)))
		if v.Ballots.Total() != want.Rows || len(v.Issues) != want.Projects {
			t.Errorf("%s: %d ballots over %d issues", name, v.Ballots.Total(), len(v.Issues))
		}
		votes := make(map[string]int)
		for i := range v.Ballots.Len() {
			for j, m := range v.Ballots.At(i).Marks {
				if m == 1 {
					votes[v.Issues[j].ID]++
				}
			}
		}
		for _, x := range want.Top5 {
			if votes[x[0].(string)] != int(x[2].(float64)) {
				t.Errorf("%s: project %v has %d votes, want %v", name, x[0], votes[x[0].(string)], x[2])
			}
		}
	}
}

func TestBLTOracle(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "votes-small-formats")
	var oracle map[string]struct {
		Candidates, Seats int
		Ballots           float64
		Empty             float64            `json:"empty_ballots"`
		First             map[string]float64 `json:"first_preferences"`
		Title             []string
	}
	text := readText(t, filepath.Join(dir, "oracle.json"))
	text = text[:strings.Index(text, `"qualtrics-three`)]
	readJSONText(t, strings.TrimRight(strings.TrimSpace(text), ",")+"}", &oracle)
	for name, want := range oracle {
		v := mustElection(t, name, readText(t, filepath.Join(dir, name)))
		empty := int64(0)
		for i := range v.Ballots.Len() {
			if b := v.Ballots.At(i); b.IsBlank() {
				empty += b.Count
			}
		}
		if len(v.Issues) != want.Candidates || v.Seats != want.Seats || v.Ballots.Total() != int64(want.Ballots) || empty != int64(want.Empty) || `"`+v.Title+`"` != want.Title[0] {
			t.Errorf("%s: %d candidates, %d seats, %d ballots, %d empty, title %q", name, len(v.Issues), v.Seats, v.Ballots.Total(), empty, v.Title)
		}
		first := firstPlaces(v)
		for n, c := range want.First {
			if first[n] != int64(c) {
				t.Errorf("%s: %s is first %d times, want %g", name, n, first[n], c)
			}
		}
	}
}

func TestRankingCaseTexts(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "ranking-cases")
	for _, name := range []string{"tennessee.soc", "schulze-45.soc", "burlington-2009.toi", "debian-2005.soi", "ers-19.soi", "posterA.cat", "tideman-A60.hil"} {
		var want struct {
			Alternatives []string
			Ballots      int64
			Voters       int64
			AV           map[string]int64
		}
		readJSON(t, filepath.Join(dir, name+".expected.json"), &want)
		v := mustElection(t, name, readText(t, filepath.Join(dir, name)))
		if len(v.Issues) != len(want.Alternatives) || v.Ballots.Total() != max(want.Ballots, want.Voters) {
			t.Errorf("%s: %d issues and %d ballots, want %d and %d", name, len(v.Issues), v.Ballots.Total(), len(want.Alternatives), max(want.Ballots, want.Voters))
		}
		approvals := make(map[string]int64)
		for i := range v.Ballots.Len() {
			b := v.Ballots.At(i)
			for j, m := range b.Marks {
				if b.Kind == planner.Approval && m == 1 {
					approvals[v.Issues[j].Name] += b.Count
				}
			}
		}
		if want.AV != nil && !cmp.Equal(want.AV, approvals) {
			t.Error(name, cmp.Diff(want.AV, approvals))
		}
	}
}
