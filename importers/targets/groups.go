package targets

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What is asked of working groups alone.
const (
	kindAlone    vocabulary.List = "targets/alone"
	kindCommon   vocabulary.List = "targets/common"
	kindEven     vocabulary.List = "targets/even"
	kindNotAny   vocabulary.List = "targets/nobody"
	chairsDiffer vocabulary.List = "targets/chairs differ"
	byWord       vocabulary.List = "targets/by"
	orWord       vocabulary.List = "targets/or"
)

// Common stands in place of a value for one that the people of a group have in common.
const Common = "*"

// ForGroups reads what is asked of working groups alone; ok is false where the cells
// ask for something else.
//
//	gender=woman alone, 0 or at least 2 women    nobody of a value alone in a group
//	nobody alone by region                       of no value of a dimension
//	language common: at least 100 %              one language, or hour, that so many can use
//	score even                                   close means of a number
//	chairs differ by region                      chair and co-chairs of a group differ
func (r *Reader) forGroups(name, value, kind string) (t planner.Target, ok bool, err error) {
	for _, cell := range []*string{&name, &value} {
		if rest, n, found := noneOrMore(*cell); found {
			*cell = rest
			t, ok, err = r.forGroups(name, value, "alone")
			t.Min = planner.LimitOf(n)
			return t, ok, err
		}
	}
	if dimension, by, found := chairsThatDiffer(name, value, kind); found {
		d, err := r.one(dimension, by)
		return planner.Target{Kind: planner.ChairsDiffer, Dimension: d}, true, err
	}
	if kind == "" {
		name, value, kind = r.aloneInWords(name, value)
	}
	switch {
	case kindAlone.Is(kind) && (value == "" || value == Common || kindEach.Is(value)):
		if c, said := r.Condition("", name); said == nil && !r.isDimension(name) {
			t = counting(c)
		} else {
			t.Dimension, err = r.one(name, "alone")
		}
	case kindAlone.Is(kind):
		var c planner.Condition
		c, err = r.Condition(name, value)
		t = counting(c)
	case kindCommon.Is(kind):
		t.Dimension, err = r.one(name, "common")
		t.Kind, t.Value = planner.Count, Common
		return t, true, err
	case kindEven.Is(kind) && name != "":
		t.Dimension, err = r.one(name, "even")
		t.Kind = planner.Even
		return t, true, err
	default:
		return t, false, nil
	}
	t.Kind = planner.NotAlone
	return t, true, err
}

// noneOrMore finds "0 or at least 2" and "none, or 3 or more" in a cell, with the number and
// what else the cell says: "women" of "0 or at least 2 women".
func noneOrMore(cell string) (rest string, n int, found bool) {
	for i := range cell {
		after, none := beginsNo(cell[i:])
		if strings.HasPrefix(cell[i:], "0") {
			after, none = cell[i+1:], true
		}
		if before, _ := utf8.DecodeLastRuneInString(cell[:i]); !none || isLetterOrDigit(before) && before < 0x2e80 {
			continue
		}
		after = strings.TrimLeft(after, " ,،，") // "none, or"; "0, 2" stays two bounds
		least, or := begins(orWord, after)
		// a sign alone, as in "0, 2" and "0/2", may part two bounds
		if or && strings.ContainsFunc(strings.TrimSuffix(after, least), unicode.IsLetter) {
			n, who, ok := atLeast(strings.TrimSpace(least))
			return strings.Trim(cell[:i]+who, ": "), n, ok
		}
	}
	return "", 0, false
}

// atLeast reads the least number that a text begins with, alone or in words such as
// "at least 2", and the people it counts.
func atLeast(text string) (n int, who string, ok bool) {
	for end := len(text); end > 0; end-- {
		if end < len(text) && (!utf8.RuneStart(text[end]) || text[end] < 0x80 && text[end] != ' ') {
			continue // not between two words
		}
		span, plain, is := vocabulary.ParseSpan(strings.TrimSpace(text[:end]))
		if !is || !plain && span.To != vocabulary.Unbounded {
			continue
		}
		who = strings.TrimSpace(text[end:])
		if rest, of := byWord.Begins(who); of {
			who = strings.TrimSpace(rest)
		}
		return span.From, who, true
	}
	return 0, "", false
}

// begins is [vocabulary.List.Begins], and in scripts without spaces a word may stand before
// another.
func begins(l vocabulary.List, text string) (rest string, ok bool) {
	if rest, ok = l.Begins(text); ok {
		return rest, true
	}
	for _, w := range l.Words() {
		if first, _ := utf8.DecodeRuneInString(w); first >= 0x2e80 && strings.HasPrefix(text, w) {
			if after := text[len(w):]; !ok || len(after) < len(rest) {
				rest, ok = after, true
			}
		}
	}
	return rest, ok
}

// beginsNo reports whether a text begins with "no", "none" or "not".
func beginsNo(text string) (rest string, ok bool) {
	for _, l := range []vocabulary.List{kindNotAny, noneWord, notWord} {
		if after, no := begins(l, text); no && (!ok || len(after) < len(rest)) {
			rest, ok = after, true
		}
	}
	return rest, ok
}

func isLetterOrDigit(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// aloneAtEnd is who may not be alone in a text: "woman" in "woman alone", "woman: nobody
// alone", "no woman alone".
func aloneAtEnd(text string) (who string, found bool) {
	for i, c := range text {
		if i > 0 && (c == ' ' || c == ':' || c >= 0x2e80) && kindAlone.Is(strings.Trim(text[i:], ": ：")) {
			who, found = strings.Trim(text[:i], ": ："), true
			break
		}
	}
	if rest, no := beginsNo(who); no {
		who = strings.TrimSpace(rest)
	}
	return who, found && who != ""
}

// chairsThatDiffer finds "chairs differ" in any cell, and what they are to differ in; by
// is how it was said.
func chairsThatDiffer(name, value, kind string) (dimension, by string, found bool) {
	for _, word := range []string{kind, value} {
		if chairsDiffer.Is(word) {
			return name, word, true
		}
	}
	rest, found := chairsDiffer.Begins(strings.Join(strings.Fields(name+" "+value+" "+kind), " "))
	rest = strings.Trim(rest, ":= ")
	if by, found := byWord.Begins(rest); found {
		rest = strings.Trim(by, ": ")
	}
	return rest, "chairs differ", found
}

// aloneInWords reads what is said of groups without a kind of its own: "nobody alone by
// region", "no woman alone", "gender" beside "woman alone"; else the value is the kind.
func (r *Reader) aloneInWords(name, value string) (who, what, kind string) {
	all := strings.Join(strings.Fields(name+" "+value), " ")
	if rest, found := begins(kindAlone, all); found {
		if by, found := begins(byWord, strings.TrimSpace(rest)); found {
			return strings.Trim(by, ": "), "", "alone"
		}
	}
	_, no := beginsNo(all)
	if who, found := aloneAtEnd(all); found {
		if by, found := begins(byWord, who); found && r.isDimension(strings.Trim(by, ": ")) {
			return strings.Trim(by, ": "), "", "alone" // as in 按地区不单独
		}
		if no || name == "" || value == "" {
			return "", who, "alone"
		}
	}
	if who, found := aloneAtEnd(value); found && name != "" {
		return name, who, "alone"
	}
	return name, "", value
}

// kindBehind parts "language common" and "score even" into what they speak of and the kind.
func kindBehind(rule string) (name, kind string) {
	for i, c := range rule {
		if tail := strings.TrimSpace(rule[i:]); c == ' ' && (kindCommon.Is(tail) || kindEven.Is(tail)) {
			return rule[:i], tail
		}
	}
	return "", rule
}

// eachInCommon reports whether a target asks for every language or hour without a limit.
func eachInCommon(t *planner.Target) bool {
	shared := t.Dimension == planner.Language || t.Dimension == planner.TimeZone
	return t.Kind == planner.Each && shared && len(t.Across)+len(t.Cells)+len(t.And) == 0 &&
		!t.Max.Given && !t.MaxShare.Given()
}

// finishForGroups fills in what is left open of a target that only working groups can
// keep; it reports whether the target is one. Every language or hour, with a minimum or
// none, means one that so many have in common: nobody asks for every language to be spoken.
func finishForGroups(t *planner.Target) bool {
	if eachInCommon(t) {
		t.Kind, t.Value = planner.Count, Common
	}
	switch {
	case t.Kind == planner.Count && t.Value == Common:
		if !t.Bounded() {
			t.MinShare = planner.Percent(100)
		}
	case t.Kind == planner.Even:
		if !t.TierGiven {
			t.Tier = planner.Should
		}
	case t.Kind != planner.NotAlone && t.Kind != planner.ChairsDiffer:
		return false
	}
	t.Group = cmp.Or(t.Group, planner.EveryGroup)
	return true
}
