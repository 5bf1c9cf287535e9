package balance

import "slices"

// neverChosen finds the people of the pool who are on no panel that meets the
// targets, whatever the number of changes. Each round asks for a panel with as
// many groups as possible that have not been seen yet; when even one is proved
// impossible, those left can never be chosen.
func (a *adviser) neverChosen(out *Advice, m *model, first answer) {
	seen := make([]bool, len(m.groups))
	cover := func(x []int64) {
		for g := range m.groups {
			seen[g] = seen[g] || x[m.groups[g].col] > 0
		}
		m.coverBySwaps(x, seen)
	}
	cover(first.x)
	p := m.prog.clone()
	s := newSearch(p)
	for {
		open := false
		for j := range p.cols {
			p.cols[j].cost = 0
		}
		for g := range m.groups {
			if !seen[g] {
				p.cols[m.groups[g].col].cost = -1
				open = true
			}
		}
		if !open {
			out.NeverChosen = []string{} // asked, and nobody
			return
		}
		found := s.first(a.ctx, a.part(), 0)
		if !found.found() {
			out.NeverUnfinished = !found.proved
			if found.proved {
				a.exclude(out, m, seen)
			}
			return
		}
		cover(found.x)
		if s.work() > a.opts.Work {
			out.NeverUnfinished = true
			return
		}
	}
}

// coverBySwaps walks from the panel x to others by swapping one person at a time,
// as long as that brings in a group not seen yet with all rows still met.
func (m *model) coverBySwaps(x []int64, seen []bool) {
	sum := make([]int64, len(m.prog.rows))
	for j := range m.prog.cols {
		for _, e := range m.prog.cols[j].at {
			sum[e.row] += e.coef * x[j]
		}
	}
	taken := m.byGroup(x)
	move := func(g int, by int64) {
		for _, e := range m.prog.cols[m.groups[g].col].at {
			sum[e.row] += e.coef * by
		}
	}
	within := func(g int) bool { // rows of other groups are as they were
		return !slices.ContainsFunc(m.prog.cols[m.groups[g].col].at, func(e entry) bool {
			return sum[e.row] < m.prog.rows[e.row].lo || sum[e.row] > m.prog.rows[e.row].hi
		})
	}
	for again := true; again; {
		again = false
		for g := range m.groups {
			if seen[g] {
				continue
			}
			move(g, 1)
			for h := range m.groups {
				if taken[h] == 0 {
					continue
				}
				move(h, -1)
				if within(g) && within(h) {
					taken[g]++
					taken[h]--
					seen[g], again = true, true
					break
				}
				move(h, 1)
			}
			if !seen[g] {
				move(g, -1)
			}
		}
	}
}

// exclude lists the groups never seen, with the rules that keep them out.
func (a *adviser) exclude(out *Advice, m *model, seen []bool) {
	left := a.opts.Explain
	out.NeverChosen = []string{}
	for g := range m.groups {
		if seen[g] {
			continue
		}
		people := m.groups[g].people
		out.NeverChosen = append(out.NeverChosen, m.idsOf(people)...)
		e := Excluded{Profile: m.profile(people), People: m.idsOf(people)}
		if left > 0 {
			left--
			col := m.groups[g].col
			conflict, ok := a.conflict(m, func(p *program) {
				r := p.addRow(1, unbounded)
				p.cols[col].at = append(slices.Clone(p.cols[col].at), entry{r, 1})
			}, deletionOnly)
			if ok {
				e.Rules = m.ruleNames(conflict)
			}
		}
		out.Excluded = append(out.Excluded, e)
	}
	slices.Sort(out.NeverChosen)
}

func (m *model) ruleNames(rules []int) []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = m.rules[r].name
	}
	return out
}
