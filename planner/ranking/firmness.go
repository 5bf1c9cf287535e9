package ranking

import (
	"context"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/firmness"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
)

// defaultCut is the number of places looked at when no agenda was asked for.
const defaultCut = 3

// firmness says how sure the order is, but for the verdict, and fills in the
// intervals of the issues.
func (r *run) firmness(ctx context.Context, rows []Issue) (Firmness, error) {
	x, k := r.chosen, r.opts.AgendaK
	if k == 0 {
		k = min(defaultCut, x.M)
	}
	f := Firmness{K: k, Verdict: NoVerdict, Reasons: []Verdict{}, Margins: []Margin{}}
	f.Bootstrap = Bootstrap{Method: "refused", Seed: r.opts.Seed}
	if x.N == 0 || x.M == 0 {
		f.Bootstrap.Why = "there are no ballots"
		return f, nil
	}
	sets := func(x *tally.Election) (firsts, top []string) {
		a, b := order.Top(order.Values(x.Support), k)
		return r.names(a), r.names(b)
	}
	f.First, f.TopK = sets(x)
	f.FirstHeads, f.TopKHeads = sets(r.heads)
	if r.groups != nil {
		f.FirstGroups, f.TopKGroups = sets(r.groups)
	}
	f.FirstOther, f.TopKOther = sets(r.other)
	f.LeaveOneOut.First, f.LeaveOneOut.TopK = firmness.LeaveOut(x, k)
	f.LeaveOneOut.Of = x.N
	f.Margins = r.margins()
	return f, r.bootstrap(ctx, &f, rows)
}

func (r *run) margins() []Margin {
	out := []Margin{}
	sorted := r.order()
	for i, m := range firmness.Margins(r.chosen, sorted) {
		out = append(out, Margin{
			Above: r.ids[sorted[i]], Below: r.ids[sorted[i+1]], Gap: exactly(m.Gap), People: m.People,
		})
	}
	return out
}

// bootstrap fills in the intervals, or says why there are none.
func (r *run) bootstrap(ctx context.Context, f *Firmness, rows []Issue) error {
	if r.opts.Bootstrap == 0 {
		f.Bootstrap.Why = "not asked for"
		return nil
	}
	in, err := firmness.Bootstrap(ctx, r.chosen, r.opts.Bootstrap, f.K, r.opts.Seed)
	if err != nil {
		return err
	}
	if in.TooFew != nil {
		f.Bootstrap.TooFew = r.groupNames(in.TooFew)
		f.Bootstrap.Why = "a group has fewer than ten ballots: too few for an interval"
		if len(r.chosen.Groups) == 0 {
			f.Bootstrap.TooFew = []string{"all ballots"}
			f.Bootstrap.Why = "there are fewer than ten ballots: too few for an interval"
		}
		return nil
	}
	f.Bootstrap.Method, f.Bootstrap.Replicates = "bootstrap", in.Replicates
	if in.Normal {
		f.Bootstrap.Method = "normal approximation"
	}
	for i, a := range r.order() {
		v := in.Issues[a]
		rows[i].RankInterval, rows[i].MedianRank = []int{v.Low, v.High}, v.Median
		rows[i].PFirst, rows[i].PTopK = &v.First, &v.TopK
	}
	return nil
}

// policyFirsts is what a rule puts first under the policy for blanks in force
// and under the other one.
type policyFirsts struct {
	rule       string
	now, other []string
}

func (p policyFirsts) differ() bool { return !slices.Equal(p.now, p.other) }

// verdictRule is the one whose first place the verdict asks about.
const verdictRule = "schulze"

// policyRules are the rules asked what they put first under both policies.
var policyRules = []string{"copeland", verdictRule, "ranked_pairs", "kemeny"}

// underBothPolicies asks the policyRules, taking outcomes at hand from have.
func (r *run) underBothPolicies(ctx context.Context, have map[string]rules.Outcome) ([]policyFirsts, error) {
	if r.chosen.N == 0 || r.chosen.M == 0 {
		return nil, nil
	}
	var out []policyFirsts
	for _, rule := range rules.All() {
		if !slices.Contains(policyRules, rule.Name) {
			continue
		}
		now, ok := have[rule.Name]
		if !ok {
			now = rule.Run(ctx, r.chosen, r.ruleOptions())
		}
		other := rule.Run(ctx, r.other, r.ruleOptions())
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, policyFirsts{rule.Name, r.names(now.First()), r.names(other.First())})
	}
	return out, nil
}

// judge draws the verdict.
func (f *Firmness) judge(both []policyFirsts) {
	if f.First == nil {
		return
	}
	differs := func(other []string) bool { return other != nil && !slices.Equal(other, f.First) }
	blanks := slices.ContainsFunc(both, func(p policyFirsts) bool { return p.rule == verdictRule && p.differ() })
	for _, c := range []struct {
		applies bool
		v       Verdict
	}{
		{len(f.First) > 1, Tied},
		{differs(f.FirstHeads) || differs(f.FirstGroups), DependsOnWeights},
		{differs(f.FirstOther) || blanks, DependsOnBlanks},
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

// tieBreaks explains the ties in support that matter: at the first place and
// across the cut line after k places.
func (r *run) tieBreaks(k int) []TieBreak {
	var list []TieBreak
	place := 0
	for _, level := range order.Values(r.chosen.Support) {
		end := place + len(level)
		if len(level) > 1 && (place == 0 || (place < k && end > k)) {
			list = append(list, r.tieBreak(r.chosen.Prefer(level)))
		}
		place = end
	}
	return list
}

func (r *run) tieBreak(tied []int) TieBreak {
	out := TieBreak{Issues: r.names(tied)}
	for _, s := range r.chain.Explain(tied) {
		out.Steps = append(out.Steps, TieStep{s.Link, r.ids[s.Above], r.ids[s.Below], s.AboveValue, s.BelowValue})
	}
	return out
}

// warnings tells what the reader must know of the result.
func (r *run) warnings(out *Result, both []policyFirsts) []planner.Finding {
	if out.Ballots == 0 {
		return []planner.Finding{noBallots()}
	}
	f := &out.Firmness
	list := r.blankWarnings(f, both)
	for _, g := range out.Groups {
		if g.Few {
			list = append(list, groupFew(g))
		}
		if g.Unknown {
			list = append(list, groupUnknown(g))
		}
	}
	if k := out.Raking; k != nil {
		if !k.Converged {
			list = append(list, rakingNotConverged(k))
		}
		for _, c := range k.EmptyCells {
			list = append(list, rakingEmptyCell(c[0], c[1]))
		}
	}
	if len(out.Kinds) > 1 {
		list = append(list, ballotsMixed(out.Kinds))
	}
	if len(f.Bootstrap.TooFew) > 0 {
		list = append(list, intervalRefused(f.Bootstrap))
	}
	if len(out.Issues) > 1 && out.Issues[0].Divisiveness == nil && !r.chosen.Has(planner.Hum) {
		list = append(list, divisivenessLeftOut())
	}
	return list
}

// blankWarnings tells where the two policies for blanks disagree; rules that
// change in the same way are told together.
func (r *run) blankWarnings(f *Firmness, both []policyFirsts) []planner.Finding {
	var list []planner.Finding
	policy := r.opts.Unranked
	if !slices.Equal(f.First, f.FirstOther) {
		list = append(list, blanksDecideFirst(policy, f.First, f.FirstOther))
	}
	if !slices.Equal(f.TopK, f.TopKOther) {
		list = append(list, blanksDecideCut(policy, f.K, f.TopK, f.TopKOther))
	}
	for i, p := range both {
		alike := func(q policyFirsts) bool { return slices.Equal(p.now, q.now) && slices.Equal(p.other, q.other) }
		if !p.differ() || slices.ContainsFunc(both[:i], alike) {
			continue
		}
		var names []string
		for _, q := range both[i:] {
			if alike(q) {
				names = append(names, q.rule)
			}
		}
		list = append(list, blanksDecideRule(policy, names, p.now, p.other))
	}
	return list
}
