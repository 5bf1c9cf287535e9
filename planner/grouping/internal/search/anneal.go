// Package search finds good seatings of a model by simulated annealing.
//
// facts.go tabulates what does not change in a run, state.go is a seating with its
// penalties kept up to date, penalty.go what they are after a move, ring.go says what
// moves gain. anneal.go makes random moves and remembers the best seating met; polish.go
// makes every improving move that is left; place.go makes the first seating.
package search

import (
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/anneal"
)

// Annealer searches a seating by random moves.
type Annealer struct {
	State
	movable []int32 // units with more than one possible place
	rnd     *anneal.Random
	// best is the best seating met, of value reached.
	best    model.Seating
	reached int64
	// weight is what one broken costs in points at present.
	weight int64
}

// New sets up a search from a start. cand lists the groups each unit
// may be moved to; groups of the start are added. Closed groups stay empty.
func New(m *model.Model, start model.Seating, cand [][]int32, closed []bool, rnd *anneal.Random) *Annealer {
	s := &Annealer{State: *newState(m, start, cand, closed), rnd: rnd}
	for u := range s.cand {
		if len(s.cand[u]) > 1 || !s.single[u] && len(s.cand[u]) > 0 {
			s.movable = append(s.movable, int32(u))
		}
	}
	s.best, s.reached = model.Seating(s.Has).Clone(), s.value()
	return s
}

// Anneal runs the given number of moves while the temperature falls from hot to
// cold (in points), and returns the best seating met. Temperature and
// acceptance are computed in whole numbers.
func (s *Annealer) Anneal(moves int, hot, cold float64, thresholds anneal.Thresholds) model.Seating {
	if len(s.movable) == 0 {
		return s.best.Sorted()
	}
	cooling := anneal.Cooling(hot, cold, moves)
	most := s.m.HardPoints()
	s.weight = min(int64(firstWeight*hot), most)
	t := hot
	for n := 0; n < moves; n += anneal.Batch {
		heat := anneal.Heat(t)
		for range anneal.Batch {
			s.try(thresholds.LeastGain(heat, s.rnd.Next()))
		}
		s.weighAnew(most)
		t *= cooling
	}
	s.record()
	return s.best.Sorted()
}

// The weight of a broken rule oscillates (strategic oscillation: Glover and Laguna,
// Tabu Search, 1997): while one is broken it rises by a part in weightStep a batch,
// while none is it falls, so that the search crosses to and fro where the rules just
// hold. A fixed weight would keep it on one side, and where all counts are exact no
// move is left there. At first it is firstWeight times the temperature, where a broken
// rule is rare.
const (
	firstWeight = 8
	weightStep  = 64
	leastWeight = 16
)

func (s *Annealer) weighAnew(most int64) {
	step := 1 + s.weight/weightStep
	if brokenIn(-s.value()) > 0 {
		s.weight = min(s.weight+step, most)
	} else {
		s.weight = max(s.weight-step, leastWeight)
	}
}

// record copies the present state if it is the best; moves call it before they
// make things worse.
func (s *Annealer) record() {
	if v := s.value(); v > s.reached {
		s.reached = v
		for u := range s.Has {
			s.best[u] = append(s.best[u][:0], s.Has[u]...)
		}
	}
}

// shiftEvery is how often a shift is proposed, which is rarely possible where sizes are
// tight; the other moves are exchanges.
const shiftEvery = 4

// try proposes one random move and makes it if its gain is at least least.
func (s *Annealer) try(least int64) {
	r := s.rnd
	u := int(s.movable[r.Below(len(s.movable))])
	list := s.cand[u]
	h := int(list[r.Below(len(list))])
	if !s.single[u] && s.trySeveral(u, h, least) {
		return
	}
	if s.in[u*s.K+h] >= 0 || len(s.Has[u]) == 0 {
		return
	}
	g := int(s.Has[u][0])
	if n := len(s.Has[u]); n > 1 {
		g = int(s.Has[u][r.Below(n)])
	}
	if s.m.Seats[u*s.K+g] == model.Forced {
		return
	}
	if r.Below(shiftEvery) == 0 && s.HasRoom(h, u) && s.CanSpare(g, u) {
		s.tryShift(u, g, h, least)
	} else {
		s.trySwap(u, g, h, least)
	}
}

// trySeveral proposes the moves of units with a choice of how many seats: drop,
// add, take over, and another group to chair in. It reports whether it used up the turn.
func (s *Annealer) trySeveral(u, h int, least int64) bool {
	un := &s.m.Units[u]
	if s.in[u*s.K+h] >= 0 {
		if s.rnd.Below(2) == 0 && s.m.Groups[h].Chairs > 0 {
			s.tryHome(u, h, least)
		} else if len(s.Has[u]) > un.Lo && s.m.Seats[u*s.K+h] != model.Forced && s.CanSpare(h, u) {
			s.trySeat(h, u, -1, least)
		}
		return true
	}
	if len(s.Has[u]) < un.Hi && s.rnd.Below(2) == 0 {
		if !s.HasRoom(h, u) {
			s.tryTakeOver(u, h, least)
		} else {
			s.trySeat(h, -1, u, least)
		}
		return true
	}
	return false
}

// accept reports whether a move of this gain is to be made. Before one that makes
// things worse the present state is recorded.
func (s *Annealer) accept(gain, least int64) bool {
	if weigh(gain, s.weight) < least {
		return false
	}
	if gain < 0 {
		s.record()
	}
	return true
}

// trySeat takes a seat of g from unit out and gives one to unit in (−1: none);
// both keep their other seats.
func (s *Annealer) trySeat(g, out, in int, least int64) {
	np := s.after(g, out, in, -1)
	d := s.penalty[g] - np
	if out >= 0 {
		d += s.setGain(out, -1, g) - s.worth[out*s.K+g]
	}
	if in >= 0 {
		d += s.setGain(in, g, -1) + s.worth[in*s.K+g]
	}
	if !s.accept(d, least) {
		return
	}
	if out >= 0 {
		s.quit(out, g)
	}
	if in >= 0 {
		s.join(in, g)
	}
	s.settle(g, np)
}

// tryTakeOver gives u the seat of a member of the full group h who can do with
// one seat less.
func (s *Annealer) tryTakeOver(u, h int, least int64) {
	l := s.Members[h]
	if len(l) == 0 {
		return
	}
	w := int(l[s.rnd.Below(len(l))])
	if s.single[w] || s.size[w] != s.size[u] || len(s.Has[w]) <= s.m.Units[w].Lo || s.m.Seats[w*s.K+h] == model.Forced {
		return
	}
	s.trySeat(h, w, u, least)
}

// tryHome makes h the group in which the people of u may chair.
func (s *Annealer) tryHome(u, h int, least int64) {
	m := s.m
	people := m.Units[u].People
	i := people[0]
	if len(people) > 1 {
		i = people[s.rnd.Below(len(people))]
	}
	c, old := m.People[i].Chair, s.home[i]
	if c < 0 || old == int32(h) {
		return
	}
	var d int64
	if old >= 0 {
		s.distinct[int(old)] += s.countChair(int(old), c, -1)
	}
	s.distinct[h] += s.countChair(h, c, 1)
	newOld, newH := int64(0), s.groupPenalty(h)
	d = s.penalty[h] - newH
	if old >= 0 {
		newOld = s.groupPenalty(int(old))
		d += s.penalty[old] - newOld
	}
	if !s.accept(d, least) {
		s.distinct[h] += s.countChair(h, c, -1)
		if old >= 0 {
			s.distinct[int(old)] += s.countChair(int(old), c, 1)
		}
		return
	}
	s.home[i] = int32(h)
	s.settle(h, newH)
	if old >= 0 {
		s.settle(int(old), newOld)
	}
}

func (s *Annealer) tryShift(u, g, h int, least int64) {
	d, ng, nh := s.ShiftGain(u, g, h)
	if !s.accept(d, least) {
		return
	}
	s.shift(u, g, h)
	s.settle(g, ng)
	s.settle(h, nh)
}

// trySwap exchanges u in g with any member of h.
func (s *Annealer) trySwap(u, g, h int, least int64) {
	l := s.Members[h]
	if len(l) == 0 {
		return
	}
	v := int(l[s.rnd.Below(len(l))])
	if v != u && s.in[v*s.K+g] < 0 && !s.fixed(v, h, g) {
		s.tryRotation(ring{{u, g}, {v, h}}, least)
	}
}

// tryRotation passes seats on in a ring, if that gains at least least.
func (s *Annealer) tryRotation(x ring, least int64) {
	worth, most := x.worth(&s.State)
	if weigh(worth+most, s.weight) < least {
		return
	}
	var penalty [mostTurns]int64
	if !s.accept(worth+x.gain(&s.State, &penalty), least) {
		return
	}
	for k, t := range x {
		s.shift(t.unit, t.from, x[(k+1)%len(x)].from)
	}
	for k, t := range x {
		s.settle(t.from, penalty[k])
	}
}
