package ballots

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
)

// Debian tally sheets (devotee): "Option 1 ----: name" lines and one line per
// ballot, "V: 2-1----3  hash", whose n-th character is the rank of option n.

var (
	debianOption = regexp.MustCompile(`Option\s+(\d+|[A-Z])\b[^:]*:\s*(.+?)\s*$`)
	debianBallot = regexp.MustCompile(`^\s*V:\s*([-0-9A-Za-z]+)(?:\s+(.*?))?\s*$`)
)

func looksDebian(lines []string) bool {
	n := 0
	for _, l := range lines {
		if s := strings.TrimSpace(l); strings.HasPrefix(s, "V:") && debianBallot.MatchString(l) {
			n++
		}
	}
	return n > 0
}

func readDebian(e *election) {
	var names []string
	width := 0
	for _, l := range e.lines {
		if m := debianBallot.FindStringSubmatch(l); m != nil {
			width = max(width, len(m[1]))
		} else if m := debianOption.FindStringSubmatch(l); m != nil {
			names = append(names, m[2])
		}
	}
	if len(names) == 0 {
		e.note(planner.Warning, 0, codeIssueUnnamed, "",
			"the sheet does not name its options; they are called Option 1, Option 2, …",
			"add lines such as \"Option 1: name\" at the top")
	}
	for i := len(names); i < width; i++ {
		names = append(names, fmt.Sprintf("Option %d", i+1))
	}
	e.start(names, nil)
	for i, l := range e.lines {
		m := debianBallot.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		if len(m[1]) != len(names) {
			e.fault(i+1, m[1], "the ballot %q ranks %d options, the sheet has %d", m[1], len(m[1]), len(names))
			continue
		}
		b := planner.Ballot{Marks: e.blank()}
		for j, c := range []byte(m[1]) {
			if c == '-' {
				continue
			}
			v, err := strconv.ParseInt(string(c), 36, 8)
			if err != nil || v < 1 {
				e.fault(i+1, m[1], "%q in the ballot %q is not a rank", string(c), m[1])
				continue
			}
			b.Marks[j] = planner.Mark(v)
		}
		if f := strings.Fields(m[2]); len(f) > 0 {
			b.Voter = f[0]
		}
		dense(b.Marks)
		e.add(i+1, b)
	}
}

// CIVS ballots (https://civs1.civs.us, "load ballot data"): one ballot per
// line, one rank per choice in the order of the choices, "-" for no opinion,
// separated by blanks or commas; "8X" in front means eight such ballots.

var civsCount = regexp.MustCompile(`^(\d+)\s*[xX]\s*(.*)$`)

// civsFields returns the multiplicity and the ranks of a line.
func civsFields(l string) (count int64, ranks []string, ok bool) {
	count = 1
	l = strings.TrimSpace(l)
	if m := civsCount.FindStringSubmatch(l); m != nil {
		n, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil || n < 1 {
			return 0, nil, false
		}
		count, l = n, m[2]
	}
	ranks = strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	for _, r := range ranks {
		if r == "-" {
			continue
		}
		if n, err := strconv.Atoi(r); err != nil || n < 1 || n > 999 {
			return 0, nil, false
		}
	}
	return count, ranks, len(ranks) >= 2
}

func looksCIVS(lines []string) bool {
	width, ballots, sign := 0, 0, false
	for _, l := range lines {
		s := strings.TrimSpace(l)
		if s == "" || s[0] == '#' {
			continue
		}
		_, ranks, ok := civsFields(s)
		if !ok || width > 0 && len(ranks) != width {
			return false
		}
		width = len(ranks)
		for _, r := range ranks {
			if n, _ := strconv.Atoi(r); n > width {
				return false
			}
		}
		ballots++
		sign = sign || civsCount.MatchString(s) || slices.Contains(ranks, "-") || !strings.Contains(s, ",")
	}
	return ballots > 0 && width <= maxIssues && sign
}

func readCIVS(e *election) {
	width := 0
	var comments []string
	for _, l := range e.lines {
		s := strings.TrimSpace(l)
		if strings.HasPrefix(s, "#") {
			comments = append(comments, strings.TrimSpace(strings.TrimLeft(s, "#")))
		} else if _, ranks, ok := civsFields(s); ok {
			width = max(width, len(ranks))
		}
	}
	names := civsNames(comments, width)
	if names == nil {
		for i := range width {
			names = append(names, fmt.Sprintf("Choice %d", i+1))
		}
		e.note(planner.Warning, 0, codeIssueUnnamed, "",
			"the file does not name its choices; they are called Choice 1, Choice 2, … in their order",
			"add a line \"# first; second; …\" with their names at the top")
	}
	e.start(names, nil)
	for i, l := range e.lines {
		s := strings.TrimSpace(l)
		if s == "" || s[0] == '#' {
			continue
		}
		count, ranks, _ := civsFields(s)
		b := planner.Ballot{Marks: e.blank(), Count: count}
		for j, r := range ranks {
			if r != "-" {
				n, _ := strconv.Atoi(r)
				b.Marks[j] = planner.Mark(n)
			}
		}
		dense(b.Marks)
		e.add(i+1, b)
	}
}

var civsNumbered = regexp.MustCompile(`^(?:choice\s*)?(\d+)\s*[.:)=]\s*(.+)$`)

// civsNames finds the names of the choices in comment lines: numbered lines, a
// line with as many parts as there are choices, or one line per choice.
func civsNames(comments []string, width int) []string {
	numbered := make([]string, width)
	n := 0
	for _, c := range comments {
		if m := civsNumbered.FindStringSubmatch(strings.TrimSpace(c)); m != nil {
			if k, _ := strconv.Atoi(m[1]); k >= 1 && k <= width && numbered[k-1] == "" {
				numbered[k-1] = m[2]
				n++
			}
		}
	}
	if n == width {
		return numbered
	}
	for _, c := range comments {
		if head, rest, ok := strings.Cut(c, ":"); ok && len(head) < 20 {
			c = rest
		}
		for _, sep := range []string{";", "|", "\t", ","} {
			parts := strings.Split(strings.Trim(strings.TrimSpace(c), sep), sep)
			if len(parts) == width && width > 1 && !slices.ContainsFunc(parts,
				func(p string) bool { return strings.TrimSpace(p) == "" }) {
				for i := range parts {
					parts[i] = strings.TrimSpace(parts[i])
				}
				return parts
			}
		}
	}
	return nil
}
