package importers

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/planner"
)

const peopleOfTheTable = "Name,Stakeholder,Role\nAna Lima,Government,speaker\nErik Berg,Private Sector,speaker\n" +
	"\"Chen, Bo\",Technical Community,speaker\nFaye Moyo,Civil Society,moderator\n"

// besides reads a list of people and one more file.
func besides(t *testing.T, name, text string) (*planner.Meeting, *Inspection) {
	t.Helper()
	dir := t.TempDir()
	for file, text := range map[string]string{"people.csv": peopleOfTheTable, name: text} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := []Input{{Path: filepath.Join(dir, "people.csv")}, {Path: filepath.Join(dir, name)}}
	m, ins, err := Read(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m, ins
}

// Who is named together with commas is found one by one; "all" is nobody, and a role that one
// person has is that person.
func TestPeopleOfAnAgenda(t *testing.T) {
	m, _ := besides(t, "agenda.csv", "Part,Minutes,Who\nWelcome,5,Moderator\n"+
		"Pitches,20,\"Ana Lima, Erik Berg and Bo Chen\"\nTalks,10,\"Chen, Bo\"\nDiscussion,30,all\nClosing,5,Lima\n")
	var who []string
	for _, p := range m.Agenda {
		var names []string
		for _, id := range p.Speakers {
			names = append(names, m.Roster[m.Roster.ByID(id)].Name)
		}
		who = append(who, strings.Join(names, "+"))
	}
	bo := m.Roster[2].Name
	if want := []string{"Faye Moyo", "Ana Lima+Erik Berg+" + bo, bo, "", ""}; !slices.Equal(who, want) {
		t.Errorf("%q, want %q", who, want)
	}
	if len(m.Agenda[1].Own) > 0 || m.Agenda[1].Each > 0 {
		t.Error("the minutes of all were given to each")
	}
	found := findingsWith(m, CodeCoursePerson)
	if len(found) != 1 || found[0].Form != "unlisted-near" || found[0].Args["near"] != "Ana Lima" {
		t.Errorf("only Lima is to be asked about: %+v", found)
	}
}

// Speakers with a row each have the minutes of their rows.
func TestMinutesOfEachSpeaker(t *testing.T) {
	for last, want := range map[int]string{5: "5 []", 7: "0 [5 5 7]"} {
		m, _ := besides(t, "agenda.csv", fmt.Sprintf(
			"Part,Minutes,Speaker\nPitches,5,Ana Lima\n,5,Erik Berg\n,%d,Bo Chen\nDiscussion,30,\n", last))
		if p := m.Agenda[0]; fmt.Sprint(p.Each, " ", p.Own) != want || p.Minutes != 10+last {
			t.Errorf("%+v, want %s", p, want)
		}
	}
}

// A record of speaking is one where names and minutes alone look like a list of people; the
// floor is nobody.
func TestSpeakingBesidePeople(t *testing.T) {
	m, ins := besides(t, "speaking3.csv", "Hora;Nombre;Minutos\n10:00;Ana Lima;5,5\n10:06;Público;2\n10:08;Berg;1\n")
	if ins.Files[1].Sheets[0].Kind != sheet.Speaking || len(m.Speeches) != 3 || len(m.Roster) != 4 {
		t.Fatalf("%s, %+v", ins.Files[1].Sheets[0].Kind, m.Speeches)
	}
	if a, b := m.Speeches[0], m.Speeches[1]; a.Seconds.N != 330 || a.Person == "" || b.Person != "" || !b.Floor {
		t.Errorf("%+v, %+v", a, b)
	}
	if found := findingsWith(m, CodeCoursePerson); len(found) != 1 || found[0].Args["near"] != "Erik Berg" {
		t.Errorf("%+v", found)
	}
}

// Issues with commas between them are found one by one; a wording with commas is one.
func TestIssuesOfAnAgenda(t *testing.T) {
	dir := t.TempDir()
	var in []Input
	for _, x := range [][2]string{
		{"issues.csv", "id,topic\nQ1,\"Who labels, and who pays?\"\nQ2,Who hosts it?\n"},
		{"agenda.csv", "Part,Minutes,Issues\nDebate,20,\"Q2, Q1\"\nHum,10,\"Who labels, and who pays?\"\nClosing,5,\"Q1, Q7\"\n"},
	} {
		path := filepath.Join(dir, x[0])
		if err := os.WriteFile(path, []byte(x[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		in = append(in, Input{Path: path})
	}
	m, _, err := Read(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range m.Agenda {
		got = append(got, strings.Join(p.Issues, "+"))
	}
	if want := []string{"Q2+Q1", "Q1", "Q1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if found := findingsWith(m, CodeCourseIssue); len(found) != 1 || found[0].Seen != "Q7" {
		t.Errorf("%+v", found)
	}
}

// The hours of a session in a calendar are its beginning, and no minutes of its length.
func TestHoursOfAProposal(t *testing.T) {
	for line, want := range map[string]string{
		"Friday, 10th December, 2021 (10:15 UTC) - Friday, 10th December, 2021 (11:45 UTC)": "Friday, 10th December, 2021 615 705",
		"Time: 10:15–11:45 UTC": " 615 705",
	} {
		m, _ := readString(t, Options{}, "proposal.txt", "IGF 2021 WS #57 A title of ours\n\n"+line+
			"\n\nOrganizer 1: Ana Lima, Civil Society, African Group\nSpeaker 1: Bo Chen, Government, Asia-Pacific Group\n\n"+
			"Round Table - Circle - 60 Min\n")
		if got := fmt.Sprint(m.When.Day, " ", m.When.Start, " ", m.When.End); got != want || m.Minutes != 60 {
			t.Errorf("%q: %s, %d minutes", line, got, m.Minutes)
		}
		if !slices.ContainsFunc(m.Findings, func(f planner.Finding) bool { return f.Code == CodeCourse && f.Form == "hours" }) {
			t.Errorf("%q: nobody is told that the hours are in UTC", line)
		}
	}
}
