package grouping

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
)

// groupBest is the most a group can have at the prices, over all sizes and all
// counts.
func (v *verifier) groupBest(g int, c *Certificate, pr *prices) (int64, bool) {
	p, m := v.p, v.p.m
	mg := &m.Groups[g]
	best := int64(never)
	for z := mg.Lo; z <= mg.Hi; z++ {
		if sum, ok := v.sizeBest(g, z, c, pr); ok {
			best = max(best, sum)
		}
	}
	if best > never/2 {
		best += v.chairBest(g, c, pr)
	}
	if p.groups[g].Optional {
		best = max(best, 0)
	}
	return best, best > never/2
}

// sizeBest is the best of group g at size z, chairs left out; ok is false where
// the must rules leave no way.
func (v *verifier) sizeBest(g, z int, c *Certificate, pr *prices) (sum int64, ok bool) {
	m := v.p.m
	sum = pr.size[g]*int64(z) - c.Scale*v.sizePoints(g, z)
	inSet := make([]bool, len(m.Attrs))
	for _, set := range m.Groups[g].Options {
		gain := int64(never)
		for _, a := range set {
			inSet[a] = true
			off := v.attrBest(g, a, z, c, pr, false)
			if off < never/2 {
				return 0, false
			}
			sum += off
			if on := v.attrBest(g, a, z, c, pr, true); on > never/2 {
				gain = max(gain, on-off)
			}
		}
		if gain < never/2 {
			return 0, false
		}
		sum += gain
	}
	for a := range m.Attrs {
		if inSet[a] {
			continue
		}
		x := v.attrBest(g, a, z, c, pr, true)
		if x < never/2 {
			return 0, false
		}
		sum += x
	}
	return sum, true
}

func (v *verifier) sizePoints(g, z int) int64 {
	var n int64
	for k := range v.p.targets {
		t := &v.p.targets[k]
		if t.group == g && t.class == sizeClass {
			n += t.weight * int64(max(0, t.need(z)-z)+max(0, z-t.sizeAllow()))
		}
	}
	return n
}

// attrBest is the best way to fill z places from the classes of one attribute,
// by dynamic programming: most[k] is the best with k places filled so far.
func (v *verifier) attrBest(g, a, z int, c *Certificate, pr *prices, ruled bool) int64 {
	m := v.p.m
	most := make([]int64, z+1)
	for k := range most {
		most[k] = never
	}
	most[0] = 0
	for class := m.Attrs[a].First; class < m.Attrs[a].First+m.Attrs[a].Count; class++ {
		least, all := v.supplyOf(g, a, class)
		next := make([]int64, z+1)
		for k := range next {
			next[k] = never
		}
		for n := least; n <= min(all, z); n++ {
			x := pr.count[[2]int{g, class}] * int64(n)
			if ruled {
				points, ok := v.classPoints(g, class, z, n)
				if !ok {
					continue
				}
				x -= c.Scale * points
			}
			for k := 0; k+n <= z; k++ {
				if most[k] > never/2 {
					next[k+n] = max(next[k+n], most[k]+x)
				}
			}
		}
		most = next
	}
	return most[z]
}

// supplyOf counts the people of a class who must and who may sit in group g.
func (v *verifier) supplyOf(g, a, class int) (least, most int) {
	m := v.p.m
	for i := range m.People {
		if int(m.ClassOf[i*len(m.Attrs)+a]) != class {
			continue
		}
		switch m.Seats[int(m.People[i].Unit)*m.K()+g] {
		case model.Forced:
			least++
			most++
		case model.Free:
			most++
		}
	}
	return least, most
}

// classPoints is what n people of a class cost in a group of z.
func (v *verifier) classPoints(g, class, z, n int) (points int64, ok bool) {
	for k := range v.p.targets {
		t := &v.p.targets[k]
		if t.group != g || t.class != class {
			continue
		}
		off := max(0, t.need(z)-n) + max(0, n-t.allow(z))
		if off > 0 && t.tier == planner.Must {
			return 0, false
		}
		points += int64(off) * t.weight
	}
	return points, true
}

// chairBest is the value of a group's chair seats: empty ones cost their
// weight, filled ones their price.
func (v *verifier) chairBest(g int, c *Certificate, pr *prices) int64 {
	p := v.p
	cost := c.Scale * int64(p.opts.MissingChairWeight)
	var gains []int64
	for s := range p.chairName {
		gains = append(gains, max(0, cost-pr.chair[[2]int{g, s}]))
	}
	slices.SortFunc(gains, func(a, b int64) int { return int(min(max(b-a, -1), 1)) })
	sum := -cost * int64(p.groups[g].Chairs)
	for k := 0; k < min(len(gains), p.groups[g].Chairs); k++ {
		sum += gains[k]
	}
	return sum
}
