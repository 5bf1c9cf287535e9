package schedule

import (
	"cmp"
	"slices"

	"roundtable/planner"
)

// split shares out the minutes of a part over its issues: those it names, and in discussions
// and decisions without any all that are in order. Issues that the order does not have come
// after it, tied.
func (p *proposal) split(part *Part, x *planner.Part, at *int) []IssueTime {
	open := part.Kind == planner.PartDiscussion || part.Kind == planner.PartDecision
	var levels [][]string
	rest := slices.Clone(x.Issues)
	for _, level := range p.opts.Issues {
		var here []string
		for _, id := range level {
			if slices.Contains(x.Issues, id) || len(x.Issues) == 0 && open {
				here = append(here, id)
			}
			rest = slices.DeleteFunc(rest, func(r string) bool { return r == id })
		}
		if len(here) > 0 {
			levels = append(levels, here)
		}
	}
	if len(rest) > 0 {
		levels = append(levels, rest)
	}
	minutes := splitMinutes(part.Minutes, levels)
	var out []IssueTime
	after := 0
	for i, level := range levels {
		for _, id := range level {
			t := IssueTime{Issue: id, Minutes: minutes[i]}
			t.Begin, t.Clock = p.at(at, after)
			after += minutes[i]
			out = append(out, t)
			if minutes[i] == 0 && part.Minutes > 0 {
				p.find(issueWithoutTime(part.Title, id, x.Where))
			}
		}
	}
	if len(out) > 0 && after < part.Minutes {
		p.find(minutesUnsplit(part.Title, part.Minutes-after, x.Where))
	}
	return out
}

// splitMinutes are the minutes for each issue of each level, by rank-sum weights and largest
// remainder as in the package comment. The earlier of levels with equal remainders is served
// first; a level is served whole, and once one cannot be, no further one is, so that no issue
// gets more than one before it.
func splitMinutes(minutes int, levels [][]string) []int {
	m := 0
	for _, level := range levels {
		m += len(level)
	}
	out, order := make([]int, len(levels)), make([]int, len(levels))
	rest := make([]int, len(levels))
	left, first := minutes, 1
	for i, level := range levels {
		// Twice the mean weight of the places first … first+size−1; all weights together
		// are m(m+1)/2.
		twice := 2*(m+1) - (2*first + len(level) - 1)
		out[i], rest[i] = minutes*twice/(m*(m+1)), minutes*twice%(m*(m+1))
		left -= out[i] * len(level)
		first += len(level)
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order {
		if rest[i] == 0 || left < len(levels[i]) {
			break
		}
		out[i]++
		left -= len(levels[i])
	}
	return out
}
