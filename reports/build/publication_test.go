package build

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"roundtable/reports"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// A release is made from what plan.json keeps: read back, it gives the very document.
func TestPublicationRoundTrip(t *testing.T) {
	in := FixtureInput()
	policy := disclosure.DefaultPolicy()
	for _, policy.Replaces = range []bool{false, true} {
		for _, policy.OpenRoster = range []bool{false, true} {
			p, err := disclosure.Protect(in.Meeting, Results(in), in.Provenance, policy)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(PublicationPart{Edition: p})
			if err != nil {
				t.Fatal(err)
			}
			var again PublicationPart
			if err := json.Unmarshal(data, &again); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(public.Document(p, messages.English()), public.Document(again.Edition, messages.English())) {
				t.Errorf("replaces %t, open roster %t: another document", policy.Replaces, policy.OpenRoster)
			}
		}
	}
}

// An edition that comes close to a released one counts nobody.
func TestReplacingEditionCountsNobody(t *testing.T) {
	in := FixtureInput()
	policy := disclosure.DefaultPolicy()
	policy.Replaces = true
	p, err := disclosure.Protect(in.Meeting, Results(in), in.Provenance, policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range public.Document(p, messages.English()).Sections {
		if !slices.Contains([]string{"summary", "ranking", "privacy"}, s.ID) {
			t.Errorf("it has a section %s", s.ID)
		}
		for _, block := range s.Blocks {
			switch block.(type) {
			case reports.Table, reports.Chart, reports.Cards:
				t.Errorf("section %s has figures", s.ID)
			}
		}
	}
}
