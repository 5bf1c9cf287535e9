package build

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/messages"
)

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
}

// builder looks people up among the candidates.
func (in *Selection) builder() *builder {
	return newBuilder(Input{
		Meeting: &planner.Meeting{Roster: in.Candidates}, Balance: []BalanceView{{Judged: true, Report: in.Check}},
	})
}

// SelectionReport writes the chair's report of a draw: it names people.
func SelectionReport(in *Selection) *reports.Document {
	b := in.builder()
	d := &reports.Document{
		Language: messages.English(),
		Title:    cmp.Or(strings.TrimSpace(in.Title), say("document.title", nil)), Subtitle: say("select.subtitle", nil), Edition: reports.Chair,
		Provenance: in.Provenance,
		Sections: append(SelectionSections(in), chancesSection(in, b), panelsSection(in.Result.Record()),
			howSection(in.Result.Seed), *privacySection(b)),
	}
	d.Clean()
	return d
}

// SelectionRecord writes the public record of a draw. It sees no names.
func SelectionRecord(r *selection.Record, title string, p reports.Provenance) *reports.Document {
	s := reports.Section{ID: "draw", Title: say("select.heading", nil)}
	s.Lead = say("select.lead", messages.Args{
		"draw": r.Draw, "panels": panelCount, "n": r.Seats, "people": grouped(len(r.People)),
	})
	rounding := say("select.rounding", messages.Args{"panels": panelCount, "off": points(r.Off)})
	v := reports.Verdicts{Items: []reports.Verdict{fairness(r), {State: reports.Info, Text: rounding}}}
	if n := countIf(r.People, func(c selection.Coded) bool { return c.Ideal == 0 }); n > 0 {
		never := say("select.never-count", messages.Args{"n": n})
		v.Items = append(v.Items, reports.Verdict{State: reports.Info, Text: never})
	}
	s.Add(v, reports.List{Title: say("select.panel", nil), Items: []string{joined(r.Panel)}})
	t := reports.Table{
		ID: "chances", Title: say("select.chances", nil), RowHead: true, Long: true,
		Note:    say("select.chances-note", nil),
		Columns: append([]reports.Column{{Title: say("select.column.code", nil)}}, chanceColumns()...),
	}
	for _, c := range r.People {
		t.Add(reports.Str(c.Code), inPercent(c.Chance), inPercent(c.Ideal))
	}
	d := &reports.Document{
		Language: messages.English(),
		Title:    cmp.Or(strings.TrimSpace(title), say("document.title", nil)), Subtitle: say("select.public-subtitle", nil), Edition: reports.Public, Provenance: p,
		Sections: []reports.Section{
			s, {ID: "chances", Title: t.Title, Blocks: []reports.Block{t}}, panelsSection(r), howSection(r.Seed),
		},
	}
	d.Clean()
	return d
}

// SelectionSections are the parts of the report that answer who was drawn, or why
// nobody can be.
func SelectionSections(in *Selection) []reports.Section {
	b, r := in.builder(), in.Result
	s := reports.Section{ID: "draw", Title: say("select.heading", nil)}
	if !r.Feasible {
		s.Lead = say("select.impossible", messages.Args{
			"n": len(in.Check.Targets), "seats": r.Seats, "people": grouped(len(in.Candidates)),
		})
		if in.Check.Advice != nil && !in.Check.Advice.Feasible {
			b.advice().addConflict(&s, in.Check, in.Check.Advice, false)
		}
		return []reports.Section{s}
	}
	s.Lead = say("select.lead", messages.Args{
		"draw": r.Draw, "panels": panelCount, "n": len(r.Panel), "people": grouped(len(in.Candidates)),
	})
	s.Add(reports.Verdicts{Items: in.verdicts(b)}, in.panelTable(b))
	if a := in.Check.Advice; a != nil {
		s.Add(b.advice().excluded(in.Check, a))
	}
	return []reports.Section{s}
}

// verdicts say what holds of the lottery, and what it costs.
func (in *Selection) verdicts(b *builder) []reports.Verdict {
	r := in.Result
	judged := countIf(in.Check.Targets, func(t balance.TargetResult) bool {
		return !t.Informs && !slices.Contains(r.Aside, t.ID) && !slices.Contains(r.Undecided, t.ID)
	})
	of := verdict(reports.Info, say("select.plain", nil))
	if judged == 2 {
		of = verdict(reports.OK, say("select.meets-both", messages.Args{"panels": panelCount}))
	} else if judged > 0 {
		of = verdict(reports.OK, say("select.meets", messages.Args{"n": judged, "panels": panelCount}))
	} else if len(in.Check.Targets) > 0 {
		of = verdict(reports.Warn, say("select.plain-beside", nil))
	}
	out := append([]reports.Verdict{of, fairness(r.Record())}, in.prices(judged)...)
	out = append(append(out, verdict(reports.Info, say("select.rounding", messages.Args{
		"panels": panelCount, "off": points(r.Off),
	}))), in.apart(b)...)
	if in.Public {
		return append(out, verdict(reports.Info, say("select.in-public", messages.Args{"draw": r.Draw, "seed": r.Seed})))
	}
	return append(out, verdict(reports.Info, say("select.from-seed", messages.Args{
		"draw": r.Draw, "seed": r.Seed, "panels": panelCount,
	})))
}

func verdict(state reports.State, text string) reports.Verdict {
	return reports.Verdict{State: state, Text: text}
}

// prices say what the goal and the targets cost people in chances.
func (in *Selection) prices(judged int) (out []reports.Verdict) {
	r := in.Result
	switch {
	case r.Goal == selection.Maximin && r.WorseOff > 0:
		out = append(out, verdict(reports.Info, say("select.price-maximin", messages.Args{"n": r.WorseOff})))
	case r.Goal == selection.Random:
		fairest := percent(r.FairestMinChance)
		out = append(out, verdict(reports.Info, say("select.random", nil)),
			verdict(reports.Info, say("select.price-random", messages.Args{"n": r.WorseOff, "fairest": fairest})))
	}
	free, people := r.Seats-len(r.Held), len(in.Candidates)-len(r.Held)
	if judged > 0 && people > 0 {
		even := percent(float64(free) / float64(people))
		out = append(out, verdict(reports.Info, say("select.price-targets", messages.Args{"even": even})))
	}
	return out
}

// apart are the people and targets that the lottery does not treat like all others.
func (in *Selection) apart(b *builder) (out []reports.Verdict) {
	r := in.Result
	add := func(n int, state reports.State, text string) {
		if n > 0 {
			out = append(out, verdict(state, text))
		}
	}
	add(len(r.Held), reports.Info, say("select.held", messages.Args{"n": len(r.Held), "who": few(b.names(r.Held), 8)}))
	add(in.Unheld, reports.Warn, say("select.unheld", messages.Args{"n": grouped(in.Unheld), "seats": grouped(r.Seats)}))
	add(len(r.Aside), reports.Warn, say("select.aside", messages.Args{"targets": b.targetNames(in.Check, r.Aside)}))
	add(len(r.Undecided), reports.Warn, say("select.undecided",
		messages.Args{"targets": b.targetNames(in.Check, r.Undecided)}))
	add(len(r.Never), reports.Warn, say("select.never",
		messages.Args{"n": len(r.Never), "who": few(b.names(r.Never), 8)}))
	return out
}

// fairness says what the smallest chance is and what was proved of it.
func fairness(r *selection.Record) reports.Verdict {
	v := reports.Verdict{State: reports.OK, Text: say("select.least", messages.Args{"least": percent(r.Min)})}
	if r.MinExact != "" {
		v.Text = say("select.least-exact", messages.Args{"least": percent(r.Min), "exact": r.MinExact})
	}
	switch {
	case r.Goal == selection.Random:
		v.State = reports.Info
	case !r.Proved:
		v.State, v.Detail = reports.Unsure, say("select.unproved", nil)
	case r.Goal == selection.Maximin:
		v.Detail = say("select.maximin", nil)
	default:
		v.Detail = say("select.fairest", nil)
	}
	return v
}

// panelTable has one row for each member of the panel drawn.
func (in *Selection) panelTable(b *builder) reports.Table {
	r := in.Result
	dims := targetDimensions(in.Check)
	t := reports.Table{
		ID: "panel", Title: say("select.panel", nil), Note: say("select.reserves-note", nil), RowHead: true,
		Columns: []reports.Column{{Title: say("select.column.name", nil)}, {Title: "ID"}},
	}
	for _, d := range dims {
		t.Columns = append(t.Columns, reports.Column{Title: upperFirst(reports.InText(d.Label()))})
	}
	t.Columns = append(t.Columns, reports.Column{Title: say("select.column.reserves", nil)})
	reserves := make(map[string]*selection.Reserve, len(r.Reserves))
	for i := range r.Reserves {
		reserves[r.Reserves[i].For] = &r.Reserves[i]
	}
	for i := range in.Candidates {
		p := &in.Candidates[i]
		if !slices.Contains(r.Panel, p.ID) {
			continue
		}
		row := []reports.Value{reports.Str(b.name(p.ID)), reports.Str(p.ID)}
		for _, d := range dims {
			row = append(row, reports.Str(value(p, d)))
		}
		by := ""
		if x := reserves[p.ID]; x != nil {
			by = reserveWords(b, x)
		}
		t.Add(append(row, reports.Str(by))...)
	}
	return t
}

// reserveWords name the first reserves and say how many there are.
func reserveWords(b *builder, x *selection.Reserve) string {
	const named = 2
	switch names := b.names(x.By[:min(named, len(x.By))]); {
	case x.Of == 0:
		return say("select.nobody", nil)
	case x.Of <= named:
		return joined(names)
	default:
		return strings.Join(names, ", ") + " and " + text(x.Of-named) + " more"
	}
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

// chancesSection lists everybody's chance.
func chancesSection(in *Selection, b *builder) reports.Section {
	r := in.Result
	chances := make(map[string]*selection.Chance, len(r.Chances))
	for i := range r.Chances {
		chances[r.Chances[i].ID] = &r.Chances[i]
	}
	t := reports.Table{
		ID: "chances", Title: say("select.chances", nil), RowHead: true, Long: true,
		Note: say("select.chances-note", nil),
		Columns: []reports.Column{
			{Title: say("select.column.name", nil)}, {Title: "ID"}, {Title: say("select.column.code", nil)},
		},
	}
	t.Columns = append(append(t.Columns, chanceColumns()...), reports.Column{Title: say("select.column.drawn", nil)})
	for i := range in.Candidates {
		id := in.Candidates[i].ID
		c, drawn := chances[id], ""
		if slices.Contains(r.Panel, id) {
			drawn = "yes"
		}
		t.Add(reports.Str(b.name(id)), reports.Str(id), reports.Str(c.Code), inPercent(c.Chance),
			inPercent(c.Ideal), reports.Str(drawn))
	}
	return reports.Section{ID: "chances", Title: t.Title, Blocks: []reports.Block{t}}
}

// panelsSection lists every panel by the codes of its people.
func panelsSection(r *selection.Record) reports.Section {
	t := reports.Table{
		ID: "panels", Title: say("select.panels-title", nil), RowHead: true, Long: true,
		Note: say("select.panels-note", nil),
		Columns: []reports.Column{
			{Title: say("select.column.number", nil), Align: reports.Right}, {Title: say("select.column.panel", nil)},
		},
	}
	for i, panel := range r.Panels {
		t.Add(reports.Int(i+1), reports.Str(strings.Join(panel, " ")))
	}
	return reports.Section{ID: "panels", Title: t.Title, Blocks: []reports.Block{t}}
}

func howSection(seed uint64) reports.Section {
	list := reports.List{Items: []string{
		say("select.how-fair", nil),
		say("select.how-panels", messages.Args{"panels": panelCount}),
		say("select.how-seed", messages.Args{"seed": seed, "panels": selection.Panels}),
		say("select.how-repeat", nil),
	}}
	return reports.Section{ID: "how", Title: say("select.how", nil), Blocks: []reports.Block{list}}
}

// chanceColumns hold chances in percent: in the panels, and before rounding.
func chanceColumns() []reports.Column {
	return []reports.Column{
		{Title: say("select.column.chance", nil) + " (%)", Align: reports.Right, Decimals: 2},
		{Title: say("select.column.ideal", nil) + " (%)", Align: reports.Right, Decimals: 2},
	}
}

// inPercent is a chance in percent, without the noise of a multiplication.
func inPercent(chance float64) reports.Value { return reports.Num(math.Round(chance*1e9) / 1e7) }

// panelCount is the number of panels of a lottery, as it is said.
const panelCount = "1,000"

func say(code string, args messages.Args) string { return messages.English().Say(code, args) }

// percent is a chance as it is said.
func percent(f float64) string { return number(100*f, 1) + " %" }

// points is a difference of chances as it is said.
func points(f float64) string { return number(100*f, 2) + " percentage points" }
