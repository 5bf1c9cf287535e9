package ranking

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// drawApprovals makes a small approval election with groups.
func drawApprovals(t *rapid.T, m int) profileText {
	p := listOf(m, nil)
	for range rapid.IntRange(1, 10).Draw(t, "ballots") {
		b := planner.Ballot{
			Kind: planner.Approval, Marks: make([]planner.Mark, m), Count: int64(rapid.IntRange(1, 3).Draw(t, "count")),
			Group: rapid.SampledFrom([]string{"Government", "Civil Society", "Private Sector"}).Draw(t, "group"),
		}
		for a := range m {
			b.Marks[a] = planner.Mark(rapid.IntRange(0, 1).Draw(t, "approves"))
		}
		p.ballots.Add(b)
	}
	return p
}

// voter is one ballot of the plain implementations below.
type voter struct {
	weight  *big.Rat
	set     []bool
	balance *big.Rat
}

func votersOf(x *election, p profileText) []voter {
	var out []voter
	for i := range p.ballots.Len() {
		b := p.ballots.At(i)
		v := voter{set: make([]bool, len(b.Marks)), balance: new(big.Rat)}
		for a, mk := range b.Marks {
			v.set[a] = mk == 1
		}
		v.weight = new(big.Rat).Set(x.weight(&x.classes[x.classOf[x.cellOf[i]]]))
		for range b.Count {
			out = append(out, voter{v.weight, v.set, new(big.Rat)})
		}
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

func drawAgenda(t *rapid.T) (*approvals, []voter, int) {
	m := rapid.IntRange(2, 6).Draw(t, "issues")
	k := rapid.IntRange(1, m).Draw(t, "places")
	weights := rapid.SampledFrom([]WeightMode{ByGroups, ByHeads}).Draw(t, "weights")
	p := drawApprovals(t, m)
	x := runT(t, p, func(o *Options) { o.AgendaK, o.Weights = k, weights }).chosen
	return newApprovals(x, k), votersOf(x, p), k
}

func TestPAVAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t)
		best, n := big.NewRat(-1, 1), 0
		subsets(p.x.m, k, func(set []int) {
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
		set, score, optimal, ok := p.exactPAV()
		if !ok || score.Cmp(best) != 0 || optimal != n || len(set) != k {
			t.Fatalf("%v scores %v, %d optimal; all sets: %v, %d", set, score, optimal, best, n)
		}
	})
}

func TestCertificateAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t)
		set := rapid.Permutation(seq(p.x.m)).Draw(t, "agenda")[:k]
		total := new(big.Rat)
		for _, v := range voters {
			total.Add(total, v.weight)
		}
		jr, ejr := true, true
		for a := range p.x.m {
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
		if c := p.certify(set); c.JR != jr || c.EJRPlus != ejr {
			t.Fatalf("JR %v, EJR+ %v; by definition %v, %v", c.JR, c.EJRPlus, jr, ejr)
		}
	})
}

// TestEqualSharesAgainstPlain repeats the method ballot by ballot with exact
// fractions, following the issues chosen, and checks that each was a cheapest
// one and that nothing affordable was left.
func TestEqualSharesAgainstPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, voters, k := drawAgenda(t)
		total := new(big.Rat)
		for _, v := range voters {
			total.Add(total, v.weight)
		}
		for i := range voters {
			voters[i].balance.Quo(big.NewRat(int64(k), 1), total)
		}
		_, steps, chosen, paid := p.equalShares(int64(k), k)
		bought := make([]bool, p.x.m)
		for i, s := range steps {
			a := slices.Index(p.x.ids, s.Issue)
			lowest := cheapest(voters, bought)
			if price := priceOf(voters, a); price == nil || price.Cmp(lowest) != 0 || price.RatString() != s.Value.String() {
				t.Fatalf("step %d bought %s at %s; plain price %v, cheapest %v", i, s.Issue, s.Value, price, lowest)
			}
			spent := 0.0
			for _, x := range paid[i] {
				spent += x
			}
			if spent < 1-1e-9 || spent > 1+1e-9 {
				t.Fatalf("step %d cost %v", i, spent)
			}
			charge(voters, a, s.Value.Rat())
			bought[a] = true
		}
		if len(steps) < k && cheapest(voters, bought) != nil {
			t.Fatalf("stopped after %d of %d although something is affordable", len(steps), k)
		}
		if !slices.Equal(bought, chosen) {
			t.Fatalf("chosen %v, bought %v", chosen, bought)
		}
		certificate := p.certify(setOf(chosen))
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
		p, voters, _ := drawAgenda(t)
		loads := make([]*big.Rat, len(voters))
		have := make([]int64, len(voters))
		for i := range loads {
			loads[i] = new(big.Rat)
		}
		for _, s := range p.sequentialPhragmen() {
			if s.Completion {
				break
			}
			a := slices.Index(p.x.ids, s.Issue)
			top, bottom := big.NewRat(1, 1), new(big.Rat)
			for i, v := range voters {
				if v.set[a] {
					bottom.Add(bottom, v.weight)
					top.Add(top, new(big.Rat).Mul(v.weight, loads[i]))
				}
			}
			if top.Quo(top, bottom).RatString() != s.Value.String() {
				t.Fatalf("Phragmén: load of %s is %s, want %s", s.Issue, s.Value, top.RatString())
			}
			for i, v := range voters {
				if v.set[a] {
					loads[i] = top
				}
			}
		}
		chosen := make([]bool, p.x.m)
		for _, s := range p.sequentialPAV() {
			if s.Completion {
				break
			}
			best := new(big.Rat)
			for a := range p.x.m {
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
			if best.RatString() != s.Value.String() {
				t.Fatalf("PAV: gain of %s is %s, the largest is %s", s.Issue, s.Value, best.RatString())
			}
			a := slices.Index(p.x.ids, s.Issue)
			chosen[a] = true
			for i, v := range voters {
				if v.set[a] {
					have[i]++
				}
			}
		}
	})
}

// TestMajorityAgainstRemoval takes lower medians away one by one.
func TestMajorityAgainstRemoval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 5).Draw(t, "issues"), rapid.IntRange(1, 9).Draw(t, "ballots")
		p := listOf(m, nil)
		p.ballots.Scale = planner.Scale{Min: 1, Max: 5}
		grades := make([][]int, m)
		for range n {
			b := planner.Ballot{Kind: planner.Score, Marks: make([]planner.Mark, m)}
			for a := range m {
				g := rapid.IntRange(1, 5).Draw(t, "grade")
				b.Marks[a] = planner.Mark(g)
				grades[a] = append(grades[a], g)
			}
			p.ballots.Add(b)
		}
		values := make([][]int, m) // the medians in order of removal
		for a, g := range grades {
			g = slices.Sorted(slices.Values(g))
			for len(g) > 0 {
				i := (len(g) - 1) / 2
				values[a] = append(values[a], g[i])
				g = slices.Delete(g, i, i+1)
			}
		}
		want := levelsOf(m, func(a, b int) int { return slices.Compare(values[b], values[a]) })
		got := rankT(t, p, nil).Rules["majority_judgement"].Levels
		if len(got) != len(want) {
			t.Fatalf("levels %v, want %v", got, want)
		}
		for i := range want {
			for j, a := range want[i] {
				if got[i][j] != letters[a] {
					t.Fatalf("levels %v, want %v", got, want)
				}
			}
		}
	})
}
