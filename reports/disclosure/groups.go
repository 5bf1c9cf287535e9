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
// protects. Who received which choice follows from ballots; since the members of a group
// know each other, a full share would tell everyone's wish, so shares are told in ranges
// of 25 points whatever their value. That a proposal is proved best, and what it costs,
// rests on all wishes together.
func (g *guard) groups(p *grouping.Plan) *Groups {
	out := &Groups{Unassigned: len(p.Unassigned)}
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
	var wishes fit
	for i := range groups {
		pub := wishes.group(&groups[i])
		if derived && !ranked {
			pub.Topic = ""
		}
		if g.policy.OpenRoster {
			pub.Tables = g.composition(&groups[i])
		}
		out.Groups = append(out.Groups, pub)
	}
	out.FirstChoice, out.TopThree = quarters(wishes.first, wishes.voted), quarters(wishes.three, wishes.voted)
	if g.targetsOpen(p) {
		out.TargetsMet, out.TargetsAsked = targetsMet(p)
	}
	out.Closed = !g.policy.OpenRoster
	return out
}

// fit counts who gave wishes, and who got the first or one of the first three.
type fit struct{ voted, first, three int }

// group reduces a group, and counts its members' wishes.
func (f *fit) group(x *grouping.Group) Group {
	out := Group{
		Topic: x.Topic, Open: x.Open, Size: len(x.Members),
		MinSize: x.MinSize, MaxSize: x.MaxSize, ChairsWanted: x.Chairs,
	}
	for _, m := range x.Members {
		if m.Role == grouping.RoleChair || m.Role == grouping.RoleCochair {
			out.Chairs++
		}
		if m.Voted {
			f.voted++
			if m.Choice == 1 {
				f.first++
			}
			if m.Choice >= 1 && m.Choice <= 3 {
				f.three++
			}
		}
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

// leastWishes is the number of wishes from which on a quarter holds three counts, so
// that whoever knows one wish cannot tell another.
const leastWishes = 10

// quarters is a share in ranges of 25 points.
func quarters(part, whole int) Band {
	if whole < leastWishes {
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
			out = append(out, Table{Dimension: string(d), People: t.people, Rows: t.exact()})
		}
	}
	return out
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
