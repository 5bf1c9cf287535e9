package flow

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// edge is an edge of a small graph: from, to, capacity, cost.
type edge [4]int

func graph(nodes int, edges []edge) (f *Graph, ids []int) {
	f = New(nodes)
	for _, e := range edges {
		ids = append(ids, f.Edge(e[0], e[1], int64(e[2]), int64(e[3])))
	}
	return f, ids
}

// TestMostFlow is the textbook network of Ford and Fulkerson's method: six
// nodes, maximum flow 23 (Cormen, Leiserson, Rivest, Stein, Introduction to
// Algorithms, figure 26.1).
func TestMostFlow(t *testing.T) {
	f, _ := graph(6, []edge{
		{0, 1, 16, 5}, {0, 2, 13, -2}, {1, 3, 12}, {2, 1, 4}, {2, 4, 14, 9}, {3, 2, 9}, {3, 5, 20}, {4, 3, 7}, {4, 5, 4},
	})
	if got := f.Most(0, 5); got != 23 {
		t.Errorf("maximum flow %d, want 23", got)
	}
	if side := f.Reachable(0, 5); side[5] || !side[1] || side[3] {
		t.Errorf("cut %v", side)
	}
}

// random draws a graph whose edges lead to higher nodes, so that it has no cycle.
func random(r *rand.Rand) (nodes int, edges []edge) {
	nodes = 2 + r.IntN(4)
	for range r.IntN(8) {
		if a, b := r.IntN(nodes), r.IntN(nodes); a < b {
			edges = append(edges, edge{a, b, r.IntN(4), r.IntN(9) - 5})
		}
	}
	return nodes, edges
}

// flows calls visit with every flow from the first node to the last: its amounts by edge.
func flows(nodes int, edges []edge, visit func(amounts []int)) {
	amounts, over := make([]int, len(edges)), make([]int, nodes)
	var fill func(k int)
	fill = func(k int) {
		if k == len(edges) {
			if !slices.ContainsFunc(over[1:nodes-1], func(n int) bool { return n != 0 }) {
				visit(amounts)
			}
			return
		}
		e := edges[k]
		for n := range e[2] + 1 {
			amounts[k], over[e[0]], over[e[1]] = n, over[e[0]]-n, over[e[1]]+n
			fill(k + 1)
			over[e[0]], over[e[1]] = over[e[0]]+n, over[e[1]]-n
		}
	}
	fill(0)
}

// The cheapest flow costs what the cheapest of all flows does, and is one.
func TestCheapestOfAllFlows(t *testing.T) {
	for seed := range uint64(600) {
		nodes, edges := random(rand.New(rand.NewPCG(seed, 1)))
		cost := func(amounts []int) (sum int) {
			for k, n := range amounts {
				sum += n * edges[k][3]
			}
			return sum
		}
		best := 0
		flows(nodes, edges, func(amounts []int) { best = min(best, cost(amounts)) })
		f, ids := graph(nodes, edges)
		f.Cheapest(0, nodes-1)
		over, amounts := make([]int, nodes), make([]int, len(edges))
		for k, e := range edges {
			n := int(f.Flow(ids[k]))
			if amounts[k] = n; n < 0 || n > e[2] {
				t.Fatalf("seed %d: %d through an edge of %d", seed, n, e[2])
			}
			over[e[0]], over[e[1]] = over[e[0]]-n, over[e[1]]+n
		}
		if cost(amounts) != best || slices.ContainsFunc(over[1:nodes-1], func(n int) bool { return n != 0 }) {
			t.Fatalf("seed %d: cost %d, want %d; left over %v", seed, cost(amounts), best, over)
		}
	}
}

// The largest flow is as large as the least cut, which is where the source reaches (Ford
// and Fulkerson, Canadian J. Math. 8 (1956) 399–404).
func TestMostIsTheLeastCut(t *testing.T) {
	for seed := range uint64(600) {
		nodes, edges := random(rand.New(rand.NewPCG(seed, 2)))
		cut := func(in func(v int) bool) (sum int64) {
			for _, e := range edges {
				if in(e[0]) && !in(e[1]) {
					sum += int64(e[2])
				}
			}
			return sum
		}
		least := int64(1 << 40)
		for set := range 1 << (nodes - 2) {
			least = min(least, cut(func(v int) bool { return v == 0 || v < nodes-1 && set>>(v-1)&1 == 1 }))
		}
		f, _ := graph(nodes, edges)
		if got := f.Most(0, nodes-1); got != least {
			t.Fatalf("seed %d: %d, the least cut is %d", seed, got, least)
		}
		side := f.Reachable(0, nodes-1)
		if got := cut(func(v int) bool { return side[v] }); got != least || side[nodes-1] {
			t.Fatalf("seed %d: the cut reached is %d, want %d", seed, got, least)
		}
	}
}

// An assignment by the Hungarian method: the example of Kuhn's paper (Naval Research
// Logistics Quarterly 2 (1955) 83–97) in which four people can do some of four jobs, and
// three at most have one; and costs in which the greedy choice is dearer by 98.
func TestAssignments(t *testing.T) {
	jobs := [][]int{{0, 1, 2}, {2, 3}, {3}, {3}}
	f := New(10)
	for i, can := range jobs {
		f.Edge(0, 2+i, 1, 0)
		f.Edge(6+i, 1, 1, 0)
		for _, j := range can {
			f.Edge(2+i, 6+j, 1, -1)
		}
	}
	f.Cheapest(0, 1)
	assigned := int64(0)
	for e := 0; e < len(f.to); e += 2 {
		assigned += f.Flow(e) * -f.cost[e]
	}
	if assigned != 3 {
		t.Errorf("%d jobs are done, want 3", assigned)
	}

	f, ids := graph(6, []edge{{0, 1, 1, 0}, {0, 2, 1, 0}, {1, 3, 1, -100}, {1, 4, 1, -99}, {2, 3, 1, -99}, {2, 4, 1, 0}, {3, 5, 1, 0}, {4, 5, 1, 0}})
	f.Cheapest(0, 5)
	if f.Flow(ids[3]) != 1 || f.Flow(ids[4]) != 1 || f.Flow(ids[2]) != 0 {
		t.Error("the better one of the first keeps the second from a seat")
	}
}
