package search

import "slices"

// exits are the seats by where their units could go: for each two groups, the
// seats in the first of units that may move to the second. An exchange finds its
// partner here.
type exits struct {
	buckets [][]int32 // from group*K + to group: seats (unit<<slotBits | slot)
	at      [][]int32 // by unit: candidate*slots + slot → position in its bucket
	slots   []int     // most seats of each unit
}

// slotBits leaves room for 64 seats of one unit.
const slotBits = 6

func newExits(f *facts, start [][]int32) exits {
	e := exits{buckets: make([][]int32, f.K*f.K), at: make([][]int32, f.U), slots: make([]int, f.U)}
	for u := range f.U {
		e.slots[u] = max(f.m.Units[u].Hi, len(start[u]))
		e.at[u] = make([]int32, len(f.cand[u])*e.slots[u])
	}
	return e
}

// enter books slot k of unit u, which sits in h, in the buckets of the groups it
// could go to.
func (e *exits) enter(f *facts, u, h, k int) {
	n := e.slots[u]
	for c, g := range f.cand[u] {
		b := &e.buckets[h*f.K+int(g)]
		e.at[u][c*n+k] = int32(len(*b))
		*b = append(*b, int32(u<<slotBits|k))
	}
}

// leave takes slot k of unit u, which sits in h, out of its buckets.
func (e *exits) leave(f *facts, u, h, k int) {
	n := e.slots[u]
	for c, g := range f.cand[u] {
		b := e.buckets[h*f.K+int(g)]
		at := e.at[u][c*n+k]
		last := b[len(b)-1]
		b[at] = last
		e.buckets[h*f.K+int(g)] = b[:len(b)-1]
		v, slot := int(last>>slotBits), int(last&(1<<slotBits-1))
		e.at[v][slices.Index(f.cand[v], g)*e.slots[v]+slot] = at
	}
}
