package grouping

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// spread makes n people of one organisation and three groups of 2 to 5.
func spread(n int) (*planner.Meeting, Options) {
	m := &planner.Meeting{}
	for i := range n {
		m.Roster = append(m.Roster, planner.Participant{
			ID: fmt.Sprint("P", i+1), Name: fmt.Sprint("Person ", i+1), Choices: []string{"G3", "G1"},
			Values: map[planner.Dimension][]string{planner.Organisation: {"Big"}},
		})
	}
	for g := range 3 {
		m.Groups = append(m.Groups, planner.GroupSpec{ID: fmt.Sprint("G", g+1), Size: planner.Range{Min: 2, Max: 5}})
	}
	return m, DefaultOptions()
}

// TestClashesAreNamed goes through pairs, locks and caps that clash: each is among the
// rules named, proved, with the least relaxation.
func TestClashesAreNamed(t *testing.T) {
	pair := func(m *planner.Meeting, a, b int) {
		m.Pairs = append(m.Pairs, planner.Pair{A: fmt.Sprint("P", a), B: fmt.Sprint("P", b), Kind: planner.Apart})
	}
	for _, c := range []struct {
		name   string
		change func(m *planner.Meeting, o *Options)
		words  []string
		cost   int
	}{
		{"four apart from each other, three groups", func(m *planner.Meeting, _ *Options) {
			for a := range 4 {
				for b := range a {
					pair(m, a+1, b+1)
				}
			}
		}, []string{"Person 1, Person 2, Person 3, Person 4", "groups:[G1 G2 G3]", "apart"}, 1},
		{"two of a pair locked in one group", func(m *planner.Meeting, _ *Options) {
			pair(m, 1, 2)
			m.Roster[0].SeatedIn, m.Roster[1].SeatedIn = []string{"G3"}, []string{"G3"}
		}, []string{"Person 1", "Person 2", "fixed-seat", "apart"}, 1},
		{"six of one organisation, one a group", func(_ *planner.Meeting, o *Options) {
			o.MaxPerOrganisation = 1
		}, []string{"cap map[n:1 value:Big"}, 7},
		{"more locked than there is room", func(m *planner.Meeting, _ *Options) {
			for i := range 6 {
				m.Roster[i].SeatedIn = []string{"G1"}
			}
		}, []string{"fixed-seat", "overfull"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, opts := spread(10)
			c.change(m, &opts)
			p := built(t, m, opts)
			_, err := Solve(context.Background(), p, opts)
			var clash *InfeasibleError
			if !errors.As(err, &clash) {
				t.Fatal(err)
			}
			t.Log(clash.Why, clash.Rules, clash.Relaxation)
			if !clash.Proved || clash.Cost != c.cost || clash.CostBound != c.cost || len(clash.Relaxation) == 0 {
				t.Errorf("proved %v, cost %d (at least %d)", clash.Proved, clash.Cost, clash.CostBound)
			}
			for _, w := range c.words {
				if !strings.Contains(fmt.Sprint(clash.Why), w) {
					t.Errorf("%q is missing in %v", w, clash.Why)
				}
			}
		})
	}
}

// TestLeastRelaxationAgainstEnumeration: with locks, pairs and caps the cost told is the
// fewest people by whom any seating of the right sizes misses a rule.
func TestLeastRelaxationAgainstEnumeration(t *testing.T) {
	checked := 0
	for n := range roundsOf(600) {
		r := rand.New(rand.NewPCG(uint64(n), 22))
		m, opts := tiny(r)
		mustAll(m)
		opts.MaxPerOrganisation = 1 + r.IntN(2)
		for i := range m.Roster {
			m.Roster[i].SeatedIn, m.Roster[i].KeptOutOf = nil, nil
			if r.IntN(3) == 0 {
				m.Roster[i].SeatedIn = []string{fmt.Sprint("G", r.IntN(len(m.Groups)))}
			}
		}
		for range r.IntN(4) {
			if a, b := r.IntN(len(m.Roster)), r.IntN(len(m.Roster)); a != b {
				m.Pairs = append(m.Pairs, planner.Pair{A: fmt.Sprint("P", a), B: fmt.Sprint("P", b), Kind: planner.Apart})
			}
		}
		p, _, err := Build(m, m.Groups, opts)
		if err != nil {
			continue
		}
		least := int64(1000)
		enumerate(p.m, func(x model.Seating) {
			if p.keepsSizes(x) {
				least = min(least, p.m.Evaluate(x).Broken)
			}
		})
		_, err = Solve(context.Background(), p, opts)
		var clash *InfeasibleError
		if errors.As(err, &clash) != (least > 0) {
			t.Fatalf("seed %d: %v, enumeration misses %d", n, err, least)
		}
		if clash == nil || clash.Nearest == nil || least == 1000 {
			continue
		}
		checked++
		if clash.CostBound > int(least) || clash.Cost < int(least) {
			t.Errorf("seed %d: cost %d, at least %d; enumeration %d: %v", n, clash.Cost, clash.CostBound, least, clash.Why)
		}
	}
	if checked < roundsOf(600)/8 {
		t.Errorf("only %d clashes checked", checked)
	}
}

// keepsSizes reports whether a seating has the sizes asked for.
func (p *Problem) keepsSizes(x model.Seating) bool {
	size, _ := p.m.Tally(x)
	for g := range p.m.Groups {
		mg := &p.m.Groups[g]
		if z := int(size[g]); (z > 0 || !mg.Optional) && (z < mg.Lo || z > mg.Hi) {
			return false
		}
	}
	return true
}
