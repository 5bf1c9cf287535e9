package elections

import (
	"math/big"
	"regexp"
	"slices"
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
	bltComment   = regexp.MustCompile(`(#|(^|\s)//).*`)
	bltWord      = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|\S+`)
	bltNameGap   = regexp.MustCompile(`"\s+"`)
	bltWeights   = regexp.MustCompile(`^\d{1,10}(\.\d{1,6})?(/\d{1,6})?$`)
)

// bltFile is a BLT file taken apart.
type bltFile struct {
	candidates, seats int
	body, names       []bltLine
}

// bltLine is a line without its comment, or a word of it.
type bltLine struct {
	number int
	text   string
}

// splitBLT takes a file apart, or says what it lacks.
func splitBLT(lines []string) (f bltFile, lacks string) {
	ended, ballots := false, 0
	for i, l := range lines {
		l = withoutComment(l)
		before, after, quoted := strings.Cut(l, `"`)
		switch {
		case l == "":
		case f.candidates == 0:
			m := bltHead.FindStringSubmatch(l)
			if m == nil {
				return f, "its first line is not two numbers, of candidates and of seats"
			}
			f.candidates, _ = strconv.Atoi(m[1])
			f.seats, _ = strconv.Atoi(m[2])
		case ended:
			f.names = append(f.names, bltLine{i + 1, l})
		case l != "0" && !quoted:
			f.body = append(f.body, bltLine{i + 1, l})
			if strings.HasSuffix(l, " 0") || bltWithdrawn.MatchString(l) {
				ballots++
			}
		default: // the end mark, perhaps behind a ballot and before the names
			ended = true
			if before = strings.TrimSpace(before); strings.Trim(before, "0") != "" {
				f.body = append(f.body, bltLine{i + 1, before})
			}
			if quoted {
				f.names = append(f.names, bltLine{i + 1, `"` + after})
			}
		}
	}
	switch {
	case !ended || len(f.names) == 0:
		return f, "it has no line 0 after the ballots, with the names of the candidates below it"
	case 2*ballots < len(f.body):
		return f, "its lines are not ballots that end in 0"
	}
	return f, ""
}

// withoutComment trims a line and takes away a comment that stands outside
// quotation marks.
func withoutComment(l string) string {
	l = strings.TrimSpace(strings.ReplaceAll(l, "\t", " "))
	if !strings.ContainsAny(l, "#/") {
		return l
	}
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
		codeIssueUnnamed, planner.Warning, "the file has more candidates than names; the others have their number",
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
		codeBallotOverLines, planner.Warning, "a ballot goes on over several lines, because its line does not end in 0",
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
		codeIssueUnknown, planner.Error, "a number does not name a candidate to withdraw",
		"write -1 for the first candidate",
	}
	placesSkipped = kind{
		codeRankSkipped, planner.Note, "ballots skip places (-); only the order counts", "",
	}
	optionsUnread = kind{
		codeFieldUnused, planner.Warning, "options in brackets are not read",
		"remove them if the ballots stand as they are",
	}
)

func readBLT(e *election) {
	f, _ := splitBLT(e.lines)
	for i, l := range e.lines {
		if e.classes[i] == unread && withoutComment(l) == "" {
			e.classes[i] = comment
		} else if e.classes[i] == unread {
			e.classes[i] = header
		}
	}
	e.seats = f.seats
	if !e.bltNames(f) {
		return
	}
	var rest []bltLine
	gone := make(map[int]bool)
	for _, l := range f.body {
		if !bltWithdrawn.MatchString(l.text) {
			rest = append(rest, l)
			e.classes[l.number-1] = body
			continue
		}
		for n := range strings.FieldsSeq(l.text) {
			i, err := strconv.Atoi(n[1:])
			if err != nil || i < 1 || i > f.candidates {
				e.note(withdrawnUnknown, l.number, n)
				continue
			}
			e.note(candidatesWithdrawn, l.number, e.issues[i-1].Name)
			gone[i] = true
		}
	}
	place := make([]int, f.candidates) // where a candidate stands among the issues; -1 is withdrawn
	var issues []planner.Issue
	for i := range place {
		if place[i] = -1; !gone[i+1] {
			place[i] = len(issues)
			issues = append(issues, e.issues[i])
		}
	}
	e.issues, e.ballots = issues, planner.NewBallots(len(issues))
	e.bltBallots(rest, place)
}

// bltNames reads the names of the candidates and the title.
func (e *election) bltNames(f bltFile) bool {
	if f.candidates > maxIssues {
		e.note(tooManyIssues, 0, "")
		return false
	}
	var names []string
	for _, l := range f.names {
		inner, quoted := strings.CutPrefix(l.text, `"`)
		if !quoted && strings.HasSuffix(l.text, " 0") && strings.Trim(l.text, "0123456789.-= ") == "" {
			e.lost(ballotsAfterEnd, l.number, "")
			continue
		}
		if !quoted {
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
	return e.start(names[:f.candidates], nil)
}

// bltBallots reads the ballots, which are told apart by their ends alone.
func (e *election) bltBallots(lines []bltLine, place []int) {
	var words []bltLine
	for _, l := range lines {
		list := strings.Fields(l.text)
		if strings.ContainsAny(l.text, "([") {
			list = bltWord.FindAllString(l.text, -1)
		}
		for _, s := range list {
			words = append(words, bltLine{l.number, s})
		}
	}
	voter := ""
	for len(words) > 0 {
		w := words[0]
		words = words[1:]
		end := slices.IndexFunc(words, func(w bltLine) bool { return w.text == "0" })
		switch {
		case w.text[0] == '(':
			voter = strings.Trim(w.text, "()")
			continue
		case w.text[0] == '[':
			e.note(optionsUnread, w.number, w.text)
			continue
		case w.text == "0" && len(words) == 0: // the end mark stands on the line of the last ballot
			return
		case end < 0:
			e.lost(ballotOpen, w.number, "")
			return
		case words[end].number != w.number:
			e.note(ballotOverLines, w.number, "")
		}
		if b := (planner.Ballot{Voter: voter, Marks: e.marks()}); e.bltWeigh(&b, w) {
			e.bltPrefer(b.Marks, words[:end], place)
			e.add(w.number, b)
		}
		voter, words = "", words[end+1:]
	}
}

// bltWeigh reads the weight of a ballot: a number of ballots where it is whole.
func (e *election) bltWeigh(b *planner.Ballot, w bltLine) (ok bool) {
	if strings.Trim(w.text, "0123456789") == "" {
		b.Count, ok = e.count(w.number, w.text)
		return ok
	}
	r, ok := new(big.Rat), bltWeights.MatchString(w.text)
	if ok {
		_, ok = r.SetString(w.text)
	}
	switch {
	case w.text[0] == '-':
		e.lost(weightNegative, w.number, w.text)
	case !ok || r.Denom().Cmp(big.NewInt(1_000_000)) > 0:
		e.lost(weightBad, w.number, w.text)
	case r.Sign() == 0:
		e.lost(weightZero, w.number, w.text)
	case r.IsInt():
		b.Count = r.Num().Int64()
		return true
	default:
		b.Weight = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64()}
		return true
	}
	return false
}

func (e *election) bltPrefer(marks []planner.Mark, prefs []bltLine, place []int) {
	for tier, p := range prefs {
		if p.text == "-" {
			e.note(placesSkipped, p.number, "")
			continue
		}
		for s := range strings.SplitSeq(p.text, "=") {
			n, err := strconv.Atoi(s)
			switch {
			case err != nil || n < 1 || n > len(place):
				e.note(candidateUnknown, p.number, p.text)
			case place[n-1] >= 0:
				e.mark(p.number, marks, place[n-1], tier+1)
			}
		}
	}
}
