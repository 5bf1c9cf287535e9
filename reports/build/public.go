package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/reports"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// Public writes the public edition. It sees a [disclosure.Protected] value and nothing
// else, so whatever is not in there cannot be printed.
func Public(p disclosure.Protected, l *messages.Catalogue) *reports.Document {
	d := &reports.Document{
		Language: l, Title: cmp.Or(strings.TrimSpace(p.Title), l.Say("document.title", nil)), Subtitle: publicSubtitle(&p, l), Edition: reports.Public,
		Facts: publicFacts(&p, l), Provenance: p.Provenance,
	}
	for _, part := range []func(*disclosure.Protected) *reports.Section{
		publicSummary, publicRules, publicPeople, publicCross,
		publicRanking, publicChanges, publicByGroup, publicGroups, publicOutcome(l), publicData, publicPrivacy,
	} {
		if s := part(&p); s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

func publicSubtitle(p *disclosure.Protected, l *messages.Catalogue) string {
	format := reports.InText(p.Format)
	switch {
	case format == "" && p.Minutes <= 0:
		return l.Say("document.public", nil)
	case format == "":
		return l.Say("document.public-minutes", messages.Args{"n": p.Minutes})
	case p.Minutes <= 0:
		return l.Say("document.public-format", messages.Args{"format": format})
	default:
		return l.Say("document.public-both", messages.Args{"format": format, "n": p.Minutes})
	}
}

func publicFacts(p *disclosure.Protected, l *messages.Catalogue) []reports.Pair {
	out := keyFigures{Catalogue: l}
	out.add("people", p.Participants)
	if p.Votes != nil {
		out.add("issues", p.Votes.Asked)
		out.add("ballots", int(p.Votes.Ballots))
	}
	if p.Groups != nil {
		out.add("groups", openPublic(p.Groups))
	}
	return out.pairs
}

func openPublic(g *disclosure.Groups) int {
	return countIf(g.Groups, func(x disclosure.Group) bool { return x.Open })
}

// publicSummary is what a reader should know first.
func publicSummary(p *disclosure.Protected) *reports.Section {
	s := &reports.Section{ID: "summary", Title: "Summary"}
	var v []reports.Verdict
	c := countPublic(p.Targets)
	if c.shown > 0 {
		s.Lead = publicBalanceSentence(p, c)
		for i := range p.Targets {
			if t := &p.Targets[i]; t.Shown && t.State != reports.OK {
				v = append(v, publicTargetVerdict(t))
			}
		}
		if c.met > 0 {
			v = append(v, reports.Verdict{State: reports.OK, Text: fmt.Sprintf("%d of %s met.", c.met,
				counted(c.shown, "published rule"))})
		}
	}
	if p.Votes != nil {
		if sentence := publicFirst(p.Votes); sentence != "" {
			s.Blocks = append(s.Blocks, reports.Paragraph{Text: sentence})
		}
		level := publicLevel(p.Votes)
		level.Detail = "" // it stands with the order
		v = append(v, level)
	} else {
		v = append(v, reports.Verdict{State: reports.Info, Text: "There were no votes, so no issue is ranked."})
	}
	if p.Groups != nil {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: publicGroupSentence(p.Groups)})
	}
	if len(v) > 0 {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: v})
	}
	return s
}

type publicCount struct{ shown, met, missed, hidden int }

func countPublic(ts []disclosure.Target) publicCount {
	var c publicCount
	for i := range ts {
		switch {
		case !ts[i].Shown:
			c.hidden++
		case ts[i].State == reports.OK:
			c.met++
			c.shown++
		default:
			if ts[i].State == reports.Miss {
				c.missed++
			}
			c.shown++
		}
	}
	return c
}

func publicBalanceSentence(p *disclosure.Protected, c publicCount) string {
	whom := cmp.Or(p.Panel.Judged, people(p.Panel.Size))
	out := fmt.Sprintf("%s: %d of %s met", upperFirst(reports.InText(whom)), c.met,
		counted(c.shown, "published balance rule"))
	if c.missed > 0 {
		out += fmt.Sprintf(", %d missed", c.missed)
	}
	return out + "."
}

func publicTargetVerdict(t *disclosure.Target) reports.Verdict {
	v := reports.Verdict{State: t.State, Text: upperFirst(reports.InText(t.Label))}
	switch {
	case t.Short > 0:
		v.Text += ": short by " + text(t.Short)
	case t.Over > 0:
		v.Text += ": " + text(t.Over) + " too many"
	}
	v.Text += " (has " + text(t.Have) + ", asked for " + publicAsked(t) + ")."
	return v
}

// publicRules is every rule with its verdict, as far as it is published.
func publicRules(p *disclosure.Protected) *reports.Section {
	if len(p.Targets) == 0 {
		return nil
	}
	c := countPublic(p.Targets)
	s := &reports.Section{ID: "rules", Title: "Balance rules"}
	if c.shown > 0 {
		s.Lead = publicBalanceSentence(p, c)
	} else {
		s.Lead = "No verdict is published, because each would tell something about a few people."
	}
	t := reports.Table{
		ID: "targets", Title: "Every rule asked for", RowHead: true,
		Columns: []reports.Column{
			{Title: "Rule"},
			{Title: "Verdict"},
			{Title: "Has", Align: reports.Right},
			{Title: "Asked for"},
			{Title: "Gap"},
			{Title: "Weight"},
		},
	}
	sources := false
	for i := range p.Targets {
		x := &p.Targets[i]
		sources = sources || x.Source != ""
		t.Rows = append(t.Rows, publicTargetRow(x))
	}
	if sources {
		t.Columns = append(t.Columns, reports.Column{Title: "Source"})
		for i := range t.Rows {
			t.Rows[i] = append(t.Rows[i], reports.Str(p.Targets[i].Source))
		}
	}
	if c.hidden > 0 {
		t.Note = "“" + reports.Hidden + "” stands for a figure that is not published."
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

// publicAsked is what a rule asks for.
func publicAsked(x *disclosure.Target) string {
	return cmp.Or(x.Asked, asked(x.Min, x.Max))
}

func publicTargetRow(x *disclosure.Target) []reports.Value {
	label := reports.Str(upperFirst(x.Label))
	if !x.Shown {
		return []reports.Value{
			label, reports.Str(reports.Hidden), reports.Str(reports.Hidden),
			reports.Str(publicAsked(x)), reports.Str(reports.Hidden), reports.Str(x.Tier),
		}
	}
	gap := ""
	switch {
	case x.Short > 0:
		gap = "short by " + text(x.Short)
	case x.Over > 0:
		gap = text(x.Over) + " too many"
	}
	has := reports.Int(x.Have)
	has.Span = &reports.Span{Low: float64(x.Min), High: float64(x.Max)}
	return []reports.Value{
		label, reports.Mark(x.State), has, reports.Str(publicAsked(x)), reports.Str(gap),
		reports.Str(x.Tier),
	}
}

// publicPeople is the one-way tables.
func publicPeople(p *disclosure.Protected) *reports.Section {
	s := &reports.Section{ID: "people", Title: "Who is there"}
	var silent []string
	for i := range p.Tables {
		x := &p.Tables[i]
		if len(x.Rows) == 0 {
			if x.Why != "" {
				silent = append(silent, upperFirst(x.Dimension)+": "+sentence(x.Why))
			}
			continue
		}
		s.Blocks = append(s.Blocks, publicCountBlock(x, "people-"+strconv.Itoa(i+1)))
	}
	if len(silent) > 0 {
		s.Blocks = append(s.Blocks, reports.List{Title: "Not shown", Items: silent})
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func publicCountBlock(x *disclosure.Table, id string) reports.Block {
	title := fmt.Sprintf("%s, among %s", upperFirst(reports.InText(x.Dimension)),
		reports.InText(cmp.Or(x.Population, people(x.People))))
	t := reports.Table{
		ID: id, Title: title, RowHead: true,
		Columns: []reports.Column{
			{Title: upperFirst(reports.InText(x.Dimension))},
			{Title: "People", Align: reports.Right},
		},
	}
	merged := false
	for _, r := range x.Rows {
		t.Add(reports.Str(r.Label), reports.Int(r.Count))
		merged = merged || r.Merged
	}
	if merged {
		t.Note = "Small groups are counted together."
	}
	return peopleBlock(t, reports.InText(x.Dimension), x.People)
}

// publicCross is the tables of two dimensions.
func publicCross(p *disclosure.Protected) *reports.Section {
	if len(p.Cross) == 0 {
		return nil
	}
	s := &reports.Section{ID: "cross", Title: "Empty corners"}
	for i := range p.Cross {
		s.Blocks = append(s.Blocks, publicCrossTable(&p.Cross[i], i))
	}
	return s
}

func publicCrossTable(x *disclosure.Cross, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true,
		Title: fmt.Sprintf("%s by %s, among %s", upperFirst(x.RowDimension), x.ColumnDimension,
			cmp.Or(x.Population, people(x.People))),
		Columns: []reports.Column{{Title: upperFirst(x.RowDimension)}},
	}
	for _, c := range x.ColumnLabels {
		t.Columns = append(t.Columns, reports.Column{Title: c, Align: reports.Center})
	}
	for i, label := range x.RowLabels {
		row := []reports.Value{reports.Str(label)}
		for _, n := range x.Cells[i] {
			row = append(row, reports.Int(n))
		}
		t.Add(row...)
	}
	return t
}

// publicData counts what was noticed on import.
func publicData(p *disclosure.Protected) *reports.Section {
	f := p.Findings
	if f.Errors+f.Warnings+f.Notes == 0 {
		return nil
	}
	return &reports.Section{
		ID: "data", Title: "What was noticed in the data",
		Lead: findingSentence(findingCounts{f.Errors, f.Warnings, f.Notes}) + " They are listed in the " +
			"edition for the chair.",
	}
}

// publicPrivacy says how the figures were protected.
func publicPrivacy(p *disclosure.Protected) *reports.Section {
	items := append([]string(nil), p.Notes...)
	items = append(items, "No data was sent anywhere to make this report, and the page loads nothing from elsewhere.")
	return &reports.Section{
		ID: "privacy", Title: "What is hidden, and why",
		Lead: "This edition tells nothing about any one person and nothing about how anyone voted, so that it can " +
			"be published and people can vote freely.",
		Blocks: []reports.Block{reports.List{Items: items}},
	}
}

// publicFirst says which issue comes first, or which the first ones are.
func publicFirst(v *disclosure.Votes) string {
	var firsts []string
	for i := range v.Issues {
		if v.Level == disclosure.First || v.Issues[i].Rank == 1 {
			firsts = append(firsts, quotedIssue(v.Issues[i].ID, v.Issues[i].Name, 70))
		}
	}
	switch {
	case len(firsts) == 0:
		return ""
	case len(firsts) == 1:
		return firsts[0] + " comes first when " + weightWords(v.Weights) + "."
	case v.Level == disclosure.First:
		return fmt.Sprintf("The first %d, in the order of the ballot paper, when %s: %s.", len(firsts),
			weightWords(v.Weights), joined(firsts))
	default:
		return few(firsts, 4) + " share the first place when " + weightWords(v.Weights) + "."
	}
}

// publicLevel says how much is told of the votes, the same whatever they are.
func publicLevel(v *disclosure.Votes) reports.Verdict {
	out := reports.Verdict{State: reports.Info, Text: sentence(v.Why)}
	if v.Level == disclosure.Nothing {
		out.Text, out.Detail = "The order of the issues is not published.", sentence(v.Why)
		return out
	}
	if slices.Equal(v.Kinds, []string{"hum"}) {
		out.Text += " The issues are in the order of the mean answer, from most for to most against."
	}
	out.Detail = "How sure this is, whether other rules and weights agree, and what the groups have in common, is " +
		"said in the edition for the chair alone: it rests on how single people voted."
	return out
}

// publicRanking is the order of the issues as far as its level goes.
func publicRanking(p *disclosure.Protected) *reports.Section {
	s := &reports.Section{ID: "ranking", Title: "Issues in order"}
	v := p.Votes
	if v == nil {
		s.Lead = "There were no votes, so no issue is ranked."
		return s
	}
	if v.Level == disclosure.Nothing {
		s.Lead = "The order of the issues is not published. " + v.Why
		return s
	}
	s.Lead = publicFirst(v)
	s.Blocks = append(s.Blocks, reports.Verdicts{Items: []reports.Verdict{publicLevel(v)}}, publicOrderTable(v))
	return s
}

func publicOrderTable(v *disclosure.Votes) reports.Table {
	t := reports.Table{
		ID: "ranking", Title: "Issues in order", RowHead: true,
		Columns: []reports.Column{{Title: "Issue"}, {Title: "Place", Align: reports.Right}},
	}
	switch v.Level {
	case disclosure.First:
		t.Title, t.Columns = "The first issues, in the order of the ballot paper", t.Columns[:1]
	case disclosure.Fifths:
		t.Columns = append(t.Columns, reports.Column{Title: upperFirst(scaleOf(v.Kinds).word)})
		t.Note = "A fifth holds its lower end and not its upper one; the last holds both."
	}
	if v.Level == disclosure.First || !v.Ties {
		t.Note = strings.TrimSpace(
			t.Note + " Issues with the same support stand in the order of the ballot paper and " +
				"are not marked.",
		)
	}
	for i := range v.Issues {
		x := &v.Issues[i]
		place := reports.Int(x.Rank)
		if x.Tied {
			place.Text = text(x.Rank) + " ="
		}
		row := []reports.Value{
			reports.Str(issueLabel(x.ID, x.Name, math.MaxInt)),
			place,
			reports.Str(x.Fifth.String()),
		}
		t.Add(row[:len(t.Columns)]...)
	}
	return t
}

// publicByGroup is the first issues of each group of which they are told.
func publicByGroup(p *disclosure.Protected) *reports.Section {
	if p.Votes == nil || len(p.Votes.Groups) == 0 {
		return nil
	}
	k := len(p.Votes.Groups[0].First)
	t := reports.Table{
		ID: "bygroup", Title: fmt.Sprintf("What each group has among its first %d", k), RowHead: true,
		Columns: []reports.Column{{Title: "Issue"}},
		Note: "Without order. Of issues with the same support in a group, those that stand first in the order of all " +
			"are taken.",
	}
	for _, g := range p.Votes.Groups {
		t.Columns = append(t.Columns, reports.Column{Title: reports.InText(g.Name), Align: reports.Center})
	}
	for i := range p.Votes.Issues {
		x := &p.Votes.Issues[i]
		row := []reports.Value{reports.Str(issueLabel(x.ID, x.Name, 80))}
		for _, g := range p.Votes.Groups {
			in := ""
			if slices.Contains(g.First, x.ID) {
				in = "among the first"
			}
			row = append(row, reports.Str(in))
		}
		t.Add(row...)
	}
	return &reports.Section{ID: "bygroup", Title: "The first issues of each group", Blocks: []reports.Block{t}}
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
	if g.TargetsAsked > 0 {
		st := reports.OK
		if g.TargetsMet < g.TargetsAsked {
			st = reports.Warn
		}
		v = append(v, reports.Verdict{State: st, Text: fmt.Sprintf("%d of %s for the groups met.", g.TargetsMet,
			counted(g.TargetsAsked, "rule"))})
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
		row := []reports.Value{reports.Str(publicTopic(x, i)), members, size}
		if chairs {
			row = append(row, reports.Str(fmt.Sprintf("%d of %d", x.Chairs, x.ChairsWanted)))
		}
		t.Add(row...)
		if c, ok := publicCard(x, i); ok {
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

// publicTopic is what a group works on, or its number by size.
func publicTopic(x *disclosure.Group, index int) string {
	if x.Topic == "" {
		return "Working group " + text(index+1)
	}
	return reports.Shorten(reports.InText(x.Topic), 120)
}

// publicCard shows a group's counts where the roster is open.
func publicCard(x *disclosure.Group, index int) (reports.Card, bool) {
	c := reports.Card{Title: publicTopic(x, index), Lines: []string{counted(x.Size, "member")}}
	for i := range x.Tables {
		if len(x.Tables[i].Rows) == 0 {
			continue
		}
		t := reports.Table{
			ID: fmt.Sprintf("group-%d-%d", index+1, i+1), Title: upperFirst(reports.InText(x.Tables[i].Dimension)),
			RowHead: true,
			Columns: []reports.Column{{Title: "Value"}, {Title: "People", Align: reports.Right}},
		}
		for _, r := range x.Tables[i].Rows {
			t.Add(reports.Str(r.Label), reports.Int(r.Count))
		}
		c.Tables = append(c.Tables, t)
	}
	return c, len(c.Tables) > 0
}
