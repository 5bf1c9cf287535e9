package groups

import (
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
)

// TestMissedRulesByTier: must rules and wishes that are missed are counted and listed
// apart, each in a verdict of its own.
func TestMissedRulesByTier(t *testing.T) {
	target := func(tier planner.Tier, value string) grouping.Target {
		return grouping.Target{Dimension: "language", Value: value, Tier: tier, Short: 1, Max: -1}
	}
	p := &grouping.Plan{Finished: true, Groups: []grouping.Group{{ID: "A", Targets: []grouping.Target{
		target(planner.Must, "French"), target(planner.Should, "German"), target(planner.Must, "Greek"),
	}}}}
	b := brief.New(brief.Input{})
	var miss, warn string
	for _, v := range groupVerdicts(b, p) {
		switch v.State {
		case reports.Miss:
			miss = v.Text + v.Detail
		case reports.Warn:
			warn = v.Text + v.Detail
		}
	}
	if !strings.HasPrefix(miss, "2 rules") || strings.Contains(miss, "German") || !strings.Contains(miss, "Greek") {
		t.Error(miss)
	}
	if !strings.HasPrefix(warn, "1 wish") || !strings.Contains(warn, "German") || strings.Contains(warn, "Greek") {
		t.Error(warn)
	}
}
