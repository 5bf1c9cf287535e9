package balance

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
)

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
	j := newJudge(a.panel, targets, a.opts.Options)
	now := make([]verdict, len(targets))
	ok := true
	for i := range targets {
		now[i] = j.tallies[i].judge(&targets[i])
		ok = ok && (now[i].status == Met || Informs(&targets[i]) || targets[i].Kind == planner.PerPerson)
	}
	if ok {
		return nil, nil
	}
	q := &quick{j: j, now: now}
	joiners := q.kinds(a.people, func(c class) bool { return c == joining })
	leavers := q.kinds(a.people, func(c class) bool { return c == kept })
	var adds []SingleAdd
	for _, k := range joiners {
		q.apply(k.marks, 1)
		d := q.difference()
		q.apply(k.marks, -1)
		if len(d.fixes)+len(d.helps) > 0 {
			adds = append(adds, SingleAdd{k.profile, k.people, d.fixes, d.helps, d.breaks})
		}
	}
	slices.SortStableFunc(adds, func(x, y SingleAdd) int {
		return cmp.Or(cmp.Compare(len(x.Breaks), len(y.Breaks)), cmp.Compare(len(y.Fixes), len(x.Fixes)),
			cmp.Compare(len(y.Helps), len(x.Helps)), cmp.Compare(len(y.People), len(x.People)), cmp.Compare(x.People[0], y.People[0]))
	})
	return adds[:min(len(adds), quickFixesListed)], q.swaps(leavers, joiners)
}

// quick evaluates what-if changes against the verdicts as they stand.
type quick struct {
	j   *judge
	now []verdict
}

// kind is a set of people with the same values in the targets' dimensions.
type kind struct {
	profile map[planner.Dimension]string
	people  []string
	marks   []mark
}

type difference struct{ fixes, helps, breaks []string }

func (q *quick) kinds(people []candidatePerson, want func(class) bool) []kind {
	var dims []planner.Dimension
	for i := range q.j.targets {
		for _, d := range dimensionsOf(&q.j.targets[i]) {
			if !slices.Contains(dims, d) {
				dims = append(dims, d)
			}
		}
	}
	var out []kind
	at := make(map[string]int)
	for _, c := range people {
		if !want(c.class) {
			continue
		}
		var key strings.Builder
		for _, r := range c.person.Roles {
			key.WriteString(string(r) + "\x01")
		}
		if q.j.others.ByID(c.person.ID) >= 0 {
			key.WriteString(c.person.ID) // counts already for some targets
		}
		profile := make(map[planner.Dimension]string)
		for _, d := range dims {
			v := strings.Join(known(c.person, d), "; ")
			key.WriteString("\x00" + v)
			if v != "" {
				profile[d] = v
			}
		}
		k, seen := at[key.String()]
		if !seen {
			k = len(out)
			at[key.String()] = k
			nk := kind{profile: profile, marks: make([]mark, len(q.j.targets))}
			for i := range q.j.targets {
				if c.class == joining {
					nk.marks[i] = q.j.joinMark(&q.j.targets[i], c.person)
				} else {
					nk.marks[i] = q.j.marker.mark(&q.j.targets[i], c.person)
				}
			}
			out = append(out, nk)
		}
		out[k].people = append(out[k].people, c.person.ID)
	}
	return out
}

func (q *quick) apply(marks []mark, by int) {
	for i := range marks {
		q.j.tallies[i].add(&marks[i], by)
	}
}

// difference compares the tallies as they stand with the verdicts before.
func (q *quick) difference() difference {
	var d difference
	for i := range q.j.targets {
		t := &q.j.targets[i]
		if Informs(t) || t.Kind == planner.PerPerson {
			continue
		}
		before, after := &q.now[i], q.j.tallies[i].judge(t)
		gapBefore, gapAfter := before.short+before.over, after.short+after.over
		switch {
		case before.status != Met && after.status == Met:
			d.fixes = append(d.fixes, t.ID)
		case before.status == Met && after.status != Met, gapAfter > gapBefore:
			d.breaks = append(d.breaks, t.ID)
		case gapAfter < gapBefore:
			d.helps = append(d.helps, t.ID)
		}
	}
	return d
}

// swaps lists single swaps that mend something and break nothing, best first.
func (q *quick) swaps(leavers, joiners []kind) []Replacement {
	var out []Replacement
	tries := 0
	for _, l := range leavers {
		q.apply(l.marks, -1)
		for _, k := range joiners {
			if tries++; tries > quickFixTries {
				break
			}
			q.apply(k.marks, 1)
			d := q.difference()
			q.apply(k.marks, -1)
			if len(d.breaks) > 0 || len(d.fixes)+len(d.helps) == 0 {
				continue
			}
			for _, drop := range l.people {
				out = append(out, Replacement{drop, k.profile, k.people, d.fixes, d.helps})
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
