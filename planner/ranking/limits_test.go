package ranking

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// cyclic makes a few random rankings, full of circles.
func cyclic(t *testing.T, m int) profileText {
	t.Helper()
	rng := rand.New(rand.NewPCG(9, uint64(m)))
	p := profileText{ballots: planner.NewBallots(m)}
	for a := range m {
		p.issues = append(p.issues, planner.Issue{ID: "I" + string(rune('a'+a))})
	}
	for range 15 {
		marks := make([]planner.Mark, m)
		for place, a := range rng.Perm(m) {
			marks[a] = planner.Mark(place + 1)
		}
		p.ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: marks})
	}
	return p
}

// TestKemenyBeyondProof: a large component is searched, and labelled as not proved.
func TestKemenyBeyondProof(t *testing.T) {
	r := cyclic(t, 28).rank(t, nil).Rules["kemeny"]
	if r.Proved == nil || *r.Proved || r.Notes[0].Code != NotProved || r.OptimalRankings != nil || len(r.Order) != 28 {
		t.Errorf("28 issues: %+v", r)
	}
	r = cyclic(t, 21).rank(t, nil).Rules["kemeny"]
	if !*r.Proved || r.OptimalRankings == nil || len(r.Order) != 21 {
		t.Errorf("21 issues: %+v", r)
	}
}

// TestTiePathsBudget: when the ties are too many to follow, the result says so.
func TestTiePathsBudget(t *testing.T) {
	var text []string
	for i := range 7 { // a circle in which all wins are equally strong
		text = append(text, strings.Join(append(slices.Clone(letters[i:]), letters[:i]...), " > "))
	}
	p := parsePref(letters, strings.Join(text, "\n"))
	full := p.rank(t, nil)
	for _, rule := range []string{"ranked_pairs", "irv"} {
		r := full.Rules[rule]
		if r.Proved != nil || len(r.Winners) != 7 {
			t.Errorf("%s: %v, proved %v; by symmetry all seven can win", rule, r.Winners, r.Proved)
		}
		cut := p.rank(t, func(o *Options) { o.TiePaths = 1 }).Rules[rule]
		if cut.Proved == nil || *cut.Proved || len(cut.Notes) != 1 {
			t.Errorf("%s with a budget of 1: %+v", rule, cut.Notes)
		}
	}
	if full.Firmness.Verdict != Tied || len(full.TieBreaks) != 1 {
		t.Errorf("verdict %q, %d tie-breaks", full.Firmness.Verdict, len(full.TieBreaks))
	}
}

// TestLotDoesNotDependOnOrder: a lot is drawn from seed and issue alone.
func TestLotDoesNotDependOnOrder(t *testing.T) {
	one := parsePref([]string{"A", "B", "C"}, "A = B = C").rank(t, nil).TieBreaks
	two := parsePref([]string{"C", "A", "B"}, "A = B = C").rank(t, nil).TieBreaks
	if len(one) != 1 || !slices.Equal(one[0].Issues, two[0].Issues) || one[0].Steps[0].Rule != "lot" {
		t.Errorf("%+v, %+v", one, two)
	}
	seeds := map[string]bool{}
	for seed := range uint64(20) {
		tb := parsePref([]string{"A", "B", "C"}, "A = B = C").rank(t, func(o *Options) { o.Seed = seed }).TieBreaks
		seeds[tb[0].Issues[0]] = true
	}
	if len(seeds) != 3 {
		t.Errorf("20 seeds put only %v first", seeds)
	}
}

// TestTransferableVote: two places, 12 votes, exact quota 4. A is elected with 6;
// its surplus of 2 moves to B at 1/3 a ballot, which then has 2 + 2 = 4, not more
// than the quota; D goes out with 1, then B gets it.
func TestTransferableVote(t *testing.T) {
	p := parsePref([]string{"A", "B", "C", "D"}, "6: A > B\n2: B\n3: C\n1: D > B")
	r := p.rank(t, func(o *Options) { o.AgendaK = 2 }).Rules["stv"]
	if !slices.Equal(r.Elected, []string{"A", "B"}) {
		t.Fatalf("elected %v", r.Elected)
	}
	second := r.Rounds[1].Tally["B"]
	if f := second.Float(); f < 3.99 || f > 4.000001 {
		t.Errorf("B has %v after the transfer, want 4", f)
	}
	if !slices.Equal(r.Rounds[1].Eliminated, []string{"D"}) {
		t.Errorf("round 2: %+v", r.Rounds[1])
	}
}

// TestRunoffCutShort: where ties are not all followed, who wins the count shown is among
// the winners all the same.
func TestRunoffCutShort(t *testing.T) {
	p := parsePref([]string{"A", "B", "C"}, "A > B > C\nB > C > A\nC > A > B")
	r := p.rank(t, func(o *Options) { o.TiePaths = 0 }).Rules["irv"]
	if r.Proved == nil || *r.Proved || !slices.Contains(r.Winners, r.Levels[0][0]) {
		t.Errorf("winners %v, first %v", r.Winners, r.Levels[0])
	}
}
