package disclosure

// pattern is a two-way table of counts with a choice of cells to hide. The
// totals of rows and columns are published.
type pattern struct {
	n      [][]int
	hidden [][]bool
}

// mostHidden is the share of cells beyond which a crossed table says too little
// to be worth its risk.
const mostHidden = 0.4

// suppress chooses the cells of a crossed table to hide so that no reader, not
// even one who is the only person in a hidden cell and so knows it, can work out
// a hidden sensitive figure. It reports false where no such choice leaves at
// least 60 % of the cells.
//
// Sensitive are the cells with fewer than k people, and cells that hold all or
// all but one of their row or column (everyone in the row would be known to
// have that value). Further cells are hidden until for each sensitive cell the
// largest value that agrees with everything published is at least k above none,
// and the smallest is lower than the truth or the largest higher, so that its
// exact value does not follow; the bounds are those of [boundedTable]. As long
// as no empty cell is hidden, the reader is taken to know that hidden cells hold
// at least one person. Cells to add are taken smallest first, empty ones last,
// ties by position: the choice is the same on every run.
func suppress(n [][]int, k int) (*pattern, bool) {
	p := &pattern{n: n, hidden: make([][]bool, len(n))}
	for i := range n {
		p.hidden[i] = make([]bool, len(n[i]))
	}
	primary := p.sensitive(k)
	for _, c := range primary {
		p.hidden[c[0]][c[1]] = true
	}
	for {
		p.completeLines()
		if p.share() > mostHidden {
			return nil, false
		}
		open, ok := p.unsafe(primary, k)
		if !ok {
			return p, true
		}
		if !p.hideNear(open) {
			return nil, false
		}
	}
}

// sensitive lists the cells that must not be told.
func (p *pattern) sensitive(k int) [][2]int {
	rows, columns := p.sums()
	var out [][2]int
	for i, row := range p.n {
		for j, n := range row {
			if n == 0 {
				continue
			}
			most := n >= rows[i]-1 || n >= columns[j]-1
			if n < k || most {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

func (p *pattern) sums() (rows, columns []int) {
	rows, columns = make([]int, len(p.n)), make([]int, len(p.n[0]))
	for i, row := range p.n {
		for j, n := range row {
			rows[i] += n
			columns[j] += n
		}
	}
	return rows, columns
}

func (p *pattern) share() float64 {
	hidden, all := 0, 0
	for i := range p.hidden {
		for j := range p.hidden[i] {
			all++
			if p.hidden[i][j] {
				hidden++
			}
		}
	}
	return float64(hidden) / float64(max(all, 1))
}

// completeLines gives every row and column with one hidden cell another.
func (p *pattern) completeLines() {
	for changed := true; changed; {
		changed = false
		for i := range p.n {
			if p.lone(i, -1) {
				changed = p.hideCheapest(i, -1) || changed
			}
		}
		for j := range p.n[0] {
			if p.lone(-1, j) {
				changed = p.hideCheapest(-1, j) || changed
			}
		}
	}
}

// lone reports whether row i (or column j, where i is -1) has exactly one
// hidden cell.
func (p *pattern) lone(i, j int) bool {
	hidden := 0
	p.line(i, j, func(a, b int) {
		if p.hidden[a][b] {
			hidden++
		}
	})
	return hidden == 1
}

func (p *pattern) line(i, j int, visit func(a, b int)) {
	if i >= 0 {
		for b := range p.n[i] {
			visit(i, b)
		}
		return
	}
	for a := range p.n {
		visit(a, j)
	}
}

// hideCheapest hides the smallest visible cell of a line, an empty one only
// where there is no other; false where none is left.
func (p *pattern) hideCheapest(i, j int) bool {
	best := [2]int{-1, -1}
	p.line(i, j, func(a, b int) {
		if !p.hidden[a][b] && (best[0] < 0 || p.cheaper([2]int{a, b}, best)) {
			best = [2]int{a, b}
		}
	})
	if best[0] < 0 {
		return false
	}
	p.hidden[best[0]][best[1]] = true
	return true
}

func (p *pattern) cheaper(a, b [2]int) bool {
	x, y := p.n[a[0]][a[1]], p.n[b[0]][b[1]]
	if (x == 0) != (y == 0) {
		return y == 0
	}
	return x < y
}

// hideNear hides one more cell that a change of the given cell could pass
// through: the cheapest visible cell of its row or column, then of any.
func (p *pattern) hideNear(c [2]int) bool {
	best := [2]int{-1, -1}
	look := func(a, b int) {
		if !p.hidden[a][b] && (best[0] < 0 || p.cheaper([2]int{a, b}, best)) {
			best = [2]int{a, b}
		}
	}
	p.line(c[0], -1, look)
	p.line(-1, c[1], look)
	if best[0] < 0 {
		for i := range p.n {
			p.line(i, -1, look)
		}
	}
	if best[0] < 0 {
		return false
	}
	p.hidden[best[0]][best[1]] = true
	return true
}

// unsafe returns a sensitive cell that a reader could work out, and whether
// there is one: an outsider first, then the one person of each hidden cell that
// holds a single person.
func (p *pattern) unsafe(primary [][2]int, k int) ([2]int, bool) {
	known := [][2]int{{-1, -1}}
	for i := range p.n {
		for j, n := range p.n[i] {
			if n == 1 && p.hidden[i][j] {
				known = append(known, [2]int{i, j})
			}
		}
	}
	for _, insider := range known {
		t := p.attack(insider)
		for _, c := range primary {
			if c == insider {
				continue
			}
			if low, high := t.bounds(c[0], c[1]); !protects(p.n[c[0]][c[1]], int(low), int(high), k) {
				return c, true
			}
		}
	}
	return [2]int{}, false
}

// protects reports whether knowing that a figure lies from low to high keeps
// it: for a small one the reader must allow for k or more, and any one must
// leave more than one value.
func protects(n, low, high, k int) bool {
	if n < k && high < k {
		return false
	}
	return low < high
}

// attack is the table as a reader sees it who knows one cell (or none).
func (p *pattern) attack(insider [2]int) *boundedTable {
	least := int64(1)
	for i := range p.n {
		for j, n := range p.n[i] {
			if n == 0 && p.hidden[i][j] {
				least = 0 // a reader can no longer rule out empty cells
			}
		}
	}
	return p.attackFrom(insider, least)
}

// attackFrom is [pattern.attack] with the least value that hidden cells can
// have.
func (p *pattern) attackFrom(insider [2]int, least int64) *boundedTable {
	rows, columns := p.sums()
	t := &boundedTable{}
	for i := range p.n {
		line := make([]boundedCell, len(p.n[i]))
		for j, n := range p.n[i] {
			v := int64(n)
			line[j] = boundedCell{v, v, v}
			if p.hidden[i][j] && insider != [2]int{i, j} {
				line[j].Low, line[j].High = min(least, v), int64(min(rows[i], columns[j]))
			}
		}
		t.cells = append(t.cells, line)
		t.rows = append(t.rows, exactSum(rows[i]))
	}
	for _, s := range columns {
		t.columns = append(t.columns, exactSum(s))
	}
	return t
}

func exactSum(n int) boundedCell { return boundedCell{int64(n), int64(n), int64(n)} }
