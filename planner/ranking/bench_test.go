package ranking

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agenda"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/tally"
)

// generate makes complete rankings of five groups with partly different tastes
// (utility plus Gumbel noise, Plackett–Luce), as the speed figures of the
// reference are measured on.
func generate(n, m int) profileText {
	rng := rand.New(rand.NewPCG(42, uint64(m)))
	groups := []string{"Government", "Civil Society", "Technical Community", "Private Sector", "IGO"}
	upTo := []float64{.30, .55, .75, .90, 1}
	base, tilt := make([]float64, m), make([][]float64, 5)
	for a := range base {
		base[a] = rng.NormFloat64()
	}
	for g := range tilt {
		tilt[g] = make([]float64, m)
		for a := range base {
			tilt[g][a] = base[a] + .7*rng.NormFloat64()
		}
	}
	p := profileText{ballots: planner.NewBallots(m)}
	for a := range m {
		p.issues = append(p.issues, planner.Issue{ID: fmt.Sprintf("I%03d", a+1)})
	}
	u, marks := make([]float64, m), make([]planner.Mark, m)
	for i := range n {
		g, r := 0, rng.Float64()
		for r > upTo[g] {
			g++
		}
		for a := range u {
			u[a] = tilt[g][a] - math.Log(-math.Log(rng.Float64()))
		}
		for a := range u {
			place := planner.Mark(1)
			for b := range u {
				if u[b] > u[a] {
					place++
				}
			}
			marks[a] = place
		}
		p.ballots.Add(planner.Ballot{Voter: fmt.Sprintf("V%07d", i+1), Group: groups[g], Kind: planner.Ranking, Marks: marks, Count: 1})
	}
	return p
}

var sizes = []struct{ n, m int }{{1000, 20}, {1000, 50}, {100_000, 20}, {100_000, 50}, {1_000_000, 20}, {1_000_000, 50}}

// BenchmarkRank is everything: all rules, both policies, both weightings,
// intervals and explanations.
func BenchmarkRank(b *testing.B) {
	for _, s := range sizes {
		b.Run(fmt.Sprintf("%dx%d", s.n, s.m), func(b *testing.B) {
			p := generate(s.n, s.m)
			opts := DefaultOptions()
			b.ResetTimer()
			for b.Loop() {
				if _, err := Rank(context.Background(), p.issues, p.ballots, opts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTopFive ranks 200 issues by 120 ballots that list five of them: nearly all
// pairs tie, and following the ties is what takes time.
func BenchmarkTopFive(b *testing.B) {
	rng := rand.New(rand.NewPCG(200, 120))
	p := profileText{ballots: planner.NewBallots(200)}
	for a := range 200 {
		p.issues = append(p.issues, planner.Issue{ID: fmt.Sprintf("I%03d", a+1)})
	}
	for i := range 120 {
		marks := blanks(200)
		for place, a := range rng.Perm(200)[:5] {
			marks[a] = planner.Mark(place + 1)
		}
		p.ballots.Add(planner.Ballot{Group: []string{"Government", "Civil Society", "IGO"}[i%3], Marks: marks})
	}
	for b.Loop() {
		if _, err := Rank(context.Background(), p.issues, p.ballots, DefaultOptions()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCount is the counting alone: pairwise matrices and Borda sums.
func BenchmarkCount(b *testing.B) {
	for _, s := range sizes {
		b.Run(fmt.Sprintf("%dx%d", s.n, s.m), func(b *testing.B) {
			p := generate(s.n, s.m)
			r, err := newRun(b.Context(), p.issues, p.ballots, DefaultOptions())
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for b.Loop() {
				if _, err := tally.Count(b.Context(), r.chosen.Electorate, r.chosen.Approve); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAgenda chooses k of 100 issues from 10,000 approval ballots of ten
// approvals on average.
func BenchmarkAgenda(b *testing.B) {
	const n, m = 10_000, 100
	rng := rand.New(rand.NewPCG(42, 1))
	p := profileText{ballots: planner.NewBallots(m)}
	for a := range m {
		p.issues = append(p.issues, planner.Issue{ID: fmt.Sprintf("I%03d", a+1)})
	}
	groups := []string{"Government", "Civil Society", "Technical Community", "Private Sector", "IGO"}
	chance := make([][]float64, len(groups))
	base := make([]float64, m)
	for a := range base {
		base[a] = -2.6 + .8*rng.NormFloat64()
	}
	for g := range chance {
		for a := range m {
			chance[g] = append(chance[g], 1/(1+math.Exp(-base[a]-.9*rng.NormFloat64())))
		}
	}
	marks := make([]planner.Mark, m)
	for range n {
		g := rng.IntN(len(groups))
		for a := range marks {
			marks[a] = 0
			if rng.Float64() < chance[g][a] {
				marks[a] = 1
			}
		}
		p.ballots.Add(planner.Ballot{Group: groups[g], Kind: planner.Approval, Marks: marks, Count: 1})
	}
	for _, k := range []int{10, 20} {
		opts := DefaultOptions()
		opts.AgendaK = k
		r, err := newRun(b.Context(), p.issues, p.ballots, opts)
		if err != nil {
			b.Fatal(err)
		}
		profile := agenda.New(r.chosen, k, places.Bounds{})
		for _, rule := range AgendaRuleNames() {
			if rule == "pav" {
				continue // C(100, 10) sets are not tried
			}
			b.Run(fmt.Sprintf("%s/k=%d", rule, k), func(b *testing.B) {
				for b.Loop() {
					profile.Choose(rule, agenda.CompleteByPhragmen)
				}
			})
		}
	}
}
