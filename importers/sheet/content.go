package sheet

import (
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The part of a column's cells that must say a meaning before it is taken from
// them alone: the more words of the meaning are ordinary words too, the more.
const (
	shareHinted    = 0.7  // the header says "group" already
	shareMost      = 0.8  // terms that are hardly ever anything else
	shareNearlyAll = 0.9  // countries, whose codes are words, and names
	shareAll       = 0.95 // gender, whose words are single letters
)

// How sure a meaning is that the cells tell, on the scale of [vocabulary.Match]:
// always below a header that is known, so that such a column is used first.
const (
	sectionMeaning  = 0.75 // a heading above the rows
	hintedMeaning   = 0.7  // the header points the same way
	probableMeaning = 0.6
	possibleMeaning = 0.5 // texts that may be names of people
)

// take gives a column the meaning that its cells tell.
func (c *Column) take(m vocabulary.Meaning, confidence float64) {
	c.Match, c.How = vocabulary.Match{Meaning: m, Confidence: confidence}, ByContent
}

// meaningsByContent gives a meaning to columns whose header says nothing, where nearly all
// values say it. It never overrules a header that is known, except where a word
// has two senses: "Title" with Mr and Ms tells gender, a "Name" column may hold
// countries, a "Role" column stakeholder groups, a "Group" column too.
func meaningsByContent(m *Model) {
	for _, c := range m.Columns {
		if c.How == ByMap || c.How == BySection || c.Given == 0 || c.Stem != "" && c.grid {
			continue
		}
		switch c.Match.Meaning {
		case vocabulary.HonorificTitle:
			if !m.Has(vocabulary.Gender) && c.Share(isGender) >= shareNearlyAll && c.Distinct() >= 2 {
				c.take(vocabulary.Gender, hintedMeaning)
			}
		case vocabulary.Group:
			if !m.HasAny(vocabulary.Min, vocabulary.Max, vocabulary.Stakeholder) &&
				c.Share(isStakeholder) >= shareHinted {
				c.take(vocabulary.Stakeholder, hintedMeaning)
			}
		case vocabulary.Name, vocabulary.ID:
			switch {
			case len(c.Values) >= 3 && c.Share(isCountry) >= shareNearlyAll:
				c.take(vocabulary.CountryName, probableMeaning)
			case c.Match.Meaning == vocabulary.ID && !m.HasAny(vocabulary.Name, vocabulary.FirstName) &&
				len(c.Sample) > 1 && sampleShare(c.Sample, isPersonName) >= shareNearlyAll:
				c.take(vocabulary.Name, hintedMeaning) // "userId" of a form that asks for names
			case c.Match.Meaning == vocabulary.Name && len(c.Sample) > 1 && sampleShare(c.Sample, isNumber) == 1:
				c.take(vocabulary.ID, hintedMeaning) // "Attendee #"
			}
		case vocabulary.Region:
			if !m.Has(vocabulary.CountryName) && len(c.Values) <= maxValues && c.Share(isCountryName) >= shareMost {
				c.take(vocabulary.CountryName, probableMeaning)
			}
		case vocabulary.Role:
			if !m.Has(vocabulary.Stakeholder) && c.Share(isStakeholder) >= shareMost {
				c.take(vocabulary.Stakeholder, probableMeaning)
			}
		case vocabulary.Other:
			otherByContent(m, c)
		}
	}
}

func otherByContent(m *Model, c *Column) {
	if !m.Has(vocabulary.Email) && len(c.Sample) > 1 && sampleShare(c.Sample, vocabulary.IsAddress) >= shareMost {
		c.take(vocabulary.Email, probableMeaning)
		return
	}
	for _, t := range []struct {
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
	} {
		if m.Has(t.meaning) && t.meaning != vocabulary.CountryName ||
			len(c.Values) > t.most || t.meaning == vocabulary.Gender && !c.holdsGender() {
			continue
		}
		if c.Distinct() >= t.kinds && c.Share(t.is) >= t.share {
			c.take(t.meaning, probableMeaning)
			return
		}
	}
	if (len(m.Header) == 0 || c.Header == "") &&
		!m.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) && len(c.Sample) > 0 &&
		sampleShare(c.Sample, isPersonName) >= shareNearlyAll {
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

// holdsGender asks for at least one word longer than a letter, or for just the
// pair F and M: single letters alone could be anything.
func (c *Column) holdsGender() bool {
	letters := make(map[string]bool)
	for text := range c.Values {
		if len([]rune(text)) > 1 && isGender(text) {
			return true
		}
		letters[strings.ToUpper(text)] = true
	}
	return len(letters) == 2 && letters["M"] && (letters["F"] || letters["K"] || letters["W"])
}

// isKnownValue reports whether a text is a stakeholder or regional group or a
// country by name: a value, so no header.
func isKnownValue(text string) bool {
	return !vocabulary.IsMissing(text) && (isStakeholder(text) || isRegion(text) || isCountryName(text))
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

// isPersonName reports whether a text could be a person's name: two to six words
// of letters, the first ones capitalised where the script has capitals.
func isPersonName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || isKnownValue(s) {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool {
		return strings.IndexFunc(w, unicode.IsDigit) >= 0 || strings.ContainsAny(w, "@/:;?!")
	}) {
		return false
	}
	first := []rune(words[0])[0]
	return unicode.IsLetter(first) && !unicode.IsLower(first)
}
