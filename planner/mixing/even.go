package mixing

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
)

// dimension is one dimension: everybody's value, −1 where unknown. Where the values are
// numbers they are one value, of which everybody counts as much as the number says: then
// tables are even where their sums are, and with them the means.
type dimension struct {
	value  []int
	step   []int // by person: how much one counts
	total  []int // by value
	count  []int // table*len(total) + value
	weight int64
}

func newDimension(roster planner.Roster, dim planner.Dimension, tables int, weight int64) dimension {
	d := dimension{value: make([]int, len(roster)), step: numbersOf(roster, dim, tables), weight: weight}
	numeric := d.step != nil
	if !numeric {
		d.step = slices.Repeat([]int{1}, len(roster))
	}
	at := make(map[string]int)
	for i := range roster {
		d.value[i] = -1
		v, known := roster[i].Value(dim)
		if !known {
			continue
		}
		if numeric {
			v = "number"
		}
		if _, met := at[v]; !met {
			at[v] = len(d.total)
			d.total = append(d.total, 0)
		}
		d.value[i] = at[v]
		d.total[at[v]] += d.step[i]
	}
	d.count = make([]int, tables*len(d.total))
	return d
}

// numberScale keeps two decimals of numbers that have some.
const numberScale = 100

// numbersOf are the people's numbers in a dimension; nil where its values are no numbers,
// or so few that each can be spread over the tables like a word.
func numbersOf(roster planner.Roster, dim planner.Dimension, tables int) []int {
	out, whole := make([]float64, len(roster)), true
	seen := make(map[float64]bool)
	for i := range roster {
		v, known := roster[i].Value(dim)
		if !known {
			continue
		}
		x, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
		if err != nil || math.Abs(x) > 1e6 {
			return nil
		}
		out[i], seen[x] = x, true
		whole = whole && x == math.Trunc(x)
	}
	if len(seen) <= tables {
		return nil
	}
	numbers := make([]int, len(out))
	for i, x := range out {
		if numbers[i] = int(x); !whole {
			numbers[i] = int(math.Round(x * numberScale))
		}
	}
	return numbers
}

// known is how many people have a value.
func (d *dimension) known() int {
	n := 0
	for _, v := range d.value {
		if v >= 0 {
			n++
		}
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
	if v == w && d.step[i] == d.step[j] {
		return 0
	}
	a, b := m.table[i], m.table[j]
	before := m.offs(d, a, b, v, w)
	d.shift(a, b, v, d.step[i])
	d.shift(b, a, w, d.step[j])
	after := m.offs(d, a, b, v, w)
	d.shift(b, a, v, d.step[i])
	d.shift(a, b, w, d.step[j])
	return before - after
}

func (d *dimension) shift(from, to, v, by int) {
	if v >= 0 {
		d.count[from*len(d.total)+v] -= by
		d.count[to*len(d.total)+v] += by
	}
}

func (m *mixer) offs(d *dimension, a, b, v, w int) int {
	sum := 0
	for k, x := range [2]int{v, w} {
		if x >= 0 && (k == 0 || v != w) {
			sum += d.off(a, x, m.size[a], m.n) + d.off(b, x, m.size[b], m.n)
		}
	}
	return sum
}
