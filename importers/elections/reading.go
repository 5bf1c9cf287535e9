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

// The limits of a file, each named where it is hit.
const (
	// maxIssues is the largest number of issues.
	maxIssues = 10_000
	// maxBallots is more than there are people: the sums of a count stay far from
	// the largest number a computer holds.
	maxBallots = 10_000_000_000
	// maxMarks is the largest number of lines times issues: 400 MB.
	maxMarks = 100_000_000
)

// The classes of lines. A line is unread until something is read from it.
const (
	unread    = "unread"
	blankLine = "blank"
	comment   = "comment"
	header    = "header"
	body      = "body"
)

// election is a text being read.
type election struct {
	file, format string
	lines        []string
	classes      []string // of the lines
	title        string
	seats        int
	issues       []planner.Issue
	kind         planner.BallotKind
	ballots      *planner.Ballots
	total, blank int64 // ballots, and those that name nothing
	voters       map[string]bool
	unused       []Unused
	notes        []*noted
}

func newElection(file, format string, lines []string) *election {
	e := &election{
		file: file, format: format, lines: lines, classes: make([]string, len(lines)),
		ballots: planner.NewBallots(0), voters: make(map[string]bool),
	}
	for i, l := range lines {
		e.classes[i] = unread
		if strings.TrimSpace(l) == "" {
			e.classes[i] = blankLine
		}
	}
	return e
}

// kind is a kind of finding. What was seen is appended to its text.
type kind struct {
	code     string
	severity planner.Severity
	text     string
	fix      string
}

// noted is a finding under construction: one kind, many lines.
type noted struct {
	kind
	line   int // the first
	places int
	also   []planner.Ref
	seen   []string
}

// seenShown and maxAlso limit the texts and the lines that one finding lists.
const (
	seenShown = 5
	maxAlso   = 200
)

// note records a finding at a line (0: the whole file).
func (e *election) note(k kind, line int, seen string) {
	i := slices.IndexFunc(e.notes, func(n *noted) bool { return n.kind == k })
	if i < 0 {
		i = len(e.notes)
		e.notes = append(e.notes, &noted{kind: k, line: line})
	}
	n := e.notes[i]
	if n.places++; line > 0 && n.places > 1 && n.places <= maxAlso {
		n.also = append(n.also, e.ref(line))
	}
	if seen != "" && len(n.seen) <= seenShown && !slices.Contains(n.seen, clip(seen)) {
		n.seen = append(n.seen, clip(seen))
	}
}

// lost records that a line cannot be used at all.
func (e *election) lost(k kind, line int, seen string) {
	e.classes[line-1] = unread
	e.note(k, line, seen)
}

func (e *election) ref(line int) planner.Ref {
	if line == 0 {
		return planner.Ref{File: e.file}
	}
	return planner.Ref{File: e.file, Cell: "line " + strconv.Itoa(line)}
}

// findings are the notes, errors first, then by line.
func (e *election) findings() []planner.Finding {
	slices.SortStableFunc(e.notes, func(a, b *noted) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(a.line, b.line))
	})
	var out []planner.Finding
	for _, n := range e.notes {
		f := planner.Finding{
			Code: n.code, Severity: n.severity, Where: e.ref(n.line), Also: n.also, Text: n.text, Fix: n.fix,
		}
		if len(n.seen) > 0 {
			f.Seen = n.seen[0]
			f.Text += fmt.Sprintf(": %q", n.seen[:min(len(n.seen), seenShown)])
			f.Text = strings.NewReplacer(`: ["`, `: "`, `" "`, `", "`).Replace(strings.TrimSuffix(f.Text, "]"))
		}
		if len(n.seen) > seenShown {
			f.Text += " and others"
		}
		if n.places > maxAlso {
			f.Text += fmt.Sprintf(" (%d places; the first %d are listed)", n.places, maxAlso)
		}
		if len(f.Also) > 0 {
			f.Text += "." // the places follow
		}
		out = append(out, f)
	}
	return out
}

var (
	emptyVotes = kind{
		codeVotesNone, planner.Error, "the file has no ballots", "check that it was saved completely",
	}
	sharedName = kind{
		codeIssueNameShared, planner.Note,
		"different issues have the same name; they stay different and are shown with their number in the file", "",
	}
	tooManyIssues = kind{
		codeElectionLimit, planner.Error, "the file names more than 10,000 issues, which is the limit",
		"keep those that have votes",
	}
	tooManyBallots = kind{
		codeElectionLimit, planner.Error,
		"the numbers of ballots add up to more than 10,000,000,000, which is the limit; the line is left out",
		"correct the number, or divide all numbers by the same amount",
	}
	tooManyMarks = kind{
		codeElectionLimit, planner.Error, "the file has more than 100,000,000 lines times issues, the limit; " +
			"no ballot is read", "put equal ballots on one line with their number, or split the file",
	}
	voterRepeated = kind{
		codeVoterRepeated, planner.Warning, "voters have several ballots; the last one of each counts",
		"remove the others if this is wrong",
	}
	issueRepeated = kind{
		codeIssueRepeated, planner.Warning, "a ballot names an issue twice; the first mention counts", "",
	}
	countZero = kind{codeCountZero, planner.Warning, "the number of ballots is 0; the line is left out", ""}
	countBad  = kind{
		codeCountUnreadable, planner.Error, "this is not a number of ballots; the line is left out",
		"write a whole number above 0",
	}
)

// label is a number in front of a name, as in "Q3: How …" or "3. How …".
var label = regexp.MustCompile(`^(?:[Qq](\d{1,4})[:.) ]|(\d{1,5})[:.)])[:.) ]*[^:.) ]`)

// start fixes the issues; ballots may be added afterwards. The codes are the IDs
// of the file; nil where it counts its issues from 1. Then issues are called by
// the labels in their names, else by the names themselves if all are short, else
// Q1, Q2, … It reports false, and the issues are none, where there are too many.
func (e *election) start(names, codes []string) bool {
	switch {
	case len(names) > maxIssues:
		e.note(tooManyIssues, 0, "")
		return false
	case len(names)*len(e.lines) > maxMarks:
		e.note(tooManyMarks, 0, "")
		return false
	}
	own := codes != nil
	count := make(map[string]int)
	e.issues = make([]planner.Issue, len(names))
	for i, n := range names {
		if !own {
			codes = append(codes, strconv.Itoa(i+1))
		}
		e.issues[i].Name = cmp.Or(vocabulary.Clean(n), codes[i])
		count[vocabulary.Fold(e.issues[i].Name)]++
	}
	e.nameIssues(codes, own)
	for i := range e.issues {
		if n := e.issues[i].Name; count[vocabulary.Fold(n)] > 1 {
			e.note(sharedName, 0, n)
			e.issues[i].Name = n + " (" + codes[i] + ")"
		}
	}
	scale := e.ballots.Scale
	e.ballots = planner.NewBallots(len(names))
	e.ballots.Scale = scale
	return true
}

// nameIssues gives the issues their IDs, in the first way that makes all different.
func (e *election) nameIssues(codes []string, own bool) {
	for way := range 4 {
		seen := make(map[string]bool)
		for i := range e.issues {
			id, n := "", e.issues[i].Name
			switch m := label.FindStringSubmatch(n); {
			case way == 0 && own:
				id = codes[i]
			case way == 1 && m != nil:
				id = "Q" + m[1] + m[2]
			case way == 2 && len(n) <= 10 && !strings.ContainsAny(n, " \t,;"):
				id = n
			case way == 3:
				id = fmt.Sprintf("Q%d", i+1)
			}
			if id != "" {
				seen[vocabulary.Fold(id)] = true
			}
			e.issues[i].ID = id
		}
		if len(seen) == len(e.issues) {
			return
		}
	}
}

// marks returns marks without any answer.
func (e *election) marks() []planner.Mark {
	return slices.Repeat([]planner.Mark{planner.Blank}, len(e.issues))
}

// mark sets the answer to an issue given as position; a second mention is a
// finding and does not count.
func (e *election) mark(line int, marks []planner.Mark, issue, m int) {
	if marks[issue] != planner.Blank {
		e.note(issueRepeated, line, e.issues[issue].Name)
		return
	}
	marks[issue] = planner.Mark(m)
}

// count reads the number of ballots of a line. The line is lost where there is none.
func (e *election) count(line int, text string) (int64, bool) {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil && n == 0:
		e.lost(countZero, line, "")
	case err == nil && n > maxBallots, err != nil && text != "" && strings.Trim(text, "0123456789") == "":
		e.lost(tooManyBallots, line, text)
	case err != nil || n < 0:
		e.lost(countBad, line, text)
	default:
		return n, true
	}
	return 0, false
}

// add stores a ballot.
func (e *election) add(line int, b planner.Ballot) {
	b.Count = max(b.Count, 1)
	if e.total+b.Count > maxBallots {
		e.lost(tooManyBallots, line, "")
		return
	}
	e.total += b.Count
	e.classes[line-1] = body
	b.Kind = e.kind
	if b.Kind == planner.Ranking {
		planner.DenseRanks(b.Marks)
	}
	if key := strings.ToLower(b.Voter); key != "" && !vocabulary.IsMissing(key) {
		if e.voters[key] {
			e.note(voterRepeated, line, vocabulary.MaskAddress(b.Voter))
		}
		e.voters[key] = true
	}
	if b.IsBlank() {
		e.blank += b.Count
	}
	b.Where = e.ref(line)
	e.ballots.Add(b)
}

// ignore says of a field that it does not enter the votes.
func (e *election) ignore(field, why string) {
	if n := len(e.unused); n == 0 || e.unused[n-1].Why != why {
		e.unused = append(e.unused, Unused{Why: why})
	}
	last := &e.unused[len(e.unused)-1]
	last.Fields = append(last.Fields, field)
}

// votes closes the reading.
func (e *election) votes() *Votes {
	if e.blank > 0 {
		text := "1 ballot names no issue at all; kept as abstention"
		if e.blank > 1 {
			text = fmt.Sprintf("%d ballots name no issue at all; kept as abstention", e.blank)
		}
		e.note(kind{codeBallotBlank, planner.Note, text, ""}, 0, "")
	}
	if e.total == 0 && !slices.ContainsFunc(e.notes, func(n *noted) bool { return n.severity == planner.Error }) {
		e.note(emptyVotes, 0, "")
	}
	for _, u := range e.unused {
		text := "not used, because " + u.Why + ": " + strings.Join(u.Fields, ", ")
		e.note(kind{codeFieldUnused, planner.Note, text, ""}, 0, "")
	}
	account := Account{Lines: len(e.lines), Classes: make(map[string]int), Unused: e.unused}
	for _, c := range e.classes {
		account.Classes[c]++
	}
	return &Votes{
		Format: e.format, Title: e.title, Seats: e.seats, Issues: e.issues, Ballots: e.ballots, Account: account,
		Findings: e.findings(),
	}
}

// groupName brings a stakeholder group to the field's term; other names stay.
func groupName(s string) string {
	m := vocabulary.Value(planner.Stakeholder, s)
	switch {
	case m.OK():
		return m.Value
	case m.Status == vocabulary.Missing:
		return ""
	}
	return s
}

// clip shortens a text that is shown in a finding.
func clip(s string) string {
	s = vocabulary.Clean(s)
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}
