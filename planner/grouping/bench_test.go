package grouping

import (
	"context"
	"fmt"
	"testing"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/search"
	"roundtable/planner/internal/anneal"
)

// BenchmarkSolve measures whole runs with the ladder and the explanations; the
// gap to the proved bound is reported in thousandths of a per cent.
func BenchmarkSolve(b *testing.B) {
	for _, size := range [][2]int{{30, 4}, {120, 8}, {300, 12}, {1000, 16}, {3000, 20}} {
		for _, kind := range []variant{baseVariant, tightVariant} {
			b.Run(fmt.Sprintf("%d/%s", size[0], kind), func(b *testing.B) {
				m, opts := generate(size[0], size[1], kind, 1)
				p := built(b, m, opts)
				b.ReportAllocs()
				for b.Loop() {
					plan, err := Solve(context.Background(), p, opts)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(1e5*float64(plan.Objective.Gap)/float64(plan.Objective.Value), "gap-m%")
				}
			})
		}
	}
}

// BenchmarkStrict solves 300 people whose targets all must be kept, which can be
// done but only just: no part of the work may call it impossible.
func BenchmarkStrict(b *testing.B) {
	m, opts := generate(300, 12, baseVariant, 3)
	mustAll(m)
	opts.Explain, opts.Ladder = false, false
	p := built(b, m, opts)
	for b.Loop() {
		plan, err := Solve(context.Background(), p, opts)
		if err != nil {
			b.Fatal(err)
		}
		if err := Verify(p, plan); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBound measures one evaluation of the bound.
func BenchmarkBound(b *testing.B) {
	for _, size := range [][2]int{{120, 8}, {3000, 20}} {
		b.Run(fmt.Sprint(size[0]), func(b *testing.B) {
			m, opts := generate(size[0], size[1], tightVariant, 1)
			p := built(b, m, opts)
			x := bound.New(p.m)
			for b.Loop() {
				x.Eval()
			}
		})
	}
}

// BenchmarkMoves measures search moves.
func BenchmarkMoves(b *testing.B) {
	m, opts := generate(1000, 16, tightVariant, 1)
	p := built(b, m, opts)
	s := search.New(p.m, search.Place(p.m, nil), search.Listed(p.m), nil, anneal.NewRandom(1, 1))
	t := anneal.NewThresholds()
	for b.Loop() {
		s.Anneal(64, 10, 10, t)
	}
}
