package schedule

import "slices"

// window is how far apart two may be who are exchanged.
const window = 50

// near is an order by search, for people of too many kinds: whoever leaves the least
// deviation at each position, then exchanges of two as long as one helps. The bound takes
// every number of people as the whole one nearest to its share.
func (q *queue) near() found {
	out := found{order: q.greedy(), firstLast: FirstLastKept, bound: q.bound()}
	if q.sameEnds(out.order) && !q.mendEnds(out.order) {
		out.firstLast = FirstLastImpossible
	}
	out.cost = q.cost(out.order)
	for better := true; better; {
		better = false
		for j := range out.order {
			for i := max(j-window, 0); i < j; i++ {
				better = q.exchange(&out, i, j) || better
			}
		}
	}
	out.proved = out.cost == out.bound
	return out
}

// exchange swaps two positions where that makes the order more even, unless it sets one group
// at both ends.
func (q *queue) exchange(at *found, i, j int) bool {
	if q.seat[i] >= 0 || q.seat[j] >= 0 || slices.Equal(q.marks[at.order[i]], q.marks[at.order[j]]) {
		return false
	}
	swap(at.order, i, j)
	if at.firstLast == FirstLastImpossible || !q.sameEnds(at.order) {
		if c := q.cost(at.order); c < at.cost {
			at.cost = c
			return true
		}
	}
	swap(at.order, i, j)
	return false
}

func swap(order []int, i, j int) { order[i], order[j] = order[j], order[i] }

// mendEnds exchanges the first or the last speaker for the one at the least cost who is of
// another group. One such exchange is enough wherever the rule can be kept at all.
func (q *queue) mendEnds(order []int) bool {
	least, a, b := int64(never), 0, 0
	for i := range order {
		for _, j := range []int{0, len(order) - 1} {
			if q.seat[i] >= 0 || q.seat[j] >= 0 {
				continue
			}
			swap(order, i, j)
			if c := q.cost(order); !q.sameEnds(order) && c < least {
				least, a, b = c, i, j
			}
			swap(order, i, j)
		}
	}
	swap(order, a, b)
	return least < never
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
