package bound

import (
	"math"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// groupSide holds, for one group, what its value depends on besides prices.
type groupSide struct {
	lo, hi int // sizes to try
	attrs  []attrSide
	// sets are options: each lists (active, idle) sides of its attributes.
	sets [][]optionSide
	// closed is the value of the group where it is not opened, −Inf where it must be.
	closed float64
}

type optionSide struct {
	active, idle attrSide
}

// attrSide is one attribute of one group: its classes cut into segments of
// equal penalty slope.
type attrSide struct {
	classes []classSide
	// free is how many people of classes without a price there are, held how many
	// more of them must sit here.
	free, held int32
	// order lists the segments (class index and level) by falling price; it is
	// re-sorted in place, which is fast because prices change little.
	order []segment
	// value by size, filled by evalAttr.
	value []float64
	// jagged tells that penalties of some class are not convex.
	jagged bool
}

type segment struct {
	slope float64 // price + penalty saved
	class int32   // index into classes, -1 for the classes without a price
	level int32
}

// prepareGroups builds the tables of the groups.
func (b *Bounder) prepareGroups() {
	m := b.Model
	avail, fixed := b.Supply()
	b.groups = make([]groupSide, m.K())
	for g := range m.Groups {
		gs := &b.groups[g]
		may, must := 0, 0
		for u := range m.Units {
			n := len(m.Units[u].People)
			switch m.Seats[u*m.K()+g] {
			case model.Forced:
				may, must = may+n, must+n
			case model.Free:
				may += n
			}
		}
		gs.lo, gs.hi = max(m.Groups[g].Lo, must), min(m.Groups[g].Hi, may)
		gs.closed = math.Inf(-1)
		if left := m.Groups[g].ClosedLoss(); m.Groups[g].Optional && left.Broken == 0 {
			gs.closed = -float64(left.Points)
		}
		b.prepareGroup(g, m.Groups[g].Rules, avail, fixed)
	}
}

// prepareGroup cuts the attributes of one group into segments under the given
// rules.
func (b *Bounder) prepareGroup(g int, rules []model.Rule, avail, fixed []int32) {
	m, gs := b.Model, &b.groups[g]
	gs.attrs, gs.sets = nil, nil
	byClass := make([][]*model.Rule, m.Classes)
	for i := range rules {
		c := rules[i].Class
		byClass[c] = append(byClass[c], &rules[i])
	}
	inSet := make([]bool, len(m.Attrs))
	for _, set := range m.Groups[g].Options {
		var sides []optionSide
		for _, a := range set {
			inSet[a] = true
			sides = append(sides, optionSide{
				active: b.newAttrSide(g, a, byClass, avail, fixed),
				idle:   b.newAttrSide(g, a, nil, avail, fixed),
			})
		}
		gs.sets = append(gs.sets, sides)
	}
	for a := range m.Attrs {
		if inSet[a] {
			continue
		}
		side := b.newAttrSide(g, a, byClass, avail, fixed)
		if len(side.classes) > 0 {
			gs.attrs = append(gs.attrs, side)
		}
	}
}

// UnderRules is the best value of group g with these rules for its own, which it
// keeps.
func (b *Bounder) UnderRules(g int, rules []model.Rule) float64 {
	avail, fixed := b.Supply()
	b.prepareGroup(g, rules, avail, fixed)
	return b.EvalGroup(g)
}

// Supply counts, by group and class, the people who may sit there and those
// who must.
func (b *Bounder) Supply() (avail, fixed []int32) {
	m, K := b.Model, b.Model.K()
	avail, fixed = make([]int32, K*m.Classes), make([]int32, K*m.Classes)
	A := len(m.Attrs)
	for i := range m.People {
		u := int(m.People[i].Unit)
		for g := range K {
			s := m.Seats[u*K+g]
			if s == model.Banned {
				continue
			}
			for a := range A {
				k := g*m.Classes + int(m.ClassOf[i*A+a])
				avail[k]++
				if s == model.Forced {
					fixed[k]++
				}
			}
		}
	}
	return avail, fixed
}

// newAttrSide cuts the classes of attribute a in group g into segments under
// the given rules, listed by class; nil stands for none.
func (b *Bounder) newAttrSide(g, a int, rules [][]*model.Rule, avail, fixed []int32) attrSide {
	m, gs := b.Model, &b.groups[g]
	var side attrSide
	sizes := max(0, gs.hi-gs.lo+1)
	side.value = make([]float64, sizes)
	for c := m.Attrs[a].First; c < m.Attrs[a].First+m.Attrs[a].Count; c++ {
		k := g*m.Classes + c
		at := b.atClass[k]
		if at < 0 {
			side.free, side.held = side.free+avail[k]-fixed[k], side.held+fixed[k]
			continue
		}
		var mine []*model.Rule
		if rules != nil {
			mine = rules[c]
		}
		side.classes = append(side.classes, newClassSide(int32(c), at, mine, gs.lo, sizes, fixed[k], avail[k]))
		side.jagged = side.jagged || side.classes[len(side.classes)-1].points != nil
	}
	for i := range side.classes {
		for l := range side.classes[i].levels {
			side.order = append(side.order, segment{class: int32(i), level: int32(l)})
		}
	}
	if side.free > 0 {
		side.order = append(side.order, segment{class: -1})
	}
	return side
}

// EvalGroup returns the best value of group g under the prices, and stores the
// size, the counts and the chair seats that reach it.
func (b *Bounder) EvalGroup(g int) float64 {
	gs := &b.groups[g]
	for i := range gs.attrs {
		b.evalAttr(g, &gs.attrs[i])
	}
	for _, set := range gs.sets {
		for i := range set {
			b.evalAttr(g, &set[i].active)
			b.evalAttr(g, &set[i].idle)
		}
	}
	best, bestK := math.Inf(-1), -1
	for k := range max(0, gs.hi-gs.lo+1) {
		if v := b.sizeValue(g, k); v > best {
			best, bestK = v, k
		}
	}
	if bestK >= 0 {
		best += b.evalChairs(g)
	}
	switch {
	case best <= gs.closed || gs.hi == 0 && !math.IsInf(gs.closed, -1):
		b.close(g)
		return gs.closed
	case bestK >= 0:
		b.takeSize(g, bestK)
	}
	return best
}

// sizeValue is the value of group g at size index k, chairs left out.
func (b *Bounder) sizeValue(g, k int) float64 {
	gs, z := &b.groups[g], b.groups[g].lo+k
	v := 0.0
	if at := b.atSize[g]; at >= 0 {
		v = b.Price[at] * float64(z)
	}
	if sc := b.Model.Groups[g].SizeCost; sc != nil {
		v -= float64(sc[z])
	}
	for i, at := range b.atCap {
		if z > 0 && slices.Contains(b.Model.Caps[i].Groups, int32(g)) {
			v -= b.Price[at]
		}
	}
	for i := range gs.attrs {
		v += gs.attrs[i].value[k]
	}
	for _, set := range gs.sets {
		x, _ := bestChoice(set, k)
		v += x
	}
	return v
}

// takeSize stores the size and the counts of group g at size index k.
func (b *Bounder) takeSize(g, k int) {
	gs := &b.groups[g]
	b.size[g] = int32(gs.lo + k)
	for i := range gs.attrs {
		b.takeCounts(g, &gs.attrs[i], k)
	}
	for _, set := range gs.sets {
		_, chosen := bestChoice(set, k)
		for i := range set {
			side := &set[i].idle
			if i == chosen {
				side = &set[i].active
			}
			b.takeCounts(g, side, k)
		}
	}
}

// bestChoice is the best option of a set at size index k, and its value
// together with the idle others.
func bestChoice(set []optionSide, k int) (value float64, chosen int) {
	idle, best := 0.0, math.Inf(-1)
	chosen = -1
	for i := range set {
		idle += set[i].idle.value[k]
		if gain := set[i].active.value[k] - set[i].idle.value[k]; gain > best {
			best, chosen = gain, i
		}
	}
	return idle + best, chosen
}

func (b *Bounder) close(g int) {
	b.size[g] = 0
	clear(b.count[g*b.Model.Classes : (g+1)*b.Model.Classes])
	clear(b.chairTaken[g*b.Model.ChairClasses : (g+1)*b.Model.ChairClasses])
}

// evalAttr fills the values of one attribute for every size. Penalties are
// convex in the counts once the size is fixed, so filling the segments by
// falling price is exact.
func (b *Bounder) evalAttr(g int, s *attrSide) {
	for i := range s.order {
		seg := &s.order[i]
		if seg.class < 0 {
			seg.slope = 0
		} else {
			c := &s.classes[seg.class]
			seg.slope = b.Price[c.at] + c.slope[seg.level]
		}
	}
	for i := 1; i < len(s.order); i++ {
		x := s.order[i]
		j := i - 1
		for j >= 0 && s.order[j].slope < x.slope {
			s.order[j+1] = s.order[j]
			j--
		}
		s.order[j+1] = x
	}
	z0 := b.groups[g].lo
	for k := range s.value {
		if s.jagged {
			s.value[k], _ = b.fillJagged(s, z0+k, k)
			continue
		}
		v, left, ok := 0.0, int32(z0+k)-s.held, true
		for i := range s.classes {
			c := &s.classes[i]
			if !c.ok[k] {
				ok = false
				break
			}
			v += b.Price[c.at]*float64(c.lo[k]) - c.base[k]
			left -= c.lo[k]
		}
		if !ok || left < 0 {
			s.value[k] = math.Inf(-1)
			continue
		}
		for i := 0; i < len(s.order) && left > 0; i++ {
			seg := &s.order[i]
			n := min(left, s.length(seg, k))
			v += seg.slope * float64(n)
			left -= n
		}
		if left > 0 {
			v = math.Inf(-1)
		}
		s.value[k] = v
	}
}

// fillJagged is the best way to fill z places from the classes of an attribute with
// penalties that are not convex, by dynamic programming over the classes: its value
// and the counts by class.
func (b *Bounder) fillJagged(s *attrSide, z, k int) (value float64, counts []int32) {
	rows := len(s.classes) + 1
	most := make([]float64, rows*(z+1)) // by classes used and places filled
	took := make([]int32, rows*(z+1))
	for i := range most {
		most[i] = math.Inf(-1)
	}
	most[0] = 0
	for i := range s.classes {
		c := &s.classes[i]
		if !c.ok[k] {
			return math.Inf(-1), nil
		}
		from, to := most[i*(z+1):(i+1)*(z+1)], most[(i+1)*(z+1):]
		c.eachCount(k, z, func(n int32, points float64) {
			gain := b.Price[c.at]*float64(n) - points
			for at := 0; at+int(n) <= z; at++ {
				if v := from[at] + gain; v > to[at+int(n)] {
					to[at+int(n)], took[(i+1)*(z+1)+at+int(n)] = v, n
				}
			}
		})
	}
	value, at := math.Inf(-1), 0
	for n := max(0, z-int(s.held+s.free)); n <= z-int(s.held); n++ {
		if v := most[(rows-1)*(z+1)+n]; v > value {
			value, at = v, n
		}
	}
	counts = make([]int32, len(s.classes))
	for i := len(s.classes); i > 0 && !math.IsInf(value, -1); i-- {
		counts[i-1] = took[i*(z+1)+at]
		at -= int(counts[i-1])
	}
	return value, counts
}

// length is how many people a segment holds at size index k.
func (s *attrSide) length(seg *segment, k int) int32 {
	if seg.class < 0 {
		return s.free
	}
	c := &s.classes[seg.class]
	at := k*c.levels + int(seg.level)
	if seg.level == 0 {
		return c.ends[at] - c.lo[k]
	}
	return c.ends[at] - c.ends[at-1]
}

// takeCounts stores the counts of one attribute at size index k.
func (b *Bounder) takeCounts(g int, s *attrSide, k int) {
	base := g * b.Model.Classes
	left := int32(b.groups[g].lo+k) - s.held
	if s.jagged {
		_, counts := b.fillJagged(s, b.groups[g].lo+k, k)
		for i := range s.classes {
			b.count[base+int(s.classes[i].class)] = counts[i]
		}
		return
	}
	for i := range s.classes {
		c := &s.classes[i]
		b.count[base+int(c.class)] = c.lo[k]
		left -= c.lo[k]
	}
	for i := 0; i < len(s.order) && left > 0; i++ {
		seg := &s.order[i]
		n := min(left, s.length(seg, k))
		left -= n
		if seg.class >= 0 {
			b.count[base+int(s.classes[seg.class].class)] += n
		}
	}
}

// evalChairs is the value of the chair seats of an open group: each seat filled
// saves the missing-chair weight and pays the price of its chair class.
func (b *Bounder) evalChairs(g int) float64 {
	m := b.Model
	S, n := m.ChairClasses, m.Groups[g].Chairs
	if n == 0 {
		return 0
	}
	w := float64(m.ChairWeight)
	v := -w * float64(n)
	taken := b.chairTaken[g*S : (g+1)*S]
	clear(taken)
	set, gain := model.Differing(m, g, func(c int32) float64 {
		if at := b.atChair[g*S+int(c)]; at >= 0 {
			return w - b.Price[at]
		}
		return 0
	})
	for _, c := range set {
		taken[c] = true
	}
	return v + gain
}
