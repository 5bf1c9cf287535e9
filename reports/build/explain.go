package build

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Explain says why one thing came out as it did: kind is "issue",
// "participant" or "group", name an ID or a name in any case. It returns nil
// and the names it knows where there is no such thing.
func Explain(in Input, kind, name string) (s *reports.Section, known []string) {
	b := newBuilder(in)
	switch kind {
	case "issue":
		s, known = explainIssue(b, name)
	case "participant":
		s, known = explainPerson(b, name)
	case "group":
		s, known = explainGroup(b, name)
	}
	if s != nil {
		d := reports.Document{Sections: []reports.Section{*s}}
		d.Clean()
		return &d.Sections[0], nil
	}
	return nil, known
}

// called reports whether text names the thing with that ID and name.
func called(text, id, name string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (strings.EqualFold(text, id) || strings.EqualFold(text, name))
}

func explainIssue(b *builder, name string) (*reports.Section, []string) {
	var known []string
	if r := b.in.Ranking; r != nil {
		for i := range r.Issues {
			if called(name, r.Issues[i].ID, r.Issues[i].Name) {
				return issueSection(b, &r.Issues[i]), nil
			}
			known = append(known, r.Issues[i].ID)
		}
		return nil, known
	}
	for _, is := range b.m.Issues {
		if called(name, is.ID, is.Name) {
			return &reports.Section{ID: "issue", Title: issueLabel(is.ID, is.Name, 200), Lead: noRanking(b)}, nil
		}
		known = append(known, is.ID)
	}
	return nil, known
}

func issueSection(b *builder, is *ranking.Issue) *reports.Section {
	r := b.in.Ranking
	s := &reports.Section{ID: "issue", Title: issueLabel(is.ID, is.Name, 200), Lead: b.Say("issue.lead", messages.Args{
		"place": is.Rank, "of": len(r.Issues), "figure": b.Number(is.Support, 1), "how": b.countedBy(r, r.Weights),
	})}
	var more []string
	if weighted(r) && is.RankHeads > 0 {
		more = append(more, b.Say("issue.lead-heads", messages.Args{
			"place": is.RankHeads, "figure": b.Number(is.SupportHeads, 1), "how": b.countedBy(r, "heads"),
		}))
	}
	if is.Answers < r.Ballots {
		more = append(more, b.Say("issue.answers", messages.Args{
			"answered": answeredBy(b, r), "count": int(is.Answers), "all": int(r.Ballots),
		}))
	}
	if is.Tied {
		more = append(more, b.Say("issue.tied", nil))
	}
	if w := likely(b, is.RankInterval); w != "" {
		more = append(more, b.Say("issue.likely", messages.Args{"places": w}))
	}
	s.Add(reports.List{Items: append(more, b.Say("scale-means."+scaleOf(formsOf(r.Kinds)), nil))})
	if names := groupsWithFigures(r); len(names) > 0 {
		t := reports.Table{
			ID: "issue-groups", Title: b.Say("issue.groups", nil), RowHead: true,
			Columns: []reports.Column{
				{Title: b.Say("column.group", nil)},
				{Title: scaleName(b, r), Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
				{Title: b.Say("issue.group-place", nil), Align: reports.Right},
			},
		}
		for _, g := range names {
			if slices.Contains(is.UnansweredBy, g) {
				t.Add(reports.Str(b.group(g)), reports.Str(unanswered(b, r)), reports.Str(""))
			} else if f, ok := is.GroupSupport[g]; ok {
				t.Add(reports.Str(b.group(g)), reports.Num(f), reports.Int(is.GroupRank[g]))
			}
		}
		s.Blocks = append(s.Blocks, t)
	}
	s.Add(duels(b, is.ID))
	return s
}

// duels lists the issue's one-to-one comparisons.
func duels(b *builder, id string) reports.Table {
	r := b.in.Ranking
	at := slices.Index(r.Pairwise.Issues, id)
	if at < 0 || len(r.Pairwise.Weights) != len(r.Pairwise.Issues) {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "issue-duels", Title: b.Say("issue.duels", nil), RowHead: true, Columns: slices.Concat(
			columns(reports.Left, 0, b.Say("issue.against", nil)),
			columns(reports.Right, 1, b.Say("issue.for-this", nil), b.Say("issue.for-that", nil)),
			columns(reports.Left, 0, b.Say("issue.outcome", nil))),
	}
	outcomes := []string{b.Say("issue.loses", nil), b.Say("issue.tie", nil), b.Say("issue.wins", nil)}
	for j, other := range r.Pairwise.Issues {
		if j == at {
			continue
		}
		mine, theirs := r.Pairwise.Weights[at][j], r.Pairwise.Weights[j][at]
		t.Add(reports.Str(issueLabel(other, b.issue[other], 60)), reports.Num(mine.Float()),
			reports.Num(theirs.Float()), reports.Str(outcomes[mine.Rat().Cmp(theirs.Rat())+1]))
	}
	return t
}

func explainPerson(b *builder, name string) (*reports.Section, []string) {
	var known []string
	for i := range b.m.Roster {
		p := &b.m.Roster[i]
		if called(name, p.ID, p.Name) {
			return personSection(b, p), nil
		}
		known = append(known, p.Label())
	}
	return nil, known
}

func personSection(b *builder, p *planner.Participant) *reports.Section {
	s := &reports.Section{ID: "participant", Title: reports.InText(p.Label()), Lead: b.Say("person.unknown", nil)}
	var known messages.Plain
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v, _ := p.Value(d); v != "" {
			known = append(known, reports.InText(b.Value(v)))
		}
	}
	if len(known) > 0 {
		s.Lead = b.Say("person.profile", messages.Args{"values": known})
	}
	s.Add(b.onPanel(p)...)
	if plan := b.shownPlan(); plan != nil {
		s.Add(b.seatOf(plan, p.ID)...)
	}
	return s
}

// onPanel says for which rules the person counts, and what their leaving breaks.
func (b *builder) onPanel(p *planner.Participant) []reports.Block {
	if b.judged == nil {
		return nil
	}
	r := b.judged.Report
	if !slices.Contains(r.Panel.Members, p.ID) {
		return []reports.Block{reports.Paragraph{Text: b.Say("person.not-judged", nil)}}
	}
	var counts []string
	for i := range r.Targets {
		if slices.Contains(r.Targets[i].Members, p.ID) {
			counts = append(counts, b.targetLabel(&r.Targets[i]))
		}
	}
	var v reports.Verdicts
	for _, d := range r.Dependence {
		if d.Person != p.ID {
			continue
		}
		x := verdict(reports.Warn, b.Say("person.breaks", messages.Args{"rules": b.targetNames(r, d.Targets)}))
		x.Detail = b.Say("person.nobody", nil)
		if len(d.Replacements) > 0 {
			x.Detail = b.Say("person.instead", messages.Args{"who": b.few(b.names(d.Replacements), 6)})
		}
		v.Items = append(v.Items, x)
	}
	return []reports.Block{
		reports.Paragraph{Text: b.Say("person.judged", nil)},
		reports.List{Title: b.Say("person.counts", nil), Items: counts},
		v,
	}
}

// seatOf says where the person sits and which choice that is.
func (b *builder) seatOf(p *grouping.Plan, id string) []reports.Block {
	var items []string
	for i := range p.Groups {
		for _, m := range p.Groups[i].Members {
			if m.ID == id {
				kind := "choice"
				if !m.Voted {
					kind = "no-wish"
				} else if m.Choice == 0 {
					kind = "not-listed"
				}
				items = append(items, b.Say("person-seat."+kind, messages.Args{
					"group": groupLabel(
						&p.Groups[i],
					), "role": b.Say("seat-role."+string(cmp.Or(m.Role, grouping.RoleMember)), nil), "choice": m.Choice,
				}))
			}
		}
	}
	if len(items) == 0 {
		return []reports.Block{reports.Paragraph{Text: b.Say("person.no-seat", nil)}}
	}
	out := []reports.Block{reports.List{Title: b.Say("person.group", nil), Items: items}}
	if p.Explanation == nil {
		return out
	}
	for i := range p.Explanation.People {
		if note := &p.Explanation.People[i]; note.Person == id {
			t := whyTable(b, []grouping.PersonNote{*note}, false)
			t.ID, t.Title = "why-not", b.Say("person.why-not", nil)
			out = append(out, t)
		}
	}
	return out
}

func explainGroup(b *builder, name string) (*reports.Section, []string) {
	plan := b.shownPlan()
	if plan == nil {
		return nil, nil
	}
	var known []string
	var part []*grouping.Group // those of whose topic the name is a part
	for i := range plan.Groups {
		g := &plan.Groups[i]
		if called(name, g.ID, g.Topic) || called(name, g.Issue, g.ID+" "+g.Topic) {
			return groupSection(b, g), nil
		}
		if strings.Contains(strings.ToLower(g.Topic), strings.ToLower(strings.TrimSpace(name))) {
			part = append(part, g)
		}
		known = append(known, groupLabel(g))
	}
	if len(part) == 1 {
		return groupSection(b, part[0]), nil
	}
	return nil, known
}

func groupSection(b *builder, g *grouping.Group) *reports.Section {
	c := groupCard(b, g)
	s := &reports.Section{ID: "group", Title: c.Title, Lead: c.Lines[0]}
	t := reports.Table{
		ID: "group-targets", Title: b.Say("group-rules.table", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.verdict", nil)},
			{Title: b.Say("column.has", nil), Align: reports.Right},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.tier", nil)},
		},
	}
	for i := range g.Targets {
		x := &g.Targets[i]
		label, state := b.valueLabel(x.Dimension, b.short(x.Value)), reports.OK
		if x.Value == "" {
			label = b.Say("group-rules.different", messages.Args{"dimensions": b.dimensions(x.Dimension)})
		}
		if x.Short+x.Over > 0 {
			state = reports.Miss
		}
		t.Add(reports.Str(label), reports.Mark(state), reports.Int(x.Have), reports.Str(b.asked(x.Min, x.Max)),
			reports.Str(b.Say("tier."+x.Tier.String(), nil)))
	}
	s.Add(reports.List{Items: c.Lines[1:]}, t, c.Tables[0])
	return s
}
