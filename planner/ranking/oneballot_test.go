package ranking

import (
	"context"
	"testing"

	"roundtable/planner"
)

// One ballot weighs the more the fewer answer an issue, the smaller its group is, and the
// more its source gives it.
func TestOneBallot(t *testing.T) {
	for _, c := range []struct {
		what  string
		mode  WeightMode
		rows  []string // group, then a mark an issue, . for none
		heavy int64    // weight of the first ballot
		want  OneBallot
	}{
		{"all alike", ByHeads, []string{"A12", "A21", "B13", "B31"}, 1, OneBallot{4, 4, true}},
		{"a group of one of three ballots", ByGroups, []string{"A12", "B21", "B13"}, 1, OneBallot{3, 2, false}},
		{"groups of one size", ByGroups, []string{"A12", "A21", "B13", "B31"}, 1, OneBallot{4, 4, true}},
		{"an issue that two answer", ByHeads, []string{"A12", "A2.", "B13", "B3."}, 1, OneBallot{2, 2, false}},
		{"one as heavy as the others", ByHeads, []string{"A12", "A21", "B13", "B31"}, 3, OneBallot{4, 2, false}},
	} {
		b := planner.NewBallots(2)
		b.Scale = planner.Scale{Max: 3}
		for i, row := range c.rows {
			x := planner.Ballot{Kind: planner.Score, Group: row[:1], Count: 1}
			if i == 0 {
				x.Weight = planner.Ratio{Num: c.heavy, Den: 1}
			}
			for _, s := range row[1:] {
				mark := planner.Mark(s - '0')
				if s == '.' {
					mark = planner.Blank
				}
				x.Marks = append(x.Marks, mark)
			}
			b.Add(x)
		}
		opts := DefaultOptions()
		opts.Bootstrap, opts.Weights, opts.MinAnswers = 0, c.mode, 0
		r, err := Rank(context.Background(), []planner.Issue{{ID: "Q1"}, {ID: "Q2"}}, b, opts)
		if err != nil {
			t.Fatal(err)
		}
		if r.OneBallot != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, r.OneBallot, c.want)
		}
	}
}
