package ranking

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// voted ranks ballots and calls the vote by a name.
func voted(t *testing.T, name string, p profileText, opts Options) Vote {
	t.Helper()
	r, err := Rank(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return Vote{Name: name, Standing: r.Standing(), Issues: p.issues, Ballots: p.ballots}
}

func compared(t *testing.T, before, after Vote, opts Options) *Comparison {
	t.Helper()
	c, err := Compare(t.Context(), before, after, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func withoutBootstrap() Options {
	o := DefaultOptions()
	o.Bootstrap = 0
	return o
}

// named gives the ballots of a profile one voter each.
func named(p profileText, voters ...string) profileText {
	out := profileText{p.issues, planner.NewBallots(len(p.issues))}
	for i := range p.ballots.Len() {
		b := p.ballots.At(i)
		b.Voter = voters[i]
		out.ballots.Add(b)
	}
	return out
}

// Four of one group and two of another; of the first, two turn from A to B.
func TestCompareTellsWhoMovedWhat(t *testing.T) {
	opts := withoutBootstrap()
	issues := []string{"A", "B", "C"}
	before := named(parsePref(issues, `[G] A > B > C
		[G] A > B > C
		[G] A > C > B
		[G] C > A > B
		[H] B > A > C
		[H] A > B > C`), "ann", "ben", "cem", "dee", "eve", "fay")
	after := named(parsePref(issues, `[G] B > A > C
		[G] B > A > C
		[G] A > C > B
		[G] C > A > B
		[H] B > A > C
		[H] B > C > A`), "Ann", "BEN", "cem", "dee", "eve", "gus")
	c := compared(t, voted(t, "one", before, opts), voted(t, "two", after, opts), opts)
	if v := *c.Voters; v != (VotersInBoth{Both: 5, OnlyBefore: 1, OnlyAfter: 1}) {
		t.Errorf("voters %+v", v)
	}
	b := c.Issues[0]
	if b.ID != "B" || b.Before != 2 || b.After != 1 {
		t.Fatalf("first is %+v", b)
	}
	if got := *b.Moves; got != (VoterMoves{Up: 2, Same: 3}) {
		t.Errorf("moves of B %+v", got)
	}
	// In G, B had (½+½+0+0)/4 and has (1+1+0+0)/4: one voter who takes it from first to
	// last brings back what it was.
	g := b.Groups[0]
	if g.Group != "G" || *g.SupportBefore != 25 || *g.SupportAfter != 50 || *g.VotersNeeded != 1 || g.MoreThanAFew {
		t.Errorf("B in G: %+v, %v to %v, %d needed", g, *g.SupportBefore, *g.SupportAfter, *g.VotersNeeded)
	}
	// Those who voted both times: G from 25 to 50, H (eve alone) 100 both times.
	if s := *b.SameVoters; s.Before != 62.5 || s.After != 75 {
		t.Errorf("same voters %+v", s)
	}
}

// A vote compared with itself has not changed, and the other way round all signs turn.
func TestCompareMirrors(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 12))
	for range 60 {
		opts := withoutBootstrap()
		if rng.IntN(2) == 0 {
			opts.Weights = ByHeads
		}
		if rng.IntN(2) == 0 {
			opts.Unranked = Ignore
		}
		m := 2 + rng.IntN(4)
		one := voted(t, "one", someVotes(rng, m), opts)
		two := voted(t, "two", someVotes(rng, m), opts)
		for _, x := range compared(t, one, one, opts).Issues {
			if x.Change.Change == nil {
				continue
			}
			if *x.Change.Change != 0 || *x.VotersNeeded != 0 || x.Before != x.After || x.Moves.Up+x.Moves.Down != 0 {
				t.Fatalf("compared with itself: %+v", x)
			}
		}
		there, back := compared(t, one, two, opts), compared(t, two, one, opts)
		if there.Voters.OnlyBefore != back.Voters.OnlyAfter || there.Few != back.Few {
			t.Fatalf("voters %+v and %+v", there.Voters, back.Voters)
		}
		for _, x := range there.Issues {
			for _, y := range back.Issues {
				if x.ID == y.ID {
					mirrored(t, x.Change, y.Change)
				}
			}
		}
	}
}

func mirrored(t *testing.T, x, y Change) {
	t.Helper()
	if x.Before != y.After || x.After != y.Before {
		t.Fatalf("places %d to %d and %d to %d", x.Before, x.After, y.Before, y.After)
	}
	if x.Change == nil || y.Change == nil {
		if x.Change != y.Change {
			t.Fatal("only one of the two has a change")
		}
		return
	}
	if *x.Change != -*y.Change {
		t.Fatalf("changes %v and %v", *x.Change, *y.Change)
	}
	if x.Moves != nil && (x.Moves.Up != y.Moves.Down || x.Moves.Same != y.Moves.Same) {
		t.Fatalf("moves %+v and %+v", x.Moves, y.Moves)
	}
}

// someVotes is up to nine named ballots in up to three groups.
func someVotes(rng *rand.Rand, m int) profileText {
	p := profileText{issuesNamed([]string{"A", "B", "C", "D", "E"}[:m]...), planner.NewBallots(m)}
	for v := range 1 + rng.IntN(9) {
		if rng.IntN(4) == 0 && p.ballots.Len() > 0 {
			continue
		}
		marks := blanks(m)
		for rank, a := range rng.Perm(m)[:1+rng.IntN(m)] {
			marks[a] = planner.Mark(rank + 1)
		}
		p.ballots.Add(planner.Ballot{
			Voter: string(rune('a' + v)), Group: []string{"G", "H", "I"}[v%3], Kind: planner.Ranking, Marks: marks,
		})
	}
	return p
}

// The figures of an earlier result are enough, as they stand in its JSON.
func TestCompareWithFiguresAlone(t *testing.T) {
	opts := withoutBootstrap()
	p := parsePref([]string{"A", "B"}, "[G] A > B\n[G] B > A\n[H] A > B")
	q := parsePref([]string{"A", "B"}, "[G] B > A\n[G] B > A\n[H] B > A")
	r, err := Rank(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var earlier Vote
	if err := json.Unmarshal(data, &earlier.Standing); err != nil {
		t.Fatal(err)
	}
	c := compared(t, earlier, voted(t, "", q, opts), opts)
	if x := c.Issues[0]; x.ID != "B" || x.Before != 2 || x.After != 1 || *x.Change.Change != 75 || *x.VotersNeeded != 2 {
		t.Errorf("B: %+v, %d needed", x, *x.VotersNeeded)
	}
	if c.Voters != nil || c.Issues[0].Moves != nil {
		t.Error("who voted both times cannot be known")
	}
}

// An issue of one vote alone has a place there, and no change.
func TestCompareKeepsIssuesOfOneVote(t *testing.T) {
	opts := withoutBootstrap()
	one := voted(t, "", parsePref([]string{"A", "B"}, "A > B\nA > B"), opts)
	two := voted(t, "", parsePref([]string{"B", "D"}, "D > B\nD > B"), opts)
	c := compared(t, one, two, opts)
	if len(c.Issues) != 3 || c.Issues[0].ID != "D" || c.Issues[0].Before != 0 || c.Issues[0].Change.Change != nil ||
		c.Issues[2].ID != "A" || c.Issues[2].After != 0 || c.Issues[2].Before != 1 {
		t.Errorf("%+v", c.Issues)
	}
}
