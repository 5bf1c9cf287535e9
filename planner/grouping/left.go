package grouping

import "slices"

// Left is somebody without a seat, and why.
type Left struct {
	Person string `json:"person"`
	// Why is "none-asked" where the person asked for no seat, "barred" where no group may
	// have the person, "full" where all that could are full, "closed" where none of them was
	// opened, and "dearer" where a seat would cost other people's wishes or rules more than
	// it is worth. Groups are those that could have the person: of the list, if there is one.
	Why    string   `json:"why"`
	Groups []string `json:"groups"`
}

// leftOut says why person i has no seat, given how many people the groups have.
func (p *Problem) leftOut(i int, size func(g int) int) Left {
	out := Left{Person: p.roster[i].ID, Groups: []string{}}
	_, most := memberships(&p.roster[i])
	full, closed := 0, 0
	for _, g := range p.m.Allowed(int(p.m.People[i].Unit)) {
		if p.m.Voted[i] && p.m.Rank[i][g] == 0 {
			continue
		}
		spec := &p.groups[g]
		out.Groups = append(out.Groups, spec.ID)
		full += boolCount(size(int(g)) >= spec.Size.Max)
		closed += boolCount(size(int(g)) == 0 && spec.Optional)
	}
	switch n := len(out.Groups); {
	case most == 0:
		out.Why = "none-asked"
	case n == 0:
		out.Why = "barred"
	case full == n:
		out.Why = "full"
	case closed == n:
		out.Why = "closed"
	default:
		out.Why = "dearer"
	}
	return out
}

// leftOver lists who has no seat.
func (p *Problem) leftOver(sits func(person, group int) bool) []Left {
	size := func(g int) int {
		n := 0
		for i := range p.roster {
			n += boolCount(sits(i, g))
		}
		return n
	}
	groups := p.allGroups()
	var list []Left
	for _, i := range p.source {
		if !slices.ContainsFunc(groups, func(g int) bool { return sits(i, g) }) {
			list = append(list, p.leftOut(i, size))
		}
	}
	return list
}
