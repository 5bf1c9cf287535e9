package disclosure

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

// groups reduces the proposal of working groups: their topics, sizes and
// chairs' number. Composition is shown only where the roster is open, because
// groups are smaller than any count that protects. Who received which choice
// follows from ballots; since the members of a group know each other, a full
// share would tell everyone's wish, so shares are told in ranges of 25 points
// whatever their value.
func (g *guard) groups(p *grouping.Plan) *Groups {
	out := &Groups{Unassigned: len(p.Unassigned), ProvedOptimal: p.Objective.ProvedOptimal}
	voted, first, three := 0, 0, 0
	for i := range p.Groups {
		x := &p.Groups[i]
		pub := Group{
			ID: x.ID, Issue: x.Issue, Topic: x.Topic, Open: x.Open, Size: len(x.Members),
			MinSize: x.MinSize, MaxSize: x.MaxSize, ChairsWanted: x.Chairs,
		}
		for _, m := range x.Members {
			if m.Role == grouping.RoleChair || m.Role == grouping.RoleCochair {
				pub.Chairs++
			}
			if m.Voted {
				voted++
				if m.Choice == 1 {
					first++
				}
				if m.Choice >= 1 && m.Choice <= 3 {
					three++
				}
			}
		}
		if g.policy.OpenRoster {
			pub.Tables = g.composition(x)
		}
		out.Groups = append(out.Groups, pub)
	}
	out.FirstChoice, out.TopThree = quarters(first, voted), quarters(three, voted)
	if met, asked := targetsMet(p); asked > 0 && g.maySumTargets(p, met, asked) {
		out.TargetsMet, out.TargetsAsked = Show(met), Show(asked)
	}
	if !g.policy.OpenRoster {
		out.Why = "Who sits in each group, and how each is made up, is in the chair's edition: a group is smaller " +
			"than any count that would protect its members."
	}
	return out
}

// targetsMet counts the targets of all groups.
func targetsMet(p *grouping.Plan) (met, asked int) {
	for _, g := range p.Groups {
		for _, t := range g.Targets {
			asked++
			if t.Short == 0 && t.Over == 0 {
				met++
			}
		}
	}
	return met, asked
}

// quarters is a share in ranges of 25 points; hidden below 8 people.
func quarters(part, whole int) Band {
	if whole < leastGroup {
		return Band{}
	}
	low := min(100*part/whole/25*25, 75)
	return Band{low, low + 25}
}

// composition counts the members of a group by the open dimensions.
func (g *guard) composition(x *grouping.Group) []Table {
	var members []*planner.Participant
	for i := range g.m.Roster {
		p := &g.m.Roster[i]
		if slices.ContainsFunc(x.Members, func(m grouping.Member) bool { return m.ID == p.ID }) {
			members = append(members, p)
		}
	}
	var out []Table
	for _, d := range dimensionsOf(members, nil) {
		if g.policy.Classes[d] == Open {
			t := newTally(members, d)
			out = append(out, Table{Dimension: d.Label(), Population: "the group", People: t.people, Rows: t.exact()})
		}
	}
	return out
}

// maySumTargets reports whether the number of group targets met can be told. It
// can where all speak of open dimensions of an open roster. Elsewhere the number
// tells something only if it is all or none: with all met, each value has at
// least the sum of the minima asked for it, and at most what the others' minima
// leave; if that leaves fewer than K possible counts for any value, the numbers
// stay hidden.
func (g *guard) maySumTargets(p *grouping.Plan, met, asked int) bool {
	open := g.policy.OpenRoster
	members := 0
	minima := map[planner.Dimension]map[string]int{}
	for i := range p.Groups {
		members += len(p.Groups[i].Members)
		for _, t := range p.Groups[i].Targets {
			open = open && g.policy.Classes[t.Dimension] == Open
			if minima[t.Dimension] == nil {
				minima[t.Dimension] = map[string]int{}
			}
			minima[t.Dimension][t.Value] += t.Min
		}
	}
	if open || met > 0 && met < asked {
		return true
	}
	if met == 0 {
		return false
	}
	for _, values := range minima {
		needed := 0
		for _, n := range values {
			needed += n
		}
		if members-needed < g.policy.K {
			return false
		}
	}
	return true
}
