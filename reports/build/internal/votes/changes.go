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
	if b.In.Comparison == nil {
		return nil
	}
	return brief.Section("changes", b.Say("changes.heading", nil), firstPlaces(b), slices.Concat([]reports.Block{
		changeVerdicts(b),
		reports.List{Items: turnout(b)},
		changesChart(b),
		reports.Paragraph{Text: b.Say("changes.moved-note", nil)},
	}, groupChanges(b))...)
}

// firstPlaces says which issue was first before and which is now.
func firstPlaces(b *brief.Brief) string {
	first := func(place func(ranking.IssueChange) int) []string {
		return brief.Those(brief.Each(b.In.Comparison.Issues, func(x ranking.IssueChange) string {
			return brief.If(place(x) == 1, b.QuotedIssue(x.ID, x.Name, 70))
		})...)
	}
	was := first(func(x ranking.IssueChange) int { return x.Before })
	is := first(func(x ranking.IssueChange) int { return x.After })
	return cmp.Or(
		brief.If(len(was) == 0 || len(is) == 0, b.Say("changes.no-order", nil)),
		brief.If(slices.Equal(was, is), b.Say("changes.first-stays", messages.Args{
			"n": len(is), "issues": b.Some(is, 4),
		})),
		b.Say("changes.first-moves", messages.Args{"before": b.Some(was, 4), "now": b.Some(is, 4)}),
	)
}

// turnout says who voted when. The two votes are never counted together.
func turnout(b *brief.Brief) []string {
	c := b.In.Comparison
	voted := func(code string, v *ranking.VoteFacts) string {
		a := messages.Args{
			"n": int(v.Ballots), "how": weightWords(b.Catalogue, v.Weights), "file": reports.InText(v.Name),
		}
		return b.Say("turnout."+(code+brief.If(v.Name != "", "-file")), a)
	}
	out := []string{voted("before", &c.Before), voted("now", &c.After)}
	v := c.Voters
	if v == nil {
		return append(out, b.Say("turnout.not-known", nil))
	}
	unnamed := int(v.UnnamedBefore + v.UnnamedAfter)
	return brief.Those(append(out, b.Say("turnout.voters", messages.Args{
		"both": int(v.Both), "before": int(v.OnlyBefore), "now": int(v.OnlyAfter),
	}), brief.If(unnamed > 0, b.Say("turnout.unnamed", messages.Args{"n": unnamed})))...)
}

// changeVerdicts is one line an issue, the largest change of support first.
func changeVerdicts(b *brief.Brief) reports.Block {
	c := b.In.Comparison
	was, is := formsOf(c.Before.Kinds), formsOf(c.After.Kinds)
	forms := func(codes []string) []string {
		return brief.Each(codes, func(form string) string { return b.Say("ballot."+form, nil) })
	}
	items := []reports.Verdict{
		brief.Verdict(reports.Warn, brief.If(!slices.Equal(was, is), b.Say("changes.forms", messages.Args{
			"before": forms(was), "now": forms(is),
		}))),
		brief.Verdict(reports.Warn, brief.If(c.Before.Weights != c.After.Weights, b.Say("changes.weights", nil))),
	}
	for _, x := range bySize(c) {
		items = append(items, changeVerdict(b, &x), turnover(b, &x))
	}
	return reports.Verdicts{Items: brief.Lines(items...)}
}

// bySize lists the issues, the largest change of support first.
func bySize(c *ranking.Comparison) []ranking.IssueChange {
	size := func(x ranking.IssueChange) float64 {
		if x.Change.Change == nil {
			return -1
		}
		return math.Abs(*x.Change.Change)
	}
	list := slices.Clone(c.Issues)
	slices.SortStableFunc(list, func(x, y ranking.IssueChange) int { return cmp.Compare(size(y), size(x)) })
	return list
}

// changeVerdict says by how much an issue rose or fell, and whether that is more than a few
// people.
func changeVerdict(b *brief.Brief, x *ranking.IssueChange) reports.Verdict {
	change, name := x.Change.Change, b.QuotedIssue(x.ID, x.Name, 70)
	if change == nil || *change == 0 {
		code := cmp.Or(
			brief.If(change == nil && x.After == 0, "before-only"),
			brief.If(change == nil && x.Before == 0, "now-only"), "same",
		)
		return brief.Info(b.Say("changes."+code, messages.Args{"issue": name}))
	}
	code := cmp.Or(brief.If(*change < 0, "fell"), "rose") + brief.If(x.Before == x.After, "-stays")
	v := brief.Info(b.Say("changed."+code, messages.Args{
		"issue": name, "before": b.Number(*x.SupportBefore, 1), "now": b.Number(*x.SupportAfter, 1),
		"from": x.Before, "to": x.After,
	}))
	people := cmp.Or(brief.If(x.MoreThanAFew, "many-people"), "few-people")
	v.Detail = b.Say("changes."+people, messages.Args{"n": int(*x.VotersNeeded)})
	return v
}

// turnover says where those who voted both times did not move as the whole did: a change
// that is the work of who came and who left.
func turnover(b *brief.Brief, x *ranking.IssueChange) reports.Verdict {
	s, change := x.SameVoters, x.Change.Change
	if s == nil || change == nil || math.Abs(*change) <= 0.05 || *change*(s.After-s.Before) > 0 {
		return reports.Verdict{}
	}
	return brief.Info(b.Say("changes.turnover", messages.Args{
		"issue": b.QuotedIssue(x.ID, x.Name, 70), "before": b.Number(s.Before, 1), "now": b.Number(s.After, 1),
	}))
}

// changesChart shows the headline figure before and now.
func changesChart(b *brief.Brief) reports.Block {
	c := b.In.Comparison
	scale := axisOf(b, comparedScale(b, c))
	out := reports.Chart{
		ID: "chart-changes", Kind: reports.Bar, Max: 100, Axis: scale, Title: scale, Summary: firstPlaces(b),
		Series: []reports.Series{{Name: b.Say("changes.before", nil)}, {Name: b.Say("changes.now", nil)}},
		Table:  changeTable(b, "changes", b.Say("changes.table", nil)),
	}
	out.Table.Note = b.Say("changes.needed-note", messages.Args{"most": int(c.Few)})
	for i := range c.Issues {
		x := &c.Issues[i]
		out.Categories = append(out.Categories, brief.IssueLabel(x.ID, x.Name, reports.MaxLabel))
		for k, v := range []*float64{x.SupportBefore, x.SupportAfter} {
			out.Series[k].Values = append(out.Series[k].Values, *cmp.Or(v, &brief.Nan))
		}
		out.Table.Add(changeRow(brief.IssueLabel(x.ID, x.Name, math.MaxInt), &x.Change, x.Moves)...)
	}
	out.Table = brief.WithoutEmptyColumns(out.Table)
	return out
}

// changeTable has the places and the figure before and now, how many voters the change
// needs, and how many of those who voted both times moved the issue up and down.
func changeTable(b *brief.Brief, id, title string) reports.Table {
	a := messages.Args{"scale": comparedScale(b, b.In.Comparison)}
	return reports.Table{ID: id, Title: title, RowHead: true, Columns: slices.Concat(
		brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
		brief.Columns(reports.Right, 0, b.Say("changes.place-before", nil), b.Say("changes.place-now", nil)),
		brief.Columns(reports.Right, 1, b.Say("changes.scale-before", a), b.Say("changes.scale-now", a),
			b.Say("changes.change", nil)),
		brief.Columns(reports.Right, 0, b.Say("changes.needed", nil), b.Say("changes.up", nil),
			b.Say("changes.down", nil), b.Say("changes.not-moved", nil)),
	)}
}

func changeRow(label string, x *ranking.Change, m *ranking.VoterMoves) []reports.Value {
	var needed, up, down, same any = "", "", "", ""
	if x.VotersNeeded != nil {
		needed = int(*x.VotersNeeded)
	}
	if m != nil {
		up, down, same = int(m.Up), int(m.Down), int(m.Same)
	}
	return brief.Row(label, brief.Count(x.Before), brief.Count(x.After), x.SupportBefore, x.SupportAfter, x.Change,
		needed, up, down, same)
}

// groupChanges is the change of each issue within each group, a table a group.
func groupChanges(b *brief.Brief) []reports.Block {
	var tables []reports.Table
	at := map[string]int{}
	for _, x := range b.In.Comparison.Issues {
		for k := range x.Groups {
			g := &x.Groups[k]
			if _, ok := at[g.Group]; !ok {
				at[g.Group] = len(tables)
				title := b.Say("changes.group", messages.Args{
					"group": b.Group(g.Group), "before": int(g.BallotsBefore), "now": int(g.BallotsAfter),
				})
				tables = append(tables, changeTable(b, fmt.Sprintf("changes-group-%d", len(tables)+1), title))
			}
			t := &tables[at[g.Group]]
			t.Add(changeRow(reports.InText(x.ID), &g.Change, g.Moves)...)
		}
	}
	out := brief.Each(tables, func(t reports.Table) reports.Block { return t })
	if len(out) > 0 {
		out = append(out, reports.Paragraph{Text: b.Say("changes.groups-note", nil)})
	}
	return out
}
