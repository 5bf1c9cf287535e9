package elections

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/internal/wording"
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
	bltQuoted    = regexp.MustCompile(`^([^"#/]*".*?")\s*((#|//).*)?$`)
	bltWord      = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|\S+`)
	bltNameGap   = regexp.MustCompile(`"\s+"`)
	bltOrder     = regexp.MustCompile(`^[\d.=\- ]+ 0$`)
	bltWhole     = regexp.MustCompile(`^(\d+)(\.0*)?$`)
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
	var all []bltLine
	for i, l := range lines {
		if l = withoutComment(l); l != "" {
			all = append(all, bltLine{i + 1, l})
		}
	}
	if len(all) == 0 || !bltHead.MatchString(all[0].text) {
		return f, "its first line is not two numbers, of candidates and of seats"
	}
	m := bltHead.FindStringSubmatch(all[0].text)
	f.candidates, _ = strconv.Atoi(m[1])
	f.seats, _ = strconv.Atoi(m[2])
	end := slices.IndexFunc(all, func(l bltLine) bool { return l.text == "0" || strings.Contains(l.text, `"`) })
	if end < 1 || end+1 == len(all) && all[end].text == "0" {
		return f, "it has no line 0 after the ballots, with the names of the candidates below it"
	}
	f.body, f.names = slices.Clip(all[1:end]), all[end+1:]
	// The end mark may stand behind a ballot and before the names.
	if before, after, quoted := strings.Cut(all[end].text, `"`); quoted {
		f.names = append([]bltLine{{all[end].number, `"` + after}}, f.names...)
		if before = strings.TrimSpace(before); strings.Trim(before, "0") != "" {
			f.body = append(f.body, bltLine{all[end].number, before})
		}
	}
	ballots := 0
	for _, l := range f.body {
		if strings.HasSuffix(l.text, " 0") || bltWithdrawn.MatchString(l.text) {
			ballots++
		}
	}
	if 2*ballots < len(f.body) {
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
	if m := bltQuoted.FindStringSubmatch(l); m != nil {
		return m[1]
	}
	return strings.TrimSpace(bltComment.ReplaceAllString(l, ""))
}

func lacksBLT(lines []string) string {
	_, lacks := splitBLT(lines)
	return lacks
}

var (
	namesMissing        = kind{codeIssueUnnamed, "names", planner.Warning}
	titleMissing        = kind{codeIssueUnnamed, "title", planner.Note}
	namesPlain          = kind{codeNameUnquoted, "", planner.Note}
	ballotsAfterEnd     = kind{codeLineUnreadable, "after-end", planner.Error}
	ballotOpen          = kind{codeLineUnreadable, "open", planner.Error}
	ballotOverLines     = kind{codeBallotOverLines, "", planner.Warning}
	candidatesWithdrawn = kind{codeIssueWithdrawn, "", planner.Note}
	withdrawnUnknown    = kind{codeIssueUnknown, "withdrawn", planner.Error}
	placesSkipped       = kind{codeRankSkipped, "", planner.Note}
	optionsUnread       = kind{codeFieldUnused, "options", planner.Warning}
)

func readBLT(e *election) {
	f, _ := splitBLT(e.lines)
	for i, l := range e.lines {
		if withoutComment(l) != "" {
			e.classes[i] = header
		}
	}
	e.Seats = f.seats
	if f.candidates > maxIssues {
		e.note(tooManyIssues, 0, "")
		return
	}
	names, untitled := e.bltNames(f)
	codes := numbers(f.candidates)
	var words []bltLine
	for _, l := range f.body {
		if !bltWithdrawn.MatchString(l.text) {
			e.classes[l.number-1] = body
			list := strings.Fields(l.text)
			if strings.ContainsAny(l.text, "([") {
				list = bltWord.FindAllString(l.text, -1)
			}
			for _, w := range list {
				words = append(words, bltLine{l.number, w})
			}
			continue
		}
		for n := range strings.FieldsSeq(l.text) {
			if i := slices.Index(codes, n[1:]); i >= 0 {
				e.note(candidatesWithdrawn, l.number, names[i])
				names, codes = slices.Delete(names, i, i+1), slices.Delete(codes, i, i+1)
				e.index[n[1:]] = -1
			} else {
				e.note(withdrawnUnknown, l.number, n)
			}
		}
	}
	if !e.start(names, codes) {
		return
	}
	e.bltBallots(words)
	// A candidate whom no ballot names is perhaps none.
	if last := len(names) - 1; untitled && last >= 0 {
		k := titleMissing
		if e.named[last] == 0 {
			k.severity = planner.Warning
		}
		e.note(k, 0, names[last])
	}
}

// bltNames reads the names of the candidates and the title, and reports whether just
// the last of them is missing.
func (e *election) bltNames(f bltFile) (names []string, untitled bool) {
	for _, l := range f.names {
		inner, quoted := strings.CutPrefix(l.text, `"`)
		if bltOrder.MatchString(l.text) {
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
	untitled = len(names) == f.candidates
	names = append(names, make([]string, max(0, f.candidates+1-len(names)))...)
	e.Title = names[f.candidates]
	for _, n := range names[f.candidates+1:] {
		e.ignore(wording.Quote(n), belowNames)
	}
	return names[:f.candidates], untitled
}

// bltBallots reads the ballots, which are told apart by their ends alone.
func (e *election) bltBallots(words []bltLine) {
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
		v := vote{line: w.number, voter: voter, count: "1", weight: w.text}
		if m := bltWhole.FindStringSubmatch(w.text); m != nil {
			v.count, v.weight = m[1], "" // a number of ballots
		}
		for tier, p := range words[:end] {
			if p.text == "-" {
				e.note(placesSkipped, w.number, "")
				continue
			}
			for n := range strings.SplitSeq(p.text, "=") {
				v.said = append(v.said, mention{n, tier + 1})
			}
		}
		e.cast(v)
		voter, words = "", words[end+1:]
	}
}
