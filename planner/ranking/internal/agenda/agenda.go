package agenda

import (
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/places"
)

// The agenda rules.
const (
	mostApproved = "approval"
	seqPAV       = "seqpav"
	pav          = "pav"
	phragmen     = "seqphragmen"
	EqualShares  = "equal-shares"
)

// Rules lists the rules for choosing k issues.
func Rules() []string { return []string{mostApproved, seqPAV, pav, phragmen, EqualShares} }

// Choice is what a rule chooses.
type Choice struct {
	Issues []int // in the order chosen
	Steps  []Step
	// Before is what equal shares bought before its completion.
	Before      []int
	Certificate Certificate
	// Score is the PAV score of an exact PAV agenda, nil otherwise, Optimal how
	// many agendas reach it.
	Score   *big.Rat
	Optimal int
	// TooMany says that nothing was chosen, because there are too many sets of
	// issues to try them all.
	TooMany bool
}

// Step is one choice of a sequential rule.
type Step struct {
	Issue int
	// Value is the rule's figure for the issue: approval weight, PAV gain, load
	// (Phragmén) or price per unit of weight (equal shares).
	Value      *big.Rat
	Completion bool // the step belongs to the completion
	// Tied are the issues that had the same value, the chosen one first; nil when
	// there was no other.
	Tied []int
	// Paid is how much of the issue's cost of 1 each group paid (equal shares), -1
	// being those without a group.
	Paid map[int]float64
}

func newStep(a int, value *big.Rat, tied []int) Step {
	if len(tied) < 2 {
		tied = nil
	}
	return Step{Issue: a, Value: value, Tied: tied}
}

// Choose runs one agenda rule.
func (p *Profile) Choose(rule, completion string) Choice {
	var out Choice
	switch rule {
	case mostApproved:
		out.Steps = p.mostApproved()
	case seqPAV:
		out.Steps = p.sequentialPAV()
	case phragmen:
		out.Steps = p.sequentialPhragmen()
	case EqualShares:
		out.Steps, out.Before = p.completeShares(completion)
	case pav:
		var set []int
		if set, out.Score, out.Optimal = p.exactPAV(); out.Optimal == 0 {
			return Choice{TooMany: true}
		}
		for _, a := range set {
			out.Steps = append(out.Steps, newStep(a, p.approvals[a], nil))
		}
	}
	for _, s := range out.Steps {
		out.Issues = append(out.Issues, s.Issue)
	}
	out.Certificate = p.Certify(out.Issues)
	return out
}

// Top is the simple choice: the k issues with most approval weight.
func (p *Profile) Top() []int { return p.top[:p.k] }

func (p *Profile) mostApproved() []Step {
	var steps []Step
	at := p.bounds.Open(p.x.M)
	for len(steps) < p.k {
		open := slices.DeleteFunc(slices.Clone(p.top), func(a int) bool { return at.Out[a] })
		end := 1
		for end < len(open) && p.byApproval(open[0], open[end]) == 0 {
			end++
		}
		at.Take(open[0])
		steps = append(steps, newStep(open[0], p.approvals[open[0]], open[:end]))
	}
	return steps
}

// fillUp adds issues by approval weight until there are k: what rules leave open
// when no ballot approves anything that is left.
func (p *Profile) fillUp(steps []Step, at *places.Places) []Step {
	for _, a := range p.top {
		if len(steps) >= p.k {
			break
		}
		if !at.Out[a] {
			at.Take(a)
			steps = append(steps, Step{Issue: a, Value: p.approvals[a], Completion: true})
		}
	}
	return steps
}

// Share is what one group brings to an agenda and gets from it.
type Share struct {
	Places *big.Rat // k times the group's share of the weight
	Spent  float64  // of its budget (equal shares)
	// Represented is the share of the group's ballots with at least one of their
	// own issues on the agenda; Average how many of them on average.
	Represented, Average float64
}

// Shares says, for each group, what it brings to the choice and gets from it.
func (p *Profile) Shares(c Choice) []Share {
	x := p.x
	ballots, reached, hits := make([]int64, len(x.Groups)), make([]int64, len(x.Groups)), make([]int64, len(x.Groups))
	for _, class := range x.Classes {
		if class.Group >= 0 {
			ballots[class.Group] += class.N
		}
	}
	for i, set := range p.sets {
		g := x.Classes[p.class[i]].Group
		if g < 0 {
			continue
		}
		n := int64(0)
		for _, a := range set {
			if slices.Contains(c.Issues, int(a)) {
				n++
			}
		}
		hits[g] += n * p.count[i]
		if n > 0 {
			reached[g] += p.count[i]
		}
	}
	out := make([]Share, len(x.Groups))
	for g := range out {
		places := x.GroupWeight(g)
		out[g].Places = places.Mul(places, exact.Int(int64(p.k))).Quo(places, x.Rat(x.Total, 1))
		for _, step := range c.Steps {
			out[g].Spent += step.Paid[g]
		}
		out[g].Represented = float64(reached[g]) / float64(ballots[g])
		out[g].Average = float64(hits[g]) / float64(ballots[g])
	}
	return out
}
