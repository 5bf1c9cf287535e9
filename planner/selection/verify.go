package selection

import (
	"fmt"
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
)

// Verify checks a result in a way that does not trust the search that found it: it
// counts every panel of the lottery by hand. All have the seats asked for, different
// people, everybody who has a seat already, and meet all targets but those set aside;
// the chances are those of the panels; the panel is the one of the number drawn. The
// error says what is wrong.
func Verify(candidates planner.Roster, targets []planner.Target, opts Options, r *Result) error {
	q := newQuestion(candidates, targets, opts)
	var asked []planner.Target
	for i := range targets {
		if t := &targets[i]; q.searched(t) && !slices.Contains(r.Aside, t.ID) {
			asked = append(asked, *t)
		}
	}
	q.pose(asked)
	if len(r.Lottery) != Panels || len(r.Chances) != len(q.people) {
		return fmt.Errorf("there are %d panels and %d chances", len(r.Lottery), len(r.Chances))
	}
	times := make([]int, len(q.people))
	for n, panel := range r.Lottery {
		if err := q.verifyPanel(panel); err != nil {
			return fmt.Errorf("panel %d %w", n+1, err)
		}
		for _, k := range panel {
			times[k]++
		}
	}
	for k, c := range r.Chances {
		if c.ID != q.people[k].ID || c.Chance != float64(times[k])/Panels {
			return fmt.Errorf("%s is on %d of %d panels, and not on %v of all", c.ID, times[k], Panels, c.Chance)
		}
		if math.Abs(c.Chance-c.Ideal) > r.Off+1e-9 {
			return fmt.Errorf("the chance of %s is off by more than %v", c.ID, r.Off)
		}
	}
	if drawn := q.ids(r.Lottery[r.Draw-1]); !slices.Equal(drawn, r.Panel) {
		return fmt.Errorf("panel %d is not the one given", r.Draw)
	}
	return nil
}

func (q *question) verifyPanel(panel []int) error {
	s := q.seated(panel)
	if len(panel) != q.opts.Seats || len(slices.Compact(slices.Sorted(slices.Values(panel)))) != q.opts.Seats {
		return fmt.Errorf("has %d people", len(panel))
	}
	for k := range q.people {
		if q.people[k].Class == panels.Locked && !s.on[k] {
			return fmt.Errorf("does not have %s, who has a seat already", q.people[k].ID)
		}
	}
	if t := s.broken(); t != nil {
		return fmt.Errorf("is not sure to meet %s", t.ID)
	}
	return nil
}
