// Package tally counts the ballots. They are first added up in whole numbers, class
// by class ([Tally]); the class counts are then combined with the class weights,
// scaled to a common denominator, as big integers ([Election]).
package tally

import (
	"context"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
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

// contextEvery is after how many ballots the context is looked at.
const contextEvery = 65536

// tallyAll tallies the ballots per class.
func tallyAll(ctx context.Context, e *electorate.Electorate, approve ballot.Approver) ([]*Tally, error) {
	c := &counter{m: e.M, r: ballot.NewReader(e.M, e.TickStyle), approve: approve}
	out := make([]*Tally, len(e.Classes))
	for i := range out {
		out[i] = newTally(e.M)
	}
	for k := range e.Row {
		if k%contextEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		kind, marks := e.Marks(k)
		c.add(out[e.Class[k]], kind, marks, e.Count[k])
	}
	return out, nil
}

// counter adds ballots to tallies.
type counter struct {
	m       int
	r       *ballot.Reader
	approve ballot.Approver
	set     []int32
}

// add counts a ballot, n times.
func (c *counter) add(t *Tally, kind planner.BallotKind, marks []planner.Mark, n int64) {
	m := c.m
	t.n += n
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
		c.incomplete(t, order, ends, n)
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
		c.points(t, marks, n)
	}
}

// incomplete counts a ballot that leaves issues out.
func (c *counter) incomplete(t *Tally, order, ends []int32, n int64) {
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

func (c *counter) points(t *Tally, marks []planner.Mark, n int64) {
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
