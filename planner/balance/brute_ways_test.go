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

// drawPlain draws a problem without shares of an open number of people, whose
// bounds do not give way.
func drawPlain(t *rapid.T) problem {
	p := drawProblem(t)
	p.opts.Options.Session = nil
	for i := range p.targets {
		x := &p.targets[i]
		if x.MinShare.Given() || x.MaxShare.Given() {
			x.Roles, x.ExceptRoles = nil, nil
		}
	}
	return p
}

func decidedOf(p *problem, a *Advice) []planner.Target {
	return slices.DeleteFunc(slices.Clone(p.targets), func(x planner.Target) bool {
		return tally.Informs(&x) || slices.Contains(a.Undecided, x.ID)
	})
}

// The least relaxation is the least total by which any panel of the right size
// misses, tier by tier.
func TestRelaxationEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlain(t)
		for i := range p.targets {
			switch rapid.IntRange(0, 4).Draw(t, "tier") {
			case 0:
				p.targets[i].TierGiven = true
			case 1:
				p.targets[i].Tier = planner.Should
			case 2:
				p.targets[i].Tier = planner.Nice
			}
		}
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		for who, sub := range map[string]*Advice{"must": a, "wishes": a.Wishes} {
			if sub == nil || sub.Feasible {
				continue
			}
			decided := decidedOf(&p, sub)
			if who == "must" {
				decided = slices.DeleteFunc(decided, func(x planner.Target) bool { return x.Tier != planner.Must })
			}
			want, possible := p.leastRelaxation(decided)
			if (sub.Relaxation != nil) != possible {
				t.Fatalf("%s: relaxation %+v, possible %v", who, sub.Relaxation, possible)
			}
			if possible {
				compareRelaxation(t, sub.Relaxation, want, decided)
				then := relaxed(p.model(decided), sub.Relaxation)
				e := p.enumerate(then)
				if c := sub.Relaxation.Then; c == nil || !e.feasible || c.Min != e.min || c.Alternatives != e.panels {
					t.Fatalf("%s: after the relaxation %+v, want %d changes in %d ways", who, c, e.min, e.panels)
				}
			}
		}
	})
}

func (p *problem) model(targets []planner.Target) *panels.Model {
	return panels.New(&panels.Question{
		People: universe(p.pool, p.panel, p.opts), Targets: targets, Judge: p.opts.Options.judge(p.panel), Seats: p.opts.Seats,
	})
}

func compareRelaxation(t *rapid.T, r *Relaxation, want [3]int, targets []planner.Target) {
	var got [3]int
	total := 0
	for _, c := range r.Changes {
		i := slices.IndexFunc(targets, func(x planner.Target) bool { return x.ID == c.Target })
		if targets[i].Tier == planner.Must && targets[i].TierGiven {
			t.Fatalf("a must target was relaxed: %+v", c)
		}
		by := c.To - c.From
		if c.Bound == "min" {
			by = -by
		}
		if by <= 0 {
			t.Fatalf("a bound moved the wrong way: %+v", c)
		}
		got[targets[i].Tier] += by
		total += by
	}
	if got != want || r.Cost != total {
		t.Fatalf("relaxation by tier %v (cost %d), want %v", got, r.Cost, want)
	}
}

// leastRelaxation is the lexicographically least sum of misses by tier.
func (p *problem) leastRelaxation(targets []planner.Target) (best [3]int, possible bool) {
	for set := range uint(1) << len(p.pool) {
		if bits.OnesCount(set) != p.opts.Seats || !p.keepsLocked(set) {
			continue
		}
		var cost [3]int
		ok := true
		for _, r := range Check(p.seated(set), targets, p.opts.Options).Targets {
			off := max(0, r.Min-r.Have)
			if r.Max >= 0 {
				off += max(0, r.Have+r.Unknown-r.Max)
			}
			if off > 0 && r.Tier == planner.Must && r.Target.TierGiven {
				ok = false
			}
			cost[r.Tier] += off
		}
		if ok && (!possible || slices.Compare(cost[:], best[:]) < 0) {
			best, possible = cost, true
		}
	}
	return best, possible
}

// The fewest recruits, and the profiles of which one is enough, found by adding
// every profile to the pool in turn.
func TestRecruitsEqualEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlain(t)
		if len(p.pool) > 6 {
			p.pool = p.pool[:6]
		}
		p.panel = slices.DeleteFunc(p.panel, func(x planner.Participant) bool { return p.pool.ByID(x.ID) < 0 })
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		if a.Feasible {
			t.Skip("nobody needs to be recruited")
		}
		decided := decidedOf(&p, a)
		works := p.singleRecruits(decided)
		if (len(works) > 0) != (a.Recruits != nil && a.Recruits.Min == 1) {
			t.Fatalf("recruits %+v, %d profiles work alone: %v", a.Recruits, len(works), works)
		}
		if len(works) == 0 {
			return
		}
		if !a.Recruits.Complete || len(a.Recruits.Profiles) != len(works) {
			t.Fatalf("%d profiles %v, want %v", len(a.Recruits.Profiles), a.Recruits.Profiles, works)
		}
		for _, w := range works {
			if !slices.ContainsFunc(a.Recruits.Profiles, func(g map[planner.Dimension]string) bool { return maps.Equal(g, w) }) {
				t.Fatalf("profile %v is missing from %v", w, a.Recruits.Profiles)
			}
		}
	})
}

// singleRecruits tries every profile a recruit could have.
func (p *problem) singleRecruits(targets []planner.Target) []map[planner.Dimension]string {
	adv := &adviser{people: universe(p.pool, p.panel, p.opts), opts: p.opts}
	dims := tally.Dimensions(targets...)
	profiles := []map[planner.Dimension]string{{}}
	for _, d := range dims {
		var next []map[planner.Dimension]string
		for _, head := range profiles {
			for _, v := range adv.recruitValues(d, targets) {
				x := maps.Clone(head)
				x[d] = v
				next = append(next, x)
			}
		}
		profiles = next
	}
	var works []map[planner.Dimension]string
	for _, profile := range profiles {
		x := planner.Participant{ID: "recruit", Roles: []planner.Role{planner.RoleSpeaker}, Values: make(map[planner.Dimension][]string)}
		shown := make(map[planner.Dimension]string)
		for d, v := range profile {
			x.Values[d] = []string{v}
			if v != panels.NewValue {
				shown[d] = v
			}
		}
		q := *p
		q.pool = append(slices.Clone(p.pool), x)
		for set := range uint(1) << len(q.pool) {
			if bits.OnesCount(set) == q.opts.Seats && q.keepsLocked(set) && q.meets(set, targets) {
				works = append(works, shown)
				break
			}
		}
	}
	return works
}

// The same people in another order, and the same question asked twice, give the
// same advice.
func TestOrderOfRowsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		pool := rapid.Permutation(p.pool).Draw(t, "order")
		panel := rapid.Permutation(p.panel).Draw(t, "panel order")
		b, err := Advise(context.Background(), pool, panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		if x, y := asJSON(t, a), asJSON(t, b); x != y {
			t.Fatalf("advice depends on the order of rows:\n%s\n%s", x, y)
		}
		r, s := Check(p.panel, p.targets, p.opts.Options), Check(panel, p.targets, p.opts.Options)
		for i := range r.Targets {
			x, y := r.Targets[i], s.Targets[i]
			if x.Status != y.Status || x.Have != y.Have || x.Unknown != y.Unknown || x.Short != y.Short || x.Over != y.Over {
				t.Fatalf("verdicts depend on the order of rows: %+v %+v", x, y)
			}
		}
		if fmt.Sprint(r.Dimensions) != fmt.Sprint(s.Dimensions) {
			t.Fatalf("measures depend on the order of rows")
		}
	})
}
