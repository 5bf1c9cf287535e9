package elections

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Pabulib files, https://pabulib.org/format: the sections META, PROJECTS and
// VOTES, each a table separated by semicolons. vote_type is approval,
// choose-1, ordinal (best first), cumulative or scoring (with a points column).

var pabulibSections = []string{"META", "PROJECTS", "VOTES"}

func lacksPabulib(lines []string) string {
	found := 0
	for _, l := range lines {
		if found < 3 && pabulibSection(l) == pabulibSections[found] {
			found++
		}
	}
	if found < 3 {
		return "it has no section " + pabulibSections[found] + "; it needs META, PROJECTS and VOTES, in this order"
	}
	return ""
}

func pabulibSection(l string) string {
	s := strings.ToUpper(strings.Trim(strings.TrimSpace(l), ";"))
	if slices.Contains(pabulibSections, s) {
		return s
	}
	return ""
}

// pabulibTable is a section: rows of cells by column, with their lines.
type pabulibTable struct {
	name  string
	head  []string
	lines []int
	rows  []map[string]string
}

// pabulib is a Pabulib file.
type pabulib struct {
	*election
	meta            map[string]string
	projects, votes *pabulibTable
	index           map[string]int // project ID → issue
	said, named     []int          // for each issue: the votes that PROJECTS tells (-1: none), and those there are
	points          bool
	low, high       int              // of points, where declared
	least, most     int              // points given
	length, sum     [2]planner.Limit // of a vote: least and most projects and points
	score           planner.Limit    // of projects that a vote does not name
}

var (
	sectionOutside = kind{
		codeLineUnreadable, planner.Error, "lines stand above the section META, or a section comes twice",
		"remove what is not part of the sections META, PROJECTS and VOTES",
	}
	columnMissing = kind{
		codeLineUnreadable, planner.Error, "a section lacks a column that it needs", "add the column and its values",
	}
	fieldsTooMany = kind{
		codeLineUnreadable, planner.Error, "lines have fields outside the named columns of their section",
		"put quotation marks around a text that holds a semicolon",
	}
	projectTwice = kind{
		codeLineUnreadable, planner.Error, "project numbers are missing or used twice; the first project counts",
		"give each project a number of its own",
	}
	projectUnknown = kind{
		codeIssueUnknown, planner.Error, "votes name projects that are not in the section PROJECTS; they do not count",
		"add the projects to the section PROJECTS, or remove them from the votes",
	}
	voteTypeUnknown = kind{
		codeVoteType, planner.Error, "the vote_type in the section META is not known",
		"write approval, choose-1, ordinal, cumulative or scoring",
	}
	voteTypeMissing = kind{
		codeVoteType, planner.Warning, "the section META has no vote_type; the votes are read as approvals",
		"add a line such as \"vote_type;ordinal\" to the section META",
	}
	metaUnreadable = kind{
		codeLineUnreadable, planner.Warning, "a number in the section META cannot be read and is not used",
		"write a whole number",
	}
	costUnused = kind{
		codeCostUnused, planner.Note, "costs and the budget are not used: the issues are put in order, not paid for; " +
			"they would serve to choose the projects that a budget pays for", "",
	}
	voteLength = kind{
		codeVoteLength, planner.Warning, "votes name more or fewer projects than max_length and min_length allow; " +
			"they count as given", "remove the votes if they are not valid",
	}
	sumOutside = kind{
		codePointsBudget, planner.Warning, "points do not add up to what min_sum_points and max_sum_points allow; " +
			"they count as given", "remove the votes if they are not valid",
	}
	pointsOutside = kind{
		codeScoreOutOfRange, planner.Warning, "points are outside the range of the file (min_points, max_points; " +
			"not below 0 where they are shared out) and do not count", "correct the points or the range",
	}
	pointsUnreadable = kind{
		codeValueUnreadable, planner.Error, "points are not whole numbers up to 1,000,000; they do not count",
		"give each project in the column vote its points, in the same order",
	}
	pointsTooMany = kind{
		codeValueUnreadable, planner.Error, "a vote has more points than projects",
		"give each project in the column vote its points, in the same order",
	}
	votesDiffer = kind{
		codeBallotCount, planner.Warning, "the column votes of the section PROJECTS says otherwise than the votes",
		"check that the file is complete",
	}
)

// pabulibUsed are the keys of META, and the columns, that are used, checked or told.
const pabulibUsed = "|META key|META description|META num_projects|META num_votes|META budget|META vote_type|" +
	"META min_length|META max_length|META min_points|META max_points|META min_sum_points|META max_sum_points|" +
	"META default_score|PROJECTS project_id|PROJECTS cost|PROJECTS name|PROJECTS votes|VOTES voter_id|VOTES vote|"

func readPabulib(e *election) {
	p := &pabulib{election: e, meta: map[string]string{}, index: map[string]int{}}
	p.readMeta(p.sections())
	if !p.has(p.projects, "project_id") || !p.has(p.votes, "vote") || !p.readType() || !p.readProjects() {
		return
	}
	for _, column := range p.projects.head {
		p.use("PROJECTS "+column, column, "it tells about the projects and changes no vote")
	}
	group := ""
	for _, column := range p.votes.head {
		m, ok := vocabulary.Header(column)
		switch {
		case group == "" && ok && (m.Meaning == vocabulary.Stakeholder || m.Meaning == vocabulary.Group):
			group = column
		case column != "points" || !p.points:
			p.use("VOTES "+column, column, "votes are weighted by a column of groups alone")
		}
	}
	for i, row := range p.votes.rows {
		b := planner.Ballot{Voter: row["voter_id"], Group: groupName(row[group])}
		p.readVote(p.votes.lines[i], row["vote"], row["points"], b)
	}
	if p.kind == planner.Score {
		p.setScale()
	}
	p.checkCounts()
}

func (p *pabulib) readMeta(rows []map[string]string) {
	for _, row := range rows {
		key := strings.ToLower(row["key"])
		if have, twice := p.meta[key]; twice && have != row["value"] {
			p.note(headTwice, 0, key)
			continue
		}
		p.meta[key] = row["value"]
		p.use("META "+row["key"], row["value"], aboutFile)
	}
	p.title = p.meta["description"]
}

// use says of a field that holds something whether it is not used.
func (p *pabulib) use(field, value, why string) {
	if value != "" && !strings.Contains(pabulibUsed, "|"+field+"|") {
		p.ignore(field, why)
	}
}

// has reports whether a section has a column that it needs.
func (p *pabulib) has(t *pabulibTable, column string) bool {
	if !slices.Contains(t.head, column) {
		p.note(columnMissing, 0, t.name+" "+column)
		return false
	}
	return true
}

// sections splits the file; the rows of META are returned.
func (p *pabulib) sections() []map[string]string {
	meta := &pabulibTable{name: "META"}
	p.projects, p.votes = &pabulibTable{name: "PROJECTS"}, &pabulibTable{name: "VOTES"}
	var t *pabulibTable
	for i := 0; i < len(p.lines); i++ {
		line, name := i+1, pabulibSection(p.lines[i])
		switch {
		case name != "":
			t = []*pabulibTable{meta, p.projects, p.votes}[slices.Index(pabulibSections, name)]
			p.classes[i] = header
			if t.head != nil {
				p.lost(sectionOutside, line, name)
			}
			continue
		case p.classes[i] == blankLine:
			continue
		case t == nil:
			p.lost(sectionOutside, line, p.lines[i])
			continue
		}
		cells, last := semicolons(p.lines, i)
		for ; i < last; i++ {
			p.classes[i] = header
		}
		if t != p.votes || t.head == nil {
			p.classes[i] = header
		}
		if t.head == nil {
			for _, c := range cells {
				t.head = append(t.head, strings.ToLower(c))
			}
			continue
		}
		row := make(map[string]string, len(cells))
		for k, c := range cells {
			if k < len(t.head) && t.head[k] != "" {
				row[t.head[k]] = c
			} else if c != "" {
				p.note(fieldsTooMany, line, c)
			}
		}
		t.lines, t.rows = append(t.lines, last+1), append(t.rows, row)
	}
	return meta.rows
}

// semicolons reads the fields that begin on a line, and the last line of them: a
// text in quotation marks may go on. Quotation marks that do not enclose a field
// are text.
func semicolons(lines []string, i int) (fields []string, last int) {
	last = i
	text := lines[i]
	for strings.Count(text, `"`)%2 == 1 && last+1 < len(lines) && last < i+20 {
		last++
		text += "\n" + lines[last]
	}
	err := csv.ErrQuote
	if strings.Contains(text, `"`) {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.TrimLeadingSpace = ';', true
		fields, err = r.Read()
	}
	if err != nil {
		fields, last = strings.Split(lines[i], ";"), i
	}
	for k := range fields {
		fields[k] = vocabulary.Clean(fields[k])
	}
	return fields, last
}

// readType reads how the votes are given.
func (p *pabulib) readType() bool {
	p.low, p.high, p.least = math.MinInt, math.MaxInt, math.MaxInt
	p.kind = planner.Approval
	switch t := strings.ToLower(p.meta["vote_type"]); t {
	case "approval":
	case "choose-1":
		p.meta["max_length"] = cmp.Or(p.meta["max_length"], "1")
	case "ordinal":
		p.kind = planner.Ranking
	case "cumulative":
		p.kind, p.low, p.points = planner.Points, 0, true
		p.ballots.Scale.Budget = planner.Mark(p.number("max_sum_points").N)
	case "scoring":
		p.kind, p.points = planner.Score, true
		p.score = p.number("default_score")
	case "":
		p.note(voteTypeMissing, 0, "")
	default:
		p.note(voteTypeUnknown, 0, t)
		return false
	}
	p.length = [2]planner.Limit{p.number("min_length"), p.number("max_length")}
	if !p.points {
		return true
	}
	p.sum = [2]planner.Limit{p.number("min_sum_points"), p.number("max_sum_points")}
	least, most := p.number("min_points"), p.number("max_points")
	switch {
	case least.Given && most.Given && least.N > most.N:
		p.note(metaUnreadable, 0, fmt.Sprintf("min_points;%d above max_points;%d", least.N, most.N))
		return p.has(p.votes, "points")
	case least.Given:
		p.low = max(p.low, least.N)
	}
	if most.Given {
		p.high = most.N
	}
	return p.has(p.votes, "points")
}

// maxPoints is the largest number of points that can be given.
const maxPoints = 1_000_000

// number reads a whole number of META.
func (p *pabulib) number(key string) planner.Limit {
	text := p.meta[key]
	n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 32)
	if err == nil {
		return planner.LimitOf(int(n))
	}
	if text != "" {
		p.note(metaUnreadable, 0, key+";"+text)
	}
	return planner.Limit{}
}

func (p *pabulib) readProjects() bool {
	names, codes := []string{}, []string{}
	for i, row := range p.projects.rows {
		code := row["project_id"]
		if _, twice := p.index[code]; twice || code == "" {
			p.lost(projectTwice, p.projects.lines[i], code)
			continue
		}
		p.index[code] = len(codes)
		names, codes = append(names, row["name"]), append(codes, code)
		n, err := strconv.Atoi(row["votes"])
		if err != nil {
			n = -1
		}
		p.said = append(p.said, n)
	}
	p.named = make([]int, len(codes))
	if slices.Contains(p.projects.head, "cost") || p.meta["budget"] != "" {
		p.note(costUnused, 0, "")
	}
	return p.start(names, codes)
}

func (p *pabulib) readVote(line int, vote, given string, b planner.Ballot) {
	b.Marks = p.marks()
	codes, points, length, sum := list(vote), list(given), 0, 0
	if p.points && len(points) > len(codes) {
		p.note(pointsTooMany, line, given)
	}
	for k, code := range codes {
		if code == "" {
			continue
		}
		length++
		i, ok := p.index[code]
		if !ok {
			p.note(projectUnknown, line, code)
			continue
		}
		m := k + 1
		switch {
		case p.kind == planner.Approval:
			m = 1
		case p.points:
			if m, ok = p.readPoints(line, append(points, make([]string, len(codes))...)[k]); !ok {
				continue
			}
			sum += m
		}
		if b.Marks[i] == planner.Blank {
			p.named[i]++
		}
		p.mark(line, b.Marks, i, m)
	}
	if length > 0 {
		p.checkVote(line, length, sum)
	}
	if p.kind == planner.Approval || p.score.Given {
		fill(b.Marks, planner.Mark(p.score.N))
	}
	p.add(line, b)
}

// list splits "a, b,c". An empty entry keeps its place.
func list(s string) []string {
	parts := strings.Split(strings.TrimSuffix(s, ","), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// fill answers for the issues that a vote does not name, if it names any.
func fill(marks []planner.Mark, m planner.Mark) {
	if slices.ContainsFunc(marks, func(m planner.Mark) bool { return m != planner.Blank }) {
		for i := range marks {
			if marks[i] == planner.Blank {
				marks[i] = m
			}
		}
	}
}

func (p *pabulib) readPoints(line int, text string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	switch {
	case err != nil || max(n, -n) > maxPoints:
		p.note(pointsUnreadable, line, text)
		return 0, false
	case n < p.low || n > p.high:
		p.note(pointsOutside, line, text)
		return 0, false
	}
	p.least, p.most = min(p.least, n), max(p.most, n)
	return n, true
}

// checkVote compares a vote with what META allows.
func (p *pabulib) checkVote(line, length, sum int) {
	outside := func(n int, in [2]planner.Limit) bool {
		return in[0].Given && n < in[0].N || in[1].Given && n > in[1].N
	}
	if outside(length, p.length) {
		p.note(voteLength, line, "")
	}
	if outside(sum, p.sum) {
		p.note(sumOutside, line, strconv.Itoa(sum))
	}
}

// setScale takes the declared scale of scores, or states the one taken.
func (p *pabulib) setScale() {
	if p.low == math.MinInt {
		p.low = min(p.least, 0)
	}
	if p.high == math.MaxInt {
		p.high = max(p.most, p.low+1)
		p.note(kind{
			codeScoreScale, planner.Note, fmt.Sprintf("the file has no max_points; by the points given, "+
				"the scale is taken as %d to %d", p.low, p.high), "add max_points to the section META if it is another",
		}, 0, "")
	}
	p.ballots.Scale = planner.Scale{Min: planner.Mark(p.low), Max: planner.Mark(p.high)}
}

// checkCounts compares the numbers that the file declares with those found. A
// column of votes that holds zeros alone was not filled in.
func (p *pabulib) checkCounts() {
	p.checkSum("votes", p.number("num_votes").N, int64(len(p.votes.rows)))
	p.checkSum("projects", p.number("num_projects").N, int64(len(p.projects.rows)))
	filled := slices.ContainsFunc(p.said, func(n int) bool { return n > 0 })
	for i, n := range p.said {
		if filled && n >= 0 && n != p.named[i] {
			p.note(votesDiffer, 0, fmt.Sprintf("%s: %d, there are %d", p.issues[i].ID, n, p.named[i]))
		}
	}
}
