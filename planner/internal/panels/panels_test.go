package panels

import (
	"fmt"
	"math/bits"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// people are drawn with few values, some of them unknown, and with roles.
func people(t *rapid.T) []Person {
	out := make([]Person, rapid.IntRange(3, 7).Draw(t, "people"))
	for i := range out {
		p := &planner.Participant{ID: fmt.Sprint("p", i), Values: make(map[planner.Dimension][]string)}
		for _, d := range []planner.Dimension{"home", planner.Gender} {
			if v := rapid.IntRange(0, 5).Draw(t, "value"); v > 0 {
				p.Values[d] = []string{strconv.Itoa(v)}
			}
		}
		if r := rapid.IntRange(0, 3).Draw(t, "role"); r > 0 {
			p.Roles = []planner.Role{[]planner.Role{planner.RoleSpeaker, planner.RoleModerator, "director"}[r-1]}
		}
		out[i] = Person{Participant: p, Class: Kept}
	}
	return out
}

// Every panel solves the program where, by its tally, it meets the target whatever is
// not known, and no other does; and there are as many solutions as such panels.
func holds(t *rapid.T, target planner.Target, others ...planner.Participant) {
	all := people(t)
	judge := tally.NewJudge(nil, others, planner.RoleSpeaker, nil)
	for seats := range len(all) + 1 {
		q := &Question{People: all, Targets: []planner.Target{target}, Judge: judge, Seats: seats}
		q.Apart = strconv.Itoa
		alone := New(q)
		met := 0
		for set := range uint(1) << len(all) {
			if bits.OnesCount(set) != seats {
				continue
			}
			a := judge.Fixed(&target)
			p := alone.Program.Clone()
			for g := range alone.Groups {
				k := alone.Groups[g].People[0]
				if set>>k&1 == 0 {
					p.Cols[alone.Groups[g].Col].Hi = 0
					continue
				}
				m := judge.Mark(&target, all[k].Participant)
				a.Add(&m, 1)
			}
			nobody := tally.WantsNo(&target) && a.N+a.Maybe == 0 // whom a search need not find
			want := a.Verdict(&target).Met == planner.Yes || nobody
			met += int(tally.One(want))
			if got := p.Solve(t.Context(), ilp.Limits{Nodes: 1000, Work: 1_000_000}, ilp.NoCutoff); got.Found() != want {
				t.Fatalf("%d seats, %b: found %v, by the tally %v", seats, set, got.Found(), want)
			}
		}
		q.Apart = nil
		together := New(q)
		best := together.Program.Solve(t.Context(), ilp.Limits{Nodes: 1000, Work: 1_000_000}, ilp.NoCutoff)
		if best.Found() != (met > 0) {
			t.Fatalf("%d seats: %d panels, found %v", seats, met, best.Found())
		}
		if best.Found() {
			if o := together.Program.Optima(together.Choice(), best, 1); !o.Counted || o.Total != met {
				t.Fatalf("%d seats: %d panels counted as %d", seats, met, o.Total)
			}
		}
	}
}

// One person a home, also where the homes of some are not known.
func TestEachAtMostIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holds(t, planner.Target{
			ID: "home", Kind: planner.Each, Dimension: "home", Max: planner.LimitOf(rapid.IntRange(1, 3).Draw(t, "most")),
		})
	})
}

// The nearest to a share of a number of people that is open is not rounded up.
func TestNearestOfAnOpenNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.Int64Range(1, 60).Draw(t, "share")
		target := planner.Target{
			ID: "share", Dimension: planner.Gender, Value: "1", Roles: []planner.Role{"director"},
			MinShare:    planner.Ratio{Num: least, Den: 100},
			NearestUpTo: planner.Ratio{Num: rapid.Int64Range(least, 100).Draw(t, "up to"), Den: 100},
		}
		if rapid.Bool().Draw(t, "speakers") {
			target.Roles = []planner.Role{planner.RoleSpeaker}
		}
		holds(t, target, drawOthers(t)...)
	})
}

// Of hundreds of people, those with a home of their own are alike, whatever is unknown.
func TestHomesOfTheirOwnAreAlike(t *testing.T) {
	var all []Person
	for i := range 400 {
		p := &planner.Participant{ID: fmt.Sprint(i), Values: map[planner.Dimension][]string{"home": {fmt.Sprint(i)}}}
		if i%16 == 0 {
			p.Values = nil
		}
		all = append(all, Person{Participant: p, Class: Joining})
	}
	target := planner.Target{ID: "home", Kind: planner.Each, Dimension: "home", Max: planner.LimitOf(1)}
	m := New(&Question{People: all, Targets: []planner.Target{target}, Judge: &tally.Judge{}, Seats: 40})
	if len(m.Groups) != 2 || len(m.Program.Rows) != 3 {
		t.Errorf("%d kinds of people, %d rows", len(m.Groups), len(m.Program.Rows))
	}
}
