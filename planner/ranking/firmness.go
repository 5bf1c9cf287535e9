package ranking

import (
	"context"
	"math"
	"math/big"
	"slices"

	"roundtable/planner/ranking/internal/firmness"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
)

// defaultCut is the number of places looked at when no agenda was asked for.
const defaultCut = 3

// firmness says how sure the order is, but for the bootstrap and the verdict.
func (r *run) firmness() Firmness {
	x, k := r.chosen, r.opts.AgendaK
	if k == 0 {
		k = min(defaultCut, x.M)
	}
	f := Firmness{K: k, Verdict: NoVerdict, Reasons: []Verdict{}, Margins: []Margin{}}
	if x.Total.Sign() == 0 || x.M == 0 {
		return f
	}
	sets := func(x *tally.Election) (firsts, top []string) {
		a, b := order.Top(order.Values(x.Standing), k)
		return r.names(a), r.names(b)
	}
	f.First, f.TopK = sets(x)
	f.FirstHeads, f.TopKHeads = sets(r.heads)
	if r.groups != nil {
		f.FirstGroups, f.TopKGroups = sets(r.groups)
	}
	f.FirstOther, f.TopKOther = sets(r.other)
	first, topK, to := firmness.LeaveOut(x, k)
	f.LeaveOneOut = LeaveOut{First: first, FirstTo: r.names(to), TopK: topK, Of: x.N}
	sorted := order.Sorted(x.Standing)
	margins, people, winner := firmness.Margins(x, sorted)
	for i, m := range margins {
		f.Margins = append(f.Margins, Margin{
			Above: r.ids[sorted[i]], Below: r.ids[sorted[i+1]], Gap: exactly(m.Gap), People: m.People,
		})
	}
	f.VictoryUnknown = people == 0 && len(f.First) == 1 && x.M > 1
	if people > 0 {
		f.Victory = &Victory{People: people, To: r.ids[winner]}
	}
	return f
}

// bootstrap fills in the intervals of the issues, or says why there are none. It
// returns the shares of the replicates in which the first k held, where there are any.
func (r *run) bootstrap(ctx context.Context, out *Result) (held []float64, err error) {
	f, rows := &out.Firmness, out.Issues
	f.Bootstrap = Bootstrap{Method: "refused", Seed: r.opts.Seed}
	switch {
	case r.chosen.Total.Sign() == 0 || r.chosen.M == 0:
		f.Bootstrap.Why = NoBallots
		return nil, nil
	case r.opts.Bootstrap == 0:
		f.Bootstrap.Why = NotAsked
		return nil, nil
	}
	in, err := firmness.Bootstrap(ctx, r.chosen, r.opts.Bootstrap, f.K, r.opts.Seed)
	if err != nil {
		return nil, err
	}
	f.Bootstrap.Few, f.Bootstrap.TooFew = r.drawnFrom(in.Few), r.drawnFrom(in.TooFew)
	f.Bootstrap.Replicates = in.Replicates
	if in.Held == nil {
		f.Bootstrap.Nothing = true
	}
	if in.TooFew != nil {
		f.Bootstrap.Why = FewInGroup
		if in.TooFew[0] < 0 {
			f.Bootstrap.Why = FewBallots
		}
		return in.Held, nil
	}
	f.Bootstrap.Method = "bootstrap"
	for i, a := range order.Sorted(r.chosen.Standing) {
		v := in.Issues[a]
		rows[i].RankInterval, rows[i].MedianRank = []int{v.Low, v.High}, v.Median
		rows[i].SupportInterval = []float64{tenths(v.SupportLow), tenths(v.SupportHigh)}
		rows[i].PFirst, rows[i].PTopK = &v.First, &v.TopK
	}
	return in.Held, nil
}

// tenths is a share in per cent, to one decimal.
func tenths(share float64) float64 { return math.Round(share*1000) / 10 }

// firmShare is the share of the replicates in which a firm top holds.
const firmShare = 0.95

// shownRules are those beside support that a reader sees first.
var shownRules = []string{"copeland", "irv"}

// against are those of some rules that do not put the same k issues ahead of all others; a
// tie with issues that hardly anybody answered is none.
func (r *Result) against(top, rules []string) []string {
	if r.OnlyHums() {
		return nil
	}
	var out []string
	rare := r.rare()
	for _, rule := range rules {
		var firsts []string
		levels, winners := r.Rules[rule].Levels, r.Rules[rule].Winners
		if len(top) == 1 && slices.Contains(winners, top[0]) {
			continue // first, or a lot decides
		}
		for i := 0; i < len(levels) && len(firsts) < len(top); i++ {
			firsts = append(firsts, levels[i]...)
		}
		if firsts != nil && (len(without(top, firsts)) > 0 || len(without(without(firsts, top), rare)) > 0) {
			out = append(out, rule)
		}
	}
	return out
}

// firmTop finds the smallest k whose set of issues is the same however groups and
// blanks are counted and in nearly all replicates; nil where there are none.
func (r *run) firmTop(held []float64, res *Result) *FirmTop {
	if held == nil {
		return nil
	}
	var ways [][][]int
	for _, x := range []*tally.Election{r.chosen, r.other, r.heads, r.groups} {
		if x == nil {
			continue
		}
		if ways = append(ways, order.Values(x.Standing)); x != r.chosen && x != r.other {
			ways = append(ways, order.Values(x.Under(x.Policy.Other()).Standing))
		}
	}
	placed := r.chosen.M // those set apart for few answers are behind by that, not by votes
	for _, few := range r.chosen.Few {
		if few {
			placed--
		}
	}
	k := 1
	for ; k < placed; k++ {
		_, top := order.Top(ways[0], k)
		if len(top) == k && held[k-1] >= firmShare && !slices.ContainsFunc(ways, func(way [][]int) bool {
			_, other := order.Top(way, k)
			return !slices.Equal(top, other)
		}) {
			break
		}
	}
	if k == placed {
		k = r.chosen.M
	}
	_, top := order.Top(ways[0], k)
	out := &FirmTop{K: k, Issues: r.names(top), P: held[k-1]}
	if k == r.chosen.M {
		return out
	}
	_, out.SingleBallots, _ = firmness.LeaveOut(r.chosen, k)
	out.Against = res.against(out.Issues, shownRules)
	out.Others = res.against(out.Issues, without(RuleNames(), append(shownRules, "stv")))
	return out
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

// underBothPolicies asks the policyRules, which apply to all ballots, for what they
// put first now and under the other policy.
func (r *run) underBothPolicies(ctx context.Context, now map[string]rules.Outcome) ([]policyFirsts, error) {
	sameRow := func(p, q []*big.Int) bool {
		return slices.EqualFunc(p, q, func(v, w *big.Int) bool { return v.Cmp(w) == 0 })
	}
	if slices.EqualFunc(r.chosen.W, r.other.W, sameRow) {
		return nil, nil
	}
	var out []policyFirsts
	for _, rule := range rules.All() {
		if !slices.Contains(policyRules, rule.Name) {
			continue
		}
		outcome := now[rule.Name]
		other := rule.Run(ctx, r.other, r.ruleOptions())
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, policyFirsts{rule.Name, r.names(outcome.First()), r.names(other.First())})
	}
	return out, nil
}

// judge draws the verdict: the first of the reasons that apply. Without ballots
// nothing is first, and the verdict stays that there is none.
func (r *Result) judge() {
	f, opinions := &r.Firmness, r.Opinions()
	if f.First == nil {
		return
	}
	differs := func(other []string) bool { return other != nil && !slices.Equal(other, f.First) }
	for _, c := range []struct {
		applies bool
		v       Verdict
	}{
		{len(f.First) > 1, Tied},
		{differs(f.FirstHeads) || differs(f.FirstGroups), DependsOnWeights},
		{differs(f.FirstOther), DependsOnBlanks},
		{opinions.Differ(f.First) || len(f.First) == 1 && len(r.against(f.First, shownRules)) > 0, DependsOnRule},
		{f.LeaveOneOut.First > 0 || (f.Victory != nil && f.Victory.People == 1), DependsOnFew},
		{f.FirmTop != nil && f.FirmTop.K > 1, TooClose},
		{f.FirmTop == nil, NotKnown},
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
