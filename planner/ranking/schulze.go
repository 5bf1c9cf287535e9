package ranking

import (
	"context"

	"roundtable/planner"
)

// schulzeRule ranks by strongest paths (Schulze 2011, Social Choice and Welfare
// 36). A path is as strong as its weakest win; p[a][b] is the strongest path
// from a to b; a is above b when p[a][b] > p[b][a]. Levels are found by repeated
// removal of the issues nobody left is above. O(m³).
func schulzeRule(s strength) Rule {
	return Rule{
		Name: "schulze" + s.suffix(), Title: "Schulze (" + map[strength]string{winning: "winning votes", margins: "margins"}[s] + ")",
		Definition: "A beats B when the strongest chain of pairwise wins from A to B is stronger than the strongest chain back. A chain is as strong as its weakest win, a win as strong as " + s.words() + ".",
		Ties:       "Issues are on one level when none of those left beats the other; levels are found by repeatedly taking out the unbeaten.",
		Source:     "Schulze 2011, Social Choice and Welfare 36:267–303",
		run: func(_ context.Context, x *election) RuleResult {
			p, values := s.grades(x)
			for k := range x.m {
				for a := range x.m {
					if a == k || p[a][k] == 0 {
						continue
					}
					for b, kb := range p[k] {
						if via := min(p[a][k], kb); b != a && via > p[a][b] {
							p[a][b] = via
						}
					}
				}
			}
			var out RuleResult
			for _, level := range unbeaten(x.m, func(a, b int) bool { return p[a][b] > p[b][a] }) {
				out.Levels = append(out.Levels, x.names(level))
			}
			if len(out.Levels) > 0 {
				out.Winners = out.Levels[0]
			}
			out.Paths = make([][]planner.Exact, x.m)
			for a := range x.m {
				out.Paths[a] = make([]planner.Exact, x.m)
				for b := range x.m {
					out.Paths[a][b] = x.exact(values[p[a][b]], 1)
				}
			}
			return out
		},
	}
}

// unbeaten makes levels by repeatedly taking out the issues no other one left
// is above.
func unbeaten(m int, above func(a, b int) bool) [][]int {
	left := make([]int, m)
	for i := range left {
		left[i] = i
	}
	var levels [][]int
	for len(left) > 0 {
		var level, rest []int
		for _, a := range left {
			beaten := false
			for _, b := range left {
				if b != a && above(b, a) {
					beaten = true
					break
				}
			}
			if beaten {
				rest = append(rest, a)
			} else {
				level = append(level, a)
			}
		}
		if len(level) == 0 { // not reached for acyclic relations
			level, rest = rest, nil
		}
		levels = append(levels, level)
		left = rest
	}
	return levels
}
