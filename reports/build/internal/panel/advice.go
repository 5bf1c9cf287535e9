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

// adviceBlocks say why nothing can mend the panel, where that is so.
func (b adviser) adviceBlocks(s *reports.Section, r *balance.Report) {
	a := r.Advice
	if a == nil {
		return
	}
	if n := a.Additions; a.AdditionsAsked && n == nil {
		if a.Feasible && a.Changes != nil {
			s.Add(reports.Paragraph{Text: b.Say("additions.leave", messages.Args{"n": a.Changes.Min})})
		} else {
			s.Add(reports.Paragraph{Text: b.Say("additions.none", nil)})
		}
	} else if a.AdditionsAsked && n.Min == 0 {
		s.Add(reports.Paragraph{Text: b.Say("additions.enough", nil)})
	}
	if !a.Feasible {
		b.AddConflict(s, r, a, false)
	} else if a.Wishes != nil && !a.Wishes.Feasible {
		b.AddConflict(s, r, a.Wishes, true)
	}
}

// WaysSection is the annex of all smallest changes, and of who is on no panel that meets
// the rules.
func WaysSection(b *brief.Brief) *reports.Section {
	if b.Judged == nil || b.Judged.Report.Advice == nil {
		return nil
	}
	r, say := b.Judged.Report, Advice(b)
	a := r.Advice
	s := &reports.Section{ID: "ways", Title: b.Say("changes.annex", nil), Lead: b.Say("changes.lead", nil)}
	if a.AdditionsAsked {
		s.Add(say.changes("additions", a, a.Additions, 2))
	} else if a.Feasible && a.Changes != nil && a.Changes.Min <= mostChanges {
		s.Add(say.changes("changes", a, a.Changes, 2))
	}
	if a.Feasible {
		s.Add(say.Excluded(r, a))
	}
	s.Add(say.wishes(a))
	if len(s.Blocks) == 0 {
		return nil
	}
	return s
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
	if c == nil {
		return reports.Table{}
	}
	some := *c
	some.Profiles = some.Profiles[:min(len(some.Profiles), maxWishWays)]
	return b.changes("changes-wishes", w, &some, least)
}

// changes lists the smallest changes that meet what is asked: the rules, the wishes as
// well, or the rules with nobody leaving; nothing where there are fewer ways than least.
func (b adviser) changes(id string, a *balance.Advice, c *balance.Changes, least int) reports.Table {
	if c == nil || c.Min == 0 || c.Alternatives < least {
		return reports.Table{}
	}
	t := reports.Table{
		ID: id, RowHead: true, Title: b.Say("changes.of-"+id, messages.Args{"n": c.Min}),
		Columns: []reports.Column{
			{Title: b.Say("column.way", nil)},
			{Title: b.Say("column.leave", nil)},
			{Title: b.Say("column.join", nil)},
			{Title: b.Say("column.panels", nil), Align: reports.Right},
		},
	}
	shown := 0
	for i, x := range c.Profiles {
		shown += x.Panels
		t.Add(reports.Str(b.Number(float64(i+1), 0)), reports.Str(b.choices(x.Drop)), reports.Str(b.choices(x.Add)),
			b.panels(x.Panels))
	}
	note := "found"
	if a.Proved {
		note = "proved"
	}
	if c.Alternatives > shown || !c.Counted {
		note += "-some"
	}
	t.Note = b.Say("changes.note-"+note, nil)
	return t
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
	case n == 0 && a.NeverUnfinished:
		return reports.Paragraph{Text: b.Say("excluded.unfinished", nil)}
	case n == 0:
		return nil
	case len(a.Excluded) == 0:
		names := b.Some(b.Names(a.NeverChosen), 8)
		return reports.Paragraph{Text: b.Say("excluded.names", messages.Args{"n": n, "names": names})}
	}
	t := reports.Table{
		ID: "excluded", Title: b.Say("excluded.heading", messages.Args{"n": n}), RowHead: true,
		Columns: []reports.Column{{Title: b.Say("column.kept-out", nil)}, {Title: b.Say("column.who", nil)}},
	}
	who := map[string][]string{}
	var reasons []string
	for _, x := range a.Excluded {
		why := b.Say("excluded.unknown", nil)
		if len(x.Rules) > 0 {
			why = b.And(brief.Each(x.Rules, func(id string) string { return shortName(b.Words, r, id) }))
		}
		if !slices.Contains(reasons, why) {
			reasons = append(reasons, why)
		}
		who[why] = append(who[why], b.Described(x.People)...)
	}
	for _, why := range reasons[:min(len(reasons), maxExcluded)] {
		t.Add(reports.Str(why), reports.Str(b.Some(who[why], 6)))
	}
	if more := len(reasons) - maxExcluded; more > 0 {
		t.Note = b.Say("excluded.more", messages.Args{"n": more})
	}
	return t
}
