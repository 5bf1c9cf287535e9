package planner

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestRefString(t *testing.T) {
	tests := []struct {
		ref  Ref
		want string
	}{
		{Ref{"a.xlsx", "People", "D17"}, "a.xlsx People!D17"},
		{Ref{"a.csv", "", "D17"}, "a.csv D17"},
		{Ref{"", "People", ""}, "People"},
		{Ref{"a", "B", ""}, "a B"},
		{Ref{}, ""},
	}
	for _, tt := range tests {
		if got := tt.ref.String(); got != tt.want {
			t.Errorf("%#v = %q, want %q", tt.ref, got, tt.want)
		}
	}
}

func TestRefIsZero(t *testing.T) {
	for ref, want := range map[Ref]bool{{}: true, {File: "a"}: false, {Sheet: "a"}: false, {Cell: "A1"}: false} {
		if ref.IsZero() != want {
			t.Errorf("%#v is zero: %v", ref, !want)
		}
	}
}

// The words of the nouns are part of the JSON contract and of what users write.
func TestWords(t *testing.T) {
	for _, tt := range []struct {
		what any
		want string
	}{
		{[]Tier{Must, Should, Nice}, `["must","should","nice"]`},
		{[]Severity{Note, Warning, Error}, `["note","warning","error"]`},
		{[]Sound{{}, {Noted: true}, {Noted: true, Level: HumLoud}, {Noted: true, Counted: true, Level: 42}}, `[null,"none","loud",42]`},
		{
			[]string{Sound{}.String(), Sound{Noted: true, Level: HumSoft}.String(), Sound{Noted: true, Level: HumMedium}.String()},
			`["","soft","medium"]`,
		},
		{
			[]string{Ranking.String(), Approval.String(), Score.String(), Points.String(), Hum.String()},
			`["ranking","approval","score","points","hum"]`,
		},
		{
			[]string{Stakeholder.Label(), Age.Label(), TimeZone.Label(), Region.Label(), Dimension("shoe size").Label()},
			`["stakeholder group","age group","time zone","region","shoe size"]`,
		},
	} {
		if got, err := json.Marshal(tt.what); err != nil || string(got) != tt.want {
			t.Errorf("got %s, %v; want %s", got, err, tt.want)
		}
	}
	for _, tier := range []Tier{Must, Should, Nice} {
		var back Tier
		if err := back.UnmarshalText([]byte(tier.String())); err != nil || back != tier {
			t.Errorf("%s is read as %s, %v", tier, back, err)
		}
	}
	if err := new(Tier).UnmarshalText([]byte("Must")); err == nil {
		t.Error("a tier is its word in lower case alone")
	}
}

// The groups of the forms are five each, in alphabetical order.
func TestGroupsOfTheForms(t *testing.T) {
	for _, groups := range [][]string{StakeholderGroups(), RegionalGroups()} {
		if len(slices.Compact(groups)) != 5 || !slices.IsSorted(groups) {
			t.Errorf("%q", groups)
		}
	}
}

// Only errors make a meeting unusable, and an InputError names those alone.
func TestErrorsAmongFindings(t *testing.T) {
	findings := []Finding{{Code: "a", Severity: Note}, {Code: "b", Severity: Error}, {Code: "c", Severity: Warning}, {Code: "d", Severity: Error}}
	for n, want := range []bool{false, false, true, true, true} {
		if m := (&Meeting{Findings: findings[:n]}); m.HasErrors() != want {
			t.Errorf("the first %d findings: has errors %v, want %v", n, !want, want)
		}
	}
	err := &InputError{Of: "working groups", Findings: findings}
	if got := err.Error(); got != "the working groups cannot be set up: b, d" {
		t.Error(got)
	}
}

// Two slots share time where they certainly do: not where a clock time is missing, the
// days differ, or one begins as the other ends.
func TestSlotsOverlap(t *testing.T) {
	at := func(day string, start, end int) Slot { return Slot{Day: day, Timed: true, Start: start, End: end} }
	for _, tt := range []struct {
		a, b Slot
		want bool
	}{
		{at("1", 600, 660), at("1", 630, 690), true},
		{at("1", 600, 700), at("1", 620, 640), true},
		{at("1", 600, 660), at("1", 660, 720), false},
		{at("1", 600, 660), at("2", 600, 660), false},
		{at("", 600, 660), at("", 659, 720), true},
		{at("1", 600, 0), at("1", 600, 660), true},  // an end that is not known
		{at("1", 630, 0), at("1", 600, 660), true},  // within the other
		{at("1", 600, 0), at("1", 630, 660), false}, // may be over by then
		{Slot{Day: "1"}, at("1", 0, 660), false},
		{Slot{Day: "1"}, Slot{Day: "1"}, false},
	} {
		if tt.a.Overlaps(tt.b) != tt.want || tt.b.Overlaps(tt.a) != tt.want {
			t.Errorf("%v and %v: %v and %v, want %v", tt.a, tt.b, tt.a.Overlaps(tt.b), tt.b.Overlaps(tt.a), tt.want)
		}
	}
}
