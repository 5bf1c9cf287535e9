package grouping

import (
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// makeClasses sorts the people into classes, so that every target speaks of one
// class. Targets on single values of one dimension share an attribute, as long
// as nobody has two values there; any other target gets an attribute of its own
// with two classes, those who count and the rest. Values no target speaks of
// fall into one class without a price.
func (b *builder) makeClasses() {
	m := b.m
	attrAt := make(map[string]int)
	classAt := make(map[string]int)
	var members [][]bool // by class
	var attrClasses [][]int
	for k := range b.targets {
		t := &b.targets[k]
		if t.class == sizeClass {
			b.addSizeCost(t)
			continue
		}
		attrKey, classKey := b.classKeys(t)
		a, ok := attrAt[attrKey]
		if !ok {
			a = len(attrClasses)
			attrAt[attrKey] = a
			attrClasses = append(attrClasses, nil)
			m.Attrs = append(m.Attrs, model.Attr{Common: t.common > 0})
			b.common = append(b.common, Common{})
			if t.common > 0 {
				b.common[a] = Common{t.dim, t.value}
			}
		}
		c, ok := classAt[classKey]
		if !ok {
			c = len(members)
			classAt[classKey] = c
			members = append(members, t.members)
			attrClasses[a] = append(attrClasses[a], c)
			b.className = append(b.className, string(t.dim)+"="+t.value)
		}
		t.class = c
		if t.common > 0 {
			t.common = 1 + a
			b.addOption(t, a)
		}
	}
	b.numberClasses(members, attrClasses)
	b.makeRules()
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

// classKeys names the attribute and the class of a target.
func (b *builder) classKeys(t *groupTarget) (attr, class string) {
	simple := len(t.source.And) == 0 && len(t.source.Roles) == 0 && len(t.source.ExceptRoles) == 0 && t.common == 0
	if simple {
		for i := range b.roster {
			if len(b.roster[i].Values[t.dim]) > 1 {
				simple = false
				break
			}
		}
	}
	class = string(t.dim) + "\x00" + t.value
	if simple {
		return string(t.dim), class
	}
	class += fmt.Sprintf("\x00%v\x00%v\x00%v\x00%v", t.source.And.String(), t.source.Roles, t.source.ExceptRoles,
		t.common > 0)
	return class, class
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
			names = append(names, b.className[c])
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
	for k := range b.targets {
		t := &b.targets[k]
		if t.class < 0 {
			continue
		}
		mg := &m.Groups[t.group]
		r := model.Rule{Class: int32(t.class), Attr: attrOf[t.class], Target: int32(k), Hard: t.tier == planner.Must}
		if !r.Hard {
			r.Short, r.Over = t.weight, t.weight
			if t.weight == 0 {
				continue
			}
		}
		for z := range max(mg.Hi, 0) + 1 {
			r.Need = append(r.Need, int32(t.need(z)))
			r.Allow = append(r.Allow, int32(t.allow(z)))
		}
		mg.Rules = append(mg.Rules, r)
	}
}

// addSizeCost adds a soft target on the size itself.
func (b *builder) addSizeCost(t *groupTarget) {
	mg := &b.m.Groups[t.group]
	if mg.SizeCost == nil {
		mg.SizeCost = make([]int64, mg.Hi+1)
	}
	for z := range mg.SizeCost {
		mg.SizeCost[z] += t.weight * int64(max(0, t.need(z)-z)+max(0, z-t.sizeAllow()))
	}
}

// sizeAllow is the largest size a soft size target allows.
func (t *groupTarget) sizeAllow() int {
	if t.max.Given {
		return t.max.N
	}
	return 1 << 30
}

// targetLabel names what a target speaks of: "region Africa", "Government".
func (t *groupTarget) label() string {
	if t.source != nil && len(t.source.And) > 0 {
		parts := planner.Condition{{Dimension: t.dim, Values: []string{t.value}}}
		if t.source.Dimension == "" {
			parts = nil
		}
		return append(parts, t.source.And...).Label()
	}
	if t.class == sizeClass {
		return "the size"
	}
	return t.value
}
