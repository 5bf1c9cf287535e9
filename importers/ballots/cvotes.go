package ballots

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Condorcet election format (CEF),
// https://github.com/CondorcetVote/CondorcetElectionFormat: "#/Candidates: A ; B"
// and other parameters, then lines "tag, tag || A > B = C ^weight * count".

// cvote is one parsed vote line.
type cvote struct {
	line   int
	tags   []string
	tiers  [][]string
	weight int64
	count  int64
}

func looksCVotes(lines []string) bool {
	if isTableOfArrows(lines) {
		return false
	}
	params, ballots, arrows := 0, 0, 0
	for _, l := range lines {
		s := strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(s, "#/"):
			params++
			continue
		case s == "" || s[0] == '#':
			continue
		}
		v, fault := parseCVote(s)
		if fault != "" {
			if params == 0 {
				return false
			}
			continue
		}
		ballots++
		if len(v.tiers) > 1 {
			arrows++
		}
	}
	return params > 0 || arrows > 0 && 2*arrows >= ballots
}

// isTableOfArrows reports a table, with a header and a column of rankings such as
// "A > B", whose lines only resemble vote lines.
func isTableOfArrows(lines []string) bool {
	head, rows, arrows := "", 0, 0
	for _, l := range lines {
		switch l = strings.TrimSpace(l); {
		case l == "":
		case head == "":
			if head = l; strings.ContainsAny(l, ">#|") || !strings.ContainsAny(l, ",;\t") {
				return false
			}
		default:
			rows++
			before, _, arrow := strings.Cut(l, ">")
			if !strings.ContainsAny(before, ",;\t") {
				return false
			}
			if arrow {
				arrows++
			}
		}
	}
	return rows > 0 && 2*arrows >= rows
}

// parseCVote reads one vote line; fault says what is wrong with it.
func parseCVote(s string) (v cvote, fault string) {
	v.weight, v.count = 1, 1
	s, _, _ = strings.Cut(s, "#")
	if tags, rest, ok := strings.Cut(s, "||"); ok {
		for _, t := range strings.Split(tags, ",") {
			v.tags = append(v.tags, vocabulary.Clean(t))
		}
		s = rest
	}
	if head, tail, ok := cutLast(s, "*"); ok {
		n, err := strconv.ParseInt(strings.TrimSpace(tail), 10, 64)
		if err != nil || n < 1 {
			return v, fmt.Sprintf("%q after * is not a number of ballots", clip(tail))
		}
		v.count, s = n, head
	}
	if head, tail, ok := cutLast(s, "^"); ok {
		n, err := strconv.ParseInt(strings.TrimSpace(tail), 10, 64)
		if err != nil || n < 1 {
			return v, fmt.Sprintf("%q after ^ is not a weight", clip(tail))
		}
		v.weight, s = n, head
	}
	s = strings.TrimSpace(s)
	if s == "/EMPTY_RANKING/" {
		return v, ""
	}
	for _, tier := range strings.Split(s, ">") {
		var names []string
		for _, n := range strings.Split(tier, "=") {
			if n = vocabulary.Clean(n); n == "" {
				return v, "a rank is empty"
			}
			names = append(names, n)
		}
		v.tiers = append(v.tiers, names)
	}
	return v, ""
}

func cutLast(s, sep string) (head, tail string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// cvotesHead holds the parameters.
type cvotesHead struct {
	candidates []string
	implicit   string
	weights    bool
}

func readCVotes(e *election) {
	h, votes := e.parseCVotes()
	names := h.candidates
	if names == nil {
		for _, v := range votes {
			for _, n := range slices.Concat(v.tiers...) {
				if !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
		}
		slices.SortFunc(names, compareNatural)
		if len(names) > maxIssues {
			e.fault(0, "", "the ballots name %d candidates; the limit is %d", len(names), maxIssues)
			names, votes = nil, nil
		}
	}
	e.start(slices.Clone(names), nil)
	index := make(map[string]int, len(names))
	for i, n := range names {
		index[vocabulary.Fold(n)] = i
	}
	voterTag, groupTag := tagRoles(votes)
	for _, v := range votes {
		e.addCVote(v, h, index, voterTag, groupTag)
	}
	switch h.implicit {
	case "false":
		e.note(planner.Note, 0, codeVotesUnranked, "Implicit Ranking: false",
			"the file says that candidates left out of a ballot take part in no comparison",
			"count with --unranked ignore")
	case "true":
		e.note(planner.Note, 0, codeVotesUnranked, "Implicit Ranking: true",
			"the file says that candidates left out of a ballot count as last",
			"count with --unranked last (the default)")
	}
}

func (e *election) parseCVotes() (h cvotesHead, votes []cvote) {
	for i, l := range e.lines {
		s := strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(s, "#/"):
			key, value, _ := strings.Cut(s[2:], ":")
			value = strings.TrimSpace(value)
			switch vocabulary.Compact(key) {
			case "candidates":
				for _, n := range strings.Split(value, ";") {
					if n = vocabulary.Clean(n); n != "" {
						h.candidates = append(h.candidates, n)
					}
				}
			case "numberofseats":
				e.seats, _ = strconv.Atoi(value)
			case "implicitranking":
				h.implicit = strings.ToLower(value)
			case "weightallowed":
				h.weights = strings.EqualFold(value, "true")
			}
		case strings.HasPrefix(s, "#"):
			if e.title == "" && len(votes) == 0 {
				e.title = strings.TrimSpace(s[1:])
			}
		case s != "":
			v, fault := parseCVote(s)
			if fault != "" {
				e.fault(i+1, s, "%s in %q; expected a line such as \"A > B = C * 2\"", fault, clip(s))
				continue
			}
			v.line = i + 1
			votes = append(votes, v)
		}
	}
	return h, votes
}

func (e *election) addCVote(v cvote, h cvotesHead, index map[string]int, voterTag, groupTag int) {
	b := planner.Ballot{Marks: e.blank(), Count: v.count}
	for t, tier := range v.tiers {
		for _, n := range tier {
			i, ok := index[vocabulary.Fold(n)]
			if !ok {
				e.note(planner.Warning, v.line, codeIssueUnknown, n,
					fmt.Sprintf("%q is not among the candidates of the file and is left out of the ballot", n), "")
				continue
			}
			e.rank(v.line, b.Marks, i, t+1)
		}
	}
	dense(b.Marks)
	if v.weight != 1 {
		if h.weights {
			b.Weight = planner.Ratio{Num: v.weight, Den: 1}
		} else {
			e.note(planner.Warning, v.line, codeWeightIgnored, "^"+strconv.FormatInt(v.weight, 10),
				"the file gives a weight but does not allow weights; the ballot counts once",
				"add the line \"#/Weight Allowed: true\" if weights are meant")
		}
	}
	if voterTag >= 0 && voterTag < len(v.tags) {
		b.Voter = tagValue(v.tags[voterTag])
	}
	if groupTag >= 0 && groupTag < len(v.tags) {
		b.Group = groupName(tagValue(v.tags[groupTag]))
	}
	e.add(v.line, b)
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

// tagRoles decides which tag names the voter and which the group: the group is
// the tag whose values are stakeholder groups or repeat, the voter the one
// whose values are all different. -1 means none.
func tagRoles(votes []cvote) (voter, group int) {
	voter, group = -1, -1
	most := 0
	for _, v := range votes {
		most = max(most, len(v.tags))
	}
	for t := range min(most, 8) {
		seen := make(map[string]int)
		n, terms := 0, 0
		for _, v := range votes {
			if t >= len(v.tags) || v.tags[t] == "" {
				continue
			}
			n++
			seen[v.tags[t]]++
			if vocabulary.Value(planner.Stakeholder, tagValue(v.tags[t])).OK() {
				terms++
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

// tagValue drops a key in front of a tag: "group:Students".
func tagValue(s string) string {
	if key, v, ok := strings.Cut(s, ":"); ok {
		switch vocabulary.Compact(key) {
		case "voter", "id", "name", "group", "stakeholder", "stakeholdergroup", "email":
			return vocabulary.Clean(v)
		}
	}
	return s
}
