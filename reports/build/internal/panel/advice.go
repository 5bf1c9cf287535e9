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

// maxWishWays is how many ways to meet the wishes are described; the rest are in
// the results file.
const maxWishWays = 3

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
	a := r.Advice
	var ways reports.Table
	if a.AdditionsAsked {
		ways = say.changes("additions", a, a.Additions, 2)
	} else if a.Feasible && a.Changes != nil && a.Changes.Min <= mostChanges {
		ways = say.changes("changes", a, a.Changes, 2)
	}
	return brief.Section("ways", b.Say("changes.annex", nil), b.Say("changes.lead", nil),
		ways, say.Excluded(r, a), say.wishes(a))
}

// wishes are the smallest changes that meet the wishes as well.
func (b adviser) wishes(a *balance.Advice) reports.Table {
	w := a.Wishes
	if !a.Feasible || w == nil || !w.Feasible {
		return reports.Table{}
	}
	c, least := w.Changes, 1
	if w.AdditionsAsked {
		c = w.Additions // nobody is to leave
	}
	if a.Recommended != nil && a.Recommended.Wishes {
		least = 2 // a single one is what is recommended
	}
	if c != nil {
		some := *c
		some.Profiles, c = some.Profiles[:min(len(some.Profiles), maxWishWays)], &some
	}
	return b.changes("changes-wishes", w, c, least)
}

// changes lists the smallest changes that meet what is asked: the rules, the wishes as
// well, or the rules with nobody leaving; nothing where there are fewer ways than least.
func (b adviser) changes(id string, a *balance.Advice, c *balance.Changes, least int) reports.Table {
	if c == nil || c.Min == 0 || c.Alternatives < least {
		return reports.Table{}
	}
	note, shown, way := "found", 0, 0
	if a.Proved {
		note = "proved"
	}
	rows := brief.Rows(c.Profiles, func(x balance.ProfileChange) []reports.Value {
		shown, way = shown+x.Panels, way+1
		return brief.Row(b.Number(float64(way), 0), b.choices(x.Drop), b.choices(x.Add), b.panels(x.Panels))
	})
	if c.Alternatives > shown || !c.Counted {
		note += "-some"
	}
	return reports.Table{
		ID: id, Title: b.Say("changes.of-"+id, messages.Args{"n": c.Min}), Note: b.Say("changes.note-"+note, nil),
		RowHead: true, Workbook: true, Columns: []reports.Column{
			{Title: b.Say("column.way", nil)},
			{Title: b.Say("column.leave", nil)},
			{Title: b.Say("column.join", nil)},
			{Title: b.Say("column.panels", nil), Align: reports.Right},
		},
		Rows: rows,
	}
}

// panels is a cell with a count of panels.
func (b adviser) panels(n int) reports.Value {
	v := reports.Int(n)
	switch {
	case n >= balance.ManyPanels:
		return reports.Str(b.Say("changes.too-many", messages.Args{"count": balance.ManyPanels}))
	case n >= 10_000:
		v.Text = b.Number(float64(n), 0)
	}
	return v
}

// choices words a choice among people alike for the rules: "A, B or one of 3
// more (Government, African)".
func (b adviser) choices(cs []balance.ProfileChoice) string {
	said := b.Parts(brief.Each(cs, func(c balance.ProfileChoice) string {
		return b.With(b.choice(c, 4), b.SeatProfile(c.Profile))
	}))
	return cmp.Or(said, b.Say("changes.nobody", nil))
}

// maxExcluded is how many reasons why people cannot be chosen are listed.
const maxExcluded = 8

// Excluded lists the people who are on no panel that meets the rules, and what keeps
// them out.
func (b adviser) Excluded(r *balance.Report, a *balance.Advice) reports.Block {
	n := len(a.NeverChosen)
	switch {
	case !a.Feasible, n == 0 && !a.NeverUnfinished:
		return nil
	case n == 0:
		return reports.Paragraph{Text: b.Say("excluded.unfinished", nil)}
	case len(a.Excluded) == 0:
		names := b.Some(b.Names(a.NeverChosen), 8)
		return reports.Paragraph{Text: b.Say("excluded.names", messages.Args{"n": n, "names": names})}
	}
	who := map[string][]string{}
	reasons := brief.Each(a.Excluded, func(x balance.Excluded) string {
		why := b.And(brief.Each(x.Rules, func(id string) string { return shortName(b.Words, r, id) }))
		why = cmp.Or(why, b.Say("excluded.unknown", nil))
		who[why] = append(who[why], b.Described(x.People)...)
		return why
	})
	reasons = distinct(reasons)
	t := reports.Table{
		ID: "excluded", Title: b.Say("excluded.heading", messages.Args{"n": n}), RowHead: true,
		Columns: []reports.Column{{Title: b.Say("column.kept-out", nil)}, {Title: b.Say("column.who", nil)}},
		Rows: brief.Rows(reasons[:min(len(reasons), maxExcluded)], func(why string) []reports.Value {
			return brief.Row(why, b.Some(who[why], 6))
		}),
	}
	if more := len(reasons) - maxExcluded; more > 0 {
		t.Note = b.Say("excluded.more", messages.Args{"n": more})
	}
	return t
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
