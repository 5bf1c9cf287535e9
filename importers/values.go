package importers

import (
	"cmp"
	"fmt"
	"maps"
	"roundtable/importers/sheet"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// valueReader reads the cells of one column as values of a dimension.
type valueReader struct {
	r     *reading
	v     *sheetView
	c     *sheet.Column
	dim   planner.Dimension
	codes map[string]string // "0" → "man", where the header says so
	own   bool              // the column has terms of its own; values are kept as written
	// missing collects the cells that say nothing, for one finding a column.
	missing []planner.Ref
}

// ownTermsBelow is the share of known terms among a column's different values
// below which the column is taken to have terms of its own.
const ownTermsBelow = 0.5

func (r *reading) valueReader(v *sheetView, c *sheet.Column, dim planner.Dimension) *valueReader {
	x := &valueReader{r: r, v: v, c: c, dim: dim}
	x.codes = codesIn(c)
	if !vocabulary.HasTerms(dim) || dim == planner.Gender || len(c.Values) == 0 {
		return x
	}
	known, n := 0, 0
	for text := range c.Values {
		for _, part := range x.split(text) {
			m := x.lookup(part)
			if m.Status == vocabulary.Missing {
				continue
			}
			n++
			if m.Status != vocabulary.Unknown {
				known++
			}
		}
	}
	if n > 0 && float64(known) < ownTermsBelow*float64(n) {
		x.own = true
		r.found.add(planner.Finding{
			Code: CodeValueOwn, Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Header,
			Text: sentence(fmt.Sprintf("%s holds terms of its own, such as %s; they were kept as written", c.Label(),
				listed(c.Examples(2), "and"))),
			Fix: "If they stand for known terms, say so: " + r.mapExample(dim, c.Examples(1)...) + ".",
		})
	}
	return x
}

// mapExample is how to say what a text stands for: with the value its words point
// to, or with the values there are.
func (r *reading) mapExample(d planner.Dimension, texts ...string) string {
	text := "TEXT"
	if len(texts) > 0 {
		text = texts[0]
	}
	list, value := vocabulary.Terms(d), vocabulary.Example(d, text)
	if d == planner.Region && r.opts.Scheme == vocabulary.ICANNRegions {
		list, value = vocabulary.ICANNRegionNames(), ""
	}
	switch {
	case value != "":
		return "for example --map '" + text + "=" + value + "'"
	case len(list) > 0:
		return "--map '" + text + "=…' with one of " + listed(list, "and")
	}
	return "--map '" + text + "=…'"
}

// split parts a cell that lists several values. A text that is one known value
// as a whole is not split, nor are dimensions whose terms hold separators.
func (x *valueReader) split(text string) []string {
	if !strings.ContainsAny(text, ";|,/、，；") || vocabulary.IsMissingIn(x.dim, text) ||
		x.lookup(text).OK() && vocabulary.HasTerms(x.dim) {
		return []string{text}
	}
	if parts := vocabulary.SplitValues(x.dim, text); len(parts) > 0 {
		return parts
	}
	return []string{text}
}

func (x *valueReader) lookup(text string) vocabulary.ValueMatch {
	if code, ok := x.codes[text]; ok {
		text = code
	}
	if value, ok := x.r.valueMap[vocabulary.Compact(text)]; ok {
		if m := vocabulary.Value(x.dim, value); m.OK() {
			return m
		}
	}
	if x.dim == planner.Region {
		return vocabulary.RegionOf(x.r.opts.Scheme, text)
	}
	return vocabulary.Value(x.dim, text)
}

// read returns the values of a cell in the field's terms, and reports what is
// missing, unknown or ambiguous.
func (x *valueReader) read(row table.Row) []string {
	cell := x.c.At(row)
	text := sheet.Text(cell)
	if vocabulary.IsMissingIn(x.dim, text) {
		x.missing = append(x.missing, x.v.Ref(cell))
		return nil
	}
	return x.terms(cell, text)
}

// terms are the values of a cell's text in the field's terms.
func (x *valueReader) terms(cell table.Cell, text string) []string {
	var out []string
	for _, part := range x.split(text) {
		if v := x.one(cell, part); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func (x *valueReader) one(cell table.Cell, text string) string {
	m := x.lookup(text)
	switch {
	case m.Status == vocabulary.Missing:
		return ""
	case x.dim == planner.Gender:
		return x.gender(cell, text)
	case x.own:
		if m.OK() {
			return m.Value
		}
		return text
	case m.OK():
		return m.Value
	}
	x.r.found.add(x.r.valueFinding(x.dim, text, m, x.v.Ref(cell)))
	return ""
}

// gender returns gender as given. Numbers mean something only where the header
// says so.
func (x *valueReader) gender(cell table.Cell, text string) string {
	if code, ok := x.codes[text]; ok {
		return code
	}
	if isNumber(text) {
		x.r.found.add(planner.Finding{
			Code: CodeValueCode, Severity: planner.Warning, Where: x.v.Ref(cell), Seen: text,
			Text: sentence("numbers stand for values in " + x.c.Label() +
				" and the header does not say which; they count as unknown"),
			Fix: "Say it in the header, for example \"Gender (0 = man, 1 = woman)\".",
		})
		return ""
	}
	if x.c.How == "content" && !isGender(text) {
		x.r.found.add(planner.Finding{
			Code: CodeValueUnknown, Severity: planner.Note, Where: x.v.Ref(cell), Seen: text,
			Text: quote(text) + " says nothing of gender; it counts as unknown.",
		})
		return ""
	}
	return text
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// valueFinding words a value that could not be taken.
func (r *reading) valueFinding(
	d planner.Dimension, text string, m vocabulary.ValueMatch, where planner.Ref,
) planner.Finding {
	f := planner.Finding{Code: CodeValueUnknown, Severity: planner.Warning, Where: where, Seen: text}
	switch m.Status {
	case vocabulary.NoGroup:
		f.Code, f.Severity = CodeRegionNone, planner.Note
		f.Text = quote(text) + " is no regional group; whoever carries it counts without one."
		return f
	case vocabulary.Ambiguous:
		f.Code = CodeValueAmbiguous
		f.Text = quote(text) + " is not a " + d.Label()
		if len(m.Suggestions) > 0 {
			f.Text = quote(text) + " could be " + listed(m.Suggestions, "or")
			if len(m.Suggestions) == 1 {
				f.Text = quote(text) + " may stand for " + quote(m.Suggestions[0])
			}
		}
		f.Text = f.Text + notesOf(m.Note) + ". It counts as unknown."
	default:
		f.Text = quote(text) + " is not a " + d.Label() + "."
		if len(m.Suggestions) > 0 {
			f.Text += " Did you mean " + quote(m.Suggestions[0]) + "?"
		}
	}
	f.Fix = "Correct the cells"
	if len(m.Suggestions) > 0 {
		f.Fix += ", or say --map '" + text + "=" + m.Suggestions[0] + "'"
	} else if d == planner.Stakeholder || d == planner.Region {
		f.Fix += ", or say what it stands for: " + r.mapExample(d, text)
	}
	f.Fix += "."
	return f
}

func notesOf(note string) string {
	if note == "" {
		return ""
	}
	return ": " + note
}

// noteBirthYears says that years of birth are not turned into ages: that would
// need a date, and the age of most people in a year depends on the day.
func (r *reading) noteBirthYears(v *sheetView, c *sheet.Column) {
	if c.Match.Meaning != vocabulary.BirthYear || c.Given == 0 {
		return
	}
	r.found.add(planner.Finding{
		Code: CodeBirthYear, Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Header,
		Text: sentence(c.Label() + " holds years or dates of birth; they were kept as given, " +
			"because no date is given from which to reckon ages"),
		Fix: "To count by age, add a column Age or Age group.",
	})
}

// done reports the cells that say nothing, once for the column.
func (x *valueReader) done() {
	if len(x.missing) == 0 {
		return
	}
	severity := planner.Note
	if x.dim == planner.Stakeholder || x.dim == planner.Region {
		severity = planner.Warning
	}
	x.r.found.add(planner.Finding{
		Code: CodeValueMissing, Severity: severity, Where: x.missing[0], Also: x.missing[1:],
		Text: fmt.Sprintf("%d of %d cells in %s %s no value; that counts as unknown.",
			len(x.missing), len(x.v.Body), x.c.Label(), plural(len(x.missing), "has", "have")),
	})
}

// unifyGender counts different spellings of one gender together under the most
// frequent of them (ties: alphabetical order), so that "nonbinary" and
// "non-binary" are one value and a target finds it. Forms of address become the
// word they stand for.
func (r *reading) unifyGender(list planner.Roster) map[string]string {
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
		spellings := sortedKeys(spelled[class])
		slices.SortStableFunc(spellings, func(a, b string) int {
			return cmp.Compare(spelled[class][b], spelled[class][a])
		})
		word := spellings[0]
		if isAddress(word) {
			word = class
		}
		shown[class] = word
		if len(spellings) > 1 {
			var parts []string
			for _, s := range spellings {
				parts = append(parts, fmt.Sprintf("%s (%d)", quote(s), spelled[class][s]))
			}
			r.found.add(planner.Finding{
				Code: CodeValueSpelling, Severity: planner.Note,
				Text: "The spellings " + strings.Join(parts, ", ") + " of one gender are counted together as " +
					quote(word) + ".",
			})
		}
	}
	for i := range list {
		for j, v := range list[i].Values[planner.Gender] {
			list[i].Values[planner.Gender][j] = shown[genderClass(v)]
		}
	}
	return shown
}

// genderClass is the class of a gender word, or the folded word itself.
func genderClass(s string) string {
	if m := vocabulary.Value(planner.Gender, s); m.OK() {
		return m.Value
	}
	return vocabulary.Fold(s)
}

// sortedKeys are the keys of a map in alphabetical order.
func sortedKeys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
