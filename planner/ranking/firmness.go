package ranking

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
)

// defaultCut is the number of places looked at when no agenda was asked for.
const defaultCut = 3

// firmness says how sure the order is.
func (r *run) firmness(ctx context.Context, out *Result) (Firmness, error) {
	k := r.opts.AgendaK
	if k == 0 {
		k = min(defaultCut, r.m)
	}
	f := Firmness{K: k, Verdict: NoVerdict, Reasons: []Verdict{}, Methods: []Method{}, Margins: []Margin{}}
	if r.ballotsCounted == 0 || r.m == 0 {
		f.Bootstrap = Bootstrap{Method: "refused", Seed: r.opts.Seed, Why: "there are no ballots"}
		return f, nil
	}
	x := r.chosen
	sets := func(support []*big.Rat) (first, top []string) {
		a, b := topSets(r.m, k, func(i, j int) int { return cmpPresent(support[i], support[j]) })
		return x.names(a), x.names(b)
	}
	f.First, f.TopK = sets(r.support)
	f.FirstHeads, f.TopKHeads = sets(r.headsSupport)
	if r.byGroups != nil {
		f.FirstGroups, f.TopKGroups = sets(r.byGroups.support(r.parts))
	}
	f.FirstOther, f.TopKOther = sets(x.support(r.otherParts))
	f.LeaveOneOut = r.leaveOut(k)
	f.Margins = r.margins(r.order())
	var err error
	if f.Bootstrap, err = r.bootstrap(ctx, k, out.Issues); err != nil {
		return f, err
	}
	if f.Methods, err = r.methods(ctx, k, out.Rules); err != nil {
		return f, err
	}
	for _, m := range f.Methods {
		if len(f.First) == 1 && slices.Equal(m.First, f.First) {
			f.MethodsFirst++
		}
	}
	f.judge(r.opts.Unranked)
	return f, nil
}

// judge draws the verdict.
func (f *Firmness) judge(policy Policy) {
	differs := func(other []string) bool { return other != nil && !slices.Equal(other, f.First) }
	for _, c := range []struct {
		applies bool
		v       Verdict
	}{
		{len(f.First) > 1, Tied},
		{differs(f.FirstHeads) || differs(f.FirstGroups), DependsOnWeights},
		{differs(f.FirstOther) || f.blanksDecide("schulze", policy), DependsOnBlanks},
		{f.LeaveOneOut.First > 0, DependsOnFew},
	} {
		if c.applies {
			f.Reasons = append(f.Reasons, c.v)
		}
	}
	f.Verdict = Stable
	if len(f.Reasons) > 0 {
		f.Verdict = f.Reasons[0]
	}
}

// blanksDecide reports whether a rule puts different issues first under the two
// policies for blanks.
func (f *Firmness) blanksDecide(rule string, policy Policy) bool {
	var first [2][]string
	for _, m := range f.Methods {
		if m.Rule == rule {
			at := 0
			if m.Unranked != string(policy) {
				at = 1
			}
			first[at] = m.First
		}
	}
	return first[1] != nil && !slices.Equal(first[0], first[1])
}

// compared reports whether a rule is among the methods compared, and whether its
// outcome depends on the policy for blanks. Approval is compared only where
// approvals were asked for.
func (r *run) compared(rule Rule) (yes, byPolicy bool) {
	switch rule.Name {
	case "copeland", "schulze", "ranked_pairs", "kemeny":
		yes, byPolicy = true, true
	case "borda", "borda_mod", "irv", "score", "majority_judgement":
		yes = true
	case "approval":
		yes = r.chosen.has(planner.Approval)
	}
	return yes && (rule.omit == nil || rule.omit(r.chosen) == ""), byPolicy
}

// methods finds the first place by every method compared: support under both
// weightings and both policies, and the rules under the chosen weights.
func (r *run) methods(ctx context.Context, k int, have Rules) ([]Method, error) {
	var out []Method
	elections := []*election{r.chosen}
	if r.opts.Weights != ByHeads {
		elections = append(elections, r.byHeads)
	}
	if r.byGroups != nil && r.opts.Weights != ByGroups {
		elections = append(elections, r.byGroups)
	}
	for i, policy := range []Policy{r.opts.Unranked, r.opts.Unranked.other()} {
		parts := [][][]answers{r.parts, r.otherParts}[i]
		for _, x := range elections {
			s := x.support(parts)
			first, top := topSets(r.m, k, func(a, b int) int { return cmpPresent(s[a], s[b]) })
			out = append(out, Method{Rule: "support", Weights: r.modeOf(x), Unranked: string(policy), First: x.names(first), TopK: x.names(top)})
		}
	}
	for _, rule := range AllRules() {
		yes, byPolicy := r.compared(rule)
		if !yes {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		res, ok := have[rule.Name]
		if !ok {
			res = rule.run(ctx, r.chosen)
		}
		out = append(out, r.method(rule.Name, r.opts.Unranked, res, k))
		if byPolicy {
			other := r.opts.Unranked.other()
			out = append(out, r.method(rule.Name, other, rule.run(ctx, r.chosen.under(other)), k))
		}
	}
	return out, ctx.Err()
}

func (r *run) modeOf(x *election) string {
	switch x {
	case r.chosen:
		return string(r.opts.Weights)
	case r.byHeads:
		return string(ByHeads)
	default:
		return string(ByGroups)
	}
}

func (r *run) method(name string, p Policy, res RuleResult, k int) Method {
	m := Method{Rule: name, Weights: string(r.opts.Weights), Unranked: string(p), First: res.Winners}
	for _, level := range res.Levels {
		if m.First == nil {
			m.First = level
		}
		if len(m.TopK) >= k {
			break
		}
		m.TopK = append(m.TopK, level...)
	}
	return m
}
