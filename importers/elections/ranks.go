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

// Two formats have one rank for each choice on a line, in the order of the
// choices, "-" for no opinion:
//
//   - CIVS ballots (https://civs1.civs.us, "load ballot data"): ranks separated by
//     blanks or commas; "8X" in front means eight such ballots.
//   - Debian tally sheets (devotee): "Option 1 ----: name" lines, and ballots such
//     as "V: 2-1----3  hash", whose n-th character is the rank of option n.

var (
	civsLine     = regexp.MustCompile(`^\s*(?:(\d+)\s*[xX]\s*)?((?:\d{1,3}|-)(?:[\s,]+(?:\d{1,3}|-))+)[\s,]*$`)
	civsRank     = regexp.MustCompile(`\d+|-`)
	debianOption = regexp.MustCompile(`Option\s+(\d+|[A-Z])\b[^:]*:\s*(.+?)\s*$`)
	debianBallot = regexp.MustCompile(`^\s*V:\s*([-0-9A-Za-z]+)(?:\s+(\S*).*)?$`)
)

// civsBallot takes a line apart; it has no ranks where it is no ballot.
func civsBallot(l string) (v vote, ranks []string) {
	m := civsLine.FindStringSubmatch(l)
	if m == nil {
		return v, nil
	}
	return vote{count: cmp.Or(m[1], "1")}, civsRank.FindAllString(m[2], -1)
}

func lacksCIVS(lines []string) string {
	const why = "its lines are not one rank for each choice"
	width, sign := 0, false // a sign that these are no numbers of a table
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		_, ranks := civsBallot(l)
		width = cmp.Or(width, len(ranks))
		if len(ranks) == 0 || len(ranks) != width || slices.ContainsFunc(ranks, func(r string) bool {
			n, err := strconv.Atoi(r)
			return err == nil && (n < 1 || n > width)
		}) {
			return why
		}
		sign = sign || strings.ContainsAny(l, "xX-") || !strings.Contains(l, ",")
	}
	if !sign {
		return why
	}
	return ""
}

func lacksDebian(lines []string) string {
	if !slices.ContainsFunc(lines, debianBallot.MatchString) {
		return "it has no lines such as \"V: 2-1\""
	}
	return ""
}

var (
	choicesUnnamed = kind{codeIssueUnnamed, "choices", planner.Warning}
	ranksMissing   = kind{codeLineUnreadable, "ranks", planner.Error}
	rankUnknown    = kind{codeLineUnreadable, "characters", planner.Error}
)

func readCIVS(e *election) {
	e.readRanks(civsBallot, "Choice", 10, func(width int) []string { return civsNames(e.lines, width) })
}

func readDebian(e *election) {
	var names []string
	for i, l := range e.lines {
		if m := debianOption.FindStringSubmatch(l); m != nil {
			names = append(names, m[2])
			e.classes[i] = header
		} else if e.classes[i] == unread && !strings.HasPrefix(strings.TrimSpace(l), "V:") {
			e.classes[i] = comment
		}
	}
	e.readRanks(debianLine, "Option", 36, func(int) []string { return names })
}

// debianLine takes a line apart; it has no ranks where it is no ballot.
func debianLine(l string) (v vote, ranks []string) {
	m := debianBallot.FindStringSubmatch(l)
	if m == nil {
		return v, nil
	}
	return vote{count: "1", voter: m[2]}, strings.Split(m[1], "")
}

// readRanks reads the lines that are left. Choices without a name are called by
// the word and their number; base is that of the ranks.
func (e *election) readRanks(ballot func(string) (vote, []string), word string, base int, named func(int) []string) {
	width := 0
	for _, l := range e.lines {
		_, ranks := ballot(l)
		width = max(width, len(ranks))
	}
	names := named(width)
	for i := len(names); i < width; i++ {
		names = append(names, fmt.Sprintf("%s %d", word, i+1))
		e.note(choicesUnnamed, 0, "")
	}
	codes := numbers(len(names))
	if !e.start(names, codes) {
		return
	}
	for i, l := range e.lines {
		if e.classes[i] != unread {
			continue
		}
		v, ranks := ballot(l)
		if v.line = i + 1; len(ranks) != len(names) {
			e.lost(ranksMissing, v.line, l)
			continue
		}
		for k, r := range ranks {
			n, err := strconv.ParseInt(r, base, 16)
			if err == nil && n > 0 {
				v.said = append(v.said, mention{codes[k], int(n)})
			} else if r != "-" {
				e.note(rankUnknown, v.line, l)
			}
		}
		e.cast(v)
	}
}

// civsNames finds the names of the choices in a comment line that has as many
// parts as there are choices.
func civsNames(lines []string, width int) []string {
	for _, l := range lines {
		c, isComment := strings.CutPrefix(strings.TrimSpace(l), "#")
		if head, rest, ok := strings.Cut(c, ":"); ok && len(head) < 20 {
			c = rest
		}
		for _, sep := range []string{";", "|", "\t", ","} {
			if parts := strings.Split(strings.Trim(c, sep+" #"), sep); isComment && len(parts) == width {
				return parts
			}
		}
	}
	return nil
}
