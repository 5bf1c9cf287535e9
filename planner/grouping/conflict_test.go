package grouping

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"roundtable/planner"
)

// mustAll makes every target a must.
func mustAll(m *planner.Meeting) {
	for i := range m.Targets {
		m.Targets[i].Tier = planner.Must
	}
}

// revalue gives the first n people the value v and everybody else who has it
// another one.
func revalue(m *planner.Meeting, d planner.Dimension, v, other string, n int) {
	for i := range m.Roster {
		now, _ := m.Roster[i].Value(d)
		switch {
		case i < n:
			m.Roster[i].Values[d] = []string{v}
		case now == v:
			m.Roster[i].Values[d] = []string{other}
		}
	}
}

// everyGroup is a must target on every group.
func everyGroup(d planner.Dimension, v string, t planner.Target) planner.Target {
	t.ID, t.Dimension, t.Value, t.Group, t.Tier = string(d)+"="+v, d, v, planner.EveryGroup, planner.Must
	return t
}

// TestImpossible goes through six kinds of wishes that clash, or only seem to.
func TestImpossible(t *testing.T) {
	base := func() (*planner.Meeting, Options) {
		m, opts := generate(60, 6, baseVariant, 3)
		m.Targets = nil
		opts.Explain, opts.Ladder = false, false
		return m, opts
	}
	cases := []struct {
		name     string
		make     func() (*planner.Meeting, Options)
		cost     int    // least relaxation, 0 if feasible
		reason   string // part of the facts
		rules    int    // most rules of the conflict, 0 any
		smallest bool
	}{
		{"three people, six groups", func() (*planner.Meeting, Options) {
			m, o := base()
			revalue(m, planner.Stakeholder, "Government", "IGO", 3)
			m.Targets = append(
				m.Targets,
				everyGroup(planner.Stakeholder, "Government", planner.Target{Min: planner.LimitOf(1)}),
			)
			return m, o
		}, 3, "[{asked-seats map[groups:[G01 G02 G03 G04 G05 G06] n:6 rule:{min map[dimension:stakeholder n:1 " +
			"value:Government]}]} {supply map[dimension:stakeholder n:3 of:60 value:Government]}", 4, true},
		{"more women than there are", func() (*planner.Meeting, Options) {
			m, o := base()
			revalue(m, planner.Gender, "woman", "man", 22)
			m.Targets = append(
				m.Targets,
				everyGroup(planner.Gender, "woman", planner.Target{MinShare: planner.Percent(55)}),
			)
			return m, o
		}, 12, "woman", 0, false},
		{"all targets must, four East Europeans", func() (*planner.Meeting, Options) {
			m, o := generate(60, 6, baseVariant, 3)
			o.Explain, o.Ladder = false, false
			revalue(m, planner.Region, "Eastern Europe", "WEOG", 4)
			m.Targets = m.Targets[:0]
			generateTargets(
				m,
				60,
				6,
				baseVariant,
				[]string{"Civil Society", "Government", "Private Sector"},
				[]string{"WEOG", "Eastern Europe"},
			)
			mustAll(m)
			return m, o
		}, 2, "Eastern Europe", 5, true},
		{"too few seats", func() (*planner.Meeting, Options) {
			m, o := generate(30, 4, baseVariant, 3)
			o.Explain, o.Ladder = false, false
			for i := range m.Groups {
				m.Groups[i].Size = planner.Range{Min: 4, Max: 7}
			}
			return m, o
		}, 2, "too-few-seats map[have:28 want:30]", 4, true},
		{"strict but possible", func() (*planner.Meeting, Options) {
			m, o := generate(120, 6, baseVariant, 3)
			o.Explain, o.Ladder = false, false
			mustAll(m)
			return m, o
		}, 0, "", 0, false},
		{"women all of one stakeholder group", func() (*planner.Meeting, Options) {
			m, o := base()
			for i := range m.Roster {
				m.Roster[i].Values[planner.Stakeholder] = []string{"Government"}
				m.Roster[i].Values[planner.Gender] = []string{"man"}
				if i%2 == 0 {
					m.Roster[i].Values[planner.Stakeholder] = []string{"Civil Society"}
					m.Roster[i].Values[planner.Gender] = []string{"woman"}
				}
			}
			for i := range m.Groups {
				m.Groups[i].Size = planner.Range{Min: 8, Max: 13}
			}
			w := everyGroup(planner.Gender, "woman", planner.Target{Min: planner.LimitOf(7)})
			c := everyGroup(planner.Stakeholder, "Civil Society", planner.Target{MaxShare: planner.Percent(50)})
			w.Group, c.Group = "G01", "G01"
			m.Targets = append(m.Targets, w, c)
			return m, o
		}, 1, "{asked map[groups:[G01] rule:{min map[dimension:gender n:7 value:woman]}]} " +
			"{asked map[groups:[G01] rule:{max-share map[dimension:stakeholder share:50 % value:Civil Society]}]} " +
			"{supply map[dimension:gender n:30 of:60 value:woman]}", 2, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, opts := c.make()
			p := built(t, m, opts)
			began := time.Now()
			plan, err := Solve(context.Background(), p, opts)
			t.Log(time.Since(began).Round(time.Millisecond))
			if c.cost == 0 {
				if err != nil {
					t.Fatal(err)
				}
				if err := Verify(p, plan); err != nil {
					t.Error(err)
				}
				return
			}
			var e *InfeasibleError
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			t.Logf("%v; cost %d (at least %d), smallest %v", e.Why, e.Cost, e.CostBound, e.Smallest)
			for _, r := range e.Rules {
				t.Log("  rule ", r)
			}
			for _, r := range e.Relaxation {
				t.Log("  edit ", r)
			}
			if !e.Proved || e.Cost != c.cost || e.CostBound > c.cost ||
				!strings.Contains(fmt.Sprint(e.Why), c.reason) ||
				c.rules > 0 && len(e.Rules) > c.rules ||
				e.Smallest != c.smallest && c.smallest {
				t.Errorf("got %+v", e)
			}
			if e.Nearest == nil || plan != e.Nearest {
				t.Fatal("no nearest plan")
			}
			sum := 0
			for _, r := range e.Relaxation {
				sum += max(r.From-r.To, r.To-r.From)
			}
			if sum != e.Cost {
				t.Errorf("the edits relax by %d, the cost is %d", sum, e.Cost)
			}
			if e.Nearest.Objective.MustMissed > 0 {
				if err := Verify(p, e.Nearest); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestConflictTextNamesTheNumbers(t *testing.T) {
	e := &InfeasibleError{Why: []Fact{{Code: "too-few-seats", Args: facts{"want": 30, "have": 28}}}}
	if got := e.Error(); got != "the rules cannot all be kept: [{too-few-seats map[have:28 want:30]}]" {
		t.Error(got)
	}
}
