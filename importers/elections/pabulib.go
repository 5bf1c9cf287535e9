package elections

import (
	"encoding/csv"
	"fmt"
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
	head  []string
	lines []int
	rows  []map[string]string
}

// pabulib is a Pabulib file.
type pabulib struct {
	*election
	tables      map[string]*pabulibTable // by section
	meta        map[string]string
	limits      map[string]planner.Limit // the numbers of META
	points      bool
	least, most int // points given
}

var (
	sectionOutside   = kind{codeLineUnreadable, "outside", planner.Error}
	columnMissing    = kind{codeLineUnreadable, "column", planner.Error}
	fieldsTooMany    = kind{codeLineUnreadable, "fields", planner.Error}
	projectTwice     = kind{codeLineUnreadable, "projects", planner.Error}
	voteTypeUnknown  = kind{codeVoteType, "unknown", planner.Error}
	voteTypeMissing  = kind{codeVoteType, "missing", planner.Warning}
	metaUnreadable   = kind{codeLineUnreadable, "meta", planner.Warning}
	costUnused       = kind{codeCostUnused, "", planner.Note}
	voteLength       = kind{codeVoteLength, "", planner.Warning}
	sumOutside       = kind{codePointsBudget, "sum", planner.Warning}
	pointsOutside    = kind{codeScoreOutOfRange, "points", planner.Warning}
	pointsUnreadable = kind{codeValueUnreadable, "points", planner.Error}
	pointsTooMany    = kind{codeValueUnreadable, "more-points", planner.Error}
	votesDiffer      = kind{codeBallotCount, "projects-votes", planner.Warning}
)

// pabulibUsed are the keys of META, and the columns, that are used, checked or told.
const pabulibUsed = "|META key|META description|META num_projects|META num_votes|META budget|META vote_type|" +
	"META min_length|META max_length|META min_points|META max_points|META min_sum_points|META max_sum_points|" +
	"META default_score|PROJECTS project_id|PROJECTS cost|PROJECTS name|PROJECTS votes|VOTES voter_id|VOTES vote|"

func readPabulib(e *election) {
	p := &pabulib{election: e, tables: map[string]*pabulibTable{}, meta: map[string]string{}}
	p.readSections()
	p.readMeta()
	projects, votes := p.tables["PROJECTS"], p.tables["VOTES"]
	if !p.has("PROJECTS", "project_id") || !p.has("VOTES", "vote") || !p.readType() || !p.readProjects(projects) {
		return
	}
	for _, column := range projects.head {
		p.use("PROJECTS "+column, column, aboutProjects)
	}
	group := ""
	for _, column := range votes.head {
		m, ok := vocabulary.Header(column)
		switch {
		case group == "" && ok && (m.Meaning == vocabulary.Stakeholder || m.Meaning == vocabulary.Group):
			group = column
		case column != "points" || !p.points:
			p.use("VOTES "+column, column, groupsAlone)
		}
	}
	for i, row := range votes.rows {
		v := vote{line: votes.lines[i], count: "1", voter: row["voter_id"], group: row[group]}
		p.readVote(v, list(row["vote"]), list(row["points"]))
	}
	p.setScale()
	p.checkCounts(projects.rows, votes.rows)
}

// numericKeys are the keys of META that hold whole numbers.
var numericKeys = []string{
	"num_votes", "num_projects", "min_length", "max_length", "min_points", "max_points", "min_sum_points",
	"max_sum_points", "default_score",
}

func (p *pabulib) readMeta() {
	for _, row := range p.tables["META"].rows {
		key := strings.ToLower(row["key"])
		if have, twice := p.meta[key]; twice && have != row["value"] {
			p.note(headTwice, 0, key)
			continue
		}
		p.meta[key] = row["value"]
		p.use("META "+row["key"], row["value"], aboutFile)
	}
	p.Title, p.limits = p.meta["description"], make(map[string]planner.Limit)
	for _, key := range numericKeys {
		n, err := strconv.ParseInt(strings.TrimSuffix(p.meta[key], ".0"), 10, 32)
		if err == nil {
			p.limits[key] = planner.LimitOf(int(n))
		} else if p.meta[key] != "" {
			p.note(metaUnreadable, 0, key+";"+p.meta[key])
		}
	}
}

// use says of a field that holds something whether it is not used.
func (p *pabulib) use(field, value string, why reason) {
	if value != "" && !strings.Contains(pabulibUsed, "|"+field+"|") {
		p.ignore(field, why)
	}
}

// has reports whether a section has a column that it needs.
func (p *pabulib) has(section, column string) bool {
	if !slices.Contains(p.tables[section].head, column) {
		p.note(columnMissing, 0, section+" "+column)
		return false
	}
	return true
}

// readSections splits the file.
func (p *pabulib) readSections() {
	var t *pabulibTable
	for i := 0; i < len(p.lines); i++ {
		name := pabulibSection(p.lines[i])
		switch {
		case p.classes[i] == blankLine:
			continue
		case name != "" && p.tables[name] == nil:
			p.classes[i] = header
			t = &pabulibTable{}
			p.tables[name] = t
			continue
		case name != "" || t == nil:
			p.lost(sectionOutside, i+1, p.lines[i])
			continue
		}
		first := i
		var cells []string
		cells, i = semicolons(p.lines, i)
		for k := range p.classes[first : i+1] {
			p.classes[first+k] = header // those of votes become ballots
		}
		if t.head == nil {
			t.head = strings.Split(strings.ToLower(strings.Join(cells, ";")), ";")
			continue
		}
		row := make(map[string]string, len(cells))
		for k, c := range cells {
			if k < len(t.head) && t.head[k] != "" {
				row[t.head[k]] = c
			} else if c != "" {
				p.note(fieldsTooMany, i+1, c)
			}
		}
		t.lines, t.rows = append(t.lines, i+1), append(t.rows, row)
	}
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

// voteTypes are the types of votes: what they are, and whether they have points.
var voteTypes = map[string]struct {
	kind   planner.BallotKind
	points bool
}{
	"approval": {planner.Approval, false}, "choose-1": {planner.Approval, false}, "ordinal": {planner.Ranking, false},
	"cumulative": {planner.Points, true}, "scoring": {planner.Score, true},
}

// readType reads how the votes are given.
func (p *pabulib) readType() bool {
	name := strings.ToLower(p.meta["vote_type"])
	if name == "" {
		p.note(voteTypeMissing, 0, "")
		name = "approval"
	}
	t, ok := voteTypes[name]
	if !ok {
		p.note(voteTypeUnknown, 0, name)
		return false
	}
	p.kind, p.points = t.kind, t.points
	if score := p.limits["default_score"]; t.kind == planner.Approval || t.kind == planner.Score && score.Given {
		p.others = planner.Mark(score.N)
	}
	if _, given := p.limits["max_length"]; name == "choose-1" && !given {
		p.limits["max_length"] = planner.LimitOf(1)
	}
	return !p.points || p.has("VOTES", "points")
}

// maxPoints is the largest number of points that can be given.
const maxPoints = 1_000_000

func (p *pabulib) readProjects(t *pabulibTable) bool {
	names, codes, seen := []string{}, []string{}, map[string]bool{"": true}
	for i, row := range t.rows {
		code := row["project_id"]
		if seen[code] {
			p.lost(projectTwice, t.lines[i], code)
			continue
		}
		seen[code] = true
		names, codes = append(names, row["name"]), append(codes, code)
	}
	if slices.Contains(t.head, "cost") || p.meta["budget"] != "" {
		p.note(costUnused, 0, "")
	}
	return p.start(names, codes)
}

// list splits "a, b,c". An empty entry keeps its place.
func list(s string) []string {
	parts := strings.Split(strings.TrimSuffix(s, ","), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func (p *pabulib) readVote(v vote, codes, points []string) {
	if p.points && len(points) > len(codes) {
		p.note(pointsTooMany, v.line, strings.Join(points, ","))
	}
	points = append(points, make([]string, len(codes))...)
	length, sum := 0, 0
	for k, code := range codes {
		if code == "" {
			continue
		}
		length++
		mark, ok := k+1, true
		if p.kind == planner.Approval {
			mark = 1
		} else if p.points {
			mark, ok = p.readPoints(v.line, points[k])
			sum += mark
		}
		if ok {
			v.said = append(v.said, mention{code, mark})
		}
	}
	if length > 0 && p.outside(length, "min_length", "max_length") {
		p.note(voteLength, v.line, "")
	}
	if length > 0 && p.points && p.outside(sum, "min_sum_points", "max_sum_points") {
		p.note(sumOutside, v.line, strconv.Itoa(sum))
	}
	p.cast(v)
}

func (p *pabulib) readPoints(line int, text string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	switch {
	case err != nil || max(n, -n) > maxPoints:
		p.note(pointsUnreadable, line, text)
		return 0, false
	case p.kind == planner.Points && n < 0, p.outside(n, "min_points", "max_points"):
		p.note(pointsOutside, line, text)
		return 0, false
	}
	p.least, p.most = min(p.least, n), max(p.most, n)
	return n, true
}

// outside reports whether a number is outside the limits of META.
func (p *pabulib) outside(n int, least, most string) bool {
	low, high := p.limits[least], p.limits[most]
	return low.Given && n < low.N || high.Given && n > high.N
}

// setScale takes the declared scale of scores, or states the one taken.
func (p *pabulib) setScale() {
	scale, low, high := &p.Ballots.Scale, p.limits["min_points"], p.limits["max_points"]
	switch {
	case p.kind == planner.Points:
		scale.Budget = planner.Mark(p.limits["max_sum_points"].N)
		return
	case p.kind != planner.Score:
		return
	case !low.Given:
		low.N = p.least
	}
	if !high.Given || high.N <= low.N {
		high.N = max(p.most, low.N+1)
		p.tell(kind{codeScoreScale, "file", planner.Note}, facts{"min": low.N, "max": high.N})
	}
	scale.Min, scale.Max = planner.Mark(low.N), planner.Mark(high.N)
}

// checkCounts compares the numbers that the file declares with those found. A
// column of votes that holds zeros alone was not filled in.
func (p *pabulib) checkCounts(projects, votes []map[string]string) {
	p.checkSum("votes", p.limits["num_votes"].N, int64(len(votes)))
	p.checkSum("projects", p.limits["num_projects"].N, int64(len(projects)))
	filled := slices.ContainsFunc(projects, func(row map[string]string) bool {
		return strings.Trim(row["votes"], "0") != ""
	})
	for _, row := range projects {
		n, err := strconv.Atoi(row["votes"])
		code := row["project_id"]
		if i, known := p.index[code]; known && filled && err == nil && n != p.named[i] {
			p.note(votesDiffer, 0, fmt.Sprintf("%s: %d ≠ %d", code, n, p.named[i]))
		}
	}
}
