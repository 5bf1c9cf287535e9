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
	switch {
	case b.Judged == nil:
		s.Lead = cmp.Or(b.In.Missing.Balance, b.Say("balance.none", nil))
		return s
	case len(b.Judged.Report.Targets) == 0:
		s.Lead = b.Say("rules.none", nil)
		s.Add(reports.List{Title: b.Say("rules.help", nil), Items: []string{
			b.Say("rules.help-targets", nil), b.Say("rules.help-packs", nil),
		}})
		return s
	}
	r, advice, byDefault, fits := b.Judged.Report, Advice(b), "", ""
	s.Lead = BalanceSentence(b)
	if r.ByDefault() {
		byDefault = ByDefault(b)
		fits = brief.If(b.Judged.Fits != "", b.Say("rules.fits", messages.Args{"pack": b.Judged.Fits}))
	}
	s.Add(reports.Paragraph{Text: byDefault}, reports.Paragraph{Text: fits})
	if change, effect, ok := Recommended(b); ok {
		v := brief.Info(b.Say("recommend.text", messages.Args{"changes": change}))
		v.Detail = effect
		s.Add(reports.Verdicts{Items: []reports.Verdict{v}},
			reports.List{Title: b.Say("reason.heading", nil), Items: advice.reasons(r.Advice)})
	}
	s.Add(reports.Verdicts{Items: OpenVerdicts(b, len(r.Targets))})
	s.Add(advice.inTheWay(r)...)
	s.Add(rulesTable(b))
	s.Add(b.NotesOf(r.Warnings)...)
	return s
}

// OpenVerdicts are the rules that are missed or not decided, at most so many.
func OpenVerdicts(b *brief.Brief, most int) []reports.Verdict {
	open := slices.DeleteFunc(JudgedTargets(b.Judged.Report), func(t *balance.TargetResult) bool {
		return StateOf(t) != reports.Miss && StateOf(t) != reports.Unsure
	})
	return brief.Each(open[:min(len(open), most)], func(t *balance.TargetResult) reports.Verdict {
		return targetVerdict(b, t)
	})
}

// ByDefault says why a common default was taken.
func ByDefault(b *brief.Brief) string {
	if packs := b.Judged.Packs; len(packs) > 0 {
		return b.Say("rules.default-packs", messages.Args{"packs": packs})
	}
	return b.Say("rules.default", nil)
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
	case c.Missed > 0 && c.Unsure > 0:
		args["missed"], args["open"] = c.Missed, c.Unsure
		return b.Say("balance.wishes-and-open", args)
	case c.Missed > 0:
		return b.Say("balance.wishes-missed", args)
	default:
		args["open"] = c.Unsure
		return b.Say("balance.undecided", args)
	}
}

// rulesTable shows every rule for the panel that is judged.
func rulesTable(b *brief.Brief) reports.Table {
	return reports.Table{
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
		Rows: brief.Rows(JudgedTargets(b.Judged.Report), func(r *balance.TargetResult) []reports.Value {
			who := b.Some(b.Names(r.Members), 4)
			if len(r.Values) > 0 {
				who = cellCounts(b.Words, r, r.Values, 5)
			}
			row := brief.Row(shortLabel(b.Words, r), StateOf(r), r.Have, TargetAsked(b.Words, r), gap(b.Words, r),
				b.Say("tier."+r.Target.Tier.String(), nil), who)
			if !counted(r) {
				row[2] = reports.Value{}
			}
			row[2].Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
			return row
		}),
	}
}

// SeatsSection shows how many people each group has, against what is allowed.
func SeatsSection(b *brief.Brief) *reports.Section {
	if b.Judged == nil {
		return nil
	}
	args, lead := messages.Args{"who": b.Who(b.Judged)}, "lead"
	dots := b.Judged.Report.Panel.Size <= reports.MaxDots
	if dots {
		lead = "lead-dots"
	}
	return brief.Section("seats", b.Say("seats.heading", nil), b.Say("seats."+lead, args),
		brief.Each(b.Judged.Report.Dimensions, func(d balance.DimensionResult) reports.Block {
			if !brief.IsSeatDimension(d.Name) || len(orderedCounts(&d)) == 0 {
				return nil
			}
			return brief.PeopleBlock(b.Words, seatTable(b, &d), dots)
		})...)
}

// spreadTitle states the answer: who is missing, or that all are there.
func spreadTitle(b *brief.Brief, d *balance.DimensionResult) string {
	missing, present := slices.Clone(d.Missing), 0
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
	args["missing"] = messages.Or(brief.Each(missing, func(v string) string { return reports.InText(b.ValueOf(d.Name, v)) }))
	return b.Say("seats.nobody", args)
}

// seatTable has the people of each value beside what is asked for. By how much a rule is
// missed stands with the rules.
func seatTable(b *brief.Brief, d *balance.DimensionResult) reports.Table {
	t := reports.Table{
		ID: "seats-" + string(d.Name), Title: spreadTitle(b, d), RowHead: true,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(d.Name)},
			{Title: b.Say("column.people", nil), Align: reports.Right},
			{Title: b.Say("column.asked", nil)},
		},
	}
	for _, v := range orderedCounts(d) {
		row := brief.Row(b.ValueOf(d.Name, v.Value), v.Count, "")
		if low, high, ok := rangeOf(b, d.Name, v.Value); ok {
			row[1].Span = &reports.Span{Low: float64(low), High: float64(high)}
			row[2].Text = b.Asked(low, high)
		}
		t.Add(row...)
	}
	if d.Unknown > 0 {
		t.Rows = append(t.Rows, brief.Row(b.Say("people.not-given", nil), d.Unknown, ""))
	}
	return brief.WithoutEmptyColumns(t)
}

// rangeOf is how many people of a value the rules that speak of it alone ask for.
func rangeOf(b *brief.Brief, d planner.Dimension, value string) (low, high int, ok bool) {
	high = -1
	for i := range b.Judged.Report.Targets {
		t := &b.Judged.Report.Targets[i]
		if t.Target.Kind != planner.Count || t.Dimension != d || t.Value != value ||
			len(t.Target.And) > 0 || len(t.Target.Roles) > 0 || t.Informs {
			continue
		}
		low, ok = max(low, t.Min), true
		if t.Max >= 0 && (high < 0 || t.Max < high) {
			high = t.Max
		}
	}
	return low, high, ok
}
