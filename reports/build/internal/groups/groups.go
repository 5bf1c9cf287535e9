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
	if b.In.Impossible != nil {
		s.Add(clashBlocks(b, b.In.Impossible)...)
	}
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
	s.Add(reports.Verdicts{Items: groupVerdicts(b, p)})
	cards := reports.Cards{}
	var closed []string
	for i := range p.Groups {
		if g := &p.Groups[i]; g.Open || len(g.Members) > 0 {
			cards.Items = append(cards.Items, groupCard(b, g))
		} else {
			closed = append(closed, groupLabel(g))
		}
	}
	s.Add(cards)
	if len(closed) > 0 {
		s.Add(reports.Paragraph{Text: b.Say("groups.closed", messages.Args{"groups": closed})})
	}
	s.Add(withoutSeat(b, p), timetable(b, p), movesTable(b, p))
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
	r := b.In.Ranking
	switch k := len(p.Groups); {
	case len(b.Meeting.Groups) > 0:
		return b.Say("groups.topics-given", nil)
	case k == 0 || r == nil || k > len(r.Issues):
		return ""
	}
	var of, first []string
	for i := range p.Groups {
		if first = append(first, r.Issues[i].ID); !slices.ContainsFunc(p.Groups, func(g grouping.Group) bool {
			return g.Issue == r.Issues[i].ID
		}) {
			return ""
		}
	}
	if a := r.Agenda; a != nil && len(a.Issues) == len(first) {
		of = brief.Without(first, a.Issues)
		if instead := brief.Without(a.Issues, first); len(instead) > 0 {
			return b.Say("groups.topics-agenda", messages.Args{"instead": brief.Texts(instead), "of": brief.Texts(of)})
		}
	}
	return b.Say("groups.topics", messages.Args{"n": len(first)})
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
	out := proofOf(b, p)
	add := func(state reports.State, text, detail string) {
		out = append(out, reports.Verdict{State: state, Text: text, Detail: detail})
	}
	var musts, wishes []string // what is missed
	asked, chairs := false, 0
	for i := range p.Groups {
		g := &p.Groups[i]
		chairs += g.ChairsMissing
		for k := range g.Targets {
			switch t := &g.Targets[k]; {
			case t.Short+t.Over == 0:
				asked = true
			case t.Tier == planner.Must:
				musts = append(musts, seatGap(b, g, t))
			default:
				wishes = append(wishes, seatGap(b, g, t))
			}
		}
	}
	if n := len(musts); n > 0 {
		add(reports.Miss, b.Say("groups.musts-missed", messages.Args{"n": n}), b.Some(musts, mostListed))
	}
	if n := len(wishes); n > 0 {
		add(reports.Warn, b.Say("groups.wishes-missed", messages.Args{"n": n}), b.Some(wishes, mostListed))
	} else if asked && len(musts) == 0 {
		add(reports.OK, b.Say("groups.rules-met", nil), "")
	}
	out = append(out, evenVerdicts(b, p)...)
	if n := p.Objective.MeetAgain; n > 0 {
		add(reports.Info, b.Say("groups.meet-again", messages.Args{"n": n}), "")
	}
	if chairs > 0 {
		add(reports.Warn, b.Say("groups.chairs-missing", messages.Args{"n": chairs}), "")
	}
	if !p.Finished && !b.Clashing() {
		add(reports.Warn, b.Say("groups.cut", nil), "")
	}
	return out
}

// evenVerdicts say how close the means of groups are that are to be even by a number, and
// what that cost.
func evenVerdicts(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	means := meansOf(b, p)
	if len(means) == 0 {
		return nil
	}
	text := b.Say("groups.even", nil)
	if n := p.Objective.EvenCost; n > 0 {
		text = b.Say("groups.even-cost", messages.Args{"n": int(n)})
	}
	out := []reports.Verdict{{State: reports.Info, Text: text, Detail: means[0]}}
	for _, m := range means[1:] {
		out = append(out, reports.Verdict{State: reports.Info, Text: m})
	}
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
	code := "bound"
	v := reports.Verdict{State: reports.Info}
	switch {
	case o.MustMissed > 0:
		v.Text = b.Say("groups.rules-missed", messages.Args{"value": int(o.Value)})
		return []reports.Verdict{v}
	case p.Wishes.People == 0 && o.Bound == o.Value:
		code = "rules"
	case o.ProvedOptimal:
		v.State, code = reports.OK, "optimal"
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
	return []reports.Verdict{v, {State: reports.Info, Text: lockPrice(b, p)}}
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
	switch d {
	case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation, planner.Gender:
		if value != "" {
			return b.Value(reports.InText(value))
		}
	case "":
		if value == "size" || value == "the size" {
			return b.Say("groups.size", nil)
		}
		return b.Value(reports.InText(value))
	}
	if value == "" {
		return b.Dimensions(d)
	}
	return b.Say("groups.kind", messages.Args{"dimension": b.Dimension(d), "value": b.Value(reports.InText(value))})
}

// seatGap says what a group has too few or too many of.
func seatGap(b *brief.Brief, g *grouping.Group, t *grouping.Target) string {
	args := messages.Args{"group": reports.InText(g.ID), "who": kindOfPeople(b, t.Dimension, t.Value), "n": t.Short}
	if t.Short > 0 {
		return b.Say("groups.short", args)
	}
	args["n"] = t.Over
	return b.Say("groups.over", args)
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

// groupCard is one working group with its members. Which of its rules are missed stands
// above the cards.
func groupCard(b *brief.Brief, g *grouping.Group) reports.Card {
	c := reports.Card{Title: brief.IssueLabel(g.ID, g.Topic, 120)}
	args := messages.Args{"n": len(g.Members)}
	switch {
	case g.MaxSize > 0:
		args["min"], args["max"] = g.MinSize, g.MaxSize
		c.Lines = append(c.Lines, b.Say("groups.members-between", args))
	case g.MinSize > 0:
		args["min"] = g.MinSize
		c.Lines = append(c.Lines, b.Say("groups.members-least", args))
	default:
		c.Lines = append(c.Lines, b.Say("groups.members", args))
	}
	var chairs []string
	for _, m := range sortedMembers(g) {
		if m.Role == grouping.RoleChair || m.Role == grouping.RoleCochair {
			chairs = append(chairs, b.Name(m.ID))
		}
	}
	if len(chairs) > 0 {
		c.Lines = append(c.Lines, b.Say("groups.chaired", messages.Args{"who": chairs}))
	}
	if g.ChairsMissing > 0 {
		c.Lines = append(c.Lines, b.Say("groups.chairs-empty", messages.Args{"n": g.ChairsMissing}))
	}
	c.Lines = append(c.Lines, timeLines(b, g)...)
	for _, x := range g.Common {
		if x.Dimension != planner.TimeZone || g.Hours == nil { // else the hours that suit all are told already
			c.Lines = append(c.Lines, b.Say("groups.common", messages.Args{
				"dimension": b.Dimension(x.Dimension), "value": b.Value(reports.InText(x.Value)),
			}))
		}
	}
	c.State, c.Tables = rulesState(g), []reports.Table{memberTable(b, g)}
	return c
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
	t := reports.Table{
		ID: "members-" + g.ID, Title: b.Say("groups.member-table", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.DimensionTitle(planner.Stakeholder)},
			{Title: b.DimensionTitle(planner.Region)},
			{Title: b.Say("seats-column.choice", nil)},
		},
	}
	for _, m := range sortedMembers(g) {
		name := b.Name(m.ID)
		switch m.Role {
		case grouping.RoleChair:
			name = b.Say("seat.named-chair", messages.Args{"who": name})
		case grouping.RoleCochair:
			name = b.Say("seat.named-cochair", messages.Args{"who": name})
		}
		t.Add(
			reports.Str(name), reports.Str(ofPerson(b, m.ID, planner.Stakeholder)),
			reports.Str(ofPerson(b, m.ID, planner.Region)), reports.Str(choiceOf(b, m)),
		)
	}
	return t
}

// ofPerson is what is known of a person, short, or that nothing is.
func ofPerson(b *brief.Brief, id string, d planner.Dimension) string {
	if p := b.Person[id]; p != nil && len(p.Values[d]) > 0 && p.Values[d][0] != "" {
		return b.Comma(brief.Each(p.Values[d], b.Short))
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
func clashBlocks(b *brief.Brief, x *grouping.InfeasibleError) []reports.Block {
	if len(x.Why) == 0 {
		return nil
	}
	why := brief.Each(x.Why, func(f grouping.Fact) string { return b.Say("clash."+f.Code, factArgs(b, f)) })
	v := reports.Verdict{State: reports.Miss, Text: why[0]}
	if x.Proved {
		v.Detail = b.Say("groups.proved", nil)
	}
	return []reports.Block{
		reports.Verdicts{Items: []reports.Verdict{v}},
		reports.List{Title: b.Say("groups.why", nil), Items: why[1:]},
		reports.List{Title: b.Say("groups.relax", nil), Items: brief.Each(x.Relaxation, func(e grouping.Edit) string {
			return b.Say("edit."+e.Says.Code, factArgs(b, e.Says))
		})},
	}
}

// Clash says in a line why the rules for working groups cannot all be kept.
func Clash(x *grouping.InfeasibleError) string {
	b := brief.New(brief.Input{})
	why := brief.Each(x.Why, func(f grouping.Fact) string { return b.Say("clash."+f.Code, factArgs(b, f)) })
	return b.Say("groups.clash-line", messages.Args{"why": messages.Plain(why)})
}

// movesTable lists who sits elsewhere than in the earlier plan.
func movesTable(b *brief.Brief, p *grouping.Plan) reports.Block {
	switch {
	case !b.In.Kept:
		return reports.Paragraph{}
	case len(p.Changes) == 0:
		return reports.Paragraph{Text: b.Say("groups.moves-none", nil)}
	}
	t := reports.Table{
		ID: "moves", Title: b.Say("groups.moves", messages.Args{"n": len(p.Changes)}), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("seats-column.name", nil)},
			{Title: b.Say("seats-column.person", nil)},
			{Title: b.Say("seats-column.from", nil)},
			{Title: b.Say("seats-column.to", nil)},
		},
	}
	for _, c := range p.Changes {
		from, to := cmp.Or(b.Comma(c.From), "–"), cmp.Or(b.Comma(c.To), "–")
		t.Add(reports.Str(b.Name(c.Person)), reports.Str(c.Person), reports.Str(from), reports.Str(to))
	}
	return t
}
