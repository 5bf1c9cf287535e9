// Package tally counts the ballots. They are first added up in whole numbers, class
// by class ([Tally]); the class counts are then combined with the class weights,
// scaled to a common denominator, as big integers ([Election]).
package tally

import (
	"context"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/parallel"
)

// Tally is what the ballots of one class add up to, in whole ballots.
//
// Every positional and pairwise figure under both policies follows from it:
// with S = strict, B = both, n ballots and L(a) = B[a][a] (complete ballots
// added),
//
//	W_ignore[a][b] = S[a][b]
//	W_last[a][b]   = S[a][b] + L(a) − B[a][b]
type Tally struct {
	m           int
	n, complete int64
	// strict[a·m+b]: a and b both listed, a above b. both[a·m+b]: both listed,
	// on incomplete ballots only; complete ballots list everything.
	strict, both []int64
	// below[k][a] sums, over incomplete ballots that list k issues among them a,
	// twice the number of listed issues below a plus the number tied with it;
	// listed[k][a] counts these ballots.
	below, listed [][]int64
	// first[t][a]: a shares the top with t issues in all.
	first [][]int64
	// Approve[a]: a counts as approved.
	Approve []int64
	// Grade[mark][a]: scores, approvals and hums by mark. points[total][a]: sum
	// of points given to a by ballots with that total.
	Grade, points map[planner.Mark][]int64

	strictLanes, bothLanes *lanes
}

// First is how many ballots have issue a at the top, with t issues in all.
func (t *Tally) First(share, a int) int64 {
	if r := t.first[share]; r != nil {
		return r[a]
	}
	return 0
}

// Graded is how many ballots give issue a the mark.
func (t *Tally) Graded(mark planner.Mark, a int) int64 {
	if r := t.Grade[mark]; r != nil {
		return r[a]
	}
	return 0
}

// Answers is how many ballots give issue a any mark, and the marks added up.
func (t *Tally) Answers(a int) (n, sum int64) {
	for mark, counts := range t.Grade {
		n += counts[a]
		sum += int64(mark) * counts[a]
	}
	return n, sum
}

// bothAt is how many ballots list both issues of the pair at i.
func (t *Tally) bothAt(i int) int64 {
	if t.both == nil {
		return t.complete
	}
	return t.complete + t.both[i]
}

func newTally(m int) *Tally {
	return &Tally{
		m:      m,
		strict: make([]int64, m*m), below: make([][]int64, m+1), listed: make([][]int64, m+1),
		first: make([][]int64, m+1), Approve: make([]int64, m),
	}
}

// row returns rows[k], making it if need be.
func row(rows [][]int64, k, m int) []int64 {
	if rows[k] == nil {
		rows[k] = make([]int64, m)
	}
	return rows[k]
}

func markRow(rows *map[planner.Mark][]int64, k planner.Mark, m int) []int64 {
	if *rows == nil {
		*rows = make(map[planner.Mark][]int64)
	}
	r := (*rows)[k]
	if r == nil {
		r = make([]int64, m)
		(*rows)[k] = r
	}
	return r
}

// merge adds o to t.
func (t *Tally) merge(o *Tally) {
	t.n += o.n
	t.complete += o.complete
	add(&t.strict, o.strict)
	add(&t.both, o.both)
	add(&t.Approve, o.Approve)
	for k := range o.first {
		add(&t.first[k], o.first[k])
		add(&t.below[k], o.below[k])
		add(&t.listed[k], o.listed[k])
	}
	for k, r := range o.Grade {
		have := markRow(&t.Grade, k, t.m)
		add(&have, r)
	}
	for k, r := range o.points {
		have := markRow(&t.points, k, t.m)
		add(&have, r)
	}
}

func add(dst *[]int64, src []int64) {
	if src == nil {
		return
	}
	if *dst == nil {
		*dst = make([]int64, len(src))
	}
	for i, x := range src {
		(*dst)[i] += x
	}
}

// lanesFrom is the number of ballots of a class from which the bit-sliced
// counters are worth their memory; maxLanes the largest number of issues they
// hold.
const (
	lanesFrom = 64
	maxLanes  = 64
)

// tallyAll tallies the ballots per class, on as many workers as there are
// processors. The workers' sums are added up, so their number and pace change
// nothing.
func tallyAll(ctx context.Context, e *electorate.Electorate, approve ballot.Approver) ([]*Tally, error) {
	parts := make([][]*Tally, parallel.Parts(len(e.Row)))
	parallel.Split(len(e.Row), func(part, lo, hi int) { parts[part] = tallyRange(ctx, e, approve, lo, hi) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sum := make([]*Tally, len(e.Classes))
	for _, part := range parts {
		for c, t := range part {
			switch {
			case t == nil:
			case sum[c] == nil:
				sum[c] = t
			default:
				sum[c].merge(t)
			}
		}
	}
	for c := range sum {
		if sum[c] == nil {
			sum[c] = newTally(e.M)
		}
	}
	return sum, nil
}

// contextEvery is after how many ballots the context is looked at.
const contextEvery = 65536

func tallyRange(ctx context.Context, e *electorate.Electorate, approve ballot.Approver, lo, hi int) []*Tally {
	c := &counter{m: e.M, r: ballot.NewReader(e.M, e.TickStyle), approve: approve}
	out := make([]*Tally, len(e.Classes))
	for k := lo; k < hi; k++ {
		if (k-lo)%contextEvery == 0 && ctx.Err() != nil {
			return out
		}
		cls := e.Class[k]
		kind, t := e.Classes[cls].Kind, out[cls]
		if t == nil {
			t = newTally(e.M)
			if e.M <= maxLanes && e.Classes[cls].N >= lanesFrom {
				t.strictLanes = newLanes(e.M, t.strict)
			}
			out[cls] = t
		}
		marks := e.Ballots.Marks(int(e.Row[k]))
		n := e.Count[k]
		t.n += n
		if n == 1 && kind == planner.Ranking && t.strictLanes != nil && c.fast(t, marks) {
			continue
		}
		c.slow(t, kind, marks, n)
	}
	for _, t := range out {
		if t != nil {
			t.strictLanes.finish()
			t.bothLanes.finish()
			t.strictLanes, t.bothLanes = nil, nil
		}
	}
	return out
}

// counter adds ballots to tallies.
type counter struct {
	m       int
	r       *ballot.Reader
	approve ballot.Approver
	set     []int32
}

// fast counts a ranking with distinct ranks 1..m; it reports false, having done
// nothing, for any other.
func (c *counter) fast(t *Tally, marks []planner.Mark) bool {
	at, k := c.r.Places(marks)
	if k < 0 {
		return false
	}
	if k < c.m {
		c.incomplete(t, marks, at, k)
		return true
	}
	t.complete++
	l := t.strictLanes
	buf, fill := l.buf, l.fill
	var below uint64
	for i := len(at) - 1; i > 0; i-- {
		a := at[i] - 1
		at[i] = 0
		buf[int(a)*block+fill] = below
		below |= 1 << uint(a)
		if i <= c.approve.First {
			t.Approve[a]++
		}
		if i == 1 {
			row(t.first, 1, c.m)[a]++
		}
	}
	l.next()
	return true
}

// incomplete counts a ranking that lists k < m issues, found at their ranks.
func (c *counter) incomplete(t *Tally, marks []planner.Mark, at []int32, k int) {
	if t.bothLanes == nil {
		if t.both == nil {
			t.both = make([]int64, c.m*c.m)
		}
		t.bothLanes = newLanes(c.m, t.both)
	}
	strict, both := t.strictLanes, t.bothLanes
	for a, mk := range marks {
		if mk == planner.Blank {
			strict.buf[a*block+strict.fill] = 0
			both.buf[a*block+both.fill] = 0
		}
	}
	above := k
	var below uint64
	sums, seen := row(t.below, k, c.m), row(t.listed, k, c.m)
	for i := len(at) - 1; i > 0; i-- {
		if at[i] == 0 {
			continue
		}
		a := at[i] - 1
		above--
		strict.buf[int(a)*block+strict.fill] = below
		below |= 1 << uint(a)
		sums[a] += int64(2 * (k - 1 - above))
		seen[a]++
		if above < c.approve.First {
			t.Approve[a]++
		}
		if above == 0 {
			row(t.first, 1, c.m)[a]++
		}
	}
	for i, a := range at {
		if a != 0 {
			both.buf[int(a-1)*block+both.fill] = below
			at[i] = 0
		}
	}
	strict.next()
	both.next()
}

// slow counts any ballot, n times.
func (c *counter) slow(t *Tally, kind planner.BallotKind, marks []planner.Mark, n int64) {
	m := c.m
	order, ends := c.r.Read(kind, marks)
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			for _, b := range order[end:] {
				t.strict[int(a)*m+int(b)] += n
			}
		}
		start = end
	}
	if k := len(order); k == m {
		t.complete += n
	} else {
		c.slowIncomplete(t, order, ends, n)
	}
	if top := ballot.Liked(kind, marks, order, ends); len(top) > 0 {
		first := row(t.first, int(top[0]), m)
		for _, a := range order[:top[0]] {
			first[a] += n
		}
	}
	c.set = c.approve.Append(c.set[:0], kind, marks, order, ends)
	for _, a := range c.set {
		t.Approve[a] += n
	}
	switch kind {
	case planner.Score, planner.Approval, planner.Hum:
		for a, mk := range marks {
			if mk == planner.Blank && kind == planner.Approval && c.r.Tick {
				mk = 0
			}
			if mk != planner.Blank {
				markRow(&t.Grade, mk, m)[a] += n
			}
		}
	case planner.Points:
		c.slowPoints(t, marks, n)
	}
}

func (c *counter) slowIncomplete(t *Tally, order, ends []int32, n int64) {
	m, k := c.m, len(order)
	if t.both == nil {
		t.both = make([]int64, m*m)
	}
	for _, a := range order {
		for _, b := range order {
			t.both[int(a)*m+int(b)] += n
		}
	}
	sums, seen := row(t.below, k, m), row(t.listed, k, m)
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			sums[a] += n * int64(2*(k-int(end))+int(end-start)-1)
			seen[a] += n
		}
		start = end
	}
}

func (c *counter) slowPoints(t *Tally, marks []planner.Mark, n int64) {
	var total planner.Mark
	for _, mk := range marks {
		if mk != planner.Blank {
			total += mk
		}
	}
	r := markRow(&t.points, total, c.m)
	for a, mk := range marks {
		if mk != planner.Blank {
			r[a] += n * int64(mk)
		}
	}
}
