package bound

import (
	"math"
	"slices"
)

// bestSeveral returns the best set of groups for a unit of one person who may
// sit in several. It is exact: for each chair seat the person could take (or
// none), the best groups by profit with that group in; if the fairness tier of
// the set costs something, also with the best group of each better tier in.
func (b *Bounder) bestSeveral(u int) float64 {
	m, K, p := b.Model, b.Model.K(), &b.person
	i := int(m.Units[u].People[0])
	b.sortByProfit(u)
	t := int(p.typeOf[i]) * K
	best := b.bestWith(u, -1)
	chair := int32(-1)
	p.pick[u] = append(p.pick[u][:0], p.set...)
	for _, g := range p.cand[u] {
		bonus := p.typeBonus[t+int(g)]
		if bonus <= 0 {
			continue
		}
		if v := b.bestWith(u, g) + bonus; v > best {
			best, chair = v, g
			p.pick[u] = append(p.pick[u][:0], p.set...)
		}
	}
	p.chairPick[i] = chair
	return best
}

func (b *Bounder) sortByProfit(u int) {
	p, K := &b.person, b.Model.K()
	row := p.profit[u*K : (u+1)*K]
	p.sorted = append(p.sorted[:0], p.cand[u]...)
	for i := 1; i < len(p.sorted); i++ {
		x := p.sorted[i]
		j := i - 1
		for j >= 0 && row[p.sorted[j]] < row[x] {
			p.sorted[j+1] = p.sorted[j]
			j--
		}
		p.sorted[j+1] = x
	}
}

// bestWith is the best set that holds group c (if not −1), tiers included; the
// set is left in p.set.
func (b *Bounder) bestWith(u int, c int32) float64 {
	m, K, p := b.Model, b.Model.K(), &b.person
	v := b.fillSet(u, c, -1)
	if m.Tier == nil {
		return v
	}
	i := int(m.Units[u].People[0])
	reached := m.BestTier(i, p.set)
	best := v - b.tierPrice(reached)
	if b.tierPrice(reached) == 0 {
		return best
	}
	bestWitness := int32(-2)
	for t := uint8(0); t < reached; t++ {
		for _, g := range p.sorted {
			if m.Tier[i*K+int(g)] == t {
				if w := b.fillSet(u, c, g) - b.tierPrice(t); w > best {
					best, bestWitness = w, g
				}
				break
			}
		}
	}
	if bestWitness > -2 {
		b.fillSet(u, c, bestWitness)
	} else {
		b.fillSet(u, c, -1)
	}
	return best
}

// fillSet fills p.set with the unit's fixed groups, c and w (−1: none), then
// with the most profitable others as far as memberships ask or they pay.
func (b *Bounder) fillSet(u int, c, w int32) float64 {
	m, K, p := b.Model, b.Model.K(), &b.person
	un := &m.Units[u]
	row := p.profit[u*K : (u+1)*K]
	p.set = append(p.set[:0], p.fixed[u]...)
	for _, g := range [2]int32{c, w} {
		if g >= 0 && !slices.Contains(p.set, g) {
			p.set = append(p.set, g)
		}
	}
	if len(p.set) > un.Hi {
		return math.Inf(-1)
	}
	v := -float64(m.FurtherCost(len(p.set)))
	for _, g := range p.set {
		v += row[g]
	}
	for _, g := range p.sorted {
		n := len(p.set)
		if n >= un.Hi {
			break
		}
		gain := row[g] - float64(m.FurtherCost(n+1)-m.FurtherCost(n))
		if n >= un.Lo && gain <= 0 {
			break
		}
		if !slices.Contains(p.set, g) {
			p.set = append(p.set, g)
			v += gain
		}
	}
	if len(p.set) < un.Lo {
		return math.Inf(-1)
	}
	return v
}

// bestJoint returns the best set of groups for a unit of several people who sit
// in several groups together, by trying all sets; beyond mostSets of them it
// returns an upper bound without tiers and with the best chair seat for each.
func (b *Bounder) bestJoint(u int) float64 {
	m, p := b.Model, &b.person
	b.sortByProfit(u)
	if countSets(len(p.cand[u]), m.Units[u].Hi) > p.maxSets {
		return b.boundJoint(u)
	}
	search := jointSearch{b: b, u: u, best: math.Inf(-1)}
	search.extend(0, 0)
	p.pick[u] = append(p.pick[u][:0], search.bestSet...)
	for k, i := range m.Units[u].People {
		p.chairPick[i] = -1
		if search.bestChair != nil {
			p.chairPick[i] = search.bestChair[k]
		}
	}
	return search.best
}

func countSets(n, k int) int {
	total, c := 1, 1
	for i := 1; i <= k && i <= n; i++ {
		c = c * (n - i + 1) / i
		total += c
		if total > mostSets {
			return total
		}
	}
	return total
}

// jointSearch tries all sets of groups of one unit.
type jointSearch struct {
	b         *Bounder
	u         int
	set       []int32
	best      float64
	bestSet   []int32
	bestChair []int32
}

func (s *jointSearch) extend(from int, sum float64) {
	un := &s.b.Model.Units[s.u]
	if n := len(s.set); n >= un.Lo && n <= un.Hi {
		s.consider(sum)
	}
	if len(s.set) == un.Hi {
		return
	}
	p, K := &s.b.person, s.b.Model.K()
	for k := from; k < len(p.sorted); k++ {
		g := p.sorted[k]
		s.set = append(s.set, g)
		s.extend(k+1, sum+p.profit[s.u*K+int(g)])
		s.set = s.set[:len(s.set)-1]
	}
}

func (s *jointSearch) consider(sum float64) {
	b := s.b
	m, K, p := b.Model, b.Model.K(), &b.person
	for _, g := range p.fixed[s.u] {
		if !slices.Contains(s.set, g) {
			return
		}
	}
	people := m.Units[s.u].People
	v := sum - float64(m.FurtherCost(len(s.set))*int64(len(people)))
	chairs := make([]int32, len(people))
	for k, i := range people {
		chairs[k] = -1
		bonus := 0.0
		for _, g := range s.set {
			if x := p.typeBonus[int(p.typeOf[i])*K+int(g)]; x > bonus {
				bonus, chairs[k] = x, g
			}
		}
		v += bonus
		if m.Tier != nil {
			v -= b.tierPrice(m.BestTier(int(i), s.set))
		}
	}
	if v > s.best {
		s.best, s.bestChair = v, chairs
		s.bestSet = append(s.bestSet[:0], s.set...)
	}
}

func (b *Bounder) boundJoint(u int) float64 {
	m, K, p := b.Model, b.Model.K(), &b.person
	un := &m.Units[u]
	row := p.profit[u*K : (u+1)*K]
	n := int64(len(un.People))
	set := append(p.pick[u][:0], p.fixed[u]...)
	v := 0.0
	for _, g := range set {
		v += row[g]
	}
	for _, g := range p.sorted {
		k := len(set)
		if k >= un.Hi || k >= un.Lo && row[g]-float64(n*(m.FurtherCost(k+1)-m.FurtherCost(k))) <= 0 {
			break
		}
		if !slices.Contains(set, g) {
			set = append(set, g)
			v += row[g]
		}
	}
	v -= float64(n * m.FurtherCost(len(set)))
	for _, i := range un.People {
		p.chairPick[i] = -1
		bonus := 0.0
		for _, g := range p.cand[u] {
			bonus = max(bonus, p.typeBonus[int(p.typeOf[i])*K+int(g)])
		}
		v += bonus
	}
	p.pick[u] = set
	return v
}

// MayHave reports whether group g is among those unit u may have.
func (b *Bounder) MayHave(u int, g int32) bool { return slices.Contains(b.person.cand[u], g) }

// Loss returns a lower bound on what the bound falls when unit u must have g.
func (b *Bounder) Loss(u int, g int32) float64 {
	K, p := b.Model.K(), &b.person
	row := p.profit[u*K : (u+1)*K]
	if p.simple[u] {
		return p.value[u] - row[g]
	}
	if slices.Contains(p.pick[u], g) {
		return 0
	}
	b.sortByProfit(u)
	return max(0, p.value[u]-b.ceiling(u, g, -1))
}

// LossWithout returns a lower bound on what the bound falls when unit u must
// not have g.
func (b *Bounder) LossWithout(u int, g int32) float64 {
	K, p := b.Model.K(), &b.person
	if p.simple[u] {
		v := math.Inf(-1)
		for _, h := range p.cand[u] {
			if h != g {
				v = max(v, p.profit[u*K+int(h)])
			}
		}
		return p.value[u] - v
	}
	if !slices.Contains(p.pick[u], g) {
		return 0
	}
	b.sortByProfit(u)
	return max(0, p.value[u]-b.ceiling(u, -1, g))
}

// ceiling is an upper bound on the unit's value with one group and without
// another: chair seats are earned freely and tiers cost nothing.
func (b *Bounder) ceiling(u int, with, without int32) float64 {
	m, K, p := b.Model, b.Model.K(), &b.person
	un := &m.Units[u]
	row := p.profit[u*K : (u+1)*K]
	n := int64(len(un.People))
	v, k := 0.0, 0
	if with >= 0 {
		v, k = row[with], 1
	}
	for _, g := range p.fixed[u] {
		if g != with {
			v += row[g]
			k++
		}
	}
	if k > un.Hi {
		return math.Inf(-1)
	}
	for _, g := range p.sorted {
		if k >= un.Hi || k >= un.Lo && row[g]-float64(n*(m.FurtherCost(k+1)-m.FurtherCost(k))) <= 0 {
			break
		}
		if g != with && g != without && !slices.Contains(p.fixed[u], g) {
			v += row[g]
			k++
		}
	}
	if k < un.Lo {
		return math.Inf(-1)
	}
	v -= float64(n * m.FurtherCost(k))
	for _, i := range un.People {
		bonus := 0.0
		for _, g := range p.cand[u] {
			bonus = max(bonus, p.typeBonus[int(p.typeOf[i])*K+int(g)])
		}
		v += bonus
	}
	return v
}
