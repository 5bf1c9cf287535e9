package disclosure

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

// groups reduces the proposal of working groups: their topics, sizes and number of
// chairs. Topics that users gave are told, in their order. Topics that the ranking gave,
// and the order of the groups, tell of the ranking: they are told where the order is, in
// that of the ballot paper; else the groups stand by size, without topics. Composition is
// shown only where the roster is open, because groups are smaller than any count that
// protects. Who received which choice follows from ballots, whatever the number of wishes:
// of two groups, the one without a first choice wished for the other. So the share of those
// who did is the chair's, as is that a proposal is proved best, and what it costs.
func (g *guard) groups(p *grouping.Plan) *Groups {
	out := &Groups{Unseated: len(p.Unassigned) > 0, Closed: !g.policy.OpenRoster}
	given := func(x *grouping.Group) bool {
		return slices.ContainsFunc(
			g.m.Groups,
			func(s planner.GroupSpec) bool { return s.ID == x.ID && s.Topic == x.Topic },
		)
	}
	ranked := g.out.Votes == nil || g.out.Votes.Level >= Order
	groups := slices.Clone(p.Groups)
	derived := slices.ContainsFunc(groups, func(x grouping.Group) bool { return !given(&x) })
	if derived {
		slices.SortStableFunc(groups, func(a, b grouping.Group) int { return g.inOrder(&a, &b, ranked) })
	}
	for i := range groups {
		pub := g.group(&groups[i])
		if derived && !ranked {
			pub.Topic = ""
		}
		out.Groups = append(out.Groups, pub)
	}
	out.Untold = derived && g.out.Votes != nil && !g.out.Votes.Topics
	if g.targetsOpen(p) {
		out.TargetsMet, out.TargetsAsked = targetsMet(p)
	}
	return out
}

// group reduces a group.
func (g *guard) group(x *grouping.Group) Group {
	out := Group{
		Topic: x.Topic, Open: x.Open, Size: len(x.Members),
		MinSize: x.MinSize, MaxSize: x.MaxSize, ChairsWanted: x.Chairs,
	}
	for _, m := range x.Members {
		if m.Role == grouping.RoleChair || m.Role == grouping.RoleCochair {
			out.Chairs++
		}
	}
	if g.policy.OpenRoster && g.apart { // all are announced, and groups are all of them
		members, _ := g.divide(func(p *planner.Participant) bool {
			return slices.ContainsFunc(x.Members, func(m grouping.Member) bool { return m.ID == p.ID })
		})
		out.Tables = g.exact(members, Saying{})
	}
	return out
}

// inOrder compares groups by the places of their topics on the ballot paper, or by size,
// the largest first, where the ranking is not told.
func (g *guard) inOrder(a, b *grouping.Group, ranked bool) int {
	if !ranked {
		return len(b.Members) - len(a.Members)
	}
	at := func(x *grouping.Group) int {
		return slices.IndexFunc(g.m.Issues, func(i planner.Issue) bool { return i.ID == x.Issue })
	}
	return at(a) - at(b)
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

// targetsOpen reports whether all targets of groups speak of open dimensions of an open
// roster: elsewhere how many are met tells of counts that are not told.
func (g *guard) targetsOpen(p *grouping.Plan) bool {
	return g.policy.OpenRoster && !slices.ContainsFunc(p.Groups, func(x grouping.Group) bool {
		return slices.ContainsFunc(
			x.Targets,
			func(t grouping.Target) bool { return g.policy.Classes[t.Dimension] != Open },
		)
	})
}
