package ranking

import (
	"context"
	"math/big"
	"slices"
)

// defaultCut is the number of places looked at when no agenda was asked for.
const defaultCut = 3

// firmness says how sure the order is.
func (r *run) firmness(ctx context.Context, out *Result) (Firmness, error) {
	k := r.opts.AgendaK
	if k == 0 {
		k = min(defaultCut, r.m)
	}
	f := Firmness{K: k, Verdict: NoVerdict, Reasons: []Verdict{}, Margins: []Margin{}}
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
	if r.bothPolicies, err = r.underBothPolicies(ctx, out.Rules); err != nil {
		return f, err
	}
	f.judge(r.bothPolicies)
	return f, nil
}

// judge draws the verdict.
func (f *Firmness) judge(both []policyFirsts) {
	differs := func(other []string) bool { return other != nil && !slices.Equal(other, f.First) }
	for _, c := range []struct {
		applies bool
		v       Verdict
	}{
		{len(f.First) > 1, Tied},
		{differs(f.FirstHeads) || differs(f.FirstGroups), DependsOnWeights},
		{differs(f.FirstOther) || slices.ContainsFunc(both, func(p policyFirsts) bool { return p.rule == "schulze" && p.differ() }), DependsOnBlanks},
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

// policyFirsts is what a rule puts first under the policy for blanks in force
// and under the other one.
type policyFirsts struct {
	rule       string
	now, other []string
}

func (p policyFirsts) differ() bool { return !slices.Equal(p.now, p.other) }

// policyRules are the rules asked what they put first under both policies.
var policyRules = []string{"copeland", "schulze", "ranked_pairs", "kemeny"}

// underBothPolicies asks the policyRules, taking outcomes at hand from have.
func (r *run) underBothPolicies(ctx context.Context, have Rules) ([]policyFirsts, error) {
	var out []policyFirsts
	other := r.chosen.under(r.opts.Unranked.other())
	for _, rule := range AllRules() {
		if !slices.Contains(policyRules, rule.Name) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		now, ok := have[rule.Name]
		if !ok {
			now = rule.run(ctx, r.chosen)
		}
		out = append(out, policyFirsts{rule.Name, now.first(), rule.run(ctx, other).first()})
	}
	return out, ctx.Err()
}

// first lists the issues a rule puts first: all possible winners, or the first level.
func (r RuleResult) first() []string {
	if r.Winners == nil && len(r.Levels) > 0 {
		return r.Levels[0]
	}
	return r.Winners
}
