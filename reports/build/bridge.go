package build

import (
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// What the public edition, the programme and the draw say of rules as the sections on
// balance do.

func (b *builder) targetLabel(t *balance.TargetResult) string { return upperFirst(targetLabel(t)) }

func (b *builder) shortLabel(t *balance.TargetResult) string { return shortLabel(t) }

func (b *builder) gap(t *balance.TargetResult) string { return gap(t) }

func (b *builder) targetNames(r *balance.Report, ids []string) []string { return targetNames(r, ids) }

// asked words a range of counts; a max below zero means no upper bound.
func (b *builder) asked(low, high int) string {
	switch {
	case high < 0 && low <= 0:
		return b.Say("asked.any", nil)
	case high < 0:
		return b.Say("asked.at-least", messages.Args{"least": low})
	case high == 0:
		return b.Say("asked.none", nil)
	case low == high:
		return b.Say("asked.exactly", messages.Args{"count": low})
	case low <= 0:
		return b.Say("asked.at-most", messages.Args{"most": high})
	default:
		return b.Say("asked.range", messages.Args{"least": low, "most": high})
	}
}

// valueLabel is the value alone where it speaks for itself, else with its dimension.
func (b *builder) valueLabel(d planner.Dimension, v string) string {
	switch d {
	case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation:
		return v
	default:
		return b.Say("target.value", messages.Args{"dimension": b.dimensionTitle(d), "value": v})
	}
}

// parts lists what has commas itself.
func (b *builder) parts(items []string) string {
	if len(items) == 0 {
		return ""
	}
	out := items[0]
	for _, item := range items[1:] {
		out = b.Say("list.parts", messages.Args{"before": out, "item": item})
	}
	return out
}

// with is something with what describes it in brackets: "Ana (Government)".
func (b *builder) with(what, detail string) string {
	if detail == "" {
		return what
	}
	return b.Say("list.with", messages.Args{"what": what, "detail": detail})
}

// peopleBlock shows a table of people by value with a dot for each of a few, as a bar
// chart where there are more.
func (b *builder) peopleBlock(t reports.Table, dimension string, size int) reports.Block {
	const fewPeople = 12
	if size <= fewPeople {
		t.Columns[1].Dots = true
		return t
	}
	t.Columns[1].Bar, t.Columns[1].BarMax = true, largest(t.Rows, 1)
	c := reports.Chart{
		ID: "chart-" + t.ID, Kind: reports.Bar, Title: t.Title, Axis: b.Say("people.axis", nil), Table: t,
		Series: []reports.Series{{Name: b.Say("column.people", nil)}},
	}
	var counts []string
	for _, r := range t.Rows {
		c.Categories = append(c.Categories, r[0].Text)
		c.Series[0].Values = append(c.Series[0].Values, r[1].Number)
		counts = append(counts, b.Say("people.count", messages.Args{"value": r[0].Text, "count": int(r[1].Number)}))
	}
	c.Summary = b.And(counts)
	c.Table.Title = b.Say("people.table", messages.Args{"dimension": dimension})
	return c
}

// findingVerdict is a finding in English.
func findingVerdict(f *planner.Finding) reports.Verdict { return newBuilder(Input{}).findingVerdict(f) }

// some lists at most limit items, and says how many more there are.
func (b *builder) some(items []string, limit int) string {
	if len(items) <= limit {
		return b.And(items)
	}
	return b.Few(items, limit)
}
