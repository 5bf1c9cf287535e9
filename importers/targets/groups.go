package targets

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

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
)

// Common stands in place of a value for one that the people of a group have in common.
const Common = "*"

// noneOrMore is "0 or at least 2", "none or 3 or more".
var noneOrMore = regexp.MustCompile(
	`(?i)\b(0|none|nobody|no one|zero)\s*(?:or|,|/)\s*(?:at least|min\.?|≥|>=)?\s*(\d{1,3})` +
		`(?:\s*or more|\s*\+)?(?:\s+of)?(?:\s+|$)`,
)

// ForGroups reads what is asked of working groups alone; ok is false where the cells
// ask for something else.
//
//	gender=woman alone, 0 or at least 2 women    nobody of a value alone in a group
//	nobody alone by region                       of no value of a dimension
//	language common: at least 100 %              one language, or hour, that so many can use
//	score even                                   close means of a number
//	chairs differ by region                      chair and co-chairs of a group differ
func (r *Reader) forGroups(name, value, kind string) (t planner.Target, ok bool, err error) {
	if m := noneOrMore.FindStringSubmatchIndex(name + "\x00" + value); m != nil {
		whole := name + "\x00" + value
		n, _ := strconv.Atoi(whole[m[4]:m[5]])
		name, value, _ = strings.Cut(whole[:m[0]]+whole[m[1]:], "\x00")
		t, ok, err = r.forGroups(strings.Trim(name, ": "), strings.Trim(value, ": "), "alone")
		t.Min = planner.LimitOf(n)
		return t, ok, err
	}
	if dimension, by, found := chairsThatDiffer(name, value, kind); found {
		d, err := r.one(dimension, by)
		return planner.Target{Kind: planner.ChairsDiffer, Dimension: d}, true, err
	}
	if kind == "" {
		name, value, kind = aloneInWords(name, value)
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

// aloneAtEnd is who may not be alone in the cell of a value: "woman" in "woman alone",
// "woman: nobody alone", "no woman alone".
func aloneAtEnd(value string) (who string, found bool) {
	for i, c := range value {
		if (c == ' ' || c == ':') && kindAlone.Is(strings.Trim(value[i:], ": ")) {
			who, found = strings.Trim(value[:i], ": "), true
			break
		}
	}
	if rest, no := kindNotAny.Begins(who); no {
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
func aloneInWords(name, value string) (who, what, kind string) {
	all := strings.Join(strings.Fields(name+" "+value), " ")
	if rest, found := kindAlone.Begins(all); found {
		if by, found := byWord.Begins(strings.TrimSpace(rest)); found {
			return strings.Trim(by, ": "), "", "alone"
		}
	}
	if rest, found := kindNotAny.Begins(all); found && strings.HasSuffix(rest, " alone") {
		return "", strings.TrimSpace(strings.TrimSuffix(rest, " alone")), "alone"
	}
	if who, found := aloneAtEnd(value); found && name != "" {
		return name, who, "alone"
	}
	return name, "", value
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
