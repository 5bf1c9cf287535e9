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
				asks = asks || r.Need[z] > 0 || r.Alone > 1
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

// Keeping is the model without wishes, soft rules and fairness, and of the hard
// rules with the given bounds alone. A fixed seat is free where its rule is left out.
func Keeping(m *Model, bounds []HardBound) *Model {
	e := m.HardOnly()
	e.Tier = nil
	e.Seats = Unfixed(m).Seats
	for g := range e.Groups {
		e.Groups[g].Rules = nil
	}
	for _, b := range bounds {
		r := m.Groups[b.Group].Rules[b.rule]
		n := len(r.Need)
		if b.Max {
			r.Need, r.Alone = make([]int32, n), 0
		} else {
			r.Allow = make([]int32, n)
			for z := range r.Allow {
				r.Allow[z] = int32(z)
			}
		}
		if r.Locks > 0 {
			e.Seats[int(r.Locks-1)*m.K()+b.Group] = Forced
		}
		e.Groups[b.Group].Rules = append(e.Groups[b.Group].Rules, r)
	}
	return e
}

// Unfixed is the model without fixed seats.
func Unfixed(m *Model) *Model {
	e := *m
	e.Seats, e.Groups = slices.Clone(m.Seats), slices.Clone(m.Groups)
	for i, s := range e.Seats {
		if s == Forced {
			e.Seats[i] = Free
		}
	}
	for g := range e.Groups {
		fixed := func(r Rule) bool { return r.Locks > 0 }
		e.Groups[g].Rules = slices.DeleteFunc(slices.Clone(e.Groups[g].Rules), fixed)
	}
	return &e
}

// Choosing is the model in which the groups have the chosen attributes in common, and
// nobody may sit where that does not suit.
func Choosing(m *Model, groups, chosen []int) *Model {
	c := *m
	c.Seats = slices.Clone(m.Seats)
	for k, g := range groups {
		for u := range m.Units {
			if !Suits(m, g, chosen[k], u) {
				c.Seats[u*m.K()+g] = Banned
			}
		}
	}
	return &c
}

// ElasticModel keeps sizes, memberships and forbidden seats, drops all wishes
// and soft rules, and lets the given hard bounds give way at ElasticPoints a
// person. Its best value is −ElasticPoints times the least relaxation.
func (m *Model) ElasticModel(bounds []HardBound) *Model {
	e := Keeping(m, bounds)
	e.Seats = Unfixed(m).Seats
	for g := range e.Groups {
		rules := e.Groups[g].Rules
		for k := range rules {
			rules[k].Hard, rules[k].Short, rules[k].Over = false, ElasticPoints, ElasticPoints
		}
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
	relaxed.Groups, relaxed.Seats = slices.Clone(m.Groups), slices.Clone(m.Seats)
	size, count := m.Tally(x)
	for g := range relaxed.Groups {
		mg := &relaxed.Groups[g]
		mg.Rules = slices.Clone(mg.Rules)
		z := min(int(size[g]), mg.Hi)
		for k := range mg.Rules {
			r := &mg.Rules[k]
			if !r.Hard || mg.idle(z, count[g*m.Classes:(g+1)*m.Classes], int(r.Attr)) {
				continue
			}
			n := count[g*m.Classes+int(r.Class)]
			if d := r.Need[z] - n; d > 0 {
				r.Need = shifted(r.Need, -d)
				if r.Locks > 0 {
					relaxed.Seats[int(r.Locks-1)*m.K()+g] = Free
				}
			}
			if r.AloneBy(n) > 0 {
				r.Alone = n
			}
			if d := n - r.Allow[z]; d > 0 {
				r.Allow = shifted(r.Allow, d)
			}
		}
	}
	return &relaxed
}

// idle reports whether an attribute is one that the group could have in common and does
// not choose.
func (mg *Group) idle(z int, count []int32, attr int) bool {
	for _, set := range mg.Options {
		if best, _ := mg.BestOption(set, z, count); best != attr && slices.Contains(set, attr) {
			return true
		}
	}
	return false
}

// Misses lists the bounds that a seating does not keep.
func Misses(m *Model, x Seating, bounds []HardBound) []Miss {
	size, count := m.Tally(x)
	var list []Miss
	for _, b := range bounds {
		r, mg := m.RuleOf(b), &m.Groups[b.Group]
		z := min(int(size[b.Group]), mg.Hi)
		have := count[b.Group*m.Classes : (b.Group+1)*m.Classes]
		n := have[r.Class]
		switch {
		case z == 0 && mg.Optional && r.Locks == 0, mg.idle(z, have, int(r.Attr)):
		case !b.Max && r.AloneBy(n) > 0:
			list = append(list, Miss{b, int(r.Alone), int(n), z})
		case !b.Max && n < r.Need[z]:
			list = append(list, Miss{b, int(r.Need[z]), int(n), z})
		case b.Max && n > r.Allow[z]:
			list = append(list, Miss{b, int(r.Allow[z]), int(n), z})
		}
	}
	return list
}

// Miss is a bound that a seating of a group of size people does not keep: to is what it
// has, from what the rule asks for or allows.
type Miss struct {
	HardBound
	From, To, Size int
}

// Relaxed is the rule with one person less to ask for and one more allowed.
func (r *Rule) Relaxed() Rule {
	out := *r
	out.Need, out.Allow, out.Alone = shifted(r.Need, -1), shifted(r.Allow, 1), max(0, r.Alone-1)
	return out
}

func shifted(list []int32, by int32) []int32 {
	out := make([]int32, len(list))
	for z := range list {
		out[z] = max(0, list[z]+by)
	}
	return out
}
