package importers

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roundtable/planner"
)

// Two speakers of a session do not get each other's group, below merged headings too.
func TestPeopleBeside(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Programme of the forum"},
		{},
		{nil, "Speaker 1", nil, nil, "Moderator"},
		{"Session", "Name", "Stakeholder group", "Region", "Name", "Stakeholder group", "Region"},
		{"Custody", "Ana Lima", "Government", "GRULAC", "Bo Chen", "Civil Society", "Asia-Pacific Group"},
		{"Redress", "Cy Diaz", "Private Sector", "GRULAC", "Ana Lima", "Government", "GRULAC"},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range [][2]string{{"B3", "D3"}, {"E3", "G3"}} {
		if err := f.MergeCell("Sheet1", r[0], r[1]); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	m, ins, err := readInWords(t, []Input{{Name: "p.xlsx", Reader: &out}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range m.Roster {
		p := &m.Roster[i]
		got = append(got, fmt.Sprint(p.Name, p.Values[planner.Stakeholder], p.Values[planner.Region]))
	}
	want := "Ana Lima[Government] [Latin American and Caribbean Group (GRULAC)]; Bo Chen[Civil Society] [Asia-Pacific Group]; " +
		"Cy Diaz[Private Sector] [Latin American and Caribbean Group (GRULAC)]"
	if strings.Join(got, "; ") != want {
		t.Errorf("%q", got)
	}
	if len(m.Sessions) != 2 {
		t.Errorf("sessions: %+v", m.Sessions)
	}
	if !slices.ContainsFunc(ins.Findings, func(f FindingView) bool { return f.Code == "sheet-beside" }) {
		t.Errorf("%+v", ins.Findings)
	}
}
