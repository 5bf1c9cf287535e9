package importers

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// TestGenderUnderstood: words of any language become one term, which targets count; what
// people call themselves otherwise stays; one line a column says what was understood as what.
func TestGenderUnderstood(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{"people.csv", "Nom,Genre\nA,femme\nB,F\nC,Kvinne\nD,H\nE,мужчина\n" +
		"F,女\nG,non binaire\nH,bispirituel\nI,préfère ne pas répondre\nJ,أنثى\n"},
		[2]string{"targets.csv", "dimension,value,min\ngender,women,5\ngenre,homme,1\ngender,Bispirituel,1\n"})
	var got []string
	for i := range m.Roster {
		v, _ := m.Roster[i].Value(planner.Gender)
		got = append(got, v)
	}
	want := []string{"woman", "woman", "woman", "man", "man", "woman", "non-binary", "bispirituel", "", "woman"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for i, value := range []string{"woman", "man", "bispirituel"} {
		if m.Targets[i].Value != value {
			t.Errorf("target %d asks for %q, want %q", i, m.Targets[i].Value, value)
		}
	}
	found := findingsWith(m, CodeValueSpelling)
	if len(found) != 1 || found[0].Where.String() != "people.csv B1" {
		t.Fatalf("%+v", found)
	}
	found[0].Text = "" // the words of [readTexts] are English
	fr, _ := messages.In("fr")
	text, _ := fr.Finding(&found[0])
	for _, part := range []string{"femme : ", "homme : ", "« F » (1)", "« Kvinne » (1)", "« мужчина » (1)"} {
		if !strings.Contains(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text), part) {
			t.Errorf("%q does not say %q", text, part)
		}
	}
}

// TestValuesInTheLanguageOfTheFinding: what the people have is said in the report's language where
// it was recognised, and as written elsewhere.
func TestValuesInTheLanguageOfTheFinding(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{"people.csv", "Nom,Pays,Genre\nA,Brésil,F\nB,Suède,bispirituel\n"},
		[2]string{"targets.csv", "dimension,value,min\ncountry,Viet Nam,1\ngender,non-binary,1\n"})
	fr, _ := messages.In("fr")
	var said string
	for _, f := range findingsWith(m, CodeTargetValue) {
		f.Text, f.Fix = "", "" // the words of [readTexts] are English
		_, fix := fr.Finding(&f)
		said += fix
	}
	for _, value := range []string{"Brésil", "Suède", "femme", "bispirituel"} {
		if !strings.Contains(said, value) {
			t.Errorf("%q does not name %q", said, value)
		}
	}
}

// TestGenderLetterAsked: a letter that the column leaves open is unknown, and the finding says
// the option that answers; targets that write the column's letters mean what it means.
func TestGenderLetterAsked(t *testing.T) {
	const people = "Nombre,Sexo\nAna,M\nBea,M\nCruz,M\n"
	m, _ := readString(t, Options{}, "p.csv", people)
	found := findingsWith(m, CodeValueAmbiguous)
	if len(found) != 1 || found[0].Severity != planner.Warning || !strings.Contains(found[0].Fix, "--map 'M=") ||
		len(m.Roster[0].Values[planner.Gender]) != 0 {
		t.Errorf("%+v, %v", found, m.Roster[0].Values)
	}
	for _, value := range []string{"woman", "man", "mujer"} {
		m, _ := readString(t, Options{Map: []Mapping{{To: "M", From: value}}}, "p.csv", people)
		want := strings.ReplaceAll(value, "mujer", "woman")
		if got, _ := m.Roster[0].Value(planner.Gender); got != want || len(findingsWith(m, CodeValueAmbiguous)) > 0 {
			t.Errorf("M=%s: %q, %+v", value, got, m.Findings)
		}
	}
	for column, want := range map[string][2]string{"H M M": {"man", "woman"}, "F M M": {"", "man"}} {
		text := "Nombre,Sexo\n"
		for i, letter := range strings.Fields(column) {
			text += fmt.Sprintf("P%d,%s\n", i, letter)
		}
		m, _ := readTexts(t, Options{}, [2]string{"p.csv", text},
			[2]string{"t.csv", "criterio,valor,mínimo\nsexo,M,1\n"})
		if m.Targets[0].Value != want[1] {
			t.Errorf("%s: the target M asks for %q, want %q", column, m.Targets[0].Value, want[1])
		}
		if got, _ := m.Roster[0].Value(planner.Gender); want[0] != "" && got != want[0] {
			t.Errorf("%s: %q", column, got)
		}
	}
}

// TestGenderExported: what is read back from an exported roster is the same.
func TestGenderExported(t *testing.T) {
	m, _ := readString(t, Options{}, "p.csv", "Nombre,Sexo\nAna,M\nBo,H\nCruz,dos espíritus\nDan,M; X\nEl,\n")
	var out bytes.Buffer
	if err := WriteRosterCSV(&out, m); err != nil {
		t.Fatal(err)
	}
	again, _ := readString(t, Options{}, "p.csv", out.String())
	for i := range m.Roster {
		a, b := m.Roster[i].Values[planner.Gender], again.Roster[i].Values[planner.Gender]
		if !slices.Equal(a, b) {
			t.Errorf("%s: %q, read back as %q", m.Roster[i].Name, a, b)
		}
	}
	if len(findingsWith(again, CodeValueSpelling)) > 0 {
		t.Errorf("%+v", again.Findings)
	}
}
