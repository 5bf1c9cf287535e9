package disclosure

import (
	"encoding/json"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
)

// What is told of an outcome: what is written down, and what everybody heard. Numbers that
// may be ballots, groups, and wordings that name somebody stay with the chair.
func TestOutcome(t *testing.T) {
	loud := planner.Sound{Noted: true, Level: planner.HumLoud}
	none := planner.Sound{Noted: true}
	five := planner.Sound{Noted: true, Counted: true, Level: 5}
	zero := planner.Sound{Noted: true, Counted: true}
	m := &planner.Meeting{
		Issues: []planner.Issue{
			{ID: "Q1", Name: "Heard"},
			{ID: "Q2", Name: "Counted"},
			{ID: "Q3", Name: "Both"},
			{ID: "Q4", Name: "Silent"},
			{ID: "Q5", Name: "Open Ports"},
		},
		Roster: planner.Roster{{ID: "P1", Name: "May Will", Email: "m@x.org"}, {ID: "P2", Name: "Forum"}},
		Hums:   []planner.Humming{{Issue: "Q1"}},
		Outcomes: []planner.Outcome{
			{Issue: "Q3", Name: "Both", Text: "It may will be, said may will.", Status: planner.OutcomeAgreed},
			{Name: "open ports", Text: "They stay so.", Status: planner.OutcomeOpen}, // by the name of the issue alone
			{Name: "Further", Text: "A forum is launched.", Status: planner.OutcomeOpen},
			{Name: "Named", Text: "Forum writes.", Status: planner.OutcomeOpen},
		},
	}
	hum := func(id string, yes, no planner.Sound) schedule.Hum {
		return schedule.Hum{Issue: id, Name: id, Reading: "consensus", Parts: []schedule.HumPart{
			{Group: "Government", For: yes, Against: no, Reading: "consensus"},
		}}
	}
	c := schedule.Conclude(m, nil, []schedule.Hum{hum("Q1", loud, none), hum("Q2", five, zero), hum("Q3", five, zero)})
	p, err := Protect(m, Results{Outcome: c}, reports.Provenance{}, DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	want := []OutcomeIssue{
		{Name: "Heard", Status: "agreed"},
		{Name: "Counted", Counted: true},
		{Name: "Both", Status: "agreed", Withheld: true},
		{Name: "Silent"},
		{Name: "Open Ports", Status: "open", Text: "They stay so."},
		{Name: "Further", Status: "open", Text: "A forum is launched."},
		{Name: "Named", Status: "open", Withheld: true},
	}
	if len(p.Outcome.Issues) != len(want) {
		t.Fatalf("issues: %+v", p.Outcome.Issues)
	}
	for i, x := range p.Outcome.Issues {
		if x != want[i] {
			t.Errorf("%+v, want %+v", x, want[i])
		}
	}
	data, _ := json.Marshal(p.Outcome)
	if strings.Contains(string(data), "Government") {
		t.Errorf("a group is told: %s", data)
	}
	m.Hums, m.Outcomes = nil, nil
	if p, _ = Protect(m, Results{Outcome: c}, reports.Provenance{}, DefaultPolicy()); p.Outcome != nil {
		t.Error("an outcome is told of ballots alone")
	}
}
