package importers

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

func TestHeaderPlaces(t *testing.T) {
	people := "Ana Lima,Civil Society,Brazil\nBo Ek,Government,Sweden\nCy Dee,Private Sector,Kenya\nDi Fo,Technical Community,Japan\n"
	tests := []struct {
		name, text string
		header     int
		rows       int
	}{
		{"first row", "Name,Stakeholder group,Country\n" + people, 1, 4},
		{"title rows", "Participants of the forum 2031,,\n,,\nas of 1 May,,\nName,Stakeholder group,Country\n" + people, 4, 4},
		{"blank first column", ",Name,Stakeholder group,Country\n" + "," + strings.ReplaceAll(strings.TrimSpace(people), "\n", "\n,") + "\n", 1, 4},
		{"two rows", "Person,,Origin\nName,Stakeholder group,Country\n" + people, 2, 4},
		{"footers", "Name,Stakeholder group,Country\n" + people + "Total,4,\nSource: registration desk,,\n", 1, 4},
		{"repeated header", "Name,Stakeholder group,Country\n" + people + "Name,Stakeholder group,Country\nEd Ga,Government,Chile\n", 1, 5},
		{"no header", people, 0, 4},
		{"Qualtrics", "Q1,Q2,Q3\nYour full name,Your stakeholder group,Your country\n" + `"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"` + "\n" + people, 3, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ins := readString(t, Options{}, "people.csv", tt.text)
			s := mainSheet(t, ins)
			if s.Kind != sheet.Roster || s.HeaderRow != tt.header || s.Rows != tt.rows || len(m.Roster) != tt.rows {
				t.Fatalf("%s, header in row %d, %d rows, %d people; findings %+v", s.Kind, s.HeaderRow, s.Rows, len(m.Roster), m.Findings)
			}
			p := m.Roster[0]
			group, _ := p.Value(planner.Stakeholder)
			region, _ := p.Value(planner.Region)
			if p.Name != "Ana Lima" || group != planner.CivilSociety || region != planner.GRULAC {
				t.Errorf("first person %+v", p)
			}
		})
	}
}

// TestHeaderLanguages reads the same two people under headers in each language.
func TestHeaderLanguages(t *testing.T) {
	headers := map[string]string{
		"en": "Name;Stakeholder group;Region;Gender;Organisation;Attendance", "fr": "Nom;Partie prenante;Groupe régional;Genre;Organisme;Mode de participation",
		"es": "Nombre;Grupo de interés;Grupo regional;Género;Organización;Modalidad", "pt": "Nome;Setor;Região;Gênero;Organização;Modalidade",
		"de": "Name;Interessengruppe;Regionalgruppe;Geschlecht;Einrichtung;Teilnahme", "ru": "ФИО;Сектор;Региональная группа;Пол;Организация;Формат участия",
		"ar": "الاسم;القطاع;المنطقة;الجنس;المؤسسة;طريقة الحضور", "zh": "姓名;利益相关方;地区;性别;单位;参会方式",
	}
	values := map[string]string{
		"en": "Civil Society;African Group;woman;Net Ltd;online", "fr": "Société civile;Groupe africain;femme;Net Ltd;en ligne", "es": "Sociedad civil;Grupo africano;mujer;Net Ltd;en línea",
		"pt": "Sociedade civil;Grupo africano;mulher;Net Ltd;remoto", "de": "Zivilgesellschaft;Afrika;Frau;Net Ltd;online", "ru": "Гражданское общество;Африканская группа;женский;Net Ltd;онлайн",
		"ar": "المجتمع المدني;المجموعة الأفريقية;أنثى;Net Ltd;عن بعد", "zh": "公民社会;非洲集团;女;Net Ltd;线上",
	}
	for lang, head := range headers {
		m, ins := readString(t, Options{}, lang+".csv", head+"\nAda Obi;"+values[lang]+"\nUma Eze;"+values[lang]+"\n")
		if len(m.Roster) != 2 {
			t.Errorf("%s: %d people, %+v", lang, len(m.Roster), m.Findings)
			continue
		}
		p := m.Roster[0]
		for d, want := range map[planner.Dimension]string{planner.Stakeholder: planner.CivilSociety, planner.Region: planner.African, planner.Organisation: "Net Ltd", planner.Attendance: vocabulary.Online} {
			if got, _ := p.Value(d); got != want || p.Name != "Ada Obi" {
				t.Errorf("%s: %s is %q, want %q (name %q)", lang, d, got, want, p.Name)
			}
		}
		if g, _ := p.Value(planner.Gender); genderClass(g) != vocabulary.Woman {
			t.Errorf("%s: gender %q", lang, g)
		}
		for _, c := range mainSheet(t, ins).Columns {
			if c.Means == string(vocabulary.Other) {
				t.Errorf("%s: the header %q is not known", lang, c.Header)
			}
		}
	}
}

func TestValuesAskAndNeverGuess(t *testing.T) {
	m, ins := readString(t, Options{}, "people.csv", `Name,Stakeholder,Region,Country
A One,Civl society,Westen European Group,DE
B Two,civil society,WEOG,NA
C Three,Civl society,,NA
D Four,Academia,Europe,Korea
E Five,NA,N/A,Swaziland
F Six,Civl society,Africa,Atlantis
G Seven,Other,Asia,Germany
`)
	f := findingsWith(m, CodeValueUnknown)
	if len(f) == 0 || Message(f[0]) != `"Civl society" is not a stakeholder group. Did you mean "Civil Society"? 2 more: B4, B7.` || f[0].Where.String() != "people.csv B2" {
		t.Errorf("findings %+v", f)
	}
	sameCounts(t, "stakeholder", ins.Counts["stakeholder"], map[string]int{planner.CivilSociety: 1, "(blank)": 6})
	sameCounts(t, "region", ins.Counts["region"], map[string]int{planner.WEOG: 1, planner.African: 2, planner.AsiaPacific: 1, "(blank)": 3})
	sameCounts(t, "country", ins.Counts["country"], map[string]int{"Germany": 2, "Eswatini": 1, "(blank)": 4}) // NA among names is not Namibia
	if len(findingsWith(m, CodeValueAmbiguous)) != 3 {
		t.Errorf("Academia, Europe and Korea should be asked about: %+v", findingsWith(m, CodeValueAmbiguous))
	}
	if m.Findings[0].Severity < m.Findings[len(m.Findings)-1].Severity {
		t.Error("findings are not ordered by severity")
	}
}

func TestGenderCodes(t *testing.T) {
	m, ins := readString(t, Options{}, "a.csv", "Name,Gender\nA One,0\nB Two,1\nC Three,1\n")
	if len(ins.Counts["gender"]) != 0 || len(findingsWith(m, CodeValueCode)) != 1 {
		t.Errorf("0 and 1 without a key: %v, %+v", ins.Counts, m.Findings)
	}
	_, ins = readString(t, Options{}, "a.csv", "Name,\"Gender (0 = man, 1 = woman)\"\nA One,0\nB Two,1\nC Three,1\n")
	sameCounts(t, "coded", ins.Counts["gender"], map[string]int{"man": 1, "woman": 2})
	_, ins = readString(t, Options{}, "a.csv", "Nom,Prénom,Civilité\nDupont,Anne,Mme\nMartin,Jean,M.\nPetit,Luc,M.\n")
	sameCounts(t, "civilité", ins.Counts["gender"], map[string]int{"woman": 1, "man": 2})
}

func TestOnePersonInSeveralRolesAndDuplicates(t *testing.T) {
	m, _ := readString(t, Options{}, "a.csv", `Name,Role,Stakeholder,Organisation
Ana Lima,Speaker,Government,Ministry
Lima Ana,Moderator,Government,Ministry
Bo Ek,Speaker,Civil Society,Net
Bo Ek,Speaker,Civil Society,Net
Čy Dée,Speaker,Civil Society,Net
Cy Dee,Speaker,Government,Net
`)
	if len(m.Roster) != 4 || !slices.Equal(m.Roster[0].Roles, []planner.Role{planner.RoleSpeaker, planner.RoleModerator}) {
		t.Errorf("people %+v", m.Roster)
	}
	if len(findingsWith(m, CodeRowDuplicate)) != 1 || len(findingsWith(m, CodePersonNear)) != 1 || len(findingsWith(m, CodePersonSame)) != 1 {
		t.Errorf("findings %+v", m.Findings)
	}
}

func TestTwoFilesJoined(t *testing.T) {
	in := []Input{
		{Name: "a.csv", Reader: strings.NewReader("Name,Email,Stakeholder\nAna Lima,ana@example.org,Government\nBo Ek,bo@example.org,Civil Society\nCy Dee,,Private Sector\n")},
		{Name: "b.csv", Reader: strings.NewReader("Full name,E-mail,Region\nAna Maria Lima,ANA@example.org,GRULAC\nDee Cy,,African Group\nEd Ga,ed@example.org,WEOG\n")},
	}
	m, ins, err := readInWords(t, in, Options{})
	if err != nil || len(m.Roster) != 4 {
		t.Fatalf("%d people, %v: %+v", len(m.Roster), err, m.Roster)
	}
	if r, _ := m.Roster[0].Value(planner.Region); r != planner.GRULAC {
		t.Errorf("joined by e-mail: region %q", r)
	}
	if r, _ := m.Roster[2].Value(planner.Region); r != planner.African {
		t.Errorf("joined by name: region %q", r)
	}
	if f := findingsWith(m, CodePersonUnmatched); len(f) != 1 || !strings.Contains(f[0].Text, "Ed Ga") {
		t.Errorf("unmatched: %+v", f)
	}
	for _, p := range ins.Participants {
		for _, v := range p.Values {
			if strings.Contains(v, "@") {
				t.Errorf("an e-mail address got out: %v", p)
			}
		}
	}
}

func TestMapAndDimension(t *testing.T) {
	text := "Wer,Gruppe der Wahl,UN Group,Farbe\nAna Lima,Government,GRULAC,red\nBo Ek,Civil Society,WEOG,blue\n"
	opts := Options{Map: []Mapping{{"Name", "Wer"}, {"Region", "UN Group"}, {"Stakeholder", "B"}}, Dimensions: []string{"farbe"}}
	m, _ := readString(t, opts, "a.csv", text)
	if len(m.Roster) != 2 || m.Roster[0].Name != "Ana Lima" || !m.Roster[0].Has(planner.Region, planner.GRULAC) || !m.Roster[0].Has(planner.Stakeholder, planner.Government) || !m.Roster[0].Has("Farbe", "red") {
		t.Errorf("people %+v, findings %+v", m.Roster, m.Findings)
	}
	m, _ = readString(t, Options{Map: []Mapping{{"Name", "Nobody"}, {"Bogus", "Wer"}}, Dimensions: []string{"Farb"}}, "a.csv", text)
	for _, code := range []string{CodeMapUnused, CodeMapUnknown, CodeDimensionUnknown} {
		if f := findingsWith(m, code); len(f) != 1 || f[0].Severity != planner.Error {
			t.Errorf("%s: %+v", code, f)
		}
	}
}

func TestSettings(t *testing.T) {
	known := []string{"seed", "groups.size", "rule", "weights"}
	yaml := "seed: 7\ngroups:\n  size: 5..9\nrule: schulze\nwieghts: heads\n"
	m, _, err := readInWords(t, nil, Options{Settings: []Input{{Name: "s.yaml", Reader: strings.NewReader(yaml)}}, KnownSettings: known})
	if err != nil || len(m.Settings) != 3 || m.Settings[1] != (planner.Setting{Key: "groups.size", Value: "5..9", Where: planner.Ref{File: "s.yaml", Cell: "line 3, column 3"}}) {
		t.Errorf("%v: %+v", err, m.Settings)
	}
	f := findingsWith(m, CodeSettingUnknown)
	if len(f) != 1 || f[0].Where.Cell != "line 5, column 1" || !strings.Contains(f[0].Text, `Did you mean "weights"`) {
		t.Errorf("unknown key: %+v", f)
	}
	m, _, _ = readInWords(t, nil, Options{Settings: []Input{{Name: "s.yaml", Reader: strings.NewReader("a: [1\nb: 2")}}})
	if f := findingsWith(m, CodeYAML); len(f) != 1 || f[0].Where.Cell == "" {
		t.Errorf("broken YAML: %+v", m.Findings)
	}
	m, ins := readString(t, Options{KnownSettings: known}, "settings.csv", "key,value\nSeed,3\nrule,borda\nrule,copeland\n")
	if ins.Files[0].Sheets[0].Kind != sheet.Settings || len(m.Settings) != 2 || m.Settings[1].Value != "copeland" || len(findingsWith(m, CodeSettingRepeated)) != 1 {
		t.Errorf("sheet of settings: %+v %+v", m.Settings, m.Findings)
	}
}

func TestTargetForms(t *testing.T) {
	m, _ := readString(t, Options{}, "t.csv", `dimension,value,min,max,min_share_pct,max_share_pct,tier,weight,group,roles
region,Africa,1,2,,,must,,,
gender,women,,,40 %,,should,100,,speaker
stakeholder,distinct,3,,,,nice,,,
organisation,,,2,,,,,all,
size,,5,9,,,,,,
region,GRULAC,3,1,,,,,,
`)
	if len(m.Targets) != 5 { // the last one contradicts itself
		t.Fatalf("%d targets: %+v", len(m.Targets), m.Findings)
	}
	x := m.Targets
	switch {
	case x[0].ID != "region=Africa" || x[0].Value != planner.African || x[0].Min != planner.LimitOf(1) || x[0].Max != planner.LimitOf(2) || x[0].Tier != planner.Must:
		t.Errorf("%+v", x[0])
	case x[1].MinShare != planner.Percent(40) || x[1].Tier != planner.Should || x[1].Weight != 100 || !slices.Equal(x[1].Roles, []planner.Role{planner.RoleSpeaker}):
		t.Errorf("%+v", x[1])
	case x[2].Kind != planner.Distinct || x[2].Tier != planner.Nice:
		t.Errorf("%+v", x[2])
	case x[3].Kind != planner.Each || x[3].Group != planner.EveryGroup:
		t.Errorf("%+v", x[3])
	case x[4].Kind != planner.Size || x[4].Max.N != 9:
		t.Errorf("%+v", x[4])
	}
	if f := findingsWith(m, CodeTargetBounds); len(f) != 1 || f[0].Severity != planner.Error {
		t.Errorf("a minimum above its maximum: %+v", f)
	}
	// The classic sortition form: category, name, min, max.
	m, _ = readString(t, Options{}, "c.csv", "category,name,min,max\nGender,Female,1,2\nGender,Male,1,2\n")
	if len(m.Targets) != 2 || m.Targets[0].ID != "gender=Female" {
		t.Errorf("%+v", m.Targets)
	}
}

func TestAlignTargets(t *testing.T) {
	m, _ := readString(t, Options{}, "a.csv", "Name,Gender,Region\nA One,F,WEOG\nB Two,M,GRULAC\nC Three,F,WEOG\n")
	rules := []planner.Target{{ID: "w", Dimension: planner.Gender, Value: "Frauen", Min: planner.LimitOf(1)}, {ID: "x", Dimension: planner.Region, Value: "Narnia", Min: planner.LimitOf(1)}, {ID: "y", Dimension: "shoe size", Value: "9"}}
	got, found := AlignTargets(m.Roster, rules, "")
	if got[0].Value != "woman" || rules[0].Value != "Frauen" || len(found) != 2 {
		t.Errorf("%+v, %+v", got, found)
	}
}

func TestUnreadable(t *testing.T) {
	m, ins, err := readInWords(t, []Input{{Path: filepath.Join(t.TempDir(), "gone.csv")}, {Name: "ok.csv", Reader: strings.NewReader("Name,Stakeholder\nAna Lima,Government\n")}}, Options{})
	if !errors.Is(err, ErrUnreadable) || len(m.Roster) != 1 || ins.Files[0].Refused == "" || !m.HasErrors() {
		t.Errorf("%v, %d people, %+v", err, len(m.Roster), ins.Files)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Read(ctx, []Input{{Name: "ok.csv", Reader: strings.NewReader("Name,Stakeholder\nAna Lima,Government\n")}}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancelling: %v", err)
	}
}

func TestExampleRows(t *testing.T) {
	m, _ := readString(t, Options{}, "p.csv", "id,name,stakeholder\nexample 1,Ada Example,Government\nexample-2,Bob,Government\nX1,Example Person,Government\n")
	if len(m.Roster) != 1 || m.Roster[0].Name != "Example Person" || len(findingsWith(m, "row-example")) != 1 {
		t.Errorf("%+v %+v", m.Roster, m.Findings)
	}
	m, _ = readString(t, Options{}, "v.csv", "Voter,1st choice,2nd choice\nexample 1,B,C\nV1,A,B\nV2,B,A\nV3,A,B\n")
	if m.Ballots.Total() != 3 || len(m.Issues) != 2 {
		t.Errorf("%d ballots over %+v", m.Ballots.Total(), m.Issues)
	}
}

// TestVotersByEmail: e-mail addresses join votes to people and go no further.
func TestVotersByEmail(t *testing.T) {
	in := []Input{
		{Name: "p.csv", Reader: strings.NewReader("Name,Email,Stakeholder\nAna Lima,ana@example.org,Government\nBo Ek,bo@example.org,Civil Society\n")},
		{Name: "v.csv", Reader: strings.NewReader("Timestamp,Email address,1st choice,2nd choice\n2026-03-01,BO@example.org,A,B\n2026-03-01,ana@example.org,B,A\n")},
	}
	m, _, err := readInWords(t, in, Options{})
	if err != nil || m.Ballots.Total() != 2 {
		t.Fatal(err, m.Findings)
	}
	first := m.Ballots.At(0)
	if first.Voter != "P002" || first.Group != planner.CivilSociety || len(m.Roster) != 2 {
		t.Errorf("%+v", first)
	}
}

func TestSchemeOfRegions(t *testing.T) {
	text := "Name,Country\nAna Lima,Brasil\nBo Ek,Bermuda\nCy Dee,United States\nDi Fo,Atlantis\n"
	m, ins := readString(t, Options{}, "p.csv", text)
	sameCounts(t, "un", ins.Counts["region"], map[string]int{planner.GRULAC: 1, planner.WEOG: 1, "(blank)": 2})
	if f := findingsWith(m, CodeRegionNone); len(f) != 1 || !strings.Contains(f[0].Fix, "United Kingdom") {
		t.Errorf("Bermuda: %+v", f)
	}
	if f := findingsWith(m, CodeCountryNote); len(f) != 1 || !strings.Contains(f[0].Text, "United States") {
		t.Errorf("special cases: %+v", f)
	}
	m, ins = readString(t, Options{Scheme: vocabulary.ICANNRegions}, "p.csv", text)
	sameCounts(t, "icann", ins.Counts["region"], map[string]int{vocabulary.ICANNLatin: 1, vocabulary.ICANNEurope: 1, vocabulary.ICANNNorthAmerica: 1, "(blank)": 1})
	if f := findingsWith(m, CodeRegionFromCountry); len(f) != 1 || !strings.Contains(f[0].Text, "ICANN geographic regions") {
		t.Errorf("the scheme is not named: %+v", f)
	}
	// A sheet of countries overrides the scheme.
	in := []Input{{Name: "c.csv", Reader: strings.NewReader("Country,Region\nBermuda,WEOG\nBrazil,GRULAC\nJapan,Asia-Pacific\n")}, {Name: "p.csv", Reader: strings.NewReader(text)}}
	_, ins, err := readInWords(t, in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sameCounts(t, "with a sheet of countries", ins.Counts["region"], map[string]int{planner.GRULAC: 1, planner.WEOG: 2, "(blank)": 1})
}

func BenchmarkReadRoster(b *testing.B) {
	var text strings.Builder
	text.WriteString("id,name,stakeholder,country,gender,organisation\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "X%d,Person Number%d,%s,%s,%s,Org %d\n", i, i, planner.StakeholderGroups()[i%5], []string{"Brazil", "Kenia", "Deutschland"}[i%3], []string{"F", "M"}[i%2], i%400)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, _, err := Read(context.Background(), []Input{{Name: "r.csv", Reader: strings.NewReader(text.String())}}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMapValueInVotes: a value mapped by the user counts in votes as well.
func TestMapValueInVotes(t *testing.T) {
	text := "Voter,Stakeholder group,1st choice,2nd choice\nV1,Academia,A,B\nV2,Government,B,A\nV3,Civil Society,A,B\n"
	m, _ := readString(t, Options{Map: []Mapping{{"Academia", "Technical Community"}}}, "v.csv", text)
	if g := m.Ballots.At(0).Group; g != planner.TechnicalCommunity {
		t.Errorf("the ballot is of group %q", g)
	}
}

// TestMultiSelectBesideNames: a form with names and one multi-select question
// holds votes, a list of languages beside names does not.
func TestMultiSelectBesideNames(t *testing.T) {
	form := "ID,Start time,Completion time,Email,Name,Stakeholder group,Which issues should we discuss?\n" +
		"1,2026-03-01 10:00,2026-03-01 10:01,anonymous,V1,Government,AI governance;Access & inclusion;\n" +
		"2,2026-03-01 10:00,2026-03-01 10:01,anonymous,V2,Civil Society,Access & inclusion;Data flows;\n" +
		"3,2026-03-01 10:00,2026-03-01 10:01,anonymous,V3,Civil Society,Access & inclusion;AI governance;\n"
	m, ins := readString(t, Options{}, "form.csv", form)
	if mainSheet(t, ins).Kind != sheet.Both || m.Ballots.Total() != 3 || len(m.Issues) != 3 {
		t.Errorf("%s: %d ballots over %d issues: %+v", mainSheet(t, ins).Kind, m.Ballots.Total(), len(m.Issues), m.Findings)
	}
	m, ins = readString(t, Options{}, "people.csv", "Name,Stakeholder,Languages\nAna Lima,Government,en;fr\nBo Ek,Civil Society,en;es\nCy Dee,Civil Society,fr;en\n")
	if mainSheet(t, ins).Kind != sheet.Roster || m.Ballots.Total() != 0 {
		t.Errorf("%s with %d ballots", mainSheet(t, ins).Kind, m.Ballots.Total())
	}
}
