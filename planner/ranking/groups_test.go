package ranking

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
)

// plainGroups is what the groups of some ballots are found to think, ballot by
// ballot: their mean Borda scores (unranked issues last) and the ranks by these.
type plainGroups struct {
	names []string
	mean  [][]*big.Rat
	ranks [][]int
}

func plainGroupsOf(ballots []planner.Ballot, m int) plainGroups {
	var g plainGroups
	n := make(map[string]int64)
	for _, b := range ballots {
		if !b.IsBlank() {
			n[b.Group] += b.Count
		}
	}
	for _, name := range []string{"Civil Society", "Government", "Private Sector"} { // in order of the alphabet
		if n[name] == 0 {
			continue
		}
		mean := exact.Zeros(m)
		for _, b := range ballots {
			if b.Group == name && !b.IsBlank() {
				for a, s := range bordaByHand(b.Marks) {
					mean[a].Add(mean[a], s.Mul(s, big.NewRat(b.Count, n[name])))
				}
			}
		}
		g.names, g.mean, g.ranks = append(g.names, name), append(g.mean, mean), append(g.ranks, order.Ranks(mean))
	}
	return g
}

// TestGroupsAgainstDefinition: what is said of and across the groups follows from
// each group's own mean Borda scores, whatever the sizes of the groups.
func TestGroupsAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 7).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		for i := range ballots {
			ballots[i].Group = rapid.SampledFrom([]string{"Civil Society", "Government", "Private Sector"}).Draw(t, "group of")
		}
		g := plainGroupsOf(ballots, m)
		res := rankT(t, listOf(m, ballots), nil)
		support := exact.Zeros(m) // mean over the groups
		for i := range g.names {
			for a := range m {
				support[a].Add(support[a], new(big.Rat).Mul(g.mean[i][a], big.NewRat(1, int64(len(g.names)))))
			}
		}
		ranks := order.Ranks(support)
		for _, row := range res.Issues {
			a := slices.Index(letters, row.ID)
			onScale(t, row.ID, row.SupportExact, support[a], m)
			if row.Rank != ranks[a] {
				t.Fatalf("%s: rank %d, want %d", row.ID, row.Rank, ranks[a])
			}
			low, mean, squares := g.mean[0][a], 0.0, 0.0
			for i, name := range g.names {
				if slices.Contains(row.UnansweredBy, name) {
					if _, ok := row.GroupExact[name]; ok || row.GroupRank[name] != 0 {
						t.Fatalf("%s, which says nothing of %s, supports it: %+v", name, row.ID, row)
					}
					continue
				}
				onScale(t, row.ID+" in "+name, row.GroupExact[name], g.mean[i][a], m)
				if row.GroupRank[name] != g.ranks[i][a] {
					t.Fatalf("%s in %s: rank %d, want %d", row.ID, name, row.GroupRank[name], g.ranks[i][a])
				}
				if g.mean[i][a].Cmp(low) < 0 {
					low = g.mean[i][a]
				}
				f := exact.Float(g.mean[i][a]) / float64(m-1)
				mean += f / float64(len(g.names))
				squares += f * f / float64(len(g.names))
			}
			asked := len(row.UnansweredBy) == 0
			if asked {
				onScale(t, "lowest of "+row.ID, row.GroupExact[row.LowestGroup], low, m)
				near(t, "common ground", *row.CommonGround, exact.Float(low)/float64(m-1))
			} else if row.CommonGround != nil || row.Consensus != nil || row.Disagreement != nil {
				t.Fatalf("%s has common ground with groups that say nothing of it: %+v", row.ID, row)
			}
			if asked && len(g.names) > 1 {
				near(t, "disagreement", *row.Disagreement, math.Sqrt(max(squares-mean*mean, 0)))
			}
			if got, want := row.DivisivenessBorda.Rat(), plainDivisiveness(ballots, a); got.Cmp(want) != 0 {
				t.Fatalf("divisiveness of %s: %s, want %s", row.ID, got.RatString(), want.RatString())
			}
		}
		if len(g.names) > 1 {
			checkAgreement(t, res.Agreement, g, m)
		}
	})
}

// onScale compares a support from 0 to 100 with a mean Borda score.
func onScale(t *rapid.T, what string, got planner.Exact, borda *big.Rat, m int) {
	if want := new(big.Rat).Mul(borda, big.NewRat(100, int64(m-1))); got.Rat().Cmp(want) != 0 {
		t.Fatalf("support of %s: %s, want %s", what, got, want.RatString())
	}
}

func near(t *rapid.T, what string, got, want float64) {
	if math.Abs(got-want) > 1e-7 {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// plainDivisiveness compares, for every other issue, the mean Borda score of a on
// the ballots that place it above with that on the ballots that place it below.
func plainDivisiveness(ballots []planner.Ballot, a int) *big.Rat {
	sum := new(big.Rat)
	m := len(ballots[0].Marks)
	place := func(mk planner.Mark) planner.Mark {
		if mk == planner.Blank {
			return planner.Mark(m + 1)
		}
		return mk
	}
	for b := range m {
		var mean [2]*big.Rat
		var n [2]int64
		for side := range mean {
			mean[side] = new(big.Rat)
			for _, x := range ballots {
				above := int(place(x.Marks[b])) - int(place(x.Marks[a]))
				if side == 1 {
					above = -above
				}
				if above > 0 {
					n[side] += x.Count
					s := bordaByHand(x.Marks)[a]
					mean[side].Add(mean[side], s.Mul(s, exact.Int(x.Count)))
				}
			}
		}
		if n[0] > 0 && n[1] > 0 {
			d := mean[0].Quo(mean[0], exact.Int(n[0]))
			d.Sub(d, mean[1].Quo(mean[1], exact.Int(n[1])))
			sum.Add(sum, d.Abs(d))
		}
	}
	return sum.Quo(sum, exact.Int(int64(m-1)))
}

// checkAgreement works out Kendall's tau-b pair by pair, and W from the deviations
// of the rank sums.
func checkAgreement(t *rapid.T, got *Agreement, g plainGroups, m int) {
	at := 0
	for i := range g.names {
		for j := i + 1; j < len(g.names); j++ {
			agree, p, q := 0.0, 0.0, 0.0
			for a := range m {
				for b := range a {
					x, y := order.ByValue(g.mean[i][a], g.mean[i][b]), order.ByValue(g.mean[j][a], g.mean[j][b])
					agree += float64(x * y)
					p += float64(x * x)
					q += float64(y * y)
				}
			}
			tau := got.TauB[at].Tau
			at++
			if (tau == nil) != (p*q == 0) {
				t.Fatalf("tau-b of %s and %s: %v", g.names[i], g.names[j], tau)
			}
			if tau != nil {
				near(t, "tau-b", *tau, agree/math.Sqrt(p*q))
			}
		}
	}
	k, mm := float64(len(g.names)), float64(m)
	ties := 0.0
	sums := make([]float64, m)
	for i := range g.names {
		for _, level := range order.Values(g.mean[i]) {
			n := float64(len(level))
			ties += n*n*n - n
			for _, a := range level {
				sums[a] += float64(g.ranks[i][a]) + (n-1)/2
			}
		}
	}
	s := 0.0
	for _, sum := range sums {
		s += (sum - k*(mm+1)/2) * (sum - k*(mm+1)/2)
	}
	bottom := k*k*(mm*mm*mm-mm) - k*ties
	if (got.W == nil) != (bottom == 0) {
		t.Fatalf("W %v, divided by %v", got.W, bottom)
	}
	if got.W != nil {
		near(t, "W", *got.W, 12*s/bottom)
	}
}

// TestWeightedElection is one election worked out on paper. Government has four
// ballots, Civil Society two, one of them of weight 3/2. The groups count the same,
// so each holds half of the weight of 6½: a ballot of Government weighs 13/4/4 =
// 13/16, one of Civil Society 13/4/(5/2) = 13/10 times its own weight.
func TestWeightedElection(t *testing.T) {
	p := parsePref([]string{"A", "B", "C"}, "4: [Government] A > B > C\n[Civil Society] C > B > A")
	p.ballots.Add(planner.Ballot{
		Group: "Civil Society", Kind: planner.Ranking, Marks: []planner.Mark{2, 1, planner.Blank}, Count: 1,
		Weight: planner.Ratio{Num: 3, Den: 2},
	})
	res := p.rank(t, nil)
	// The two ballots of Civil Society weigh 13/10 and 39/20.
	for pair, want := range map[[2]int]string{
		{0, 1}: "13/4", {1, 0}: "13/4", {0, 2}: "26/5", {2, 0}: "13/10", {1, 2}: "26/5", {2, 1}: "13/10",
	} {
		if got := res.Pairwise.Weights[pair[0]][pair[1]]; got.String() != want {
			t.Errorf("%s over %s: %s, want %s", letters[pair[0]], letters[pair[1]], got, want)
		}
	}
	// A: Government 100, Civil Society (0·2 + 50·3)/5 = 30; B: 50 and
	// (50·2 + 100·3)/5 = 80; C: 0 and (100·2)/5 = 40.
	for id, want := range map[string]string{"A": "65", "B": "65", "C": "20"} {
		if got := exactOf(t, res, id); got != want {
			t.Errorf("support of %s: %s, want %s", id, got, want)
		}
	}
	// A and B tie in support, head to head, and in groups that put them first; the
	// lowest group of A is 30, of B 50.
	if len(res.TieBreaks) != 1 {
		t.Fatalf("%d tie-breaks", len(res.TieBreaks))
	}
	step := res.TieBreaks[0].Steps[0]
	if step.Rule != "lowest group support" || step.Above != "B" || step.AboveValue != "50.00" || step.BelowValue != "30.00" {
		t.Errorf("%+v", step)
	}
	if res.Firmness.Verdict != Tied || res.EffectiveBallots <= 5 || res.EffectiveBallots >= 6 {
		t.Errorf("verdict %q, %v effective ballots", res.Firmness.Verdict, res.EffectiveBallots)
	}
}

// TestBootstrapAgainstBinomial: between two issues, how often the first one wins in
// a sample of the ballots is a binomial sum.
func TestBootstrapAgainstBinomial(t *testing.T) {
	type side struct{ n, forA int }
	for _, c := range []struct {
		text   string
		groups []side
		mode   WeightMode
	}{
		{"7: A > B\n6: B > A", []side{{13, 7}}, ByHeads},
		{"9: [Government] A > B\n6: [Government] B > A\n5: [Civil Society] A > B\n7: [Civil Society] B > A", []side{{15, 9}, {12, 5}}, ByGroups},
		{"9: [Government] A > B\n6: [Government] B > A\n5: [Civil Society] A > B\n7: [Civil Society] B > A", []side{{15, 9}, {12, 5}}, ByHeads},
	} {
		// Each sample of the groups: the weight for A less that for B, and its chance.
		lead, chance := []float64{0}, []float64{1}
		for _, g := range c.groups {
			weight := 1.0
			if c.mode == ByGroups {
				weight = 1 / float64(g.n)
			}
			var nextLead, nextChance []float64
			for i := range lead {
				for k := range g.n + 1 {
					p := float64(g.forA) / float64(g.n)
					ways, _ := new(big.Float).SetInt(new(big.Int).Binomial(int64(g.n), int64(k))).Float64()
					nextLead = append(nextLead, lead[i]+weight*float64(2*k-g.n))
					nextChance = append(nextChance, chance[i]*ways*math.Pow(p, float64(k))*math.Pow(1-p, float64(g.n-k)))
				}
			}
			lead, chance = nextLead, nextChance
		}
		want := 0.0
		for i, l := range lead {
			switch {
			case math.Abs(l) < 1e-9:
				want += chance[i] / 2 // they share the first place
			case l > 0:
				want += chance[i]
			}
		}
		res := parsePref([]string{"A", "B"}, c.text).rank(t, func(o *Options) { o.Weights, o.Bootstrap = c.mode, EnoughReplicates })
		sum := 0.0
		for _, row := range res.Issues {
			sum += *row.PFirst
			if row.ID == "A" && math.Abs(*row.PFirst-want) > 0.01 {
				t.Errorf("%s: P(A first) %.4f, want %.4f", c.mode, *row.PFirst, want)
			}
		}
		if res.Firmness.Bootstrap.Method != "bootstrap" || math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: %+v, first places sum to %v", c.mode, res.Firmness.Bootstrap, sum)
		}
	}
}
