package disclosure

import "roundtable/planner/ranking"

// For the tests, which stand outside the package because they write whole reports.
var (
	ProtectVotes = protectVotes
	BandOf       = bandOf
	ShownGroups  = shownGroups
	ErrPolicy    = errPolicy
)

// FillByGroup fills in the bands of the groups.
func FillByGroup(v *Votes, r *ranking.Result, groups []int) { v.byGroup(r, groups) }
