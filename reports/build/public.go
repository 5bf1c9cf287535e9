package build

import (
	"fmt"
	"strconv"

	"roundtable/reports"
	"roundtable/reports/disclosure"
)

// BuildPublic writes the public edition. It sees a [Protected] value and nothing
// else, so whatever is not in there cannot be printed.
func Public(p disclosure.Protected) *reports.Document {
	d := &reports.Document{
		Title: titleOr(p.Title), Subtitle: publicSubtitle(&p), Edition: reports.Public,
		Facts: publicFacts(&p), Provenance: p.Provenance,
	}
	for _, part := range []func(*disclosure.Protected) *reports.Section{
		publicSummary, publicRules, publicPeople, publicCross,
		publicRanking, publicByGroup, publicGroups, publicData, publicPrivacy,
	} {
		if s := part(&p); s != nil {
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Clean()
	return d
}

func publicSubtitle(p *disclosure.Protected) string {
	out := "Public report"
	if p.Format != "" {
		out += " · " + reports.InText(p.Format)
	}
	if p.Minutes > 0 {
		out += " · " + text(p.Minutes) + " minutes"
	}
	return out
}

func publicFacts(p *disclosure.Protected) []reports.Pair {
	var out []reports.Pair
	add := func(n int, one string, many ...string) {
		if n > 0 {
			noun := one
			if n != 1 {
				noun = one + "s"
				if len(many) > 0 {
					noun = many[0]
				}
			}
			out = append(out, reports.Pair{Key: noun, Value: strconv.Itoa(n)})
		}
	}
	add(p.Participants, "person", "people")
	if p.Votes != nil {
		add(len(p.Votes.Issues), "issue")
		add(int(p.Votes.Ballots), "ballot")
	}
	if p.Groups != nil {
		add(openPublic(p.Groups), "working group")
	}
	return out
}

func openPublic(g *disclosure.Groups) int {
	n := 0
	for i := range g.Groups {
		if g.Groups[i].Open {
			n++
		}
	}
	return n
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
			v = append(v, reports.Verdict{State: reports.OK, Text: fmt.Sprintf("%d of %s met.", c.met, counted(c.shown, "published rule"))})
		}
	}
	if p.Votes != nil {
		if sentence := publicFirst(p.Votes); sentence != "" {
			s.Blocks = append(s.Blocks, reports.Paragraph{Text: sentence})
		}
		v = append(v, publicVoteVerdicts(p.Votes)...)
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
	whom := p.Panel.Judged
	if whom == "" {
		whom = people(p.Panel.Size)
	}
	out := fmt.Sprintf("%s: %d of %s met", upperFirst(reports.InText(whom)), c.met, counted(c.shown, "published balance rule"))
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
		Columns: []reports.Column{{Title: "Rule"}, {Title: "Verdict"}, {Title: "Has", Align: reports.Right}, {Title: "Asked for"}, {Title: "Gap"}, {Title: "Weight"}},
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
	if x.Asked != "" {
		return x.Asked
	}
	return asked(x.Min, x.Max)
}

func publicTargetRow(x *disclosure.Target) []reports.Value {
	label := reports.Str(upperFirst(x.Label))
	if !x.Shown {
		return []reports.Value{label, reports.Str(reports.Hidden), reports.Str(reports.Hidden), reports.Str(publicAsked(x)), reports.Str(reports.Hidden), reports.Str(x.Tier)}
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
	return []reports.Value{label, reports.Mark(x.State), has, reports.Str(publicAsked(x)), reports.Str(gap), reports.Str(x.Tier)}
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
	title := fmt.Sprintf("%s, among %s", upperFirst(reports.InText(x.Dimension)), reports.InText(populationOf(x.Population, x.People)))
	t := reports.Table{
		ID: id, Title: title, RowHead: true,
		Columns: []reports.Column{{Title: upperFirst(reports.InText(x.Dimension))}, {Title: "People", Align: reports.Right}},
	}
	merged := false
	for _, r := range x.Rows {
		t.Rows = append(t.Rows, []reports.Value{reports.Str(r.Label), reports.Int(r.Count)})
		merged = merged || r.Merged
	}
	if merged {
		t.Note = "Small groups are counted together."
	}
	const smallPanel = 12
	if x.People <= smallPanel {
		t.Columns[1].Dots = true
		return t
	}
	t.Columns[1].Bar, t.Columns[1].BarMax = true, largest(t.Rows, 1)
	c := reports.Chart{ID: "chart-" + id, Kind: reports.Bar, Title: title, Axis: "people", Series: []reports.Series{{Name: "People"}}, Table: t}
	c.Summary = upperFirst(joined(countWords(t.Rows))) + "."
	c.Table.Title = "People by " + reports.InText(x.Dimension)
	for _, r := range t.Rows {
		c.Categories = append(c.Categories, r[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, r[1].Number)
	}
	return c
}

func populationOf(words string, n int) string {
	if words == "" {
		return people(n)
	}
	return words
}

// publicCross is the tables of two dimensions, or why there are none.
func publicCross(p *disclosure.Protected) *reports.Section {
	if len(p.Cross) == 0 {
		return nil
	}
	s := &reports.Section{ID: "cross", Title: "Empty corners"}
	for i := range p.Cross {
		x := &p.Cross[i]
		if len(x.Cells) == 0 {
			if x.Why != "" {
				s.Blocks = append(s.Blocks, reports.Paragraph{Text: upperFirst(x.RowDimension) + " by " + x.ColumnDimension + ": " + sentence(x.Why)})
			}
			continue
		}
		s.Blocks = append(s.Blocks, publicCrossTable(x, i))
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func publicCrossTable(x *disclosure.Cross, index int) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("cross-%d", index+1), RowHead: true,
		Title:   fmt.Sprintf("%s by %s, among %s", upperFirst(x.RowDimension), x.ColumnDimension, populationOf(x.Population, x.People)),
		Columns: []reports.Column{{Title: upperFirst(x.RowDimension)}},
		Note:    "“" + reports.Hidden + "” stands for a figure that is not published, whatever its size.",
	}
	for _, c := range x.ColumnLabels {
		t.Columns = append(t.Columns, reports.Column{Title: c, Align: reports.Center})
	}
	t.Columns = append(t.Columns, reports.Column{Title: "All", Align: reports.Center})
	total := 0
	for i, label := range x.RowLabels {
		row := []reports.Value{reports.Str(label)}
		for _, f := range x.Cells[i] {
			row = append(row, f.Value())
		}
		total += x.RowTotals[i]
		t.Rows = append(t.Rows, append(row, reports.Int(x.RowTotals[i])))
	}
	last := []reports.Value{reports.Str("All")}
	for _, n := range x.ColumnTotals {
		last = append(last, reports.Int(n))
	}
	t.Rows = append(t.Rows, append(last, reports.Int(total)))
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
		Lead: findingSentence(findingCounts{f.Errors, f.Warnings, f.Notes}) + " They are listed in the edition for the chair.",
	}
}

// publicPrivacy says how the figures were protected.
func publicPrivacy(p *disclosure.Protected) *reports.Section {
	items := append([]string(nil), p.Notes...)
	items = append(items, "No data was sent anywhere to make this report, and the page loads nothing from elsewhere.")
	return &reports.Section{
		ID: "privacy", Title: "What is hidden, and why",
		Lead:   "This edition tells nothing about any one person and nothing about how anyone voted, so that it can be published and people can vote freely.",
		Blocks: []reports.Block{reports.List{Items: items}},
	}
}
