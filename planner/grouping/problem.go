package grouping

import (
	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// Problem is a meeting brought into the form the solver works on. Build it with
// [Build]; it is not changed afterwards and may be solved several times.
type Problem struct {
	roster planner.Roster
	groups []planner.GroupSpec
	opts   Options

	// targets are the group targets, one entry per group and value.
	targets []groupTarget
	// kept are the seats, by person and group, that an earlier plan had.
	kept map[[2]int]*KeptSeat

	className []string // by class: "stakeholder=Government"; "" for the rest
	orgName   []string
	chairName []string
	pairs     []pairRule
	// common names the attributes that stand for a language or an hour; it is zero
	// for others.
	common []Common

	// listed are the people's wishes as they gave them; unlinked says that there are
	// ballots and none of them is known to be anybody's here.
	listed   [][]wish
	unlinked bool

	m *model.Model
}

// groupTarget is one target as it applies to one group and one value.
type groupTarget struct {
	id     string
	group  int
	class  int
	source *planner.Target
	dim    planner.Dimension
	value  string
	tier   planner.Tier
	weight int64
	// members tells who counts, unknown who could count but is not known.
	members, unknown []bool
	min, max         planner.Limit
	minShare         planner.Ratio
	maxShare         planner.Ratio
	// notAll asks for at least one person without the value in groups of two
	// and more.
	notAll bool
	// common is 1 + the attribute of the group's option, 0 if it always counts.
	common int
}

// need and allow are the bounds in a group of z people.
func (t *groupTarget) need(z int) int {
	n := t.minShare.CeilOf(z)
	if t.min.Given {
		n = max(n, t.min.N)
	}
	return n
}

func (t *groupTarget) allow(z int) int {
	n := z
	if t.max.Given {
		n = min(n, t.max.N)
	}
	if t.maxShare.Given() {
		n = min(n, t.maxShare.FloorOf(z))
	}
	if t.notAll && z > 1 {
		n = min(n, z-1)
	}
	return max(n, 0)
}

// countOf is how many of the people count for the target.
func (t *groupTarget) countOf(people []int32) int {
	n := 0
	for _, i := range people {
		if t.members[i] {
			n++
		}
	}
	return n
}

// pairRule is a pair by position in the roster.
type pairRule struct {
	a, b int
	kind planner.PairKind
}

// People is the number of participants.
func (p *Problem) People() int { return len(p.roster) }

// rankUtility is what choice rank r is worth, for r >= 1.
func (o *Options) rankUtility(r int) int64 {
	n := len(o.RankUtility)
	if n == 0 {
		return 0
	}
	if r <= n {
		return int64(o.RankUtility[r-1])
	}
	v := int64(o.RankUtility[n-1])
	for ; r > n && v > 0; r-- {
		v /= 2
	}
	return v
}
