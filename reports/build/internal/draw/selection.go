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

// brief looks people up among the candidates.
func (in *Selection) brief() *brief.Brief {
	return brief.New(brief.Input{
		Language: in.Language, Meeting: &planner.Meeting{Title: in.Title, Roster: in.Candidates},
		Balance: []brief.BalanceView{{Judged: true, Report: in.Check}},
	})
}

// Report writes the chair's report of a draw: it names people.
func Report(in *Selection) *reports.Document {
	b := in.brief()
	d := &reports.Document{
		Language: b.Catalogue, Title: b.DocumentTitle(), Subtitle: b.Say("select.subtitle", nil),
		Edition: reports.Chair, Provenance: in.Provenance,
		Sections: append(Sections(in), chances(b, in.people(b)), panels(b, in.Result.Record()),
			how(b, in.Result.Seed), *notes.PrivacySection(b)),
	}
	d.Clean()
	return d
}

// Record writes the public record of a draw. It sees no names.
func Record(
	r *selection.Record, title string, p reports.Provenance, l *messages.Catalogue,
) *reports.Document {
	b := brief.New(brief.Input{Language: l, Meeting: &planner.Meeting{Title: title}})
	never := brief.CountIf(r.People, func(c selection.Coded) bool { return c.Ideal == 0 })
	s := brief.Section("draw", b.Say("select.heading", nil), lead(b, r.Draw, r.Seats, len(r.People)),
		reports.Verdicts{Items: brief.Lines(fairness(b, r), rounding(b, r.Off),
			brief.Info(brief.If(never > 0, b.Say("select.never-count", messages.Args{"n": never}))))},
		reports.List{Title: b.Say("select.panel", nil), Items: []string{b.Comma(r.Panel)}})
	d := &reports.Document{
		Language: l, Title: b.DocumentTitle(), Subtitle: b.Say("select.public-subtitle", nil),
		Edition: reports.Public, Provenance: p,
		Sections: []reports.Section{*s, chances(b, brief.Rows(r.People, func(c selection.Coded) []reports.Value {
			return brief.Row("", "", c.Code, inPercent(c.Chance), inPercent(c.Ideal), "")
		})), panels(b, r), how(b, r.Seed)},
	}
	d.Clean()
	return d
}

// lead says what was drawn.
func lead(b *brief.Brief, draw, seats, people int) string {
	return b.Say("select.lead", messages.Args{
		"draw": draw, "panels": selection.Panels, "n": seats, "people": people,
	})
}

// rounding says how far rounding moves a chance.
func rounding(b *brief.Brief, off float64) reports.Verdict {
	return brief.Info(b.Say("select.rounding", messages.Args{
		"panels": selection.Panels, "off": b.Number(100*off, 2),
	}))
}

// Sections are the parts of the report that answer who was drawn, or why nobody can be.
func Sections(in *Selection) []reports.Section {
	b, r, a := in.brief(), in.Result, in.Check.Advice
	s := reports.Section{ID: "draw", Title: b.Say("select.heading", nil)}
	switch {
	case r.Feasible:
		s.Lead = lead(b, r.Draw, len(r.Panel), len(in.Candidates))
		s.Add(reports.Verdicts{Items: in.verdicts(b)}, in.panelTable(b))
		if a != nil {
			s.Add(panel.Advice(b).Excluded(in.Check, a))
		}
	default:
		s.Lead = b.Say("select.impossible", messages.Args{
			"n": len(in.Check.Targets), "seats": r.Seats, "people": len(in.Candidates),
		})
		if a != nil && !a.Feasible {
			s.Add(panel.Advice(b).Conflict(in.Check, a, false)...)
		}
	}
	return []reports.Section{s}
}

// verdicts say what holds of the lottery, and what it costs.
func (in *Selection) verdicts(b *brief.Brief) []reports.Verdict {
	r := in.Result
	judged := brief.CountIf(in.Check.Targets, func(t balance.TargetResult) bool {
		return !t.Informs && !slices.Contains(r.Aside, t.ID) && !slices.Contains(r.Undecided, t.ID)
	})
	of := brief.Info(b.Say("select.plain", nil))
	if judged == 2 {
		of = brief.Verdict(reports.OK, b.Say("select.meets-both", messages.Args{"panels": selection.Panels}))
	} else if judged > 0 {
		of = brief.Verdict(reports.OK, b.Say("select.meets", messages.Args{"n": judged, "panels": selection.Panels}))
	} else if len(in.Check.Targets) > 0 {
		of = brief.Verdict(reports.Warn, b.Say("select.plain-beside", nil))
	}
	number := messages.Args{"draw": r.Draw, "seed": strconv.FormatUint(r.Seed, 10)}
	drawn := b.Say("select.in-public", number)
	if !in.Public {
		number["panels"] = selection.Panels
		drawn = b.Say("select.from-seed", number)
	}
	out := append([]reports.Verdict{of, fairness(b, r.Record())}, in.prices(b, judged)...)
	out = append(append(out, rounding(b, r.Off)), in.apart(b)...)
	return append(out, brief.Info(drawn))
}

// prices say what the goal and the targets cost people in chances.
func (in *Selection) prices(b *brief.Brief, judged int) (out []reports.Verdict) {
	r := in.Result
	worse := messages.Args{"n": r.WorseOff}
	switch {
	case r.Goal == selection.Maximin && r.WorseOff > 0:
		out = append(out, brief.Info(b.Say("select.price-maximin", worse)))
	case r.Goal == selection.Random:
		fairest := messages.Args{"n": r.WorseOff, "fairest": percent(b, r.FairestMinChance)}
		out = append(out, brief.Info(b.Say("select.random", nil)), brief.Info(b.Say("select.price-random", fairest)))
	}
	if free, people := r.Seats-len(r.Held), len(in.Candidates)-len(r.Held); judged > 0 && people > 0 {
		even := messages.Args{"even": percent(b, float64(free)/float64(people))}
		out = append(out, brief.Info(b.Say("select.price-targets", even)))
	}
	return out
}

// apart are the people and targets that the lottery does not treat like all others.
func (in *Selection) apart(b *brief.Brief) []reports.Verdict {
	r := in.Result
	who := func(code string, ids []string) string {
		return brief.If(len(ids) > 0, b.Say("select."+code, messages.Args{
			"n": len(ids), "who": b.Some(b.Names(ids), 8),
		}))
	}
	rules := func(code string, ids []string) string {
		return brief.If(len(ids) > 0, b.Say("select."+code, messages.Args{
			"targets": panel.TargetNames(b.Words, in.Check, ids),
		}))
	}
	unheld := messages.Args{"n": in.Unheld, "seats": r.Seats}
	return brief.Lines(
		brief.Info(who("held", r.Held)),
		brief.Verdict(reports.Warn, brief.If(in.Unheld > 0, b.Say("select.unheld", unheld))),
		brief.Verdict(reports.Warn, rules("aside", r.Aside)),
		brief.Verdict(reports.Warn, rules("undecided", r.Undecided)),
		brief.Verdict(reports.Warn, who("never", r.Never)),
	)
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
	titles := []string{b.Say("select.column.name", nil), b.Say("select.column.known-as", nil)}
	titles = append(append(titles, brief.Each(dims, b.DimensionTitle)...), b.Say("select.column.reserves", nil))
	return reports.Table{
		ID: "panel", Title: b.Say("select.panel", nil), Note: b.Say("select.reserves-note", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, titles...),
		Rows: brief.Rows(in.Candidates, func(p planner.Participant) []reports.Value {
			if !slices.Contains(r.Panel, p.ID) {
				return nil
			}
			row := brief.Row(b.Name(p.ID), p.ID)
			for _, d := range dims {
				values := brief.Each(p.Values[d], func(v string) string { return b.ValueOf(d, v) })
				row = append(row, reports.Str(cmp.Or(b.Comma(values), b.Value(notGiven))))
			}
			return append(row, reports.Str(reserves(b, r, p.ID)))
		}),
	}
}

// reserves name the first reserves of somebody and say how many more there are.
func reserves(b *brief.Brief, r *selection.Result, id string) string {
	at := slices.IndexFunc(r.Reserves, func(x selection.Reserve) bool { return x.For == id })
	if at < 0 {
		return ""
	}
	const named = 2
	x := &r.Reserves[at]
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

// targetDimensions are the dimensions the targets count by, where a person lives left out.
func targetDimensions(r *balance.Report) []planner.Dimension {
	var out []planner.Dimension
	for i := range r.Targets {
		t := &r.Targets[i].Target
		dims := append([]planner.Dimension{t.Dimension}, brief.Each(t.And, func(x planner.Term) planner.Dimension {
			return x.Dimension
		})...)
		for _, d := range dims {
			if d != "" && d != planner.Address && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// chances lists everybody's chance in percent: in the panels, and before rounding.
func chances(b *brief.Brief, rows [][]reports.Value) reports.Section {
	title := b.Say("select.chances", nil)
	return reports.Section{ID: "chances", Title: title, Blocks: []reports.Block{brief.WithoutEmptyColumns(reports.Table{
		ID: "chances", Title: title, RowHead: true, Long: true, Note: b.Say("select.chances-note", nil), Rows: rows,
		Columns: []reports.Column{
			{Title: b.Say("select.column.name", nil)},
			{Title: b.Say("select.column.known-as", nil)},
			{Title: b.Say("select.column.code", nil)},
			brief.Right(b.Say("select.column.chance", nil), 2),
			brief.Right(b.Say("select.column.ideal", nil), 2),
			{Title: b.Say("select.column.drawn", nil)},
		},
	})}}
}

// people are the rows of the candidates with their chances.
func (in *Selection) people(b *brief.Brief) [][]reports.Value {
	return brief.Rows(in.Candidates, func(p planner.Participant) []reports.Value {
		var c selection.Chance
		if at := slices.IndexFunc(in.Result.Chances, func(x selection.Chance) bool { return x.ID == p.ID }); at >= 0 {
			c = in.Result.Chances[at]
		}
		drawn := brief.If(slices.Contains(in.Result.Panel, p.ID), b.Value("yes"))
		return brief.Row(b.Name(p.ID), p.ID, c.Code, inPercent(c.Chance), inPercent(c.Ideal), drawn)
	})
}

// panels lists every panel by the codes of its people.
func panels(b *brief.Brief, r *selection.Record) reports.Section {
	t := reports.Table{
		ID: "panels", Title: b.Say("select.panels-title", nil), RowHead: true, Long: true,
		Note: b.Say("select.panels-note", nil), Columns: []reports.Column{
			brief.Right(b.Say("select.column.number", nil), 0), {Title: b.Say("select.column.panel", nil)},
		},
	}
	for i, panel := range r.Panels {
		t.Rows = append(t.Rows, brief.Row(i+1, strings.Join(panel, " ")))
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

// inPercent is a chance in percent, without the noise of a multiplication.
func inPercent(chance float64) reports.Value { return reports.Num(math.Round(chance*1e9) / 1e7) }

// percent is a chance as it is said: "12.5 %".
func percent(b *brief.Brief, f float64) string {
	return b.Say("select.percent", messages.Args{"number": b.Number(100*f, 1)})
}
