package model

import "slices"

// HardOnly returns the model without points: no utilities, no soft rules, no
// chairs.
func (m *Model) HardOnly() *Model {
	h := *m
	h.Utility = make([]int64, len(m.Utility))
	h.Further = nil
	h.Groups = make([]Group, len(m.Groups))
	for g := range m.Groups {
		mg := m.Groups[g]
		mg.Chairs, mg.SizeCost = 0, nil
		var rules []Rule
		for _, r := range mg.Rules {
			if r.Hard {
				rules = append(rules, r)
			}
		}
		mg.Rules = rules
		h.Groups[g] = mg
	}
	h.Grain = 1
	return &h
}

// HardBound is one side of a hard rule.
type HardBound struct {
	Group, rule int // position in the model
	Max         bool
}

// RuleOf is the rule a bound is a side of.
func (m *Model) RuleOf(b HardBound) *Rule { return &m.Groups[b.Group].Rules[b.rule] }

// HardBounds lists both sides of all hard rules that ask for something.
func (m *Model) HardBounds() []HardBound {
	var list []HardBound
	for g := range m.Groups {
		mg := &m.Groups[g]
		for k := range mg.Rules {
			r := &mg.Rules[k]
			if !r.Hard {
				continue
			}
			asks, caps := false, false
			for z := mg.Lo; z <= mg.Hi; z++ {
				asks = asks || r.Need[z] > 0
				caps = caps || r.Allow[z] < min(int32(z), m.Total[r.Class])
			}
			if asks {
				list = append(list, HardBound{g, k, false})
			}
			if caps {
				list = append(list, HardBound{g, k, true})
			}
		}
	}
	return list
}

// ElasticPoints is what a person short or over costs in the elastic model.
const ElasticPoints = 100

// ElasticModel keeps sizes, memberships, pairs and fixed seats, drops all wishes
// and soft rules, and lets the given hard bounds give way at ElasticPoints a
// person. Its best value is −ElasticPoints times the least relaxation.
func (m *Model) ElasticModel(bounds []HardBound) *Model {
	e := m.HardOnly()
	e.Tier = nil
	for g := range e.Groups {
		e.Groups[g].Rules = nil
		e.Groups[g].Options = m.Groups[g].Options
	}
	for _, b := range bounds {
		r := m.Groups[b.Group].Rules[b.rule]
		r.Hard = false
		n := len(r.Need)
		if b.Max {
			r.Need, r.Short, r.Over = make([]int32, n), 0, ElasticPoints
		} else {
			r.Short, r.Over = ElasticPoints, 0
			r.Allow = make([]int32, n)
			for z := range r.Allow {
				r.Allow[z] = int32(z)
			}
		}
		e.Groups[b.Group].Rules = append(e.Groups[b.Group].Rules, r)
	}
	e.Grain = e.Granularity()
	return e
}

// LeastNeed is the smallest count a rule asks for at any size the group may have.
func (m *Model) LeastNeed(g int, r *Rule) int {
	mg := &m.Groups[g]
	least := int32(1 << 30)
	for z := mg.Lo; z <= mg.Hi; z++ {
		least = min(least, r.Need[z])
	}
	return int(least)
}

// SeatsOf is how many seats the people of a class can fill.
func (m *Model) SeatsOf(class int) int {
	n := 0
	A := len(m.Attrs)
	for i := range m.People {
		if slices.Contains(m.ClassOf[i*A:(i+1)*A], int32(class)) {
			n += m.Units[m.People[i].Unit].Hi
		}
	}
	return n
}

// RelaxedTo returns the model with its hard rules given way by as much as the
// seating x needs, and no more.
func (m *Model) RelaxedTo(x Seating) *Model {
	relaxed := *m
	relaxed.Groups = slices.Clone(m.Groups)
	size, count := m.Tally(x)
	for g := range relaxed.Groups {
		mg := &relaxed.Groups[g]
		mg.Rules = slices.Clone(mg.Rules)
		z := min(int(size[g]), mg.Hi)
		for k := range mg.Rules {
			r := &mg.Rules[k]
			if !r.Hard {
				continue
			}
			n := count[g*m.Classes+int(r.Class)]
			if d := r.Need[z] - n; d > 0 {
				r.Need = shifted(r.Need, -d)
			}
			if d := n - r.Allow[z]; d > 0 {
				r.Allow = shifted(r.Allow, d)
			}
		}
	}
	return &relaxed
}

// Relaxed is the rule with one person less to ask for and one more allowed.
func (r *Rule) Relaxed() Rule {
	out := *r
	out.Need, out.Allow = shifted(r.Need, -1), shifted(r.Allow, 1)
	return out
}

func shifted(list []int32, by int32) []int32 {
	out := make([]int32, len(list))
	for z := range list {
		out[z] = max(0, list[z]+by)
	}
	return out
}
