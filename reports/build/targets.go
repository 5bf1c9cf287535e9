package build

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// This file words targets and their outcome; the sections only place the words.

// targetLabel names what a target counts: "Government", "Different regions". A rule
// that has no form of its own is named in the words of its source.
func (w words) targetLabel(t *balance.TargetResult) string { return w.labelled(t, w.Value) }

// shortLabel is targetLabel with the short names of groups, for narrow cells.
func (w words) shortLabel(t *balance.TargetResult) string { return w.labelled(t, w.short) }

func (w words) labelled(t *balance.TargetResult, name func(string) string) string {
	x := &t.Target
	args := messages.Args{"dimension": w.dimension(cmp.Or(x.Dimension, t.Dimension))}
	label := ""
	switch x.Kind {
	case planner.Count:
		if len(x.Who()) > 0 {
			label = w.conditionLabel(x.Who(), name)
		}
	case planner.Distinct:
		label = w.Say("target.distinct", messages.Args{"dimensions": w.dimensions(t.Dimension)})
	case planner.Each:
		which := "most"
		if len(x.Cells) > 0 {
			which = "each"
		}
		if len(x.Across) > 0 {
			args["across"] = each(x.Across, w.dimension)
			which += "-within"
		}
		label = w.Say("target."+which, args)
	case planner.NotAllSame:
		label = w.Say("target.mixed", args)
	case planner.Size:
		label = w.Say("target.size", nil)
	case planner.PerPerson:
		label = w.Say("target.sessions", nil)
	case planner.Seats:
		label = w.Say("target.seats", nil)
	}
	if label == "" { // its own words say of whom it speaks
		return reports.InText(strings.TrimRight(strings.TrimSpace(cmp.Or(x.Text, t.ID)), "."))
	}
	role := func(r planner.Role) string { return w.Say("roles."+string(r), nil) }
	if len(x.Roles) > 0 {
		label = w.Say("target.among", messages.Args{"rule": label, "roles": each(x.Roles, role)})
	}
	if len(x.ExceptRoles) > 0 {
		label = w.Say("target.except", messages.Args{"rule": label, "roles": each(x.ExceptRoles, role)})
	}
	return label
}

// conditionLabel names the people of a condition: "Government and African Group".
func (w words) conditionLabel(who planner.Condition, name func(string) string) string {
	return w.And(each(who, func(t planner.Term) string { return w.valueLabel(t.Dimension, w.term(&t, name)) }))
}

// term is the values or numbers that a term asks for.
func (w words) term(t *planner.Term, name func(string) string) string {
	v := reports.InText(name(t.Words()))
	if t.Not {
		return w.Say("target.not", messages.Args{"value": v})
	}
	return v
}

// valueLabel is the value alone where it speaks for itself, else with its
// dimension: "Government", but "Gender: woman".
func (w words) valueLabel(d planner.Dimension, v string) string {
	switch d {
	case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation:
		return v
	default:
		return w.Say("target.value", messages.Args{"dimension": w.dimensionTitle(d), "value": v})
	}
}

// cellLabel names one of the groups of people that a target bounds each, by the label the
// results give it: "African and woman".
func (w words) cellLabel(t *balance.TargetResult, cell string) string {
	parts := []string{cell}
	if i := slices.IndexFunc(t.Target.Cells, func(c planner.Condition) bool { return c.Label() == cell }); i >= 0 {
		parts = each(t.Target.Cells[i], func(term planner.Term) string { return w.term(&term, w.short) })
	} else if len(t.Target.Across) > 0 {
		parts = strings.Split(cell, " & ")
	}
	return w.And(each(parts, func(v string) string { return reports.InText(w.short(v)) }))
}

// cells lists at most limit of such groups, those of several values set well apart.
func (w words) cells(t *balance.TargetResult, items []string, limit int) string {
	several := func(c planner.Condition) bool { return len(c) > 1 }
	if len(t.Target.Across) == 0 && !slices.ContainsFunc(t.Target.Cells, several) {
		return w.some(items, limit)
	}
	if more := len(items) - limit; more > 0 {
		items = append(slices.Clone(items[:limit]), w.Say("list.rest", messages.Args{"n": more}))
	}
	return w.parts(items)
}

// cellCounts are numbers of people of such groups: "2 African and woman".
func (w words) cellCounts(t *balance.TargetResult, counts []balance.ValueCount, limit int) string {
	return w.cells(t, each(counts, func(c balance.ValueCount) string {
		return w.Say("target.cell", messages.Args{"count": c.Count, "who": w.cellLabel(t, c.Value)})
	}), limit)
}

// targetAsked is the allowed range in words.
func (w words) targetAsked(t *balance.TargetResult) string {
	switch t.Target.Kind {
	case planner.NotAllSame:
		return w.Say("asked.kinds", nil)
	case planner.Flag:
		return w.valueLabel(t.Dimension, w.Value(flagWanted(t)))
	case planner.Seats:
		return w.Say("asked.seats", messages.Args{"n": t.Min})
	default:
		return w.asked(t.Min, t.Max)
	}
}

// flagWanted is the answer a yes/no rule wants: yes, unless it says no.
func flagWanted(t *balance.TargetResult) string {
	if t.Target.Value == "no" {
		return "no"
	}
	return "yes"
}

// gap says by how much a target is missed, or what is unknown; empty where it is met.
func (w words) gap(t *balance.TargetResult) string {
	switch {
	case t.Status == balance.Met || t.Informs:
		return ""
	case t.Status == balance.CannotTell:
		return w.unknown(t)
	case t.Short > 0 && t.Target.Kind == planner.Seats:
		return w.Say("gap.seats", messages.Args{"n": t.Short})
	case t.Short > 0 && t.Target.Kind == planner.Count:
		return w.Say("gap.short", messages.Args{"short": t.Short})
	case len(t.Lacking) > 0:
		return w.Say("gap.lacking", messages.Args{"who": w.cellCounts(t, t.Lacking, 4)})
	case t.Short > 0 && t.Target.Kind != planner.Flag && t.Target.Kind != planner.NotAllSame:
		return w.Say("gap.too-few", messages.Args{"short": t.Short})
	case t.Over > 0 && len(t.Target.Across) > 0:
		within := func(v balance.ValueCount) bool { return v.Count <= t.Max }
		crowded := slices.DeleteFunc(slices.Clone(t.Values), within)
		return w.with(w.Say("gap.too-many", messages.Args{"over": t.Over}), w.cellCounts(t, crowded, 4))
	case t.Over > 0:
		return w.Say("gap.too-many", messages.Args{"over": t.Over})
	default:
		return w.Say("gap.missed", nil)
	}
}

// unknown says what would have to be known to decide a target.
func (w words) unknown(t *balance.TargetResult) string {
	switch {
	case w.question(t) != "":
		return w.Say("gap.answer", nil)
	case t.Needs != "":
		return w.Say("gap.needs", messages.Args{"dimension": w.dimension(planner.Dimension(t.Needs))})
	case t.Unknown > 0:
		return w.Say("gap.unknown", messages.Args{"n": t.Unknown})
	default:
		return w.Say("gap.undecided", nil)
	}
}

// question is what a yes/no rule asks that nobody has answered, and the option that
// answers it, first as the rule would have it; empty for other rules.
func (w words) question(t *balance.TargetResult) string {
	if t.Target.Kind != planner.Flag || t.Status != balance.CannotTell || t.Needs == "" || t.Informs {
		return ""
	}
	ask := t.Target.Question
	if ask == "" {
		ask = w.Say("question.plain", messages.Args{"dimension": w.dimensionTitle(t.Dimension)})
	}
	return w.Say("question.want-"+flagWanted(t), messages.Args{"question": ask, "field": string(t.Dimension)})
}

// seatLack says which seats have too few people.
func (w words) seatLack(t *balance.TargetResult) string {
	var kinds []string
	for _, c := range t.Target.Cells {
		if slices.Contains(t.Lack.For, c.String()) {
			kinds = append(kinds, w.conditionLabel(c, w.Value))
		}
	}
	return w.Say("would.seats", messages.Args{"who": kinds, "seats": t.Lack.Seats, "people": t.Lack.People})
}

// stateOf turns a verdict into the state a reader sees.
func stateOf(t *balance.TargetResult) reports.State {
	switch {
	case t.Informs:
		return reports.Info
	case t.Status == balance.Met:
		return reports.OK
	case t.Status == balance.Missed:
		return reports.Miss
	default:
		return reports.Unsure
	}
}

// judgedTargets are the targets that are judged, those that need attention
// first: missed, cannot tell, met; within each must before should before nice,
// then in the order given.
func judgedTargets(r *balance.Report) []*balance.TargetResult {
	out := make([]*balance.TargetResult, 0, len(r.Targets))
	for i := range r.Targets {
		out = append(out, &r.Targets[i])
	}
	order := []reports.State{reports.Miss, reports.Unsure, reports.OK, reports.Info}
	slices.SortStableFunc(out, func(a, b *balance.TargetResult) int {
		state := slices.Index(order, stateOf(a)) - slices.Index(order, stateOf(b))
		return cmp.Or(state, int(a.Target.Tier)-int(b.Target.Tier))
	})
	return out
}

// verdictCount counts verdicts.
type verdictCount struct {
	met, missed, unsure int
	mustMissed          int // of those that must hold
}

func (c verdictCount) judged() int { return c.met + c.missed + c.unsure }

func countVerdicts(r *balance.Report) verdictCount {
	var c verdictCount
	for i := range r.Targets {
		switch stateOf(&r.Targets[i]) {
		case reports.OK:
			c.met++
		case reports.Miss:
			c.missed++
			if r.Targets[i].Target.Tier == planner.Must {
				c.mustMissed++
			}
		case reports.Unsure:
			c.unsure++
		}
	}
	return c
}

// candidates are everybody on the meeting's list, then the further people of
// the pool.
func (b *builder) candidates() []*planner.Participant {
	var out []*planner.Participant
	for i := range b.m.Roster {
		out = append(out, &b.m.Roster[i])
	}
	for i := range b.in.Pool {
		if p := &b.in.Pool[i]; b.person[p.ID] == p {
			out = append(out, p)
		}
	}
	return out
}

// targetVerdict is the line of a checklist for one target.
func (b *builder) targetVerdict(t *balance.TargetResult) reports.Verdict {
	args := messages.Args{"rule": b.targetLabel(t), "gap": b.gap(t)}
	kind := "plain"
	if t.Target.Kind != planner.Flag && t.Target.Kind != planner.NotAllSame {
		args["have"], args["asked"] = t.Have, b.targetAsked(t)
		kind = "count"
	}
	of := "-rule"
	if t.Target.Pack == balance.CommonDefault {
		of = "-default"
	} else if t.Target.Tier != planner.Must {
		of = "-wish"
	}
	v := reports.Verdict{
		State: stateOf(t), Text: b.Say("verdict."+(kind+of), args), Detail: cmp.Or(b.question(t), b.whoWould(t)),
	}
	if t.Lack != nil && t.Status != balance.Met {
		v.Detail = b.seatLack(t)
	}
	return v
}

// whoWould says who could mend a target that is short: whom the advice would ask, else
// who would count.
func (b *builder) whoWould(t *balance.TargetResult) string {
	if t.Short == 0 || t.Target.Kind != planner.Count || len(t.Target.Who()) == 0 {
		return ""
	}
	r := b.judged.Report
	var could []string
	for _, p := range b.candidates() {
		if !slices.Contains(r.Panel.Members, p.ID) && t.Target.Who().Of(p) == planner.Yes {
			could = append(could, p.ID)
		}
	}
	if len(could) == 0 {
		if t.Status != balance.Missed {
			return ""
		}
		return b.Say("would.nobody", nil)
	}
	var ask []string
	if a := r.Advice; a != nil && a.Recommended != nil {
		for _, v := range a.Invitations {
			if v.Person != "" && slices.Contains(v.Meets, t.ID) {
				ask = append(ask, v.Person)
			}
		}
	}
	if len(ask) > 0 {
		return b.Say("would.ask", messages.Args{"names": b.some(b.names(ask), 4)})
	}
	return b.Say("would.count", messages.Args{"n": len(could), "names": b.some(b.names(could), 4)})
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
func (w words) targetName(r *balance.Report, id string) string {
	if t := findTarget(r, id); t != nil {
		return w.named(w.targetLabel(t), w.targetAsked(t))
	}
	if t, asked, cell := w.boundOf(r, id); t != nil && cell != "" {
		return w.Say("target.named-for", messages.Args{"rule": w.targetLabel(t), "who": cell, "asked": asked})
	} else if t != nil {
		return w.named(w.targetLabel(t), asked)
	}
	switch id {
	case "size", "locked":
		return w.Say("bound."+id, nil)
	default:
		return reports.InText(id)
	}
}

func (w words) named(rule, asked string) string {
	return w.Say("target.named", messages.Args{"rule": rule, "asked": asked})
}

// boundOf is the target of a rule of a conflict, the bound in question and the cell.
func (w words) boundOf(r *balance.Report, id string) (t *balance.TargetResult, asked, cell string) {
	for _, bound := range []string{" min ", " max "} {
		at := strings.LastIndex(id, bound)
		if at < 0 {
			continue
		}
		if t := findTarget(r, id[:at]); t != nil {
			limit, of, _ := strings.Cut(strings.TrimSuffix(id[at+len(bound):], ")"), " (")
			if of != "" {
				cell = w.cellLabel(t, of)
			}
			n, _ := strconv.Atoi(limit) // of the planner's own making
			if bound == " min " {
				return t, w.asked(n, -1), cell
			}
			return t, w.asked(0, n), cell
		}
	}
	return nil, "", ""
}

func (w words) targetNames(r *balance.Report, ids []string) []string {
	return each(ids, func(id string) string { return w.targetName(r, id) })
}

// shortName is targetName for narrow cells: "WEOG (at most 2)".
func (w words) shortName(r *balance.Report, id string) string {
	if t := findTarget(r, id); t != nil {
		return w.shortLabel(t)
	}
	if t, asked, cell := w.boundOf(r, id); t != nil && cell == "" {
		return w.with(w.shortLabel(t), asked)
	}
	return w.targetName(r, id)
}
