package targets

import (
	"regexp"
	"strings"
)

// unbracketed takes away the brackets around terms. "|" binds closer than "&", so they say
// nothing where what they hold stands between "&"; what only brackets can say is an error.
// Brackets that are part of a name, as in "African Group (AG)", stay.
func (r *Reader) unbracketed(text string) (string, error) {
	if r.isNamed(text) {
		return text, nil
	}
	text = strings.NewReplacer("（", "(", "）", ")").Replace(text)
	if strings.Count(text, "(") != strings.Count(text, ")") {
		return text, fault(
			"A bracket in "+quote(text)+" has no other half.",
			"Add it, or delete the one that is there.",
		)
	}
	for {
		m := innermost.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		before, inner, after := text[:m[0]], text[m[2]:m[3]], text[m[1]:]
		if !strings.ContainsAny(inner, comparing+"&＆|｜") && !opening.MatchString(before) {
			text = before + "\x01" + inner + "\x02" + after
			continue
		}
		plain, err := freed(before, inner, after)
		if err != nil {
			return text, err
		}
		text = plain
	}
	if strings.ContainsAny(text, "()") {
		return text, fault(
			"The brackets in "+quote(plainBrackets(text))+" close before they open.",
			"Put them in order.",
		)
	}
	return plainBrackets(text), nil
}

func plainBrackets(text string) string {
	return strings.NewReplacer("\x01", "(", "\x02", ")").Replace(text)
}

var (
	innermost = regexp.MustCompile(`\(([^()]*)\)`)
	// opening is what a bracket around terms stands behind, and closing what it stands before.
	opening = regexp.MustCompile(`(?i)(?:^|[&＆|｜(!=]|\band|\bor|\bnot)\s*$`)
	closing = regexp.MustCompile(`(?i)^\s*(?:$|[&＆)]|and\b)`)
	denied  = regexp.MustCompile(`(?i)(?:\bnot|!)\s*$`)
	joined  = regexp.MustCompile(`(?i)(?:^|[&＆(]|\band)\s*$`)
)

// freed takes away one pair of brackets: "not (A | B)" is "not A & not B".
func freed(before, inner, after string) (string, error) {
	whole := quote(plainBrackets(before + "(" + inner + ")" + after))
	torn := fault(
		"The brackets in "+whole+" join terms in a way that no target can say.",
		"A target is a list of terms that all hold, each with one value or several: \"gender=Female | gender=Male & "+
			"region=WEOG\". Write a target for each of the cases.",
	)
	conjunct := len(parts(inner, "&＆", joinWords)) > 1 && !isOneValue(inner)
	deny := denied.FindString(before)
	switch bare := strings.TrimSuffix(before, deny); {
	case deny != "" && (conjunct || !joined.MatchString(bare)), !closing.MatchString(after) && conjunct:
		return "", torn
	case deny != "":
		var out []string
		for _, p := range parts(inner, "|｜", orWords) {
			if denied.MatchString(p) || strings.Contains(p, "!") {
				return "", torn
			}
			out = append(out, "not "+p)
		}
		return bare + strings.Join(out, " & ") + after, nil
	case conjunct && !joined.MatchString(before):
		return "", torn
	}
	return before + strings.TrimSpace(inner) + after, nil
}

// isOneValue reports whether a text is the name of one value, though it holds "and".
func isOneValue(text string) bool {
	_, ok := ToldBy(strings.TrimSpace(text))
	return ok
}

// between reads "30<age<50" and "30<age" as people who begin with the dimension write them.
func between(term string) []string {
	m := chain.FindStringSubmatch(term)
	if m == nil {
		return []string{term}
	}
	first := m[3] + turned.Replace(m[2]) + m[1]
	if m[4] == "" {
		return []string{first}
	}
	return []string{first, m[3] + m[4] + m[5]}
}

var (
	chain  = regexp.MustCompile(`^(\d+)\s*(<=?|>=?|≤|≥)\s*(\pL[^<>=≤≥]*?)\s*(?:(<=?|>=?|≤|≥)\s*(\d+))?$`)
	turned = strings.NewReplacer("<", ">", ">", "<", "≤", "≥", "≥", "≤")
)

// sameDimension writes "gender=Female | gender=Male" as "gender=Female | Male".
func sameDimension(text string) (string, error) {
	all := parts(text, "|｜", nil)
	if len(all) < 2 || signAt(strings.Join(all[1:], " ")) < 0 {
		all = parts(text, "|｜", orWords)
	}
	if len(all) < 2 || signAt(strings.Join(all[1:], " ")) < 0 {
		return text, nil
	}
	var out []string
	first, ok := headOf(all[0])
	for i, p := range all {
		head, equals := headOf(p)
		if ok = ok && equals && (head == first || head == ""); !ok {
			return text, fault(
				quote(
					text,
				)+" takes people by one thing or another, and a target counts people by terms that all hold.",
				"Put values of one dimension together, such as gender=Female | Male; write a target for each of the others.",
			)
		}
		if i > 0 {
			p = strings.TrimLeft(p[max(signAt(p), 0):], "= ")
		}
		out = append(out, p)
	}
	return strings.Join(out, " | "), nil
}

// headOf is the dimension before "=", "" for a value alone; false where another sign stands.
func headOf(term string) (string, bool) {
	i := signAt(term)
	if i < 0 {
		return "", true
	}
	sign := term[i : len(term)-len(strings.TrimLeft(term[i:], comparing+"!"))]
	return strings.ToLower(strings.TrimSpace(term[:i])), sign == "=" || sign == "=="
}
