package balance

import (
	"cmp"
	"context"
	"slices"

	"roundtable/planner"
)

// changesFrom turns an optimal solution into the list of all alternatives with
// as few changes.
func changesFrom(ctx context.Context, m *model, best answer, opts AdviceOptions) *Changes {
	drops, adds := m.dropsAndAdds(m.byGroup(best.x))
	c := &Changes{Min: max(drops, adds)}
	panels, total, counted := m.alternatives(ctx, best, opts)
	for _, taken := range panels {
		c.Profiles = append(c.Profiles, m.profileChange(taken))
	}
	c.Alternatives = int(total)
	c.Counted = counted && total < saturated
	sortProfiles(c.Profiles)
	c.Listed = spell(c.Profiles, opts.List)
	return c
}

func (m *model) dropsAndAdds(taken []int) (drops, adds int) {
	for g := range m.groups {
		switch m.groups[g].class {
		case kept, locked:
			drops += len(m.groups[g].people) - taken[g]
		default:
			adds += taken[g]
		}
	}
	return drops, adds
}

// alternatives lists optimal panels by group, up to the limit, with their
// number: exact where counted is set, else a lower bound. It first counts by
// states of the row sums; where there are too many of those it goes from panel
// to panel, which answers where the panels themselves are few.
func (m *model) alternatives(ctx context.Context, best answer, opts AdviceOptions) (panels [][]int, total uint64, counted bool) {
	w := &walker{search: newSearch(&m.prog), m: m, want: listPanels}
	if w.settleRoot(ctx, limits{listNodes, listWork}, best.value+1) {
		c := newCounter(m, best.value, w.dom)
		if n := c.count(0); !c.failed {
			return c.list(opts.List), n, true
		}
		w.walk(false)
	}
	if len(w.found) == 0 {
		w.found, w.ended = [][]int{m.byGroup(best.x)}, true
	}
	for _, taken := range w.found {
		total = addSat(total, m.panelsOf(taken))
	}
	return w.found[:min(len(w.found), max(opts.List, 1))], total, !w.ended
}

// panelsOf is the number of panels that take so many people of each group.
func (m *model) panelsOf(taken []int) uint64 {
	panels := uint64(1)
	for g := range m.groups {
		panels = mulSat(panels, choose(int64(len(m.groups[g].people)), int64(taken[g])))
	}
	return panels
}

// The limits of listing alternatives one by one: solutions found, nodes and work.
const (
	listPanels = 3_000
	listNodes  = 60_000
	listWork   = 150_000_000
)

// walker lists solutions one by one where there are too many states to count.
// When it ends by a limit, ended is set and there may be more.
type walker struct {
	*search
	m     *model
	want  int
	found [][]int
}

// walk fixes the groups in order, first at the value of the relaxation.
func (w *walker) walk(havePoint bool) {
	w.nodes++
	if w.spent() || len(w.found) >= w.want {
		w.ended = true
		return
	}
	if !havePoint {
		result, ray := w.relax()
		switch result {
		case impossible:
			if w.proof.refutes(w.dict, ray, w.dom) {
				return
			}
		case solved:
			if w.proof.bound(w.dict, w.dom) >= w.value {
				return
			}
		}
		w.dict.point(w.point)
	}
	j := w.openGroup()
	if j < 0 {
		w.leaf()
		return
	}
	lo, hi := w.dom.lo[j], w.dom.hi[j]
	first := max(lo, min(hi, int64(w.point[j]+0.5)))
	exact := w.point[j]-float64(first) < 1e-9 && float64(first)-w.point[j] < 1e-9
	for k := int64(0); k <= hi-lo; k++ {
		v := first + k // first, first+1, …, hi, lo, …, first−1
		if v > hi {
			v = lo + (v - hi - 1)
		}
		mark := w.dom.mark()
		w.dom.narrow(j, v, v)
		if w.dom.propagate() {
			w.walk(k == 0 && exact && w.pointHolds(mark))
		}
		w.dom.undo(mark)
	}
}

// pointHolds reports whether the relaxation's point lies within all bounds moved
// since the mark, so that it needs no solving again.
func (w *walker) pointHolds(mark int) bool {
	for _, c := range w.dom.trail[mark:] {
		x := w.point[c.col]
		if x < float64(w.dom.lo[c.col])-1e-9 || x > float64(w.dom.hi[c.col])+1e-9 {
			return false
		}
	}
	return true
}

func (w *walker) openGroup() int {
	for g := range w.m.groups {
		if j := w.m.groups[g].col; w.dom.lo[j] < w.dom.hi[j] {
			return j
		}
	}
	return -1
}

// leaf has all groups fixed; only indicators may be open, so any solution will do.
func (w *walker) leaf() {
	p := w.p.clone()
	x := slices.Clone(w.dom.lo)
	if !p.feasible(x) {
		x = slices.Clone(w.dom.hi)
		for g := range w.m.groups {
			x[w.m.groups[g].col] = w.dom.lo[w.m.groups[g].col]
		}
	}
	if p.feasible(x) {
		w.found = append(w.found, w.m.byGroup(x))
		return
	}
	w.leafSearch()
}

// leafSearch settles indicators that bounds alone leave open.
func (w *walker) leafSearch() {
	s := search{
		ctx: w.ctx, p: w.p, dom: w.dom, dict: w.dict, proof: w.proof,
		limit: limits{w.nodes + 100, w.limit.work}, value: w.value, point: make([]float64, len(w.point)),
	}
	s.explore()
	w.dom.limit = w.value
	w.ended = w.ended || s.ended
	if s.best != nil {
		w.found = append(w.found, w.m.byGroup(s.best))
	}
}

// profileChange words a solution as who leaves and who joins.
func (m *model) profileChange(taken []int) ProfileChange {
	pc := ProfileChange{Drop: []ProfileChoice{}, Add: []ProfileChoice{}}
	for g := range m.groups {
		gr := &m.groups[g]
		n, x := len(gr.people), taken[g]
		leaves := gr.class == kept || gr.class == locked
		c := ProfileChoice{Profile: m.profile(gr.people), Choose: x, People: m.idsOf(gr.people)}
		if leaves {
			c.Choose = n - x
		}
		switch {
		case c.Choose == 0:
		case leaves:
			pc.Drop = append(pc.Drop, c)
		default:
			pc.Add = append(pc.Add, c)
		}
	}
	byID := func(a, b ProfileChoice) int { return cmp.Compare(a.People[0], b.People[0]) }
	slices.SortFunc(pc.Drop, byID)
	slices.SortFunc(pc.Add, byID)
	pc.Panels = int(m.panelsOf(taken))
	return pc
}

func sortProfiles(ps []ProfileChange) {
	first := func(cs []ProfileChoice) []string {
		var out []string
		for _, c := range cs {
			out = append(out, c.People...)
		}
		return out
	}
	slices.SortStableFunc(ps, func(a, b ProfileChange) int {
		return cmp.Or(slices.Compare(first(a.Drop), first(b.Drop)), slices.Compare(first(a.Add), first(b.Add)))
	})
}

// spell lists panels one by one, alternative by alternative, up to the limit.
func spell(ps []ProfileChange, limit int) []Change {
	out := []Change{}
	for _, pc := range ps {
		for _, drop := range selections(pc.Drop, limit) {
			for _, add := range selections(pc.Add, limit) {
				if len(out) >= limit {
					return out
				}
				out = append(out, Change{Drop: drop, Add: add})
			}
		}
	}
	return out
}

// selections lists the ways to make all the choices, up to the limit, each
// sorted by ID.
func selections(cs []ProfileChoice, limit int) [][]string {
	out := [][]string{{}}
	for _, c := range cs {
		var next [][]string
		for _, head := range out {
			for _, pick := range combinations(c.People, c.Choose, limit) {
				if len(next) < limit {
					next = append(next, append(slices.Clone(head), pick...))
				}
			}
		}
		out = next
	}
	for i := range out {
		slices.Sort(out[i])
	}
	return out
}

// combinations lists the first k-subsets in order, up to the limit.
func combinations(people []string, k, limit int) [][]string {
	var out [][]string
	var pick func(from int, have []string)
	pick = func(from int, have []string) {
		if len(out) >= limit {
			return
		}
		if len(have) == k {
			out = append(out, slices.Clone(have))
			return
		}
		for i := from; i <= len(people)-(k-len(have)); i++ {
			pick(i+1, append(have, people[i]))
		}
	}
	pick(0, make([]string, 0, k))
	return out
}

// universe lists everybody the search may seat: the panel and the pool without
// those kept out, each once, ordered by ID so that the order of rows in a file
// changes nothing.
func universe(pool, panel planner.Roster, opts AdviceOptions) []candidatePerson {
	var out []candidatePerson
	seen := make(map[string]bool, len(pool)+len(panel))
	for i := range panel {
		c := kept
		if panel[i].Locked || slices.Contains(opts.Locked, panel[i].ID) {
			c = locked
		}
		if !seen[panel[i].ID] {
			out = append(out, candidatePerson{&panel[i], c})
		}
		seen[panel[i].ID] = true
	}
	for i := range pool {
		if !seen[pool[i].ID] && !slices.Contains(opts.KeepOut, pool[i].ID) {
			out = append(out, candidatePerson{&pool[i], joining})
		}
		seen[pool[i].ID] = true
	}
	slices.SortStableFunc(out, func(a, b candidatePerson) int { return cmp.Compare(a.person.ID, b.person.ID) })
	return out
}
