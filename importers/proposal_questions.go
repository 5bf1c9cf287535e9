package importers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

var (
	questionsHeading = regexp.MustCompile(
		`(?i)^(?:additional )?policy questions?(?:\(s\))?(?: information)?\s*:?\s*(.*)$`)
	// The ways questions are numbered; group 1 is the number or letter.
	questionMarks = []*regexp.Regexp{
		regexp.MustCompile(`(?:^|\s)Q(\d{1,2})\s?[.:)]\s*`),
		regexp.MustCompile(`(?i)(?:^|\s)Question (\d{1,2})\s?[.:)]+\s*`),
		regexp.MustCompile(`(?:^|\s)(\d{1,2})\s?[.)]+\s+`),
		regexp.MustCompile(`(?:^|\s)([A-H])[.)]\s+`),
		regexp.MustCompile(`(?:^|\s)(•)\s*`),
	}
)

// questionLine is a line of the block of policy questions.
type questionLine struct {
	text       string
	n          int
	additional bool
}

// readQuestions takes the policy questions as issues Q1, Q2 …: numbered in any
// of the usual ways, on lines of their own or in one paragraph, or one a line.
func (p *proposal) readQuestions(lines []string) []planner.Issue {
	block := questionBlock(lines)
	if len(block) == 0 {
		p.r.found.add(planner.Finding{
			Code: CodeProposalQuestions, Severity: planner.Note, Where: planner.Ref{File: p.file},
			Text: "The text has no block \"Policy Question(s)\", so there are no issues to vote on.",
			Fix: "Put the questions below a line \"Policy Question(s):\", " +
				"or give them in a table with the columns id and issue.",
		})
		return nil
	}
	var main, more []questionLine
	for _, l := range block {
		if l.additional {
			more = append(more, l)
		} else {
			main = append(main, l)
		}
	}
	out := p.numbered(main)
	if out == nil {
		out = p.unnumbered(main)
	}
	for _, l := range more {
		if l.text != "" {
			out = append(out, planner.Issue{Name: l.text, Where: p.ref(l.n)})
		}
	}
	return out
}

// questionBlock collects the lines between the heading and the next heading.
func questionBlock(lines []string) []questionLine {
	var out []questionLine
	in, additional := false, false
	for i, raw := range lines {
		line := vocabulary.Clean(raw)
		if m := questionsHeading.FindStringSubmatch(line); m != nil {
			in, additional = true, strings.HasPrefix(strings.ToLower(line), "additional")
			if m[1] != "" {
				out = append(out, questionLine{m[1], i + 1, additional})
			}
			continue
		}
		if !in {
			continue
		}
		folded := vocabulary.Fold(line)
		if isProposalHeading(folded) && !strings.HasSuffix(line, "?") || roleLabelled(line) {
			in = false
			continue
		}
		out = append(out, questionLine{line, i + 1, additional})
	}
	for len(out) > 0 && out[len(out)-1].text == "" {
		out = out[:len(out)-1]
	}
	return out
}

func roleLabelled(line string) bool {
	m := roleLine.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	_, ok := proposalRole(m[1])
	return ok
}

// numbered splits the block at its numbers. The first line must begin with one,
// and numbers must rise; they may skip.
func (p *proposal) numbered(block []questionLine) []planner.Issue {
	first := ""
	for _, l := range block {
		if first = l.text; first != "" {
			break
		}
	}
	for _, mark := range questionMarks {
		loc := mark.FindStringIndex(first)
		if loc == nil || loc[0] != 0 {
			continue
		}
		var out []planner.Issue
		last := 0
		for _, l := range block {
			rest := l.text
			for rest != "" {
				m := nextMark(mark, rest, last)
				if m == nil {
					if len(out) > 0 {
						out[len(out)-1].Name = vocabulary.Clean(out[len(out)-1].Name + " " + rest)
					}
					break
				}
				if before := vocabulary.Clean(rest[:m.start]); before != "" && len(out) > 0 {
					out[len(out)-1].Name = vocabulary.Clean(out[len(out)-1].Name + " " + before)
				}
				last = m.number
				id := ""
				if mark != questionMarks[3] && mark != questionMarks[4] {
					id = fmt.Sprintf("Q%d", m.number)
				}
				out = append(out, planner.Issue{ID: id, Where: p.ref(l.n)})
				rest = rest[m.end:]
			}
		}
		return out
	}
	return nil
}

type markAt struct{ start, end, number int }

// nextMark finds the next number that continues the count after last.
func nextMark(mark *regexp.Regexp, s string, last int) *markAt {
	for _, m := range mark.FindAllStringSubmatchIndex(s, -1) {
		label := s[m[2]:m[3]]
		number, err := strconv.Atoi(label)
		if err != nil {
			number = int(label[0]-'A') + 1
			if label == "•" {
				number = last + 1
			}
		}
		if number > last && number <= last+3 {
			return &markAt{m[0], m[1], number}
		}
	}
	return nil
}

// unnumbered takes one question a line: a heading that ends in a colon belongs
// to the line below it, bullets without a question mark after the questions are
// agenda items, and a single paragraph is parted at its question marks.
func (p *proposal) unnumbered(block []questionLine) []planner.Issue {
	var out []planner.Issue
	theme, filled := "", 0
	for _, l := range block {
		if l.text != "" {
			filled++
		}
	}
	if filled == 1 {
		return p.parted(block)
	}
	var agenda []planner.Ref
	for _, l := range block {
		bullet := strings.HasPrefix(l.text, "- ") || strings.HasPrefix(l.text, "– ")
		switch {
		case l.text == "":
		case bullet && !strings.HasSuffix(l.text, "?") && len(out) > 0:
			agenda = append(agenda, p.ref(l.n))
		case strings.HasSuffix(l.text, ":"):
			theme = l.text + " "
		default:
			out = append(out, planner.Issue{Name: theme + strings.TrimLeft(l.text, "-– "), Where: p.ref(l.n)})
			theme = ""
		}
	}
	if len(agenda) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodeProposalQuestions, Severity: planner.Note, Where: agenda[0], Also: agenda[1:],
			Text: "Bullets without a question mark after the policy questions " +
				"were taken as agenda items, not as questions.",
		})
	}
	if len(out) > 0 {
		p.unnumberedNote(out[0].Where, "each line is one")
	}
	return out
}

// parted splits a single paragraph after each question mark.
func (p *proposal) parted(block []questionLine) []planner.Issue {
	var out []planner.Issue
	for _, l := range block {
		for rest := l.text; rest != ""; {
			end := strings.Index(rest, "?")
			if end < 0 {
				end = len(rest) - 1
			}
			if q := strings.TrimLeft(vocabulary.Clean(rest[:end+1]), "-– "); q != "" {
				out = append(out, planner.Issue{Name: q, Where: p.ref(l.n)})
			}
			rest = rest[end+1:]
		}
	}
	if len(out) > 1 {
		p.unnumberedNote(out[0].Where, "the paragraph was parted at its question marks")
	}
	return out
}

func (p *proposal) unnumberedNote(where planner.Ref, how string) {
	p.r.found.add(planner.Finding{
		Code: CodeProposalQuestions, Severity: planner.Note, Where: where,
		Text: "The policy questions have no numbers; " + how + ".", Fix: "Number them Q1, Q2 … to say it yourself.",
	})
}
