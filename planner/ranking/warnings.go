package ranking

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// warnings collects what the reader must know, errors of input first.
func (r *run) warnings(out *Result) []planner.Finding {
	list := slices.Clone(r.findings)
	list = append(list, r.extra...)
	add := func(code string, s planner.Severity, format string, args ...any) {
		list = append(list, planner.Finding{Code: code, Severity: s, Text: fmt.Sprintf(format, args...)})
	}
	f := &out.Firmness
	if r.ballotsCounted == 0 {
		add("no-ballots", planner.Warning, "there are no ballots to count")
		return list
	}
	names := func(ids []string) string { return strings.Join(ids, ", ") }
	if !slices.Equal(f.First, f.FirstOther) {
		add("blanks-decide-first", planner.Warning, "what blanks mean decides the first place: %s if unranked issues come last or take no part as chosen (%s), %s the other way (%s)",
			names(f.First), r.opts.Unranked, names(f.FirstOther), r.opts.Unranked.other())
	}
	if !slices.Equal(f.TopK, f.TopKOther) {
		add("blanks-decide-cut", planner.Warning, "what blanks mean decides who is among the first %d: %s with %q, %s with %q",
			f.K, names(f.TopK), r.opts.Unranked, names(f.TopKOther), r.opts.Unranked.other())
	}
	for _, m := range f.Methods {
		if m.Unranked != string(r.opts.Unranked) && m.Rule != "support" {
			for _, same := range f.Methods {
				if same.Rule == m.Rule && same.Unranked == string(r.opts.Unranked) && !slices.Equal(same.First, m.First) {
					add("blanks-decide-rule", planner.Note, "by the rule %s, %s comes first if unranked issues are treated as %q, %s as %q",
						m.Rule, names(same.First), same.Unranked, names(m.First), m.Unranked)
				}
			}
		}
	}
	for _, g := range out.Groups {
		if g.Few {
			add("group-few", planner.Warning, "%s has %d %s, which carries %.0f %% of the total weight", g.Name, g.Ballots, plural(g.Ballots, "ballot", "ballots"), 100*g.Share)
		}
		if g.Unknown {
			add("group-unknown", planner.Warning, "the %d %s without a group count as a group of their own", g.Ballots, plural(g.Ballots, "ballot", "ballots"))
		}
	}
	if k := out.Raking; k != nil {
		if !k.Converged {
			add("raking-not-converged", planner.Warning, "the two-way weights do not reach their targets: still off by %.2g after %d rounds", k.MaxError, k.Sweeps)
		}
		for _, c := range k.EmptyCells {
			add("raking-empty-cell", planner.Note, "no ballot is from %s in %s", c[0], c[1])
		}
	}
	if len(out.Kinds) > 1 {
		add("ballots-mixed", planner.Note, "ballots of different forms are counted together: %s", r.kindWords(out.Kinds))
	}
	if len(f.Bootstrap.TooFew) > 0 {
		add("interval-refused", planner.Note, "no intervals are given: %s (%s)", f.Bootstrap.Why, names(f.Bootstrap.TooFew))
	}
	if out.Issues != nil && r.m > 1 && out.Issues[0].Divisiveness == nil && !r.chosen.has(planner.Hum) {
		add("divisiveness-left-out", planner.Note, "divisiveness was not computed: there are too many different ballots")
	}
	return list
}

func plural(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (r *run) kindWords(kinds []KindCount) string {
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = fmt.Sprintf("%d %s", k.Ballots, k.Kind)
	}
	return strings.Join(parts, ", ")
}
