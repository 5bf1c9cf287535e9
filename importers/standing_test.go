package importers

import (
	"slices"
	"testing"

	"roundtable/planner"
)

// TestWhoComes holds that those who do not come are told by the words below a header
// of attendance, an outcome or a mark, in several languages.
func TestWhoComes(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"attendance nl", "Naam;Aanwezigheid;Land\nPiet Vos;ja;Nederland\nAn Bos;nee;Nederland\nJan Dam;ja;België\n", []string{"Piet Vos", "Jan Dam"}},
		{"attendance kept", "Nome,Modalidade\nRui Sá,Presencial\nEva Paz,Online\nLia Reis,não comparecerá\n", []string{"Rui Sá", "Eva Paz"}},
		{"online or not", "Name,Online participation\nRui Sa,yes\nEva Paz,no\n", []string{"Rui Sa", "Eva Paz"}},
		{"marks fr", "Nom\tDécliné\nLuc Roy\t\nÈve Pic\tx\nMarc Lau\t\n", []string{"Luc Roy", "Marc Lau"}},
		{"dates es", "Nombre;Cancelado;País\nEva Soto;;Perú\nLuis Gil;2026-03-01;Chile\n", []string{"Eva Soto"}},
		{"columns of marks de", "Name;Eingeladen;Zugesagt;Abgesagt\nUte Alt;x;x;\nOtto Neu;x;;x\nIda Ruh;x;;\n", []string{"Ute Alt", "Ida Ruh"}},
		{"outcome it", "Nominativo;Esito\nAda Riva;accettato\nUgo Neri;respinto\n", []string{"Ada Riva"}},
		{"signs", "Name,Will attend\nAda Riva,✓\nUgo Neri,✗\nIvo Bo,?\n", []string{"Ada Riva", "Ivo Bo"}},
		{"no status", "Name,Newsletter\nAda Riva,yes\nUgo Neri,no\n", []string{"Ada Riva", "Ugo Neri"}},
	} {
		m, _ := readTexts(t, Options{}, [2]string{"list.csv", tt.text})
		wantNames(t, tt.name, m.Roster, tt.want...)
	}
}

// TestRemarksOnWhoComes holds that what a name, a role or a note says of somebody
// who does not come is told, and nobody is left out for it.
func TestRemarksOnWhoComes(t *testing.T) {
	for _, text := range []string{
		"Nom,Pays\nLuc Roy (excusé),France\nÈve Pic,Mali\n",
		"Name;Bemerkungen\nUte Alt;abgesagt\nOtto Neu;Vortrag am Dienstag\n",
		"Nombre,Rol\nEva Soto,Ponente (cancelado)\nLuis Gil,Ponente\n",
	} {
		m, _ := readTexts(t, Options{}, [2]string{"list.csv", text})
		if f := findingsWith(m, CodeStatusUnknown); len(m.Roster) != 2 || len(f) != 1 || f[0].Severity != planner.Warning {
			t.Errorf("%q: %d people, %v", text, len(m.Roster), f)
		}
	}
	m, _ := readTexts(t, Options{}, [2]string{"list.csv", "Name,Notes\nUte Alt,no meat\nOtto Neu,speaks first\n"})
	if f := findingsWith(m, CodeStatusUnknown); len(f) > 0 {
		t.Errorf("a note on food: %v", f)
	}
}

// TestSeveralInOneCell holds that a cell of several names is several people, and
// what may be one name stays one.
func TestSeveralInOneCell(t *testing.T) {
	for _, tt := range []struct {
		text string
		said string
		want []string
	}{
		{"Nombre;País\nEva Soto y Luis Gil;Perú\nAna Paz;Chile\n", "note", []string{"Eva Soto", "Luis Gil", "Ana Paz"}},
		{"Name,Land\nUte Alt / Otto Neu,Deutschland\n\"Ida Ruh; Max Au\",Deutschland\n", "note", []string{"Ute Alt", "Otto Neu", "Ida Ruh", "Max Au"}},
		{"Nom,Pays\n\"Luc Roy, Ève Pic, Marc Lau\",Mali\nZoé Lin,Mali\n", "warning", []string{"Luc Roy", "Ève Pic", "Marc Lau", "Zoé Lin"}},
		{"Name,Country\n\"Lima Santos, Ana Maria\",Brazil\nBo Li,China\n", "warning", []string{"Lima Santos, Ana Maria", "Bo Li"}},
		{"Nombre,País\nJosé Ortega y Gasset,España\nAna Paz,España\n", "", []string{"José Ortega y Gasset", "Ana Paz"}},
	} {
		m, _ := readTexts(t, Options{}, [2]string{"list.csv", tt.text})
		wantNames(t, tt.text, m.Roster, tt.want...)
		if f := findingsWith(m, CodePersonSeveral); len(f) > 0 != (tt.said != "") || len(f) > 0 && f[0].Severity.String() != tt.said {
			t.Errorf("%q: %v", tt.text, f)
		}
	}
}

// TestColumnsOfRoles holds that a second column of names gives people with the role
// its header says.
func TestColumnsOfRoles(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{
		"plan.csv",
		"Session,Speakers,Moderators\nOpening,Ute Alt; Otto Neu,Ida Ruh\nClosing,Max Au; Ute Alt,Eva Soto\n",
	})
	wantNames(t, "people", m.Roster, "Ute Alt", "Otto Neu", "Ida Ruh", "Max Au", "Eva Soto")
	if !slices.Contains(m.Roster[2].Roles, planner.RoleModerator) || len(m.Sessions) != 2 {
		t.Errorf("%v, %d sessions", m.Roster[2].Roles, len(m.Sessions))
	}
}

// TestTablesBesidePeople holds that a table without names beside a list of people
// gives nobody.
func TestTablesBesidePeople(t *testing.T) {
	m, _ := readTexts(t, Options{},
		[2]string{"liste.csv", "Nom,Collège\nLuc Roy,Société civile\nÈve Pic,Gouvernement\n"},
		[2]string{"codes.csv", "Collège,Région\nSociété civile,Afrique\nGouvernement,Asie-Pacifique\n"})
	wantNames(t, "people", m.Roster, "Luc Roy", "Ève Pic")
	if len(findingsWith(m, CodeSheetUnknown)) != 1 {
		t.Error("nothing is said of the table left aside")
	}
}

// TestHeadersInTwo holds that a header that says one thing in two languages, or
// names the parts of a name, is understood.
func TestHeadersInTwo(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{
		"list.csv", "Apellido / Nombre\tPaís / Country\th/f\nPaz Ana\tPerú\tf\nGil Luis\tChile\th\n",
	})
	wantNames(t, "people", m.Roster, "Paz Ana", "Gil Luis")
	if v, _ := m.Roster[1].Value(planner.Gender); v == "" {
		t.Error("h/f gives no gender")
	}
	m, _ = readTexts(t, Options{}, [2]string{
		"list.csv", "姓名,类别\n王小明,政府\n李雷,民间社会\n韩梅,私营部门\n",
	})
	if v, _ := m.Roster[0].Value(planner.Stakeholder); v != "Government" {
		t.Errorf("类别 gives %q", v)
	}
}

// TestDaysFormsAndProgress holds that of several days one is enough, that a form
// without a date of sending was broken off, and that progress is a share only where
// one is whole or bears a percent sign.
func TestDaysFormsAndProgress(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
		said       string // the severity of what is said of the status
	}{
		{"days de", "Name;Anwesenheit Tag 1;Anwesenheit Tag 2\nUte Alt;ja;nein\nOtto Neu;nein;nein\nIda Ruh;nein;ja\n", []string{"Ute Alt", "Ida Ruh"}, "warning"},
		{"years are no days", "Name,Attendance 2023,Attendance 2024\nUte Alt,yes,no\nOtto Neu,no,no\n", []string{"Ute Alt", "Otto Neu"}, ""},
		{"broken off fr", "ID de la réponse,Date de soumission,Dernière page,Langue de départ,Votre nom,Votre pays\n1,2026-03-01,4,fr,Luc Roy,Mali\n2,,2,fr,Ève Pic,Mali\n", []string{"Luc Roy"}, "warning"},
		{"dates alone", "Name,Submit date,Country\nUte Alt,2026-03-01,Chile\nOtto Neu,,Chile\n", []string{"Ute Alt", "Otto Neu"}, ""},
		{"shares es", "Nombre;Progreso;País\nEva Soto;100;Perú\nLuis Gil;45;Perú\n", []string{"Eva Soto"}, "warning"},
		{"percent", "Nombre;Progreso;País\nEva Soto;100%;Perú\nLuis Gil;45%;Perú\n", []string{"Eva Soto"}, "warning"},
		{"pages", "Nombre;Progreso;País\nEva Soto;4;Perú\nLuis Gil;2;Perú\n", []string{"Eva Soto", "Luis Gil"}, "note"},
		{"one word for all", "Name,_status,Country\nUte Alt,submitted_via_web,Chile\nOtto Neu,submitted_via_web,Chile\n", []string{"Ute Alt", "Otto Neu"}, "note"},
		{"hu", "Név;Részvétel\nKis Éva;igen\nNagy Pál;nem\n", []string{"Kis Éva"}, "warning"},
		{"fi", "Nimi;Läsnäolo\nAino Virta;paikalla\nOlli Niemi;poissa\n", []string{"Aino Virta"}, "warning"},
		{"cs", "Jméno a příjmení;Účast\nJan Dvořák;ano\nEva Malá;omluvena\n", []string{"Jan Dvořák"}, "warning"},
		{"el", "Ονοματεπώνυμο;Παρουσία\nΆννα Παππά;παρών\nΝίκος Ράλλης;απών\n", []string{"Άννα Παππά"}, "warning"},
		{"no", "Navn;Oppmøte\nKari Moe;til stede\nOla Berg;fraværende\n", []string{"Kari Moe"}, "warning"},
		{"words not known", "Nombre;Presencia\nEva Soto;tercio\nLuis Gil;cuarto\nAna Paz;tercio\nIvo Bo;cuarto\n", []string{"Eva Soto", "Luis Gil", "Ana Paz", "Ivo Bo"}, "warning"},
	} {
		m, _ := readTexts(t, Options{}, [2]string{"list.csv", tt.text})
		wantNames(t, tt.name, m.Roster, tt.want...)
		said := ""
		for _, f := range m.Findings {
			if f.Code == CodeStatus || f.Code == CodeStatusUnknown {
				said = f.Severity.String()
			}
		}
		if said != tt.said {
			t.Errorf("%s: said %q, want %q: %+v", tt.name, said, tt.said, m.Findings)
		}
	}
}

// TestNamesOfFilesAndSheets holds that who comes may be said by the name of a sheet
// or a file, and that a file called "test" is none.
func TestNamesOfFilesAndSheets(t *testing.T) {
	const text = "Nom,Pays\nLuc Roy,France\nÈve Pic,Mali\n"
	for _, tt := range []struct {
		file   string
		counts int
	}{
		{"absagen.csv", 0},
		{"speakers_declined.csv", 0},
		{"liste d'attente.csv", 0},
		{"confirmés.csv", 2},
		{"test.csv", 2},
		{"france.csv", 2},
		{"non.csv", 2},
		{"n1.csv", 2},
		{"N (2).csv", 2},
		{"no_3.csv", 2},
		{"nein1.csv", 2},
		{"ja 2.csv", 2},
		{"нет2.csv", 2},
		{"否3.csv", 2},
	} {
		m, _ := readTexts(t, Options{}, [2]string{tt.file, text})
		if len(m.Roster) != tt.counts {
			t.Errorf("%s: %d people count, want %d: %v", tt.file, len(m.Roster), tt.counts, m.Findings)
		}
	}
}

// The name of a file or sheet takes no ballot out of a vote: it may say what was voted on.
func TestNamesOfVotes(t *testing.T) {
	const text = "Name,Group,1st choice,2nd choice\nAna,Government,Access,Safety\nBo,Civil Society,Safety,Access\n"
	for name, said := range map[string]bool{
		"n2.csv": false, "no (1).csv": false, "Nej3.csv": false, "y.csv": false, "declined.csv": true, "rejeté.csv": true,
		"waiting list.csv": true,
	} {
		m, _ := readTexts(t, Options{}, [2]string{name, text})
		if m.Ballots.Total() != 2 || len(findingsWith(m, CodeStatus)) > 0 != said {
			t.Errorf("%s: %d ballots, want 2; %+v", name, m.Ballots.Total(), m.Findings)
		}
	}
}

// A column that people are counted by says nothing of who comes, whatever its header
// and its answers.
func TestDimensionsAreNoStatus(t *testing.T) {
	const text = "Name,Small Island Developing State (SIDS),Hosts a state visit\nIla Fiu,Y,N\nRui Hsu,N,Y\nIda Sand,N,N\n"
	m, _ := readString(t, Options{}, "a.csv", text)
	if len(m.Roster) == 0 {
		t.Fatalf("nobody is read: %+v", m.Findings)
	}
	m, _ = readString(t, Options{Asked: []string{"SIDS", "Hosts a state visit"}}, "a.csv", text)
	if len(m.Roster) != 3 || !m.Roster[0].Has("SIDS", "yes") || !m.Roster[1].Has("Hosts a state visit", "yes") {
		t.Errorf("%+v, %+v", m.Roster, m.Findings)
	}
}

// Two ballots under one name are one person's where nothing tells them apart, and are
// told once; with two groups the people are two.
func TestTwoBallotsOfOneName(t *testing.T) {
	for group, want := range map[string]int{"Government": 3, "Private Sector": 4} {
		text := "Name,Stakeholder group,1st choice,2nd choice\nAna,Government,Net,Sea\nBo,Civil Society,Net,Sea\n" +
			"Cy,Civil Society,Sea,Net\nAna," + group + ",Sea,Net\n"
		m, _ := readString(t, Options{}, "votes.csv", text)
		near := findingsWith(m, CodePersonNear)
		if len(m.Roster) != want || len(findingsWith(m, CodeVoterRepeated)) != 1 || len(near) != want-3 {
			t.Errorf("%s: %d people, %+v", group, len(m.Roster), m.Findings)
		}
	}
}

// Forms that nobody filled in warn once.
func TestEmptyFormsWarnOnce(t *testing.T) {
	text := "Votant,Groupe,Réseau,Mer,Air\nV1,Gouvernement,,,\nV2,Entreprises,,,\nV3,Société civile,,,\n"
	m, _ := readString(t, Options{}, "votes.csv", text)
	warnings := 0
	for _, f := range m.Findings {
		if f.Severity != planner.Note {
			warnings++
		}
	}
	if warnings != 1 || len(findingsWith(m, CodePersonUnnamed)) > 0 {
		t.Errorf("%+v", m.Findings)
	}
}
