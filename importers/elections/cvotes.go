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
	vote
	tags   []string
	scored bool // a name has a score behind a slash, as in ABIF: "A/5 > B/2"
}

var (
	cvoteCount    = regexp.MustCompile(`^(-?\d+)\s*(?::|[x×*]\s)\s*(.*)$`)
	cvoteNumbered = regexp.MustCompile(`(?:^|[>=])\s*-?\d+\s*(?::|[x×*]\s)`)
	cvoteSpaced   = regexp.MustCompile(`^\s*(\d+)\s+([^\d\s>=][^>=]*(?:[>=]\s*[^\d\s>=][^>=]*)*)$`)
	cvoteScore    = regexp.MustCompile(`^(.+)/\d+$`)
	cvoteComment  = regexp.MustCompile(`^\s*(#.*)?$`)
)

// parseCVote takes a vote line apart; whole reports that no rank is empty.
func parseCVote(s string) (v cvote, whole bool) {
	s, _, _ = strings.Cut(s, "#")
	if tags, rest, ok := strings.Cut(s, "||"); ok {
		v.tags, s = strings.Split(tags, ","), rest
	}
	s, v.count = cutTail(s, '*', "1")
	s, v.weight = cutTail(s, '^', "")
	// A number in front counts the ballots, unless the candidates are numbered so.
	if m := cvoteCount.FindStringSubmatch(s); m != nil && v.count == "1" && !cvoteNumbered.MatchString(m[2]) {
		v.count, s = m[1], m[2]
	}
	if s == "/EMPTY_RANKING/" || s == "/EMPTY/" {
		return v, true
	}
	whole = true
	for i, tier := range strings.Split(s, ">") {
		for n := range strings.SplitSeq(tier, "=") {
			n = vocabulary.Clean(n)
			if strings.Contains(n, "/") && cvoteScore.MatchString(n) {
				n, v.scored = n[:strings.LastIndexByte(n, '/')], true
			}
			v.said, whole = append(v.said, mention{n, i + 1}), whole && n != ""
		}
	}
	return v, whole
}

// cutTail cuts off the number behind the last mark; none is what is taken where
// there is no mark.
func cutTail(s string, mark byte, none string) (head, number string) {
	if i := strings.LastIndexByte(s, mark); i >= 0 {
		s, none = s[:i], cmp.Or(strings.TrimSpace(s[i+1:]), "nothing")
	}
	return strings.TrimSpace(s), none
}

func lacksCVotes(lines []string) string {
	const why = "it has no lines such as \"A > B = C\", and no \"#/Candidates: A ; B ; C\""
	ballots, arrows, broken := 0, 0, 0
	for _, l := range lines {
		if strings.HasPrefix(l, "#/") {
			return ""
		}
		if cvoteComment.MatchString(l) {
			continue
		}
		if ballots++; ballots == 1 && !strings.ContainsAny(l, ">|") && strings.ContainsAny(l, ",;\t") {
			return why // it is the header of a table
		}
		if v, whole := parseCVote(l); !whole {
			broken++
		} else if n := len(v.said); n > 0 && v.said[n-1].mark > 1 {
			arrows++
		}
	}
	if arrows == 0 || 2*arrows < ballots || 3*broken > arrows {
		return why
	}
	return ""
}

var (
	cvoteUnreadable   = kind{codeLineUnreadable, "empty-rank", planner.Error}
	candidateExtra    = kind{codeIssueUnknown, "candidates", planner.Warning}
	candidateSpelling = kind{codeIssueSpelling, "", planner.Note}
	candidateListed   = kind{codeIssueRepeated, "listed", planner.Warning}
	weightIgnored     = kind{codeWeightIgnored, "", planner.Warning}
	countInFront      = kind{codeCountInFront, "", planner.Note}
	tagsUnused        = kind{codeFieldUnused, "tags", planner.Note}
	scoresUnused      = kind{codeFieldUnused, "scores", planner.Warning}
	unrankedIgnored   = kind{codeVotesUnranked, "ignored", planner.Note}
	unrankedLast      = kind{codeVotesUnranked, "last", planner.Note}
)

// cvoteUsed are the parameters that are used, by their folded names.
var cvoteUsed = []string{"candidate", "implicitranking", "weightallowed", "numberofseat"}

// cvoteLines takes the lines apart: the parameters, by their folded names, and
// the votes.
func (e *election) cvoteLines() (params map[string]string, votes []cvote) {
	params = make(map[string]string)
	spaced := !slices.ContainsFunc(e.lines, func(l string) bool {
		return strings.HasPrefix(l, "#/") || !cvoteComment.MatchString(l) && !cvoteSpaced.MatchString(l)
	})
	if spaced {
		e.note(countInFront, 0, "")
	}
	for i, l := range e.lines {
		switch l = strings.TrimSpace(l); {
		case strings.HasPrefix(l, "#/"):
			e.classes[i] = header
			key, value, _ := strings.Cut(l[2:], ":")
			k := strings.TrimSuffix(vocabulary.Compact(key), "s")
			if params[k] = strings.TrimSpace(value); !slices.Contains(cvoteUsed, k) {
				e.ignore("#/"+strings.TrimSpace(key), hasOption)
			}
		case strings.HasPrefix(l, "#"):
			if e.Title == "" && len(votes) == 0 {
				e.Title = strings.TrimSpace(l[1:])
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
	e.Seats, _ = strconv.Atoi(params["numberofseat"])
	names := strings.Split(params["candidate"], ";")
	if params["candidate"] == "" {
		names = e.cvoteNames(votes)
	}
	if !e.cvoteIndex(names) {
		return
	}
	e.unknown = candidateExtra
	voterTag, groupTag := tagRoles(votes)
	for _, v := range votes {
		v.voter, v.group = v.tag(voterTag), v.tag(groupTag)
		if len(v.tags) > min(voterTag, 0)+min(groupTag, 0)+2 {
			e.note(tagsUnused, v.line, "")
		}
		if v.weight != "" && !strings.EqualFold(params["weightallowed"], "true") {
			e.note(weightIgnored, v.line, "^"+v.weight)
			v.weight = ""
		}
		for k, m := range v.said {
			if f := vocabulary.Fold(m.issue); !e.isListed(m.issue) && e.isListed(f) {
				v.said[k].issue = f
			}
		}
		e.cast(v.vote)
	}
	said := map[string]kind{"false": unrankedIgnored, "true": unrankedLast}
	if k, ok := said[strings.ToLower(params["implicitranking"])]; ok {
		e.note(k, 0, "")
	}
}

// cvoteNames finds the candidates named on the ballots, in natural order. Names
// that differ by case alone are one, in the spelling that the alphabet puts first.
func (e *election) cvoteNames(votes []cvote) []string {
	spelling := make(map[string]string)
	for _, v := range votes {
		for _, m := range v.said {
			key := vocabulary.Fold(m.issue)
			have, ok := spelling[key]
			if ok && have != m.issue {
				e.note(candidateSpelling, v.line, m.issue)
			}
			spelling[key] = min(m.issue, cmp.Or(have, m.issue))
		}
	}
	return slices.SortedFunc(maps.Values(spelling), vocabulary.CompareNatural)
}

// cvoteIndex starts with the candidates, which ballots call by their names, also
// where the case differs unless another candidate is called so.
func (e *election) cvoteIndex(names []string) bool {
	var list []string
	index := make(map[string]int)
	for _, n := range names {
		n = vocabulary.Clean(n)
		if _, twice := index[n]; twice {
			e.note(candidateListed, 0, n)
		} else if n != "" {
			index[n] = len(list)
			list = append(list, n)
		}
	}
	ok := e.start(list, numbers(len(list)))
	e.index = index
	for i, n := range list {
		if !e.isListed(vocabulary.Fold(n)) {
			index[vocabulary.Fold(n)] = i
		}
	}
	return ok
}

func (e *election) isListed(name string) bool {
	_, ok := e.index[name]
	return ok
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
		case group < 0 && (2*terms > n || len(seen) < n && len(seen) > 1):
			group = t
		case voter < 0 && len(seen) == n:
			voter = t
		}
	}
	return voter, group
}

var tagKey = regexp.MustCompile(`(?i)^\s*(?:voter|id|name|group|stakeholder|stakeholder group|e-?mail)\s*:`)

// tag is the value of a tag, without a key in front of it ("group:Students"); ""
// where the ballot does not have it.
func (v *cvote) tag(i int) string {
	if i < 0 || i >= len(v.tags) {
		return ""
	}
	return vocabulary.Clean(tagKey.ReplaceAllString(v.tags[i], ""))
}
