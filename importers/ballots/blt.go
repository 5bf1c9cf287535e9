package ballots

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"roundtable/planner"
)

// BLT files (https://www.opavote.com/help/overview#blt-file-format and
// OpenTally docs/blt-fmt.md): "candidates seats", optionally withdrawn
// candidates as negative numbers, ballots "weight c1 c2=c3 … 0", a lone 0,
// names and a title in quotation marks. "#" starts a comment, "-" skips a
// preference, "=" ties. The David Hill form has all names on one line.

type bltToken struct {
	text   string
	line   int
	quoted bool
}

func looksBLT(lines []string) bool {
	tokens := bltTokens(lines, 40_000)
	if len(tokens) < 4 || tokens[0].quoted || tokens[1].quoted || tokens[0].line != tokens[1].line {
		return false
	}
	m, err1 := strconv.Atoi(tokens[0].text)
	s, err2 := strconv.Atoi(tokens[1].text)
	if err1 != nil || err2 != nil || m < 1 || m > maxIssues || s < 0 ||
		len(tokens) > 2 && tokens[2].line == tokens[1].line {
		return false
	}
	zero, quoted := false, false
	for _, t := range tokens[2:] {
		quoted = quoted || t.quoted
		zero = zero || t.text == "0"
		if !t.quoted && !isBLTNumber(t.text) {
			return false
		}
	}
	return zero && quoted
}

func isBLTNumber(s string) bool {
	if s[0] == '(' && s[len(s)-1] == ')' {
		return true
	}
	return strings.Trim(s, "0123456789-=./") == ""
}

// bltTokens splits into numbers and quoted texts; at most limit of them.
func bltTokens(lines []string, limit int) []bltToken {
	var out []bltToken
	for i, l := range lines {
		for l = strings.TrimSpace(l); l != "" && len(out) < limit; l = strings.TrimSpace(l) {
			switch {
			case l[0] == '#' || strings.HasPrefix(l, "//"):
				l = ""
			case l[0] == '"':
				end := strings.IndexByte(l[1:], '"')
				if end < 0 {
					end = len(l) - 1
				}
				out = append(out, bltToken{l[1 : 1+end], i + 1, true})
				l = l[min(len(l), end+2):]
			default:
				end := strings.IndexAny(l, " \t#\"")
				if end < 0 {
					end = len(l)
				}
				out = append(out, bltToken{l[:end], i + 1, false})
				l = l[end:]
			}
		}
	}
	return out
}

func readBLT(e *election) {
	tokens := bltTokens(e.lines, 1<<31)
	m, _ := strconv.Atoi(tokens[0].text)
	e.seats, _ = strconv.Atoi(tokens[1].text)
	names := make([]string, m)
	var quoted []bltToken
	for _, t := range tokens {
		if t.quoted {
			quoted = append(quoted, t)
		}
	}
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
		if i < len(quoted) && strings.TrimSpace(quoted[i].text) != "" {
			names[i] = quoted[i].text
		}
	}
	if len(quoted) < m {
		e.note(planner.Warning, 0, codeIssueUnnamed, "",
			fmt.Sprintf("the file has %d candidates but only %d names; the others are called by their number", m, len(quoted)),
			"")
	}
	if len(quoted) > m {
		e.title = quoted[m].text
	}
	e.start(names, nil)
	withdrawn := e.bltBallots(tokens[2:])
	if len(withdrawn) > 0 {
		e.dropIssues(withdrawn)
	}
}

// bltBallots reads up to the end marker and returns the withdrawn candidates.
func (e *election) bltBallots(tokens []bltToken) map[int]bool {
	withdrawn := make(map[int]bool)
	voter := ""
	for i := 0; i < len(tokens); {
		t := tokens[i]
		switch {
		case t.quoted:
			return withdrawn
		case t.text == "0":
			return withdrawn
		case t.text[0] == '(':
			voter = strings.Trim(t.text, "()")
			i++
		case t.text[0] == '-' && len(t.text) > 1:
			n, err := strconv.Atoi(t.text[1:])
			if err != nil || n < 1 || n > len(e.issues) {
				e.fault(t.line, t.text, "%q does not name a withdrawn candidate; expected -1 to -%d", t.text,
					len(e.issues))
			} else {
				withdrawn[n-1] = true
			}
			i++
		default:
			end := i + 1
			for end < len(tokens) && !tokens[end].quoted && tokens[end].text != "0" {
				end++
			}
			e.bltBallot(voter, t, tokens[i+1:end])
			voter = ""
			if end == len(tokens) || tokens[end].quoted {
				e.fault(t.line, t.text, "the ballot does not end in 0")
				return withdrawn
			}
			i = end + 1
		}
	}
	return withdrawn
}

func (e *election) bltBallot(voter string, weight bltToken, prefs []bltToken) {
	b := planner.Ballot{Voter: voter, Marks: e.blank(), Count: 1}
	w, ok := new(big.Rat).SetString(weight.text)
	switch {
	case !ok || w.Sign() <= 0 || !w.Num().IsInt64() || !w.Denom().IsInt64():
		e.fault(weight.line, weight.text, "%q is not a ballot weight; expected a positive number", clip(weight.text))
		return
	case w.IsInt():
		b.Count = w.Num().Int64()
	default:
		b.Weight = planner.Ratio{Num: w.Num().Int64(), Den: w.Denom().Int64()}
	}
	tier := 0
	for _, p := range prefs {
		if p.text == "-" {
			continue
		}
		tier++
		for _, s := range strings.Split(p.text, "=") {
			n, err := strconv.Atoi(s)
			if err != nil || n < 1 || n > len(b.Marks) {
				e.fault(p.line, p.text, "%q is not a candidate number; expected 1 to %d", clip(p.text), len(b.Marks))
				continue
			}
			e.rank(p.line, b.Marks, n-1, tier)
		}
	}
	dense(b.Marks)
	e.add(weight.line, b)
}

// dropIssues takes withdrawn candidates out of the issues and the ballots.
func (e *election) dropIssues(gone map[int]bool) {
	var issues []planner.Issue
	var names []string
	for i, is := range e.issues {
		if gone[i] {
			names = append(names, is.Name)
			continue
		}
		issues = append(issues, is)
	}
	e.note(planner.Note, 0, codeIssueWithdrawn, strings.Join(names, ", "),
		"withdrawn and left out of all ballots: "+strings.Join(names, ", "), "")
	old := e.ballots
	e.issues, e.ballots = issues, planner.NewBallots(len(issues))
	for i := range old.Len() {
		b := old.At(i)
		var marks []planner.Mark
		for j, m := range b.Marks {
			if !gone[j] {
				marks = append(marks, m)
			}
		}
		dense(marks)
		b.Marks = marks
		e.ballots.Add(b)
	}
}
