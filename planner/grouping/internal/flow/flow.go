// Package flow finds flows in networks: the cheapest, and the largest with its cut.
package flow

import (
	"math"
	"slices"
)

// Graph is a directed graph with capacities and costs. Every edge has its
// reverse at index e^1.
type Graph struct {
	head [][]int32 // edges leaving a node
	to   []int32
	cap  []int64
	cost []int64
}

// New makes a graph of so many nodes and no edges.
func New(nodes int) *Graph { return &Graph{head: make([][]int32, nodes)} }

// Edge adds an edge and returns its index.
func (f *Graph) Edge(from, to int, capacity, cost int64) int {
	e := len(f.to)
	f.head[from] = append(f.head[from], int32(e))
	f.head[to] = append(f.head[to], int32(e+1))
	f.to = append(f.to, int32(to), int32(from))
	f.cap = append(f.cap, capacity, 0)
	f.cost = append(f.cost, cost, -cost)
	return e
}

// Flow is how much runs through edge e.
func (f *Graph) Flow(e int) int64 { return f.cap[e^1] }

// FarAway is more than any distance or amount.
const FarAway = math.MaxInt64 / 4

// Cheapest sends the flow of least total cost from s to t, of any amount. The
// edges must not form a cycle of negative cost.
//
// It is the primal-dual form of successive shortest paths (Ahuja, Magnanti,
// Orlin, Network Flows, 1993, sections 9.7 and 9.8): all paths of one length
// are filled at once, so the work grows with the number of different lengths,
// not with the amount.
func (f *Graph) Cheapest(s, t int) {
	for d := f.distances(s); d[t] < 0; d = f.distances(s) {
		f.fill(s, t, d)
	}
}

// distances are the costs of the cheapest ways from s that have room, FarAway where there
// is none; edges are relaxed in the order of the nodes until nothing changes.
func (f *Graph) distances(s int) []int64 {
	d := slices.Repeat([]int64{FarAway}, len(f.head))
	d[s] = 0
	for changed := true; changed; {
		changed = false
		for v := range f.head {
			if d[v] >= FarAway {
				continue
			}
			for _, e := range f.head[v] {
				if w := f.to[e]; f.cap[e] > 0 && d[v]+f.cost[e] < d[w] {
					d[w] = d[v] + f.cost[e]
					changed = true
				}
			}
		}
	}
	return d
}

// fill sends all it can along edges of reduced cost zero (Dinic's method), and
// returns how much that is.
func (f *Graph) fill(s, t int, potential []int64) (amount int64) {
	for {
		level := f.levels(s, t, potential)
		if level[t] < 0 {
			return amount
		}
		next := make([]int, len(f.head))
		for {
			n := f.push(s, t, FarAway, level, next, potential)
			if n == 0 {
				break
			}
			amount += n
		}
	}
}

func (f *Graph) tight(v int, e int32, potential []int64) bool {
	w := f.to[e]
	return f.cap[e] > 0 && potential[v] < FarAway && potential[v]+f.cost[e] == potential[w]
}

func (f *Graph) levels(s, t int, potential []int64) []int32 {
	level := slices.Repeat([]int32{-1}, len(f.head))
	level[s] = 0
	queue := []int{s}
	for len(queue) > 0 && level[t] < 0 {
		v := queue[0]
		queue = queue[1:]
		for _, e := range f.head[v] {
			if w := int(f.to[e]); level[w] < 0 && f.tight(v, e, potential) {
				level[w] = level[v] + 1
				queue = append(queue, w)
			}
		}
	}
	return level
}

func (f *Graph) push(v, t int, most int64, level []int32, next []int, potential []int64) int64 {
	if v == t {
		return most
	}
	for ; next[v] < len(f.head[v]); next[v]++ {
		e := f.head[v][next[v]]
		w := int(f.to[e])
		if level[w] != level[v]+1 || !f.tight(v, e, potential) {
			continue
		}
		if n := f.push(w, t, min(most, f.cap[e]), level, next, potential); n > 0 {
			f.cap[e] -= n
			f.cap[e^1] += n
			return n
		}
	}
	return 0
}

// Most sends as much as possible from s to t, whatever it costs.
func (f *Graph) Most(s, t int) int64 {
	for e := range f.cost {
		f.cost[e] = 0
	}
	return f.fill(s, t, make([]int64, len(f.head)))
}

// Reachable tells after [Graph.Most] which nodes s still reaches: the source side of a
// least cut.
func (f *Graph) Reachable(s, t int) []bool {
	seen := make([]bool, len(f.head))
	for v, level := range f.levels(s, t, make([]int64, len(f.head))) {
		seen[v] = level >= 0
	}
	return seen
}
