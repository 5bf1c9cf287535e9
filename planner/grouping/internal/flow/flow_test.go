package flow

import "testing"

// TestMostFlow is the textbook network of Ford and Fulkerson's method: six
// nodes, maximum flow 23 (Cormen, Leiserson, Rivest, Stein, Introduction to
// Algorithms, figure 26.1).
func TestMostFlow(t *testing.T) {
	f := New(6)
	for _, e := range [][3]int{{0, 1, 16}, {0, 2, 13}, {1, 3, 12}, {2, 1, 4}, {2, 4, 14}, {3, 2, 9}, {3, 5, 20}, {4, 3, 7}, {4, 5, 4}} {
		f.Edge(e[0], e[1], int64(e[2]), 0)
	}
	if got := f.Most(0, 5); got != 23 {
		t.Errorf("maximum flow %d, want 23", got)
	}
	if side := f.Reachable(0, 5); side[5] || !side[1] || side[3] {
		t.Errorf("cut %v", side)
	}
}
