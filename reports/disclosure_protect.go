package reports

import (
	"fmt"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
)

// Results are what [Protect] takes its figures from; any may be nil.
type Results struct {
	Balance *balance.Report
	Ranking *ranking.Result
	Groups  *grouping.Plan
}

// Protect reduces a meeting and its results to what may be published.
func Protect(m *planner.Meeting, r Results, prov Provenance, policy DisclosurePolicy) (Protected, error) {
	if policy.K < 3 {
		return Protected{}, fmt.Errorf("public edition: smallest count %d is below 3, the least that protects anyone", policy.K)
	}
	p := Protected{Title: m.Title, Format: m.Format, Minutes: m.Minutes, Participants: len(m.Roster)}
	for i := range m.Findings {
		switch m.Findings[i].Severity {
		case planner.Error:
			p.Findings.Errors++
		case planner.Warning:
			p.Findings.Warnings++
		default:
			p.Findings.Notes++
		}
	}
	return p, nil
}
