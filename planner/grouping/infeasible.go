package grouping

import (
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/conflict"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/grouping/internal/solve"
)

// InfeasibleError says that the must rules cannot all be kept, why, and what is
// the least that would have to give way.
type InfeasibleError struct {
	// Why is the conflict, with the numbers: what is asked, by which groups, and how
	// many people there are.
	Why []Fact `json:"why"`
	// Rules are the rules of one conflict.
	Rules []ConflictRule `json:"rules"`
	// Proved tells that no plan keeps these rules together (with the sizes,
	// memberships, pairs and fixed seats). Smallest tells that each of them is
	// needed: without any one of them the others were kept by a plan found.
	Proved   bool `json:"proved"`
	Smallest bool `json:"smallest"`
	// Relaxation is the least found that would have to give way, as ready edits
	// of the targets; Cost is its size in people, CostBound a proved lower bound.
	Relaxation []Edit `json:"relaxation"`
	Cost       int    `json:"cost"`
	CostBound  int    `json:"cost_bound"`
	// Nearest is the best plan found under that relaxation, nil if there is none.
	Nearest *Plan `json:"-"`
}

// ConflictRule is one rule that takes part in a conflict. Bound is "min",
// "max", "size" or "memberships".
type ConflictRule struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
}

// Edit changes one bound of a target for one group; Bound is "min" or "max", or
// "min_size" and "max_size" for the group itself, whose Target is empty.
type Edit struct {
	Target string `json:"target"`
	Group  string `json:"group"`
	Bound  string `json:"bound"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	// Says is the same with whom the target counts.
	Says Fact `json:"says"`
}

// Error gives the codes of the reason.
func (e *InfeasibleError) Error() string {
	return fmt.Sprint("the rules cannot all be kept: ", e.Why)
}

// counted tells a clash found by counting, with the least relaxation and the
// nearest plan.
func (p *Problem) counted(o *solve.Order, opts *Options, c *conflict.Clash) (*Plan, error) {
	e := &InfeasibleError{
		Proved: true, Smallest: c.Smallest, CostBound: c.Short,
		Why: words{p}.clash(c), Rules: words{p}.conflictRules(c.Bounds),
	}
	if c.Kind == conflict.TooFewSeats || c.Kind == conflict.TooFewPeople {
		e.Cost, e.Rules = c.Short, words{p}.sizeRules()
		e.Relaxation = words{p}.sizeEdits(c.Kind == conflict.TooFewSeats, c.Short)
		q := *p
		q.m = p.withSizes(e.Relaxation)
		s := o.SolverFor(q.m, 0)
		s.Report = o.Report
		s.Solve()
		e.Nearest = q.nearest(s, opts)
		missed := &e.Nearest.Objective
		for g := range e.Nearest.Groups {
			x := &e.Nearest.Groups[g]
			if n := len(x.Members); n > 0 || !p.groups[g].Optional {
				missed.MustMissed += int64(max(0, x.MinSize-n) + max(0, n-x.MaxSize))
			}
		}
		missed.GapPeople = p.gapPeople(missed, opts)
		return e.Nearest, e
	}
	quick := *o // what is proved needs no proof again
	quick.Budget = solve.Lighter(o.SolverFor(p.m, 0).Budget)
	w := conflict.Elastic(p.m, &quick)
	if w.Kept != nil {
		// Counting and search cannot both be right; trust the seating and say so.
		return nil, fmt.Errorf("internal error: %v was called impossible, but a plan keeps all rules", e.Why)
	}
	full := p.cannotKeep(o, opts, w)
	e.Relaxation, e.Cost, e.Nearest = full.Relaxation, full.Cost, full.Nearest
	e.CostBound = max(e.CostBound, full.CostBound)
	if c.Kind == conflict.NoCommon {
		e.Rules = words{p}.commonRules()
	}
	if !e.Smallest && full.Smallest && len(full.Rules) <= max(len(e.Rules), 1) {
		e.Rules, e.Smallest = full.Rules, true
	}
	return e.Nearest, e
}

// cannotKeep tells how far the must rules have to give way.
func (p *Problem) cannotKeep(o *solve.Order, opts *Options, w *conflict.GiveWay) *InfeasibleError {
	e := &InfeasibleError{
		Proved: w.Proved, Smallest: w.Smallest, Cost: w.Cost, CostBound: w.CostBound,
		Why: words{p}.giveWay(w), Rules: words{p}.conflictRules(w.Bounds),
	}
	if w.Best == nil {
		return e
	}
	e.Relaxation = words{p}.editsFor(w)
	s := o.SolverFor(p.m.RelaxedTo(w.Best), 0)
	s.Hint = w.Best
	s.Solve()
	e.Nearest = p.nearest(s, opts)
	return e
}

// conflictRules lists the bounds as rules.
func (p words) conflictRules(bounds []model.HardBound) []ConflictRule {
	var rules []ConflictRule
	for _, b := range bounds {
		t := &p.targets[p.m.RuleOf(b).Target]
		r := ConflictRule{Target: t.id, Group: p.groups[b.Group].ID, Bound: "min"}
		if b.Max {
			r.Bound = "max"
		}
		rules = append(rules, r)
	}
	for _, g := range p.overfull(bounds) {
		rules = append(rules, p.sizeRule(g))
	}
	return rules
}

// commonRules lists the targets that ask for something in common.
func (p words) commonRules() []ConflictRule {
	var rules []ConflictRule
	for k := range p.targets {
		t := &p.targets[k]
		r := ConflictRule{Target: t.id, Group: p.groups[t.group].ID, Bound: "min"}
		if t.common > 0 && t.tier == planner.Must && !slices.Contains(rules, r) {
			rules = append(rules, r)
		}
	}
	return rules
}

// sizeRules lists the sizes of all groups as rules.
func (p words) sizeRules() []ConflictRule {
	var rules []ConflictRule
	for g := range p.groups {
		rules = append(rules, p.sizeRule(g))
	}
	return rules
}

func (p words) sizeRule(g int) ConflictRule {
	return ConflictRule{Group: p.groups[g].ID, Bound: "size"}
}

// editsFor lists how the hard targets would have to change for the best seating
// to keep them.
func (p words) editsFor(w *conflict.GiveWay) []Edit {
	var edits []Edit
	for _, x := range model.Misses(p.m, w.Best, w.All) {
		t := &p.targets[p.m.RuleOf(x.HardBound).Target]
		e := Edit{Target: t.id, Group: p.groups[x.Group].ID, Bound: "min", From: x.From, To: x.To}
		share := t.ask.MinShare
		if x.Max {
			e.Bound, share = "max", t.ask.MaxShare
		}
		args := facts{"group": e.Group, "n": e.To}
		switch {
		case t.common > 0:
			args["of"] = x.Size
			e.Says = t.counted("common", args)
		case t.kind == seatAsked:
			e.Says = t.counted("seat", facts{"group": e.Group})
		case t.kind == apartAsked:
			e.Says = t.counted("apart", args)
		case t.kind == capAsked:
			args["from"] = e.From
			e.Says = t.counted("cap", args)
		case t.alone > 0:
			args["least"] = t.alone
			e.Says = t.counted("alone", args)
		case share.Given():
			args["from"], args["size"] = e.From, x.Size
			e.Says = t.counted(e.Bound+"-share", args)
		default:
			args["from"] = e.From
			e.Says = t.counted(e.Bound, args)
		}
		edits = append(edits, e)
	}
	return edits
}

// sizeEdits spreads n missing seats evenly over the groups: larger largest sizes
// where there are to be more, smaller smallest sizes where fewer.
func (p words) sizeEdits(more bool, n int) []Edit {
	by := make([]int, len(p.groups))
	size := func(g int) int {
		if more {
			return -(p.m.Groups[g].Hi + by[g])
		}
		return p.m.Groups[g].Lo - by[g]
	}
	for range n {
		best := 0
		for g := range by {
			if size(g) > size(best) {
				best = g
			}
		}
		by[best]++
	}
	var edits []Edit
	for g, n := range by {
		if n == 0 {
			continue
		}
		e := Edit{Group: p.groups[g].ID, Bound: "max_size", From: p.groups[g].Size.Max, To: p.m.Groups[g].Hi + n}
		e.Says.Code = "largest"
		if !more {
			e.Bound, e.From, e.To = "min_size", p.m.Groups[g].Lo, p.m.Groups[g].Lo-n
			e.Says.Code = "smallest"
		}
		e.Says.Args = facts{"group": e.Group, "n": e.To, "from": e.From}
		edits = append(edits, e)
	}
	return edits
}

// nearest writes a seating found under relaxed rules, by a solver of them, as a plan
// of this problem, which misses some must rules. Its bound is the relaxed problem's.
func (p *Problem) nearest(s *solve.Solver, opts *Options) *Plan {
	plan := p.propose(s.Best, opts)
	p.setBound(&plan.Objective, s.Bound, opts)
	plan.Objective.ProvedOptimal = false
	return plan
}

// withSizes is the model with the sizes of the edits.
func (p *Problem) withSizes(edits []Edit) *model.Model {
	m := *p.m
	m.Groups = slices.Clone(p.m.Groups)
	for _, e := range edits {
		mg := &m.Groups[slices.IndexFunc(p.groups, func(s planner.GroupSpec) bool { return s.ID == e.Group })]
		if e.Bound == "min_size" {
			mg.Lo = e.To
		} else {
			mg.Hi = e.To
		}
	}
	return &m
}
