package balance

import (
	"context"
	"slices"

	"roundtable/planner"
)

// Advise finds the fewest changes to the panel, with people of the pool, that
// meet all targets of tier must; or says why no panel can, whom to recruit,
// which sizes work and what would have to give way. The pool may or may not
// include the panel. People who are locked keep their place; whoever leaves the
// panel leaves the session.
//
// Changes are the drops, of which there are as few as possible, and the adds
// that bring the panel to its seats. The order of people in pool and panel does
// not matter; alternatives are listed by ID.
//
// A search that reaches its limit of nodes, or whose context ends, reports the
// best found with Proved false. The error is the context's, and only if nothing
// could be done at all.
func Advise(ctx context.Context, pool, panel planner.Roster, targets []planner.Target, opts AdviceOptions) (*Advice, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	targets = forPanel(targets)
	a := &adviser{
		ctx: ctx, opts: opts, panel: panel,
		people: universe(pool, panel, opts),
		others: offPanel(panel, opts.Options),
	}
	must := slices.DeleteFunc(slices.Clone(targets), func(t planner.Target) bool { return t.Tier != planner.Must })
	a.seats = seatsFor(len(panel), must, opts)
	out := a.advise(must, opts.AdditionsOnly)
	if len(must) < len(targets) {
		out.Wishes = a.advise(targets, opts.AdditionsOnly)
		if out.Relaxation == nil && out.Feasible {
			out.Relaxation = out.Wishes.Relaxation
		}
	}
	out.SingleAdds, out.Replacements = a.quickFixes(targets)
	return out, nil
}

// adviser holds what all questions about one panel share.
type adviser struct {
	ctx    context.Context
	opts   AdviceOptions
	panel  planner.Roster
	people []candidatePerson
	others planner.Roster
	seats  int
}

// limits bounds a main question, part one of many that make up an answer.
func (a *adviser) limits() limits { return limits{a.opts.Nodes, a.opts.Work} }
func (a *adviser) part() limits   { return limits{a.opts.Nodes, a.opts.Work / 8} }

// seatsFor is the size to search: as asked, else the present size moved as far
// as must targets on the size of the panel ask.
func seatsFor(n int, must []planner.Target, opts AdviceOptions) int {
	if opts.Seats > 0 {
		return opts.Seats
	}
	for i := range must {
		t := &must[i]
		everybody := len(t.Roles) == 0 || slices.Contains(t.Roles, opts.Options.JoinAs)
		if t.Kind != planner.Size || !everybody {
			continue
		}
		if t.Max.Given {
			n = min(n, t.Max.N)
		}
		if t.Min.Given {
			n = max(n, t.Min.N)
		}
	}
	return n
}

// advise answers for one set of targets, all of which are to be met.
func (a *adviser) advise(targets []planner.Target, additions bool) *Advice {
	targets, undecided := a.decidable(targets)
	out := &Advice{Seats: a.seats, Undecided: undecided}
	m := a.model(targets, a.seats, false)
	best := m.prog.solve(a.ctx, a.limits(), noCutoff)
	out.Proved = best.proved
	out.Feasible = best.found()
	if additions {
		out.Additions = a.additions(targets)
	}
	switch {
	case best.found():
		out.Changes = changesFrom(a.ctx, m, best, a.opts)
		a.neverChosen(out, m, best)
	case best.proved:
		a.explain(out, m, targets)
	}
	return out
}

func (a *adviser) model(targets []planner.Target, seats int, stay bool) *model {
	return newModel(&question{
		people: a.people, targets: targets, opts: a.opts.Options, others: a.others,
		seats: seats, stay: stay,
	})
}

// additions finds the fewest additions when nobody leaves and the number of
// seats is free; nil when no additions suffice.
func (a *adviser) additions(targets []planner.Target) *Changes {
	m := a.model(targets, anySize, true)
	best := m.prog.solve(a.ctx, a.limits(), noCutoff)
	if !best.found() {
		return nil
	}
	return changesFrom(a.ctx, m, best, a.opts)
}

// decidable splits off the targets no choice of people can settle: caps over
// several sessions, fields in which nobody has a value, and roles nobody in
// question holds.
func (a *adviser) decidable(targets []planner.Target) (decided []planner.Target, undecided []string) {
	j := &judge{others: a.others, opts: a.opts.Options, marker: marker{a.opts.Options.JoinAs}}
	for i := range targets {
		t := targets[i]
		switch {
		case Informs(&t), j.settled(&t):
		case t.Kind == planner.PerPerson, !a.settles(j, &t):
			undecided = append(undecided, t.ID)
		default:
			decided = append(decided, t)
		}
	}
	return decided, undecided
}

// settled reports whether the target is met whoever is chosen: by people of the
// session who are not in question, or by the proposal's own answer.
func (j *judge) settled(t *planner.Target) bool {
	if t.Kind == planner.Flag && j.opts.Fields[t.Dimension] == planner.Yes && !wantsNo(t) {
		return true
	}
	if len(t.Roles) == 0 || len(j.others) == 0 || t.Max.Given || t.MaxShare.Given() || t.MinShare.Given() {
		return false
	}
	a := j.fixed(t)
	return a.nMaybe == 0 && !wantsNo(t) && t.Kind != planner.EachAtMost && a.judge(t).status == Met
}

// settles reports whether something about the people is known for certain that
// bears on the target.
func (a *adviser) settles(j *judge, t *planner.Target) bool {
	considered := false
	for i := range a.people {
		m := j.marker.mark(t, j.marker.joining(a.people[i].person))
		considered = considered || m.in != no
		if m.in == yes && m.hit != maybe {
			return true
		}
	}
	return !considered && t.Kind != planner.Flag && len(t.Roles) == 0
}
