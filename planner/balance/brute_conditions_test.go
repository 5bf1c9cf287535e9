package balance

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// This file recomputes targets with conditions from their meaning: every way of filling
// in what is not known is tried, and in each world, where everything is known, people are
// counted one by one. Nothing of the package is used for it.

// soul is one person of a world: all values are known, the age as a number.
type soul struct {
	group, gender string
	age           int
}

// The values there are; what is not known may be one that no target names.
var (
	worldGroups  = []string{"A", "B", "elsewhere"}
	worldGenders = []string{"F", "M", "other"}
	worldAges    = []int{10, 20, 29, 30, 40, 64, 65, 70}
	worldBands   = map[string][]int{"20": {20}, "29": {29}, "64": {64}, "70": {70}, "20-40": {20, 29, 30, 40}, "65+": {65, 70}}
)

// souls are all that a participant may turn out to be.
func souls(p *planner.Participant) []soul {
	of := func(d planner.Dimension, all []string) []string {
		if v, ok := p.Value(d); ok {
			return []string{v}
		}
		return all
	}
	ages := worldAges
	if v, ok := p.Value(planner.Age); ok {
		ages = worldBands[v]
	}
	var out []soul
	for _, g := range of(planner.Stakeholder, worldGroups) {
		for _, x := range of(planner.Gender, worldGenders) {
			for _, a := range ages {
				out = append(out, soul{g, x, a})
			}
		}
	}
	return out
}

// demand is a target with its meaning in one world.
type demand struct {
	target planner.Target
	met    func(people []soul) bool
}

// status is met where all worlds are, missed where none is.
func (d *demand) status(panel planner.Roster) Status {
	// Worlds differ for a target only by how many people of each kind of soul there are,
	// but trying all is plain, and panels here are small.
	yes, no := false, false
	var world []soul
	var walk func(i int)
	walk = func(i int) {
		if yes && no {
			return
		}
		if i == len(panel) {
			if d.met(world) {
				yes = true
			} else {
				no = true
			}
			return
		}
		for _, s := range souls(&panel[i]) {
			world = append(world, s)
			walk(i + 1)
			world = world[:i]
		}
	}
	walk(0)
	switch {
	case !no:
		return Met
	case !yes:
		return Missed
	default:
		return CannotTell
	}
}

// within is whether a number of people lies within the bounds.
func within(n int, t *planner.Target) bool {
	return (!t.Min.Given || n >= t.Min.N) && (!t.Max.Given || n <= t.Max.N)
}

func counts(people []soul, is func(soul) bool) int {
	n := 0
	for _, s := range people {
		if is(s) {
			n++
		}
	}
	return n
}

// test is a condition in words of the package and as a question to a soul.
type test struct {
	term planner.Term
	is   func(soul) bool
}

var tests = []test{
	{planner.Term{Dimension: planner.Stakeholder, Values: []string{"A"}}, func(s soul) bool { return s.group == "A" }},
	{planner.Term{Dimension: planner.Stakeholder, Values: []string{"a", "B"}}, func(s soul) bool { return s.group != "elsewhere" }},
	{planner.Term{Dimension: planner.Stakeholder, Values: []string{"A"}, Not: true}, func(s soul) bool { return s.group != "A" }},
	{planner.Term{Dimension: planner.Gender, Values: []string{"M"}, Not: true}, func(s soul) bool { return s.gender != "M" }},
	{planner.Term{Dimension: planner.Gender, Values: []string{"F"}}, func(s soul) bool { return s.gender == "F" }},
	{planner.Term{Dimension: planner.Age, Numbers: planner.Numbers{To: planner.LimitOf(29)}}, func(s soul) bool { return s.age < 30 }},
	{planner.Term{Dimension: planner.Age, Numbers: planner.Numbers{From: planner.LimitOf(65)}}, func(s soul) bool { return s.age >= 65 }},
	{planner.Term{Dimension: planner.Age, Numbers: planner.Numbers{From: planner.LimitOf(20), To: planner.LimitOf(64)}, Not: true}, func(s soul) bool { return s.age < 20 || s.age > 64 }},
}

// drawDemand draws a target of a kind that this file knows.
func drawDemand(t *rapid.T, i int) demand {
	d := demand{target: planner.Target{ID: fmt.Sprintf("t%d", i)}}
	x := &d.target
	bound := rapid.IntRange(0, 2).Draw(t, "bound")
	if lo := rapid.IntRange(0, 2).Draw(t, "min"); bound != 1 {
		x.Min = planner.LimitOf(lo)
	}
	if hi := rapid.IntRange(0, 3).Draw(t, "max"); bound != 0 {
		x.Max = planner.LimitOf(max(hi, x.Min.N))
	}
	pick := func(label string) test { return rapid.SampledFrom(tests).Draw(t, label) }
	switch rapid.IntRange(0, 6).Draw(t, "form") {
	case 0: // one condition
		a := pick("term")
		x.And = planner.Condition{a.term}
		d.met = func(p []soul) bool { return within(counts(p, a.is), x) }
	case 1: // two joined
		a, b := pick("term"), pick("and")
		if a.term.Dimension == b.term.Dimension {
			b = tests[(slices.IndexFunc(tests, func(o test) bool { return o.term.String() == b.term.String() })+4)%len(tests)]
		}
		if a.term.Dimension == b.term.Dimension {
			b = test{planner.Term{Dimension: planner.Gender, Values: []string{"F"}}, func(s soul) bool { return s.gender == "F" }}
			if a.term.Dimension == planner.Gender {
				b = tests[5]
			}
		}
		x.And = planner.Condition{a.term, b.term}
		d.met = func(p []soul) bool { return within(counts(p, func(s soul) bool { return a.is(s) && b.is(s) }), x) }
	case 2: // each value of one dimension
		x.Kind, x.Dimension = planner.Each, planner.Gender
		for _, v := range []string{"F", "M"} {
			x.Cells = append(x.Cells, planner.Condition{{Dimension: planner.Gender, Values: []string{v}}})
		}
		d.met = func(p []soul) bool {
			return within(counts(p, func(s soul) bool { return s.gender == "F" }), x) && within(counts(p, func(s soul) bool { return s.gender == "M" }), x)
		}
	case 3: // each gender within each group
		x.Kind, x.Dimension, x.Across = planner.Each, planner.Gender, []planner.Dimension{planner.Stakeholder}
		for _, v := range []string{"F", "M"} {
			for _, g := range []string{"A", "B"} {
				x.Cells = append(x.Cells, planner.Condition{{Dimension: planner.Gender, Values: []string{v}}, {Dimension: planner.Stakeholder, Values: []string{g}}})
			}
		}
		d.met = func(p []soul) bool {
			for _, v := range []string{"F", "M"} {
				for _, g := range []string{"A", "B"} {
					if !within(counts(p, func(s soul) bool { return s.gender == v && s.group == g }), x) {
						return false
					}
				}
			}
			return true
		}
	case 4: // some of a list
		x.Kind, x.Dimension, x.List = planner.Distinct, planner.Stakeholder, []string{"A", "B"}
		d.met = func(p []soul) bool {
			n := 0
			for _, g := range x.List {
				if counts(p, func(s soul) bool { return s.group == g }) > 0 {
					n++
				}
			}
			return within(n, x)
		}
	case 5: // parts of the seats: largest remainders, by trying all ways to hand out n seats
		parts := []int64{rapid.Int64Range(1, 5).Draw(t, "a"), rapid.Int64Range(0, 5).Draw(t, "b"), rapid.Int64Range(0, 2).Draw(t, "rest")}
		x.Min, x.Max, x.Dimension, x.Value, x.Parts = planner.Limit{}, planner.Limit{}, planner.Stakeholder, "A", parts
		d.met = func(p []soul) bool {
			return slices.Contains(nearest(len(p), parts), counts(p, func(s soul) bool { return s.group == "A" }))
		}
	case 6: // exactly a share: the whole numbers nearest to it
		num := rapid.Int64Range(0, 5).Draw(t, "share")
		x.Min, x.Max, x.Dimension, x.Value = planner.Limit{}, planner.Limit{}, planner.Gender, "F"
		x.MinShare = planner.Ratio{Num: num, Den: 5}
		x.MaxShare = x.MinShare
		d.met = func(p []soul) bool {
			off := func(k int) int64 { return max(5*int64(k)-num*int64(len(p)), num*int64(len(p))-5*int64(k)) }
			have, least := counts(p, func(s soul) bool { return s.gender == "F" }), off(0)
			for k := range len(p) + 1 {
				least = min(least, off(k))
			}
			return off(have) == least
		}
	}
	if x.Kind == planner.Distinct && x.Max.Given {
		x.Max = planner.LimitOf(max(1, x.Max.N))
	}
	return d
}

// nearest are the numbers of seats that the first part gets in any way of handing out n
// whose sum of distances from the exact shares is least, which is what largest remainders
// do (Niemeyer and Niemeyer, 2008).
func nearest(n int, parts []int64) []int {
	sum := parts[0] + parts[1] + parts[2]
	off := func(k int, p int64) int64 { return max(sum*int64(k)-p*int64(n), p*int64(n)-sum*int64(k)) }
	best := int64(1) << 40
	var out []int
	for a := range n + 1 {
		for b := range n + 1 - a {
			switch d := off(a, parts[0]) + off(b, parts[1]) + off(n-a-b, parts[2]); {
			case d < best:
				best, out = d, []int{a}
			case d == best:
				out = append(out, a)
			}
		}
	}
	return out
}

// drawPool draws people of whom some values are not known.
func drawPool(t *rapid.T, n int) planner.Roster {
	var pool planner.Roster
	for i := range n {
		p := planner.Participant{ID: "p" + strconv.Itoa(i), Values: make(map[planner.Dimension][]string)}
		for _, d := range []struct {
			planner.Dimension
			values []string
		}{
			{planner.Stakeholder, []string{"A", "B", "A", "B", "elsewhere", ""}},
			{planner.Gender, []string{"F", "M", "F", "M", "F", "other", ""}},
			{planner.Age, []string{"20", "29", "64", "70", "20-40", "65+", ""}},
		} {
			if v := rapid.SampledFrom(d.values).Draw(t, string(d.Dimension)); v != "" {
				p.Values[d.Dimension] = []string{v}
			}
		}
		pool = append(pool, p)
	}
	return pool
}

// Every verdict on a condition equals what all worlds say. Of crossed cells it may stay
// open where no world meets them: each cell could be filled, and only all together not.
func TestConditionsEqualWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		panel := drawPool(t, rapid.IntRange(1, 3).Draw(t, "size"))
		d := drawDemand(t, 0)
		got := Check(panel, []planner.Target{d.target}, DefaultOptions()).Targets[0]
		want := d.status(panel)
		crossed := len(d.target.Across) > 0 || d.target.Max.Given && len(d.target.Cells) > 0
		if got.Status != want && (!crossed || got.Status != CannotTell || want != Missed) {
			t.Fatalf("%s: %s, want %s", asJSON(t, got), got.Status, want)
		}
		if got.Status == Missed && got.Short+got.Over == 0 && len(d.target.Cells) == 0 && got.Most >= got.Min {
			t.Fatalf("%s: missed by nothing", asJSON(t, got))
		}
	})
}

// Advice under conditions equals trying every set of people, each judged by its worlds:
// whether there is a panel, the fewest changes, in how many ways, and the sizes that work.
func TestAdviceUnderConditionsEqualsEnumeration(t *testing.T) {
	var pools, possible, relaxed int
	for range 3 { // three hundred pools
		rapid.Check(t, func(t *rapid.T) {
			pool := drawPool(t, rapid.IntRange(3, 6).Draw(t, "pool"))
			seats := rapid.IntRange(1, 3).Draw(t, "seats")
			panel := slices.Clone(pool[:seats])
			var demands []demand
			var targets []planner.Target
			for i := range rapid.IntRange(1, 3).Draw(t, "targets") {
				demands = append(demands, drawDemand(t, i))
				targets = append(targets, demands[i].target)
			}
			opts := DefaultAdviceOptions()
			opts.Seats = seats
			a, err := Advise(context.Background(), pool, panel, targets, opts)
			if err != nil || !a.Proved {
				t.Fatalf("%v, proved %v", err, a.Proved)
			}
			demands = slices.DeleteFunc(demands, func(d demand) bool { return slices.Contains(a.Undecided, d.target.ID) })
			fewest, ways, sizes := tryAll(pool, demands, seats)
			if pools++; a.Feasible {
				possible++
			}
			switch {
			case a.Feasible != (ways > 0):
				t.Fatalf("feasible %v, and %d panels do", a.Feasible, ways)
			case a.Feasible && (a.Changes.Min != fewest || a.Changes.Alternatives != ways):
				t.Fatalf("%d changes in %d ways, want %d in %d", a.Changes.Min, a.Changes.Alternatives, fewest, ways)
			case !a.Feasible && !slices.Equal(slices.DeleteFunc(slices.Clone(a.Sizes), func(n int) bool { return n > mostTried }), sizes):
				t.Fatalf("sizes %v, want %v", a.Sizes, sizes)
			}
			if r := a.Relaxation; r != nil {
				relaxed++
				if r.Cost == 0 || r.Then == nil || slices.ContainsFunc(r.Changes, func(c RelaxedTarget) bool { return c.From == c.To }) {
					t.Fatalf("relaxation %s", asJSON(t, r))
				}
			}
			for _, name := range a.Conflict {
				if name != "size" && !slices.ContainsFunc(targets, func(x planner.Target) bool { return strings.HasPrefix(name, x.ID+" ") }) {
					t.Fatalf("conflict %v", a.Conflict)
				}
			}
		})
	}
	t.Logf("%d pools, of %d possible and %d relaxed", pools, possible, relaxed)
}

// mostTried is the largest panel whose worlds are tried.
const mostTried = 4

// tryAll judges every set of up to [mostTried] people: the fewest changes to a panel of the first seats
// people, in how many ways, and other sizes at which there is a panel.
func tryAll(pool planner.Roster, demands []demand, seats int) (fewest, ways int, sizes []int) {
	now := uint(1)<<seats - 1
	works := make([]bool, len(pool)+1)
	for set := range uint(1) << len(pool) {
		var people planner.Roster
		for i := range pool {
			if set>>i&1 == 1 {
				people = append(people, pool[i])
			}
		}
		n := len(people)
		if n != seats && works[n] || n > mostTried || slices.ContainsFunc(demands, func(d demand) bool { return d.status(people) != Met }) {
			continue
		}
		works[n] = true
		if n != seats {
			continue
		}
		switch d := bits.OnesCount(now &^ set); {
		case ways == 0 || d < fewest:
			fewest, ways = d, 1
		case d == fewest:
			ways++
		}
	}
	for n := 1; n <= len(pool); n++ {
		if works[n] && n != seats {
			sizes = append(sizes, n)
		}
	}
	return fewest, ways, sizes
}
