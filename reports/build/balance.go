package build

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// rulesSection says which balance rules pass, and what would mend those that do not.
func rulesSection(b *builder) *reports.Section {
	if b.in.Programme != nil {
		return nil
	}
	s := &reports.Section{ID: "rules", Title: b.Say("rules.heading", nil)}
	if b.judged == nil {
		s.Lead = b.noBalance()
		return s
	}
	r := b.judged.Report
	if len(r.Targets) == 0 {
		s.Lead = b.Say("rules.none", nil)
		s.Add(reports.List{Title: b.Say("rules.help", nil), Items: []string{
			b.Say("rules.help-targets", nil), b.Say("rules.help-packs", nil),
		}})
		return s
	}
	s.Lead = b.balanceSentence()
	if r.ByDefault() {
		s.Add(reports.Paragraph{Text: b.byDefault()})
		if b.judged.Fits != "" {
			s.Add(reports.Paragraph{Text: b.Say("rules.fits", messages.Args{"pack": b.judged.Fits})})
		}
	}
	if a := r.Advice; a != nil && a.Recommended != nil {
		s.Add(reports.Verdicts{Items: []reports.Verdict{b.advice().recommended(r)}},
			reports.List{Title: b.Say("reason.heading", nil), Items: b.advice().reasons(a)})
	}
	s.Add(reports.Verdicts{Items: b.openVerdicts(len(r.Targets))})
	b.advice().adviceBlocks(s, r)
	s.Add(b.rulesTable())
	s.Add(b.notesOf(r.Warnings)...)
	return s
}

// openVerdicts are the rules that are missed or not decided, at most so many.
func (b *builder) openVerdicts(most int) []reports.Verdict {
	var out []reports.Verdict
	for _, t := range judgedTargets(b.judged.Report) {
		if st := stateOf(t); (st == reports.Miss || st == reports.Unsure) && len(out) < most {
			out = append(out, b.targetVerdict(t))
		}
	}
	return out
}

// byDefault says why a common default was taken.
func (b *builder) byDefault() string {
	if packs := b.judged.Packs; len(packs) > 0 {
		return b.Say("rules.default-packs", messages.Args{"packs": packs})
	}
	return b.Say("rules.default", nil)
}

func (b *builder) noBalance() string {
	return cmp.Or(b.in.Missing.Balance, b.Say("balance.none", nil))
}

// balanceSentence is the verdict in a sentence.
func (b *builder) balanceSentence() string {
	c := countVerdicts(b.judged.Report)
	args := messages.Args{"who": b.who(b.judged), "met": c.met, "n": c.judged()}
	switch {
	case c.judged() == 0:
		return b.Say("balance.described", messages.Args{"who": args["who"]})
	case c.met == c.judged():
		return b.Say("balance.met", messages.Args{"who": args["who"], "n": c.met})
	case c.mustMissed > 0:
		args["missed"] = c.mustMissed
		return b.Say("balance.must-missed", args)
	case c.missed > 0:
		return b.Say("balance.wishes-missed", args)
	default:
		args["open"] = c.unsure
		return b.Say("balance.undecided", args)
	}
}

// rulesTable shows every rule for the panel that is judged.
func (b *builder) rulesTable() reports.Table {
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
	for _, r := range judgedTargets(b.judged.Report) {
		has := reports.Int(r.Have)
		if r.Target.Kind == planner.Flag || r.Target.Kind == planner.NotAllSame {
			has = reports.Str("")
		}
		has.Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
		who := b.some(b.names(r.Members), 4)
		if len(r.Values) > 0 {
			who = b.cellCounts(r, r.Values, 5)
		}
		t.Add(
			reports.Str(b.shortLabel(r)), reports.Mark(stateOf(r)), has, reports.Str(b.targetAsked(r)),
			reports.Str(b.gap(r)), reports.Str(b.Say("tier."+r.Target.Tier.String(), nil)), reports.Str(who),
		)
	}
	return t
}

// seatsSection shows how many people each group has, against what is allowed.
func seatsSection(b *builder) *reports.Section {
	if b.judged == nil {
		return nil
	}
	s := &reports.Section{
		ID: "seats", Title: b.Say("seats.heading", nil), Lead: b.Say("seats.lead", messages.Args{"who": b.who(b.judged)}),
	}
	for i := range b.judged.Report.Dimensions {
		if d := &b.judged.Report.Dimensions[i]; isSeatDimension(d.Name) && len(orderedCounts(d)) > 0 {
			s.Add(b.seatBlock(d))
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	if b.judged.Report.Panel.Size <= reports.MaxDots {
		s.Lead = b.Say("seats.lead-dots", messages.Args{"who": b.who(b.judged)})
	}
	return s
}

func isSeatDimension(d planner.Dimension) bool {
	return d == planner.Stakeholder || d == planner.Region
}

// spreadTitle states the answer: who is missing, or that all are there.
func (b *builder) spreadTitle(d *balance.DimensionResult) string {
	missing := slices.Clone(d.Missing)
	present := 0
	for _, c := range orderedCounts(d) {
		if c.Count > 0 {
			present++
		} else if !slices.Contains(missing, c.Value) {
			missing = append(missing, c.Value)
		}
	}
	args := messages.Args{"present": present, "dimension": b.dimensionTitle(d.Name)}
	if len(missing) == 0 {
		return b.Say("seats.all", args)
	}
	args["of"] = present + len(missing)
	if len(missing) > 2 {
		return b.Say("seats.some", args)
	}
	args["missing"] = messages.Or(each(missing, func(v string) string { return reports.InText(b.Value(v)) }))
	return b.Say("seats.nobody", args)
}

// seatBlock is one dot a person up to MaxDots people, a bar chart with the
// allowed range above.
func (b *builder) seatBlock(d *balance.DimensionResult) reports.Block {
	t := reports.Table{
		ID: "seats-" + string(d.Name), Title: b.spreadTitle(d), RowHead: true,
		Columns: []reports.Column{
			{Title: b.dimensionTitle(d.Name)},
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
		low, high := nan, nan
		if r := targetFor(b, d.Name, v.Value); r != nil {
			row[1].Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
			row[2], row[3] = reports.Str(b.targetAsked(r)), reports.Str(b.gap(r))
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
	if b.judged.Report.Panel.Size <= reports.MaxDots {
		return withoutEmptyColumns(t)
	}
	c.Summary = rowCounts(b.words, t.Rows)
	t.Columns[1].Dots, t.Columns[1].Bar, t.Columns[1].BarMax = false, true, largest(t.Rows, 1)
	c.Table = t
	return c
}

// withoutEmptyColumns drops the text columns in which every cell is empty.
func withoutEmptyColumns(t reports.Table) reports.Table {
	var keep []int
	for j := range t.Columns {
		if slices.ContainsFunc(t.Rows, func(r []reports.Value) bool { return r[j].IsNum || r[j].Text != "" }) {
			keep = append(keep, j)
		}
	}
	out := t
	out.Columns, out.Rows = nil, make([][]reports.Value, len(t.Rows))
	for _, j := range keep {
		out.Columns = append(out.Columns, t.Columns[j])
		for i := range t.Rows {
			out.Rows[i] = append(out.Rows[i], t.Rows[i][j])
		}
	}
	return out
}

// targetFor finds the plain count target for a value; several are merged into
// the tighter bounds.
func targetFor(b *builder, d planner.Dimension, value string) *balance.TargetResult {
	var found *balance.TargetResult
	for i := range b.judged.Report.Targets {
		t := &b.judged.Report.Targets[i]
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
