package grouping

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// propose writes a seating as a plan, with its score but without a bound.
func (p *Problem) propose(s model.Seating, opts *Options) *Plan {
	m := p.m
	plan := &Plan{Schema: Schema, Seed: opts.Seed, Goal: string(opts.Goal), Unassigned: []string{}, Finished: true}
	chairs, _ := m.SeatChairs(s)
	at := p.seatedAs(s)
	for _, i := range p.source {
		if len(at.groupsOf[i]) == 0 {
			plan.Unassigned = append(plan.Unassigned, p.roster[i].ID)
		}
	}
	at.keepChairs(chairs)
	for g := range p.groups {
		away := func(i int32) bool { return !at.sits(int(i), g) }
		named := slices.DeleteFunc(slices.Clone(m.Groups[g].Named), away)
		chairs[g] = append(named, chairs[g]...)
		plan.Groups = append(plan.Groups, at.proposeGroup(g, chairs[g]))
	}
	plan.Objective = at.objective(m.Evaluate(s))
	plan.Wishes, plan.Changes, plan.Left = at.countWishes(), at.changes(), at.leftOver()
	return plan
}

// proposeGroup lists the members of one group, chairs first, and holds its
// targets against them.
func (at *seated) proposeGroup(g int, chairs []int32) Group {
	spec := &at.groups[g]
	out := Group{
		Slot: spec.Slot, Supervisor: spec.Supervisor, Hours: at.hoursOf(at.members[g]),
		Means: at.meansOf(at.members[g]),
		ID:    spec.ID, Issue: spec.Issue, Topic: spec.Topic, Open: len(at.members[g]) > 0,
		MinSize: spec.Size.Min, MaxSize: spec.Size.Max, Chairs: spec.Chairs,
		Members: []Member{}, Targets: []Target{},
	}
	role := make(map[int]SeatRole, len(chairs))
	for k, i := range at.chairOrder(g, chairs) {
		if k == 0 {
			role[int(i)] = RoleChair
		} else {
			role[int(i)] = RoleCochair
		}
	}
	for _, i := range at.members[g] {
		r, ok := role[i]
		if !ok {
			r = RoleMember
		}
		out.Members = append(out.Members, at.member(i, g, r))
	}
	out.Choices = countChoices(out.Members)
	slices.SortStableFunc(out.Members, func(a, b Member) int { return roleOrder(a.Role) - roleOrder(b.Role) })
	if len(at.members[g]) == 0 && spec.Optional {
		return out
	}
	out.ChairsMissing = at.chairsMissing(g, chairs)
	out.Common, out.Targets = at.proposeTargets(g)
	return out
}

// member is the seat of person i in group g.
func (at *seated) member(i, g int, role SeatRole) Member {
	list, choice := at.listed[i], at.choiceOf(i, g)
	return Member{
		ID: at.roster[i].ID, Role: role, Choice: choice, Voted: len(list) > 0,
		Unformed: len(list) > 0 && list[0].group < 0 && choice != 1,
		Locked:   at.m.Seats[int(at.m.People[i].Unit)*len(at.groups)+g] == model.Forced,
	}
}

// countChoices counts the members who gave wishes by their choice.
func countChoices(members []Member) []int {
	n := []int{0}
	for _, m := range members {
		for m.Voted && m.Choice >= len(n) {
			n = append(n, 0)
		}
		if m.Voted {
			n[m.Choice]++
		}
	}
	return n
}

// keepChairs passes chair seats within a group to those who had them in the earlier
// plan, and away from those locked in as members, where no seat is lost by it.
func (at *seated) keepChairs(chairs [][]int32) {
	busy := make(map[int32]bool)
	for _, list := range chairs {
		for _, i := range list {
			busy[i] = true
		}
	}
	claim := func(i int32, g int) int {
		switch s := at.kept[[2]int{int(i), g}]; {
		case s.chairs():
			return 1
		case s != nil && s.Locked && s.Role == RoleMember:
			return -1
		}
		return 0
	}
	for g, list := range chairs {
		for k := range list {
			for _, i := range at.members[g] {
				who := int32(i)
				if !busy[who] && claim(who, g) > claim(list[k], g) && at.mayReplace(who, list, k, g) {
					busy[list[k]], busy[who] = false, true
					list[k] = who
				}
			}
		}
	}
}

// mayReplace reports whether somebody may chair group g in place of the k-th of its
// chairs: willing, and of another kind than the others and those named.
func (at *seated) mayReplace(who int32, chairs []int32, k, g int) bool {
	kind := at.m.People[who].Chair
	kinds := slices.Clone(at.m.Groups[g].NamedKinds)
	for n, j := range chairs {
		if n != k {
			kinds = append(kinds, at.m.People[j].Chair)
		}
	}
	return kind >= 0 && !slices.ContainsFunc(kinds, func(c int32) bool { return !model.Differ(at.m, c, kind) })
}

// chairOrder puts the chair first: as in the earlier plan, else the one who chose the
// group highest, then the order of the roster.
func (at *seated) chairOrder(g int, chairs []int32) []int32 {
	out := slices.Clone(chairs)
	key := func(i int32) int {
		if slices.Contains(at.m.Groups[g].Named, i) {
			return -1
		}
		if s := at.kept[[2]int{int(i), g}]; s.chairs() {
			return roleOrder(s.Role) - 2
		}
		if r := at.m.Rank[i][g]; r > 0 {
			return r
		}
		return 1 << 20
	}
	slices.SortFunc(out, func(a, b int32) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b)) })
	return out
}

// chairsMissing is how many chair seats of a group stay empty, given its chairs. Of a
// convener who has no seat in the nearest plan the fixed seat is missed.
func (at *seated) chairsMissing(g int, chairs []int32) int {
	named := func(i int32) bool { return slices.Contains(at.m.Groups[g].Named, i) }
	return at.m.Groups[g].Chairs - len(slices.DeleteFunc(slices.Clone(chairs), named))
}

func roleOrder(r SeatRole) int {
	switch r {
	case RoleChair:
		return 0
	case RoleCochair:
		return 1
	default:
		return 2
	}
}

// proposeTargets holds the targets of a group against its members. Of common
// values only the one chosen is listed.
func (at *seated) proposeTargets(g int) ([]Common, []Target) {
	m := at.m
	z := len(at.members[g])
	count := make([]int32, m.Classes)
	for _, i := range at.members[g] {
		for a := range m.Attrs {
			count[m.ClassOf[i*len(m.Attrs)+a]]++
		}
	}
	var common []Common
	chosen := make(map[int]bool)
	for _, set := range m.Groups[g].Options {
		a, _ := m.Groups[g].BestOption(set, min(z, m.Groups[g].Hi), count)
		chosen[a] = true
		common = append(common, at.common[a])
	}
	targets := []Target{}
	for k := range at.targets {
		t := &at.targets[k]
		if t.group != g || t.kind > sizeAsked || t.common > 0 && !chosen[t.common-1] {
			continue
		}
		targets = append(targets, t.against(at.members[g], z))
	}
	return common, targets
}

// against holds one target against the members of its group.
func (t *groupTarget) against(members []int, z int) Target {
	out := Target{ID: t.id, Dimension: t.dim, Value: t.value, Min: t.need(z), Max: -1, Tier: t.tier, Alone: t.alone}
	if _, most := t.ask.Bounds(z); t.kind == sizeAsked {
		out.Dimension, out.Value = "size", ""
		if most.Given {
			out.Max = most.N
		}
	} else if most.Given || t.notAll {
		out.Max = t.allow(z)
	}
	if t.tier != planner.Must {
		out.Weight = int(t.weight)
	}
	for _, i := range members {
		if t.members[i] {
			out.Have++
		} else if t.unknown[i] {
			out.Unknown++
		}
	}
	out.Short = max(0, out.Min-out.Have)
	if out.Have > 0 && out.Have < t.alone {
		out.Short = t.off(z, out.Have)
	}
	if out.Max >= 0 {
		out.Over = max(0, out.Have-out.Max)
	}
	return out
}

// objective fills in the value and what it is made of.
func (at *seated) objective(sc model.Score) Objective {
	o := Objective{
		Value: sc.Value, Stay: at.keptPoints(), Shortfall: sc.Shortfall, ShortfallPoints: sc.Penalty,
		MissingChairs: int64(sc.MissingChairs), ChairPoints: int64(sc.MissingChairs) * at.m.ChairWeight,
		MustMissed: sc.Broken, OutsideBound: -1, WorstBound: -1, MeetAgain: at.meetAgain(),
	}
	o.BestChoices, o.WorstChoice = at.bestChoices()
	o.Outside = o.BestChoices[0]
	o.Utility = sc.Utility - o.Stay
	return o
}

// setBound states the proved bound and the gap.
func (p *Problem) setBound(o *Objective, bound int64, opts *Options) {
	o.Bound = max(bound, o.Value)
	o.Gap = o.Bound - o.Value
	o.ProvedOptimal = o.Gap == 0 && !p.unlinked
	o.GapPeople = p.gapPeople(o, opts)
}

// gapPeople is the gap in steps from second to first choice.
func (p *Problem) gapPeople(o *Objective, opts *Options) int {
	step := opts.rankUtility(1) - opts.rankUtility(2)
	if step <= 0 || p.unlinked || o.MustMissed > 0 {
		return -1
	}
	return int(o.Gap / step)
}
