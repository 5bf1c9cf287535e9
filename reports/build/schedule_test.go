package build

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/meeting"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// theMeeting is the founding meeting's course with people, before and after: four speakers,
// one at a fixed place, one who withdrew, one to be named.
func theMeeting(t *testing.T) brief.Input {
	t.Helper()
	person := func(id, name, group, region, where string, position int) planner.Participant {
		return planner.Participant{
			ID: id, Name: name, Position: position, Roles: []planner.Role{planner.RoleSpeaker},
			Values: map[planner.Dimension][]string{
				planner.Stakeholder: {group}, planner.Region: {region}, planner.Attendance: {where},
			},
		}
	}
	online := planner.Participant{ID: "P9", Name: "Olu Ade", Roles: []planner.Role{planner.RoleOnlineModerator}}
	sound := func(level int64) planner.Sound { return planner.Sound{Noted: true, Level: level} }
	m := &planner.Meeting{
		Title: "Crypto assets", Minutes: 90, When: planner.Slot{Timed: true, Start: 14 * 60},
		Agenda: []planner.Part{
			{Title: "Introduction", Minutes: 5, Kind: planner.PartOpening},
			{Title: "Opinions", Minutes: 48, Kind: planner.PartPitch, Each: 5, Questions: 5},
			{Title: "Recommendation", Minutes: 30, Kind: planner.PartDecision},
			{Title: "Wrap-up", Minutes: 5, Kind: planner.PartClosing},
		},
		Issues: []planner.Issue{{ID: "Q1", Name: "Launch a forum"}, {ID: "Q2", Name: "Who hosts it"}},
		Roster: planner.Roster{
			person("P1", "Ana Lima", "Government", "African Group", "onsite", 1),
			person("P2", "Bo Chen", "Technical Community", "Asia-Pacific Group", "online", 0),
			person("P3", "Cy Diaz", "Civil Society", "African Group", "online", 0), online,
		},
		Withdrawn: planner.Roster{person("P5", "Dee Okoro", "Civil Society", "African Group", "onsite", 0)},
		OpenSeats: []planner.OpenSeats{{Role: planner.RoleSpeaker, Number: 1}},
		Goals:     []int{9, 16},
		Speeches: []planner.Speech{
			{Person: "P1", Name: "Ana Lima", Seconds: planner.Limit{N: 300, Given: true}},
			{Name: "Somebody Else", Seconds: planner.Limit{N: 60, Given: true}},
			{Person: "P2", Name: "Bo Chen"},
		},
		Outcomes: []planner.Outcome{
			{Issue: "Q1", Name: "Launch a forum", Text: "There is a forum.", Status: planner.OutcomeOpen},
		},
	}
	opts := schedule.DefaultOptions()
	opts.Issues = [][]string{{"Q1"}, {"Q2"}}
	plan, err := schedule.Propose(m, m.Roster.WithRole(planner.RoleSpeaker), opts)
	if err != nil {
		t.Fatal(err)
	}
	hum := func(reading string, against int64) []schedule.Hum {
		return []schedule.Hum{{Issue: "Q1", Name: "Launch a forum", Reading: reading, Parts: []schedule.HumPart{
			{Group: planner.Government, For: sound(planner.HumLoud), Against: sound(against), Reading: reading},
			{
				Group:   planner.CivilSociety,
				For:     sound(planner.HumSoft),
				Against: sound(planner.HumMedium),
				Reading: "divided",
			},
		}, Missing: []string{planner.PrivateSector}}}
	}
	course := &brief.Course{
		Plan: plan, Speaking: schedule.Account(m, plan),
		Outcome: schedule.Conclude(m, hum("divided", planner.HumSoft), hum("rough consensus", planner.HumNone)),
	}
	times := schedule.Arrange([]schedule.Group{
		{
			ID:      "G1",
			Title:   "Custody",
			Members: []string{"P1", "P2"},
		}, {ID: "G2", Title: "Rules", Members: []string{"P2", "P3"}},
	}, nil, []schedule.Room{{Name: "Aula", Seats: 1}})
	return brief.Input{Meeting: m, Course: course, Timetable: times}
}

// pageText is everything that the sections of a document with these IDs say.
func pageText(d *reports.Document, ids ...string) string {
	var out []string
	for i := range d.Sections {
		if slices.Contains(ids, d.Sections[i].ID) {
			out = append(out, textsOf(&d.Sections[i])...)
		}
	}
	return strings.Join(out, "\n")
}

func TestTheCourseIsSaid(t *testing.T) {
	d := Chair(theMeeting(t))
	for id, want := range map[string][]string{
		"course": {
			"88 of 90 minutes are planned; 2 minutes are free.", "14:05", "14:53",
			"5 min and 5 min of questions for each of 4 speakers make 40 of 48 min.", "8 minutes of it are free.",
			"9 Industry, Innovation and Infrastructure", "Q2 Who hosts it", "speakers in turn",
		},
		"turns": {
			"Withdrawn: Dee Okoro.", "At a place that was fixed: Ana Lima.", "1 speaker is still to be named",
			"No two of one stakeholder group speak in a row.", "Technical Community",
		},
		"rounds": {"2 rounds are enough", "Aula", "has 2 members, and Aula has 1 seats"},
		"spoken": {
			"6 minutes in 2 turns.", "Somebody Else", "1 turn is not in minutes as the others",
			"1 person spoke and is listed nowhere",
		},
		"outcome": {
			"1 of 1 issue agreed", "rough consensus", "There is a forum.", "Civil Society", "Private Sector",
			"16 Peace, Justice and Strong Institutions", "which reads rough consensus",
		},
	} {
		text := pageText(d, id)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q:\n%s", id, w, text)
			}
		}
	}
	if strings.Contains(pageText(d, "course", "turns", "rounds", "spoken", "outcome"), "[") {
		t.Error("a message is missing")
	}
}

// Every word of the course is from the messages or from the input.
func TestNoEnglishIsLeftInTheCourse(t *testing.T) {
	in := theMeeting(t)
	in.Language = pseudo(t)
	given, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	documents := []*reports.Document{Chair(in), meeting.RunSheet(in), public.Outcome(fixtureOutcome(), in.Language)}
	for _, d := range documents {
		for i := range d.Sections {
			s := &d.Sections[i]
			if slices.Contains(untranslated, s.ID) || s.ID == "table" {
				continue // who was at the table is the section of people
			}
			for _, text := range textsOf(s) {
				for _, word := range english.FindAllString(text, -1) {
					if !strings.Contains(string(given), word) {
						t.Errorf("%s, %s: %q of %q", d.Subtitle, s.ID, word, text)
					}
				}
			}
		}
	}
}

func TestRunSheet(t *testing.T) {
	in := theMeeting(t)
	d := meeting.RunSheet(in)
	text := pageText(d, "run-sheet")
	for _, want := range []string{
		"14:00 to 15:30", "Online moderator: Olu Ade", "14:05 · Opinions · 48\u00a0min", "Ana Lima (Government)", "online",
		"End at 15:28 · 2 minutes are free", "Q1 Launch a forum",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the run sheet does not say %q:\n%s", want, text)
		}
	}
	in.Course.Length = 80
	if text := pageText(meeting.RunSheet(in), "run-sheet"); !strings.Contains(text, "End at 15:28 · 8 minutes too long") {
		t.Error(text)
	}
	in.Course.Parts = nil
	if meeting.RunSheet(in) != nil {
		t.Error("there is a run sheet without an agenda")
	}
}

// The seats table has a column for the round and one for the room of each group.
func TestMailMergeHasRounds(t *testing.T) {
	in := theMeeting(t)
	list := groups.Seats(in)
	for _, row := range list.Rows {
		if row[0].Text != "P2" {
			continue
		}
		said := map[string]string{}
		for k, c := range list.Columns {
			said[c.Title] = row[k].Text
		}
		if said["meets"] != "1; 2" || said["room"] != "Aula; Aula" {
			t.Errorf("P2 meets in %q", said)
		}
	}
}

// What somebody wrote in the page for publication is told; hums by group are not in it.
func TestOutcomePage(t *testing.T) {
	d := public.Outcome(fixtureOutcome(), messages.English())
	for id, want := range map[string]string{
		"asked": "1 of 2 issues agreed", "agreed": "Launch a forum — agreed", "open": "names somebody",
		"goals": "9 Industry",
	} {
		if !strings.Contains(pageText(d, id), want) {
			t.Errorf("%s does not say %q", id, want)
		}
	}
	p := fixtureOutcome()
	p.Outcome = nil
	if public.Outcome(p, messages.English()) != nil {
		t.Error("there is a page without an outcome")
	}
}

func fixtureOutcome() disclosure.Protected {
	p := fixtureProtected()
	p.Outcome = &disclosure.Outcome{
		Goals: []int{9},
		Issues: []disclosure.OutcomeIssue{
			{Name: "Launch a forum", Status: "agreed", Text: "There is a forum."},
			{Name: "Who hosts it", Counted: true, Withheld: true},
		},
	}
	return p
}
