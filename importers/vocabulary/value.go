package vocabulary

import (
	"strings"
	"sync"

	"roundtable/planner"
)

// Status says how sure the reading of a value is.
type Status uint8

// The ways a value can be read. Only Exact, Alias and Free carry a Value that
// may be used as it is.
const (
	Unknown   Status = iota // not a value of this dimension
	Exact                   // written in the field's own term
	Alias                   // another spelling or language of that term
	Free                    // the dimension has no fixed terms; taken as given
	Missing                 // says that nothing is known
	NoGroup                 // known, but belongs to none: an intergovernmental organization has no regional group
	Ambiguous               // could be any of the Suggestions: ask
	Near                    // resembles a Suggestion: ask
)

// ValueMatch is how one cell of a dimension reads.
type ValueMatch struct {
	// Value is the canonical term; empty unless Status is Exact, Alias or Free.
	Value  string
	Status Status
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
// community or civil society. Gender comes out as "woman", "man" or
// "non-binary" whatever the language; callers that must show gender as given
// use the class only to see that two spellings mean the same.
func Value(d planner.Dimension, text string) ValueMatch {
	if IsMissingIn(d, text) {
		return ValueMatch{Status: Missing}
	}
	terms := termsOf(d)
	switch {
	case d == planner.Country:
		return countryValue(text)
	case terms == nil:
		return ValueMatch{Value: Clean(text), Status: Free}
	}
	if m, ok := terms.lookup(text); ok {
		return m
	}
	if d == planner.Region {
		if c, ok := CountryOf(text); ok {
			m := ValueMatch{Status: Ambiguous, Note: c.Name + " is a country, not a regional group"}
			if c.UNGroup != "" {
				m.Suggestions = []string{c.UNGroup}
			}
			return m
		}
	}
	if i := terms.words.closest(withoutBrackets(text)); i >= 0 {
		if m, ok := terms.lookup(terms.spellings[i]); ok && m.OK() {
			return ValueMatch{Status: Near, Suggestions: []string{m.Value}}
		}
	}
	return ValueMatch{Status: Unknown}
}

// HasTerms reports whether values of d are brought to fixed terms.
func HasTerms(d planner.Dimension) bool { return d == planner.Country || termsOf(d) != nil }

// terms is the compiled vocabulary of one dimension.
type terms struct {
	index     map[string]ValueMatch // by Compact
	spellings []string              // in table order, for suggestions
	words     *wordList             // the same, prepared
}

// term lists the spellings of one canonical value, or of one thing that needs
// asking (value empty).
type term struct {
	value   string
	status  Status
	words   string
	suggest []string
	note    string
}

func compile(list []term) *terms {
	t := &terms{index: make(map[string]ValueMatch)}
	for _, x := range list {
		m := ValueMatch{Value: x.value, Status: x.status, Suggestions: x.suggest, Note: x.note}
		words := splitWords(x.words)
		if x.value != "" {
			m.Status = Alias
			words = append([]string{x.value}, words...)
		}
		for _, w := range words {
			t.index[Compact(w)] = m
			t.spellings = append(t.spellings, w)
		}
	}
	t.words = newWordList(t.spellings)
	return t
}

func (t *terms) lookup(text string) (ValueMatch, bool) {
	if len(text) > longestWord {
		return ValueMatch{}, false
	}
	m, ok := t.index[Compact(text)]
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
	stakeholderIndex = sync.OnceValue(func() *terms { return compile(stakeholderTerms) })
	regionIndex      = sync.OnceValue(func() *terms { return compile(regionTerms) })
	genderIndex      = sync.OnceValue(func() *terms { return compile(genderTerms) })
	attendanceIndex  = sync.OnceValue(func() *terms { return compile(attendanceTerms) })
)

func termsOf(d planner.Dimension) *terms {
	switch d {
	case planner.Stakeholder:
		return stakeholderIndex()
	case planner.Region:
		return regionIndex()
	case planner.Gender:
		return genderIndex()
	case planner.Attendance:
		return attendanceIndex()
	}
	return nil
}

// SplitValues splits a cell that lists several values: at ";" and "|", and in
// a language column also at "," and "/". Empty parts are dropped.
func SplitValues(d planner.Dimension, text string) []string {
	seps := ";|；"
	if d == planner.Language {
		seps += ",/、，"
	}
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(seps, r) }) {
		if p := Clean(part); p != "" {
			out = append(out, p)
		}
	}
	return out
}
