// Package panel words the people and the rules for them: the verdicts, what would mend a
// panel and whom to ask, why none meets the rules, who is there and who is missing, and a
// programme of several sessions.
package panel

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// RulesSection says which balance rules pass, and what would mend those that do not.
func RulesSection(b *brief.Brief) *reports.Section {
	if b.In.Programme != nil {
		return nil
	}
	s := &reports.Section{ID: "rules", Title: b.Say("rules.heading", nil)}
	if b.Judged == nil {
		s.Lead = noBalance(b)
		return s
	}
	r := b.Judged.Report
	if len(r.Targets) == 0 {
		s.Lead = b.Say("rules.none", nil)
		s.Add(reports.List{Title: b.Say("rules.help", nil), Items: []string{
			b.Say("rules.help-targets", nil), b.Say("rules.help-packs", nil),
		}})
		return s
	}
	s.Lead = BalanceSentence(b)
	if r.ByDefault() {
		s.Add(reports.Paragraph{Text: ByDefault(b)})
		if b.Judged.Fits != "" {
			s.Add(reports.Paragraph{Text: b.Say("rules.fits", messages.Args{"pack": b.Judged.Fits})})
		}
	}
	if a := r.Advice; a != nil && a.Recommended != nil {
		s.Add(reports.Verdicts{Items: []reports.Verdict{Advice(b).recommended(r)}},
			reports.List{Title: b.Say("reason.heading", nil), Items: Advice(b).reasons(a)})
	}
	s.Add(reports.Verdicts{Items: OpenVerdicts(b, len(r.Targets))})
	Advice(b).adviceBlocks(s, r)
	s.Add(rulesTable(b))
	s.Add(b.NotesOf(r.Warnings)...)
	return s
}

// OpenVerdicts are the rules that are missed or not decided, at most so many.
func OpenVerdicts(b *brief.Brief, most int) []reports.Verdict {
	var out []reports.Verdict
	for _, t := range JudgedTargets(b.Judged.Report) {
		if st := StateOf(t); (st == reports.Miss || st == reports.Unsure) && len(out) < most {
			out = append(out, targetVerdict(b, t))
		}
	}
	return out
}

// ByDefault says why a common default was taken.
func ByDefault(b *brief.Brief) string {
	if packs := b.Judged.Packs; len(packs) > 0 {
		return b.Say("rules.default-packs", messages.Args{"packs": packs})
	}
	return b.Say("rules.default", nil)
}

func noBalance(b *brief.Brief) string {
	return cmp.Or(b.In.Missing.Balance, b.Say("balance.none", nil))
}

// BalanceSentence is the verdict in a sentence.
func BalanceSentence(b *brief.Brief) string {
	c := CountVerdicts(b.Judged.Report)
	args := messages.Args{"who": b.Who(b.Judged), "met": c.met, "n": c.Judged()}
	switch {
	case c.Judged() == 0:
		return b.Say("balance.described", messages.Args{"who": args["who"]})
	case c.met == c.Judged():
		return b.Say("balance.met", messages.Args{"who": args["who"], "n": c.met})
	case c.MustMissed > 0:
		args["missed"] = c.MustMissed
		return b.Say("balance.must-missed", args)
	case c.Missed > 0:
		return b.Say("balance.wishes-missed", args)
	default:
		args["open"] = c.Unsure
		return b.Say("balance.undecided", args)
	}
}

// rulesTable shows every rule for the panel that is judged.
func rulesTable(b *brief.Brief) reports.Table {
	t := reports.Table{
		ID: "targets", RowHead: true, Title: b.Say("rules.table", nil), Note: b.Say("rules.note", nil),
		Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.verdict", nil)},
			{Title: b.Say("column.has", nil), Align: reports.Right},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.gap", nil)},
			{Title: b.Say("column.tier", nil)},
			{Title: b.Say("column.counts", nil)},
		},
	}
	for _, r := range JudgedTargets(b.Judged.Report) {
		has := reports.Int(r.Have)
		if r.Target.Kind == planner.Flag || r.Target.Kind == planner.NotAllSame {
			has = reports.Str("")
		}
		has.Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
		who := b.Some(b.Names(r.Members), 4)
		if len(r.Values) > 0 {
			who = cellCounts(b.Words, r, r.Values, 5)
		}
		t.Add(
			reports.Str(shortLabel(b.Words, r)), reports.Mark(StateOf(r)), has, reports.Str(TargetAsked(b.Words, r)),
			reports.Str(gap(b.Words, r)), reports.Str(b.Say("tier."+r.Target.Tier.String(), nil)), reports.Str(who),
		)
	}
	return t
}

// SeatsSection shows how many people each group has, against what is allowed.
func SeatsSection(b *brief.Brief) *reports.Section {
	if b.Judged == nil {
		return nil
	}
	s := &reports.Section{
		ID: "seats", Title: b.Say("seats.heading", nil), Lead: b.Say("seats.lead", messages.Args{"who": b.Who(b.Judged)}),
	}
	for i := range b.Judged.Report.Dimensions {
		if d := &b.Judged.Report.Dimensions[i]; brief.IsSeatDimension(d.Name) && len(orderedCounts(d)) > 0 {
			s.Add(seatBlock(b, d))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	if b.Judged.Report.Panel.Size <= reports.MaxDots {
		s.Lead = b.Say("seats.lead-dots", messages.Args{"who": b.Who(b.Judged)})
	}
	return s
}

// spreadTitle states the answer: who is missing, or that all are there.
func spreadTitle(b *brief.Brief, d *balance.DimensionResult) string {
	missing := slices.Clone(d.Missing)
	present := 0
	for _, c := range orderedCounts(d) {
		if c.Count > 0 {
			present++
		} else if !slices.Contains(missing, c.Value) {
			missing = append(missing, c.Value)
		}
	}
	args := messages.Args{"present": present, "dimension": b.DimensionTitle(d.Name)}
	if len(missing) == 0 {
		return b.Say("seats.all", args)
	}
	args["of"] = present + len(missing)
	if len(missing) > 2 {
		return b.Say("seats.some", args)
	}
	args["missing"] = messages.Or(brief.Each(missing, func(v string) string { return reports.InText(b.Value(v)) }))
	return b.Say("seats.nobody", args)
}

// seatBlock is one dot a person up to MaxDots people, a bar chart with the
// allowed range above.
func seatBlock(b *brief.Brief, d *balance.DimensionResult) reports.Block {
	t := reports.Table{
		ID: "seats-" + string(d.Name), Title: spreadTitle(b, d), RowHead: true,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(d.Name)},
			{Title: b.Say("column.people", nil), Align: reports.Right, Dots: true},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.gap", nil)},
		},
	}
	c := reports.Chart{
		ID: "chart-seats-" + string(d.Name), Kind: reports.TargetBar, Title: t.Title, Axis: b.Say("people.axis", nil),
	}
	for _, name := range []string{b.Say("column.people", nil), b.Say("seats.fewest", nil), b.Say("seats.most", nil)} {
		c.Series = append(c.Series, reports.Series{Name: name})
	}
	for _, v := range orderedCounts(d) {
		name := b.Value(v.Value)
		row := []reports.Value{reports.Str(name), reports.Int(v.Count), reports.Str(""), reports.Str("")}
		low, high := brief.Nan, brief.Nan
		if r := targetFor(b, d.Name, v.Value); r != nil {
			row[1].Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
			row[2], row[3] = reports.Str(TargetAsked(b.Words, r)), reports.Str(gap(b.Words, r))
			low = float64(r.Min)
			if r.Max >= 0 {
				high = float64(r.Max)
			}
		}
		t.Add(row...)
		c.Categories = append(c.Categories, name)
		for i, x := range []float64{float64(v.Count), low, high} {
			c.Series[i].Values = append(c.Series[i].Values, x)
		}
	}
	if d.Unknown > 0 {
		t.Add(reports.Str(b.Say("people.not-given", nil)), reports.Int(d.Unknown), reports.Str(""), reports.Str(""))
	}
	if b.Judged.Report.Panel.Size <= reports.MaxDots {
		return brief.WithoutEmptyColumns(t)
	}
	c.Summary = brief.RowCounts(b.Words, t.Rows)
	t.Columns[1].Dots, t.Columns[1].Bar, t.Columns[1].BarMax = false, true, brief.Largest(t.Rows, 1)
	c.Table = t
	return c
}

// targetFor finds the plain count target for a value; several are merged into
// the tighter bounds.
func targetFor(b *brief.Brief, d planner.Dimension, value string) *balance.TargetResult {
	var found *balance.TargetResult
	for i := range b.Judged.Report.Targets {
		t := &b.Judged.Report.Targets[i]
		if t.Target.Kind != planner.Count || t.Dimension != d || t.Value != value ||
			len(t.Target.And) > 0 || len(t.Target.Roles) > 0 || t.Informs {
			continue
		}
		if found == nil {
			merged := *t
			found = &merged
			continue
		}
		found.Min = max(found.Min, t.Min)
		if t.Max >= 0 && (found.Max < 0 || t.Max < found.Max) {
			found.Max = t.Max
		}
		found.Short, found.Over = max(found.Short, t.Short), max(found.Over, t.Over)
		if t.Status != balance.Met {
			found.Status = t.Status
		}
	}
	return found
}
