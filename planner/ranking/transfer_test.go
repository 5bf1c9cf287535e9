package ranking

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
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
		ballots := randomRankings(rng, m)
		res := listOf(m, ballots).rank(t, func(o *Options) { o.AgendaK = seats })
		h := &hand{in: make([]bool, m), piles: make([][]share, m)}
		for a := range h.in {
			h.in[a] = true
		}
		total := new(big.Rat)
		for i, w := range plainWeights(ballots) {
			w.Mul(w, exact.Int(ballots[i].Count))
			total.Add(total, w)
			h.file(share{ballots[i].Marks, w})
		}
		quota := total.Quo(total, exact.Int(int64(seats+1)))
		told += recount(t, seed, h, res.Rules["stv"], quota, seats)
	}
	if told < 100 {
		t.Errorf("only %d ties in all these elections", told)
	}
}

// randomRankings are ballots with ties and gaps; in two of three lists of two groups.
func randomRankings(rng *rand.Rand, m int) []planner.Ballot {
	groups := rng.IntN(3)
	var out []planner.Ballot
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
		out = append(out, b)
	}
	return out
}

// recount follows a count round by round and returns how many ties it told.
func recount(t *testing.T, seed uint64, h *hand, got RuleResult, quota *big.Rat, seats int) (told int) {
	t.Helper()
	var past [][]*big.Rat
	elected := 0
	for i, round := range got.Rounds {
		votes := h.votes()
		past = append(past, votes)
		in := slices.DeleteFunc(order.All(len(votes)), func(a int) bool { return !h.in[a] })
		for _, a := range in {
			if v := round.Tally[letters[a]]; v.Rat().Cmp(votes[a]) != 0 {
				t.Fatalf("seed %d, round %d: %s has %s, want %s", seed, i+1, letters[a], v, votes[a].RatString())
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
			a := slices.Index(letters, round.Elected[0])
			if !slices.Contains(tied, a) {
				t.Fatalf("seed %d, round %d: %s elected, not one of %v", seed, i+1, letters[a], tied)
			}
			elected++
			factor := new(big.Rat).Sub(votes[a], quota)
			h.takeOut(a, factor.Quo(factor, votes[a]))
		default:
			tied, rule, by = undecided(in, past, -1)
			a := slices.Index(letters, round.Eliminated[0])
			if !slices.Contains(tied, a) {
				t.Fatalf("seed %d, round %d: %s eliminated, not one of %v", seed, i+1, letters[a], tied)
			}
			h.takeOut(a, big.NewRat(1, 1))
		}
		switch {
		case by > 1 && len(round.Tied) != by, by == 1 && round.Tied != nil:
			t.Fatalf("seed %d, round %d: tied %v, want %d of them", seed, i+1, round.Tied, by)
		case rule != "" && round.TieBrokenBy != rule, rule == "" && by > 1 && round.TieBrokenBy == "previous rounds":
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
			rule = "previous rounds"
		}
	}
	return set, rule, now
}

// TestTransferTies are the smallest elections in which the last place is a tie.
func TestTransferTies(t *testing.T) {
	for _, c := range []struct {
		name, ballots    string
		issues           []string
		seats, round     int
		tied             []string
		by, out, elected string
	}{
		// Quota 28/4 = 7: A1 leaves 14 to A2, A2 leaves 7 to A3, and B has 7 too. In thirds
		// of decimals A3 would have 6.999….
		{"exact", "21: A1 > A2 > A3\n7: B", []string{"A1", "A2", "A3", "B"}, 3, 3, []string{"A3", "B"}, "previous rounds", "A3", ""},
		{"lot", "1: A > C\n1: B > C", []string{"A", "B", "C"}, 1, 2, []string{"A", "B"}, "lot", "", ""},
		{"elected first", "3: A\n3: B\n1: C", []string{"A", "B", "C"}, 2, 1, []string{"A", "B"}, "lot", "", "AB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := parsePref(c.issues, c.ballots).rank(t, func(o *Options) { o.AgendaK = c.seats }).Rules["stv"]
			round := r.Rounds[c.round-1]
			if !slices.Equal(round.Tied, c.tied) || (c.by != "" && round.TieBrokenBy != c.by) || round.TieBrokenBy == "" {
				t.Errorf("round %d: tied %v, broken by %q; %+v", c.round, round.Tied, round.TieBrokenBy, r.Rounds)
			}
			if c.out != "" && !slices.Equal(round.Eliminated, []string{c.out}) {
				t.Errorf("round %d: %v out, want %s", c.round, round.Eliminated, c.out)
			}
			if c.elected != "" && len(round.Elected) != 1 {
				t.Errorf("round %d: %v elected", c.round, round.Elected)
			}
		})
	}
}

// TestManySurpluses: the fractions of a count with very many surpluses are cut, and the
// count ends all the same.
func TestManySurpluses(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	p := profileText{ballots: planner.NewBallots(40)}
	for a := range 40 {
		p.issues = append(p.issues, planner.Issue{ID: string(rune('A' + a))})
	}
	for range 400 {
		marks := make([]planner.Mark, 40)
		for place, a := range rng.Perm(40) {
			marks[a] = planner.Mark(place + 1)
		}
		p.ballots.Add(planner.Ballot{Kind: planner.Ranking, Marks: marks})
	}
	r := p.rank(t, func(o *Options) { o.AgendaK = 30 }).Rules["stv"]
	if len(r.Elected) != 30 || (r.Proved != nil && *r.Proved) {
		t.Errorf("%d elected, proved %v, %v", len(r.Elected), r.Proved, r.Notes)
	}
}
