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
		return tally.Informs(&x) || slices.Contains(a.Undecided, x.ID) ||
			a.Wishes != nil && slices.Contains(a.Wishes.Undecided, x.ID)
	})
}

// The least relaxation is the least by which any panel of the right size misses, tier
// by tier: first the groups that may be missing, then people, then large numbers.
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

// missed is by how much a panel misses targets: for each tier how many groups may be
// missing altogether, how many people it is about, and that with large numbers cheaper.
type missed [9]int64

func (m *missed) add(tier planner.Tier, limit, by int, gone bool) {
	m[3*tier] += tally.One(gone)
	m[3*tier+1] += int64(by)
	m[3*tier+2] += int64(by) * (stepCost / int64(1+limit))
}

func compareRelaxation(t *rapid.T, r *Relaxation, want missed, targets []planner.Target) {
	var got missed
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
		got.add(targets[i].Tier, c.From, by, c.Bound == "min" && c.To == 0)
		total += by
	}
	if got != want || r.Cost != total {
		t.Fatalf("relaxation by tier %v (cost %d), want %v", got, r.Cost, want)
	}
}

// leastRelaxation is the lexicographically least sum of misses by tier.
func (p *problem) leastRelaxation(targets []planner.Target) (best missed, possible bool) {
	for set := range uint(1) << len(p.pool) {
		if bits.OnesCount(set) != p.opts.Seats || !p.keepsLocked(set) {
			continue
		}
		var cost missed
		ok := true
		for _, r := range Check(p.seated(set), targets, p.opts.Options).Targets {
			short, over := max(0, r.Min-r.Have), 0
			if r.Max >= 0 {
				over = max(0, r.Have+r.Unknown-r.Max)
			}
			if short+over > 0 && r.Tier == planner.Must && r.Target.TierGiven {
				ok = false
			}
			cost.add(r.Tier, r.Min, short, short > 0 && short == r.Min)
			cost.add(r.Tier, max(r.Max, 0), over, false)
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
		works, changes := p.singleRecruits(decided)
		if (len(works) > 0) != (a.Recruits != nil && a.Recruits.Min == 1) {
			t.Fatalf("recruits %+v, %d profiles work alone: %v", a.Recruits, len(works), works)
		}
		if len(works) == 0 {
			return
		}
		if !a.Recruits.Complete || len(a.Recruits.Profiles) != len(works) {
			t.Fatalf("%d profiles %v, want %v", len(a.Recruits.Profiles), a.Recruits.Profiles, works)
		}
		for i, w := range works {
			k := slices.IndexFunc(a.Recruits.Profiles, func(g map[planner.Dimension]string) bool { return maps.Equal(g, w) })
			if k < 0 || a.Recruits.Changes[k] != changes[i] {
				t.Fatalf("profile %v with %d changes is missing from %+v", w, changes[i], a.Recruits)
			}
		}
		if !slices.IsSorted(a.Recruits.Changes) {
			t.Fatalf("profiles are not ranked by changes: %v", a.Recruits.Changes)
		}
		if r := a.Recommended; r == nil || len(r.Drop) > a.Recruits.Changes[0] {
			t.Fatalf("recommended %+v with %d changes possible", r, a.Recruits.Changes[0])
		}
	})
}

// singleRecruits tries every profile a recruit could have, with the fewest changes.
func (p *problem) singleRecruits(targets []planner.Target) (works []map[planner.Dimension]string, changes []int) {
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
		fewest := len(q.pool) + 1
		for set := range uint(1) << len(q.pool) {
			if bits.OnesCount(set) == q.opts.Seats && q.keepsLocked(set) && q.meets(set, targets) {
				kept := 0
				for i, y := range q.pool {
					kept += int(tally.One(set>>i&1 == 1 && q.panel.ByID(y.ID) >= 0))
				}
				fewest = min(fewest, max(len(q.panel), q.opts.Seats)-kept)
			}
		}
		if fewest <= len(q.pool) {
			works, changes = append(works, shown), append(changes, fewest)
		}
	}
	return works, changes
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
