package solve

import (
	"cmp"
	"math"
	"slices"

	"roundtable/planner/grouping/internal/bound"
	"roundtable/planner/grouping/internal/model"
)

// branchNode is an open part of the plans: everything under a restriction.
type branchNode struct {
	r     *bound.Restriction
	price []float64
	bound int64
	depth int
	seq   int
}

// compare orders nodes by how soon they are explored, the first last: the highest
// bound; of equals the deeper, then the newer.
func (n *branchNode) compare(o *branchNode) int {
	return cmp.Or(cmp.Compare(n.bound, o.bound), cmp.Compare(n.depth, o.depth), cmp.Compare(n.seq, o.seq))
}

// brancher runs the branch and bound of a solver: best bound first, nodes split
// on a group's opening, size or count, or on one unit's seat, whichever the
// relaxed solution leaves most undecided.
type brancher struct {
	*Solver
	open  []*branchNode
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
func (s *Solver) branch() {
	br := &brancher{Solver: s, closed: model.NoPlan}
	s.Branched = true
	root0 := s.Descent
	defer func() { s.Descent = root0 }()
	br.push(&branchNode{r: bound.NewRestriction(s.Model), price: slices.Clone(s.Descent.BestPrice), bound: s.Bound})
	for len(br.open) > 0 && br.nodes < s.Budget.Nodes && !s.clock.Over() {
		last := len(br.open) - 1
		n := br.open[last]
		if s.proved(n.bound) {
			break
		}
		br.open = br.open[:last]
		br.nodes++
		br.explore(n)
		if br.nodes%sayEvery == 0 {
			s.Bound = min(s.Bound, br.bound())
			s.Say("branch")
		}
	}
	s.Bound = min(s.Bound, br.bound())
	s.Bounder.Restrict(bound.NewRestriction(s.Model))
	copy(s.Bounder.Price, root0.BestPrice)
	s.Bounder.Eval()
	s.Say("branch")
}

// bound is what is proved so far: the highest of the open parts, the parts
// given up, and the best plan.
func (br *brancher) bound() int64 {
	b := br.closed
	if br.feasible() {
		b = max(b, br.Score.Value)
	}
	if n := len(br.open); n > 0 {
		b = max(b, br.open[n-1].bound)
	}
	return b
}

// push files a node among the open ones.
func (br *brancher) push(n *branchNode) {
	br.seq++
	n.seq = br.seq
	at, _ := slices.BinarySearchFunc(br.open, n, (*branchNode).compare)
	br.open = slices.Insert(br.open, at, n)
}

// proved reports whether plans of at most this value are of no interest.
func (s *Solver) proved(most int64) bool {
	return s.feasible() && most <= s.Score.Value
}

// explore lowers the bound of a node, fixes what cannot differ, and splits it.
func (br *brancher) explore(n *branchNode) {
	s := br.Solver
	var d *bound.Descent
	most := n.bound
	for pass := range nodePasses {
		s.Bounder.Restrict(n.r)
		copy(s.Bounder.Price, n.price)
		d = bound.NewDescent(s.Bounder)
		steps := nodeSteps
		if pass > 0 {
			steps = nodeRefine
		}
		d.Run(steps, s.target(), bound.NodePace)
		most = min(most, s.Model.FloorToGrain(d.Best))
		if math.IsInf(d.Best, -1) || s.proved(most) {
			return
		}
		n.price = d.BestPrice
		if br.fix(n.r, d.Best) == 0 {
			break
		}
	}
	if br.nodes%searchEvery == 1 {
		s.Descent = d
		closed := s.withinCaps(n.r.ClosedBy(), -1)
		s.search(searchRun{mostShared(d, closed), worthHaving(d, nodeWidth), closed, nodeMoves, nodeHeat})
		if s.proved(most) {
			return
		}
	}
	br.split(n, d, most)
}

// fix strikes off the seats that no plan better than the best can have, and
// returns how many.
func (br *brancher) fix(r *bound.Restriction, most float64) int {
	s := br.Solver
	if !s.feasible() {
		return 0
	}
	m, K := s.Model, s.Model.K()
	slack := most - float64(s.Score.Value+m.Grain)
	n := 0
	for u := range m.Units {
		for _, g := range s.Bounder.Candidates(u) {
			at := &r.Seats[u*K+int(g)]
			if *at != model.Free {
				continue
			}
			if s.Bounder.Loss(u, g) > slack {
				*at = model.Banned
				n++
			} else if !s.Bounder.Single(u) && s.Bounder.LossWithout(u, g) > slack {
				*at = model.Forced
				n++
			}
		}
	}
	return n
}

// split makes two nodes of one. The upper half comes first among equals: it
// decides more, so plans are found sooner.
func (br *brancher) split(n *branchNode, d *bound.Descent, most int64) {
	c := br.choose(n.r, d)
	if c.kind == splitNothing {
		// Every seat is decided: the part holds at most one plan, which the
		// search may not have met.
		x := mostShared(d, n.r.ClosedBy())
		br.offer(x, br.Model.Evaluate(x))
		if !br.proved(most) {
			br.closed = max(br.closed, most)
		}
		return
	}
	for side := range 2 {
		r := n.r
		if side == 0 {
			r = n.r.Clone()
		}
		c.apply(br.Model, r, side)
		br.push(&branchNode{r: r, price: n.price, bound: most, depth: n.depth + 1})
	}
}

type splitKind uint8

const (
	splitNothing splitKind = iota
	splitOpen
	splitOption
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
func (c *cut) apply(m *model.Model, r *bound.Restriction, side int) {
	k := c.g*m.Classes + c.c
	switch c.kind {
	case splitOpen:
		if side == 0 {
			r.Lo[c.g], r.Hi[c.g] = 1, 0
			r.MustOpen[c.g] = false
			for u := range m.Units {
				if at := &r.Seats[u*m.K()+c.g]; *at == model.Free {
					*at = model.Banned
				}
			}
		} else {
			r.MustOpen[c.g] = true
		}
	case splitOption:
		c.choose(m, r, side)
	case splitSize:
		if side == 0 {
			r.Hi[c.g] = c.at
		} else {
			r.Lo[c.g] = c.at + 1
		}
	case splitCount:
		if side == 0 {
			r.CountHi[k] = min(r.CountHi[k], c.at)
		} else {
			r.CountLo[k] = max(r.CountLo[k], c.at+1)
		}
	case splitSeat:
		if side == 0 {
			r.Seats[c.u*m.K()+c.g] = model.Banned
		} else {
			r.Seats[c.u*m.K()+c.g] = model.Forced
		}
	}
}

// choose bars a common attribute, or all others of its set.
func (c *cut) choose(m *model.Model, r *bound.Restriction, side int) {
	barred := r.Barred[c.g*len(m.Attrs) : (c.g+1)*len(m.Attrs)]
	if side == 0 {
		barred[c.c] = true
		return
	}
	for _, set := range m.Groups[c.g].Options {
		for _, a := range set {
			barred[a] = barred[a] || a != c.c && slices.Contains(set, c.c)
		}
	}
	c.leaveOut(m, r)
}

// leaveOut bars those from a group whom its common attribute does not suit, where all
// members must be suited.
func (c *cut) leaveOut(m *model.Model, r *bound.Restriction) {
	for k := range m.Groups[c.g].Rules {
		x := &m.Groups[c.g].Rules[k]
		if int(x.Attr) != c.c || !x.Hard || !everybody(x.Need[:m.Groups[c.g].Hi+1]) {
			continue
		}
		for i := range m.People {
			at := &r.Seats[int(m.People[i].Unit)*m.K()+c.g]
			if m.ClassOf[i*len(m.Attrs)+c.c] != x.Class && *at == model.Free {
				*at = model.Banned
			}
		}
	}
}

// everybody reports whether a rule asks for all members at every size.
func everybody(need []int32) bool {
	for z, n := range need {
		if int(n) < z {
			return false
		}
	}
	return true
}

// choose finds what to split on: an opening, a common attribute, else the most undecided
// size, count or seat.
func (br *brancher) choose(r *bound.Restriction, d *bound.Descent) cut {
	for g := range br.Model.Groups {
		if r.Undecided(g) {
			return cut{kind: splitOpen, g: g}
		}
	}
	for g := range br.Model.Groups {
		if a := br.Bounder.OpenChoice(g); a >= 0 {
			return cut{kind: splitOption, g: g, c: a}
		}
	}
	if best := br.mostUndecided(r, d); best.kind != splitNothing {
		return best
	}
	return br.anySeat(r)
}

// mostUndecided is the size, count or seat that the relaxed solution leaves most open.
func (br *brancher) mostUndecided(r *bound.Restriction, d *bound.Descent) cut {
	m, K := br.Model, br.Model.K()
	best := cut{openness: leastOpen}
	size, count := make([]float64, K), make([]float64, K*m.Classes)
	filled := d.Filled()
	for u := range m.Units {
		for _, g := range br.Bounder.Candidates(u) {
			x := d.Shares[u*K+int(g)] / filled
			size[g] += x * float64(len(m.Units[u].People))
			m.EachClass(u, func(c int32) { count[int(g)*m.Classes+int(c)] += x })
			if o := seatWeight * min(x, 1-x); o > best.openness && r.Seats[u*K+int(g)] == model.Free {
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
		consider(splitSize, g, 0, size[g], r.Lo[g], r.Hi[g])
		for c := range m.Classes {
			k := g*m.Classes + c
			if br.Bounder.Priced(g, c) {
				consider(splitCount, g, c, count[k], r.CountLo[k], min(r.CountHi[k], r.Hi[g]))
			}
		}
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
func (br *brancher) anySeat(r *bound.Restriction) cut {
	m, K := br.Model, br.Model.K()
	best, least := cut{}, math.Inf(1)
	for u := range m.Units {
		if br.Bounder.Single(u) && len(br.Bounder.Candidates(u)) == 1 {
			continue
		}
		for _, g := range br.Bounder.Candidates(u) {
			if r.Seats[u*K+int(g)] != model.Free {
				continue
			}
			l := br.Bounder.Loss(u, g)
			if slices.Contains(br.Bounder.Picked(u), g) {
				l = br.Bounder.LossWithout(u, g)
			}
			if l < least {
				best, least = cut{kind: splitSeat, u: u, g: int(g)}, l
			}
		}
	}
	return best
}
