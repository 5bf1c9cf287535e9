package balance

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// counter counts the panels with a given number of changes: it decides the
// groups one by one and remembers, for each state of the row sums, how many
// panels the remaining groups give. A panel is a set of people, so a group of g
// people of whom x are taken stands for C(g, x) panels.
type counter struct {
	m     *model
	rows  []bounds // the program's rows and, last, the cost
	order []step
	// from[i] holds, per row, what the groups from i on can still add.
	from []reach
	// plain rows are those of no spread.
	plain  []bool
	memo   map[string]uint64
	limit  int
	failed bool
	sums   []int64
	keyBuf []byte
}

type step struct {
	group        int
	size         int64 // of the group
	lower, upper int64 // of the number taken
	at           []entry
}

type reach struct{ least, most []int64 }

// saturated marks a count too large to hold.
const saturated = math.MaxInt64

// countStates bounds the memory of the exact count.
const countStates = 40_000

// newCounter counts within a domain that holds all solutions of that cost.
func newCounter(m *model, value int64, dom *domain) *counter {
	c := &counter{m: m, limit: countStates, memo: make(map[string]uint64)}
	c.rows = append(slices.Clone(m.prog.rows), bounds{value, value})
	c.plain = slices.Repeat([]bool{true}, len(c.rows))
	for _, sp := range m.spreads {
		c.plain[sp.main] = false
		for _, r := range sp.links {
			c.plain[r] = false
		}
	}
	costRow := len(c.rows) - 1
	for g := range m.groups {
		col := m.prog.cols[m.groups[g].col]
		at := slices.Clone(col.at)
		if col.cost != 0 {
			at = append(at, entry{costRow, col.cost})
		}
		j := m.groups[g].col
		c.order = append(c.order, step{g, col.upper, dom.lo[j], dom.hi[j], at})
	}
	slices.SortStableFunc(c.order, func(a, b step) int {
		return slices.CompareFunc(a.at, b.at, func(x, y entry) int {
			return cmp.Or(cmp.Compare(x.row, y.row), cmp.Compare(x.coef, y.coef))
		})
	})
	c.reaches()
	c.sums = make([]int64, len(c.rows))
	return c
}

func (c *counter) reaches() {
	n := len(c.order)
	c.from = make([]reach, n+1)
	c.from[n] = reach{make([]int64, len(c.rows)), make([]int64, len(c.rows))}
	for i := n - 1; i >= 0; i-- {
		least, most := slices.Clone(c.from[i+1].least), slices.Clone(c.from[i+1].most)
		for _, e := range c.order[i].at {
			if e.coef > 0 {
				most[e.row] += e.coef * c.order[i].upper
				least[e.row] += e.coef * c.order[i].lower
			} else {
				most[e.row] += e.coef * c.order[i].lower
				least[e.row] += e.coef * c.order[i].upper
			}
		}
		c.from[i] = reach{least, most}
	}
}

// count is the number of panels the groups from i on give, saturating; it stops
// with failed set when there are too many states to remember.
func (c *counter) count(i int) uint64 {
	if c.failed || !c.alive(i) {
		return 0
	}
	if i == len(c.order) {
		return 1
	}
	key := c.key(i)
	if v, ok := c.memo[string(key)]; ok {
		return v
	}
	own := string(key)
	total := uint64(0)
	st := &c.order[i]
	c.move(st, st.lower)
	for x := st.lower; x <= st.upper; x++ {
		if x > st.lower {
			c.move(st, 1)
		}
		if ways := c.count(i + 1); ways > 0 {
			total = addSat(total, mulSat(ways, choose(st.size, x)))
		}
	}
	c.move(st, -st.upper)
	if len(c.memo) >= c.limit {
		c.failed = true
		return 0
	}
	c.memo[own] = total
	return total
}

func (c *counter) move(st *step, by int64) {
	for _, e := range st.at {
		c.sums[e.row] += e.coef * by
	}
}

// alive reports whether every row can still be met by the groups from i on.
func (c *counter) alive(i int) bool {
	r := &c.from[i]
	for k, b := range c.rows {
		if !c.plain[k] {
			continue
		}
		if c.sums[k]+r.most[k] < b.lo || c.sums[k]+r.least[k] > b.hi {
			return false
		}
	}
	for s := range c.m.spreads {
		sp := &c.m.spreads[s]
		seen, open := c.spreadState(sp, i)
		lo := seen + c.sums[sp.main] + r.least[sp.main]
		hi := seen + open + c.sums[sp.main] + r.most[sp.main]
		if hi < c.rows[sp.main].lo || lo > c.rows[sp.main].hi {
			return false
		}
	}
	return true
}

// spreadState counts the values seen, and those that may still be.
func (c *counter) spreadState(sp *spread, i int) (seen, open int64) {
	for k, r := range sp.links {
		switch {
		case c.sums[r]+int64(sp.have[k]) > 0:
			seen++
		case c.from[i].most[r] > 0:
			open++
		}
	}
	return seen, open
}

// key describes all that matters for the groups from i on: a row that can no
// longer be broken is left out, a value is only seen or not.
func (c *counter) key(i int) []byte {
	r := &c.from[i]
	k := binary.AppendUvarint(c.keyBuf[:0], uint64(i))
	for row, b := range c.rows {
		if !c.plain[row] {
			continue
		}
		if c.sums[row]+r.least[row] >= b.lo && c.sums[row]+r.most[row] <= b.hi {
			k = append(k, 0xff, 0xff)
			continue
		}
		k = binary.AppendVarint(k, c.sums[row])
	}
	for s := range c.m.spreads {
		sp := &c.m.spreads[s]
		closed := c.sums[sp.main]
		for n, row := range sp.links {
			seen := c.sums[row]+int64(sp.have[n]) > 0
			if seen && r.most[row] == 0 {
				closed++
			} else if r.most[row] > 0 {
				bit := byte(0)
				if seen {
					bit = 1
				}
				k = append(k, bit)
			}
		}
		k = binary.AppendVarint(k, closed)
	}
	c.keyBuf = k
	return k
}

// list walks the counted panels, in the order of the groups, and yields how many
// people each group gives.
func (c *counter) list(limit int) [][]int {
	var out [][]int
	taken := make([]int, len(c.m.groups))
	var walk func(i int)
	walk = func(i int) {
		if len(out) >= limit || !c.alive(i) {
			return
		}
		if i == len(c.order) {
			out = append(out, slices.Clone(taken))
			return
		}
		if v, ok := c.memo[string(c.key(i))]; ok && v == 0 {
			return
		}
		st := &c.order[i]
		c.move(st, st.lower)
		for x := st.lower; x <= st.upper; x++ {
			if x > st.lower {
				c.move(st, 1)
			}
			taken[st.group] = int(x)
			walk(i + 1)
		}
		taken[st.group] = 0
		c.move(st, -st.upper)
	}
	walk(0)
	return out
}

func choose(n, k int64) uint64 {
	if k > n-k {
		k = n - k
	}
	r := uint64(1)
	for i := int64(1); i <= k; i++ {
		// r·(n−k+i) is divisible by i; stop before it could overflow
		if r > saturated/uint64(n-k+i) {
			return saturated
		}
		r = r * uint64(n-k+i) / uint64(i)
	}
	return r
}

func addSat(a, b uint64) uint64 {
	if a > saturated-b {
		return saturated
	}
	return a + b
}

func mulSat(a, b uint64) uint64 {
	if a != 0 && b > saturated/a {
		return saturated
	}
	return a * b
}
