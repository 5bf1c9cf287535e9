package disclosure

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// Results are what [Protect] takes its figures from; a nil part was not
// computed.
type Results struct {
	Balance *balance.Report // of the panel that the rules speak of
	// Words says what a target counts and the range it asks for: the result holds
	// words in place of targets. Needed where there are targets.
	Words   func(*balance.TargetResult) (label, asked string)
	Ranking *ranking.Result
	Groups  *grouping.Plan
	// Comparison holds the vote against an earlier one. Apart says that the ballots of the
	// two are the same, or differ in at least K: only then is anything told of it.
	Comparison *ranking.Comparison
	Apart      bool
}

// errPolicy is returned by [Protect] for a policy that would protect nobody.
var errPolicy = errors.New("disclosure policy")

// Protect reduces a meeting and its results to what may be published. The
// result has no way back to persons or ballots. What is shown:
//
//   - People on the published programme (roles in policy.Announced) are shown by
//     the Open dimensions exactly: anybody can count them from the programme. So
//     is everybody where the roster is open.
//   - All others, and all other dimensions, are counted in one-way tables whose
//     rows stand for at least K people ([mergeSmall]). Each table speaks of one
//     population: the panel where it is not on the programme, else those who are
//     not on it. No table of a larger one is published, from which the
//     difference would follow.
//   - Two dimensions are crossed once, for CrossAt people or more, if suppression
//     leaves a table that withstands the attacks of [suppress].
//   - Verdicts on targets are shown where the counts behind them are.
//   - Votes: see protectVotes; what changed since an earlier vote: see
//     protectChanges. Working groups: sizes, and composition only where
//     the roster is open. Names: never.
//   - What was noticed on import: numbers by severity.
//   - Provenance: version, date, seed and the settings that shape the result.
//     No file names, no command line as typed, and no hash of the inputs.
func Protect(m *planner.Meeting, r Results, prov reports.Provenance, policy Policy) (Protected, error) {
	if policy.K < 3 {
		return Protected{}, fmt.Errorf("%w: the smallest count is %d, and below 3 it protects nobody",
			errPolicy, policy.K)
	}
	if m == nil {
		m = &planner.Meeting{}
	}
	g := guard{m: m, policy: &policy, out: Protected{
		Title: m.Title, Format: m.Format, Minutes: m.Minutes, Participants: len(m.Roster),
	}}
	for i := range m.Findings {
		switch m.Findings[i].Severity {
		case planner.Error:
			g.out.Findings.Errors++
		case planner.Warning:
			g.out.Findings.Warnings++
		default:
			g.out.Findings.Notes++
		}
	}
	g.populations(r.Balance)
	g.people(r.Balance)
	g.targets(r.Balance, r.Words)
	if r.Ranking != nil {
		g.out.Votes = protectVotes(r.Ranking, &policy)
	}
	if r.Comparison != nil {
		g.out.Changes = protectChanges(r.Comparison, r.Apart, &policy)
	}
	if r.Groups != nil {
		g.out.Groups = g.groups(r.Groups)
	}
	g.out.Provenance = protectProvenance(prov, policy.Settings)
	g.notes()
	if policy.Replaces {
		g.out.replace()
	}
	return g.out, nil
}

// guard is the work of [Protect].
type guard struct {
	m      *planner.Meeting
	policy *Policy
	out    Protected
	// announced are the people shown exactly by open dimensions, protected those
	// counted in merged tables; crowd says in words who these are.
	announced, protected []*planner.Participant
	crowd                string
	// exact are the populations counted exactly: the announced people of the
	// panel, and all on the programme where they are more.
	exact []population
	// whole says that no row of a dimension's table of the protected people was
	// merged.
	whole map[planner.Dimension]bool
}

type population struct {
	words  string
	people []*planner.Participant
}

func (g *guard) isAnnounced(p *planner.Participant) bool {
	return g.policy.OpenRoster ||
		slices.ContainsFunc(p.Roles, func(r planner.Role) bool { return slices.Contains(g.policy.Announced, r) })
}

// populations decides who is shown exactly and who is counted in merged tables.
func (g *guard) populations(report *balance.Report) {
	all := make([]*planner.Participant, len(g.m.Roster))
	for i := range g.m.Roster {
		all[i] = &g.m.Roster[i]
	}
	panel := all
	if report != nil {
		panel = nil
		for _, p := range all {
			if slices.Contains(report.Panel.Members, p.ID) {
				panel = append(panel, p)
			}
		}
		g.out.Panel = Panel{Size: report.Panel.Size, Judged: report.Panel.Judged}
	}
	g.announced, g.protected = g.divide(panel)
	g.out.Panel.Announced = len(panel) > 0 && len(g.protected) == 0
	switch {
	case g.policy.OpenRoster:
		g.protected, g.crowd = all, everybody // for what is not open about them
	case len(g.protected) == 0:
		_, g.protected = g.divide(all)
		g.crowd = "everybody who is not on the programme"
	default:
		g.crowd = "the panel"
		if len(panel) == len(all) {
			g.crowd = everybody
		}
		if len(g.announced) > 0 {
			g.crowd += " apart from those on the programme"
		}
	}
	g.announcedTables(all)
}

// announcedTables decides which populations are counted exactly, and what each is
// called: the panel by its own words where all of it is announced.
func (g *guard) announcedTables(all []*planner.Participant) {
	programme, _ := g.divide(all)
	words := "people on the programme"
	switch judged := g.out.Panel.Judged; {
	case g.policy.OpenRoster && (len(g.announced) == len(all) || judged == ""):
		words = everybody
	case g.out.Panel.Announced && judged != "":
		words = judged
	}
	if len(g.announced) > 0 {
		g.exact = append(g.exact, population{words, g.announced})
	}
	if len(programme) > len(g.announced) {
		words = "all people on the programme"
		if g.policy.OpenRoster {
			words = everybody
		}
		g.exact = append(g.exact, population{words, programme})
	}
}

func (g *guard) divide(people []*planner.Participant) (announced, others []*planner.Participant) {
	for _, p := range people {
		if g.isAnnounced(p) {
			announced = append(announced, p)
		} else {
			others = append(others, p)
		}
	}
	return announced, others
}

const (
	everybody = "everybody listed"
	tooFew    = "not shown, because too few people would stand behind a figure, or all would be in one"
)

// people makes the tables.
func (g *guard) people(report *balance.Report) {
	g.whole = map[planner.Dimension]bool{}
	var measured []planner.Dimension
	if report != nil {
		for _, d := range report.Dimensions {
			measured = append(measured, d.Name)
		}
	}
	for _, a := range g.exact {
		for _, d := range dimensionsOf(a.people, nil) {
			if g.policy.Classes[d] == Open {
				t := newTally(a.people, d)
				g.out.Tables = append(g.out.Tables, Table{
					Dimension: d.Label(), Population: a.words, People: t.people, Rows: t.exact(),
				})
			}
		}
	}
	people := g.protected
	for _, d := range dimensionsOf(people, measured) {
		class := g.policy.Classes[d]
		if class == Secret || g.policy.OpenRoster && class == Open {
			continue
		}
		t := newTally(people, d)
		out := Table{Dimension: d.Label(), Population: g.crowd, People: t.people}
		rows, ok := t.protected(g.policy.K, class == Open)
		if ok && t.people >= 2*g.policy.K {
			out.Rows = rows
			g.whole[d] = !slices.ContainsFunc(rows, func(r Count) bool { return r.Merged })
		} else {
			out.Why = tooFew
		}
		g.out.Tables = append(g.out.Tables, out)
	}
	g.cross(people)
}

// cross makes the one crossed table.
func (g *guard) cross(people []*planner.Participant) {
	rows, columns := planner.Stakeholder, planner.Region
	known := dimensionsOf(people, nil)
	if g.policy.OpenRoster || !slices.Contains(known, rows) || !slices.Contains(known, columns) ||
		g.policy.Classes[rows] == Secret || g.policy.Classes[columns] == Secret {
		return
	}
	out := Cross{RowDimension: rows.Label(), ColumnDimension: columns.Label(), Population: g.crowd, People: len(people)}
	switch {
	case len(people) < g.policy.CrossAt:
		out.Why = fmt.Sprintf("not shown, because crossed counts of fewer than %d people tell about single ones",
			g.policy.CrossAt)
	case !g.fillCross(&out, people, rows, columns):
		out.Why = "not shown, because no choice of cells to hide would protect the small ones and leave a " +
			"table worth reading"
	}
	g.out.Cross = append(g.out.Cross, out)
}

// fillCross counts and hides. Rows and columns are those of the one-way tables: a
// total of other values would give by subtraction what they merge.
func (g *guard) fillCross(out *Cross, people []*planner.Participant, rows, columns planner.Dimension) bool {
	rowLabels, rowOf := g.crossLines(people, rows)
	columnLabels, columnOf := g.crossLines(people, columns)
	if rowLabels == nil || columnLabels == nil {
		return false
	}
	n := make([][]int, len(rowLabels))
	for i := range n {
		n[i] = make([]int, len(columnLabels))
	}
	for _, p := range people {
		n[rowOf[tallyValue(p, rows)]][columnOf[tallyValue(p, columns)]]++
	}
	p, ok := suppress(n, g.policy.K)
	if !ok {
		return false
	}
	out.RowLabels, out.ColumnLabels = rowLabels, columnLabels
	out.RowTotals, out.ColumnTotals = p.sums()
	for i := range n {
		line := make([]Figure, len(n[i]))
		for j, v := range n[i] {
			if !p.hidden[i][j] {
				line[j] = Show(v)
			}
		}
		out.Cells = append(out.Cells, line)
	}
	return true
}

// crossLines are the lines of a dimension's one-way table as lines of a crossed
// one: their labels, and on which line each value is counted; nil where there is
// no such table, or only one line. A few people without an answer could not be
// protected on a line of their own, so they join the line before: its sum follows
// from the one-way table and tells nothing more.
func (g *guard) crossLines(people []*planner.Participant, d planner.Dimension) (labels []string, of map[string]int) {
	t := newTally(people, d)
	lines, _ := t.lines(g.policy.K, g.policy.Classes[d] == Open)
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.count == 0 })
	if last := len(lines) - 1; last > 0 && lines[last].count < g.policy.K {
		lines[last-1].values = append(lines[last-1].values, lines[last].values...)
		lines = lines[:last]
	}
	if len(lines) < 2 {
		return nil, nil
	}
	of = map[string]int{}
	for i, l := range lines {
		labels = append(labels, t.label(l))
		for _, v := range l.values {
			of[v] = i
		}
	}
	return labels, of
}

// protectProvenance keeps what says how the result was made and drops what
// could name people or places: file names, the command as typed, and remarks. The
// hashes of the input files go too: anything computed from the inputs and published
// numbers alone could be used to test guesses about a missing row.
func protectProvenance(p reports.Provenance, public []string) reports.Provenance {
	out := reports.Provenance{
		Version: p.Version, Date: p.Date, Seed: p.Seed,
		Command: "roundtable plan FILES --seed " + strconv.FormatUint(p.Seed, 10) + " --out DIR",
	}
	for _, s := range p.Settings {
		if slices.Contains(public, s.Key) {
			out.Settings = append(out.Settings, s)
		}
	}
	return out
}

// notes says how figures were protected.
func (g *guard) notes() {
	k := strconv.Itoa(g.policy.K)
	g.out.Notes = append(g.out.Notes,
		"This edition was made from counts alone: no name, no row of the list of people and no ballot is in it.",
		"People on the published programme are counted exactly by stakeholder group and region. For all others, and "+
			"for everything else about people, a figure stands for at least "+k+" of them; smaller ones are counted "+
			"together with another, because a count of one or two can point at a person.",
		"Where one mark ("+reports.Hidden+") stands in place of a figure, it is the same mark whatever the reason. "+
			"Some figures are hidden only so that a smaller one does not follow by subtraction.",
	)
	if v := g.out.Votes; v != nil && v.Detail == ByGroup {
		g.out.Notes = append(g.out.Notes, "Support by group is told in ranges: 25 points wide for 8 to 14 ballots, "+
			"10 for 15 or more, wider at both ends where few ballots lie there, and none for fewer than 8 ballots. "+
			"The overall support is told in ranges too, so that no group's follows by subtraction.")
	}
	g.out.Notes = append(g.out.Notes, "The fingerprints of the input files are in the chair's edition. Published, "+
		"they would let anyone who knows all rows but one test guesses about the last.")
}
