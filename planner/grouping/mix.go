package grouping

import (
	"context"
	"fmt"
	"slices"

	"roundtable/planner"
)

// MixSchema names the JSON form of [Mix].
const MixSchema = "roundtable.mix/1"

// MixOptions say how tables are mixed.
type MixOptions struct {
	// Tables is how many tables there are, Rounds how often people change.
	Tables, Rounds int
	// Dimensions are what each table should be diverse in, most important first.
	Dimensions []planner.Dimension
	Seed       uint64
	// Moves limits the search per round; 0 is chosen by the number of people.
	Moves int
}

// Mix is a seating plan of mixed tables over several rounds.
type Mix struct {
	Schema string  `json:"schema"`
	Seed   uint64  `json:"seed"`
	Tables int     `json:"tables"`
	Rounds []Round `json:"rounds"`
	// Pairs is how many pairs of people sit together at least once, PairsBound the
	// most that so many rounds of tables of these sizes can reach, PairsAll all
	// pairs there are.
	Pairs      int `json:"pairs"`
	PairsBound int `json:"pairs_bound"`
	PairsAll   int `json:"pairs_all"`
	// Repeats counts meetings of pairs that had met before.
	Repeats int `json:"repeats"`
	// Spread says for each dimension how even the tables are.
	Spread []Spread `json:"spread"`
	// Finished is false when a deadline or an interrupt cut the work short.
	Finished bool              `json:"finished"`
	Warnings []planner.Finding `json:"-"`
}

// Round is one round: the IDs at each table, in the order of the roster.
type Round struct {
	Tables [][]string `json:"tables"`
}

// Spread measures one dimension over all tables and rounds: Uneven counts the
// people who would have to change tables for every table to have as even a
// share of every value as whole numbers allow; 0 is perfect. Unknown values are
// not counted.
type Spread struct {
	Dimension planner.Dimension `json:"dimension"`
	Uneven    int               `json:"uneven"`
}

// mixer seats people at tables of fixed sizes. Its cost, to be made as small as
// possible, is lexicographic in spirit: first the unevenness of the dimensions,
// then the meetings of people who have met before.
type mixer struct {
	n, k   int
	size   []int
	dims   []mixDim
	table  []int   // by person
	seat   []int   // position at the table
	at     [][]int // people by table
	met    []uint8 // by pair, n*n: rounds together before this one
	rnd    *random
	roster planner.Roster
}

// mixDim is one dimension: everybody's value, −1 where unknown.
type mixDim struct {
	value  []int
	values int
	total  []int
	count  []int // table*values + value
	weight int64
}

// metWeight is what a repeated meeting costs; one person out of balance in the
// least important dimension costs more than any single exchange can win here.
const metWeight = 1

// SolveMix seats everybody at tables round by round. Each round is found by
// exchanges between tables (simulated annealing with a fixed number of moves);
// tables differ in size by at most one. Diversity comes before meeting new
// people, and earlier dimensions before later ones.
//
// The bound on pairs is a count: a table of s people makes s(s−1)/2 pairs, and
// no one can meet more people than there are.
func SolveMix(ctx context.Context, roster planner.Roster, opts MixOptions) (*Mix, error) {
	n := len(roster)
	if opts.Tables < 1 || opts.Rounds < 1 || opts.Tables > n {
		return nil, &InputError{[]planner.Finding{{
			Code: "mix-size", Severity: planner.Error,
			Text: fmt.Sprintf("%d people cannot sit at %d tables in %d rounds", n, opts.Tables, opts.Rounds),
			Fix:  "ask for at least one table and one round, and no more tables than people",
		}}}
	}
	m := newMixer(roster, opts)
	out := &Mix{Schema: MixSchema, Seed: opts.Seed, Tables: opts.Tables, Finished: true}
	moves := opts.Moves
	if moves == 0 {
		moves = 4000 * n
	}
	thresholds := newThresholds()
	spread := make([]Spread, len(opts.Dimensions))
	for k, d := range opts.Dimensions {
		spread[k].Dimension = d
		out.Warnings = append(out.Warnings, mixUnknown(roster, d)...)
	}
	for range opts.Rounds {
		m.start()
		m.anneal(ctx, moves, thresholds)
		out.Rounds = append(out.Rounds, m.round())
		for k := range m.dims {
			spread[k].Uneven += m.dims[k].uneven(m.size)
		}
		out.Repeats += m.remember()
	}
	out.Spread = spread
	out.PairsAll = n * (n - 1) / 2
	for i := range n {
		for j := range i {
			if m.met[i*n+j] > 0 {
				out.Pairs++
			}
		}
	}
	out.PairsBound = pairsBound(n, m.size, opts.Rounds)
	out.Finished = ctx.Err() == nil
	return out, nil
}

// pairsBound is the most pairs that can meet.
func pairsBound(n int, sizes []int, rounds int) int {
	perRound := 0
	for _, s := range sizes {
		perRound += s * (s - 1) / 2
	}
	return min(n*(n-1)/2, rounds*perRound)
}

func mixUnknown(roster planner.Roster, d planner.Dimension) []planner.Finding {
	unknown := 0
	for i := range roster {
		if _, ok := roster[i].Value(d); !ok {
			unknown++
		}
	}
	if unknown == 0 {
		return nil
	}
	return []planner.Finding{{
		Code: "mix-unknown", Severity: planner.Warning,
		Text: fmt.Sprintf("the %s of %d people is unknown; they are seated without regard to it", d.Label(), unknown),
	}}
}

func newMixer(roster planner.Roster, opts MixOptions) *mixer {
	n := len(roster)
	m := &mixer{n: n, k: opts.Tables, rnd: newRandom(opts.Seed, 0), roster: roster, met: make([]uint8, n*n)}
	for t := range m.k {
		m.size = append(m.size, (n+t)/m.k)
	}
	m.table, m.seat, m.at = make([]int, n), make([]int, n), make([][]int, m.k)
	weight := int64(64)
	for k := len(opts.Dimensions) - 1; k >= 0; k-- {
		d := mixDim{value: make([]int, n), weight: weight}
		values, _ := dimensionValues(roster, opts.Dimensions[k])
		d.values = len(values)
		d.total = make([]int, d.values)
		d.count = make([]int, m.k*d.values)
		for i := range roster {
			v, _ := roster[i].Value(opts.Dimensions[k])
			d.value[i] = slices.Index(values, v)
			if d.value[i] >= 0 {
				d.total[d.value[i]]++
			}
		}
		m.dims = append(m.dims, d)
		weight *= 2
	}
	slices.Reverse(m.dims)
	return m
}

// start seats people at random.
func (m *mixer) start() {
	order := make([]int, m.n)
	for i := range order {
		order[i] = i
	}
	for i := m.n - 1; i > 0; i-- {
		j := m.rnd.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	for k := range m.dims {
		clear(m.dims[k].count)
	}
	next := 0
	for t := range m.k {
		m.at[t] = append(m.at[t][:0], order[next:next+m.size[t]]...)
		next += m.size[t]
		for s, i := range m.at[t] {
			m.table[i], m.seat[i] = t, s
			m.count(i, t, 1)
		}
	}
}

func (m *mixer) count(i, t, by int) {
	for k := range m.dims {
		if v := m.dims[k].value[i]; v >= 0 {
			m.dims[k].count[t*m.dims[k].values+v] += by
		}
	}
}

// off is how far a table's count of a value is from its even share, in whole
// people: below the share rounded down or above it rounded up.
func (d *mixDim) off(t, v, size, n int) int {
	c := d.count[t*d.values+v]
	share := d.total[v] * size
	return max(0, share/n-c, c-(share+n-1)/n)
}

// uneven sums how far all tables are from even shares.
func (d *mixDim) uneven(sizes []int) int {
	n := 0
	for _, s := range sizes {
		n += s
	}
	sum := 0
	for t, s := range sizes {
		for v := range d.values {
			sum += d.off(t, v, s, n)
		}
	}
	return sum
}

// anneal exchanges people between tables.
func (m *mixer) anneal(ctx context.Context, moves int, thresholds []int64) {
	if m.k < 2 {
		return
	}
	const hot, batch = 40 << 16, 64
	for n := 0; n < moves; n += batch {
		if n&(1<<14-1) == 0 && ctx.Err() != nil {
			return
		}
		// Falling to zero in a straight line ends with pure improvement.
		heat := int64(hot) * int64(max(0, moves*9/10-n)) / int64(moves)
		for range batch {
			i, j := m.rnd.below(m.n), m.rnd.below(m.n)
			least := -(heat * thresholds[m.rnd.next()>>(64-coolingBits)] >> 32)
			if m.table[i] != m.table[j] {
				m.try(i, j, least)
			}
		}
	}
}

// try exchanges i and j if that gains at least least.
func (m *mixer) try(i, j int, least int64) {
	a, b := m.table[i], m.table[j]
	gain := m.meetings(i, a, i) + m.meetings(j, b, j) - m.meetings(i, b, j) - m.meetings(j, a, i)
	gain *= metWeight
	for k := range m.dims {
		d := &m.dims[k]
		v, w := d.value[i], d.value[j]
		if v == w {
			continue
		}
		before := m.offs(d, a, b, v, w)
		d.shift(a, b, v)
		d.shift(b, a, w)
		gain += d.weight * int64(before-m.offs(d, a, b, v, w))
		d.shift(b, a, v)
		d.shift(a, b, w)
	}
	if gain < least {
		return
	}
	m.count(i, a, -1)
	m.count(j, b, -1)
	m.count(i, b, 1)
	m.count(j, a, 1)
	m.at[a][m.seat[i]], m.at[b][m.seat[j]] = j, i
	m.seat[i], m.seat[j] = m.seat[j], m.seat[i]
	m.table[i], m.table[j] = b, a
}

func (d *mixDim) shift(from, to, v int) {
	if v >= 0 {
		d.count[from*d.values+v]--
		d.count[to*d.values+v]++
	}
}

func (m *mixer) offs(d *mixDim, a, b, v, w int) int {
	sum := 0
	for _, x := range [2]int{v, w} {
		if x >= 0 {
			sum += d.off(a, x, m.size[a], m.n) + d.off(b, x, m.size[b], m.n)
		}
	}
	return sum
}

// meetings counts whom i has met before at table t, without person out. Meeting
// somebody again and again costs more each time.
func (m *mixer) meetings(i, t, out int) int64 {
	var n int64
	for _, j := range m.at[t] {
		if j != i && j != out {
			c := int64(m.met[i*m.n+j])
			n += c * c
		}
	}
	return n
}

// remember notes who met whom, and counts the repeats.
func (m *mixer) remember() (repeats int) {
	for _, people := range m.at {
		for _, i := range people {
			for _, j := range people {
				if i == j {
					continue
				}
				if m.met[i*m.n+j] > 0 && j < i {
					repeats++
				}
				if m.met[i*m.n+j] < 255 {
					m.met[i*m.n+j]++
				}
			}
		}
	}
	return repeats
}

func (m *mixer) round() Round {
	r := Round{Tables: make([][]string, m.k)}
	for t := range m.at {
		people := slices.Clone(m.at[t])
		slices.Sort(people)
		for _, i := range people {
			r.Tables[t] = append(r.Tables[t], m.roster[i].ID)
		}
	}
	return r
}
