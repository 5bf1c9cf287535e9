package vocabulary

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"roundtable/planner"
)

// Country is a country, territory or former state, with the regional groups it
// belongs to. Empty groups mean that it belongs to none of its own.
type Country struct {
	// ISO2 and ISO3 are the ISO 3166-1 codes (for a few entities without an
	// official code, the customary one).
	ISO2, ISO3 string
	// Name is the short English name the United Nations use.
	Name string
	// UNGroup is the United Nations regional group, for members only.
	UNGroup string
	// ICANNRegion is the geographic region of the ICANN bylaws; dependent
	// territories go with the state of citizenship (resolutions 00.64, 03.100).
	ICANNRegion string
	// Member is true for the 193 members of the United Nations.
	Member bool
	// Former is true for states that no longer exist.
	Former bool
	// Administers is the ISO2 code of the state that administers a territory.
	Administers string
	// Note tells of a special case that a report must mention.
	Note string
}

// Scheme names a way to group countries into regions.
type Scheme string

// The schemes. A report must name the one used: a Bermudian is European for
// ICANN and in none of the United Nations regional groups.
const (
	UNGroups     Scheme = "un"
	ICANNRegions Scheme = "icann"
)

// The ICANN geographic regions.
const (
	ICANNAfrica       = "Africa"
	ICANNAsia         = "Asia/Australia/Pacific"
	ICANNEurope       = "Europe"
	ICANNLatin        = "Latin America/Caribbean islands"
	ICANNNorthAmerica = "North America"
)

// ICANNRegionNames lists the five ICANN regions alphabetically.
func ICANNRegionNames() []string {
	return []string{ICANNAfrica, ICANNAsia, ICANNEurope, ICANNLatin, ICANNNorthAmerica}
}

// Label is the scheme's name in a sentence.
func (s Scheme) Label() string {
	if s == ICANNRegions {
		return "ICANN geographic regions"
	}
	return "United Nations regional groups"
}

// one is the scheme's name for a single region.
func (s Scheme) one() string {
	if s == ICANNRegions {
		return "an ICANN region"
	}
	return "a regional group"
}

// Region returns the region of c under the scheme, or "" if it has none.
func (c Country) Region(s Scheme) string {
	if s == ICANNRegions {
		return c.ICANNRegion
	}
	return c.UNGroup
}

// CountryOf recognises a country by its ISO code (in capitals) or by a name in
// one of the supported languages, short or official, present or former.
func CountryOf(text string) (Country, bool) {
	if len(text) > longestWord {
		return Country{}, false
	}
	atlas := countryAtlas()
	t := flagLetters(Clean(text))
	if len(t) == 2 || len(t) == 3 {
		if i, ok := atlas.codes[t]; ok {
			return atlas.list[i], true
		}
	}
	for _, s := range []string{t, withoutBrackets(t)} {
		key := atlas.key(s)
		if atlas.ambiguous[key] {
			return Country{}, false
		}
		if i, ok := atlas.names[key]; ok {
			return atlas.list[i], true
		}
	}
	return Country{}, false
}

// flagLetters is the code of two letters that a flag is made of (🇧🇷 is BR); other texts stay.
func flagLetters(text string) string {
	const a, z = '🇦', '🇿'
	if strings.ContainsFunc(text, func(r rune) bool { return r < a || r > z }) {
		return text
	}
	return strings.Map(func(r rune) rune { return r - a + 'A' }, text)
}

// nationality is the country whose people are called so, in a column of countries: elsewhere
// "German" may as well be a language. Ambiguous are words for the people of several.
func (a *atlas) nationality(text string) (c Country, ok, ambiguous bool) {
	key := a.key(text)
	if i, ok := a.peoples[key]; ok {
		return a.list[i], true, false
	}
	for _, end := range a.endings { // the longest last: "中国公民"
		if name, cut := strings.CutSuffix(key, end); cut && name != "" {
			if i, known := a.names[name]; known {
				c, ok = a.list[i], true
			}
		}
	}
	return c, ok, a.manyPeoples[key]
}

// addPeoples indexes what the people of a country are called.
func (a *atlas) addPeoples() {
	for _, l := range readWords("demonyms") {
		for _, w := range l.words {
			switch i, ok := a.codes[l.meaning]; {
			case ok:
				a.peoples[a.key(w)] = i
			case l.meaning == "ending":
				a.endings = append(a.endings, a.key(w))
			default:
				a.manyPeoples[a.key(w)] = true
			}
		}
	}
}

// Countries returns every country the vocabulary knows: members first in the
// order of their groups, then territories, other entities and former states.
func Countries() []Country { return append([]Country(nil), countryAtlas().list...) }

// CountryISO returns the country with the given ISO 3166-1 two-letter code.
func CountryISO(iso2 string) (Country, bool) {
	i, ok := countryAtlas().codes[iso2]
	if !ok || len(iso2) != 2 {
		return Country{}, false
	}
	return countryAtlas().list[i], true
}

func countryValue(text string) ValueMatch {
	if c, ok := CountryOf(text); ok {
		status := Alias
		if Clean(text) == c.Name {
			status = Exact
		}
		return ValueMatch{Value: c.Name, Status: status, Note: c.Note}
	}
	atlas := countryAtlas()
	c, ok, ambiguous := atlas.nationality(text)
	if ok {
		return ValueMatch{Value: c.Name, Status: Alias, Note: c.Note}
	}
	if ambiguous || atlas.ambiguous[atlas.key(text)] {
		return ValueMatch{Status: Ambiguous, Note: "more than one country is called so"}
	}
	if i := countryWords().closest(text); i >= 0 {
		if c, ok := CountryOf(atlas.spellings[i]); ok {
			return ValueMatch{Status: Near, Suggestions: []string{c.Name}}
		}
	}
	return ValueMatch{Status: Unknown}
}

var countryWords = sync.OnceValue(func() *WordList { return NewWordList(countryAtlas().spellings) })

// atlas is the compiled country table.
type atlas struct {
	list      []Country
	codes     map[string]int
	names     map[string]int
	ambiguous map[string]bool
	filler    map[string]bool
	spellings []string
	// What the people of a country are called, of several countries, and what stands behind
	// the name of a country for its people.
	peoples     map[string]int
	manyPeoples map[string]bool
	endings     []string
}

// key is Compact without articles and "and"/"&", which vary freely.
func (a *atlas) key(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(wordsOnly(s)) {
		if w == "st" {
			w = "saint"
		}
		if !a.filler[w] {
			b.WriteString(w)
		}
	}
	return b.String()
}

var countryAtlas = sync.OnceValue(func() *atlas {
	a := &atlas{
		codes: map[string]int{}, names: map[string]int{}, ambiguous: map[string]bool{}, filler: map[string]bool{},
		peoples: map[string]int{}, manyPeoples: map[string]bool{},
	}
	for i, f := range readFields("countries", 8) {
		a.list = append(a.list, Country{
			ISO2: f[0], ISO3: f[1], Name: f[2], Member: f[3] == "member", Former: f[3] == "former",
			UNGroup: f[4], ICANNRegion: f[5], Administers: f[6], Note: f[7],
		})
		a.codes[f[0]], a.codes[f[1]] = i, i
	}
	a.addNames()
	a.addPeoples()
	return a
})

// nameLanguages are the languages whose CLDR country names are recognised.
var nameLanguages = []language.Tag{
	language.English, language.French, language.Spanish, language.Portuguese, language.EuropeanPortuguese,
	language.German, language.Russian, language.Arabic, language.SimplifiedChinese, language.TraditionalChinese,
	language.Japanese, language.Norwegian, language.Italian, language.Dutch, language.Polish, language.Ukrainian,
	language.Turkish, language.Korean, language.Swedish, language.Danish, language.Indonesian, language.Hindi,
	language.Bengali, language.Swahili, language.Finnish, language.Czech, language.Greek, language.Hebrew,
	language.Thai,
	language.Hungarian, language.Romanian, language.Persian, language.Bulgarian, language.Croatian, language.Serbian,
	language.Slovak, language.Slovenian, language.Catalan, language.Urdu, language.Malay, language.Georgian,
}

// addNames indexes English names first, then the own aliases, then the CLDR
// names; the first to claim a spelling keeps it, members before others.
func (a *atlas) addNames() {
	own := readWords("country-names")
	for _, l := range own {
		for _, w := range l.words {
			switch l.meaning {
			case "filler":
				a.filler[Fold(w)] = true
			case "ambiguous":
				a.ambiguous[a.key(w)] = true
			}
		}
	}
	for i, c := range a.list {
		a.claim(c.Name, i, true)
		a.claim(withoutBrackets(c.Name), i, true)
	}
	for _, l := range own {
		for _, w := range l.words {
			if i, ok := a.codes[l.meaning]; ok {
				a.claim(w, i, true)
			}
		}
	}
	for _, tag := range nameLanguages {
		namer := display.Regions(tag)
		for i, c := range a.list {
			if c.Former || len(c.ISO2) != 2 {
				continue
			}
			if r, err := language.ParseRegion(c.ISO2); err == nil && namer != nil {
				a.claim(namer.Name(r), i, tag == language.English)
			}
		}
	}
	// Customary codes.
	a.codes["UK"] = a.codes["GB"]
	a.codes["EL"] = a.codes["GR"]
}

func (a *atlas) claim(name string, i int, suggest bool) {
	key := a.key(name)
	if key == "" {
		return
	}
	if _, taken := a.names[key]; taken {
		return
	}
	a.names[key] = i
	if suggest {
		a.spellings = append(a.spellings, strings.TrimSpace(name))
	}
}

// CountryList is a list of countries that carry a name: SIDS, LDC and the like.
// It is dated, because countries come and go.
type CountryList struct {
	// Name is the dimension of rule packs that the list answers with yes or no.
	Name planner.Dimension
	// AsOf is the date of the list, Source where it stands.
	AsOf, Source string
	codes        map[string]bool
}

var countryLists = sync.OnceValue(func() map[planner.Dimension]CountryList {
	lists := make(map[planner.Dimension]CountryList)
	for _, f := range readFields("country-lists", 4) {
		l := CountryList{planner.Dimension(f[0]), f[1], f[2], make(map[string]bool)}
		for _, code := range strings.Fields(f[3]) {
			l.codes[code] = true
		}
		lists[l.Name] = l
	}
	return lists
})

// CountryListOf returns the list that tells a dimension such as "SIDS" or
// "developing country" from the country.
func CountryListOf(d planner.Dimension) (CountryList, bool) {
	l, ok := countryLists()[d]
	return l, ok
}

// In reports whether the country stands on the list.
func (c Country) In(l CountryList) bool { return l.codes[c.ISO2] }
