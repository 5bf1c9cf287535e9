// Package rounds holds a vote against an earlier one: how many voters a change of
// support rests on, and who moved an issue where.
//
// A vote is an election of package tally; the earlier one may be known by its
// figures alone.
package rounds

import (
	"cmp"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// Everybody stands for all groups together.
const Everybody = -1

// Powers is what each ballot of an election is worth to each issue.
type Powers struct {
	x *tally.Election
	u [][]float64 // by distinct ballot and issue, 0 to 1; below 0 for no answer
}

// NewPowers reads the ballots of an election.
func NewPowers(x *tally.Election) *Powers {
	p := &Powers{x: x, u: make([][]float64, len(x.Row))}
	worth := x.Valuer()
	u := make([]int64, x.M)
	for k := range x.Row {
		kind, marks := x.Marks(k)
		den := worth.Value(kind, marks, u)
		p.u[k] = make([]float64, x.M)
		for a, v := range u {
			p.u[k][a] = -1
			if v != ballot.NoAnswer {
				p.u[k][a] = float64(v) / float64(den)
			}
		}
	}
	return p
}

// Needed is the smallest number of voters of a group, or of [Everybody], who would
// have to answer otherwise for the support of issue a to be lower by change, or higher
// where that is negative: each of them putting the issue last, or first, those first
// whose answer moves it most. It is exact up to rounding, because the answers of
// different voters add up. With too large a change it is the number of all who can
// move the issue that way.
func (p *Powers) Needed(group, a int, change float64) int64 {
	const rounding = 1e-9
	gains := p.gains(group, a)
	type pull struct {
		by    float64
		count int64
	}
	var pulls []pull
	for k, class := range p.x.Class {
		u := p.u[k][a]
		if gains[class] == 0 || u < 0 {
			continue
		}
		if change < 0 {
			u = 1 - u
		}
		if u > 0 {
			pulls = append(pulls, pull{gains[class] * u, p.x.Count[k]})
		}
	}
	slices.SortFunc(pulls, func(x, y pull) int { return cmp.Compare(y.by, x.by) })
	left, needed := max(change, -change), int64(0)
	for _, x := range pulls {
		for n := x.count; n > 0 && left > rounding; n-- {
			left -= x.by
			needed++
		}
	}
	return needed
}

// gains is by how much the support of issue a rises with one ballot of each class
// that gives it all instead of nothing.
func (p *Powers) gains(group, a int) []float64 {
	x := p.x
	out := make([]float64, len(x.Classes))
	total := new(big.Rat)
	for i, w := range x.Weight {
		if x.Classes[i].Group == group {
			total.Add(total, new(big.Rat).Mul(w, exact.Int(x.Parts[i][a].N)))
		}
	}
	for i, w := range x.Weight {
		switch {
		case x.Parts[i][a].N == 0:
		case group == Everybody:
			// The mean is linear in the answers: one more of nothing but zeros.
			one := x.Mean(func(class int) (*big.Rat, int64) {
				sum := new(big.Rat)
				if class == i {
					sum.SetInt64(1)
				}
				return sum, x.Parts[class][a].N
			})
			out[i] = 100 * exact.Float(one)
		case x.Classes[i].Group == group && total.Sign() > 0:
			out[i] = 100 * exact.Float(new(big.Rat).Quo(w, total))
		}
	}
	return out
}

// Pairs compares two ballots of one voter on the issues that both votes have.
type Pairs struct {
	before, after []int // positions of these issues in either vote
	worth         [2]*ballot.Valuer
	marks         []planner.Mark
	was, is       []int64
}

// NewPairs compares ballots of two votes on the issues at the given positions, which
// correspond. Scores are held against their declared scales, or against one that
// holds all scores of both votes.
func NewPairs(was, is *tally.Election, before, after []int) *Pairs {
	m := len(before)
	p := &Pairs{
		before: before, after: after,
		marks: make([]planner.Mark, m), was: make([]int64, m), is: make([]int64, m),
	}
	scales := [2]planner.Scale{was.Scale, is.Scale}
	if was.ScaleMet || is.ScaleMet {
		scales[0].Min, scales[0].Max = min(was.Scale.Min, is.Scale.Min), max(was.Scale.Max, is.Scale.Max)
		scales[1] = scales[0]
	}
	for i, s := range scales {
		p.worth[i] = ballot.NewValuer(m, ballot.NewReader(m, true), s, ballot.Last, false)
	}
	return p
}

// Compare says for each common issue whether the voter thinks more of it than
// before (1), less (-1) or the same (0): of the common issues alone, so that a new
// issue moves no other. It returns nil for ballots of different kinds, of which
// nobody can tell.
func (p *Pairs) Compare(before, after *planner.Ballot) []int {
	if before.Kind != after.Kind {
		return nil
	}
	was := p.value(p.worth[0], before, p.before, p.was)
	is := p.value(p.worth[1], after, p.after, p.is)
	out := make([]int, len(p.before))
	for a := range out {
		x, y := p.was[a], p.is[a]
		if x != ballot.NoAnswer && y != ballot.NoAnswer { // an answer where there was none is no move
			out[a] = cmp.Compare(y*was, x*is)
		}
	}
	return out
}

func (p *Pairs) value(worth *ballot.Valuer, b *planner.Ballot, at []int, u []int64) int64 {
	for a, i := range at {
		p.marks[a] = b.Marks[i]
	}
	return worth.Value(b.Kind, p.marks, u)
}
