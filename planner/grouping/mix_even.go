package grouping

import (
	"slices"

	"roundtable/planner"
)

// mixDim is one dimension: everybody's value, −1 where unknown.
type mixDim struct {
	value  []int
	values int
	total  []int
	count  []int // table*values + value
	weight int64
}

func newMixDim(roster planner.Roster, dim planner.Dimension, tables int, weight int64) mixDim {
	d := mixDim{value: make([]int, len(roster)), weight: weight}
	values, _ := dimensionValues(roster, dim)
	d.values = len(values)
	d.total = make([]int, d.values)
	d.count = make([]int, tables*d.values)
	for i := range roster {
		v, _ := roster[i].Value(dim)
		d.value[i] = slices.Index(values, v)
		if d.value[i] >= 0 {
			d.total[d.value[i]]++
		}
	}
	return d
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

// evener is how many people fewer would be out of balance in one dimension
// after exchanging i and j.
func (m *mixer) evener(d *mixDim, i, j int) int {
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
