package grouping

import (
	"container/heap"
	"math"
	"slices"
)

// branchNode is an open part of the plans: everything under a restriction.
type branchNode struct {
	r     *restriction
	price []float64
	bound int64
	depth int
	seq   int
}

// openNodes keeps the nodes with the highest bound first; of equals the deeper.
type openNodes []*branchNode

func (o openNodes) Len() int { return len(o) }
func (o openNodes) Less(i, j int) bool {
	if o[i].bound != o[j].bound {
		return o[i].bound > o[j].bound
	}
	if o[i].depth != o[j].depth {
		return o[i].depth > o[j].depth
	}
	return o[i].seq > o[j].seq
}
func (o openNodes) Swap(i, j int) { o[i], o[j] = o[j], o[i] }
func (o *openNodes) Push(x any)   { *o = append(*o, x.(*branchNode)) }
func (o *openNodes) Pop() any {
	old := *o
	x := old[len(old)-1]
	*o = old[:len(old)-1]
	return x
}

// brancher runs the branch and bound of a solver: best bound first, nodes split
// on a group's opening, size or count, or on one unit's seat, whichever the
// relaxed solution leaves most undecided.
type brancher struct {
	*solver
	open  openNodes
	seq   int
	nodes int
	// closed is the highest bound of parts that could not be split further.
	closed int64
}

// The work in a node. Prices come from its parent and differ little, so few steps
// do; a search every few nodes finds the plans by which others are closed.
const (
	nodeSteps   = 60 // price steps at first
	nodeRefine  = 40 // and again after seats were fixed
	nodePasses  = 3  // rounds of steps and fixing
	nodeMoves   = 30_000
	searchEvery = 6
	sayEvery    = 64 // nodes between reports of progress
)

// branch searches until the best plan is proved or the nodes are used up.
func (s *solver) branch() {
	br := &brancher{solver: s, closed: noPlan}
	s.branched = true
	root0 := s.d
	defer func() { s.d = root0 }()
	root := &branchNode{r: newRestriction(s.m), price: slices.Clone(s.d.bestPrice), bound: s.bound}
	heap.Push(&br.open, root)
	for br.open.Len() > 0 && br.nodes < s.budget.Nodes && s.ctx.Err() == nil {
		n := heap.Pop(&br.open).(*branchNode)
		if s.proved(n.bound) {
			heap.Push(&br.open, n)
			break
		}
		br.nodes++
		br.explore(n)
		if br.nodes%sayEvery == 0 {
			s.bound = min(s.bound, br.bound())
			s.say("branch")
		}
	}
	s.bound = min(s.bound, br.bound())
	s.b.restrict(newRestriction(s.m))
	copy(s.b.price, root0.bestPrice)
	s.b.eval()
	s.say("branch")
}

// bound is what is proved so far: the highest of the open parts, the parts
// given up, and the best plan.
func (br *brancher) bound() int64 {
	b := br.closed
	if br.feasible() {
		b = max(b, br.score.value)
	}
	for _, n := range br.open {
		b = max(b, n.bound)
	}
	return b
}

// proved reports whether plans of at most this value are of no interest.
func (s *solver) proved(most int64) bool {
	return s.feasible() && most <= s.score.value
}

// explore lowers the bound of a node, fixes what cannot differ, and splits it.
func (br *brancher) explore(n *branchNode) {
	s := br.solver
	var d *descent
	most := n.bound
	for pass := range nodePasses {
		s.b.restrict(n.r)
		copy(s.b.price, n.price)
		d = newDescent(s.b)
		steps := nodeSteps
		if pass > 0 {
			steps = nodeRefine
		}
		d.run(s.ctx, steps, s.target(), nodePace)
		most = min(most, s.m.floorToGrain(d.best))
		if math.IsInf(d.best, -1) || s.proved(most) {
			return
		}
		n.price = d.bestPrice
		if br.fix(n.r, d.best) == 0 {
			break
		}
	}
	if br.nodes%searchEvery == 1 {
		s.d = d
		closed := n.r.closedBy()
		s.search(searchRun{mostShared(d, closed), worthHaving(d, nodeWidth), closed, nodeMoves, nodeHeat})
		if s.proved(most) {
			return
		}
	}
	br.split(n, d, most)
}

// fix strikes off the seats that no plan better than the best can have, and
// returns how many.
func (br *brancher) fix(r *restriction, most float64) int {
	s := br.solver
	if !s.feasible() {
		return 0
	}
	m, K := s.m, s.m.K()
	slack := most - float64(s.score.value+m.grain)
	n := 0
	for u := range m.units {
		for _, g := range s.b.candidates(u) {
			at := &r.seats[u*K+int(g)]
			if *at != free {
				continue
			}
			if s.b.loss(u, g) > slack {
				*at = banned
				n++
			} else if !s.b.single(u) && s.b.lossWithout(u, g) > slack {
				*at = forced
				n++
			}
		}
	}
	return n
}

// split makes two nodes of one. The upper half comes first among equals: it
// decides more, so plans are found sooner.
func (br *brancher) split(n *branchNode, d *descent, most int64) {
	c := br.choose(n.r, d)
	if c.kind == splitNothing {
		// Every seat is decided: the part holds at most one plan, which the
		// search may not have met.
		x := mostShared(d, n.r.closedBy())
		br.offer(x, br.m.evaluate(x))
		if !br.proved(most) {
			br.closed = max(br.closed, most)
		}
		return
	}
	for side := range 2 {
		r := n.r
		if side == 0 {
			r = n.r.clone()
		}
		c.apply(br.m, r, side)
		br.seq++
		heap.Push(&br.open, &branchNode{r: r, price: n.price, bound: most, depth: n.depth + 1, seq: br.seq})
	}
}

type splitKind uint8

const (
	splitNothing splitKind = iota
	splitOpen
	splitSize
	splitCount
	splitSeat
)

// cut is one way to split a node: at most at, or more.
type cut struct {
	kind     splitKind
	u, g, c  int
	at       int32
	openness float64 // how undecided, 0 to 0.5
}

// apply restricts to one side of the cut.
func (c *cut) apply(m *model, r *restriction, side int) {
	k := c.g*m.classes + c.c
	switch c.kind {
	case splitOpen:
		if side == 0 {
			r.lo[c.g], r.hi[c.g] = 1, 0
			r.mustOpen[c.g] = false
			for u := range m.units {
				if at := &r.seats[u*m.K()+c.g]; *at == free {
					*at = banned
				}
			}
		} else {
			r.mustOpen[c.g] = true
		}
	case splitSize:
		if side == 0 {
			r.hi[c.g] = c.at
		} else {
			r.lo[c.g] = c.at + 1
		}
	case splitCount:
		if side == 0 {
			r.countHi[k] = min(r.countHi[k], c.at)
		} else {
			r.countLo[k] = max(r.countLo[k], c.at+1)
		}
	case splitSeat:
		if side == 0 {
			r.seats[c.u*m.K()+c.g] = banned
		} else {
			r.seats[c.u*m.K()+c.g] = forced
		}
	}
}

// choose finds the most undecided size, count or seat of the relaxed solution.
func (br *brancher) choose(r *restriction, d *descent) cut {
	m, K := br.m, br.m.K()
	for g := range m.groups {
		if m.groups[g].optional && !r.mustOpen[g] && r.hi[g] >= r.lo[g] && r.hi[g] > 0 {
			return cut{kind: splitOpen, g: g}
		}
	}
	weight := 1 - math.Pow(shareDecay, float64(d.evals))
	size, count := make([]float64, K), make([]float64, K*m.classes)
	best := cut{openness: leastOpen}
	A := len(m.attrs)
	for u := range m.units {
		for _, g := range br.b.candidates(u) {
			x := d.shares[u*K+int(g)] / weight
			size[g] += x * float64(len(m.units[u].people))
			for _, i := range m.units[u].people {
				for _, c := range m.classOf[int(i)*A : (int(i)+1)*A] {
					count[int(g)*m.classes+int(c)] += x
				}
			}
			if o := seatWeight * min(x, 1-x); o > best.openness && r.seats[u*K+int(g)] == free {
				best = cut{kind: splitSeat, u: u, g: int(g), openness: o}
			}
		}
	}
	consider := func(kind splitKind, g, c int, x float64, lo, hi int32) {
		f := math.Floor(x)
		if o := min(x-f, f+1-x); o > best.openness && int32(f) >= lo && int32(f) < hi {
			best = cut{kind: kind, g: g, c: c, at: int32(f), openness: o}
		}
	}
	for g := range K {
		consider(splitSize, g, 0, size[g], r.lo[g], r.hi[g])
		for c := range m.classes {
			k := g*m.classes + c
			if br.b.priced(g, c) {
				consider(splitCount, g, c, count[k], r.countLo[k], min(r.countHi[k], r.hi[g]))
			}
		}
	}
	if best.kind == splitNothing {
		best = br.anySeat(r)
	}
	return best
}

const (
	// leastOpen is how undecided a size, count or seat must be to be split on;
	// less is what the averaging leaves of a decided one.
	leastOpen = 0.02
	// seatWeight is how much a split of one seat counts against one of a count,
	// which moves more people.
	seatWeight = 0.8
)

// anySeat splits on a seat that is still free, the cheapest to change.
func (br *brancher) anySeat(r *restriction) cut {
	m, K := br.m, br.m.K()
	best, least := cut{}, math.Inf(1)
	for u := range m.units {
		if br.b.single(u) && len(br.b.candidates(u)) == 1 {
			continue
		}
		for _, g := range br.b.candidates(u) {
			if r.seats[u*K+int(g)] != free {
				continue
			}
			l := br.b.loss(u, g)
			if slices.Contains(br.b.picked(u), g) {
				l = br.b.lossWithout(u, g)
			}
			if l < least {
				best, least = cut{kind: splitSeat, u: u, g: int(g)}, l
			}
		}
	}
	return best
}
