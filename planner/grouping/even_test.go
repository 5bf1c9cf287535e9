package grouping

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
)

// TestEvenAgainstEnumeration: of two groups, every seating is tried. A must has the
// closest means there are; a should the best sum of wishes and means, and says what it
// gave up; the bound on wishes stays one.
func TestEvenAgainstEnumeration(t *testing.T) {
	draw := rand.New(rand.NewPCG(5, 13))
	for n := range 60 {
		m, number := evenMeeting(draw)
		tier := []planner.Tier{planner.Must, planner.Should}[n%2]
		m.Targets[0].Tier = tier
		p, _, err := Build(m, []planner.GroupSpec{
			{ID: "A", Size: planner.Range{Min: 4, Max: 4}}, {ID: "B", Size: planner.Range{Min: 4, Max: 4}},
		}, DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		plan, err := Solve(context.Background(), p, DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		if err := Verify(p, plan); err != nil {
			t.Error(err)
		}
		sat := uint(0)
		for _, x := range plan.Groups[0].Members {
			var i int
			_, _ = fmt.Sscanf(x.ID, "P%d", &i)
			sat |= 1 << i
		}
		best, wishes := math.Inf(-1), math.Inf(-1)
		worth := func(set uint) (all, value float64) {
			for i, pos := range p.source {
				value += float64(p.wishPoints(pos, int(1-set>>i&1)))
			}
			return value - apart(set, number)*p.even[0].points, value
		}
		for set := range uint(1 << 8) {
			if bits.OnesCount(set) == 4 {
				all, value := worth(set)
				best, wishes = max(best, all), max(wishes, value)
			}
		}
		got, value := worth(sat)
		if got < best-1 || plan.Objective.Bound < int64(wishes) || plan.Objective.EvenCost != int64(wishes-value) {
			t.Errorf("%d %s: %v, %v is possible; wishes %v of %v, %+v", n, tier, got, best, value, wishes, plan.Objective)
		}
	}
}

// apart is by how much the sums of both groups are off together.
func apart(set uint, number []float64) (off float64) {
	mean := 0.0
	for _, x := range number {
		mean += x / float64(len(number))
	}
	for i, x := range number {
		if set>>i&1 == 1 {
			off += x - mean
		}
	}
	return 2 * math.Abs(off)
}

// evenMeeting has eight people with a wish and a number.
func evenMeeting(draw *rand.Rand) (*planner.Meeting, []float64) {
	m := &planner.Meeting{Targets: []planner.Target{{
		ID: "T1", Dimension: "experience", Kind: planner.Even, Group: "*",
	}}}
	var number []float64
	for i := range 8 {
		x := draw.IntN(20)
		number = append(number, float64(x))
		m.Roster = append(m.Roster, planner.Participant{
			ID: fmt.Sprint("P", i), Name: fmt.Sprint("N", i), Choices: []string{[]string{"A", "B"}[draw.IntN(2)]},
			Values: map[planner.Dimension][]string{"experience": {fmt.Sprint(x)}},
		})
	}
	return m, number
}
