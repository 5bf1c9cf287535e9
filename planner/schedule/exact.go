package schedule

import (
	"fmt"
	"math"
	"slices"
)

// mostStates is how many states the exact search of an order may have: 18 speakers who all
// differ, or any number of few kinds.
const mostStates = 1 << 18

// exact is the dynamic program: a state says how many of each kind of free people have
// spoken, and is one number with the count of kind t at stride[t].
type exact struct {
	*queue
	kinds    [][]int // people alike, by lot
	stride   []int
	states   int
	position []int    // of the free people in the order
	cost     []int64  // of the positions that a state settles
	left     []uint32 // bit by kind: somebody of it has not spoken; there are 18 kinds at most
}

// mostWays is up to how many ways are counted: beyond it the sums are rounded.
const mostWays = 1 << 53

// never is the cost of what cannot be.
const never = math.MaxInt64 / 2

// newExact is nil where there are too many states.
func newExact(q *queue) *exact {
	x := &exact{queue: q, states: 1}
	at := make(map[string]int)
	for _, i := range q.free {
		key := fmt.Sprint(q.marks[i], q.group[i])
		if _, met := at[key]; !met {
			at[key] = len(x.kinds)
			x.kinds = append(x.kinds, nil)
		}
		x.kinds[at[key]] = append(x.kinds[at[key]], i)
	}
	for _, k := range x.kinds {
		x.stride = append(x.stride, x.states)
		if x.states *= len(k) + 1; x.states > mostStates {
			return nil
		}
	}
	for at, i := range q.seat {
		if i < 0 {
			x.position = append(x.position, at)
		}
	}
	x.cost, x.left = make([]int64, x.states), make([]uint32, x.states)
	for s := range x.cost {
		x.cost[s] = x.settled(s)
	}
	return x
}

// count is how many of a kind have spoken in a state.
func (x *exact) count(s, kind int) int { return s / x.stride[kind] % (len(x.kinds[kind]) + 1) }

// settled notes who is left in a state, and is the cost of the positions from the last free
// one that a state fills until the next free one.
func (x *exact) settled(s int) int64 {
	spoken := make([]int64, len(x.total))
	filled := 0
	for t, kind := range x.kinds {
		c := x.count(s, t)
		filled += c
		if c < len(kind) {
			x.left[s] |= 1 << t
		}
		for _, v := range x.marks[kind[0]] {
			spoken[v] += int64(c)
		}
	}
	from, end := 0, len(x.seat)
	if filled > 0 {
		from = x.position[filled-1]
	}
	if filled < len(x.position) {
		end = x.position[filled]
	}
	n, sum := int64(len(x.seat)), int64(0)
	for k := range end {
		if i := x.seat[k]; i >= 0 {
			for _, v := range x.marks[i] {
				spoken[v]++
			}
		}
		if k < from {
			continue
		}
		for v := range spoken {
			d := n*spoken[v] - int64(k+1)*x.total[v]
			sum += d * d
		}
	}
	return sum
}

// solve finds the best order. Which group has the first word is tried one by one, for the
// last word is dear to it then.
func (x *exact) solve() found {
	least, ways := int64(never), 0.0
	var roads []*road
	for _, g := range x.firstGroups() {
		r := x.backward(g)
		if r.cost[0] < least {
			least, ways, roads = r.cost[0], 0, nil
		}
		if r.cost[0] == least {
			ways, roads = ways+r.ways[0], append(roads, r)
		}
	}
	for _, kind := range x.kinds {
		for f := range kind {
			ways *= float64(f + 1)
		}
	}
	out := x.found(x.forward(roads))
	out.bound, out.proved, out.ways = out.cost, true, ways
	return out
}

// firstGroups are the groups that may speak first.
func (x *exact) firstGroups() []string {
	if i := x.seat[0]; i >= 0 {
		return []string{x.group[i]}
	}
	var out []string
	for _, kind := range x.kinds {
		if g := x.group[kind[0]]; !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// road is the least cost from each state to the end, and how many ways reach it, where the
// group first speaks first.
type road struct {
	first string
	cost  []int64
	ways  []float64
}

// backward solves from the last position to the first.
func (x *exact) backward(first string) *road {
	r := &road{first, make([]int64, x.states), make([]float64, x.states)}
	top := x.states - 1
	r.cost[top], r.ways[top] = x.cost[top], 1
	if i := x.seat[len(x.seat)-1]; i >= 0 {
		r.cost[top] += x.endsPrice(first, x.group[i])
	}
	for s := top - 1; s >= 0; s-- {
		r.cost[s] = never
		for t := range x.kinds {
			to, ok := x.step(r, s, t)
			if !ok || r.cost[to] == never {
				continue
			}
			c := r.cost[to] + x.cost[s]
			if to == top && x.seat[len(x.seat)-1] < 0 {
				c += x.endsPrice(first, x.group[x.kinds[t][0]])
			}
			switch {
			case c < r.cost[s]:
				r.cost[s], r.ways[s] = c, r.ways[to]
			case c == r.cost[s]:
				r.ways[s] += r.ways[to]
			}
		}
	}
	return r
}

// step is the state after one of a kind speaks; false where nobody of it is left, or where
// the first word is another group's.
func (x *exact) step(r *road, s, kind int) (int, bool) {
	ok := x.left[s]>>kind&1 == 1 && (s > 0 || x.seat[0] >= 0 || x.group[x.kinds[kind][0]] == r.first)
	return s + x.stride[kind], ok
}

// forward walks along the best orders and takes at each position the person first by lot.
func (x *exact) forward(roads []*road) []int {
	order, s := slices.Clone(x.seat), 0
	for k, at := range x.position {
		best, to := len(x.people), 0
		for _, r := range roads {
			for t, kind := range x.kinds {
				next, ok := x.step(r, s, t)
				if !ok || kind[x.count(s, t)] >= best {
					continue
				}
				c := r.cost[next] + x.cost[s]
				if k == len(x.position)-1 && at == len(x.seat)-1 {
					c += x.endsPrice(r.first, x.group[kind[0]])
				}
				if c == r.cost[s] {
					best, to = kind[x.count(s, t)], next
				}
			}
		}
		order[at], s = best, to
		if at == 0 {
			roads = slices.DeleteFunc(slices.Clone(roads), func(r *road) bool { return r.first != x.group[best] })
		}
	}
	return order
}
