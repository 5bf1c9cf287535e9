package electorate_test

import (
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
)

// member is a ballot of a member of an organisation, over three issues.
type member struct {
	org, group string
	kind       planner.BallotKind
	marks      []planner.Mark
	count      int64
}

// TestPerOrganisation: one ballot of each, by the strict wins on the ballots of its
// members added up, which is how the ONNX steering committee is elected.
func TestPerOrganisation(t *testing.T) {
	for _, c := range []struct {
		name    string
		policy  ballot.Policy
		members []member
		want    []planner.Mark // of the first organisation
		group   string
	}{
		// A 2+2+1, B 1+1+2, C 0.
		{"sums", ballot.Last, []member{
			{"O", "X", 0, []planner.Mark{1, 2, 3}, 2}, {"O", "X", 0, []planner.Mark{2, 1, 3}, 1},
		}, []planner.Mark{1, 2, 3}, "X"},
		{"equal sums tie", ballot.Last, []member{
			{"O", "X", 0, []planner.Mark{1, 2, 3}, 1}, {"O", "Y", 0, []planner.Mark{2, 1, 3}, 1},
		}, []planner.Mark{1, 1, 2}, ""},
		// A wins over B and C, and over B where blanks count for nothing.
		{"blanks last", ballot.Last, []member{
			{"O", "", 0, []planner.Mark{1, 2, none}, 1}, {"O", "", 0, []planner.Mark{none, 1, 2}, 1},
		}, []planner.Mark{2, 1, 3}, ""},
		{"blanks ignored", ballot.Ignore, []member{
			{"O", "X", 0, []planner.Mark{1, none, 2}, 1}, {"O", "", 0, []planner.Mark{none, 1, none}, 1},
		}, []planner.Mark{1, 2, 2}, ""},
		{"a blank in a hum is never last", ballot.Last, []member{
			{"O", "X", planner.Hum, []planner.Mark{1, -1, none}, 1},
		}, []planner.Mark{1, 2, 2}, "X"},
	} {
		b := planner.NewBallots(3)
		for _, m := range c.members {
			b.Add(planner.Ballot{Organisation: m.org, Group: m.group, Kind: m.kind, Marks: m.marks, Count: m.count})
		}
		b.Add(planner.Ballot{Group: "Z", Marks: []planner.Mark{3, 2, 1}, Count: 2}) // of no organisation
		set := electorate.Settings{OwnGroup: true, ByOrganisation: true}
		p := admit(b, set)
		q := p.PerOrganisation(c.policy, set)
		if q.N != 3 || q.Ballots.Len() != 2 {
			t.Errorf("%s: %d ballots", c.name, q.N)
		}
		alone, got := q.Ballots.At(0), q.Ballots.At(1)
		if alone.Count != 2 || alone.Group != "Z" || !slices.Equal(alone.Marks, []planner.Mark{3, 2, 1}) {
			t.Errorf("%s: the ballot of no organisation is %+v", c.name, alone)
		}
		if !slices.Equal(got.Marks, c.want) || got.Group != c.group || got.Voter != "O" || got.Kind != planner.Ranking || got.Count != 1 {
			t.Errorf("%s: %+v, want %v of %q", c.name, got, c.want, c.group)
		}
		if q.Of != p.Of || len(q.Remarks) < len(p.Remarks) {
			t.Errorf("%s: remarks %v, were %v", c.name, q.Remarks, p.Remarks)
		}
	}
}

// TestPerOrganisationKeepsRemarks: what was said of single ballots is still said, and who
// is left out has no part.
func TestPerOrganisationKeepsRemarks(t *testing.T) {
	b := planner.NewBallots(3)
	for _, voter := range []string{"ann", "eve"} {
		b.Add(planner.Ballot{Voter: voter, Organisation: voter + " Ltd", Marks: []planner.Mark{1, 2, 3}})
	}
	b.Add(planner.Ballot{Voter: "ann", Organisation: "ann Ltd", Marks: []planner.Mark{2, 1, 3}})
	set := electorate.Settings{Voters: []string{"ann"}, WithoutStrangers: true, ByOrganisation: true}
	q := admit(b, set).PerOrganisation(ballot.Last, set)
	if q.N != 1 || q.Excluded != 1 || q.Of[electorate.Stranger] != 1 || q.Of[electorate.Replaced] != 1 || len(q.Remarks) != 2 {
		t.Errorf("%d counted, %d left out, %v, %+v", q.N, q.Excluded, q.Of, q.Remarks)
	}
	if got := q.Ballots.At(0); got.Voter != "ann Ltd" || !slices.Equal(got.Marks, []planner.Mark{2, 1, 3}) {
		t.Errorf("%+v", got)
	}
}
