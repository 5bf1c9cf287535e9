package importers

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// voters are the names by which ballots go, in their order.
func voters(m *planner.Meeting) []string {
	var out []string
	for i := range m.Ballots.Len() {
		out = append(out, m.Ballots.At(i).Voter)
	}
	return out
}

// TestOneVoterAPerson holds that ballots of one person under a name and a number are
// one voter's, of whom the latest counts, and that it is told.
func TestOneVoterAPerson(t *testing.T) {
	m, ins := readTexts(t, Options{},
		[2]string{"gente.csv", "Credencial;Nombre;Grupo\nK1;Eva Soto;Gobierno\nK2;Luis Gil;Sociedad civil\nK3;Ana Paz;Gobierno\n"},
		[2]string{"votos.csv", "Votante;1ª opción;2ª opción\nK1;A;B\nK2;B;A\nEVA SOTO;B;A\nK3;A;B\n"})
	v := voters(m)
	f := findingsWith(m, CodeVoterRepeated)
	if len(v) != 4 || v[0] != v[2] || len(f) != 1 || !strings.Contains(f[0].Text, "Eva Soto") || ins.Joins[0].Matched != 4 {
		t.Errorf("voters %q, joined %+v, said %+v", v, ins.Joins, f)
	}
}

// TestNumbersWrittenOtherwise holds that an id is one whether a program writes it with
// zeros in front or as a number with a fraction.
func TestNumbersWrittenOtherwise(t *testing.T) {
	for _, tt := range [][2]string{{"0412", "412"}, {"412", "412.0"}, {"0412", "412.0"}} {
		other := strings.ReplaceAll(tt[0], "412", "538")
		m, ins := readTexts(t, Options{},
			[2]string{"liste.csv", "Matricule,Nom,Collège\n" + tt[0] + ",Luc Roy,Gouvernement\n" + other + ",Ève Pic,Société civile\n"},
			[2]string{"votes.csv", "Matricule,1er choix,2e choix\n" + tt[1] + ",A,B\n" + strings.ReplaceAll(tt[1], "412", "538") + ",B,A\n"})
		if len(ins.Joins) != 1 || ins.Joins[0].Matched != 2 || m.Ballots.At(1).Group != planner.CivilSociety {
			t.Errorf("%v: %+v %+v", tt, ins.Joins, m.Findings)
		}
	}
}

// TestNamesInParts holds that first and last names in columns on one side are found
// under whole names on the other, though no column names the voters.
func TestNamesInParts(t *testing.T) {
	whole := "Name;Gruppe\nUte Alt;Regierung\nOtto Neu;Zivilgesellschaft\nIda Ruh;Regierung\n"
	parts := "Nachname;Vorname;Zugang;Daten;Recht\nAlt;Ute;1;2;3\nNeu;Otto;2;1;3\nRuh;Ida;3;2;1\n"
	m, ins := readTexts(t, Options{}, [2]string{"liste.csv", whole}, [2]string{"stimmen.csv", parts})
	if len(ins.Joins) != 1 || ins.Joins[0].Matched != 3 || m.Ballots.At(1).Group != planner.CivilSociety {
		t.Errorf("parts in the ballots: %+v %+v", ins.Joins, m.Findings)
	}
	m, ins = readTexts(t, Options{},
		[2]string{"liste.csv", "Nachname;Vorname;Gruppe\nAlt;Ute;Regierung\nNeu;Otto;Zivilgesellschaft\nRuh;Ida;Regierung\n"},
		[2]string{"stimmen.csv", "Wer;Zugang;Daten;Recht\n\"Alt, Ute\";1;2;3\nOtto Neu;2;1;3\nDr. Ida Ruh;3;2;1\n"})
	if len(ins.Joins) != 1 || ins.Joins[0].Matched != 3 || m.Ballots.At(1).Group != planner.CivilSociety {
		t.Errorf("parts in the list: %+v %+v", ins.Joins, m.Findings)
	}
}

// TestBallotsThatContradict holds that it is told where a ballot states another group
// than the list, or names one person by one column and another by a second.
func TestBallotsThatContradict(t *testing.T) {
	list := [2]string{"lista.csv", "Nome,Email,Settore\nAda Riva,ada@example.org,Governo\nUgo Neri,ugo@example.org,Società civile\nIvo Bo,ivo@example.org,Governo\n"}
	m, _ := readTexts(t, Options{}, list,
		[2]string{"voti.csv", "Email,Settore,1ª scelta,2ª scelta\nada@example.org,Settore privato,A,B\nugo@example.org,Società civile,B,A\nivo@example.org,Governo,A,B\n"})
	f := findingsWith(m, CodePersonConflict)
	if len(f) != 1 || !strings.Contains(f[0].Text, `"Ada Riva"`) || strings.Contains(f[0].Text, "Ugo") {
		t.Errorf("groups: %+v", f)
	}
	m, _ = readTexts(t, Options{}, list,
		[2]string{"voti.csv", "Email,Nome,1ª scelta,2ª scelta\nugo@example.org,Ada Riva,A,B\nada@example.org,Ugo Neri,B,A\nivo@example.org,Ivo Bo,A,B\n"})
	f = findingsWith(m, CodePersonConflict)
	if len(f) != 1 || !strings.Contains(f[0].Text, "2 ballots") || m.Ballots.Len() != 3 {
		t.Errorf("two columns: %+v", f)
	}
}

// TestRowsThatNameNobody holds that open seats, trial entries and devices are named
// and not counted, however often they come, and that the account adds up.
func TestRowsThatNameNobody(t *testing.T) {
	m, ins := readTexts(t, Options{}, [2]string{
		"panel.csv", "Nom;Collège\nLuc Roy;Gouvernement\nà désigner;Secteur privé\nà désigner;Société civile\n[à désigner par l'UE];\nÈve Pic;Gouvernement\nTest Test;Gouvernement\niPhone 12;Gouvernement\n",
	})
	wantNames(t, "people", m.Roster, "Luc Roy", "Ève Pic")
	seats, none := findingsWith(m, CodeSeatOpen), findingsWith(m, CodePersonNone)
	if len(seats) != 1 || len(seats[0].Also) != 2 || len(none) != 1 || len(none[0].Also) != 1 {
		t.Errorf("said %+v, %+v", seats, none)
	}
	if c := ins.Account[0].Classes; c["body"] != 2 || c["open seat"] != 3 || c["no person"] != 2 {
		t.Errorf("account %+v", c)
	}
	m, _ = readTexts(t, Options{}, [2]string{"p.csv", "Name,Group\nTest,A\nNull,B\nN. N. Kumar,B\nMay Open,A\n"})
	wantNames(t, "names", m.Roster, "Test", "Null", "N. N. Kumar", "May Open")
}

// TestNamesOfManyParts holds that second family names and middle names belong to the
// name, and a title under "Prefix" stands before it.
func TestNamesOfManyParts(t *testing.T) {
	for text, want := range map[string]string{
		"Nombre;Primer apellido;Segundo apellido;País\nEva;Soto;Díaz;Perú\nLuis;Gil;;Chile\n": "Eva Soto Díaz, Luis Gil",
		"Prefix,First name,Middle name,Last name\nDr,Ana,Maria,Lima\nMs,Eva,,Paz\n":           "Dr Ana Maria Lima, Ms Eva Paz",
		"Фамилия,Имя,Отчество,Страна\nПетрова,Ольга,Ивановна,Россия\nИванов,Пётр,,Россия\n":   "Ольга Ивановна Петрова, Пётр Иванов",
		"Nome;Apelido 1;Apelido 2\nRui;Sá;Reis\nLia;Paz;Lima\n":                               "Rui Sá Reis, Lia Paz Lima",
		"Apellido paterno,Apellido materno,Nombres\nSoto,Díaz,Eva\nGil,Ruiz,Luis\n":           "Eva Soto Díaz, Luis Gil Ruiz",
	} {
		m, _ := readTexts(t, Options{}, [2]string{"lista.csv", text})
		if got := strings.Join(rosterNames(m.Roster), ", "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSecondColumnOfNames holds that a further column of names whose header is no role
// is told, for nobody is read from it.
func TestSecondColumnOfNames(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{
		"liste.csv", "Name;Ansprechperson;Land\nUte Alt;Max Au;Deutschland\nOtto Neu;Eva Soto;Deutschland\nIda Ruh;Ivo Bo;Schweiz\n",
	})
	wantNames(t, "people", m.Roster, "Ute Alt", "Otto Neu", "Ida Ruh")
	for _, f := range m.Findings {
		if f.Severity == planner.Warning && strings.Contains(f.Text+f.Seen, "Ansprechperson") {
			return
		}
	}
	t.Errorf("nothing is said of the other names: %+v", m.Findings)
}

// A form with a line for each thing is told; people whose names head columns elsewhere are not.
func TestNamesThatHeadColumns(t *testing.T) {
	for text, want := range map[string]int{
		"Name,Value\nGender,F\nCountry,Kenya\nOrganisation,ISOC\n":              1,
		"Nombre,Valor\nGénero,F\nPaís,Kenia\n":                                  1,
		"Name,Country\nCountry,Kenya\n":                                         1,
		"Name,Country\nRegion,Kenya\nAna Lima,Peru\nBo Chen,China\n":            0,
		"Name,Country\nGender Region,Kenya\nCountry Name,Peru\nBo Chen,China\n": 0,
	} {
		m, _ := readString(t, Options{}, "people.csv", text)
		if got := len(findingsWith(m, CodeNameHeading)); got != want {
			t.Errorf("%q: told %d times, want %d: %+v", text, got, want, m.Findings)
		}
	}
}
