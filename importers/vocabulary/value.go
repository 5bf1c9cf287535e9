package vocabulary

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"roundtable/planner"
)

// Certainty says how sure the reading of a value is.
type Certainty uint8

// The ways a value can be read. Only Exact, Alias and Free carry a Value that
// may be used as it is.
const (
	Unknown   Certainty = iota // not a value of this dimension
	Exact                      // written in the field's own term
	Alias                      // another spelling or language of that term
	Free                       // the dimension has no fixed terms; taken as given
	Missing                    // says that nothing is known
	NoGroup                    // known, but belongs to none: an intergovernmental organization has no regional group
	Ambiguous                  // could be any of the Suggestions: ask
	Near                       // resembles a Suggestion: ask
)

// ValueMatch is how one cell of a dimension reads.
type ValueMatch struct {
	// Value is the canonical term; empty unless Status is Exact, Alias or Free.
	Value  string
	Status Certainty
	// Suggestions are canonical terms the user may have meant, best first.
	Suggestions []string
	// Note says why, where that is not plain from the Status.
	Note string
}

// OK reports whether Value may be used.
func (m ValueMatch) OK() bool { return m.Status == Exact || m.Status == Alias || m.Status == Free }

// Value reads a cell of dimension d in the field's terms. Stakeholder groups,
// regional groups, gender, attendance and countries have fixed terms; all other
// dimensions are taken as given with white space cleaned.
//
// "Academia" is ambiguous on purpose: the IGF files it under the technical
// community or civil society. Gender comes out as "woman", "man" or "non-binary"
// whatever the language; what the letters of a column mean, [GenderLetters] says.
func Value(d planner.Dimension, text string) ValueMatch {
	terms := termsOf(d)
	switch {
	case IsMissing(text):
		return ValueMatch{Status: Missing}
	case d == planner.Country:
		return countryValue(text)
	case d == planner.Region:
		return RegionOf(UNGroups, text)
	case d == planner.TimeZone:
		if m, ok := zoneTerms().lookup(text); ok {
			return m
		}
		return ValueMatch{Value: Clean(text), Status: Free}
	case terms == nil:
		return ValueMatch{Value: Clean(text), Status: Free}
	}
	return terms.value(text)
}

// RegionOf reads a region cell under the scheme. Under [UNGroups] it is [Value]
// for the region dimension.
func RegionOf(s Scheme, text string) ValueMatch {
	if IsMissing(text) {
		return ValueMatch{Status: Missing}
	}
	terms := regionTerms()
	if s == ICANNRegions {
		terms = icannTerms()
	}
	m := terms.value(text)
	if m.Status != Unknown && m.Status != Near {
		return m
	}
	if c, ok := CountryOf(text); ok {
		m = ValueMatch{Status: Ambiguous, Note: "a country, not " + s.one()}
		if region := c.Region(s); region != "" {
			m.Suggestions = []string{region}
		}
	}
	return m
}

// HasTerms reports whether values of d are brought to fixed terms.
func HasTerms(d planner.Dimension) bool { return d == planner.Country || termsOf(d) != nil }

// terms is the compiled vocabulary of one dimension.
type terms struct {
	index     map[string]ValueMatch // by Compact
	accented  map[string]ValueMatch // words that count with their accents only, in small letters
	spellings []string              // in table order, for suggestions
	parts     []string              // the same, as [wordPart] has them
	values    []string              // in the order of the file
	words     *WordList             // the same, prepared
}

// readTerms reads a file of words whose meanings are values. A meaning with the
// line "may be" is no value but stands for several; the words of "no group" are
// known and stand for none.
func readTerms(file string) func() *terms {
	return sync.OnceValue(func() *terms {
		t := &terms{index: make(map[string]ValueMatch), accented: make(map[string]ValueMatch)}
		lines := readWords(file)
		of := make(map[string]ValueMatch)
		for _, l := range lines {
			m, ok := of[l.meaning]
			switch {
			case l.language == "may be":
				m = ValueMatch{Status: Ambiguous, Suggestions: l.words, Note: m.Note}
			case l.meaning == "no group":
				m.Status = NoGroup
			case !ok:
				m = ValueMatch{Value: l.meaning, Status: Alias}
				t.values = append(t.values, l.meaning)
				t.add(l.meaning, m)
			}
			if l.language == "note" {
				m.Note = l.words[0]
			}
			of[l.meaning] = m
		}
		for _, l := range lines {
			if l.language != "note" && l.language != "may be" {
				for _, w := range l.words {
					t.add(w, of[l.meaning])
				}
			}
		}
		t.words = NewWordList(t.spellings)
		return t
	})
}

// shortestPart is the length below which a word, with the spaces beside it, stands
// in too many texts to tell anything.
const shortestPart = 6

func (t *terms) add(word string, m ValueMatch) {
	if bare, ok := strings.CutPrefix(word, "="); ok {
		t.accented[strings.ToLower(bare)] = m
		return
	}
	part := wordPart(word)
	if len(part) < shortestPart {
		part = "\x00" // in no text
	}
	t.index[Compact(word)] = m
	t.spellings, t.parts = append(t.spellings, word), append(t.parts, part)
}

// value reads a text in the field's terms, or says what it resembles.
func (t *terms) value(text string) ValueMatch {
	if m, ok := t.lookup(text); ok {
		return m
	}
	if i := t.words.closest(withoutBrackets(text)); i >= 0 {
		if m, ok := t.lookup(t.spellings[i]); ok && m.OK() {
			return ValueMatch{Status: Near, Suggestions: []string{m.Value}}
		}
	}
	return ValueMatch{Status: Unknown}
}

func (t *terms) lookup(text string) (ValueMatch, bool) {
	if len(text) > longestWord {
		return ValueMatch{}, false
	}
	m, ok := t.accented[strings.ToLower(Clean(text))]
	if !ok {
		m, ok = t.index[Compact(text)]
	}
	if !ok {
		if m, ok = t.index[Compact(withoutBrackets(text))]; !ok {
			return ValueMatch{}, false
		}
	}
	if m.Status == Alias && Clean(text) == m.Value {
		m.Status = Exact
	}
	return m, true
}

var (
	stakeholderTerms = readTerms("stakeholder")
	zoneTerms        = readTerms("zones")
	regionTerms      = readTerms("region")
	icannTerms       = readTerms("icann")
)

// dimensionTerms are the terms of the dimensions that have some.
var dimensionTerms = map[planner.Dimension]func() *terms{
	planner.Stakeholder: stakeholderTerms, planner.Region: regionTerms,
	planner.Gender: readTerms("gender"), planner.Attendance: readTerms("attendance"),
}

func termsOf(d planner.Dimension) *terms {
	if read := dimensionTerms[d]; read != nil {
		return read()
	}
	return nil
}

// Terms are the values that a dimension has, in the order of the field, or nil
// for one without terms of its own.
func Terms(d planner.Dimension) []string {
	if t := termsOf(d); t != nil {
		return t.values
	}
	return nil
}

// The classes of gender that [Value] returns.
const (
	Woman     = "woman"
	Man       = "man"
	NonBinary = "non-binary"
)

// The values of attendance.
const (
	Onsite = "onsite"
	Online = "online"
	Hybrid = "hybrid"
)

// AttendanceAsked is the way to attend that a header asks about, where it asks for a yes or a no:
// "Online?", "Will you attend in person?".
func AttendanceAsked(header string) (string, bool) {
	var left []string
	for word := range strings.FieldsSeq(strings.Trim(header, " ?¿!*:")) {
		if !AttendingWord.Is(word) {
			left = append(left, word)
		}
	}
	switch text := strings.Join(left, " "); {
	case OnlineWord.Is(text):
		return Online, true
	case OnsiteWord.Is(text):
		return Onsite, true
	}
	return "", false
}

var dimensionWords = readMeanings("dimensions")

// DimensionOf returns the dimension of a rule pack that a header names beyond the
// meanings of [Header]: "Small Island Developing State?" is SIDS.
func DimensionOf(header string) (planner.Dimension, bool) {
	for _, s := range []string{header, withoutBrackets(header)} {
		if d, ok := dimensionWords()[wordKey(s)]; ok {
			return planner.Dimension(d), true
		}
	}
	return "", false
}

// Example returns the value of the dimension that a text which is no value points
// to, for use as an example: by the longest of the known terms it contains, or
// for stakeholder groups by words such as "ministry". It is "" where the words
// point to none or to several.
func Example(d planner.Dimension, text string) string {
	terms := termsOf(d)
	if terms == nil {
		return ""
	}
	padded := " " + wordsOnly(text) + " "
	value, longest := "", 0
	for i, part := range terms.parts {
		if len(part) > longest && strings.Contains(padded, part) {
			value, longest = terms.index[Compact(terms.spellings[i])].Value, len(part)
		}
	}
	if longest > 0 || d != planner.Stakeholder {
		return value
	}
	for _, group := range planner.StakeholderGroups() {
		if List("hints/" + group).Within(text) {
			if value != "" {
				return ""
			}
			value = group
		}
	}
	return value
}

// SplitValues splits a cell that lists several values: at ";" and "|", and in
// a language column also at "," and "/". Empty parts are dropped.
func SplitValues(d planner.Dimension, text string) []string {
	seps := ";|；"
	if d == planner.Language {
		seps += ",/、，"
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(seps, r) })
	for i, part := range parts {
		parts[i] = Clean(part)
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// IsMissing reports whether a cell says that nothing is known: it is blank, a
// dash, or a word such as "NA", "n/a", "NULL", "unknown", "prefer not to say".
// Zero is a value and not missing.
func IsMissing(s string) bool { return missingWord.Is(s) || Fold(s) == "" }

// IsBlank reports whether a cell holds nothing but signs such as "-", "--" and
// "n/a". A person may be called Null, None or Na: words are no signs.
func IsBlank(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsLetter) && IsMissing(s) ||
		strings.ContainsAny(s, "/.#") && missingWord.Is(s) || !strings.ContainsFunc(s, isWordRune) && len(s) < 4
}

const missingWord List = "missing/missing"

// YesNo reads a yes/no cell. A blank or unknown word is [planner.Unknown], with
// ok false only for words that are neither blank, missing, yes nor no.
func YesNo(text string) (a planner.Answer, ok bool) {
	switch {
	case Yes.Is(text), YesShort.Is(text), Mark.Is(text):
		return planner.Yes, true
	case No.Is(text):
		return planner.No, true
	}
	return planner.Unknown, IsMissing(text)
}
