package importers

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"roundtable/importers/sheet"
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
	// Of a column of genders: what its letters mean, and which texts were understood as which.
	// Of one of attendance: what yes and no mean.
	letters    map[string]vocabulary.ValueMatch
	understood map[string]map[string]int
	own        bool // the column has terms of its own; values are kept as written
	// Cells that say nothing, that hold a year of birth, and the texts that are no
	// value: for one finding a column.
	missing, births []planner.Ref
	unknown         map[string][]planner.Ref
	seen            map[string]cellTerms // what texts were read as, for they come again
}

// cellTerms is what a cell says: values, or texts that are none.
type cellTerms struct {
	missing         bool
	values, unknown []string
	understood      [][2]string // value, text
}

// newValueReader prepares the reading of a column; one that the user names as a
// dimension is kept as written where it has no known terms.
func newValueReader(r *reading, v *sheetView, c *sheet.Column, dim planner.Dimension) *valueReader {
	x := &valueReader{
		r: r, v: v, c: c, dim: dim, codes: codesIn(c), unknown: make(map[string][]planner.Ref),
		seen: make(map[string]cellTerms),
	}
	if dim == planner.Country {
		x.namibia()
	}
	switch {
	case dim == planner.Gender:
		x.learnLetters()
	case dim == planner.Attendance && x.learnAnswers():
	case vocabulary.HasTerms(dim):
		x.ownTerms()
	}
	return x
}

// learnAnswers learns what yes and no mean below a header such as "Online?"; false below another.
func (x *valueReader) learnAnswers() bool {
	way, asked := vocabulary.AttendanceAsked(x.c.Header)
	if !asked {
		return false
	}
	other := vocabulary.Online
	if way == vocabulary.Online {
		other = vocabulary.Onsite
	}
	x.letters = make(map[string]vocabulary.ValueMatch)
	for text := range x.c.Values {
		switch a, _ := vocabulary.YesNo(text); a {
		case planner.Yes:
			x.letters[text] = vocabulary.ValueMatch{Value: way, Status: vocabulary.Alias}
		case planner.No:
			x.letters[text] = vocabulary.ValueMatch{Value: other, Status: vocabulary.Alias}
		}
	}
	return len(x.letters) > 0
}

// ownTermsBelow is the share of known terms among a column's different values
// below which the column is taken to have terms of its own.
const ownTermsBelow = 0.5

// shortTable is the number of cells up to which terms need not come again.
const shortTable = 8

// termCount is what the different texts of a column are.
type termCount struct {
	known, kinds int  // of them known, and all
	again, cells int  // cells of texts that come again, and all
	short        bool // all may name a group
}

func (x *valueReader) countTerms() termCount {
	t := termCount{short: true}
	for text, n := range x.c.Values {
		for _, part := range x.split(text) {
			m := x.lookup(part)
			if m.Status == vocabulary.Missing {
				continue
			}
			t.kinds++
			t.cells += n
			if m.Status != vocabulary.Unknown {
				t.known++
			}
			if n > 1 {
				t.again += n
			}
			t.short = t.short && isTerm(part)
		}
	}
	return t
}

// ownTerms decides whether the column has terms of its own: hardly any is known,
// and they come again, as free text does not. One that names a country names countries.
func (x *valueReader) ownTerms() {
	t := x.countTerms()
	enough := ownTermsBelow * float64(t.kinds)
	if x.dim == planner.Country {
		enough = 1
	}
	if t.kinds == 0 || float64(t.known) >= enough {
		return
	}
	asked := slices.ContainsFunc(x.r.opts.Dimensions, func(d string) bool {
		return vocabulary.Compact(d) == vocabulary.Compact(x.c.Header)
	})
	recurs := 2*t.again >= t.cells && t.again > 0
	few := t.cells <= shortTable && t.short && x.dim != planner.Stakeholder && x.dim != planner.Country
	if x.own = asked || recurs || few; !x.own {
		return
	}
	args := facts{
		"column": x.c.Named(), "examples": planner.Quoted(clipped(x.c.Examples(2))),
		"text": append(x.c.Examples(1), "TEXT")[0],
	}
	x.r.found.add(planner.Finding{
		Code: CodeValueOwn, Form: "terms" + mapExample(args, x.r.opts.Scheme, x.dim, args["text"].(string)),
		Severity: planner.Note, Where: x.v.ColumnRef(x.c), Seen: x.c.Header, Args: args,
	})
}

// isTerm reports whether a text is short enough to name a group.
func isTerm(s string) bool { return len([]rune(s)) <= 40 && len(strings.Fields(s)) <= 5 }

// namibia decides what NA means in a column of countries: the code of Namibia, or
// that nothing is known. It is Namibia among other codes of two letters, if
// blanks are written otherwise and no other column writes NA; else it is unknown.
func (x *valueReader) namibia() {
	if x.c.Values["NA"] == 0 || x.r.valueMap["na"] != "" {
		return
	}
	var refs []planner.Ref
	for _, row := range x.v.Body {
		if x.c.Text(row) == "NA" {
			refs = append(refs, x.v.Ref(x.c.At(row)))
		}
	}
	if len(refs) == 0 {
		return
	}
	f := planner.Finding{Code: CodeValueMissing, Severity: planner.Note, Where: refs[0], Also: refs[1:], Seen: "NA"}
	switch two, three, others, blanks := x.besideNA(); {
	case two > 0 && two >= 4*(three+others) && blanks > 0 && !x.isElsewhere("NA"):
		x.codes, x.v.namibia = map[string]string{"NA": "Namibia"}, true
		f.Form = "na-taken"
	case three > two+others:
		f.Form = "na-three-letters"
	default:
		f.Severity = planner.Warning
		f.Form = "na-unclear"
	}
	x.r.found.add(f)
}

// besideNA counts the cells by what they hold: codes of two or three letters, other
// texts, or nothing.
func (x *valueReader) besideNA() (two, three, others, blanks int) {
	blanks = x.c.Blank
	for text, n := range x.c.Values {
		_, known := vocabulary.CountryOf(text)
		switch {
		case text == "NA":
		case vocabulary.IsMissing(text):
			blanks += n
		case known && len(text) == 2:
			two += n
		case known && len(text) == 3:
			three += n
		default:
			others += n
		}
	}
	return two, three, others, blanks
}

// isElsewhere reports whether other columns hold a text.
func (x *valueReader) isElsewhere(text string) bool {
	return slices.ContainsFunc(x.v.Columns, func(c *sheet.Column) bool { return c != x.c && c.Values[text] > 0 })
}

// split parts a cell that lists several values. A text that is one known value
// as a whole is not split, nor are dimensions whose terms hold separators.
func (x *valueReader) split(text string) []string {
	if !strings.ContainsAny(text, ";|,/、，；") || x.isMissing(text) ||
		x.lookup(text).OK() && vocabulary.HasTerms(x.dim) {
		return []string{text}
	}
	if parts := vocabulary.SplitValues(x.dim, text); len(parts) > 0 {
		return parts
	}
	return []string{text}
}

// isMissing reports whether a cell says nothing.
func (x *valueReader) isMissing(text string) bool {
	return vocabulary.IsMissing(text) && x.codes[text] == "" && x.r.valueMap[vocabulary.Compact(text)] == ""
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
	if letter, ok := x.letters[text]; ok {
		return letter
	}
	return vocabulary.Value(x.dim, text)
}

// read returns the values of a cell in the field's terms, and remembers what is
// missing or not understood.
func (x *valueReader) read(row table.Row) []string {
	cell := x.c.At(row)
	text := sheet.Text(cell)
	t := x.terms(text)
	switch {
	case t.missing && (x.dim != planner.Country || text != "NA"): // of NA something was said
		x.missing = append(x.missing, x.v.Ref(cell))
	case x.dim == planner.Age && isBirth(text):
		x.births = append(x.births, x.v.Ref(cell))
	}
	for _, part := range t.unknown {
		x.unknown[part] = append(x.unknown[part], x.v.Ref(cell))
	}
	for _, u := range t.understood {
		x.understand(u[0], u[1])
	}
	return slices.Clone(t.values)
}

// mostSeen is how many texts of a column are remembered.
const mostSeen = 1000

// terms reads a text in the field's terms.
func (x *valueReader) terms(text string) cellTerms {
	t, ok := x.seen[text]
	if ok {
		return t
	}
	if t.missing = x.isMissing(text); !t.missing {
		for _, part := range x.split(text) {
			switch v, ok := x.one(part); {
			case !ok:
				t.unknown = append(t.unknown, part)
			case v != "" && !slices.Contains(t.values, v):
				t.values = append(t.values, v)
				if _, learned := x.letters[part]; x.dim == planner.Gender || learned {
					t.understood = append(t.understood, [2]string{v, part})
				}
			}
		}
	}
	if len(x.seen) < mostSeen {
		x.seen[text] = t
	}
	return t
}

func (x *valueReader) one(text string) (string, bool) {
	m := x.lookup(text)
	switch {
	case x.isMissing(text), m.Status == vocabulary.Missing:
		return "", true
	case x.dim == planner.Gender && !m.OK() && m.Status != vocabulary.Ambiguous:
		code, coded := x.codes[text]
		return cmp.Or(code, text), coded || !isNumber(text) && x.c.How != sheet.ByContent
	case x.dim == planner.Age && !x.r.opts.Date.IsZero():
		if age, ok := ageFromBirth(text, x.r.opts.Date); ok {
			return age.String(), true
		}
	}
	if x.own && !m.OK() && (isTerm(text) || x.c.Values[text] > 1) {
		return text, true
	}
	return m.Value, m.OK()
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// done reports what was missing or not understood, once for the column.
func (x *valueReader) done() {
	x.sayMissing()
	x.sayBirths()
	x.sayUnderstood()
	plain := make(map[string]int) // texts without a suggestion of their own
	for _, text := range mostFirst(x.unknown, func(refs []planner.Ref) int { return len(refs) }) {
		refs, m := x.unknown[text], x.lookup(text)
		switch {
		case x.dim == planner.Gender && m.Status != vocabulary.Ambiguous:
			x.r.found.add(x.genderFinding(text, refs))
		case m.Status == vocabulary.Unknown:
			plain[text] = len(refs)
		default:
			x.r.found.add(valueFinding(x.r.opts.Scheme, x.dim, text, m, refs...))
		}
	}
	x.sayUnknown(plain)
}

// mostFirst are the keys of a map, those of the highest number first, then in
// alphabetical order.
func mostFirst[V any](m map[string]V, number func(V) int) []string {
	keys := sortedKeys(m)
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(number(m[b]), number(m[a])) })
	return keys
}

// mostListed is how many texts a finding lists.
const mostListed = 8

// sayUnknown lists the texts of a column that are no values, with how often.
func (x *valueReader) sayUnknown(number map[string]int) {
	texts := mostFirst(number, func(n int) int { return n })
	var refs []planner.Ref
	for _, text := range texts {
		refs = append(refs, x.unknown[text]...)
	}
	if len(texts) == 0 {
		return
	}
	f := valueFinding(x.r.opts.Scheme, x.dim, texts[0], x.lookup(texts[0]), refs...)
	if len(texts) > 1 {
		f.Form = "column" + mapExample(f.Args, x.r.opts.Scheme, x.dim, texts[0])
		f.Args["column"] = x.c.Named()
		f.Args["texts"] = planner.Tallies{Texts: texts, Number: number, Shown: mostListed}
		delete(f.Args, "near")
		if x.c.Header != "" {
			f.Form += "-headed"
			f.Args["header"] = x.c.Header
		}
	}
	x.r.found.add(f)
}

// sayMissing reports the cells that say nothing.
func (x *valueReader) sayMissing() {
	if len(x.missing) == 0 {
		return
	}
	severity := planner.Note
	if x.dim == planner.Stakeholder || x.dim == planner.Region {
		severity = planner.Warning
	}
	x.r.found.add(planner.Finding{
		Code: CodeValueMissing, Form: "cells", Severity: severity, Where: x.missing[0], Also: x.missing[1:],
		Args: facts{"n": len(x.missing), "of": len(x.v.Body), "column": x.c.Named()},
	})
}

// sayBirths says how years and dates of birth became ages: that needs the date of
// the meeting, and is asked where somebody wants to know.
func (x *valueReader) sayBirths() {
	if len(x.births) == 0 {
		return
	}
	f := planner.Finding{
		Code: CodeBirthYear, Form: "kept", Severity: planner.Note, Where: x.v.ColumnRef(x.c), Seen: x.c.Header,
		Args: facts{"column": x.c.Named()},
	}
	switch {
	case !x.r.opts.Date.IsZero():
		f.Form = "reckoned"
		f.Args["date"] = x.r.opts.Date.Format(time.DateOnly)
	case x.r.asking().has(planner.Age):
		f.Form, f.Severity = "wanted", planner.Error
	}
	if x.r.opts.NoDay != "" {
		f.Form += "-no-day"
		f.Args["date"] = clip(x.r.opts.NoDay)
	}
	x.r.found.add(f)
}

// mapExample adds how to say what a text stands for, with the value its words point to
// ("-example") or with the values there are ("-terms"), and is the form of the sentence.
func mapExample(args facts, scheme vocabulary.Scheme, d planner.Dimension, text string) string {
	list, value := vocabulary.Terms(d), ""
	if isTerm(text) {
		value = vocabulary.Example(d, text)
	}
	if d == planner.Region && scheme == vocabulary.ICANNRegions {
		list, value = vocabulary.ICANNRegionNames(), ""
	}
	switch {
	case value != "":
		args["example"] = value
		return "-example"
	case len(list) > 0:
		args["terms"] = planner.ValuesOf{Dimension: d, Texts: list}
		return "-terms"
	}
	return ""
}

// valueFinding words a value that could not be taken.
func valueFinding(
	scheme vocabulary.Scheme, d planner.Dimension, text string, m vocabulary.ValueMatch, refs ...planner.Ref,
) planner.Finding {
	f := planner.Finding{
		Code: CodeValueUnknown, Severity: planner.Warning, Where: refs[0], Also: refs[1:], Seen: text,
		Args: facts{"text": clip(text), "what": d},
	}
	if d == planner.Attendance {
		f.Args["what"] = planner.ValueName("way to attend")
	}
	near := len(m.Suggestions)
	if near > 0 {
		f.Args["near"] = clip(m.Suggestions[0])
	}
	switch m.Status {
	case vocabulary.NoGroup:
		f.Code, f.Form, f.Severity = CodeRegionNone, "text", planner.Note
		return f
	case vocabulary.Ambiguous:
		f.Code, f.Form = CodeValueAmbiguous, "nothing"
		if near == 1 {
			f.Form = "single"
		} else if near > 1 {
			f.Form = "several"
			f.Args["values"] = planner.ValuesOr(m.Suggestions)
		}
		if m.Note != "" {
			f.Form += "-noted"
			f.Args["note"] = planner.ValueName(m.Note)
		}
	default:
		f.Form = "text"
		if near > 0 {
			f.Form = "near"
		}
	}
	if near == 0 {
		f.Form += mapExample(f.Args, scheme, d, text)
	}
	return f
}

// sortedKeys are the keys of a map in alphabetical order.
func sortedKeys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
