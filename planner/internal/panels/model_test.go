package panels

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// six are two of each class but recruits: by stakeholder group, and where they live.
func six() []Person {
	var out []Person
	for i, c := range []Class{Kept, Kept, Locked, Locked, Joining, Joining} {
		out = append(out, Person{&planner.Participant{
			ID:     fmt.Sprint("p", i),
			Values: map[planner.Dimension][]string{planner.Stakeholder: {[]string{"Gov", "Civ"}[i%2]}, "home": {fmt.Sprint(i)}},
		}, c})
	}
	return out
}

func civ(low int) []planner.Target {
	return []planner.Target{{ID: "civ", Dimension: planner.Stakeholder, Value: "Civ", Min: planner.LimitOf(low)}}
}

// Who may leave, who may join, what it costs, and what the rules are called.
func TestClasses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		ask   Question
		found bool
		value int64
		rules []string
	}{
		{"all stay who can", Question{Seats: 4, Targets: civ(2)}, true, -4, []string{"size 4", "locked 2", "civ min 2 2"}},
		{"one gives way", Question{Seats: 4, Targets: civ(3)}, true, -3, []string{"size 4", "locked 2", "civ min 3 3"}},
		{"the locked do not", Question{Seats: 4, Targets: civ(4)}, false, 0, []string{"size 4", "locked 2", "civ min 4 4"}},
		{"fewer seats", Question{Seats: 2}, true, -2, []string{"size 2", "locked 2"}},
		{"fewer than are locked", Question{Seats: 1}, false, 0, []string{"size 1", "locked 2"}},
		{"nobody leaves, one joins", Question{Seats: 5, Stay: true, Targets: civ(3)}, true, 1, []string{"size 5", "locked 4", "civ min 3 3"}},
		{"no seat to join", Question{Seats: 4, Stay: true, Targets: civ(3)}, false, 0, []string{"size 4", "locked 4", "civ min 3 3"}},
		{"as many as it takes", Question{Seats: AnySize, Stay: true, Targets: civ(3)}, true, 1, []string{"locked 4", "civ min 3 3"}},
		{"a minimum of nobody asks nothing", Question{Seats: AnySize, Targets: civ(0)}, true, -4, []string{"locked 2"}},
	} {
		tt.ask.People, tt.ask.Judge = six(), &tally.Judge{}
		m := New(&tt.ask)
		got := m.Program.Solve(t.Context(), ilp.Limits{Nodes: 1000, Work: 1_000_000}, ilp.NoCutoff)
		if !got.Proved || got.Found() != tt.found || tt.found && got.Value != tt.value {
			t.Errorf("%s: %+v", tt.name, got)
		}
		var rules []string
		for i, r := range m.Rules {
			rules = append(rules, fmt.Sprint(r.Name, " ", r.Limit))
			if about := r.Target >= 0; about != (r.Bound == "min") || !about && r.Bound != m.Names([]int{i})[0] {
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
		if !slices.Equal(rules, tt.rules) {
			t.Errorf("%s: rules %q, want %q", tt.name, rules, tt.rules)
		}
	}
}

func TestOnPanel(t *testing.T) {
	one := New(&Question{People: six()[1:3], Judge: &tally.Judge{}, Seats: AnySize})
	if len(one.Rules) != 1 || one.Rules[0].Limit != 1 {
		t.Errorf("one who is locked: %+v", one.Rules)
	}
	for c, want := range map[Class]bool{Kept: true, Locked: true, Joining: false, Recruit: false} {
		if c.OnPanel() != want {
			t.Errorf("class %d is on the panel: %v", c, !want)
		}
	}
}

// People share a column who are alike for all rules and of one class, unless they are told
// apart.
func TestGroupsOfPeople(t *testing.T) {
	q := &Question{People: append(six(), six()[0]), Targets: civ(1), Judge: &tally.Judge{}, Seats: 3}
	groups := func(m *Model) [][]string {
		var out [][]string
		for _, g := range m.Groups {
			out = append(out, m.IDs(g.People))
			if m.Program.Cols[g.Col].Hi != int64(len(g.People)) {
				t.Errorf("%d people are up to %d", len(g.People), m.Program.Cols[g.Col].Hi)
			}
		}
		return out
	}
	m := New(q)
	if got := fmt.Sprint(groups(m)); got != "[[p0 p0] [p1] [p2] [p3] [p4] [p5]]" {
		t.Error(got)
	}
	q.Targets = nil
	m = New(q)
	if got := fmt.Sprint(groups(m)); got != "[[p0 p1 p0] [p2 p3] [p4 p5]]" {
		t.Error(got)
	}
	q.Apart = func(i int) string { return q.People[i].Values["home"][0] }
	m = New(q)
	if got := fmt.Sprint(groups(m)); got != "[[p0 p0] [p1] [p2] [p3] [p4] [p5]]" {
		t.Error(got)
	}
	if cols := m.Choice().Cols; len(cols) != 6 {
		t.Errorf("the choice is of %d columns", len(cols))
	}
}

// A model that was given a number of seats can be asked for another.
func TestResize(t *testing.T) {
	m := New(&Question{People: six(), Judge: &tally.Judge{}, Seats: 6})
	for _, tt := range []struct {
		least, most int
		value       int64
	}{{3, 3, -3}, {0, 6, -4}, {5, 6, -4}, {2, 3, -3}} {
		m.Resize(tt.least, tt.most)
		got := m.Program.Solve(t.Context(), ilp.Limits{Nodes: 1000, Work: 1_000_000}, ilp.NoCutoff)
		if n := m.Program.Sums(got.X)[m.Rules[0].Rows[0]]; got.Value != tt.value || n < int64(tt.least) || n > int64(tt.most) {
			t.Errorf("%d to %d seats: %d people at %d", tt.least, tt.most, n, got.Value)
		}
	}
}

// A profile is what all of a group are known to share in the dimensions of the targets.
func TestProfile(t *testing.T) {
	of := func(values ...map[planner.Dimension][]string) map[planner.Dimension]string {
		m := &Model{Targets: []planner.Target{{Dimension: "a", And: planner.Condition{{Dimension: "b"}}}}}
		g := &Group{}
		for i, v := range values {
			m.People = append(m.People, Person{Participant: &planner.Participant{Values: v}})
			g.People = append(g.People, i)
		}
		return m.Profile(g)
	}
	type values = map[planner.Dimension][]string
	for _, tt := range []struct {
		people []values
		want   map[planner.Dimension]string
	}{
		{[]values{{"a": {"x"}, "b": {"1", "2"}, "c": {"z"}}}, map[planner.Dimension]string{"a": "x", "b": "1; 2"}},
		{[]values{{"a": {"x"}, "b": {"1"}}, {"a": {"x"}, "b": {"2"}}}, map[planner.Dimension]string{"a": "x"}},
		{[]values{{"a": {"x"}}, {}}, map[planner.Dimension]string{}},
		{[]values{{}, {"a": {"x"}}}, map[planner.Dimension]string{}},
	} {
		if got := of(tt.people...); !maps.Equal(got, tt.want) {
			t.Errorf("%v: %v, want %v", tt.people, got, tt.want)
		}
	}
}

// Giving way by one person changes the main rows of a rule by its unit, and rules of cells
// say which.
func TestRulesOfTargets(t *testing.T) {
	cell := func(v string) planner.Condition {
		return planner.Condition{{Dimension: planner.Stakeholder, Values: []string{v}}}
	}
	director := []planner.Role{"director"}
	for _, tt := range []struct {
		name   string
		target planner.Target
		want   string // rules with cell, limit, unit, rows and main rows
	}{
		{"count", planner.Target{Dimension: planner.Stakeholder, Value: "Gov", Min: planner.LimitOf(1), Max: planner.LimitOf(2)}, "x min 1||1|1|1,1 x max 2||2|1|1,1 "},
		{"cells", planner.Target{Kind: planner.Each, Cells: []planner.Condition{cell("Gov"), cell("Civ")}, Min: planner.LimitOf(1)}, "x min 1 (Gov)|Gov|1|1|1,1 x min 1 (Civ)|Civ|1|1|1,1 "},
		{"parts", planner.Target{Kind: planner.Each, Cells: []planner.Condition{cell("Gov"), cell("Civ")}, Parts: []int64{3, 1}}, "x min 2 (Gov)|Gov|2|1|1,1 x max 2 (Gov)|Gov|2|1|1,1 x min 1 (Civ)|Civ|1|1|1,1 x max 1 (Civ)|Civ|1|1|1,1 "},
		{"parts of an open number", planner.Target{Kind: planner.Each, Cells: []planner.Condition{cell("Gov"), cell("Civ")}, Parts: []int64{3, 1}, Roles: director}, "x min 75 (Gov)|Gov|75|8|1,1 x max 75 (Gov)|Gov|75|8|1,1 x min 25 (Civ)|Civ|25|8|1,1 x max 25 (Civ)|Civ|25|8|1,1 "},
		{"share of an open number", planner.Target{Dimension: planner.Stakeholder, Value: "Gov", MinShare: planner.Percent(40), Roles: director}, "x min 40||40|100|1,1 "},
		{"different values", planner.Target{Kind: planner.Distinct, Dimension: planner.Stakeholder, Min: planner.LimitOf(2)}, "x min 2||2|1|3,1 "},
		{"as many as a list has", planner.Target{Kind: planner.Distinct, Dimension: planner.Stakeholder, List: []string{"Gov"}, Max: planner.LimitOf(1)}, ""},
		{"no value above", planner.Target{Kind: planner.Each, Dimension: planner.Stakeholder, Max: planner.LimitOf(2)}, "x max 2||2|1|2,2 "},
		{"no value can be above", planner.Target{Kind: planner.Each, Dimension: planner.Stakeholder, Max: planner.LimitOf(3)}, "x max 3||3|1|0,0 "},
		{"seats", planner.Target{Kind: planner.Seats, Cells: []planner.Condition{cell("Gov"), cell("Civ")}, Seats: []int{1, 1}, Min: planner.LimitOf(2)}, "x min 2||2|1|3,3 "},
		{"seats for the same people", planner.Target{Kind: planner.Seats, Cells: []planner.Condition{cell("Gov"), cell("Gov")}, Seats: []int{1, 1}, Min: planner.LimitOf(2)}, "x min 2||2|1|1,1 "},
		{"seats one of which may stay empty", planner.Target{Kind: planner.Seats, Cells: []planner.Condition{cell("Gov"), cell("Civ")}, Seats: []int{1, 1}, Min: planner.LimitOf(1)}, "x min 1||1|1|1,1 "},
		{"size", planner.Target{Kind: planner.Size, Min: planner.LimitOf(1), Max: planner.LimitOf(2)}, "x min 1||1|1|1,1 x max 2||2|1|1,1 "},
		{"flag", planner.Target{Kind: planner.Flag, Dimension: "MAG", Value: "no"}, "x max 0||0|1|1,1 "},
	} {
		tt.target.ID = "x"
		m := New(&Question{People: six(), Targets: []planner.Target{tt.target}, Judge: &tally.Judge{}, Seats: 3})
		got := ""
		for _, r := range m.Rules[2:] {
			got += fmt.Sprintf("%s|%s|%d|%d|%d,%d ", r.Name, r.Cell, r.Limit, r.Unit, len(r.Rows), len(r.Main))
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// One more who carries the value of somebody beside the panel brings no other.
func TestValueBesideThePanel(t *testing.T) {
	director := func(id string) planner.Participant {
		return planner.Participant{
			ID: id, Roles: []planner.Role{"director"}, Values: map[planner.Dimension][]string{planner.Gender: {"1"}},
		}
	}
	p := director("p")
	judge := tally.NewJudge(nil, planner.Roster{director("other")}, planner.RoleSpeaker, nil)
	for limit, want := range []bool{false, true, true} {
		target := planner.Target{
			ID: "x", Kind: planner.Distinct, Dimension: planner.Gender, Max: planner.LimitOf(limit), Roles: []planner.Role{"director"},
		}
		m := New(&Question{People: []Person{{Participant: &p}}, Targets: []planner.Target{target}, Judge: judge, Seats: 1})
		if got := m.Program.Solve(t.Context(), ilp.Limits{Nodes: 100, Work: 100_000}, ilp.NoCutoff); got.Found() != want {
			t.Errorf("at most %d: %v", limit, got.X)
		}
	}
}
