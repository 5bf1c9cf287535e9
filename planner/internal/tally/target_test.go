package tally

import (
	"slices"
	"testing"

	"roundtable/planner"
)

func TestKnown(t *testing.T) {
	for _, tt := range []struct{ have, want []string }{
		{nil, nil},
		{[]string{""}, nil},
		{[]string{"a"}, []string{"a"}},
		{[]string{"b", "", "a", "b", ""}, []string{"b", "a"}},
		{[]string{"", "a"}, []string{"a"}},
	} {
		p := planner.Participant{Values: values{"d": tt.have}}
		if got := Known(&p, "d"); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q", tt.have, got)
		}
		if AnyKnown(planner.Roster{{}, p}, "d") != (len(tt.want) > 0) || AnyKnown(planner.Roster{p}, "e") {
			t.Errorf("%q: any known", tt.have)
		}
	}
}

func TestDimensions(t *testing.T) {
	got := Dimensions(
		planner.Target{Dimension: "b", Across: []planner.Dimension{"a"}}, planner.Target{},
		planner.Target{Dimension: "a", And: planner.Condition{{Dimension: "c"}}},
	)
	if !slices.Equal(got, []planner.Dimension{"b", "a", "c"}) {
		t.Error(got)
	}
}

// What targets are there for: all values, or to be shown alone.
func TestWhatTargetsAsk(t *testing.T) {
	for _, tt := range []struct {
		target        planner.Target
		all, informs  bool
		least, most   int
		boundedValues bool
	}{
		{planner.Target{}, false, true, 0, 0, false},
		{planner.Target{Min: planner.LimitOf(0)}, false, false, 0, 0, false},
		{planner.Target{Kind: planner.Distinct, Max: planner.LimitOf(3)}, true, false, 0, 3, true},
		{planner.Target{Kind: planner.Distinct, Min: planner.LimitOf(3)}, true, false, 3, NoLimit, true},
		{planner.Target{Kind: planner.NotAllSame, Max: planner.LimitOf(3)}, true, false, 2, NoLimit, true},
		{planner.Target{Kind: planner.Each}, true, true, 0, 0, false},
		{planner.Target{Kind: planner.Each, Cells: []planner.Condition{{}}}, false, true, 0, 0, false},
		{planner.Target{Kind: planner.Flag}, false, false, 0, 0, false},
		{planner.Target{Kind: planner.Flag, Tier: planner.Should}, false, false, 0, 0, false},
		{planner.Target{Kind: planner.Flag, Tier: planner.Nice}, false, true, 0, 0, false},
	} {
		if AllValues(&tt.target) != tt.all || Informs(&tt.target) != tt.informs {
			t.Errorf("%+v: all values %v, informs %v", tt.target, AllValues(&tt.target), Informs(&tt.target))
		}
		if lo, hi := BoundsOfValues(&tt.target); tt.boundedValues && (lo != tt.least || hi != tt.most) {
			t.Errorf("%+v: %d to %d values", tt.target, lo, hi)
		}
	}
}
