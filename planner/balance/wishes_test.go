package balance

import (
	"context"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// of takes the targets that a test says.
func of(targets []planner.Target, is func(planner.Target) bool) []planner.Target {
	return slices.DeleteFunc(slices.Clone(targets), func(t planner.Target) bool { return !is(t) })
}

func isMust(t planner.Target) bool { return t.Tier == planner.Must }

// missedWith is how many wishes the best panel with the newcomer misses, by tier, of those
// that meet the rules with so many changes.
func (p *problem) missedWith(x planner.Participant, decided []planner.Target, changes int) (least []int64) {
	q := *p
	q.pool = append(slices.Clone(p.pool), x)
	musts := of(decided, isMust)
	for set := range uint(1) << len(q.pool) {
		kept := 0
		for i := range q.pool {
			kept += int(tally.One(set>>i&1 == 1 && q.panel.ByID(q.pool[i].ID) >= 0))
		}
		if bits.OnesCount(set) != q.opts.Seats || max(len(q.panel), q.opts.Seats)-kept > changes ||
			!q.keepsLocked(set) || !q.meets(set, musts) {
			continue
		}
		missed := make([]int64, 3)
		for i := range decided {
			missed[decided[i].Tier] += tally.One(!q.meets(set, decided[i:i+1]))
		}
		if least == nil || slices.Compare(missed, least) < 0 {
			least = missed
		}
	}
	return least
}

// Where somebody has to be found for the rules, it is somebody with whom as many wishes are
// met as with anybody: all profiles are tried with all panels.
func TestNewPeopleServeWishes(t *testing.T) {
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawNamed(t)
		p.pool = p.pool[:min(len(p.pool), 6)]
		p.panel = slices.DeleteFunc(p.panel, func(x planner.Participant) bool { return p.pool.ByID(x.ID) < 0 })
		for i := range p.targets {
			p.targets[i].Tier = rapid.SampledFrom([]planner.Tier{planner.Must, planner.Should, planner.Nice}).Draw(t, "tier")
		}
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		if a.Feasible || a.Recruits == nil || a.Recruits.Min != 1 || a.Wishes == nil {
			return // nobody has to be found, or there are no wishes
		}
		decided := decidedOf(&p, a)
		decided = of(decided, func(x planner.Target) bool { // a wish that is settled has no say
			return isMust(x) || slices.ContainsFunc(wishesOf(a.adviserOf(&p), p.targets),
				func(w planner.Target) bool { return w.ID == x.ID })
		})
		r := a.Recommended
		if r == nil || !r.MostWishes && len(of(decided, isMust)) < len(decided) {
			t.Fatalf("recommended %+v", r)
		}
		adv := a.adviserOf(&p)
		var best []int64
		profiles := []map[planner.Dimension]string{{}}
		for _, d := range tally.Dimensions(decided...) {
			var next []map[planner.Dimension]string
			for _, head := range profiles {
				for _, v := range adv.recruitValues(d, decided) {
					profile := maps.Clone(head)
					profile[d] = v
					next = append(next, profile)
				}
			}
			profiles = next
		}
		for _, profile := range profiles {
			x := newcomer("new", planner.RoleSpeaker, profile, slices.Collect(maps.Keys(profile)))
			if m := p.missedWith(x, decided, a.Recruits.Changes[0]); m != nil && (best == nil || slices.Compare(m, best) < 0) {
				best = m
			}
		}
		for _, place := range r.Places {
			for _, profile := range place.Profiles {
				x := newcomer(panels.NewValue+"a", planner.RoleSpeaker, profile, tally.Dimensions(decided...))
				if got := p.missedWith(x, decided, a.Recruits.Changes[0]); !slices.Equal(got, best) {
					t.Fatalf("with %v it misses %v, with the best %v: %+v", profile, got, best, r)
				}
			}
		}
		tried++
	})
	if tried == 0 {
		t.Error("nobody had to be found")
	}
}

// adviserOf asks the questions of a problem anew.
func (a *Advice) adviserOf(p *problem) *adviser {
	return &adviser{
		ctx: context.Background(), opts: p.opts, panel: p.panel, people: universe(p.pool, p.panel, p.opts),
		judge: p.opts.Options.judge(p.panel), seats: a.Seats,
	}
}

// Where not even new people will do, the fewest seats with which they would are found:
// five regions need five seats, and ten people need ten.
func TestMoreSeats(t *testing.T) {
	pool := planner.Roster{
		{ID: "a", Values: map[planner.Dimension][]string{planner.Region: {"Africa"}}},
		{ID: "b", Values: map[planner.Dimension][]string{planner.Region: {"Africa"}}},
	}
	var five []planner.Target
	for _, v := range []string{"Africa", "Asia", "Europe", "Latin America", "North America"} {
		five = append(five, planner.Target{ID: v, Dimension: planner.Region, Value: v, Min: planner.LimitOf(1)})
	}
	a := advise(t, pool, pool, five, DefaultAdviceOptions())
	if a.Feasible || a.Recruits != nil || a.MoreSeats == nil || *a.MoreSeats != (MoreSeats{5, 4}) {
		t.Errorf("five regions in two seats: %+v, %+v", a.Recruits, a.MoreSeats)
	}
	ten := []planner.Target{{ID: "ten", Kind: planner.Size, Tier: planner.Should, Min: planner.LimitOf(10)}}
	a = advise(t, pool, pool, ten, DefaultAdviceOptions())
	if w := a.Wishes; w == nil || w.MoreSeats == nil || *w.MoreSeats != (MoreSeats{10, 8}) {
		t.Errorf("ten people in two seats: %+v", a.Wishes)
	}
	never := append(five[:1:1], planner.Target{ID: "none", Dimension: planner.Region, Value: "Africa", Max: planner.LimitOf(0)})
	if a = advise(t, pool, pool, never, DefaultAdviceOptions()); a.MoreSeats != nil {
		t.Errorf("rules that never hold together: %+v", a.MoreSeats)
	}
}

// A model for each size is work too: shares over many people are not asked about for ever.
func TestModelsAreWork(t *testing.T) {
	var people planner.Roster
	for i := range 40 {
		people = append(people, planner.Participant{
			ID: fmt.Sprintf("p%02d", i), Values: map[planner.Dimension][]string{planner.Stakeholder: {"Government"}},
		})
	}
	share := []planner.Target{{ID: "cs", Dimension: planner.Stakeholder, Value: "Civil Society", MinShare: planner.Percent(50)}}
	opts := DefaultAdviceOptions()
	if a := advise(t, people, people, share, opts); a.SizesUnfinished || len(a.Sizes) > 0 {
		t.Errorf("40 people: %v, unfinished %v", a.Sizes, a.SizesUnfinished)
	}
	opts.Work = 3 * 40 * 10_000
	if a := advise(t, people, people, share, opts); !a.SizesUnfinished {
		t.Error("40 models were built with work for three")
	}
}
