package schedule

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// BenchmarkPropose is the largest question solved exactly, 18 speakers who all differ, and
// long lists that are searched.
func BenchmarkPropose(b *testing.B) {
	for _, c := range []struct{ speakers, kinds int }{{18, 9}, {60, 5}, {300, 5}} {
		r := rand.New(rand.NewPCG(9, 16))
		m := &planner.Meeting{}
		for i := range c.speakers {
			m.Roster = append(m.Roster, speaker(fmt.Sprint("S", i),
				fmt.Sprint("g", r.IntN(c.kinds)), fmt.Sprint("r", r.IntN(c.kinds)), fmt.Sprint("m", r.IntN(2))))
		}
		b.Run(fmt.Sprint(c.speakers), func(b *testing.B) {
			for b.Loop() {
				e := propose(b, m, DefaultOptions()).Evenness
				b.ReportMetric(e.Discrepancy.Float()/e.Bound.Float(), "of-bound")
			}
		})
	}
}
