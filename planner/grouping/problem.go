package grouping

import (
	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// Problem is a meeting brought into the form the solver works on. Build it with
// [Build]; it is not changed afterwards and may be solved several times.
type Problem struct {
	// roster has the people in an order drawn by lot: see lots.go. source lists their
	// positions here in the order of the input.
	roster planner.Roster
	source []int
	groups []planner.GroupSpec
	opts   Options
	// meeting and asked are the input, for the same problem without its locks.
	meeting *planner.Meeting
	asked   []planner.GroupSpec

	// targets are the group targets, one entry per group and value.
	targets []groupTarget
	// kept are the seats, by person and group, that an earlier plan had.
	kept map[[2]int]*KeptSeat

	className []string // by class, each its own: "stakeholder=Government"; "" for the rest
	chairName []string
	// chairsBy is what chairs of one group are to differ in.
	chairsBy    []planner.Dimension
	even        []evenBy
	supervisors []string // by cap of opened groups
	pairs       []pairRule
	// common names the attributes that stand for a language or an hour; it is zero
	// for others.
	common []Common

	// listed are the people's wishes as they gave them; unlinked says that there are
	// ballots and none of them is known to be anybody's here.
	listed   [][]wish
	unlinked bool

	m *model.Model
}

// groupTarget is what is asked of one group about the people of one class. Beside
// the meeting's targets these are the caps of organisations, people to be kept apart
// and fixed seats: whatever counts people is a rule of the model, takes part in bound
// and search alike, and may be among the rules that clash.
type groupTarget struct {
	id    string
	kind  askKind
	group int
	class int
	// ask says who counts and how many; dim and value are what it is told by.
	ask    planner.Target
	dim    planner.Dimension
	value  string
	tier   planner.Tier
	weight int64
	// members tells who counts, unknown who could count but is not known.
	members, unknown []bool
	// notAll asks for at least one person without the value in groups of two
	// and more.
	notAll bool
	// alone, above 0, asks for nobody or at least so many.
	alone int
	// common is 1 + the attribute of the group's option, 0 if it always counts.
	common int
}

// askKind says where a groupTarget comes from.
type askKind uint8

const (
	askedFor  askKind = iota // a target of the meeting
	sizeAsked                // a target on the size that is no must
	capAsked                 // the cap per organisation
	apartAsked
	seatAsked  // a fixed seat
	againAsked // people who met before
)

// need and allow are the bounds in a group of z people.
func (t *groupTarget) need(z int) int {
	n, _ := t.ask.Bounds(z)
	return n
}

func (t *groupTarget) allow(z int) int {
	n := z
	if _, most := t.ask.Bounds(z); most.Given {
		n = min(n, most.N)
	}
	if t.notAll && z > 1 {
		n = min(n, z-1)
	}
	return max(n, 0)
}

// off is by how many people a group of z with n of the class misses the target.
func (t *groupTarget) off(z, n int) int {
	if t.kind == sizeAsked {
		_, most := t.ask.Bounds(z)
		n := max(0, t.need(z)-z)
		if most.Given {
			n += max(0, z-most.N)
		}
		return n
	}
	off := max(0, t.need(z)-n) + max(0, n-t.allow(z))
	if n > 0 && n < t.alone {
		off += min(n, t.alone-n)
	}
	return off
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
