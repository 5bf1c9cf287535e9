package panel

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// orderedCounts lists a dimension's counts in the vocabulary's order, or where the result
// brings none by count, and those that are equal by the names that the reader sees.
func orderedCounts(b *brief.Brief, d *balance.DimensionResult) []balance.ValueCount {
	if len(d.Ordered) > 0 {
		return d.Ordered
	}
	byName := b.Alphabet()
	values := slices.SortedFunc(maps.Keys(d.Counts), func(x, y string) int {
		return cmp.Or(d.Counts[y]-d.Counts[x], byName(b.ValueOf(d.Name, x), b.ValueOf(d.Name, y)), cmp.Compare(x, y))
	})
	return brief.Each(values, func(v string) balance.ValueCount {
		return balance.ValueCount{Value: v, Count: d.Counts[v]}
	})
}

// counted reports whether a target asks for a number of people or values.
func counted(t *balance.TargetResult) bool {
	return t.Target.Kind != planner.Flag && t.Target.Kind != planner.NotAllSame
}

// This file words targets and their outcome; the sections only place the words.

// TargetLabel names what a target counts: "Government", "Different regions".
func TargetLabel(w brief.Words, t *balance.TargetResult) string {
	return w.RuleLabel(disclosure.RuleOf(t), w.ValueOf)
}

// shortLabel is TargetLabel with the short names of groups, for narrow cells.
func shortLabel(w brief.Words, t *balance.TargetResult) string {
	return w.RuleLabel(disclosure.RuleOf(t), w.Short)
}

// conditionLabel names the people of a condition: "Government and African Group".
func conditionLabel(w brief.Words, who planner.Condition, name brief.Naming) string {
	return w.And(brief.Each(who, func(t planner.Term) string { return w.ValueLabel(t.Dimension, term(w, &t, name)) }))
}

// term is the values or numbers that a term asks for.
func term(w brief.Words, t *planner.Term, name brief.Naming) string {
	return w.TermOf(t.Dimension, t.Words(), t.Not, name)
}

// cellLabel names one of the groups of people that a target bounds each, by the label the
// results give it: "African and woman".
func cellLabel(w brief.Words, t *balance.TargetResult, cell string) string {
	parts := []string{cell}
	if i := slices.IndexFunc(t.Target.Cells, func(c planner.Condition) bool { return c.Label() == cell }); i >= 0 {
		parts = brief.Each(t.Target.Cells[i], func(x planner.Term) string { return term(w, &x, w.Short) })
	} else if len(t.Target.Across) > 0 {
		parts = strings.Split(cell, " & ")
	}
	return w.And(brief.Each(parts, func(v string) string { return reports.InText(w.Short(t.Dimension, v)) }))
}

// cells lists at most limit of such groups, those of several values set well apart.
func cells(w brief.Words, t *balance.TargetResult, items []string, limit int) string {
	several := func(c planner.Condition) bool { return len(c) > 1 }
	if len(t.Target.Across) == 0 && !slices.ContainsFunc(t.Target.Cells, several) {
		return w.Some(items, limit)
	}
	return partsUpTo(w, items, limit)
}

// partsUpTo lists at most so many items that have commas themselves, and says how many
// more there are.
func partsUpTo(w brief.Words, items []string, most int) string {
	if more := len(items) - most; more > 0 {
		items = append(slices.Clone(items[:most]), w.Say("list.rest", messages.Args{"n": more}))
	}
	return w.Parts(items)
}

// cellCounts are numbers of people of such groups: "2 African and woman".
func cellCounts(w brief.Words, t *balance.TargetResult, counts []balance.ValueCount, limit int) string {
	return cells(w, t, brief.Each(counts, func(c balance.ValueCount) string {
		return w.Say("target.cell", messages.Args{"count": c.Count, "who": cellLabel(w, t, c.Value)})
	}), limit)
}

// TargetAsked is the allowed range in words.
func TargetAsked(w brief.Words, t *balance.TargetResult) string {
	return w.RuleAsked(disclosure.RuleOf(t), t.Min, t.Max)
}

// gap says by how much a target is missed, or what is unknown; empty where it is met.
func gap(w brief.Words, t *balance.TargetResult) string {
	short, over := messages.Args{"short": t.Short}, messages.Args{"over": t.Over}
	switch {
	case t.Status == balance.Met || t.Informs:
		return ""
	case t.Status == balance.CannotTell:
		return unknown(w, t)
	case t.Short > 0 && t.Target.Kind == planner.Seats:
		return w.Say("gap.seats", messages.Args{"n": t.Short})
	case t.Short > 0 && t.Target.Kind == planner.Count:
		return w.Say("gap.short", short)
	case len(t.Lacking) > 0:
		return w.Say("gap.lacking", messages.Args{"who": cellCounts(w, t, t.Lacking, 4)})
	case t.Short > 0 && counted(t):
		return w.Say("gap.too-few", short)
	case t.Over > 0:
		crowded := slices.DeleteFunc(slices.Clone(t.Values), func(v balance.ValueCount) bool {
			return v.Count <= t.Max || len(t.Target.Across) == 0
		})
		return w.With(w.Say("gap.too-many", over), cellCounts(w, t, crowded, 4))
	default:
		return w.Say("gap.missed", nil)
	}
}

// unknown says what would have to be known to decide a target.
func unknown(w brief.Words, t *balance.TargetResult) string {
	switch {
	case question(w, t) != "":
		return w.Say("gap.answer", nil)
	case t.Needs != "":
		return w.Say("gap.needs", messages.Args{"dimension": w.Dimension(planner.Dimension(t.Needs))})
	case t.Unknown > 0:
		return w.Say("gap.unknown", messages.Args{"n": t.Unknown})
	default:
		return w.Say("gap.undecided", nil)
	}
}

// question is what a yes/no rule asks that nobody has answered, and the option that
// answers it, first as the rule would have it; empty for other rules.
func question(w brief.Words, t *balance.TargetResult) string {
	if t.Target.Kind != planner.Flag || t.Status != balance.CannotTell || t.Needs == "" || t.Informs {
		return ""
	}
	ask := t.Target.Question
	id := disclosure.RuleOf(t).ID
	if ask = w.OfPack("rule-question."+id, w.Say("rule-question."+id, nil), ask); ask == "" {
		ask = w.Say("question.plain", messages.Args{"dimension": w.DimensionTitle(t.Dimension)})
	}
	args := messages.Args{"question": ask, "field": string(t.Dimension)}
	return w.Say("question.want-"+disclosure.RuleOf(t).Answer, args)
}

// seatLack says which seats have too few people.
func seatLack(w brief.Words, t *balance.TargetResult) string {
	var kinds []string
	for _, c := range t.Target.Cells {
		if slices.Contains(t.Lack.For, c.String()) {
			kinds = append(kinds, conditionLabel(w, c, w.ValueOf))
		}
	}
	return w.Say("would.seats", messages.Args{"who": kinds, "seats": t.Lack.Seats, "people": t.Lack.People})
}

// states are verdicts as a reader sees them.
var states = map[balance.Status]reports.State{
	balance.Met: reports.OK, balance.Missed: reports.Miss, balance.CannotTell: reports.Unsure,
}

// StateOf turns a verdict into the state a reader sees.
func StateOf(t *balance.TargetResult) reports.State {
	if t.Informs {
		return reports.Info
	}
	return cmp.Or(states[t.Status], reports.Unsure)
}

// JudgedTargets are the targets that are judged, those that need attention
// first: missed, cannot tell, met; within each must before should before nice,
// then in the order given.
func JudgedTargets(r *balance.Report) []*balance.TargetResult {
	out := make([]*balance.TargetResult, len(r.Targets))
	for i := range r.Targets {
		out[i] = &r.Targets[i]
	}
	order := []reports.State{reports.Miss, reports.Unsure, reports.OK, reports.Info}
	slices.SortStableFunc(out, func(a, b *balance.TargetResult) int {
		state := slices.Index(order, StateOf(a)) - slices.Index(order, StateOf(b))
		return cmp.Or(state, int(a.Target.Tier)-int(b.Target.Tier))
	})
	return out
}

// CountVerdicts counts how the rules of a report stand.
func CountVerdicts(r *balance.Report) (c brief.Verdicts) {
	for i := range r.Targets {
		c.Count(StateOf(&r.Targets[i]), r.Targets[i].Target.Tier.String())
	}
	return c
}

// targetVerdict is the line of a checklist for one target.
func targetVerdict(b *brief.Brief, t *balance.TargetResult) reports.Verdict {
	args := messages.Args{"rule": TargetLabel(b.Words, t), "gap": gap(b.Words, t), "have": t.Have}
	of := "rule"
	if t.Target.Pack == balance.CommonDefault {
		of = "default"
	} else if t.Target.Tier != planner.Must {
		of = "wish"
	}
	kind := "plain-" + of
	if counted(t) {
		kind, args["asks"] = "count", b.Say("asks."+of, messages.Args{"asked": TargetAsked(b.Words, t)})
	}
	if t.Status == balance.CannotTell && counted(t) {
		if kind = "known"; t.Have == 0 {
			kind = "blank"
		}
	}
	v := brief.Verdict(StateOf(t), b.Say("verdict."+kind, args))
	v.Detail = cmp.Or(question(b.Words, t), whoWould(b, t))
	if t.Lack != nil && t.Status != balance.Met {
		v.Detail = seatLack(b.Words, t)
	}
	return v
}

// whoWould says who could mend a target that is short, unless the recommendation does.
func whoWould(b *brief.Brief, t *balance.TargetResult) string {
	who, a := t.Target.Who(), b.Judged.Report.Advice
	if a != nil && a.Recommended != nil && slices.Contains(a.Recommended.Meets, t.ID) ||
		t.Short == 0 || t.Target.Kind != planner.Count || len(who) == 0 {
		return ""
	}
	var could []string
	for _, p := range slices.Concat(b.Meeting.Roster, b.In.Pool) {
		known := slices.Contains(b.Judged.Report.Panel.Members, p.ID) || slices.Contains(could, p.ID)
		if !known && who.Of(&p) == planner.Yes {
			could = append(could, p.ID)
		}
	}
	if len(could) == 0 {
		return brief.If(t.Status == balance.Missed, b.Say("would.nobody", nil))
	}
	return b.Say("would.count", messages.Args{"n": len(could), "names": b.Some(b.Names(could), 4)})
}

// findTarget is the target with an ID; nil where there is none.
func findTarget(r *balance.Report, id string) *balance.TargetResult {
	if i := slices.IndexFunc(r.Targets, func(t balance.TargetResult) bool { return t.ID == id }); i >= 0 {
		return &r.Targets[i]
	}
	return nil
}

// targetName words a target of the report by its ID, with its range, or a rule of a
// conflict, which carries its bound and its cell: "region=African Group min 1",
// "gender each within region min 1 (woman & African Group)".
func targetName(w brief.Words, r *balance.Report, id string) string {
	t, asked, cell := boundOf(w, r, id)
	switch {
	case id == "size" || id == "locked":
		return w.Say("bound."+id, nil)
	case t == nil:
		return reports.InText(id)
	case cell != "":
		return w.Say("target.named-for", messages.Args{"rule": TargetLabel(w, t), "who": cell, "asked": asked})
	default:
		return named(w, TargetLabel(w, t), asked)
	}
}

func named(w brief.Words, rule, asked string) string {
	return w.Say("target.named", messages.Args{"rule": rule, "asked": asked})
}

// boundOf is the target of a rule, what it asks for, and in a conflict of whom.
func boundOf(w brief.Words, r *balance.Report, id string) (t *balance.TargetResult, asked, cell string) {
	if t = findTarget(r, id); t != nil {
		return t, TargetAsked(w, t), ""
	}
	at := max(strings.LastIndex(id, " min "), strings.LastIndex(id, " max "))
	if at < 0 {
		return nil, "", ""
	}
	t = findTarget(r, id[:at])
	limit, cell, _ := strings.Cut(strings.TrimSuffix(id[at+len(" min "):], ")"), " (")
	n, _ := strconv.Atoi(limit) // of the planner's own making
	asked = w.Asked(0, n)
	if strings.HasPrefix(id[at:], " min ") {
		asked = w.Asked(n, -1)
	}
	if t != nil && cell != "" {
		cell = cellLabel(w, t, cell)
	}
	return t, asked, cell
}

func TargetNames(w brief.Words, r *balance.Report, ids []string) []string {
	return brief.Each(ids, func(id string) string { return targetName(w, r, id) })
}

// shortName is targetName for narrow cells: "WEOG (at most 2)".
func shortName(w brief.Words, r *balance.Report, id string) string {
	switch t, asked, cell := boundOf(w, r, id); {
	case t == nil || cell != "":
		return targetName(w, r, id)
	case t.ID == id:
		return shortLabel(w, t)
	default:
		return w.With(shortLabel(w, t), asked)
	}
}
