package disclosure

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// tally counts people by the values of one dimension, so that everybody is
// counted exactly once: those who gave nothing under "not given", those with
// several values under "several".
type tally struct {
	dimension planner.Dimension
	labels    []string // in an order that does not depend on the counts
	counts    []int
	closed    bool // whether all values are terms that everybody knows
	people    int
}

// The lines of those who gave nothing, and of those who gave several values.
const (
	NotGiven = "not given"
	Several  = "several"
)

// knownTerms are the values that may be named whatever the data: the order in
// which they stand does not depend on it either. A dimension without any is one
// whose values are the users' own words.
func knownTerms(d planner.Dimension) []string {
	switch d {
	case planner.Stakeholder:
		return planner.StakeholderGroups()
	case planner.Region:
		return planner.RegionalGroups()
	case planner.Gender:
		return []string{"woman", "man", "non-binary"}
	case planner.Attendance:
		return []string{"onsite", "online", "hybrid"}
	default:
		return nil
	}
}

func newTally(people []*planner.Participant, d planner.Dimension) *tally {
	t := &tally{dimension: d, people: len(people), closed: true}
	counts := map[string]int{}
	for _, p := range people {
		counts[tallyValue(p, d)]++
	}
	known, others := knownTerms(d), []string(nil)
	apart := slices.Concat(known, []string{Several, NotGiven})
	for v := range counts {
		if !slices.Contains(apart, v) {
			others = append(others, v)
		}
	}
	slices.Sort(others)
	t.closed = len(others) == 0
	t.labels = append(append(slices.Clone(known), others...), Several, NotGiven)
	for _, l := range t.labels {
		t.counts = append(t.counts, counts[l])
	}
	return t
}

// tallyValue is the line on which a person is counted.
func tallyValue(p *planner.Participant, d planner.Dimension) string {
	var given []string
	for _, v := range p.Values[d] {
		if v != "" && !slices.Contains(given, v) {
			given = append(given, v)
		}
	}
	switch len(given) {
	case 0:
		return NotGiven
	case 1:
		return given[0]
	default:
		return Several
	}
}

// exact lists the counts as they are, for open values.
func (t *tally) exact() []Count {
	var out []Count
	for i, l := range t.labels {
		if t.counts[i] > 0 || t.isTerm(l) {
			out = append(out, Count{Label: l, Count: t.counts[i]})
		}
	}
	return out
}

func (t *tally) isTerm(label string) bool { return slices.Contains(knownTerms(t.dimension), label) }

// protected lists the counts with small ones merged: the visible ones in their order,
// then the merged one. It reports false where they may not be shown at all.
func (t *tally) protected(k int) ([]Count, bool) {
	pool, ok := mergeSmall(t.counts, k)
	if !ok {
		return nil, false
	}
	var out []Count
	together := Count{Merged: true}
	for i, n := range t.counts {
		switch {
		case slices.Contains(pool, i):
			together.Together = append(together.Together, t.labels[i])
			together.Count += n
		case n > 0 || t.isTerm(t.labels[i]):
			out = append(out, Count{Label: t.labels[i], Count: n})
		}
	}
	if !t.closed {
		together.Together = nil
	}
	if len(pool) > 0 {
		out = append(out, together)
	}
	return out, true
}

// women is the code of the share of women in a range that is useful and tells of nobody:
// fewer than 40 %, 40 to 60 %, more.
func (t *tally) women() string {
	n := t.counts[slices.Index(t.labels, "woman")]
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
func mergeSmall(counts []int, k int) (pool []int, ok bool) {
	sum, last, lines := 0, 0, 0
	for i, n := range counts {
		if n > 0 && n < k {
			pool = append(pool, i)
			sum += n
			last = i
		} else if n > 0 {
			lines++
		}
	}
	if len(pool) == 0 {
		return nil, lines >= 2
	}
	least := k + len(pool) + 2
	for step := range counts {
		if i := (last + step) % len(counts); counts[i] >= k {
			pool = append(pool, i)
			slices.Sort(pool)
			return pool, sum+counts[i] >= least && lines >= 2
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
