package sheet

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Boxes to tick become one column, whose cells stand where the tick does.
func TestTicks(t *testing.T) {
	for _, x := range []struct {
		name, text string
		of         vocabulary.Meaning
		want       string
	}{
		{
			"groups", "Name,Government,Civil Society,Private Sector,Country\nAna,,x,,Brazil\nBo,X,,,China\nCy,,,1,Chile\n",
			vocabulary.Stakeholder, "Civil Society C2, Government B3, Private Sector D4",
		},
		{"gender", "Name,M,F\nAna,,x\nBo,x,\nCy,,\n", vocabulary.Gender, "F C2, M B3, "},
		{
			"below a heading of their own", ",Gender,,Stakeholder group,\nName,M,F,Gov,CS\nAna,,x,x,\nBo,x,,,x\n",
			vocabulary.Stakeholder, "Gov D3, CS E4",
		},
		{
			"a question and its answers", "Email,Gender [Female],Gender [Male]\na@example.org,1,0\nb@example.org,0,1\n",
			vocabulary.Gender, "Female B2, Male C3",
		},
		{"yes and no", "Nom;Femme;Homme\nAna;oui;non\nBo;non;oui\n", vocabulary.Gender, "Femme B2, Homme C3"},
		{"Chinese", "姓名,政府,民间社会,私营部门\n王芳,✓,,\n李强,,✓,\n", vocabulary.Stakeholder, "政府 B2, 民间社会 C3"},
		{"attendance", "Name,Online,On site\nAna,x,\nBo,,x\n", vocabulary.Attendance, "Online B2, On site C3"},
		{
			"in short, and others", "Name,Gov,CS,PS,TC,Other,WEOG,GRULAC,Visa\nAna,,,,x,,x,,x\nBo,x,,,,,,x,\nCy,,,x,,,x,,x\nDi,,,,,x,x,,\n",
			vocabulary.Stakeholder, "TC E2, Gov B3, PS D4, Other F5",
		},
		{
			"one of many in two groups", "Name,Government,Civil Society\nAna,x,x\nBo,x,\nCy,,x\nDi,,x\nEd,x,\nFlo,x,\n",
			vocabulary.Stakeholder, "Government; Civil Society B2, Government B3, Civil Society C4, Civil Society C5, Government B6, Government B7",
		},
		{
			"many rows", "Name,Government,Civil Society\n" + strings.Repeat("Ana,x,\n", 3*sampleRows) + "Bo,,x\n",
			vocabulary.Stakeholder, strings.Repeat("Government, ", 3*sampleRows) + fmt.Sprintf("Civil Society C%d", 3*sampleRows+2),
		},
	} {
		m := read(t, "x.csv", []byte(x.text), Options{})
		m.SayLayout()
		c := m.Column(x.of)
		if c == nil {
			t.Errorf("%s: no column", x.name)
			continue
		}
		var got []string
		for _, row := range m.Body {
			cell := c.At(row)
			place := " " + cell.Ref()
			if Text(cell) == "" {
				place = ""
			} else if x.name == "many rows" && len(got) < 3*sampleRows {
				place = ""
			}
			got = append(got, Text(cell)+place)
		}
		if strings.Join(got, ", ") != x.want {
			t.Errorf("%s: %.300q", x.name, got)
		}
		said := 0
		for _, f := range m.Findings {
			if f.Code == codeColumnsTicked {
				said++
			}
		}
		if said != len(m.ticked) || said == 0 {
			t.Errorf("%s: %d of %d told", x.name, said, len(m.ticked))
		}
	}
}

// What may be a vote, or is said already, is not taken for boxes to tick.
func TestNoTicks(t *testing.T) {
	for _, x := range []struct {
		text string
		opts Options
	}{
		{text: "Voter,Government,Civil Society\nv1,x,\nv2,,x\n"},
		{text: "Name,Government,Civil Society\nAna,x,x\nBo,x,x\n"},
		{text: "Name,Government,Civil Society\nAna,3,1\nBo,2,5\n"},
		{text: "Name,Stakeholder,Government,Civil Society\nAna,Government,x,\nBo,Civil Society,,x\n"},
		{text: "Name,Access,Privacy\nAna,x,\nBo,,x\n"},
		{text: "Name,Government,Civil Society\nAna,x,\nBo,,x\n", opts: Options{Votes: true}},
		{text: "Name,Government,Civil Society\nAna,x,\nBo,,x\n", opts: Options{IsIssue: func(s string) bool { return s == "Government" }}},
		{text: "Name,Government,Civil Society\nAna,x,\nBo,,x\n", opts: Options{
			Map: func(header, _ string) (vocabulary.Match, bool) {
				return vocabulary.Match{Meaning: vocabulary.Note}, header == "Government"
			},
		}},
	} {
		if m := read(t, "x.csv", []byte(x.text), x.opts); m.ticked != nil {
			t.Errorf("%q: %v", x.text, m.ticked)
		}
	}
}

// A tick more or less, wherever it stands, never makes a value that was not ticked.
func TestTicksHoldWhatIsTicked(t *testing.T) {
	b := boxes{dimension: planner.Gender, first: 2, end: 4, values: []string{"F", "M"}}
	m := read(t, "x.csv", []byte("Name,F,M\nAna,x,\nBo,,x\nCy,,\n"), Options{})
	for _, row := range m.rows[1:] {
		got := Text(b.in(row).Cell(2))
		want := map[string]string{"Ana": "F", "Bo": "M", "Cy": ""}[Text(row.Cell(1))]
		if got != want || Text(b.in(row).Cell(3)) != "" || Text(row.Cell(1)) != Text(b.in(row).Cell(1)) {
			t.Errorf("%v: %q", row, got)
		}
	}
}
