package balance

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// drawNamed draws a problem of people with names and statuses.
func drawNamed(t *rapid.T) problem {
	p := drawProblem(t)
	p.opts.AdditionsOnly, p.opts.Options.Session = false, nil
	p.opts.Seed = rapid.Uint64Range(0, 50).Draw(t, "seed")
	for i := range p.pool {
		x := &p.pool[i]
		x.Name = fmt.Sprintf("N%d", i)
		x.Status = rapid.SampledFrom([]planner.Status{"", "", planner.StatusConfirmed, planner.StatusInvited}).Draw(t, "status")
		if k := p.panel.ByID(x.ID); k >= 0 {
			p.panel[k] = *x
		}
	}
	return p
}

// The recommendation is the least in the order of the criteria of all panels that
// meet the targets, found by trying every panel; as many wishes are met as can be.
func TestRecommendationEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawNamed(t)
		tiers := []planner.Tier{planner.Must, planner.Must, planner.Should, planner.Nice}
		for i := range p.targets {
			p.targets[i].Tier = rapid.SampledFrom(tiers).Draw(t, "tier")
		}
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		if !a.Feasible {
			t.Skip("no panel")
		}
		best, ways, equal := p.leastWay(decidedOf(&p, a))
		r := a.Recommended
		if a.Changes.Min == 0 {
			if r != nil && a.Wishes == nil {
				t.Fatalf("recommended %+v where nothing needs to change", r)
			}
			return
		}
		if r == nil || !r.Proved || a.Changes.Alternatives != ways {
			t.Fatalf("recommended %+v, %d of %d ways", r, a.Changes.Alternatives, ways)
		}
		var drop, add []string
		for i, x := range p.pool {
			in, was := best>>i&1 == 1, p.panel.ByID(x.ID) >= 0
			if was && !in {
				drop = append(drop, x.ID)
			}
			if in && !was {
				add = append(add, x.ID)
			}
		}
		if !slices.Equal(r.Drop, drop) || !slices.Equal(r.Add, add) || r.Lot != (equal > 1) {
			t.Fatalf("recommended %+v, want %v for %v of %d equal", r, add, drop, equal)
		}
		if alike := p.alike(drop, add); r.Alike != alike {
			t.Fatalf("%d alike in %+v, want %d", r.Alike, r.Places, alike)
		}
		after := Check(p.seated(best), p.targets, p.opts.Options)
		var missed, open []string
		for _, x := range after.Targets {
			switch {
			case x.Informs:
			case x.Status == Missed:
				missed = append(missed, x.ID)
			case x.Status == CannotTell:
				open = append(open, x.ID)
			}
		}
		if !slices.Equal(r.ThenMissed, missed) || !slices.Equal(r.ThenOpen, open) {
			t.Fatalf("then %v missed and %v open, want %v and %v", r.ThenMissed, r.ThenOpen, missed, open)
		}
		p.checkInvitations(t, a)
	})
}

// leastWay is the best panel that meets the targets, the number of panels with as few
// changes, and of those as good but for the lot.
func (p *problem) leastWay(targets []planner.Target) (best uint, ways, equal int) {
	var least []int64
	asked := peopleOf(Check(p.panel, p.targets, p.opts.Options).Ask)
	for set := range uint(1) << len(p.pool) {
		if bits.OnesCount(set) != p.opts.Seats || !p.keepsLocked(set) {
			continue
		}
		key := make([]int64, 8)
		missed := make(map[planner.Tier]int64)
		for i := range targets {
			missed[targets[i].Tier] += tally.One(!p.meets(set, targets[i:i+1]))
		}
		if missed[planner.Must] > 0 {
			continue
		}
		key[2], key[3] = missed[planner.Should], missed[planner.Nice]
		var drop, add []string
		for i := range p.pool {
			x := panels.Person{Participant: &p.pool[i]}
			in, was := set>>i&1 == 1, p.panel.ByID(x.ID) >= 0
			if in {
				key[6] += int64(standingOf(&x))
			}
			if in && !was {
				key[4] += int64(unknownIn(tally.Dimensions(p.targets...), &x))
			}
			if was && !in {
				key[1] += tally.One(asked[x.ID])
			}
			if in != was {
				key[7] += lotCost(&x, p.opts.Seed)
			}
			if was && !in {
				drop = append(drop, x.ID)
			}
			if in && !was {
				add = append(add, x.ID)
			}
		}
		key[0], key[5] = int64(len(drop)), -int64(p.alike(drop, add))
		switch {
		case least == nil || key[0] < least[0]:
			ways = 1
		case key[0] == least[0]:
			ways++
		}
		switch {
		case least == nil || slices.Compare(key[:7], least[:7]) < 0:
			equal = 1
		case slices.Equal(key[:7], least[:7]):
			equal++
		}
		if least == nil || slices.Compare(key, least) < 0 {
			best, least = set, key
		}
	}
	return best, ways, equal
}

// alike counts the values of stakeholder group and region that leave and come back.
func (p *problem) alike(drop, add []string) (sum int) {
	leaving := make(map[string]int)
	values := func(id string) []string { return seatOf(&panels.Person{Participant: &p.pool[p.pool.ByID(id)]}) }
	for _, id := range drop {
		for _, v := range values(id) {
			leaving[v]++
		}
	}
	for _, id := range add {
		for _, v := range values(id) {
			if leaving[v] > 0 {
				leaving[v]--
				sum++
			}
		}
	}
	return sum
}

// checkInvitations holds everybody who is said to stand in for somebody against the
// targets that are met then, and looks for those who were forgotten.
func (p *problem) checkInvitations(t *rapid.T, a *Advice) {
	set := uint(0)
	for i, x := range p.pool {
		kept := p.panel.ByID(x.ID) >= 0 && !slices.Contains(a.Recommended.Drop, x.ID)
		if kept || slices.Contains(a.Recommended.Add, x.ID) {
			set |= 1 << i
		}
	}
	var targets []planner.Target
	for i, r := range Check(p.seated(set), p.targets, p.opts.Options).Targets {
		if r.Status == Met {
			targets = append(targets, p.targets[i])
		}
	}
	for i, x := range p.pool {
		if set>>i&1 == 1 || p.panel.ByID(x.ID) >= 0 {
			continue
		}
		var want, got []string
		for _, id := range a.Recommended.Add {
			if p.meets(set&^(1<<p.pool.ByID(id))|1<<i, targets) {
				want = append(want, id)
			}
		}
		k := slices.IndexFunc(a.Invitations, func(v Invitation) bool { return v.Person == x.ID })
		if k >= 0 {
			got = slices.Sorted(slices.Values(a.Invitations[k].Instead))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s stands in for %v, want %v (%+v)", x.ID, got, want, a.Recommended)
		}
		if k >= 0 && slices.Contains(a.NeverChosen, x.ID) {
			t.Fatalf("%s is to be asked and on no panel", x.ID)
		}
	}
}

// The same people in another order and under other IDs: the same are recommended and
// asked in the same order.
func TestOrderAndLabelsRecommendTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawNamed(t)
		q := p
		q.pool = rapid.Permutation(p.pool).Draw(t, "order")
		for i := range q.pool {
			q.pool[i].ID = fmt.Sprintf("row%d", i)
		}
		q.panel = nil
		for _, x := range rapid.Permutation(p.panel).Draw(t, "panel order") {
			q.panel = append(q.panel, q.pool[slices.IndexFunc(q.pool, func(y planner.Participant) bool { return y.Name == x.Name })])
		}
		if x, y := p.named(t), q.named(t); !slices.Equal(x, y) {
			t.Fatalf("recommended in one order\n%q\nand in another\n%q", x, y)
		}
	})
}

// named is what is recommended, by names.
func (p *problem) named(t *rapid.T) (out []string) {
	a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
	if err != nil {
		t.Fatal(err)
	}
	if a.Recommended == nil {
		return nil
	}
	name := func(id string) string {
		if i := p.pool.ByID(id); i >= 0 {
			return p.pool[i].Name
		}
		return id
	}
	for _, x := range a.Recommended.Places {
		out = append(out, name(x.Drop)+" by "+cmp.Or(name(x.Add), fmt.Sprint(x.Profiles)))
	}
	for _, v := range a.Invitations {
		out = append(out, "ask "+name(v.Person)+" for "+name(v.Replaces))
	}
	return out
}
