package balance

import (
	"slices"

	"roundtable/planner"
)

// recruitProfiles bounds how many profiles of recruits are considered.
const recruitProfiles = 12_000

// recruits finds the fewest new people, of any profile, with whom the targets
// can be met at the same number of seats, and the profiles that work. Nil when
// no number of recruits helps, or the profiles are too many to search.
func (a *adviser) recruits(targets []planner.Target) *Recruits {
	profiles := a.possibleProfiles(targets)
	if len(profiles) == 0 {
		return nil
	}
	n := len(a.people)
	people := slices.Clone(a.people)
	for i := range profiles {
		people = append(people, candidatePerson{&profiles[i], recruit})
	}
	q := &question{people: people, targets: targets, opts: a.opts.Options, others: a.others, seats: a.seats}
	m := newModel(q)
	for g := range m.groups {
		col := &m.prog.cols[m.groups[g].col]
		col.cost = 0
		if m.groups[g].class == recruit {
			col.cost, col.upper = 1, int64(a.seats)
		}
	}
	best := m.prog.solve(a.ctx, a.opts.Nodes, noCutoff)
	if !best.found() {
		return nil
	}
	out := &Recruits{Min: int(best.value)}
	if best.value == 1 {
		works, complete := a.worksAlone(m, best)
		out.Complete = complete && best.proved
		for i := range profiles {
			if works[n+i] {
				out.Profiles = append(out.Profiles, recruitProfile(&profiles[i], targets))
			}
		}
		return out
	}
	for g := range m.groups {
		for range best.x[m.groups[g].col] {
			if m.groups[g].class == recruit {
				out.Profiles = append(out.Profiles, recruitProfile(m.people[m.groups[g].people[0]].person, targets))
			}
		}
	}
	return out
}

func recruitProfile(p *planner.Participant, targets []planner.Target) map[planner.Dimension]string {
	out := make(map[planner.Dimension]string)
	for i := range targets {
		for _, d := range dimensionsOf(&targets[i]) {
			if v, ok := p.Value(d); ok && v != newValue {
				out[d] = v
			}
		}
	}
	return out
}

// possibleProfiles lists every combination of values a recruit could bring, in
// the dimensions of the targets: values the targets name, in their order, then
// other values of the pool, and a value nobody has yet where targets speak of
// all values. It is nil where there are too many.
func (a *adviser) possibleProfiles(targets []planner.Target) planner.Roster {
	var dims []planner.Dimension
	for i := range targets {
		for _, d := range dimensionsOf(&targets[i]) {
			if !slices.Contains(dims, d) {
				dims = append(dims, d)
			}
		}
	}
	out := planner.Roster{{Roles: []planner.Role{a.opts.Options.JoinAs}}}
	for _, d := range dims {
		var next planner.Roster
		for _, v := range a.recruitValues(d, targets) {
			for _, p := range out {
				values := make(map[planner.Dimension][]string, len(dims))
				for k, x := range p.Values {
					values[k] = x
				}
				values[d] = []string{v}
				next = append(next, planner.Participant{Roles: p.Roles, Values: values})
			}
			if len(next) > recruitProfiles {
				return nil
			}
		}
		out = next
	}
	slices.SortStableFunc(out, func(x, y planner.Participant) int { return a.compareProfiles(&x, &y, dims, targets) })
	return out
}

// compareProfiles orders profiles by their first dimension, then the second…
func (a *adviser) compareProfiles(x, y *planner.Participant, dims []planner.Dimension, targets []planner.Target) int {
	for _, d := range dims {
		vx, _ := x.Value(d)
		vy, _ := y.Value(d)
		if vx != vy {
			values := a.recruitValues(d, targets)
			return slices.Index(values, vx) - slices.Index(values, vy)
		}
	}
	return 0
}

// recruitValues lists the values a recruit may bring in one dimension.
func (a *adviser) recruitValues(d planner.Dimension, targets []planner.Target) []string {
	var named []string
	open := false
	add := func(v string) {
		if v != "" && !slices.Contains(named, v) {
			named = append(named, v)
		}
	}
	for i := range targets {
		t := &targets[i]
		if t.Dimension == d {
			if t.Kind == planner.Flag {
				add("yes")
				add("no")
			}
			add(t.Value)
			open = open || allValues(t.Kind)
		}
		for _, c := range t.And {
			if c.Dimension == d {
				add(c.Value)
			}
		}
	}
	if !open {
		return append(named, a.elsewhere(d, named)...)
	}
	var more []string
	for _, p := range a.people {
		for _, v := range known(p.person, d) {
			if !slices.Contains(named, v) && !slices.Contains(more, v) {
				more = append(more, v)
			}
		}
	}
	slices.Sort(more)
	if len(more) > 12 {
		more = nil // one that nobody has yet serves a spread best
	}
	return append(append(named, more...), newValue)
}

// elsewhere is one further value, where the targets' own values do not cover the
// pool: a recruit may be from outside all of them.
func (a *adviser) elsewhere(d planner.Dimension, named []string) []string {
	for _, p := range a.people {
		for _, v := range known(p.person, d) {
			if !slices.Contains(named, v) {
				return []string{newValue}
			}
		}
	}
	if len(named) == 1 {
		return []string{newValue}
	}
	return nil
}

// worksAlone tells for every person of the model whether they are a recruit who
// makes the targets reachable alone. A panel found for one profile is tried with
// all others in that place before anything is searched again.
func (a *adviser) worksAlone(m *model, first answer) (works []bool, complete bool) {
	works = make([]bool, len(m.people))
	state := make([]int, len(m.groups)) // 0 open, 1 works, 2 does not
	complete = true
	accept := func(x []int64) {
		var taken int
		for g := range m.groups {
			if m.groups[g].class == recruit && x[m.groups[g].col] > 0 {
				taken = g
			}
		}
		y := slices.Clone(x)
		y[m.groups[taken].col] = 0
		for g := range m.groups {
			if m.groups[g].class != recruit || state[g] != 0 {
				continue
			}
			y[m.groups[g].col] = 1
			if g == taken || m.prog.feasible(y) {
				state[g] = 1
			}
			y[m.groups[g].col] = 0
		}
	}
	accept(first.x)
	base := m.prog.clone()
	for j := range base.cols {
		base.cols[j].cost = 0
	}
	for g := range m.groups {
		if m.groups[g].class == recruit {
			base.cols[m.groups[g].col].upper = 0
		}
	}
	for g := range m.groups {
		if m.groups[g].class != recruit || state[g] != 0 {
			continue
		}
		base.cols[m.groups[g].col].upper = 1
		ans := base.solve(a.ctx, a.opts.Nodes, noCutoff)
		base.cols[m.groups[g].col].upper = 0
		switch {
		case ans.found():
			accept(ans.x)
		case ans.proved:
			state[g] = 2
		default:
			complete = false
		}
	}
	for g := range m.groups {
		for _, i := range m.groups[g].people {
			works[i] = state[g] == 1
		}
	}
	return works, complete
}
