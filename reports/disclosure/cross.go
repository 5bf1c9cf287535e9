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
	var lines [][][2]int
	for i := range p.n {
		lines = append(lines, p.row(i))
	}
	for j := range p.n[0] {
		lines = append(lines, p.column(j))
	}
	for changed := true; changed; {
		changed = false
		for _, cells := range lines {
			if p.lone(cells) && p.hideCheapest(cells) {
				changed = true
			}
		}
	}
}

// row lists the cells of a row, column those of a column.
func (p *pattern) row(i int) [][2]int {
	var cells [][2]int
	for j := range p.n[i] {
		cells = append(cells, [2]int{i, j})
	}
	return cells
}

func (p *pattern) column(j int) [][2]int {
	var cells [][2]int
	for i := range p.n {
		cells = append(cells, [2]int{i, j})
	}
	return cells
}

// lone reports whether exactly one of the cells is hidden.
func (p *pattern) lone(cells [][2]int) bool {
	hidden := 0
	for _, c := range cells {
		if p.hidden[c[0]][c[1]] {
			hidden++
		}
	}
	return hidden == 1
}

// hideCheapest hides the smallest visible one of the cells, an empty one only
// where there is no other; of equal ones the first. It reports false where all
// are hidden already.
func (p *pattern) hideCheapest(cells [][2]int) bool {
	best := -1
	for i, c := range cells {
		if !p.hidden[c[0]][c[1]] && (best < 0 || p.cheaper(c, cells[best])) {
			best = i
		}
	}
	if best < 0 {
		return false
	}
	p.hidden[cells[best][0]][cells[best][1]] = true
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
// through: the cheapest of its row and column, else of any.
func (p *pattern) hideNear(c [2]int) bool {
	if p.hideCheapest(append(p.row(c[0]), p.column(c[1])...)) {
		return true
	}
	var all [][2]int
	for i := range p.n {
		all = append(all, p.row(i)...)
	}
	return p.hideCheapest(all)
}

// unsafe returns a sensitive cell that a reader could work out, and whether
// there is one: an outsider first, then the one person of each hidden cell that
// holds a single person.
func (p *pattern) unsafe(primary [][2]int, k int) ([2]int, bool) {
	known := [][2]int{outsider}
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

// outsider is the reader who knows no cell.
var outsider = [2]int{-1, -1}

// attack is the table as a reader sees it who knows one cell.
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
