package importers

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"roundtable/importers/table"
	"roundtable/planner"
)

var seatRoster = planner.Roster{
	{ID: "P001", Numbered: true, Name: "Aaron New", Email: "aa@x.org"},
	{ID: "P002", Numbered: true, Name: "Ana Lima", Email: "ana@x.org"},
	{ID: "K7", Name: "Bo Chen", Email: "office@x.org"},
	{ID: "K8", Name: "Bo Chen"},
	{ID: "K9", Name: "María José Ruiz-Díaz"},
	{ID: "K10"},
}

func readSeats(t *testing.T, text string) (*EarlierPlan, []planner.Finding) {
	t.Helper()
	p, found, err := ReadSeats(context.Background(), Input{Name: "plan.csv", Reader: strings.NewReader(text)}, seatRoster, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p, inWords(t, found)
}

// TestWhoSitsThere goes through the ways in which a plan names a person.
func TestWhoSitsThere(t *testing.T) {
	for _, c := range []struct{ row, person, refused string }{
		{"Ana Lima,,", "P002", ""},
		{"Dr. LIMA Ana,P001,", "P002", ""},
		{"ana lima,P001,ana@x.org", "P002", ""},
		{"Ana Lima-Souza,,ana@x.org", "P002", ""}, // a new name, the same address
		{"Maria Jose Ruiz Diaz,,", "K9", ""},
		{"Bo Chen,,office@x.org", "K7", ""},
		{"Bo Chen,K8,", "K8", ""},
		{"Bo Chen,,", "", "2 people on the list are called so"},
		{"Ana Lima,,aa@x.org", "", `is that of "Aaron New"`},
		{"Ana Limma,P002,", "", `perhaps "Ana Lima" is meant`},
		{"María Ruiz,,", "", `perhaps "María José Ruiz-Díaz" is meant`},
		{"Chen,,", "", "nobody of that name"},
		{"Eva Ruiz,K8,", "", `the ID K8 is that of "Bo Chen"`},
		{"Eva Ruiz,P002,", "", "nobody of that name"}, // a number says nothing
		{",K9,", "K9", ""},
		{",K10,", "K10", ""},
		{",P002,", "", "only the number of a row"},
		{",Ana Lima,", "P002", ""}, // a name in the column of IDs
		{",ana@x.org,", "P002", ""},
		{",K11,", "", "nobody of that name"},
	} {
		p, found := readSeats(t, "name,id,e-mail,group,locked\n"+c.row+",G1,yes\n")
		switch {
		case c.refused == "" && (len(found) > 0 || len(p.Seats) != 1 || p.Seats[0].Person != c.person):
			t.Errorf("%s: %+v, %+v", c.row, p.Seats, found)
		case c.refused != "" && (len(p.Seats) > 0 || len(found) != 1 || found[0].Severity != planner.Error || !strings.Contains(found[0].Text, c.refused)):
			t.Errorf("%s: %+v, %+v", c.row, p.Seats, found)
		}
		// What is not locked is told and does no harm.
		if _, found := readSeats(t, "name,id,e-mail,group,locked\n"+c.row+",G1,\n"); c.refused != "" && (len(found) != 1 || found[0].Severity != planner.Warning) {
			t.Errorf("%s, not locked: %+v", c.row, found)
		}
	}
}

// TestManyGoneAreOneWarning: twelve people who left are one line.
func TestManyGoneAreOneWarning(t *testing.T) {
	text := "name,group\n"
	for i := range 12 {
		text += fmt.Sprintf("Gone Person%c,G1\n", 'a'+i)
	}
	_, found := readSeats(t, text+"Ana Lima,G1\n")
	if len(found) != 1 || !strings.HasPrefix(found[0].Text, "12 people") || found[0].Where.Cell != "A2" || len(found[0].Also) != 11 {
		t.Errorf("%+v", found)
	}
}

// TestPlansInOtherWords reads plans that people made by hand.
func TestPlansInOtherWords(t *testing.T) {
	for _, text := range []string{
		"Nombre;Grupo;Bloqueado\nAna Lima;Wallets;sí\n",
		"Vorname;Nachname;Arbeitsgruppe;Fixiert\nAna;Lima;Wallets;ja\n",
		"ФИО;Группа;Закреплен\nAna Lima;Wallets;да\n",
		"My plan\n\nParticipant,Working group,Keep\nAna Lima,Wallets,x\n",
		"Full name,Topic,Locked\nAna Lima,Wallets,TRUE\n",
		"person,group,locked\nana@x.org,Wallets,✓\n",
	} {
		p, found := readSeats(t, text)
		if len(found) > 0 || len(p.Seats) != 1 || p.Seats[0].Person != "P002" || p.Seats[0].Group != "Wallets" || !p.Seats[0].Locked {
			t.Errorf("%q: %+v, %+v", text, p.Seats, found)
		}
	}
}

// TestPartsOfAPlan: several groups in a row, each with its topic and part; the cell
// named is the cell meant.
func TestPartsOfAPlan(t *testing.T) {
	p, found := readSeats(t, "name,group,topic,role\nAna Lima,G1; G2,Wallets; Light rules,member; co-chair\nAaron New,G1,Wallets,Vorsitz\nK9,G2,,queen\n")
	if len(p.Seats) != 4 || len(found) != 1 || found[0].Where.Cell != "D4" || found[0].Severity != planner.Warning {
		t.Fatalf("%+v, %+v", p.Seats, found)
	}
	for i, want := range []string{"P002 G1 Wallets member", "P002 G2 Light rules cochair", "P001 G1 Wallets chair", "K9 G2  "} {
		s := p.Seats[i]
		if got := fmt.Sprintf("%s %s %s %s", s.Person, s.Group, s.Topic, s.Role); got != want {
			t.Errorf("seat %d: %s, want %s", i, got, want)
		}
	}
	if s := p.Seats[1]; s.Where.Cell != "A2" || s.GroupAt.Cell != "B2" || s.RoleAt.Cell != "D2" {
		t.Errorf("%+v", s)
	}
}

// TestGroupsOfAPlan goes through the ways in which a group is known again.
func TestGroupsOfAPlan(t *testing.T) {
	specs := []planner.GroupSpec{
		{ID: "G01", Topic: "Safe wallets for everybody", Issue: "Q3"},
		{ID: "G02", Topic: "Open standards", Issue: "Q1"},
		{ID: "G03", Topic: "Open source and its keepers", Issue: "Q7"},
	}
	for _, c := range []struct {
		group, topic string
		ranked       bool
		want         string // the ID, or what is said
	}{
		{"G01", "Open standards", true, "G02"},  // the topic counts
		{"G02", "Open Standards ", true, "G02"}, // case does not
		{"G01", "", true, "!names groups by number alone"},
		{"G01", "", false, "G01"},
		{"g01", "", false, "G01"},
		{"Q1", "", true, "G02"},
		{"wallets", "", true, "G01"},
		{"G02 Safe wallets for everybody", "", true, "G01"},
		{"source and its", "", true, "G03"},
		{"open", "", true, `?It could be "Open standards" or "Open source and its keepers"`},
		{"G01", "Tax", true, `?"Tax" of the plan to keep is none of the working groups now`},
		{"G01", "Tax", false, "!about \"Tax\"; it is taken for G01"},
		{"G09", "", true, "?none of the working groups"},
		{"Safe walets for everybody", "", true, `?Did you mean "Safe wallets for everybody"`},
	} {
		where := planner.Ref{File: "plan.csv", Cell: "B2"}
		p := &EarlierPlan{Seats: []Seat{{Person: "P002", Group: c.group, Topic: c.topic, Locked: true, GroupAt: where, by: "name"}}}
		seats, found := p.Align(specs, seatRoster, c.ranked)
		id, said := "", ""
		if len(seats) == 1 {
			id = seats[0].Group
		}
		for _, f := range inWords(t, found) {
			if f.Code == CodeKeepGroup {
				said = f.Text
				if f.Where != where || (f.Severity == planner.Error) != (id == "") {
					t.Errorf("%s %s: %+v", c.group, c.topic, f)
				}
			}
		}
		switch c.want[0] {
		case '!':
			if id == "" || !strings.Contains(said, c.want[1:]) {
				t.Errorf("%s %s: %s, %q", c.group, c.topic, id, said)
			}
		case '?':
			if id != "" || !strings.Contains(said, c.want[1:]) {
				t.Errorf("%s %s: %s, %q", c.group, c.topic, id, said)
			}
		default:
			if id != c.want || said != "" {
				t.Errorf("%s %s: %s, %q, want %s", c.group, c.topic, id, said, c.want)
			}
		}
	}
}

// TestGroupAndTopicTornApart: who moves a person in a plan changes the group or the topic;
// the other cell then says something else, and neither counts in silence.
func TestGroupAndTopicTornApart(t *testing.T) {
	specs := []planner.GroupSpec{{ID: "G01", Topic: "Open standards"}, {ID: "G02", Topic: "Safe wallets"}}
	rows := "Aaron New,G1,Safe wallets,\nK9,G1,Safe wallets,\nK10,G2,Open standards,\n"
	for row, want := range map[string]string{
		"Ana Lima,G2,Safe wallets,yes":   `beside G2 stands "Open standards"`, // the group was changed
		"Ana Lima,G1,Open standards,yes": `beside G1 stands "Safe wallets"`,   // the topic was
		"Ana Lima,G2,Safe wallets,":      `beside G2 stands "Open standards"`, // told where nothing is locked
		"Ana Lima,G2,Open standards,yes": "",
		"Ana Lima,G9,Safe wallets,yes":   "",
	} {
		p, found := readSeats(t, "name,group,topic,locked\n"+rows+row+"\n")
		if len(found) > 0 {
			t.Fatal(found)
		}
		_, found = p.Align(specs, seatRoster, true)
		said, refused := "", false
		for _, f := range inWords(t, found) {
			if f.Code == CodeKeepGroup {
				said += f.Text
				refused = refused || f.Severity == planner.Error
			}
		}
		if want == "" && said != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %q, want %q", row, said, want)
		}
		if torn := strings.Contains(want, "beside"); refused != (torn && strings.HasSuffix(row, "yes")) {
			t.Errorf("%s: refused is %v", row, refused)
		}
	}
}

// TestGroupsNamedByTopic writes IDs for topics wherever a meeting names groups.
func TestGroupsNamedByTopic(t *testing.T) {
	specs := []planner.GroupSpec{{ID: "G01", Topic: "Safe wallets", Issue: "Q3"}, {ID: "G02", Topic: "Open standards", Issue: "Q1"}}
	m := &planner.Meeting{
		Issues: []planner.Issue{{ID: "Q9", Name: "Tax"}},
		Roster: planner.Roster{{ID: "A", Choices: []string{"wallets", "Q9", "Q1"}, SeatedIn: []string{"Open standards"}, KeptOutOf: []string{"Q3"}}},
		Targets: []planner.Target{
			{ID: "T", Group: "standards"},
			{ID: "U", Group: planner.EveryGroup},
			{ID: "V"},
		},
	}
	before := fmt.Sprint(m.Roster, m.Targets)
	copied := *m
	if found := AlignGroups(&copied, specs); len(found) > 0 {
		t.Error(found)
	}
	p := copied.Roster[0]
	if got := fmt.Sprint(p.Choices, p.SeatedIn, p.KeptOutOf, copied.Targets[0].Group); got != "[G01 Q9 G02] [G02] [G01]G02" {
		t.Error(got)
	}
	if fmt.Sprint(m.Roster, m.Targets) != before {
		t.Error("the meeting itself was changed")
	}
	m.Roster[0].SeatedIn = []string{"Open standrads"}
	if found := inWords(t, AlignGroups(m, specs)); len(found) != 1 || found[0].Severity != planner.Error || !strings.Contains(found[0].Text, `Did you mean "Open standards"?`) {
		t.Errorf("%+v", found)
	}
}

// TestTwoOfOneName: who shares a name is told apart by address or ID, and told so.
func TestTwoOfOneName(t *testing.T) {
	m, _, err := readInWords(t, []Input{
		{Name: "people.csv", Reader: strings.NewReader("name,email,gender\nAna Lima,ana@x.org,woman\nAna Lima,ana2@x.org,woman\nBo,bo@x.org,man\n")},
		{Name: "pairs.csv", Reader: strings.NewReader("a,b,kind\nAna Lima,Bo,apart\nana2@x.org,Bo,apart\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := findingsWith(m, CodePairUnknown)
	if len(f) != 1 || !strings.Contains(f[0].Text, "2 people") || !strings.Contains(f[0].Fix, "e-mail address") {
		t.Errorf("%+v", f)
	}
	if len(m.Pairs) != 2 || m.Pairs[1].A != m.Roster[1].ID {
		t.Errorf("%+v", m.Pairs)
	}
	p, _ := readSeats(t, "name,e-mail,group\nBo Chen,office@x.org,G1\n")
	if len(p.Seats) != 1 || p.Seats[0].by != "name-and-address" {
		t.Errorf("%+v", p.Seats)
	}
}
