package build

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build/internal/draw"
	"roundtable/reports/messages"
)

// drawn is a small draw with its report's input.
func drawn(t *testing.T) *draw.Selection {
	t.Helper()
	in := &draw.Selection{Title: "Assembly"}
	for i := range 12 {
		in.Candidates = append(in.Candidates, planner.Participant{
			ID: fmt.Sprintf("id-%02d", i), Name: fmt.Sprintf("Name-%02d", i),
			Values: map[planner.Dimension][]string{planner.Gender: {[]string{"Female", "Male", "Male"}[i%3]}},
		})
	}
	targets := []planner.Target{{
		ID: "gender=Female", Dimension: planner.Gender, Value: "Female", Min: planner.LimitOf(2), Max: planner.LimitOf(2),
	}}
	opts := selection.DefaultOptions()
	opts.Seats, opts.Draw = 4, 417
	var err error
	if in.Result, err = selection.Draw(t.Context(), in.Candidates, targets, opts); err != nil {
		t.Fatal(err)
	}
	in.Check = balance.Check(in.Candidates[:4], targets, balance.DefaultOptions())
	return in
}

// The record shows every code with its chance and every panel, and nobody's name or ID;
// the report for the chair shows who is who.
func TestSelectionEditions(t *testing.T) {
	in := drawn(t)
	public := draw.Record(in.Result.Record(), in.Title, reports.Provenance{}, messages.English())
	text := fmt.Sprintf("%+v", public)
	for i := range in.Candidates {
		if p := &in.Candidates[i]; strings.Contains(text, p.Name) || strings.Contains(text, p.ID) {
			t.Errorf("the record names %s", p.Name)
		}
	}
	if public.Edition != reports.Public {
		t.Errorf("the record is for %s", public.Edition)
	}
	chair := draw.Report(in)
	for _, d := range []*reports.Document{public, chair} {
		chances, ok := d.Table("chances")
		panels, also := d.Table("panels")
		if !ok || !also || len(chances.Rows) != 12 || len(panels.Rows) != selection.Panels {
			t.Errorf("%s: %d chances, %d panels", d.Subtitle, len(chances.Rows), len(panels.Rows))
		}
	}
	panel, _ := chair.Table("panel")
	if len(panel.Rows) != 4 || panel.Rows[0][0].Text == "" {
		t.Errorf("%d members", len(panel.Rows))
	}
}
