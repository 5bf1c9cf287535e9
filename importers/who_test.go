package importers

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata/twins"
)

// text is a file given as text; one that begins with pool: is of people who could
// join.
func readTexts(t testing.TB, opts Options, files ...[2]string) (*planner.Meeting, *Inspection) {
	t.Helper()
	var in []Input
	for _, f := range files {
		name, pool := strings.CutPrefix(f[0], "pool:")
		in = append(in, Input{Name: name, Reader: strings.NewReader(f[1]), Pool: pool})
	}
	m, ins, err := readInWords(t, in, opts)
	if err != nil {
		t.Fatal(err)
	}
	return m, ins
}

func rosterNames(r planner.Roster) []string {
	var out []string
	for i := range r {
		out = append(out, r[i].Label())
	}
	return out
}

func wantNames(t testing.TB, what string, r planner.Roster, want ...string) {
	t.Helper()
	if got := rosterNames(r); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func asks(m *planner.Meeting, code string) *planner.Finding {
	for i := range m.Findings {
		if f := &m.Findings[i]; f.Code == code && f.Asks {
			return f
		}
	}
	return nil
}

// Ballots find their voters by the columns whose values match, in any language and
// layout; a column found so is the ID of the people.
func TestBallotsFindTheirVotersByValues(t *testing.T) {
	people := func(head string, id func(int) string) string {
		out := head + "\n"
		for i, n := range []string{"Ana Lima", "Bo Chen", "Caro Díaz", "Dan Okoro", "Eva Nováková"} {
			out += fmt.Sprintf("%s;%s;%s\n", id(i), n, []string{"Government", "Civil Society"}[i%2])
		}
		return out
	}
	votes := func(head string, id func(int) string) string {
		out := head + "\n"
		for i := range 5 {
			out += fmt.Sprintf("%s;%s;%s\n", id(i), []string{"Zugang", "Daten"}[i%2], []string{"Recht", "Zugang"}[i%2])
		}
		return out
	}
	code := func(i int) string { return fmt.Sprintf("T-%d", 31*i+7) }
	name := func(i int) string {
		return []string{"LIMA Ana", "Chen, Bo", "Dr. Caro Diaz", "Okoro, Dan", "Eva Novakova"}[i]
	}
	for _, c := range []struct{ name, people, votes, by, first string }{
		{"German", people("Kennung;Name;Gruppe", code), votes("Wer;1. Wunsch;2. Wunsch", code), "Kennung", "T-7"},
		{"unknown headers", people("Kürzel;Name;Gruppe", code), votes("Zeichen;1. Wunsch;2. Wunsch", code), "Kürzel", "T-7"},
		{"Chinese", people("学号;姓名;利益相关方", code), votes("编码;第一选择;第二选择", code), "学号", "T-7"},
		{"other case", people("Badge;Name;Stakeholder", code), votes("Badge;1st choice;2nd choice", func(i int) string { return strings.ToLower(code(i)) }), "Badge", "T-7"},
		{
			"zeros in front", people("Ticket;Name;Stakeholder", func(i int) string { return fmt.Sprintf("%04d", 31*i+7) }),
			votes("Ticket;1st choice;2nd choice", func(i int) string { return fmt.Sprint(31*i + 7) }), "Ticket", "0007",
		},
		{"names", people("Salle;Nom;Groupe", func(int) string { return "B" }), votes("Qui êtes-vous ?;1er choix;2e choix", name), "Nom", "P001"},
		{"mail", people("Correo;Nombre;Grupo", func(i int) string { return fmt.Sprintf("p%d@example.org", i) }), votes("Dirección;1ª opción;2ª opción", func(i int) string { return fmt.Sprintf("P%d@example.org", i) }), "Correo", "P001"},
	} {
		m, ins := readTexts(t, Options{}, [2]string{"people.csv", c.people}, [2]string{"votes.csv", c.votes})
		want := []Join{{From: "votes.csv", To: "people.csv", By: c.by, Matched: 5, Of: 5, What: "ballots"}}
		if !slices.Equal(ins.Joins, want) {
			t.Errorf("%s: joined %+v, want %+v; %+v", c.name, ins.Joins, want, m.Findings)
			continue
		}
		if len(m.Roster) != 5 || m.Roster[0].ID != c.first {
			t.Errorf("%s: %d people, the first is %q", c.name, len(m.Roster), m.Roster[0].ID)
		}
		for i := range m.Ballots.Len() {
			if b := m.Ballots.At(i); b.Group != []string{planner.Government, planner.CivilSociety}[i%2] {
				t.Errorf("%s: ballot %d of %q is of %q", c.name, i, b.Voter, b.Group)
			}
		}
	}
}

// Numbers that count rows join a list of people and its ballots only where something
// else agrees, or they are the same for everybody.
func TestRowNumbersJoinWithASecondAgreement(t *testing.T) {
	people := "N°,Nom,Groupe\n1,Ana Lima,Gouvernement\n2,Bo Chen,Société civile\n3,Caro Diaz,Gouvernement\n4,Dan Okoro,Société civile\n"
	for _, c := range []struct {
		name, votes string
		opts        Options
		joined      int
	}{
		{"all of them", "N°,1er choix,2e choix\n4,A,B\n3,B,A\n2,A,B\n1,A,C\n", Options{}, 4},
		{"groups agree", "N°,Groupe,1er choix,2e choix\n4,Société civile,A,B\n3,Gouvernement,B,A\n", Options{}, 2},
		{"names agree", "N°,Nom,1er choix,2e choix\n4,Dan Okoro,A,B\n3,Caro Diaz,B,A\n", Options{}, 2},
		{"names differ", "N°,Nom,1er choix,2e choix\n4,Zoé Petit,A,B\n3,Max Weber,B,A\n", Options{}, 0},
		{"groups differ", "N°,Groupe,1er choix,2e choix\n4,Gouvernement,A,B\n3,Société civile,B,A\n", Options{}, 0},
		{"some of them", "N°,1er choix,2e choix\n4,A,B\n3,B,A\n", Options{}, 0},
		{"said", "N°,1er choix,2e choix\n4,A,B\n3,B,A\n", Options{Map: []Mapping{{"ID", "N°"}}}, 2},
	} {
		m, ins := readTexts(t, c.opts, [2]string{"gens.csv", people}, [2]string{"votes.csv", c.votes})
		f := asks(m, CodeVotesNotJoined)
		if c.joined == 0 && (len(ins.Joins) > 0 || f == nil) || c.joined > 0 && (f != nil || len(ins.Joins) != 1 || ins.Joins[0].Matched != c.joined) {
			t.Errorf("%s: joined %+v, asked %+v", c.name, ins.Joins, f)
		}
		if m.Ballots.Total() == 0 || len(m.Roster) != 4 {
			t.Errorf("%s: %d ballots, %d people", c.name, m.Ballots.Total(), len(m.Roster))
		}
	}
}

// No ballot found is a question that names what was tried; --anonymous answers it.
// Answers numbered by a form carry nothing to be found by.
func TestBallotsOfNobodyListed(t *testing.T) {
	people := [2]string{"gente.csv", "Credencial,Nombre,Grupo\nK1,Ana Lima,Gobierno\nK2,Bo Chen,Sociedad civil\nK3,Eva Ruiz,Gobierno\n"}
	votes := [2]string{"votos.csv", "Código,1ª opción,2ª opción\nZ9,A,B\nZ8,B,A\nZ7,A,B\n"}
	m, _ := readTexts(t, Options{}, people, votes)
	f := asks(m, CodeVotesNotJoined)
	if f == nil || !strings.Contains(f.Text, `"Credencial"`) || !strings.Contains(f.Fix, "--anonymous") {
		t.Errorf("asked %+v", f)
	}
	m, ins := readTexts(t, Options{Anonymous: true}, people, votes)
	if m.HasErrors() || len(ins.Joins) > 0 || m.Ballots.Total() != 3 {
		t.Errorf("--anonymous: %+v, %+v", ins.Joins, m.Findings)
	}
	m, _ = readTexts(t, Options{}, people, [2]string{"form.csv", "Response ID,Timestamp,1st choice,2nd choice\n1,2026-03-01,A,B\n2,2026-03-01,B,A\n3,2026-03-02,A,B\n"})
	if m.HasErrors() || len(findingsWith(m, CodeVotesNotJoined)) != 1 {
		t.Errorf("numbered answers: %+v", m.Findings)
	}
	m, _ = readTexts(t, Options{}, people, [2]string{"forms.csv", "ID,Start time,Completion time,Email,Name,1st choice,2nd choice\n1,2026-03-01 10:00,2026-03-01 10:01,anonymous,,A,B\n2,2026-03-01 10:00,2026-03-01 10:01,anonymous,,B,A\n3,2026-03-01 10:00,2026-03-01 10:02,anonymous,,B,A\n"})
	if m.HasErrors() || len(findingsWith(m, CodeVotesNotJoined)) != 1 {
		t.Errorf("anonymous answers: %+v", m.Findings)
	}
	m, ins = readTexts(t, Options{}, people, [2]string{"votos.csv", "Credencial,1ª opción,2ª opción\nK1,A,B\nZ8,B,A\nZ7,A,B\n"})
	if list := findingsWith(m, CodeVotesUnmatched); len(list) != 1 || !strings.Contains(list[0].Text, "Only 1 of 3") || ins.Joins[0].Matched != 1 {
		t.Errorf("one of three: %+v, %+v", ins.Joins, list)
	}
}

// A voter who is nobody listed is not taken for the person of the same row number.
func TestUnjoinedVotersHaveNoParticipantsID(t *testing.T) {
	m, _ := readTexts(t, Options{Anonymous: true},
		[2]string{"p.csv", "ID,Name,Stakeholder\n1,Ana Lima,Government\n2,Bo Chen,Civil Society\n"},
		[2]string{"v.csv", "ID,1st choice,2nd choice\n2,A,B\n1,B,A\n"})
	for i := range m.Ballots.Len() {
		if v := m.Ballots.At(i).Voter; v == "1" || v == "2" || v == "" {
			t.Errorf("voter %q", v)
		}
	}
}

// A person in the roster and in the pool is one; row numbers and generated IDs never
// join the two, and nobody vanishes.
func TestPoolAndRoster(t *testing.T) {
	roster := [2]string{"tafel.csv", "Nr;Name;Gruppe;Region;ausgewählt\n1;Ada Eins;Regierung;WEOG;ja\n2;Bob Zwei;Privatsektor;GRULAC;ja\n3;Cyd Drei;Zivilgesellschaft;Afrika;ja\n"}
	for _, c := range []struct {
		name, pool   string
		roster, left []string
	}{
		{
			"row numbers", "id,name,stakeholder,region\n1,Amina Osei,Private Sector,African Group\n2,Petr Dvorak,Technical Community,EEG\n",
			[]string{"Ada Eins", "Bob Zwei", "Cyd Drei"},
			[]string{"Amina Osei", "Petr Dvorak"},
		},
		{
			"the same person", "id,name,stakeholder,gender\n1,Amina Osei,Private Sector,F\n2,\"Drei, Cyd\",Civil Society,F\n",
			[]string{"Ada Eins", "Bob Zwei", "Cyd Drei"},
			[]string{"Amina Osei"},
		},
		{
			"the name alone", "name,languages\nCyd Drei,fr\n",
			[]string{"Ada Eins", "Bob Zwei", "Cyd Drei"},
			[]string{"Cyd Drei"},
		},
		{
			"another of that name", "name,stakeholder,region\nCyd Drei,Government,WEOG\n",
			[]string{"Ada Eins", "Bob Zwei", "Cyd Drei"},
			[]string{"Cyd Drei"},
		},
	} {
		m, _ := readTexts(t, Options{}, roster, [2]string{"pool:frei.csv", c.pool})
		wantNames(t, c.name, m.Roster, c.roster...)
		wantNames(t, c.name+", pool", m.Pool, c.left...)
		ids := make(map[string]bool)
		for _, p := range slices.Concat(m.Roster, m.Pool) {
			if ids[p.ID] {
				t.Errorf("%s: two people are called %s", c.name, p.ID)
			}
			ids[p.ID] = true
		}
		if m.HasErrors() {
			t.Errorf("%s: %+v", c.name, m.Findings)
		}
		if v, _ := m.Roster[2].Value(planner.Gender); c.name == "the same person" && v != "woman" {
			t.Errorf("the pool fills no gap: %+v", m.Roster[2])
		}
	}
	m, _ := readTexts(t, Options{}, [2]string{"a.csv", "id,stakeholder,region\nc001,Government,WEOG\nc002,Civil Society,GRULAC\n"},
		[2]string{"pool:b.csv", "id,stakeholder,region\nc001,Government,WEOG\nc003,Civil Society,GRULAC\n"})
	if len(m.Roster) != 2 || len(m.Pool) != 1 || m.Pool[0].ID != "c003" {
		t.Errorf("IDs of their own: %+v, %+v", m.Roster, m.Pool)
	}
	m, _ = readTexts(t, Options{}, [2]string{"propuesta.txt", "Speaker 1: Ann One, Government, WEOG\nSpeaker 2: Bob Two, Private Sector, Asia-Pacific Group\n"},
		[2]string{"pool:voluntarios.csv", "Nombre,Sector,País,Género\nAnn One,Gobierno,Francia,mujer\nEva Ruiz,Academia,Chile,mujer\n"})
	wantNames(t, "proposal", m.Roster, "Ann One", "Bob Two")
	wantNames(t, "pool of the proposal", m.Pool, "Eva Ruiz")
}

// Only people are read from a file of people who could join, and it is said.
func TestPoolHoldsPeopleOnly(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{"a.csv", "name,stakeholder\nAna Lima,Government\n"},
		[2]string{"pool:b.csv", "dimension,value,min,max\nregion,WEOG,1,2\n"})
	if len(m.Targets) != 0 || len(findingsWith(m, CodePoolOnly)) != 1 {
		t.Errorf("%d targets, %+v", len(m.Targets), m.Findings)
	}
}

// Those who do not come are left out and named, in every language; the waitlisted
// could step in; the others are told apart.
func TestStatusInManyLanguages(t *testing.T) {
	for _, c := range []struct {
		name, text    string
		roster, waits []string
		status        planner.Status // of the first
		left          string
	}{
		{"French", "Nom,Prénom,Groupe,Statut\nLima,Ana,Gouvernement,confirmée\nChen,Bo,Société civile,annulé\nDiaz,Caro,Gouvernement,liste d'attente\nOkoro,Dan,Gouvernement,\n", []string{"Ana Lima", "Dan Okoro"}, []string{"Caro Diaz"}, planner.StatusConfirmed, "Bo Chen"},
		{"Spanish", "Nombre;Sector;¿Asistirá?\nAna Lima;Gobierno;Sí\nBo Chen;Sociedad civil;No\nEva Ruiz;Gobierno;Quizás\n", []string{"Ana Lima", "Eva Ruiz"}, nil, planner.StatusConfirmed, "Bo Chen"},
		{"German", "Name;Gruppe;Rückmeldung\nAna Lima;Regierung;eingeladen\nBo Chen;Zivilgesellschaft;abgesagt\n", []string{"Ana Lima"}, nil, planner.StatusInvited, "Bo Chen"},
		{"unknown header", "Name;Gruppe;Stand\nAna Lima;Regierung;zugesagt\nBo Chen;Zivilgesellschaft;storniert\nEva Graf;Regierung;zugesagt\n", []string{"Ana Lima", "Eva Graf"}, nil, planner.StatusConfirmed, "Bo Chen"},
		{"Arabic", "الاسم,المجموعة,الحالة\nآنا ليما,Government,مؤكد\nبو تشين,Civil Society,ملغى\n", []string{"آنا ليما"}, nil, planner.StatusConfirmed, "بو تشين"},
		{"Chinese", "姓名,利益相关方,状态\n王小明,政府,已确认\n李雷,民间社会,已取消\n韩梅梅,政府,候补\n", []string{"王小明"}, []string{"韩梅梅"}, planner.StatusConfirmed, "李雷"},
		{"two columns", "Name,Stakeholder,Approval Status,Attended\nAna Lima,Government,approved,Yes\nBo Chen,Civil Society,approved,No\nEva Ruiz,Government,denied,No\n", []string{"Ana Lima"}, nil, planner.StatusConfirmed, "Bo Chen"},
		{"how they come", "Nom,Groupe,Viendrez-vous ?\nAna Lima,Gouvernement,En ligne\nBo Chen,Société civile,Non\nEva Ruiz,Gouvernement,Sur place\n", []string{"Ana Lima", "Eva Ruiz"}, nil, planner.StatusConfirmed, "Bo Chen"},
		{"not confirmed so far", "Name,Stakeholder,Confirmed\nAna Lima,Government,no\nBo Chen,Civil Society,yes\n", []string{"Ana Lima", "Bo Chen"}, nil, planner.StatusInvited, ""},
	} {
		check := func(kind string, m *planner.Meeting, ins *Inspection) {
			t.Helper()
			wantNames(t, c.name+kind, m.Roster, c.roster...)
			wantNames(t, c.name+kind+", waiting", m.Pool, c.waits...)
			if m.Roster[0].Status != c.status {
				t.Errorf("%s: the first is %q", c.name+kind, m.Roster[0].Status)
			}
			said := findingsWith(m, CodeStatus)
			if len(said) != 1 || c.left != "" && !strings.Contains(said[0].Text, c.left) || !strings.Contains(said[0].Fix, "--status") {
				t.Errorf("%s: %+v", c.name+kind, said)
			}
			sum := 0
			for _, n := range ins.Account[0].Classes {
				sum += n
			}
			if sum != ins.Account[0].Rows || c.left != "" && ins.Account[0].Classes["declined"] == 0 {
				t.Errorf("%s: account %+v", c.name+kind, ins.Account[0])
			}
		}
		m, ins := readString(t, Options{}, "liste.csv", c.text)
		check("", m, ins)
		r := csv.NewReader(strings.NewReader(c.text))
		if head, _, _ := strings.Cut(c.text, "\n"); strings.Contains(head, ";") {
			r.Comma = ';'
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		files := []twins.File{{Name: "responses.xlsx", Data: twins.Responses(t, rows)}}
		if _, err := charmap.Windows1252.NewEncoder().String(c.text); err == nil {
			files = twins.Of(t, rows)
		}
		for _, f := range files {
			m, ins, err := readInWords(t, []Input{{Name: f.Name, Reader: bytes.NewReader(f.Data)}}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(" in "+f.Name, m, ins)
		}
	}
}

// What counts can be said: --status; a word that is not known counts and is named.
func TestStatusThatCounts(t *testing.T) {
	text := "Name,Stakeholder,Status\nAna Lima,Government,confirmed\nBo Chen,Civil Society,invited\nEva Ruiz,Government,waitlisted\nDan Okoro,Government,declined\n"
	for _, c := range []struct {
		status []vocabulary.Standing
		want   []string
	}{
		{nil, []string{"Ana Lima", "Bo Chen"}},
		{[]vocabulary.Standing{vocabulary.Confirmed}, []string{"Ana Lima"}},
		{[]vocabulary.Standing{vocabulary.Confirmed, vocabulary.Waitlisted}, []string{"Ana Lima", "Eva Ruiz"}},
		{[]vocabulary.Standing{vocabulary.Declined}, []string{"Dan Okoro"}},
	} {
		m, _ := readString(t, Options{Status: c.status}, "l.csv", text)
		wantNames(t, fmt.Sprint(c.status), m.Roster, c.want...)
	}
	m, _ := readString(t, Options{}, "l.csv", text+"Fay Smith,Government,perhaps next year\n")
	wantNames(t, "unknown word", m.Roster, "Ana Lima", "Bo Chen", "Fay Smith")
	if len(findingsWith(m, CodeStatusUnknown)) != 1 {
		t.Errorf("unknown word: %+v", m.Findings)
	}
	m, _ = readString(t, Options{}, "l.csv", "Nombre,Sector,Estado\nAna Lima,Gobierno,Jalisco\nBo Chen,Sociedad civil,Oaxaca\n")
	wantNames(t, "a state", m.Roster, "Ana Lima", "Bo Chen")
}

// Answers that are not whole are no ballots.
func TestIncompleteAnswers(t *testing.T) {
	m, ins := readString(t, Options{}, "f.csv", "Finished,Stakeholder,1st choice,2nd choice\nTrue,Government,A,B\nFalse,Government,B,A\nTrue,Civil Society,A,B\nTrue,Civil Society,B,C\n")
	if m.Ballots.Total() != 3 || ins.Account[0].Classes["incomplete"] != 1 || len(findingsWith(m, CodeStatus)) != 1 {
		t.Errorf("%d ballots, %+v, %+v", m.Ballots.Total(), ins.Account, m.Findings)
	}
}

// People who came and went are one person each.
func TestAttendanceReport(t *testing.T) {
	m, _ := readString(t, Options{}, "bericht.csv", "Name;Teilnehmende Organisation;Beitrittszeit;Austrittszeit;Gruppe\nAna Lima;X;10:00;10:30;Regierung\nBo Chen;Y;10:00;11:00;Zivilgesellschaft\nAna Lima;X;10:40;11:00;Regierung\n")
	wantNames(t, "joined twice", m.Roster, "Ana Lima", "Bo Chen")
}

// Two votes of the same people on the same issues are rounds: asked, and never
// counted together; a vote of others on the same issues is the same vote.
func TestRoundsOfOneVote(t *testing.T) {
	before := [2]string{"avant.csv", "Badge,1er choix,2e choix\nB1,Accès,Droit\nB2,Données,Droit\nB3,Accès,Données\n"}
	after := [2]string{"apres.csv", "Badge,1er choix,2e choix\nB1,Droit,Accès\nB2,Droit,Données\nB3,Accès,Données\nB4,Droit,Accès\n"}
	m, _ := readTexts(t, Options{}, before, after)
	f := asks(m, CodeVotesRounds)
	if f == nil || !strings.Contains(f.Fix, "--round 'avant.csv'") || m.Ballots.Total() != 3 {
		t.Fatalf("%d ballots, asked %+v", m.Ballots.Total(), f)
	}
	for round, n := range map[string]int64{"avant.csv": 3, "before": 3, "after": 4, "apres": 4, "1": 3, "2": 4} {
		m, ins := readTexts(t, Options{Round: round}, before, after)
		if m.HasErrors() || m.Ballots.Total() != n {
			t.Errorf("--round %s: %d ballots, %+v", round, m.Ballots.Total(), m.Findings)
		}
		if other := ins.Account[0].Classes["other round"] + ins.Account[1].Classes["other round"]; int64(other) != 7-n {
			t.Errorf("--round %s: %d rows of another round", round, other)
		}
	}
	if m, _ = readTexts(t, Options{Round: "3"}, before, after); asks(m, CodeVotesRounds) == nil {
		t.Error("--round 3 is none of two")
	}
	m, _ = readTexts(t, Options{}, before, [2]string{"papier.csv", "Badge,1er choix,2e choix\nP1,Droit,Accès\nP2,Droit,Données\n"})
	if m.HasErrors() || m.Ballots.Total() != 5 || len(findingsWith(m, CodeVotesTogether)) != 1 {
		t.Errorf("other people: %d ballots, %+v", m.Ballots.Total(), m.Findings)
	}
	m, _ = readTexts(t, Options{}, [2]string{"salle.csv", "Ballot ID,1er choix,2e choix\n1,Droit,Accès\n2,Droit,Données\n3,Accès,Droit\n"},
		[2]string{"enligne.csv", "Ballot ID,1er choix,2e choix\n1,Accès,Droit\n2,Droit,Données\n"})
	if m.HasErrors() || m.Ballots.Total() != 5 {
		t.Errorf("numbered ballots: %d, %+v", m.Ballots.Total(), m.Findings)
	}
	// Without names the files must say it themselves.
	m, _ = readTexts(t, Options{}, [2]string{"Runde 1.csv", "1. Wunsch;2. Wunsch\nA;B\nB;C\n"}, [2]string{"Runde 2.csv", "1. Wunsch;2. Wunsch\nA;B\nC;B\n"})
	if asks(m, CodeVotesRounds) == nil {
		t.Errorf("named rounds: %+v", m.Findings)
	}
}

// A column of rounds is a question too.
func TestColumnOfRounds(t *testing.T) {
	text := "Teilnehmernummer;Durchgang;1. Wunsch;2. Wunsch\nT1;vorher;A;B\nT2;vorher;B;A\nT1;nachher;B;A\nT2;nachher;B;C\nT3;nachher;A;B\n"
	m, _ := readString(t, Options{}, "v.csv", text)
	if f := asks(m, CodeVotesRounds); f == nil || !strings.Contains(f.Fix, "--round 'vorher' or --round 'nachher'") {
		t.Errorf("asked %+v; %+v", f, m.Findings)
	}
	for round, n := range map[string]int64{"vorher": 2, "nachher": 3, "before": 2, "after": 3, "2": 3} {
		if m, _ := readString(t, Options{Round: round}, "v.csv", text); m.HasErrors() || m.Ballots.Total() != n {
			t.Errorf("--round %s: %d ballots, %+v", round, m.Ballots.Total(), m.Findings)
		}
	}
}

// A column of sessions makes a programme: the name alone joins, and what somebody
// is may change from session to session.
func TestProgramme(t *testing.T) {
	text := "Atelier,Titre de l'atelier,Rôle,Nom,Organisation,Pays,Genre\n" +
		"A1,L'accès,intervenante,Dr. Ana Lima,Université X,Chili,F\n" +
		"A1,L'accès,modérateur,Bo Chen,ONG Y,Chine,M\n" +
		"A2,Les données,intervenante,\"LIMA, Ana\",Ministère Z,France,F\n" +
		"A2,Les données,intervenant,Caro Diaz,ONG Y,Pérou,M\n" +
		"A3,La loi,modératrice,Ana Lima,Université X,Chili,F\n" +
		"A3,La loi,intervenante,Ana Lima,Université X,Chili,F\n"
	m, ins := readString(t, Options{}, "programme.csv", text)
	wantNames(t, "programme", m.Roster, "Dr. Ana Lima", "Bo Chen", "Caro Diaz")
	if len(m.Sessions) != 3 || len(ins.Sessions) != 3 || m.Sessions[1].Title != "Les données" || m.Sessions[1].ID != "A2" {
		t.Fatalf("sessions %+v", m.Sessions)
	}
	wantNames(t, "A2", m.Sessions[1].Members, "Dr. Ana Lima", "Caro Diaz")
	ana := m.Sessions[1].Members[0]
	if org, _ := ana.Value(planner.Organisation); org != "Ministère Z" || ana.ID != m.Roster[0].ID {
		t.Errorf("in A2 she is of %q", org)
	}
	if region, _ := ana.Value(planner.Region); region != planner.WEOG {
		t.Errorf("in A2 her region is %q", region)
	}
	if got := m.Sessions[2].Members; len(got) != 1 || len(got[0].Roles) != 2 {
		t.Errorf("A3 has %+v", got)
	}
	if len(findingsWith(m, CodePersonConflict))+len(findingsWith(m, CodePersonNear)) > 0 || len(findingsWith(m, CodeProgramme)) != 1 {
		t.Errorf("%+v", m.Findings)
	}
}

// Lists of the same people join by the columns whose values match; row numbers on
// both sides need the names.
func TestTwoListsOfPeople(t *testing.T) {
	m, ins := readTexts(t, Options{},
		[2]string{"a.csv", "Akte;Name;Gruppe\nX-11;Ana Lima;Regierung\nX-12;Bo Chen;Zivilgesellschaft\nX-13;Eva Graf;Regierung\n"},
		[2]string{"b.csv", "Zeichen;Geschlecht;Land\nX-13;weiblich;Kenia\nX-11;weiblich;Chile\nX-12;männlich;China\n"})
	wantNames(t, "by an unknown column", m.Roster, "Ana Lima", "Bo Chen", "Eva Graf")
	if v, _ := m.Roster[2].Value(planner.Country); v != "Kenya" || len(ins.Joins) != 1 || ins.Joins[0].Matched != 3 {
		t.Errorf("Eva is of %q; %+v", v, ins.Joins)
	}
	m, _ = readTexts(t, Options{},
		[2]string{"a.csv", "ID,Name,Stakeholder\n1,Ana Lima,Government\n2,Bo Chen,Civil Society\n"},
		[2]string{"b.csv", "ID,Name,Gender\n1,Bo Chen,M\n2,Eva Ruiz,F\n3,Ana Lima,F\n"})
	wantNames(t, "row numbers", m.Roster, "Ana Lima", "Bo Chen", "Eva Ruiz")
	if m.HasErrors() {
		t.Errorf("%+v", m.Findings)
	}
}

// Every row of people is a person, one with another, or named as not counted.
func TestNobodyVanishes(t *testing.T) {
	for seed := range 40 {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		names := []string{"Ana Lima", "Bo Chen", "Caro Diaz", "Dan Okoro", "Null", "Eva Ruiz", "王小明", "NA"}
		table := func(n int) (string, map[string]bool) {
			out, seen := "id,name,stakeholder,country,status\n", make(map[string]bool)
			for i := range n {
				name := names[rng.IntN(len(names))]
				seen[name] = true
				out += fmt.Sprintf("%s,%s,%s,%s,%s\n", []string{fmt.Sprint(i + 1), "", fmt.Sprintf("K%d", rng.IntN(9))}[rng.IntN(3)], name,
					[]string{"Government", "Civil Society", ""}[rng.IntN(3)], []string{"FR", "KE", ""}[rng.IntN(3)],
					[]string{"confirmed", "declined", "waitlisted", "", "maybe"}[rng.IntN(5)])
			}
			return out, seen
		}
		a, inA := table(1 + rng.IntN(8))
		b, inB := table(1 + rng.IntN(8))
		m, _ := readTexts(t, Options{}, [2]string{"a.csv", a}, [2]string{"pool:b.csv", b})
		all := rosterNames(slices.Concat(m.Roster, m.Pool))
		for name := range inA {
			inB[name] = true
		}
		var told strings.Builder
		for _, f := range m.Findings {
			told.WriteString(Message(f))
		}
		for name := range inB {
			if !slices.Contains(all, name) && !strings.Contains(told.String(), name) && strings.Count(a+b, name) == 1 {
				t.Errorf("seed %d: %s vanished from %q and %q: %q", seed, name, a, b, all)
			}
		}
		ids := make(map[string]bool)
		for _, p := range slices.Concat(m.Roster, m.Pool) {
			if ids[p.ID] {
				t.Errorf("seed %d: %s twice", seed, p.ID)
			}
			ids[p.ID] = true
		}
	}
}

// Exports of ticket shops, forms and meetings: those who do not come are named and
// not counted.
func TestExportsWithAStatus(t *testing.T) {
	for _, c := range []struct {
		file   string
		people int
		left   []string
	}{
		{"20-zoom-attendee-report.csv", 4, []string{"Eva Novak"}},
		{"21b-registration-status-36.csv", 30, []string{"Ana Lima", "Gul Petit"}},
		{"23b-eventbrite-36.csv", 32, []string{"Ana Lima", "Jun Okoro", "Sami Petitson", "Hana Mensahova"}},
		{"24-tito-tickets.csv", 4, []string{"Dan Okoro"}},
		{"25-pretix-positions.csv", 4, []string{"Eva Novak"}},
		{"26-indico-registrations.xlsx", 4, []string{"DIAZ, Caro"}},
		{"40-rsvp-answers.csv", 5, []string{"Caro Diaz"}},
	} {
		m, ins := readTestdata(t, Options{}, "field-cases/read/"+c.file)
		said := findingsWith(m, CodeStatus)
		if len(m.Roster) != c.people || len(said) != 1 {
			t.Errorf("%s: %d people, %+v", c.file, len(m.Roster), said)
			continue
		}
		for _, name := range c.left {
			if !strings.Contains(said[0].Text, quote(name)) || slices.Contains(rosterNames(m.Roster), name) {
				t.Errorf("%s: %s is not named as left out: %s", c.file, name, said[0].Text)
			}
		}
		if ins.Account[0].Classes["declined"] == 0 {
			t.Errorf("%s: account %+v", c.file, ins.Account[0])
		}
	}
}

// Who declines in one table is left out of the others; who registers again counts.
func TestDeclinedInAnotherTable(t *testing.T) {
	roster := [2]string{"liste.csv", "Nom,Groupe,Pays\nAna Lima,Gouvernement,France\nBo Chen,Société civile,Kenya\nEva Petit,Gouvernement,Chili\n"}
	answers := [2]string{"reponses.csv", "Nom,Groupe,Statut\nBo Chen,Société civile,annulé\nAna Lima,Gouvernement,confirmé\nEva Petit,Gouvernement,annulé\nEva Petit,Gouvernement,confirmé\n"}
	m, ins := readTexts(t, Options{}, roster, answers)
	wantNames(t, "list and answers", m.Roster, "Ana Lima", "Eva Petit")
	if ins.Account[0].Classes["declined"] != 1 {
		t.Errorf("account %+v", ins.Account[0])
	}
	m, _ = readTexts(t, Options{}, answers, [2]string{"pool:frei.csv", "Name,Gruppe\nBo Chen,Zivilgesellschaft\nDan Okoro,Regierung\n"})
	wantNames(t, "pool", m.Pool, "Dan Okoro")
}

// A seat of an earlier plan is the one of that name, whatever number an earlier list
// gave.
func TestSeatsFollowNames(t *testing.T) {
	roster := planner.Roster{{ID: "P001", Name: "Aaron New"}, {ID: "P002", Name: "Ana Lima"}, {ID: "K7", Name: "Bo Chen"}}
	plan := "Name;ID;Group;Locked\nLIMA, Ana;P001;G01;yes\nBo Chen;K7;G02;\nEva Ruiz;P002;G02;x\n"
	p, findings, err := ReadSeats(context.Background(), Input{Name: "plan.csv", Reader: strings.NewReader(plan)}, roster, table.Options{})
	if err != nil || len(p.Seats) != 2 || len(findings) != 1 {
		t.Fatal(p, findings, err)
	}
	for i, want := range []string{"P002", "K7"} {
		if p.Seats[i].Person != want {
			t.Errorf("seat %d is of %q, want %q", i, p.Seats[i].Person, want)
		}
	}
	// Her seat is locked, and nobody here is called so: not whoever has her number now.
	if f := inWords(t, findings)[0]; f.Severity != planner.Error || f.Seen != "Eva Ruiz" || f.Where.Cell != "A4" || !strings.Contains(f.Text, "Ana Lima") {
		t.Errorf("%+v", f)
	}
}
