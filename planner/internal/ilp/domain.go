package ilp

// domain is the part of a program still in play: bounds of every variable, with
// the least and greatest sum each row can still reach. Changes are kept on a
// trail and can be undone.
type domain struct {
	p      *Program
	lo, hi []int64
	least  []int64 // per row
	most   []int64
	inRow  [][]rowEntry // the columns of each row
	trail  []change
	queue  []int
	queued []bool

	// limit is the cost a solution must stay below; spent the least cost of the
	// domain.
	limit int64
	spent int64
}

type rowEntry struct {
	col  int
	coef int64
}

type change struct {
	col    int
	lo, hi int64
}

func newDomain(p *Program) *domain {
	n, m := len(p.Cols), len(p.Rows)
	d := &domain{
		p: p, lo: make([]int64, n), hi: make([]int64, n),
		least: make([]int64, m), most: make([]int64, m),
		inRow: make([][]rowEntry, m), queued: make([]bool, m),
	}
	for j := range p.Cols {
		for _, e := range p.Cols[j].At {
			d.inRow[e.Row] = append(d.inRow[e.Row], rowEntry{j, e.Coef})
		}
	}
	d.restart()
	return d
}

// restart takes the program's bounds and costs as they are now; its coefficients
// must not have changed.
func (d *domain) restart() {
	d.trail, d.limit, d.spent = d.trail[:0], NoCutoff, 0
	for _, sums := range [][]int64{d.lo, d.hi, d.least, d.most} {
		clear(sums)
	}
	for j := range d.p.Cols {
		d.shift(j, d.p.Cols[j].Lo, d.p.Cols[j].Hi, false)
	}
	d.clearQueue()
	for i := range d.p.Rows {
		d.enqueue(i)
	}
}

// rowLo and rowHi bound the sum of a row: by the row itself and by what its
// variables can reach.
func (d *domain) rowLo(i int) int64 { return max(d.p.Rows[i].Lo, d.least[i]) }
func (d *domain) rowHi(i int) int64 { return min(d.p.Rows[i].Hi, d.most[i]) }

func (d *domain) enqueue(i int) {
	if !d.queued[i] {
		d.queued[i] = true
		d.queue = append(d.queue, i)
	}
}

// narrow sets the bounds of a variable, keeping the old ones on the trail.
func (d *domain) narrow(j int, lo, hi int64) {
	d.trail = append(d.trail, change{j, d.lo[j], d.hi[j]})
	d.shift(j, lo-d.lo[j], hi-d.hi[j], true)
}

func (d *domain) shift(j int, dl, dh int64, wake bool) {
	d.lo[j] += dl
	d.hi[j] += dh
	if c := d.p.Cols[j].Cost; c > 0 {
		d.spent += c * dl
	} else {
		d.spent += c * dh
	}
	for _, e := range d.p.Cols[j].At {
		if e.Coef > 0 {
			d.least[e.Row] += e.Coef * dl
			d.most[e.Row] += e.Coef * dh
		} else {
			d.least[e.Row] += e.Coef * dh
			d.most[e.Row] += e.Coef * dl
		}
		if wake {
			d.enqueue(e.Row)
		}
	}
}

// mark and undo bracket a branch.
func (d *domain) mark() int { return len(d.trail) }

func (d *domain) undo(to int) {
	for k := len(d.trail) - 1; k >= to; k-- {
		c := d.trail[k]
		d.shift(c.col, c.lo-d.lo[c.col], c.hi-d.hi[c.col], false)
	}
	d.trail = d.trail[:to]
	d.clearQueue()
}

func (d *domain) clearQueue() {
	for _, i := range d.queue {
		d.queued[i] = false
	}
	d.queue = d.queue[:0]
}

// propagate narrows variables as far as single rows and the cost limit ask; it
// reports whether the domain may still hold a solution.
func (d *domain) propagate() bool {
	for {
		for len(d.queue) > 0 {
			i := d.queue[len(d.queue)-1]
			d.queue = d.queue[:len(d.queue)-1]
			d.queued[i] = false
			if !d.tighten(i) {
				d.clearQueue()
				return false
			}
		}
		if d.spent >= d.limit {
			return false
		}
		if !d.tightenCost() {
			return true
		}
	}
}

func (d *domain) tighten(i int) bool {
	row := d.p.Rows[i]
	if d.least[i] > row.Hi || d.most[i] < row.Lo {
		return false
	}
	over, under := row.Hi-d.least[i], d.most[i]-row.Lo // room above and below
	if over >= d.most[i]-d.least[i] && under >= d.most[i]-d.least[i] {
		return true
	}
	for _, e := range d.inRow[i] {
		width := d.hi[e.col] - d.lo[e.col]
		if width == 0 {
			continue
		}
		size := e.coef
		if size < 0 {
			size = -size
		}
		if size*width <= over && size*width <= under {
			continue
		}
		lo, hi := d.lo[e.col], d.hi[e.col]
		up, down := over/size, under/size // how far from its low and high end
		if e.coef > 0 {
			hi, lo = min(hi, d.lo[e.col]+up), max(lo, d.hi[e.col]-down)
		} else {
			lo, hi = max(lo, d.hi[e.col]-up), min(hi, d.lo[e.col]+down)
		}
		if lo > hi {
			return false
		}
		d.narrow(e.col, lo, hi)
		over, under = row.Hi-d.least[i], d.most[i]-row.Lo
	}
	return true
}

// tightenCost narrows variables whose cost the limit does not allow; it reports
// whether anything changed.
func (d *domain) tightenCost() bool {
	if d.limit >= NoCutoff {
		return false
	}
	room := d.limit - 1 - d.spent
	changed := false
	for j := range d.p.Cols {
		c := d.p.Cols[j].Cost
		if c == 0 || d.lo[j] == d.hi[j] {
			continue
		}
		if c > 0 && (d.hi[j]-d.lo[j])*c > room {
			d.narrow(j, d.lo[j], d.lo[j]+room/c)
			changed = true
		} else if c < 0 && (d.hi[j]-d.lo[j])*-c > room {
			d.narrow(j, d.hi[j]-room/-c, d.hi[j])
			changed = true
		}
	}
	return changed
}
