package ranking

import (
	"math/big"
	"slices"

	"roundtable/planner"
)

// The agenda rules.
const (
	ruleApproval    = "approval"
	ruleSeqPAV      = "seqpav"
	rulePAV         = "pav"
	rulePhragmen    = "seqphragmen"
	ruleEqualShares = "equal-shares"
)

// AgendaRuleNames lists the rules for choosing k issues.
func AgendaRuleNames() []string {
	return []string{ruleApproval, ruleSeqPAV, rulePAV, rulePhragmen, ruleEqualShares}
}

// step is one choice, with the issues it tied with if any.
func (p *approvals) step(a int, value *big.Rat, tied []int) AgendaStep {
	s := AgendaStep{Issue: p.x.ids[a], Value: planner.ExactOf(value)}
	if len(tied) > 1 {
		s.Tied = p.x.names(tied)
		t := p.x.chain.explain(tied)
		s.TieBreak = &t
	}
	return s
}

// topOrder lists the issues by approval weight, ties by tie-break priority.
func (p *approvals) topOrder() []int {
	scores := p.x.approvals()
	order := p.x.prefOrder(p.x.all())
	slices.SortStableFunc(order, func(a, b int) int { return scores[b].Cmp(scores[a]) })
	return order
}

// approvalTop is the simple choice: the k issues with most approval weight.
func (p *approvals) approvalTop() []AgendaStep {
	scores := p.x.approvals()
	var steps []AgendaStep
	order := p.topOrder()
	for _, a := range order[:p.k] {
		var tied []int
		for _, b := range order {
			if scores[a].Cmp(scores[b]) == 0 {
				tied = append(tied, b)
			}
		}
		i := slices.Index(tied, a)
		steps = append(steps, p.step(a, p.x.rat(scores[a]), tied[i:]))
	}
	return steps
}

// choose runs one agenda rule.
func (p *approvals) choose(rule, completion string) (out AgendaOther, steps []AgendaStep, paid []map[int]float64, before []string) {
	out.Rule = rule
	switch rule {
	case ruleApproval:
		steps = p.approvalTop()
	case ruleSeqPAV:
		steps = p.sequentialPAV()
	case rulePhragmen:
		steps = p.sequentialPhragmen()
	case ruleEqualShares:
		steps, paid, before = p.completeShares(completion)
	case rulePAV:
		set, score, optimal, ok := p.exactPAV()
		if !ok {
			out.Note = "not computed: too many sets of issues to try them all"
			return out, nil, nil, nil
		}
		e := planner.ExactOf(score)
		out.Score, out.Optimal = &e, optimal
		for _, a := range set {
			steps = append(steps, p.step(a, p.x.rat(p.x.sum(func(t *tally) int64 { return t.approve[a] })), nil))
		}
	}
	set := make([]int, len(steps))
	for i, s := range steps {
		out.Issues = append(out.Issues, s.Issue)
		set[i] = slices.Index(p.x.ids, s.Issue)
	}
	out.Certificate = p.certify(set)
	return out, steps, paid, before
}

// agenda chooses Options.AgendaK issues by Options.AgendaRule, and by all other
// rules for comparison.
func (x *election) agenda(v *groupViews) *Agenda {
	k := x.opts.AgendaK
	if k == 0 || x.total.Sign() == 0 {
		return nil
	}
	p := newApprovals(x, k)
	main, steps, paid, before := p.choose(x.opts.AgendaRule, x.opts.Completion)
	out := &Agenda{
		Rule: main.Rule, K: k, Issues: main.Issues, Certificate: main.Certificate, Steps: steps,
		Approvals: x.approvalWords(), Note: main.Note,
	}
	if main.Rule == ruleEqualShares {
		out.Completion, out.BeforeCompletion = x.opts.Completion, before
	}
	for i := range paid {
		steps[i].PaidBy = make(map[string]float64)
		for g, sum := range paid[i] {
			steps[i].PaidBy[x.groupName(g)] = sum
		}
	}
	for _, a := range p.topOrder()[:k] {
		out.TopK = append(out.TopK, x.ids[a])
	}
	for _, id := range out.Issues {
		if !slices.Contains(out.TopK, id) {
			out.Added = append(out.Added, id)
		}
	}
	for _, id := range out.TopK {
		if !slices.Contains(out.Issues, id) {
			out.Removed = append(out.Removed, id)
		}
	}
	out.SameAsTopK = len(out.Added) == 0 && len(out.Removed) == 0
	out.Budget = p.budgets(v, out, paid)
	for _, rule := range AgendaRuleNames() {
		if rule != x.opts.AgendaRule {
			other, _, _, _ := p.choose(rule, x.opts.Completion)
			out.Others = append(out.Others, other)
		}
	}
	return out
}

func (e *electorate) groupName(g int) string {
	if g < 0 {
		return noGroupLabel
	}
	return e.groups[g]
}

// budgets says what each group brings to the agenda and gets from it.
func (p *approvals) budgets(v *groupViews, ag *Agenda, paid []map[int]float64) []GroupBudget {
	x := p.x
	on := make([]bool, x.m)
	for a, id := range x.ids {
		on[a] = slices.Contains(ag.Issues, id)
	}
	got, reached := make([]int64, len(x.groups)), make([]int64, len(x.groups))
	ballots := make([]int64, len(x.groups))
	for i := range x.classes {
		if g := x.classes[i].group; g >= 0 {
			ballots[g] += x.classes[i].n
		}
	}
	for i, set := range p.sets {
		g := x.classes[p.class[i]].group
		if g < 0 {
			continue
		}
		hits := int64(0)
		for _, a := range set {
			if on[a] {
				hits++
			}
		}
		got[g] += hits * p.count[i]
		if hits > 0 {
			reached[g] += p.count[i]
		}
	}
	var out []GroupBudget
	total := x.rat(x.total)
	for g, name := range x.groups {
		places := x.groupWeight(g)
		places.Mul(places, big.NewRat(int64(ag.K), 1)).Quo(places, total)
		b := GroupBudget{Group: name, Places: planner.ExactOf(places)}
		for _, step := range paid {
			b.Spent += step[g]
		}
		if ballots[g] > 0 {
			b.Represented = float64(reached[g]) / float64(ballots[g])
			b.Average = float64(got[g]) / float64(ballots[g])
		}
		for a, r := range v.ranks[g] {
			if r == 1 && v.support[g][a] != nil {
				b.First = append(b.First, x.ids[a])
				b.FirstIn = b.FirstIn || on[a]
			}
		}
		out = append(out, b)
	}
	return out
}
