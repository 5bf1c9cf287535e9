package grouping

import "slices"

// hardOnly returns the model without points: no utilities, no soft rules, no
// chairs.
func (m *model) hardOnly() *model {
	h := *m
	h.utility = make([]int64, len(m.utility))
	h.further = nil
	h.groups = make([]modelGroup, len(m.groups))
	for g := range m.groups {
		mg := m.groups[g]
		mg.chairs, mg.sizeCost = 0, nil
		var rules []rule
		for _, r := range mg.rules {
			if r.hard {
				rules = append(rules, r)
			}
		}
		mg.rules = rules
		h.groups[g] = mg
	}
	h.grain = 1
	return &h
}

// hardBound is one side of a hard rule.
type hardBound struct {
	g, rule int // position in the model
	max     bool
}

// ruleOf is the rule a bound is a side of.
func (m *model) ruleOf(b hardBound) *rule { return &m.groups[b.g].rules[b.rule] }

// hardBounds lists both sides of all hard rules that ask for something.
func (m *model) hardBounds() []hardBound {
	var list []hardBound
	for g := range m.groups {
		mg := &m.groups[g]
		for k := range mg.rules {
			r := &mg.rules[k]
			if !r.hard {
				continue
			}
			asks, caps := false, false
			for z := mg.lo; z <= mg.hi; z++ {
				asks = asks || r.need[z] > 0
				caps = caps || r.allow[z] < min(int32(z), m.total[r.class])
			}
			if asks {
				list = append(list, hardBound{g, k, false})
			}
			if caps {
				list = append(list, hardBound{g, k, true})
			}
		}
	}
	return list
}

// elasticPoints is what a person short or over costs in the elastic model.
const elasticPoints = 100

// elasticModel keeps sizes, memberships, pairs and fixed seats, drops all wishes
// and soft rules, and lets the given hard bounds give way at elasticPoints a
// person. Its best value is −elasticPoints times the least relaxation.
func (m *model) elasticModel(bounds []hardBound) *model {
	e := m.hardOnly()
	e.tier = nil
	for g := range e.groups {
		e.groups[g].rules = nil
		e.groups[g].options = m.groups[g].options
	}
	for _, b := range bounds {
		r := m.groups[b.g].rules[b.rule]
		r.hard = false
		n := len(r.need)
		if b.max {
			r.need, r.short, r.over = make([]int32, n), 0, elasticPoints
		} else {
			r.short, r.over = elasticPoints, 0
			r.allow = make([]int32, n)
			for z := range r.allow {
				r.allow[z] = int32(z)
			}
		}
		e.groups[b.g].rules = append(e.groups[b.g].rules, r)
	}
	e.grain = e.granularity()
	return e
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

// seatsOf is how many seats the people of a class can fill.
func (m *model) seatsOf(class int) int {
	n := 0
	A := len(m.attrs)
	for i := range m.people {
		if slices.Contains(m.classOf[i*A:(i+1)*A], int32(class)) {
			n += m.units[m.people[i].unit].hi
		}
	}
	return n
}

// relaxedTo returns the model with its hard rules given way by as much as the
// seating x needs, and no more.
func (m *model) relaxedTo(x seating) *model {
	relaxed := *m
	relaxed.groups = slices.Clone(m.groups)
	size, count := m.tally(x)
	for g := range relaxed.groups {
		mg := &relaxed.groups[g]
		mg.rules = slices.Clone(mg.rules)
		z := min(int(size[g]), mg.hi)
		for k := range mg.rules {
			r := &mg.rules[k]
			if !r.hard {
				continue
			}
			n := count[g*m.classes+int(r.class)]
			if d := r.need[z] - n; d > 0 {
				r.need = shifted(r.need, -d)
			}
			if d := n - r.allow[z]; d > 0 {
				r.allow = shifted(r.allow, d)
			}
		}
	}
	return &relaxed
}

// relaxed is the rule with one person less to ask for and one more allowed.
func (r *rule) relaxed() rule {
	out := *r
	out.need, out.allow = shifted(r.need, -1), shifted(r.allow, 1)
	return out
}

func shifted(list []int32, by int32) []int32 {
	out := make([]int32, len(list))
	for z := range list {
		out[z] = max(0, list[z]+by)
	}
	return out
}
