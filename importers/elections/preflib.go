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
			if count = strings.TrimSpace(count); !colon || strings.Trim(count, "-0123456789") != "" || count == "" {
				return "its first line below the \"#\" lines is not a count, a colon and an order, such as \"3: 1,2,{3,4}\""
			}
			break
		}
	}
	if !meta {
		return "it has no lines \"# ALTERNATIVE NAME 1: …\" or \"# NUMBER ALTERNATIVES: …\" above its orders"
	}
	return ""
}

// prefLibHead is what a PrefLib file says of itself.
type prefLibHead struct {
	alternatives, categories map[int]string
	text                     map[string]string
	dataType                 string
	levels                   int // categories, 0 in rankings
}

var (
	orderUnreadable = kind{
		codeLineUnreadable, planner.Error, "the line is not a ballot",
		"write a count, a colon and an order with ties in braces, such as \"3: 1,2,{3,4}\"",
	}
	oldUnreadable = kind{
		codeLineUnreadable, planner.Error, "the line is not a ballot",
		"write a count and an order with ties in braces, such as \"3,1,2,{3,4}\"",
	}
	alternativeUnknown = kind{
		codeIssueUnknown, planner.Error, "a ballot names an alternative that the file does not have; it is left out",
		"correct the number, or add the alternative at the top",
	}
	alternativeTwice = kind{
		codeIssueRepeated, planner.Error, "the name of an alternative or category is given twice; the first counts",
		"remove one of the lines",
	}
	alternativesUnnamed = kind{
		codeIssueUnnamed, planner.Warning, "alternatives have no name; they are called by their number",
		"add lines such as \"# ALTERNATIVE NAME 1: name\"",
	}
	headUnreadable = kind{
		codeLineUnreadable, planner.Error, "the number cannot be read", "write a number from 1 to 10,000",
	}
	orderNotOfType = kind{
		codeOrderType, planner.Warning, "the file's type asks for orders that are complete (soc, toc) or without ties " +
			"(soc, soi), but orders differ from it; they are read as they stand", "check that the lines are whole",
	}
	tooManyCategories = kind{
		codeLineUnreadable, planner.Error, "the line has more categories than the file names",
		"add lines such as \"# CATEGORY NAME 1: name\"",
	}
)

func readPrefLib(e *election) {
	h := prefLibHead{alternatives: map[int]string{}, categories: map[int]string{}, text: map[string]string{}}
	for i, l := range e.lines {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), "#"); ok {
			e.prefLibMeta(&h, i+1, strings.TrimSpace(rest))
		}
	}
	e.title, h.dataType = h.text["TITLE"], strings.ToLower(h.text["DATA TYPE"])
	declared := e.prefLibNumber(&h, "NUMBER ALTERNATIVES")
	names := prefLibNames(h.alternatives, declared)
	if len(names) > maxIssues {
		e.note(tooManyIssues, 0, "")
		return
	}
	if declared > 0 && len(names) > declared {
		e.note(kind{
			codeIssueCount, planner.Warning,
			fmt.Sprintf("the file says it has %d alternatives, but names %d", declared, len(names)),
			"check that the names belong to this file",
		}, 0, "")
	}
	for i := range names {
		if names[i] == "" {
			e.note(alternativesUnnamed, 0, strconv.Itoa(i+1))
		}
	}
	e.start(names, nil)
	if len(h.categories) > 0 || h.dataType == "cat" {
		e.setCategories(&h)
	}
	if made := strings.ToLower(h.text["MODIFICATION TYPE"]); made != "" && made != "original" {
		e.note(kind{
			codeOrdersMade, planner.Note, "the file says that its orders are not as the voters gave them (" + clip(made) +
				"): they were completed or derived from something else", "",
		}, 0, "")
	}
	orders := make(map[string]bool)
	var sum int64
	for i, l := range e.lines {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		count, order, ok := strings.Cut(l, ":")
		if !ok {
			e.lost(orderUnreadable, i+1, l)
			continue
		}
		if n, ok := e.count(i+1, count); ok {
			sum += n
			orders[strings.TrimSpace(order)] = true
			e.prefLibBallot(&h, i+1, n, order, orderUnreadable)
		}
	}
	e.checkSum("voters", e.prefLibNumber(&h, "NUMBER VOTERS"), sum)
	e.checkSum("different orders", e.prefLibNumber(&h, "NUMBER UNIQUE ORDERS"), int64(len(orders)))
	e.checkSum("different orders", e.prefLibNumber(&h, "NUMBER UNIQUE PREFERENCES"), int64(len(orders)))
}

// prefLibUsed are the keys whose values are used or checked.
const prefLibUsed = "|FILE NAME|TITLE|DATA TYPE|MODIFICATION TYPE|NUMBER ALTERNATIVES|NUMBER VOTERS|NUMBER UNIQUE ORDERS|" +
	"NUMBER UNIQUE PREFERENCES|NUMBER CATEGORIES|"

func (e *election) prefLibMeta(h *prefLibHead, line int, s string) {
	e.classes[line-1] = comment
	key, value, ok := strings.Cut(s, ":")
	if !ok {
		return
	}
	value = strings.TrimSpace(value)
	for prefix, names := range map[string]map[int]string{
		"ALTERNATIVE NAME ": h.alternatives, "CATEGORY NAME ": h.categories,
	} {
		number, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil || n < 1 || n > maxIssues {
			e.lost(headUnreadable, line, s)
			return
		}
		if _, twice := names[n]; twice {
			e.lost(alternativeTwice, line, s)
			return
		}
		names[n] = value
		e.classes[line-1] = header
		return
	}
	if strings.ToUpper(key) != key {
		return // a remark, not a key
	}
	e.classes[line-1] = header
	h.text[key] = value
	if value != "" && !strings.Contains(prefLibUsed, "|"+key+"|") {
		e.ignore(key, aboutFile)
	}
}

// aboutFile is why most of what a file says of itself is not used.
const aboutFile = "it tells about the file and changes no vote"

// prefLibNumber reads a number the file declares; 0 where it does not.
func (e *election) prefLibNumber(h *prefLibHead, key string) int {
	text := h.text[key]
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 0) {
		e.note(headUnreadable, 0, key+": "+text)
		return 0
	}
	return n
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

func prefLibNames(names map[int]string, declared int) []string {
	for n := range names {
		declared = max(declared, n)
	}
	if declared > maxIssues {
		return make([]string, maxIssues+1)
	}
	list := make([]string, declared)
	for n, name := range names {
		list[n-1] = name
	}
	return list
}

// setCategories decides how categories count: two are approved and not
// approved; more are grades, the first the best.
func (e *election) setCategories(h *prefLibHead) {
	names := prefLibNames(h.categories, max(e.prefLibNumber(h, "NUMBER CATEGORIES"), 2))
	h.levels = min(len(names), maxIssues)
	if h.levels == 2 {
		e.kind = planner.Approval
		return
	}
	e.kind = planner.Score
	e.ballots.Scale = planner.Scale{Max: planner.Mark(h.levels - 1)}
	grades := make([]string, h.levels)
	for i := range grades {
		grades[i] = fmt.Sprintf("%s = %d", cmp.Or(names[i], strconv.Itoa(i+1)), h.levels-1-i)
	}
	e.note(kind{
		codeScoreLevels, planner.Note, "the categories count as grades: " + strings.Join(grades, ", "), "",
	}, 0, "")
}

func (e *election) prefLibBallot(h *prefLibHead, line int, count int64, order string, bad kind) {
	tiers, ok := parseTiers(order)
	if !ok {
		e.lost(bad, line, order)
		return
	}
	if h.levels > 0 && len(tiers) > h.levels {
		e.lost(tooManyCategories, line, order)
		return
	}
	marks := e.blank()
	ranked, tied := 0, false
	for t, tier := range tiers {
		tied = tied || len(tier) > 1
		ranked += len(tier)
		for _, a := range tier {
			switch {
			case a < 1 || a > len(marks):
				e.note(alternativeUnknown, line, strconv.Itoa(a))
			case h.levels > 0:
				e.mark(line, marks, a-1, h.levels-1-t)
			default:
				e.mark(line, marks, a-1, t+1)
			}
		}
	}
	complete := h.dataType == "soc" || h.dataType == "toc"
	strict := h.dataType == "soc" || h.dataType == "soi"
	if strict && tied || complete && ranked < len(marks) {
		e.note(orderNotOfType, line, "")
	}
	e.add(line, planner.Ballot{Marks: marks, Count: count})
}

// parseTiers reads "1,{2,3},4". Empty braces are an empty tier.
func parseTiers(s string) ([][]int, bool) {
	var tiers [][]int
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		braces := s[0] == '{'
		item, rest, ok := strings.Cut(s, ",")
		if braces {
			if item, rest, ok = strings.Cut(s[1:], "}"); !ok {
				return nil, false
			}
			if rest = strings.TrimSpace(rest); rest != "" && rest[0] != ',' {
				return nil, false
			}
			rest = strings.TrimPrefix(rest, ",")
		}
		tier := []int{}
		for f := range strings.SplitSeq(item, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(f))
			switch {
			case err == nil:
				tier = append(tier, n)
			case !braces || strings.TrimSpace(f) != "":
				return nil, false
			}
		}
		tiers, s = append(tiers, tier), rest
	}
	return tiers, true
}

// The form before 2022: the number of candidates, "number,name" for each, then
// "voters,sum of counts,distinct orders" and lines "count,order".

func lacksOldPrefLib(lines []string) string {
	const why = "it does not begin with the number of candidates and one line \"number,name\" for each"
	m, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || m < 1 || m > maxIssues || len(lines) < m+2 {
		return why
	}
	for i := 1; i <= m; i++ {
		n, _, ok := strings.Cut(lines[i], ",")
		if v, err := strconv.Atoi(strings.TrimSpace(n)); !ok || err != nil || v != i {
			return why
		}
	}
	if len(strings.Split(lines[m+1], ",")) != 3 {
		return why
	}
	return ""
}

func readOldPrefLib(e *election) {
	m, _ := strconv.Atoi(strings.TrimSpace(e.lines[0]))
	names := make([]string, m)
	for i := range m + 2 {
		e.classes[i] = header
		if i < m {
			_, names[i], _ = strings.Cut(e.lines[i+1], ",")
		}
	}
	e.start(names, nil)
	var sum int64
	for i, l := range e.lines[m+2:] {
		line := m + 3 + i
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		count, order, _ := strings.Cut(l, ",")
		if n, ok := e.count(line, count); ok {
			sum += n
			e.prefLibBallot(&prefLibHead{}, line, n, order, oldUnreadable)
		}
	}
	declared, _ := strconv.Atoi(strings.TrimSpace(strings.Split(e.lines[m+1], ",")[1]))
	e.checkSum("ballots", declared, sum)
}
