package bound

import (
	"math"

	"roundtable/planner/grouping/internal/model"
)

// personSide is the units' half of the bound: each takes the best groups it may
// have at utility minus prices.
type personSide struct {
	*Prices
	infeasible bool // some unit has nothing it may have

	types     int
	typeOf    []int32   // by person
	typeClass [][]int32 // classes of a type, one per attribute
	typeChair []int32   // chair class of a type, -1 if unwilling
	typePrice []float64 // by type and group: prices to pay
	typeBonus []float64 // by type and group: price earned by taking a chair seat

	base    []float64 // by unit and group: utility, less a counted tier
	outside []uint8   // by unit and group: people for whom the group is outside
	cand    [][]int32 // groups a unit may have
	simple  []bool    // exactly one group
	fixed   [][]int32 // groups a unit must have

	profit    []float64 // by unit and group
	value     []float64 // by unit
	pick      [][]int32 // by unit
	chairPick []int32   // by person: group whose chair seat is taken, or -1
	useType   []float64 // scratch of usage
	sorted    []int32   // scratch
	set       []int32
}

// mostSets is how many sets of groups are tried for a unit of several people;
// four people who could sit in three of thirty groups have more, and get an upper
// bound instead.
const mostSets = 4096

// newPersonSide makes the side of a model, and lists what its units may and must have.
func newPersonSide(x *Prices) *personSide {
	m, K, U := x.Model, x.Model.K(), len(x.Model.Units)
	p := &personSide{
		Prices: x, base: make([]float64, U*K), profit: make([]float64, U*K), outside: make([]uint8, U*K),
		cand: make([][]int32, U), fixed: make([][]int32, U), pick: make([][]int32, U),
		simple: make([]bool, U), value: make([]float64, U),
		chairPick: make([]int32, len(m.People)),
	}
	p.findTypes(m)
	p.typePrice, p.typeBonus = make([]float64, p.types*K), make([]float64, p.types*K)
	p.useType = make([]float64, p.types*K)
	for u := range m.Units {
		p.prepareUnit(u)
	}
	return p
}

// findTypes numbers the people by their classes and chair class, so that prices
// are summed once per type and not once per person.
func (p *personSide) findTypes(m *model.Model) {
	A := len(m.Attrs)
	at := make(map[string]int32)
	p.typeOf = make([]int32, len(m.People))
	key := make([]byte, 0, 4*A+4)
	for i := range m.People {
		key = key[:0]
		for _, c := range m.ClassOf[i*A : (i+1)*A] {
			key = append(key, byte(c), byte(c>>8), byte(c>>16))
		}
		ch := m.People[i].Chair
		key = append(key, byte(ch), byte(ch>>8))
		t, ok := at[string(key)]
		if !ok {
			t = int32(p.types)
			at[string(key)] = t
			p.types++
			p.typeClass = append(p.typeClass, m.ClassOf[i*A:(i+1)*A])
			p.typeChair = append(p.typeChair, ch)
		}
		p.typeOf[i] = t
	}
}

// prepareUnit lists what one unit may and must have.
func (p *personSide) prepareUnit(u int) {
	m, K := p.Model, p.Model.K()
	un := &m.Units[u]
	for g := range K {
		switch m.Seats[u*K+g] {
		case model.Forced:
			p.fixed[u] = append(p.fixed[u], int32(g))
		case model.Banned:
			continue
		}
		p.cand[u] = append(p.cand[u], int32(g))
	}
	p.simple[u] = un.Lo == 1 && un.Hi == 1
	if len(p.fixed[u]) > un.Hi || len(p.cand[u]) < un.Lo {
		p.infeasible = true
		return
	}
	if p.simple[u] && len(p.fixed[u]) == 1 {
		p.cand[u] = append(p.cand[u][:0], p.fixed[u][0])
	}
	p.prepareTiers(u)
	if len(p.cand[u]) < un.Lo {
		p.infeasible = true
	}
}

// prepareTiers fills the base values; for units with one seat, groups beyond
// the worst choice are struck off.
func (p *personSide) prepareTiers(u int) {
	m, K := p.Model, p.Model.K()
	kept := p.cand[u][:0]
	for _, g := range p.cand[u] {
		k := u*K + int(g)
		p.base[k], p.outside[k] = float64(m.Utility[k]), 0
		allowed := true
		if m.Tier != nil && p.simple[u] {
			for _, i := range m.Units[u].People {
				t := m.Tier[int(i)*K+int(g)]
				switch {
				case m.CountTiers:
					p.base[k] -= float64(m.TierCost[t])
				case t == model.OutsideTier:
					p.outside[k]++
					allowed = allowed && m.OutsideMax > 0
				case t == model.BeyondTier:
					allowed = false
				}
			}
		}
		if p.simple[u] {
			p.base[k] -= float64(m.FurtherCost(1) * int64(len(m.Units[u].People)))
		}
		if allowed {
			kept = append(kept, g)
		}
	}
	p.cand[u] = kept
}

// evalPersons returns the person side's value under the prices.
func (p *personSide) evalPersons() float64 {
	m, K := p.Model, p.Model.K()
	for t := range p.types {
		for g := range K {
			v := 0.0
			for _, c := range p.typeClass[t] {
				if at := p.atClass[g*m.Classes+int(c)]; at >= 0 {
					v += p.Price[at]
				}
			}
			if at := p.atSize[g]; at >= 0 {
				v += p.Price[at]
			}
			p.typePrice[t*K+g] = v
			p.typeBonus[t*K+g] = 0
			if s := p.typeChair[t]; s >= 0 {
				if at := p.atChair[g*m.ChairClasses+int(s)]; at >= 0 {
					p.typeBonus[t*K+g] = p.Price[at]
				}
			}
		}
	}
	sum := 0.0
	for u := range m.Units {
		p.evalProfit(u)
		var v float64
		if p.simple[u] {
			v = p.bestSingle(u)
		} else if len(m.Units[u].People) == 1 {
			v = p.bestSeveral(u)
		} else {
			v = p.bestJoint(u)
		}
		p.value[u] = v
		sum += v
	}
	return sum
}

// evalProfit fills the unit's profits: utility minus prices. For units with one
// seat the chair seat's earnings are included, since they are always taken.
func (p *personSide) evalProfit(u int) {
	m, K := p.Model, p.Model.K()
	people := m.Units[u].People
	row := p.profit[u*K : (u+1)*K]
	base := p.base[u*K : (u+1)*K]
	for _, g := range p.cand[u] {
		v := base[g]
		for _, i := range people {
			t := int(p.typeOf[i])*K + int(g)
			v -= p.typePrice[t]
			if p.simple[u] {
				v += p.typeBonus[t]
			}
		}
		if p.atOutside >= 0 && p.simple[u] {
			v -= p.Price[p.atOutside] * float64(p.outside[u*K+int(g)])
		}
		row[g] = v
	}
}

func (p *personSide) bestSingle(u int) float64 {
	row := p.profits(u)
	best, v := int32(-1), math.Inf(-1)
	for _, g := range p.cand[u] {
		if row[g] > v {
			best, v = g, row[g]
		}
	}
	p.pick[u] = append(p.pick[u][:0], best)
	return v
}

// usage subtracts from d what the person side uses of everything that has a
// price. Ties between groups are split evenly.
func (p *personSide) usage(d []float64) {
	m, K := p.Model, p.Model.K()
	clear(p.useType)
	for u := range m.Units {
		if p.simple[u] {
			p.useTied(d, u)
			continue
		}
		for _, g := range p.pick[u] {
			p.use(d, u, int(g), 1)
		}
		for _, i := range m.Units[u].People {
			if g := p.chairPick[i]; g >= 0 {
				d[p.atChair[int(g)*m.ChairClasses+int(m.People[i].Chair)]]++
			}
			if p.atOutside >= 0 && m.BestTier(int(i), p.pick[u]) == model.OutsideTier {
				d[p.atOutside]--
			}
		}
	}
	for t := range p.types {
		for g := range K {
			w := p.useType[t*K+g]
			if w == 0 {
				continue
			}
			for _, c := range p.typeClass[t] {
				if at := p.atClass[g*m.Classes+int(c)]; at >= 0 {
					d[at] -= w
				}
			}
			if at := p.atSize[g]; at >= 0 {
				d[at] -= w
			}
		}
	}
}

// useTied books the one seat of a unit, split over the groups that are equally good.
func (p *personSide) useTied(d []float64, u int) {
	row := p.profits(u)
	ties := 0
	for _, g := range p.cand[u] {
		if row[g] == p.value[u] {
			ties++
		}
	}
	for _, g := range p.cand[u] {
		if row[g] == p.value[u] {
			p.use(d, u, int(g), 1/float64(ties))
		}
	}
}

// use books one seat with weight w.
func (p *personSide) use(d []float64, u, g int, w float64) {
	m, K := p.Model, p.Model.K()
	for _, i := range m.Units[u].People {
		p.useType[int(p.typeOf[i])*K+g] += w
		if s := m.People[i].Chair; p.simple[u] && s >= 0 {
			if at := p.atChair[g*m.ChairClasses+int(s)]; at >= 0 && p.Price[at] > 0 {
				d[at] += w
			}
		}
	}
	if p.atOutside >= 0 && p.simple[u] {
		d[p.atOutside] -= w * float64(p.outside[u*K+g])
	}
}
