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
	list = append(list, r.blankWarnings(f)...)
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
		add("interval-refused", planner.Note, "no intervals are given: %s (%s)", f.Bootstrap.Why, strings.Join(f.Bootstrap.TooFew, ", "))
	}
	if out.Issues != nil && r.m > 1 && out.Issues[0].Divisiveness == nil && !r.chosen.has(planner.Hum) {
		add("divisiveness-left-out", planner.Note, "divisiveness was not computed: there are too many different ballots")
	}
	return list
}

// blankWarnings tells where the two policies for blanks disagree.
func (r *run) blankWarnings(f *Firmness) []planner.Finding {
	var list []planner.Finding
	add := func(code string, s planner.Severity, format string, args ...any) {
		list = append(list, planner.Finding{Code: code, Severity: s, Text: fmt.Sprintf(format, args...)})
	}
	now, other := r.opts.Unranked, r.opts.Unranked.other()
	if !slices.Equal(f.First, f.FirstOther) {
		add("blanks-decide-first", planner.Warning, "what blanks mean decides the first place: %s %s, but %s %s",
			first(f.First), now.words(), first(f.FirstOther), other.words())
	}
	if !slices.Equal(f.TopK, f.TopKOther) {
		add("blanks-decide-cut", planner.Warning, "what blanks mean decides who is among the first %d: %s %s, but %s %s",
			f.K, strings.Join(f.TopK, ", "), now.words(), strings.Join(f.TopKOther, ", "), other.words())
	}
	// Rules that change in the same way are told together.
	rules := make(map[string][]string)
	var texts []string
	for _, p := range r.bothPolicies {
		if !p.differ() {
			continue
		}
		text := fmt.Sprintf("%s %s, but %s %s", first(p.now), now.words(), first(p.other), other.words())
		if rules[text] == nil {
			texts = append(texts, text)
		}
		rules[text] = append(rules[text], p.rule)
	}
	for _, text := range texts {
		add("blanks-decide-rule", planner.Warning, "what blanks mean decides the first place by %s: %s", strings.Join(rules[text], ", "), text)
	}
	return list
}

// words is the policy in a sentence.
func (p Policy) words() string {
	if p == Last {
		return "if unranked issues come last"
	}
	return "if unranked issues take no part"
}

// first says who is first: "A is first", "A, B share the first place".
func first(ids []string) string {
	if len(ids) == 1 {
		return ids[0] + " is first"
	}
	return strings.Join(ids, ", ") + " share the first place"
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
