package targets

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Reader reads targets. The zero Reader knows the vocabulary alone.
type Reader struct {
	// Scheme says which regions there are; empty means the United Nations groups.
	Scheme vocabulary.Scheme
	// Named reports whether a name is the heading of a column of people. It may be nil.
	Named func(name string) bool
}

// Error says what was not understood, and what would be right.
type Error struct {
	Text, Fix string
	Seen      string // the part that is at fault, where it is one
}

func fault(text, fix string) error { return &Error{Text: text, Fix: fix} }

func (e *Error) Error() string { return e.Text + " " + e.Fix }

// Born is the dimension of the year of birth, which "born>1995" compares. As a column
// of people it is an age.
const Born planner.Dimension = "born"

// Served is the dimension of how many earlier panels somebody was on.
const Served planner.Dimension = "served"

// notWord stands before what somebody is not.
const notWord vocabulary.List = "targets/not"

// Dimension is the dimension that a name in any of the supported languages stands
// for, else one of that name; known reports which.
func Dimension(name string) (d planner.Dimension, known bool) {
	if m, ok := vocabulary.Header(name); ok && m.IsWhole() {
		if m.Meaning == vocabulary.BirthYear {
			return Born, true
		}
		if d, ok := m.Meaning.Dimension(); ok {
			return d, true
		}
		if m.Meaning == vocabulary.Address || m.Meaning == vocabulary.Postcode {
			return planner.Dimension(m.Meaning), true
		}
	}
	if d, ok := vocabulary.DimensionOf(name); ok {
		return d, true
	}
	return planner.Dimension(strings.TrimSpace(name)), false
}

// Condition reads who counts: a whole condition in name, in value, or in both.
func (r *Reader) Condition(name, value string) (planner.Condition, error) {
	var err error
	if name, err = r.unbracketed(name); err != nil {
		return nil, err
	}
	if d, _ := Dimension(name); name == "" || vocabulary.HasTerms(d) || strings.ContainsAny(value, comparing) {
		if value, err = r.unbracketed(value); err != nil { // else it is free text, such as "Research (R&D)"
			return nil, err
		}
	}
	if strings.ContainsAny(name, comparing) && !r.isNamed(name) {
		if a, _ := vocabulary.YesNo(value); value != "" && a != planner.Yes {
			return nil, fault(
				quote(name)+" and "+quote(value)+" do not go together.",
				"Write the dimension and the value in cells of their own, or all of it in one.",
			)
		}
		name, value = "", name
	}
	dims := r.split(name)
	if len(dims) < 2 {
		return r.terms(name, value)
	}
	values := parts(value, ";&；＆", joinWords)
	if len(values) != len(dims) {
		return nil, fault(
			quote(name)+" names "+planner.Plural(len(dims), "dimension", "dimensions")+" and "+quote(value)+" "+
				planner.Plural(len(values), "value", "values")+".",
			"Give each dimension its value in the same order, such as \"stakeholder; gender\" with "+
				"\"Government; Female\".",
		)
	}
	var out planner.Condition
	for i := range dims {
		t, err := r.term(dims[i], values[i])
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// comparing are the signs between a dimension and its values.
const comparing = "=<>≤≥≠"

// The words that join and part.
var (
	joinWords = []string{" and ", " et ", " und ", " y ", " e ", " и ", " 和 "}
	orWords   = []string{" or ", " ou ", " oder ", " o ", " или ", " 或 "}
)

func (r *Reader) isNamed(name string) bool { return r.Named != nil && r.Named(name) }

// split parts a name into the dimensions it joins. A heading of the people is one
// dimension, whatever it says.
func (r *Reader) split(name string) []string {
	if _, known := Dimension(name); known || r.isNamed(name) {
		return []string{name}
	}
	if strings.ContainsAny(name, comparing) {
		return []string{name}
	}
	signs := parts(name, ";&；＆×/+", slices.Concat(joinWords, withinWords))
	for _, s := range signs {
		if _, known := Dimension(s); !known && !r.isNamed(s) && len(parts(name, ";&；＆", nil)) < 2 {
			return []string{name}
		}
	}
	return signs
}

// parts splits a text at any of the signs and words, and trims what is between.
func parts(text, signs string, words []string) []string {
	const mark = "\x00"
	lower := strings.ToLower(text)
	for _, w := range words {
		for i := strings.Index(lower, w); i >= 0 && len(lower) == len(text); i = strings.Index(lower, w) {
			text = text[:i] + mark + text[i+len(w):]
			lower = lower[:i] + mark + lower[i+len(w):]
		}
	}
	var out []string
	for _, p := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(signs+mark, c) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// terms reads a value that may join several terms. "&" and "and" may also be part of
// a name: they join only what is understood part by part.
func (r *Reader) terms(name, value string) (planner.Condition, error) {
	d, known := Dimension(name)
	joined := r.joined(d, value)
	if len(joined) > 1 && !r.isValue(d, value) {
		var out planner.Condition
		explicit := strings.ContainsAny(value, comparing) || name == ""
		for _, p := range joined {
			t, err := r.termOf(d, p)
			if err != nil {
				if explicit {
					return nil, err
				}
				out = nil
				break
			}
			out = append(out, t)
		}
		if out != nil {
			return out, nil
		}
		if known && vocabulary.HasTerms(d) {
			return nil, notUnderstood(d, value)
		}
	}
	t, err := r.term(name, value)
	if err != nil {
		return nil, err
	}
	return planner.Condition{t}, nil
}

// joined parts a value at "&", and at words where what they join is not the name of one
// known value, such as "Latin American and Caribbean Group".
func (r *Reader) joined(d planner.Dimension, value string) []string {
	var out []string
	for _, p := range parts(value, "&＆", nil) {
		text := p
		if i := signAt(p); i > 0 {
			d, _ = Dimension(strings.TrimSpace(p[:i]))
			text = strings.Trim(p[i:], comparing+"! ")
		}
		if r.isValue(d, text) {
			out = append(out, p)
		} else {
			for _, one := range parts(p, "", joinWords) {
				out = append(out, between(one)...)
			}
		}
	}
	return out
}

// termOf reads one of several terms that are joined: it is of the dimension where it
// says nothing else, or of the one dimension that has such a value.
func (r *Reader) termOf(d planner.Dimension, text string) (planner.Term, error) {
	bare := text
	if rest, ok := notWord.Begins(text); ok {
		bare = strings.TrimSpace(rest)
	}
	_, told := ToldBy(bare)
	_, flag := flagOf(bare)
	switch {
	case signAt(text) > 0:
		return r.term("", text)
	case d == "", r.isValue(d, bare):
		return r.term(string(d), text)
	case told, flag:
		return r.term("", text)
	case d == planner.Age: // a word for an age, which people may have
		return r.term(string(d), text)
	}
	return planner.Term{}, notUnderstood(d, text)
}

// isValue reports whether a text as a whole is a known value of a dimension.
func (r *Reader) isValue(d planner.Dimension, text string) bool {
	return vocabulary.HasTerms(d) && r.valueOf(d, text).OK()
}

func (r *Reader) valueOf(d planner.Dimension, text string) vocabulary.ValueMatch {
	if d == planner.Region {
		return vocabulary.RegionOf(cmp.Or(r.Scheme, vocabulary.UNGroups), text)
	}
	return vocabulary.Value(d, text)
}

func notUnderstood(d planner.Dimension, text string) error {
	return fault(
		quote(text)+" is not understood as a "+d.Label()+".",
		"Write one value, several with | between them, or conditions such as \"region=African Group & age<30\".",
	)
}

// term reads one demand: a dimension and its values, together or apart.
func (r *Reader) term(name, text string) (planner.Term, error) {
	x := demand{name: name}
	x.name = r.positive(&x, name)
	var err error
	if x.text, err = sameDimension(text); err != nil {
		return planner.Term{}, err
	}
	if err := r.compared(&x); err != nil {
		return planner.Term{}, err
	}
	x.text = r.positive(&x, x.text)
	if x.name == "" {
		d, value, ok := told(x.text)
		switch {
		case !ok && youngWord.Within(x.text):
			return planner.Term{}, fault(quote(x.text)+" does not say up to which age.",
				"Write the ages, such as age<30, or \"at least 1 person under 30\".")
		case !ok:
			return planner.Term{}, fault(quote(x.text)+" does not say which dimension it is about.",
				"Write for example stakeholder, region or gender before it, as in region=African Group.")
		}
		x.name, x.text = string(d), value
	}
	if x.text == "" {
		return planner.Term{}, fault("Nothing stands behind "+quote(x.name)+".",
			"Write the value that counts, such as gender=Female.")
	}
	t, err := r.values(x.name, x.text)
	t.Not = x.not
	return t, err
}

// demand is a term as it is read, part by part.
type demand struct {
	name, text string
	not        bool
}

// positive takes the "not" from the beginning of a text, and turns the demand round.
func (r *Reader) positive(x *demand, s string) string {
	rest, ok := notWord.Begins(s)
	rest = strings.TrimSpace(rest)
	if !ok || rest == "" || r.isNamed(s) || r.isValue(planner.Dimension(x.name), s) {
		return s // "no" alone is a value
	}
	x.not = !x.not
	return rest
}

// compared parts a demand at the sign that compares, where it has one: what stands before
// it is the dimension, and the sign stays with a number.
func (r *Reader) compared(x *demand) error {
	i := signAt(x.text)
	if i < 0 {
		return nil
	}
	head, rest := r.positive(x, strings.TrimSpace(x.text[:i])), strings.TrimLeft(x.text[i:], comparing+"!")
	sign := strings.NewReplacer("≤", "<=", "≥", ">=", "≠", "!=").Replace(x.text[i : len(x.text)-len(rest)])
	if head != "" && x.name != "" && head != x.name || strings.ContainsAny(head, ";&|") && !r.isNamed(head) {
		return notUnderstood(planner.Dimension(x.name), x.text)
	}
	if _, err := strconv.Atoi(head); err == nil || strings.ContainsAny(rest, comparing) && head != "" {
		return fault(quote(x.text)+" is not understood.", "Begin with the dimension, such as age>30 & age<50.")
	}
	x.name, x.text = cmp.Or(head, x.name), strings.TrimSpace(rest)
	switch sign {
	case "!", "!=", "<>":
		x.not = !x.not
	case "<", "<=", ">", ">=":
		x.text = sign + x.text
	case "=", "==":
	default:
		return notUnderstood(planner.Dimension(x.name), sign+x.text)
	}
	return nil
}

// signAt is where a sign stands that compares, or -1; a "!" belongs to it.
func signAt(text string) int {
	i := strings.IndexAny(text, comparing)
	if i > 0 && text[i-1] == '!' {
		return i - 1
	}
	if i < 0 && strings.HasPrefix(text, "!") {
		return 0
	}
	return i
}

// told is what a value says alone: a flag, or a value that one dimension alone has.
func told(text string) (d planner.Dimension, value string, ok bool) {
	if d, ok := flagOf(text); ok {
		return d, "yes", true
	}
	all := alternatives(text)
	for i, v := range all {
		own, ok := ToldBy(v)
		if !ok || i > 0 && own != d {
			return "", "", false
		}
		d = own
	}
	return d, text, len(all) > 0
}

// flagOf is the dimension that says yes or no of a country, where a text names it.
func flagOf(text string) (planner.Dimension, bool) {
	d, ok := vocabulary.DimensionOf(text)
	if ok {
		_, ok = vocabulary.CountryListOf(d)
	}
	return d, ok
}

// ToldBy is the one dimension that has a value of this name.
func ToldBy(text string) (planner.Dimension, bool) {
	found := planner.Dimension("")
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance, planner.Country,
	} {
		if vocabulary.IsMissing(text) || !vocabulary.Value(d, text).OK() || d == planner.Country && found != "" {
			continue // "man" is no island
		}
		if found != "" {
			return "", false
		}
		found = d
	}
	return found, found != ""
}

// values reads the values or the numbers of a term.
func (r *Reader) values(name, text string) (planner.Term, error) {
	d, _ := Dimension(name)
	if flag, ok := flagOf(text); ok && d != flag && !r.isValue(d, text) {
		d, text = flag, "yes" // "region: Global South"
	}
	t := planner.Term{Dimension: d, Given: text}
	compares := strings.ContainsAny(text[:1], "<>")
	if n, ok := numbersIn(d, text); ok {
		t.Numbers = n
		if !compares {
			t.Values = []string{text} // people may be given in the same words
		}
		return t, nil
	}
	if compares && d == planner.Age || d == Born {
		return t, fault(quote(text)+" is not a whole number.",
			"Compare with a whole number, such as age<35 or born>1995.")
	}
	t.Values = r.listed(d, text)
	for i, v := range t.Values {
		t.Values[i] = r.canonical(d, v)
	}
	if len(t.Values) == 1 && t.Values[0] == text {
		t.Given = ""
	}
	return t, nil
}

// numbersIn reads a text as numbers, where the dimension may have any: a number alone is
// one only of ages, years and panels served on, where yes and no are numbers too.
func numbersIn(d planner.Dimension, text string) (planner.Numbers, bool) {
	switch a, _ := vocabulary.YesNo(text); {
	case d == Served && a == planner.Yes:
		return planner.Numbers{From: planner.LimitOf(1)}, true
	case d == Served && a == planner.No:
		return planner.Numbers{To: planner.LimitOf(0)}, true
	case vocabulary.HasTerms(d):
		return planner.Numbers{}, false
	}
	s, plain, ok := vocabulary.ParseSpan(text)
	return numbersOf(s), ok && (!plain || d == planner.Age || d == Born || d == Served)
}

func numbersOf(s vocabulary.Span) (n planner.Numbers) {
	if s.From > 0 {
		n.From = planner.LimitOf(s.From)
	}
	if s.To != vocabulary.Unbounded {
		n.To = planner.LimitOf(s.To)
	}
	return n
}

// canonical is a value in the field's terms; genders stay as written.
func (r *Reader) canonical(d planner.Dimension, text string) string {
	if vocabulary.HasTerms(d) && d != planner.Gender {
		if m := r.valueOf(d, text); m.OK() {
			return m.Value
		}
	}
	if _, ok := vocabulary.CountryListOf(d); ok {
		switch a, _ := vocabulary.YesNo(text); a {
		case planner.Yes:
			return "yes"
		case planner.No:
			return "no"
		}
	}
	return text
}

// alternatives parts values that count alike.
func alternatives(text string) []string { return parts(text, "|;｜；", nil) }

// listed parts values: at "|" and ";", and at commas and words where each part is a
// known term.
func (r *Reader) listed(d planner.Dimension, text string) []string {
	if list := alternatives(text); len(list) > 1 || r.isValue(d, text) {
		return list
	}
	for _, list := range [][]string{parts(text, "", orWords), parts(text, ",、，", orWords), parts(text, "/", nil)} {
		unknown := func(v string) bool { return !r.isValue(d, v) }
		if len(list) > 1 && vocabulary.HasTerms(d) && !slices.ContainsFunc(list, unknown) {
			return list
		}
	}
	return []string{text}
}
