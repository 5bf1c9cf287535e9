package ranking

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agenda"
	"roundtable/planner/ranking/internal/rules"
)

// agenda chooses Options.AgendaK issues by Options.AgendaRule, and by all other
// rules for comparison.
func (r *run) agenda() *Agenda {
	x, k := r.chosen, r.opts.AgendaK
	if k == 0 || x.Total.Sign() == 0 {
		return nil
	}
	p := agenda.New(x, k, r.bounds)
	choice := p.Choose(r.opts.AgendaRule, r.opts.Completion)
	out := &Agenda{
		Rule: r.opts.AgendaRule, K: k, Issues: r.names(choice.Issues), Certificate: r.certificate(choice.Certificate),
		Approvals: rules.Approvals(x), TopK: r.names(p.Top()), BeforeCompletion: r.names(choice.Before),
		TooMany: choice.TooMany, Cap: r.capFacts(r.opts.CapBy, r.bounds),
	}
	if !choice.TooMany {
		out.Empty = k - len(choice.Issues)
	}
	if out.Rule == agenda.EqualShares {
		out.Completion = r.opts.Completion
	}
	for _, s := range choice.Steps {
		out.Steps = append(out.Steps, r.agendaStep(s))
	}
	out.Added, out.Removed = without(out.Issues, out.TopK), without(out.TopK, out.Issues)
	out.SameAsTopK = len(out.Added) == 0 && len(out.Removed) == 0
	out.Budget = r.budgets(p.Shares(choice), choice.Issues)
	for _, rule := range agenda.Rules() {
		if rule == r.opts.AgendaRule {
			continue
		}
		c := p.Choose(rule, r.opts.Completion)
		other := AgendaOther{
			Rule: rule, Issues: r.names(c.Issues), Certificate: r.certificate(c.Certificate),
			Optimal: c.Optimal, TooMany: c.TooMany,
		}
		if c.Score != nil {
			score := planner.ExactOf(c.Score)
			other.Score = &score
		}
		out.Others = append(out.Others, other)
	}
	return out
}

// budgets names what each group brings to an agenda and gets from it.
func (r *run) budgets(shares []agenda.Share, chosen []int) []GroupBudget {
	var out []GroupBudget
	for g, share := range shares {
		b := GroupBudget{
			Group: r.group(g), Places: planner.ExactOf(share.Places), Spent: share.Spent,
			Represented: share.Represented, Average: share.Average,
		}
		for a, rank := range r.views.Ranks[g] {
			if rank == 1 && r.views.Support[g][a] != nil {
				b.First = append(b.First, r.ids[a])
				b.FirstIn = b.FirstIn || slices.Contains(chosen, a)
			}
		}
		out = append(out, b)
	}
	return out
}

// without is what of a list is not in the other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(other, id) })
}

func (r *run) agendaStep(s agenda.Step) AgendaStep {
	out := AgendaStep{Issue: r.ids[s.Issue], Value: planner.ExactOf(s.Value), Completion: s.Completion}
	if s.Tied != nil {
		t := r.tieBreak(s.Tied)
		out.Tied, out.TieBreak = r.names(s.Tied), &t
	}
	if s.Paid != nil {
		out.PaidBy = make(map[string]float64)
		for g, sum := range s.Paid {
			out.PaidBy[r.group(g)] = sum
		}
	}
	return out
}

func (n *naming) certificate(c agenda.Certificate) Certificate {
	out := Certificate{JR: c.JR, EJRPlus: c.EJRPlus}
	for _, v := range c.Violations {
		out.Violations = append(out.Violations, Violation{
			Issue: n.ids[v.Issue], Level: v.Level, Weight: planner.ExactOf(v.Weight), Needed: planner.ExactOf(v.Needed),
		})
	}
	return out
}
