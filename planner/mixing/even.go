package mixing

import "roundtable/planner"

// dimension is one dimension: everybody's value, −1 where unknown.
type dimension struct {
	value  []int
	total  []int // people by value
	count  []int // table*len(total) + value
	weight int64
}

func newDimension(roster planner.Roster, dim planner.Dimension, tables int, weight int64) dimension {
	d := dimension{value: make([]int, len(roster)), weight: weight}
	at := make(map[string]int)
	for i := range roster {
		d.value[i] = -1
		v, known := roster[i].Value(dim)
		if !known {
			continue
		}
		if _, met := at[v]; !met {
			at[v] = len(d.total)
			d.total = append(d.total, 0)
		}
		d.value[i] = at[v]
		d.total[at[v]]++
	}
	d.count = make([]int, tables*len(d.total))
	return d
}

// known is how many people have a value.
func (d *dimension) known() int {
	n := 0
	for _, people := range d.total {
		n += people
	}
	return n
}

// off is how far a table's count of a value is from its even share, in whole
// people: below the share rounded down or above it rounded up.
func (d *dimension) off(t, v, size, n int) int {
	c := d.count[t*len(d.total)+v]
	share := d.total[v] * size
	return max(0, share/n-c, c-(share+n-1)/n)
}

// uneven sums how far all tables are from even shares of n people.
func (d *dimension) uneven(sizes []int, n int) int {
	sum := 0
	for t, s := range sizes {
		for v := range d.total {
			sum += d.off(t, v, s, n)
		}
	}
	return sum
}

// evener is how many people fewer would be out of balance in one dimension
// after exchanging i and j.
func (m *mixer) evener(d *dimension, i, j int) int {
	v, w := d.value[i], d.value[j]
	if v == w {
		return 0
	}
	a, b := m.table[i], m.table[j]
	before := m.offs(d, a, b, v, w)
	d.shift(a, b, v)
	d.shift(b, a, w)
	after := m.offs(d, a, b, v, w)
	d.shift(b, a, v)
	d.shift(a, b, w)
	return before - after
}

func (d *dimension) shift(from, to, v int) {
	if v >= 0 {
		d.count[from*len(d.total)+v]--
		d.count[to*len(d.total)+v]++
	}
}

func (m *mixer) offs(d *dimension, a, b, v, w int) int {
	sum := 0
	for _, x := range [2]int{v, w} {
		if x >= 0 {
			sum += d.off(a, x, m.size[a], m.n) + d.off(b, x, m.size[b], m.n)
		}
	}
	return sum
}
