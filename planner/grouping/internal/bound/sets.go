package bound

import (
	"cmp"
	"math"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// bestSeveral returns the best set of groups for a unit of one person who may
// sit in several. It is exact: for each chair seat the person could take (or
// none), the best groups by profit with that group in; if the fairness tier of
// the set costs something, also with the best group of each better tier in.
func (p *personSide) bestSeveral(u int) float64 {
	m, K := p.Model, p.Model.K()
	i := int(m.Units[u].People[0])
	p.sortByProfit(u)
	t := int(p.typeOf[i]) * K
	best := p.bestWith(u, -1)
	chair := int32(-1)
	p.pick[u] = append(p.pick[u][:0], p.set...)
	for _, g := range p.cand[u] {
		bonus := p.typeBonus[t+int(g)]
		if bonus <= 0 {
			continue
		}
		if v := p.bestWith(u, g) + bonus; v > best {
			best, chair = v, g
			p.pick[u] = append(p.pick[u][:0], p.set...)
		}
	}
	p.chairPick[i] = chair
	return best
}

// profits are unit u's profits by group.
func (p *personSide) profits(u int) []float64 {
	K := p.Model.K()
	return p.profit[u*K : (u+1)*K]
}

func (p *personSide) sortByProfit(u int) {
	row := p.profits(u)
	p.sorted = append(p.sorted[:0], p.cand[u]...)
	slices.SortStableFunc(p.sorted, func(g, h int32) int { return cmp.Compare(row[h], row[g]) })
}

// bestWith is the best set that holds group c (if not −1), tiers included; the
// set is left in p.set.
func (p *personSide) bestWith(u int, c int32) float64 {
	m, K := p.Model, p.Model.K()
	v := p.fillSet(u, c, -1)
	if m.Tier == nil {
		return v
	}
	i := int(m.Units[u].People[0])
	reached := m.BestTier(i, p.set)
	best := v - p.tierPrice(reached)
	if p.tierPrice(reached) == 0 {
		return best
	}
	witness := int32(-1)
	for t := uint8(0); t < reached; t++ {
		for _, g := range p.sorted {
			if m.Tier[i*K+int(g)] == t {
				if w := p.fillSet(u, c, g) - p.tierPrice(t); w > best {
					best, witness = w, g
				}
				break
			}
		}
	}
	p.fillSet(u, c, witness)
	return best
}

// fillSet fills p.set with the unit's fixed groups, c and w (−1: none), then
// with the most profitable others, as far as memberships ask or they pay. It returns the
// profits less the falling value, −Inf where memberships leave no set.
func (p *personSide) fillSet(u int, c, w int32) float64 {
	m := p.Model
	un := &m.Units[u]
	n := int64(len(un.People))
	row := p.profits(u)
	p.set = append(p.set[:0], p.fixed[u]...)
	for _, g := range [2]int32{c, w} {
		if g >= 0 && !slices.Contains(p.set, g) {
			p.set = append(p.set, g)
		}
	}
	if len(p.set) > un.Hi || model.Clashes(m, p.set) > 0 {
		return math.Inf(-1)
	}
	for _, g := range p.sorted {
		k := len(p.set)
		if k >= un.Hi || k >= un.Lo && row[g] <= float64(n*(m.FurtherCost(k+1)-m.FurtherCost(k))) {
			break
		}
		clash := func(h int32) bool { return h == g || m.Together(g, h) }
		if !slices.ContainsFunc(p.set, clash) {
			p.set = append(p.set, g)
		}
	}
	if len(p.set) < un.Lo {
		return math.Inf(-1)
	}
	v := -float64(n * m.FurtherCost(len(p.set)))
	for _, g := range p.set {
		v += row[g]
	}
	return v
}

// bestJoint returns the best set of groups for a unit of several people who sit
// in several groups together, by trying all sets; beyond mostSets of them it
// returns an upper bound without tiers and with the best chair seat for each.
func (p *personSide) bestJoint(u int) float64 {
	m := p.Model
	p.sortByProfit(u)
	if countSets(len(p.cand[u]), m.Units[u].Hi) > mostSets {
		v := p.ceiling(u, -1)
		p.pick[u] = append(p.pick[u][:0], p.set...)
		for _, i := range m.Units[u].People {
			p.chairPick[i] = -1
		}
		return v
	}
	p.pick[u] = p.pick[u][:0]
	search := jointSearch{p: p, u: u, best: math.Inf(-1), chairs: make([]int32, len(p.Model.Units[u].People))}
	search.extend(0, 0)
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

// jointSearch tries all sets of groups of one unit and leaves the best picked.
type jointSearch struct {
	p      *personSide
	u      int
	set    []int32
	chairs []int32 // scratch: the chair seat of each person
	best   float64
}

func (s *jointSearch) extend(from int, sum float64) {
	un := &s.p.Model.Units[s.u]
	if n := len(s.set); n >= un.Lo && n <= un.Hi {
		s.consider(sum)
	}
	if len(s.set) == un.Hi {
		return
	}
	row := s.p.profits(s.u)
	for k := from; k < len(s.p.sorted); k++ {
		g := s.p.sorted[k]
		if slices.ContainsFunc(s.set, func(h int32) bool { return s.p.Model.Together(g, h) }) {
			continue
		}
		s.set = append(s.set, g)
		s.extend(k+1, sum+row[g])
		s.set = s.set[:len(s.set)-1]
	}
}

func (s *jointSearch) consider(sum float64) {
	p, m := s.p, s.p.Model
	for _, g := range p.fixed[s.u] {
		if !slices.Contains(s.set, g) {
			return
		}
	}
	people := m.Units[s.u].People
	v := sum - float64(m.FurtherCost(len(s.set))*int64(len(people)))
	for k, i := range people {
		bonus, chair := p.bestBonus(i, s.set)
		s.chairs[k] = chair
		v += bonus
		if m.Tier != nil {
			v -= p.tierPrice(m.BestTier(int(i), s.set))
		}
	}
	if v > s.best {
		s.best = v
		p.pick[s.u] = append(p.pick[s.u][:0], s.set...)
		for k, i := range people {
			p.chairPick[i] = s.chairs[k]
		}
	}
}

// bestBonus is the most that person i can earn by a chair seat in one of the
// groups, and where; −1 for no seat.
func (p *personSide) bestBonus(i int32, groups []int32) (bonus float64, in int32) {
	in = -1
	row := p.typeBonus[int(p.typeOf[i])*p.Model.K():]
	for _, g := range groups {
		if row[g] > bonus {
			bonus, in = row[g], g
		}
	}
	return bonus, in
}

// Candidates are the groups that unit u may have.
func (p *personSide) Candidates(u int) []int32 { return p.cand[u] }

// Picked are the groups unit u has in the relaxed solution.
func (p *personSide) Picked(u int) []int32 { return p.pick[u] }

// Loss returns a lower bound on what the bound falls when unit u must have g.
func (p *personSide) Loss(u int, g int32) float64 {
	switch {
	case p.simple[u]:
		return p.value[u] - p.profits(u)[g]
	case slices.Contains(p.pick[u], g):
		return 0
	}
	p.sortByProfit(u)
	return max(0, p.value[u]-p.ceiling(u, g))
}

// ceiling is an upper bound on the unit's value with one group (−1: any): chair seats are
// earned freely and tiers cost nothing.
func (p *personSide) ceiling(u int, with int32) float64 {
	v := p.fillSet(u, with, -1)
	for _, i := range p.Model.Units[u].People {
		bonus, _ := p.bestBonus(i, p.cand[u])
		v += bonus
	}
	return v
}
