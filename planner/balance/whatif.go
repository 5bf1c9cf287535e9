package balance

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// What one change would do: somebody withdraws, joins, or takes another's place.
// The marks of that person are added to the tallies, the verdicts read, and the
// marks taken out again.

// apply adds a person's marks to the tallies (by 1) or takes them out (by −1).
func (s *standing) apply(marks []tally.Mark, by int) {
	for i := range marks { // none of nobody
		s.tallies[i].Add(&marks[i], by)
	}
}

// marksOf is how the person bears on each target, by [tally.Judge.Mark] or, for
// somebody who joins, by [tally.Judge.JoinMark].
func (s *standing) marksOf(
	p *planner.Participant, mark func(*planner.Target, *planner.Participant) tally.Mark,
) []tally.Mark {
	marks := make([]tally.Mark, len(s.targets))
	for i := range s.targets {
		marks[i] = mark(&s.targets[i], p)
	}
	return marks
}

// dependence lists, for every person on the panel, the targets that are met now
// and would not be if that person withdrew, and who in the pool could step in so
// that all targets met now stay met.
func (s *standing) dependence(pool planner.Roster) []Dependence {
	var met []int
	for i := range s.targets {
		if !tally.Informs(&s.targets[i]) && s.verdict(i).Met == planner.Yes {
			met = append(met, i)
		}
	}
	spare := tally.Off(s.panel, pool)
	marks := make([][]tally.Mark, len(spare))
	for n := range spare {
		marks[n] = s.marksOf(&spare[n], s.JoinMark)
	}
	var out []Dependence
	for k := range s.panel {
		s.apply(s.marks[k], -1)
		d := Dependence{Person: s.panel[k].ID}
		for _, i := range met {
			if s.verdict(i).Met != planner.Yes {
				d.Targets = append(d.Targets, s.targets[i].ID)
			}
		}
		if len(d.Targets) > 0 {
			for n := range spare {
				if s.keeps(met, marks[n]) {
					d.Replacements = append(d.Replacements, spare[n].ID)
				}
			}
			out = append(out, d)
		}
		s.apply(s.marks[k], 1)
	}
	return out
}

// keeps reports whether all the targets are met once a person with these marks
// has joined.
func (s *standing) keeps(targets []int, marks []tally.Mark) bool {
	for _, i := range targets {
		s.tallies[i].Add(&marks[i], 1)
		met := s.verdict(i).Met
		s.tallies[i].Add(&marks[i], -1)
		if met != planner.Yes {
			return false
		}
	}
	return true
}

// quickFixesListed bounds the single additions and the single swaps listed;
// quickFixTries how many pairs of profiles are tried as swaps.
const (
	quickFixesListed = 12
	quickFixTries    = 30_000
)

// quickFixes lists what one invitation or one swap would mend: for each kind of
// person in the pool the targets that would become met, come closer, or break.
// Swaps that break anything are left out.
func (a *adviser) quickFixes(targets []planner.Target) ([]SingleAdd, []Replacement) {
	q := a.quick(targets)
	toMend := false
	for i := range targets {
		toMend = toMend || (q.now[i].Met != planner.Yes && q.mendable(i))
	}
	if !toMend {
		return nil, nil
	}
	joiners, leavers := q.alike(a.people, panels.Joining), q.alike(a.people, panels.Kept)
	var adds []SingleAdd
	for _, j := range joiners {
		d := q.with(j.marks)
		if len(d.fixes)+len(d.helps) > 0 {
			adds = append(adds, SingleAdd{j.profile, j.people, d.fixes, d.helps, d.breaks})
		}
	}
	slices.SortStableFunc(adds, func(x, y SingleAdd) int {
		return cmp.Or(cmp.Compare(len(x.Breaks), len(y.Breaks)), cmp.Compare(len(y.Fixes), len(x.Fixes)),
			cmp.Compare(len(y.Helps), len(x.Helps)), cmp.Compare(len(y.People), len(x.People)),
			cmp.Compare(x.People[0], y.People[0]))
	})
	return adds[:min(len(adds), quickFixesListed)], q.swaps(leavers, joiners)
}

// quick evaluates what-if changes against the verdicts as they stand.
type quick struct {
	*standing
	now []tally.Verdict
}

func (a *adviser) quick(targets []planner.Target) *quick {
	s := newStanding(a.panel, targets, a.opts.Options)
	return &quick{s, s.verdicts()}
}

// verdicts are what the tallies as they are mean for all targets.
func (s *standing) verdicts() []tally.Verdict {
	out := make([]tally.Verdict, len(s.targets))
	for i := range s.targets {
		out[i] = s.verdict(i)
	}
	return out
}

// mendable reports whether a change of the panel could mend the target.
func (q *quick) mendable(i int) bool {
	t := &q.targets[i]
	return !tally.Informs(t) && t.Kind != planner.PerPerson
}

// likeness is people with the same roles and the same values in the targets'
// dimensions, who therefore bear on all targets alike.
type likeness struct {
	profile map[planner.Dimension]string
	people  []string
	marks   []tally.Mark
}

// alike sorts the people of a class into likenesses, in order of first appearance.
func (q *quick) alike(people []panels.Person, class panels.Class) []likeness {
	dims := tally.Dimensions(q.targets...)
	var out []likeness
	at := make(map[string]int)
	for _, p := range people {
		if p.Class != class {
			continue
		}
		var key strings.Builder
		for _, r := range p.Roles {
			key.WriteString(string(r) + "\x01")
		}
		if q.Others.ByID(p.ID) >= 0 {
			key.WriteString(p.ID) // counts already for some targets
		}
		profile := make(map[planner.Dimension]string)
		for _, d := range dims {
			v := strings.Join(tally.Known(p.Participant, d), "; ")
			key.WriteString("\x00" + v)
			if v != "" {
				profile[d] = v
			}
		}
		k, seen := at[key.String()]
		if !seen {
			k = len(out)
			at[key.String()] = k
			mark := q.Mark
			if class == panels.Joining {
				mark = q.JoinMark
			}
			out = append(out, likeness{profile: profile, marks: q.marksOf(p.Participant, mark)})
		}
		out[k].people = append(out[k].people, p.ID)
	}
	return out
}

// difference is what a change does to the targets, by ID: see [SingleAdd].
type difference struct{ fixes, helps, breaks []string }

// with compares the verdicts once somebody with these marks has joined with the
// verdicts now.
func (q *quick) with(marks []tally.Mark) (d difference) {
	q.apply(marks, 1)
	defer q.apply(marks, -1)
	return q.difference()
}

// difference compares the verdicts as they stand with those settled.
func (q *quick) difference() (d difference) {
	for i := range q.targets {
		if !q.mendable(i) {
			continue
		}
		before, after := &q.now[i], q.verdict(i)
		wasMet, isMet := before.Met == planner.Yes, after.Met == planner.Yes
		closer := before.Short + before.Over - after.Short - after.Over
		switch id := q.targets[i].ID; {
		case !wasMet && isMet:
			d.fixes = append(d.fixes, id)
		case wasMet && !isMet, closer < 0:
			d.breaks = append(d.breaks, id)
		case closer > 0:
			d.helps = append(d.helps, id)
		}
	}
	return d
}

// swaps lists single swaps that mend something and break nothing, best first.
func (q *quick) swaps(leavers, joiners []likeness) []Replacement {
	var out []Replacement
	tries := 0
	for _, l := range leavers {
		q.apply(l.marks, -1)
		for _, j := range joiners {
			if tries++; tries > quickFixTries {
				break
			}
			d := q.with(j.marks)
			if len(d.breaks) > 0 || len(d.fixes)+len(d.helps) == 0 {
				continue
			}
			for _, drop := range l.people {
				out = append(out, Replacement{drop, j.profile, j.people, d.fixes, d.helps})
			}
		}
		q.apply(l.marks, 1)
	}
	slices.SortStableFunc(out, func(x, y Replacement) int {
		return cmp.Or(cmp.Compare(len(y.Fixes), len(x.Fixes)), cmp.Compare(len(y.Helps), len(x.Helps)),
			cmp.Compare(x.Drop, y.Drop), cmp.Compare(x.Add[0], y.Add[0]))
	})
	return out[:min(len(out), quickFixesListed)]
}
