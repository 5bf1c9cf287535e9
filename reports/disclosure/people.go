package disclosure

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
)

// everybody is the code of all who are listed.
const everybody = "everybody"

// crowds are the codes of those who are counted in merged tables, by whether the panel is
// everybody, and whether some of it are on the programme.
var crowds = map[[2]bool]string{
	{true, true}:  "everybody-off-programme",
	{true, false}: everybody,
	{false, true}: "panel-off-programme",
	{}:            "panel",
}

func (g *guard) isAnnounced(p *planner.Participant) bool {
	return g.policy.OpenRoster ||
		slices.ContainsFunc(p.Roles, func(r planner.Role) bool { return slices.Contains(g.policy.Announced, r) })
}

// divide parts people of the roster into those on the programme and the others.
func (g *guard) divide(of func(*planner.Participant) bool) (announced, others []*planner.Participant) {
	for i := range g.m.Roster {
		switch p := &g.m.Roster[i]; {
		case !of(p):
		case g.isAnnounced(p):
			announced = append(announced, p)
		default:
			others = append(others, p)
		}
	}
	return announced, others
}

// people makes the tables: those on the programme exactly by open dimensions, all others
// and everything else in merged ones.
func (g *guard) people(report *balance.Report) {
	var measured []planner.Dimension
	if report != nil {
		g.out.Panel = Panel{Size: report.Panel.Size, Kind: string(report.Panel.Kind)}
		for i := range report.Dimensions {
			measured = append(measured, report.Dimensions[i].Name)
		}
	}
	g.populations(report)
	for _, d := range dimensionsOf(g.protected, measured) {
		class := g.policy.Classes[d]
		if class != Secret && (!g.policy.OpenRoster || class != Open) {
			g.out.Tables = append(g.out.Tables, g.merged(d))
		}
	}
	if g.apart {
		g.cross()
	}
}

// populations decides of whom tables are made. Exactly, those of the panel who are on the
// programme and, where these are more, all who are; then one population in merged tables,
// the panel where it is not on the programme, else those who are not on it. No table of a
// larger one is made, from which the difference would follow; nor are two made exactly of
// people of whom few differ: that would be the one who withdraws.
func (g *guard) populations(report *balance.Report) {
	programme, rest := g.divide(func(*planner.Participant) bool { return true })
	g.announced, g.protected = g.divide(func(p *planner.Participant) bool {
		return report == nil || slices.Contains(report.Panel.Members, p.ID)
	})
	whole := len(g.announced)+len(g.protected) == len(g.m.Roster)
	g.out.Panel.Announced = len(g.announced) > 0 && len(g.protected) == 0

	who, larger := Saying{Code: "programme"}, Saying{Code: "programme-all"}
	if g.policy.OpenRoster {
		larger.Code = everybody
	}
	switch {
	case g.policy.OpenRoster && whole:
		who = larger
	case g.out.Panel.Announced && g.out.Panel.Size > 0:
		who = Saying{Code: "panel", Who: g.out.Panel.Kind}
	}
	g.out.Tables = g.exact(g.announced, who)
	more := len(programme) - len(g.announced)
	if g.apart = more == 0 || more >= g.policy.K; more > 0 && g.apart {
		g.out.Tables = append(g.out.Tables, g.exact(programme, larger)...)
	}

	g.crowd.Code = crowds[[2]bool{whole, len(g.announced) > 0}]
	switch {
	case g.policy.OpenRoster:
		g.protected, g.crowd.Code = programme, everybody // for what is not open about them
	case len(g.protected) == 0:
		g.protected, g.crowd.Code = rest, "off-programme"
	}
}

// exact are the tables of people by the open dimensions.
func (g *guard) exact(people []*planner.Participant, who Saying) []Table {
	var out []Table
	for _, d := range dimensionsOf(people, nil) {
		if g.policy.Classes[d] == Open {
			out = append(out, Table{
				Dimension: string(d), Population: who, People: len(people), Rows: newTally(people, d).rows,
			})
		}
	}
	return out
}

// merged is the table of a dimension with small counts merged. Where that leaves no line
// for women, the share of women is told in its place, never beside it: a range and a sum
// together can have one solution. Of how few there are that are too few, nothing is told.
func (g *guard) merged(d planner.Dimension) Table {
	t := newTally(g.protected, d)
	out := Table{Dimension: string(d), Population: g.crowd, People: t.people}
	rows, ok := t.protected(g.policy.K)
	ownLine := func(r Count) bool { return r.Label == "woman" }
	switch {
	case t.people < 2*g.policy.K:
		out.People, out.Why.Code = 0, "too-few"
	case d == planner.Gender && !slices.ContainsFunc(rows, ownLine):
		out.Why.Code = t.women()
	case !ok:
		out.Why.Code = "too-few"
	default:
		out.Rows = rows
		g.whole[d] = !slices.ContainsFunc(rows, func(r Count) bool { return r.Merged })
	}
	return out
}

// cross makes the one crossed table, of two dimensions that are public for everybody.
func (g *guard) cross() {
	rows, columns := planner.Stakeholder, planner.Region
	known := dimensionsOf(g.protected, nil)
	for _, d := range []planner.Dimension{rows, columns} {
		if !g.policy.OpenRoster || g.policy.Classes[d] != Open || !slices.Contains(known, d) {
			return
		}
	}
	out := Cross{
		RowDimension: string(rows), ColumnDimension: string(columns), Population: g.crowd, People: len(g.protected),
	}
	cells := map[[2]string]int{}
	for _, p := range g.protected {
		cells[[2]string{valueOf(p, rows), valueOf(p, columns)}]++
	}
	for _, c := range newTally(g.protected, columns).rows {
		out.ColumnLabels = append(out.ColumnLabels, c.Label)
	}
	for _, r := range newTally(g.protected, rows).rows {
		var line []int
		for _, c := range out.ColumnLabels {
			line = append(line, cells[[2]string{r.Label, c}])
		}
		out.RowLabels, out.Cells = append(out.RowLabels, r.Label), append(out.Cells, line)
	}
	g.out.Cross = append(g.out.Cross, out)
}
