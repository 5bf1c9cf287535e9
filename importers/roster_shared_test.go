package importers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
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

func texts(v any) []string {
	var out []string
	for _, x := range v.([]any) {
		out = append(out, x.(string))
	}
	return out
}

func headers(s SheetInspection) []string {
	var out []string
	for _, c := range s.Columns {
		out = append(out, c.Header)
	}
	return out
}

func TestRosterBrazil(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-brazil-semicolon", "oracle.json"))
	want := oracle["deputados.csv"]
	m, ins := readFiles(t, Options{}, shared(t, "roster-brazil-semicolon", "deputados.csv"))
	sheet := mainSheet(t, ins)
	if sheet.Kind != KindRoster || sheet.Rows != 90 || len(m.Roster) != 90 {
		t.Errorf("%s with %d rows and %d people, want a roster of 90", sheet.Kind, sheet.Rows, len(m.Roster))
	}
	if !slices.Equal(headers(sheet), texts(want["columns"])) {
		t.Errorf("columns %q", headers(sheet))
	}
	sameCounts(t, "UF", columnValues(t, ins, "UF"), asCounts(t, want["UF"]))
	sameCounts(t, "Partido", columnValues(t, ins, "Partido"), asCounts(t, want["Partido"]))
}

func TestRosterGermany(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-germany-bundestag", "oracle.json"))
	want := oracle["speakers.csv"]
	m, ins := readFiles(t, Options{}, shared(t, "roster-germany-bundestag", "speakers.csv"))
	sheet := mainSheet(t, ins)
	if sheet.Rows != 756 || len(m.Roster) != 756 {
		t.Errorf("%d rows and %d people, want 756", sheet.Rows, len(m.Roster))
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

func TestRosterIrelandTwins(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-ireland-oireachtas", "oracle.json"))
	want := oracle["tds.* (same table in 7 encodings)"]
	var names []string
	for _, file := range texts(want["files"]) {
		m, ins := readFiles(t, Options{}, shared(t, "roster-ireland-oireachtas", file))
		if sheet := mainSheet(t, ins); sheet.Rows != 158 || len(m.Roster) != 158 {
			t.Errorf("%s: %d rows and %d people, want 158", file, sheet.Rows, len(m.Roster))
		}
		sameCounts(t, file+" Title", columnValues(t, ins, "Title"), asCounts(t, want["Title"]))
		sameCounts(t, file+" PartyElected", columnValues(t, ins, "PartyElected"), asCounts(t, want["PartyElected"]))
		if n := len(columnValues(t, ins, "Constituency")); n != 40 {
			t.Errorf("%s: %d constituencies, want 40", file, n)
		}
		sameCounts(t, file+" gender", ins.Counts["gender"], map[string]int{"man": 122, "woman": 35, "(blank)": 1})
		var list []string
		for _, p := range m.Roster {
			list = append(list, p.Name)
		}
		if names == nil {
			names = list
		}
		if !slices.Equal(names, list) {
			t.Errorf("%s: the names differ from those of the first file", file)
		}
	}
	_, _, err := Read(t.Context(), []Input{{Path: shared(t, "roster-ireland-oireachtas", "senators.xls")}}, Options{})
	if !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), ".xlsx") {
		t.Errorf("an old .xls gives %v, want a refusal that says what to do", err)
	}
}

func TestRosterJapan(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-japan-councillors", "oracle.json"))
	want := oracle["giin.csv"]
	m, ins := readFiles(t, Options{Dimensions: []string{"会派"}}, shared(t, "roster-japan-councillors", "giin.csv"))
	if len(m.Roster) != 247 || !slices.Equal(headers(mainSheet(t, ins)), texts(want["columns"])) {
		t.Errorf("%d people, columns %q", len(m.Roster), headers(mainSheet(t, ins)))
	}
	sameCounts(t, "会派", ins.Counts["会派"], asCounts(t, want["会派(group)"]))
	sameCounts(t, "任期満了", columnValues(t, ins, "任期満了"), asCounts(t, want["任期満了"]))
	sameCounts(t, "当選回数", columnValues(t, ins, "当選回数"), asCounts(t, want["当選回数"]))
}

func TestRosterPhantomColumns(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-phantom-columns", "oracle.json"))
	want := oracle["speakers.xlsx"]
	m, ins := readFiles(t, Options{}, shared(t, "roster-phantom-columns", "speakers.xlsx"))
	if !slices.Equal(headers(mainSheet(t, ins)), texts(want["header"])) {
		t.Errorf("columns %q", headers(mainSheet(t, ins)))
	}
	var names []string
	for _, p := range m.Roster {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, texts(want["names"])) {
		t.Errorf("names %q", names)
	}
	if n := len(findingsWith(m, CodeColumnUnnamed)); n != 0 {
		t.Errorf("%d findings about unnamed columns, want none", n)
	}
}

func TestRosterSortitionCandidates(t *testing.T) {
	var oracle struct {
		Candidates struct {
			Rows   int
			Counts map[string]map[string]int
		} `json:"candidates.csv"`
		Features []map[string]string `json:"features.csv"`
	}
	loadJSON(t, &oracle, shared(t, "roster-sortition-candidates", "oracle.json"))
	m, ins := readFiles(t, Options{}, shared(t, "roster-sortition-candidates", "candidates.csv"), shared(t, "roster-sortition-candidates", "features.csv"))
	if len(m.Roster) != oracle.Candidates.Rows || m.Roster[0].Name != "first_name0 last_name0" {
		t.Errorf("%d people, the first is %q", len(m.Roster), m.Roster[0].Name)
	}
	dims := map[string]string{"Gender": "gender", "age_bracket": "age", "geo_bucket": "geo_bucket", "edu_level": "edu_level"}
	for column, counts := range oracle.Candidates.Counts {
		sameCounts(t, column, ins.Counts[dims[column]], counts)
	}
	if len(m.Targets) != len(oracle.Features) {
		t.Fatalf("%d targets, want %d", len(m.Targets), len(oracle.Features))
	}
	for i, want := range oracle.Features {
		got := m.Targets[i]
		ok := string(got.Dimension) == dims[want["feature"]] && got.Value == want["value"] && strconv.Itoa(got.Min.N) == want["min"] && strconv.Itoa(got.Max.N) == want["max"] &&
			strconv.Itoa(got.MinFlex.N) == want["min_flex"] && strconv.Itoa(got.MaxFlex.N) == want["max_flex"] && got.Tier == planner.Must
		if !ok {
			t.Errorf("target %d is %+v, want %v", i, got, want)
		}
	}
	// Contact data go nowhere.
	for _, p := range ins.Participants {
		for _, v := range p.Values {
			if strings.HasPrefix(v, "email") || strings.HasPrefix(v, "mobile") || strings.HasPrefix(v, "primary") {
				t.Fatalf("contact data leaked: %v", p)
			}
		}
	}
	for _, c := range mainSheet(t, ins).Columns {
		if (c.Means == "email" || c.Means == "phone" || c.Means == "address") && c.Values != nil {
			t.Errorf("values of the contact column %q are shown", c.Header)
		}
	}
}

func TestRosterNorwegian(t *testing.T) {
	var oracle map[string]map[string]any
	loadJSON(t, &oracle, shared(t, "roster-sortition-norwegian", "oracle.json"))
	want := oracle["volunteers.xlsx"]
	m, ins := readFiles(t, Options{Dimensions: []string{"Bosted", "Utdanning"}}, shared(t, "roster-sortition-norwegian", "volunteers.xlsx"))
	if len(m.Roster) != 13 {
		t.Errorf("%d people, want 13", len(m.Roster))
	}
	for column, dim := range map[string]string{"Kjønn": "gender", "Alder": "age", "Bosted": "Bosted", "Utdanning": "Utdanning"} {
		sameCounts(t, column, ins.Counts[dim], asCounts(t, want[column]))
	}
	m, ins = readFiles(t, Options{}, shared(t, "roster-sortition-norwegian", "output-multisheet.xlsx"))
	var kinds []Kind
	for _, s := range ins.Files[0].Sheets {
		kinds = append(kinds, s.Kind)
	}
	if !slices.Equal(kinds, []Kind{KindRoster, KindResults, KindResults, KindResults, KindResults}) || len(m.Roster) != 8 || m.HasErrors() {
		t.Errorf("kinds %q, %d people", kinds, len(m.Roster))
	}
}

func TestRosterUkraine(t *testing.T) {
	m, ins := readFiles(t, Options{Dimensions: []string{"Общий"}}, shared(t, "roster-ukraine-rating-bom", "deputies.csv"))
	sheet := mainSheet(t, ins)
	if sheet.Kind != KindRoster || len(m.Roster) != 50 || sheet.Columns[0].Header != "Позиция" {
		t.Fatalf("%s of %d people, first column %q", sheet.Kind, len(m.Roster), sheet.Columns[0].Header)
	}
	sum := 0
	for _, p := range m.Roster {
		n, err := strconv.Atoi(p.Values["Общий"][0])
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	if sum != 2550 || m.Roster[0].Name != "Корниенко Александр" {
		t.Errorf("sum %d, first %q", sum, m.Roster[0].Name)
	}
}

func TestRosterUNGA(t *testing.T) {
	var file map[string]map[string]any
	loadJSON(t, &file, shared(t, "roster-unga-speakers", "oracle.json"))
	oracle := file["Speakers_by_session.xlsx"]
	want := asCounts(t, oracle["session 78 by UN regional group (ISO Code joined to ref-un-regional-groups)"])
	m, ins := readFiles(t, Options{Dimensions: []string{"Session"}}, shared(t, "roster-unga-speakers", "Speakers_by_session.xlsx"))
	sheet := mainSheet(t, ins)
	if sheet.Rows != 10751 {
		t.Errorf("%d rows, want 10751", sheet.Rows)
	}
	unnamed, got := 0, make(map[string]int)
	for _, p := range m.Roster {
		if p.Name == "" {
			unnamed++
		}
		if s, _ := p.Value("Session"); s == "78" {
			region, ok := p.Value(planner.Region)
			switch {
			case !ok:
				region = "(not in the list)"
			case region == planner.GRULAC:
				region = "GRULAC"
			case region == planner.WEOG:
				region = "WEOG"
			}
			got[region]++
		}
	}
	sameCounts(t, "session 78", got, want)
	if unnamed != 8 {
		t.Errorf("%d people without a name, want 8", unnamed)
	}
	for _, c := range sheet.Columns {
		if c.Header == "ISO Code" && c.Values["NAM"] != 34 {
			t.Errorf("NAM is counted %d times, want 34", c.Values["NAM"])
		}
	}
	if f := findingsWith(m, CodeRegionFromCountry); len(f) != 1 || !strings.Contains(f[0].Text, "United Nations regional groups") {
		t.Errorf("the scheme is not named: %+v", f)
	}
	if len(findingsWith(m, CodeColumnUnnamed)) != 1 {
		t.Error("the unnamed column is not mentioned")
	}
}
