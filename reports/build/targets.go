package build

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// This file words targets and their outcome; the sections only place the words.

// targetLabel names what a target counts: "Government", "Different regions".
func targetLabel(t *balance.TargetResult) string {
	label := t.Target.Text
	switch t.Target.Kind {
	case planner.Count:
		if len(t.Target.Who()) > 0 {
			label = whoLabel(t.Target.Who())
		}
	case planner.Distinct:
		label = "Different " + labels(t.Dimension)
	case planner.Each:
		label = "Any one " + t.Target.Dimension.Label()
		if len(t.Target.Cells) > 0 {
			label = "Each " + t.Target.Dimension.Label()
		}
		for _, d := range t.Target.Across {
			label += " within each " + d.Label()
		}
	case planner.NotAllSame:
		label = "Not all of one " + t.Dimension.Label()
	case planner.Size:
		label = "Number of people"
	case planner.PerPerson:
		label = "Sessions per person"
	case planner.Seats:
		label = "Seats, one person each"
	}
	if label == "" {
		label = t.ID
	}
	if label == t.Target.Text {
		return reports.InText(asLabel(label)) // its own words say of whom it speaks
	}
	return reports.InText(label) + amongRoles(t.Target.Roles, t.Target.ExceptRoles)
}

// asLabel makes a rule's own sentence fit to stand before a colon or in a cell.
func asLabel(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".") }

// shortLabel is targetLabel with the short names of groups, for narrow cells.
func shortLabel(t *balance.TargetResult) string {
	if t.Target.Kind == planner.Count && len(t.Target.And) == 0 && isSeatDimension(t.Dimension) && t.Value != "" {
		return reports.InText(shortValue(t.Value)) + amongRoles(t.Target.Roles, t.Target.ExceptRoles)
	}
	return upperFirst(targetLabel(t))
}

// whoLabel names the people of a condition: "Government and African Group".
func whoLabel(who planner.Condition) string {
	parts := make([]string, len(who))
	for i := range who {
		if parts[i] = valueLabel(who[i].Dimension, who[i].Words()); who[i].Not {
			parts[i] = valueLabel(who[i].Dimension, "not "+who[i].Words())
		}
	}
	return strings.Join(parts, " and ")
}

// cellLabel names one of the groups of people that a target bounds each, by the label the
// results give it: "Africa and women".
func cellLabel(t *balance.TargetResult, cell string, name func(string) string) string {
	i := slices.IndexFunc(t.Target.Cells, func(c planner.Condition) bool { return c.Label() == cell })
	if i < 0 && len(t.Target.Across) > 0 {
		return strings.Join(
			each(strings.Split(cell, " & "), func(v string) string { return reports.InText(name(v)) }),
			" and ",
		)
	} else if i < 0 {
		return reports.InText(name(cell))
	}
	words := make([]string, len(t.Target.Cells[i]))
	for k, term := range t.Target.Cells[i] {
		if words[k] = name(term.Words()); term.Not {
			words[k] = "not " + words[k]
		}
	}
	return reports.InText(strings.Join(words, " and "))
}

// crowded names the groups of people of which there are more than a target allows.
func crowded(t *balance.TargetResult) (out []string) {
	for _, v := range t.Values {
		if v.Count > t.Max {
			out = append(out, text(v.Count)+" "+cellLabel(t, v.Value, shortValue))
		}
	}
	return out
}

// valueLabel is the value alone where it speaks for itself, else with its
// dimension: "Government", but "gender: woman".
func valueLabel(d planner.Dimension, v string) string {
	switch d {
	case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation:
		return v
	default:
		return d.Label() + ": " + v
	}
}

func amongRoles(roles, except []planner.Role) string {
	out := ""
	plural := func(r planner.Role) string { return string(r) + "s" }
	if len(roles) > 0 {
		out = " among " + joined(each(roles, plural))
	}
	if len(except) > 0 {
		out += ", not counting " + joined(each(except, plural))
	}
	return out
}

// targetAsked is the allowed range in words.
func targetAsked(t *balance.TargetResult) string {
	switch t.Target.Kind {
	case planner.NotAllSame:
		return "at least 2 kinds"
	case planner.Flag:
		return upperLabel(t.Dimension) + ": " + flagWanted(t)
	case planner.Seats:
		return counted(t.Min, "seat")
	default:
		return asked(t.Min, t.Max)
	}
}

// flagWanted is the answer a yes/no rule wants: yes, unless it says no.
func flagWanted(t *balance.TargetResult) string {
	if t.Target.Value == "no" {
		return "no"
	}
	return "yes"
}

// upperLabel is a dimension at the start of a cell.
func upperLabel(d planner.Dimension) string { return upperFirst(reports.InText(d.Label())) }

// gap says by how much a target is missed, or what is unknown.
func gap(t *balance.TargetResult) string {
	switch {
	case t.Status == balance.Met || t.Informs:
		return ""
	case t.Status == balance.CannotTell:
		return unknown(t)
	case t.Short > 0 && t.Target.Kind == planner.Seats:
		return counted(t.Short, "seat") + " open"
	case t.Short > 0 && t.Target.Kind == planner.Count:
		return "short by " + text(t.Short)
	case len(t.Lacking) > 0:
		return "short by " + fewApart(each(t.Lacking, func(c balance.ValueCount) string {
			return text(c.Count) + " " + cellLabel(t, c.Value, shortValue)
		}), 4)
	case t.Short > 0 && t.Target.Kind != planner.Flag && t.Target.Kind != planner.NotAllSame:
		return text(t.Short) + " too few"
	case t.Over > 0 && len(t.Target.Across) > 0:
		return text(t.Over) + " too many (" + fewApart(crowded(t), 4) + ")"
	case t.Over > 0:
		return text(t.Over) + " too many"
	default:
		return "not met"
	}
}

// unknown says what would have to be known to decide a target.
func unknown(t *balance.TargetResult) string {
	switch {
	case question(t) != "":
		return "needs an answer"
	case t.Needs != "":
		return "needs " + reports.InText(planner.Dimension(t.Needs).Label())
	case t.Unknown > 0:
		return people(t.Unknown) + " with no answer could decide it"
	default:
		return "cannot be decided"
	}
}

// question is what a yes/no rule asks that nobody has answered, and the option that
// answers it, first as the rule would have it; empty for other rules.
func question(t *balance.TargetResult) string {
	if t.Target.Kind != planner.Flag || t.Status != balance.CannotTell || t.Needs == "" || t.Informs {
		return ""
	}
	field := string(t.Dimension)
	ask := cmp.Or(t.Target.Question, upperLabel(t.Dimension)+": yes or no?")
	if flagWanted(t) == "no" {
		return ask + " Answer with --field '" + field + "=no', or with '" + field + "=yes'."
	}
	return ask + " Answer with --field '" + field + "=yes', or with '" + field + "=no'."
}

// seatLack says which seats have too few people.
func seatLack(t *balance.TargetResult) string {
	var kinds []string
	for _, c := range t.Target.Cells {
		if slices.Contains(t.Lack.For, c.String()) {
			kinds = append(kinds, whoLabel(c))
		}
	}
	verb := "have"
	if len(kinds) == 1 {
		verb = "has"
	}
	return reports.InText(joined(kinds)) + " " + verb + " " + counted(t.Lack.Seats, "seat") + " together, and " +
		counted(t.Lack.People, "person fits", "people fit") + " one of them."
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
	order := map[reports.State]int{reports.Miss: 0, reports.Unsure: 1, reports.OK: 2, reports.Info: 3}
	slices.SortStableFunc(out, func(a, b *balance.TargetResult) int {
		if d := order[stateOf(a)] - order[stateOf(b)]; d != 0 {
			return d
		}
		return int(a.Target.Tier) - int(b.Target.Tier)
	})
	return out
}

// verdictCount counts verdicts.
type verdictCount struct {
	met, missed, unsure int
	musts, mustMissed   int // must targets that are judged, and those missed
}

func (c verdictCount) judged() int { return c.met + c.missed + c.unsure }

func countVerdicts(r *balance.Report) verdictCount {
	var c verdictCount
	for i := range r.Targets {
		t := &r.Targets[i]
		must := t.Target.Tier == planner.Must
		if must && !t.Informs {
			c.musts++
		}
		switch stateOf(t) {
		case reports.OK:
			c.met++
		case reports.Miss:
			c.missed++
			if must {
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
func targetVerdict(b *builder, r *balance.Report, t *balance.TargetResult) reports.Verdict {
	v := reports.Verdict{State: stateOf(t), Text: upperFirst(targetLabel(t))}
	if g := gap(t); g != "" {
		v.Text += ": " + g
	}
	if t.Target.Kind != planner.Flag && t.Target.Kind != planner.NotAllSame {
		v.Text += " (has " + text(t.Have) + ", asked for " + targetAsked(t) + ")"
	}
	if t.Target.Pack == balance.CommonDefault {
		v.Text += ", a common default"
	} else if t.Target.Tier != planner.Must {
		v.Text += ", a “" + t.Target.Tier.String() + "” rule"
	}
	v.Text += "."
	v.Detail = cmp.Or(question(t), whoWould(b, r, t))
	if t.Lack != nil && t.Status != balance.Met {
		v.Detail = seatLack(t)
	}
	return v
}

// whoWould says who could mend a target that is short: of those whom the advice would
// ask, else why nobody is.
func whoWould(b *builder, r *balance.Report, t *balance.TargetResult) string {
	if t.Short == 0 || t.Target.Kind != planner.Count || len(t.Target.Who()) == 0 {
		return ""
	}
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
		return "Nobody else in these files would count; someone has to be invited."
	}
	would := upperFirst(counted(len(could), "other person", "other people")) + " in these files would count: " +
		few(b.names(could), 4)
	a := r.Advice
	if a == nil || a.Recommended == nil {
		return would + "."
	}
	var asked []string
	for _, v := range a.Invitations {
		if v.Person != "" && slices.Contains(v.Meets, t.ID) {
			asked = append(asked, v.Person)
		}
	}
	if len(asked) == 0 {
		return would + "; what we recommend asks none of them."
	}
	return "Whom to ask: " + few(b.names(asked), 4) + "."
}

// lacks says what a panel is short of, for a sentence: "1 from Government".
func lacks(targets []*balance.TargetResult) []string {
	var out []string
	for _, t := range targets {
		if t.Status != balance.Missed || t.Short == 0 || t.Target.Kind != planner.Count || len(t.Target.Who()) == 0 {
			continue
		}
		switch t.Dimension {
		case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation:
			out = append(out, text(t.Short)+" from "+reports.InText(whoLabel(t.Target.Who())))
		default:
			out = append(out, text(t.Short)+" with "+reports.InText(whoLabel(t.Target.Who())))
		}
	}
	return out
}
