package elections

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// PrefLib files, https://preflib.github.io/PrefLib-Jekyll/format (Mattei &
// Walsh 2013): "# KEY: value" lines, then "count: 1,2,{3,4}". A .cat file lists
// for each ballot the issues of each category.

var (
	prefLibHead  = regexp.MustCompile(`^\s*#\s*(ALTERNATIVE NAME|NUMBER ALTERNATIVES)`)
	prefLibOrder = regexp.MustCompile(`^\s*-?[\d.]+\s*:`)
	prefLibName  = regexp.MustCompile(`^(ALTERNATIVE|CATEGORY) NAME ([1-9]\d{0,4})$`)
)

func lacksPrefLib(lines []string) string {
	first := slices.IndexFunc(lines, func(l string) bool {
		l = strings.TrimSpace(l)
		return l != "" && l[0] != '#'
	})
	if first >= 0 && !prefLibOrder.MatchString(lines[first]) {
		return "the first line below its head is not a count, a colon and an order, such as \"3: 1,2,{3,4}\""
	}
	if first < 0 {
		first = len(lines)
	}
	if !slices.ContainsFunc(lines[:first], prefLibHead.MatchString) {
		return "it has no lines \"# ALTERNATIVE NAME 1: …\" or \"# NUMBER ALTERNATIVES: …\" above its orders"
	}
	return ""
}

// prefLib is a PrefLib file, by the values of its keys.
type prefLib struct {
	*election
	head   map[string]string
	most   map[string]int // the largest number of an ALTERNATIVE, and of a CATEGORY, that has a name
	levels int            // categories, 0 in rankings
	orders map[string]bool
}

var (
	orderUnreadable     = kind{codeLineUnreadable, "order", planner.Error}
	ordersMade          = kind{codeOrdersMade, "", planner.Note}
	headTwice           = kind{codeIssueRepeated, "head", planner.Error}
	headUnreadable      = kind{codeLineUnreadable, "head", planner.Error}
	alternativesUnnamed = kind{codeIssueUnnamed, "alternatives", planner.Warning}
	orderNotOfType      = kind{codeOrderType, "", planner.Warning}
	tooManyCategories   = kind{codeLineUnreadable, "categories", planner.Error}
)

func readPrefLib(e *election) {
	p := &prefLib{election: e, head: map[string]string{}, most: map[string]int{}, orders: map[string]bool{}}
	for i, l := range e.lines {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), "#"); ok {
			p.readHead(i+1, rest)
		}
	}
	p.readBody(":")
}

// readBody reads the lines of ballots, whose number stands before a separator.
func (p *prefLib) readBody(separator string) {
	p.Title = p.head["TITLE"]
	names := p.names("ALTERNATIVE", 0)
	if !p.start(names, numbers(len(names))) {
		return
	}
	p.setCategories()
	if made := strings.ToLower(p.head["MODIFICATION TYPE"]); made != "" && made != "original" {
		p.note(ordersMade, 0, made)
	}
	for i, l := range p.lines {
		if p.classes[i] == unread {
			count, order, _ := strings.Cut(l, separator)
			p.readBallot(i+1, count, order)
		}
	}
	p.checkSum("voters", p.number("NUMBER VOTERS"), p.total)
	orders := max(p.number("NUMBER UNIQUE ORDERS"), p.number("NUMBER UNIQUE PREFERENCES"))
	p.checkSum("orders", orders, int64(len(p.orders)))
}

// prefLibUsed are the keys whose values are used or checked.
const prefLibUsed = "|FILE NAME|TITLE|DATA TYPE|MODIFICATION TYPE|NUMBER ALTERNATIVES|NUMBER VOTERS|" +
	"NUMBER UNIQUE ORDERS|NUMBER UNIQUE PREFERENCES|NUMBER CATEGORIES|"

func (p *prefLib) readHead(line int, s string) {
	key, value, ok := strings.Cut(s, ":")
	key, value = vocabulary.Clean(key), strings.TrimSpace(value)
	if !ok || strings.ToUpper(key) != key {
		return
	}
	p.classes[line-1] = header
	if _, twice := p.head[key]; twice {
		p.note(headTwice, line, s)
		return
	}
	p.head[key] = value
	if m := prefLibName.FindStringSubmatch(key); m != nil {
		n, _ := strconv.Atoi(m[2])
		p.most[m[1]] = max(p.most[m[1]], n)
	} else if value != "" && !strings.Contains(prefLibUsed, "|"+key+"|") {
		p.ignore(cmp.Or(key, "#"), aboutFile)
	}
}

// number reads a number of the head; 0 where it is not given.
func (p *prefLib) number(key string) int {
	text := p.head[key]
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 0) {
		p.note(headUnreadable, 0, key+": "+text)
		return 0
	}
	return n
}

// names are those of the alternatives or categories, at least so many.
func (p *prefLib) names(of string, least int) []string {
	declared, named := p.number("NUMBER "+strings.Replace(of+"S", "YS", "IES", 1)), p.most[of]
	if declared > 0 && named > declared {
		p.checkSum("names", declared, int64(named))
	}
	names := make([]string, min(max(declared, named, least), maxIssues+1))
	for i := range names {
		number := strconv.Itoa(i + 1)
		if names[i] = p.head[of+" NAME "+number]; names[i] == "" && i < declared {
			p.note(alternativesUnnamed, 0, number)
		}
		names[i] = cmp.Or(names[i], number)
	}
	return names
}

// setCategories decides how categories count: two are approved and not
// approved; more are grades, the first the best.
func (p *prefLib) setCategories() {
	if p.most["CATEGORY"] == 0 && !strings.EqualFold(p.head["DATA TYPE"], "cat") {
		return
	}
	grades := p.names("CATEGORY", 2)
	p.levels, p.kind = len(grades), planner.Approval
	if p.levels == 2 {
		return
	}
	p.kind, p.Ballots.Scale.Max = planner.Score, planner.Mark(p.levels-1)
	for i := range grades {
		grades[i] += fmt.Sprintf(" = %d", p.levels-1-i)
	}
	p.tell(kind{codeScoreLevels, "grades", planner.Note}, facts{"grades": strings.Join(grades, ", ")})
}

func (p *prefLib) readBallot(line int, count, order string) {
	order = strings.TrimSpace(order)
	tiers, ok := parseTiers(order)
	if !ok {
		p.orders[order] = true
		p.lost(orderUnreadable, line, order)
		return
	}
	if p.levels > 0 && len(tiers) > p.levels {
		p.lost(tooManyCategories, line, order)
		return
	}
	v, tied := vote{line: line, count: count}, false
	for t, tier := range tiers {
		tied = tied || len(tier) > 1
		mark := t + 1
		if p.levels > 0 {
			mark = p.levels - 1 - t
		}
		for _, a := range tier {
			v.said = append(v.said, mention{a, mark})
		}
	}
	if !p.cast(v) {
		return
	}
	p.orders[order] = true
	t := strings.ToLower(p.head["DATA TYPE"])
	if strings.HasPrefix(t, "so") && tied || strings.HasSuffix(t, "oc") && len(v.said) < len(p.Issues) {
		p.note(orderNotOfType, line, "")
	}
}

// parseTiers reads "1,{2,3},4". Empty braces are an empty tier.
func parseTiers(s string) (tiers [][]string, ok bool) {
	within := false // braces
	for n := range strings.SplitSeq(strings.TrimRight(s, ", "), ",") {
		n, opens := strings.CutPrefix(strings.TrimSpace(n), "{")
		n, closes := strings.CutSuffix(n, "}")
		n = strings.TrimSpace(n)
		if strings.Trim(n, "0123456789") != "" || opens && within || closes && !opens && !within {
			return nil, false
		}
		if !within {
			tiers = append(tiers, nil)
		}
		within = within || opens
		if n != "" {
			tiers[len(tiers)-1] = append(tiers[len(tiers)-1], n)
		} else if !within && s != "" {
			return nil, false
		}
		within = within && !closes
	}
	return tiers, !within
}

// The form before 2022: the number of candidates, "number,name" for each, then
// "voters,sum of counts,distinct orders" and lines "count,order".

var oldPrefLibName = regexp.MustCompile(`^\s*\d+\s*,`)

func lacksOldPrefLib(lines []string) string {
	m, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || m < 1 || m > len(lines)-2 || strings.Count(lines[m+1], ",") != 2 ||
		slices.ContainsFunc(lines[1:m+1], func(l string) bool { return !oldPrefLibName.MatchString(l) }) {
		return "it does not begin with the number of candidates and one line \"number,name\" for each"
	}
	return ""
}

func readOldPrefLib(e *election) {
	m, _ := strconv.Atoi(strings.TrimSpace(e.lines[0]))
	sums := strings.Split(e.lines[m+1], ",")
	p := &prefLib{election: e, orders: map[string]bool{}, head: map[string]string{
		"NUMBER ALTERNATIVES": strconv.Itoa(m), "NUMBER VOTERS": strings.TrimSpace(sums[1]),
		"NUMBER UNIQUE ORDERS": strings.TrimSpace(sums[2]),
	}}
	for i := range m + 2 {
		e.classes[i] = header
		_, name, _ := strings.Cut(e.lines[i], ",")
		p.head["ALTERNATIVE NAME "+strconv.Itoa(i)] = strings.TrimSpace(name)
	}
	p.readBody(",")
}
