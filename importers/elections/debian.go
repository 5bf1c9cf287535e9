package elections

import (
	"fmt"
	"regexp"
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

func lacksDebian(lines []string) string {
	for _, l := range lines {
		if debianBallot.MatchString(l) {
			return ""
		}
	}
	return "it has no lines such as \"V: 2-1\""
}

var (
	optionsUnnamed = kind{
		codeIssueUnnamed, planner.Warning, "the sheet does not name its options; they are Option 1, Option 2, …",
		"add lines such as \"Option 1: name\" at the top",
	}
	someUnnamed = kind{
		codeIssueUnnamed, planner.Warning, "ballots rank more options than the sheet names; the others have numbers",
		"add lines such as \"Option 1: name\" at the top",
	}
	debianWidth = kind{
		codeLineUnreadable, planner.Error, "ballots do not have one rank for each option; they are left out",
		"write one character for each option: its rank, or - for none",
	}
	debianRank = kind{
		codeLineUnreadable, planner.Error, "characters of a ballot are no ranks; they do not count",
		"write 1 to 9 and then A, B, …, or - for none",
	}
)

func readDebian(e *election) {
	var names []string
	width := 0
	for i, l := range e.lines {
		if m := debianBallot.FindStringSubmatch(l); m != nil {
			width = max(width, len(m[1]))
		} else if m := debianOption.FindStringSubmatch(l); m != nil {
			names = append(names, m[2])
			e.classes[i] = header
		} else if e.classes[i] != blankLine && !strings.HasPrefix(strings.TrimSpace(l), "V:") {
			e.classes[i] = comment
		}
	}
	switch {
	case len(names) == 0:
		e.note(optionsUnnamed, 0, "")
	case len(names) < width:
		e.note(someUnnamed, 0, "")
	}
	for i := len(names); i < width; i++ {
		names = append(names, fmt.Sprintf("Option %d", i+1))
	}
	if !e.start(names, nil) {
		return
	}
	for i, l := range e.lines {
		if e.classes[i] == unread {
			e.debianBallot(i+1, l)
		}
	}
}

func (e *election) debianBallot(line int, l string) {
	m := debianBallot.FindStringSubmatch(l)
	if m == nil || len(m[1]) != len(e.issues) {
		e.lost(debianWidth, line, l)
		return
	}
	b := planner.Ballot{Marks: e.marks()}
	for j, c := range []byte(m[1]) {
		v, err := strconv.ParseInt(string(c), 36, 8)
		if err == nil && v > 0 {
			b.Marks[j] = planner.Mark(v)
		} else if c != '-' {
			e.note(debianRank, line, m[1])
		}
	}
	b.Voter, _, _ = strings.Cut(m[2], " ")
	e.add(line, b)
}
