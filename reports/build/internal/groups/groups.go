// Package groups words the working groups: who is in which and why, what people got of
// what they chose, what the rules cost, the list of seats, and mixed tables.
package groups

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// OpenGroups counts the working groups that have members.
func OpenGroups(p *grouping.Plan) int {
	return brief.CountIf(p.Groups, func(g grouping.Group) bool { return len(g.Members) > 0 })
}

// mostListed is how many rules, people or groups a sentence names.
const mostListed = 8

// GroupsSection shows who goes where, and whether each group is as asked. How many got
// what they wished stands on the first page, and in the section on choices.
func GroupsSection(b *brief.Brief) *reports.Section {
	s := &reports.Section{ID: "groups", Title: b.Say("groups.title", nil)}
	p := b.ShownPlan()
	s.Add(clashBlocks(b)...)
	if p == nil {
		said := cmp.Or(
			brief.If(b.In.Impossible != nil, b.Say("groups.clash", nil)), b.In.Missing.Groups.Said(b.Catalogue),
			brief.If(b.In.Unasked, b.Say("groups.unasked", nil)),
		)
		listed := len(b.Meeting.Roster) > 0
		s.Lead = cmp.Or(said, brief.If(listed, b.Say("groups.none", nil)), b.Say("groups.none-listed", nil))
		if said == "" {
			s.Add(reports.List{Title: b.Say("groups.help", nil), Items: []string{
				b.Say("groups.help-votes", nil), b.Say("groups.help-table", nil),
			}})
		}
		return s
	}
	s.Lead = cmp.Or(brief.If(b.Clashing(), b.Say("groups.clash-nearest", nil)), topicsOf(b, p))
	cards := reports.Cards{}
	var closed []string
	for i := range p.Groups {
		if g := &p.Groups[i]; g.Open || len(g.Members) > 0 {
			cards.Items = append(cards.Items, groupCard(b, g))
		} else {
			closed = append(closed, groupLabel(g))
		}
	}
	unused := brief.If(len(closed) > 0, b.Say("groups.closed", messages.Args{"groups": closed}))
	s.Add(reports.Verdicts{Items: groupVerdicts(b, p)}, cards, reports.Paragraph{Text: unused}, withoutSeat(b, p))
	if b.In.Kept {
		s.Add(movesTable(b, p))
	}
	s.Add(b.NotesOf(p.Warnings)...)
	return s
}

// topicsOf says why the topics are these, "" where the groups are neither of a table nor
// the first issues of the ranking.
func topicsOf(b *brief.Brief, p *grouping.Plan) string {
	r, k := b.In.Ranking, len(p.Groups)
	if len(b.Meeting.Groups) > 0 {
		return b.Say("groups.topics-given", nil)
	}
	if k == 0 || r == nil || k > len(r.Issues) {
		return ""
	}
	topics := brief.Each(p.Groups, func(g grouping.Group) string { return g.Issue })
	for _, is := range r.Issues[:k] {
		if !slices.Contains(topics, is.ID) {
			return ""
		}
	}
	instead, of := agendaInstead(b, p)
	return cmp.Or(
		brief.If(len(instead) > 0, b.Say("groups.topics-agenda", messages.Args{
			"instead": brief.Texts(instead), "of": brief.Texts(of),
		})),
		b.Say("groups.topics", messages.Args{"n": k}),
	)
}

func groupLabel(g *grouping.Group) string { return brief.IssueLabel(g.ID, g.Topic, 70) }

// Seated counts the people with at least one seat.
func Seated(p *grouping.Plan) int {
	seen := map[string]bool{}
	for i := range p.Groups {
		for _, m := range p.Groups[i].Members {
			seen[m.ID] = true
		}
	}
	return len(seen)
}

// groupVerdicts say what is proved, which rules are missed, and what else is to be known.
func groupVerdicts(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	chairs, again, missed := 0, p.Objective.MeetAgain, missedRules(b, p)
	for i := range p.Groups {
		chairs += p.Groups[i].ChairsMissing
	}
	met := len(missed) == 0 && slices.ContainsFunc(p.Groups, func(g grouping.Group) bool { return len(g.Targets) > 0 })
	out := slices.Concat(seatLines(b, p), proofOf(b, p), missed, evenVerdicts(b, p))
	return brief.Lines(append(
		out,
		brief.Verdict(reports.OK, brief.If(met, b.Say("groups.rules-met", nil))),
		brief.Info(brief.If(again > 0, b.Say("groups.meet-again", messages.Args{"n": again}))),
		brief.Verdict(reports.Warn, brief.If(chairs > 0, b.Say("groups.chairs-missing", messages.Args{"n": chairs}))),
		brief.Verdict(reports.Warn, brief.If(!p.Finished && !b.Clashing(), b.Say("groups.cut", nil))),
	)...)
}

// evenVerdicts say how close the means of groups are that are to be even by a number, a line
// for each number.
func evenVerdicts(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	var dims []planner.Dimension
	means, by := map[planner.Dimension][]float64{}, map[planner.Dimension][]string{}
	for i := range p.Groups {
		for _, m := range p.Groups[i].Means {
			d := m.Dimension
			if means[d] == nil {
				dims = append(dims, d)
			}
			means[d] = append(means[d], m.Mean)
			by[d] = append(by[d], b.Say("groups.mean", messages.Args{
				"group": reports.InText(p.Groups[i].ID), "mean": b.Number(m.Mean, 2),
			}))
		}
	}
	return brief.Each(dims, func(d planner.Dimension) reports.Verdict {
		v := brief.Info(b.Say("groups.means", messages.Args{
			"what": b.Dimension(d), "means": messages.Plain(by[d]),
			"apart": b.Number(slices.Max(means[d])-slices.Min(means[d]), 2),
		}))
		v.Detail = b.Say("groups.even", nil)
		return v
	})
}

// proofOf says how good the proposal is proved to be, while locked seats stay, and what
// these cost; nothing where it misses what must hold.
func proofOf(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	o := &p.Objective
	if o.MustMissed > 0 {
		return nil
	}
	code := cmp.Or(
		brief.If(p.Wishes.People == 0 && o.Bound == o.Value, "rules"), brief.If(o.ProvedOptimal, "optimal"), "bound",
	)
	locks := lockedSeats(b, p)
	args := messages.Args{"n": locks, "value": int(o.Value), "bound": int(o.Bound)}
	v := brief.Info(b.Say("proved."+code, args))
	if locks > 0 {
		v.Text = b.Say("proved-locked."+code, args)
	}
	v.Detail = brief.If(code == "bound" && o.GapPeople > 0, b.Say("groups.gap", messages.Args{"n": o.GapPeople}))
	return brief.Lines(v, brief.Info(brief.If(locks > 0, lockPrice(b, p))))
}

// lockedSeats counts the locked seats. Conveners sit where the groups say, and are no lock.
func lockedSeats(b *brief.Brief, p *grouping.Plan) int {
	named := map[string][]string{}
	for i := range b.Meeting.Groups {
		named[b.Meeting.Groups[i].ID] = b.Meeting.Groups[i].Conveners
	}
	n := 0
	for i := range p.Groups {
		n += brief.CountIf(p.Groups[i].Members, func(m grouping.Member) bool {
			return m.Locked && !slices.Contains(named[p.Groups[i].ID], m.ID)
		})
	}
	return n
}

// lockPrice says what the locked seats cost, where that was worked out.
func lockPrice(b *brief.Brief, p *grouping.Plan) string {
	if p.Explanation == nil || p.Explanation.Locks == nil {
		return ""
	}
	x, value := p.Explanation.Locks, p.Objective.Value+p.Objective.EvenCost
	least, most := int(x.Value-value), int(x.Bound-value)
	return cmp.Or(
		brief.If(most <= 0, b.Say("groups.locks-free", nil)),
		brief.If(least == most, b.Say("groups.locks-cost", messages.Args{"n": most})),
		b.Say("groups.locks-cost-between", messages.Args{"least": least, "most": most}),
	)
}

// kindOfPeople names those who have a value, as rules of groups and facts about them do.
func kindOfPeople(b *brief.Brief, d planner.Dimension, value string) string {
	speaks := []planner.Dimension{
		"", planner.Stakeholder, planner.Region, planner.Country, planner.Organisation, planner.Gender,
	}
	said := b.ValueOf(d, reports.InText(value))
	return cmp.Or(
		brief.If(d == "" && (value == "size" || value == "the size"), b.Say("groups.size", nil)),
		brief.If(value == "", b.Dimensions(d)),
		brief.If(slices.Contains(speaks, d), said),
		b.Say("groups.kind", messages.Args{"dimension": b.Dimension(d), "value": said}),
	)
}

// seatGap says what a group has too few or too many of.
func seatGap(b *brief.Brief, g *grouping.Group, t *grouping.Target) string {
	return b.Say("groups.gap-in", messages.Args{
		"group": reports.InText(g.ID), "who": kindOfPeople(b, t.Dimension, t.Value),
		"have": t.Have, "asked": b.Asked(t.Min, t.Max),
	})
}

// factArgs are the parameters of a fact of package grouping, in words.
func factArgs(b *brief.Brief, f grouping.Fact) messages.Args {
	args := messages.Args{}
	for name, value := range f.Args {
		switch x := value.(type) {
		case grouping.Fact:
			value = b.Say("bound."+x.Code, factArgs(b, x))
		case []string:
			value = messages.Plain(brief.Texts(x))
		case string:
			value = reports.InText(x)
		}
		args[name] = value
	}
	if value, ok := f.Args["value"].(string); ok {
		d, _ := f.Args["dimension"].(string)
		args["who"] = kindOfPeople(b, planner.Dimension(d), value)
	}
	return args
}

// groupCard is one working group with its members, those who chair first. Which of its
// rules are missed stands above the cards.
func groupCard(b *brief.Brief, g *grouping.Group) reports.Card {
	size := cmp.Or(brief.If(g.MaxSize > 0, "members-between"), brief.If(g.MinSize > 0, "members-least"), "members")
	empty := g.ChairsMissing
	lines := append([]string{
		b.Say("groups."+size, messages.Args{"n": len(g.Members), "min": g.MinSize, "max": g.MaxSize}),
		brief.If(empty > 0, b.Say("groups.chairs-empty", messages.Args{"n": empty})),
	}, timeLines(b, g)...)
	for _, x := range g.Common {
		told := x.Dimension == planner.TimeZone && g.Hours != nil // with the hours that suit all
		lines = append(lines, brief.If(!told, b.Say("groups.common", messages.Args{
			"dimension": b.Dimension(x.Dimension), "value": b.ValueOf(x.Dimension, reports.InText(x.Value)),
		})))
	}
	return reports.Card{
		Title: brief.IssueLabel(g.ID, g.Topic, 120), State: rulesState(g), Lines: brief.Those(lines...),
		Tables: []reports.Table{memberTable(b, g)},
	}
}

// rulesState is whether the rules of a group are met; empty where it has none.
func rulesState(g *grouping.Group) reports.State {
	must, missed := false, false
	for i := range g.Targets {
		t := &g.Targets[i]
		missed = missed || t.Short+t.Over > 0
		must = must || t.Short+t.Over > 0 && t.Tier == planner.Must
	}
	return cmp.Or(
		brief.If(must, reports.Miss), brief.If(missed, reports.Warn), brief.If(len(g.Targets) > 0, reports.OK),
	)
}

func memberTable(b *brief.Brief, g *grouping.Group) reports.Table {
	return reports.Table{
		ID: "members-" + g.ID, Title: b.Say("groups.member-table", nil), RowHead: true,
		Workbook: Seated(b.ShownPlan()) <= brief.MostSeated, // the first page names them
		Columns: brief.Columns(reports.Left, 0, b.Say("seats-column.name", nil), b.DimensionTitle(planner.Stakeholder),
			b.DimensionTitle(planner.Region), b.Say("seats-column.choice", nil)),
		Rows: brief.Each(sortedMembers(g), func(m grouping.Member) []reports.Value {
			name := b.Name(m.ID)
			if chairs(m) {
				name = b.Say("seat.named-"+string(m.Role), messages.Args{"who": name})
			}
			return brief.Row(name, ofPerson(b, m.ID, planner.Stakeholder), ofPerson(b, m.ID, planner.Region),
				choiceOf(b, m))
		}),
	}
}

// ofPerson is what is known of a person, short, or that nothing is.
func ofPerson(b *brief.Brief, id string, d planner.Dimension) string {
	if p := b.Person[id]; p != nil && len(p.Values[d]) > 0 && p.Values[d][0] != "" {
		return b.Comma(brief.Each(p.Values[d], func(v string) string { return b.Short(d, v) }))
	}
	return b.Say("seat.not-given", nil)
}

// chairs reports whether a member chairs the group, alone or with another.
func chairs(m grouping.Member) bool {
	return m.Role == grouping.RoleChair || m.Role == grouping.RoleCochair
}

// sortedMembers lists chairs first, then the rest in the plan's order.
func sortedMembers(g *grouping.Group) []grouping.Member {
	out := slices.Clone(g.Members)
	order := []grouping.SeatRole{grouping.RoleChair, grouping.RoleCochair, grouping.RoleMember, ""}
	slices.SortStableFunc(out, func(x, y grouping.Member) int {
		return min(slices.Index(order, x.Role), 2) - min(slices.Index(order, y.Role), 2)
	})
	return out
}

// choiceOf is which choice of the person's list a seat is.
func choiceOf(b *brief.Brief, m grouping.Member) string {
	return cmp.Or(
		brief.If(!m.Voted, b.Say("seat.no-wish", nil)),
		brief.If(m.Choice == 0, b.Say("seat.not-listed", nil)),
		brief.Text(m.Choice),
	)
}

// clashBlocks say why the wishes for the groups clash and what would give way.
func clashBlocks(b *brief.Brief) []reports.Block {
	x := b.In.Impossible
	if x == nil || len(x.Why) == 0 {
		return nil
	}
	why := whyClash(b, x)
	v := brief.Verdict(reports.Miss, why[0])
	v.Detail = brief.If(x.Proved, b.Say("groups.proved", nil))
	return []reports.Block{
		reports.Verdicts{Items: []reports.Verdict{v}},
		reports.List{Title: b.Say("groups.why", nil), Items: why[1:]},
		reports.List{Title: b.Say("groups.relax", nil), Items: brief.Each(x.Relaxation, func(e grouping.Edit) string {
			return b.Say("edit."+e.Says.Code, factArgs(b, e.Says))
		})},
	}
}

func whyClash(b *brief.Brief, x *grouping.InfeasibleError) []string {
	return brief.Each(x.Why, func(f grouping.Fact) string { return b.Say("clash."+f.Code, factArgs(b, f)) })
}

// Clash says in a line why the rules for working groups cannot all be kept.
func Clash(x *grouping.InfeasibleError) string {
	b := brief.New(brief.Input{})
	return b.Say("groups.clash-line", messages.Args{"why": messages.Plain(whyClash(b, x))})
}

// movesTable lists who sits elsewhere than in the earlier plan.
func movesTable(b *brief.Brief, p *grouping.Plan) reports.Block {
	if len(p.Changes) == 0 {
		return reports.Paragraph{Text: b.Say("groups.moves-none", nil)}
	}
	return reports.Table{
		ID: "moves", Title: b.Say("groups.moves", messages.Args{"n": len(p.Changes)}), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("seats-column.name", nil), b.Say("seats-column.person", nil),
			b.Say("seats-column.from", nil), b.Say("seats-column.to", nil)),
		Rows: brief.Rows(p.Changes, func(c grouping.Change) []reports.Value {
			return brief.Row(b.Name(c.Person), c.Person, cmp.Or(b.Comma(c.From), "–"), cmp.Or(b.Comma(c.To), "–"))
		}),
	}
}
