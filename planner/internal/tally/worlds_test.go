package tally

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// The worlds of some people are all ways to fill in what is not known of them: a value in
// each dimension that has none, among them values that nobody else has, and, for people
// whose source states no role, whether they hold the role that a target is about.

// worlds calls each with every world; the roles of a target decide whose role is open.
func worlds(j *Judge, t *planner.Target, people planner.Roster, each func(planner.Roster)) {
	full := make(planner.Roster, len(people))
	var fill func(i int)
	fill = func(i int) {
		if i == len(people) {
			each(full)
			return
		}
		roles := [][]planner.Role{people[i].Roles}
		if len(people[i].Roles) == 0 {
			roles = [][]planner.Role{{j.JoinAs}}
			if len(t.Roles) > 0 && !slices.Contains(t.Roles, j.JoinAs) {
				roles = append(roles, t.Roles)
			}
		}
		values := func(d planner.Dimension) [][]string {
			if len(people[i].Values[d]) > 0 {
				return [][]string{people[i].Values[d]}
			}
			return [][]string{{"a"}, {"b"}, {fmt.Sprint("new", i)}}
		}
		for _, r := range roles {
			for _, v := range values("d") {
				for _, w := range values("e") {
					full[i] = planner.Participant{Roles: r, Values: map[planner.Dimension][]string{"d": v, "e": w}}
					fill(i + 1)
				}
			}
		}
	}
	fill(0)
}

// has reports whether one of the values listed is the person's, in a world.
func has(p *planner.Participant, d planner.Dimension, values ...string) bool {
	return slices.ContainsFunc(p.Values[d], func(v string) bool { return slices.Contains(values, v) })
}

// truth is whether the target is met in a world, and the number that it bounds, from the
// definition of each kind.
func truth(t *planner.Target, people planner.Roster) (met bool, number int) {
	fits := func(p *planner.Participant, c planner.Condition) bool {
		return !slices.ContainsFunc(c, func(x planner.Term) bool { return has(p, x.Dimension, x.Values...) == x.Not })
	}
	var in planner.Roster
	for _, p := range people {
		if p.HasRole(t.Roles...) && (len(t.ExceptRoles) == 0 || !p.HasRole(t.ExceptRoles...)) &&
			(t.Kind == planner.Count || fits(&p, t.And)) {
			in = append(in, p)
		}
	}
	within := func(t *planner.Target, n, of int) bool {
		low, high := t.Bounds(of)
		return low <= n && (!high.Given || n <= high.N)
	}
	count := func(c planner.Condition) (n int) {
		for i := range in {
			n += int(One(fits(&in[i], c)))
		}
		return n
	}
	byValue := make(map[string]int)
	for _, p := range in {
		for _, v := range p.Values[t.Dimension] {
			if len(t.Across) == 0 && (len(t.List) == 0 || slices.Contains(t.List, v)) {
				byValue[v]++
			}
			for _, d := range t.Across {
				for _, w := range p.Values[d] {
					byValue[v+"/"+w]++
				}
			}
		}
	}
	switch t.Kind {
	case planner.Count:
		number = count(append(planner.Condition{{Dimension: t.Dimension, Values: []string{t.Value}}}, t.And...))
		return within(t, number, len(in)), number
	case planner.Size:
		return within(t, len(in), 0), len(in)
	case planner.NotAllSame:
		return len(byValue) > 1, len(byValue)
	case planner.Distinct:
		return within(t, len(byValue), 0), len(byValue)
	case planner.Each:
		met = true
		for _, n := range byValue {
			number = max(number, n)
			met = met && (len(t.Cells) > 0 || within(t, n, len(in)))
		}
		for c, who := range t.Cells {
			cell := *t
			cell.Part = c
			met = met && within(&cell, count(who), len(in))
		}
		return met, number
	default: // Seats
		number = seated(t, in, fits)
		return number >= t.Min.N, number
	}
}

// seated is the largest number of seats that can be filled, by trying for every person
// every seat and none.
func seated(t *planner.Target, in planner.Roster, fits func(*planner.Participant, planner.Condition) bool) int {
	left := slices.Clone(t.Seats)
	var best func(i int) int
	best = func(i int) int {
		if i == len(in) {
			return 0
		}
		most := best(i + 1)
		for c := range t.Cells {
			if left[c] > 0 && fits(&in[i], t.Cells[c]) {
				left[c]--
				most = max(most, 1+best(i+1))
				left[c]++
			}
		}
		return most
	}
	return best(0)
}

func drawPeople(t *rapid.T) planner.Roster {
	out := make(planner.Roster, rapid.IntRange(0, 3).Draw(t, "people"))
	known := rapid.SampledFrom([][]string{nil, {"a"}, {"b"}, {"c"}, {"a", "b"}})
	for i := range out {
		out[i].Values = map[planner.Dimension][]string{"d": known.Draw(t, "d"), "e": known.Draw(t, "e")}
		out[i].Roles = rapid.SampledFrom([][]planner.Role{
			nil, {planner.RoleSpeaker}, {planner.RoleModerator}, {planner.RoleSpeaker, planner.RoleModerator},
		}).Draw(t, "roles")
	}
	return out
}

func drawTarget(t *rapid.T) planner.Target {
	term := func(d planner.Dimension) planner.Term {
		return planner.Term{
			Dimension: d, Values: []string{rapid.SampledFrom([]string{"a", "b"}).Draw(t, "value")},
			Not: rapid.IntRange(0, 3).Draw(t, "not") == 0,
		}
	}
	limit := func(what string) planner.Limit {
		return planner.Limit{N: rapid.IntRange(0, 3).Draw(t, what), Given: rapid.IntRange(0, 2).Draw(t, what+"?") > 0}
	}
	kind := rapid.SampledFrom([]planner.TargetKind{
		planner.Count, planner.Distinct, planner.Each, planner.NotAllSame, planner.Size, planner.Seats,
	}).Draw(t, "kind")
	x := planner.Target{Kind: kind, Dimension: "d", Min: limit("min"), Max: limit("max")}
	few := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
	if few("roles") {
		x.Roles = []planner.Role{rapid.SampledFrom([]planner.Role{planner.RoleSpeaker, planner.RoleModerator}).Draw(t, "role")}
	}
	if few("except") && !slices.Contains(x.Roles, planner.RoleModerator) {
		x.ExceptRoles = []planner.Role{planner.RoleModerator}
	}
	if few("and") {
		x.And = planner.Condition{term("e")}
	}
	if few("share") && kind != planner.Size && kind != planner.Distinct {
		x.MinShare, x.MaxShare = planner.Percent(rapid.Int64Range(0, 60).Draw(t, "from")), planner.Percent(rapid.Int64Range(40, 100).Draw(t, "to"))
	}
	switch kind {
	case planner.Count:
		x.Value = "a"
	case planner.Distinct:
		if few("list") {
			x.List = []string{"a", "b"}
		}
	case planner.Each:
		switch {
		case few("cells"):
			x.Cells = []planner.Condition{{{Dimension: "d", Values: []string{"a"}}}, {{Dimension: "d", Values: []string{"b"}}, term("e")}}
			if few("parts") {
				x.Parts = []int64{2, 1}
			}
		case few("across"):
			x.Across = []planner.Dimension{"e"}
		default:
			x.Min, x.MinShare = planner.Limit{}, planner.Ratio{}
		}
		if len(x.Cells) == 0 {
			x.Min, x.MinShare = planner.Limit{}, planner.Ratio{}
		}
	case planner.Seats:
		x.Cells, x.Seats = []planner.Condition{{term("d")}, {term("d"), term("e")}}, []int{1, rapid.IntRange(1, 2).Draw(t, "seats")}
		x.Min, x.Max, x.And = planner.LimitOf(rapid.IntRange(1, 2).Draw(t, "filled")), planner.Limit{}, nil
	}
	return x
}

// The verdict is yes only where the target is met in every world, and no only where it is
// in none. Where no share depends on how many people are considered, a count and a size
// are told exactly, and from Have to Have + Unsure are the numbers there can be.
func TestVerdictHoldsInEveryWorld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, x := drawPeople(t), drawTarget(t)
		j := &Judge{JoinAs: planner.RoleSpeaker}
		var a Tally
		for i := range people {
			m := j.Mark(&x, &people[i])
			a.Add(&m, 1)
		}
		v := a.Verdict(&x)
		all, none, least, most := true, true, 1<<30, 0
		worlds(j, &x, people, func(full planner.Roster) {
			met, n := truth(&x, full)
			all, none, least, most = all && met, none && !met, min(least, n), max(most, n)
		})
		if v.Met == planner.Yes && !all || v.Met == planner.No && !none {
			t.Fatalf("verdict %+v; in all worlds %v, in none %v", v, all, none)
		}
		if plain := x.Kind == planner.Count || x.Kind == planner.Size; plain {
			if v.Have != least || v.Have+v.Unsure != most {
				t.Fatalf("verdict %+v; %d to %d", v, least, most)
			}
			if !x.Shares() && (v.Met == planner.Yes) != all {
				t.Fatalf("verdict %+v, but in all worlds %v", v, all)
			}
		}
		if x.Kind == planner.Each && len(x.Cells) == 0 && v.Hi != NoLimit && v.Have+v.Unsure < most ||
			x.Kind == planner.Distinct && v.Have+v.Unsure != most {
			t.Fatalf("verdict %+v; at most %d", v, most)
		}
	})
}

// What is added and taken out again leaves nothing, and the order of people is nothing.
func TestTallyForgets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, x := append(drawPeople(t), drawPeople(t)...), drawTarget(t)
		j := &Judge{JoinAs: planner.RoleSpeaker}
		marks := make([]Mark, len(people))
		for i := range people {
			marks[i] = j.Mark(&x, &people[i])
		}
		stay := rapid.IntRange(0, len(people)).Draw(t, "stay")
		var a, b Tally
		for i := range marks {
			a.Add(&marks[i], 1)
		}
		for i := stay; i < len(marks); i++ {
			a.Add(&marks[i], -1)
		}
		for i := stay - 1; i >= 0; i-- {
			b.Add(&marks[i], 1)
		}
		if va, vb := a.Verdict(&x), b.Verdict(&x); va != vb {
			t.Fatalf("%+v, but %+v", va, vb)
		}
	})
}
