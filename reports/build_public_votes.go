package reports

import (
	"fmt"
	"math"
	"slices"
)

// publicFirst says which issue comes first.
func publicFirst(v *PublicVotes) string {
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

func publicIssueName(i *PublicIssue) string {
	if i.Name == "" || i.Name == i.ID {
		return InText(i.ID)
	}
	return InText(i.ID) + " “" + Shorten(InText(i.Name), 70) + "”"
}

func publicVoteVerdicts(v *PublicVotes) []Verdict {
	var out []Verdict
	if v.Detail == Nothing {
		return append(out, Verdict{State: Info, Text: "The order of the issues is not published.", Detail: v.Why})
	}
	if v.CondorcetWinner != "" {
		out = append(out, Verdict{State: OK, Text: InText(v.CondorcetWinner) + " beats every other issue one to one."})
	}
	if v.RulesAgree {
		out = append(out, Verdict{State: OK, Text: "Every counting rule puts the same issue first."})
	} else {
		out = append(out, Verdict{State: Warn, Text: "The counting rules differ about the first place."})
	}
	if v.Weights == "heads" {
		return out
	}
	if v.SameFirst {
		return append(out, Verdict{State: OK, Text: "The first place is the same whether groups or ballots count the same."})
	}
	return append(out, Verdict{State: Info, Text: "The first place depends on whether groups or ballots count the same."})
}

// publicRanking is the order of the issues in the detail that may be published.
func publicRanking(p *Protected) *Section {
	s := &Section{ID: "ranking", Title: "Issues in order"}
	v := p.Votes
	if v == nil {
		s.Lead = "There were no votes, so no issue is ranked."
		return s
	}
	if v.Detail == Nothing || len(v.Issues) == 0 {
		s.Lead = "The order of the issues is not published. " + v.Why
		return s
	}
	s.Lead = publicFirst(v)
	if v.Why != "" {
		s.Blocks = append(s.Blocks, Paragraph{v.Why})
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
		l := List{Title: fmt.Sprintf("If %s can be taken up", counted(a.K, "issue")), Ordered: true}
		for _, id := range a.Issues {
			l.Items = append(l.Items, issueLabel(id, names[id], math.MaxInt))
		}
		s.Blocks = append(s.Blocks, l)
	}
	return s
}

// exactSupport reports whether every issue's support is published.
func exactSupport(v *PublicVotes) bool {
	for i := range v.Issues {
		if v.Issues[i].Support == nil {
			return false
		}
	}
	return true
}

func publicPlace(i *PublicIssue) Value {
	place := Int(i.Rank)
	if i.Tied {
		place.Text = text(i.Rank) + " ="
	}
	return place
}

func publicSupportChart(v *PublicVotes) Chart {
	c := Chart{
		ID: "chart-support", Kind: Bar, Max: 100, Axis: "support, 0 to 100",
		Title:   "Support for each issue, from 0 to 100",
		Summary: "Support is the average place voters gave an issue, on a scale on which 100 is first on every ballot and 0 last on every ballot. Longer is better.",
		Series:  []Series{{Name: upperFirst(weightWords(v.Weights))}},
		Table: Table{ID: "ranking", Title: "Issues in order, with support from 0 to 100", RowHead: true, Columns: []Column{
			{Title: "Issue"}, {Title: "Place", Align: Right}, {Title: "Support", Align: Right, Bar: true, BarMax: 100, Decimals: 1},
		}},
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		c.Categories = append(c.Categories, issueLabel(x.ID, x.Name, MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, *x.Support)
		c.Table.Rows = append(c.Table.Rows, []Value{Str(issueLabel(x.ID, x.Name, math.MaxInt)), publicPlace(x), Num(*x.Support)})
	}
	return c
}

func publicOrderTable(v *PublicVotes) Table {
	t := Table{ID: "ranking", Title: "Issues in order", RowHead: true, Columns: []Column{{Title: "Issue"}, {Title: "Place", Align: Right}}}
	bands := false
	for i := range v.Issues {
		bands = bands || !v.Issues[i].Band.IsZero()
	}
	if bands {
		t.Columns = append(t.Columns, Column{Title: "Support"})
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		row := []Value{Str(issueLabel(x.ID, x.Name, math.MaxInt)), publicPlace(x)}
		if bands {
			row = append(row, Str(x.Band.String()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// publicByGroup is the bands of each group large enough.
func publicByGroup(p *Protected) *Section {
	v := p.Votes
	if v == nil || v.Detail != ByGroup || len(v.Groups) == 0 {
		return nil
	}
	t := Table{
		ID: "bygroup", Title: "Support by group, in bands", RowHead: true, Columns: []Column{{Title: "Issue"}},
		Note: "A band holds the exact figure. Its width depends only on how many voted in the group, never on the answer.",
	}
	for _, g := range v.Groups {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("%s (%s)", InText(g.Name), counted(int(g.Ballots), "ballot")), Align: Center})
	}
	for i := range v.Issues {
		row := []Value{Str(issueLabel(v.Issues[i].ID, v.Issues[i].Name, 80))}
		for _, b := range v.Issues[i].Groups {
			row = append(row, Str(b.String()))
		}
		t.Rows = append(t.Rows, row)
	}
	return &Section{ID: "bygroup", Title: "Support in each group", Blocks: []Block{t}}
}

func publicGroupSentence(g *PublicGroups) string {
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
func publicGroups(p *Protected) *Section {
	g := p.Groups
	if g == nil {
		return nil
	}
	s := &Section{ID: "groups", Title: "Working groups", Lead: publicGroupSentence(g)}
	var v []Verdict
	if g.ProvedOptimal {
		v = append(v, Verdict{State: OK, Text: "No proposal is worth more by the points set for this meeting; this is proved."})
	}
	if g.TargetsAsked.Shown && g.TargetsMet.Shown && g.TargetsAsked.N > 0 {
		st := OK
		if g.TargetsMet.N < g.TargetsAsked.N {
			st = Warn
		}
		v = append(v, Verdict{State: st, Text: fmt.Sprintf("%d of %s for the groups met.", g.TargetsMet.N, counted(g.TargetsAsked.N, "rule"))})
	}
	if g.Why != "" {
		v = append(v, Verdict{State: Info, Text: sentence(g.Why)})
	}
	if len(v) > 0 {
		s.Blocks = append(s.Blocks, Verdicts{v})
	}
	t, cards := publicGroupTable(g)
	s.Blocks = append(s.Blocks, t)
	if len(cards.Items) > 0 {
		s.Blocks = append(s.Blocks, cards)
	}
	return s
}

// publicGroupTable is one row a group, and a card for those with counts.
func publicGroupTable(g *PublicGroups) (Table, Cards) {
	t := Table{ID: "groups-table", Title: "Each working group", RowHead: true, Columns: []Column{
		{Title: "Working group"}, {Title: "Members", Align: Right, Dots: true}, {Title: "Size asked for"},
	}}
	chairs := slices.ContainsFunc(g.Groups, func(x PublicGroup) bool { return x.ChairsWanted > 0 })
	if chairs {
		t.Columns = append(t.Columns, Column{Title: "Chairs", Align: Right})
	}
	cards := Cards{}
	for i := range g.Groups {
		x := &g.Groups[i]
		if !x.Open {
			continue
		}
		size := Str("")
		if x.MaxSize > 0 {
			size = Str(asked(x.MinSize, x.MaxSize))
		}
		members := Int(x.Size)
		members.Span = publicSpan(x)
		row := []Value{Str(issueLabel(x.ID, x.Topic, 120)), members, size}
		if chairs {
			row = append(row, Str(fmt.Sprintf("%d of %d", x.Chairs, x.ChairsWanted)))
		}
		t.Rows = append(t.Rows, row)
		if c, ok := publicCard(x); ok {
			cards.Items = append(cards.Items, c)
		}
	}
	return t, cards
}

func publicSpan(x *PublicGroup) *Span {
	if x.MaxSize == 0 {
		return nil
	}
	return &Span{Low: float64(x.MinSize), High: float64(x.MaxSize)}
}

// publicCard shows a group's counts where the roster is open.
func publicCard(x *PublicGroup) (Card, bool) {
	c := Card{Title: issueLabel(x.ID, x.Topic, 120), Lines: []string{counted(x.Size, "member")}}
	for i := range x.Tables {
		if len(x.Tables[i].Rows) == 0 {
			continue
		}
		t := Table{
			ID: fmt.Sprintf("group-%s-%d", x.ID, i+1), Title: upperFirst(InText(x.Tables[i].Dimension)), RowHead: true,
			Columns: []Column{{Title: "Value"}, {Title: "People", Align: Right}},
		}
		for _, r := range x.Tables[i].Rows {
			t.Rows = append(t.Rows, []Value{Str(r.Label), Int(r.Count)})
		}
		c.Tables = append(c.Tables, t)
	}
	return c, len(c.Tables) > 0
}
