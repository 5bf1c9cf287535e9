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
		return "it has no section " + pabulibSections[found] + "; the sections are META, PROJECTS and VOTES, in this order"
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

// pabulibTable is a section: the line, and the cells, of the header and each row.
type pabulibTable struct {
	name  string
	lines []int
	rows  [][]string
	used  map[string]bool // columns that were asked for
}

// cell returns a cell of a row below the header, by the name of its column.
func (t *pabulibTable) cell(row int, column string) string {
	t.used[column] = true
	for i, head := range t.rows[0] {
		if strings.EqualFold(head, column) && i < len(t.rows[row]) {
			return t.rows[row][i]
		}
	}
	return ""
}

func (t *pabulibTable) has(column string) bool {
	return len(t.rows) > 0 && slices.ContainsFunc(t.rows[0], func(s string) bool { return strings.EqualFold(s, column) })
}

// pabulib is a Pabulib file.
type pabulib struct {
	*election
	meta            map[string]string
	projects, votes *pabulibTable
	index           map[string]int // project ID → issue
	points          bool
	group           string           // the column of groups
	low, high       int              // of points, where declared
	found           [2]int           // least and largest points given
	length, sum     [2]planner.Limit // of a vote: least and most projects and points
	score           planner.Limit    // of projects that a vote does not name
	named           []int            // for each issue: the votes that name it
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
		codeLineUnreadable, planner.Error, "lines have more fields than their section has columns",
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
	voteTooLong = kind{
		codeVoteLength, planner.Warning, "votes name more projects than the file's max_length allows; they count as given",
		"remove the votes if they are not valid",
	}
	voteTooShort = kind{
		codeVoteLength, planner.Warning, "votes name fewer projects than the file's min_length asks for; they count as given",
		"remove the votes if they are not valid",
	}
	sumOutside = kind{
		codePointsBudget, planner.Warning, "points do not add up to what the file's min_sum_points and max_sum_points " +
			"allow; they count as given", "remove the votes if they are not valid",
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

func readPabulib(e *election) {
	p := &pabulib{election: e, meta: map[string]string{}, index: map[string]int{}}
	meta := p.sections()
	for i, row := range meta.rows {
		if key := strings.ToLower(row[0]); len(row) > 1 && i > 0 {
			p.meta[key] = row[1]
			if row[1] != "" && !strings.Contains(pabulibUsed, "|"+key+"|") {
				e.ignore("META "+key, aboutFile)
			}
		}
	}
	e.title = p.meta["description"]
	if !p.needs(p.projects, "project_id") || !p.needs(p.votes, "vote") || !p.readType() {
		return
	}
	p.readProjects()
	for _, head := range p.votes.rows[0] {
		m, ok := vocabulary.Header(head)
		if ok && (m.Meaning == vocabulary.Stakeholder || m.Meaning == vocabulary.Group) && p.group == "" {
			p.group = head
		}
	}
	for i := range p.votes.rows[1:] {
		p.readVote(i + 1)
	}
	if p.points && e.kind == planner.Score {
		p.setScale()
	}
	p.checkCounts()
	p.ignoreColumns(p.projects, "it tells about the projects and changes no vote")
	p.ignoreColumns(p.votes, "votes are weighted by a column of groups alone")
}

// pabulibUsed are the keys of META whose values are used, checked or told.
const pabulibUsed = "|description|num_projects|num_votes|budget|vote_type|min_length|max_length|min_points|max_points|" +
	"min_sum_points|max_sum_points|default_score|"

// sections splits the file into META, which is returned, and the others.
func (p *pabulib) sections() *pabulibTable {
	tables := make(map[string]*pabulibTable)
	for _, name := range pabulibSections {
		tables[name] = &pabulibTable{name: name, used: map[string]bool{}}
	}
	p.projects, p.votes = tables["PROJECTS"], tables["VOTES"]
	var t *pabulibTable
	for i := 0; i < len(p.lines); i++ {
		line := i + 1
		if name := pabulibSection(p.lines[i]); name != "" {
			p.classes[i] = header
			if t = tables[name]; t.rows != nil {
				p.lost(sectionOutside, line, name)
			}
			continue
		}
		if p.classes[i] == blankLine {
			continue
		}
		if t == nil {
			p.lost(sectionOutside, line, p.lines[i])
			continue
		}
		row, more := semicolons(p.lines[i:])
		for k := range more + 1 {
			p.classes[i+k] = header
		}
		if i += more; t.rows != nil && len(row) > len(t.rows[0]) && strings.Join(row[len(t.rows[0]):], "") != "" {
			p.lost(fieldsTooMany, line, strings.Join(row, ";"))
			continue
		}
		if t == p.votes && t.rows != nil {
			p.classes[line-1] = unread // until the ballot is added
		}
		t.lines, t.rows = append(t.lines, line), append(t.rows, row)
	}
	return tables["META"]
}

// semicolons reads the fields of the first line, and how many further lines
// belong to it because a quoted text goes on.
func semicolons(lines []string) (fields []string, more int) {
	text := lines[0]
	for strings.Count(text, `"`)%2 == 1 && more+1 < min(len(lines), 20) && pabulibSection(lines[more+1]) == "" {
		more++
		text += "\n" + lines[more]
	}
	if strings.Count(text, `"`)%2 == 1 {
		text, more = lines[0], 0
	}
	fields = strings.Split(text, ";")
	if strings.Contains(text, `"`) {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.TrimLeadingSpace = ';', true, true
		if parsed, err := r.Read(); err == nil {
			fields = parsed
		}
	}
	for i := range fields {
		fields[i] = vocabulary.Clean(fields[i])
	}
	return fields, more
}

func (p *pabulib) needs(t *pabulibTable, column string) bool {
	if !t.has(column) {
		p.note(columnMissing, 0, t.name+" "+column)
		return false
	}
	return true
}

// readType reads how the votes are given.
func (p *pabulib) readType() bool {
	p.low, p.high = math.MinInt, math.MaxInt
	p.found = [2]int{math.MaxInt, 0}
	switch t := strings.ToLower(p.meta["vote_type"]); t {
	case "approval":
		p.kind = planner.Approval
	case "choose-1":
		p.kind = planner.Approval
		p.meta["max_length"] = cmp.Or(p.meta["max_length"], "1")
	case "ordinal":
		p.kind = planner.Ranking
	case "cumulative":
		p.kind, p.low, p.points = planner.Points, 0, true
		p.ballots.Scale.Budget = planner.Mark(p.number("max_sum_points").N)
	case "scoring":
		p.kind, p.points = planner.Score, true
	case "":
		p.kind = planner.Approval
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
	p.score = p.number("default_score")
	least, most := p.number("min_points"), p.number("max_points")
	if least.Given && most.Given && least.N > most.N {
		p.note(metaUnreadable, 0, fmt.Sprintf("min_points;%d above max_points;%d", least.N, most.N))
		return p.needs(p.votes, "points")
	}
	if least.Given {
		p.low = max(p.low, least.N)
	}
	if most.Given {
		p.high = most.N
	}
	return p.needs(p.votes, "points")
}

// maxPoints is the largest number of points that can be given.
const maxPoints = 1_000_000

// number reads a whole number of META.
func (p *pabulib) number(key string) planner.Limit {
	text := p.meta[key]
	if text == "" {
		return planner.Limit{}
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 32)
	if err != nil {
		p.note(metaUnreadable, 0, key+";"+text)
		return planner.Limit{}
	}
	return planner.LimitOf(int(n))
}

func (p *pabulib) readProjects() {
	var names, codes []string
	for i := range p.projects.rows {
		if i == 0 {
			continue
		}
		code := p.projects.cell(i, "project_id")
		if _, twice := p.index[code]; twice || code == "" {
			p.lost(projectTwice, p.projects.lines[i], code)
			p.projects.rows[i] = nil
			continue
		}
		p.index[code] = len(codes)
		codes = append(codes, code)
		names = append(names, p.projects.cell(i, "name"))
	}
	if len(codes) > maxIssues {
		p.note(tooManyIssues, 0, "")
		clear(p.index)
		names, codes = nil, nil
	}
	p.start(names, append([]string{}, codes...))
	p.named = make([]int, len(codes))
	if p.projects.has("cost") || p.meta["budget"] != "" {
		p.projects.used["cost"] = true
		p.note(costUnused, 0, "")
	}
}

func (p *pabulib) readVote(row int) {
	line := p.votes.lines[row]
	b := planner.Ballot{Marks: p.blank(), Voter: p.votes.cell(row, "voter_id")}
	if p.group != "" {
		b.Group = groupName(p.votes.cell(row, p.group))
	}
	codes := list(p.votes.cell(row, "vote"))
	var points []string
	if p.points {
		points = list(p.votes.cell(row, "points"))
		if len(points) > len(codes) {
			p.note(pointsTooMany, line, strings.Join(points, ","))
		}
	}
	sum := 0
	for k, code := range codes {
		i, ok := p.index[code]
		if !ok {
			p.note(projectUnknown, line, code)
			continue
		}
		m := 1
		if p.kind == planner.Ranking {
			m = k + 1
		}
		if p.points {
			if m, ok = p.readPoints(line, points, k); !ok {
				continue
			}
			sum += m
		}
		if b.Marks[i] == planner.Blank {
			p.named[i]++
		}
		p.mark(line, b.Marks, i, m)
	}
	if len(codes) > 0 {
		p.checkVote(line, len(codes), sum)
		p.fill(b.Marks)
	}
	p.add(line, b)
}

// list splits "a, b,c"; nothing is no entry.
func list(s string) []string {
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return parts
}

func (p *pabulib) readPoints(line int, points []string, k int) (int, bool) {
	text := ""
	if k < len(points) {
		text = points[k]
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	switch {
	case err != nil || max(n, -n) > maxPoints:
		p.note(pointsUnreadable, line, text)
		return 0, false
	case n < p.low || n > p.high:
		p.note(pointsOutside, line, text)
		return 0, false
	}
	p.found = [2]int{min(p.found[0], n), max(p.found[1], n)}
	return n, true
}

// checkVote compares a vote with what META allows.
func (p *pabulib) checkVote(line, length, sum int) {
	if most := p.length[1]; most.Given && length > most.N {
		p.note(voteTooLong, line, "")
	}
	if length < p.length[0].N {
		p.note(voteTooShort, line, "")
	}
	if least, most := p.sum[0], p.sum[1]; least.Given && sum < least.N || most.Given && sum > most.N {
		p.note(sumOutside, line, strconv.Itoa(sum))
	}
}

// fill answers for the projects that a vote does not name: not approved, or the
// default_score of META where there is one.
func (p *pabulib) fill(marks []planner.Mark) {
	if p.kind != planner.Approval && (p.kind != planner.Score || !p.score.Given) ||
		!slices.ContainsFunc(marks, func(m planner.Mark) bool { return m != planner.Blank }) {
		return
	}
	for i, m := range marks {
		if m == planner.Blank {
			marks[i] = planner.Mark(p.score.N)
		}
	}
}

// setScale takes the declared scale of scores, or states the one taken.
func (p *pabulib) setScale() {
	if p.low == math.MinInt {
		p.low = min(p.found[0], 0)
	}
	if p.high == math.MaxInt {
		p.high = max(p.found[1], p.low+1)
		p.note(kind{
			codeScoreScale, planner.Note, fmt.Sprintf("the file has no max_points; by the points given, "+
				"the scale is taken as %d to %d", p.low, p.high), "add max_points to the section META if it is another",
		}, 0, "")
	}
	p.ballots.Scale.Min, p.ballots.Scale.Max = planner.Mark(p.low), planner.Mark(p.high)
}

// checkCounts compares the numbers that the file declares with those found.
func (p *pabulib) checkCounts() {
	p.checkSum("votes", p.number("num_votes").N, int64(len(p.votes.rows)-1))
	p.checkSum("projects", p.number("num_projects").N, int64(len(p.projects.rows)-1))
	var differ []string
	counted := false
	for row := range p.projects.rows {
		code := ""
		if row > 0 && p.projects.rows[row] != nil {
			code = p.projects.cell(row, "project_id")
		}
		i, ok := p.index[code]
		said, err := strconv.Atoi(p.projects.cell(row, "votes"))
		if !ok || err != nil {
			continue
		}
		counted = counted || said > 0
		if said != p.named[i] {
			differ = append(differ, fmt.Sprintf("%s: %d, there are %d", code, said, p.named[i]))
		}
	}
	for _, s := range differ {
		if counted {
			p.note(votesDiffer, 0, s)
		}
	}
}

// ignoreColumns names the columns that nothing asked for.
func (p *pabulib) ignoreColumns(t *pabulibTable, why string) {
	for _, head := range t.rows[0] {
		if head != "" && !t.used[strings.ToLower(head)] && !t.used[head] {
			p.ignore(t.name+" "+head, why)
		}
	}
}
