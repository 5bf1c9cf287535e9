package selection

import (
	"fmt"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
)

// Verify checks a result in a way that does not trust the search that found it: it
// counts every panel of the lottery by hand. All have the seats asked for, different
// people, everybody who has a seat already, and meet all targets but those set aside;
// the chances are those of the panels; the panel is the one of the number drawn. The
// error says what is wrong. The prices of the proof give the smallest chance, and no panel
// of the lottery is worth more than they say.
func Verify(candidates planner.Roster, targets []planner.Target, opts Options, r *Result) error {
	q := newQuestion(candidates, targets, opts)
	var asked []planner.Target
	for i := range targets {
		if t := &targets[i]; q.searched(t) && !slices.Contains(r.Aside, t.ID) {
			asked = append(asked, *t)
		}
	}
	q.pose(asked)
	if len(r.Lottery) != Panels || len(r.Chances) != len(q.people) || r.Draw < 1 || r.Draw > Panels {
		return fmt.Errorf("there are %d panels and %d chances", len(r.Lottery), len(r.Chances))
	}
	if err := r.Record().Verify(); err != nil {
		return err
	}
	for n, panel := range r.Lottery {
		if err := q.verifyPanel(&r.Proof, panel); err != nil {
			return fmt.Errorf("panel %d %w", n+1, err)
		}
	}
	if drawn := q.ids(r.Lottery[r.Draw-1]); !slices.Equal(drawn, r.Panel) {
		return fmt.Errorf("panel %d is not the one given", r.Draw)
	}
	return q.verifyChances(r)
}

func (q *question) verifyChances(r *Result) error {
	for k, c := range r.Chances {
		if c.ID != q.people[k].ID {
			return fmt.Errorf("chance %d is that of %s, and not of %s", k+1, c.ID, q.people[k].ID)
		}
	}
	if len(r.Proof.Prices) == 0 {
		return nil
	}
	bound := r.Proof.bound()
	if r.MinChance > shown(bound) || r.MinChanceExact != "" && r.MinChanceExact != bound.RatString() {
		return fmt.Errorf("the proof gives %s for the smallest chance", bound.RatString())
	}
	return nil
}

// bound is what the proof says of the smallest chance.
func (p *Proof) bound() *big.Rat {
	all := int64(0)
	for _, price := range p.Prices {
		all += price
	}
	return big.NewRat(p.Most, all)
}

func (q *question) verifyPanel(p *Proof, panel []int) error {
	s := q.seated(panel)
	if len(panel) != q.opts.Seats {
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
	worth := int64(0)
	for _, k := range panel {
		worth += p.Prices[q.people[k].ID]
	}
	if worth > p.Most {
		return fmt.Errorf("is worth more than the proof says")
	}
	return nil
}
