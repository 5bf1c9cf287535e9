package balance

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// drawSeats draws a target of seats for one to three kinds of people.
func drawSeats(t *rapid.T, i int) planner.Target {
	x := planner.Target{ID: fmt.Sprintf("t%d", i), Kind: planner.Seats}
	all := 0
	for range rapid.IntRange(1, 3).Draw(t, "kinds") {
		var who planner.Condition
		for range rapid.IntRange(1, 2).Draw(t, "terms") {
			who = append(who, planner.Term{
				Dimension: rapid.SampledFrom(bruteDims).Draw(t, "dimension"),
				Values:    []string{rapid.SampledFrom(bruteValues).Draw(t, "value")},
				Not:       rapid.IntRange(0, 4).Draw(t, "not") == 0,
			})
		}
		n := rapid.IntRange(1, 2).Draw(t, "number")
		all += n
		x.Cells, x.Seats = append(x.Cells, who), append(x.Seats, n)
	}
	x.Min = planner.LimitOf(max(1, all-rapid.IntRange(0, 1).Draw(t, "open")))
	return x
}

// filled is the largest number of seats that can be filled, by trying for every person
// every seat and none.
func filled(people planner.Roster, t *planner.Target, sure bool) int {
	left := slices.Clone(t.Seats)
	var best func(i int) int
	best = func(i int) int {
		if i == len(people) {
			return 0
		}
		most := best(i + 1)
		for c := range t.Cells {
			a := t.Cells[c].Of(&people[i])
			if left[c] == 0 || a == planner.No || sure && a != planner.Yes {
				continue
			}
			left[c]--
			most = max(most, 1+best(i+1))
			left[c]++
		}
		return most
	}
	return best(0)
}

// The verdict on seats is that of every assignment of people to seats, and what it says
// is lacking is a set of kinds with more seats than people who fit one of them.
func TestSeatsEqualAssignment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, x := drawProblem(t), drawSeats(t, 0)
		for i := range p.pool {
			p.pool[i].Roles = nil
		}
		r := Check(p.pool, []planner.Target{x}, DefaultOptions()).Targets[0]
		sure, most := filled(p.pool, &x, true), filled(p.pool, &x, false)
		if r.Have != sure || r.Have+r.Unknown != most {
			t.Fatalf("%d to %d seats can be filled, want %d to %d", r.Have, r.Have+r.Unknown, sure, most)
		}
		want := CannotTell
		switch {
		case sure >= x.Min.N:
			want = Met
		case most < x.Min.N:
			want = Missed
		}
		if r.Status != want {
			t.Fatalf("%s, want %s", r.Status, want)
		}
		all := 0
		for _, n := range x.Seats {
			all += n
		}
		if (r.Lack == nil) != (sure == all) {
			t.Fatalf("lack %+v where %d of %d seats are filled", r.Lack, sure, all)
		}
		if r.Lack == nil {
			return
		}
		if r.Lack.Seats-r.Lack.People != all-sure {
			t.Fatalf("lack %+v where %d of %d seats are filled", r.Lack, sure, all)
		}
		seats, people := 0, 0
		among := func(c planner.Condition) bool { return slices.Contains(r.Lack.For, c.String()) }
		for c := range x.Cells {
			if among(x.Cells[c]) {
				seats += x.Seats[c]
			}
		}
		for i := range p.pool {
			if slices.ContainsFunc(x.Cells, func(c planner.Condition) bool { return among(c) && c.Of(&p.pool[i]) == planner.Yes }) {
				people++
			}
		}
		if seats < r.Lack.Seats || people != r.Lack.People { // two kinds may have one name
			t.Fatalf("lack %+v, counted %d seats and %d people", r.Lack, seats, people)
		}
	})
}

// The bureau of eleven: two of each regional group, and one of the small island States
// who comes on top. An island officer inside a group of two, and three of another group,
// leave a seat open; everybody on a list of any order gives the same answer.
func TestSeatsOfTheBureau(t *testing.T) {
	seats := planner.Target{ID: "seats", Kind: planner.Seats, Min: planner.LimitOf(11)}
	groups := []string{"African", "Asia-Pacific", "EEG", "GRULAC", "WEOG"}
	for _, g := range groups {
		seats.Cells = append(seats.Cells, planner.Condition{{Dimension: planner.Region, Values: []string{g}}})
		seats.Seats = append(seats.Seats, 2)
	}
	seats.Cells = append(seats.Cells, planner.Condition{{Dimension: "SIDS", Values: []string{"yes"}}})
	seats.Seats = append(seats.Seats, 1)
	var lines []string
	for i, g := range []string{
		"African", "African", "Asia-Pacific", "Asia-Pacific", "EEG", "EEG", "GRULAC", "GRULAC", "WEOG", "WEOG", "WEOG",
	} {
		island := "no"
		if i == 2 {
			island = "yes"
		}
		lines = append(lines, fmt.Sprintf("b%d speaker region=%s SIDS=%s", i, g, island))
	}
	for range 2 {
		r := Check(roster(lines...), []planner.Target{seats}, DefaultOptions()).Targets[0]
		want := SeatLack{For: []string{"region=Asia-Pacific", "SIDS=yes"}, Seats: 3, People: 2}
		if r.Status != Missed || r.Have != 10 || r.Short != 1 || asJSON(t, r.Lack) != asJSON(t, want) {
			t.Errorf("%s, %d of 11, %+v", r.Status, r.Have, r.Lack)
		}
		slices.Reverse(lines)
	}
	lines[10] = "b10 speaker region=WEOG SIDS=yes" // from a State that is no member of a group of its own
	if r := Check(roster(lines...), []planner.Target{seats}, DefaultOptions()).Targets[0]; r.Status != Met || r.Lack != nil {
		t.Errorf("%s, %d of 11, %+v", r.Status, r.Have, r.Lack)
	}
}
