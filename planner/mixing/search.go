package mixing

import (
	"context"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/anneal"
)

// mixer seats people at tables of fixed sizes. Its cost, to be made as small as
// possible, is lexicographic: first the unevenness of the dimensions, in their
// order, then the meetings of people who meet in another round as well.
type mixer struct {
	n, k   int
	size   []int
	dims   []dimension
	table  []int    // by person
	seat   []int    // position at the table
	at     [][]int  // people by table
	met    []uint16 // by pair, n*n: the other rounds they share a table in
	fresh  bool     // nobody has met anybody
	alike  [][]int  // by person: the people with the same values
	rnd    *anneal.Random
	roster planner.Roster

	uneven []int // by dimension, of the round at hand
	again  int64 // weight of the meetings in the round at hand
}

// seating is a seating for every round, with its cost.
type seating struct {
	rounds  [][]int // table by person
	uneven  []int   // by dimension
	repeats int
	heavy   int64 // squares of the meetings of each pair: breaks ties
}

// The weights guide the search; what is kept is decided lexicographically.
const (
	// unevenWeight is what one person out of balance in the least important
	// dimension counts, where a first repeated meeting counts 1: more than all
	// meetings that one exchange can save at tables of a usual size.
	unevenWeight = 64
	// weightStep is how much more the next dimension up counts. A larger step
	// would freeze the less important dimensions while the temperature is high.
	weightStep = 2
)

// The temperatures, on the scale of the weights.
const (
	// hotFirst lets a first search exchange almost anybody, hotAgain only what
	// costs a few meetings, so that a round searched again keeps its shape.
	hotFirst, hotAgain = 40, 8
	// cold is where a single repeated meeting is hardly ever accepted; below it
	// only improvements are.
	cold = 0.15
)

// The work, which grows with the people up to what takes some seconds.
const (
	movesPerPerson = 4000
	mostMoves      = 1_500_000
	// sweeps is how often every round is searched again with the others as they are.
	sweeps = 2
	// movesBetweenLooks is how many moves pass between looks at the deadline.
	movesBetweenLooks = 1 << 14
)

// better compares by the cost's parts, most important first.
func (p *seating) better(q *seating) bool {
	if c := slices.Compare(p.uneven, q.uneven); c != 0 {
		return c < 0
	}
	if p.repeats != q.repeats {
		return p.repeats < q.repeats
	}
	return p.heavy < q.heavy
}

func newMixer(roster planner.Roster, opts Options) *mixer {
	n := len(roster)
	m := &mixer{
		n: n, k: opts.Tables, roster: roster, met: make([]uint16, n*n), uneven: make([]int, len(opts.Dimensions)),
	}
	for t := range m.k {
		m.size = append(m.size, (n+t)/m.k)
	}
	m.table, m.seat, m.at = make([]int, n), make([]int, n), make([][]int, m.k)
	weight := int64(unevenWeight)
	for k := len(opts.Dimensions) - 1; k >= 0; k-- {
		m.dims = append(m.dims, newDimension(roster, opts.Dimensions[k], m.k, weight))
		weight *= weightStep
	}
	slices.Reverse(m.dims)
	m.findAlike()
	return m
}

// findAlike groups the people who can be exchanged without touching evenness.
func (m *mixer) findAlike() {
	m.alike = make([][]int, m.n)
	for i := range m.n {
		if m.alike[i] != nil {
			continue
		}
		var same []int
		for j := i; j < m.n; j++ {
			equal := true
			for k := range m.dims {
				equal = equal && m.dims[k].value[i] == m.dims[k].value[j] && m.dims[k].step[i] == m.dims[k].step[j]
			}
			if equal {
				same = append(same, j)
			}
		}
		for _, j := range same {
			m.alike[j] = same
		}
	}
}

// startsFor is how often the search is begun anew.
func startsFor(n int) int {
	switch {
	case n <= 40:
		return 12
	case n <= 150:
		return 4
	default:
		return 1
	}
}

// solve makes the rounds one by one, then each again with the others as they
// are, and returns the best of several starts.
func (m *mixer) solve(ctx context.Context, opts Options) *seating {
	moves := opts.Moves
	if moves == 0 {
		moves = min(movesPerPerson*m.n, mostMoves)
	}
	thresholds := anneal.NewThresholds()
	again := sweeps
	if opts.Rounds == 1 {
		again = 0
	}
	var best *seating
	for start := range startsFor(m.n) {
		m.rnd = anneal.NewRandom(opts.Seed, start)
		clear(m.met)
		m.fresh = true
		rounds := make([][]int, opts.Rounds)
		for r := range rounds {
			m.start()
			rounds[r] = m.improve(ctx, moves, hotFirst, thresholds)
			m.remember(rounds[r], 1)
		}
		for range again {
			for r := range rounds {
				m.remember(rounds[r], -1)
				m.seatAs(rounds[r])
				rounds[r] = m.improve(ctx, moves/2, hotAgain, thresholds)
				m.remember(rounds[r], 1)
			}
		}
		plan := m.cost(rounds)
		if best == nil || plan.better(best) {
			best = plan
		}
		if ctx.Err() != nil || best.nothingLeft() {
			break
		}
	}
	return best
}

// nothingLeft reports whether no plan can be better.
func (p *seating) nothingLeft() bool {
	for _, n := range p.uneven {
		if n > 0 {
			return false
		}
	}
	return p.repeats == 0
}

// cost counts the parts of a plan's cost; met holds all its rounds.
func (m *mixer) cost(rounds [][]int) *seating {
	p := &seating{rounds: rounds, uneven: make([]int, len(m.dims))}
	for _, r := range rounds {
		m.seatAs(r)
		for k := range m.dims {
			p.uneven[k] += m.dims[k].uneven(m.size)
		}
	}
	for i := range m.n {
		for j := range i {
			if c := int(m.met[i*m.n+j]); c > 1 {
				p.repeats += c - 1
				p.heavy += int64(c * c)
			}
		}
	}
	return p
}

// start seats people at random.
func (m *mixer) start() {
	order := make([]int, m.n)
	for i := range order {
		order[i] = i
	}
	for i := m.n - 1; i > 0; i-- {
		j := m.rnd.Below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	table, next := make([]int, m.n), 0
	for t := range m.k {
		for _, i := range order[next : next+m.size[t]] {
			table[i] = t
		}
		next += m.size[t]
	}
	m.seatAs(table)
}

// seatAs takes over a seating and counts it.
func (m *mixer) seatAs(table []int) {
	for k := range m.dims {
		clear(m.dims[k].count)
	}
	for t := range m.k {
		m.at[t] = m.at[t][:0]
	}
	copy(m.table, table)
	for i, t := range m.table {
		m.seat[i] = len(m.at[t])
		m.at[t] = append(m.at[t], i)
		m.count(i, t, 1)
	}
	for k := range m.dims {
		m.uneven[k] = m.dims[k].uneven(m.size)
	}
	m.again = 0
	for i, t := range m.table {
		m.again += m.meetings(i, t, i)
	}
	m.again /= 2
}

func (m *mixer) count(i, t, by int) {
	for k := range m.dims {
		if v := m.dims[k].value[i]; v >= 0 {
			m.dims[k].count[t*len(m.dims[k].total)+v] += by * m.dims[k].step[i]
		}
	}
}

// improve exchanges people between tables while the temperature falls, ends with
// pure improvement, and returns the best seating met: least uneven first, then
// the fewest meetings again.
func (m *mixer) improve(ctx context.Context, moves int, hot float64, thresholds anneal.Thresholds) []int {
	best := slices.Clone(m.table)
	if m.k < 2 {
		return best
	}
	cooling := anneal.Cooling(hot, cold, moves*9/10)
	uneven, again := slices.Clone(m.uneven), m.again
	t := hot
	for n := 0; n < moves; n += anneal.Batch {
		if n%movesBetweenLooks == 0 && ctx.Err() != nil {
			break
		}
		heat := anneal.Heat(t)
		if t < cold {
			heat = 0
		}
		for range anneal.Batch {
			i := m.rnd.Below(m.n)
			j := m.rnd.Below(m.n)
			x := m.rnd.Next()
			if same := m.alike[i]; x&1 == 0 && len(same) > 1 {
				j = same[m.rnd.Below(len(same))]
			}
			least := thresholds.LeastGain(heat, x)
			if m.table[i] == m.table[j] || !m.try(i, j, least) {
				continue
			}
			if c := slices.Compare(m.uneven, uneven); c < 0 || c == 0 && m.again < again {
				copy(best, m.table)
				copy(uneven, m.uneven)
				again = m.again
			}
		}
		t *= cooling
	}
	return best
}

// try exchanges i and j if that gains at least least.
func (m *mixer) try(i, j int, least int64) bool {
	a, b := m.table[i], m.table[j]
	var apart int64
	if !m.fresh {
		apart = m.meetings(i, a, i) + m.meetings(j, b, j) - m.meetings(i, b, j) - m.meetings(j, a, i)
	}
	gain := apart
	for k := range m.dims {
		gain += m.dims[k].weight * int64(m.evener(&m.dims[k], i, j))
	}
	if gain < least {
		return false
	}
	for k := range m.dims {
		m.uneven[k] -= m.evener(&m.dims[k], i, j)
	}
	m.again -= apart
	m.count(i, a, -1)
	m.count(j, b, -1)
	m.count(i, b, 1)
	m.count(j, a, 1)
	m.at[a][m.seat[i]], m.at[b][m.seat[j]] = j, i
	m.seat[i], m.seat[j] = m.seat[j], m.seat[i]
	m.table[i], m.table[j] = b, a
	return true
}

// meetings weighs whom i meets again at table t, without person out. Meeting
// somebody again and again costs more each time.
func (m *mixer) meetings(i, t, out int) int64 {
	if m.fresh {
		return 0
	}
	var n int64
	for _, j := range m.at[t] {
		if j != i && j != out {
			c := int64(m.met[i*m.n+j])
			n += c * c
		}
	}
	return n
}

// remember adds (by 1) or takes away (by −1) the meetings of one round.
func (m *mixer) remember(table []int, by int) {
	m.fresh = true
	for i := range m.n {
		for j := range m.n {
			at := i*m.n + j
			if i != j && table[i] == table[j] {
				m.met[at] = uint16(int(m.met[at]) + by)
			}
			m.fresh = m.fresh && m.met[at] == 0
		}
	}
}

// round lists the people of each table in the order of the roster.
func (m *mixer) round(table []int) Round {
	r := Round{Tables: make([][]string, m.k)}
	for i, t := range table {
		r.Tables[t] = append(r.Tables[t], m.roster[i].ID)
	}
	return r
}
