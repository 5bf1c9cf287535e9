package agenda

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/poll"
	"roundtable/planner/ranking/internal/tally"
)

// voter is the ballots of one row in the plain implementations below, with what they all
// weigh, and what each unit of that holds.
type voter struct {
	weight  *big.Rat
	set     []bool
	balance *big.Rat
}

func votersOf(x *tally.Election) []voter {
	var out []voter
	for i := range x.Ballots.Len() {
		b := x.Ballots.At(i)
		if x.Status[i] != electorate.Counted {
			continue
		}
		v := voter{set: make([]bool, len(b.Marks))}
		for a, mk := range b.Marks {
			v.set[a] = mk == 1
		}
		v.weight, v.balance = new(big.Rat).Mul(x.Weight[x.ClassOf(i)], exact.Int(b.Count)), new(big.Rat)
		out = append(out, v)
	}
	return out
}

// subsets calls f with every set of k of 0..m-1.
func subsets(m, k int, f func([]int)) {
	var rec func(at int, set []int)
	rec = func(at int, set []int) {
		if len(set) == k {
			f(set)
			return
		}
		for a := at; a < m; a++ {
			rec(a+1, append(set, a))
		}
	}
	rec(0, nil)
}

// drawAgenda makes a small approval election, a number of places, and what may be taken.
func drawAgenda(t *rapid.T, bounded bool) (*Profile, []voter, int) {
	below := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
	m := rapid.IntRange(2, 6).Draw(t, "issues")
	k := rapid.IntRange(1, m).Draw(t, "places")
	var bounds places.Bounds
	if bounded {
		bounds.Most = rapid.IntRange(1, 2).Draw(t, "most")
		for range m {
			bounds.Value = append(bounds.Value, rapid.IntRange(-1, 1).Draw(t, "value"))
			bounds.Barred = append(bounds.Barred, rapid.IntRange(0, 4).Draw(t, "barred") == 0)
		}
	}
	b := poll.Draw(below, m, planner.Approval)
	somebody := planner.Ballot{Kind: planner.Approval, Group: b.At(0).Group, Marks: make([]planner.Mark, m)}
	for a := range somebody.Marks {
		somebody.Marks[a] = planner.Mark(below(2))
	}
	b.Add(somebody)
	if below(3) == 0 { // so many that rounding in floating point tells
		b = times(b, 999_999_937)
	}
	x := poll.Count(t, b, poll.Way{ByGroups: rapid.Bool().Draw(t, "by groups")})
	return New(x, k, bounds), votersOf(x), k
}

// times is every ballot so many times.
func times(b *planner.Ballots, n int64) *planner.Ballots {
	out := planner.NewBallots(b.Issues())
	for i := range b.Len() {
		x := b.At(i)
		x.Count *= n
		out.Add(x)
	}
	return out
}

func TestPAVAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t, true)
		best, n := big.NewRat(-1, 1), 0
		k = min(k, p.bounds.Room(p.x.M))
		subsets(p.x.M, k, func(set []int) {
			if !fits(p.bounds, set) {
				return
			}
			score := new(big.Rat)
			for _, v := range voters {
				have := int64(0)
				for _, a := range set {
					if v.set[a] {
						have++
						score.Add(score, new(big.Rat).Mul(v.weight, big.NewRat(1, have)))
					}
				}
			}
			switch score.Cmp(best) {
			case 1:
				best, n = score, 1
			case 0:
				n++
			}
		})
		set, score, optimal := p.exactPAV()
		if score == nil || score.Cmp(best) != 0 || optimal != n || len(set) != k {
			t.Fatalf("%v scores %v, %d optimal; all sets: %v, %d", set, score, optimal, best, n)
		}
	})
}

// fits reports whether bounds allow a set.
func fits(b places.Bounds, set []int) bool {
	of := make(map[int]int)
	for _, a := range set {
		if b.Barred != nil && b.Barred[a] {
			return false
		}
		if b.Value != nil && b.Value[a] >= 0 {
			if of[b.Value[a]]++; of[b.Value[a]] > b.Most {
				return false
			}
		}
	}
	return true
}

func TestCertificateAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t, false)
		set := rapid.Permutation(order.All(p.x.M)).Draw(t, "agenda")[:k]
		total := new(big.Rat)
		for _, v := range voters {
			total.Add(total, v.weight)
		}
		jr, ejr := true, true
		for a := range p.x.M {
			if slices.Contains(set, a) {
				continue
			}
			for level := 1; level <= k; level++ {
				weight := new(big.Rat)
				for _, v := range voters {
					have := 0
					for _, b := range set {
						if v.set[b] {
							have++
						}
					}
					if v.set[a] && have < level {
						weight.Add(weight, v.weight)
					}
				}
				if weight.Cmp(new(big.Rat).Mul(total, big.NewRat(int64(level), int64(k)))) >= 0 {
					ejr = false
					jr = jr && level > 1
				}
			}
		}
		if c := p.Certify(set); c.JR != jr || c.EJRPlus != ejr {
			t.Fatalf("JR %v, EJR+ %v; by definition %v, %v", c.JR, c.EJRPlus, jr, ejr)
		}
	})
}

// TestEqualSharesAgainstPlain repeats the method ballot by ballot with exact
// fractions, following the issues chosen, and checks that each was a cheapest
// one and that nothing affordable was left.
func TestEqualSharesAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t, false)
		total := new(big.Rat)
		for _, v := range voters {
			total.Add(total, v.weight)
		}
		for i := range voters {
			voters[i].balance.Quo(big.NewRat(int64(k), 1), total)
		}
		_, steps, chosen := p.equalShares(int64(k), k)
		bought := make([]bool, p.x.M)
		for i, s := range steps {
			a := s.Issue
			lowest := cheapest(voters, bought)
			if price := priceOf(voters, a); price == nil || price.Cmp(lowest) != 0 || price.Cmp(s.Value) != 0 {
				t.Fatalf("step %d bought %d at %s; plain price %v, cheapest %v", i, s.Issue, s.Value, price, lowest)
			}
			spent := 0.0
			for _, x := range s.Paid {
				spent += x
			}
			if spent < 1-1e-9 || spent > 1+1e-9 {
				t.Fatalf("step %d cost %v", i, spent)
			}
			charge(voters, a, s.Value)
			bought[a] = true
		}
		if len(steps) < k && cheapest(voters, bought) != nil {
			t.Fatalf("stopped after %d of %d although something is affordable", len(steps), k)
		}
		if !slices.Equal(bought, chosen.Out) {
			t.Fatalf("chosen %v, bought %v", chosen.Out, bought)
		}
		certificate := p.Certify(setOf(chosen.Out))
		if len(steps) == k && !certificate.EJRPlus {
			t.Fatalf("equal shares without completion must satisfy EJR+: %v", certificate.Violations)
		}
	})
}

func setOf(chosen []bool) []int {
	var out []int
	for a, in := range chosen {
		if in {
			out = append(out, a)
		}
	}
	return out
}

func cheapest(voters []voter, bought []bool) *big.Rat {
	var best *big.Rat
	for a := range bought {
		if bought[a] {
			continue
		}
		if p := priceOf(voters, a); p != nil && (best == nil || p.Cmp(best) < 0) {
			best = p
		}
	}
	return best
}

// priceOf solves Σ w·min(b, ρ) = 1 by trying every budget as the last one paid
// in full.
func priceOf(voters []voter, a int) *big.Rat {
	var fans []voter
	for _, v := range voters {
		if v.set[a] {
			fans = append(fans, v)
		}
	}
	slices.SortFunc(fans, func(p, q voter) int { return p.balance.Cmp(q.balance) })
	for i := range fans {
		left, weight := big.NewRat(1, 1), new(big.Rat)
		for j, v := range fans {
			if j < i {
				left.Sub(left, new(big.Rat).Mul(v.weight, v.balance))
			} else {
				weight.Add(weight, v.weight)
			}
		}
		if rho := left.Quo(left, weight); rho.Cmp(fans[i].balance) <= 0 {
			return rho
		}
	}
	return nil
}

func charge(voters []voter, a int, rho *big.Rat) {
	for _, v := range voters {
		if !v.set[a] {
			continue
		}
		if v.balance.Cmp(rho) <= 0 {
			v.balance.SetInt64(0)
		} else {
			v.balance.Sub(v.balance, rho)
		}
	}
}

// TestSequentialAgainstPlain repeats sequential PAV and Phragmén ballot by ballot.
func TestSequentialAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, _ := drawAgenda(t, false)
		loads := make([]*big.Rat, len(voters))
		have := make([]int64, len(voters))
		for i := range loads {
			loads[i] = new(big.Rat)
		}
		for _, s := range p.sequentialPhragmen() {
			if s.Completion {
				break
			}
			a := s.Issue
			top, bottom := big.NewRat(1, 1), new(big.Rat)
			for i, v := range voters {
				if v.set[a] {
					bottom.Add(bottom, v.weight)
					top.Add(top, new(big.Rat).Mul(v.weight, loads[i]))
				}
			}
			if top.Quo(top, bottom).Cmp(s.Value) != 0 {
				t.Fatalf("Phragmén: load of %d is %s, want %s", s.Issue, s.Value, top.RatString())
			}
			for i, v := range voters {
				if v.set[a] {
					loads[i] = top
				}
			}
		}
		chosen := make([]bool, p.x.M)
		for _, s := range p.sequentialPAV() {
			if s.Completion {
				break
			}
			best := new(big.Rat)
			for a := range p.x.M {
				gain := new(big.Rat)
				for i, v := range voters {
					if v.set[a] && !chosen[a] {
						gain.Add(gain, new(big.Rat).Mul(v.weight, big.NewRat(1, have[i]+1)))
					}
				}
				if gain.Cmp(best) > 0 {
					best = gain
				}
			}
			if best.Cmp(s.Value) != 0 {
				t.Fatalf("PAV: gain of %d is %s, the largest is %s", s.Issue, s.Value, best.RatString())
			}
			a := s.Issue
			chosen[a] = true
			for i, v := range voters {
				if v.set[a] {
					have[i]++
				}
			}
		}
	})
}

// TestPointsEqualShares repeats the method of equal shares with points ballot by
// ballot: the price per worth ρ solves Σ min(b, ρ·u) = 1.
func TestPointsEqualShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		n := rapid.IntRange(1, 8).Draw(t, "ballots")
		k := rapid.IntRange(1, m).Draw(t, "places")
		ballots := planner.NewBallots(m)
		worths := make([][]*big.Rat, n)
		for i := range n {
			b := planner.Ballot{Kind: planner.Points, Marks: make([]planner.Mark, m)}
			total := int64(0)
			for a := range m {
				b.Marks[a] = planner.Mark(rapid.IntRange(0, 3).Draw(t, "points"))
				total += int64(b.Marks[a])
			}
			worths[i] = exact.Zeros(m)
			for a, mk := range b.Marks {
				if total > 0 {
					worths[i][a].SetFrac64(int64(mk), total)
				}
			}
			ballots.Add(b)
		}
		_, steps, _ := New(poll.Count(t, ballots, poll.Way{}), k, places.Bounds{}).equalShares(int64(k), k)
		budget := make([]*big.Rat, n)
		for i := range budget {
			budget[i] = big.NewRat(int64(k), int64(n))
		}
		bought := make([]bool, m)
		for _, s := range steps {
			a := s.Issue
			best := (*big.Rat)(nil)
			for b := range m {
				if rho := pointsPrice(worths, budget, b); !bought[b] && rho != nil && (best == nil || rho.Cmp(best) < 0) {
					best = rho
				}
			}
			if best == nil || best.Cmp(s.Value) != 0 || pointsPrice(worths, budget, a).Cmp(best) != 0 {
				t.Fatalf("bought %d at %s; cheapest is %v", s.Issue, s.Value, best)
			}
			for i := range budget {
				due := new(big.Rat).Mul(best, worths[i][a])
				if due.Cmp(budget[i]) > 0 {
					due.Set(budget[i])
				}
				budget[i] = new(big.Rat).Sub(budget[i], due)
			}
			bought[a] = true
		}
		for a := range m {
			if len(steps) < k && !bought[a] && pointsPrice(worths, budget, a) != nil {
				t.Fatalf("stopped although %d is affordable", a)
			}
		}
	})
}

// pointsPrice tries every ballot as the last to pay all it has.
func pointsPrice(worth [][]*big.Rat, budget []*big.Rat, a int) *big.Rat {
	var fans []int
	for i := range worth {
		if worth[i][a].Sign() > 0 {
			fans = append(fans, i)
		}
	}
	last := func(i int) *big.Rat { return new(big.Rat).Quo(budget[i], worth[i][a]) }
	slices.SortFunc(fans, func(i, j int) int { return last(i).Cmp(last(j)) })
	for at := range fans {
		left, sum := big.NewRat(1, 1), new(big.Rat)
		for j, i := range fans {
			if j < at {
				left.Sub(left, budget[i])
			} else {
				sum.Add(sum, worth[i][a])
			}
		}
		if rho := left.Quo(left, sum); rho.Cmp(last(fans[at])) <= 0 {
			return rho
		}
	}
	return nil
}
