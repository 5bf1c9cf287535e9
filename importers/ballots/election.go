package ballots

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// ReadElection reads votes from a text in one of the election formats. The
// content alone decides; name is used in findings. It reports false when the
// text is in none of them, and then no votes. Faulty lines are error findings,
// all of them at once; what the other lines say is in the votes.
func ReadElection(name, text string, opts Options) (*Votes, bool) {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.IndexByte(text, 0) >= 0 {
		return nil, false
	}
	e := &election{opts: opts, lines: splitLines(text)}
	for _, f := range electionFormats {
		if !f.looks(e.lines) {
			continue
		}
		e.shape = f.shape
		f.read(e)
		e.note(planner.Note, 0, codeVotesShape, "", "the votes are read as "+f.says, "")
		return e.votes(filepath.Base(name)), true
	}
	return nil, false
}

// electionFormats are tried in this order; the stricter come first.
var electionFormats = []struct {
	shape Shape
	says  string
	looks func(lines []string) bool
	read  func(e *election)
}{
	{
		PrefLib, "a PrefLib file: its lines begin with \"# ALTERNATIVE NAME\" and count: order",
		looksPrefLib, readPrefLib,
	},
	{
		PrefLib, "a PrefLib file of the form used before 2022: a list of candidates, then count,order",
		looksOldPrefLib, readOldPrefLib,
	},
	{Pabulib, "a Pabulib file: it has the sections META, PROJECTS and VOTES", looksPabulib, readPabulib},
	{
		BLT, "a BLT ballot file: candidates and seats, ballots that end in 0, then names in quotation marks",
		looksBLT, readBLT,
	},
	{Debian, "a Debian tally sheet: its ballots are lines such as \"V: 2-1\"", looksDebian, readDebian},
	{CVotes, "Condorcet election format: lines such as \"A > B = C * 2\"", looksCVotes, readCVotes},
	{CIVS, "CIVS ballots: each line has one rank per choice, in the order of the choices", looksCIVS, readCIVS},
}

// election is a text being read.
type election struct {
	opts    Options
	shape   Shape
	lines   []string
	title   string
	seats   int
	issues  []planner.Issue
	kind    planner.BallotKind
	scale   planner.Scale
	ballots *planner.Ballots
	levels  []string
	notes   notes
}

// note records a finding at a line (0: the whole file).
func (e *election) note(sev planner.Severity, line int, code, seen, text, fix string) {
	e.notes.add(note{code: code, severity: sev, seen: seen, text: text, fix: fix}, place{row: line})
}

func (e *election) fault(line int, seen, format string, args ...any) {
	e.note(planner.Error, line, codeLineUnreadable, clip(seen), fmt.Sprintf(format, args...), "")
}

// start fixes the issues; ballots may be added afterwards.
func (e *election) start(names, codes []string) {
	for i, n := range names {
		names[i] = vocabulary.Clean(n)
		if names[i] == "" && i < len(codes) {
			names[i] = codes[i]
		}
	}
	e.issues = makeIssues(names, codes)
	e.ballots = planner.NewBallots(len(names))
}

// blank returns marks without any answer.
func (e *election) blank() []planner.Mark {
	marks := make([]planner.Mark, len(e.issues))
	for i := range marks {
		marks[i] = planner.Blank
	}
	return marks
}

// rank sets the tier of an issue given as position; a second mention is a
// finding and does not count.
func (e *election) rank(line int, marks []planner.Mark, issue, tier int) {
	if marks[issue] != planner.Blank {
		e.note(planner.Warning, line, codeIssueRepeated, e.issues[issue].Name,
			fmt.Sprintf("%q is named twice on one ballot; the first mention counts", e.issues[issue].Name), "")
		return
	}
	marks[issue] = planner.Mark(tier)
}

// add stores a ballot.
func (e *election) add(line int, b planner.Ballot) {
	b.Kind = e.kind
	b.Where = planner.Ref{Cell: fmt.Sprintf("line %d", line)}
	e.ballots.Add(b)
}

// votes closes the reading.
func (e *election) votes(file string) *Votes {
	v := &Votes{Shape: e.shape, Title: e.title, Issues: e.issues, Seats: e.seats, Levels: e.levels}
	v.Ballots = planner.NewBallots(len(e.issues))
	v.Ballots.Scale = e.scale
	var blank int64
	for i := range e.ballots.Len() {
		b := e.ballots.At(i)
		b.Where.File = file
		if b.IsBlank() {
			blank += max(b.Count, 1)
		}
		v.Ballots.Add(b)
	}
	if blank > 0 {
		e.note(planner.Note, 0, codeBallotBlank, "",
			countOf(int(blank), "ballot names", "ballots name")+" no issue at all; kept as abstention", "")
	}
	if v.Ballots.Len() == 0 && len(e.notes.list) == 0 {
		e.note(planner.Error, 0, codeVotesNone, "", "the file has no ballots", "check that it was saved completely")
	}
	v.Findings = e.notes.findings(lineRef(file))
	return v
}

// dense renumbers the ranks of a ranking 1, 2, 3, … and keeps ties. It returns
// the ranks as they were, each once, in ascending order.
func dense(marks []planner.Mark) []planner.Mark {
	ranks := slices.DeleteFunc(slices.Clone(marks), func(m planner.Mark) bool { return m == planner.Blank })
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	for i, m := range marks {
		if m != planner.Blank {
			at, _ := slices.BinarySearch(ranks, m)
			marks[i] = planner.Mark(at + 1)
		}
	}
	return ranks
}

// splitLines splits at LF, CR LF and CR.
func splitLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.Split(text, "\n")
}

// clip shortens a text that is shown in a finding.
func clip(s string) string {
	s = vocabulary.Clean(s)
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

// countOf writes "1 ballot" or "3 ballots".
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// maxIssues is the largest number of issues a text format may declare.
const maxIssues = 10_000
