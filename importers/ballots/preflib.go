package ballots

import (
	"fmt"
	"strconv"
	"strings"

	"roundtable/planner"
)

// PrefLib files, https://preflib.github.io/PrefLib-Jekyll/format (Mattei &
// Walsh 2013): "# KEY: value" lines, then "count: 1,2,{3,4}". A .cat file lists
// for each ballot the issues of each category.

func looksPrefLib(lines []string) bool {
	meta, order := false, false
	for i, l := range lines {
		if i > 20_000 {
			break
		}
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "#") {
			key, _, _ := strings.Cut(strings.TrimSpace(l[1:]), ":")
			meta = meta || strings.HasPrefix(key, "ALTERNATIVE NAME") || key == "NUMBER ALTERNATIVES"
			continue
		}
		if l != "" {
			n, _, ok := strings.Cut(l, ":")
			_, err := strconv.ParseInt(strings.TrimSpace(n), 10, 64)
			order = ok && err == nil
			break
		}
		order = true
	}
	return meta && order
}

type prefLibHead struct {
	names      map[int]string
	categories map[int]string
	declared   int
	voters     int64
	kind       string
}

func readPrefLib(e *election) {
	h := prefLibHead{names: map[int]string{}, categories: map[int]string{}, voters: -1}
	for i, l := range e.lines {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "#") {
			e.prefLibMeta(&h, i+1, strings.TrimSpace(l[1:]))
		}
	}
	m := max(h.declared, maxKey(h.names))
	if m > maxIssues {
		e.fault(0, "", "the file declares %d alternatives; the limit is %d", m, maxIssues)
		m = 0
	}
	names := make([]string, m)
	for i := range names {
		if names[i] = h.names[i+1]; names[i] == "" {
			names[i] = strconv.Itoa(i + 1)
		}
	}
	e.start(names, nil)
	isCat := len(h.categories) > 0 || h.kind == "cat"
	if isCat {
		e.setCategories(h.categories)
	}
	var total int64
	for i, l := range e.lines {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		count, order, ok := strings.Cut(l, ":")
		n, err := strconv.ParseInt(strings.TrimSpace(count), 10, 64)
		if !ok || err != nil || n < 1 {
			e.fault(i+1, l, "%q is not a ballot line; expected a count, a colon and an order such as \"3: 1,2,{3,4}\"", clip(l))
			continue
		}
		total += n
		e.prefLibBallot(i+1, n, order, isCat)
	}
	if h.voters >= 0 && h.voters != total {
		e.note(planner.Warning, 0, codeBallotCount, "",
			fmt.Sprintf("the file says it has %d voters, but its ballots sum to %d", h.voters, total),
			"check that the file is complete")
	}
}

func (e *election) prefLibMeta(h *prefLibHead, line int, s string) {
	key, value, ok := strings.Cut(s, ":")
	if !ok {
		return
	}
	value = strings.TrimSpace(value)
	number := func(prefix string) (int, bool) {
		rest, ok := strings.CutPrefix(key, prefix)
		n, err := strconv.Atoi(strings.TrimSpace(rest))
		return n, ok && err == nil && n >= 1 && n <= maxIssues
	}
	switch key {
	case "TITLE":
		e.title = value
	case "DATA TYPE":
		h.kind = strings.ToLower(value)
	case "NUMBER ALTERNATIVES":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			e.fault(line, value, "the number of alternatives %q is not a number", clip(value))
			return
		}
		h.declared = n
	case "NUMBER VOTERS":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			h.voters = n
		}
	default:
		if n, ok := number("ALTERNATIVE NAME "); ok {
			h.names[n] = value
		} else if n, ok := number("CATEGORY NAME "); ok {
			h.categories[n] = value
		}
	}
}

// setCategories decides how categories count: two are approved and not
// approved; more are grades, the first the best.
func (e *election) setCategories(names map[int]string) {
	k := max(maxKey(names), 2)
	for i := 1; i <= k; i++ {
		e.levels = append(e.levels, names[i])
	}
	if k == 2 {
		e.kind = planner.Approval
		return
	}
	e.kind = planner.Score
	e.scale = planner.Scale{Min: 0, Max: planner.Mark(k - 1)}
	e.note(planner.Note, 0, codeScoreLevels, strings.Join(e.levels, " > "),
		"the categories count as grades, best first: "+strings.Join(e.levels, " = "+strconv.Itoa(k-1)+" … ")+" = 0", "")
}

func (e *election) prefLibBallot(line int, count int64, order string, isCat bool) {
	marks := e.blank()
	tiers, ok := parseTiers(order)
	if !ok {
		e.fault(line, order, "the order %q cannot be read; expected numbers with ties in braces, such as 1,{2,3},4",
			clip(order))
		return
	}
	if isCat && len(tiers) > max(len(e.levels), 1) {
		e.fault(line, order, "the line has %d categories, the file declares %d", len(tiers), len(e.levels))
		return
	}
	place := 0
	for t, tier := range tiers {
		if len(tier) > 0 {
			place++
		}
		for _, a := range tier {
			if a < 1 || a > len(marks) {
				e.fault(line, strconv.Itoa(a), "alternative %d does not exist; the file names %d", a, len(marks))
				continue
			}
			mark := place
			if isCat {
				mark = len(e.levels) - 1 - t
			}
			e.rank(line, marks, a-1, mark)
		}
	}
	if !isCat {
		dense(marks)
	}
	e.add(line, planner.Ballot{Marks: marks, Count: count})
}

// parseTiers reads "1,{2,3},4". Empty braces are an empty tier.
func parseTiers(s string) ([][]int, bool) {
	var tiers [][]int
	s = strings.TrimSpace(s)
	for s != "" {
		var tier []int
		if s[0] == '{' {
			inner, rest, ok := strings.Cut(s[1:], "}")
			if !ok {
				return nil, false
			}
			for _, f := range strings.Split(inner, ",") {
				if f = strings.TrimSpace(f); f == "" {
					continue
				}
				n, err := strconv.Atoi(f)
				if err != nil {
					return nil, false
				}
				tier = append(tier, n)
			}
			s = strings.TrimSpace(rest)
			if s != "" && s[0] != ',' {
				return nil, false
			}
			s = strings.TrimPrefix(s, ",")
		} else {
			f, rest, _ := strings.Cut(s, ",")
			n, err := strconv.Atoi(strings.TrimSpace(f))
			if err != nil {
				return nil, false
			}
			tier, s = []int{n}, rest
		}
		tiers = append(tiers, tier)
		s = strings.TrimSpace(s)
	}
	return tiers, true
}

// The form before 2022: the number of candidates, "number,name" for each, then
// "voters,sum of counts,distinct orders" and lines "count,order".

func looksOldPrefLib(lines []string) bool {
	m, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || m < 1 || m > maxIssues || len(lines) < m+2 {
		return false
	}
	for i := 1; i <= m; i++ {
		n, _, ok := strings.Cut(lines[i], ",")
		if v, err := strconv.Atoi(strings.TrimSpace(n)); !ok || err != nil || v != i {
			return false
		}
	}
	return len(strings.Split(lines[m+1], ",")) == 3
}

func readOldPrefLib(e *election) {
	m, _ := strconv.Atoi(strings.TrimSpace(e.lines[0]))
	names := make([]string, m)
	for i := range names {
		_, names[i], _ = strings.Cut(e.lines[i+1], ",")
	}
	e.start(names, nil)
	for i, l := range e.lines[m+2:] {
		line := m + 3 + i
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		count, order, _ := strings.Cut(l, ",")
		n, err := strconv.ParseInt(strings.TrimSpace(count), 10, 64)
		if err != nil || n < 1 {
			e.fault(line, l, "%q is not a ballot line; expected a count and an order such as \"3,1,2,{3,4}\"", clip(l))
			continue
		}
		e.prefLibBallot(line, n, order, false)
	}
}

func maxKey(m map[int]string) int {
	most := 0
	for k := range m {
		most = max(most, k)
	}
	return most
}
