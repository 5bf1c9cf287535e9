package elections

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Condorcet election format (CEF),
// https://github.com/CondorcetVote/CondorcetElectionFormat: "#/Candidates: A ; B"
// and other parameters, then lines "tag, tag || A > B = C ^weight * count". The
// count may also stand in front, as ranked ballots are often written: "3: A > B = C".

// cvote is one vote line taken apart.
type cvote struct {
	line          int
	tags          []string
	tiers         [][]string
	weight, count string // "" where not given
	scored        bool   // a name has a score behind a slash, as in ABIF: "A/5 > B/2"
}

var (
	cvoteCount  = regexp.MustCompile(`^(-?\d+)\s*(?::|[x×*]\s)\s*(.*)$`)
	cvoteSpaced = regexp.MustCompile(`^(\d+)\s+([^\d\s>=][^>=]*(?:[>=]\s*[^\d\s>=][^>=]*)*)$`)
)

// parseCVote takes a vote line apart; whole reports that no rank is empty.
func parseCVote(s string) (v cvote, whole bool) {
	s, _, _ = strings.Cut(s, "#")
	if tags, rest, ok := strings.Cut(s, "||"); ok {
		for t := range strings.SplitSeq(tags, ",") {
			v.tags = append(v.tags, vocabulary.Clean(t))
		}
		s = rest
	}
	s, v.count = cutTail(s, '*')
	s, v.weight = cutTail(s, '^')
	// A number in front counts the ballots, unless the candidates are numbered so.
	others := func(r rune) bool { return r == '>' || r == '=' }
	if m := cvoteCount.FindStringSubmatch(s); m != nil && v.count == "" &&
		!slices.ContainsFunc(strings.FieldsFunc(m[2], others), isNumbered) {
		v.count, s = m[1], m[2]
	}
	if s == "/EMPTY_RANKING/" || s == "/EMPTY/" {
		return v, true
	}
	for tier := range strings.SplitSeq(s, ">") {
		var names []string
		for n := range strings.SplitSeq(tier, "=") {
			if n = vocabulary.Clean(n); n == "" {
				return v, false
			}
			if name, score, ok := strings.Cut(n, "/"); ok && score != "" && strings.Trim(score, "0123456789") == "" {
				n, v.scored = name, true
			}
			names = append(names, n)
		}
		v.tiers = append(v.tiers, names)
	}
	return v, true
}

// cutTail cuts off the number behind the last mark; "" where there is no mark.
func cutTail(s string, mark byte) (head, number string) {
	if i := strings.LastIndexByte(s, mark); i >= 0 {
		s, number = s[:i], cmp.Or(strings.TrimSpace(s[i+1:]), "nothing")
	}
	return strings.TrimSpace(s), number
}

func isNumbered(name string) bool { return cvoteCount.MatchString(strings.TrimSpace(name)) }

func lacksCVotes(lines []string) string {
	const why = "it has no lines such as \"A > B = C\", and no \"#/Candidates: A ; B ; C\""
	ballots, arrows, broken := 0, 0, 0
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "#/") {
			return ""
		}
		if l == "" || l[0] == '#' {
			continue
		}
		if ballots++; ballots == 1 && !strings.ContainsAny(l, ">|") && strings.ContainsAny(l, ",;\t") {
			return why // it is the header of a table
		}
		if v, whole := parseCVote(l); !whole {
			broken++
		} else if len(v.tiers) > 1 {
			arrows++
		}
	}
	if arrows == 0 || 2*arrows < ballots || 3*broken > arrows {
		return why
	}
	return ""
}

var (
	cvoteUnreadable = kind{
		codeLineUnreadable, planner.Error, "a line is not a ballot, because a rank is empty",
		"write a line such as \"A > B = C * 2\"",
	}
	candidateExtra = kind{
		codeIssueUnknown, planner.Warning, "ballots name candidates that are not listed in the file; they are left out",
		"add them to the line \"#/Candidates\" if they stand",
	}
	candidateSpelling = kind{
		codeIssueSpelling, planner.Note, "names that differ by case alone are one candidate", "",
	}
	candidateListed = kind{
		codeIssueRepeated, planner.Warning, "a candidate is listed twice and counts as one", "",
	}
	cvoteWeight = kind{
		codeWeightUnreadable, planner.Error, "the text after ^ is not a weight; the line is left out",
		"write a whole number from 1 to 1,000,000",
	}
	weightIgnored = kind{
		codeWeightIgnored, planner.Warning, "the file gives weights but does not allow them; each ballot counts once",
		"add the line \"#/Weight Allowed: true\" if weights are meant",
	}
	countInFront = kind{
		codeCountInFront, planner.Note, "every line begins with a number; it is taken for the number of ballots",
		"list the names in a line \"#/Candidates: A ; B\" if the numbers belong to them",
	}
	unrankedIgnored = kind{
		codeVotesUnranked, planner.Note, "the file says that candidates left out of a ballot are not compared",
		"count with --unranked ignore",
	}
	unrankedLast = kind{
		codeVotesUnranked, planner.Note, "the file says that candidates left out of a ballot count as last",
		"count with --unranked last (the default)",
	}
)

// cvoteLines takes the lines apart: the parameters, by their folded names, and
// the votes.
func (e *election) cvoteLines() (params map[string]string, votes []cvote) {
	params = make(map[string]string)
	spaced := !slices.ContainsFunc(e.lines, func(l string) bool {
		l = strings.TrimSpace(l)
		return strings.HasPrefix(l, "#/") || l != "" && l[0] != '#' && !cvoteSpaced.MatchString(l)
	})
	if spaced {
		e.note(countInFront, 0, "")
	}
	for i, l := range e.lines {
		l = strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(l, "#/"):
			e.classes[i] = header
			key, value, _ := strings.Cut(l[2:], ":")
			k := strings.TrimSuffix(vocabulary.Compact(key), "s")
			params[k] = strings.TrimSpace(value)
			if !slices.Contains([]string{"candidate", "implicitranking", "weightallowed", "numberofseat"}, k) {
				e.ignore("#/"+strings.TrimSpace(key), "the commands have options of their own for it")
			}
		case strings.HasPrefix(l, "#"):
			e.classes[i] = comment
			if e.title == "" && len(votes) == 0 {
				e.title = strings.TrimSpace(l[1:])
			}
		case l != "":
			if spaced {
				l = cvoteSpaced.ReplaceAllString(l, "$1: $2")
			}
			v, whole := parseCVote(l)
			if v.line = i + 1; !whole {
				e.lost(cvoteUnreadable, i+1, l)
				continue
			}
			if v.scored {
				e.note(scoresUnused, i+1, "")
			}
			votes = append(votes, v)
		}
	}
	return params, votes
}

func readCVotes(e *election) {
	params, votes := e.cvoteLines()
	e.seats, _ = strconv.Atoi(params["numberofseat"])
	index := e.cvoteNames(params["candidate"], votes)
	if index == nil {
		return
	}
	voterTag, groupTag := tagRoles(votes)
	for _, v := range votes {
		b := planner.Ballot{Voter: v.tag(voterTag), Group: groupName(v.tag(groupTag)), Marks: e.marks()}
		if len(v.tags) > min(voterTag, 0)+min(groupTag, 0)+2 {
			e.note(tagsUnused, v.line, "")
		}
		e.addCVote(v, index, strings.EqualFold(params["weightallowed"], "true"), b)
	}
	said := map[string]kind{"false": unrankedIgnored, "true": unrankedLast}
	if k, ok := said[strings.ToLower(params["implicitranking"])]; ok {
		e.note(k, 0, "")
	}
}

var (
	tagsUnused = kind{
		codeFieldUnused, planner.Note, "tags of ballots are not used beyond a voter and a group", "",
	}
	scoresUnused = kind{
		codeFieldUnused, planner.Warning, "scores behind a slash are not used; the order counts",
		"give the scores as a table, one column for each candidate, if they are to count",
	}
)

// cvoteNames finds the candidates: those listed, else those on the ballots in
// natural order. Names that differ by case alone are one, unless the list tells
// them apart. The index has the names, and the folded ones; nil is too many.
func (e *election) cvoteNames(listed string, votes []cvote) map[string]int {
	index, names := make(map[string]int), strings.Split(listed, ";")
	if listed == "" {
		spelling := make(map[string]string) // folded → the first in alphabetical order
		for _, v := range votes {
			for _, n := range slices.Concat(v.tiers...) {
				key := vocabulary.Fold(n)
				if have, ok := spelling[key]; ok && have != n {
					e.note(candidateSpelling, v.line, n)
					n = min(n, have)
				}
				spelling[key] = n
			}
		}
		names = slices.SortedFunc(maps.Values(spelling), vocabulary.CompareNatural)
	}
	var list []string
	for _, n := range names {
		n = vocabulary.Clean(n)
		if _, twice := index[n]; twice {
			e.note(candidateListed, 0, n)
		} else if n != "" {
			index[n] = len(list)
			list = append(list, n)
		}
	}
	for i, n := range list {
		if _, ok := index[vocabulary.Fold(n)]; !ok {
			index[vocabulary.Fold(n)] = i
		}
	}
	if !e.start(list, nil) {
		return nil
	}
	return index
}

func (e *election) addCVote(v cvote, index map[string]int, weighted bool, b planner.Ballot) {
	if v.count != "" {
		n, ok := e.count(v.line, v.count)
		if !ok {
			return
		}
		b.Count = n
	}
	w, err := strconv.ParseInt(cmp.Or(v.weight, "1"), 10, 64)
	switch {
	case err != nil || w < 1 || w > 1_000_000:
		e.lost(cvoteWeight, v.line, v.weight)
		return
	case weighted && w > 1:
		b.Weight = planner.Ratio{Num: w, Den: 1}
	case w > 1:
		e.note(weightIgnored, v.line, "^"+v.weight)
	}
	for t, tier := range v.tiers {
		for _, n := range tier {
			i, ok := index[n]
			if !ok {
				i, ok = index[vocabulary.Fold(n)]
			}
			if !ok {
				e.note(candidateExtra, v.line, n)
				continue
			}
			e.mark(v.line, b.Marks, i, t+1)
		}
	}
	e.add(v.line, b)
}

// tagRoles decides which tag names the voter and which the group: the group is
// the tag whose values are stakeholder groups or repeat, the voter the one
// whose values are all different. -1 means none.
func tagRoles(votes []cvote) (voter, group int) {
	voter, group = -1, -1
	for t := range 8 {
		seen := make(map[string]bool)
		n, terms := 0, 0
		for _, v := range votes {
			if s := v.tag(t); s != "" {
				n++
				seen[s] = true
				if vocabulary.Value(planner.Stakeholder, s).OK() {
					terms++
				}
			}
		}
		switch {
		case n == 0:
		case group < 0 && 2*terms > n:
			group = t
		case voter < 0 && len(seen) == n:
			voter = t
		case group < 0 && len(seen) < n && len(seen) > 1:
			group = t
		}
	}
	return voter, group
}

// tag is the value of a tag, without a key in front of it ("group:Students"); ""
// where the ballot does not have it.
func (v *cvote) tag(i int) string {
	if i < 0 || i >= len(v.tags) {
		return ""
	}
	const keys = "|voter|id|name|group|stakeholder|stakeholdergroup|email|"
	key, value, ok := strings.Cut(v.tags[i], ":")
	if ok && strings.Contains(keys, "|"+vocabulary.Compact(key)+"|") {
		return vocabulary.Clean(value)
	}
	return v.tags[i]
}
