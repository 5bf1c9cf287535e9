package importers

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
)

// What is ticked beside people is what they are, no vote of theirs; with --votes it is one.
func TestTickedGroups(t *testing.T) {
	const text = "Name,Government,Civil Society,TC,M,F\nAna Lima,,,x,,x\nBo Chen,x,,,x,\nCy Diaz,,x,,x,\n"
	m, _ := readString(t, Options{}, "x.csv", text)
	var got []string
	for i := range m.Roster {
		p := &m.Roster[i]
		got = append(got, fmt.Sprint(p.Name, p.Values[planner.Stakeholder]))
	}
	if want := "Ana Lima[Technical Community], Bo Chen[Government], Cy Diaz[Civil Society]"; strings.Join(got, ", ") != want {
		t.Errorf("%q", got)
	}
	if m.Ballots.Len() > 0 || len(m.Roster) != 3 || len(m.Roster[0].Values[planner.Gender]) != 1 {
		t.Errorf("%d ballots, %+v", m.Ballots.Len(), m.Roster[0])
	}
	opts := Options{}
	opts.Votes.Question = "B:D"
	if m, _ = readString(t, opts, "x.csv", text); m.Ballots.Len() != 3 || len(m.Issues) != 3 {
		t.Errorf("asked for as a vote: %d ballots, %d issues", m.Ballots.Len(), len(m.Issues))
	}
}

// Bands of ages are ticked like groups; days and hours are not bands of ages.
func TestTickedAges(t *testing.T) {
	m, _ := readString(t, Options{}, "x.csv", "Nom;moins de 25 ans;25 à 40 ans;plus de 40 ans\nAna Lima;✓;;\nBo Chen;;✓;\nCy Diaz;;;✓\n")
	var got []string
	for i := range m.Roster {
		got = append(got, strings.Join(m.Roster[i].Values[planner.Age], "+"))
	}
	if want := "moins de 25 ans, 25 à 40 ans, plus de 40 ans"; strings.Join(got, ", ") != want || m.Ballots.Len() > 0 {
		t.Errorf("%q, %d ballots", got, m.Ballots.Len())
	}
	m, _ = readString(t, Options{}, "x.csv", "Name,12-13,14-15,16-17\nAna Lima,x,,\nBo Chen,,x,\nCy Diaz,,,x\n")
	if len(m.Roster) != 3 || len(m.Roster[0].Values[planner.Age]) > 0 {
		t.Errorf("%+v", m.Roster)
	}
}
