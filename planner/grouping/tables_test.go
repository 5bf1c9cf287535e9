package grouping

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// TestChairsAgainstEnumeration: chairs that differ in what is asked for, and conveners
// named beforehand.
func TestChairsAgainstEnumeration(t *testing.T) {
	against(t, roundsOf(1000), 41, func(r *rand.Rand) (*planner.Meeting, Options) {
		m, opts := tiny(r)
		m.Targets = m.Targets[:min(len(m.Targets), 2)]
		dims := []planner.Dimension{planner.Gender, planner.Organisation}
		for _, d := range [][]planner.Dimension{dims, dims[:1], dims[1:]}[r.IntN(3)] {
			m.Targets = append(m.Targets, planner.Target{ID: "chairs " + string(d), Kind: planner.ChairsDiffer, Dimension: d, Group: planner.EveryGroup})
		}
		if r.IntN(2) == 0 {
			m.Groups[0].Conveners = []string{m.Roster[r.IntN(len(m.Roster))].ID}
		}
		return m, opts
	})
}

// TestSlotsAgainstEnumeration: one group a slot and person, groups for some, and
// supervisors who take a part of their groups.
func TestSlotsAgainstEnumeration(t *testing.T) {
	against(t, roundsOf(1000), 42, func(r *rand.Rand) (*planner.Meeting, Options) {
		m, opts := tiny(r)
		m.Targets = m.Targets[:min(len(m.Targets), 2)]
		several := r.IntN(2) == 0
		for g := range m.Groups {
			s := &m.Groups[g]
			s.Slot = []string{"", "1", "1", "2"}[r.IntN(4)]
			if !several && g < 2 {
				s.Supervisor, s.MostOpen = "L", 1
			}
			if r.IntN(4) == 0 {
				m.Targets = append(m.Targets, planner.Target{
					ID: "only " + s.ID, Group: s.ID, Dimension: planner.Gender, Value: "w", MinShare: planner.Percent(100),
				})
			}
		}
		for i := range m.Roster {
			if p := &m.Roster[i]; several {
				p.Memberships = planner.Range{Min: r.IntN(2), Max: 1 + r.IntN(2)}
			}
		}
		return m, opts
	})
}

// TestConvenerChairs: being named overrides willingness, and the co-chair is of another
// stakeholder group than the convener.
func TestConvenerChairs(t *testing.T) {
	m, opts := spread(9)
	for i := range m.Roster {
		m.Roster[i].Values[planner.Stakeholder] = []string{[]string{"Gov", "Civ"}[i%2]}
		m.Roster[i].ChairOK = planner.Yes
	}
	m.Roster[0].ChairOK = planner.No
	m.Groups[1].Conveners, m.Groups[1].Chairs = []string{"P1"}, 2
	_, plan := solved(t, m, opts)
	g := plan.Groups[1]
	if len(g.Members) < 2 || g.Members[0].ID != "P1" || g.Members[0].Role != RoleChair || g.Members[1].Role != RoleCochair {
		t.Fatalf("%+v", g.Members)
	}
	if v, _ := m.Roster[m.Roster.ByID(g.Members[1].ID)].Value(planner.Stakeholder); v != "Civ" {
		t.Errorf("the co-chair is %s as well", v)
	}
}

// TestSupervisorTakesOne: of three topics of one supervisor the most wanted is opened.
func TestSupervisorTakesOne(t *testing.T) {
	m, opts := &planner.Meeting{}, DefaultOptions()
	for i, choices := range [][]string{{"T1", "T4"}, {"T2", "T4"}, {"T3", "T5"}, {"T3", "T5"}} {
		m.Roster = append(m.Roster, planner.Participant{ID: fmt.Sprint("P", i), Choices: choices})
	}
	for g := range 5 {
		s := planner.GroupSpec{ID: fmt.Sprint("T", g+1), Size: planner.Range{Min: 1, Max: 2}, Optional: true}
		if g < 3 {
			s.Supervisor, s.MostOpen = "L9", 1
		}
		m.Groups = append(m.Groups, s)
	}
	_, plan := solved(t, m, opts)
	open := slices.DeleteFunc(slices.Clone(plan.Groups), func(g Group) bool { return !g.Open })
	if plan.Objective.Value != 360 || len(open) != 2 || open[0].ID != "T3" || open[1].ID != "T4" {
		t.Errorf("value %d, open %+v", plan.Objective.Value, open)
	}
}

// TestMeetOthers: people of earlier groups are parted where wishes leave it open, and
// against enumeration meetings again are weighed like any other rule.
func TestMeetOthers(t *testing.T) {
	m, opts := spread(9)
	for i := range m.Roster {
		m.Roster[i].Choices = nil
	}
	var sat Kept
	for i := range 9 {
		sat.Seats = append(sat.Seats, KeptSeat{Person: fmt.Sprint("P", i+1), Group: fmt.Sprint("Table ", i/3)})
	}
	for g := range m.Groups {
		m.Groups[g].Size = planner.Range{Min: 3, Max: 3}
	}
	opts.Earlier = []Kept{sat}
	_, plan := solved(t, m, opts)
	if o := plan.Objective; o.MeetAgain != 0 || o.Value != 0 || !o.ProvedOptimal {
		t.Errorf("%+v", o)
	}
	against(t, roundsOf(400), 43, func(r *rand.Rand) (*planner.Meeting, Options) {
		m, opts := tiny(r)
		m.Targets = m.Targets[:min(len(m.Targets), 2)]
		var sat Kept
		for i := range m.Roster {
			sat.Seats = append(sat.Seats, KeptSeat{Person: m.Roster[i].ID, Group: fmt.Sprint(r.IntN(2))})
		}
		opts.Earlier, opts.MeetAgainWeight = []Kept{sat}, 10+r.IntN(50)
		return m, opts
	})
}
