package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// findings collects what was noticed. Findings that ask for the same repair are
// put together: the first place is Where, the others are Also.
type findings struct {
	list  []planner.Finding
	index map[string]int
}

func (f *findings) add(list ...planner.Finding) {
	for _, x := range list {
		key := fmt.Sprint(x.Code, "\x00", x.Form, "\x00", x.Args, "\x00", x.Severity, "\x00", x.Text, "\x00", x.Fix,
			"\x00", x.Where.File, "\x00", x.Where.Sheet)
		if f.index == nil {
			f.index = make(map[string]int)
		}
		if i, ok := f.index[key]; ok {
			if x.Where == f.list[i].Where {
				continue // the same finding again
			}
			f.list[i].Also = append(f.list[i].Also, x.Where)
			f.list[i].Also = append(f.list[i].Also, x.Also...)
			continue
		}
		f.index[key] = len(f.list)
		f.list = append(f.list, x)
	}
}

// addAt adds a finding that stands in several places, the first of which is Where.
func (f *findings) addAt(x planner.Finding, places []planner.Ref) {
	x.Where, x.Also = places[0], places[1:]
	f.add(x)
}

// hasErrors reports whether one of the findings is an error.
func (f *findings) hasErrors() bool {
	return slices.ContainsFunc(f.list, func(x planner.Finding) bool { return x.Severity == planner.Error })
}

// wrongIn reports whether one of the errors is in a file.
func (f *findings) wrongIn(file string) bool {
	return slices.ContainsFunc(f.list, func(x planner.Finding) bool {
		return x.Severity == planner.Error && x.Where.File == file
	})
}

// has reports whether there is a finding of a code.
func (f *findings) has(code string) bool {
	return slices.ContainsFunc(f.list, func(x planner.Finding) bool { return x.Code == code })
}

// sorted returns the findings, errors first, then warnings and notes, each in the
// order in which they were noticed.
func (f *findings) sorted() []planner.Finding {
	for i := range f.list {
		f.list[i].Also = slices.Compact(f.list[i].Also)
	}
	slices.SortStableFunc(f.list, func(a, b planner.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return f.list
}

// alsoShown is how many further places a message lists.
const alsoShown = 6

// Message is the text of a finding that has words, with its further places: `"Civl society" is
// not a stakeholder group. Did you mean "Civil Society"? 3 more: D22, D40, D51.`
func Message(f planner.Finding) string {
	if len(f.Also) == 0 {
		return f.Text
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d more: ", f.Text, len(f.Also))
	for i, ref := range f.Also {
		if i == alsoShown {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if ref.File == f.Where.File && ref.Sheet == f.Where.Sheet && ref.Cell != "" {
			b.WriteString(ref.Cell)
		} else {
			b.WriteString(ref.String())
		}
	}
	b.WriteByte('.')
	return b.String()
}

// The words of messages have one home for all importers.
var (
	quote    = wording.Quote
	sentence = wording.Sentence
	listed   = wording.List
	clip     = wording.Clip
	clipped  = wording.Clipped
)

// facts are the parameters of what a finding says.
type facts = map[string]any

// suggesting adds the entry of a list that a text resembles, if there is one: the form of
// the sentence is then another.
func suggesting(f planner.Finding, text string, among []string) planner.Finding {
	return suggestingOf(f, text, vocabulary.NewWordList(among))
}

func suggestingOf(f planner.Finding, text string, among *vocabulary.WordList) planner.Finding {
	if near, ok := among.Closest(text); ok {
		f.Args["near"] = clip(near)
		f.Form = strings.TrimPrefix(f.Form+"-near", "-")
	}
	return f
}
