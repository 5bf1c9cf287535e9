package grouping

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// VerifyError lists everything in a plan that does not hold.
type VerifyError struct{ Faults []string }

// Error lists the faults, one a line.
func (e *VerifyError) Error() string {
	return "the plan does not hold:\n  " + strings.Join(e.Faults, "\n  ")
}

// Verify checks a plan against its problem without trusting the solver: it
// counts seats, sizes, memberships, targets, pairs, organisations and chairs
// anew from the plan's lists, recomputes the value, and recomputes the bound
// that the certificate's prices prove, in whole numbers and by a simpler
// method (dynamic programming over the counts, all sets of groups for people
// with several seats). It returns nil or a [*VerifyError].
//
// Where Certificate.Branched is true the prices prove Certificate.Bound, and
// Objective.Bound rests on the solver's branch and bound, which is not repeated.
func Verify(p *Problem, plan *Plan) error {
	v := &verifier{p: p, plan: plan}
	v.readMembers()
	v.checkPeople()
	v.checkTargets()
	v.checkPairs()
	v.checkChairs()
	v.checkValue()
	v.checkBound()
	if len(v.faults) > 0 {
		return &VerifyError{v.faults}
	}
	return nil
}

type verifier struct {
	p      *Problem
	plan   *Plan
	faults []string
	// groupsOf lists the groups of each person, members the people of each group.
	groupsOf [][]int
	members  [][]int
	chairs   [][]int
	// missed counts people by which must rules are missed.
	missed    int64
	utility   int64
	stay      int64
	shortfall int64
	points    int64
	missing   int64
}

// loss is what a target takes off: points and people for soft ones, people for
// must targets.
type loss struct{ points, people, broken int64 }

func (c *loss) add(d loss) {
	c.points, c.people, c.broken = c.points+d.points, c.people+d.people, c.broken+d.broken
}

func (c loss) less(d loss) bool {
	if c.broken != d.broken {
		return c.broken < d.broken
	}
	return c.points < d.points
}

func (v *verifier) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

func (v *verifier) readMembers() {
	p := v.p
	v.groupsOf = make([][]int, len(p.roster))
	v.members, v.chairs = make([][]int, len(p.groups)), make([][]int, len(p.groups))
	at := make(map[string]int, len(p.roster))
	for i := range p.roster {
		at[p.roster[i].ID] = i
	}
	for k := range v.plan.Groups {
		g := slices.IndexFunc(p.groups, func(s planner.GroupSpec) bool { return s.ID == v.plan.Groups[k].ID })
		if g < 0 {
			v.fault("group %s is none of the groups asked for", v.plan.Groups[k].ID)
			continue
		}
		for _, m := range v.plan.Groups[k].Members {
			i, ok := at[m.ID]
			if !ok {
				v.fault("%s in group %s is not on the list of participants", m.ID, p.groups[g].ID)
				continue
			}
			if slices.Contains(v.members[g], i) {
				v.fault("%s is in group %s twice", m.ID, p.groups[g].ID)
				continue
			}
			if m.Choice != p.m.Rank[i][g] {
				v.fault("%s has group %s as choice %d, not %d", m.ID, p.groups[g].ID, p.m.Rank[i][g], m.Choice)
			}
			v.members[g] = append(v.members[g], i)
			v.groupsOf[i] = append(v.groupsOf[i], g)
			if m.Role != RoleMember {
				v.chairs[g] = append(v.chairs[g], i)
			}
		}
	}
}

// must records a broken must rule by n people. In the nearest plan to
// impossible wishes these are expected, and only their number is checked.
func (v *verifier) must(n int, format string, args ...any) {
	if n <= 0 {
		return
	}
	v.missed += int64(n)
	if v.plan.Objective.MustMissed == 0 {
		v.fault(format, args...)
	}
}

// broken names what pairs and organisations break. The targets that stand for them
// count it; here it is looked at once more, from the input.
func (v *verifier) broken(is bool, format string, args ...any) {
	if is && v.plan.Objective.MustMissed == 0 {
		v.fault(format, args...)
	}
}

func (v *verifier) checkPeople() {
	p := v.p
	unassigned := 0
	for i := range p.roster {
		least, most := memberships(&p.roster[i])
		n := len(v.groupsOf[i])
		if n == 0 {
			unassigned++
		}
		v.must(least-n, "%s sits in %d groups, at least %d asked for", p.roster[i].Label(), n, least)
		v.must(n-most, "%s sits in %d groups, at most %d allowed", p.roster[i].Label(), n, most)
		v.utility -= v.further(n)
		for _, g := range v.groupsOf[i] {
			v.utility += p.wishPoints(i, g)
			if p.kept[[2]int{i, g}] {
				v.stay += int64(p.opts.Stay)
			}
		}
		for g := range p.groups {
			sits := slices.Contains(v.groupsOf[i], g)
			if p.m.Seats[int(p.m.People[i].Unit)*len(p.groups)+g] == model.Banned {
				v.must(boolCount(sits), "%s is in group %s, which is forbidden", p.roster[i].Label(), p.groups[g].ID)
			}
		}
	}
	if unassigned != len(v.plan.Unassigned) {
		v.fault("%d people have no seat, the plan lists %d", unassigned, len(v.plan.Unassigned))
	}
}

// further is the sum taken off for n memberships of one person.
func (v *verifier) further(n int) int64 {
	var sum int64
	costs := v.p.opts.FurtherCost
	for k := 1; k < n && len(costs) > 0; k++ {
		sum += int64(costs[min(k, len(costs))-1])
	}
	return sum
}

func boolCount(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkTargets counts the targets of every group anew.
func (v *verifier) checkTargets() {
	p := v.p
	for g := range p.groups {
		z := len(v.members[g])
		closed := z == 0 && p.groups[g].Optional
		size := p.groups[g].Size
		v.must(boolCount(!closed)*(size.Min-z), "group %s has %d members, at least %d asked for", p.groups[g].ID, z, size.Min)
		v.must(z-size.Max, "group %s has %d members, at most %d allowed", p.groups[g].ID, z, size.Max)
		options := make(map[planner.Dimension]map[int]loss) // by dimension and attribute
		var dims []planner.Dimension
		for k := range p.targets {
			t := &p.targets[k]
			if t.group != g || closed && t.kind != seatAsked {
				continue
			}
			cost := v.targetCost(t, z)
			if t.common == 0 {
				v.charge(cost, t, g)
				continue
			}
			if options[t.dim] == nil {
				options[t.dim] = make(map[int]loss)
				dims = append(dims, t.dim)
			}
			sum := options[t.dim][t.common]
			sum.add(cost)
			options[t.dim][t.common] = sum
		}
		for _, d := range dims {
			var best loss
			first := true
			for a := range 1 + len(p.m.Attrs) {
				if c, ok := options[d][a]; ok && (first || c.less(best)) {
					best, first = c, false
				}
			}
			v.points, v.shortfall, v.missed = v.points+best.points, v.shortfall+best.people, v.missed+best.broken
		}
		if !closed {
			v.missing += int64(p.groups[g].Chairs - len(v.chairs[g]))
		}
	}
}

// targetCost holds one target against the members by looking at each of them.
func (v *verifier) targetCost(t *groupTarget, z int) loss {
	n := 0
	for _, i := range v.members[t.group] {
		n += boolCount(t.members[i])
	}
	off := t.off(z, n)
	switch {
	case t.tier == planner.Must:
		return loss{broken: int64(off)}
	case t.weight == 0:
		return loss{}
	default:
		return loss{points: int64(off) * t.weight, people: int64(off)}
	}
}

func (v *verifier) charge(c loss, t *groupTarget, g int) {
	v.points, v.shortfall = v.points+c.points, v.shortfall+c.people
	v.must(int(c.broken), "target %s of group %s is missed by %d", t.id, v.p.groups[g].ID, c.broken)
}

func (v *verifier) checkPairs() {
	p := v.p
	for _, pr := range p.pairs {
		a, b := p.roster[pr.a].Label(), p.roster[pr.b].Label()
		for _, g := range v.groupsOf[pr.a] {
			both := slices.Contains(v.groupsOf[pr.b], g)
			if pr.kind == planner.Apart {
				v.broken(both, "%s and %s should sit apart but are both in %s", a, b, p.groups[g].ID)
			} else if !both {
				v.fault("%s and %s should sit together, but only one is in %s", a, b, p.groups[g].ID)
			}
		}
		if pr.kind == planner.Together && len(v.groupsOf[pr.a]) != len(v.groupsOf[pr.b]) {
			v.fault("%s and %s should sit together but have different groups", a, b)
		}
	}
	most := p.opts.MaxPerOrganisation
	for g := range p.groups {
		count := make(map[string]int)
		for _, i := range v.members[g] {
			if o, ok := p.roster[i].Value(planner.Organisation); ok && most > 0 {
				count[o]++
				v.broken(count[o] > most, "group %s has more than %d people of %s", p.groups[g].ID, most, o)
			}
		}
	}
}

func (v *verifier) checkChairs() {
	p := v.p
	seats := make([]int, len(p.roster))
	for g, chairs := range v.chairs {
		if len(chairs) > p.groups[g].Chairs {
			v.fault("group %s has %d chairs, %d asked for", p.groups[g].ID, len(chairs), p.groups[g].Chairs)
		}
		var from []string
		for _, i := range chairs {
			s, _ := p.roster[i].Value(planner.Stakeholder)
			if p.roster[i].ChairOK != planner.Yes {
				v.fault("%s chairs group %s without being willing", p.roster[i].Label(), p.groups[g].ID)
			}
			if slices.Contains(from, s) {
				v.fault("two chairs of group %s are of the same stakeholder group", p.groups[g].ID)
			}
			from = append(from, s)
			if seats[i]++; seats[i] > 1 {
				v.fault("%s chairs more than one group", p.roster[i].Label())
			}
		}
	}
}

// checkValue compares the sums with what the plan states.
func (v *verifier) checkValue() {
	o := &v.plan.Objective
	chairPoints := v.missing * int64(v.p.opts.MissingChairWeight)
	for _, x := range []struct {
		what       string
		have, want int64
	}{
		{"utility", v.utility, o.Utility},
		{"points for kept seats", v.stay, o.Stay},
		{"shortfall", v.shortfall, o.Shortfall},
		{"shortfall points", v.points, o.ShortfallPoints},
		{"missing chairs", v.missing, o.MissingChairs},
		{"chair points", chairPoints, o.ChairPoints},
		{"must rules missed", v.missed, o.MustMissed},
		{"value", v.utility + v.stay - v.points - chairPoints, o.Value},
		{"gap", o.Bound - o.Value, o.Gap},
	} {
		if x.have != x.want {
			v.fault("%s is %d, the plan says %d", x.what, x.have, x.want)
		}
	}
	worst, outside := 0, 0
	for i := range v.p.roster {
		best := 0
		for _, g := range v.groupsOf[i] {
			if r := v.p.m.Rank[i][g]; r > 0 && (best == 0 || r < best) {
				best = r
			}
		}
		if best == 0 && v.p.m.Voted[i] {
			outside++
		}
		worst = max(worst, best)
	}
	if worst != o.WorstChoice || outside != o.Outside {
		v.fault("worst choice %d with %d people outside, the plan says %d and %d",
			worst, outside, o.WorstChoice, o.Outside)
	}
	if o.ProvedOptimal != (o.Bound == o.Value && o.MustMissed == 0) {
		v.fault("the plan is called proved optimal without bound and value being equal, or the reverse")
	}
}
