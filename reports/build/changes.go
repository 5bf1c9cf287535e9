package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// changesSection holds the vote against an earlier one: who moved where, by group, and
// which changes are more than a few people.
func changesSection(b *builder) *reports.Section {
	c := b.in.Comparison
	if c == nil {
		return nil
	}
	s := &reports.Section{ID: "changes", Title: "What changed", Lead: firstPlaces(c)}
	s.Add(reports.Paragraph{Text: turnout(c)}, changeVerdicts(c), changesChart(c), sameVotersTable(c))
	s.Add(groupChanges(c)...)
	return s
}

// firstPlaces says which issue was first before and which is now.
func firstPlaces(c *ranking.Comparison) string {
	var was, is []string
	for i := range c.Issues {
		x := &c.Issues[i]
		if x.Before == 1 {
			was = append(was, quotedIssue(x.ID, x.Name, 70))
		}
		if x.After == 1 {
			is = append(is, quotedIssue(x.ID, x.Name, 70))
		}
	}
	switch {
	case len(was) == 0 || len(is) == 0:
		return "One of the two votes has no order, so no first place is compared."
	case slices.Equal(was, is):
		return few(is, 4) + " had the first place before and " + hasHave(len(is)) + " it now."
	default:
		return "The first place went from " + few(was, 4) + " to " + few(is, 4) + "."
	}
}

// turnout says who voted when. The two votes are never counted together.
func turnout(c *ranking.Comparison) string {
	out := fmt.Sprintf("Before: %s%s. Now: %s%s. The two votes are counted apart.",
		counted(int(c.Before.Ballots), "ballot"), inFile(c.Before.Name),
		counted(int(c.After.Ballots), "ballot"), inFile(c.After.Name))
	if c.Before.Weights == c.After.Weights {
		out += " " + upperFirst(weightWords(c.After.Weights)) + "."
	} else {
		out += fmt.Sprintf(
			" They weigh ballots differently, so the figures differ for that reason too: before, %s; now, %s.",
			weightWords(c.Before.Weights), weightWords(c.After.Weights))
	}
	v := c.Voters
	if v == nil {
		return out + " Who voted both times is not known."
	}
	out += fmt.Sprintf(" %s both times, %d only before, %d only now.", upperFirst(people(int(v.Both)))+" voted",
		v.OnlyBefore, v.OnlyAfter)
	if n := v.UnnamedBefore + v.UnnamedAfter; n > 0 {
		out += fmt.Sprintf(" %s no name and can be compared with nobody’s.",
			counted(int(n), "ballot carries", "ballots carry"))
	}
	return out
}

func inFile(name string) string {
	if name == "" {
		return ""
	}
	return " (" + reports.InText(name) + ")"
}

// changeVerdicts is one line an issue, the largest change of support first.
func changeVerdicts(c *ranking.Comparison) reports.Block {
	var items []reports.Verdict
	if was, is := formsOf(c.Before.Kinds), formsOf(c.After.Kinds); was != is {
		items = append(items, reports.Verdict{
			State: reports.Warn, Text: "The ballots came in different forms: " + was + " before, " + is + " now.",
			Detail: "What is measured differs, so compare the places. If a form is not read as it was meant, " +
				"say --shape.",
		})
	}
	word := figureWord(c)
	for _, x := range bySize(c) {
		name := quotedIssue(x.ID, x.Name, 70)
		switch {
		case x.Change.Change == nil && x.After == 0:
			items = append(items, reports.Verdict{State: reports.Info, Text: name + " was voted on before only."})
		case x.Change.Change == nil && x.Before == 0:
			items = append(items, reports.Verdict{State: reports.Info, Text: name + " is voted on now only."})
		case x.Change.Change == nil || *x.Change.Change == 0:
			items = append(items, reports.Verdict{State: reports.Info, Text: name + " has the " + word + " it had."})
		default:
			items = append(items, changeVerdict(x, name, word))
		}
	}
	return reports.Verdicts{Items: items}
}

// formsOf names the forms of the ballots.
func formsOf(kinds []ranking.KindCount) string {
	names := kindNames(kinds)
	slices.Sort(names)
	return joined(names)
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

func changeVerdict(x *ranking.IssueChange, name, word string) reports.Verdict {
	verb, place := "rose", fmt.Sprintf(" and from place %d to %d", x.Before, x.After)
	if *x.Change.Change < 0 {
		verb = "fell"
	}
	if x.Before == x.After {
		place = fmt.Sprintf(", and stays in place %d", x.After)
	}
	v := reports.Verdict{
		State: reports.Info,
		Text: fmt.Sprintf("%s %s from a %s of %s to %s%s.", name, verb, word, number(*x.SupportBefore, 1),
			number(*x.SupportAfter, 1), place),
		Detail: "This is no more than a few people: " + answerOtherwise(*x.VotersNeeded) + ".",
	}
	if x.MoreThanAFew {
		v.Detail = "This is more than a few people: at least " + answerOtherwise(*x.VotersNeeded) + "."
	}
	if s := x.SameVoters; s != nil && opposite(*x.Change.Change, s.After-s.Before) {
		v.Detail += fmt.Sprintf(
			" It is the work of who came and who left: among those who voted both times it went from "+
				"%s to %s.",
			number(s.Before, 1),
			number(s.After, 1),
		)
	}
	return v
}

// opposite reports whether two changes do not go the same way.
func opposite(all, same float64) bool { return all*same <= 0 && math.Abs(all) > 0.05 }

func answerOtherwise(n int64) string {
	return counted(int(n), "voter") + " would have to answer otherwise for it to vanish"
}

// changesChart shows the headline figure before and now.
func changesChart(c *ranking.Comparison) reports.Block {
	word := figureWord(c)
	out := reports.Chart{
		ID: "chart-changes", Kind: reports.Bar, Max: 100, Axis: word + ", 0 to 100",
		Title:   upperFirst(word) + " before and now",
		Summary: "Two bars for each issue: its " + word + " before, and its " + word + " now. Longer is better.",
		Series:  []reports.Series{{Name: "Before"}, {Name: "Now"}},
		Table: reports.Table{
			ID: "changes", Title: "Places and " + word + " before and now", RowHead: true,
			Columns: append([]reports.Column{{Title: "Issue"}}, changeColumns(word)...),
			Note: fmt.Sprintf(
				"Voters needed: the smallest number of those who vote now who would have to answer otherwise "+
					"for the change to vanish, each putting the issue last where it rose and first where it fell. A few are up "+
					"to %d here: 3, or one in twenty of the smaller vote.",
				c.Few,
			),
		},
	}
	for i := range c.Issues {
		x := &c.Issues[i]
		out.Categories = append(out.Categories, issueLabel(x.ID, x.Name, reports.MaxLabel))
		for k, s := range []*float64{x.SupportBefore, x.SupportAfter} {
			v := math.NaN()
			if s != nil {
				v = *s
			}
			out.Series[k].Values = append(out.Series[k].Values, v)
		}
		label := reports.Str(issueLabel(x.ID, x.Name, math.MaxInt))
		out.Table.Add(append([]reports.Value{label}, changeCells(&x.Change)...)...)
	}
	return out
}

func changeColumns(word string) []reports.Column {
	var out []reports.Column
	for _, title := range []string{"Place before", "Place now"} {
		out = append(out, reports.Column{Title: title, Align: reports.Right})
	}
	for _, title := range []string{upperFirst(word) + " before", upperFirst(word) + " now", "Change"} {
		out = append(out, reports.Column{Title: title, Align: reports.Right, Decimals: 1})
	}
	return append(out, reports.Column{Title: "Voters needed", Align: reports.Right})
}

func changeCells(x *ranking.Change) []reports.Value {
	place := func(n int) reports.Value {
		if n == 0 {
			return reports.Str("")
		}
		return reports.Int(n)
	}
	figure := func(f *float64) reports.Value {
		if f == nil {
			return reports.Str("")
		}
		return reports.Num(*f)
	}
	needed := reports.Str("")
	if x.VotersNeeded != nil {
		needed = reports.Int(int(*x.VotersNeeded))
	}
	return []reports.Value{
		place(x.Before), place(x.After), figure(x.SupportBefore), figure(x.SupportAfter), figure(x.Change), needed,
	}
}

// moveColumns and moveCells tell what those who voted both times did.
func moveColumns() []reports.Column {
	return []reports.Column{
		{Title: "Moved it up", Align: reports.Right},
		{Title: "Down", Align: reports.Right},
		{Title: "Not at all", Align: reports.Right},
	}
}

func moveCells(m *ranking.VoterMoves) []reports.Value {
	if m == nil {
		return []reports.Value{reports.Str(""), reports.Str(""), reports.Str("")}
	}
	return []reports.Value{reports.Int(int(m.Up)), reports.Int(int(m.Down)), reports.Int(int(m.Same))}
}

// sameVotersTable tells what those who voted both times did with each issue.
func sameVotersTable(c *ranking.Comparison) reports.Block {
	if c.Voters == nil || c.Voters.Both == 0 {
		return nil
	}
	t := reports.Table{
		ID: "changes-same", RowHead: true,
		Title: fmt.Sprintf("Among the %s who voted both times", people(int(c.Voters.Both))),
		Columns: append([]reports.Column{
			{Title: "Issue"},
			{Title: upperFirst(figureWord(c)) + " before", Align: reports.Right, Decimals: 1},
			{Title: upperFirst(figureWord(c)) + " now", Align: reports.Right, Decimals: 1},
		}, moveColumns()...),
		Note: "A voter moved an issue up who places it higher than before among the issues of both votes.",
	}
	for i := range c.Issues {
		x := &c.Issues[i]
		if x.SameVoters == nil {
			continue
		}
		t.Add(append([]reports.Value{
			reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)), reports.Num(x.SameVoters.Before),
			reports.Num(x.SameVoters.After),
		}, moveCells(x.Moves)...)...)
	}
	return t
}

// groupChanges is the change of each issue within each group, a table a group.
func groupChanges(c *ranking.Comparison) []reports.Block {
	var names []string
	tables, word := map[string]*reports.Table{}, figureWord(c)
	for i := range c.Issues {
		x := &c.Issues[i]
		for k := range x.Groups {
			g := &x.Groups[k]
			t := tables[g.Group]
			if t == nil {
				names = append(names, g.Group)
				t = &reports.Table{
					ID: fmt.Sprintf("changes-group-%d", len(names)), RowHead: true,
					Title: fmt.Sprintf("%s: %s before, %d now", reports.InText(groupTitle(g.Group)),
						counted(int(g.BallotsBefore), "ballot"), g.BallotsAfter),
					Columns: slices.Concat([]reports.Column{{Title: "Issue"}}, changeColumns(word), moveColumns()),
				}
				tables[g.Group] = t
			}
			t.Add(slices.Concat([]reports.Value{reports.Str(issueLabel(x.ID, x.Name, 80))}, changeCells(&g.Change),
				moveCells(g.Moves))...)
		}
	}
	var out []reports.Block
	for _, name := range names {
		out = append(out, *tables[name])
	}
	if len(out) > 0 {
		out = append(
			out,
			reports.Paragraph{Text: "Places and figures are those within the group alone. In a group of " +
				"few voters one answer moves much."},
		)
	}
	return out
}
