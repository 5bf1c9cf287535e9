package balance

import (
	"fmt"

	"roundtable/planner"
)

// compare holds the roster against each named reference distribution, where it
// has [MinForReference] people and more; smaller panels are chosen, not sampled,
// and get a warning in place of a p-value.
func compare(panel planner.Roster, opts Options) ([]Comparison, []planner.Finding) {
	var out []Comparison
	var notes []planner.Finding
	for _, ref := range opts.References {
		if len(panel) < MinForReference {
			notes = append(notes, planner.Finding{
				Code: "reference-too-few-people", Severity: planner.Note,
				Text: fmt.Sprintf("%s were not compared with %q: a comparison says something from %d people on",
					planner.Plural(len(panel), "person", "people"), ref.Name, MinForReference),
			})
			continue
		}
		out = append(out, compareWith(panel, ref, opts.Test))
	}
	return out, notes
}

func compareWith(panel planner.Roster, ref Reference, opts TestOptions) Comparison {
	values := make([]string, 0, len(ref.Shares))
	weights := make([]float64, 0, len(ref.Shares))
	total := 0.0
	for _, s := range ref.Shares {
		if s.Share.Num <= 0 || s.Share.Den <= 0 {
			continue // a share of nothing expects nobody: such people are outside
		}
		values = append(values, s.Value)
		w := float64(s.Share.Num) / float64(s.Share.Den)
		weights = append(weights, w)
		total += w
	}
	counts, unknown := countValues(panel, ref.Dimension, values)
	c := Comparison{Dimension: ref.Dimension, Reference: ref.Name, Unknown: unknown}
	all := 0
	for i := range panel {
		all += len(known(&panel[i], ref.Dimension))
	}
	for _, x := range counts {
		c.N += x
	}
	c.Outside = all - c.N
	for i, v := range values {
		weights[i] /= total
		expected := float64(c.N) * weights[i]
		r := Represented{
			Value: v, Count: counts[i], Share: steady(weights[i]),
			Expected: steady(expected), Seats: steady(float64(counts[i]) - expected),
		}
		if expected >= 5 {
			r.Ratio = steady(float64(counts[i]) / expected)
		}
		c.Values = append(c.Values, r)
	}
	if len(values) >= 2 && c.N >= MinForReference {
		fit := goodnessOfFit(counts, weights, opts)
		c.Test, c.P, c.Draws, c.Seed = fit.method, steady(fit.p), fit.draws, fit.seed
	}
	return c
}
