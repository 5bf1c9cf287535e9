package grouping

import (
	"fmt"

	"roundtable/planner"
)

// FromRanking makes one group for each of the first k issues of a ranked list:
// G01 works on the first, and so on. seats is the number of memberships to be
// filled, usually the number of people. A zero size asks for [EvenSizes].
// With fewer issues than k, there are as many groups as issues.
func FromRanking(ranked []planner.Issue, k int, size planner.Range, seats int) []planner.GroupSpec {
	k = max(0, min(k, len(ranked)))
	groups := make([]planner.GroupSpec, k)
	for i := range groups {
		groups[i] = planner.GroupSpec{
			ID: fmt.Sprintf("G%02d", i+1), Topic: ranked[i].Name, Issue: ranked[i].ID, Size: size,
		}
	}
	return EvenSizes(groups, seats)
}

// EvenSizes fills in the sizes that were left to choose: an even split of the
// seats, with slack of a quarter of the average (at least one) both ways, so
// that wishes can move people without leaving a group empty. Seats already
// claimed by groups with a given size are taken off first, at their middle.
// The result is a copy.
func EvenSizes(groups []planner.GroupSpec, seats int) []planner.GroupSpec {
	out := append([]planner.GroupSpec(nil), groups...)
	open := 0
	for i := range out {
		if out[i].Size.IsZero() {
			open++
		} else {
			seats -= (out[i].Size.Min + out[i].Size.Max) / 2
		}
	}
	if open == 0 {
		return out
	}
	seats = max(seats, 0)
	low, high := seats/open, (seats+open-1)/open
	slack := max(1, (seats+2*open)/(4*open))
	for i := range out {
		if out[i].Size.IsZero() {
			lo := max(0, low-slack)
			if lo == 0 && low > 0 {
				lo = 1
			}
			out[i].Size = planner.Range{Min: lo, Max: high + slack}
		}
	}
	return out
}

// DefaultTargets are the targets for working groups where the user gave none:
// in each group at least one person of each stakeholder group that has enough
// people for all groups, no more than half from any one region, and one moderator or
// facilitator where there are enough. All are should targets.
func DefaultTargets(roster planner.Roster, groups []planner.GroupSpec) []planner.Target {
	var targets []planner.Target
	values, seats := dimensionValues(roster, planner.Stakeholder)
	for i, v := range values {
		if seats[i] < len(groups) {
			continue
		}
		targets = append(targets, planner.Target{
			ID: "stakeholder=" + v, Kind: planner.Count, Dimension: planner.Stakeholder, Value: v,
			Min: planner.LimitOf(1), Tier: planner.Should, Group: planner.EveryGroup,
			Text: fmt.Sprintf("at least one %s member in each group", v),
		})
	}
	leads := []planner.Role{planner.RoleModerator, planner.RoleOnlineModerator}
	if n := len(roster.WithRole(leads...)); n >= len(groups) && n < len(roster) {
		t := planner.Target{
			ID: "role=moderator", Kind: planner.Count, Roles: leads, Min: planner.LimitOf(1), Tier: planner.Should,
			Group: planner.EveryGroup, Text: "a moderator or facilitator in each group",
		}
		if n == len(groups) {
			t.Max = planner.LimitOf(1)
		}
		targets = append(targets, t)
	}
	if values, _ := dimensionValues(roster, planner.Region); len(values) > 1 {
		targets = append(targets, planner.Target{
			ID: "region at most half", Kind: planner.Each, Dimension: planner.Region,
			MaxShare: planner.Percent(50), Tier: planner.Should, Group: planner.EveryGroup,
			Text: "no more than half of a group from one region",
		})
	}
	return targets
}

// dimensionValues returns the known values of a dimension in the order they
// occur, and how many seats the people of each value may fill.
func dimensionValues(roster planner.Roster, d planner.Dimension) (values []string, seats []int) {
	at := make(map[string]int)
	for i := range roster {
		_, most := memberships(&roster[i])
		for _, v := range roster[i].Values[d] {
			if v == "" {
				continue
			}
			k, ok := at[v]
			if !ok {
				k = len(values)
				at[v] = k
				values, seats = append(values, v), append(seats, 0)
			}
			seats[k] += most
		}
	}
	return values, seats
}

// memberships is how many groups a participant sits in, from least to most.
func memberships(p *planner.Participant) (least, most int) {
	if p.Memberships.IsZero() {
		return 1, 1
	}
	return p.Memberships.Min, p.Memberships.Max
}
