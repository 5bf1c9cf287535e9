package messages

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"roundtable/planner"
)

//go:embed countries.tsv
var countryTable string

// countryLanguages are the languages of the columns of countries.tsv behind English.
var countryLanguages = []string{"fr", "es", "ar", "zh", "ru"}

// countries are the names by the English one, as readers bring countries to it: in the
// languages in which the United Nations have another name than CLDR, and the code there.
var countries = sync.OnceValue(func() map[string]country {
	list := make(map[string]country)
	english := display.Regions(language.English)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if of, err := language.ParseRegion(string([]rune{a, b})); err == nil && of.IsCountry() {
				list[english.Name(of)] = country{region: of}
			}
		}
	}
	for line := range strings.Lines(countryTable) {
		if names := strings.Split(strings.TrimRight(line, "\r\n"), "\t"); line[0] != '#' {
			list[names[0]] = country{list[names[0]].region, names[1:]}
		}
	}
	return list
})

type country struct {
	region language.Region
	names  []string // by countryLanguages; "" or none for that of CLDR
}

// ValueOf is a value of a dimension in the language, where it was recognised: [Catalogue.Value],
// and of countries the name that the United Nations use, else that of CLDR.
func (c *Catalogue) ValueOf(d planner.Dimension, text string) string {
	of, known := countries()[text]
	i := slices.Index(countryLanguages, c.tag)
	switch {
	case d != planner.Country:
		return c.Value(text)
	case !known || i < 0:
		return text
	case i < len(of.names) && of.names[i] != "":
		return of.names[i]
	}
	return display.Regions(language.Make(c.tag)).Name(of.region)
}
