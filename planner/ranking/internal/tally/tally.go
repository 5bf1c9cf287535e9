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

// Tally is what the ballots of one class add up to, in whole ballots. Every positional
// and pairwise figure under both policies follows from it.
type Tally struct {
	m    int
	kind planner.BallotKind
	n    int64
	// over[a·m+b]: a and b both listed, a above b. same[a·m+b]: both listed, on one
	// tier; same[a·m+a] is the ballots that list a.
	over, same []int64
	// below[k][a] sums, over ballots that list k issues among them a, twice the number of
	// listed issues below a plus the number tied with it; listed[k][a] counts these
	// ballots.
	below, listed [][]int64
	// first[t][a]: a shares the top with t issues in all.
	first [][]int64
	// Approve[a]: a counts as approved.
	Approve []int64
	// Grade[mark][a]: scores, approvals and hums by mark. points[total][a]: sum
	// of points given to a by ballots with that total.
	Grade, points grades
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

// above is how many ballots place a above b: with L(a) = same[a][a] that list a,
//
//	over[a][b]                                              under [ballot.Ignore]
//	L(a) − over[b][a] − same[a][b]                          under [ballot.Last]
//
// In a hum, a blank is no answer under either policy.
func (t *Tally) above(a, b int, policy ballot.Policy) int64 {
	if ballot.BlankIgnored(t.kind, policy) {
		return t.over[a*t.m+b]
	}
	return t.lists(a) - t.over[b*t.m+a] - t.same[a*t.m+b]
}

// lists is how many ballots list issue a.
func (t *Tally) lists(a int) int64 { return t.same[a*t.m+a] }

// TwiceBorda is twice the Borda scores of issue a summed, unlisted issues tied last:
// (m−1)·n + Σ_b (W[a][b] − W[b][a]).
func (t *Tally) TwiceBorda(a int) int64 {
	s := int64(t.m-1) * t.n
	for b := range t.m {
		s += t.lists(a) - t.lists(b) + t.over[a*t.m+b] - t.over[b*t.m+a]
	}
	return s
}

func newTally(m int, kind planner.BallotKind) *Tally {
	return &Tally{
		m: m, kind: kind, over: make([]int64, m*m), same: make([]int64, m*m),
		below: make([][]int64, m+1), listed: make([][]int64, m+1), first: make([][]int64, m+1),
		Approve: make([]int64, m), Grade: make(grades), points: make(grades),
	}
}

// row returns rows[k], making it if need be.
func row(rows [][]int64, k, m int) []int64 {
	if rows[k] == nil {
		rows[k] = make([]int64, m)
	}
	return rows[k]
}

// grades are counts by mark and issue.
type grades map[planner.Mark][]int64

// of returns the counts of a mark, making them if need be.
func (g grades) of(mark planner.Mark, m int) []int64 {
	if g[mark] == nil {
		g[mark] = make([]int64, m)
	}
	return g[mark]
}

// contextEvery is after how many ballots the context is looked at.
const contextEvery = 65536

// tallyAll tallies the ballots per class.
func tallyAll(ctx context.Context, e *electorate.Electorate, approve ballot.Approver) ([]*Tally, error) {
	c := &counter{m: e.M, r: ballot.NewReader(e.M, e.TickStyle), approve: approve}
	out := make([]*Tally, len(e.Classes))
	for i := range out {
		out[i] = newTally(e.M, e.Classes[i].Kind)
	}
	for k := range e.Row {
		if k%contextEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		_, marks := e.Marks(k)
		c.add(out[e.Class[k]], marks, e.Count[k])
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
func (c *counter) add(t *Tally, marks []planner.Mark, n int64) {
	m, kind := c.m, t.kind
	t.n += n
	order, ends := c.r.Read(kind, marks)
	k := len(order)
	sums, seen := row(t.below, k, m), row(t.listed, k, m)
	start := int32(0)
	for _, end := range ends {
		for _, a := range order[start:end] {
			over, same := t.over[int(a)*m:][:m], t.same[int(a)*m:][:m]
			for _, b := range order[start:end] {
				same[b] += n
			}
			for _, b := range order[end:] {
				over[b] += n
			}
			sums[a] += n * int64(2*(k-int(end))+int(end-start)-1)
			seen[a] += n
		}
		start = end
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
				t.Grade.of(mk, m)[a] += n
			}
		}
	case planner.Points:
		c.points(t, marks, n)
	}
}

func (c *counter) points(t *Tally, marks []planner.Mark, n int64) {
	var total planner.Mark
	for _, mk := range marks {
		if mk != planner.Blank {
			total += mk
		}
	}
	r := t.points.of(total, c.m)
	for a, mk := range marks {
		if mk != planner.Blank {
			r[a] += n * int64(mk)
		}
	}
}
