package vocabulary

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/testdata"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"  Félix\u00a0 Ø’Neill ": "felix o'neill", "Łódź": "lodz", "STRASSE": "strasse", "Straße": "strasse",
		"Ｆｕｌｌ　Ｗｉｄｔｈ": "full width", "İstanbul": "istanbul", "so\u00adft": "soft", "A\n B": "a b", "": "", "—": "-", "ё": "е",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHeader(t *testing.T) {
	tests := []struct {
		text string
		want Meaning
		n    int
	}{
		{"Stakeholder Group", Stakeholder, 0},
		{"Which stakeholder group do you represent?", Stakeholder, 0},
		{"Région", Region, 0},
		{"Kjønn", Gender, 0},
		{"What is your first name?", FirstName, 0},
		{"What is your email address?", Email, 0},
		{"With which gender do you identify?", Gender, 0},
		{"1st choice", Choice, 1},
		{"Choice 3 (45)", Choice, 3},
		{"For Mayor Choice 1 (45)", Choice, 1},
		{"Pref2", Choice, 2},
		{" 4th Choice", Choice, 4},
		{"Please rank your top choices from the options below. [Top choice]", Choice, 1},
		{"Please rank [Choice 2]", Choice, 2},
		{"third", Choice, 3},
		{"1ST CHOICE MAYOR MINNEAPOLIS", Choice, 1},
		{"min_share_pct", MinSharePct, 0},
		{"Min %", MinSharePct, 0},
		{"Имя", Name, 0},
		{"议题", Issue, 0},
		{"المنطقة", Region, 0},
		{"Gender (M/F)", Gender, 0},
		{"nationbuilder_id", ID, 0},
		{"primary_zip", Postcode, 0},
		{"Name of Person Speaking", Name, 0},
	}
	for _, tt := range tests {
		m, ok := Header(tt.text)
		if !ok || m.Meaning != tt.want || m.Number != tt.n {
			t.Errorf("Header(%q) = %+v, %v; want %s %d", tt.text, m, ok, tt.want, tt.n)
		}
	}
	for _, text := range []string{"", "edu_level", "PartyElected", "What is your personal experience with computer programming?", "Short_Bio", "1", "Rank the issues [AI governance]", "Q2_1", "UPR"} {
		if m, ok := Header(text); ok {
			t.Errorf("Header(%q) = %+v, want none", text, m)
		}
	}
}

func TestUNRegionalGroups(t *testing.T) {
	members := map[string]bool{}
	for _, row := range testdata.Rows(t, "un", "un-regional-groups.csv") {
		m := Value(planner.Region, row["Region"])
		for _, text := range []string{row["Code"], row["Name"]} {
			c, ok := CountryOf(text)
			if !ok {
				t.Errorf("country %q is not known", text)
				continue
			}
			if c.ISO3 != row["Code"] {
				t.Errorf("%q is read as %s, want %s", text, c.ISO3, row["Code"])
			}
			// The list names Türkiye twice, because it takes part in two groups.
			both := c.ISO2 == "TR" && m.Value == planner.AsiaPacific
			if !c.Member || c.UNGroup != m.Value && !both {
				t.Errorf("%s is in %q (member %v), want %q", c.Name, c.UNGroup, c.Member, m.Value)
			}
			members[c.ISO3] = true
		}
	}
	if len(members) != 193 {
		t.Errorf("%d members found in the list, want 193", len(members))
	}
}

// inM49 reports whether a country lies in an area of the UN M49 geography.
func inM49(area, iso2 string) bool {
	outer, err := language.ParseRegion(area)
	if err != nil {
		return false
	}
	inner, err := language.ParseRegion(iso2)
	return err == nil && outer.Contains(inner)
}

// TestGroupsFollowGeography derives the groups from M49 with the 15 known
// exceptions.
func TestGroupsFollowGeography(t *testing.T) {
	exceptions := map[string]string{"IL": planner.WEOG, "TR": planner.WEOG}
	for _, iso := range strings.Fields("AL AM AZ BA EE GE HR LT LV MK ME RS SI") {
		exceptions[iso] = planner.EasternEuropean
	}
	count := map[string]int{}
	for _, c := range Countries() {
		if !c.Member {
			continue
		}
		count[c.UNGroup]++
		want := ""
		switch {
		case exceptions[c.ISO2] != "":
			want = exceptions[c.ISO2]
		case inM49("002", c.ISO2):
			want = planner.African
		case inM49("419", c.ISO2):
			want = planner.GRULAC
		case inM49("021", c.ISO2), inM49("053", c.ISO2):
			want = planner.WEOG
		case inM49("142", c.ISO2), inM49("009", c.ISO2):
			want = planner.AsiaPacific
		case inM49("151", c.ISO2):
			want = planner.EasternEuropean
		case inM49("150", c.ISO2):
			want = planner.WEOG
		}
		if c.UNGroup != want {
			t.Errorf("%s: %s, by geography %s", c.Name, c.UNGroup, want)
		}
	}
	want := map[string]int{planner.African: 54, planner.AsiaPacific: 54, planner.EasternEuropean: 23, planner.GRULAC: 33, planner.WEOG: 29}
	for g, n := range want {
		if count[g] != n {
			t.Errorf("%s has %d members, want %d", g, count[g], n)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"categroy", "category", 1}, {"", "abc", 3}, {"abc", "abc", 0}, {"kitten", "sitting", 3}, {"ca", "abc", 3}, {"регион", "регоин", 1}} {
		if got := Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestDistanceLimit: stopping early changes no answer within the limit.
func TestDistanceLimit(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, limit := []rune(word.Draw(t, "a")), []rune(word.Draw(t, "b")), rapid.IntRange(0, 4).Draw(t, "limit")
		exact := Distance(string(a), string(b))
		got := newAligner(len(b)).distance(a, b, limit)
		if exact <= limit && got != exact || exact > limit && got <= limit {
			t.Fatalf("distance %q %q limit %d: %d, exact %d", string(a), string(b), limit, got, exact)
		}
	})
}

func TestClosest(t *testing.T) {
	list := []string{"Civil Society", "Government", "Private Sector"}
	for in, want := range map[string]string{"Civl society": "Civil Society", "Goverment": "Government", "private-sektor": "Private Sector", "Press": "", "": ""} {
		if got, _ := Closest(in, list); got != want {
			t.Errorf("Closest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRankWord(t *testing.T) {
	for in, want := range map[string]int{
		"1st": 1, "first": 1, "Choice 1": 1, "1er": 1, "1º": 1, "erste": 1, "Choice #2": 2, "[Top choice]": 1, "2nd choice": 2, "3": 3, "Pref 4": 4, "third": 3, "deuxième": 2, "第二": 2,
		"второй": 2, "الأول": 1, "10th": 10, "First Choice": 1, "2. Wahl": 2, "segunda opción": 2, "Opción 2": 0, "Primera opción": 1, "1er choix": 1, "1. Wunsch": 1, "1位": 1, "第1希望": 1, "1위": 1, "İkinci tercih": 2, "Terza scelta": 3,
		"Most important": 1, "最重要": 1, "Вторая": 2, "Trzeci wybór": 3, "Tweede keuze": 2, "0": 0, "-1": 0, "": 0, "blue": 0, "1.5": 0, "Option 2": 0, "12345": 0,
	} {
		if got, ok := RankWord(in); got != want || ok != (want > 0) {
			t.Errorf("RankWord(%q) = %d, %v, want %d", in, got, ok, want)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, s := range []string{"", " ", "NA", "n/a", "N.A.", "NaN", "-", "–", "NULL", "none", "#N/A", "unknown", "Prefer not to say", "н/д", "不详", "k. A.", "TBD"} {
		if !IsMissing(s) {
			t.Errorf("%q should be missing", s)
		}
	}
	for _, s := range []string{"0", "no", "Namibia", "x", "Nana"} {
		if IsMissing(s) {
			t.Errorf("%q should be a value", s)
		}
	}
	if Value(planner.Country, "NA").Status != Missing || Value(planner.Country, "NAM").Value != "Namibia" {
		t.Error("NA says that nothing is known; NAM is Namibia")
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		d      planner.Dimension
		text   string
		status Certainty
		value  string
	}{
		{planner.Stakeholder, "Civil Society", Exact, planner.CivilSociety},
		{planner.Stakeholder, " civil  society ", Alias, planner.CivilSociety},
		{planner.Stakeholder, "CivilSociety", Alias, planner.CivilSociety},
		{planner.Stakeholder, "Inter-governmental Organisation", Alias, planner.Intergovernmental},
		{planner.Stakeholder, "IGO", Alias, planner.Intergovernmental},
		{planner.Stakeholder, "Private sector (industry)", Alias, planner.PrivateSector},
		{planner.Stakeholder, "Governmental Organization (Canada CRTC)", Alias, planner.Government},
		{planner.Stakeholder, "Civiel Society", Near, planner.CivilSociety},
		{planner.Stakeholder, "Academia", Ambiguous, ""},
		{planner.Stakeholder, "technical and academic communities", Alias, planner.TechnicalCommunity},
		{planner.Stakeholder, "Parties", Ambiguous, planner.Government},
		{planner.Stakeholder, "Choir", Unknown, ""},
		{planner.Stakeholder, "n/a", Missing, ""},
		{planner.Region, "WEOG", Alias, planner.WEOG},
		{planner.Region, "Western European Group", Alias, planner.WEOG},
		{planner.Region, "Europe", Ambiguous, ""},
		{planner.Region, "Intergovernmental Organization", NoGroup, ""},
		{planner.Region, "Brazil", Ambiguous, planner.GRULAC},
		{planner.Region, "Asia-Pacfic", Near, planner.AsiaPacific},
		{planner.Region, "拉丁美洲和加勒比国家组", Alias, planner.GRULAC},
		{planner.Gender, "Mme", Alias, Woman},
		{planner.Gender, "Mr.", Alias, Man},
		{planner.Gender, "non-binary", Exact, NonBinary},
		{planner.Gender, "nonbinary", Alias, NonBinary},
		{planner.Gender, "Dr", Unknown, ""},
		{planner.Country, "Türkei", Alias, "Türkiye"},
		{planner.Country, "Ivory Coast", Alias, "Côte d'Ivoire"},
		{planner.Country, "Korea", Ambiguous, ""},
		{planner.Country, "Brasilien", Alias, "Brazil"},
		{planner.Country, "Germny", Near, "Germany"},
		{planner.Country, "Viet Nam", Exact, "Viet Nam"},
		{planner.Attendance, "Vor Ort", Alias, Onsite},
		{planner.Organisation, " Net  Ltd ", Free, "Net Ltd"},
	}
	for _, tt := range tests {
		m := Value(tt.d, tt.text)
		got := m.Value
		if !m.OK() && len(m.Suggestions) > 0 && tt.value != "" {
			got = m.Suggestions[0]
		}
		if m.Status != tt.status || got != tt.value {
			t.Errorf("Value(%s, %q) = %+v, want status %d and %q", tt.d, tt.text, m, tt.status, tt.value)
		}
	}
	if m := Value(planner.Stakeholder, "Academia"); len(m.Suggestions) != 2 || m.Note == "" {
		t.Errorf("Academia: %+v", m)
	}
}

func TestCountrySpellings(t *testing.T) {
	tests := map[string]string{
		"USA": "US", "United States": "US", "États-Unis": "US", "Соединенные Штаты": "US", "美国": "US", "الولايات المتحدة": "US", "UK": "GB", "Great Britain": "GB", "Turkey": "TR", "Turkiye": "TR", "TÜRKİYE": "TR",
		"Czech Republic": "CZ", "Swaziland": "SZ", "Macedonia": "MK", "North Macedonia": "MK", "DRC": "CD", "Congo-Brazzaville": "CG", "Cape Verde": "CV", "Burma": "MM", "South Korea": "KR", "Republic of Korea": "KR", "North Korea": "KP",
		"Russia": "RU", "Россия": "RU", "Allemagne": "DE", "Deutschland": "DE", "Alemania": "DE", "Alemanha": "DE", "Германия": "DE", "ألمانيا": "DE", "德国": "DE", "ドイツ": "DE", "Tyskland": "DE", "Niemcy": "DE",
		"St. Lucia": "LC", "Saint Kitts & Nevis": "KN", "Bahamas, The": "BS", "The Gambia": "GM", "Korea, Republic of": "KR", "Venezuela (Bolivarian Republic of)": "VE", "Tanzania": "TZ", "Vietnam": "VN", "Holy See": "VA",
		"Palestine": "PS", "Kosovo": "XK", "Hong Kong": "HK", "Cook Islands": "CK", "USSR": "SU", "Czechoslovakia": "CS", "EU": "EU", "NAM": "NA", "GB": "GB", "CHE": "CH", "Côte d’Ivoire": "CI", "BOLIVIA": "BO", "Micronesia": "FM",
	}
	for text, want := range tests {
		if c, ok := CountryOf(text); !ok || c.ISO2 != want {
			t.Errorf("CountryOf(%q) = %s, want %s", text, c.ISO2, want)
		}
	}
	for _, text := range []string{"", "Atlantis", "Korea", "no", "in", "Government", "Africa"} {
		if c, ok := CountryOf(text); ok {
			t.Errorf("CountryOf(%q) = %s, want none", text, c.ISO2)
		}
	}
}

func TestSchemes(t *testing.T) {
	for iso, want := range map[string][2]string{
		"BM": {"", ICANNEurope}, "PR": {"", ICANNNorthAmerica}, "MX": {planner.GRULAC, ICANNLatin}, "US": {planner.WEOG, ICANNNorthAmerica}, "TR": {planner.WEOG, ICANNAsia}, "AU": {planner.WEOG, ICANNAsia}, "EG": {planner.African, ICANNAfrica},
		"PS": {"", ICANNAsia}, "VA": {"", ICANNEurope}, "EU": {"", ""}, "SU": {"", ""}, "CK": {"", ICANNAsia}, "GF": {"", ICANNEurope}, "CY": {planner.AsiaPacific, ICANNAsia}, "RU": {planner.EasternEuropean, ICANNEurope},
	} {
		c, ok := CountryISO(iso)
		if !ok || c.Region(UNGroups) != want[0] || c.Region(ICANNRegions) != want[1] {
			t.Errorf("%s: %q and %q, want %q", iso, c.Region(UNGroups), c.Region(ICANNRegions), want)
		}
	}
	for _, c := range Countries() {
		if c.Member && c.ICANNRegion == "" {
			t.Errorf("%s has no ICANN region", c.Name)
		}
		if len(c.ISO2) != 2 || len(c.ISO3) != 3 {
			t.Errorf("%s has the codes %q and %q", c.Name, c.ISO2, c.ISO3)
		}
	}
	if m := RegionOf(ICANNRegions, "Latin America/Caribbean"); m.Value != ICANNLatin {
		t.Errorf("%+v", m)
	}
}

// The words of a rank grid: first and last places in several languages, and the
// numbers that a form explains at its ends.
func TestRankWordEnds(t *testing.T) {
	for text, want := range map[string]int{
		"Most important": 1, "Least important": LastPlace, "1 (most)": 1, "9 (least)": 9, "Second most important": 2,
		"Primera opción": 1, "1er choix": 1, "1. Wunsch": 1, "Drittwunsch": 3, "第一": 1, "1位": 1, "Top": 1,
		"Höchste Priorität": 1, "Niedrigste Priorität": LastPlace, "Le moins important": LastPlace, "Last": LastPlace,
		"Última opción": LastPlace, "самое важное": 1, "최후": 0, "Lastly": 0,
	} {
		if n, _ := RankWord(text); n != want {
			t.Errorf("%q is place %d, want %d", text, n, want)
		}
	}
	if m, _ := Header("Last"); m.Meaning != LastName {
		t.Errorf("a column headed Last is %q", m.Meaning)
	}
}

// What the people of a country are called tells the country in a column of countries, and nowhere
// else: German is a language, too.
func TestNationalities(t *testing.T) {
	for text, want := range map[string]string{
		"Brazilian": "Brazil", "brésilienne": "Brazil", "BRASILEÑO": "Brazil", "Kenyan": "Kenya", "Bissau-Guinean": "Guinea-Bissau",
		"日本人": "Japan", "中国国籍": "China", "한국인": "Republic of Korea", "لبنانية": "Lebanon", "россиянка": "Russian Federation",
		"🇿🇦": "South Africa", "Nigerien": "Niger", "Nigerian": "Nigeria", "South Sudanese": "South Sudan", "india": "India",
		"Argentina": "Argentina",
	} {
		if m := Value(planner.Country, text); m.Value != want || m.Status != Alias && m.Status != Exact {
			t.Errorf("%s: %+v, want %s", text, m, want)
		}
	}
	for _, text := range []string{"Congolese", "coréenne", "Dominican"} {
		if m := Value(planner.Country, text); m.Status != Ambiguous {
			t.Errorf("%s: %+v", text, m)
		}
	}
	for _, text := range []string{"German", "Brazilian", "日本人"} {
		if c, ok := CountryOf(text); ok {
			t.Errorf("%s is taken for %s", text, c.Name)
		}
	}
}

// TestPeoples holds that no word for a people is the name of another country, and that every
// member of the United Nations has one.
func TestPeoples(t *testing.T) {
	atlas, named := countryAtlas(), make(map[int]bool)
	for word, i := range atlas.peoples {
		if j, ok := atlas.names[word]; ok && j != i {
			t.Errorf("%q is the people of %s and the name of %s", word, atlas.list[i].Name, atlas.list[j].Name)
		}
		if atlas.manyPeoples[word] {
			t.Errorf("%q is the people of one country and of several", word)
		}
		named[i] = true
	}
	for _, l := range readWords("demonyms") {
		if _, ok := atlas.codes[l.meaning]; !ok && l.meaning != "ambiguous" && l.meaning != "ending" {
			t.Errorf("%q is no country", l.meaning)
		}
	}
	many := []string{"CD", "CG", "DM", "DO", "FM", "GN", "WS"}
	for i, c := range atlas.list {
		if c.Member && !named[i] && !slices.Contains(many, c.ISO2) {
			t.Errorf("no word for the people of %s", c.Name)
		}
	}
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{"٢٥": "25", "۲۵": "25", "１２": "12", "२५ वर्ष": "25 वर्ष", "①": "1", "№3": "no3"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}
