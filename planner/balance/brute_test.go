package balance

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/tally"
)

// problem is a small random question, answered by enumeration as well.
type problem struct {
	pool    planner.Roster
	panel   planner.Roster
	targets []planner.Target
	opts    AdviceOptions
}

var (
	bruteDims   = []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender}
	bruteValues = []string{"A", "B", "C"}
)

func drawProblem(t *rapid.T) problem {
	var p problem
	n := rapid.IntRange(2, 8).Draw(t, "people")
	roles := rapid.Bool().Draw(t, "roles")
	for i := range n {
		x := planner.Participant{ID: fmt.Sprintf("p%d", i), Values: make(map[planner.Dimension][]string)}
		for _, d := range bruteDims {
			k := rapid.IntRange(-1, 5).Draw(t, "value")
			if k >= 0 {
				x.Values[d] = []string{bruteValues[k%3]}
			}
			if k == 5 {
				x.Values[d] = []string{"A", "B"}
			}
		}
		if k := rapid.IntRange(0, 3).Draw(t, "role"); roles && k < 3 {
			x.Roles = [][]planner.Role{{planner.RoleSpeaker}, {planner.RoleModerator}, {planner.RoleSpeaker, planner.RoleModerator}}[k]
		}
		p.pool = append(p.pool, x)
	}
	k := rapid.IntRange(1, n).Draw(t, "panel")
	for i, x := range p.pool[:k] {
		x.Locked = rapid.IntRange(0, 5).Draw(t, "locked") == 0
		p.pool[i].Locked = x.Locked
		p.panel = append(p.panel, x)
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "targets") {
		p.targets = append(p.targets, drawTarget(t, i, roles))
	}
	p.opts = DefaultAdviceOptions()
	p.opts.Seats = rapid.IntRange(max(1, k-1), min(n, k+1)).Draw(t, "seats")
	p.opts.AdditionsOnly = true
	p.opts.List = 1000
	if roles && rapid.Bool().Draw(t, "session") {
		p.opts.Options.Session = append(slices.Clone(p.pool), planner.Participant{
			ID: "chair", Roles: []planner.Role{planner.RoleModerator},
			Values: map[planner.Dimension][]string{planner.Stakeholder: {"A"}, planner.Region: {"B"}},
		})
	}
	return p
}

func drawTarget(t *rapid.T, i int, roles bool) planner.Target {
	if rapid.IntRange(0, 5).Draw(t, "seats") == 0 {
		return drawSeats(t, i)
	}
	x := planner.Target{
		ID: fmt.Sprintf("t%d", i), Kind: planner.TargetKind(rapid.IntRange(0, 4).Draw(t, "kind")),
		Dimension: rapid.SampledFrom(bruteDims).Draw(t, "dimension"),
	}
	lo, hi := rapid.IntRange(0, 3).Draw(t, "min"), rapid.IntRange(0, 4).Draw(t, "max")
	bound := rapid.IntRange(0, 2).Draw(t, "bound")
	if bound != 1 && x.Kind != planner.Each {
		x.Min = planner.LimitOf(lo)
	}
	if bound != 0 || x.Kind == planner.Each {
		x.Max = planner.LimitOf(max(lo, hi))
	}
	switch x.Kind {
	case planner.Count:
		x.Value = rapid.SampledFrom(bruteValues).Draw(t, "value")
		if rapid.IntRange(0, 3).Draw(t, "and") == 0 {
			x.And = planner.Condition{{Dimension: rapid.SampledFrom(bruteDims).Draw(t, "dimension"), Values: []string{rapid.SampledFrom(bruteValues).Draw(t, "value")}}}
		}
		if rapid.IntRange(0, 3).Draw(t, "share") == 0 {
			x.Min, x.Max = planner.Limit{}, planner.Limit{}
			x.MinShare = planner.Ratio{Num: rapid.Int64Range(0, 3).Draw(t, "num"), Den: 5}
			if rapid.Bool().Draw(t, "upper") {
				x.MaxShare = planner.Ratio{Num: rapid.Int64Range(2, 5).Draw(t, "num"), Den: 5}
			}
		}
	case planner.Each:
		if rapid.IntRange(0, 3).Draw(t, "share") == 0 {
			x.MaxShare = planner.Ratio{Num: rapid.Int64Range(1, 4).Draw(t, "num"), Den: 4}
		}
	case planner.NotAllSame, planner.Size:
		if x.Kind == planner.NotAllSame {
			x.Min, x.Max = planner.Limit{}, planner.Limit{}
		}
	}
	if roles && rapid.IntRange(0, 2).Draw(t, "limited") == 0 {
		x.Roles = []planner.Role{rapid.SampledFrom([]planner.Role{planner.RoleSpeaker, planner.RoleModerator}).Draw(t, "role")}
	}
	if roles && rapid.IntRange(0, 5).Draw(t, "except") == 0 {
		x.ExceptRoles = []planner.Role{planner.RoleModerator}
	}
	return x
}

// seated builds the panel of a set of people, given as bits over the pool.
func (p *problem) seated(set uint) planner.Roster {
	var out planner.Roster
	for i, x := range p.pool {
		if set>>i&1 == 0 {
			continue
		}
		if p.panel.ByID(x.ID) < 0 {
			x = *p.opts.Options.judge(nil).Joining(&x)
		}
		out = append(out, x)
	}
	return out
}

func (p *problem) meets(set uint, targets []planner.Target) bool {
	opts := p.opts.Options
	if len(opts.Session) > 0 { // whoever leaves the panel leaves the session
		opts.Session = slices.DeleteFunc(slices.Clone(opts.Session), func(x planner.Participant) bool {
			i := p.pool.ByID(x.ID)
			return i >= 0 && p.panel.ByID(x.ID) >= 0 && set>>i&1 == 0
		})
	}
	r := Check(p.seated(set), targets, opts)
	return !slices.ContainsFunc(r.Targets, func(t TargetResult) bool { return t.Status != Met })
}

func (p *problem) keepsLocked(set uint) bool {
	for i := range p.pool {
		if p.pool[i].Locked && p.panel.ByID(p.pool[i].ID) >= 0 && set>>i&1 == 0 {
			return false
		}
	}
	return true
}

// enumerated is the answer found by trying every set of people.
type enumerated struct {
	feasible     bool
	min, panels  int
	never        []string
	sizes        []int
	addMin, adds int
}

func (p *problem) enumerate(targets []planner.Target) enumerated {
	e := enumerated{min: 1 << 30, addMin: 1 << 30}
	now := uint(0)
	for i := range p.pool {
		if p.panel.ByID(p.pool[i].ID) >= 0 {
			now |= 1 << i
		}
	}
	chosen := uint(0)
	sizes := make(map[int]bool)
	for set := range uint(1) << len(p.pool) {
		if !p.keepsLocked(set) || !p.meets(set, targets) {
			continue
		}
		size := bits.OnesCount(set)
		if size > 0 {
			sizes[size] = true
		}
		if set&now == now {
			switch d := bits.OnesCount(set &^ now); {
			case d < e.addMin:
				e.addMin, e.adds = d, 1
			case d == e.addMin:
				e.adds++
			}
		}
		if size != p.opts.Seats {
			continue
		}
		e.feasible = true
		chosen |= set
		d := max(bits.OnesCount(now&^set), bits.OnesCount(set&^now))
		switch {
		case d < e.min:
			e.min, e.panels = d, 1
		case d == e.min:
			e.panels++
		}
	}
	for i := range p.pool {
		if chosen>>i&1 == 0 {
			e.never = append(e.never, p.pool[i].ID)
		}
	}
	for s := 1; s <= len(p.pool); s++ {
		if sizes[s] && s != p.opts.Seats {
			e.sizes = append(e.sizes, s)
		}
	}
	return e
}

func TestAdviceEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		a, err := Advise(context.Background(), p.pool, p.panel, p.targets, p.opts)
		if err != nil {
			t.Fatal(err)
		}
		if !a.Proved {
			t.Fatal("not proved")
		}
		decided := slices.DeleteFunc(slices.Clone(p.targets), func(x planner.Target) bool {
			return tally.Informs(&x) || slices.Contains(a.Undecided, x.ID)
		})
		want := p.enumerate(decided)
		if a.Feasible != want.feasible {
			t.Fatalf("feasible %v, want %v; undecided %v", a.Feasible, want.feasible, a.Undecided)
		}
		if (a.Additions != nil) != (want.adds > 0) {
			t.Fatalf("additions %+v, want %d ways of %d", a.Additions, want.adds, want.addMin)
		}
		if want.adds > 0 && (a.Additions.Min != want.addMin || a.Additions.Alternatives != want.adds) {
			t.Fatalf("additions %d (%d ways), want %d (%d)", a.Additions.Min, a.Additions.Alternatives, want.addMin, want.adds)
		}
		if a.Feasible {
			compareChanges(t, &p, a, want, decided)
			return
		}
		if !slices.Equal(a.Sizes, want.sizes) {
			t.Fatalf("sizes %v, want %v", a.Sizes, want.sizes)
		}
		checkConflict(t, &p, a.Conflict, decided)
	})
}

func compareChanges(t *rapid.T, p *problem, a *Advice, want enumerated, decided []planner.Target) {
	c := a.Changes
	if c.Min != want.min || c.Alternatives != want.panels || !c.Counted || len(c.Listed) != min(want.panels, p.opts.List) {
		t.Fatalf("changes %d in %d ways (%d listed, counted %v), want %d in %d", c.Min, c.Alternatives, len(c.Listed), c.Counted, want.min, want.panels)
	}
	seen := make(map[string]bool)
	for _, ch := range c.Listed {
		key := strings.Join(ch.Drop, ",") + "/" + strings.Join(ch.Add, ",")
		set := uint(0)
		for i, x := range p.pool {
			on := p.panel.ByID(x.ID) >= 0
			if (on && !slices.Contains(ch.Drop, x.ID)) || slices.Contains(ch.Add, x.ID) {
				set |= 1 << i
			}
		}
		if seen[key] || !p.meets(set, decided) || !p.keepsLocked(set) || bits.OnesCount(set) != p.opts.Seats {
			t.Fatalf("listed change %s is repeated or wrong", key)
		}
		seen[key] = true
	}
	if !slices.Equal(a.NeverChosen, want.never) {
		t.Fatalf("never chosen %v, want %v", a.NeverChosen, want.never)
	}
}

// checkConflict tries every set of people against the conflict, and against the
// conflict without each of its members. Rules are rebuilt from their names.
func checkConflict(t *rapid.T, p *problem, conflict []string, targets []planner.Target) {
	for _, x := range targets {
		if (x.MinShare.Given() || x.MaxShare.Given()) && len(x.Roles)+len(x.ExceptRoles) > 0 {
			return // the rule's name does not say whether the share is of a fixed number
		}
	}
	possible := func(except string) bool {
		var only []planner.Target
		size, held := false, false
		for _, name := range conflict {
			if name == except {
				continue
			}
			switch name {
			case "size":
				size = true
			case "locked":
				held = true
			default:
				only = append(only, halfOf(name, targets, p.opts.Seats))
			}
		}
		for set := range uint(1) << len(p.pool) {
			if (!size || bits.OnesCount(set) == p.opts.Seats) && (!held || p.keepsLocked(set)) && p.meets(set, only) {
				return true
			}
		}
		return false
	}
	if len(conflict) == 0 || possible("") {
		t.Fatalf("the conflict %v is none", conflict)
	}
	for _, name := range conflict {
		if !possible(name) {
			t.Fatalf("the conflict %v is not irreducible: %s", conflict, name)
		}
	}
}

// halfOf is the target with only the bound that the rule's name speaks of; a
// share of the seats is the whole number it stands for.
func halfOf(name string, targets []planner.Target, seats int) planner.Target {
	f := strings.Fields(name)
	n, _ := strconv.Atoi(f[2])
	for _, x := range targets {
		if x.ID != f[0] {
			continue
		}
		if f[1] == "min" {
			x.Max, x.MaxShare = planner.Limit{}, planner.Ratio{}
			if x.Kind != planner.NotAllSame {
				x.Min, x.MinShare = planner.LimitOf(n), planner.Ratio{}
			}
		} else {
			x.Min, x.MinShare = planner.Limit{}, planner.Ratio{}
			x.Max, x.MaxShare = planner.LimitOf(n), planner.Ratio{}
		}
		return x
	}
	return planner.Target{}
}

func asJSON(t interface{ Fatal(...any) }, v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
