package importers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/course"
	"roundtable/importers/sheet"
	"roundtable/planner"
)

// The whole course of a meeting from six files; slips are named with their cells.
func TestCourse(t *testing.T) {
	m, ins := readTestdata(
		t,
		Options{},
		"course/people.csv",
		"course/issues.csv",
		"course/agenda.csv",
		"course/speaking.csv",
		"course/outcome.csv",
		"course/captions.vtt",
	)
	want := []PartView{
		{Title: "Introduction", Minutes: 5, Kind: "opening"},
		{Title: "Pitches", Minutes: 40, Kind: "pitch", Each: 10, Issues: "Q1; Q2", Speakers: "P1; P2; P4"},
		{Title: "Recommendation", Kind: "decision"},
		{Title: "Wrap-up", Minutes: 5, Kind: "closing"},
	}
	if !slices.Equal(ins.Agenda, want) || ins.Length != 90 || ins.Start != "14:00" {
		t.Errorf("%+v of %d from %s", ins.Agenda, ins.Length, ins.Start)
	}
	wantNames(t, "roster", m.Roster, "Ana Lima", "Bo Chen", "Cy Diaz")
	wantNames(t, "withdrawn", m.Withdrawn, "Dee Okoro")
	if m.Roster[0].Position != 2 || m.Roster[1].Position != 0 || !m.Roster[1].Has(planner.Attendance, "online") {
		t.Errorf("Ana Lima speaks at %d, Bo Chen at %d", m.Roster[0].Position, m.Roster[1].Position)
	}
	var said []string
	for _, x := range m.Speeches {
		said = append(said, fmt.Sprint(x.Person, " ", x.Seconds.N, " ", x.Words))
	}
	if want := []string{"P1 163 0", "P2 95 0", " 60 0", "P4 0 0", "P1 9 11", "P2 6 3", " 4 2"}; !slices.Equal(
		said,
		want,
	) {
		t.Errorf("spoken %q, want %q", said, want)
	}
	if len(m.Outcomes) != 2 || m.Outcomes[0].Issue != "Q1" || m.Outcomes[1].Name != "Who hosts the forum?" ||
		m.Outcomes[0].Name != "Who protects consumers of crypto assets?" || !slices.Equal(m.Goals, []int{9, 16}) {
		t.Errorf("%+v, goals %v", m.Outcomes, m.Goals)
	}
	for code, places := range map[string][]string{
		CodeCoursePerson: {"agenda.csv E6"}, CodeCourseIssue: {"agenda.csv A8"}, CodePersonConflict: {"speaking.csv A5"},
		CodeStatus: {"agenda.csv E7"}, course.CodeCell: {"agenda.csv B8", "agenda.csv C8", "speaking.csv D5", "outcome.csv C3", "outcome.csv D3"},
	} {
		var got []string
		for _, f := range findingsWith(m, code) {
			got = append(got, f.Where.String())
		}
		slices.Sort(got)
		slices.Sort(places)
		if !slices.Equal(got, places) {
			t.Errorf("%s at %q, want %q", code, got, places)
		}
	}
	if f := findingsWith(m, CodeCoursePerson); len(f) == 1 &&
		(len(f[0].Also) != 2 || !strings.Contains(f[0].Text, `Did you mean "Cy Diaz"?`)) {
		t.Errorf("%+v", f[0])
	}
	kinds := []sheet.Kind{sheet.Roster, sheet.Issues, sheet.Agenda, sheet.Speaking, sheet.Outcomes, sheet.Speaking}
	for i, f := range ins.Files {
		if f.Sheets[0].Kind != kinds[i] {
			t.Errorf("%s is taken for %s", f.File, f.Sheets[0].Kind)
		}
	}
}

// An agenda by times, in French and as a workbook.
func TestAgendaByTimes(t *testing.T) {
	for name, read := range map[string]func() (*planner.Meeting, *Inspection){
		"csv": func() (*planner.Meeting, *Inspection) { return readTestdata(t, Options{}, "course/ordre-du-jour.csv") },
		"workbook": func() (*planner.Meeting, *Inspection) {
			return readAsWorkbook(t, Options{}, "course/ordre-du-jour.csv")
		},
	} {
		m, ins := read()
		var minutes []int
		for _, p := range m.Agenda {
			minutes = append(minutes, p.Minutes)
		}
		if !slices.Equal(minutes, []int{5, 48, 30, 5}) || ins.Start != "14:00" || len(m.Roster) > 0 {
			t.Errorf("%s: %v from %q, %d people", name, minutes, ins.Start, len(m.Roster))
		}
	}
}

// A table wins over a proposal, of two tables the first, and both are told.
func TestSeveralAgendas(t *testing.T) {
	table := "Part,Minutes\nOpening,10\nDiscussion,40\nClosing,10\n"
	proposal := "Title: Nets\nSpeaker 1: Ana Lima, Government, African Group\nSpeaker 2: Bo Ek, Academia, " +
		"WEOG\nRound Table - 90 Min\nAgenda\nIntroduction (5 min)\nPanel (80 min)\nClosing (5 min)\n"
	m, _ := readTexts(t, Options{}, [2]string{"p.txt", proposal}, [2]string{"agenda.csv", table},
		[2]string{"b.csv", strings.Replace(table, "40", "20", 1)})
	if len(m.Agenda) != 3 || m.Agenda[1].Minutes != 40 || m.Minutes != 90 {
		t.Errorf("%+v of %d", m.Agenda, m.Minutes)
	}
	if f := findingsWith(m, CodeCourseAgain); len(f) != 2 {
		t.Errorf("%+v", f)
	}
}

// Two people in one place of the order, and a place that is none.
func TestPositions(t *testing.T) {
	m, _ := readTexts(
		t,
		Options{},
		[2]string{"people.csv", "Name,Stakeholder,Position\nAna Lima,Government,1\nBo Chen,Civil Society,1\n" +
			"Cy Diaz,Private Sector,last\nDee Okoro,Government,2\nEva Poe,Government,\n"},
	)
	if m.Roster[0].Position != 1 || m.Roster[1].Position != 1 || m.Roster[2].Position != 0 ||
		m.Roster[3].Position != 2 {
		t.Errorf("%+v", m.Roster)
	}
	if f := findingsWith(m, CodePosition); len(f) != 2 {
		t.Errorf("%+v", f)
	}
	m, _ = readTexts(
		t,
		Options{},
		[2]string{
			"people.csv",
			"Name,Stakeholder,Position\nAna Lima,Government,Minister\nBo Chen,Civil Society,Director\n",
		},
	)
	if f := findingsWith(m, CodePosition); len(f) != 0 {
		t.Errorf("a job is taken for a place: %+v", f)
	}
}
