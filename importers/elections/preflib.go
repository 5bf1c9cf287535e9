package elections

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"roundtable/planner"
)

// PrefLib files, https://preflib.github.io/PrefLib-Jekyll/format (Mattei &
// Walsh 2013): "# KEY: value" lines, then "count: 1,2,{3,4}". A .cat file lists
// for each ballot the issues of each category.

func lacksPrefLib(lines []string) string {
	meta := false
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if rest, ok := strings.CutPrefix(l, "#"); ok {
			rest = strings.TrimSpace(rest)
			meta = meta || strings.HasPrefix(rest, "ALTERNATIVE NAME") || strings.HasPrefix(rest, "NUMBER ALTERNATIVES")
		} else if l != "" {
			count, _, colon := strings.Cut(l, ":")
			if _, err := strconv.ParseFloat(strings.TrimSpace(count), 64); !colon || err != nil {
				return "the first line below its head is not a count, a colon and an order, such as \"3: 1,2,{3,4}\""
			}
			break
		}
	}
	if !meta {
		return "it has no lines \"# ALTERNATIVE NAME 1: …\" or \"# NUMBER ALTERNATIVES: …\" above its orders"
	}
	return ""
}

// prefLib is a PrefLib file, by the values of its keys.
type prefLib struct {
	*election
	head     map[string]string
	dataType string
	levels   int // categories, 0 in rankings
	sum      int64
	orders   map[string]bool
}

var (
	orderUnreadable = kind{
		codeLineUnreadable, planner.Error, "the line is not a ballot",
		"write an order with ties in braces behind the count, such as \"3: 1,2,{3,4}\" (before 2022 \"3,1,2,{3,4}\")",
	}
	alternativeUnknown = kind{
		codeIssueUnknown, planner.Error, "a ballot names an alternative that the file does not have; it is left out",
		"correct the number, or add the alternative at the top",
	}
	headTwice = kind{
		codeIssueRepeated, planner.Error, "a line at the top is given twice; the first counts",
		"remove one of the lines",
	}
	headUnreadable = kind{
		codeLineUnreadable, planner.Error, "a number at the top cannot be read", "write a number from 1 to 10,000",
	}
	alternativesUnnamed = kind{
		codeIssueUnnamed, planner.Warning, "alternatives or categories have no name; they are called by their number",
		"add lines such as \"# ALTERNATIVE NAME 1: name\"",
	}
	orderNotOfType = kind{
		codeOrderType, planner.Warning, "the file's type asks for orders that are complete (soc, toc) or without " +
			"ties (soc, soi), but orders differ from it; they are read as they stand", "check that the lines are whole",
	}
	tooManyCategories = kind{
		codeLineUnreadable, planner.Error, "the line has more categories than the file names",
		"add lines such as \"# CATEGORY NAME 1: name\"",
	}
)

func readPrefLib(e *election) {
	p := &prefLib{election: e, head: map[string]string{}, orders: map[string]bool{}}
	for i, l := range e.lines {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), "#"); ok {
			p.readHead(i+1, rest)
		}
	}
	e.title, p.dataType = p.head["TITLE"], strings.ToLower(p.head["DATA TYPE"])
	names := p.names("ALTERNATIVE", 0)
	if !p.start(names, nil) {
		return
	}
	p.setCategories()
	if made := strings.ToLower(p.head["MODIFICATION TYPE"]); made != "" && made != "original" {
		e.note(kind{
			codeOrdersMade, planner.Note, "the file says that its orders are not as the voters gave them: they were " +
				"completed or derived from something else", "",
		}, 0, made)
	}
	for i, l := range e.lines {
		if e.classes[i] == unread && !strings.HasPrefix(strings.TrimSpace(l), "#") {
			count, order, _ := strings.Cut(l, ":")
			p.readBallot(i+1, count, order)
		}
	}
	p.checkSum("voters", p.number("NUMBER VOTERS"), p.sum)
	p.checkSum("different orders", p.number("NUMBER UNIQUE ORDERS"), int64(len(p.orders)))
	p.checkSum("different orders", p.number("NUMBER UNIQUE PREFERENCES"), int64(len(p.orders)))
}

// prefLibUsed are the keys whose values are used or checked.
const prefLibUsed = "|FILE NAME|TITLE|DATA TYPE|MODIFICATION TYPE|NUMBER ALTERNATIVES|NUMBER VOTERS|" +
	"NUMBER UNIQUE ORDERS|NUMBER UNIQUE PREFERENCES|NUMBER CATEGORIES|"

// aboutFile is why most of what a file says of itself is not used.
const aboutFile = "it tells about the file and changes no vote"

func (p *prefLib) readHead(line int, s string) {
	key, value, ok := strings.Cut(s, ":")
	key, value = strings.Join(strings.Fields(key), " "), strings.TrimSpace(value)
	if !ok || strings.ToUpper(key) != key {
		p.classes[line-1] = comment
		return
	}
	p.classes[line-1] = header
	if _, twice := p.head[key]; twice {
		p.lost(headTwice, line, s)
		return
	}
	p.head[key] = value
	for _, of := range []string{"ALTERNATIVE", "CATEGORY"} {
		if number, ok := strings.CutPrefix(key, of+" NAME "); ok {
			n, err := strconv.Atoi(number)
			if err != nil || n < 1 || n > maxIssues {
				p.lost(headUnreadable, line, s)
				return
			}
			most, _ := strconv.Atoi(p.head[of])
			p.head[of] = strconv.Itoa(max(most, n)) // the largest number that has a name
			return
		}
	}
	if value != "" && !strings.Contains(prefLibUsed, "|"+key+"|") {
		p.ignore(key, aboutFile)
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
	declared, named := p.number("NUMBER "+strings.Replace(of+"S", "YS", "IES", 1)), p.number(of)
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

// checkSum compares a number that the file declares (0: it does not) with the one found.
func (e *election) checkSum(what string, declared int, found int64) {
	if declared != 0 && int64(declared) != found {
		e.note(kind{
			codeBallotCount, planner.Warning,
			fmt.Sprintf("the file says it has %d %s, but there are %d", declared, what, found),
			"check that the file is complete",
		}, 0, "")
	}
}

// setCategories decides how categories count: two are approved and not
// approved; more are grades, the first the best.
func (p *prefLib) setCategories() {
	if p.head["CATEGORY"] == "" && p.dataType != "cat" {
		return
	}
	grades := p.names("CATEGORY", 2)
	switch p.levels = len(grades); {
	case p.levels == 2:
		p.kind = planner.Approval
		return
	case p.levels > maxIssues:
		p.note(tooManyIssues, 0, "")
	}
	p.kind = planner.Score
	p.ballots.Scale = planner.Scale{Max: planner.Mark(p.levels - 1)}
	for i := range grades {
		grades[i] += fmt.Sprintf(" = %d", p.levels-1-i)
	}
	p.note(kind{
		codeScoreLevels, planner.Note, "the categories count as grades: " + strings.Join(grades, ", "), "",
	}, 0, "")
}

func (p *prefLib) readBallot(line int, count, order string) {
	n, ok := p.count(line, count)
	if !ok {
		return
	}
	p.sum += n
	p.orders[strings.TrimSpace(order)] = true
	tiers, ok := parseTiers(order)
	switch {
	case !ok:
		p.lost(orderUnreadable, line, order)
		return
	case p.levels > 0 && len(tiers) > p.levels:
		p.lost(tooManyCategories, line, order)
		return
	}
	marks := p.marks()
	ranked, tied := 0, false
	for t, tier := range tiers {
		tied = tied || len(tier) > 1
		ranked += len(tier)
		if p.levels > 0 {
			t = p.levels - 2 - t
		}
		for _, a := range tier {
			if a < 1 || a > len(marks) {
				p.note(alternativeUnknown, line, strconv.Itoa(a))
				continue
			}
			p.mark(line, marks, a-1, t+1)
		}
	}
	if strings.HasPrefix(p.dataType, "so") && tied || strings.HasSuffix(p.dataType, "oc") && ranked < len(marks) {
		p.note(orderNotOfType, line, "")
	}
	p.add(line, planner.Ballot{Marks: marks, Count: n})
}

// parseTiers reads "1,{2,3},4". Empty braces are an empty tier.
func parseTiers(s string) ([][]int, bool) {
	var tiers [][]int
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		item, rest, _ := strings.Cut(s, ",")
		inner, braces := strings.CutPrefix(s, "{")
		if braces {
			var ok bool
			item, rest, ok = strings.Cut(inner, "}")
			if rest = strings.TrimSpace(rest); !ok || rest != "" && rest[0] != ',' {
				return nil, false
			}
			rest = strings.TrimPrefix(rest, ",")
		}
		var tier []int
		for f := range strings.SplitSeq(item, ",") {
			f = strings.TrimSpace(f)
			n, err := strconv.Atoi(f)
			if err != nil && (!braces || f != "") {
				return nil, false
			}
			if err == nil {
				tier = append(tier, n)
			}
		}
		tiers, s = append(tiers, tier), rest
	}
	return tiers, true
}

// The form before 2022: the number of candidates, "number,name" for each, then
// "voters,sum of counts,distinct orders" and lines "count,order".

func lacksOldPrefLib(lines []string) string {
	m, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	ok := err == nil && m >= 1 && m <= maxIssues && len(lines) >= m+2 && strings.Count(lines[m+1], ",") == 2
	for i := 1; ok && i <= m; i++ {
		n, _, _ := strings.Cut(lines[i], ",")
		ok = strings.TrimSpace(n) == strconv.Itoa(i) && strings.Contains(lines[i], ",")
	}
	if !ok {
		return "it does not begin with the number of candidates and one line \"number,name\" for each"
	}
	return ""
}

func readOldPrefLib(e *election) {
	p := &prefLib{election: e, orders: map[string]bool{}}
	m, _ := strconv.Atoi(strings.TrimSpace(e.lines[0]))
	names := make([]string, m)
	for i := range m + 2 {
		e.classes[i] = header
		if i < m {
			_, names[i], _ = strings.Cut(e.lines[i+1], ",")
		}
	}
	if !e.start(names, nil) {
		return
	}
	for i, l := range e.lines {
		if e.classes[i] == unread {
			count, order, _ := strings.Cut(l, ",")
			p.readBallot(i+1, count, order)
		}
	}
	sums := strings.Split(e.lines[m+1], ",")
	declared, _ := strconv.Atoi(strings.TrimSpace(sums[1]))
	p.checkSum("ballots", declared, p.sum)
	declared, _ = strconv.Atoi(strings.TrimSpace(sums[2]))
	p.checkSum("different orders", declared, int64(len(p.orders)))
}
