//go:build corpus

package elections

import (
	"encoding/json"
	"path/filepath"
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

func TestCorpusPrefLib(t *testing.T) {
	dir := testdata.Corpus(t, "votes-preflib-a")
	var oracle map[string]struct {
		Title        string
		DataType     string `json:"data_type"`
		Alternatives int
		Sum          int64            `json:"sum_of_counts"`
		Distinct     int              `json:"distinct_lines"`
		Ranks        map[int]int64    `json:"ranks_given_histogram"`
		First        map[string]int64 `json:"first_place"`
		FirstCat     map[string]int64 `json:"first_category"`
	}
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			v := mustElection(t, name, string(testdata.ReadFile(t, filepath.Join(dir, name))))
			if v.Title != want.Title || len(v.Issues) != want.Alternatives || v.Ballots.Total() != want.Sum ||
				v.Ballots.Len() != want.Distinct {
				t.Errorf("got %q, %d issues, %d ballots in %d lines", v.Title, len(v.Issues), v.Ballots.Total(),
					v.Ballots.Len())
			}
			if want.DataType == "cat" {
				top := markCounts(v, v.Ballots.Scale.Max)
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
			if diff := cmp.Diff(want.Ranks, tierCounts(v)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCorpusPabulib(t *testing.T) {
	dir := testdata.Corpus(t, "votes-pabulib-a")
	var oracle map[string]struct {
		Rows     int64 `json:"votes_rows"`
		Projects int
		Top5     [][]any `json:"top5_votes"`
	}
	testdata.JSONFile(t, &oracle, filepath.Join(dir, "oracle.json"))
	for name, want := range oracle {
		v := mustElection(t, name, string(testdata.ReadFile(t, filepath.Join(dir, name))))
		if v.Ballots.Total() != want.Rows || len(v.Issues) != want.Projects {
			t.Errorf("%s: %d ballots over %d issues", name, v.Ballots.Total(), len(v.Issues))
		}
		votes := projectVotes(v)
		for _, x := range want.Top5 {
			if votes[x[0].(string)] != int(x[2].(float64)) {
				t.Errorf("%s: project %v has %d votes, want %v", name, x[0], votes[x[0].(string)], x[2])
			}
		}
	}
}

func TestCorpusBLT(t *testing.T) {
	dir := testdata.Corpus(t, "votes-small-formats")
	for _, name := range []string{"gnome_26.blt", "maemo.blt"} {
		var want struct {
			Candidates, Seats int
			Ballots, Empty    float64
			First             map[string]float64
			Title             []string
		}
		oracleOf(t, dir, name, map[string]any{
			"candidates": &want.Candidates, "seats": &want.Seats, "ballots": &want.Ballots,
			"empty_ballots": &want.Empty, "first_preferences": &want.First, "title": &want.Title,
		})
		v := mustElection(t, name, string(testdata.ReadFile(t, filepath.Join(dir, name))))
		empty := blankBallots(v)
		if len(v.Issues) != want.Candidates || v.Seats != want.Seats || v.Ballots.Total() != int64(want.Ballots) ||
			empty != int64(want.Empty) || `"`+v.Title+`"` != want.Title[0] {
			t.Errorf("%s: %d candidates, %d seats, %d ballots, %d empty, title %q", name, len(v.Issues), v.Seats,
				v.Ballots.Total(), empty, v.Title)
		}
		first := firstPlaces(v)
		for n, c := range want.First {
			if first[n] != int64(c) {
				t.Errorf("%s: %s is first %d times, want %g", name, n, first[n], c)
			}
		}
	}
}

func TestCorpusRankingCases(t *testing.T) {
	for _, name := range []string{
		"burlington-2009.toi", "debian-2005.soi", "ers-19.soi", "posterA.cat", "tideman-A60.hil",
	} {
		checkElection(t, name, testdata.Corpus(t, "ranking-cases", name))
	}
}
