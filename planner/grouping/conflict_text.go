package grouping

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// conflictText says a conflict in sentences: what is asked, by how many groups,
// and how many people there are.
func (p *Problem) conflictText(bounds []hardBound) string {
	type ask struct {
		text   string
		class  int
		max    bool
		groups []string
		seats  int
	}
	var asks []ask
	for _, b := range bounds {
		r := &p.m.groups[b.g].rules[b.rule]
		text := p.targets[r.target].boundText(b.max)
		k := slices.IndexFunc(asks, func(a ask) bool { return a.text == text })
		if k < 0 {
			k = len(asks)
			asks = append(asks, ask{text: text, class: int(r.class), max: b.max})
		}
		asks[k].groups = append(asks[k].groups, p.groups[b.g].ID)
		asks[k].seats += p.m.leastNeed(b.g, r)
	}
	var parts []string
	var seen []int
	for _, a := range asks {
		who := "group " + a.groups[0] + " asks"
		if n := len(a.groups); n > 1 {
			who = fmt.Sprintf("%d groups (%s) each ask", n, strings.Join(a.groups, ", "))
		}
		s := who + " for " + a.text
		if a.max {
			s = strings.Replace(strings.Replace(s, " each ask for", " each allow", 1), " asks for", " allows", 1)
		}
		if !a.max && len(a.groups) > 1 {
			s += fmt.Sprintf(", %d seats together at the smallest sizes", a.seats)
		}
		parts = append(parts, s)
		if !slices.Contains(seen, a.class) {
			seen = append(seen, a.class)
		}
	}
	for _, c := range seen {
		parts = append(parts, p.supplyText(c))
	}
	return strings.Join(parts, "; ")
}

// leastNeed is the smallest count a rule asks for at any size the group may have.
func (m *model) leastNeed(g int, r *rule) int {
	mg := &m.groups[g]
	least := int32(1 << 30)
	for z := mg.lo; z <= mg.hi; z++ {
		least = min(least, r.need[z])
	}
	return int(least)
}

// supplyText says how many people a class has: "3 people are Government".
func (p *Problem) supplyText(class int) string {
	n, seats := int(p.m.total[class]), p.seatsOf(class)
	are := "are"
	if n == 1 {
		are = "is"
	}
	s := fmt.Sprintf("%d of %d people %s %s", n, len(p.roster), are, p.valueOf(class))
	if seats != n {
		s += fmt.Sprintf(" and can fill %d seats", seats)
	}
	return s
}

// seatsOf is how many seats the people of a class can fill.
func (p *Problem) seatsOf(class int) int {
	n := 0
	A := len(p.m.attrs)
	for i := range p.m.people {
		if slices.Contains(p.m.classOf[i*A:(i+1)*A], int32(class)) {
			n += p.m.units[p.m.people[i].unit].hi
		}
	}
	return n
}

// valueOf is the value a class stands for, as it reads after "are": "Government",
// "from Africa", "of gender woman".
func (p *Problem) valueOf(class int) string {
	for k := range p.targets {
		t := &p.targets[k]
		if t.class != class {
			continue
		}
		switch t.dim {
		case planner.Stakeholder:
			return t.label()
		case planner.Region, planner.Country, planner.Organisation:
			return "from " + t.label()
		default:
			return "of " + t.dim.Label() + " " + t.label()
		}
	}
	return p.className[class]
}
