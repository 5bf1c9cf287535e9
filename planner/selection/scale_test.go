package selection

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/selection/internal/fair"
)

var scaleDims = []struct {
	d planner.Dimension
	k int
}{{"gender", 3}, {"age", 5}, {"region", 8}, {"education", 4}, {"opinion", 3}, {"income", 4}}

func makePool(people, seats, dims int, skew, slack float64, seed uint64) (planner.Roster, []planner.Target) {
	rng := rand.New(rand.NewPCG(seed, 7))
	var pool planner.Roster
	for i := range people {
		p := planner.Participant{ID: fmt.Sprintf("p%04d", i), Values: map[planner.Dimension][]string{}}
		for _, d := range scaleDims[:dims] {
			v := d.k
			for v >= d.k {
				v = int(rng.ExpFloat64() * float64(d.k) / (1 + skew))
			}
			p.Values[d.d] = []string{fmt.Sprint(v)}
		}
		pool = append(pool, p)
	}
	var targets []planner.Target
	for _, d := range scaleDims[:dims] {
		for v := range d.k {
			even := float64(seats) / float64(d.k)
			targets = append(targets, planner.Target{
				ID: fmt.Sprintf("%s=%d", d.d, v), Dimension: d.d, Value: fmt.Sprint(v),
				Min: planner.LimitOf(int(even * (1 - slack))), Max: planner.LimitOf(int(even*(1+slack) + 0.999)),
			})
		}
	}
	return pool, targets
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		people, seats, dims int
		skew, slack         float64
	}{
		{2000, 200, 1, 0.5, 0.1}, {312, 35, 5, 0.5, 0.15}, {312, 35, 6, 1, 0.3}, {825, 75, 6, 0.5, 0.1}, {825, 75, 5, 1, 0.1},
	} {
		roster, targets := makePool(c.people, c.seats, c.dims, c.skew, c.slack, 1)
		t0 := cpu()
		q := newQuestion(roster, targets, Options{Seats: c.seats, Nodes: 20000, Work: 6e9, JoinAs: planner.RoleSpeaker})
		fmt.Println(c, "groups", len(q.model.Groups), cpu()-t0)
		var cols []int
		for _, g := range q.open {
			cols = append(cols, q.model.Groups[g].Col)
		}
		fair.Try(t.Context(), &q.model.Program, cols, q.limits(), c.seats)
	}
}
