package importers

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What is known of gender becomes one term when people are read: "F", "femme" and "Kvinne" are
// "woman", which reports say in their language. What a letter stands for is read from the
// column as a whole ([vocabulary.GenderLetters]), and asked where that leaves it open. What
// people call themselves otherwise stays as they wrote it.

// learnLetters settles what the letters of a column of genders mean; targets that write the
// same letters mean the same.
func (x *valueReader) learnLetters() {
	x.letters = vocabulary.GenderLetters(x.c.Header, sortedKeys(x.c.Values))
	for text, m := range x.letters {
		x.r.letters.add(text, m)
	}
}

// genderLetters are the letters that the columns of the meeting write for gender, folded, and
// what they stand for; "" where that is asked, or differs between columns.
type genderLetters map[string]string

// lettersOfTargets adds the letters that only targets write.
func lettersOfTargets(list []planner.Target, known genderLetters) genderLetters {
	var texts []string
	for _, t := range list {
		for _, x := range t.Who() {
			if x.Dimension == planner.Gender {
				texts = append(texts, x.Values...)
			}
		}
	}
	letters := genderLetters{}
	for text, m := range vocabulary.GenderLetters(string(planner.Gender), texts) {
		letters.add(text, m)
	}
	maps.Copy(letters, known)
	return letters
}

// class is the term of a gender word or letter, or the folded word itself.
func (l genderLetters) class(s string) string {
	if value, ok := l[letterKey(s)]; ok {
		return cmp.Or(value, s)
	}
	return genderClass(s)
}

func letterKey(s string) string { return strings.TrimRight(vocabulary.Fold(s), ".") }

func (l genderLetters) add(text string, m vocabulary.ValueMatch) {
	key := letterKey(text)
	if value, ok := l[key]; ok && value != m.Value {
		m.Value = ""
	}
	if l != nil {
		l[key] = m.Value
	}
}

// understand counts a text that was understood as a value.
func (x *valueReader) understand(value, text string) {
	if x.understood == nil {
		x.understood = make(map[string]map[string]int)
	}
	if x.understood[value] == nil {
		x.understood[value] = make(map[string]int)
	}
	x.understood[value][text]++
}

// sayUnderstood says what was understood as which gender or way to attend, where that is not what is
// written.
func (x *valueReader) sayUnderstood() {
	var read []planner.Told
	example := ""
	for _, value := range vocabulary.Terms(x.dim) {
		texts := mostFirst(x.understood[value], func(n int) int { return n })
		if slices.ContainsFunc(texts, func(s string) bool { return vocabulary.Fold(s) != value }) {
			example = cmp.Or(example, clip(texts[0]))
			read = append(read, planner.Told{Code: "understood", Args: facts{
				"value": planner.ValueName(value),
				"texts": planner.Tallies{Texts: texts, Number: x.understood[value], Shown: mostListed},
			}})
		}
	}
	if len(read) > 0 {
		x.r.found.add(planner.Finding{
			Code: CodeValueSpelling, Form: "column", Severity: planner.Note, Where: x.v.ColumnRef(x.c),
			Seen: x.c.Header, Args: facts{"column": x.c.Named(), "read": read, "example": example},
		})
	}
}

// genderFinding words a cell that says nothing of gender. Numbers mean something
// only where the header says so.
func (x *valueReader) genderFinding(text string, refs []planner.Ref) planner.Finding {
	f := planner.Finding{
		Code: CodeValueUnknown, Form: "gender", Severity: planner.Note, Where: refs[0], Also: refs[1:], Seen: text,
		Args: facts{"text": clip(text)},
	}
	if isNumber(text) {
		f.Code, f.Form, f.Severity = CodeValueCode, "column", planner.Warning
		f.Args = facts{"column": x.c.Named()}
	}
	return f
}

// unifyGender counts spellings of a gender that is no known term together under the most
// frequent of them (ties: alphabetical order), so that "Two-Spirit" and "two spirit" are one.
func unifyGender(list planner.Roster, found *findings) {
	spelled := make(map[string]map[string]int) // class → spelling → people
	for _, p := range list {
		for _, v := range p.Values[planner.Gender] {
			class := genderClass(v)
			if spelled[class] == nil {
				spelled[class] = make(map[string]int)
			}
			spelled[class][v]++
		}
	}
	shown := make(map[string]string)
	for _, class := range sortedKeys(spelled) {
		spellings := mostFirst(spelled[class], func(n int) int { return n })
		shown[class] = spellings[0]
		if len(spellings) > 1 {
			found.add(planner.Finding{
				Code: CodeValueSpelling, Form: "people", Severity: planner.Note,
				Args: facts{
					"spellings": planner.Tallies{Texts: spellings, Number: spelled[class], Shown: mostListed},
					"as":        clip(shown[class]),
				},
			})
		}
	}
	for _, p := range list {
		for j, v := range p.Values[planner.Gender] {
			p.Values[planner.Gender][j] = shown[genderClass(v)]
		}
	}
}

// genderClass is the term of a gender word, or the folded word itself.
func genderClass(s string) string {
	if m := vocabulary.Value(planner.Gender, s); m.OK() {
		return m.Value
	}
	return vocabulary.Fold(s)
}
