package panel

import (
	"cmp"
	"slices"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// mostChanges is up to how many changes the ways to make them are listed.
const mostChanges = 20

// adviser words what would mend a panel.
type adviser struct{ clash }

func Advice(b *brief.Brief) adviser { return adviser{clash{b}} }

// inTheWay says why nothing can mend the panel, where that is so.
func (b adviser) inTheWay(r *balance.Report) []reports.Block {
	a := r.Advice
	if a == nil {
		return nil
	}
	text := ""
	switch n := a.Additions; {
	case !a.AdditionsAsked:
	case n != nil:
		text = brief.If(n.Min == 0, b.Say("additions.enough", nil))
	case a.Feasible && a.Changes != nil:
		text = b.Say("additions.leave", messages.Args{"n": a.Changes.Min})
	default:
		text = b.Say("additions.none", nil)
	}
	out := []reports.Block{reports.Paragraph{Text: text}}
	if !a.Feasible {
		out = append(out, b.Conflict(r, a, false)...)
	} else if a.Wishes != nil && !a.Wishes.Feasible {
		out = append(out, b.Conflict(r, a.Wishes, true)...)
	}
	return out
}

// WaysSection is the annex of all smallest changes, and of who is on no panel that meets
// the rules.
func WaysSection(b *brief.Brief) *reports.Section {
	if b.Judged == nil || b.Judged.Report.Advice == nil {
		return nil
	}
	r, say := b.Judged.Report, Advice(b)
	a, w := r.Advice, cmp.Or(r.Advice.Wishes, &balance.Advice{})
	leave := !a.AdditionsAsked // else nobody is to leave
	wishes := w.Changes
	if !leave {
		wishes = w.Additions
	}
	return brief.Section("ways", b.Say("changes.annex", nil), "",
		say.changes("additions", a, brief.When(!leave, a.Additions)),
		say.changes("changes", a, brief.When(leave, a.Changes)),
		say.changes("changes-wishes", w, brief.When(a.Feasible, wishes)),
		say.Excluded(r, a))
}

// changes lists the smallest changes that meet what is asked: the rules, the wishes as
// well, or the rules with nobody leaving; nothing where there is one way or none.
func (b adviser) changes(id string, a *balance.Advice, c *balance.Changes) reports.Table {
	if c == nil || c.Min == 0 || c.Min > mostChanges || c.Alternatives < 2 {
		return reports.Table{}
	}
	note, way := "found", 0
	if a.Proved {
		note = "proved"
	}
	if c.Alternatives > len(c.Listed) || !c.Counted {
		note += "-some"
	}
	return reports.Table{
		ID: id, Title: b.Say("changes.of-"+id, messages.Args{"n": c.Min}), Note: b.Say("changes.note-"+note, nil),
		RowHead: true, Workbook: true, Columns: brief.Columns(reports.Left, 0,
			b.Say("column.way", nil), b.Say("column.leave", nil), b.Say("column.join", nil)),
		Rows: brief.Rows(c.Listed, func(x balance.Change) []reports.Value {
			way++
			return brief.Row(way, b.And(b.Described(x.Drop)), b.And(b.Described(x.Add)))
		}),
	}
}

// maxExcluded is how many reasons why people cannot be chosen are listed.
const maxExcluded = 8

// Excluded lists the people who are on no panel that meets the rules, and what keeps
// them out.
func (b adviser) Excluded(r *balance.Report, a *balance.Advice) reports.Block {
	switch n := len(a.NeverChosen); {
	case !a.Feasible, n == 0 && !a.NeverUnfinished:
		return nil
	case n == 0:
		return reports.Paragraph{Text: b.Say("excluded.unfinished", nil)}
	}
	who := map[string][]string{}
	reasons := distinct(brief.Each(a.Excluded, func(x balance.Excluded) string {
		why := b.And(brief.Each(x.Rules, func(id string) string { return shortName(b.Words, r, id) }))
		why = cmp.Or(why, b.Say("excluded.unknown", nil))
		who[why] = append(who[why], b.Described(x.People)...)
		return why
	}))
	more := len(reasons) - maxExcluded
	return reports.Table{
		ID: "excluded", Title: b.Say("excluded.heading", messages.Args{"n": len(a.NeverChosen)}), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("column.kept-out", nil), b.Say("column.who", nil)),
		Rows: brief.Rows(reasons[:min(len(reasons), maxExcluded)], func(why string) []reports.Value {
			return brief.Row(why, b.Some(who[why], 6))
		}),
		Note: brief.If(more > 0, b.Say("excluded.more", messages.Args{"n": more})),
	}
}

// distinct is each text once, in the order in which they come.
func distinct(texts []string) []string {
	var out []string
	for _, text := range texts {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
