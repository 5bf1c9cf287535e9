package importers

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// isKnownValue reports whether a text is a stakeholder or regional group or a
// country by name: a value, so no header.
func isKnownValue(text string) bool {
	if vocabulary.IsMissing(text) {
		return false
	}
	return vocabulary.Value(planner.Stakeholder, text).OK() || vocabulary.Value(planner.Region, text).OK() ||
		isCountryName(text)
}

// The part of a column's cells that must say a meaning before it is taken from
// them alone: the more words of the meaning are ordinary words too, the more.
const (
	shareHinted    = 0.7  // the header says "group" already
	shareMost      = 0.8  // terms that are hardly ever anything else
	shareNearlyAll = 0.9  // countries, whose codes are words, and names
	shareAll       = 0.95 // gender, whose words are single letters
)

// How sure a meaning is that the cells tell, on the scale of
// [vocabulary.Match]: always below a header that is known, so that such a column
// is used first.
const (
	hintedMeaning   = 0.7 // the header points the same way
	probableMeaning = 0.6
	possibleMeaning = 0.5 // texts that may be names of people
)

// take gives a column the meaning that its cells tell.
func (c *column) take(m vocabulary.Meaning, confidence float64) {
	c.match, c.how = vocabulary.Match{Meaning: m, Confidence: confidence}, "content"
}

// columnsByContent gives a meaning to columns whose header says nothing, where
// nearly all values say it: e-mail addresses, stakeholder groups, regional
// groups, countries, or forms of address and gender words. It never overrules a
// header that is known, except that "Title" with Mr and Ms tells gender and a
// "Name" column may hold countries.
func (v *sheetView) columnsByContent() {
	for _, c := range v.columns {
		m := c.match.Meaning
		switch {
		case c.how == "map", c.given == 0:
			continue
		case m == vocabulary.HonorificTitle:
			if !v.has(vocabulary.Gender) && c.share(isGender) >= shareNearlyAll && c.distinct() >= 2 {
				c.take(vocabulary.Gender, hintedMeaning)
			}
			continue
		case m == vocabulary.Group && !v.hasAny(vocabulary.Min, vocabulary.Max, vocabulary.Stakeholder) &&
			c.share(isStakeholder) >= shareHinted:
			c.take(vocabulary.Stakeholder, hintedMeaning)
			continue
		case (m == vocabulary.Name || m == vocabulary.ID) && len(c.values) >= 3 && c.share(isCountry) >= shareNearlyAll:
			c.take(vocabulary.CountryName, probableMeaning)
			continue
		case m == vocabulary.Region && !v.has(vocabulary.CountryName) && len(c.values) <= maxValues &&
			c.share(isCountryName) >= shareMost:
			c.take(vocabulary.CountryName, probableMeaning)
			continue
		case m == vocabulary.Role:
			if !v.has(vocabulary.Stakeholder) && c.share(isStakeholder) >= shareMost {
				c.take(vocabulary.Stakeholder, probableMeaning)
			}
			continue
		case m != vocabulary.Other:
			continue
		}
		c.byContent(v)
	}
}

func (c *column) byContent(v *sheetView) {
	tests := []struct {
		meaning vocabulary.Meaning
		is      func(string) bool
		share   float64
		kinds   int
		most    int // more different values than this are something else
	}{
		{vocabulary.Stakeholder, isStakeholder, shareMost, 2, 40},
		{vocabulary.Region, isRegion, shareMost, 2, 40},
		{vocabulary.CountryName, isCountry, shareNearlyAll, 3, maxValues},
		{vocabulary.Gender, isGender, shareAll, 2, 20},
	}
	if !v.has(vocabulary.Email) && len(c.sample) > 1 && sampleShare(c.sample, isEmail) >= shareMost {
		c.take(vocabulary.Email, probableMeaning)
		return
	}
	for _, t := range tests {
		if v.has(t.meaning) && t.meaning != vocabulary.CountryName {
			continue
		}
		if len(c.values) > t.most || t.meaning == vocabulary.Gender && !isGenderColumn(c) {
			continue
		}
		if c.distinct() >= t.kinds && c.share(t.is) >= t.share {
			c.take(t.meaning, probableMeaning)
			return
		}
	}
	if (len(v.header) == 0 || c.header == "") &&
		!v.hasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) && len(c.sample) > 0 &&
		sampleShare(c.sample, isPersonName) >= shareNearlyAll {
		c.take(vocabulary.Name, possibleMeaning)
	}
}

// sampleShare is the part of the texts for which is holds.
func sampleShare(texts []string, is func(string) bool) float64 {
	yes := 0
	for _, t := range texts {
		if is(t) {
			yes++
		}
	}
	return float64(yes) / float64(len(texts))
}

// isGenderColumn asks for at least one word longer than a letter, or for just
// the pair F and M: single letters alone could be anything.
func isGenderColumn(c *column) bool {
	letters := make(map[string]bool)
	for text := range c.values {
		if len([]rune(text)) > 1 && isGender(text) {
			return true
		}
		letters[strings.ToUpper(text)] = true
	}
	return len(letters) == 2 && letters["M"] && (letters["F"] || letters["K"] || letters["W"])
}

// share is the part of the given, not missing cells for which is holds.
func (c *column) share(is func(string) bool) float64 {
	yes, n := 0, 0
	for text, k := range c.values {
		if vocabulary.IsMissing(text) {
			continue
		}
		n += k
		if is(text) {
			yes += k
		}
	}
	if n == 0 {
		return 0
	}
	return float64(yes) / float64(n)
}

// distinct is the number of different values that are not missing.
func (c *column) distinct() int {
	n := 0
	for text := range c.values {
		if !vocabulary.IsMissing(text) {
			n++
		}
	}
	return n
}

func isStakeholder(s string) bool {
	m := vocabulary.Value(planner.Stakeholder, s)
	return m.OK() || m.Status == vocabulary.Ambiguous
}

func isRegion(s string) bool {
	m := vocabulary.Value(planner.Region, s)
	return m.OK() || m.Status == vocabulary.NoGroup
}

func isCountry(s string) bool {
	_, ok := vocabulary.CountryOf(s)
	return ok
}

// isCountryName is isCountry without codes, some of which are words.
func isCountryName(s string) bool { return len(s) > 3 && isCountry(s) }

func isGender(s string) bool { return vocabulary.Value(planner.Gender, s).OK() }

// isPersonName reports whether a text could be a person's name: two to six
// words of letters, the first ones capitalised where the script has capitals.
func isPersonName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || isKnownValue(s) {
		return false
	}
	for _, w := range words {
		if strings.IndexFunc(w, unicode.IsDigit) >= 0 || strings.ContainsAny(w, "@/:;?!") {
			return false
		}
	}
	first := []rune(words[0])[0]
	return unicode.IsLetter(first) && !unicode.IsLower(first)
}

// codeInHeader finds what numbers mean in a header such as
// "Gender (0 = male, 1 = female)".
var codeInHeader = regexp.MustCompile(`(\d+)\s*[=:–-]\s*([^\d,;/)(\]]+)`)

// readCodes returns the values that the header gives to numbers, and for a
// header that names one value ("Female", with 0 and 1) what yes and no mean.
func (c *column) readCodes() map[string]string {
	found := codeInHeader.FindAllStringSubmatch(c.header, -1)
	if len(found) >= 2 {
		codes := make(map[string]string)
		for _, m := range found {
			codes[m[1]] = vocabulary.Clean(m[2])
		}
		return codes
	}
	if c.match.Meaning != vocabulary.Gender {
		return nil
	}
	if len(found) == 1 && isGender(vocabulary.Clean(found[0][2])) {
		return map[string]string{found[0][1]: vocabulary.Clean(found[0][2])} // the other number stays unknown
	}
	if slices.Contains([]string{"female", "isfemale", "woman", "女性"}, vocabulary.Compact(c.header)) {
		return map[string]string{
			"1": vocabulary.Woman, "0": "not " + vocabulary.Woman, "yes": vocabulary.Woman,
			"no": "not " + vocabulary.Woman, "TRUE": vocabulary.Woman, "FALSE": "not " + vocabulary.Woman,
		}
	}
	return nil
}
