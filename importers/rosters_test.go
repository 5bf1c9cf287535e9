package importers

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"github.com/xuri/excelize/v2"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
	"roundtable/testdata/twins"
)

type counts = map[string]int

// Semicolons with commas inside cells, and letters written in two characters.
func TestRosterWithSemicolons(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/deputies-semicolon.csv")
	sh := mainSheet(t, ins)
	if sh.Kind != sheet.Roster || sh.Rows != 10 || len(m.Roster) != 10 {
		t.Errorf("%s with %d rows and %d people, want a roster of 10", sh.Kind, sh.Rows, len(m.Roster))
	}
	if want := []string{"UF", "Candidato", "Partido", "Parentes na política", "Já foi eleito?"}; !slices.Equal(headers(sh), want) {
		t.Errorf("columns %q", headers(sh))
	}
	sameCounts(t, "UF", columnValues(t, ins, "UF"), counts{"CEARÁ": 3, "SÃO PAULO": 3, "PARÁ": 2, "AMAPÁ": 2})
	sameCounts(t, "Partido", columnValues(t, ins, "Partido"), counts{"PDX": 4, "PV2": 2, "PSX": 2, "PTX": 2})
}

// NA is missing; a name stands in several columns.
func TestRosterOfNameParts(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/chamber-na.csv")
	sameCounts(t, "group", columnValues(t, ins, "group"), counts{
		"CDX/CSX": 2, "DIE WEITEN": 2, "SPX": 1, "BÜNDNIS 21/DIE MOOSE": 1, "FDX": 1, "fraktionslos": 1, "(blank)": 2,
	})
	want := []string{
		"Alterspräsident Dr. Hermine Otto Solz", "Karsten Schneidewind", "Jana Korten", "Michaela Große-Brömmer", "Brit Haßelfeldt",
		"Dr. Wolfram Schäufele", "Dr. Ursel von der Leiter", "Alex Graf Graf Lambsfeld", "Dr. Aleksander S. Neufert", "Nasrin Nazari",
	}
	if got := names(m.Roster); !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
}

// Seven forms of one roster give the same people and counts.
func TestRosterTwins(t *testing.T) {
	var want []string
	for _, f := range twins.Of(t, testdata.Table(t, "rosters", "assembly.csv")) {
		m, ins := readBytes(t, Options{}, f.Name, f.Data)
		if sh := mainSheet(t, ins); sh.Rows != 16 || len(m.Roster) != 16 {
			t.Errorf("%s: %d rows and %d people, want 16", f.Name, sh.Rows, len(m.Roster))
		}
		sameCounts(t, f.Name+" Title", columnValues(t, ins, "Title"), counts{"Mr": 9, "Ms": 6, "(blank)": 1})
		sameCounts(t, f.Name+" PartyElected", columnValues(t, ins, "PartyElected"), counts{
			"Harbour Party": 6, "Fáinne Glas": 4, "People First, United": 2, "Labour Union": 2, "Independent": 1, "(blank)": 1,
		})
		if n := len(columnValues(t, ins, "Constituency")); n != 6 {
			t.Errorf("%s: %d constituencies, want 6", f.Name, n)
		}
		sameCounts(t, f.Name+" gender", ins.Counts["gender"], counts{"man": 9, "woman": 6, "(blank)": 1})
		if want == nil {
			want = names(m.Roster)
		}
		if got := names(m.Roster); !slices.Equal(want, got) || got[2] != "Cathal Duirling" {
			t.Errorf("%s: the names are %q, in the first file %q", f.Name, got, want)
		}
	}
	_, _, err := readInWords(t, []Input{{Path: testdata.Path(t, "workbooks", "merged-cells.xls")}}, Options{})
	if !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), ".xlsx") {
		t.Errorf("an old .xls gives %v, want a refusal that says what to do", err)
	}
}

func TestRosterInJapanese(t *testing.T) {
	m, ins := readTestdata(t, Options{Dimensions: []string{"会派"}}, "rosters/councillors-ja.csv")
	want := strings.Split("議員氏名,通称名使用議員の本名,議員個人の紹介ページ,読み方,会派,選挙区,任期満了,写真URL,当選年,当選回数,役職等,役職等の時点,経歴,経歴の時点", ",")
	if len(m.Roster) != 5 || !slices.Equal(headers(mainSheet(t, ins)), want) {
		t.Errorf("%d people, columns %q", len(m.Roster), headers(mainSheet(t, ins)))
	}
	sameCounts(t, "会派", ins.Counts["会派"], counts{"緑風": 2, "共民": 2, "無所属": 1})
	sameCounts(t, "任期満了", columnValues(t, ins, "任期満了"), counts{"2034-07-25": 3, "2037-07-28": 2})
	sameCounts(t, "当選回数", columnValues(t, ins, "当選回数"), counts{"1": 3, "2": 1, "3": 1})
}

// Columns that a spreadsheet calls used and that hold nothing are not mentioned.
func TestRosterWithPhantomColumns(t *testing.T) {
	header := row{"HTML_file", "Name", "Path_to_Photo", "Affiliation", "URL_homepage", "Short_Bio", "Abstract"}
	long := strings.Repeat("She studies how networks of people decide, and who is heard. ", 12)
	b := workbook(t, nil, []any{
		"Sheet1", header,
		row{
			"session_Dana.html", "Dana Basset-Hound", "assets/dana.jpg", "Coast University, USA",
			"https://example.org/dana", long, "Soon…",
		},
		row{
			"session_Alix.html", "Alix P Pouget-Roy", "assets/alix.jpg", "Institute, Geneva",
			"https://example.org/alix?a=1&b=2", long + "\n" + long, "Coming soon… ",
		},
		row{"session_Vera.html", "Vera Émilienne", "assets/vera.jpg", "Vision House, Paris, France ", nil, long, nil},
	})
	f, err := excelize.OpenReader(b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", "H1", "AMJ4", style); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetDimension("Sheet1", "A1:AMJ4"); err != nil {
		t.Fatal(err)
	}
	phantom, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	m, ins := readWorkbook(t, Options{}, phantom)
	if got := headers(mainSheet(t, ins)); len(got) != 7 || got[6] != "Abstract" {
		t.Errorf("columns %q", got)
	}
	if got := names(m.Roster); !slices.Equal(got, []string{"Dana Basset-Hound", "Alix P Pouget-Roy", "Vera Émilienne"}) {
		t.Errorf("names %q", got)
	}
	if n := len(findingsWith(m, "column-unnamed")); n != 0 {
		t.Errorf("%d findings about unnamed columns, want none", n)
	}
}

// A pool with quotas beside it; contact data go nowhere.
func TestRosterOfAPool(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/pool.csv", "rosters/pool-quotas.csv")
	if len(m.Roster) != 10 || m.Roster[0].Name != "Ada Abernoth" {
		t.Errorf("%d people, the first is %q", len(m.Roster), m.Roster[0].Name)
	}
	for dimension, want := range map[string]counts{
		"gender":     {"woman": 6, "man": 4},
		"age":        {"16-29": 3, "30-44": 2, "45-59": 3, "60+": 2},
		"geo_bucket": {"Isles": 3, "Lowlands": 4, "South Coast": 3},
		"edu_level":  {"No qualifications": 2, "Level 1": 3, "Level 2 or 3": 2, "Level 4 and above": 3},
	} {
		sameCounts(t, dimension, ins.Counts[dimension], want)
	}
	checkQuotas(t, m, testdata.Rows(t, "rosters", "pool-quotas.csv"))
	for _, p := range ins.Participants {
		for _, v := range p.Values {
			if strings.Contains(v, "@") || strings.HasPrefix(v, "0700") || strings.Contains(v, "North Row") ||
				strings.HasPrefix(v, "PE1") {
				t.Fatalf("contact data leaked: %v", p)
			}
		}
	}
	checkContactColumns(t, ins)
}

// checkQuotas compares the targets with the rows of the table they were read from.
func checkQuotas(t *testing.T, m *planner.Meeting, quotas []map[string]string) {
	t.Helper()
	if len(m.Targets) != len(quotas) {
		t.Fatalf("%d targets, want %d", len(m.Targets), len(quotas))
	}
	dims := map[string]string{
		"Gender": "gender", "age_bracket": "age", "geo_bucket": "geo_bucket", "edu_level": "edu_level",
	}
	terms := map[string]string{"Female": "woman", "Male": "man"}
	for i, want := range quotas {
		got := m.Targets[i]
		ok := string(got.Dimension) == dims[want["feature"]] && (got.Value == want["value"] || got.Value == terms[want["value"]]) &&
			strconv.Itoa(got.Min.N) == want["min"] && strconv.Itoa(got.Max.N) == want["max"] &&
			strconv.Itoa(got.MinFlex.N) == want["min_flex"] && strconv.Itoa(got.MaxFlex.N) == want["max_flex"] &&
			got.Tier == planner.Must
		if !ok {
			t.Errorf("target %d is %+v, want %v", i, got, want)
		}
	}
}

// checkContactColumns expects that no value of a contact column is shown.
func checkContactColumns(t *testing.T, ins *Inspection) {
	t.Helper()
	for _, c := range mainSheet(t, ins).Columns {
		if (c.Means == "email" || c.Means == "phone" || c.Means == "address") && c.Values != nil {
			t.Errorf("values of the contact column %q are shown", c.Header)
		}
	}
}

// A roster in Norwegian, and the workbook of a lot drawn from it: the sheets that
// compare what was wanted with what was drawn are results.
func TestRosterInNorwegian(t *testing.T) {
	m, ins := readAsWorkbook(t, Options{Dimensions: []string{"Bosted", "Utdanning"}}, "rosters/volunteers-no.csv")
	if len(m.Roster) != 7 {
		t.Errorf("%d people, want 7", len(m.Roster))
	}
	for dimension, want := range map[string]counts{
		"gender":    {"man": 4, "woman": 3},
		"age":       {"16-25 år": 2, "26-35 år": 2, "36-45 år": 1, "46-59 år": 1, "60+ år": 1},
		"Bosted":    {"Nordvik": 3, "Sørvik": 2, "Fjordby": 2},
		"Utdanning": {"Master": 2, "Grunnskole": 2, "Videregående": 1, "Bachelor": 2},
	} {
		sameCounts(t, dimension, ins.Counts[dimension], want)
	}
	drawn := row{"group", "have", "want", "diff"}
	m, ins = readWorkbook(t, Options{}, workbook(t, nil,
		[]any{
			"lotting",
			row{"Navn", "Alder", "Bosted", "Utdanning", "Kjønn", "Reserves"},
			row{"Kåre", "16-25 år", "Nordvik", "Master", "Mann", 0},
			row{"Åse", "36-45 år", "Sørvik", "Grunnskole", "Kvinne", 0},
			row{"Liv", "60+ år", "Nordvik", "Videregående", "Kvinne", 0},
			row{"Bjørn", "26-35 år", "Fjordby", "Bachelor", "Mann", 1},
		},
		[]any{
			"Alder", drawn,
			row{"16-25 år", 1, 1, 0},
			row{"26-35 år", 1, 1, 0},
			row{"36-45 år", 1, 2, -1},
			row{"60+ år", 1, 0, 1},
		},
		[]any{"Kjønn", drawn, row{"Kvinne", 2, 2, 0}, row{"Mann", 2, 2, 0}},
		[]any{"Bosted", drawn, row{"Fjordby", 1, 1, 0}, row{"Nordvik", 2, 2, 0}, row{"Sørvik", 1, 1, 0}},
	))
	var kinds []sheet.Kind
	for _, s := range ins.Files[0].Sheets {
		kinds = append(kinds, s.Kind)
	}
	if !slices.Equal(kinds, []sheet.Kind{sheet.Roster, sheet.Results, sheet.Results, sheet.Results}) || len(m.Roster) != 4 ||
		m.HasErrors() {
		t.Errorf("kinds %q, %d people", kinds, len(m.Roster))
	}
}

// A byte order mark is no part of the first heading; scores are numbers.
func TestRosterWithByteOrderMark(t *testing.T) {
	m, ins := readTestdata(t, Options{Dimensions: []string{"Общий"}}, "rosters/rating-bom.csv")
	sh := mainSheet(t, ins)
	if sh.Kind != sheet.Roster || len(m.Roster) != 6 || sh.Columns[0].Header != "Позиция" {
		t.Fatalf("%s of %d people, first column %q", sh.Kind, len(m.Roster), sh.Columns[0].Header)
	}
	if sum := sumOf(t, m.Roster, "Общий"); sum != 433 || m.Roster[0].Name != "Корнеенко Алла" {
		t.Errorf("sum %d, first %q", sum, m.Roster[0].Name)
	}
}

// sumOf adds the numbers of a dimension.
func sumOf(t *testing.T, r planner.Roster, d planner.Dimension) int {
	t.Helper()
	sum := 0
	for _, p := range r {
		n, err := strconv.Atoi(p.Values[d][0])
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	return sum
}

// Delegates with countries in many spellings, a column without a heading and two
// empty sheets: regions follow the codes.
func TestRosterOfDelegates(t *testing.T) {
	sh := []any{"Sheet1"}
	for _, cells := range testdata.Table(t, "rosters", "delegates.csv") {
		var r row
		for _, text := range cells {
			r = append(r, text)
		}
		sh = append(sh, r)
	}
	m, ins := readWorkbook(t, Options{Dimensions: []string{"Session"}},
		workbook(t, nil, sh, []any{"Sheet2"}, []any{"Sheet3"}))
	if n := mainSheet(t, ins).Rows; n != 11 {
		t.Errorf("%d rows, want 11", n)
	}
	sameCounts(t, "session 86", regionsOf(m.Roster, "Session", "86"), counts{
		"GRULAC": 1, planner.African: 1, "WEOG": 2, planner.AsiaPacific: 1, planner.EasternEuropean: 1, "(not in the list)": 2,
	})
	if unnamed := countUnnamed(m.Roster); unnamed != 2 {
		t.Errorf("%d people without a name, want 2", unnamed)
	}
	if n := columnValues(t, ins, "ISO Code")["NAM"]; n != 2 {
		t.Errorf("NAM is counted %d times, want 2", n)
	}
	checkRegionFindings(t, m)
}

// regionsOf counts the regions, in short form, of those with a value.
func regionsOf(r planner.Roster, d planner.Dimension, value string) map[string]int {
	short := map[string]string{planner.GRULAC: "GRULAC", planner.WEOG: "WEOG", "": "(not in the list)"}
	out := make(map[string]int)
	for _, p := range r {
		if v, _ := p.Value(d); v != value {
			continue
		}
		region, _ := p.Value(planner.Region)
		if s, ok := short[region]; ok {
			region = s
		}
		out[region]++
	}
	return out
}

func countUnnamed(r planner.Roster) int {
	n := 0
	for _, p := range r {
		if p.Name == "" {
			n++
		}
	}
	return n
}

// checkRegionFindings expects that the scheme of the regions is named, and the
// column without a heading mentioned.
func checkRegionFindings(t *testing.T, m *planner.Meeting) {
	t.Helper()
	if f := findingsWith(m, CodeRegionFromCountry); len(f) != 1 ||
		!strings.Contains(f[0].Text, "United Nations regional groups") {
		t.Errorf("the scheme is not named: %+v", f)
	}
	if len(findingsWith(m, "column-unnamed")) != 1 {
		t.Error("the unnamed column is not mentioned")
	}
}

// Students rank projects in a form; two spellings of one answer are reported.
func TestRosterWithChoices(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/students-choices.csv")
	if len(m.Roster) != 7 || len(mainSheet(t, ins).Columns) != 15 || m.Ballots.Total() != 7 {
		t.Errorf("%d people, %d columns, %d ballots", len(m.Roster), len(mainSheet(t, ins).Columns), m.Ballots.Total())
	}
	sameCounts(t, "gender", columnValues(t, ins, "With which gender do you identify?"), counts{
		"man": 2, "woman": 1, "nonbinary": 2, "non-binary": 1, "prefer not to say": 1,
	})
	sameCounts(t, "section", columnValues(t, ins, "In which section are you enrolled?"),
		counts{"Section 11": 3, "Section 19": 4})
	const stem = "Please rank your top choices from the options below. "
	if got := choiceColumns(t, ins); !slices.Equal(got, []string{stem + "[Top choice]", stem + "[Choice 2]", stem + "[Choice 3]"}) {
		t.Errorf("choice columns %q", got)
	}
	sameCounts(t, "first choices", firstIssues(m, ins),
		counts{"Tide Rover": 3, "Drone Choir": 2, "Warm Greenhouse": 1, "Robot Arm": 1})
	if len(findingsWith(m, CodeValueSpelling)) != 1 {
		t.Error("the two spellings of nonbinary are not reported")
	}
	m, _ = readTestdata(t, Options{}, "rosters/students-none.csv")
	if len(m.Roster) != 0 || m.HasErrors() {
		t.Errorf("a header without rows gives %d people and %+v", len(m.Roster), m.Findings)
	}
}

// choiceColumns returns the headings of the columns that hold ranked choices.
func choiceColumns(t *testing.T, ins *Inspection) []string {
	t.Helper()
	var out []string
	for _, c := range mainSheet(t, ins).Columns {
		if strings.HasPrefix(c.Means, "choice ") {
			out = append(out, c.Header)
		}
	}
	return out
}

// firstIssues counts the ballots by the name of the issue they put first.
func firstIssues(m *planner.Meeting, ins *Inspection) map[string]int {
	byID := make(map[string]string)
	for _, x := range m.Issues {
		byID[x.ID] = x.Name
	}
	out := make(map[string]int)
	for _, b := range ins.Ballots {
		if len(b.Ranking) > 0 {
			out[byID[b.Ranking[0][0]]]++
		}
	}
	return out
}

// "-" is missing.
func TestRosterWithDashes(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/class.csv")
	if len(m.Roster) != 8 {
		t.Errorf("%d people, want 8", len(m.Roster))
	}
	for column, want := range map[string]counts{
		"Gender":         {"F": 6, "M": 2},
		"Major":          {"Mech E": 3, "EE": 3, "Civ E": 2},
		"Project choice": {"automotive": 2, "robotics": 3, "nanotech": 2, "renewable energy": 1},
		"Ethnicity":      {"B": 1, "H": 2, "(blank)": 5},
	} {
		sameCounts(t, column, columnValues(t, ins, column), want)
	}
}

// People with ranked wishes, and the places beside them in a second file or sheet.
func TestWishesAndPlaces(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "rosters/internships.csv", "rosters/internships-wishes.csv")
	if len(m.Roster) != 6 || len(m.Groups) != 4 || places(m.Groups) != 11 {
		t.Errorf("%d people, %d groups, %d places", len(m.Roster), len(m.Groups), places(m.Groups))
	}
	sameCounts(t, "first wishes", firstWishes(t, m, 3),
		counts{"Project1": 3, "Project2": 1, "Project3": 1, "Project4": 1})
	byCountry := make(map[string]int)
	for code, n := range (counts{"NL": 2, "DE": 1, "ES": 1, "JP": 1, "UK": 1}) {
		byCountry[countryName(t, code)] += n
	}
	sameCounts(t, "Nationality", ins.Counts["country"], byCountry)

	_, ins = readWorkbook(t, Options{}, workbook(t, nil,
		[]any{
			"students",
			row{"student_id", "Name", "year", "first", "second", "third"},
			row{1, "Avery", 1, "C101", "C102", "C103"},
			row{2, "Bent", 2, "C102", "C103", "C104"},
			row{3, "Cleo", 3, "C103", "C101", "C104"},
		},
		[]any{
			"demand",
			row{"course_code", "TA", "GR"},
			row{"C101", 2, 2},
			row{"C102", 2, 2},
			row{"C103", 1, 1},
			row{"C104", 1, 1},
		},
	))
	if n := ins.Files[0].Sheets[0].Rows; n != 3 {
		t.Errorf("%d students, want 3", n)
	}
}

// places adds the largest sizes of the groups.
func places(groups []planner.GroupSpec) int {
	n := 0
	for _, g := range groups {
		n += g.Size.Max
	}
	return n
}

// firstWishes counts the people by the topic of their first wish; each must have
// that many wishes.
func firstWishes(t *testing.T, m *planner.Meeting, wishes int) map[string]int {
	t.Helper()
	topics := make(map[string]string)
	for _, g := range m.Groups {
		topics[g.ID] = g.Topic
	}
	out := make(map[string]int)
	for _, p := range m.Roster {
		if len(p.Choices) != wishes {
			t.Errorf("%s has %d choices, want %d", p.Name, len(p.Choices), wishes)
			continue
		}
		out[topics[p.Choices[0]]]++
	}
	return out
}

func countryName(t *testing.T, code string) string {
	t.Helper()
	c, ok := vocabulary.CountryOf(code)
	if !ok {
		t.Fatalf("country %s", code)
	}
	return c.Name
}

func TestCountryLists(t *testing.T) {
	rows := map[string]int{"un-regional-groups.csv": 194, "g77.csv": 134, "ldc.csv": 45, "lldc.csv": 32, "sids.csv": 37}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		m, ins := readTestdata(t, Options{}, "un/"+name)
		if s := mainSheet(t, ins); s.Kind != sheet.Countries || s.Rows != rows[name] || len(m.Roster) != 0 {
			t.Errorf("%s: %s with %d rows, want countries with %d", name, s.Kind, s.Rows, rows[name])
		}
	}
}
