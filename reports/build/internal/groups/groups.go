// Package groups words the working groups: who is in which and why, what people got of
// what they chose, what the rules cost, the list of seats, and mixed tables.
package groups

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
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
		s.Lead = noGroups(b)
		if b.In.Impossible == nil && b.In.Missing.Groups == "" {
			s.Add(reports.List{Title: b.Say("groups.help", nil), Items: []string{
				b.Say("groups.help-votes", nil), b.Say("groups.help-table", nil),
			}})
		}
		return s
	}
	s.Lead = topicsOf(b, p)
	if b.Clashing() {
		s.Lead = b.Say("groups.clash-nearest", nil)
	}
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

func noGroups(b *brief.Brief) string {
	switch {
	case b.In.Impossible != nil:
		return b.Say("groups.clash", nil)
	case b.In.Missing.Groups != "":
		return b.In.Missing.Groups
	case len(b.Meeting.Roster) == 0:
		return b.Say("groups.none-listed", nil)
	default:
		return b.Say("groups.none", nil)
	}
}

// topicsOf says why the topics are these, "" where the groups are neither of a table nor
// the first issues of the ranking.
func topicsOf(b *brief.Brief, p *grouping.Plan) string {
	r, k := b.In.Ranking, len(p.Groups)
	switch {
	case len(b.Meeting.Groups) > 0:
		return b.Say("groups.topics-given", nil)
	case k == 0 || r == nil || k > len(r.Issues):
		return ""
	}
	first := brief.Each(r.Issues[:k], func(i ranking.Issue) string { return i.ID })
	topics := brief.Each(p.Groups, func(g grouping.Group) string { return g.Issue })
	instead, of := agendaInstead(b, p)
	switch {
	case len(brief.Without(first, topics)) > 0:
		return ""
	case b.In.Unasked:
		return b.Say("groups.topics-unasked", nil)
	case len(instead) > 0:
		return b.Say("groups.topics-agenda", messages.Args{"instead": brief.Texts(instead), "of": brief.Texts(of)})
	default:
		return b.Say("groups.topics", messages.Args{"n": k})
	}
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

// evenVerdicts say how close the means of groups are that are to be even by a number, and
// what that cost.
func evenVerdicts(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	out := brief.Each(meansOf(b, p), brief.Info)
	if len(out) == 0 {
		return nil
	}
	cost, text := int(p.Objective.EvenCost), b.Say("groups.even", nil)
	if cost > 0 {
		text = b.Say("groups.even-cost", messages.Args{"n": cost})
	}
	out[0].Text, out[0].Detail = text, out[0].Text
	return out
}

// meansOf are the means of each group, and by how much they differ, a sentence for each
// number.
func meansOf(b *brief.Brief, p *grouping.Plan) (out []string) {
	var dims []planner.Dimension
	by := map[planner.Dimension][]string{}
	least, most := map[planner.Dimension]float64{}, map[planner.Dimension]float64{}
	for i := range p.Groups {
		for _, m := range p.Groups[i].Means {
			d := m.Dimension
			if by[d] == nil {
				dims, least[d], most[d] = append(dims, d), m.Mean, m.Mean
			}
			least[d], most[d] = min(least[d], m.Mean), max(most[d], m.Mean)
			by[d] = append(by[d], b.Say("groups.mean", messages.Args{
				"group": reports.InText(p.Groups[i].ID), "mean": b.Number(m.Mean, 2),
			}))
		}
	}
	for _, d := range dims {
		out = append(out, b.Say("groups.means", messages.Args{
			"what": b.Dimension(d), "means": messages.Plain(by[d]), "apart": b.Number(most[d]-least[d], 2),
		}))
	}
	return out
}

// proofOf says how good the proposal is proved to be, while locked seats stay, and what
// these cost.
func proofOf(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	o := &p.Objective
	args := messages.Args{"value": int(o.Value), "bound": int(o.Bound)}
	v, code := brief.Info(""), "bound"
	switch {
	case o.MustMissed > 0:
		return []reports.Verdict{brief.Info(b.Say("groups.rules-missed", messages.Args{"value": int(o.Value)}))}
	case p.Wishes.People == 0 && o.Bound == o.Value:
		code = "rules"
	case o.ProvedOptimal:
		code = "optimal"
	case o.GapPeople > 0:
		v.Detail = b.Say("groups.gap", messages.Args{"n": o.GapPeople})
	case o.GapPeople == 0:
		v.Detail = b.Say("groups.gap-less", nil)
	}
	locks := lockedSeats(b, p)
	if locks == 0 {
		v.Text = b.Say("proved."+code, args)
		return []reports.Verdict{v}
	}
	args["n"] = locks
	v.Text = b.Say("proved-locked."+code, args)
	if p.Explanation == nil || p.Explanation.Locks == nil {
		return []reports.Verdict{v}
	}
	return []reports.Verdict{v, brief.Info(lockPrice(b, p))}
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

// lockPrice says what the locked seats cost.
func lockPrice(b *brief.Brief, p *grouping.Plan) string {
	x, value := p.Explanation.Locks, p.Objective.Value+p.Objective.EvenCost
	switch least, most := int(x.Value-value), int(x.Bound-value); {
	case most <= 0:
		return b.Say("groups.locks-free", nil)
	case least == most:
		return b.Say("groups.locks-cost", messages.Args{"n": most})
	case least == 0:
		return b.Say("groups.locks-cost-most", messages.Args{"n": most})
	default:
		return b.Say("groups.locks-cost-between", messages.Args{"least": least, "most": most})
	}
}

// kindOfPeople names those who have a value, as rules of groups and facts about them do.
func kindOfPeople(b *brief.Brief, d planner.Dimension, value string) string {
	speaks := []planner.Dimension{
		"", planner.Stakeholder, planner.Region, planner.Country, planner.Organisation, planner.Gender,
	}
	said := b.ValueOf(d, reports.InText(value))
	switch {
	case d == "" && (value == "size" || value == "the size"):
		return b.Say("groups.size", nil)
	case value == "":
		return b.Dimensions(d)
	case slices.Contains(speaks, d):
		return said
	default:
		return b.Say("groups.kind", messages.Args{"dimension": b.Dimension(d), "value": said})
	}
}

// seatGap says what a group has too few or too many of.
func seatGap(b *brief.Brief, g *grouping.Group, t *grouping.Target) string {
	code, n := "short", t.Short
	if t.Short == 0 {
		code, n = "over", t.Over
	}
	return b.Say("groups."+code, messages.Args{
		"group": reports.InText(g.ID), "who": kindOfPeople(b, t.Dimension, t.Value), "n": n,
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
	code, args, empty := "members", messages.Args{"n": len(g.Members)}, g.ChairsMissing
	switch {
	case g.MaxSize > 0:
		code, args["min"], args["max"] = "members-between", g.MinSize, g.MaxSize
	case g.MinSize > 0:
		code, args["min"] = "members-least", g.MinSize
	}
	lines := []string{
		b.Say("groups."+code, args), brief.If(empty > 0, b.Say("groups.chairs-empty", messages.Args{"n": empty})),
	}
	lines = append(lines, timeLines(b, g)...)
	for _, x := range g.Common {
		if x.Dimension != planner.TimeZone || g.Hours == nil { // else the hours that suit all are told already
			lines = append(lines, b.Say("groups.common", messages.Args{
				"dimension": b.Dimension(x.Dimension), "value": b.ValueOf(x.Dimension, reports.InText(x.Value)),
			}))
		}
	}
	return reports.Card{
		Title: brief.IssueLabel(g.ID, g.Topic, 120), State: rulesState(g), Lines: brief.Those(lines...),
		Tables: []reports.Table{memberTable(b, g)},
	}
}

// rulesState is whether the rules of a group are met; empty where it has none.
func rulesState(g *grouping.Group) (state reports.State) {
	for i := range g.Targets {
		t := &g.Targets[i]
		switch missed := t.Short+t.Over > 0; {
		case missed && t.Tier == planner.Must:
			return reports.Miss
		case missed:
			state = reports.Warn
		default:
			state = cmp.Or(state, reports.OK)
		}
	}
	return state
}

func memberTable(b *brief.Brief, g *grouping.Group) reports.Table {
	return reports.Table{
		ID: "members-" + g.ID, Title: b.Say("groups.member-table", nil), RowHead: true,
		Workbook: Seated(b.ShownPlan()) <= brief.MostSeated, // the first page names them
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.DimensionTitle(planner.Stakeholder)},
			{Title: b.DimensionTitle(planner.Region)},
			{Title: b.Say("seats-column.choice", nil)},
		},
		Rows: brief.Each(sortedMembers(g), func(m grouping.Member) []reports.Value {
			name := b.Name(m.ID)
			switch m.Role {
			case grouping.RoleChair:
				name = b.Say("seat.named-chair", messages.Args{"who": name})
			case grouping.RoleCochair:
				name = b.Say("seat.named-cochair", messages.Args{"who": name})
			}
			return brief.Row(
				name, ofPerson(b, m.ID, planner.Stakeholder),
				ofPerson(b, m.ID, planner.Region), choiceOf(b, m),
			)
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

// sortedMembers lists chairs first, then the rest in the plan's order.
func sortedMembers(g *grouping.Group) []grouping.Member {
	out := slices.Clone(g.Members)
	order := []grouping.SeatRole{grouping.RoleChair, grouping.RoleCochair, grouping.RoleMember, ""}
	slices.SortStableFunc(out, func(x, y grouping.Member) int {
		return min(slices.Index(order, x.Role), 2) - min(slices.Index(order, y.Role), 2)
	})
	return out
}

// role is what somebody does in a group.
func role(b *brief.Brief, r grouping.SeatRole) string {
	return b.Say("seat."+string(cmp.Or(r, grouping.RoleMember)), nil)
}

// choiceOf is which choice of the person's list a seat is.
func choiceOf(b *brief.Brief, m grouping.Member) string {
	switch {
	case !m.Voted:
		return b.Say("seat.no-wish", nil)
	case m.Choice == 0:
		return b.Say("seat.not-listed", nil)
	default:
		return brief.Text(m.Choice)
	}
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
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.Say("seats-column.person", nil)},
			{Title: b.Say("seats-column.from", nil)},
			{Title: b.Say("seats-column.to", nil)},
		},
		Rows: brief.Rows(p.Changes, func(c grouping.Change) []reports.Value {
			return brief.Row(b.Name(c.Person), c.Person, cmp.Or(b.Comma(c.From), "–"), cmp.Or(b.Comma(c.To), "–"))
		}),
	}
}
