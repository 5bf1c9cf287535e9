package ilp

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// counter counts the ways to choose that cost a given value: it decides the
// columns of the choice one by one and remembers, for each state of the row
// sums, how many ways the remaining ones give.
type counter struct {
	spreads []Spread
	rows    []Bounds // the program's rows and, last, the cost
	order   []step
	// from[i] holds, per row, what the steps from i on can still add.
	from []reach
	// plain rows are those of no spread.
	plain  []bool
	memo   map[string]uint64
	failed bool    // too many states to remember
	sums   []int64 // of the rows, by the steps decided so far
	keyBuf []byte
}

// step decides one column of the choice.
type step struct {
	column       int   // index into Choice.Cols
	size         int64 // its Hi
	lower, upper int64 // of the number taken
	at           []Entry
}

type reach struct{ least, most []int64 }

// saturated is where counts end: more ways than anybody looks through. The product of two
// counts can be held.
const saturated = 1 << 31

// countStates bounds the memory of the exact count.
const countStates = 40_000

// newCounter counts within a domain that holds all solutions of that cost.
func newCounter(p *Program, choice Choice, value int64, dom *domain) *counter {
	c := &counter{spreads: choice.Spreads, memo: make(map[string]uint64)}
	c.rows = append(slices.Clone(p.Rows), Bounds{value, value})
	c.plain = slices.Repeat([]bool{true}, len(c.rows))
	for _, sp := range c.spreads {
		c.plain[sp.Main] = false
		for _, r := range sp.Links {
			c.plain[r] = false
		}
	}
	for k, j := range choice.Cols {
		col := &p.Cols[j]
		at := slices.Clone(col.At)
		if col.Cost != 0 {
			at = append(at, Entry{len(p.Rows), col.Cost})
		}
		c.order = append(c.order, step{k, col.Hi, dom.lo[j], dom.hi[j], at})
	}
	slices.SortStableFunc(c.order, func(a, b step) int {
		return slices.CompareFunc(a.at, b.at, func(x, y Entry) int {
			return cmp.Or(cmp.Compare(x.Row, y.Row), cmp.Compare(x.Coef, y.Coef))
		})
	})
	c.reaches()
	c.sums = make([]int64, len(c.rows))
	return c
}

// reaches fills in from, from the last step back.
func (c *counter) reaches() {
	n := len(c.order)
	c.from = make([]reach, n+1)
	c.from[n] = reach{make([]int64, len(c.rows)), make([]int64, len(c.rows))}
	for i := n - 1; i >= 0; i-- {
		st := &c.order[i]
		least, most := slices.Clone(c.from[i+1].least), slices.Clone(c.from[i+1].most)
		for _, e := range st.at {
			a, b := e.Coef*st.lower, e.Coef*st.upper
			least[e.Row] += min(a, b)
			most[e.Row] += max(a, b)
		}
		c.from[i] = reach{least, most}
	}
}

// count is the number of ways the steps from i on give, saturating; it stops
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
	own := string(key) // the next key takes its place
	total := uint64(0)
	st := &c.order[i]
	c.each(st, func(x int64) {
		if ways := c.count(i + 1); ways > 0 {
			total = min(total+ways*choose(st.size, x), saturated)
		}
	})
	if len(c.memo) >= countStates {
		c.failed = true
		return 0
	}
	c.memo[own] = total
	return total
}

// each tries every number the step may take, with the sums as they then are.
func (c *counter) each(st *step, try func(x int64)) {
	c.move(st, st.lower)
	for x := st.lower; x <= st.upper; x++ {
		if x > st.lower {
			c.move(st, 1)
		}
		try(x)
	}
	c.move(st, -st.upper)
}

func (c *counter) move(st *step, by int64) {
	for _, e := range st.at {
		c.sums[e.Row] += e.Coef * by
	}
}

// alive reports whether every row can still be met by the steps from i on.
func (c *counter) alive(i int) bool {
	r := &c.from[i]
	for k, b := range c.rows {
		if c.plain[k] && (c.sums[k]+r.most[k] < b.Lo || c.sums[k]+r.least[k] > b.Hi) {
			return false
		}
	}
	for s := range c.spreads {
		sp := &c.spreads[s]
		seen, open := c.spreadState(sp, i)
		lo := seen + c.sums[sp.Main] + r.least[sp.Main]
		hi := seen + open + c.sums[sp.Main] + r.most[sp.Main]
		if hi < c.rows[sp.Main].Lo || lo > c.rows[sp.Main].Hi {
			return false
		}
	}
	return true
}

// spreadState counts the links above zero, and those that may still be.
func (c *counter) spreadState(sp *Spread, i int) (seen, open int64) {
	for k, r := range sp.Links {
		switch {
		case c.sums[r]+int64(sp.Have[k]) > 0:
			seen++
		case c.sums[r]+int64(sp.Have[k])+c.from[i].most[r] > 0:
			open++
		}
	}
	return seen, open
}

// key describes all that matters for the steps from i on: of a row that can no
// longer be broken only that it is so (0, which no sum is written as), of a link above
// zero only that. Which rows and links are written depends on i alone.
func (c *counter) key(i int) []byte {
	r := &c.from[i]
	k := binary.AppendUvarint(c.keyBuf[:0], uint64(i))
	for row, b := range c.rows {
		switch {
		case !c.plain[row]:
		case c.sums[row]+r.least[row] >= b.Lo && c.sums[row]+r.most[row] <= b.Hi:
			k = append(k, 0)
		default:
			k = binary.AppendUvarint(k, zigzag(c.sums[row])+1)
		}
	}
	for s := range c.spreads {
		sp := &c.spreads[s]
		closed := c.sums[sp.Main]
		for n, row := range sp.Links {
			sum := c.sums[row] + int64(sp.Have[n])
			switch {
			case r.most[row] > 0:
				k = binary.AppendUvarint(k, zigzag(min(1, sum)))
			case sum > 0:
				closed++
			}
		}
		k = binary.AppendVarint(k, closed)
	}
	c.keyBuf = k
	return k
}

// zigzag numbers the whole numbers from 0 on, the small ones first: 0, −1, 1, −2, …
func zigzag(x int64) uint64 { return uint64(x<<1) ^ uint64(x>>63) }

// list goes through the choices that were counted, in the order of the steps.
func (c *counter) list(limit int) [][]int {
	var out [][]int
	taken := make([]int, len(c.order))
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
		c.each(st, func(x int64) {
			taken[st.column] = int(x)
			walk(i + 1)
		})
	}
	walk(0)
	return out
}

// choose is C(n, k), saturating.
func choose(n, k int64) uint64 {
	r := uint64(1)
	for i := int64(1); i <= min(k, n-k) && r < saturated; i++ {
		r = r * uint64(n-i+1) / uint64(i)
	}
	return min(r, saturated)
}
