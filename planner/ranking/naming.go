package ranking

import (
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
)

// naming gives the positions and fractions of the internal packages their form in
// the result. What is nil stays nil.
type naming struct{ ids, groupLabels []string }

// names turns issues into IDs.
func (n *naming) names(issues []int) []string {
	if issues == nil {
		return nil
	}
	out := make([]string, len(issues))
	for i, a := range issues {
		out[i] = n.ids[a]
	}
	return out
}

// byIssue gives each issue its value; those without one are left out.
func (n *naming) byIssue(values []*big.Rat) map[string]planner.Exact {
	if values == nil {
		return nil
	}
	out := make(map[string]planner.Exact, len(values))
	for a, v := range values {
		if v != nil {
			out[n.ids[a]] = planner.ExactOf(v)
		}
	}
	return out
}

// group is the name of a group, -1 being that of the ballots without one.
func (n *naming) group(g int) string {
	if g < 0 {
		return electorate.NoGroup
	}
	return n.groupLabels[g]
}

// groupNames turns groups into names.
func (n *naming) groupNames(groups []int) []string {
	out := make([]string, len(groups))
	for i, g := range groups {
		out[i] = n.group(g)
	}
	return out
}

// drawnFrom names groups that ballots are drawn from; without groups, and where all are
// drawn from together, that is -1 alone.
func (n *naming) drawnFrom(groups []int) []string {
	switch {
	case groups == nil:
		return nil
	case len(groups) == 1 && groups[0] < 0:
		return []string{"all ballots"}
	}
	return n.groupNames(groups)
}

// exactly gives the value of a fraction, 0 where there is none.
func exactly(v *big.Rat) planner.Exact {
	if v == nil {
		return planner.Exact{}
	}
	return planner.ExactOf(v)
}

// exactMatrix does so for rows of fractions, all of which are there.
func exactMatrix(m [][]*big.Rat) [][]planner.Exact {
	var out [][]planner.Exact
	for _, row := range m {
		exacts := make([]planner.Exact, len(row))
		for b, v := range row {
			exacts[b] = planner.ExactOf(v)
		}
		out = append(out, exacts)
	}
	return out
}
