package panels

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// kinds are those of targets that have rows of their own.
var kinds = map[string]planner.TargetKind{
	"count": planner.Count, "distinct": planner.Distinct, "not all same": planner.NotAllSame, "each": planner.Each,
	"cells": planner.Each, "size": planner.Size, "flag": planner.Flag, "seats": planner.Seats,
}

// drawTarget draws a target of the kind, about people of any role, with bounds in people
// and in shares.
func drawTarget(t *rapid.T, kind string) planner.Target {
	few := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
	limit := func(what string) planner.Limit {
		return planner.Limit{N: rapid.IntRange(0, 3).Draw(t, what), Given: rapid.Bool().Draw(t, what+"?")}
	}
	term := func(d planner.Dimension) planner.Term {
		return planner.Term{Dimension: d, Values: []string{rapid.SampledFrom([]string{"1", "2"}).Draw(t, "value")}}
	}
	x := planner.Target{ID: "x", Kind: kinds[kind], Dimension: planner.Gender, Min: limit("min"), Max: limit("max")}
	switch rapid.IntRange(0, 4).Draw(t, "roles") {
	case 0:
		x.Roles = []planner.Role{planner.RoleSpeaker}
	case 1:
		x.Roles = []planner.Role{"director"}
	case 2:
		x.ExceptRoles = []planner.Role{planner.RoleModerator}
	}
	if few("and") {
		x.And = planner.Condition{term("home")}
	}
	cells := []planner.Condition{{term("home")}, {term(planner.Gender), term("home")}}
	if few("disjoint cells") {
		cells = []planner.Condition{{{Dimension: planner.Gender, Values: []string{"1"}}}, {{Dimension: planner.Gender, Values: []string{"2"}}}}
	}
	if few("one cell") {
		cells = cells[:1]
	}
	shares := func() {
		least := rapid.Int64Range(0, 60).Draw(t, "from")
		switch rapid.IntRange(0, 3).Draw(t, "shares") {
		case 0:
			x.MinShare = planner.Percent(least)
		case 1:
			x.MaxShare = planner.Percent(least)
		case 2:
			x.MinShare, x.MaxShare = planner.Percent(least), planner.Ratio{Num: 3 * least, Den: 300}
		}
	}
	switch x.Kind {
	case planner.Count:
		x.Value = "1"
		shares()
	case planner.Distinct:
		if few("list") {
			x.List = []string{"1", "2"}
		}
	case planner.Each:
		if kind == "cells" {
			x.Cells = cells
			shares()
			break
		}
		if few("across") {
			x.Across = []planner.Dimension{"home"}
		}
		x.Min = planner.Limit{}
		if rapid.Bool().Draw(t, "share?") {
			x.MaxShare = planner.Percent(rapid.Int64Range(10, 90).Draw(t, "share"))
		}
	case planner.Flag:
		x.Value = rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "answer")
	case planner.Seats:
		x.Cells, x.Seats = cells, []int{rapid.IntRange(0, 2).Draw(t, "seats"), 1}[:len(cells)]
		x.Min, x.Max = planner.LimitOf(rapid.IntRange(0, x.Seats[0]+len(cells)-1).Draw(t, "filled")), planner.Limit{}
	}
	return x
}

// A panel solves the rows of any target where it meets the target, together with those who
// bear on it without a seat in question.
func TestRowsAreTheVerdict(t *testing.T) {
	for kind := range kinds {
		t.Run(kind, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { rowsAreTheVerdict(t, kind) }) })
	}
}

func rowsAreTheVerdict(t *rapid.T, kind string) {
	others := drawOthers(t)
	x := drawTarget(t, kind)
	if len(others) > 0 && rapid.Bool().Draw(t, "about them") {
		x.Roles, x.ExceptRoles = []planner.Role{"director"}, nil
	}
	holds(t, x, others...)
}

// drawOthers draws directors who bear on targets without being in question.
func drawOthers(t *rapid.T) (others []planner.Participant) {
	for range rapid.IntRange(0, 2).Draw(t, "others") {
		o := planner.Participant{ID: "other", Roles: []planner.Role{"director"}, Values: map[planner.Dimension][]string{}}
		for _, d := range []planner.Dimension{"home", planner.Gender} {
			if v := rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "value"); v != "" {
				o.Values[d] = []string{v}
			}
		}
		others = append(others, o)
	}
	return others
}

// Recruits can be had in any number. Those of a new value have each another one.
func TestRowsOfRecruits(t *testing.T) {
	for kind := range kinds {
		t.Run(kind, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { rowsOfRecruits(t, kind) }) })
	}
}

func rowsOfRecruits(t *rapid.T, kind string) {
	x, judge := drawTarget(t, kind), tally.NewJudge(nil, nil, planner.RoleSpeaker, nil)
	all := people(t)[:3]
	recruits := rapid.IntRange(1, 2).Draw(t, "recruits")
	for range recruits {
		p := &planner.Participant{Roles: []planner.Role{planner.RoleSpeaker}, Values: make(map[planner.Dimension][]string)}
		for _, d := range []planner.Dimension{"home", planner.Gender} {
			p.Values[d] = []string{rapid.SampledFrom([]string{"1", "2", "3", NewValue}).Draw(t, "value")}
		}
		all = append(all, Person{Participant: p, Class: Recruit})
	}
	seats := rapid.IntRange(1, 3).Draw(t, "seats")
	m := New(&Question{People: all, Targets: []planner.Target{x}, Judge: judge, Seats: seats, Apart: strconv.Itoa})
	if len(m.Groups) != 3 {
		t.Fatalf("%d kinds of three people; recruits are none", len(m.Groups))
	}
	var cols []int
	for g := range m.Groups {
		cols = append(cols, m.Groups[g].Col)
	}
	for k := 3; k < len(all); k++ {
		cols = append(cols, m.Program.AddColumn(0, int64(seats), m.Entries[k]...))
	}
	number := make([]int, len(all))
	var walk func(k, left int)
	walk = func(k, left int) {
		if k < len(all) {
			for n := range left + 1 {
				if number[k] = n; k >= 3 || n <= 1 {
					walk(k+1, left-n)
				}
			}
			return
		}
		if left > 0 {
			return
		}
		a, p, fresh := judge.Fixed(&x), m.Program.Clone(), 0
		for k, n := range number {
			p.Cols[cols[k]].Bounds = ilp.Bounds{Lo: int64(n), Hi: int64(n)}
			for range n {
				one := *all[k].Participant
				one.Values = make(map[planner.Dimension][]string)
				for d, v := range all[k].Values {
					if one.Values[d] = v; v[0] == NewValue {
						fresh++
						one.Values[d] = []string{"new" + strconv.Itoa(fresh)}
					}
				}
				mark := judge.Mark(&x, &one)
				a.Add(&mark, 1)
			}
		}
		want := a.Verdict(&x).Met == planner.Yes || tally.WantsNo(&x) && a.N+a.Maybe == 0
		if got := p.Solve(t.Context(), ilp.Limits{Nodes: 1000, Work: 1_000_000}, ilp.NoCutoff); got.Found() != want {
			t.Fatalf("%v: found %v, by the tally %v", number, got.Found(), want)
		}
	}
	walk(0, seats)
}
