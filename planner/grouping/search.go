package grouping

import (
	"context"
	"slices"

	"roundtable/planner/internal/anneal"
)

// anneal runs the given number of moves while the temperature falls from hot to
// cold (in points), and returns the best seating met. Temperature and
// acceptance are computed in whole numbers.
func (s *searcher) anneal(ctx context.Context, moves int, hot, cold float64, thresholds anneal.Thresholds) seating {
	s.journal.mark(s.value(), s.has)
	if len(s.movable) == 0 {
		return s.bestSeating()
	}
	cooling := anneal.Cooling(hot, cold, moves)
	t := hot
	for n := 0; n < moves; n += anneal.Batch {
		if n&(1<<14-1) == 0 && ctx.Err() != nil {
			break
		}
		heat := anneal.Heat(t)
		for range anneal.Batch {
			s.try(thresholds.LeastGain(heat, s.rnd.Next()))
		}
		t *= cooling
	}
	s.record()
	return s.bestSeating()
}

// record marks the present state if it is the best; moves call it before they
// make things worse.
func (s *searcher) record() {
	if v := s.value(); v > s.journal.best {
		s.journal.mark(v, s.has)
	}
}

func (s *searcher) bestSeating() seating {
	s.journal.advance()
	out := s.journal.snapshot.clone()
	for u := range out {
		slices.Sort(out[u])
	}
	return out
}

// try proposes one random move and makes it if its gain is at least least.
func (s *searcher) try(least int64) {
	r := s.rnd
	u := int(s.movable[r.Below(len(s.movable))])
	list := s.cand[u]
	h := int(list[r.Below(len(list))])
	if !s.single[u] && s.trySeveral(u, h, least) {
		return
	}
	if s.in[u*s.K+h] >= 0 || len(s.has[u]) == 0 {
		return
	}
	g := int(s.has[u][0])
	if n := len(s.has[u]); n > 1 {
		g = int(s.has[u][r.Below(n)])
	}
	if s.m.seats[u*s.K+g] == forced {
		return
	}
	switch mode := r.Below(8); {
	case mode < 2 && s.people[h]+s.size[u] <= s.hi[h] && s.people[g]-s.size[u] >= s.lo[g]:
		s.tryShift(u, g, h, least)
	case mode < 6:
		s.trySwap(u, g, h, mode == 5, least)
	default:
		s.tryCycle(u, g, h, least)
	}
}

// trySeveral proposes the moves of units with a choice of how many seats: drop,
// add, take over, and another group to chair in. It reports whether it used up the turn.
func (s *searcher) trySeveral(u, h int, least int64) bool {
	un := &s.m.units[u]
	if s.in[u*s.K+h] >= 0 {
		if s.rnd.Below(2) == 0 && s.m.groups[h].chairs > 0 {
			s.tryHome(u, h, least)
		} else if len(s.has[u]) > un.lo && s.m.seats[u*s.K+h] != forced {
			s.tryDrop(u, h, least)
		}
		return true
	}
	if len(s.has[u]) < un.hi && s.rnd.Below(2) == 0 {
		if s.people[h]+s.size[u] > s.hi[h] {
			s.tryTakeOver(u, h, least)
		} else {
			s.tryAdd(u, h, least)
		}
		return true
	}
	return false
}

func (s *searcher) tryDrop(u, g int, least int64) {
	if s.people[g]-s.size[u] < s.lo[g] {
		return
	}
	np := s.after(g, u, -1, -1)
	d := -s.worth[u*s.K+g] - np + s.penalty[g] + s.setWorth(u, s.has[u], -1, int32(g)) - s.setWorth(u, s.has[u], -1, -1)
	if s.clashes > 0 {
		d += s.relief(u, g, -1) * s.hard
	}
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.quit(u, g)
	s.journal.add(u, g, -1)
	s.settle(g, np)
}

func (s *searcher) tryAdd(u, h int, least int64) {
	if s.people[h]+s.size[u] > s.hi[h] || !s.may(u, h, -1) {
		return
	}
	np := s.after(h, -1, u, -1)
	d := s.worth[u*s.K+h] - np + s.penalty[h] + s.setWorth(u, s.has[u], int32(h), -1) - s.setWorth(u, s.has[u], -1, -1)
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.join(u, h)
	s.journal.add(u, -1, h)
	s.settle(h, np)
}

// tryTakeOver gives u the seat of a member of the full group h who can do with
// one seat less.
func (s *searcher) tryTakeOver(u, h int, least int64) {
	l := s.members[h]
	if len(l) == 0 {
		return
	}
	w := int(l[s.rnd.Below(len(l))])
	if s.single[w] || s.size[w] != s.size[u] || len(s.has[w]) <= s.m.units[w].lo || s.m.seats[w*s.K+h] == forced || !s.may(u, h, w) {
		return
	}
	np := s.after(h, w, u, -1)
	d := s.worth[u*s.K+h] - s.worth[w*s.K+h] - np + s.penalty[h] +
		s.setWorth(u, s.has[u], int32(h), -1) - s.setWorth(u, s.has[u], -1, -1) +
		s.setWorth(w, s.has[w], -1, int32(h)) - s.setWorth(w, s.has[w], -1, -1)
	if s.clashes > 0 {
		d += s.relief(w, h, u) * s.hard
	}
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.quit(w, h)
	s.journal.add(w, h, -1)
	s.join(u, h)
	s.journal.add(u, -1, h)
	s.settle(h, np)
}

// tryHome makes h the group in which the people of u may chair.
func (s *searcher) tryHome(u, h int, least int64) {
	m := s.m
	people := m.units[u].people
	i := people[0]
	if len(people) > 1 {
		i = people[s.rnd.Below(len(people))]
	}
	c, old := m.people[i].chair, s.home[i]
	if c < 0 || old == int32(h) {
		return
	}
	var d int64
	if old >= 0 {
		s.bookChair(int(old), c, -1)
	}
	s.bookChair(h, c, 1)
	newOld, newH := int64(0), s.groupPenalty(h)
	d = s.penalty[h] - newH
	if old >= 0 {
		newOld = s.groupPenalty(int(old))
		d += s.penalty[old] - newOld
	}
	if d < least {
		s.bookChair(h, c, -1)
		if old >= 0 {
			s.bookChair(int(old), c, 1)
		}
		return
	}
	if d < 0 {
		s.record()
	}
	s.home[i] = int32(h)
	s.settle(h, newH)
	if old >= 0 {
		s.settle(int(old), newOld)
	}
}

func (s *searcher) tryShift(u, g, h int, least int64) {
	if !s.may(u, h, -1) {
		return
	}
	ng, nh := s.after(g, u, -1, -1), s.after(h, -1, u, g)
	d := s.worth[u*s.K+h] - s.worth[u*s.K+g] - ng + s.penalty[g] - nh + s.penalty[h]
	if !s.single[u] {
		d += s.setWorth(u, s.has[u], int32(h), int32(g)) - s.setWorth(u, s.has[u], -1, -1)
	}
	if s.clashes > 0 {
		d += s.relief(u, g, -1) * s.hard
	}
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.move(u, g, h)
	s.settle(g, ng)
	s.settle(h, nh)
}

// trySwap exchanges u in g with a member of h: one who could go to g, or with
// anyone also a member who had no such wish.
func (s *searcher) trySwap(u, g, h int, anyone bool, least int64) {
	K := s.K
	var v int
	if b := s.buckets[h*K+g]; len(b) > 0 && !anyone {
		v = int(b[s.rnd.Below(len(b))] >> 6)
	} else if l := s.members[h]; len(l) > 0 {
		v = int(l[s.rnd.Below(len(l))])
	} else {
		return
	}
	if v == u || s.in[v*K+g] >= 0 || s.fixed(v, h, g) {
		return
	}
	du := s.worth[u*K+h] - s.worth[u*K+g] + s.worth[v*K+g] - s.worth[v*K+h] + s.setDelta(u, g, h) + s.setDelta(v, h, g)
	if s.clashes == 0 && du+s.penalty[g]+s.penalty[h] < least {
		return
	}
	if !s.may(u, h, v) || !s.may(v, g, u) {
		return
	}
	ng, nh := s.after(g, u, v, h), s.after(h, v, u, g)
	d := du - ng + s.penalty[g] - nh + s.penalty[h]
	if s.clashes > 0 {
		d += (s.relief(u, g, v) + s.relief(v, h, u)) * s.hard
	}
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.move(u, g, h)
	s.move(v, h, g)
	s.settle(g, ng)
	s.settle(h, nh)
}

// tryCycle moves u from g to h, someone of h to k, and someone of k to g.
func (s *searcher) tryCycle(u, g, h int, least int64) {
	K := s.K
	l := s.members[h]
	if len(l) == 0 {
		return
	}
	v := int(l[s.rnd.Below(len(l))])
	k := int(s.cand[v][s.rnd.Below(len(s.cand[v]))])
	if v == u || k == g || k == h || s.in[v*K+k] >= 0 || s.fixed(v, h, k) {
		return
	}
	b := s.buckets[k*K+g]
	if len(b) == 0 {
		return
	}
	w := int(b[s.rnd.Below(len(b))] >> 6)
	if w == u || w == v || s.in[w*K+g] >= 0 || s.fixed(w, k, g) {
		return
	}
	du := s.worth[u*K+h] - s.worth[u*K+g] + s.worth[v*K+k] - s.worth[v*K+h] + s.worth[w*K+g] - s.worth[w*K+k] +
		s.setDelta(u, g, h) + s.setDelta(v, h, k) + s.setDelta(w, k, g)
	if s.clashes == 0 && du+s.penalty[g]+s.penalty[h]+s.penalty[k] < least {
		return
	}
	if !s.may(u, h, v) || !s.may(v, k, w) || !s.may(w, g, u) {
		return
	}
	ng, nh, nk := s.after(g, u, w, k), s.after(h, v, u, g), s.after(k, w, v, h)
	d := du - ng + s.penalty[g] - nh + s.penalty[h] - nk + s.penalty[k]
	if s.clashes > 0 {
		d += (s.relief(u, g, w) + s.relief(v, h, u) + s.relief(w, k, v)) * s.hard
	}
	if d < least {
		return
	}
	if d < 0 {
		s.record()
	}
	s.move(u, g, h)
	s.move(v, h, k)
	s.move(w, k, g)
	s.settle(g, ng)
	s.settle(h, nh)
	s.settle(k, nk)
}

// fixed reports whether unit v cannot leave h for g.
func (s *searcher) fixed(v, h, g int) bool {
	return s.m.seats[v*s.K+h] == forced || s.m.seats[v*s.K+g] == banned
}

// setDelta is what moving a unit from g to h changes beyond the groups' points.
func (s *searcher) setDelta(u, g, h int) int64 {
	if s.single[u] {
		return 0
	}
	return s.setWorth(u, s.has[u], int32(h), int32(g)) - s.setWorth(u, s.has[u], -1, -1)
}

func (s *searcher) move(u, g, h int) {
	s.shift(u, g, h)
	s.journal.add(u, g, h)
}

// settle books the new penalty of a group after a move.
func (s *searcher) settle(g int, penalty int64) {
	s.total += penalty - s.penalty[g]
	s.penalty[g] = penalty
	if s.clashes > 0 {
		s.clashes = s.countClashes()
	}
}
