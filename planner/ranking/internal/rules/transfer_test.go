package rules

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/poll"
)

// share is a part of a ballot, counted the plain way: a ballot that several issues
// share falls into parts, and every part goes its own way.
type share struct {
	marks []planner.Mark
	worth *big.Rat
}

// hand is a count of STV by hand: the parts of ballots on each pile.
type hand struct {
	in    []bool
	piles [][]share
}

func (h *hand) file(s share) {
	var top []int
	for a, mk := range s.marks {
		switch {
		case mk == planner.Blank || !h.in[a]:
		case len(top) == 0 || mk < s.marks[top[0]]:
			top = []int{a}
		case mk == s.marks[top[0]]:
			top = append(top, a)
		}
	}
	for _, a := range top {
		worth := new(big.Rat).Mul(s.worth, big.NewRat(1, int64(len(top))))
		h.piles[a] = append(h.piles[a], share{s.marks, worth})
	}
}

func (h *hand) votes() []*big.Rat {
	out := exact.Zeros(len(h.piles))
	for a, pile := range h.piles {
		for _, s := range pile {
			out[a].Add(out[a], s.worth)
		}
	}
	return out
}

func (h *hand) takeOut(a int, factor *big.Rat) {
	pile := h.piles[a]
	h.in[a], h.piles[a] = false, nil
	for _, s := range pile {
		h.file(share{s.marks, new(big.Rat).Mul(s.worth, factor)})
	}
}

// TestTransferAgainstHand recounts 250 random elections in fractions, part by part:
// every figure of every round, whom it lets be elected or eliminated, and all ties.
func TestTransferAgainstHand(t *testing.T) {
	told := 0
	for seed := range uint64(250) {
		rng := rand.New(rand.NewPCG(seed, 12))
		m := 3 + rng.IntN(5)
		seats := 1 + rng.IntN(m-1)
		x := poll.Count(t, randomRankings(rng, m), poll.Way{ByGroups: true})
		h := &hand{in: make([]bool, m), piles: make([][]share, m)}
		for a := range h.in {
			h.in[a] = true
		}
		whole := new(big.Rat)
		for _, b := range entries(x) {
			whole.Add(whole, b.weight)
			h.file(share{b.Marks, b.weight})
		}
		quota := whole.Quo(whole, exact.Int(int64(seats+1)))
		told += recount(t, seed, h, run(t, "stv", x, Options{Seats: seats}), quota, seats)
	}
	if told < 100 {
		t.Errorf("only %d ties in all these elections", told)
	}
}

// randomRankings are ballots with ties and gaps; in two of three lists of two groups.
func randomRankings(rng *rand.Rand, m int) *planner.Ballots {
	groups := rng.IntN(3)
	out := planner.NewBallots(m)
	for range 2 + rng.IntN(12) {
		b := planner.Ballot{Count: 1 + rng.Int64N(2), Marks: make([]planner.Mark, m)}
		if groups > 0 {
			b.Group = []string{"Government", "Civil Society"}[rng.IntN(2)]
		}
		ranks := 1 + rng.IntN(m)
		for place, a := range rng.Perm(m) {
			switch {
			case place >= ranks:
				b.Marks[a] = planner.Blank
			case rng.IntN(4) == 0:
				b.Marks[a] = planner.Mark(1 + rng.IntN(ranks))
			default:
				b.Marks[a] = planner.Mark(place + 1)
			}
		}
		out.Add(b)
	}
	return out
}

// recount follows a count round by round and returns how many ties it told.
func recount(t *testing.T, seed uint64, h *hand, got Outcome, quota *big.Rat, seats int) (told int) {
	t.Helper()
	var past [][]*big.Rat
	elected := 0
	for i, round := range got.Rounds {
		votes := h.votes()
		past = append(past, votes)
		in := slices.DeleteFunc(order.All(len(votes)), func(a int) bool { return !h.in[a] })
		for _, a := range in {
			if v := round.Tally[a]; v.Cmp(votes[a]) != 0 {
				t.Fatalf("seed %d, round %d: %d has %s, want %s", seed, i+1, a, v.RatString(), votes[a].RatString())
			}
		}
		over := slices.DeleteFunc(slices.Clone(in), func(a int) bool { return votes[a].Cmp(quota) <= 0 })
		var tied []int
		var by int
		var rule string
		switch {
		case len(in) <= seats-elected:
			if len(round.Elected) != len(in) || round.Tied != nil {
				t.Fatalf("seed %d, round %d: %+v", seed, i+1, round)
			}
			return told
		case len(over) > 0:
			tied, rule, by = undecided(over, past, 1)
			a := round.Elected[0]
			if !slices.Contains(tied, a) {
				t.Fatalf("seed %d, round %d: %d elected, not one of %v", seed, i+1, a, tied)
			}
			elected++
			factor := new(big.Rat).Sub(votes[a], quota)
			h.takeOut(a, factor.Quo(factor, votes[a]))
		default:
			tied, rule, by = undecided(in, past, -1)
			a := round.Eliminated[0]
			if !slices.Contains(tied, a) {
				t.Fatalf("seed %d, round %d: %d eliminated, not one of %v", seed, i+1, a, tied)
			}
			h.takeOut(a, big.NewRat(1, 1))
		}
		switch {
		case by > 1 && len(round.Tied) != by, by == 1 && round.Tied != nil:
			t.Fatalf("seed %d, round %d: tied %v, want %d of them", seed, i+1, round.Tied, by)
		case rule != "" && round.TieBrokenBy != rule, rule == "" && by > 1 && round.TieBrokenBy == byRounds:
			t.Fatalf("seed %d, round %d: the tie was broken by %q, want %q", seed, i+1, round.TieBrokenBy, rule)
		case by > 1:
			told++
		}
	}
	return told
}

// undecided are the issues of a set that have the most votes (sign 1) or the least
// (-1), in this round and where several do in the rounds before; how many tied in this
// one, and what broke the tie if these rounds did.
func undecided(set []int, past [][]*big.Rat, sign int) (tied []int, rule string, now int) {
	for i, votes := range slices.Backward(past) {
		best := slices.MaxFunc(set, func(a, b int) int { return sign * votes[a].Cmp(votes[b]) })
		set = slices.DeleteFunc(slices.Clone(set), func(a int) bool { return votes[a].Cmp(votes[best]) != 0 })
		if i == len(past)-1 {
			now = len(set)
		} else if len(set) == 1 && rule == "" && now > 1 {
			rule = byRounds
		}
	}
	return set, rule, now
}

// TestTransferTies are the smallest elections in which the last place is a tie.
func TestTransferTies(t *testing.T) {
	for _, c := range []struct {
		name, ballots             string
		issues, seats, round      int
		tied, by, out, in, choice string // in order of priority
	}{
		// Quota 28/4 = 7: A leaves 14 to B, B leaves 7 to C, and D has 7 too. In thirds of
		// decimals C would have 6.999….
		{"exact", "21: A > B > C\n7: D", 4, 3, 3, "CD", byRounds, "C", "", ""},
		{"chain", "1: A > C\n1: B > C", 3, 1, 2, "AB", ByChain, "B", "", "AB"},
		{"elected first", "3: A\n3: B\n1: C", 3, 2, 1, "AB", ByChain, "", "A", "AB"},
	} {
		r := run(t, "stv", poll.Count(t, poll.Rankings(c.issues, c.ballots), poll.Way{}), Options{Seats: c.seats}).Rounds[c.round-1]
		if poll.List(r.Tied) != c.tied || r.TieBrokenBy != c.by || poll.List(r.Chained) != c.choice {
			t.Errorf("%s: tied %v, %v broken by %q", c.name, r.Tied, r.Chained, r.TieBrokenBy)
		}
		if poll.List(r.Eliminated) != c.out || poll.List(r.Elected) != c.in {
			t.Errorf("%s: %v out, %v in; want %s and %s", c.name, r.Eliminated, r.Elected, c.out, c.in)
		}
	}
}

// TestTransferOnPaper: two places, 12 votes, exact quota 4. A is elected with 6; its
// surplus of 2 moves to B at ⅓ a ballot, which then has 2 + 2 = 4, not more than the
// quota; D goes out with 1, then B gets it.
func TestTransferOnPaper(t *testing.T) {
	r := run(t, "stv", poll.Count(t, poll.Rankings(4, "6: A > B\n2: B\n3: C\n1: D > B"), poll.Way{}), Options{Seats: 2})
	if poll.List(r.Elected) != "AB" || poll.Text(r.Levels) != "A > B > C > D" {
		t.Errorf("elected %v, %v", r.Elected, r.Levels)
	}
	if b := r.Rounds[1].Tally[1]; b.Cmp(exact.Int(4)) != 0 || poll.List(r.Rounds[1].Eliminated) != "D" {
		t.Errorf("B has %s after the transfer; %v out", b, r.Rounds[1].Eliminated)
	}
	if q := r.Notes[0]; q.Code != Quota || q.Quota.String() != "4" || q.Total.String() != "12" {
		t.Errorf("%+v", q)
	}
}

// TestTransferWithinBounds: what lies below the line is never in, and a value that has all
// its places leaves with its last one.
func TestTransferWithinBounds(t *testing.T) {
	x := poll.Count(t, poll.Rankings(4, "5: A > B > C\n4: B > A > D\n2: C\n1: D"), poll.Way{})
	for _, c := range []struct {
		b       places.Bounds
		seats   int
		elected string
		levels  string
	}{
		{places.Bounds{}, 2, "AB", "A > B > C = D"},
		{places.Bounds{Barred: []bool{true, false, false, false}}, 2, "BC", "B > C > D > A"},
		// B goes with A: its four ballots go to D, which has 5, and the surplus of 1 to C.
		{places.Bounds{Value: []int{0, 0, -1, -1}, Most: 1}, 2, "AD", "A > D > C > B"},
		{places.Bounds{Value: []int{0, 0, 0, 1}, Most: 1}, 3, "AD", "A > D > C > B"},
		{places.Bounds{Barred: []bool{true, true, true, true}}, 2, "", "A = B = C = D"},
	} {
		r := run(t, "stv", x, Options{Seats: c.seats, Bounds: c.b})
		if poll.List(r.Elected) != c.elected || poll.Text(r.Levels) != c.levels {
			t.Errorf("%+v: elected %s, %s", c.b, poll.List(r.Elected), poll.Text(r.Levels))
		}
	}
}

// TestManySurpluses: the fractions of a count with very many surpluses are cut, which is
// said, and the count ends all the same.
func TestManySurpluses(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	ballots := planner.NewBallots(40)
	for range 400 {
		marks := make([]planner.Mark, 40)
		for place, a := range rng.Perm(40) {
			marks[a] = planner.Mark(place + 1)
		}
		ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: marks})
	}
	r := run(t, "stv", poll.Count(t, ballots, poll.Way{}), Options{Seats: 30})
	if len(r.Elected) != 30 || r.Proved == nil || *r.Proved || r.Notes[1].Code != FractionsCut {
		t.Errorf("%d elected, proved %v, %v", len(r.Elected), r.Proved, r.Notes)
	}
}
