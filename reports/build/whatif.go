package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// whatIfSection shows how fragile the results are.
func whatIfSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "whatif", Title: "What if?"}
	s.Add(dependence(b), withdrawals(b), seatPrices(b), targetPrices(b), closePlaces(b), seatChanges(b))
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Lead = "What would change if someone dropped out, or if the votes had been counted another way."
	return s
}

// dependence lists the people whose withdrawal would break a rule.
func dependence(b *builder) reports.Table {
	if b.judged == nil || len(b.judged.Report.Dependence) == 0 {
		return reports.Table{}
	}
	r := b.judged.Report
	t := reports.Table{
		ID: "dependence", RowHead: true,
		Title: fmt.Sprintf("If one person withdraws: %s would break a rule that holds now", people(len(r.Dependence))),
		Columns: []reports.Column{
			{Title: "If this person withdraws"},
			{Title: "These rules break"},
			{Title: "Ready to step in"},
		},
	}
	for _, d := range r.Dependence {
		ready := cmp.Or(few(b.names(d.Replacements), 4), "nobody on the list")
		t.Add(reports.Str(b.name(d.Person)), reports.Str(strings.Join(breaking(r, &d), "; ")),
			reports.Str(ready))
	}
	return t
}

// breaking names the rules that somebody's withdrawal breaks, each with the bound that
// it breaks: who counts leaves too few, who does not makes the others too many of those
// left.
func breaking(r *balance.Report, d *balance.Dependence) []string {
	return each(d.Targets, func(id string) string {
		t := findTarget(r, id)
		switch {
		case t == nil || t.Target.Kind == planner.NotAllSame || t.Target.Kind == planner.Flag:
		case t.Target.Kind == planner.Each || !slices.Contains(t.Members, d.Person) && len(t.Members) > 0:
			return "“" + inEnglish().targetLabel(t) + "” (" + asked(0, t.Max) + ")"
		case t.Min > 0:
			return "“" + inEnglish().targetLabel(t) + "” (" + asked(t.Min, -1) + ")"
		}
		return inEnglish().targetName(r, id)
	})
}

// closePlaces lists neighbours in the order whose places could swap.
func closePlaces(b *builder) reports.Table {
	r := b.in.Ranking
	if r == nil || len(r.Issues) < 2 || !weighted(r) {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "close-places", RowHead: true, Title: "Issues whose place depends on how votes are weighted",
		Columns: []reports.Column{
			{Title: "Issue"},
			{Title: "Place, groups equal", Align: reports.Right},
			{Title: "Place, ballots equal", Align: reports.Right},
			{Title: "Moves"},
		},
	}
	for i := range r.Issues {
		is := &r.Issues[i]
		if is.RankHeads == 0 || is.Rank == is.RankHeads {
			continue
		}
		t.Add(reports.Str(issueLabel(is.ID, is.Name, 80)), reports.Int(is.Rank), reports.Int(is.RankHeads),
			reports.Str(moves(is)))
	}
	return t
}

func moves(is *ranking.Issue) string {
	d := is.RankHeads - is.Rank
	if d > 0 {
		return counted(d, "place") + " down when ballots count the same"
	}
	return counted(-d, "place") + " up when ballots count the same"
}

// seatChanges lists what differs from the earlier plan.
func seatChanges(b *builder) reports.Table {
	p := b.shownPlan()
	if p == nil || len(p.Changes) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "seat-changes", RowHead: true, Title: fmt.Sprintf("Compared with the earlier plan, %s",
			people(len(p.Changes))+" moved"),
		Columns: []reports.Column{{Title: "Person"}, {Title: "From"}, {Title: "To"}},
	}
	for _, c := range p.Changes {
		t.Add(reports.Str(b.name(c.Person)), reports.Str(cmp.Or(joined(texts(c.From)), "no group")),
			reports.Str(cmp.Or(joined(texts(c.To)), "no group")))
	}
	return t
}

// whyTable says what stood in the way of a better choice, for everyone who did
// not get their first.
func whyTable(b *builder, p *grouping.Plan) reports.Table {
	if p.Explanation == nil || len(p.Explanation.People) == 0 {
		return reports.Table{}
	}
	t := whyRows(b, p.Explanation.People)
	t.ID = "why"
	t.Title = fmt.Sprintf("Why %s did not get a better choice", people(len(p.Explanation.People)))
	if len(p.Explanation.Envy) == 0 && p.Finished {
		t.Note = "Every single move and every exchange of two was checked: none gives someone a better choice " +
			"without harm to another or to a rule. " + t.Note
	}
	return t
}

func whyRows(b *builder, notes []grouping.PersonNote) reports.Table {
	t := reports.Table{
		RowHead: true,
		Columns: []reports.Column{
			{Title: "Name"},
			{Title: "Received"},
			{Title: "Would have preferred"},
			{Title: "What stood in the way"},
			{Title: "Price in points"},
		},
		Note: "The price is what the whole proposal would lose by the cheapest way found of seating the person " +
			"there: a move, or an exchange with one other person.",
	}
	for _, n := range notes {
		received := "nothing on the list"
		if n.Choice > 0 {
			received = ordinal(n.Choice) + " choice"
		}
		for _, x := range n.Better {
			price := reports.Str("no single move or exchange does it")
			switch {
			case x.Cost == 0 && x.With != "":
				price = reports.Str("none: an exchange with " + b.name(x.With) + " is as good")
			case x.Cost == 0:
				price = reports.Str("none: a proposal with it is as good")
			case x.Cost > 0 && x.With != "":
				price = reports.Str(fmt.Sprintf("%d, by an exchange with %s", x.Cost, b.name(x.With)))
			case x.Cost > 0:
				price = reports.Str(text(int(x.Cost)))
			}
			t.Add(
				reports.Str(b.name(n.Person)), reports.Str(received),
				reports.Str(x.Group+" ("+ordinal(x.Choice)+" choice)"),
				reports.Str(obstacles(x.Obstacles)), price,
			)
		}
	}
	return t
}

func obstacles(items []string) string {
	if len(items) == 0 {
		return "only the points of others"
	}
	return few(texts(items), 3)
}

// withdrawals lists seats whose loss would hurt a rule of a working group.
func withdrawals(b *builder) reports.Table {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil || len(p.Explanation.Withdrawals) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "withdrawals", RowHead: true,
		Title: fmt.Sprintf("If someone leaves a working group: %s would hurt a rule",
			counted(len(p.Explanation.Withdrawals), "seat")),
		Columns: []reports.Column{
			{Title: "If this person leaves"},
			{Title: "Group"},
			{Title: "This suffers"},
			{Title: "Could step in, and what it costs"},
		},
		Note: "Costs are points the proposal would lose; the person who leaves is not counted.",
	}
	for _, w := range p.Explanation.Withdrawals {
		var ready []string
		for _, r := range w.Replacements {
			from := cmp.Or(reports.InText(r.From), "no group")
			ready = append(ready, fmt.Sprintf("%s from %s (%d)", b.name(r.Person), from, r.Cost))
		}
		step := cmp.Or(strings.Join(ready, "; "), "nobody found")
		t.Add(reports.Str(b.name(w.Person)), reports.Str(w.Group), reports.Str(joined(texts(w.Hurts))),
			reports.Str(step))
	}
	return t
}

// seatPrices says what one more seat in a group could bring.
func seatPrices(b *builder) reports.Table {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "seat-prices", RowHead: true, Title: "What one more seat in a group could bring",
		Columns: []reports.Column{{Title: "Working group"}, {Title: "At most, in points", Align: reports.Right}},
		Note: "No proposal with the seat is worth more above this one; this is proved, and the true gain may " +
			"be smaller.",
	}
	for _, x := range p.Explanation.Seats {
		if x.Gain > p.Objective.Gap {
			t.Add(reports.Str(groupNameOf(p, x.Group)), reports.Int(int(x.Gain)))
		}
	}
	return t
}

// targetPrices lists the rules of groups that cost points.
func targetPrices(b *builder) reports.Table {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "target-prices", RowHead: true, Title: "What the rules for the groups cost",
		Columns: []reports.Column{
			{Title: "Working group"},
			{Title: "Rule"},
			{Title: "At most, in points", Align: reports.Right},
			{Title: "Missed by", Align: reports.Right},
		},
		Note: "No proposal that asks for one person fewer, or allows one more, is worth more above this one; this is " +
			"proved, and the true gain may be smaller.",
	}
	for _, x := range p.Explanation.Targets {
		if x.Price > p.Objective.Gap {
			t.Add(reports.Str(groupNameOf(p, x.Group)), reports.Str(cmp.Or(x.Value, x.Target)),
				reports.Int(int(x.Price)), reports.Int(x.Missed))
		}
	}
	return t
}

// groupNameOf is a working group's ID with its topic.
func groupNameOf(p *grouping.Plan, id string) string {
	for i := range p.Groups {
		if p.Groups[i].ID == id {
			return groupLabel(&p.Groups[i])
		}
	}
	return reports.InText(id)
}
