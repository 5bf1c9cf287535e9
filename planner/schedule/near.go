package schedule

import "slices"

// window is how far apart two may be who are exchanged.
const window = 50

// near is an order by search, for people of too many kinds: whoever leaves the least
// deviation at each position, then exchanges of two as long as one helps. The bound takes
// every number of people as the whole one nearest to its share.
func (q *queue) near() found {
	s := &search{queue: q, order: q.greedy()}
	for at, i := range q.seat {
		if i < 0 {
			s.movable = append(s.movable, at)
		}
	}
	out := found{firstLast: FirstLastKept, bound: q.bound()}
	if q.sameEnds(s.order) && !s.mendEnds() {
		out.firstLast = FirstLastImpossible
	}
	s.recount()
	for better := true; better; {
		better = false
		for k, j := range s.movable {
			for _, i := range s.movable[max(k-window, 0):k] {
				better = s.exchange(i, j) || better
			}
		}
	}
	out.order, out.cost = s.order, q.cost(s.order)
	out.proved = out.cost == out.bound
	return out
}

// search is an order that is being made more even.
type search struct {
	*queue
	order   []int
	movable []int     // positions that are not fixed
	off     [][]int64 // n·x(v,k) − k·n(v) by k − 1 and v
}

// greedy fills the free positions in turn; of equals the first by lot speaks.
func (q *queue) greedy() []int {
	n := int64(len(q.seat))
	order, left, x := slices.Clone(q.seat), slices.Clone(q.free), make([]int64, len(q.total))
	for k, i := range order {
		if i < 0 {
			least, best := int64(never), 0
			for at, who := range left {
				// Of the squares only those of the values that somebody carries differ:
				// (d+n)² − d² = n(2d+n).
				sum := int64(0)
				for _, v := range q.marks[who] {
					sum += n * (2*(n*x[v]-int64(k+1)*q.total[v]) + n)
				}
				if sum < least {
					least, best = sum, at
				}
			}
			i = left[best]
			left = slices.Delete(left, best, best+1)
			order[k] = i
		}
		for _, v := range q.marks[i] {
			x[v]++
		}
	}
	return order
}

// mendEnds exchanges the first or the last speaker for the one at the least cost who is of
// another group. One such exchange is enough wherever the rule can be kept at all.
func (s *search) mendEnds() bool {
	least, a, b := int64(never), 0, 0
	for _, i := range s.movable {
		for _, j := range []int{0, len(s.order) - 1} {
			if s.seat[j] >= 0 {
				continue
			}
			s.swap(i, j)
			if c := s.cost(s.order); !s.sameEnds(s.order) && c < least {
				least, a, b = c, i, j
			}
			s.swap(i, j)
		}
	}
	s.swap(a, b)
	return least < never
}

func (s *search) swap(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] }

// recount fills off.
func (s *search) recount() {
	n := int64(len(s.order))
	x := make([]int64, len(s.total))
	for k, i := range s.order {
		for _, v := range s.marks[i] {
			x[v] += n
		}
		row := make([]int64, len(x))
		for v := range x {
			row[v] = x[v] - int64(k+1)*s.total[v]
		}
		s.off = append(s.off, row)
	}
}

// exchange swaps the positions i < j where the order becomes more even and keeps its ends
// apart, if they are. Of whom speaks earlier the numbers from i to before j are one more, of
// whom speaks later one less.
func (s *search) exchange(i, j int) bool {
	n := int64(len(s.order))
	later, earlier := s.marks[s.order[i]], s.marks[s.order[j]]
	type shift struct {
		v  int
		by int64
	}
	var shifts []shift
	for _, v := range earlier {
		if !slices.Contains(later, v) {
			shifts = append(shifts, shift{v, n})
		}
	}
	for _, v := range later {
		if !slices.Contains(earlier, v) {
			shifts = append(shifts, shift{v, -n})
		}
	}
	change := int64(0)
	for _, row := range s.off[i:j] {
		for _, x := range shifts {
			change += x.by * (2*row[x.v] + x.by)
		}
	}
	if change >= 0 {
		return false
	}
	apart := !s.sameEnds(s.order)
	s.swap(i, j)
	if apart && s.sameEnds(s.order) {
		s.swap(i, j)
		return false
	}
	for _, row := range s.off[i:j] {
		for _, x := range shifts {
			row[x.v] += x.by
		}
	}
	return true
}

// bound is less than no order's cost: every x within is the whole number nearest to its share.
func (q *queue) bound() int64 {
	n, sum := int64(len(q.seat)), int64(0)
	for k := int64(1); k <= n; k++ {
		for _, t := range q.total {
			r := min(k*t%n, n-k*t%n)
			sum += r * r
		}
	}
	return sum
}
