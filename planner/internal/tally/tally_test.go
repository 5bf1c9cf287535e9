package tally

import (
	"slices"
	"testing"

	"roundtable/planner"
)

// tallied adds up people for a target; "F" or "M" is a person's value in d, "?" one who is
// not known, and what follows a colon the role.
func tallied(j *Judge, t *planner.Target, people ...string) Tally {
	a := j.Fixed(t)
	for _, text := range people {
		p := planner.Participant{Values: values{"d": {text[:1]}}}
		if text[0] == '?' {
			p.Values = nil
		}
		if len(text) > 2 {
			p.Roles = roles(planner.Role(text[2:]))
		}
		m := j.Mark(t, &p)
		a.Add(&m, 1)
	}
	return a
}

func TestVerdict(t *testing.T) {
	cell := func(v ...string) planner.Condition { return planner.Condition{{Dimension: "d", Values: v}} }
	limit, share := planner.LimitOf, planner.Percent
	women := planner.Target{Dimension: "d", Value: "F"}
	with := func(base planner.Target, change func(*planner.Target)) *planner.Target {
		change(&base)
		return &base
	}
	each := planner.Target{Kind: planner.Each, Dimension: "d"}
	chairs := planner.Target{Dimension: "d", Value: "F", Roles: roles(moderator)}
	both := planner.Target{Kind: planner.Each, Dimension: "d", Cells: []planner.Condition{cell("F"), cell("M")}}
	seats := planner.Target{Kind: planner.Seats, Cells: []planner.Condition{cell("F"), cell("F", "M")}, Seats: []int{1, 2}}
	flag := planner.Target{Kind: planner.Flag, Dimension: "d", Value: "yes"}
	const yes, no, unknown = planner.Yes, planner.No, planner.Unknown
	for _, tt := range []struct {
		name   string
		target *planner.Target
		people []string
		want   Verdict
	}{
		{"a minimum met", with(women, func(x *planner.Target) { x.Min = limit(2) }), []string{"F", "F", "M", "?"}, Verdict{yes, 2, NoLimit, 2, 1, 0, 0}},
		{"one that the unknown can decide", with(women, func(x *planner.Target) { x.Min = limit(3) }), []string{"F", "F", "M", "?"}, Verdict{unknown, 3, NoLimit, 2, 1, 1, 0}},
		{"out of reach", with(women, func(x *planner.Target) { x.Min = limit(4) }), []string{"F", "F", "M", "?"}, Verdict{no, 4, NoLimit, 2, 1, 2, 0}},
		{"a maximum met", with(women, func(x *planner.Target) { x.Max = limit(3) }), []string{"F", "F", "M", "?"}, Verdict{yes, 0, 3, 2, 1, 0, 0}},
		{"broken perhaps", with(women, func(x *planner.Target) { x.Max = limit(2) }), []string{"F", "F", "M", "?"}, Verdict{unknown, 0, 2, 2, 1, 0, 0}},
		{"broken", with(women, func(x *planner.Target) { x.Max = limit(1) }), []string{"F", "F", "M", "?"}, Verdict{no, 0, 1, 2, 1, 0, 1}},
		{"no bound", &women, nil, Verdict{yes, 0, NoLimit, 0, 0, 0, 0}},
		{"at most nobody", with(women, func(x *planner.Target) { x.Max = limit(0) }), nil, Verdict{yes, 0, 0, 0, 0, 0, 0}},

		// The one without a role may be a chair: then half of two is one, else half of one.
		{"a share of an open number", with(chairs, func(x *planner.Target) { x.MinShare = share(50) }), []string{"F:moderator", "M"}, Verdict{yes, 1, NoLimit, 1, 0, 0, 0}},
		{"which decides", with(chairs, func(x *planner.Target) { x.MinShare = share(60) }), []string{"F:moderator", "M"}, Verdict{unknown, 1, NoLimit, 1, 0, 0, 0}},
		{"at most so many", with(chairs, func(x *planner.Target) { x.MaxShare = share(50) }), []string{"F:moderator", "M"}, Verdict{unknown, 0, 0, 1, 0, 0, 1}},
		{"too many however", with(chairs, func(x *planner.Target) { x.MaxShare = share(40) }), []string{"F:moderator", "M"}, Verdict{no, 0, 0, 1, 0, 0, 1}},

		{"one who may count", with(chairs, func(x *planner.Target) { x.Min = limit(1) }), []string{"F"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"half of two or of three", with(chairs, func(x *planner.Target) { x.MaxShare = share(50) }), []string{"F:moderator", "M:moderator", "M"}, Verdict{yes, 0, 1, 1, 0, 0, 0}},

		{"different values", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(2), Max: limit(2)}, []string{"F", "M", "M"}, Verdict{yes, 2, 2, 2, 0, 0, 0}},
		{"of a list that ends", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(2), List: []string{"F", "M"}}, []string{"F", "G", "?", "?"}, Verdict{unknown, 2, NoLimit, 1, 1, 1, 0}},
		{"of one who may be considered", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(2), Roles: roles(moderator)}, []string{"F:moderator", "F", "M", "M"}, Verdict{unknown, 2, NoLimit, 1, 1, 1, 0}},
		{"who brings no other", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(2), Roles: roles(moderator)}, []string{"F:moderator", "F"}, Verdict{no, 2, NoLimit, 1, 0, 1, 0}},
		{"who brings one", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(2), Roles: roles(moderator)}, []string{"F:moderator", "M"}, Verdict{unknown, 2, NoLimit, 1, 1, 1, 0}},
		{"of a list of one", &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: limit(1), List: []string{"F"}}, []string{"?", "?"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"nothing alike", &planner.Target{Kind: planner.NotAllSame, Dimension: "d"}, []string{"F", "F"}, Verdict{no, 2, NoLimit, 1, 0, 1, 0}},
		{"people", &planner.Target{Kind: planner.Size, Min: limit(2), Max: limit(3), Roles: roles(moderator)}, []string{"F:moderator", "M", "M:speaker"}, Verdict{unknown, 2, 3, 1, 1, 1, 0}},

		{"the most frequent value", with(each, func(x *planner.Target) { x.Max = limit(2) }), []string{"F", "F", "M"}, Verdict{yes, 0, 2, 2, 0, 0, 0}},
		{"which the unknown may share", with(each, func(x *planner.Target) { x.Max = limit(2) }), []string{"F", "F", "?", "?"}, Verdict{unknown, 0, 2, 2, 2, 0, 0}},
		{"all that exceeds", with(each, func(x *planner.Target) { x.Max = limit(1) }), []string{"F", "F", "F", "M", "M"}, Verdict{no, 0, 1, 3, 0, 0, 3}},
		{"no limit to a value", &each, []string{"F"}, Verdict{yes, 0, NoLimit, 0, 0, 0, 0}},
		{"values of those perhaps considered", with(each, func(x *planner.Target) { x.Max, x.Roles = limit(1), roles(moderator) }), []string{"M", "M"}, Verdict{unknown, 0, 1, 0, 2, 0, 0}},
		{"beside those who are", with(each, func(x *planner.Target) { x.Max, x.Roles = limit(2), roles(moderator) }), []string{"M:moderator", "M", "M"}, Verdict{unknown, 0, 2, 1, 2, 0, 0}},

		{"whose values are not known", with(each, func(x *planner.Target) { x.Max, x.Roles = limit(2), roles(moderator) }), []string{"M", "?", "?"}, Verdict{unknown, 0, 2, 0, 3, 0, 0}},
		{"a share of who is considered", with(each, func(x *planner.Target) { x.MaxShare, x.Roles = share(50), roles(moderator) }), []string{"F:moderator", "F:moderator", "M", "M"}, Verdict{unknown, 0, 1, 2, 0, 0, 1}},

		{"one cell", with(both, func(x *planner.Target) { x.Cells, x.Min = x.Cells[:1], limit(1) }), []string{"M"}, Verdict{no, 1, NoLimit, 0, 0, 1, 0}},
		{"one cell met", with(both, func(x *planner.Target) { x.Cells, x.Min = x.Cells[:1], limit(1) }), []string{"F", "M", "?"}, Verdict{yes, 1, NoLimit, 1, 1, 0, 0}},
		{"one cell perhaps", with(both, func(x *planner.Target) { x.Cells, x.Min = x.Cells[:1], limit(1) }), []string{"?"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"one cell by who may be considered", with(both, func(x *planner.Target) { x.Cells, x.Min, x.Roles = x.Cells[:1], limit(1), roles(moderator) }), []string{"F"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"two cells, each perhaps and not both", with(both, func(x *planner.Target) { x.Min = limit(2) }), []string{"F", "M", "?"}, Verdict{no, 2, NoLimit, 1, 1, 2, 0}},
		{"the cell with the fewest", with(both, func(x *planner.Target) { x.Min = limit(1) }), []string{"F", "F", "M"}, Verdict{yes, 1, NoLimit, 1, 0, 0, 0}},
		{"cells: all met", with(both, func(x *planner.Target) { x.Min = limit(1) }), []string{"F", "M", "M"}, Verdict{yes, 1, NoLimit, 1, 0, 0, 0}},
		{"the one that lacks most", with(both, func(x *planner.Target) { x.Min = limit(2) }), []string{"M"}, Verdict{no, 2, NoLimit, 0, 0, 3, 0}},
		{"the one that exceeds most", with(both, func(x *planner.Target) { x.Max = limit(1) }), []string{"F", "M", "M", "M", "?"}, Verdict{no, 0, 1, 3, 1, 0, 2}},
		{"one unknown fills one cell", with(both, func(x *planner.Target) { x.Min = limit(1) }), []string{"F", "?"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"and not two", with(both, func(x *planner.Target) { x.Min = limit(1) }), []string{"?"}, Verdict{no, 1, NoLimit, 0, 1, 2, 0}},
		{"cells of nobody", with(both, func(x *planner.Target) { x.Min = limit(1) }), nil, Verdict{no, 1, NoLimit, 0, 0, 2, 0}},
		{"a missed cell after one that is open", with(both, func(x *planner.Target) { x.Max = limit(1) }), []string{"F", "M", "M", "?"}, Verdict{no, 0, 1, 2, 1, 0, 1}},
		{"an open cell after one that is missed", with(both, func(x *planner.Target) { x.Max = limit(1) }), []string{"F", "F", "M", "?"}, Verdict{no, 0, 1, 2, 1, 0, 1}},

		{"seats: all filled", with(seats, func(x *planner.Target) { x.Min = limit(3) }), []string{"F", "M", "M"}, Verdict{yes, 3, NoLimit, 3, 0, 0, 0}},
		{"one that may stay empty", with(seats, func(x *planner.Target) { x.Min = limit(2) }), []string{"M", "M", "M"}, Verdict{yes, 2, NoLimit, 2, 0, 0, 0}},
		{"nobody for one of them", with(seats, func(x *planner.Target) { x.Min = limit(3) }), []string{"M", "M", "M"}, Verdict{no, 3, NoLimit, 2, 0, 1, 0}},
		{"two for three", with(seats, func(x *planner.Target) { x.Min = limit(3) }), []string{"F", "M"}, Verdict{no, 3, NoLimit, 2, 0, 1, 0}},
		{"perhaps somebody", with(seats, func(x *planner.Target) { x.Min = limit(3) }), []string{"M", "M", "?"}, Verdict{unknown, 3, NoLimit, 2, 1, 1, 0}},

		{"a flag that somebody raises", &flag, []string{"y", "n"}, Verdict{yes, 1, NoLimit, 1, 0, 0, 0}},
		{"nobody", &flag, []string{"n", "n"}, Verdict{no, 1, NoLimit, 0, 0, 1, 0}},
		{"perhaps somebody", &flag, []string{"n", "?"}, Verdict{unknown, 1, NoLimit, 0, 1, 1, 0}},
		{"nobody is asked", &flag, nil, Verdict{unknown, 1, NoLimit, 0, 0, 1, 0}},
		{"one who may be asked says no", with(flag, func(x *planner.Target) { x.Roles = roles(moderator) }), []string{"n"}, Verdict{no, 1, NoLimit, 0, 0, 1, 0}},
		{"nobody may raise it", with(flag, func(x *planner.Target) { x.Value = "no" }), []string{"n"}, Verdict{yes, 0, 0, 0, 0, 0, 0}},
		{"two do", with(flag, func(x *planner.Target) { x.Value = "no" }), []string{"y", "y", "?"}, Verdict{no, 0, 0, 2, 1, 0, 2}},

		{"appearances in other sessions", &planner.Target{Kind: planner.PerPerson, Max: limit(3)}, []string{"F"}, Verdict{unknown, 0, 3, 0, 0, 0, 0}},
	} {
		a := tallied(&Judge{JoinAs: speaker}, tt.target, tt.people...)
		if got := a.Verdict(tt.target); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// The proposal's own answer is one that is asked, for a flag alone.
func TestVerdictOfTheProposal(t *testing.T) {
	for answer, want := range map[planner.Answer]planner.Answer{planner.Yes: planner.Yes, planner.No: planner.No, planner.Unknown: planner.Unknown} {
		j := &Judge{Fields: map[planner.Dimension]planner.Answer{"d": answer}}
		a := tallied(j, &planner.Target{Kind: planner.Flag, Dimension: "d"})
		if got := a.Verdict(&planner.Target{Kind: planner.Flag, Dimension: "d"}); got.Met != want {
			t.Errorf("%d: %+v", answer, got)
		}
		if a := j.Fixed(&planner.Target{Dimension: "d", Value: "F"}); a.N != 0 {
			t.Errorf("%d: counted %+v", answer, a)
		}
	}
}

// Hall's condition (P. Hall, On Representatives of Subsets, J. London Math. Soc. 10 (1935)
// 26–30): three seats for which the same two people fit cannot all be filled. The lack is
// named by the fewest seats that show it.
func TestLackNamesTheFewestSeats(t *testing.T) {
	of := func(v ...string) planner.Condition { return planner.Condition{{Dimension: "d", Values: v}} }
	for _, tt := range []struct {
		name   string
		cells  []planner.Condition
		seats  []int
		people []string
		want   Lack
	}{
		{"three chairs of two people", []planner.Condition{of("1", "2"), of("1", "2"), of("1", "2"), of("3")}, []int{1, 1, 1, 1}, []string{"1", "2", "3"}, Lack{0b111, 3, 2}},
		{"some lack more than the first", []planner.Condition{of("1", "2"), of("9")}, []int{3, 2}, []string{"1", "2"}, Lack{0b11, 5, 2}},
		{"a lack within others", []planner.Condition{of("3"), of("1", "2"), of("4")}, []int{1, 3, 1}, []string{"1", "2", "3", "4"}, Lack{0b10, 3, 2}},
		{"nothing lacks", []planner.Condition{of("1"), of("1", "2")}, []int{1, 1}, []string{"2", "1"}, Lack{}},
		{"the second lacks, and both would", []planner.Condition{of("1"), of("2")}, []int{1, 2}, []string{"1", "2"}, Lack{0b10, 2, 1}},
		{"what nobody fits", []planner.Condition{of("9"), of("1")}, []int{2, 1}, nil, Lack{0b11, 3, 0}},
		{"kinds without seats say nothing", []planner.Condition{of("9"), of("1")}, []int{0, 1}, []string{"2"}, Lack{0b10, 1, 0}},
	} {
		x := &planner.Target{Kind: planner.Seats, Cells: tt.cells, Seats: tt.seats}
		a := tallied(&Judge{}, x, tt.people...)
		if got := a.Lack(x); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	if SeatsOf(0b101, []int{1, 10, 100}) != 101 || SeatsOf(0, []int{1}) != 0 {
		t.Error("seats of a set of kinds")
	}
}

// A person who may be considered fits no seat for certain.
func TestSeatOfTheUncertain(t *testing.T) {
	for in, want := range map[planner.Answer][2]SeatSet{planner.Yes: {0b001, 0b101}, planner.Unknown: {0, 0b101}} {
		m := Mark{In: in, Cells: []planner.Answer{planner.Yes, planner.No, planner.Unknown}}
		if got := [2]SeatSet{m.Seat(), m.fits(false)}; got != want {
			t.Errorf("%d: %b, want %b", in, got, want)
		}
	}
}

// A value that nobody has any more is no value that somebody may bring.
func TestValuesTakenOut(t *testing.T) {
	x := &planner.Target{Kind: planner.Distinct, Dimension: "d", Min: planner.LimitOf(1), Roles: roles(moderator)}
	a := tallied(&Judge{JoinAs: speaker}, x, "F", "M")
	m := Mark{Hit: planner.Yes, Values: []string{"M"}}
	a.Add(&m, -1)
	if v := a.Verdict(x); v.Unsure != 1 {
		t.Errorf("%+v", v)
	}
}

func TestByFrequency(t *testing.T) {
	got := ByFrequency(map[string]int{"b": 2, "a": 2, "c": 5, "gone": 0, "less": -1, "d": 1})
	if !slices.Equal(got, []string{"c", "a", "b", "d"}) {
		t.Error(got)
	}
}
