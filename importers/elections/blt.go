package elections

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"roundtable/planner"
)

// BLT files (Hill, Wichmann & Woodall, "Algorithm 123", 1987;
// https://www.opavote.com/help/overview#blt-file-format): "candidates seats",
// optionally withdrawn candidates as negative numbers, ballots "weight c1 c2=c3
// … 0", a lone 0, names and a title in quotation marks. "#" and "//" start a
// comment, "-" skips a preference, "=" ties, "(…)" names a ballot. The David Hill
// form has all names on one line.

var (
	bltHead      = regexp.MustCompile(`^(\d{1,9})\s+(\d{1,9})$`)
	bltWithdrawn = regexp.MustCompile(`^-\d+(\s+-\d+)*$`)
	bltBallotEnd = regexp.MustCompile(`^\S.*\s0$`)
	bltComment   = regexp.MustCompile(`(#|(^|\s)//).*`)
	bltNameGap   = regexp.MustCompile(`"\s+"`)
	bltWeights   = regexp.MustCompile(`^\d{1,10}(\.\d{1,6})?(/\d{1,6})?$`)
)

// bltFile is a BLT file taken apart.
type bltFile struct {
	candidates, seats int
	body, names       []bltLine
}

// bltLine is a line without its comment.
type bltLine struct {
	number int
	text   string
}

// splitBLT takes a file apart, or says what it lacks.
func splitBLT(lines []string) (f bltFile, lacks string) {
	head, ended, ballots := false, false, 0
	for i, l := range lines {
		l = withoutComment(l)
		if l == "" {
			continue
		}
		if m := bltHead.FindStringSubmatch(l); !head {
			if m == nil {
				return f, "its first line is not two numbers, of candidates and of seats"
			}
			f.candidates, _ = strconv.Atoi(m[1])
			f.seats, _ = strconv.Atoi(m[2])
			head = true
			continue
		}
		quote := strings.IndexByte(l, '"')
		switch {
		case ended:
			f.names = append(f.names, bltLine{i + 1, l})
		case l == "0":
			ended = true
		case quote >= 0: // names follow the end mark on its line
			ended = true
			if before := strings.TrimSpace(l[:quote]); before != "0" && before != "" {
				f.body = append(f.body, bltLine{i + 1, before})
			}
			f.names = append(f.names, bltLine{i + 1, l[quote:]})
		default:
			f.body = append(f.body, bltLine{i + 1, l})
			if bltBallotEnd.MatchString(l) || bltWithdrawn.MatchString(l) {
				ballots++
			}
		}
	}
	switch {
	case f.candidates == 0 || !ended || len(f.names) == 0:
		return f, "it has no line 0 after the ballots, with the names of the candidates below it"
	case 2*ballots < len(f.body):
		return f, "its lines are not ballots that end in 0"
	}
	return f, ""
}

// withoutComment trims a line and takes away a comment that stands outside
// quotation marks.
func withoutComment(l string) string {
	before, _, quoted := strings.Cut(l, `"`)
	if at := bltComment.FindStringIndex(before); at != nil || !quoted {
		return strings.TrimSpace(bltComment.ReplaceAllString(before, ""))
	}
	end := strings.LastIndexByte(l, '"') + 1
	return strings.TrimSpace(l[:end] + bltComment.ReplaceAllString(l[end:], ""))
}

func lacksBLT(lines []string) string {
	_, lacks := splitBLT(lines)
	return lacks
}

var (
	namesMissing = kind{
		codeIssueUnnamed, planner.Warning, "the file has more candidates than names; the others are called by their number",
		"add their names in quotation marks",
	}
	namesPlain = kind{
		codeNameUnquoted, planner.Note, "names stand without quotation marks; each line is taken as one name", "",
	}
	ballotsAfterEnd = kind{
		codeLineUnreadable, planner.Error, "ballots stand below the line 0 that ends them; they are not read",
		"move the line 0 below the last ballot",
	}
	ballotOpen = kind{
		codeLineUnreadable, planner.Error, "the last ballot does not end in 0; it is not read", "end each ballot in 0",
	}
	ballotOverLines = kind{
		codeBallotOverLines, planner.Warning, "a ballot goes on over several lines, because the first does not end in 0",
		"check that no 0 is missing at the end of the line",
	}
	weightNegative = kind{
		codeWeightUnreadable, planner.Error, "the weight of a ballot is below 0; the ballot is left out",
		"write a weight above 0, or, to withdraw a candidate, the number alone on its line",
	}
	weightZero = kind{codeWeightZero, planner.Warning, "the weight of a ballot is 0; the ballot is left out", ""}
	weightBad  = kind{
		codeWeightUnreadable, planner.Error, "the weight of a ballot cannot be read; the ballot is left out",
		"write a number above 0 and up to 10,000,000,000, with at most six decimals",
	}
	candidateUnknown = kind{
		codeIssueUnknown, planner.Error, "a ballot names a candidate that the file does not have; it is left out",
		"write the numbers of candidates, from 1 to their number, and ties as 2=3",
	}
	candidatesWithdrawn = kind{
		codeIssueWithdrawn, planner.Note, "withdrawn in the file, and left out of all ballots", "",
	}
	withdrawnUnknown = kind{
		codeIssueUnknown, planner.Error, "a number does not name a candidate to withdraw", "write -1 for the first candidate",
	}
	placesSkipped = kind{
		codeRankSkipped, planner.Note, "ballots skip places (-); only the order counts", "",
	}
	optionsUnread = kind{
		codeFieldUnused, planner.Warning, "options in brackets are not read", "remove them if the ballots stand as they are",
	}
)

func readBLT(e *election) {
	f, _ := splitBLT(e.lines)
	for i := range e.lines {
		switch l := withoutComment(e.lines[i]); {
		case l != "":
			e.classes[i] = header
		case e.classes[i] != blankLine:
			e.classes[i] = comment
		}
	}
	e.seats = f.seats
	if f.candidates > maxIssues {
		e.note(tooManyIssues, 0, "")
		return
	}
	place := make([]int, f.candidates) // where a candidate stands among the issues; -1 is withdrawn
	e.bltNames(f)
	var rest []bltLine
	for _, l := range f.body {
		if !bltWithdrawn.MatchString(l.text) {
			rest = append(rest, l)
			continue
		}
		for n := range strings.FieldsSeq(l.text) {
			i, err := strconv.Atoi(n[1:])
			if err != nil || i < 1 || i > f.candidates {
				e.note(withdrawnUnknown, l.number, n)
				continue
			}
			if place[i-1] == 0 {
				e.note(candidatesWithdrawn, l.number, e.issues[i-1].Name)
			}
			place[i-1] = -1
		}
	}
	var issues []planner.Issue
	for i := range place {
		if place[i] == 0 {
			place[i] = len(issues)
			issues = append(issues, e.issues[i])
		}
	}
	e.issues, e.ballots = issues, planner.NewBallots(len(issues))
	e.bltBallots(rest, place)
}

// bltNames reads the names of the candidates and the title.
func (e *election) bltNames(f bltFile) {
	var names []string
	for _, l := range f.names {
		inner, quoted := strings.CutPrefix(l.text, `"`)
		if !quoted {
			if bltBallotEnd.MatchString(l.text) && strings.Trim(l.text, "0123456789.-= \t") == "" {
				e.lost(ballotsAfterEnd, l.number, "")
				continue
			}
			e.note(namesPlain, l.number, "")
		}
		for _, n := range bltNameGap.Split(strings.TrimSuffix(inner, `"`), -1) {
			names = append(names, strings.NewReplacer(`""`, `"`, `\"`, `"`).Replace(n))
		}
	}
	if len(names) < f.candidates {
		e.note(namesMissing, 0, "")
	}
	names = append(names, make([]string, max(0, f.candidates+1-len(names)))...)
	e.title = names[f.candidates]
	for _, n := range names[f.candidates+1:] {
		e.ignore(clip(n), "it stands below the names of the candidates and the title")
	}
	e.start(names[:f.candidates], nil)
}

// bltToken is a word of the ballots.
type bltToken struct {
	text string
	line int
}

// bltBallots reads the ballots, which are told apart by their ends alone.
func (e *election) bltBallots(lines []bltLine, place []int) {
	var tokens []bltToken
	for _, l := range lines {
		for s := range strings.FieldsSeq(l.text) {
			tokens = append(tokens, bltToken{s, l.number})
		}
	}
	voter := ""
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.text == "0" && i == len(tokens)-1 {
			return // the end mark stands on the line of the last ballot
		}
		if end := strings.IndexByte("([", t.text[0]); end >= 0 {
			text := t.text
			for ; !strings.HasSuffix(text, ")]"[end:end+1]) && i+1 < len(tokens) && tokens[i+1].line == t.line; i++ {
				text += " " + tokens[i+1].text
			}
			if end == 0 {
				voter = strings.Trim(text, "()")
			} else {
				e.note(optionsUnread, t.line, text)
			}
			continue
		}
		first := i + 1
		for i++; i < len(tokens) && tokens[i].text != "0"; i++ {
		}
		last := tokens[min(i, len(tokens)-1)].line
		for line := t.line; line <= last; line++ {
			if e.classes[line-1] == header {
				e.classes[line-1] = body
			}
		}
		if i == len(tokens) {
			e.lost(ballotOpen, t.line, "")
			return
		}
		if last != t.line {
			e.note(ballotOverLines, t.line, "")
		}
		if b := (planner.Ballot{Voter: voter, Marks: e.blank()}); e.bltWeigh(&b, t) {
			e.bltPrefer(b.Marks, tokens[first:i], place)
			e.add(t.line, b)
		}
		voter = ""
	}
}

// bltWeigh reads the weight of a ballot: a number of ballots where it is whole.
func (e *election) bltWeigh(b *planner.Ballot, t bltToken) bool {
	if t.text[0] == '-' {
		e.lost(weightNegative, t.line, t.text)
		return false
	}
	if strings.Trim(t.text, "0123456789") == "" {
		n, ok := e.count(t.line, t.text)
		b.Count = n
		return ok
	}
	w, ok := new(big.Rat), bltWeights.MatchString(t.text)
	if ok {
		_, ok = w.SetString(t.text)
	}
	switch {
	case !ok || w.Denom().Cmp(big.NewInt(1_000_000)) > 0:
		e.lost(weightBad, t.line, t.text)
		return false
	case w.Sign() == 0:
		e.lost(weightZero, t.line, t.text)
		return false
	case w.IsInt():
		b.Count = w.Num().Int64()
	default:
		b.Weight = planner.Ratio{Num: w.Num().Int64(), Den: w.Denom().Int64()}
	}
	return true
}

func (e *election) bltPrefer(marks []planner.Mark, prefs []bltToken, place []int) {
	for tier, p := range prefs {
		if p.text == "-" {
			e.note(placesSkipped, p.line, "")
			continue
		}
		for s := range strings.SplitSeq(p.text, "=") {
			n, err := strconv.Atoi(s)
			switch {
			case err != nil || n < 1 || n > len(place):
				e.note(candidateUnknown, p.line, p.text)
			case place[n-1] >= 0:
				e.mark(p.line, marks, place[n-1], tier+1)
			}
		}
	}
}
