package build

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/messages"
)

// A seating can hold who sits where, and has no field for anything else: whoever adds one
// has to think of it here.
func TestSeatingHoldsNothingElse(t *testing.T) {
	var fields []string
	var walk func(reflect.Type)
	walk = func(x reflect.Type) {
		switch x.Kind() {
		case reflect.Slice:
			walk(x.Elem())
		case reflect.Struct:
			for i := range x.NumField() {
				fields = append(fields, x.Name()+"."+x.Field(i).Name)
				walk(x.Field(i).Type)
			}
		case reflect.String, reflect.Int:
		default:
			t.Errorf("a seating holds a %s", x)
		}
	}
	walk(reflect.TypeOf(public.Seating{}))
	want := []string{
		"Seating.Groups", "SeatedGroup.Topic", "SeatedGroup.Language", "SeatedGroup.Slot", "SeatedGroup.Hours",
		"Seating.Rounds", "Seating.People", "SeatedName.Name", "SeatedName.Seats", "Seat.Group", "Seat.Role",
		"SeatedName.Tables",
	}
	if !slices.Equal(fields, want) {
		t.Errorf("fields %q, want %q", fields, want)
	}
}

// seatedMeeting has a canary wherever a chair's file tells of a person.
func seatedMeeting() brief.Input {
	m := &planner.Meeting{
		Title:  "Meeting",
		Issues: []planner.Issue{{ID: "Q1", Name: "Trust"}, {ID: "Q2", Name: "Access"}},
	}
	for i := range 6 {
		m.Roster = append(m.Roster, planner.Participant{
			ID: fmt.Sprintf("canary-id-%d@x.org", i), Name: fmt.Sprintf("Person %c", 'A'+i),
			Email:  fmt.Sprintf("canary-mail-%d@x.org", i),
			Values: map[planner.Dimension][]string{planner.Organisation: {fmt.Sprintf("canary-org-%d", i)}},
		})
	}
	m.Roster[5].Name = ""
	id := func(i int) string { return m.Roster[i].ID }
	// In the order of the ranking, which is not that of the ballot paper.
	p := &grouping.Plan{Groups: []grouping.Group{
		{
			ID: "G01", Issue: "Q2", Topic: "Access", Supervisor: "canary-supervisor",
			Common: []grouping.Common{
				{Dimension: planner.Language, Value: "French"},
				{Dimension: planner.Gender, Value: "canary-common"},
			},
			Members: []grouping.Member{
				{
					ID:     id(1),
					Choice: 7777,
					Voted:  true,
				}, {ID: id(0), Role: grouping.RoleChair, Choice: 8888, Voted: true},
			},
		},
		{ID: "G02", Issue: "Q1", Topic: "Trust", Slot: "Monday", Members: []grouping.Member{{ID: id(2)}, {ID: id(5)}}},
		{ID: "G03", Issue: "Q3", Topic: "canary-closed"},
	}, Unassigned: []string{id(3)}, Left: []grouping.Left{{Person: id(3), Why: "barred", Groups: []string{"canary-barred"}}}}
	mix := &mixing.Plan{Tables: 2, Rounds: []mixing.Round{
		{Tables: [][]string{{id(0), id(1)}, {id(2), id(3)}}, Out: []string{id(4), id(5)}},
		{Tables: [][]string{{id(4), id(5)}, {id(2), id(0)}}, Out: []string{id(1), id(3)}},
	}}
	return brief.Input{Meeting: m, Groups: p, Mix: mix}
}

func TestParticipants(t *testing.T) {
	s := public.NewSeating(seatedMeeting())
	d := public.Participants(fixtureProtected(), &s, messages.English())
	var said strings.Builder
	for i := range d.Sections {
		said.WriteString(strings.Join(textsOf(&d.Sections[i]), "\n"))
	}
	kept, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{said.String(), string(kept)} {
		for _, secret := range []string{"canary", "@", "7777", "8888", "barred"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
	if d.Edition != reports.Participants || slices.ContainsFunc(d.Sections, func(s reports.Section) bool {
		return s.ID == "groups" || s.ID == "privacy"
	}) {
		t.Errorf("edition %q, or sections that say that nobody is named", d.Edition)
	}
	table, ok := d.Table("seating")
	if !ok {
		t.Fatal("nobody sits anywhere")
	}
	var rows []string
	for _, row := range table.Rows {
		var cells []string
		for _, v := range row {
			cells = append(cells, v.Text)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	want := []string{
		"Person C|Trust|member||Slot Monday|Table 2|Table 2",
		"Participant 6|Trust|member||Slot Monday|sits out|Table 1",
		"Person A|Access|chair|French||Table 1|Table 2",
		"Person B|Access|member|French||Table 1|sits out",
		"Person D|no group||||Table 2|sits out",
		"Person E|no group||||sits out|Table 1",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	over, _ := d.Table("overview")
	if len(over.Rows) != 2 || over.Rows[0][2].Text != "Person C, Participant 6" {
		t.Errorf("overview %v", over.Rows)
	}
}

// Topics of very few ballots would say how these voted: the groups are numbered, and the
// page says why.
func TestParticipantsOfUntoldTopics(t *testing.T) {
	s := NewSeating(seatedMeeting())
	p := fixtureProtected()
	for _, untold := range []bool{false, true} {
		p.Groups.Untold = untold
		d := Participants(p, &s, messages.English())
		var said string
		for i := range d.Sections {
			if id := d.Sections[i].ID; id == "seating" || id == reports.FirstPage {
				said += strings.Join(textsOf(&d.Sections[i]), "\n")
			}
		}
		for text, want := range map[string]bool{"Access": !untold, "Group 1": untold, "told in the room": untold} {
			if strings.Contains(said, text) != want {
				t.Errorf("untold %t: %q in %s", untold, text, said)
			}
		}
	}
}

// Above fifty seats the first page counts; without groups and tables there is no list.
func TestParticipantsFirstPage(t *testing.T) {
	s := public.Seating{Groups: []public.SeatedGroup{{Topic: "Trust"}}}
	for i := range 51 {
		s.People = append(s.People, public.SeatedName{Name: fmt.Sprint("P", i), Seats: []public.Seat{{Group: 0, Role: grouping.RoleMember}}})
	}
	d := public.Participants(fixtureProtected(), &s, messages.English())
	if over, _ := d.Table("overview"); len(over.Columns) != 2 || over.Rows[0][1].Number != 51 {
		t.Errorf("overview %v", over)
	}
	d = public.Participants(fixtureProtected(), &public.Seating{People: s.People[:1]}, messages.English())
	if _, ok := d.Table("seating"); ok {
		t.Error("a list of seats without groups and tables")
	}
}

// The edition's own words are all from the messages.
func TestParticipantsInPseudo(t *testing.T) {
	in := seatedMeeting()
	in.Groups.Groups[0].Topic = ""
	in.Groups.Groups[0].Hours = &grouping.Hours{Suits: 2, Of: 2, UTC: []string{"14:00 UTC"}}
	in.Groups.Groups[1].Members[0].Role = grouping.RoleCochair
	s := public.NewSeating(in)
	given, _ := json.Marshal(s)
	d := public.Participants(fixtureProtected(), &s, pseudo(t))
	for i := range d.Sections {
		if d.Sections[i].ID != "seating" {
			continue
		}
		for _, text := range append(textsOf(&d.Sections[i]), d.Subtitle) {
			for _, word := range english.FindAllString(text, -1) {
				if !strings.Contains(string(given), word) {
					t.Errorf("%q of %q", word, text)
				}
			}
		}
	}
}
