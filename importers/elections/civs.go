package elections

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
)

// CIVS ballots (https://civs1.civs.us, "load ballot data"): one ballot per
// line, one rank per choice in the order of the choices, "-" for no opinion,
// separated by blanks or commas; "8X" in front means eight such ballots.

var (
	civsLine     = regexp.MustCompile(`^(?:(\d+)\s*[xX]\s*)?((?:\d{1,3}|-)(?:[\s,]+(?:\d{1,3}|-))+)[\s,]*$`)
	civsNumbered = regexp.MustCompile(`^(?:choice\s*)?(\d+)\s*[.:)=]\s*(.+)$`)
)

// civsFields returns the multiplicity and the ranks of a line.
func civsFields(l string) (count string, ranks []string) {
	m := civsLine.FindStringSubmatch(strings.TrimSpace(l))
	if m == nil {
		return "", nil
	}
	return m[1], strings.FieldsFunc(m[2], func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
}

func lacksCIVS(lines []string) string {
	width, sign := 0, false
	ok := func(l string) bool {
		count, ranks := civsFields(l)
		sign = sign || count != "" || slices.Contains(ranks, "-") || !strings.Contains(l, ",")
		if width == 0 {
			width = len(ranks)
		}
		return len(ranks) > 0 && len(ranks) == width && width <= maxIssues &&
			!slices.ContainsFunc(ranks, func(r string) bool {
				n, err := strconv.Atoi(r)
				return err == nil && (n < 1 || n > width)
			})
	}
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' && !ok(l) {
			sign = false
			break
		}
	}
	if !sign {
		return "its lines are not one rank for each choice"
	}
	return ""
}

var choicesUnnamed = kind{
	codeIssueUnnamed, planner.Warning,
	"the file does not name its choices; they are called Choice 1, Choice 2, … in their order",
	"add a line \"# first; second; …\" with their names at the top",
}

func readCIVS(e *election) {
	width := 0
	var comments []string
	for i, l := range e.lines {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), "#"); ok {
			comments = append(comments, strings.TrimSpace(strings.TrimLeft(rest, "#")))
			e.classes[i] = comment
		} else if _, ranks := civsFields(l); ranks != nil {
			width = len(ranks)
		}
	}
	names := civsNames(comments, width)
	if names == nil {
		for i := range width {
			names = append(names, fmt.Sprintf("Choice %d", i+1))
		}
		e.note(choicesUnnamed, 0, "")
	}
	if !e.start(names, nil) {
		return
	}
	for i, l := range e.lines {
		if e.classes[i] != unread {
			continue
		}
		count, ranks := civsFields(l)
		n, ok := e.count(i+1, cmp.Or(count, "1"))
		if !ok {
			continue
		}
		b := planner.Ballot{Marks: e.marks(), Count: n}
		for j, r := range ranks {
			if r != "-" {
				n, _ := strconv.Atoi(r)
				b.Marks[j] = planner.Mark(n)
			}
		}
		e.add(i+1, b)
	}
}

// civsNames finds the names of the choices in comment lines: numbered lines, or
// a line with as many parts as there are choices.
func civsNames(comments []string, width int) []string {
	numbered := make([]string, width)
	for _, c := range comments {
		if m := civsNumbered.FindStringSubmatch(c); m != nil {
			if k, _ := strconv.Atoi(m[1]); k >= 1 && k <= width && numbered[k-1] == "" {
				numbered[k-1] = m[2]
			}
		}
	}
	if !slices.Contains(numbered, "") {
		return numbered
	}
	for _, c := range comments {
		if head, rest, ok := strings.Cut(c, ":"); ok && len(head) < 20 {
			c = rest
		}
		for _, sep := range []string{";", "|", "\t", ","} {
			parts := strings.Split(strings.Trim(strings.TrimSpace(c), sep), sep)
			for i := range parts {
				parts[i] = strings.TrimSpace(parts[i])
			}
			if len(parts) == width && !slices.Contains(parts, "") {
				return parts
			}
		}
	}
	return nil
}
