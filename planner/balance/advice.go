package balance

import (
	"cmp"
	"context"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
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
func Advise(
	ctx context.Context, pool, panel planner.Roster, targets []planner.Target, opts AdviceOptions,
) (*Advice, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	targets = forPanel(targets)
	a := &adviser{
		ctx: ctx, opts: opts, panel: panel,
		people: universe(pool, panel, opts),
		judge:  opts.Options.judge(panel),
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
	a.recommendation(out, must, targets)
	return out, nil
}

// adviser holds what all questions about one panel share.
type adviser struct {
	ctx    context.Context
	opts   AdviceOptions
	panel  planner.Roster
	people []panels.Person
	judge  *tally.Judge
	seats  int
	asked  map[string]bool // who could still turn a verdict with an answer
}

// universe lists everybody the search may seat: the panel and the pool without
// those kept out, each once, ordered by ID so that the order of rows in a file
// changes nothing.
func universe(pool, panel planner.Roster, opts AdviceOptions) []panels.Person {
	var out []panels.Person
	seen := make(map[string]bool, len(pool)+len(panel))
	add := func(p *planner.Participant, class panels.Class) {
		if !seen[p.ID] {
			out = append(out, panels.Person{Participant: p, Class: class})
		}
		seen[p.ID] = true
	}
	for i := range panel {
		class := panels.Kept
		if panel[i].Locked || slices.Contains(opts.Locked, panel[i].ID) {
			class = panels.Locked
		}
		add(&panel[i], class)
	}
	for i := range pool {
		if !slices.Contains(opts.KeepOut, pool[i].ID) {
			add(&pool[i], panels.Joining)
		}
	}
	slices.SortStableFunc(out, func(a, b panels.Person) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// parts is how many questions that are one of many may cost as much as a main one.
const parts = 8

// whole bounds a main question, part one of many that make up an answer.
func (a *adviser) whole() ilp.Limits { return ilp.Limits{Nodes: a.opts.Nodes, Work: a.opts.Work} }

func (a *adviser) part() ilp.Limits {
	return ilp.Limits{Nodes: a.opts.Nodes, Work: a.opts.Work / parts}
}

// solve answers a main question.
func (a *adviser) solve(p *ilp.Program) ilp.Answer { return p.Solve(a.ctx, a.whole(), ilp.NoCutoff) }

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
	out := &Advice{Seats: a.seats, Searched: len(a.people), Undecided: undecided}
	m := a.model(targets, a.seats, false)
	best := a.solve(&m.Program)
	out.Proved = best.Proved
	out.Feasible = best.Found()
	if out.AdditionsAsked = additions; additions {
		out.Additions = a.additions(targets)
	}
	switch {
	case best.Found():
		out.Changes = a.changes(m, best)
		a.neverChosen(out, m, best)
	case best.Proved:
		a.explain(out, m, targets)
	}
	return out
}

func (a *adviser) model(targets []planner.Target, seats int, stay bool) *panels.Model {
	return panels.New(&panels.Question{People: a.people, Targets: targets, Judge: a.judge, Seats: seats, Stay: stay})
}

// additions finds the fewest additions when nobody leaves and the number of
// seats is free; nil when no additions suffice.
func (a *adviser) additions(targets []planner.Target) *Changes {
	sizes := []int{panels.AnySize}
	if hasShares(targets) { // which are rounded anew for every size
		sizes = sizes[:0]
		for n := len(a.panel); n <= min(len(a.people), len(a.panel)+sizesTried); n++ {
			sizes = append(sizes, n)
		}
	}
	for _, n := range sizes {
		m := a.model(targets, n, true)
		if best := a.solve(&m.Program); best.Found() {
			return a.changes(m, best)
		}
	}
	return nil
}

// decidable leaves out the targets that ask for nothing or are settled whoever is chosen,
// and splits off, by ID, those no choice of people can settle: caps over several
// sessions, fields in which nobody has a value, and roles nobody in question holds.
func (a *adviser) decidable(targets []planner.Target) (decided []planner.Target, undecided []string) {
	for i := range targets {
		t := &targets[i]
		switch {
		case tally.Informs(t), a.judge.Settled(t), a.denied(t): // left out
		case t.Kind == planner.PerPerson, !a.settles(t):
			undecided = append(undecided, t.ID)
		default:
			decided = append(decided, *t)
		}
	}
	return decided, undecided
}

// denied reports whether the proposal itself answers a yes/no question with the no that
// is not wanted, and nobody in question could turn it into a yes.
func (a *adviser) denied(t *planner.Target) bool {
	if t.Kind != planner.Flag || tally.WantsNo(t) || a.judge.Fields[t.Dimension] != planner.No {
		return false
	}
	return !slices.ContainsFunc(a.people, func(p panels.Person) bool {
		m := a.judge.Mark(t, a.judge.Joining(p.Participant))
		return m.In == planner.Yes && m.Hit == planner.Yes
	})
}

// settles reports whether something about the people is known for certain that
// bears on the target.
func (a *adviser) settles(t *planner.Target) bool {
	considered := false
	for i := range a.people {
		m := a.judge.Mark(t, a.judge.Joining(a.people[i].Participant))
		considered = considered || m.In != planner.No
		if m.In == planner.Yes && m.Hit != planner.Unknown {
			return true
		}
	}
	return !considered && t.Kind != planner.Flag && len(t.Roles) == 0
}
