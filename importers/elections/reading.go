package elections

import (
	"cmp"
	"errors"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The limits of a file, each named where it is hit.
const (
	// maxIssues is the largest number of issues.
	maxIssues = 10_000
	// maxBallots is more than any country has voters: sums of a count stay far from the
	// largest number a computer holds, and drawing so many anew takes seconds.
	maxBallots = 1_000_000_000
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

// election is a text being read, and the votes as far as they are read.
type election struct {
	Votes
	file    string
	lines   []string
	classes []string           // of the lines
	kind    planner.BallotKind // of all ballots
	index   map[string]int     // what ballots call an issue → its position; -1 is withdrawn
	named   []int              // for each issue: the ballots that name it
	others  planner.Mark       // of the issues that a ballot does not name, if it names any
	unknown kind               // told of an issue that the file does not have
	total   int64              // ballots
	blank   int64              // those that name nothing
	voters  map[string]bool
	notes   []*noted
	reasons []reason // of the fields that are not used
}

func newElection(file, format string, lines []string) *election {
	e := &election{
		Votes: Votes{Format: format, Ballots: planner.NewBallots(0)}, file: file, lines: lines,
		classes: slices.Repeat([]string{unread}, len(lines)), index: make(map[string]int), others: planner.Blank,
		unknown: issueUnknown, voters: make(map[string]bool),
	}
	for i, l := range lines {
		switch l = strings.TrimSpace(l); {
		case l == "":
			e.classes[i] = blankLine
		case l[0] == '#', strings.HasPrefix(l, "//"):
			e.classes[i] = comment // unless the format takes it for more
		}
	}
	return e
}

// kind is a kind of finding.
type kind struct {
	code, form string
	severity   planner.Severity
}

// facts are the parameters of what a finding says.
type facts = map[string]any

// noted is a finding under construction: one kind, many lines.
type noted struct {
	kind
	args  facts
	lines []int
	seen  []string
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
		e.notes = append(e.notes, &noted{kind: k})
	}
	n := e.notes[i]
	n.lines = append(n.lines, line)
	if seen = wording.Clip(seen); seen != "" && len(n.seen) <= seenShown && !slices.Contains(n.seen, seen) {
		n.seen = append(n.seen, seen)
	}
}

// tell records a finding about the whole file.
func (e *election) tell(k kind, args facts) {
	e.notes = append(e.notes, &noted{kind: k, args: args, lines: []int{0}})
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
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(a.lines[0], b.lines[0]))
	})
	var out []planner.Finding
	for _, n := range e.notes {
		f := planner.Finding{Code: n.code, Form: n.form, Severity: n.severity, Where: e.ref(n.lines[0]), Args: n.args}
		if f.Args == nil {
			seen := append(n.seen, "")[:max(len(n.seen), 1)] // nothing was there to be seen
			f.Seen, f.Args = seen[0], facts{"seen": planner.QuotedSome{Texts: seen, Shown: seenShown, Open: true}}
		}
		for _, line := range n.lines[1:min(len(n.lines), maxAlso)] {
			if line > 0 {
				f.Also = append(f.Also, e.ref(line))
			}
		}
		if len(n.lines) > maxAlso {
			f.Places = len(n.lines)
		}
		out = append(out, f)
	}
	return out
}

var (
	emptyVotes     = kind{codeVotesNone, "file", planner.Error}
	sharedName     = kind{codeIssueNameShared, "", planner.Note}
	tooManyIssues  = kind{codeElectionLimit, "issues", planner.Error}
	tooManyBallots = kind{codeElectionLimit, "ballots", planner.Error}
	tooManyMarks   = kind{codeElectionLimit, "marks", planner.Error}
	voterRepeated  = kind{codeVoterRepeated, "voters", planner.Warning}
	issueRepeated  = kind{codeIssueRepeated, "ballot", planner.Warning}
	countZero      = kind{codeCountZero, "line", planner.Warning}
	countBad       = kind{codeCountUnreadable, "line", planner.Error}
	weightBad      = kind{codeWeightUnreadable, "line", planner.Error}
	issueUnknown   = kind{codeIssueUnknown, "line", planner.Error}
)

// label is a number in front of a name, as in "Q3: How …" or "3. How …".
var label = regexp.MustCompile(`^(?:[Qq](\d{1,4})[:.) ]|(\d{1,5})[:.)])[:.) ]*[^:.) ]`)

// start fixes the issues; ballots may be added afterwards. Ballots call the issues
// by the codes. It reports false, and the issues are none, where there are too many.
func (e *election) start(names, codes []string) bool {
	if len(names) > maxIssues {
		e.note(tooManyIssues, 0, "")
		return false
	}
	if len(names)*len(e.lines) > maxMarks {
		e.note(tooManyMarks, 0, "")
		return false
	}
	same := make(map[string]int)
	e.Issues, e.Ballots = make([]planner.Issue, len(names)), planner.NewBallots(len(names))
	e.named = make([]int, len(names))
	for i, n := range names {
		e.index[codes[i]] = i
		e.Issues[i].Name = cmp.Or(vocabulary.Clean(n), codes[i])
		same[vocabulary.Fold(e.Issues[i].Name)]++
	}
	e.nameIssues(codes)
	for i := range e.Issues {
		if n := e.Issues[i].Name; same[vocabulary.Fold(n)] > 1 {
			e.note(sharedName, 0, n)
			e.Issues[i].Name = n + " (" + codes[i] + ")"
		}
	}
	return true
}

// numbers are the codes 1 to n.
func numbers(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(i + 1)
	}
	return out
}

// nameIssues gives the issues their IDs: those of the file, where it gives any
// but numbers from 1; the labels in their names; the names if all are short; or
// Q1, Q2, … The first way that makes all different is taken.
func (e *election) nameIssues(codes []string) {
	for way := range 4 {
		seen := make(map[string]bool)
		for i := range e.Issues {
			id, n := "", e.Issues[i].Name
			switch m := label.FindStringSubmatch(n); {
			case way == 0 && e.Format == "pabulib":
				id = codes[i]
			case way == 1 && m != nil:
				id = "Q" + m[1] + m[2]
			case way == 2 && len(n) <= 10 && !strings.ContainsAny(n, " \t,;"):
				id = n
			case way == 3:
				id = "Q" + codes[i]
			}
			e.Issues[i].ID = id
			seen[vocabulary.Fold(id)] = true
		}
		if delete(seen, ""); len(seen) == len(e.Issues) {
			return
		}
	}
}

// vote is a ballot as a line says it: its count and weight as written, and the
// mark that it gives to each issue it names. No weight is none of its own.
type vote struct {
	line                        int
	count, weight, voter, group string
	said                        []mention
}

// mention is one issue on a ballot, as the ballot calls it.
type mention struct {
	issue string
	mark  int
}

// cast adds a ballot to the votes, and reports whether its count and weight can be
// read. Whatever can be wrong with a ballot in any of the formats is told here.
func (e *election) cast(v vote) bool {
	n := e.count(v.line, v.count)
	weight, ok := e.weigh(v.line, v.weight, n)
	if n == 0 || !ok {
		return false
	}
	b := planner.Ballot{
		Kind: e.kind, Count: n, Weight: weight, Voter: v.voter, Group: groupName(v.group), Where: e.ref(v.line),
		Marks: slices.Repeat([]planner.Mark{planner.Blank}, len(e.Issues)),
	}
	for _, m := range v.said {
		switch i, ok := e.index[m.issue]; {
		case !ok:
			e.note(e.unknown, v.line, m.issue)
		case i < 0:
		case b.Marks[i] != planner.Blank:
			e.note(issueRepeated, v.line, e.Issues[i].Name)
		default:
			b.Marks[i] = planner.Mark(m.mark)
			e.named[i]++
		}
	}
	if b.Kind == planner.Ranking {
		planner.DenseRanks(b.Marks)
	}
	blank := b.IsBlank()
	if blank {
		e.blank += n
	}
	for i, m := range b.Marks {
		if m == planner.Blank && !blank {
			b.Marks[i] = e.others
		}
	}
	if key := strings.ToLower(b.Voter); !vocabulary.IsMissing(key) {
		if e.voters[key] {
			e.note(voterRepeated, v.line, vocabulary.MaskAddress(b.Voter))
		}
		e.voters[key] = true
	}
	e.classes[v.line-1] = body
	e.Ballots.Add(b)
	return true
}

// count reads the number of ballots of a line, and adds it to the total. The line
// is lost, and the number 0, where there is none.
func (e *election) count(line int, text string) int64 {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil && n == 0:
		e.lost(countZero, line, "")
	case err == nil && n > maxBallots-e.total, errors.Is(err, strconv.ErrRange) && text[0] != '-':
		e.lost(tooManyBallots, line, text)
	case err != nil || n < 0:
		e.lost(countBad, line, text)
	default:
		e.total += n
		return n
	}
	return 0
}

// weightForm keeps numbers apart that would take long to compute.
var weightForm = regexp.MustCompile(`^\d{1,7}(\.\d{1,6})?(/\d{1,6})?$`)

// weigh reads the weight of each of n ballots. The line is lost where it is not one.
func (e *election) weigh(line int, text string, n int64) (planner.Ratio, bool) {
	if text == "" || n == 0 {
		return planner.Ratio{}, true
	}
	r, ok := new(big.Rat), weightForm.MatchString(text)
	if ok {
		r, ok = r.SetString(text)
	}
	const most = 1_000_000 // decimals; and weights, times the number of ballots
	if !ok || r.Sign() == 0 || r.Denom().Int64() > most || r.Num().Int64() > maxBallots/n*most {
		e.lost(weightBad, line, text)
		return planner.Ratio{}, false
	}
	return planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64()}, true
}

// reason is why a field does not enter the votes: the form of the finding, and the words
// of the account.
type reason struct{ form, text string }

var (
	belowNames    = reason{"below-names", "it stands below the names of the candidates and the title"}
	hasOption     = reason{"has-option", "the commands have options of their own for it"}
	aboutFile     = reason{"about-file", "it tells about the file and changes no vote"}
	aboutProjects = reason{"about-projects", "it tells about the projects and changes no vote"}
	groupsAlone   = reason{"groups-alone", "votes are weighted by a column of groups alone"}
)

// ignore says of a field that it does not enter the votes.
func (e *election) ignore(field string, why reason) {
	unused := &e.Account.Unused
	if n := len(*unused); n == 0 || (*unused)[n-1].Why != why.text {
		*unused, e.reasons = append(*unused, Unused{Why: why.text}), append(e.reasons, why)
	}
	last := &(*unused)[len(*unused)-1]
	last.Fields = append(last.Fields, field)
}

// checkSum compares a number that the file declares (0: it does not) with the one found.
func (e *election) checkSum(what string, declared int, found int64) {
	if declared != 0 && int64(declared) != found {
		e.tell(kind{codeBallotCount, what, planner.Warning}, facts{"declared": declared, "found": int(found)})
	}
}

// finish closes the reading.
func (e *election) finish() *Votes {
	if e.blank > 0 {
		e.tell(kind{codeBallotBlank, "abstains", planner.Note}, facts{"n": int(e.blank)})
	}
	if e.total == 0 && !slices.ContainsFunc(e.notes, func(n *noted) bool { return n.severity == planner.Error }) {
		e.note(emptyVotes, 0, "")
	}
	for i, u := range e.Account.Unused {
		e.tell(kind{codeFieldUnused, e.reasons[i].form, planner.Note}, facts{"fields": strings.Join(u.Fields, ", ")})
	}
	e.Account.Lines, e.Account.Classes = len(e.lines), make(map[string]int)
	for _, c := range e.classes {
		e.Account.Classes[c]++
	}
	e.Findings = e.findings()
	return &e.Votes
}

// groupName brings a stakeholder group to the field's term; other names stay.
func groupName(s string) string {
	if m := vocabulary.Value(planner.Stakeholder, s); m.OK() || m.Status == vocabulary.Missing {
		return m.Value
	}
	return s
}
