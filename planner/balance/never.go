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
			return
		}
		found := s.first(a.ctx, a.limits(), 0)
		if !found.found() {
			if found.proved {
				a.exclude(out, m, seen)
			} else {
				out.Proved = false
			}
			return
		}
		cover(found.x)
	}
}

// exclude lists the groups never seen, with the rules that keep them out.
func (a *adviser) exclude(out *Advice, m *model, seen []bool) {
	left := a.opts.Explain
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
