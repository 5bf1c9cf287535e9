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
	t := Clean(text)
	if len(t) == 2 || len(t) == 3 {
		if i, ok := atlas.codes[t]; ok {
			return atlas.list[i], true
		}
	}
	for _, s := range []string{t, withoutBrackets(t)} {
		key := countryKey(s)
		if atlas.ambiguous[key] {
			return Country{}, false
		}
		if i, ok := atlas.names[key]; ok {
			return atlas.list[i], true
		}
	}
	return Country{}, false
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
	if atlas.ambiguous[countryKey(text)] {
		return ValueMatch{Status: Ambiguous, Note: "more than one country is called so"}
	}
	if i := countryWords().closest(text); i >= 0 {
		if c, ok := CountryOf(atlas.spellings[i]); ok {
			return ValueMatch{Status: Near, Suggestions: []string{c.Name}}
		}
	}
	return ValueMatch{Status: Unknown}
}

var countryWords = sync.OnceValue(func() *wordList { return newWordList(countryAtlas().spellings) })

// atlas is the compiled country table.
type atlas struct {
	list      []Country
	codes     map[string]int
	names     map[string]int
	ambiguous map[string]bool
	spellings []string
}

// countryKey is Compact without articles and "and"/"&", which vary freely.
func countryKey(s string) string {
	words := strings.FieldsFunc(Fold(s), func(r rune) bool { return !isWordRune(r) })
	var b strings.Builder
	for _, w := range words {
		switch w {
		case "the", "and", "et", "und", "y", "e", "и":
			continue
		case "st":
			w = "saint"
		}
		b.WriteString(w)
	}
	return b.String()
}

var countryAtlas = sync.OnceValue(func() *atlas {
	a := &atlas{codes: map[string]int{}, names: map[string]int{}, ambiguous: map[string]bool{}}
	for _, g := range memberStates {
		for _, s := range splitWords(g.states) {
			code, name, _ := strings.Cut(s, " ")
			a.add(Country{ISO2: code, Name: name, UNGroup: g.group, Member: true, Note: countryNotes[code]})
		}
	}
	for _, s := range splitWords(territories) {
		code, rest, _ := strings.Cut(s, " ")
		name, admin, _ := strings.Cut(rest, ",")
		note := "not a member of the United Nations, in no regional group of its own"
		a.add(Country{ISO2: code, Name: name, Administers: admin, Note: note})
	}
	for _, c := range otherEntities {
		a.add(c)
	}
	for i := range a.list {
		a.list[i].ICANNRegion = icannRegion(a, a.list[i])
	}
	a.addNames()
	for _, s := range ambiguousCountries {
		a.ambiguous[countryKey(s)] = true
	}
	return a
})

func (a *atlas) add(c Country) {
	if c.ISO3 == "" {
		if r, err := language.ParseRegion(c.ISO2); err == nil {
			c.ISO3 = r.ISO3()
		}
	}
	i := len(a.list)
	a.list = append(a.list, c)
	a.codes[c.ISO2] = i
	a.codes[c.ISO3] = i
}

// nameLanguages are the languages whose CLDR country names are recognised.
var nameLanguages = []language.Tag{
	language.English, language.French, language.Spanish, language.Portuguese, language.EuropeanPortuguese, language.German, language.Russian,
	language.Arabic, language.SimplifiedChinese, language.TraditionalChinese, language.Japanese, language.Norwegian, language.Italian, language.Dutch,
	language.Polish, language.Ukrainian, language.Turkish, language.Korean, language.Swedish, language.Danish, language.Indonesian, language.Hindi, language.Bengali,
}

// addNames indexes English names first, then the own aliases, then the CLDR
// names; the first to claim a spelling keeps it, members before others.
func (a *atlas) addNames() {
	for i, c := range a.list {
		a.claim(c.Name, i, true)
		a.claim(withoutBrackets(c.Name), i, true)
	}
	for _, line := range countryAliases {
		code, words, _ := strings.Cut(line, ": ")
		for _, w := range strings.Split(words, ";") {
			a.claim(w, a.codes[code], true)
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
	// An administering code of its own for Kazakhstan's customary English forms
	// would be no use; the UK's customary code is worth one.
	a.codes["UK"] = a.codes["GB"]
	a.codes["EL"] = a.codes["GR"]
}

func (a *atlas) claim(name string, i int, suggest bool) {
	key := countryKey(name)
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

// icannRegion derives the region from the UN M49 geography; territories and
// associated states go with their administering state.
func icannRegion(a *atlas, c Country) string {
	if c.Administers != "" {
		c = a.list[a.codes[c.Administers]]
	}
	if c.Former || c.ISO2 == "EU" || c.ISO2 == "AQ" {
		return ""
	}
	switch c.ISO2 {
	case "US", "CA":
		return ICANNNorthAmerica
	case "TW":
		return ICANNAsia
	case "XK":
		return ICANNEurope
	}
	for _, x := range []struct{ m49, region string }{
		{"002", ICANNAfrica}, {"142", ICANNAsia}, {"009", ICANNAsia}, {"150", ICANNEurope}, {"019", ICANNLatin},
	} {
		if inM49(x.m49, c.ISO2) {
			return x.region
		}
	}
	return ""
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

// RegionOf reads a region cell under the scheme. Under [UNGroups] it is [Value]
// for the region dimension.
func RegionOf(s Scheme, text string) ValueMatch {
	if s != ICANNRegions {
		return Value(planner.Region, text)
	}
	if IsMissing(text) {
		return ValueMatch{Status: Missing}
	}
	key := Compact(text)
	for _, name := range ICANNRegionNames() {
		if Clean(text) == name {
			return ValueMatch{Value: name, Status: Exact}
		}
		if key == Compact(name) {
			return ValueMatch{Value: name, Status: Alias}
		}
	}
	aliases := map[string]string{
		"af": ICANNAfrica, "afrique": ICANNAfrica, "asia": ICANNAsia, "asiapacific": ICANNAsia, "asiaaustraliapacific": ICANNAsia, "asiaaustraliaandpacific": ICANNAsia, "ap": ICANNAsia, "apac": ICANNAsia,
		"eu": ICANNEurope, "europa": ICANNEurope, "latinamerica": ICANNLatin, "latinamericacaribbean": ICANNLatin, "latinamericaandthecaribbean": ICANNLatin, "latinamericacaribbeanislands": ICANNLatin, "lac": ICANNLatin, "na": ICANNNorthAmerica, "northamerica": ICANNNorthAmerica,
	}
	if r, ok := aliases[key]; ok {
		return ValueMatch{Value: r, Status: Alias}
	}
	if near, ok := Closest(text, ICANNRegionNames()); ok {
		return ValueMatch{Status: Near, Suggestions: []string{near}}
	}
	return ValueMatch{Status: Unknown}
}
