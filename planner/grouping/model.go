package grouping

import "math"

// seat says what is allowed for one unit and one group.
type seat uint8

const (
	free seat = iota
	forced
	banned
)

// model is a [Problem] in whole numbers: what the bound, the search and the
// branch and bound work on. Variants of it (a rung of the fairness ladder, an
// elastic version of impossible wishes) share most of its slices, which are
// never changed once built.
type model struct {
	// rank is the rank of a group in a person's list by person and group, 0
	// outside it; maxRank is the largest. voted tells who has a list at all.
	rank    [][]int
	maxRank int
	voted   []bool

	people []modelPerson
	units  []modelUnit
	groups []modelGroup
	// attrs are partitions of the people into classes; classes are numbered
	// through over all attributes.
	attrs   []modelAttr
	classes int
	// classOf has one class per person and attribute: person*len(attrs)+attr.
	classOf []int32
	// total is how many people are in each class.
	total []int32

	// utility and tier have one entry per unit and group; seats likewise.
	utility []int64
	seats   []seat
	// tier is per person and group: 0 fine, 1 on the list but beyond the worst
	// choice allowed, 2 outside the list. It is nil where fairness is not asked.
	tier []uint8
	// noneTier is each person's tier without any group: 2 for voters, 0 for people
	// who did not vote.
	noneTier []uint8
	// outsideMax is the most people who may have nothing but groups of tier 2;
	// groups of tier 1 must not be anyone's best. Only used with tier.
	outsideMax int
	// countTiers makes people of tier 1 and 2 cost tierCost points each instead
	// of being limited.
	countTiers bool
	tierCost   [3]int64

	// further is the sum taken off for m memberships of one person.
	further []int64

	chairWeight  int64
	chairClasses int
	orgCap       int
	orgs         int
	apart        [][2]int32 // pairs of units
	apartOf      [][]int32  // by unit: indices into apart

	// grain divides every possible value of a plan, up to the constant base.
	grain int64
}

type modelPerson struct {
	unit  int32
	org   int32 // -1 where unknown or no cap is set
	chair int32 // chair class if willing, else -1
}

type modelUnit struct {
	people []int32
	lo, hi int // memberships
}

type modelAttr struct {
	first, count int // its classes, the last of them without a name or a rule
	// common attributes stand for one option of a group: people who can use a
	// language or an hour.
	common bool
}

type modelGroup struct {
	lo, hi   int
	optional bool
	chairs   int
	rules    []rule
	// sizeCost is the soft penalty for size z, from 0 to hi; nil if there is none.
	sizeCost []int64
	// options are sets of common attributes. The group chooses one of each set;
	// rules on the others do not count.
	options [][]int
}

// rule holds a target against one class in one group. need and allow are by
// size, from 0 to the group's largest; short and over are points per person.
type rule struct {
	class       int32
	attr        int32
	target      int32 // index into Problem.targets, -1 for rules made by branching
	need, allow []int32
	short, over int64
	hard        bool
}

func (m *model) K() int { return len(m.groups) }

// fixedSeats counts the groups a unit is forced into.
func (m *model) fixedSeats(u int) int {
	n := 0
	for g := range m.groups {
		if m.seats[u*m.K()+g] == forced {
			n++
		}
	}
	return n
}

// furtherCost is the sum taken off for n memberships of one person.
func (m *model) furtherCost(n int) int64 {
	if len(m.further) == 0 {
		return 0
	}
	if n < len(m.further) {
		return m.further[n]
	}
	return m.further[len(m.further)-1]
}

// seatValue is the worth of a seat for placing: the utility and, where
// fairness is asked for, what the choice's tier costs a person with one seat.
func (m *model) seatValue(u, g int) int64 {
	v := m.utility[u*m.K()+g]
	if m.tier != nil {
		for _, i := range m.units[u].people {
			v -= m.tierCost[m.tier[int(i)*m.K()+g]]
		}
	}
	return v
}

// span is an amount no single seat's worth exceeds, either way.
func (m *model) span() int64 {
	var s int64 = 1
	for u := range m.units {
		for g := range m.groups {
			v := m.seatValue(u, g)
			s = max(s, v, -v)
		}
	}
	if n := len(m.further); n > 0 {
		s += m.further[n-1]
	}
	return s
}

// hardPoints outweighs anything soft in the search.
func (m *model) hardPoints() int64 {
	h := m.span()
	for g := range m.groups {
		for i := range m.groups[g].rules {
			h = max(h, m.groups[g].rules[i].short, m.groups[g].rules[i].over)
		}
	}
	return 50 * max(h, m.chairWeight)
}

// seatRange sums the seats people need and can fill, and groups ask and offer.
func (m *model) seatRange() (need, can, ask, offer int) {
	for u := range m.units {
		need += m.units[u].lo * len(m.units[u].people)
		can += m.units[u].hi * len(m.units[u].people)
	}
	for g := range m.groups {
		if !m.groups[g].optional {
			ask += m.groups[g].lo
		}
		offer += m.groups[g].hi
	}
	return need, can, ask, offer
}

// partner is the other unit of apart-pair k of unit u.
func (m *model) partner(k int32, u int) int { return int(m.apart[k][0]+m.apart[k][1]) - u }

// membersOf counts those of the people who belong to organisation o.
func (m *model) membersOf(people []int32, o int32) int {
	n := 0
	for _, i := range people {
		if m.people[i].org == o {
			n++
		}
	}
	return n
}

// gcd is the greatest common divisor of the absolute values.
func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// granularity returns a number that divides the value of every plan.
func (m *model) granularity() int64 {
	var d int64
	for _, u := range m.utility {
		d = gcd(d, u)
	}
	for i := range m.further {
		d = gcd(d, m.further[i])
	}
	for g := range m.groups {
		mg := &m.groups[g]
		if mg.chairs > 0 {
			d = gcd(d, m.chairWeight)
		}
		for _, c := range mg.sizeCost {
			d = gcd(d, c)
		}
		for i := range mg.rules {
			if r := &mg.rules[i]; !r.hard {
				d = gcd(gcd(d, r.short), r.over)
			}
		}
	}
	if m.countTiers {
		for _, c := range m.tierCost {
			d = gcd(d, c)
		}
	}
	return max(d, 1)
}

// noPlan is the bound where no plan is possible at all.
const noPlan = math.MinInt64 / 4

// floorToGrain rounds a bound down to the nearest value a plan can have.
func (m *model) floorToGrain(d float64) int64 {
	if math.IsInf(d, -1) {
		return noPlan
	}
	v := int64(math.Floor(d))
	rest := v % m.grain
	if rest < 0 {
		rest += m.grain
	}
	return v - rest
}
