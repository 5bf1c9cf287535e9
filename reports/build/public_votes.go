package build

import (
	"fmt"
	"math"
	"slices"

	"roundtable/reports"
	"roundtable/reports/disclosure"
)

// publicFirst says which issue comes first.
func publicFirst(v *disclosure.Votes) string {
	var firsts []string
	for i := range v.Issues {
		if v.Issues[i].Rank == 1 {
			firsts = append(firsts, publicIssueName(&v.Issues[i]))
		}
	}
	verb := " comes first when "
	if len(firsts) > 1 {
		verb = " share the first place when "
	}
	if len(firsts) == 0 {
		return ""
	}
	return few(firsts, 4) + verb + weightWords(v.Weights) + "."
}

func publicIssueName(i *disclosure.Issue) string {
	if i.Name == "" || i.Name == i.ID {
		return reports.InText(i.ID)
	}
	return reports.InText(i.ID) + " “" + reports.Shorten(reports.InText(i.Name), 70) + "”"
}

func publicVoteVerdicts(v *disclosure.Votes) []reports.Verdict {
	var out []reports.Verdict
	if v.Detail == disclosure.Nothing {
		return append(out, reports.Verdict{State: reports.Info, Text: "The order of the issues is not published.", Detail: v.Why})
	}
	if v.CondorcetWinner != "" {
		out = append(out, reports.Verdict{State: reports.OK, Text: reports.InText(v.CondorcetWinner) + " beats every other issue one to one."})
	}
	if v.RulesAgree {
		out = append(out, reports.Verdict{State: reports.OK, Text: "Every counting rule puts the same issue first."})
	} else {
		out = append(out, reports.Verdict{State: reports.Warn, Text: "The counting rules differ about the first place."})
	}
	if v.Weights == "heads" {
		return out
	}
	if v.SameFirst {
		return append(out, reports.Verdict{State: reports.OK, Text: "The first place is the same whether groups or ballots count the same."})
	}
	return append(out, reports.Verdict{State: reports.Info, Text: "The first place depends on whether groups or ballots count the same."})
}

// publicRanking is the order of the issues in the detail that may be published.
func publicRanking(p *disclosure.Protected) *reports.Section {
	s := &reports.Section{ID: "ranking", Title: "Issues in order"}
	v := p.Votes
	if v == nil {
		s.Lead = "There were no votes, so no issue is ranked."
		return s
	}
	if v.Detail == disclosure.Nothing || len(v.Issues) == 0 {
		s.Lead = "The order of the issues is not published. " + v.Why
		return s
	}
	s.Lead = publicFirst(v)
	if v.Why != "" {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: v.Why})
	}
	if exact := exactSupport(v); exact {
		s.Blocks = append(s.Blocks, publicSupportChart(v))
	} else {
		s.Blocks = append(s.Blocks, publicOrderTable(v))
	}
	if a := v.Agenda; a != nil && len(a.Issues) > 0 {
		names := map[string]string{}
		for i := range v.Issues {
			names[v.Issues[i].ID] = v.Issues[i].Name
		}
		l := reports.List{Title: fmt.Sprintf("If %s can be taken up", counted(a.K, "issue")), Ordered: true}
		for _, id := range a.Issues {
			l.Items = append(l.Items, issueLabel(id, names[id], math.MaxInt))
		}
		s.Blocks = append(s.Blocks, l)
	}
	return s
}

// exactSupport reports whether every issue's support is published.
func exactSupport(v *disclosure.Votes) bool {
	for i := range v.Issues {
		if v.Issues[i].Support == nil {
			return false
		}
	}
	return true
}

func publicPlace(i *disclosure.Issue) reports.Value {
	place := reports.Int(i.Rank)
	if i.Tied {
		place.Text = text(i.Rank) + " ="
	}
	return place
}

func publicSupportChart(v *disclosure.Votes) reports.Chart {
	c := reports.Chart{
		ID: "chart-support", Kind: reports.Bar, Max: 100, Axis: "support, 0 to 100",
		Title:   "Support for each issue, from 0 to 100",
		Summary: "Support is the average place voters gave an issue, on a scale on which 100 is first on every ballot and 0 last on every ballot. Longer is better.",
		Series:  []reports.Series{{Name: upperFirst(weightWords(v.Weights))}},
		Table: reports.Table{ID: "ranking", Title: "Issues in order, with support from 0 to 100", RowHead: true, Columns: []reports.Column{
			{Title: "Issue"}, {Title: "Place", Align: reports.Right}, {Title: "Support", Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
		}},
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		c.Categories = append(c.Categories, issueLabel(x.ID, x.Name, reports.MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, *x.Support)
		c.Table.Rows = append(c.Table.Rows, []reports.Value{reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)), publicPlace(x), reports.Num(*x.Support)})
	}
	return c
}

func publicOrderTable(v *disclosure.Votes) reports.Table {
	t := reports.Table{ID: "ranking", Title: "Issues in order", RowHead: true, Columns: []reports.Column{{Title: "Issue"}, {Title: "Place", Align: reports.Right}}}
	bands := false
	for i := range v.Issues {
		bands = bands || !v.Issues[i].Band.IsZero()
	}
	if bands {
		t.Columns = append(t.Columns, reports.Column{Title: "Support"})
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		row := []reports.Value{reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)), publicPlace(x)}
		if bands {
			row = append(row, reports.Str(x.Band.String()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// publicByGroup is the bands of each group large enough.
func publicByGroup(p *disclosure.Protected) *reports.Section {
	v := p.Votes
	if v == nil || v.Detail != disclosure.ByGroup || len(v.Groups) == 0 {
		return nil
	}
	t := reports.Table{
		ID: "bygroup", Title: "Support by group, in bands", RowHead: true, Columns: []reports.Column{{Title: "Issue"}},
		Note: "A band holds the exact figure. Its width depends only on how many voted in the group, never on the answer.",
	}
	for _, g := range v.Groups {
		t.Columns = append(t.Columns, reports.Column{Title: fmt.Sprintf("%s (%s)", reports.InText(g.Name), counted(int(g.Ballots), "ballot")), Align: reports.Center})
	}
	for i := range v.Issues {
		row := []reports.Value{reports.Str(issueLabel(v.Issues[i].ID, v.Issues[i].Name, 80))}
		for _, b := range v.Issues[i].Groups {
			row = append(row, reports.Str(b.String()))
		}
		t.Rows = append(t.Rows, row)
	}
	return &reports.Section{ID: "bygroup", Title: "Support in each group", Blocks: []reports.Block{t}}
}

func publicGroupSentence(g *disclosure.Groups) string {
	n := 0
	for i := range g.Groups {
		n += g.Groups[i].Size
	}
	out := fmt.Sprintf("%s with %s.", upperFirst(counted(openPublic(g), "working group")), counted(n, "seat"))
	if !g.FirstChoice.IsZero() {
		out += " " + g.FirstChoice.String() + " of those with a wish got their first choice."
	}
	if !g.TopThree.IsZero() {
		out += " " + g.TopThree.String() + " got one of their first three."
	}
	if g.Unassigned > 0 {
		out += fmt.Sprintf(" %s without a seat.", upperFirst(people(g.Unassigned)))
	}
	return out
}

// publicGroups is the working groups without their members.
func publicGroups(p *disclosure.Protected) *reports.Section {
	g := p.Groups
	if g == nil {
		return nil
	}
	s := &reports.Section{ID: "groups", Title: "Working groups", Lead: publicGroupSentence(g)}
	var v []reports.Verdict
	if g.ProvedOptimal {
		v = append(v, reports.Verdict{State: reports.OK, Text: "No proposal is worth more by the points set for this meeting; this is proved."})
	}
	if g.TargetsAsked.Shown && g.TargetsMet.Shown && g.TargetsAsked.N > 0 {
		st := reports.OK
		if g.TargetsMet.N < g.TargetsAsked.N {
			st = reports.Warn
		}
		v = append(v, reports.Verdict{State: st, Text: fmt.Sprintf("%d of %s for the groups met.", g.TargetsMet.N, counted(g.TargetsAsked.N, "rule"))})
	}
	if g.Why != "" {
		v = append(v, reports.Verdict{State: reports.Info, Text: sentence(g.Why)})
	}
	if len(v) > 0 {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: v})
	}
	t, cards := publicGroupTable(g)
	s.Blocks = append(s.Blocks, t)
	if len(cards.Items) > 0 {
		s.Blocks = append(s.Blocks, cards)
	}
	return s
}

// publicGroupTable is one row a group, and a card for those with counts.
func publicGroupTable(g *disclosure.Groups) (reports.Table, reports.Cards) {
	t := reports.Table{ID: "groups-table", Title: "Each working group", RowHead: true, Columns: []reports.Column{
		{Title: "Working group"}, {Title: "Members", Align: reports.Right, Dots: true}, {Title: "Size asked for"},
	}}
	chairs := slices.ContainsFunc(g.Groups, func(x disclosure.Group) bool { return x.ChairsWanted > 0 })
	if chairs {
		t.Columns = append(t.Columns, reports.Column{Title: "Chairs", Align: reports.Right})
	}
	cards := reports.Cards{}
	for i := range g.Groups {
		x := &g.Groups[i]
		if !x.Open {
			continue
		}
		size := reports.Str("")
		if x.MaxSize > 0 {
			size = reports.Str(asked(x.MinSize, x.MaxSize))
		}
		members := reports.Int(x.Size)
		members.Span = publicSpan(x)
		row := []reports.Value{reports.Str(issueLabel(x.ID, x.Topic, 120)), members, size}
		if chairs {
			row = append(row, reports.Str(fmt.Sprintf("%d of %d", x.Chairs, x.ChairsWanted)))
		}
		t.Rows = append(t.Rows, row)
		if c, ok := publicCard(x); ok {
			cards.Items = append(cards.Items, c)
		}
	}
	return t, cards
}

func publicSpan(x *disclosure.Group) *reports.Span {
	if x.MaxSize == 0 {
		return nil
	}
	return &reports.Span{Low: float64(x.MinSize), High: float64(x.MaxSize)}
}

// publicCard shows a group's counts where the roster is open.
func publicCard(x *disclosure.Group) (reports.Card, bool) {
	c := reports.Card{Title: issueLabel(x.ID, x.Topic, 120), Lines: []string{counted(x.Size, "member")}}
	for i := range x.Tables {
		if len(x.Tables[i].Rows) == 0 {
			continue
		}
		t := reports.Table{
			ID: fmt.Sprintf("group-%s-%d", x.ID, i+1), Title: upperFirst(reports.InText(x.Tables[i].Dimension)), RowHead: true,
			Columns: []reports.Column{{Title: "Value"}, {Title: "People", Align: reports.Right}},
		}
		for _, r := range x.Tables[i].Rows {
			t.Rows = append(t.Rows, []reports.Value{reports.Str(r.Label), reports.Int(r.Count)})
		}
		c.Tables = append(c.Tables, t)
	}
	return c, len(c.Tables) > 0
}
