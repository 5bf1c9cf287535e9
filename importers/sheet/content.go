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

// A sense is what a column means because nearly all its cells say so.
type sense struct {
	from, to   vocabulary.Meaning // from: what the header says
	is         func(string) bool
	share      float64
	confidence float64
	least      int                  // different values there must be
	most       int                  // more different values are something else
	unless     []vocabulary.Meaning // columns that must not be there
}

// senses are tried in this order. A known header is overruled only where its word
// has two senses: "Title" with Mr and Ms tells gender, a "Name" may be of a
// country, a "Role" or "Group" a stakeholder group, "Attendee #" is no name, and
// the "userId" of a form may be one.
var senses = []sense{
	{vocabulary.HonorificTitle, vocabulary.Gender, isGender, shareNearlyAll, hintedMeaning, 1, maxValues, same},
	{
		vocabulary.Group, vocabulary.Stakeholder, isStakeholder, shareHinted, hintedMeaning, 1, maxValues,
		[]vocabulary.Meaning{vocabulary.Min, vocabulary.Max, vocabulary.Stakeholder},
	},
	{
		vocabulary.Feature, vocabulary.Stakeholder, isStakeholder, shareHinted, hintedMeaning, 2, maxValues,
		[]vocabulary.Meaning{vocabulary.Min, vocabulary.Max, vocabulary.Stakeholder},
	},
	{vocabulary.Name, vocabulary.CountryName, isCountry, shareNearlyAll, probableMeaning, 3, maxValues, nil},
	{vocabulary.ID, vocabulary.CountryName, isCountry, shareNearlyAll, probableMeaning, 3, maxValues, nil},
	{
		vocabulary.ID, vocabulary.Name, isPersonName, shareNearlyAll, hintedMeaning, 2, maxSample,
		[]vocabulary.Meaning{vocabulary.Name, vocabulary.FirstName},
	},
	{vocabulary.Name, vocabulary.ID, isNumber, 1, hintedMeaning, 2, maxSample, nil},
	{
		vocabulary.Email, vocabulary.Name, isPersonName, shareNearlyAll, hintedMeaning, 2, maxSample,
		[]vocabulary.Meaning{vocabulary.Name, vocabulary.FirstName},
	},
	{vocabulary.Email, vocabulary.ID, isUserName, 1, hintedMeaning, 2, maxSample, same},
	{vocabulary.Region, vocabulary.CountryName, isCountryName, shareMost, probableMeaning, 1, maxValues, same},
	{
		vocabulary.Role, vocabulary.Name, isFullName, shareNearlyAll, hintedMeaning, 2, maxSample,
		[]vocabulary.Meaning{vocabulary.Name, vocabulary.FirstName, vocabulary.ID, vocabulary.Email},
	},
	{vocabulary.Role, vocabulary.Stakeholder, isStakeholder, shareMost, probableMeaning, 1, maxValues, same},
	{vocabulary.Other, vocabulary.Email, vocabulary.IsAddress, shareMost, probableMeaning, 1, maxSample, same},
	{vocabulary.Other, vocabulary.Stakeholder, isStakeholder, shareMost, probableMeaning, 2, 40, same},
	{vocabulary.Other, vocabulary.Region, isRegion, shareMost, probableMeaning, 2, 40, same},
	{vocabulary.Other, vocabulary.CountryName, isCountry, shareNearlyAll, probableMeaning, 3, maxValues, nil},
	{vocabulary.Other, vocabulary.Attendance, isAttendance, shareAll, probableMeaning, 2, 20, same},
	{vocabulary.Other, vocabulary.Gender, isGender, shareAll, probableMeaning, 2, 20, same},
}

// same stands for a column of the meaning itself.
var same = []vocabulary.Meaning{vocabulary.Other}

// meaningsByContent gives columns the meaning that their cells tell.
func meaningsByContent(m *Model) {
	for _, c := range m.Columns {
		if c.isSettled() {
			continue
		}
		from := c.Match.Meaning
		for i := range senses {
			if senses[i].from == from && senses[i].fits(m, c) {
				c.take(senses[i].to, senses[i].confidence)
				break
			}
		}
		if c.asksAttendance(m) {
			c.take(vocabulary.Attendance, probableMeaning)
		}
		unnamed := len(m.Header) == 0 || c.Header == "" ||
			len(strings.Fields(c.Header)) <= 3 && vocabulary.PeopleHeader.Within(c.Header)
		if c.Match.Meaning == vocabulary.Other && unnamed && len(c.Sample) > 0 &&
			!m.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) &&
			sampleShare(c.Sample, areNames) >= shareNearlyAll {
			c.take(vocabulary.Name, possibleMeaning)
		}
	}
}

// asksAttendance reports a column below such as "Online?", all of whose answers are yes or no.
func (c *Column) asksAttendance(m *Model) bool {
	_, asked := vocabulary.AttendanceAsked(c.Header)
	return asked && !m.HasAny(vocabulary.Attendance) &&
		c.Match.Meaning == vocabulary.Other && c.Values != nil && c.Share(isYesNo) >= shareAll
}

func isYesNo(s string) bool {
	a, _ := vocabulary.YesNo(s)
	return a != planner.Unknown
}

// isSettled reports a column whose cells need not be asked what it means.
func (c *Column) isSettled() bool {
	return c.How == ByMap || c.How == BySection || c.Given == 0 || c.Stem != "" && c.grid
}

// fits reports whether the cells of a column tell the sense.
func (s *sense) fits(m *Model, c *Column) bool {
	switch {
	case s.isTaken(m),
		s.to == vocabulary.Gender && s.from == vocabulary.Other && !c.holdsGender(),
		s.from == vocabulary.Role && s.to == vocabulary.Name && (c.Values == nil || c.Distinct() < c.Given ||
			c.Share(func(t string) bool { _, role := vocabulary.RoleOf(t); return role }) > 0),
		s.to == vocabulary.ID && c.Values != nil && 2*c.Distinct() < c.Given:
		return false
	case s.most == maxSample: // names, numbers and addresses are too many to be counted as values
		return len(c.Sample) >= s.least && sampleShare(c.Sample, s.is) >= s.share
	}
	return c.Values != nil && len(c.Values) <= s.most && c.Distinct() >= s.least && c.Share(s.is) >= s.share
}

// isTaken reports whether there is a column that rules the sense out.
func (s *sense) isTaken(m *Model) bool {
	if slices.Equal(s.unless, same) {
		return m.Has(s.to)
	}
	return m.HasAny(s.unless...)
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

// isUserName reports a text that names somebody but is no address.
func isUserName(s string) bool { return !strings.Contains(s, "@") && !vocabulary.Nobody.Is(s) }

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

func isAttendance(s string) bool { return vocabulary.Value(planner.Attendance, s).OK() }

func isGender(s string) bool { return vocabulary.Value(planner.Gender, s).OK() }

// isFullName reports a person's name in which every word begins with a capital, but
// for the particles of names.
func isFullName(s string) bool {
	return isPersonName(s) && !slices.ContainsFunc(strings.Fields(s), func(w string) bool {
		return unicode.IsLower([]rune(w)[0]) && !vocabulary.NameParticle.Is(w)
	})
}

// areNames reports a text that could be the name of a person, or of several.
func areNames(s string) bool {
	return isPersonName(s) || !slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool {
		return strings.ContainsRune(";,|；、", r)
	}), func(part string) bool { return !isFullName(vocabulary.Clean(part)) })
}

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
