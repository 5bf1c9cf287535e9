package build

import (
	"fmt"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/reports"
)

// whyTable says what stood in the way of a better choice, for everyone who did
// not get their first.
func whyTable(b *builder, p *grouping.Plan) (reports.Table, bool) {
	if p.Explanation == nil || len(p.Explanation.People) == 0 {
		return reports.Table{}, false
	}
	t := whyRows(b, p.Explanation.People)
	t.ID = "why"
	t.Title = fmt.Sprintf("Why %s did not get a better choice", people(len(p.Explanation.People)))
	if len(p.Explanation.Envy) == 0 && p.Finished {
		t.Note = "Every single move and every exchange of two was checked: none gives someone a better choice without harm to another or to a rule. " + t.Note
	}
	return t, len(t.Rows) > 0
}

func whyRows(b *builder, notes []grouping.PersonNote) reports.Table {
	t := reports.Table{
		RowHead: true,
		Columns: []reports.Column{{Title: "Name"}, {Title: "Received"}, {Title: "Would have preferred"}, {Title: "What stood in the way"}, {Title: "Price in points", Align: reports.Right}},
		Note:    "The price is what the whole proposal would lose by the cheapest way found of seating the person there.",
	}
	for _, n := range notes {
		received := "nothing on the list"
		if n.Choice > 0 {
			received = ordinal(n.Choice) + " choice"
		}
		for _, x := range n.Better {
			price := reports.Str("no way found")
			if x.Cost >= 0 {
				price = reports.Int(int(x.Cost))
			}
			t.Rows = append(t.Rows, []reports.Value{
				reports.Str(b.name(n.Person)), reports.Str(received), reports.Str(x.Group + " (" + ordinal(x.Choice) + " choice)"),
				reports.Str(obstacles(x.Obstacles)), price,
			})
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
func withdrawals(b *builder) (reports.Table, bool) {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil || len(p.Explanation.Withdrawals) == 0 {
		return reports.Table{}, false
	}
	t := reports.Table{
		ID: "withdrawals", RowHead: true,
		Title:   fmt.Sprintf("If someone leaves a working group: %s would hurt a rule", counted(len(p.Explanation.Withdrawals), "seat")),
		Columns: []reports.Column{{Title: "If this person leaves"}, {Title: "Group"}, {Title: "This suffers"}, {Title: "Could step in, and what it costs"}},
		Note:    "Costs are points the proposal would lose; the person who leaves is not counted.",
	}
	for _, w := range p.Explanation.Withdrawals {
		var ready []string
		for _, r := range w.Replacements {
			ready = append(ready, fmt.Sprintf("%s from %s (%d)", b.name(r.Person), orNowhere(r.From), r.Cost))
		}
		step := strings.Join(ready, "; ")
		if step == "" {
			step = "nobody found"
		}
		t.Rows = append(t.Rows, []reports.Value{reports.Str(b.name(w.Person)), reports.Str(w.Group), reports.Str(joined(texts(w.Hurts))), reports.Str(step)})
	}
	return t, true
}

func orNowhere(group string) string {
	if group == "" {
		return "no group"
	}
	return reports.InText(group)
}

// seatPrices says what one more seat in a group could bring.
func seatPrices(b *builder) (reports.Table, bool) {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}, false
	}
	t := reports.Table{
		ID: "seat-prices", RowHead: true, Title: "What one more seat in a group could bring",
		Columns: []reports.Column{{Title: "Working group"}, {Title: "At most, in points", Align: reports.Right}},
		Note:    "An upper limit that is proved; the true gain may be smaller.",
	}
	for _, x := range p.Explanation.Seats {
		if x.Gain > 0 {
			t.Rows = append(t.Rows, []reports.Value{reports.Str(groupNameOf(p, x.Group)), reports.Int(int(x.Gain))})
		}
	}
	return t, len(t.Rows) > 0
}

// targetPrices lists the rules of groups that cost points.
func targetPrices(b *builder) (reports.Table, bool) {
	p := b.shownPlan()
	if p == nil || p.Explanation == nil {
		return reports.Table{}, false
	}
	t := reports.Table{
		ID: "target-prices", RowHead: true, Title: "What the rules for the groups cost",
		Columns: []reports.Column{{Title: "Working group"}, {Title: "Rule"}, {Title: "At most, in points", Align: reports.Right}, {Title: "Missed by", Align: reports.Right}},
		Note:    "The most that could be won by asking for one person fewer, or allowing one more.",
	}
	for _, x := range p.Explanation.Targets {
		if x.Price > 0 {
			t.Rows = append(t.Rows, []reports.Value{reports.Str(groupNameOf(p, x.Group)), reports.Str(orText(x.Value, x.Target)), reports.Int(int(x.Price)), reports.Int(x.Missed)})
		}
	}
	return t, len(t.Rows) > 0
}

func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// groupName is a working group's ID with its topic.
func groupNameOf(p *grouping.Plan, id string) string {
	for i := range p.Groups {
		if p.Groups[i].ID == id {
			return groupLabel(&p.Groups[i])
		}
	}
	return reports.InText(id)
}
