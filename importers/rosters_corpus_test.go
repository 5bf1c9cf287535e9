//go:build corpus

package importers

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"

	"roundtable/testdata"
)

// asCounts turns an oracle's JSON object into counts.
func asCounts(t testing.TB, v any) map[string]int {
	t.Helper()
	out := make(map[string]int)
	for k, n := range v.(map[string]any) {
		out[k] = int(n.(float64))
	}
	return out
}

// rosterOracle reads what is known of one file of a folder.
func rosterOracle(t testing.TB, folder, file string) map[string]any {
	t.Helper()
	var oracle map[string]map[string]any
	testdata.JSONFile(t, &oracle, testdata.Corpus(t, folder, "oracle.json"))
	return oracle[file]
}

// texts turns an oracle's JSON list into texts.
func texts(v any) []string {
	var out []string
	for _, x := range v.([]any) {
		out = append(out, x.(string))
	}
	return out
}

func TestCorpusBrazil(t *testing.T) {
	want := rosterOracle(t, "roster-brazil-semicolon", "deputados.csv")
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "roster-brazil-semicolon", "deputados.csv"))
	sh := mainSheet(t, ins)
	if sh.Kind != sheet.Roster || sh.Rows != 90 || len(m.Roster) != 90 {
		t.Errorf("%s with %d rows and %d people, want a roster of 90", sh.Kind, sh.Rows, len(m.Roster))
	}
	if !slices.Equal(headers(sh), texts(want["columns"])) {
		t.Errorf("columns %q", headers(sh))
	}
	sameCounts(t, "UF", columnValues(t, ins, "UF"), asCounts(t, want["UF"]))
	sameCounts(t, "Partido", columnValues(t, ins, "Partido"), asCounts(t, want["Partido"]))
}

func TestCorpusGermany(t *testing.T) {
	want := rosterOracle(t, "roster-germany-bundestag", "speakers.csv")
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "roster-germany-bundestag", "speakers.csv"))
	sh := mainSheet(t, ins)
	if sh.Rows != 756 || len(m.Roster) != 756 {
		t.Errorf("%d rows and %d people, want 756", sh.Rows, len(m.Roster))
	}
	groups := asCounts(t, want["group_raw"])
	groups["(blank)"] = groups["NA"] // NA is missing, not a group
	delete(groups, "NA")
	sameCounts(t, "group", columnValues(t, ins, "group"), groups)
	if p := m.Roster[m.Roster.ByID("11002190")]; p.Name != "Alterspräsident Dr. Hermann Otto Solms" {
		t.Errorf("name joined as %q", p.Name)
	}
	titled := 0
	for _, p := range m.Roster {
		if strings.HasPrefix(p.Name, "Dr.") {
			titled++
		}
		if strings.Contains(p.Name, "NA ") || strings.HasSuffix(p.Name, " NA") {
			t.Errorf("NA became part of the name %q", p.Name)
		}
	}
	if titled != 756-609 {
		t.Errorf("%d names begin with a title, want %d", titled, 756-609)
	}
}

func TestCorpusIrelandTwins(t *testing.T) {
	want := rosterOracle(t, "roster-ireland-oireachtas", "tds.* (same table in 7 encodings)")
	var first []string
	for _, file := range texts(want["files"]) {
		m, ins := readFiles(t, Options{}, testdata.Corpus(t, "roster-ireland-oireachtas", file))
		if sh := mainSheet(t, ins); sh.Rows != 158 || len(m.Roster) != 158 {
			t.Errorf("%s: %d rows and %d people, want 158", file, sh.Rows, len(m.Roster))
		}
		sameCounts(t, file+" Title", columnValues(t, ins, "Title"), asCounts(t, want["Title"]))
		sameCounts(t, file+" PartyElected", columnValues(t, ins, "PartyElected"), asCounts(t, want["PartyElected"]))
		if n := len(columnValues(t, ins, "Constituency")); n != 40 {
			t.Errorf("%s: %d constituencies, want 40", file, n)
		}
		sameCounts(t, file+" gender", ins.Counts["gender"], map[string]int{"man": 122, "woman": 35, "(blank)": 1})
		if first == nil {
			first = names(m.Roster)
		}
		if !slices.Equal(first, names(m.Roster)) {
			t.Errorf("%s: the names differ from those of the first file", file)
		}
	}
	_, _, err := readInWords(t, []Input{{Path: testdata.Corpus(t, "roster-ireland-oireachtas", "senators.xls")}},
		Options{})
	if !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), ".xlsx") {
		t.Errorf("an old .xls gives %v, want a refusal that says what to do", err)
	}
}

func TestCorpusJapan(t *testing.T) {
	want := rosterOracle(t, "roster-japan-councillors", "giin.csv")
	m, ins := readFiles(t, Options{Dimensions: []string{"会派"}},
		testdata.Corpus(t, "roster-japan-councillors", "giin.csv"))
	if len(m.Roster) != 247 || !slices.Equal(headers(mainSheet(t, ins)), texts(want["columns"])) {
		t.Errorf("%d people, columns %q", len(m.Roster), headers(mainSheet(t, ins)))
	}
	sameCounts(t, "会派", ins.Counts["会派"], asCounts(t, want["会派(group)"]))
	sameCounts(t, "任期満了", columnValues(t, ins, "任期満了"), asCounts(t, want["任期満了"]))
	sameCounts(t, "当選回数", columnValues(t, ins, "当選回数"), asCounts(t, want["当選回数"]))
}

func TestCorpusPhantomColumns(t *testing.T) {
	want := rosterOracle(t, "roster-phantom-columns", "speakers.xlsx")
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "roster-phantom-columns", "speakers.xlsx"))
	if !slices.Equal(headers(mainSheet(t, ins)), texts(want["header"])) {
		t.Errorf("columns %q", headers(mainSheet(t, ins)))
	}
	if got := names(m.Roster); !slices.Equal(got, texts(want["names"])) {
		t.Errorf("names %q", got)
	}
	if n := len(findingsWith(m, "column-unnamed")); n != 0 {
		t.Errorf("%d findings about unnamed columns, want none", n)
	}
}

func TestCorpusSortitionCandidates(t *testing.T) {
	var oracle struct {
		Candidates struct {
			Rows   int
			Counts map[string]map[string]int
		} `json:"candidates.csv"`
		Features []map[string]string `json:"features.csv"`
	}
	testdata.JSONFile(t, &oracle, testdata.Corpus(t, "roster-sortition-candidates", "oracle.json"))
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "roster-sortition-candidates", "candidates.csv"),
		testdata.Corpus(t, "roster-sortition-candidates", "features.csv"))
	if len(m.Roster) != oracle.Candidates.Rows || m.Roster[0].Name != "first_name0 last_name0" {
		t.Errorf("%d people, the first is %q", len(m.Roster), m.Roster[0].Name)
	}
	dims := map[string]string{
		"Gender": "gender", "age_bracket": "age", "geo_bucket": "geo_bucket", "edu_level": "edu_level",
	}
	for column, counts := range oracle.Candidates.Counts {
		sameCounts(t, column, ins.Counts[dims[column]], inTerms(dims[column], counts))
	}
	checkQuotas(t, m, oracle.Features)
	// Contact data go nowhere.
	for _, p := range ins.Participants {
		for _, v := range p.Values {
			if strings.HasPrefix(v, "email") || strings.HasPrefix(v, "mobile") || strings.HasPrefix(v, "primary") {
				t.Fatalf("contact data leaked: %v", p)
			}
		}
	}
	checkContactColumns(t, ins)
}

// inTerms has the counts of genders by the terms in which they are understood.
func inTerms(dim string, counts map[string]int) map[string]int {
	if dim != string(planner.Gender) {
		return counts
	}
	out := make(map[string]int)
	for text, n := range counts {
		out[vocabulary.Value(planner.Gender, text).Value] += n
	}
	return out
}

func TestCorpusNorwegian(t *testing.T) {
	want := rosterOracle(t, "roster-sortition-norwegian", "volunteers.xlsx")
	m, ins := readFiles(t, Options{Dimensions: []string{"Bosted", "Utdanning"}},
		testdata.Corpus(t, "roster-sortition-norwegian", "volunteers.xlsx"))
	if len(m.Roster) != 13 {
		t.Errorf("%d people, want 13", len(m.Roster))
	}
	for column, dim := range map[string]string{
		"Kjønn": "gender", "Alder": "age", "Bosted": "Bosted", "Utdanning": "Utdanning",
	} {
		sameCounts(t, column, ins.Counts[dim], inTerms(dim, asCounts(t, want[column])))
	}
	m, ins = readFiles(t, Options{}, testdata.Corpus(t, "roster-sortition-norwegian", "output-multisheet.xlsx"))
	var kinds []sheet.Kind
	for _, s := range ins.Files[0].Sheets {
		kinds = append(kinds, s.Kind)
	}
	if !slices.Equal(kinds, []sheet.Kind{sheet.Roster, sheet.Results, sheet.Results, sheet.Results, sheet.Results}) ||
		len(m.Roster) != 8 || m.HasErrors() {
		t.Errorf("kinds %q, %d people", kinds, len(m.Roster))
	}
}

func TestCorpusUkraine(t *testing.T) {
	m, ins := readFiles(t, Options{Dimensions: []string{"Общий"}},
		testdata.Corpus(t, "roster-ukraine-rating-bom", "deputies.csv"))
	sh := mainSheet(t, ins)
	if sh.Kind != sheet.Roster || len(m.Roster) != 50 || sh.Columns[0].Header != "Позиция" {
		t.Fatalf("%s of %d people, first column %q", sh.Kind, len(m.Roster), sh.Columns[0].Header)
	}
	if sum := sumOf(t, m.Roster, "Общий"); sum != 2550 || m.Roster[0].Name != "Корниенко Александр" {
		t.Errorf("sum %d, first %q", sum, m.Roster[0].Name)
	}
}

func TestCorpusDelegates(t *testing.T) {
	oracle := rosterOracle(t, "roster-unga-speakers", "Speakers_by_session.xlsx")
	want := asCounts(t, oracle["session 78 by UN regional group (ISO Code joined to ref-un-regional-groups)"])
	m, ins := readFiles(t, Options{Dimensions: []string{"Session"}},
		testdata.Corpus(t, "roster-unga-speakers", "Speakers_by_session.xlsx"))
	sh := mainSheet(t, ins)
	if sh.Rows != 10751 {
		t.Errorf("%d rows, want 10751", sh.Rows)
	}
	sameCounts(t, "session 78", regionsOf(m.Roster, "Session", "78"), want)
	if unnamed := countUnnamed(m.Roster); unnamed != 8 {
		t.Errorf("%d people without a name, want 8", unnamed)
	}
	if n := columnValues(t, ins, "ISO Code")["NAM"]; n != 34 {
		t.Errorf("NAM is counted %d times, want 34", n)
	}
	checkRegionFindings(t, m)
}

func TestCorpusPrefsGruepr(t *testing.T) {
	want := rosterOracle(t, "prefs-gruepr-a", "sample-testdata.csv")
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "prefs-gruepr-a", "sample-testdata.csv"))
	if len(m.Roster) != 32 || len(mainSheet(t, ins).Columns) != 23 || m.Ballots.Total() != 32 {
		t.Errorf("%d people, %d columns, %d ballots", len(m.Roster), len(mainSheet(t, ins).Columns), m.Ballots.Total())
	}
	sameCounts(t, "gender", columnValues(t, ins, "With which gender do you identify?"), asCounts(t, want["gender"]))
	sameCounts(t, "section", columnValues(t, ins, "In which section are you enrolled?"), asCounts(t, want["section"]))
	if got := choiceColumns(t, ins); !slices.Equal(got, texts(want["ranked_choice_columns"])) {
		t.Errorf("choice columns %q", got)
	}
	sameCounts(t, "first choices", firstIssues(m, ins), asCounts(t, want["first_choice"]))
	if len(findingsWith(m, CodeValueSpelling)) != 1 {
		t.Error("the two spellings of nonbinary are not reported")
	}
	m, _ = readFiles(t, Options{}, testdata.Corpus(t, "prefs-gruepr-a", "testdata_empty.csv"))
	if len(m.Roster) != 0 || m.HasErrors() {
		t.Errorf("a header without rows gives %d people and %+v", len(m.Roster), m.Findings)
	}
}

func TestCorpusPrefsSmall(t *testing.T) {
	var oracle map[string]map[string]any
	testdata.JSONFile(t, &oracle, testdata.Corpus(t, "prefs-small", "oracle.json"))
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "prefs-small", "groupeng-sample_class_1.csv"))
	want := oracle["groupeng-sample_class_1.csv"]
	if len(m.Roster) != 105 {
		t.Errorf("%d people, want 105", len(m.Roster))
	}
	for _, column := range []string{"Gender", "Major", "Project choice"} {
		sameCounts(t, column, columnValues(t, ins, column), asCounts(t, want[column]))
	}
	ethnicity := asCounts(t, want["Ethnicity"])
	ethnicity["(blank)"] = ethnicity["-"]
	delete(ethnicity, "-")
	sameCounts(t, "Ethnicity", columnValues(t, ins, "Ethnicity"), ethnicity)

	m, ins = readFiles(t, Options{}, testdata.Corpus(t, "prefs-small", "internship-projects.csv"),
		testdata.Corpus(t, "prefs-small", "internship-student_preferences.csv"))
	if len(m.Roster) != 20 || len(m.Groups) != 10 || places(m.Groups) != 42 {
		t.Errorf("%d people, %d groups, %d places", len(m.Roster), len(m.Groups), places(m.Groups))
	}
	sameCounts(t, "Pref1", firstWishes(t, m, 5), asCounts(t, oracle["internship-student_preferences.csv"]["Pref1"]))
	byCountry := make(map[string]int)
	for code, n := range asCounts(t, oracle["internship-student_preferences.csv"]["Nationality"]) {
		byCountry[countryName(t, code)] += n
	}
	sameCounts(t, "Nationality", ins.Counts["country"], byCountry)

	_, ins = readFiles(t, Options{}, testdata.Corpus(t, "prefs-small", "grouper-current_semester.xlsx"))
	if n := ins.Files[0].Sheets[0].Rows; n != 4 {
		t.Errorf("%d students, want 4", n)
	}
}
