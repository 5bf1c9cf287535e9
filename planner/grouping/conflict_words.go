package grouping

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/conflict"
	"roundtable/planner/grouping/internal/model"
)

// words says what clashes in a problem, and what would have to give way.
type words struct{ *Problem }

// clashText says in a sentence what counting shows to be impossible.
func (p words) clashText(c *conflict.Clash) string {
	switch c.Kind {
	case conflict.TooFewSeats:
		return fmt.Sprintf("people need at least %d seats, the groups offer at most %d", c.Want, c.Have)
	case conflict.TooFewPeople:
		return fmt.Sprintf("the groups ask for at least %d members, people can fill at most %d seats", c.Want, c.Have)
	case conflict.GroupAlone:
		spec := &p.groups[c.Group]
		return fmt.Sprintf("group %s cannot keep its own rules at any size from %d to %d: %s",
			spec.ID, spec.Size.Min, spec.Size.Max, p.conflictText(c.Told))
	case conflict.NoCommon:
		return "whatever the groups choose to have in common, not everybody can be seated where it suits them"
	}
	text := p.conflictText(c.Told)
	if text == "" {
		text = "the sizes and memberships leave no way to seat everybody"
	}
	if len(c.Side) > 0 && len(c.Side) < len(p.groups) {
		var ids []string
		for _, g := range c.Side {
			ids = append(ids, p.groups[g].ID)
		}
		text += "; in " + strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s; together this is short by %d %s", text, c.Short, people(c.Short))
}

// giveWayText says in a sentence why the must rules have to give way.
func (p words) giveWayText(w *conflict.GiveWay) string {
	switch {
	case w.Best == nil && w.Proved:
		return "the sizes, memberships and fixed seats cannot be kept together"
	case w.Best == nil:
		return "no seating was found that keeps the sizes, memberships, pairs, organisations and fixed seats; " +
			"it is not proved that there is none"
	case !w.Proved:
		return fmt.Sprintf("no plan was found that keeps all must targets; the best found misses them by %d %s, "+
			"and it is not proved that none keeps them all", w.Cost, people(w.Cost))
	}
	return p.conflictText(w.Bounds)
}

func people(n int) string {
	if n == 1 {
		return "person"
	}
	return "people"
}

// conflictText says a conflict in sentences: what is asked, by how many groups,
// and how many people there are.
func (p words) conflictText(bounds []model.HardBound) string {
	type ask struct {
		text   string
		class  int
		max    bool
		seat   bool
		groups []string
		seats  int
	}
	var asks []ask
	for _, b := range bounds {
		r := p.m.RuleOf(b)
		text := p.targets[r.Target].boundText(b.Max)
		k := slices.IndexFunc(asks, func(a ask) bool { return a.text == text })
		if k < 0 {
			k = len(asks)
			asks = append(asks, ask{text: text, class: int(r.Class), max: b.Max})
		}
		asks[k].seat = p.targets[r.Target].kind == seatAsked
		asks[k].groups = append(asks[k].groups, p.groups[b.Group].ID)
		asks[k].seats += p.m.LeastNeed(b.Group, r)
	}
	var parts []string
	for _, g := range p.overfull(bounds) {
		parts = append(parts, fmt.Sprintf("group %s takes at most %d people, and more seats are fixed there",
			p.groups[g].ID, p.m.Groups[g].Hi))
	}
	var seen []int
	for _, a := range asks {
		if a.seat {
			parts = append(parts, a.text+" is in "+strings.Join(a.groups, ", "))
			continue
		}
		who := "group " + a.groups[0] + " asks"
		if n := len(a.groups); n > 1 {
			who = fmt.Sprintf("%d groups (%s) each ask", n, strings.Join(a.groups, ", "))
		}
		s := who + " for " + a.text
		if a.max {
			s = strings.Replace(strings.Replace(s, " each ask for", " each allow", 1), " asks for", " allows", 1)
		}
		if !a.max && len(a.groups) > 1 && a.seats > 0 {
			s += fmt.Sprintf(", which takes %d seats however small the groups are", a.seats)
		}
		parts = append(parts, s)
		if !a.seat && !slices.Contains(seen, a.class) {
			seen = append(seen, a.class)
		}
	}
	for _, c := range seen {
		parts = append(parts, p.supplyText(c))
	}
	return strings.Join(parts, "; ")
}

// overfull lists the groups in which the bounds fix more seats than there may be.
func (p words) overfull(bounds []model.HardBound) []int {
	fixed := make([]int, len(p.groups))
	var full []int
	for _, b := range bounds {
		if p.targets[p.m.RuleOf(b).Target].kind == seatAsked {
			if fixed[b.Group]++; fixed[b.Group] == p.m.Groups[b.Group].Hi+1 {
				full = append(full, b.Group)
			}
		}
	}
	return full
}

// supplyText says how many people a class has: "3 people are Government", "1 of 9 people
// is from Africa".
func (p words) supplyText(class int) string {
	n, seats := int(p.m.Total[class]), p.m.SeatsOf(class)
	are, what := "are", p.className[class]
	if n == 1 {
		are = "is"
	}
	if k := slices.IndexFunc(p.targets, func(t groupTarget) bool { return t.class == class }); k >= 0 {
		what = p.targets[k].kindOf(n)
	}
	s := fmt.Sprintf("%d of %d people %s %s", n, len(p.roster), are, what)
	if seats != n {
		s += fmt.Sprintf(" and can fill %d seats", seats)
	}
	return s
}

// boundText is one side of a target in words: "at least 1 Government".
func (t *groupTarget) boundText(max bool) string {
	count, share, word := t.ask.Min, t.ask.MinShare, "at least"
	if max {
		count, share, word = t.ask.Max, t.ask.MaxShare, "at most"
	}
	switch {
	case t.kind == seatAsked:
		return "the fixed seat of " + t.label()
	case t.kind == apartAsked:
		return "at most 1 of " + t.label() + ", who are to sit apart"
	case t.kind == capAsked:
		return fmt.Sprintf("at most %d from %s, the most of one organisation", count.N, t.label())
	case t.alone > 0:
		return fmt.Sprintf("nobody or at least %d %s", t.alone, t.kindOf(t.alone))
	}
	var parts []string
	if count.Given {
		parts = append(parts, fmt.Sprintf("%s %d %s", word, count.N, t.kindOf(count.N)))
	}
	if share.Given() {
		parts = append(parts, fmt.Sprintf("%s %s %s", word, percent(share), t.kindOf(2)))
	}
	if max && t.notAll {
		parts = append(parts, "not only "+t.kindOf(2))
	}
	return strings.Join(parts, " and ")
}

// kindOf is what n of the people who count for a target are: "1 woman", "7 women", "2
// from Africa", "3 of age 18-35".
func (t *groupTarget) kindOf(n int) string {
	switch {
	case t.kind == apartAsked:
		return "among them"
	case len(t.ask.And) > 0:
		return t.label()
	}
	switch t.dim {
	case planner.Region, planner.Country, planner.Organisation:
		return "from " + t.label()
	case planner.Stakeholder:
		return t.label()
	case planner.Gender:
		if more := map[string]string{"woman": "women", "man": "men"}[t.value]; more != "" {
			if n == 1 {
				return t.value
			}
			return more
		}
	}
	return "of " + t.dim.Label() + " " + t.label()
}

// percent writes a share as "55 %", or as a fraction where it is none.
func percent(r planner.Ratio) string {
	if n := r.Num * 100; n%r.Den == 0 {
		return fmt.Sprintf("%d %%", n/r.Den)
	}
	return r.String()
}
