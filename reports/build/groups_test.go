package build

import (
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports/build/internal/brief"
)

func TestMovesFromTheEarlierPlan(t *testing.T) {
	in := brief.Input{
		Kept:    true,
		Meeting: &planner.Meeting{Roster: planner.Roster{{ID: "P1", Name: "Ana Lima"}}},
		Groups:  &grouping.Plan{Changes: []grouping.Change{{Person: "P1", From: []string{"G01"}}}},
	}
	table, ok := Chair(in).Table("moves")
	if !ok || len(table.Rows) != 1 || table.Rows[0][0].Text != "Ana Lima" || table.Rows[0][2].Text != "G01" ||
		table.Rows[0][3].Text != "–" {
		t.Errorf("moves = %+v, %v", table, ok)
	}
	in.Kept = false
	if _, ok := Chair(in).Table("moves"); ok {
		t.Error("moves are listed although there was no earlier plan")
	}
}
