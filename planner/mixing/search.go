package mixing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/lots"
)

// mixer seats people at tables of fixed sizes. Its cost, to be made as small as
// possible, is lexicographic: first the pairs that are not kept, then the unevenness of
// the dimensions, in their order, then the meetings of people who meet in another round
// as well, then people at a table they come to in another round.
type mixer struct {
	n, k   int
	size   []int
	dims   []dimension
	table  []int    // by person, −1 who sits out
	seat   []int    // position at the table
	at     [][]int  // people by table
	met    []uint16 // by pair, n*n: the other rounds they share a table in
	before []uint16 // by pair: earlier rounds they met in
	been   []int    // by person and table: the other rounds
	kin    [][]pair // by person: pairs to be kept
	alike  [][]int  // by person: the people with the same values
	rnd    *anneal.Random
	roster planner.Roster // in an order drawn by lot
	rows   []int          // the people in the order of the rows

	uneven []int // by dimension, of the round at hand
	// beenWeight is what a table of before counts.
	beenWeight int64

	again int64 // weight of the meetings and the tables in the round at hand
	clash int   // pairs not kept in the round at hand

	most, searches int // searches of a round: allowed (0: any number), made
	cut            bool
}

// pair is one side of a pair to be kept.
type pair struct {
	with     int
	together bool
}

// seating is a seating for every round, with its cost.
type seating struct {
	rounds  [][]int // table by person
	clashes int     // pairs not kept
	uneven  []int   // by dimension
	repeats int
	again   int   // people at a table they were at before
	returns int   // the same where tables are rooms: 0 else
	pairs   int   // that meet
	heavy   int64 // squares of the meetings of each pair: breaks ties
}

// The weights guide the search; what is kept is decided lexicographically.
const (
	// unevenWeight is what one person out of balance in the least important
	// dimension counts, where a first repeated meeting counts meetWeight and one at a table
	// of before 1: more than all meetings that one exchange can save at tables of a usual
	// size.
	unevenWeight = 64 * meetWeight
	meetWeight   = 4
	// pairWeight is what a pair counts that is not kept.
	pairWeight = 4096 * meetWeight
	// roomWeight is what a room counts where somebody was before, if that comes before
	// evenness and meetings.
	roomWeight = 16 * unevenWeight
	// weightStep is how much more the next dimension up counts. A larger step
	// would freeze the less important dimensions while the temperature is high.
	weightStep = 2
)

// The temperatures, on the scale of the weights.
const (
	// hotFirst lets a first search exchange almost anybody, hotAgain only what
	// costs a few meetings, so that a round searched again keeps its shape.
	hotFirst, hotAgain = 40 * meetWeight, 8 * meetWeight
	// cold is where a single repeated meeting is hardly ever accepted; below it
	// only improvements are.
	cold = 0.15 * meetWeight
)

// The work, which grows with the people up to what takes some seconds.
const (
	movesPerPerson = 4000
	mostMoves      = 1_500_000
	// sweeps is how often every round is searched again with the others as they are.
	sweeps = 2
)

// better compares by the cost's parts, most important first.
func (p *seating) better(q *seating) bool {
	return cmp.Or(
		cmp.Compare(p.clashes, q.clashes), cmp.Compare(p.returns, q.returns), slices.Compare(p.uneven, q.uneven),
		cmp.Compare(p.repeats, q.repeats), cmp.Compare(p.again, q.again), cmp.Compare(p.heavy, q.heavy),
	) < 0
}

func newMixer(roster planner.Roster, opts Options, size []int) *mixer {
	n := len(roster)
	drawn, rows := make(planner.Roster, n), make([]int, n)
	for at, i := range lots.Order(roster, opts.Seed, nil) {
		drawn[at], rows[i] = roster[i], at
	}
	roster = drawn
	m := &mixer{
		n: n, k: opts.Tables, size: size, roster: roster, rows: rows, most: opts.Searches,
		met: make([]uint16, n*n), before: make([]uint16, n*n),
		uneven: make([]int, len(opts.Dimensions)), been: make([]int, n*opts.Tables),
		kin: make([][]pair, n), alike: make([][]int, n),
	}
	m.readPairs(&opts)
	m.beenWeight = 1
	if opts.Rooms {
		m.beenWeight = roomWeight
	}
	m.table, m.seat, m.at = make([]int, n), make([]int, n), make([][]int, m.k)
	weight := int64(unevenWeight)
	for k := len(opts.Dimensions) - 1; k >= 0; k-- {
		m.dims = slices.Insert(m.dims, 0, newDimension(roster, opts.Dimensions[k], m.k, weight))
		weight *= weightStep
	}
	m.findAlike()
	return m
}

// findAlike groups the people who can be exchanged without touching evenness.
func (m *mixer) findAlike() {
	same, keys := make(map[string][]int), make([]string, m.n)
	for i := range keys {
		for k := range m.dims {
			keys[i] += fmt.Sprint(m.dims[k].value[i], m.dims[k].step[i], ";")
		}
		same[keys[i]] = append(same[keys[i]], i)
	}
	for i, key := range keys {
		m.alike[i] = same[key]
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
		copy(m.met, m.before)
		clear(m.been)
		turns := m.turns()
		rounds := make([][]int, opts.Rounds)
		for r := range rounds {
			m.start(turns, r)
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
		if m.cut || best.nothingLeft() {
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
	return p.clashes == 0 && p.repeats == 0 && p.again == 0
}

// cost counts the parts of a plan's cost; met holds all its rounds.
func (m *mixer) cost(rounds [][]int) *seating {
	p := &seating{rounds: rounds, uneven: make([]int, len(m.dims))}
	for _, r := range rounds {
		m.seatAs(r)
		p.clashes += m.clash
		for k := range m.dims {
			p.uneven[k] += m.dims[k].uneven(m.size, m.n)
		}
	}
	for _, c := range m.been {
		p.again += max(0, c-1)
	}
	if m.beenWeight > 1 {
		p.returns = p.again
	}
	for i := range m.n {
		for j := range i {
			if slices.Contains(m.kin[i], pair{j, true}) {
				if slices.ContainsFunc(rounds, func(r []int) bool { return r[i] >= 0 && r[i] == r[j] }) {
					p.pairs++ // they meet, and are to meet in every round
				}
				continue
			}
			c, old := int(m.met[i*m.n+j]), int(m.before[i*m.n+j])
			if c == old {
				continue
			}
			p.pairs++
			if old == 0 {
				old = 1
			}
			p.repeats += c - old
			p.heavy += int64(c * c)
		}
	}
	return p
}

// turns draws the order in which people sit out.
func (m *mixer) turns() []int {
	order := make([]int, m.n)
	for i := range order {
		order[i] = i
	}
	for i := m.n - 1; i > 0; i-- {
		j := m.rnd.Below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// start seats people at random; those whose turn it is sit out.
func (m *mixer) start(turns []int, round int) {
	table := make([]int, m.n)
	out := m.n
	for _, s := range m.size {
		out -= s
	}
	for i := range out {
		table[turns[(round*out+i)%m.n]] = -1
	}
	order := slices.DeleteFunc(m.turns(), func(i int) bool { return table[i] < 0 })
	next := 0
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
		if t < 0 {
			continue
		}
		m.seat[i] = len(m.at[t])
		m.at[t] = append(m.at[t], i)
		m.count(i, t, 1)
	}
	for k := range m.dims {
		m.uneven[k] = m.dims[k].uneven(m.size, m.n)
	}
	m.again, m.clash = 0, 0
	for i, t := range m.table {
		if t >= 0 {
			m.again += m.meetings(i, t, i)
			m.clash += m.clashes(i, t, i)
		}
	}
	m.again, m.clash = m.again/2, m.clash/2
	for i, t := range m.table {
		if t >= 0 {
			m.again += m.beenWeight * int64(m.been[i*m.k+t])
		}
	}
}

func (m *mixer) count(i, t, by int) {
	for k := range m.dims {
		if v := m.dims[k].value[i]; v >= 0 {
			m.dims[k].count[t*len(m.dims[k].total)+v] += by * m.dims[k].step[i]
		}
	}
}

// returns counts the people in a room where they are in another round, if tables are rooms.
func (m *mixer) returns() (n int) {
	for i, t := range m.table {
		if m.beenWeight > 1 && t >= 0 {
			n += m.been[i*m.k+t]
		}
	}
	return n
}

// improve exchanges people between tables while the temperature falls, ends with
// pure improvement, and returns the best seating met: least uneven first, then
// the fewest meetings again.
func (m *mixer) improve(ctx context.Context, moves int, hot float64, thresholds anneal.Thresholds) []int {
	best := slices.Clone(m.table)
	if m.k < 2 || m.over(ctx) {
		return best
	}
	cooling := anneal.Cooling(hot, cold, moves*9/10)
	uneven, again, clash, returns := slices.Clone(m.uneven), m.again, m.clash, m.returns()
	t := hot
	for n := 0; n < moves; n += anneal.Batch {
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
			if m.table[i] == m.table[j] || m.table[i] < 0 || m.table[j] < 0 || !m.try(i, j, least) {
				continue
			}
			c := cmp.Or(
				cmp.Compare(m.clash, clash),
				cmp.Compare(m.returns(), returns),
				slices.Compare(m.uneven, uneven),
				cmp.Compare(m.again, again),
			)
			if c < 0 {
				copy(best, m.table)
				copy(uneven, m.uneven)
				again, clash, returns = m.again, m.clash, m.returns()
			}
		}
		t *= cooling
	}
	return best
}

// try exchanges i and j if that gains at least least.
func (m *mixer) try(i, j int, least int64) bool {
	a, b := m.table[i], m.table[j]
	apart := m.meetings(i, a, i) + m.meetings(j, b, j) - m.meetings(i, b, j) - m.meetings(j, a, i)
	apart += m.beenWeight * int64(m.been[i*m.k+a]+m.been[j*m.k+b]-m.been[i*m.k+b]-m.been[j*m.k+a])
	kept := 0
	if len(m.kin[i])+len(m.kin[j]) > 0 {
		kept = m.clashes(i, a, i) + m.clashes(j, b, j) - m.clashes(i, b, j) - m.clashes(j, a, i)
	}
	gain := apart + pairWeight*int64(kept)
	for k := range m.dims {
		gain += m.dims[k].weight * int64(m.evener(&m.dims[k], i, j))
	}
	if gain < least {
		return false
	}
	for k := range m.dims {
		m.uneven[k] -= m.evener(&m.dims[k], i, j)
	}
	m.again, m.clash = m.again-apart, m.clash-kept
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
	var n int64
	for _, j := range m.at[t] {
		if j != i && j != out {
			c := int64(m.met[i*m.n+j])
			n += meetWeight * c * c
		}
	}
	return n
}

// clashes counts the pairs of i that are not kept when i sits at table t and person out
// has left it. Of a pair to sit together only one may have a seat.
func (m *mixer) clashes(i, t, out int) int {
	n := 0
	for _, p := range m.kin[i] {
		at := m.table[p.with]
		if at >= 0 && p.together != (at == t && p.with != out) {
			n++
		}
	}
	return n
}

// over reports whether the work ends before another search of a round.
func (m *mixer) over(ctx context.Context) bool {
	m.cut = m.cut || m.most != 0 && m.searches >= m.most || ctx.Err() != nil
	if !m.cut {
		m.searches++
	}
	return m.cut
}

// remember adds (by 1) or takes away (by −1) the meetings of one round.
func (m *mixer) remember(table []int, by int) {
	for i := range m.n {
		if table[i] >= 0 {
			m.been[i*m.k+table[i]] += by
		}
		for j := range m.n {
			if i != j && table[i] == table[j] && table[i] >= 0 && !slices.Contains(m.kin[i], pair{j, true}) {
				m.met[i*m.n+j] = uint16(int(m.met[i*m.n+j]) + by)
			}
		}
	}
}

// round lists the people of each table in the order of the roster.
func (m *mixer) round(table []int) Round {
	r := Round{Tables: make([][]string, m.k)}
	for _, i := range m.rows {
		if t := table[i]; t < 0 {
			r.Out = append(r.Out, m.roster[i].ID)
		} else {
			r.Tables[t] = append(r.Tables[t], m.roster[i].ID)
		}
	}
	return r
}
