package importers

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"roundtable/importers/rulepacks"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// valuesOf counts the people by a dimension; "" is unknown.
func valuesOf(r planner.Roster, d planner.Dimension) map[string]int {
	out := make(map[string]int)
	for i := range r {
		v, _ := r[i].Value(d)
		out[v]++
	}
	return out
}

func TestNamibia(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/read/65-iso3-na.csv")
	sameCounts(t, "three letters", valuesOf(m.Roster, planner.Country), map[string]int{"Namibia": 1, "South Africa": 1, "Germany": 1, "": 2})
	for _, tt := range []struct {
		name, text string
		namibia    int
		severity   planner.Severity
		fix        string
	}{
		{"two letters, blanks otherwise", "Nom;Pays\nAna;NA\nBo;ZA\nCy;DE\nDi;\nEd;FR\n", 1, planner.Note, "blank"},
		{"two letters, no blank", "Nom;Pays\nAna;NA\nBo;ZA\nCy;DE\nDi;FR\n", 0, planner.Warning, "--map 'NA=Namibia'"},
		{"NA in other columns too", "Nombre,País,Edad\nAna,NA,NA\nBo,ZA,31\nCy,DE,NA\nDi,-,20\n", 0, planner.Warning, "leave the cells blank"},
		{"among names", "Name\tLand\nAna\tNA\nBo\tDeutschland\nCy\t\nDi\tFrankreich\n", 0, planner.Warning, "--map 'NA=Namibia'"},
	} {
		m, _ := readString(t, Options{}, "a.csv", tt.text)
		if n := valuesOf(m.Roster, planner.Country)["Namibia"]; n != tt.namibia {
			t.Errorf("%s: %d people are from Namibia, want %d", tt.name, n, tt.namibia)
		}
		f := findingsWith(m, CodeValueMissing)
		i := slices.IndexFunc(f, func(f planner.Finding) bool { return f.Seen == "NA" })
		if i < 0 || f[i].Severity != tt.severity || !strings.Contains(f[i].Fix, tt.fix) || f[i].Where.Cell != "B2" {
			t.Errorf("%s: %+v", tt.name, f)
		}
	}
	m, _ = readString(t, Options{Map: []Mapping{{"NA", "Namibia"}}}, "a.csv", "Nom;Pays\nAna;NA\nBo;Allemagne\n")
	if n := valuesOf(m.Roster, planner.Country)["Namibia"]; n != 1 || len(findingsWith(m, CodeValueMissing)) != 0 {
		t.Errorf("said by --map: %d, %+v", n, m.Findings)
	}
}

func TestBands(t *testing.T) {
	for text, want := range map[string][2]int{
		"24": {24, 24}, "18-30": {18, 30}, "16–24": {16, 24}, "18 to 24": {18, 24}, "65+": {65, vocabulary.Unbounded}, "65 and over": {65, vocabulary.Unbounded},
		"under 35": {0, 34}, "<35": {0, 34}, "≤ 35": {0, 35}, "unter 30": {0, 29}, "moins de 30 ans": {0, 29}, "de 18 a 25 años": {18, 25},
		"über 60 Jahre": {61, vocabulary.Unbounded}, "35 лет и старше": {35, vocabulary.Unbounded}, "menores de 30": {0, 29}, "30岁以下": {0, 30}, "65歳以上": {65, vocabulary.Unbounded},
		"ab 65": {65, vocabulary.Unbounded}, "at least 18": {18, vocabulary.Unbounded}, "between 18 and 24": {18, 24},
	} {
		if got, ok := parseBand(text); !ok || got != (vocabulary.Span{From: want[0], To: want[1]}) {
			t.Errorf("parseBand(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "Youth", "1980", "30-18", "Group 4", "18-30-40"} {
		if got, ok := parseBand(text); ok {
			t.Errorf("parseBand(%q) = %v", text, got)
		}
	}
}

// met counts the people whom a target counts.
func met(m *planner.Meeting, x *planner.Target) int {
	n := 0
	for i := range m.Roster {
		if slices.ContainsFunc(m.Roster[i].Values[x.Dimension], func(v string) bool {
			return v == x.Value || slices.ContainsFunc(x.AnyOf, func(s string) bool { return strings.EqualFold(s, v) })
		}) {
			n++
		}
	}
	return n
}

func TestAgesMeetBands(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/panel/ages.csv", "field-cases/panel/ages_t.csv")
	if n := met(m, &m.Targets[0]); n != 1 || m.Targets[0].ID != "age=18-30" || len(findingsWith(m, CodeTargetValue)) != 0 {
		t.Errorf("%d people of 18 to 30, %+v", n, m.Findings)
	}
	packs, err := new(rulepacks.Shelf).Targets("", "eurodig")
	if err != nil {
		t.Fatal(err)
	}
	packs, _ = AlignTargets(m.Roster, packs, "")
	for i := range packs {
		if packs[i].ID == "eurodig-youth" && met(m, &packs[i]) != 1 {
			t.Errorf("youth: %+v", packs[i])
		}
	}
	// Dates of birth, in German, against a band.
	people := "Vorname;Nachname;Geburtsdatum\nAna;Lima;03.05.1999\nBo;Ek;2.12.1995\nCy;Dee;1970-01-31\nDi;Fo;\n"
	targets := "Merkmal;Ausprägung;min\nAlter;unter 31;1\n"
	read := func(opts Options) *planner.Meeting {
		a, _, err := readInWords(t, []Input{
			{Name: "p.csv", Reader: strings.NewReader(people)},
			{Name: "t.csv", Reader: strings.NewReader(strings.Replace(targets, "Merkmal;Ausprägung", "dimension;value", 1))},
		}, opts)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	m = read(Options{Date: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)})
	sameCounts(t, "ages", valuesOf(m.Roster, planner.Age), map[string]int{"27": 1, "30": 1, "56": 1, "": 1})
	if n := met(m, &m.Targets[0]); n != 2 || m.HasErrors() {
		t.Errorf("%d people under 31: %+v", n, m.Findings)
	}
	m = read(Options{})
	if f := findingsWith(m, CodeBirthYear); len(f) != 1 || f[0].Severity != planner.Error || !strings.Contains(f[0].Fix, "--date") {
		t.Errorf("without a date: %+v", f)
	}
	// A year alone leaves two ages, and a band may lie in another only partly.
	people = "Nom,Année de naissance\nAna Lima,1996\nBo Ek,1970\n"
	m = read(Options{Date: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)})
	sameCounts(t, "years", valuesOf(m.Roster, planner.Age), map[string]int{"29-30": 1, "55-56": 1})
	people = "Nom,Âge\nAna Lima,25-40\nBo Ek,18-24\nCy Dee,41-60\n"
	m = read(Options{})
	if f := findingsWith(m, CodeTargetAges); met(m, &m.Targets[0]) != 1 || len(f) != 1 || !strings.Contains(f[0].Text, "25-40") {
		t.Errorf("partly: %+v, %+v", m.Targets, m.Findings)
	}
}

func TestRolesWithNumbers(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/panel/p14.csv")
	if n := len(m.Roster.WithRole(planner.RoleSpeaker)); n != 3 {
		t.Errorf("%d speakers, want 3", n)
	}
	m, _ = readString(t, Options{}, "a.csv", "Nom;Rôle\nAna;Intervenant 1\nBo;Intervenant 2 : en ligne\nCy;Co-modératrice\nDi;Panelist #3\nEd;Speaker 2: remote\nFi;Chair/Moderator\n")
	if n := len(m.Roster.WithRole(planner.RoleSpeaker)); n != 4 {
		t.Errorf("%d speakers, want 4: %+v", n, m.Roster)
	}
	if n := len(m.Roster.WithRole(planner.RoleModerator)); n != 2 {
		t.Errorf("%d moderators, want 2", n)
	}
}

// Free text is no group; terms that come again are kept.
func TestFreeTextIsNoGroup(t *testing.T) {
	var text strings.Builder
	text.WriteString("Nombre;Grupo de interés\n")
	for i, s := range []string{
		"Trabajo en una cooperativa", "Ministerio de Salud", "soy estudiante", "Ambas cosas", "consultora independiente", "Radio comunitaria",
		"una red de bibliotecas", "Cooperativa eléctrica", "jubilado", "Gobierno",
	} {
		text.WriteString("Persona " + string(rune('A'+i)) + ";" + s + "\n")
	}
	m, _ := readString(t, Options{}, "a.csv", text.String())
	sameCounts(t, "free text", valuesOf(m.Roster, planner.Stakeholder), map[string]int{planner.Government: 1, "": 9})
	if f := findingsWith(m, CodeValueUnknown); len(f) != 1 || !strings.Contains(f[0].Text, "and 1 more") || len(f[0].Also) != 8 {
		t.Errorf("one finding for the column: %+v", f)
	}
	m, _ = readString(t, Options{Dimensions: []string{"Grupo de interés"}}, "a.csv", text.String())
	if n := len(valuesOf(m.Roster, planner.Stakeholder)); n != 10 {
		t.Errorf("as written, because the user says so: %d groups", n)
	}
	own := "Name,Sector\nA,Choirs\nB,Choirs\nC,Bands\nD,Bands\nE,Choirs\nF,Soloists\n"
	m, _ = readString(t, Options{}, "a.csv", own)
	sameCounts(t, "own terms", valuesOf(m.Roster, planner.Stakeholder), map[string]int{"Choirs": 3, "Bands": 2, "Soloists": 1})
	if len(findingsWith(m, CodeValueOwn)) != 1 {
		t.Errorf("%+v", m.Findings)
	}
}

func TestAddressWhenAsked(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/panel/t6_people.csv", "field-cases/panel/t6.csv")
	if v, _ := m.Roster[0].Value(planner.Address); v != "0 High St" {
		t.Errorf("the address is %q, not the postcode", v)
	}
	m, _ = readTestdata(t, Options{}, "field-cases/panel/t6_people.csv")
	if _, ok := m.Roster[0].Value(planner.Address); ok {
		t.Error("an address nobody asks for was read")
	}
	m, _ = readString(t, Options{Dimensions: []string{"address"}}, "a.csv", "Name;PLZ;Anschrift;Telefon\nAna;1000;Weg 1;5\nBo;1000;Weg 2;6\n")
	if v, _ := m.Roster[1].Value(planner.Address); v != "Weg 2" || m.HasErrors() {
		t.Errorf("%q, %+v", v, m.Findings)
	}
}

// The columns of a rule pack are found by their names, in any language; lists of
// countries answer where there is no column.
func TestColumnsOfRulePacks(t *testing.T) {
	for pack, want := range map[string]struct {
		file string
		dim  planner.Dimension
		yes  string
		n    int
	}{
		"unfccc-ac":     {"ac.csv", "SIDS", "yes", 1},
		"cstd-wgec":     {"cstd.csv", "WSIS host", "yes", 2},
		"fao-cgrfa":     {"fao.csv", "FAO region", "Africa", 1},
		"ieee-sa":       {"ieee.csv", "interest category", "User", 1},
		"igf-2018":      {"magm.csv", "MAG member", "yes", 1},
		"unfccc-bureau": {"bureau.csv", "SIDS", "yes", 1},
	} {
		m, _ := readTestdata(t, Options{Asked: new(rulepacks.Shelf).Dimensions(pack)}, "field-cases/panel/packs/"+want.file)
		if n := valuesOf(m.Roster, want.dim)[want.yes]; n != want.n || len(findingsWith(m, CodeFromCountry)) != 0 {
			t.Errorf("%s: %d people have %s = %s, want %d; %+v", pack, n, want.dim, want.yes, want.n, m.Findings)
		}
	}
	m, _ := readString(t, Options{Asked: []string{"SIDS", "LDC", "MAG member"}}, "a.csv", "Nom,Pays,PEID,PMA (oui/non)\nAna,Fidji,oui,non\nBo,Haïti,non,oui\nCy,France,non,non\n")
	sameCounts(t, "PEID", valuesOf(m.Roster, "SIDS"), map[string]int{"yes": 1, "no": 2})
	sameCounts(t, "PMA", valuesOf(m.Roster, "LDC"), map[string]int{"yes": 1, "no": 2})
	m, _ = readTestdata(t, Options{}, "field-cases/panel/packs/nri.csv", "field-cases/panel/packs/sids.csv")
	sameCounts(t, "by the country", valuesOf(m.Roster, "SIDS"), map[string]int{"yes": 2, "no": 1})
	if f := findingsWith(m, CodeFromCountry); len(f) != 1 || !strings.Contains(f[0].Text, "small island developing States") {
		t.Errorf("the list is not named: %+v", m.Findings)
	}
	m, _ = readString(t, Options{Dimensions: []string{"LLDC"}}, "a.csv", "Name;Land\nAna;Nepal\nBo;Deutschland\nCy;\n")
	sameCounts(t, "LLDC", valuesOf(m.Roster, "LLDC"), map[string]int{"yes": 1, "no": 1, "": 1})
}

func TestPeopleByIDsAlone(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/panel/idonly2.csv")
	if len(m.Roster) != 2 || m.Roster[1].ID != "q2" {
		t.Errorf("%+v", m.Roster)
	}
	if f := findingsWith(m, CodePersonUnnamed); len(f) != 1 || !strings.Contains(f[0].Fix, "--dimension") {
		t.Errorf("%+v", m.Findings)
	}
	m, _ = readString(t, Options{Dimensions: []string{"Wohnort"}}, "a.csv", "Matrikelnr;Wohnort;Abschluss\n501;Nord;ja\n502;Süd;nein\n503;Nord;ja\n")
	if len(m.Roster) != 3 || !m.Roster[1].Has("Wohnort", "Süd") {
		t.Errorf("%+v", m.Roster)
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Last,First\nLima,Ana\n", "Ana Lima"},
		{"Nachname;Vorname\nLima;Ana\n", "Ana Lima"},
		{"Nom;Prénom\nLima;Ana\n", "Ana Lima"},
		{"名,姓\n小明,王\n", "王小明"},
		{"姓\t名\n山田\t太郎\n", "山田太郎"},
		{"姓,名\nSmith,John\n", "John Smith"},
		{"Attendee #,First Name,Last Name\n5000,Ana,Lima\n", "Ana Lima"},
		{"Name,Gender\nNull,Female\nBo Ek,Male\n", "Null"},
	} {
		m, _ := readString(t, Options{}, "a.csv", tt.text)
		if len(m.Roster) == 0 || m.Roster[0].Name != tt.want {
			t.Errorf("%q: %v, want %q", tt.text, names(m.Roster), tt.want)
		}
	}
	m, _ := readString(t, Options{}, "a.csv", "id,Name,Land\nNA,Ana Lima,DE\n7,None,FR\n8,NULL,FR\n9,NULL,FR\n")
	if m.Roster[0].ID != "NA" || m.Roster[1].Name != "None" || m.Roster[2].Name != "" {
		t.Errorf("%+v", m.Roster)
	}
	for file, buyers := range map[string]string{"24-tito-tickets.csv": "Helga Buyer", "25-pretix-positions.csv": "Helga Buyer"} {
		m, _ := readTestdata(t, Options{}, "field-cases/read/"+file)
		if list := names(m.Roster); slices.Contains(list, buyers) || !slices.Contains(list, "Ana Lima") {
			t.Errorf("%s: %v", file, list)
		}
	}
}

func TestWishesWithCommas(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/read/15-indico-multichoice-commas.csv")
	wishes := make(map[string]int)
	for _, p := range m.Roster {
		for _, c := range p.Choices {
			wishes[c]++
		}
	}
	sameCounts(t, "wishes", wishes, map[string]int{"Access, rights and inclusion": 4, "AI": 3, "Cybersecurity": 2})
	if len(m.Roster) != 5 || len(findingsWith(m, CodeGroupsOfWishes)) != 1 {
		t.Errorf("%d people, %+v", len(m.Roster), m.Findings)
	}
	// With a table of groups their names decide, in any case.
	people := "Name;In welchen Arbeitsgruppen möchten Sie mitwirken?\nAna;Zugang, Rechte und Teilhabe, KI\nBo;KI\nCy;Zugang, Rechte und Teilhabe\n"
	groups := "topic;min_size;max_size\nZugang, Rechte und Teilhabe;2;5\nKI;2;5\n"
	m, _, err := readInWords(t, []Input{{Name: "p.csv", Reader: strings.NewReader(people)}, {Name: "g.csv", Reader: strings.NewReader(groups)}}, Options{})
	if err != nil || !slices.Equal(m.Roster[0].Choices, []string{"G01", "G02"}) || !slices.Equal(m.Roster[2].Choices, []string{"G01"}) {
		t.Errorf("%v, %+v, %+v", err, m.Roster, m.Findings)
	}
}

func TestTargetsAsWritten(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/read/28-sortition-flex.csv")
	var got []string
	for _, x := range m.Targets {
		got = append(got, x.ID+" "+vocabulary.Span{From: x.Min.N, To: x.Max.N}.String())
	}
	if want := []string{"gender=female 2-3", "gender=male 2-3", "region=north 1-4", "region=south 1-4"}; !slices.Equal(got, want) || m.HasErrors() {
		t.Errorf("%v, %+v", got, m.Findings)
	}
	m, _ = readTestdata(t, Options{}, "field-cases/panel/nas_people.csv", "field-cases/panel/nas1.csv")
	if len(m.Targets) != 1 || m.Targets[0].Kind != planner.NotAllSame || m.HasErrors() {
		t.Errorf("%+v, %+v", m.Targets, m.Findings)
	}
	m, _ = readTestdata(t, Options{}, "field-cases/panel/targets/people.csv", "field-cases/panel/targets/t_except.csv")
	if len(m.Targets) != 1 || !slices.Equal(m.Targets[0].ExceptRoles, []planner.Role{planner.RoleModerator}) {
		t.Errorf("%+v", m.Targets)
	}
	// Signs and words in the cells, a blank that goes on, in French.
	m, _ = readString(t, Options{}, "a.csv", "dimension;value;min;max\nregion;Afrique;≥ 2;\n;Asie-Pacifique;au moins 1;40 %\ngenre;Femme;2-3;\n;Homme;;≤ 3\nâge;moins de 30 ans;33.3%;\n")
	if len(m.Targets) != 5 || m.HasErrors() {
		t.Fatalf("%d targets, %+v", len(m.Targets), m.Findings)
	}
	x := m.Targets
	switch {
	case x[0].Min != planner.LimitOf(2) || x[0].Max.Given:
		t.Errorf("%+v", x[0])
	case x[1].Dimension != planner.Region || x[1].Min != planner.LimitOf(1) || x[1].MaxShare != planner.Percent(40):
		t.Errorf("%+v", x[1])
	case x[2].Min != planner.LimitOf(2) || x[2].Max != planner.LimitOf(3):
		t.Errorf("%+v", x[2])
	case x[3].Dimension != planner.Gender || x[3].Min.Given || x[3].Max != planner.LimitOf(3):
		t.Errorf("%+v", x[3])
	case x[4].MinShare != planner.Ratio{Num: 333, Den: 1000}:
		t.Errorf("%+v", x[4])
	}
	if f := findingsWith(m, CodeTargetAbove); len(f) != 1 || f[0].Where.Cell != "A3" || len(f[0].Also) != 1 {
		t.Errorf("%+v", f)
	}
}

// A row that is not understood stops the run and names the cell.
func TestTargetsNotUnderstood(t *testing.T) {
	for _, tt := range []struct{ text, cell string }{
		{"dimension,value,min,max\nregion,Africa,some,\n", "C2"},
		{"dimension,value,min,max\ngender,balanced,,\n", "A2"},
		{"dimension,value,min,max\nregion,,1,\n", "A2"},
		{"dimension,value,min,max\nregion,Africa,at most 3,\n", "C2"},
		{"dimension,value,population\nregion,African Group,54\n", "A2"},
		{"dimension;value;min;kind\nregion;Africa;1;zigzag\n", "D2"},
		{"dimension;value;min\n;Africa;1\n", "A2"},
		{"dimension;value;min\nregion;Africa;120 %\n", "C2"},
	} {
		m, _ := readString(t, Options{}, "t.csv", tt.text)
		i := slices.IndexFunc(m.Findings, func(f planner.Finding) bool {
			return f.Severity == planner.Error && f.Where.Cell == tt.cell && f.Fix != ""
		})
		if i < 0 || len(m.Targets) > 0 {
			t.Errorf("%q: %d targets, %+v", tt.text, len(m.Targets), m.Findings)
		}
	}
	for _, file := range []string{"t_diff", "t_youth", "t_conj"} {
		m, _ := readTestdata(t, Options{}, "field-cases/panel/targets/people.csv", "field-cases/panel/targets/"+file+".csv")
		if !m.HasErrors() {
			t.Errorf("%s: %+v", file, m.Findings)
		}
	}
	for file, n := range map[string]int{"t_age35": 3, "t_agenum": 4, "t_ldc": 4, "t_devel": 7} {
		m, _ := readTestdata(t, Options{}, "field-cases/panel/targets/people.csv", "field-cases/panel/targets/"+file+".csv")
		if got := met(m, &m.Targets[0]); got != n || m.HasErrors() {
			t.Errorf("%s: %d people, want %d; %+v", file, got, n, m.Findings)
		}
	}
}

// The example in a fix is one that would be right for the cell, and the cell named
// is the one meant.
func TestExamplesAndCells(t *testing.T) {
	m, _ := readString(t, Options{}, "a.csv", "Nummer;Name;Gruppe;Land\n1;Ana;Ministerium;Deutschland\n2;Bo;Regierung;Bermuda\n3;Cy;Zivilgesellschaft;Kosovo\n")
	for _, f := range findingsWith(m, CodeValueUnknown) {
		if strings.Contains(f.Fix, "Ministerium="+planner.CivilSociety) {
			t.Errorf("%+v", f)
		}
	}
	if f := findingsWith(m, CodeRegionNone); len(f) != 2 || f[0].Where.Cell != "D3" || f[1].Where.Cell != "D4" {
		t.Errorf("countries: %+v", f)
	}
	m, _ = readString(t, Options{}, "a.csv", "Name,Badge,Country\nAna,7,DE\nBo,7,FR\nCy,8,FR\n")
	if f := findingsWith(m, CodeIDRepeated); len(f) != 1 || f[0].Where.Cell != "B3" {
		t.Errorf("duplicates: %+v", f)
	}
}

// A workbook gives the same people and targets as the csv file.
func TestValuesFromWorkbook(t *testing.T) {
	for _, file := range []string{
		"read/65-iso3-na", "read/28-sortition-flex", "read/72-first-last-headers", "read/24-tito-tickets",
		"panel/ages", "panel/p14", "panel/idonly2", "panel/packs/ac",
	} {
		opts := Options{Asked: []string{"SIDS"}}
		a, _ := readTestdata(t, opts, "field-cases/"+file+".csv")
		b, _ := readAsWorkbook(t, opts, "field-cases/"+file+".csv")
		for _, m := range []*planner.Meeting{a, b} {
			for i := range m.Roster {
				m.Roster[i].Where = planner.Ref{}
			}
			for i := range m.Targets {
				m.Targets[i].Where = planner.Ref{}
			}
		}
		if !reflect.DeepEqual(a.Roster, b.Roster) || !reflect.DeepEqual(a.Targets, b.Targets) || len(a.Roster)+len(a.Targets) == 0 {
			t.Errorf("%s: %+v %+v, from a workbook %+v %+v", file, a.Roster, a.Targets, b.Roster, b.Targets)
		}
	}
}

// What is asked by a header such as "Online?" is answered by yes and no; a question about something
// else is not.
func TestAttendanceAsked(t *testing.T) {
	for header, want := range map[string]string{
		"Online?": "online onsite ", "Will you attend online?": "online onsite ", "In person?": "onsite online ",
		"Online moderator?": "  ", "Participation en ligne": "online onsite ",
	} {
		m, _ := readString(t, Options{}, "people.csv", "id,name,"+header+"\n1,Ana Lima,yes\n2,Bo Sato,no\n3,Cy Diaz,\n")
		got := ""
		for i := range m.Roster {
			v, _ := m.Roster[i].Value(planner.Attendance)
			got += v
			if i < 2 {
				got += " "
			}
		}
		if got != want || len(m.Roster) != 3 {
			t.Errorf("%s: %q of %d people, want %q", header, got, len(m.Roster), want)
		}
	}
}

// A list of id and topic alone is one of issues; called groups, it is one of groups.
func TestListCalledGroups(t *testing.T) {
	for name, groups := range map[string]int{"groups.csv": 2, "Working groups.csv": 2, "list.csv": 0, "topics of groups.csv": 0} {
		m, _ := readString(t, Options{}, name, "id,topic\nG01,Access\nG02,Courts\n")
		if len(m.Groups) != groups || len(m.Issues) != 2-groups {
			t.Errorf("%s: %d groups, %d issues", name, len(m.Groups), len(m.Issues))
		}
	}
}
