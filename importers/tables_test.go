package importers

import (
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

const tablePeople = "Name,Sex,Region,Stakeholder,Age\nAna Lima,F,African Group,Government,24\n" +
	"Bo Sato,M,Asia-Pacific Group,Civil Society,35\nCy Diaz,F,WEOG,Technical Community,61\n"

// readNamed reads people and a file that --targets or --pool names.
func readNamed(t *testing.T, text string, pool bool) *planner.Meeting {
	t.Helper()
	m, _, err := readInWords(t, []Input{
		{Name: "people.csv", Reader: strings.NewReader(tablePeople)},
		{Name: "named.csv", Reader: strings.NewReader(text), Pool: pool, Targets: !pool},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTargetsInOtherWords(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"pt", "Categoria;Nome;Mín;Máx\ngênero;mulher;1;2\n", "gender=woman 1..2"},
		{"pl", "Kategoria;Wartość;Minimum;Maksimum\npłeć;kobieta;1;2\n", "gender=woman 1..2"},
		{"tr", "Kategori;Değer;En az;En fazla\nbölge;Afrika;1;2\n", "region=African Group 1..2"},
		{"fr", "Catégorie,Valeur,Minimum,Maximum\nGenre,Femmes,1,2\n", "gender=woman 1..2"},
		{"de", "Kategorie,Merkmal,Mindestens,Höchstens\nGeschlecht,Frauen,1,2\n", "gender=woman 1..2"},
		{"it", "Dimensione,Valore,Minimo,Massimo\nGenere,donne,1,2\n", "gender=woman 1..2"},
		{"order", "Max,Min,Wanted value,What\n2,1,women,Gender\n", "gender=woman 1..2"},
		{"quota", "Category,Group,Quota\nAge,18-30,1\n", "age=18-30 1..1"},
		{"seats", "Grupo de partes interesadas,Plazas\nGobierno,1\n", "stakeholder=Government 1..1"},
		{"header", "Regionalgruppe,Mindestens\nAfrika,1\n", "region=African Group 1.."},
		{"told", "Group,At least\nwomen,1\n", "gender=woman 1.."},
		{"told by rows", "Grupo;Al menos\nComunidad técnica;1\n", "stakeholder=Technical Community 1.."},
	} {
		m := readNamed(t, tt.text, false)
		if m.HasErrors() || len(m.Targets) != 1 {
			t.Errorf("%s: %d targets, %+v", tt.name, len(m.Targets), m.Findings)
			continue
		}
		if got := shownTarget(&m.Targets[0]); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// A table may have a whole target in every cell of one column, as a list is written, or who
// counts in a column that elsewhere names dimensions.
func TestTargetsInSentences(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a column", "Target\nat least two women\nat most 2 people from one region\n", "gender=woman 2.. region=each ..2 "},
		{"Spanish", "Objetivo\nal menos dos mujeres\nmáximo 2 de la misma región\n", "gender=woman 2.. region=each ..2 "},
		{"a list", "Rules\n- at least two women\n- all regions\n", "gender=woman 2.. region=each 1.. "},
		{"numbered, without a heading", "1. at least two women\n2. nobody from WEOG\n", "gender=woman 2.. region=Western European and Others Group (WEOG) ..0 "},
		{"with tiers", "Target,Tier\nat least 1 woman,should\nAfrica represented,must\n", "gender=woman 1.. region=African Group 1.. "},
		{
			"among dimensions", "Criterio;Mínimo;Máximo\nmujeres;2;\nSociedad civil;1;2\nregión;;2\n",
			"gender=woman 2.. stakeholder=Civil Society 1..2 region=each ..2 ",
		},
		{"both bounds in rows of their own", "Rules\nat least 1 woman\nat most 3 women\n", "gender=woman 1.. gender=woman ..3 "},
	} {
		m := readNamed(t, tt.text, false)
		got := ""
		for i := range m.Targets {
			x := &m.Targets[i]
			if x.Kind == planner.Each {
				got += string(x.Dimension) + "=each" + strings.TrimPrefix(shownTarget(x), string(x.Dimension)+"=") + " "
				continue
			}
			got += shownTarget(x) + " "
		}
		if m.HasErrors() || got != tt.want {
			t.Errorf("%s: %q, want %q; %+v", tt.name, got, tt.want, m.Findings)
		}
	}
	m := readNamed(t, "Rules\nat least two women\nbalance of regions\n", false)
	if len(m.Targets) != 1 || !m.HasErrors() {
		t.Errorf("a line that is not understood: %d targets, %+v", len(m.Targets), m.Findings)
	}
}

func shownTarget(x *planner.Target) string {
	limit := func(l planner.Limit) string {
		if !l.Given {
			return ""
		}
		return string(rune('0' + l.N))
	}
	return string(x.Dimension) + "=" + x.Value + " " + limit(x.Min) + ".." + limit(x.Max)
}

// A file that is named for targets or for people and holds none is an error.
func TestNamedFilesHoldWhatTheyAreNamedFor(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		pool       bool
	}{
		{"sentences", "Regla\nEquilibrio de género\n", false},
		{"people", "Nom,Pays\nZoé Petit,France\n", false},
		{"side by side", "Gender,,,Region,,\nValue,Min,Max,Value,Min,Max\nF,1,,WEOG,1,2\n", false},
		{"a bound that is not understood", "Dimension,Wert,Ziel,Toleranz\nGeschlecht,F,50%,10%\n", false},
		{"codes for a pool", "Region,Kürzel\nAfrika,AF\n", true},
	} {
		m := readNamed(t, tt.text, tt.pool)
		if !m.HasErrors() || len(m.Roster) != 3 {
			t.Errorf("%s: %d people, %+v", tt.name, len(m.Roster), m.Findings)
		}
	}
	if m := readNamed(t, "Nom,Pays\nZoé Petit,France\n", true); m.HasErrors() || len(m.Pool) != 1 {
		t.Errorf("a list of people for the pool: %+v", m.Findings)
	}
}

func TestKeptPlanThatSeatsNobody(t *testing.T) {
	in := Input{Name: "plan.csv", Reader: strings.NewReader("person,group,locked\n,G1,yes\n")}
	plan, found, err := ReadSeats(t.Context(), in, nil, Options{}.Table)
	if err != nil || len(plan.Seats) != 0 || len(found) != 1 || found[0].Severity != planner.Error {
		t.Errorf("%v, %+v, %v", plan, found, err)
	}
}

func TestGroupsInOtherWords(t *testing.T) {
	for _, text := range []string{
		"Grupo de trabalho;Mín;Máx;Presidência\nDados;3;8;2\n",
		"Gruppo di lavoro,Dimensione minima,Dimensione massima,Copresidenti\nDati,3,8,2\n",
		"工作组,最少人数,最多人数,主席\n数据,3,8,2\n",
		"Рабочая группа;Мин;Макс;Сопредседатели\nДанные;3;8;2\n",
		"Arbeitsgruppe;Kapazität;Vorsitz\nDaten;3-8;2\n",
	} {
		m, _ := readString(t, Options{}, "groups.csv", text)
		if len(m.Groups) != 1 || m.Groups[0].Size != (planner.Range{Min: 3, Max: 8}) || m.Groups[0].Chairs != 2 {
			t.Errorf("%q: %+v, %+v", text, m.Groups, m.Findings)
		}
	}
}

func TestPairsInOtherWords(t *testing.T) {
	people := "Name\nAna Lima\nBo Sato\nCy Diaz\n"
	for _, tt := range []struct {
		text string
		want planner.PairKind
	}{
		{"Nome 1;Nome 2;Regra\nAna Lima;Bo Sato;separados\n", planner.Apart},
		{"Person 1;Person 2;Art\nAna Lima;Bo Sato;gemeinsam\n", planner.Together},
		{"人员 1,人员 2,关系\nAna Lima,Bo Sato,一起\n", planner.Together},
		{"Nicht zusammen;\nAna Lima;Bo Sato\nBo Sato;Cy Diaz\n", planner.Apart},
	} {
		m, _, err := readInWords(t, []Input{
			{Name: "people.csv", Reader: strings.NewReader(people)},
			{Name: "pairs.csv", Reader: strings.NewReader(tt.text)},
		}, Options{})
		if err != nil || len(m.Pairs) == 0 || m.Pairs[0].Kind != tt.want || len(m.Roster) != 3 {
			t.Errorf("%q: %+v, %+v", tt.text, m.Pairs, m.Findings)
		}
	}
}

func TestSettingsInOtherWords(t *testing.T) {
	opts := Options{KnownSettings: []string{"seats", "groups"}}
	for _, text := range []string{"Einstellung;Wert\nPlätze;7\nGruppen;4\n", "Paramètre,Valeur\nSièges,7\nNombre de groupes,4\n"} {
		m, ins := readString(t, opts, "settings.csv", text)
		if len(m.Settings) != 2 || m.Settings[0].Key != "seats" || m.Settings[1].Key != "groups" ||
			mainSheet(t, ins).Kind != sheet.Settings {
			t.Errorf("%q: %+v, %+v", text, m.Settings, m.Findings)
		}
	}
}

func TestRostersInMoreLanguages(t *testing.T) {
	for _, tt := range []struct{ text, group string }{
		{"Nume complet;Grup de părți interesate;Stare\nIon Pop;Societatea civilă;confirmat\n", "Civil Society"},
		{"Jméno a příjmení;Zainteresovaná strana;Stav\nJan Novák;vláda;potvrzeno\n", "Government"},
		{"Ονοματεπώνυμο,Ομάδα ενδιαφερομένων\nΝίκος Ρήγας,Ιδιωτικός τομέας\n", "Private Sector"},
		{"שם מלא,קבוצת בעלי עניין\nדנה לוי,הקהילה הטכנית\n", "Technical Community"},
		{"ชื่อ นามสกุล,กลุ่มผู้มีส่วนได้ส่วนเสีย\nสมชาย ใจดี,ภาคเอกชน\n", "Private Sector"},
		{"Koko nimi,Sidosryhmä\nAino Mäki,Hallitus\n", "Government"},
		{"Teljes név;Érdekcsoport\nKiss Anna;Civil társadalom\n", "Civil Society"},
		{"Name / Nom,Stakeholder group\nAna Lima,Government\n", "Government"},
	} {
		m, _ := readString(t, Options{}, "people.csv", tt.text)
		if len(m.Roster) != 1 || m.Roster[0].Name == "" || m.Roster[0].Values[planner.Stakeholder][0] != tt.group {
			t.Errorf("%q: %+v, %+v", tt.text, m.Roster, m.Findings)
		}
	}
	for word, want := range map[string]vocabulary.Standing{
		"peruutettu": vocabulary.Declined, "čekací listina": vocabulary.Waitlisted, "megerősítve": vocabulary.Confirmed,
	} {
		if got, ok := vocabulary.StatusOf(word); !ok || got != want {
			t.Errorf("%q is %v", word, got)
		}
	}
}

// A table of one target is no second row of headings, whatever its bound looks like, and a
// bound that is not understood is the one error; headings in two rows stay headings.
func TestTargetTablesOfOneRow(t *testing.T) {
	for text, want := range map[string]string{
		"dimension,value,min,max\ngender,woman,2-3,\n":                  "gender=woman 2..3",
		"dimension,value,min,max\ngender,woman,≥2,\n":                   "gender=woman 2..",
		"feature,category,min,max\ngender,woman,,≤2\n":                  "gender=woman ..2",
		"criterio;valor;mínimo;máximo\ngénero;mujer;2-3;\n":             "gender=woman 2..3",
		"Merkmal;Wert;Minimum;Maximum;Quelle\nGeschlecht;Frau;≥ 2;;\n":  "gender=woman 2..",
		"维度,值,最少,最多\n性别,女,2-3,\n":                                       "gender=woman 2..3",
		"dimension,value,number,\n,,min,max\ngender,woman,2,3\n":        "gender=woman 2..3",
		"dimension,value,min,max\ngender,woman,a few,\n":                "",
		"criterio;valor;mínimo;máximo\ngénero;mujer;unas;\n":            "",
		"dimension,value,min,max\ngender,woman,a few,\ngender,man,1,\n": "gender=man 1..",
	} {
		m := readNamed(t, text, false)
		got := ""
		for _, x := range m.Targets {
			got += shownTarget(&x)
		}
		errors := 0
		for _, f := range m.Findings {
			if f.Severity == planner.Error {
				errors++
			}
		}
		faulty := 0
		if strings.Contains(text, "a few") || strings.Contains(text, "unas") {
			faulty = 1
		}
		if got != want || errors != faulty {
			t.Errorf("%q: %q, want %q; %d errors, want %d: %v", text, got, want, errors, faulty, m.Findings)
		}
	}
}
