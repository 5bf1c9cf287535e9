package ranking

import (
	"testing"

	"roundtable/planner"
)

// orgVotes are six people of three organisations and one of none.
func orgVotes() profileText {
	p := profileText{issuesNamed("A", "B", "C"), planner.NewBallots(3)}
	for _, v := range []struct {
		org, group string
		marks      []planner.Mark
	}{
		{"Alpha", "Private Sector", []planner.Mark{1, 2, 3}},
		{"Alpha", "Private Sector", []planner.Mark{1, 2, 3}},
		{"ALPHA", "private sector", []planner.Mark{1, 3, 2}},
		{"Beta", "Government", []planner.Mark{3, 1, 2}},
		{"Gamma", "private sector", []planner.Mark{2, 1, 3}},
		{"", "private sector", []planner.Mark{3, 2, 1}},
	} {
		p.ballots.Add(planner.Ballot{Kind: planner.Ranking, Organisation: v.org, Group: v.group, Marks: v.marks})
	}
	return p
}

// TestOrganisationsHaveOneVote: the table of organisations and the totals say what
// counts, in one stage and in two.
func TestOrganisationsHaveOneVote(t *testing.T) {
	for _, mode := range []WeightMode{ByOrganisation, ByOrganisationTwoStage} {
		res := orgVotes().rank(t, func(o *Options) { o.Weights, o.Alike = mode, MergeAlike })
		same(t, string(mode), res.Organisations, []Organisation{
			{"Alpha", 3, 1. / 3, planner.ExactOf(planner.Ratio{Num: 1, Den: 3}.Rat())},
			{"Beta", 1, 1, planner.ExactOf(planner.Percent(100).Rat())},
			{"Gamma", 1, 1, planner.ExactOf(planner.Percent(100).Rat())},
			{"", 1, 1, planner.ExactOf(planner.Percent(100).Rat())},
		})
		if got := res.Pairwise.Total.String(); got != "4" {
			t.Errorf("%s: a total of %s, want one for each", mode, got)
		}
		if len(res.Groups) != 2 {
			t.Errorf("%s: groups %+v; two spellings of one were merged", mode, res.Groups)
		}
	}
	if res := orgVotes().rank(t, func(o *Options) { o.Weights, o.Alike = ByHeads, MergeAlike }); res.Organisations != nil {
		t.Errorf("every ballot counts the same, and still %+v", res.Organisations)
	}
}
