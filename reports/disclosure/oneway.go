package disclosure

import (
	"maps"
	"slices"
	"strings"

	"roundtable/planner"
)

// tally counts people by the values of one dimension, so that everybody is
// counted exactly once: those who gave nothing under "not given", those with
// several values under "several". Its rows stand in an order that does not depend on the
// counts; the terms that everybody knows are all there.
type tally struct {
	rows   []Count
	people int
	closed bool // whether all values are terms that everybody knows
}

// The lines of those who gave nothing, and of those who gave several values.
const (
	NotGiven = "not given"
	Several  = "several"
)

// knownTerms are the values that may be named whatever the data, in their order. A
// dimension without any is one whose values are the users' own words.
var knownTerms = map[planner.Dimension][]string{
	planner.Stakeholder: planner.StakeholderGroups(),
	planner.Region:      planner.RegionalGroups(),
	planner.Gender:      {"woman", "man", "non-binary"},
	planner.Attendance:  {"onsite", "online", "hybrid"},
}

func newTally(people []*planner.Participant, d planner.Dimension) *tally {
	counts := map[string]int{}
	for _, p := range people {
		counts[valueOf(p, d)]++
	}
	known := knownTerms[d]
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(counts)), func(v string) bool {
		return v == Several || v == NotGiven || slices.Contains(known, v)
	})
	t := &tally{people: len(people), closed: len(others) == 0}
	for i, l := range slices.Concat(known, others, []string{Several, NotGiven}) {
		if n := counts[l]; n > 0 || i < len(known) {
			t.rows = append(t.rows, Count{Label: l, Count: n})
		}
	}
	return t
}

// valueOf is the line on which a person is counted, of ages in years their band.
func valueOf(p *planner.Participant, d planner.Dimension) string {
	given := slices.Clone(p.Values[d])
	if d == planner.Age {
		for i, v := range given {
			given[i] = planner.AgeBand(v)
		}
	}
	slices.Sort(given)
	given = slices.Compact(given)
	given = slices.DeleteFunc(given, func(v string) bool { return v == "" })
	if len(given) > 1 {
		return Several
	}
	return append(given, NotGiven)[0]
}

// protected lists the counts with small ones merged: the visible ones in their order,
// then the merged one. It reports false where they may not be shown at all.
func (t *tally) protected(k int) ([]Count, bool) {
	pool, ok := mergeSmall(t.rows, k)
	switch {
	case !ok:
		return nil, false
	case len(pool) == 0:
		return t.rows, true
	}
	var out []Count
	together := Count{Merged: true}
	for i, r := range t.rows {
		if !slices.Contains(pool, i) {
			out = append(out, r)
			continue
		}
		together.Count += r.Count
		if t.closed {
			together.Together = append(together.Together, r.Label)
		}
	}
	return append(out, together), true
}

// women is the code of the share of women in a range that is useful and tells of nobody:
// fewer than 40 %, 40 to 60 %, more.
func (t *tally) women() string {
	n := t.rows[slices.IndexFunc(t.rows, func(r Count) bool { return r.Label == "woman" })].Count
	switch {
	case 5*n < 2*t.people:
		return "women-few"
	case 5*n <= 3*t.people:
		return "women-even"
	default:
		return "women-most"
	}
}

// mergeSmall returns the positions of the counts to be shown as one sum (none
// where every count is 0 or at least k), and whether the list can be shown at
// all.
//
// Merged are all m counts from 1 to k-1 and one count of at least k: the next
// one in the list's order after the last small one, and from its start again.
// The list is shown if the sum is at least k+m+2, and at least two lines with
// people are left. Then each small count may be 1, 2 or 3 (1 or 2 where k is 3),
// or more, even for a reader who knows this rule and is the one person of a
// small count: the large one takes up the rest. Two more obvious rules fail this
// test. A sum of small counts only gives them exactly where it is the largest or
// smallest possible; and joining the next smallest count tells that no other is
// smaller.
func mergeSmall(rows []Count, k int) (pool []int, ok bool) {
	sum, last, lines := 0, 0, 0
	for i, r := range rows {
		switch n := r.Count; {
		case n >= k:
			lines++
		case n > 0:
			pool, sum, last = append(pool, i), sum+n, i
		}
	}
	if len(pool) == 0 {
		return nil, lines >= 2
	}
	least := k + len(pool) + 2
	for step := range rows {
		if i := (last + step) % len(rows); rows[i].Count >= k {
			return append(pool, i), sum+rows[i].Count >= least && lines >= 2
		}
	}
	return nil, false
}

// dimensionsOf lists the dimensions to count people by: those of the field that
// anybody has a value in, then others the balance was measured on.
func dimensionsOf(people []*planner.Participant, measured []planner.Dimension) []planner.Dimension {
	var out []planner.Dimension
	standard := []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Age,
		planner.Attendance,
	}
	for _, d := range append(standard, measured...) {
		known := slices.ContainsFunc(people, func(p *planner.Participant) bool {
			return slices.ContainsFunc(p.Values[d], func(v string) bool { return strings.TrimSpace(v) != "" })
		})
		if known && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}
