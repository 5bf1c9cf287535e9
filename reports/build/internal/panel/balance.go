// Package panel words the people and the rules for them: the verdicts, what would mend a
// panel and whom to ask, why none meets the rules, who is there and who is missing, and a
// programme of several sessions.
package panel

import (
	"cmp"
	"slices"
	"strconv"

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
		s.Lead = cmp.Or(b.In.Missing.Balance.Said(b.Catalogue), b.Say("balance.none", nil))
		return s
	case len(b.Judged.Report.Targets) == 0:
		s.Lead = b.Say("rules.none", nil)
		s.Add(reports.List{Title: b.Say("rules.help", nil), Items: []string{
			b.Say("rules.help-targets", nil), b.Say("rules.help-packs", nil),
		}})
		return s
	}
	r, advice := b.Judged.Report, Advice(b)
	s.Lead = BalanceSentence(b)
	s.Add(reports.Paragraph{Text: WhoseRules(b), Link: true}, reports.Paragraph{
		Text: brief.If(r.ByDefault() && b.Judged.Fits != "", b.Say("rules.fits", messages.Args{"pack": b.Judged.Fits})),
	})
	s.Add(advice.change(r)...)
	s.Add(reports.Verdicts{Items: OpenVerdicts(b)})
	s.Add(advice.inTheWay(r)...)
	s.Add(rulesTable(b))
	s.Add(b.NotesOf(r.Warnings)...)
	return s
}

// OpenVerdicts are the rules that are missed or not decided.
func OpenVerdicts(b *brief.Brief) []reports.Verdict {
	open := slices.DeleteFunc(JudgedTargets(b.Judged.Report), func(t *balance.TargetResult) bool {
		return StateOf(t) != reports.Miss && StateOf(t) != reports.Unsure
	})
	return brief.Each(open, func(t *balance.TargetResult) reports.Verdict {
		return targetVerdict(b, t)
	})
}

// WhoseRules says who asked for what is judged: packs by title, year and address, the user's
// own targets, and what is held against a common default, each with how many rules it is;
// nothing where all are the user's own.
func WhoseRules(b *brief.Brief) string {
	r, packs := b.Judged.Report, b.Judged.Packs
	of := func(what string, holds func(pack string) bool) string {
		n := brief.CountIf(r.Targets, func(t balance.TargetResult) bool { return holds(t.Target.Pack) })
		return brief.If(n > 0, b.With(what, b.Number(float64(n), 0)))
	}
	titles := brief.Each(packs, func(p brief.Pack) string { return packTitle(b.Words, &p) })
	items := brief.Each(packs, func(p brief.Pack) string {
		return of(packTitle(b.Words, &p), func(pack string) bool { return pack == p.Name })
	})
	own := of(b.Say("rules.of-own", nil), func(pack string) bool {
		named := func(p brief.Pack) bool { return p.Name == pack }
		return pack != balance.CommonDefault && !slices.ContainsFunc(packs, named)
	})
	ours := of(b.Say("rules.of-default", nil), func(pack string) bool { return pack == balance.CommonDefault })
	switch items = brief.Those(append(items, own, ours)...); {
	case r.ByDefault() && len(packs) > 0:
		return b.Say("rules.default-packs", messages.Args{"packs": titles})
	case r.ByDefault():
		return b.Say("rules.default", nil)
	case own != "" && len(items) == 1:
		return ""
	default:
		return b.Say("rules.by", messages.Args{"items": b.Parts(items)})
	}
}

// packTitle is a rule pack by its title, year and address.
func packTitle(w brief.Words, p *brief.Pack) string {
	title := reports.InText(cmp.Or(p.Title, p.Name))
	if w.Has("pack."+p.Name) && p.Source != "" {
		title = w.Say("pack."+p.Name, nil)
	}
	year := brief.If(p.Year > 0, strconv.Itoa(p.Year))
	return w.Plain(brief.Those(title, year, p.Source))
}

// BalanceSentence is the verdict in a sentence.
func BalanceSentence(b *brief.Brief) string {
	c, code := CountVerdicts(b.Judged.Report), "left"
	switch c.Judged() {
	case 0:
		code = "described"
	case c.Met:
		code = "met"
	}
	return b.Say("balance."+code, messages.Args{
		"who": b.Who(b.Judged), "met": c.Met, "n": c.Judged(), "left": c.Left(b.Words),
	})
}

// Unasked is what the common default would say of a panel that nobody gave rules for; empty
// where nobody marked a panel among those listed.
func Unasked(b *brief.Brief) string {
	if b.Judged == nil || b.Judged.Report.Panel.Kind == planner.PanelEverybody {
		return ""
	}
	c := CountVerdicts(b.Judged.Report)
	return brief.If(c.Judged() > 0, b.Say("balance.unasked", messages.Args{
		"who": b.Who(b.Judged), "met": c.Met, "n": c.Judged(),
	}))
}

// rulesTable shows every rule for the panel that is judged.
func rulesTable(b *brief.Brief) reports.Table {
	targets := JudgedTargets(b.Judged.Report)
	wish := func(r *balance.TargetResult) bool { return r.Target.Tier != planner.Must }
	return brief.WithoutEmptyColumns(reports.Table{
		ID: "targets", RowHead: true, Title: b.Say("rules.table", nil),
		Note: brief.If(slices.ContainsFunc(targets, wish), b.Say("rules.note", nil)),
		Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.verdict", nil)},
			brief.Right(b.Say("column.has", nil), 0),
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.tier", nil)},
			{Title: b.Say("column.counts", nil)},
		},
		Rows: brief.Rows(targets, func(r *balance.TargetResult) []reports.Value {
			row := brief.Row(shortLabel(b.Words, r), StateOf(r), reports.Value{}, TargetAsked(b.Words, r),
				b.Say("tier."+r.Target.Tier.String(), nil), cellCounts(b.Words, r, r.Values, 5))
			if counted(r) {
				row[2] = reports.Int(r.Have)
				row[2].Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
			}
			return row
		}),
	})
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
