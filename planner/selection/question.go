package selection

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// question is a draw set up: who can be drawn, by which targets, and the program
// whose solutions are the panels that meet them.
type question struct {
	opts    Options
	people  []panels.Person
	targets []planner.Target
	judge   *tally.Judge
	model   *panels.Model
	search  *ilp.Search
	// open are the groups of the model that hold people to be drawn; held the others,
	// who are all on every panel.
	open, held []int
}

// newQuestion sets up a draw. The people are put in an order that their names, IDs and
// rows do not decide, so that these change nobody's chance.
func newQuestion(candidates planner.Roster, targets []planner.Target, opts Options) *question {
	q := &question{opts: opts, targets: targets}
	q.judge = tally.NewJudge(candidates, candidates, opts.JoinAs, opts.Fields)
	dims := tally.Dimensions(targets...)
	keys := make(map[string]string, len(candidates))
	for i := range candidates {
		p := &candidates[i]
		class := panels.Joining
		if p.Locked || slices.Contains(opts.Locked, p.ID) {
			class = panels.Locked
		}
		q.people = append(q.people, panels.Person{Participant: p, Class: class})
		keys[p.ID] = alikeKey(p, class, dims)
	}
	slices.SortStableFunc(q.people, func(a, b panels.Person) int {
		return cmp.Or(cmp.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(a.ID, b.ID))
	})
	q.pose(targets)
	return q
}

// alikeKey is the same for people who are alike for all targets.
func alikeKey(p *planner.Participant, class panels.Class, dims []planner.Dimension) string {
	var key strings.Builder
	fmt.Fprintf(&key, "%d %q", class, p.Roles)
	for _, d := range dims {
		fmt.Fprintf(&key, " %q", tally.Known(p, d))
	}
	return key.String()
}

// pose states the question for these targets.
func (q *question) pose(targets []planner.Target) {
	q.targets = targets
	q.model = panels.New(&panels.Question{People: q.people, Targets: targets, Judge: q.judge, Seats: q.opts.Seats})
	q.model.Program.ClearCosts()
	q.search = ilp.NewSearch(&q.model.Program)
	q.open, q.held = nil, nil
	for g := range q.model.Groups {
		if q.model.Groups[g].Class == panels.Locked {
			q.held = append(q.held, g)
		} else {
			q.open = append(q.open, g)
		}
	}
}

func (q *question) limits() ilp.Limits { return ilp.Limits{Nodes: q.opts.Nodes, Work: q.opts.Work} }

// find asks for the cheapest panel below a cost, where taking one of the open group i
// costs cost(i).
func (q *question) find(ctx context.Context, cost func(i int) int64, below int64) ilp.Answer {
	for i, g := range q.open {
		q.model.Program.Cols[q.model.Groups[g].Col].Cost = cost(i)
	}
	return q.search.Best(ctx, q.limits(), below)
}

// taken is how many people of each open group a solution takes.
func (q *question) taken(x []int64) []int {
	out := make([]int, len(q.open))
	for i, g := range q.open {
		out[i] = int(x[q.model.Groups[g].Col])
	}
	return out
}

// cover finds panels that between them hold somebody of every open group that can be
// on a panel at all, and drops the other groups from those open: never. Each panel
// brings in as many groups not seen yet as possible. Nil panels: there is none. It
// reports false where a limit came first.
func (q *question) cover(ctx context.Context) (known [][]int, never []int, proved bool) {
	seen := make([]bool, len(q.open))
	unseen := func(i int) int64 { return -tally.One(!seen[i]) }
	ans := q.find(ctx, unseen, ilp.NoCutoff)
	for ans.Found() {
		panel := q.taken(ans.X)
		known = append(known, panel)
		for i, n := range panel {
			seen[i] = seen[i] || n > 0
		}
		ans = q.find(ctx, unseen, 0)
	}
	var open []int
	for i, g := range q.open {
		if seen[i] {
			open = append(open, g)
		} else {
			never = append(never, g)
		}
	}
	for k, panel := range known {
		known[k] = slices.DeleteFunc(panel, func(int) bool { return false })[:0:0]
		for i, n := range panel {
			if seen[i] {
				known[k] = append(known[k], n)
			}
		}
	}
	q.open = open
	return known, never, ans.Proved
}

// Dearer implements the oracle of package fair.
func (q *question) Dearer(ctx context.Context, prices []int64, above int64) (panel []int, proved bool) {
	ans := q.find(ctx, func(i int) int64 { return -prices[i] }, -above)
	if ans.Found() {
		return q.taken(ans.X), true
	}
	return nil, ans.Proved
}
