package grouping

import (
	"fmt"
	"reflect"
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
// Everything that the lists of members decide is compared with what the plan says:
// choices, sizes, targets, chairs, wishes, changes, counts. The plan may be one that
// was stored and read again, and one that was cut short.
//
// Where Certificate.Branched is true the prices prove Certificate.Bound, and
// Objective.Bound rests on the solver's integer program, which is not repeated;
// neither are the explanation and what the ladder says of other plans.
func Verify(p *Problem, plan *Plan) error {
	v := &verifier{seated: p.nobodySeated(), p: p, plan: plan}
	v.readMembers()
	v.checkPeople()
	v.checkTargets()
	v.checkPairs()
	v.checkChairs()
	v.checkValue()
	v.checkChoices()
	v.checkGroups()
	v.checkLadder()
	v.checkBound()
	if len(v.faults) > 0 {
		return &VerifyError{v.faults}
	}
	return nil
}

type verifier struct {
	*seated
	p      *Problem
	plan   *Plan
	faults []string
	chairs [][]int32
	// missed counts people by which must rules are missed.
	missed    int64
	utility   int64
	shortfall int64
	points    int64
	missing   int64
}

func (v *verifier) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

func (v *verifier) readMembers() {
	p := v.p
	v.chairs = make([][]int32, len(p.groups))
	at := p.positions()
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
			if v.sits(i, g) {
				v.fault("%s is in group %s twice", m.ID, p.groups[g].ID)
				continue
			}
			v.take(i, g)
			if m.Role != RoleMember {
				v.chairs[g] = append(v.chairs[g], int32(i))
			}
		}
	}
}

// says compares what the plan says of something with what its lists and the inputs
// give.
func (v *verifier) says(what string, says, gives any) {
	if said, given := fmt.Sprintf("%+v", says), fmt.Sprintf("%+v", gives); said != given {
		v.fault("%s: the plan says %s, the inputs give %s", what, said, given)
	}
}

// fields is says for each field of two structs, by their names in JSON.
func (v *verifier) fields(what string, says, gives any) {
	a, b := reflect.ValueOf(says), reflect.ValueOf(gives)
	for k := range a.NumField() {
		name, _, _ := strings.Cut(a.Type().Field(k).Tag.Get("json"), ",")
		v.says(what+", "+name, a.Field(k).Interface(), b.Field(k).Interface())
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

func (v *verifier) checkPeople() {
	p := v.p
	unassigned := []string{}
	for _, i := range p.source {
		least, most := memberships(&p.roster[i])
		n := len(v.groupsOf[i])
		if n == 0 {
			unassigned = append(unassigned, p.roster[i].ID)
		}
		v.must(least-n, "%s sits in %d groups, at least %d asked for", p.roster[i].Label(), n, least)
		v.must(n-most, "%s sits in %d groups, at most %d allowed", p.roster[i].Label(), n, most)
		v.utility -= v.further(n)
		var set []int32
		for _, g := range v.groupsOf[i] {
			v.utility += p.wishPoints(i, g)
			set = append(set, int32(g))
			banned := p.m.Seats[int(p.m.People[i].Unit)*len(p.groups)+g] == model.Banned
			v.must(boolCount(banned), "%s is in group %s, which is forbidden", p.roster[i].Label(), p.groups[g].ID)
		}
		v.must(model.Clashes(p.m, set), "%s is in two groups that meet at the same time", p.roster[i].Label())
	}
	for k := range p.m.Caps {
		c := &p.m.Caps[k]
		open := c.Open(func(g int) bool { return len(v.members[g]) > 0 })
		v.must(open-c.Most, "%s looks after %d groups, at most %d allowed", p.supervisors[k], open, c.Most)
	}
	v.says("people without a seat", v.plan.Unassigned, unassigned)
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
		v.must(boolCount(!closed)*(size.Min-z), "group %s has %d members, at least %d asked for",
			p.groups[g].ID, z, size.Min)
		v.must(z-size.Max, "group %s has %d members, at most %d allowed", p.groups[g].ID, z, size.Max)
		options := make([]model.Loss, len(p.m.Attrs))
		for k := range p.targets {
			t := &p.targets[k]
			if t.group != g || closed && t.kind != seatAsked {
				continue
			}
			cost := v.targetCost(t, z)
			if t.common == 0 {
				v.charge(cost, t.told(), g)
				continue
			}
			options[t.common-1] = options[t.common-1].Plus(cost)
		}
		if closed {
			continue
		}
		for _, set := range p.m.Groups[g].Options {
			best := set[0]
			for _, a := range set {
				if options[a].Less(options[best]) {
					best = a
				}
			}
			v.charge(options[best], "the common "+p.common[best].Dimension.Label(), g)
		}
		v.missing += int64(v.chairsMissing(g, v.chairs[g]))
	}
}

// targetCost holds one target against the members by looking at each of them.
func (v *verifier) targetCost(t *groupTarget, z int) model.Loss {
	n := 0
	for _, i := range v.members[t.group] {
		n += boolCount(t.members[i])
	}
	off := int64(t.off(z, n))
	switch {
	case t.tier == planner.Must:
		return model.Loss{Broken: off}
	case t.weight == 0:
		return model.Loss{}
	default:
		return model.Loss{Points: off * t.weight, People: off}
	}
}

// charge books what group g loses to a rule.
func (v *verifier) charge(c model.Loss, rule string, g int) {
	v.points, v.shortfall = v.points+c.Points, v.shortfall+c.People
	v.must(int(c.Broken), "%s is missed by %d in group %s", rule, c.Broken, v.p.groups[g].ID)
}

// told names a rule where it is missed: a target by its ID, others by what they ask.
func (t *groupTarget) told() string {
	if t.kind > sizeAsked {
		return fmt.Sprint(t.bound(true))
	}
	return "target " + t.id
}

// checkPairs looks at people who sit together. Those to be kept apart, and the cap of
// organisations, are among the targets.
func (v *verifier) checkPairs() {
	p := v.p
	for _, pr := range p.pairs {
		a, b := slices.Sorted(slices.Values(v.groupsOf[pr.a])), slices.Sorted(slices.Values(v.groupsOf[pr.b]))
		if pr.kind == planner.Together && !slices.Equal(a, b) {
			v.fault("%s and %s should sit together but have different groups",
				p.roster[pr.a].Label(), p.roster[pr.b].Label())
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
		for k, i := range chairs {
			if p.roster[i].ChairOK != planner.Yes && !slices.Contains(p.groups[g].Conveners, p.roster[i].ID) {
				v.fault("%s chairs group %s without being willing", p.roster[i].Label(), p.groups[g].ID)
			}
			for _, d := range p.chairsBy {
				for _, j := range chairs[:k] {
					a, _ := p.roster[i].Value(d)
					if b, _ := p.roster[j].Value(d); a == b && !v.bothNamed(g, i, j) {
						v.fault("two chairs of group %s are of the same %s", p.groups[g].ID, d.Label())
					}
				}
			}
			if seats[i]++; seats[i] > 1 {
				v.fault("%s chairs more than one group", p.roster[i].Label())
			}
		}
	}
}

// bothNamed reports whether two people are both named to chair a group.
func (v *verifier) bothNamed(g int, a, b int32) bool {
	named := v.m.Groups[g].Named
	return slices.Contains(named, a) && slices.Contains(named, b)
}

// checkValue compares the sums with what the plan states.
func (v *verifier) checkValue() {
	o := &v.plan.Objective
	chairPoints := v.missing * int64(v.p.opts.MissingChairWeight)
	v.says("utility", o.Utility, v.utility)
	v.says("points for kept seats", o.Stay, v.keptPoints())
	v.says("shortfall", o.Shortfall, v.shortfall)
	v.says("shortfall points", o.ShortfallPoints, v.points)
	v.says("pairs that meet again", o.MeetAgain, v.meetAgain())
	v.says("missing chairs", o.MissingChairs, v.missing)
	v.says("chair points", o.ChairPoints, chairPoints)
	v.says("must rules missed", o.MustMissed, v.missed)
	v.says("value", o.Value, v.utility+v.keptPoints()-v.points-chairPoints)
	if o.EvenCost < 0 || o.EvenCost > o.Gap || o.EvenCost > 0 && len(v.p.even) == 0 {
		v.fault("closer means are said to cost %d points, and the gap to the bound is %d", o.EvenCost, o.Gap)
	}
	v.says("gap", o.Gap, o.Bound-o.Value)
	v.says("gap in people", o.GapPeople, v.p.gapPeople(o, &v.p.opts))
	v.says("proved optimal", o.ProvedOptimal, o.Bound == o.Value && o.MustMissed == 0 && !v.p.unlinked)
}

// checkChoices compares what people got with what the plan states.
func (v *verifier) checkChoices() {
	o := &v.plan.Objective
	best, worst := v.bestChoices()
	v.says("worst choice", o.WorstChoice, worst)
	v.says("people outside their list", o.Outside, best[0])
	v.says("best choices", o.BestChoices, best)
	v.fields("wishes", v.plan.Wishes, v.countWishes())
}

// checkGroups compares what the plan states of each group, and of itself.
func (v *verifier) checkGroups() {
	p := v.p
	if len(v.plan.Groups) != len(p.groups) {
		v.fault("the plan has %d groups, %d asked for", len(v.plan.Groups), len(p.groups))
		return
	}
	for g, spec := range p.groups {
		says, gives := v.plan.Groups[g], v.proposeGroup(g, v.chairs[g])
		v.compareSeats(spec.ID, says.Members, gives.Members)
		for k := range min(len(says.Targets), len(gives.Targets)) {
			v.fields("target "+gives.Targets[k].ID+" of group "+spec.ID, says.Targets[k], gives.Targets[k])
		}
		v.says("targets of group "+spec.ID, len(says.Targets), len(gives.Targets))
		says.Members, says.Targets, gives.Members, gives.Targets = nil, nil, nil, nil
		v.fields("group "+spec.ID, says, gives)
	}
	v.says("changes", v.plan.Changes, v.changes())
	v.says("why people have no seat", v.plan.Left, v.leftOver())
	v.says("schema", v.plan.Schema, Schema)
	v.says("seed", v.plan.Seed, p.opts.Seed)
	v.says("goal", v.plan.Goal, string(p.opts.Goal))
}

// compareSeats compares what a group's list says of each person. The order, which the
// parts in the group decide, is held against the rest only where the parts agree.
func (v *verifier) compareSeats(group string, says, gives []Member) {
	before := len(v.faults)
	for _, m := range says {
		if k := slices.IndexFunc(gives, func(x Member) bool { return x.ID == m.ID }); k >= 0 {
			v.fields("seat of "+m.ID+" in "+group, m, gives[k])
		}
	}
	if len(v.faults) == before {
		v.says("order of members of "+group, idsOf(says), idsOf(gives))
	}
}

func idsOf(members []Member) (out []string) {
	for _, m := range members {
		out = append(out, m.ID)
	}
	return out
}

// checkLadder holds the ladder against itself: what it says of other plans rests on
// the solver.
func (v *verifier) checkLadder() {
	for k, r := range v.plan.Ladder {
		name := fmt.Sprintf("the ladder's step %d", k+1)
		if !r.Possible {
			v.says(name, r, Rung{Worst: r.Worst, ProvedImpossible: r.ProvedImpossible})
			continue
		}
		v.says(name+", price", r.Price, v.plan.Ladder[0].Value-r.Value)
		if r.Bound < r.Value || r.ProvedImpossible {
			v.fault("%s has the value %d, the bound %d and proved impossible %v",
				name, r.Value, r.Bound, r.ProvedImpossible)
		}
	}
}
