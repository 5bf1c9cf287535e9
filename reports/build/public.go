package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// published is what the sections of the public edition are made of: words, and a
// [disclosure.Protected] value. Whatever is not in there cannot be printed.
type published struct {
	*builder
	*disclosure.Protected
}

// Public writes the public edition.
func Public(protected disclosure.Protected, l *messages.Catalogue) *reports.Document {
	p := published{newBuilder(Input{Language: l}), &protected}
	d := &reports.Document{
		Language: l, Title: cmp.Or(strings.TrimSpace(p.Title), l.Say("document.title", nil)), Subtitle: p.subtitle(),
		Edition: reports.Public, Facts: p.facts(), Provenance: p.Provenance,
	}
	for _, part := range []func(published) *reports.Section{
		publicPage, publicRules, publicPeople, publicCross, publicRanking, publicChanges, publicByGroup, publicGroups,
		publicOutcome, publicData, publicPrivacy,
	} {
		if s := part(p); s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

func (p published) subtitle() string {
	format := reports.InText(p.Format)
	switch {
	case format == "" && p.Minutes <= 0:
		return p.Say("document.public", nil)
	case format == "":
		return p.Say("document.public-minutes", messages.Args{"n": p.Minutes})
	case p.Minutes <= 0:
		return p.Say("document.public-format", messages.Args{"format": format})
	default:
		return p.Say("document.public-both", messages.Args{"format": format, "n": p.Minutes})
	}
}

func (p published) facts() []reports.Pair {
	out := keyFigures{Catalogue: p.Catalogue}
	out.add("people", p.Participants)
	if p.Votes != nil {
		out.add("issues", p.Votes.Asked)
		out.add("ballots", int(p.Votes.Ballots))
	}
	if p.Groups != nil {
		out.add("groups", len(openPublic(p.Groups)))
	}
	return out.pairs
}

// openPublic are the groups that are formed.
func openPublic(g *disclosure.Groups) []disclosure.Group {
	return slices.DeleteFunc(slices.Clone(g.Groups), func(x disclosure.Group) bool { return !x.Open })
}

// publicPage is the first page, in the order of the chair's: how the rules stand, which
// issues come first as far as that is told, and how many groups there are on what.
func publicPage(p published) *reports.Section {
	s := &reports.Section{ID: "summary", Title: p.Say("first.title", nil)}
	if v := p.rulesVerdict(); v != nil {
		for i := range p.Targets {
			if t := &p.Targets[i]; t.Shown && t.State != reports.OK && len(v) <= mostMissed {
				v = append(v, reports.Verdict{State: t.State, Text: p.rule(t)})
			}
		}
		s.Add(reports.Verdicts{Title: p.Say("first.balance", nil), Items: v})
	}
	v := []reports.Verdict{{State: reports.Info, Text: p.firstIssues()}}
	if p.Votes != nil && p.Votes.Level > disclosure.Nothing {
		v = append(v, reports.Verdict{State: reports.Info, Text: p.Say("public-weights."+p.Votes.Weights, nil)})
	}
	s.Add(reports.Verdicts{Title: p.Say("first.issues", nil), Items: v})
	if p.Groups != nil {
		s.Add(reports.Verdicts{Title: p.Say("first.groups", nil), Items: p.groupVerdicts(true)})
	}
	return s
}

// rulesVerdict counts the published verdicts; nil where nothing was asked.
func (p published) rulesVerdict() []reports.Verdict {
	count := map[reports.State]int{}
	for i := range p.Targets {
		if t := &p.Targets[i]; t.Shown {
			count[t.State]++
		}
	}
	met, missed, unsure := count[reports.OK], count[reports.Miss], count[reports.Unsure]
	v := reports.Verdict{State: reports.OK}
	switch n := met + missed + unsure; {
	case len(p.Targets) == 0:
		return nil
	case n == 0:
		v.State, v.Text = reports.Info, p.Say("public.rules-hidden", nil)
	case missed > 0:
		v.State, v.Text = reports.Miss, p.Say(
			"public.rules-missed",
			messages.Args{"n": n, "met": met, "missed": missed},
		)
	case unsure > 0:
		v.State, v.Text = reports.Unsure, p.Say("public.rules-unsure", messages.Args{"n": n, "met": met})
	default:
		v.Text = p.Say("public.rules-met", messages.Args{"n": n})
	}
	if p.Panel.Size > 0 {
		who := p.whose(disclosure.Saying{Code: "panel", Who: p.Panel.Judged}, p.Panel.Size)
		v.Detail = p.Say("public.judged", messages.Args{"who": who})
	}
	return []reports.Verdict{v}
}

// rule is one rule with its verdict.
func (p published) rule(t *disclosure.Target) string {
	args := messages.Args{"rule": p.ruleName(t), "have": t.Have, "asked": p.ruleAsks(t)}
	switch {
	case t.Short > 0:
		args["short"] = t.Short
		return p.Say("public.rule-short", args)
	case t.Over > 0:
		args["over"] = t.Over
		return p.Say("public.rule-over", args)
	default:
		return p.Say("public.rule-open", args)
	}
}

func (p published) ruleName(t *disclosure.Target) string {
	return cmp.Or(reports.InText(t.Label), p.Say("public.rule-named", nil))
}

func (p published) ruleAsks(t *disclosure.Target) string {
	return cmp.Or(t.Asked, p.asked(t.Min, t.Max))
}

// publicRules is every rule with its verdict, as far as it is published.
func publicRules(p published) *reports.Section {
	v := p.rulesVerdict()
	if v == nil {
		return nil
	}
	t := reports.Table{
		ID: "targets", Title: p.Say("public.rules-table", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: p.Say("column.rule", nil)},
			{Title: p.Say("column.verdict", nil)},
			{Title: p.Say("column.has", nil), Align: reports.Right},
			{Title: p.Say("column.asked", nil)},
			{Title: p.Say("column.gap", nil)},
			{Title: p.Say("column.tier", nil)},
			{Title: p.Say("public.source", nil), Link: true},
		},
	}
	for i := range p.Targets {
		x := &p.Targets[i]
		state, has, gap := reports.Str(reports.Hidden), reports.Str(reports.Hidden), reports.Hidden
		if x.Shown {
			state, has, gap = reports.Mark(x.State), reports.Int(x.Have), ""
			has.Span = &reports.Span{Low: float64(x.Min), High: float64(x.Max)}
		} else {
			t.Note = p.Say("public.rules-note", messages.Args{"mark": reports.Hidden})
		}
		switch {
		case x.Short > 0:
			gap = p.Say("public.short", messages.Args{"short": x.Short})
		case x.Over > 0:
			gap = p.Say("public.over", messages.Args{"over": x.Over})
		}
		t.Add(reports.Str(p.ruleName(x)), state, has, reports.Str(p.ruleAsks(x)), reports.Str(gap),
			reports.Str(p.Say("tier."+x.Tier, nil)), reports.Str(x.Source))
	}
	s := &reports.Section{ID: "rules", Title: p.Say("public.rules", nil), Lead: v[0].Text}
	s.Add(withoutEmptyColumns(t))
	return s
}

// whose says whose figures they are, and how many people that is.
func (p published) whose(s disclosure.Saying, people int) string {
	return cmp.Or(reports.InText(s.Who), p.Say("public-who."+s.Code, messages.Args{"people": people}))
}

// publicPeople is the tables by one dimension.
func publicPeople(p published) *reports.Section {
	s := &reports.Section{ID: "people", Title: p.Say("public.people", nil)}
	var silent []string
	for i := range p.Tables {
		x := &p.Tables[i]
		if x.Why.Told() {
			args := messages.Args{
				"dimension": p.dimensionTitle(planner.Dimension(x.Dimension)),
				"who":       p.whose(x.Population, x.People),
			}
			silent = append(silent, p.Say("public-why."+x.Why.Code, args))
			continue
		}
		t := p.counts(x, "people-"+strconv.Itoa(i+1))
		t.Title = p.Say("public.people-of", messages.Args{
			"dimension": p.dimensionTitle(planner.Dimension(x.Dimension)), "who": p.whose(x.Population, x.People),
		})
		s.Add(peopleBlock(p.words, t, p.dimension(planner.Dimension(x.Dimension)), x.People))
	}
	s.Add(reports.List{Title: p.Say("public.silent", nil), Items: silent})
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// counts is a table of people by one dimension.
func (p published) counts(x *disclosure.Table, id string) reports.Table {
	title := p.dimensionTitle(planner.Dimension(x.Dimension))
	t := reports.Table{ID: id, Title: title, RowHead: true, Columns: []reports.Column{
		{Title: title}, {Title: p.Say("column.people", nil), Align: reports.Right},
	}}
	for _, r := range x.Rows {
		label := p.Value(r.Label)
		if r.Merged {
			label = cmp.Or(p.Or(each(r.Together, p.Value)), p.Say("public.others", nil))
			t.Note = p.Say("public.merged", nil)
		}
		t.Add(reports.Str(label), reports.Int(r.Count))
	}
	return t
}

// publicCross is the tables of two dimensions.
func publicCross(p published) *reports.Section {
	if len(p.Cross) == 0 {
		return nil
	}
	s := &reports.Section{ID: "cross", Title: p.Say("public.cross", nil)}
	for i := range p.Cross {
		x := &p.Cross[i]
		t := reports.Table{
			ID: fmt.Sprintf("cross-%d", i+1), RowHead: true, Title: p.Say("public.cross-of", messages.Args{
				"rows": p.dimensionTitle(
					planner.Dimension(x.RowDimension),
				), "columns": p.dimension(planner.Dimension(x.ColumnDimension)),
				"who": p.whose(x.Population, x.People),
			}),
			Columns: []reports.Column{{Title: p.dimensionTitle(planner.Dimension(x.RowDimension))}},
		}
		for _, c := range x.ColumnLabels {
			t.Columns = append(t.Columns, reports.Column{Title: p.Value(c), Align: reports.Center})
		}
		for k, label := range x.RowLabels {
			t.Add(append([]reports.Value{reports.Str(p.Value(label))}, each(x.Cells[k], reports.Int)...)...)
		}
		s.Add(t)
	}
	return s
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
			firsts = append(firsts, quotedIssue(v.Issues[i].ID, v.Issues[i].Name, 70))
		}
	}
	switch {
	case len(firsts) == 0:
		return p.Say("public.not-told", nil)
	case v.Level == disclosure.First:
		return p.Say("public.first-set", messages.Args{"n": len(firsts), "issues": firsts})
	default:
		return p.Say("public.first", messages.Args{"n": len(firsts), "issues": firsts})
	}
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
	notes := []string{p.level(v.Why)}
	if v.Level == disclosure.Nothing {
		s.Add(reports.List{Items: notes})
		return s
	}
	t := reports.Table{
		ID: "ranking", Title: p.Say("public.order", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: p.Say("column.issue", nil)},
			{Title: p.Say("column.place", nil), Align: reports.Right},
			{Title: p.Say("public.fifth", nil), Align: reports.Right},
		}[:v.Level],
	}
	notes = append(notes, p.Say("public-weights."+v.Weights, nil))
	if v.Level == disclosure.First {
		t.Title = p.Say("public.order-first", nil)
	}
	if v.Level > disclosure.First && len(v.Kinds) == 1 && v.Kinds[0] == "hum" || v.Level == disclosure.Fifths {
		kind := "mixed"
		if len(v.Kinds) == 1 {
			kind = v.Kinds[0]
		}
		notes = append(notes, p.Say("public-scale."+kind, nil))
	}
	if v.Level == disclosure.Fifths {
		notes = append(notes, p.Say("public.edges", nil))
	}
	if v.Level == disclosure.First || !v.Ties {
		notes = append(notes, p.Say("public.equal", nil))
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		place := reports.Int(x.Rank)
		if x.Tied {
			place.Text = strconv.Itoa(x.Rank) + " ="
		}
		row := []reports.Value{
			reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)), place,
			reports.Str(strings.TrimSuffix(x.Fifth.String(), " %")), // a part of a scale, no share
		}
		t.Add(row[:v.Level]...)
	}
	s.Add(t, reports.List{Items: append(notes, p.Say("public.for-chair", nil))})
	return s
}

// publicChanges is the places of the issues before and now.
func publicChanges(p published) *reports.Section {
	c := p.Changes
	if c == nil {
		return nil
	}
	s := &reports.Section{ID: "changes", Title: p.Say("public.changes", nil)}
	if c.Why.Told() {
		s.Lead = p.Say("public.changes-hidden", nil)
		s.Add(reports.Paragraph{Text: p.level(c.Why)})
		return s
	}
	s.Lead = p.Say("public.changes-apart", nil)
	if c.BallotsAfter > 0 {
		s.Lead = p.Say(
			"public.changes-ballots",
			messages.Args{"before": int(c.BallotsBefore), "now": int(c.BallotsAfter)},
		)
	}
	t := reports.Table{
		ID: "changes", Title: p.Say("public.changes-table", nil), RowHead: true,
		Note: p.Say("public.changes-note", nil),
		Columns: []reports.Column{
			{Title: p.Say("column.issue", nil)},
			{Title: p.Say("public.place-before", nil), Align: reports.Right},
			{Title: p.Say("public.place-now", nil), Align: reports.Right},
		},
	}
	for i := range c.Issues {
		x := &c.Issues[i]
		cells := changeCells(&ranking.Change{Before: x.Before, After: x.After})
		t.Add(reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)), cells[0], cells[1])
	}
	s.Add(t)
	return s
}

// publicByGroup is the first issues of each group of which they are told.
func publicByGroup(p published) *reports.Section {
	if p.Votes == nil || len(p.Votes.Groups) == 0 {
		return nil
	}
	t := reports.Table{
		ID: "bygroup", RowHead: true, Columns: []reports.Column{{Title: p.Say("column.issue", nil)}},
		Title: p.Say("public.by-group-table", messages.Args{"n": len(p.Votes.Groups[0].First)}),
		Note:  p.Say("public.by-group-note", nil),
	}
	for _, g := range p.Votes.Groups {
		t.Columns = append(t.Columns, reports.Column{Title: reports.InText(p.Value(g.Name)), Align: reports.Center})
	}
	for i := range p.Votes.Issues {
		x := &p.Votes.Issues[i]
		row := []reports.Value{reports.Str(issueLabel(x.ID, x.Name, 80))}
		for _, g := range p.Votes.Groups {
			in := ""
			if slices.Contains(g.First, x.ID) {
				in = p.Say("public.among", nil)
			}
			row = append(row, reports.Str(in))
		}
		t.Add(row...)
	}
	return &reports.Section{ID: "bygroup", Title: p.Say("public.by-group", nil), Blocks: []reports.Block{t}}
}

// groupVerdicts say how many groups there are, with their topics where the page stands
// alone, how the wishes were met, and what was not.
func (p published) groupVerdicts(alone bool) []reports.Verdict {
	g := p.Groups
	open, seats := openPublic(g), 0
	var topics []string
	for i := range open {
		seats += open[i].Size
		if open[i].Topic != "" {
			topics = append(topics, reports.Shorten(reports.InText(open[i].Topic), 60))
		}
	}
	var out []reports.Verdict
	add := func(state reports.State, text string) { out = append(out, reports.Verdict{State: state, Text: text}) }
	add(reports.Info, p.Say("public.groups", messages.Args{"n": len(open), "seats": seats}))
	if alone && len(topics) > 0 {
		add(reports.Info, p.Say("public.topics", messages.Args{"topics": p.parts(topics)}))
	}
	if !g.FirstChoice.IsZero() {
		add(reports.Info, p.Say("public.first-choice", messages.Args{"share": g.FirstChoice.String()}))
	}
	if !g.TopThree.IsZero() && !alone {
		add(reports.Info, p.Say("public.top-three", messages.Args{"share": g.TopThree.String()}))
	}
	if g.Unassigned > 0 {
		add(reports.Warn, p.Say("public.no-seat", messages.Args{"n": g.Unassigned}))
	}
	switch {
	case g.TargetsAsked == 0:
	case g.TargetsMet < g.TargetsAsked:
		add(reports.Warn, p.Say("public.group-rules-missed", messages.Args{"n": g.TargetsAsked, "met": g.TargetsMet}))
	default:
		add(reports.OK, p.Say("public.group-rules", messages.Args{"n": g.TargetsAsked}))
	}
	return out
}

// publicGroups is the working groups without their members.
func publicGroups(p published) *reports.Section {
	g := p.Groups
	if g == nil {
		return nil
	}
	v := p.groupVerdicts(false)
	s := &reports.Section{ID: "groups", Title: p.Say("public.groups-title", nil), Lead: v[0].Text}
	if g.Closed {
		v = append(v, reports.Verdict{State: reports.Info, Text: p.Say("public.members-hidden", nil)})
	}
	t := reports.Table{
		ID: "groups-table", Title: p.Say("public.groups-table", nil), RowHead: true, Columns: []reports.Column{
			{Title: p.Say("public.group", nil)},
			{Title: p.Say("public.members", nil), Align: reports.Right, Dots: true},
			{Title: p.Say("public.size", nil)},
			{Title: p.Say("public.chairs", nil), Align: reports.Right},
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
		size, chairs, members := "", "", reports.Int(x.Size)
		if x.MaxSize > 0 {
			size = p.asked(x.MinSize, x.MaxSize)
			members.Span = &reports.Span{Low: float64(x.MinSize), High: float64(x.MaxSize)}
		}
		if x.ChairsWanted > 0 {
			chairs = p.Say("public.chairs-of", messages.Args{"have": x.Chairs, "wanted": x.ChairsWanted})
		}
		t.Add(reports.Str(topic), members, reports.Str(size), reports.Str(chairs))
		c := reports.Card{Title: topic, Lines: []string{p.Say("public.members-count", messages.Args{"n": x.Size})}}
		for k := range x.Tables {
			of := p.counts(&x.Tables[k], fmt.Sprintf("group-%d-%d", i+1, k+1))
			of.Columns[0].Title = p.Say("public.value", nil)
			c.Tables = append(c.Tables, of)
		}
		if len(c.Tables) > 0 {
			cards.Items = append(cards.Items, c)
		}
	}
	s.Add(reports.Verdicts{Items: v[1:]}, withoutEmptyColumns(t), cards)
	return s
}

// publicData says that something was noticed on import; how much may tell of one person.
func publicData(p published) *reports.Section {
	if f := p.Findings; f.Errors+f.Warnings+f.Notes == 0 {
		return nil
	}
	return &reports.Section{ID: "data", Title: p.Say("public.data", nil), Lead: p.Say("public.noticed", nil)}
}

// publicPrivacy says how the figures were protected.
func publicPrivacy(p published) *reports.Section {
	items := each(p.Notes, func(s disclosure.Saying) string {
		return p.Say("public-note."+s.Code, messages.Args{"least": s.N, "mark": reports.Hidden})
	})
	return &reports.Section{
		ID: "privacy", Title: p.Say("public.privacy", nil), Lead: p.Say("public.privacy-lead", nil),
		Blocks: []reports.Block{reports.List{Items: append(items, p.Say("public.nothing-sent", nil))}},
	}
}
