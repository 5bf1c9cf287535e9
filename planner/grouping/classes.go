package grouping

import (
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// makeClasses sorts the people into classes, so that every target speaks of one
// class: targets about the same people share it. Classes of one dimension without a
// person in two of them are one attribute; classes for a common value have an
// attribute each. Whom no target speaks of falls into a class without a price.
func (b *builder) makeClasses() {
	s := sorter{builder: b, at: make(map[string]int)}
	for k := range b.targets {
		t := &b.targets[k]
		if t.kind == sizeAsked {
			b.addSizeCost(t)
			continue
		}
		t.class = s.classOf(t)
		if t.common > 0 {
			t.common = 1 + s.attrOf[t.class]
			b.addOption(t, s.attrOf[t.class])
		}
	}
	var classes [][]int
	for _, a := range s.attrs {
		classes = append(classes, a.classes)
	}
	b.numberClasses(s.members, classes)
	b.makeRules()
}

// sorter finds the class and the attribute of each target.
type sorter struct {
	*builder
	at      map[string]int // class by who is in it
	members [][]bool       // by class
	attrOf  []int          // by class
	attrs   []attribute
}

// attribute is one in the making: its classes, and who is in one of them.
type attribute struct {
	dim     planner.Dimension
	common  bool
	classes []int
	taken   []bool
}

// classOf is the class of a target, a new one if nobody has asked about these people.
func (s *sorter) classOf(t *groupTarget) int {
	key := make([]byte, 0, len(t.members)+1)
	for _, in := range append(slices.Clone(t.members), t.common > 0) {
		key = append(key, '0'+byte(boolCount(in)))
	}
	c, ok := s.at[string(key)]
	if !ok {
		c = len(s.members)
		s.at[string(key)] = c
		s.members = append(s.members, t.members)
		s.attrOf = append(s.attrOf, s.join(c, t))
		s.className = append(s.className, string(t.dim)+"="+t.value)
	}
	return c
}

// join adds class c to the first attribute of the target's dimension that it fits.
func (s *sorter) join(c int, t *groupTarget) int {
	overlap := func(taken []bool) bool {
		for i, in := range t.members {
			if in && taken[i] {
				return true
			}
		}
		return false
	}
	at := slices.IndexFunc(s.attrs, func(a attribute) bool {
		return a.dim == t.dim && !a.common && t.common == 0 && !overlap(a.taken)
	})
	if at < 0 {
		at = len(s.attrs)
		s.attrs = append(s.attrs, attribute{dim: t.dim, common: t.common > 0, taken: make([]bool, len(s.roster))})
		s.m.Attrs = append(s.m.Attrs, model.Attr{Common: t.common > 0})
		s.common = append(s.common, Common{})
		if t.common > 0 {
			s.common[at] = Common{t.dim, t.value}
		}
	}
	a := &s.attrs[at]
	a.classes = append(a.classes, c)
	for i, in := range t.members {
		a.taken[i] = a.taken[i] || in
	}
	return at
}

// addOption lets the target's group choose attribute a. Options on the same
// dimension belong to one choice.
func (b *builder) addOption(t *groupTarget, a int) {
	mg := &b.m.Groups[t.group]
	for k, set := range mg.Options {
		if b.common[set[0]].Dimension == t.dim {
			if !slices.Contains(set, a) {
				mg.Options[k] = append(set, a)
			}
			return
		}
	}
	mg.Options = append(mg.Options, []int{a})
}

// numberClasses renumbers the classes attribute by attribute, each attribute
// ending with its rest class.
func (b *builder) numberClasses(members [][]bool, attrClasses [][]int) {
	m := b.m
	newAt := make([]int, len(members))
	var names []string
	n := len(b.roster)
	m.ClassOf = make([]int32, n*len(attrClasses))
	for a, list := range attrClasses {
		m.Attrs[a].First = len(names)
		rest := len(names) + len(list)
		for k, c := range list {
			newAt[c] = len(names) + k
		}
		for i := range n {
			at := rest
			for _, c := range list {
				if members[c][i] {
					at = newAt[c]
					break
				}
			}
			m.ClassOf[i*len(attrClasses)+a] = int32(at)
		}
		for _, c := range list {
			name := b.className[c]
			if slices.Contains(names, name) { // several attributes speak of the same value
				name += "#" + strconv.Itoa(len(names))
			}
			names = append(names, name)
		}
		names = append(names, "")
		m.Attrs[a].Count = len(list) + 1
	}
	for k := range b.targets {
		if c := b.targets[k].class; c >= 0 {
			b.targets[k].class = newAt[c]
		}
	}
	b.className = names
	m.Classes = len(names)
	m.Total = make([]int32, m.Classes)
	for _, c := range m.ClassOf {
		m.Total[c]++
	}
}

// makeRules writes the targets as rules of the model.
func (b *builder) makeRules() {
	m := b.m
	attrOf := make([]int32, m.Classes)
	for a := range m.Attrs {
		for c := range m.Attrs[a].Count {
			attrOf[m.Attrs[a].First+c] = int32(a)
		}
	}
	var need, allow []int32
	for k := range b.targets {
		t := &b.targets[k]
		if t.kind == sizeAsked || t.tier != planner.Must && t.weight == 0 {
			continue
		}
		if k == 0 || !sameAsk(t, &b.targets[k-1]) {
			need, allow = nil, nil
			for z := range b.sizesKnown() {
				need, allow = append(need, int32(t.need(z))), append(allow, int32(t.allow(z)))
			}
		}
		mg := &m.Groups[t.group]
		r := model.Rule{
			Class: int32(t.class), Attr: attrOf[t.class], Target: int32(k), Hard: t.tier == planner.Must,
			Need: need, Allow: allow, Alone: int32(t.alone),
		}
		if !r.Hard {
			r.Short, r.Over = t.weight, t.weight
		}
		if t.kind == seatAsked {
			r.Locks = 1 + m.People[slices.Index(t.members, true)].Unit
		}
		mg.Rules = append(mg.Rules, r)
	}
}

// sizesKnown is for how many sizes, from 0, rules and costs are tabulated: beyond what is
// asked for, since conflicts and prices ask about larger groups.
func (b *builder) sizesKnown() int {
	n := len(b.roster) + 2
	for u := range b.m.Units {
		n += b.m.Units[u].Lo * len(b.m.Units[u].People)
	}
	return n
}

// sameAsk reports whether two entries come of one, for several groups.
func sameAsk(a, b *groupTarget) bool { return a.id == b.id && a.value == b.value && a.class == b.class }

// addSizeCost adds a soft target on the size itself.
func (b *builder) addSizeCost(t *groupTarget) {
	mg := &b.m.Groups[t.group]
	if mg.SizeCost == nil {
		mg.SizeCost = make([]int64, b.sizesKnown())
	}
	for z := range mg.SizeCost {
		mg.SizeCost[z] += t.weight * int64(t.off(z, z))
	}
}

// label names what a target speaks of: "region Africa", "Government".
func (t *groupTarget) label() string {
	switch {
	case t.kind == sizeAsked:
		return "the size"
	case len(t.ask.And) > 0 && t.ask.Dimension != "":
		return append(planner.Condition{{Dimension: t.dim, Values: []string{t.value}}}, t.ask.And...).Label()
	case len(t.ask.And) > 0:
		return t.ask.And.Label()
	}
	return t.value
}
