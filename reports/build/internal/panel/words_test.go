package panel

import (
	"testing"

	"roundtable/planner/balance"
	"roundtable/reports/build/internal/brief"
)

func TestManyPanels(t *testing.T) {
	for want, n := range map[string]int{
		"": 12, "1,234,567": 1_234_567, "more than 1,000,000,000": balance.ManyPanels,
	} {
		if got := Advice(brief.New(brief.Input{})).panels(n).Text; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
