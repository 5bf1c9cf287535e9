// Package public writes what leaves the meeting: the public edition, that of the
// participants, and the page on the outcome. It sees protected values and a [Seating], and
// nothing else of a meeting: whatever is not in there cannot be printed.
package public

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// published is what the sections of the public edition are made of: words, and a
// [disclosure.Protected] value. Whatever is not in there cannot be printed.
type published struct {
	brief.Words
	*disclosure.Protected
}

// Document writes the public edition.
func Document(protected disclosure.Protected, l *messages.Catalogue) *reports.Document {
	p := published{brief.Words{Catalogue: l}, &protected}
	d := &reports.Document{
		Language: l, Title: cmp.Or(strings.TrimSpace(p.Title), l.Say("document.title", nil)), Subtitle: p.subtitle(),
		Edition: reports.Public, Facts: p.facts(), Provenance: p.Provenance,
	}
	type sections = []func(published) *reports.Section
	people := sections{publicRules, publicPeople, publicCross}
	issues := sections{publicRanking, publicChanges, publicByGroup, publicGroups}
	if p.unasked() {
		people, issues = issues, people
	}
	last := sections{publicOutcome, publicData, publicPrivacy}
	for _, part := range slices.Concat(sections{publicPage}, people, issues, last) {
		if s := part(p); s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

// unasked reports whether there is a vote, and nothing that must hold and no rule of a body is
// asked of the people: then the votes come first, as they do for the chair.
func (p published) unasked() bool {
	asked := func(t disclosure.Target) bool { return t.Tier == planner.Must.String() || t.Source != "" }
	return p.Votes != nil && !slices.ContainsFunc(p.Targets, asked)
}

func (p published) subtitle() string {
	code := "public"
	if p.Minutes > 0 {
		code = "public-minutes"
	}
	return p.Say("document."+code, messages.Args{"format": reports.InText(p.Format), "n": p.Minutes})
}

func (p published) facts() []reports.Pair {
	out := brief.KeyFigures{Catalogue: p.Catalogue}
	out.Add("people", p.Participants)
	if p.Votes != nil {
		out.Add("issues", p.Votes.Asked)
		out.Add("ballots", int(p.Votes.Ballots))
	}
	if p.Groups != nil {
		out.Add("groups", len(openPublic(p.Groups)))
	}
	return out.Pairs
}

// openPublic are the groups that are formed.
func openPublic(g *disclosure.Groups) []disclosure.Group {
	return slices.DeleteFunc(slices.Clone(g.Groups), func(x disclosure.Group) bool { return !x.Open })
}

// publicPage is the first page, in the order of the chair's: how the rules stand, which
// issues come first as far as that is told, and how many groups there are on what.
func publicPage(p published) *reports.Section {
	rules := p.rulesVerdict()
	targets := slices.Clone(p.Targets)
	slices.SortStableFunc(targets, func(x, y disclosure.Target) int { // what must hold comes first
		return cmp.Compare(slices.Index(tiers, x.Tier), slices.Index(tiers, y.Tier))
	})
	targets = slices.DeleteFunc(targets, func(t disclosure.Target) bool { return !t.Shown || t.State == reports.OK })
	rules = append(rules, p.FirstOpen(brief.Each(targets, func(t disclosure.Target) reports.Verdict {
		return brief.Verdict(t.State, p.rule(&t))
	}))...)
	var issues []reports.Verdict
	if p.Votes != nil || len(rules) == 0 && p.Groups == nil {
		issues = brief.Lines(brief.Info(p.firstIssues()))
	}
	if v := p.Votes; v != nil && v.Level > disclosure.Nothing {
		issues = append(issues, brief.Info(p.Say("public-weights."+v.Weights, nil)),
			brief.Info(p.Say("public.how-firm", nil))) // always: what varies would tell of the ballots
	}
	blocks := []reports.Block{
		reports.Verdicts{Title: p.Say("first.balance", nil), Items: rules},
		reports.Verdicts{Title: p.Say("first.issues", nil), Items: issues},
		reports.Verdicts{Title: p.Say("first.groups", nil), Items: p.groupVerdicts()},
	}
	if p.unasked() {
		blocks = append(blocks[1:], blocks[0])
	}
	return brief.Section("summary", p.Say("first.title", nil), "", blocks...)
}

// tiers are the weights of rules, those that must hold first.
var tiers = []string{planner.Must.String(), planner.Should.String(), planner.Nice.String()}

// rulesVerdict counts the published verdicts; nil where nothing was asked.
func (p published) rulesVerdict() []reports.Verdict {
	if len(p.Targets) == 0 {
		return nil
	}
	var c brief.Verdicts
	var met []string
	hidden := 0
	for i := range p.Targets {
		t := &p.Targets[i]
		if !t.Shown {
			hidden++
			continue
		}
		if c.Count(t.State, t.Tier); t.State == reports.OK {
			met = append(met, p.Say("target.named", messages.Args{"rule": p.ruleName(t), "asked": p.ruleAsks(t)}))
		}
	}
	if c.Judged() == 0 {
		return []reports.Verdict{brief.Info(p.Say("public.rules-hidden", nil))}
	}
	if len(met) > brief.MostMissed { // too many to name
		met = nil
	}
	v := brief.Verdict(c.State(), p.Say("public.rules-met", messages.Args{"n": c.Met, "rules": met}))
	if c.Met < c.Judged() {
		v.Text = p.Say("public.rules-left", messages.Args{"n": c.Judged(), "met": c.Met, "left": c.Left(p.Words)})
	}
	who := p.whose(disclosure.Saying{Code: "panel", Who: p.Panel.Kind}, p.Panel.Size)
	judged := brief.If(p.Panel.Size > 0, p.Say("public.judged", messages.Args{"who": who}))
	v.Detail = p.Sentences([]string{
		judged, brief.If(hidden > 0, p.Say("public.rules-others", messages.Args{"n": hidden})),
	})
	return []reports.Verdict{v}
}

// rule is one rule with its verdict, in the words of the chair's.
func (p published) rule(t *disclosure.Target) string {
	of := "wish"
	if t.Tier == planner.Must.String() {
		of = "rule"
	}
	return p.Say("verdict.count", messages.Args{
		"rule": p.ruleName(t), "gap": cmp.Or(p.gap(t), p.Say("gap.undecided", nil)), "have": t.Have,
		"asks": p.Say("asks."+of, messages.Args{"asked": p.ruleAsks(t)}),
	})
}

// gap is by how much a rule is missed; empty where it is not.
func (p published) gap(t *disclosure.Target) string {
	switch {
	case t.State != reports.Miss:
		return ""
	case t.Short > 0:
		return p.Say("gap.short", messages.Args{"short": t.Short})
	default:
		return p.Say("gap.too-many", messages.Args{"over": t.Over})
	}
}

func (p published) ruleName(t *disclosure.Target) string {
	if t.Rule == nil {
		return p.Say("public.rule-named", nil)
	}
	return p.RuleLabel(*t.Rule, p.ValueOf)
}

func (p published) ruleAsks(t *disclosure.Target) string {
	if t.Rule == nil {
		return p.Asked(t.Min, t.Max)
	}
	return p.RuleAsked(*t.Rule, t.Min, t.Max)
}

// publicRules is every rule with its verdict, as far as it is published.
func publicRules(p published) *reports.Section {
	v := p.rulesVerdict()
	if v == nil {
		return nil
	}
	hidden := slices.ContainsFunc(p.Targets, func(t disclosure.Target) bool { return !t.Shown })
	return brief.Section("rules", p.Say("public.rules", nil), v[0].Text, brief.WithoutEmptyColumns(reports.Table{
		ID: "targets", Title: p.Say("public.rules-table", nil), RowHead: true,
		Note: brief.If(hidden, p.Say("public.rules-note", messages.Args{"mark": reports.Hidden})),
		Columns: []reports.Column{
			{Title: p.Say("column.rule", nil)},
			{Title: p.Say("column.verdict", nil)},
			{Title: p.Say("column.has", nil), Align: reports.Right},
			{Title: p.Say("column.asked", nil)},
			{Title: p.Say("public.gap", nil)},
			{Title: p.Say("column.tier", nil)},
			{Title: p.Say("public.source", nil), Link: true},
		},
		Rows: brief.Rows(p.Targets, func(x disclosure.Target) []reports.Value {
			row := brief.Row(
				p.ruleName(&x), x.State, x.Have, p.ruleAsks(&x), p.gap(&x), p.Say("tier."+x.Tier, nil), x.Source,
			)
			if row[2].Span = &(reports.Span{Low: float64(x.Min), High: float64(x.Max)}); !x.Shown {
				hidden := reports.Str(reports.Hidden)
				row[1], row[2], row[4] = hidden, hidden, hidden
			}
			return row
		}),
	}))
}

// whose says whose figures they are, and how many people that is.
func (p published) whose(s disclosure.Saying, people int) string {
	if s.Who != "" {
		return p.Say("panel."+s.Who, messages.Args{"n": people})
	}
	return p.Say("public-who."+s.Code, messages.Args{"people": people})
}

// publicPeople is the tables by one dimension.
func publicPeople(p published) *reports.Section {
	var tables []reports.Block
	var silent []string
	for i := range p.Tables {
		x := &p.Tables[i]
		args := messages.Args{
			"dimension": p.DimensionTitle(planner.Dimension(x.Dimension)), "who": p.whose(x.Population, x.People),
		}
		if x.Why.Told() {
			silent = append(silent, p.Say("public-why."+x.Why.Code, args))
			continue
		}
		t := p.counts(x, "people-"+strconv.Itoa(i+1), p.Say("public.people-of", args))
		few := x.People <= brief.FewPeople
		t.Columns[1].Dots, t.Columns[1].Bar, t.Columns[1].BarMax = few, !few, float64(x.People)
		tables = append(tables, t)
	}
	return brief.Section("people", p.Say("public.people", nil), "",
		append(tables, reports.List{Title: p.Say("public.silent", nil), Items: silent})...)
}

// counts is a table of people by one dimension.
func (p published) counts(x *disclosure.Table, id, title string) reports.Table {
	merged := slices.ContainsFunc(x.Rows, func(r disclosure.Count) bool { return r.Merged })
	value := p.valuesOf(x.Dimension)
	return reports.Table{
		ID: id, Title: title, RowHead: true, Note: brief.If(merged, p.Say("public.merged", nil)),
		Columns: []reports.Column{
			{Title: p.DimensionTitle(planner.Dimension(x.Dimension))}, brief.Right(p.Say("column.people", nil), 0),
		},
		Rows: brief.Rows(x.Rows, func(r disclosure.Count) []reports.Value {
			if r.Merged {
				return brief.Row(cmp.Or(p.Or(brief.Each(r.Together, value)), p.Say("public.others", nil)), r.Count)
			}
			return brief.Row(value(r.Label), r.Count)
		}),
	}
}

// valuesOf says the values of a dimension in the language.
func (p published) valuesOf(dimension string) func(string) string {
	return func(v string) string { return p.ValueOf(planner.Dimension(dimension), v) }
}

// publicCross is the tables of two dimensions.
func publicCross(p published) *reports.Section {
	var tables []reports.Block
	for i := range p.Cross {
		x := &p.Cross[i]
		rows := p.DimensionTitle(planner.Dimension(x.RowDimension))
		title := p.Say("public.cross-of", messages.Args{
			"rows": rows, "columns": p.Dimension(planner.Dimension(x.ColumnDimension)),
			"who": p.whose(x.Population, x.People),
		})
		tables = append(tables, brief.Crossed(fmt.Sprintf("cross-%d", i+1), title, rows,
			brief.Each(x.RowLabels, p.valuesOf(x.RowDimension)),
			brief.Each(x.ColumnLabels, p.valuesOf(x.ColumnDimension)), x.Cells))
	}
	return brief.Section("cross", p.Say("public.cross", nil), "", tables...)
}

// firstIssues says which issue comes first, or which the first ones are.
func (p published) firstIssues() string {
	v := p.Votes
	if v == nil {
		return p.Say("public.no-votes", nil)
	}
	var firsts []string
	for i := range v.Issues {
		if v.Level == disclosure.First || v.Issues[i].Rank == 1 {
			firsts = append(firsts, p.QuotedIssue(v.Issues[i].ID, v.Issues[i].Name, 70))
		}
	}
	code := "first"
	switch {
	case len(firsts) == 0:
		code = "not-told"
	case v.Level == disclosure.First:
		code = "first-set"
	}
	return p.Say("public."+code, messages.Args{"n": len(firsts), "issues": firsts})
}

// level says how much is told of the votes, or why nothing is.
func (p published) level(s disclosure.Saying) string {
	return p.Say("public-level."+s.Code, messages.Args{"issues": s.N, "least": s.Least})
}

// publicRanking is the order of the issues as far as its level goes.
func publicRanking(p published) *reports.Section {
	s := &reports.Section{ID: "ranking", Title: p.Say("public.order", nil), Lead: p.firstIssues()}
	v := p.Votes
	if v == nil {
		return s
	}
	if v.Level == disclosure.Nothing {
		s.Add(reports.List{Items: []string{p.level(v.Why)}})
		return s
	}
	title, kind := p.Say("public.order", nil), "mixed"
	if v.Level == disclosure.First {
		title = p.Say("public.order-first", nil)
	}
	if len(v.Kinds) == 1 {
		kind = v.Kinds[0]
	}
	scale := v.Level == disclosure.Fifths || v.Level > disclosure.First && kind == "hum"
	notes := brief.Those(
		p.level(v.Why), p.Say("public-weights."+v.Weights, nil), brief.If(scale, p.Say("public-scale."+kind, nil)),
		brief.If(v.Level == disclosure.Fifths, p.Say("public.edges", nil)),
		brief.If(v.Level == disclosure.First || !v.Ties, p.Say("public.equal", nil)), p.Say("public.for-chair", nil),
	)
	s.Add(reports.Table{
		ID: "ranking", Title: title, RowHead: true,
		Columns: []reports.Column{
			{Title: p.Say("column.issue", nil)},
			brief.Right(p.Say("column.place", nil), 0),
			brief.Right(p.Say("public.fifth", nil), 0),
		}[:v.Level],
		Rows: brief.Rows(v.Issues, func(x disclosure.Issue) []reports.Value {
			row := brief.Row(brief.IssueLabel(x.ID, x.Name, math.MaxInt), x.Rank,
				strings.TrimSuffix(x.Fifth.String(), " %")) // a part of a scale, no share
			row[1].Text = brief.If(x.Tied, strconv.Itoa(x.Rank)+" =")
			return row[:v.Level]
		}),
	}, reports.List{Items: notes})
	return s
}

// publicChanges is the places of the issues before and now.
func publicChanges(p published) *reports.Section {
	c := p.Changes
	if c == nil {
		return nil
	}
	title := p.Say("public.changes", nil)
	if c.Why.Told() {
		return brief.Section("changes", title, p.Say("public.changes-hidden", nil),
			reports.Paragraph{Text: p.level(c.Why)})
	}
	lead := p.Say("public.changes-apart", nil)
	if c.BallotsAfter > 0 {
		voted := messages.Args{"before": int(c.BallotsBefore), "now": int(c.BallotsAfter)}
		lead = p.Say("public.changes-ballots", voted)
	}
	return brief.Section("changes", title, lead, reports.Table{
		ID: "changes", Title: p.Say("public.changes-table", nil), RowHead: true,
		Note: p.Say("public.changes-note", nil),
		Columns: []reports.Column{
			{Title: p.Say("column.issue", nil)},
			brief.Right(p.Say("public.place-before", nil), 0),
			brief.Right(p.Say("public.place-now", nil), 0),
		},
		Rows: brief.Rows(c.Issues, func(x disclosure.PlaceChange) []reports.Value {
			return brief.Row(brief.IssueLabel(x.ID, x.Name, math.MaxInt), brief.Count(x.Before), brief.Count(x.After))
		}),
	})
}

// publicByGroup is the first issues of each group of which they are told.
func publicByGroup(p published) *reports.Section {
	if p.Votes == nil || len(p.Votes.Groups) == 0 {
		return nil
	}
	groups := brief.Each(p.Votes.Groups, func(g disclosure.VoteGroup) string { return reports.InText(p.Value(g.Name)) })
	return brief.Section("bygroup", p.Say("public.by-group", nil), "", reports.Table{
		ID: "bygroup", RowHead: true, Note: p.Say("public.by-group-note", nil),
		Title: p.Say("public.by-group-table", messages.Args{"n": len(p.Votes.Groups[0].First)}),
		Columns: append(brief.Columns(reports.Left, 0, p.Say("column.issue", nil)),
			brief.Columns(reports.Center, 0, groups...)...),
		Rows: brief.Rows(p.Votes.Issues, func(x disclosure.Issue) []reports.Value {
			row := brief.Row(brief.IssueLabel(x.ID, x.Name, 80))
			for _, g := range p.Votes.Groups {
				row = append(row, reports.Str(brief.If(slices.Contains(g.First, x.ID), p.Say("public.among", nil))))
			}
			return row
		}),
	})
}

// groupVerdicts say how many groups there are and on what, and what was not met.
func (p published) groupVerdicts() []reports.Verdict {
	g := p.Groups
	if g == nil {
		return nil
	}
	topics := brief.Those(brief.Each(openPublic(g), func(x disclosure.Group) string {
		return reports.Shorten(reports.InText(x.Topic), 60)
	})...)
	counts := messages.Args{"n": g.TargetsAsked, "met": g.TargetsMet}
	rules := brief.Verdict(reports.OK, brief.If(g.TargetsAsked > 0, p.Say("public.group-rules", counts)))
	if g.TargetsMet < g.TargetsAsked {
		rules = brief.Verdict(reports.Warn, p.Say("public.group-rules-missed", counts))
	}
	return brief.Lines(
		brief.Info(p.groups(g)),
		brief.Info(brief.If(len(topics) > 0, p.Say("public.topics", messages.Args{"topics": p.Parts(topics)}))),
		brief.Verdict(reports.Warn, brief.If(g.Unseated, p.Say("public.no-seat", nil))),
		rules,
	)
}

// groups says how many working groups there are.
func (p published) groups(g *disclosure.Groups) string {
	seats := 0
	for _, x := range openPublic(g) {
		seats += x.Size
	}
	return p.Say("public.groups", messages.Args{"n": len(openPublic(g)), "seats": seats})
}

// publicGroups is the working groups without their members.
func publicGroups(p published) *reports.Section {
	g := p.Groups
	if g == nil {
		return nil
	}
	t := reports.Table{
		ID: "groups-table", Title: p.Say("public.groups-table", nil), RowHead: true, Columns: []reports.Column{
			{Title: p.Say("public.group", nil)},
			{Title: p.Say("public.members", nil), Align: reports.Right, Dots: true},
			{Title: p.Say("public.size", nil)},
			brief.Right(p.Say("public.chairs", nil), 0),
		},
	}
	cards := reports.Cards{}
	for i := range g.Groups {
		x := &g.Groups[i]
		if !x.Open {
			continue
		}
		topic := cmp.Or(reports.Shorten(reports.InText(x.Topic), 120),
			p.Say("public.group-number", messages.Args{"number": i + 1}))
		row := brief.Row(topic, x.Size, "", brief.If(x.ChairsWanted > 0, p.Say("public.chairs-of", messages.Args{
			"have": x.Chairs, "wanted": x.ChairsWanted,
		})))
		if x.MaxSize > 0 {
			row[1].Span = &reports.Span{Low: float64(x.MinSize), High: float64(x.MaxSize)}
			row[2].Text = p.Asked(x.MinSize, x.MaxSize)
		}
		t.Add(row...)
		c := reports.Card{Title: topic}
		for k := range x.Tables {
			of := p.DimensionTitle(planner.Dimension(x.Tables[k].Dimension))
			values := p.counts(&x.Tables[k], fmt.Sprintf("group-%d-%d", i+1, k+1), of)
			values.Columns[0].Title = p.Say("public.value", nil)
			c.Tables = append(c.Tables, values)
		}
		if len(c.Tables) > 0 {
			cards.Items = append(cards.Items, c)
		}
	}
	v := brief.Lines(brief.Info(brief.If(g.Closed, p.Say("public.members-hidden", nil))))
	return brief.Section("groups", p.Say("public.groups-title", nil), p.groups(g),
		reports.Verdicts{Items: v}, brief.WithoutEmptyColumns(t), cards)
}

// publicData says that something was noticed on import; how much may tell of one person.
func publicData(p published) *reports.Section {
	if !p.Noticed {
		return nil
	}
	return &reports.Section{ID: "data", Title: p.Say("public.data", nil), Lead: p.Say("public.noticed", nil)}
}

// publicPrivacy says how the figures were protected.
func publicPrivacy(p published) *reports.Section {
	items := brief.Each(p.Notes, func(s disclosure.Saying) string {
		return p.Say("public-note."+s.Code, messages.Args{"least": s.N, "mark": reports.Hidden})
	})
	return &reports.Section{
		ID: "privacy", Title: p.Say("public.privacy", nil), Lead: p.Say("public.privacy-lead", nil),
		Blocks: []reports.Block{reports.List{Items: append(items, p.Say("public.nothing-sent", nil))}},
	}
}
