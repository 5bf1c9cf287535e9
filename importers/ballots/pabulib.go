package ballots

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Pabulib files, https://pabulib.org/format: the sections META, PROJECTS and
// VOTES, each a table separated by semicolons. vote_type is approval,
// choose-1, ordinal (best first), cumulative or scoring (with a points column).

func looksPabulib(lines []string) bool {
	found := 0
	for _, l := range lines {
		if found < 3 && isPabulibSection(l) == [3]string{"META", "PROJECTS", "VOTES"}[found] {
			found++
		}
	}
	return found == 3
}

func isPabulibSection(l string) string {
	switch s := strings.ToUpper(strings.Trim(strings.TrimSpace(l), ";")); s {
	case "META", "PROJECTS", "VOTES":
		return s
	}
	return ""
}

// pabulibRow is a row of a section with its line.
type pabulibRow struct {
	line  int
	cells []string
}

func readPabulib(e *election) {
	sections := e.pabulibSections()
	meta := make(map[string]string)
	for _, r := range sections["META"] {
		if len(r.cells) >= 2 {
			meta[strings.ToLower(strings.TrimSpace(r.cells[0]))] = strings.TrimSpace(r.cells[1])
		}
	}
	e.title = meta["description"]
	index := e.pabulibProjects(sections["PROJECTS"])
	if index == nil {
		return
	}
	p := e.pabulibType(meta)
	rows := sections["VOTES"]
	if len(rows) == 0 {
		e.fault(0, "", "the section VOTES has no header")
		return
	}
	head := headIndex(rows[0].cells)
	if _, ok := head["vote"]; !ok {
		e.fault(rows[0].line, strings.Join(rows[0].cells, ";"), "the section VOTES has no column \"vote\"")
		return
	}
	e.pabulibGroup(&p, head)
	for _, r := range rows[1:] {
		e.pabulibVote(r, head, index, p)
	}
	if n, err := strconv.Atoi(meta["num_votes"]); err == nil && n != len(rows)-1 {
		e.note(planner.Warning, 0, codeBallotCount, meta["num_votes"],
			fmt.Sprintf("the file says it has %d votes, but there are %d", n, len(rows)-1),
			"check that the file is complete")
	}
}

// pabulibSections splits the file; blank lines are left out.
func (e *election) pabulibSections() map[string][]pabulibRow {
	out := make(map[string][]pabulibRow)
	section := ""
	for i, l := range e.lines {
		if s := isPabulibSection(l); s != "" {
			section = s
			continue
		}
		if strings.TrimSpace(l) == "" || section == "" {
			continue
		}
		cells := strings.Split(l, ";")
		if strings.Contains(l, `"`) {
			r := csv.NewReader(strings.NewReader(l))
			r.Comma, r.LazyQuotes = ';', true
			if parsed, err := r.Read(); err == nil {
				cells = parsed
			}
		}
		out[section] = append(out[section], pabulibRow{i + 1, cells})
	}
	return out
}

func headIndex(cells []string) map[string]int {
	head := make(map[string]int)
	for i, c := range cells {
		head[strings.ToLower(strings.TrimSpace(c))] = i
	}
	return head
}

func (e *election) pabulibProjects(rows []pabulibRow) map[string]int {
	if len(rows) == 0 {
		e.fault(0, "", "the section PROJECTS is empty")
		return nil
	}
	head := headIndex(rows[0].cells)
	id, ok := head["project_id"]
	if !ok {
		e.fault(rows[0].line, strings.Join(rows[0].cells, ";"), "the section PROJECTS has no column \"project_id\"")
		return nil
	}
	index := make(map[string]int)
	var names, codes []string
	for _, r := range rows[1:] {
		code := cellAt(r.cells, id)
		if _, twice := index[code]; twice || code == "" {
			e.fault(r.line, code, "the project number %q is missing or used twice", code)
			continue
		}
		index[code] = len(codes)
		codes = append(codes, code)
		name := ""
		if n, ok := head["name"]; ok {
			name = cellAt(r.cells, n)
		}
		names = append(names, name)
	}
	e.start(names, codes)
	return index
}

func cellAt(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[i])
}

// pabulibPlan is how the votes of the file are to be read.
type pabulibPlan struct {
	group  int // column, or -1
	points bool
}

func (e *election) pabulibType(meta map[string]string) pabulibPlan {
	number := func(key string) planner.Mark {
		n, err := strconv.ParseFloat(meta[key], 64)
		if err != nil || n < 0 || n > 1e6 {
			return 0
		}
		return planner.Mark(math.Round(n))
	}
	p := pabulibPlan{group: -1}
	switch meta["vote_type"] {
	case "ordinal":
		e.kind = planner.Ranking
	case "cumulative":
		e.kind, p.points = planner.Points, true
		e.scale = planner.Scale{Budget: number("max_sum_points")}
	case "scoring":
		e.kind, p.points = planner.Score, true
		e.scale = planner.Scale{Min: number("min_points"), Max: number("max_points")}
	default:
		e.kind = planner.Approval
	}
	return p
}

// pabulibGroup looks for the first column of groups.
func (e *election) pabulibGroup(p *pabulibPlan, head map[string]int) {
	for name, i := range head {
		m, ok := vocabulary.Header(name)
		if ok && (m.Meaning == vocabulary.Stakeholder || m.Meaning == vocabulary.Group) &&
			(p.group < 0 || i < p.group) {
			p.group = i
		}
	}
}

func (e *election) pabulibVote(r pabulibRow, head map[string]int, index map[string]int, p pabulibPlan) {
	b := planner.Ballot{Marks: e.blank()}
	if i, ok := head["voter_id"]; ok {
		b.Voter = cellAt(r.cells, i)
	}
	if p.group >= 0 {
		b.Group = groupName(cellAt(r.cells, p.group))
	}
	vote := cellAt(r.cells, head["vote"])
	var points []string
	if i, ok := head["points"]; ok && p.points {
		points = strings.Split(cellAt(r.cells, i), ",")
	}
	tier := 0
	for k, code := range strings.Split(vote, ",") {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		i, ok := index[code]
		if !ok {
			e.fault(r.line, code, "project %q is not in the section PROJECTS", clip(code))
			continue
		}
		tier++
		mark := 1
		switch {
		case e.kind == planner.Ranking:
			mark = tier
		case p.points:
			n, err := strconv.ParseFloat(cellAt(points, k), 64)
			if err != nil || n != math.Trunc(n) || math.Abs(n) > 1e6 {
				e.fault(r.line, cellAt(points, k), "the points %q for project %q are not a whole number",
					clip(cellAt(points, k)), clip(code))
				continue
			}
			mark = int(n)
			e.scale.Max = max(e.scale.Max, planner.Mark(mark))
		}
		e.rank(r.line, b.Marks, i, mark)
	}
	if e.kind == planner.Approval && tier > 0 {
		blankIsNo(b.Marks)
	}
	e.add(r.line, b)
}
