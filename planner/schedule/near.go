package schedule

import "slices"

// window is how far apart two may be who are exchanged.
const window = 50

// near is an order by search, for people of too many kinds: whoever leaves the least
// deviation at each position, then exchanges of two as long as one helps, of which each may
// be with the first or the last: one such exchange is enough to keep one group from both ends
// wherever that can be. The bound takes every number of people as the whole one nearest to
// its share.
func (q *queue) near() found {
	order := q.greedy()
	price := q.price(order)
	last := len(order) - 1
	for better := true; better; {
		better = false
		for j := range order {
			for i := range j {
				far := j-i > window && i > 0 && j < last
				if far || q.seat[i] >= 0 || q.seat[j] >= 0 || q.alike(order[i], order[j]) {
					continue
				}
				order[i], order[j] = order[j], order[i]
				if p := q.price(order); p < price {
					price, better = p, true
				} else {
					order[i], order[j] = order[j], order[i]
				}
			}
		}
	}
	out := q.found(order)
	out.bound = q.bound()
	out.proved = out.cost == out.bound
	return out
}

// alike reports whether exchanging two people changes nothing.
func (q *queue) alike(a, b int) bool {
	return q.group[a] == q.group[b] && slices.Equal(q.marks[a], q.marks[b])
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
