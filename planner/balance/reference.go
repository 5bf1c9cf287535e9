package balance

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance/internal/measures"
	"roundtable/planner/internal/tally"
)

// minForReference is the smallest roster that is compared with a reference.
const minForReference = 20

// compare holds the roster against each named reference distribution, where it
// has [minForReference] people and more; smaller panels are chosen, not sampled,
// and get a note in place of a comparison.
func compare(panel planner.Roster, opts Options) (out []Comparison, notes []planner.Finding) {
	for _, ref := range opts.References {
		if len(panel) < minForReference {
			notes = append(notes, tooFewToCompare(len(panel), ref.Name))
			continue
		}
		out = append(out, compareWith(panel, ref, opts.Test))
	}
	return out, notes
}

// compareWith says what each value of the reference has and would have, how far
// apart the two mixes are, and how likely that is by chance.
func compareWith(panel planner.Roster, ref Reference, test TestOptions) Comparison {
	none := func(s Share) bool { return s.Share.Num <= 0 || s.Share.Den <= 0 }
	listed := slices.DeleteFunc(slices.Clone(ref.Shares), none) // people of whom none are expected are outside
	values := make([]string, len(listed))
	shares := make([]planner.Ratio, len(listed))
	weights := make([]float64, len(listed))
	sum := 0.0
	for i, s := range listed {
		values[i], shares[i] = s.Value, s.Share
		weights[i] = float64(s.Share.Num) / float64(s.Share.Den)
		sum += weights[i]
	}
	counts, unknown := countValues(panel, ref.Dimension, values)
	c := Comparison{Dimension: ref.Dimension, Reference: ref.Name, Unknown: unknown}
	for i := range panel {
		c.Outside += len(tally.Known(&panel[i], ref.Dimension))
	}
	for _, x := range counts {
		c.N += x
	}
	c.Outside -= c.N
	for i, v := range values {
		weights[i] /= sum
		expected := float64(c.N) * weights[i]
		r := Represented{
			Value: v, Count: counts[i], Actual: steady(float64(counts[i]) / float64(max(c.N, 1))),
			Share: steady(weights[i]), Expected: steady(expected), Seats: steady(float64(counts[i]) - expected),
		}
		if expected >= measures.EnoughExpected {
			r.Ratio = steady(float64(counts[i]) / expected)
		}
		c.Values = append(c.Values, r)
	}
	c.Distance = steady(measures.Distance(counts, weights))
	c.Exchange = measures.SeatsToMove(counts, shares)
	switch {
	case len(values) < 2:
		c.Untested = UntestedOneValue
	case c.N < minForReference:
		c.Untested = UntestedTooFew
	default:
		fit := measures.GoodnessOfFit(counts, weights, test.Enumerate, test.Draws, test.Seed)
		p := steady(fit.P)
		c.Test, c.P, c.Draws, c.Seed = fit.Method, &p, fit.Draws, fit.Seed
	}
	return c
}
