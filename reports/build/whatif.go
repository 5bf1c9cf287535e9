package build

import (
	"fmt"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// whatIf shows how fragile the results are.
func whatIfSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "whatif", Title: "What if?"}
	if t, ok := dependence(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := withdrawals(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := seatPrices(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := targetPrices(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := closePlaces(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := seatChanges(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Lead = "What would change if someone dropped out, or if the votes had been counted another way."
	return s
}

// dependence lists the people whose withdrawal would break a rule.
func dependence(b *builder) (reports.Table, bool) {
	if b.judged == nil || len(b.judged.Report.Dependence) == 0 {
		return reports.Table{}, false
	}
	r := b.judged.Report
	t := reports.Table{
		ID: "dependence", RowHead: true,
		Title:   fmt.Sprintf("If one person withdraws: %s would break a rule that holds now", people(len(r.Dependence))),
		Columns: []reports.Column{{Title: "If this person withdraws"}, {Title: "These rules break"}, {Title: "Ready to step in"}},
	}
	for _, d := range r.Dependence {
		ready := few(b.names(d.Replacements), 4)
		if ready == "" {
			ready = "nobody on the list"
		}
		t.Rows = append(t.Rows, []reports.Value{reports.Str(b.name(d.Person)), reports.Str(strings.Join(targetNames(r, d.Targets), "; ")), reports.Str(ready)})
	}
	return t, true
}

// closePlaces lists neighbours in the order whose places could swap.
func closePlaces(b *builder) (reports.Table, bool) {
	r := b.in.Ranking
	if r == nil || len(r.Issues) < 2 || !weighted(r) {
		return reports.Table{}, false
	}
	t := reports.Table{
		ID: "close-places", RowHead: true, Title: "Issues whose place depends on how votes are weighted",
		Columns: []reports.Column{{Title: "Issue"}, {Title: "Place, groups equal", Align: reports.Right}, {Title: "Place, ballots equal", Align: reports.Right}, {Title: "Moves"}},
	}
	for i := range r.Issues {
		is := &r.Issues[i]
		if is.RankHeads == 0 || is.Rank == is.RankHeads {
			continue
		}
		t.Rows = append(t.Rows, []reports.Value{reports.Str(issueLabel(is.ID, is.Name, 80)), reports.Int(is.Rank), reports.Int(is.RankHeads), reports.Str(moves(is))})
	}
	return t, len(t.Rows) > 0
}

func moves(is *ranking.Issue) string {
	d := is.RankHeads - is.Rank
	if d > 0 {
		return counted(d, "place") + " down when ballots count the same"
	}
	return counted(-d, "place") + " up when ballots count the same"
}

// seatChanges lists what differs from the earlier plan.
func seatChanges(b *builder) (reports.Table, bool) {
	p := b.shownPlan()
	if p == nil || len(p.Changes) == 0 {
		return reports.Table{}, false
	}
	t := reports.Table{
		ID: "seat-changes", RowHead: true, Title: fmt.Sprintf("Compared with the earlier plan, %s", people(len(p.Changes))+" moved"),
		Columns: []reports.Column{{Title: "Person"}, {Title: "From"}, {Title: "To"}},
	}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, []reports.Value{reports.Str(b.name(c.Person)), reports.Str(orNone(c.From)), reports.Str(orNone(c.To))})
	}
	return t, true
}

func orNone(ids []string) string {
	if len(ids) == 0 {
		return "no group"
	}
	return joined(texts(ids))
}
