package fair

import "math"

// master is the linear program over the panels known so far, solved by the primal
// simplex method with an explicit inverse of the basis (Chvátal, Linear Programming,
// chapter 7). Its rows are a profile each,
//
//	Σ_k weight_k · taken_kj / size_j − slack_j − [j still rises] · rise = floor_j,
//
// and one that makes the weights sum to 1; it maximises the rise. Panels can be
// added at any time: the basis stays feasible.
//
// Products are converted to float64 before they are added, which keeps every
// machine from fusing the two operations and so from taking another path.
type master struct {
	size   []int // people of each profile
	panels [][]share
	rises  []bool
	floor  []float64

	// Columns are the slacks 0 … n−1, the rise n, and the panels from n+1 on. Row n is
	// that of the weights.
	basis []int
	where []int     // row of each column in the basis, or −1
	inv   []float64 // of the basis, (n+1)×(n+1)
	x     []float64 // of the basic variables, all ≥ 0
	step  []float64 // scratch: the entering column in terms of the basis
	steps int       // since the inverse was computed anew
}

// share is how much of a profile a panel takes, from 0 to 1.
type share struct {
	profile int
	part    float64
}

const (
	gainTolerance  = 1e-9  // least gain for which a column enters
	pivotTolerance = 1e-9  // least number to divide by
	zeroTolerance  = 1e-12 // a step below this moves nothing
	renewEvery     = 300   // steps after which the inverse is computed anew
)

// newMaster starts from one panel that takes all weight.
func newMaster(size []int, first []int) *master {
	n := len(size)
	m := &master{
		size: size, rises: make([]bool, n), floor: make([]float64, n),
		basis: make([]int, n+1), where: make([]int, n+1), inv: make([]float64, (n+1)*(n+1)),
		x: make([]float64, n+1), step: make([]float64, n+1),
	}
	for j := range n {
		m.rises[j] = true
		m.basis[j], m.where[j] = j, j
		m.inv[j*(n+1)+j] = -1
	}
	m.where[n] = -1
	m.add(first)
	m.basis[n], m.where[n+1] = n+1, n
	m.inv[n*(n+1)+n] = 1
	for _, s := range m.panels[0] {
		m.inv[s.profile*(n+1)+n] = s.part
	}
	m.settle()
	return m
}

// add makes a panel known.
func (m *master) add(taken []int) {
	var list []share
	for j, t := range taken {
		if t > 0 {
			list = append(list, share{j, float64(t) / float64(m.size[j])})
		}
	}
	m.panels = append(m.panels, list)
	m.where = append(m.where, -1)
}

// settle computes the basic variables from the inverse.
func (m *master) settle() {
	n := len(m.size)
	for i := range m.x {
		row := m.inv[i*(n+1) : (i+1)*(n+1)]
		sum := row[n]
		for j, f := range m.floor {
			sum += float64(row[j] * f)
		}
		m.x[i] = math.Max(0, sum)
	}
}

// prices are what one unit of each row is worth: the row of the inverse that belongs
// to the rise, with the sign by which prices of profiles are not negative. The last is
// what the dearest known panel is worth.
func (m *master) prices() []float64 {
	n := len(m.size)
	out := make([]float64, n+1)
	if i := m.where[n]; i >= 0 {
		copy(out, m.inv[i*(n+1):(i+1)*(n+1)])
	}
	for j := range n {
		out[j] = -out[j]
	}
	return out
}

// worth is the value of a panel at the prices.
func worth(panel []share, prices []float64) float64 {
	sum := 0.0
	for _, s := range panel {
		sum += float64(prices[s.profile] * s.part)
	}
	return sum
}

// solve takes steps until no known column raises the rise. It reports false where it
// goes in circles by rounding.
func (m *master) solve() bool {
	n := len(m.size)
	if m.where[n] < 0 {
		m.enter(n)
	}
	still := 0 // steps that moved nothing
	for range 200*(n+10) + 20*len(m.panels) {
		col := m.entering(still > 2*n)
		if col < 0 {
			return true
		}
		if m.enter(col) > zeroTolerance {
			still = 0
		} else {
			still++
		}
	}
	return false
}

// entering picks the column of greatest gain, or after many steps that moved nothing
// the first of any gain (Bland's rule, which cannot go in circles); −1 if none gains.
func (m *master) entering(first bool) int {
	n := len(m.size)
	prices := m.prices()
	best, col := gainTolerance, -1
	for j := range n {
		if gain := -prices[j]; gain > best && m.where[j] < 0 {
			if best, col = gain, j; first {
				return col
			}
		}
	}
	for k, p := range m.panels {
		if m.where[n+1+k] >= 0 {
			continue
		}
		if gain := worth(p, prices) - prices[n]; gain > best {
			if best, col = gain, n+1+k; first {
				return col
			}
		}
	}
	return col
}

// enter makes a column basic in place of the one that first reaches zero, and returns
// how far it moved.
func (m *master) enter(col int) float64 {
	m.express(col)
	row := m.leaving()
	if row < 0 {
		return 0
	}
	moved := m.x[row] / m.step[row]
	for i, d := range m.step {
		m.x[i] = math.Max(0, m.x[i]-float64(moved*d))
	}
	m.x[row] = moved
	m.exchange(row, col)
	return moved
}

// express writes a column in terms of the basis.
func (m *master) express(col int) {
	n := len(m.size)
	for i := range m.step {
		row := m.inv[i*(n+1) : (i+1)*(n+1)]
		switch {
		case col < n:
			m.step[i] = -row[col]
		case col == n:
			sum := 0.0
			for j, rises := range m.rises {
				if rises {
					sum -= row[j]
				}
			}
			m.step[i] = sum
		default:
			sum := row[n]
			for _, s := range m.panels[col-n-1] {
				sum += float64(row[s.profile] * s.part)
			}
			m.step[i] = sum
		}
	}
}

// leaving is the ratio test: the row that reaches zero first; of those that do so
// together the one with the largest divisor, then the first column.
func (m *master) leaving() int {
	row, least := -1, math.Inf(1)
	for i, d := range m.step {
		if d <= pivotTolerance {
			continue
		}
		switch ratio := m.x[i] / d; {
		case row < 0, ratio < least-zeroTolerance:
			row, least = i, ratio
		case ratio < least+zeroTolerance && (d > m.step[row] || d == m.step[row] && m.basis[i] < m.basis[row]):
			row, least = i, math.Min(least, ratio)
		}
	}
	return row
}

// exchange makes a column basic in a row; step holds it in terms of the basis.
func (m *master) exchange(row, col int) {
	m.eliminate(row)
	m.where[m.basis[row]] = -1
	m.basis[row], m.where[col] = col, row
	if m.steps++; m.steps >= renewEvery {
		m.renew()
	}
}

// renew computes the inverse of the basis anew, so that rounding errors do not pile up.
func (m *master) renew() {
	w := len(m.basis)
	m.steps = 0
	basis := append([]int(nil), m.basis...)
	clear(m.inv)
	for i := range w {
		m.inv[i*w+i] = 1
	}
	// From the unit matrix the columns of the basis are brought in one by one, each in the
	// open row where it is largest.
	taken := make([]bool, w)
	for _, col := range basis {
		m.express(col)
		row := -1
		for i, d := range m.step {
			if !taken[i] && (row < 0 || math.Abs(d) > math.Abs(m.step[row])) {
				row = i
			}
		}
		taken[row] = true
		m.eliminate(row)
		m.basis[row], m.where[col] = col, row
	}
	m.settle()
}

func (m *master) eliminate(row int) {
	w := len(m.basis)
	line := m.inv[row*w : (row+1)*w]
	by := 1 / m.step[row]
	for j := range line {
		line[j] *= by
	}
	for i, d := range m.step {
		if i == row || d == 0 {
			continue
		}
		other := m.inv[i*w : (i+1)*w]
		for j, v := range line {
			other[j] -= float64(d * v)
		}
	}
}

// raise fixes the profiles that may not rise any further and gives all others the
// level reached as their floor. The rise leaves the basis for the slack of the fixed
// profile of highest price, which is zero.
func (m *master) raise(fixed []int, level float64) {
	n := len(m.size)
	prices := m.prices()
	dearest := fixed[0]
	for _, j := range fixed {
		m.rises[j] = false
		m.floor[j] = level
		if prices[j] > prices[dearest] {
			dearest = j
		}
	}
	m.express(dearest)
	m.exchange(m.where[n], dearest)
	for j, rises := range m.rises {
		if rises {
			m.floor[j] = level
		}
	}
	m.settle()
}

// weights are those of the panels, by their number.
func (m *master) weights() []float64 {
	n := len(m.size)
	out := make([]float64, len(m.panels))
	for i, col := range m.basis {
		if col > n {
			out[col-n-1] = m.x[i]
		}
	}
	return out
}
