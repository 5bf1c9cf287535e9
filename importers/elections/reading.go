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
	// maxMarks is the largest number of ballot lines times issues: 400 MB.
	maxMarks = 100_000_000
)

// class says what a line is.
type class uint8

const (
	unread class = iota
	blankLine
	comment
	header
	body
)

var classNames = [...]string{"unread", "blank", "comment", "header", "body"}

// election is a text being read.
type election struct {
	format  string
	lines   []string
	classes []class
	title   string
	seats   int
	issues  []planner.Issue
	kind    planner.BallotKind
	ballots *planner.Ballots
	total   int64
	voters  map[string]bool
	unused  []Unused
	notes   map[kind]*noted
	order   []*noted
}

func newElection(format string, lines []string) *election {
	e := &election{
		format: format, lines: lines, classes: make([]class, len(lines)), ballots: planner.NewBallots(0),
		voters: make(map[string]bool), notes: make(map[kind]*noted),
	}
	for i, l := range lines {
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
	lines []int
	seen  []string
	more  bool // further texts were seen
}

// seenShown and maxAlso limit the texts and the lines that one finding lists.
const (
	seenShown = 5
	maxAlso   = 200
)

// note records a finding at a line (0: the whole file).
func (e *election) note(k kind, line int, seen string) {
	n := e.notes[k]
	if n == nil {
		n = &noted{kind: k}
		e.notes[k] = n
		e.order = append(e.order, n)
	}
	n.lines = append(n.lines, line)
	switch {
	case seen == "" || slices.Contains(n.seen, seen):
	case len(n.seen) < seenShown:
		n.seen = append(n.seen, seen)
	default:
		n.more = true
	}
}

// lost records that a line cannot be used at all.
func (e *election) lost(k kind, line int, seen string) {
	e.classes[line-1] = unread
	e.note(k, line, seen)
}

func (n *noted) finding(file string) planner.Finding {
	f := planner.Finding{Code: n.code, Severity: n.severity, Text: n.text, Fix: n.fix, Where: planner.Ref{File: file}}
	for i, s := range n.seen {
		sep := ", "
		if i == 0 {
			sep, f.Seen = ": ", s
		}
		f.Text += sep + strconv.Quote(clip(s))
	}
	if n.more {
		f.Text += " and others"
	}
	for i, l := range n.lines[:min(len(n.lines), maxAlso+1)] {
		ref := planner.Ref{File: file, Cell: fmt.Sprintf("line %d", l)}
		switch {
		case i > 0:
			f.Also = append(f.Also, ref)
		case l > 0:
			f.Where = ref
		}
	}
	if len(n.lines) > maxAlso+1 {
		f.Text += fmt.Sprintf(" (%d places; the first %d are listed)", len(n.lines), maxAlso+1)
	}
	return f
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
		codeElectionLimit, planner.Error, "the file has more than 100,000,000 ballots times issues, which is the limit; " +
			"the lines from here on are left out", "put equal ballots on one line with their number, or split the file",
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
// Q1, Q2, …
func (e *election) start(names, codes []string) {
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
	ids := []func(i int) string{
		func(i int) string {
			if own {
				return codes[i]
			}
			return ""
		},
		func(i int) string {
			if m := label.FindStringSubmatch(e.issues[i].Name); m != nil {
				return "Q" + m[1] + m[2]
			}
			return ""
		},
		func(i int) string {
			if n := e.issues[i].Name; len(n) <= 10 && !strings.ContainsAny(n, " \t,;") {
				return n
			}
			return ""
		},
		func(i int) string { return fmt.Sprintf("Q%d", i+1) },
	}
	for _, id := range ids {
		if e.nameIssues(id) {
			break
		}
	}
	for i := range e.issues {
		if n := e.issues[i].Name; count[vocabulary.Fold(n)] > 1 {
			e.note(sharedName, 0, n)
			e.issues[i].Name = n + " (" + codes[i] + ")"
		}
	}
	scale := e.ballots.Scale
	e.ballots = planner.NewBallots(len(names))
	e.ballots.Scale = scale
}

// nameIssues gives the issues their IDs, if all are different.
func (e *election) nameIssues(id func(i int) string) bool {
	seen := make(map[string]bool)
	for i := range e.issues {
		s := id(i)
		if s == "" || seen[vocabulary.Fold(s)] {
			return false
		}
		seen[vocabulary.Fold(s)] = true
		e.issues[i].ID = s
	}
	return true
}

// blank returns marks without any answer.
func (e *election) blank() []planner.Mark {
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
	switch {
	case e.total+b.Count > maxBallots:
		e.lost(tooManyBallots, line, "")
		return
	case e.ballots.Len()*len(e.issues) > maxMarks:
		e.lost(tooManyMarks, line, "")
		return
	}
	e.total += b.Count
	e.classes[line-1] = body
	b.Kind = e.kind
	if b.Kind == planner.Ranking {
		dense(b.Marks)
	}
	if key := strings.ToLower(b.Voter); key != "" && !vocabulary.IsMissing(key) {
		if e.voters[key] {
			e.note(voterRepeated, line, vocabulary.MaskAddress(b.Voter))
		}
		e.voters[key] = true
	}
	b.Where = planner.Ref{Cell: fmt.Sprintf("line %d", line)}
	e.ballots.Add(b)
}

// ignore says of a field that it does not enter the votes.
func (e *election) ignore(field, why string) { e.unused = append(e.unused, Unused{field, why}) }

// votes closes the reading.
func (e *election) votes(file string) *Votes {
	v := &Votes{Format: e.format, Title: e.title, Seats: e.seats, Issues: e.issues}
	v.Ballots = planner.NewBallots(len(e.issues))
	v.Ballots.Scale = e.ballots.Scale
	var blank int64
	for i := range e.ballots.Len() {
		b := e.ballots.At(i)
		b.Where.File = file
		if b.IsBlank() {
			blank += b.Count
		}
		v.Ballots.Add(b)
	}
	if blank > 0 {
		text := fmt.Sprintf("%d ballots name no issue at all; kept as abstention", blank)
		if blank == 1 {
			text = "1 ballot names no issue at all; kept as abstention"
		}
		e.note(kind{codeBallotBlank, planner.Note, text, ""}, 0, "")
	}
	if v.Ballots.Len() == 0 && !slices.ContainsFunc(e.order, func(n *noted) bool { return n.severity == planner.Error }) {
		e.note(emptyVotes, 0, "")
	}
	v.Account = Account{Lines: len(e.lines), Classes: make(map[string]int), Unused: e.unused}
	for _, c := range e.classes {
		v.Account.Classes[classNames[c]]++
	}
	e.noteUnused()
	slices.SortStableFunc(e.order, func(a, b *noted) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(a.lines[0], b.lines[0]))
	})
	for _, n := range e.order {
		v.Findings = append(v.Findings, n.finding(file))
	}
	return v
}

// noteUnused tells the unused fields, those of one reason together.
func (e *election) noteUnused() {
	for i, u := range e.unused {
		if i > 0 && e.unused[i-1].Why == u.Why {
			continue
		}
		var fields []string
		for _, same := range e.unused[i:] {
			if same.Why != u.Why {
				break
			}
			fields = append(fields, same.Field)
		}
		e.note(kind{codeFieldUnused, planner.Note, "not used, because " + u.Why + ": " + strings.Join(fields, ", "), ""}, 0, "")
	}
}

// dense renumbers the ranks of a ranking 1, 2, 3, … and keeps ties.
func dense(marks []planner.Mark) {
	given := slices.DeleteFunc(slices.Clone(marks), func(m planner.Mark) bool { return m == planner.Blank })
	slices.Sort(given)
	given = slices.Compact(given)
	for i, m := range marks {
		if m != planner.Blank {
			place, _ := slices.BinarySearch(given, m)
			marks[i] = planner.Mark(place + 1)
		}
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
