package balance

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"roundtable/planner"
)

// panelOf makes a panel with the given counts of values in one dimension.
func panelOf(d planner.Dimension, counts map[string]int, order []string) planner.Roster {
	var out planner.Roster
	for _, v := range order {
		for range counts[v] {
			out = append(out, planner.Participant{ID: fmt.Sprintf("p%02d", len(out)), Values: map[planner.Dimension][]string{d: {v}}})
		}
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Three real panels of IGF 2019 (workshops 289, 300, 239), with an equal target.
func TestRealPanels(t *testing.T) {
	for _, tc := range []struct {
		name                string
		counts              []int
		seats               int
		effective, best     float64
		attainable, covered int
	}{
		{"WS289 regions: 3 WEOG of 3", []int{0, 0, 0, 0, 3}, 2, 1.0, 3, 3, 1},
		{"WS300 stakeholders: CS 2, TC 2, PS 1", []int{2, 0, 0, 1, 2}, 2, 2.87, 5, 5, 3},
		{"WS239 regions: GRULAC 3, African 1", []int{1, 0, 0, 3, 0}, 2, 1.75, 4, 4, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			values := planner.RegionalGroups()
			counts := make(map[string]int)
			for i, c := range tc.counts {
				counts[values[i]] = c
			}
			r := measure(panelOf(planner.Region, counts, values), planner.Region, nil, DefaultOptions())
			if r.SeatsToMove != tc.seats {
				t.Errorf("seats to move %d, want %d", r.SeatsToMove, tc.seats)
			}
			near(t, "effective number", r.Effective, tc.effective, 0.005)
			near(t, "best effective number", r.EffectiveMax, tc.best, 1e-9)
			if r.Attainable != tc.attainable || r.Covered != tc.covered {
				t.Errorf("covered %d of %d, want %d of %d", r.Covered, r.Attainable, tc.covered, tc.attainable)
			}
		})
	}
}

// A perfect panel of three from five groups must not look bad.
func TestPerfectSmallPanel(t *testing.T) {
	r := measure(panelOf(planner.Stakeholder, map[string]int{planner.Government: 1, planner.CivilSociety: 1, planner.PrivateSector: 1},
		planner.StakeholderGroups()), planner.Stakeholder, nil, DefaultOptions())
	if r.SeatsToMove != 0 || r.Covered != 3 || r.Attainable != 3 || r.Effective/r.EffectiveMax < 0.999999 {
		t.Errorf("%+v", r)
	}
}

// unMembers is the share of each regional group among the 193 members of the
// United Nations.
func unMembers() Reference {
	ref := Reference{Dimension: planner.Region, Name: "United Nations members"}
	for i, members := range []int64{54, 54, 23, 33, 29} {
		ref.Shares = append(ref.Shares, Share{planner.RegionalGroups()[i], planner.Ratio{Num: members, Den: 193}})
	}
	return ref
}

func TestComparisonOnlyForRosters(t *testing.T) {
	opts := DefaultOptions()
	values := planner.RegionalGroups()
	opts.References = []Reference{unMembers()}
	small := panelOf(planner.Region, map[string]int{values[0]: 10, values[4]: 9}, values)
	r := Check(small, nil, opts)
	if len(r.Comparisons) != 0 || len(r.Warnings) != 1 || r.Warnings[0].Code != "reference-too-few-people" {
		t.Errorf("19 people: %d comparisons, %d warnings", len(r.Comparisons), len(r.Warnings))
	}
	large := panelOf(planner.Region, map[string]int{values[0]: 10, values[1]: 12, values[2]: 3, values[3]: 5, values[4]: 20}, values)
	large = append(large, planner.Participant{ID: "x", Values: map[planner.Dimension][]string{planner.Region: {"Elsewhere"}}}, planner.Participant{ID: "y"})
	c := Check(large, nil, opts).Comparisons[0]
	if c.N != 50 || c.Outside != 1 || c.Unknown != 1 || c.Test != "exact" || *c.P > 0.05 || *c.P <= 0 || c.Untested != "" {
		t.Errorf("%+v", c)
	}
	// 20 from WEOG where 7.51 are expected, and whole numbers nearest to the mix leave it 7
	near(t, "distance", c.Distance, (20-50*29.0/193)/50, 1e-9)
	if c.Exchange != 13 {
		t.Errorf("%d people to exchange, want 13", c.Exchange)
	}
	weog := c.Values[4]
	near(t, "share had", weog.Actual, 0.4, 1e-9)
	near(t, "ratio", weog.Ratio, 20/(50*29.0/193), 1e-9)
	near(t, "seats", weog.Seats, 20-50*29.0/193, 1e-9)
	// with 25 of them Eastern Europe would have 2.98 expected: seats, no ratio
	half := compareWith(large[25:], opts.References[0], opts.Test)
	if e := half.Values[2]; e.Expected >= 5 || e.Ratio != 0 || e.Seats == 0 {
		t.Errorf("expected %v: ratio %v, seats %v", e.Expected, e.Ratio, e.Seats)
	}
	// a test needs 20 people with a value of the reference, and two values
	unknown := slices.Clone(large[:20])
	for i := range 5 {
		unknown[i].Values = nil
	}
	if c := Check(unknown, nil, opts).Comparisons[0]; c.Untested != UntestedTooFew || c.P != nil || c.Test != "" || c.N != 15 {
		t.Errorf("five of 20 unknown: %+v", c)
	}
	opts.References[0].Shares = opts.References[0].Shares[:1]
	if c := Check(large, nil, opts).Comparisons[0]; c.Untested != UntestedOneValue || c.Outside != 41 {
		t.Errorf("a reference of one value: %+v", c)
	}
}
