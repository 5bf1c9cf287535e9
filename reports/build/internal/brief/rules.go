package brief

import (
	"strings"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// This file words rules: what they count, and what they ask for. The public edition has
// nothing else of them than a [disclosure.Rule], so that all editions say the same.

// Naming says a value of a dimension: [messages.Catalogue.ValueOf], or [Words.Short].
type Naming func(d planner.Dimension, value string) string

// RuleLabel names what a rule counts: "Government", "Different regions". A rule that has
// no form of its own is named in the words of its source. Name says how values are told.
func (w Words) RuleLabel(r disclosure.Rule, name Naming) string {
	args, label := messages.Args{"dimension": w.Dimension(planner.Dimension(r.Dimension))}, ""
	switch planner.TargetKind(r.Kind) {
	case planner.Count:
		label = w.And(Each(r.Who, func(t disclosure.Term) string { return w.term(t, name) }))
	case planner.Distinct:
		label = w.Say("target.distinct", messages.Args{"dimensions": w.Dimensions(planner.Dimension(r.Dimension))})
	case planner.Each:
		which := "most"
		if r.Cells {
			which = "each"
		}
		if len(r.Across) > 0 {
			args["across"] = Each(r.Across, func(d string) string { return w.Dimension(planner.Dimension(d)) })
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
		text := reports.InText(strings.TrimRight(strings.TrimSpace(r.Text), "."))
		return w.OfPack("rule-text."+r.ID, w.Say("rule-text."+r.ID, nil), text)
	}
	role := func(r string) string { return w.Say("roles."+r, nil) }
	if len(r.Roles) > 0 {
		label = w.Say("target.among", messages.Args{"rule": label, "roles": Each(r.Roles, role)})
	}
	if len(r.ExceptRoles) > 0 {
		label = w.Say("target.except", messages.Args{"rule": label, "roles": Each(r.ExceptRoles, role)})
	}
	return label
}

// OfPack is what is said for words of a published set of rules in the language of the report.
// Words that are not those of the message, as in a file of the user's own, stay as they are.
func (w Words) OfPack(code, said, text string) string {
	if english := messages.English(); english.Has(code) && english.Say(code, nil) == text {
		return said
	}
	return text
}

// term is who fits one condition: "Government", "Gender: not woman".
func (w Words) term(t disclosure.Term, name Naming) string {
	d := planner.Dimension(t.Dimension)
	return w.ValueLabel(d, w.TermOf(d, t.Value, t.Not, name))
}

// TermOf names the values of a condition, of which one holds or none.
func (w Words) TermOf(d planner.Dimension, values string, not bool, name Naming) string {
	v := w.Or(Each(strings.Split(values, "|"), func(v string) string { return reports.InText(name(d, v)) }))
	if not {
		return w.Say("target.not", messages.Args{"value": v})
	}
	return v
}

// RuleAsked is the allowed range in words.
func (w Words) RuleAsked(r disclosure.Rule, low, high int) string {
	switch planner.TargetKind(r.Kind) {
	case planner.NotAllSame:
		return w.Say("asked.kinds", nil)
	case planner.Flag:
		return w.ValueLabel(planner.Dimension(r.Dimension), w.Value(r.Answer))
	case planner.Seats:
		return w.Say("asked.seats", messages.Args{"n": low})
	default:
		return w.Asked(low, high)
	}
}
