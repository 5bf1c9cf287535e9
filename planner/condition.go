package planner

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Condition says who is meant: the people of whom every term is true. The empty
// Condition means everybody.
type Condition []Term

// Term is one demand on what is known of a person in one dimension. A person fits who
// has one of Values, or a number from From to To; with Not, who has neither. A term
// without values and numbers fits whoever is known to have any value.
type Term struct {
	Dimension Dimension
	// Values are compared whatever their case.
	Values []string
	Numbers
	Not bool
	// Given is the demand in the words of its source, where they are other than Values.
	Given string
}

// Numbers are the numbers from From to To, both included. A person's own value may be a
// number, rounded down to a whole one, or a band of numbers: "24", "18-30", "65+", "<30".
// Apart lists further values that are known to lie outside ("under age").
type Numbers struct {
	From, To Limit
	Apart    []string
}

// Numeric reports whether numbers are compared at all.
func (n *Numbers) Numeric() bool { return n.From.Given || n.To.Given }

// Of reports whether the condition is true of p: no as soon as one term is not, else
// unknown where one is not known.
func (c Condition) Of(p *Participant) Answer {
	result := Yes
	for i := range c {
		switch c[i].Of(p) {
		case No:
			return No
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// Of reports whether the term is true of p. Of a person with several values one that
// fits is enough, and one that may fit leaves it unknown.
func (t *Term) Of(p *Participant) Answer {
	result := Unknown
	for _, v := range p.Values[t.Dimension] {
		if v == "" {
			continue
		}
		switch t.fits(v) {
		case Yes:
			return t.negated(Yes)
		case No:
			if result == Unknown {
				result = No
			}
		default:
			return t.unclear(p)
		}
	}
	return t.negated(result)
}

// unclear is the answer where a value may fit or not: yes if another one does.
func (t *Term) unclear(p *Participant) Answer {
	if slices.ContainsFunc(p.Values[t.Dimension], func(v string) bool { return v != "" && t.fits(v) == Yes }) {
		return t.negated(Yes)
	}
	return Unknown
}

func (t *Term) negated(a Answer) Answer {
	switch {
	case !t.Not || a == Unknown:
		return a
	case a == Yes:
		return No
	}
	return Yes
}

// fits reports whether one value fits. One that cannot be compared with the numbers
// asked for, and a band that lies in them only partly, may or may not.
func (t *Term) fits(v string) Answer {
	same := func(s string) bool { return s == v || strings.EqualFold(s, v) }
	switch {
	case slices.ContainsFunc(t.Values, same):
		return Yes
	case !t.Numeric():
		if len(t.Values) == 0 {
			return Yes
		}
		return No
	case slices.ContainsFunc(t.Apart, same):
		return No
	}
	low, high, ok := numbersOf(v)
	from, to := -math.MaxInt, math.MaxInt
	if t.From.Given {
		from = t.From.N
	}
	if t.To.Given {
		to = t.To.N
	}
	switch {
	case !ok:
		return Unknown
	case from <= low && high <= to:
		return Yes
	case high < from || to < low:
		return No
	}
	return Unknown
}

// numbersOf reads a value as a number or a band of numbers.
func numbersOf(v string) (low, high int, ok bool) {
	v = strings.NewReplacer("–", "-", "≤", "<=", "≥", ">=", " ", "").Replace(v)
	number := func(s string) (int, bool) {
		x, err := strconv.ParseFloat(s, 64)
		return int(math.Floor(x)), err == nil && math.Abs(x) < 1e15
	}
	for _, form := range []struct {
		sign      string
		low, high func(n int) int
	}{
		{"<=", lowest, exactly},
		{">=", exactly, highest},
		{"<", lowest, func(n int) int { return n - 1 }},
		{">", func(n int) int { return n + 1 }, highest},
	} {
		if rest, found := strings.CutPrefix(v, form.sign); found {
			n, ok := number(rest)
			return form.low(n), form.high(n), ok
		}
	}
	if rest, found := strings.CutSuffix(v, "+"); found {
		n, ok := number(rest)
		return n, math.MaxInt, ok
	}
	if n, ok := number(v); ok {
		return n, n, true
	}
	if i := strings.LastIndexByte(v, '-'); i > 0 {
		from, ok1 := number(v[:i])
		to, ok2 := number(v[i+1:])
		return from, to, ok1 && ok2 && from <= to
	}
	return 0, 0, false
}

func exactly(n int) int { return n }
func lowest(int) int    { return -math.MaxInt }
func highest(int) int   { return math.MaxInt }

// String writes the term as targets are written: "region=African Group",
// "gender!=Male", "age<35", "stakeholder=Civil Society|Technical Community".
func (t *Term) String() string {
	equals := "="
	if t.Not {
		equals = "!="
	}
	if words := t.Words(); words != "" && words[0] != '<' && words[0] != '>' {
		return string(t.Dimension) + equals + words
	} else if words != "" && !t.Not {
		return string(t.Dimension) + words
	} else if words != "" {
		return "not " + string(t.Dimension) + words
	}
	return string(t.Dimension)
}

// Words are the values or the numbers that fit, in the words of the source where they
// are given.
func (t *Term) Words() string {
	numbers := ""
	switch from, to := strconv.Itoa(t.From.N), strconv.Itoa(t.To.N); {
	case t.From.Given && t.To.Given && from == to:
		numbers = from
	case t.From.Given && t.To.Given:
		numbers = from + "-" + to
	case t.From.Given:
		numbers = ">=" + from
	case t.To.Given:
		numbers = "<=" + to
	}
	return cmp.Or(t.Given, numbers, strings.Join(t.Values, "|"))
}

// String writes the terms joined by "&".
func (c Condition) String() string {
	parts := make([]string, len(c))
	for i := range c {
		parts[i] = c[i].String()
	}
	return strings.Join(parts, " & ")
}

// Label names who is meant by the values alone, "Female & Government", for a cell of
// a table whose dimensions are known.
func (c Condition) Label() string {
	parts := make([]string, len(c))
	for i := range c {
		parts[i] = c[i].Words()
		if c[i].Not {
			parts[i] = "not " + parts[i]
		}
	}
	return strings.Join(parts, " & ")
}
