package selection

import (
	"cmp"
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
	// open are the groups of the model that hold people to be drawn; held the others,
	// who are all on every panel.
	open, held []int
	// marked are the marks of people, by target, as far as they were asked for.
	marked [][]tally.Mark
}

// newQuestion sets up a draw. The people are put in an order that their names, IDs and
// rows do not decide, so that these change nobody's chance. People who are alike follow
// each other by ID, those that were numbered by row by name: the rows decide nothing.
func newQuestion(candidates planner.Roster, targets []planner.Target, opts Options) *question {
	q := &question{opts: opts}
	q.judge = tally.NewJudge(candidates, candidates, opts.JoinAs, opts.Fields)
	dims := tally.Dimensions(targets...)
	keys := make(map[string]string, len(candidates))
	for i := range candidates {
		p := &candidates[i]
		class := panels.Joining
		if p.Locked || slices.Contains(opts.Held, p.ID) {
			class = panels.Locked
		}
		q.people = append(q.people, panels.Person{Participant: p, Class: class})
		keys[p.ID] = alikeKey(p, class, dims)
	}
	slices.SortStableFunc(q.people, func(a, b panels.Person) int {
		return cmp.Or(
			cmp.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(givenName(a), givenName(b)), cmp.Compare(a.ID, b.ID),
		)
	})
	return q
}

// givenName is what the list calls somebody.
func givenName(p panels.Person) string {
	if p.Numbered && p.Name != "" {
		return p.Name
	}
	return p.ID
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
	q.targets, q.marked = targets, make([][]tally.Mark, len(q.people))
	q.model = panels.New(&panels.Question{People: q.people, Targets: targets, Judge: q.judge, Seats: q.opts.Seats})
	q.model.Program.ClearCosts()
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

// columns are those of the open groups in the program.
func (q *question) columns() []int {
	out := make([]int, len(q.open))
	for i, g := range q.open {
		out[i] = q.model.Groups[g].Col
	}
	return out
}

// check finds what makes the question one that cannot be set up.
func (q *question) check(r *Result) error {
	held := 0
	for i := range q.people {
		if q.people[i].Class == panels.Locked {
			held++
			r.Held = append(r.Held, q.people[i].ID)
		}
	}
	slices.Sort(r.Held)
	var found []planner.Finding
	if held > q.opts.Seats {
		found = append(found, tooManyHeld(held, q.opts.Seats))
	}
	if r.Draw < 1 || r.Draw > Panels {
		found = append(found, noSuchPanel(r.Draw))
	}
	if len(found) > 0 {
		return &planner.InputError{Of: "lottery", Findings: found}
	}
	return nil
}
