package groups

import (
	"cmp"
	"maps"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// This file is what the first page says of working groups.

// FirstLines say how many groups there are, whether everybody has a seat, who did not get
// their first choice and why, and which rules are not met.
func FirstLines(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	return slices.Concat(seatLines(b, p), wishLines(b, p), missedRules(b, p))
}

func seatLines(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	without := len(p.Unassigned)
	formed := "formed" + brief.If(without > 0, "-some")
	return brief.Lines(
		brief.Info(b.Say("groups."+formed, messages.Args{"n": OpenGroups(p), "people": Seated(p)})),
		brief.Verdict(reports.Warn, brief.If(without > 0, b.Say("groups.without-seat", messages.Args{"n": without}))),
	)
}

// wishLines count by people: who got their own first choice, who could not because it has no
// group, and who else did not.
func wishLines(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	w, moved := &p.Wishes, movedPeople(p)
	unformed := brief.Each(w.Unformed, func(x grouping.Unformed) string {
		return b.With(reports.InText(x.Issue), brief.Text(x.First))
	})
	return brief.Lines(brief.Each([]string{
		brief.If(w.People > 0, b.Say("groups.wishes", messages.Args{"n": w.People, "first": w.First})),
		brief.If(len(unformed) > 0, b.Say("groups.unformed", messages.Args{"issues": b.Some(unformed, mostListed)})),
		brief.If(moved > 0, b.Say("groups.moved", messages.Args{"people": moved})),
	}, brief.Info)...)
}

// FirstSeats says who is in which group: by name while all names fit, else by number, and
// where the names are.
func FirstSeats(b *brief.Brief, p *grouping.Plan) reports.Table {
	t := reports.Table{
		ID: "first-groups", Title: b.Say("first.who", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("first.group", nil)}, {Title: b.Say("first.members", nil), Names: true},
		},
	}
	named := Seated(p) <= brief.MostSeated
	if !named {
		t.Columns[1].Align = reports.Right
		t.Note = b.Say("first.names", messages.Args{"sheet": b.Say("tab.assignments", nil)})
	}
	t.Rows = brief.Rows(p.Groups, func(g grouping.Group) []reports.Value {
		if len(g.Members) == 0 {
			return nil
		}
		who := reports.Int(len(g.Members))
		if named {
			who = reports.Str(b.Comma(brief.Each(sortedMembers(&g), func(m grouping.Member) string {
				chair := b.Say("first.chair", messages.Args{"who": b.Name(m.ID)})
				return cmp.Or(brief.If(chairs(m), chair), b.Name(m.ID))
			})))
		}
		return brief.Row(brief.IssueLabel(g.ID, g.Topic, reports.MaxLabel), who)
	})
	return t
}

// movedPeople counts those whose first choice has a group, and who sit in another one.
func movedPeople(p *grouping.Plan) int {
	moved, settled := map[string]bool{}, map[string]bool{}
	for i := range p.Groups {
		for _, m := range p.Groups[i].Members {
			if m.Voted && !m.Unformed && m.Choice != 1 {
				moved[m.ID] = true
			} else {
				settled[m.ID] = true
			}
		}
	}
	maps.DeleteFunc(moved, func(id string, _ bool) bool { return settled[id] })
	return len(moved)
}

// TopicQuestion asks whether an issue without a group should have one: in place of another
// where the agenda has it so or more people would gain by it than lose, or beside the others
// where as many want it as a group needs. What it costs is counted by first choices: of those
// who would get theirs, and of those who have it now.
func TopicQuestion(b *brief.Brief, p *grouping.Plan) string {
	wanted := map[string]int{}
	for _, x := range p.Wishes.Unformed {
		wanted[x.Issue] = x.First
	}
	issues := brief.Each(p.Wishes.Unformed, func(x grouping.Unformed) string { return x.Issue })
	if len(issues) > 0 && enough(p, wanted[issues[0]]) {
		return b.Say("first.topic", messages.Args{"issue": b.IssueName(issues[0], 60), "people": wanted[issues[0]]})
	}
	agenda, others := agendaInstead(b, p)
	if len(agenda) > 0 {
		issues = agenda
	}
	open := slices.DeleteFunc(slices.Clone(p.Groups), func(g grouping.Group) bool {
		return len(g.Members) == 0 || len(agenda) > 0 && !slices.Contains(others, g.Issue)
	})
	if len(issues) == 0 || len(open) == 0 || len(b.Meeting.Groups) > 0 {
		return ""
	}
	most := slices.MaxFunc(issues, func(x, y string) int { return cmp.Compare(wanted[x], wanted[y]) })
	least := slices.MinFunc(open, func(x, y grouping.Group) int {
		return cmp.Compare(firstChoices(&x), firstChoices(&y))
	})
	gain, lose := wanted[most], firstChoices(&least)
	code := cmp.Or(brief.If(gain > lose, "swap-yes"), "swap-no")
	return brief.If(gain > lose || len(agenda) > 0, b.Say("first."+code, messages.Args{
		"issue": b.IssueName(most, 60), "other": b.IssueName(least.Issue, 60), "gain": gain, "lose": lose,
		"agenda": len(agenda) > 0,
	}))
}

// enough reports whether that many people fill one more group, and the others keep theirs.
func enough(p *grouping.Plan, people int) bool {
	least := 0
	for i := range p.Groups {
		if g := &p.Groups[i]; len(g.Members) > 0 {
			size := cmp.Or(g.MinSize, len(g.Members))
			least = min(cmp.Or(least, size), size)
		}
	}
	return people >= least && (OpenGroups(p)+1)*least <= Seated(p)
}

// firstChoices counts the members of a group who have their first choice in it.
func firstChoices(g *grouping.Group) int {
	return brief.CountIf(g.Members, func(m grouping.Member) bool { return m.Voted && m.Choice == 1 })
}

// agendaInstead are the issues that the agenda has and the groups do not, and the other way
// round, where both are the same number.
func agendaInstead(b *brief.Brief, p *grouping.Plan) (agenda, topics []string) {
	r := b.In.Ranking
	if r == nil || r.Agenda == nil || len(b.Meeting.Groups) > 0 || len(r.Agenda.Issues) != len(p.Groups) {
		return nil, nil
	}
	topics = brief.Each(p.Groups, func(g grouping.Group) string { return g.Issue })
	return brief.Without(r.Agenda.Issues, topics), brief.Without(topics, r.Agenda.Issues)
}

// missedRules are the rules of groups that are not met, those that must hold and wishes apart,
// with what is missing and why.
func missedRules(b *brief.Brief, p *grouping.Plan) []reports.Verdict {
	missed := map[bool][]string{}
	for i := range p.Groups {
		g := &p.Groups[i]
		for k := range g.Targets {
			t := &g.Targets[k]
			if must := t.Tier == planner.Must; t.Short+t.Over > 0 {
				missed[must] = append(missed[must], b.With(seatGap(b, g, t), brief.If(!must, whyMissed(b, p, t))))
			}
		}
	}
	verdict := func(state reports.State, code string, what []string) reports.Verdict {
		v := brief.Verdict(state, brief.If(len(what) > 0, b.Say("groups."+code, messages.Args{"n": len(what)})))
		v.Detail = b.Some(what, mostListed)
		return v
	}
	return brief.Lines(
		verdict(reports.Miss, "musts-missed", missed[true]), verdict(reports.Warn, "wishes-missed", missed[false]),
	)
}

// MissedWishes counts the wishes for groups that are not met; where a rule is missed that must
// hold, none of them is a question.
func MissedWishes(p *grouping.Plan) int {
	n := 0
	for i := range p.Groups {
		n += brief.CountIf(p.Groups[i].Targets, func(t grouping.Target) bool { return t.Short+t.Over > 0 })
	}
	if p.Objective.MustMissed > 0 {
		return 0
	}
	return n
}

// whyMissed is why a wish is not met: there are too few such people for all groups, or meeting
// it would cost choices or other rules more, where that is proved.
func whyMissed(b *brief.Brief, p *grouping.Plan, t *grouping.Target) string {
	have, want := 0, 0
	for i := range p.Groups {
		g := &p.Groups[i]
		k := slices.IndexFunc(g.Targets, func(x grouping.Target) bool {
			return x.Dimension == t.Dimension && x.Value == t.Value && x.Min > 0
		})
		if k >= 0 {
			have, want = have+g.Targets[k].Have, want+g.Targets[k].Min
			continue
		}
		have += brief.CountIf(g.Members, func(m grouping.Member) bool {
			return b.Person[m.ID] != nil && b.Person[m.ID].Has(t.Dimension, t.Value)
		})
	}
	few := t.Short > 0 && t.Value != "" && have < want && len(p.Unassigned) == 0
	return cmp.Or(
		brief.If(few, b.Say("groups.why-few", messages.Args{"have": have, "want": want})),
		brief.If(p.Objective.ProvedOptimal, b.Say("groups.why-dearer", nil)),
		b.Say("groups.why-open", nil),
	)
}
