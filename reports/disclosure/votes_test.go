package disclosure

import (
	"fmt"
	"math/big"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// A support is told in fifths, each with its lower end. Where ballots weigh unevenly, equal
// issues have places of their own.
func TestPlaces(t *testing.T) {
	for percent, low := range map[float64]int{
		0: 0, 19.5: 0, 20: 20, 39.5: 20, 40: 40, 59.5: 40, 60: 60, 79.5: 60, 80: 80, 100: 80,
	} {
		if got := fifthOf(planner.ExactOf(new(big.Rat).SetFloat64(percent))); got != (Band{low, low + 20}) {
			t.Errorf("%g %% is in %v", percent, got)
		}
	}
	tied := ranking.Issue{ID: "Q1", Rank: 1, Tied: true}
	for at := range 2 {
		v := Votes{Level: Order}
		if got := v.place(at, &tied); got.Rank != at+1 || got.Tied {
			t.Errorf("position %d, uneven: %+v", at, got)
		}
	}
}

// What each level tells of one ranking, whose order is the ballot paper's from behind:
// the first issues in the order of the paper, places, fifths; groups with the order alone.
func TestWhatALevelTells(t *testing.T) {
	r := &ranking.Result{
		Ballots: 60, OneBallot: ranking.OneBallot{Counted: 60, Whole: 60, Alike: true},
		Groups: []ranking.Group{
			{Name: "A", Ballots: 30, Share: 0.5, Alike: true},
			{Name: "B", Ballots: 30, Share: 0.5, Alike: true},
		},
	}
	var paper []planner.Issue
	for i := range 6 {
		paper = append(paper, planner.Issue{ID: fmt.Sprint("Q", i+1)})
		r.Issues = append(r.Issues, ranking.Issue{
			ID: fmt.Sprint("Q", 6-i), Rank: []int{1, 2, 2, 4, 5, 6}[i], Tied: i == 1 || i == 2,
			SupportExact: planner.ExactOf(big.NewRat(int64(100-20*i), 1)),
			GroupRank:    map[string]int{"A": i + 1, "B": 6 - i},
		})
	}
	for _, c := range []struct {
		most    Level
		byGroup bool
		want    string
	}{
		{Nothing, true, "[] []"},
		{First, true, "[{Q5  0 false } {Q6  0 false }] []"},
		{Order, false, "[{Q6  1 false } {Q5  2 true } {Q4  2 true } {Q3  4 false } {Q2  5 false } {Q1  6 false }] []"},
		{Fifths, true, "[{Q6  1 false } {Q5  2 true } {Q4  2 true } {Q3  4 false } {Q2  5 false } {Q1  6 false }] " +
			"[{A [Q5 Q6]} {B [Q1 Q2]}]"},
		{Fifths, false, "[{Q6  1 false 80} {Q5  2 true 80} {Q4  2 true 60} {Q3  4 false 40} {Q2  5 false 20} " +
			"{Q1  6 false 0}] []"},
	} {
		policy := DefaultPolicy()
		policy.Most, policy.VotesByGroup = c.most, c.byGroup
		g := guard{m: &planner.Meeting{Issues: paper}, policy: &policy}
		v := g.votes(r)
		var issues []string
		for _, x := range v.Issues {
			fifth := ""
			if !x.Fifth.IsZero() {
				fifth = fmt.Sprint(x.Fifth.Low)
			}
			issues = append(issues, fmt.Sprintf("{%s %s %d %t %s}", x.ID, x.Name, x.Rank, x.Tied, fifth))
		}
		if got := fmt.Sprintf("%v %v", issues, v.Groups); got != c.want {
			t.Errorf("at most %d, by group %t: %s\nwant %s", c.most, c.byGroup, got, c.want)
		}
	}
}

// Topics that the ranking gave are told to the participants from six ballots on.
func TestTopicsOfFewBallots(t *testing.T) {
	for _, c := range []struct {
		counted, whole int64
		want           bool
	}{{5, 5, false}, {6, 6, true}, {9, 5, false}, {10, 5, true}} {
		r := &ranking.Result{Issues: make([]ranking.Issue, 3)}
		r.OneBallot = ranking.OneBallot{Counted: c.counted, Whole: c.whole}
		policy := DefaultPolicy()
		g := guard{m: &planner.Meeting{}, policy: &policy}
		if got := g.votes(r).Topics; got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}

// People and ballots are never told both, however many of either there are: the difference
// would be those who did not vote. Of nobody it tells nothing, and the ballots are told.
func TestWhoDidNotVoteIsNotCounted(t *testing.T) {
	vote := ranking.VoteFacts{
		Ballots:   60,
		Issues:    2,
		OneBallot: ranking.OneBallot{Counted: 60, Whole: 60, Alike: true},
	}
	r := &ranking.Result{Ballots: 60, OneBallot: vote.OneBallot, Issues: []ranking.Issue{{ID: "Q1"}, {ID: "Q2"}}}
	for _, people := range []int{0, 1, 60, 61, 64, 65, 200} {
		m := &planner.Meeting{Roster: make(planner.Roster, people)}
		p, err := Protect(m, Results{
			Ranking: r, Comparison: &ranking.Comparison{Before: vote, After: vote}, Apart: true,
		}, reports.Provenance{}, DefaultPolicy())
		if err != nil || p.Participants != people || p.Votes.Level != Fifths {
			t.Fatalf("%+v, %v", p, err)
		}
		for _, n := range []int64{p.Votes.Ballots, p.Changes.BallotsBefore, p.Changes.BallotsAfter} {
			if (n > 0) != (people == 0) {
				t.Errorf("%d people and %d ballots", people, n)
			}
		}
	}
}
