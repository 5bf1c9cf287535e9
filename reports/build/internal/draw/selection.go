// Package draw words a panel drawn by lot: the chair's report, and the public record, which
// names nobody.
package draw

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/notes"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/messages"
)

const notGiven = "not given"

// Selection is what the report of a draw is built from.
type Selection struct {
	// Candidates are the people who could be drawn, in the order of their list.
	Candidates planner.Roster
	Result     *selection.Result
	// Check holds the panel drawn against the targets, or where no panel meets them nobody;
	// its advice says why people have no chance, or why there is no panel.
	Check *balance.Report
	// Unheld is how many have confirmed and keep no seat for it, because they are more
	// than there are seats.
	Unheld int
	// Public says that the number was drawn in public, and not computed from the seed.
	Public     bool
	Title      string
	Provenance reports.Provenance
	// Language is that of the report; nil is English.
	Language *messages.Catalogue
}

// builder looks people up among the candidates.
func (in *Selection) builder() *brief.Brief {
	return brief.New(brief.Input{
		Language: in.Language, Meeting: &planner.Meeting{Roster: in.Candidates}, Balance: []brief.BalanceView{{Judged: true, Report: in.Check}},
	})
}

// SelectionReport writes the chair's report of a draw: it names people.
func Report(in *Selection) *reports.Document {
	b := in.builder()
	d := &reports.Document{
		Language: b.Catalogue, Title: cmp.Or(strings.TrimSpace(in.Title), b.Say("document.title", nil)),
		Subtitle: b.Say("select.subtitle", nil), Edition: reports.Chair,
		Provenance: in.Provenance,
		Sections: append(Sections(in), chances(b, in), panels(b, in.Result.Record()),
			how(b, in.Result.Seed), *notes.PrivacySection(b)),
	}
	d.Clean()
	return d
}

// SelectionRecord writes the public record of a draw. It sees no names.
func Record(
	r *selection.Record, title string, p reports.Provenance, l *messages.Catalogue,
) *reports.Document {
	b := brief.New(brief.Input{Language: l})
	s := reports.Section{ID: "draw", Title: b.Say("select.heading", nil)}
	s.Lead = b.Say("select.lead", messages.Args{
		"draw": r.Draw, "panels": selection.Panels, "n": r.Seats, "people": len(r.People),
	})
	rounding := b.Say("select.rounding", messages.Args{"panels": selection.Panels, "off": b.Number(100*r.Off, 2)})
	v := reports.Verdicts{Items: []reports.Verdict{fairness(b, r), {State: reports.Info, Text: rounding}}}
	if n := brief.CountIf(r.People, func(c selection.Coded) bool { return c.Ideal == 0 }); n > 0 {
		never := b.Say("select.never-count", messages.Args{"n": n})
		v.Items = append(v.Items, reports.Verdict{State: reports.Info, Text: never})
	}
	s.Add(v, reports.List{Title: b.Say("select.panel", nil), Items: []string{b.Comma(r.Panel)}})
	t := reports.Table{
		ID: "chances", Title: b.Say("select.chances", nil), RowHead: true, Long: true,
		Note:    b.Say("select.chances-note", nil),
		Columns: append([]reports.Column{{Title: b.Say("select.column.code", nil)}}, chanceColumns(b)...),
		Rows: brief.Each(r.People, func(c selection.Coded) []reports.Value {
			return brief.Row(c.Code, inPercent(c.Chance), inPercent(c.Ideal))
		}),
	}
	d := &reports.Document{
		Language: l, Title: cmp.Or(strings.TrimSpace(title), b.Say("document.title", nil)),
		Subtitle: b.Say("select.public-subtitle", nil), Edition: reports.Public, Provenance: p,
		Sections: []reports.Section{
			s, {ID: "chances", Title: t.Title, Blocks: []reports.Block{t}}, panels(b, r), how(b, r.Seed),
		},
	}
	d.Clean()
	return d
}

// SelectionSections are the parts of the report that answer who was drawn, or why
// nobody can be.
func Sections(in *Selection) []reports.Section {
	b, r := in.builder(), in.Result
	s := reports.Section{ID: "draw", Title: b.Say("select.heading", nil)}
	if !r.Feasible {
		s.Lead = b.Say("select.impossible", messages.Args{
			"n": len(in.Check.Targets), "seats": r.Seats, "people": len(in.Candidates),
		})
		if in.Check.Advice != nil && !in.Check.Advice.Feasible {
			s.Add(panel.Advice(b).Conflict(in.Check, in.Check.Advice, false)...)
		}
		return []reports.Section{s}
	}
	s.Lead = b.Say("select.lead", messages.Args{
		"draw": r.Draw, "panels": selection.Panels, "n": len(r.Panel), "people": len(in.Candidates),
	})
	s.Add(reports.Verdicts{Items: in.verdicts(b)}, in.panelTable(b))
	if a := in.Check.Advice; a != nil {
		s.Add(panel.Advice(b).Excluded(in.Check, a))
	}
	return []reports.Section{s}
}

// verdicts say what holds of the lottery, and what it costs.
func (in *Selection) verdicts(b *brief.Brief) []reports.Verdict {
	r := in.Result
	judged := brief.CountIf(in.Check.Targets, func(t balance.TargetResult) bool {
		return !t.Informs && !slices.Contains(r.Aside, t.ID) && !slices.Contains(r.Undecided, t.ID)
	})
	of := brief.Verdict(reports.Info, b.Say("select.plain", nil))
	if judged == 2 {
		of = brief.Verdict(reports.OK, b.Say("select.meets-both", messages.Args{"panels": selection.Panels}))
	} else if judged > 0 {
		of = brief.Verdict(reports.OK, b.Say("select.meets", messages.Args{"n": judged, "panels": selection.Panels}))
	} else if len(in.Check.Targets) > 0 {
		of = brief.Verdict(reports.Warn, b.Say("select.plain-beside", nil))
	}
	out := append([]reports.Verdict{of, fairness(b, r.Record())}, in.prices(b, judged)...)
	out = append(append(out, brief.Verdict(reports.Info, b.Say("select.rounding", messages.Args{
		"panels": selection.Panels, "off": b.Number(100*r.Off, 2),
	}))), in.apart(b)...)
	if in.Public {
		return append(
			out,
			brief.Verdict(
				reports.Info,
				b.Say("select.in-public", messages.Args{"draw": r.Draw, "seed": strconv.FormatUint(r.Seed, 10)}),
			),
		)
	}
	return append(out, brief.Verdict(reports.Info, b.Say("select.from-seed", messages.Args{
		"draw": r.Draw, "seed": strconv.FormatUint(r.Seed, 10), "panels": selection.Panels,
	})))
}

// prices say what the goal and the targets cost people in chances.
func (in *Selection) prices(b *brief.Brief, judged int) (out []reports.Verdict) {
	r := in.Result
	switch {
	case r.Goal == selection.Maximin && r.WorseOff > 0:
		out = append(out, brief.Verdict(reports.Info, b.Say("select.price-maximin", messages.Args{"n": r.WorseOff})))
	case r.Goal == selection.Random:
		fairest := percent(b, r.FairestMinChance)
		out = append(out, brief.Verdict(reports.Info, b.Say("select.random", nil)),
			brief.Verdict(reports.Info, b.Say("select.price-random", messages.Args{"n": r.WorseOff, "fairest": fairest})))
	}
	free, people := r.Seats-len(r.Held), len(in.Candidates)-len(r.Held)
	if judged > 0 && people > 0 {
		even := percent(b, float64(free)/float64(people))
		out = append(out, brief.Verdict(reports.Info, b.Say("select.price-targets", messages.Args{"even": even})))
	}
	return out
}

// apart are the people and targets that the lottery does not treat like all others.
func (in *Selection) apart(b *brief.Brief) (out []reports.Verdict) {
	r := in.Result
	add := func(n int, state reports.State, text string) {
		if n > 0 {
			out = append(out, brief.Verdict(state, text))
		}
	}
	add(
		len(r.Held),
		reports.Info,
		b.Say("select.held", messages.Args{"n": len(r.Held), "who": b.Some(b.Names(r.Held), 8)}),
	)
	add(in.Unheld, reports.Warn, b.Say("select.unheld", messages.Args{"n": in.Unheld, "seats": r.Seats}))
	add(len(r.Aside), reports.Warn, b.Say("select.aside", messages.Args{"targets": panel.TargetNames(b.Words, in.Check, r.Aside)}))
	add(len(r.Undecided), reports.Warn, b.Say("select.undecided",
		messages.Args{"targets": panel.TargetNames(b.Words, in.Check, r.Undecided)}))
	add(len(r.Never), reports.Warn, b.Say("select.never",
		messages.Args{"n": len(r.Never), "who": b.Some(b.Names(r.Never), 8)}))
	return out
}

// fairness says what the smallest chance is and what was proved of it.
func fairness(b *brief.Brief, r *selection.Record) reports.Verdict {
	v := reports.Verdict{State: reports.OK, Text: b.Say("select.least", messages.Args{"least": percent(b, r.Min)})}
	if r.MinExact != "" {
		v.Text = b.Say("select.least-exact", messages.Args{"least": percent(b, r.Min), "exact": r.MinExact})
	}
	switch {
	case r.Goal == selection.Random:
		v.State = reports.Info
	case !r.Proved:
		v.State, v.Detail = reports.Unsure, b.Say("select.unproved", nil)
	case r.Goal == selection.Maximin:
		v.Detail = b.Say("select.maximin", nil)
	default:
		v.Detail = b.Say("select.fairest", nil)
	}
	return v
}

// panelTable has one row for each member of the panel drawn.
func (in *Selection) panelTable(b *brief.Brief) reports.Table {
	r := in.Result
	dims := targetDimensions(in.Check)
	t := reports.Table{
		ID: "panel", Title: b.Say("select.panel", nil), Note: b.Say("select.reserves-note", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("select.column.name", nil)},
			{Title: b.Say("select.column.known-as", nil)},
		},
	}
	for _, d := range dims {
		t.Columns = append(t.Columns, reports.Column{Title: b.DimensionTitle(d)})
	}
	t.Columns = append(t.Columns, reports.Column{Title: b.Say("select.column.reserves", nil)})
	ready := make(map[string]*selection.Reserve, len(r.Reserves))
	for i := range r.Reserves {
		ready[r.Reserves[i].For] = &r.Reserves[i]
	}
	for i := range in.Candidates {
		p := &in.Candidates[i]
		if !slices.Contains(r.Panel, p.ID) {
			continue
		}
		row := []reports.Value{reports.Str(b.Name(p.ID)), reports.Str(p.ID)}
		for _, d := range dims {
			row = append(row, reports.Str(given(b, p, d)))
		}
		by := ""
		if x := ready[p.ID]; x != nil {
			by = reserves(b, x)
		}
		t.Add(append(row, reports.Str(by))...)
	}
	return t
}

// reserves name the first reserves and say how many more there are.
func reserves(b *brief.Brief, x *selection.Reserve) string {
	const named = 2
	names := b.Names(x.By[:min(named, len(x.By))])
	switch {
	case x.Of == 0:
		return b.Say("select.nobody", nil)
	case x.Of > named:
		return b.Say("list.more", messages.Args{"items": b.Comma(names), "n": x.Of - named})
	default:
		return b.And(names)
	}
}

// given is a person's value in words.
func given(b *brief.Brief, p *planner.Participant, d planner.Dimension) string {
	if v := b.Comma(brief.Each(p.Values[d], b.Value)); v != "" {
		return v
	}
	return b.Value(notGiven)
}

// targetDimensions are the dimensions the targets count by, where a person lives left out.
func targetDimensions(r *balance.Report) []planner.Dimension {
	var out []planner.Dimension
	add := func(d planner.Dimension) {
		if d != "" && d != planner.Address && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	for i := range r.Targets {
		add(r.Targets[i].Target.Dimension)
		for _, c := range r.Targets[i].Target.And {
			add(c.Dimension)
		}
	}
	return out
}

// chances lists everybody's chance.
func chances(b *brief.Brief, in *Selection) reports.Section {
	r := in.Result
	chances := make(map[string]*selection.Chance, len(r.Chances))
	for i := range r.Chances {
		chances[r.Chances[i].ID] = &r.Chances[i]
	}
	t := reports.Table{
		ID: "chances", Title: b.Say("select.chances", nil), RowHead: true, Long: true,
		Note: b.Say("select.chances-note", nil),
		Columns: []reports.Column{
			{
				Title: b.Say("select.column.name", nil),
			}, {Title: b.Say("select.column.known-as", nil)}, {Title: b.Say("select.column.code", nil)},
		},
	}
	t.Columns = append(
		append(t.Columns, chanceColumns(b)...),
		reports.Column{Title: b.Say("select.column.drawn", nil)},
	)
	for i := range in.Candidates {
		id := in.Candidates[i].ID
		c, drawn := chances[id], ""
		if slices.Contains(r.Panel, id) {
			drawn = b.Value("yes")
		}
		t.Add(reports.Str(b.Name(id)), reports.Str(id), reports.Str(c.Code), inPercent(c.Chance),
			inPercent(c.Ideal), reports.Str(drawn))
	}
	return reports.Section{ID: "chances", Title: t.Title, Blocks: []reports.Block{t}}
}

// panels lists every panel by the codes of its people.
func panels(b *brief.Brief, r *selection.Record) reports.Section {
	t := reports.Table{
		ID: "panels", Title: b.Say("select.panels-title", nil), RowHead: true, Long: true,
		Note: b.Say("select.panels-note", nil),
		Columns: []reports.Column{
			{
				Title: b.Say("select.column.number", nil),
				Align: reports.Right,
			}, {Title: b.Say("select.column.panel", nil)},
		},
	}
	for i, panel := range r.Panels {
		t.Add(reports.Int(i+1), reports.Str(strings.Join(panel, " ")))
	}
	return reports.Section{ID: "panels", Title: t.Title, Blocks: []reports.Block{t}}
}

// how says how it was drawn.
func how(b *brief.Brief, seed uint64) reports.Section {
	list := reports.List{Items: []string{
		b.Say("select.how-fair", nil),
		b.Say("select.how-panels", messages.Args{"panels": selection.Panels}),
		b.Say("select.how-seed", messages.Args{"seed": strconv.FormatUint(seed, 10), "panels": selection.Panels}),
		b.Say("select.how-repeat", nil),
	}}
	return reports.Section{ID: "how", Title: b.Say("select.how", nil), Blocks: []reports.Block{list}}
}

// chanceColumns hold chances in percent: in the panels, and before rounding.
func chanceColumns(b *brief.Brief) []reports.Column {
	return []reports.Column{
		{Title: b.Say("select.column.chance", nil), Align: reports.Right, Decimals: 2},
		{Title: b.Say("select.column.ideal", nil), Align: reports.Right, Decimals: 2},
	}
}

// inPercent is a chance in percent, without the noise of a multiplication.
func inPercent(chance float64) reports.Value { return reports.Num(math.Round(chance*1e9) / 1e7) }

// percent is a chance as it is said: "12.5 %".
func percent(b *brief.Brief, f float64) string {
	return b.Say("select.percent", messages.Args{"number": b.Number(100*f, 1)})
}
