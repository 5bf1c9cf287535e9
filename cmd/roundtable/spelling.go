package main

import (
	"roundtable/planner"
	"roundtable/planner/balance"
)

// inTheirWords returns the report with the values of targets and of people to
// invite as the user's own targets spell them: who wrote "WEOG" finds "WEOG"
// again and not the field's longer term. Only values that the targets spell in
// one way are changed; the report given is left as it is.
func inTheirWords(r *balance.Report) *balance.Report {
	words := make(map[planner.Condition]string)
	for i := range r.Targets {
		t := &r.Targets[i].Target
		if t.Given == "" {
			continue
		}
		key := planner.Condition{Dimension: t.Dimension, Value: t.Value}
		if old, ok := words[key]; ok && old != t.Given {
			words[key] = t.Value // two spellings: the field's term
			continue
		}
		words[key] = t.Given
	}
	spell := func(d planner.Dimension, v string) string {
		if w, ok := words[planner.Condition{Dimension: d, Value: v}]; ok {
			return w
		}
		return v
	}
	out := *r
	out.Targets = append([]balance.TargetResult(nil), r.Targets...)
	for i := range out.Targets {
		out.Targets[i].Value = spell(out.Targets[i].Dimension, out.Targets[i].Value)
	}
	if r.Advice == nil || r.Advice.Recruits == nil {
		return &out
	}
	advice, recruits := *r.Advice, *r.Advice.Recruits
	recruits.Profiles = nil
	for _, p := range r.Advice.Recruits.Profiles {
		q := make(map[planner.Dimension]string, len(p))
		for d, v := range p {
			q[d] = spell(d, v)
		}
		recruits.Profiles = append(recruits.Profiles, q)
	}
	advice.Recruits = &recruits
	out.Advice = &advice
	return &out
}
