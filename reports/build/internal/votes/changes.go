package votes

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// ChangesSection holds the vote against an earlier one: who moved where, by group, and
// which changes are more than a few people.
func ChangesSection(b *brief.Brief) *reports.Section {
	c := b.In.Comparison
	if c == nil {
		return nil
	}
	s := &reports.Section{ID: "changes", Title: b.Say("changes.heading", nil), Lead: firstPlaces(b)}
	s.Add(changeVerdicts(b), reports.List{Items: turnout(b)}, changesChart(b), sameVotersTable(b))
	s.Add(groupChanges(b)...)
	return s
}

// firstPlaces says which issue was first before and which is now.
func firstPlaces(b *brief.Brief) string {
	var was, is []string
	for i := range b.In.Comparison.Issues {
		x := &b.In.Comparison.Issues[i]
		if x.Before == 1 {
			was = append(was, brief.QuotedIssue(x.ID, x.Name, 70))
		}
		if x.After == 1 {
			is = append(is, brief.QuotedIssue(x.ID, x.Name, 70))
		}
	}
	switch {
	case len(was) == 0 || len(is) == 0:
		return b.Say("changes.no-order", nil)
	case slices.Equal(was, is):
		return b.Say("changes.first-stays", messages.Args{"n": len(is), "issues": b.Some(is, 4)})
	default:
		return b.Say("changes.first-moves", messages.Args{"before": b.Some(was, 4), "now": b.Some(is, 4)})
	}
}

// turnout says who voted when. The two votes are never counted together.
func turnout(b *brief.Brief) []string {
	c := b.In.Comparison
	var out []string
	for _, x := range []struct {
		code string
		vote *ranking.VoteFacts
	}{{"before", &c.Before}, {"now", &c.After}} {
		a := messages.Args{"n": int(x.vote.Ballots), "how": weightWords(b.Catalogue, x.vote.Weights)}
		code := x.code
		if a["file"] = reports.InText(x.vote.Name); x.vote.Name != "" {
			code += "-file"
		}
		out = append(out, b.Say("turnout."+code, a))
	}
	v := c.Voters
	if v == nil {
		return append(out, b.Say("turnout.not-known", nil))
	}
	out = append(out, b.Say("turnout.voters", messages.Args{
		"both": int(v.Both), "before": int(v.OnlyBefore), "now": int(v.OnlyAfter),
	}))
	if n := v.UnnamedBefore + v.UnnamedAfter; n > 0 {
		out = append(out, b.Say("turnout.unnamed", messages.Args{"n": int(n)}))
	}
	return out
}

// changeVerdicts is one line an issue, the largest change of support first.
func changeVerdicts(b *brief.Brief) reports.Block {
	c := b.In.Comparison
	var items []reports.Verdict
	warn := func(text string) { items = append(items, reports.Verdict{State: reports.Warn, Text: text}) }
	forms := func(kinds []ranking.KindCount) []string {
		return brief.Each(formsOf(kinds), func(form string) string { return b.Say("ballot."+form, nil) })
	}
	if !slices.Equal(formsOf(c.Before.Kinds), formsOf(c.After.Kinds)) {
		warn(b.Say("changes.forms", messages.Args{"before": forms(c.Before.Kinds), "now": forms(c.After.Kinds)}))
	}
	if c.Before.Weights != c.After.Weights {
		warn(b.Say("changes.weights", nil))
	}
	for _, x := range bySize(c) {
		name := messages.Args{"issue": brief.QuotedIssue(x.ID, x.Name, 70)}
		switch {
		case x.Change.Change == nil && x.After == 0:
			items = append(items, brief.Info(b.Say("changes.before-only", name)))
		case x.Change.Change == nil && x.Before == 0:
			items = append(items, brief.Info(b.Say("changes.now-only", name)))
		case x.Change.Change == nil || *x.Change.Change == 0:
			items = append(items, brief.Info(b.Say("changes.same", name)))
		default:
			items = append(items, changeVerdict(b, x)...)
		}
	}
	return reports.Verdicts{Items: items}
}

// bySize lists the issues, the largest change of support first.
func bySize(c *ranking.Comparison) []*ranking.IssueChange {
	var list []*ranking.IssueChange
	for i := range c.Issues {
		list = append(list, &c.Issues[i])
	}
	size := func(x *ranking.IssueChange) float64 {
		if x.Change.Change == nil {
			return -1
		}
		return math.Abs(*x.Change.Change)
	}
	slices.SortStableFunc(list, func(x, y *ranking.IssueChange) int { return cmp.Compare(size(y), size(x)) })
	return list
}

// changeVerdict says by how much an issue rose or fell, and whether that is more than a few
// people, or the work of who came and who left.
func changeVerdict(b *brief.Brief, x *ranking.IssueChange) []reports.Verdict {
	a := messages.Args{
		"issue": brief.QuotedIssue(x.ID, x.Name, 70), "before": b.Number(*x.SupportBefore, 1),
		"now": b.Number(*x.SupportAfter, 1), "from": x.Before, "to": x.After,
	}
	code := "rose"
	if *x.Change.Change < 0 {
		code = "fell"
	}
	if x.Before == x.After {
		code += "-stays"
	}
	v := brief.Info(b.Say("changed."+code, a))
	if n := (messages.Args{"n": int(*x.VotersNeeded)}); x.MoreThanAFew {
		v.Detail = b.Say("changes.many-people", n)
	} else {
		v.Detail = b.Say("changes.few-people", n)
	}
	out := []reports.Verdict{v}
	if s := x.SameVoters; s != nil && opposite(*x.Change.Change, s.After-s.Before) {
		out = append(out, brief.Info(b.Say("changes.turnover", messages.Args{
			"issue": brief.QuotedIssue(x.ID, x.Name, 70), "before": b.Number(s.Before, 1), "now": b.Number(s.After, 1),
		})))
	}
	return out
}

// opposite reports whether two changes do not go the same way.
func opposite(all, same float64) bool { return all*same <= 0 && math.Abs(all) > 0.05 }

// changesChart shows the headline figure before and now.
func changesChart(b *brief.Brief) reports.Block {
	c := b.In.Comparison
	scale := comparedScale(b, c)
	out := reports.Chart{
		ID: "chart-changes", Kind: reports.Bar, Max: 100, Axis: axisOf(b, scale), Title: axisOf(b, scale),
		Summary: firstPlaces(b),
		Series:  []reports.Series{{Name: b.Say("changes.before", nil)}, {Name: b.Say("changes.now", nil)}},
		Table: reports.Table{
			ID: "changes", Title: b.Say("changes.table", nil), RowHead: true,
			Columns: append(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)), changeColumns(b, scale)...),
			Note:    b.Say("changes.needed-note", messages.Args{"most": int(c.Few)}),
		},
	}
	for i := range c.Issues {
		x := &c.Issues[i]
		out.Categories = append(out.Categories, brief.IssueLabel(x.ID, x.Name, reports.MaxLabel))
		for k, s := range []*float64{x.SupportBefore, x.SupportAfter} {
			v := math.NaN()
			if s != nil {
				v = *s
			}
			out.Series[k].Values = append(out.Series[k].Values, v)
		}
		label := reports.Str(brief.IssueLabel(x.ID, x.Name, math.MaxInt))
		out.Table.Add(append([]reports.Value{label}, ChangeCells(&x.Change)...)...)
	}
	return out
}

// figureColumns head the figure before and now.
func figureColumns(b *brief.Brief, scale string) []reports.Column {
	a := messages.Args{"scale": scale}
	return brief.Columns(reports.Right, 1, b.Say("changes.scale-before", a), b.Say("changes.scale-now", a))
}

func changeColumns(b *brief.Brief, scale string) []reports.Column {
	return slices.Concat(
		brief.Columns(reports.Right, 0, b.Say("changes.place-before", nil), b.Say("changes.place-now", nil)),
		figureColumns(b, scale), brief.Columns(reports.Right, 1, b.Say("changes.change", nil)),
		brief.Columns(reports.Right, 0, b.Say("changes.needed", nil)))
}

func ChangeCells(x *ranking.Change) []reports.Value {
	place := func(n int) reports.Value {
		if n == 0 {
			return reports.Str("")
		}
		return reports.Int(n)
	}
	needed := reports.Str("")
	if x.VotersNeeded != nil {
		needed = reports.Int(int(*x.VotersNeeded))
	}
	return []reports.Value{
		place(x.Before), place(x.After), brief.Figure(x.SupportBefore), brief.Figure(x.SupportAfter), brief.Figure(x.Change), needed,
	}
}

// moveColumns and moveCells tell what those who voted both times did.
func moveColumns(b *brief.Brief) []reports.Column {
	return brief.Columns(reports.Right, 0, b.Say("changes.up", nil), b.Say("changes.down", nil),
		b.Say("changes.not-moved", nil))
}

func moveCells(m *ranking.VoterMoves) []reports.Value {
	if m == nil {
		return []reports.Value{reports.Str(""), reports.Str(""), reports.Str("")}
	}
	return []reports.Value{reports.Int(int(m.Up)), reports.Int(int(m.Down)), reports.Int(int(m.Same))}
}

// sameVotersTable tells what those who voted both times did with each issue.
func sameVotersTable(b *brief.Brief) reports.Block {
	c := b.In.Comparison
	if c.Voters == nil || c.Voters.Both == 0 {
		return nil
	}
	t := reports.Table{
		ID: "changes-same", RowHead: true, Title: b.Say("changes.both-times", messages.Args{"n": int(c.Voters.Both)}),
		Columns: slices.Concat(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
			figureColumns(b, comparedScale(b, c)), moveColumns(b)),
		Note: b.Say("changes.moved-note", nil),
	}
	for i := range c.Issues {
		x := &c.Issues[i]
		if x.SameVoters == nil {
			continue
		}
		t.Add(append([]reports.Value{
			reports.Str(brief.IssueLabel(x.ID, x.Name, math.MaxInt)), reports.Num(x.SameVoters.Before),
			reports.Num(x.SameVoters.After),
		}, moveCells(x.Moves)...)...)
	}
	return t
}

// groupChanges is the change of each issue within each group, a table a group.
func groupChanges(b *brief.Brief) []reports.Block {
	c := b.In.Comparison
	var names []string
	tables, scale := map[string]*reports.Table{}, comparedScale(b, c)
	for i := range c.Issues {
		x := &c.Issues[i]
		for k := range x.Groups {
			g := &x.Groups[k]
			t := tables[g.Group]
			if t == nil {
				names = append(names, g.Group)
				t = &reports.Table{
					ID: fmt.Sprintf("changes-group-%d", len(names)), RowHead: true,
					Title: b.Say("changes.group", messages.Args{
						"group": b.Group(g.Group), "before": int(g.BallotsBefore), "now": int(g.BallotsAfter),
					}),
					Columns: slices.Concat(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
						changeColumns(b, scale), moveColumns(b)),
				}
				tables[g.Group] = t
			}
			t.Add(slices.Concat([]reports.Value{reports.Str(reports.InText(x.ID))}, ChangeCells(&g.Change),
				moveCells(g.Moves))...)
		}
	}
	out := brief.Each(names, func(name string) reports.Block { return *tables[name] })
	if len(out) > 0 {
		out = append(out, reports.Paragraph{Text: b.Say("changes.groups-note", nil)})
	}
	return out
}
