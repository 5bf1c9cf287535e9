package balance

import (
	"fmt"

	"roundtable/planner"
)

// DefaultTargets is what is judged when the user gave neither targets nor rules.
// All are of tier should, since nobody asked for them: with n people and K
// expected values of a dimension,
//
//   - stakeholder group and region: at least min(K, n) different values, and no
//     value with more people than ceil(n/K)+1 (one above an even split);
//   - gender: not all the same.
//
// A dimension in which nobody on the panel has a value gets no target; a panel
// of fewer than two people gets none at all.
func DefaultTargets(panel planner.Roster, opts Options) []planner.Target {
	n := len(panel)
	if n < 2 {
		return nil
	}
	var out []planner.Target
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if !hasValues(panel, d) {
			continue
		}
		k := len(expectedValues(panel, d, nil, opts))
		if k < 2 {
			continue
		}
		cover, most := min(k, n), (n+k-1)/k+1
		out = append(out, planner.Target{
			ID: "cover " + string(d), Kind: planner.Distinct, Dimension: d,
			Min: planner.LimitOf(cover), Tier: planner.Should, TierGiven: true,
			Text: fmt.Sprintf("as many different %ss as %d seats allow: %d", d.Label(), n, cover),
		})
		if most < n {
			out = append(out, planner.Target{
				ID: "spread " + string(d), Kind: planner.EachAtMost, Dimension: d,
				Max: planner.LimitOf(most), Tier: planner.Should, TierGiven: true,
				Text: fmt.Sprintf("no %s with more than %d of the %d seats", d.Label(), most, n),
			})
		}
	}
	if hasValues(panel, planner.Gender) {
		out = append(out, planner.Target{
			ID: "mix gender", Kind: planner.NotAllSame, Dimension: planner.Gender,
			Tier: planner.Should, TierGiven: true, Text: "not everybody of the same gender",
		})
	}
	return out
}

func hasValues(panel planner.Roster, d planner.Dimension) bool {
	for i := range panel {
		if len(known(&panel[i], d)) > 0 {
			return true
		}
	}
	return false
}
