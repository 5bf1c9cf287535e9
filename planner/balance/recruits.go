package balance

import (
	"cmp"
	"context"
	"slices"

	"roundtable/planner"
)

const (
	// recruitChoices bounds the combinations of values within one block of
	// dimensions, recruitProfiles the profiles listed, recruitWork the work spent
	// on finding them all.
	recruitChoices  = 3_000
	recruitProfiles = 5_000
	recruitWork     = 900_000_000
)

// recruits finds the fewest new people, of any profile, with whom the targets
// can be met at the same number of seats, and the profiles that work. A recruit
// may stand for several values the pool lacks, so the answer counts people, not
// gaps. Nil when no number of recruits helps, or profiles are too many to search.
func (a *adviser) recruits(targets []planner.Target) *Recruits {
	blocks, ok := a.blocksOf(targets)
	if !ok {
		return nil
	}
	h := a.newHiring(targets, blocks)
	best := h.s.run(a.ctx, a.limits(), noCutoff)
	if !best.found() {
		return nil
	}
	out := &Recruits{Min: int(best.value)}
	if best.value == 1 {
		h.listAll(a.ctx, a.part(), best, out)
		out.Complete = out.Complete && best.proved
		return out
	}
	out.Profiles = h.together(best.x)
	return out
}

// hiring is the model with recruits: the variable in column total is their
// number, and for each block every choice but the first has a column that says
// how many recruits bring it; the rest bring the first.
type hiring struct {
	m      *model
	s      *search
	blocks []block
	total  int
	base   []entry // what a recruit with all first choices adds
	kinds  [][]hireKind
	caps   []int // program row of each block: choices made − recruits ≤ 0

	witnesses []witness
}

// hireKind is a set of choices of a block that are alike for the rows.
type hireKind struct {
	col     int // -1 for those like the first choice
	delta   []entry
	choices []int
}

// witness holds the row sums of a panel without its recruit.
type witness struct {
	sums []int64
	kind []int // of the recruit it was found with, by block
}

func (a *adviser) newHiring(targets []planner.Target, blocks []block) *hiring {
	h := &hiring{blocks: blocks}
	people := slices.Clone(a.people)
	first := len(people)
	person := func(b, k int) *planner.Participant {
		p := &planner.Participant{Roles: []planner.Role{a.opts.Options.JoinAs}, Values: make(map[planner.Dimension][]string)}
		for i := range blocks {
			choice := blocks[i].choices[0]
			if i == b {
				choice = blocks[i].choices[k]
			}
			for d, v := range choice {
				p.Values[d] = []string{v}
			}
		}
		return p
	}
	people = append(people, candidatePerson{person(-1, 0), recruit})
	for b := range blocks {
		for k := range blocks[b].choices {
			people = append(people, candidatePerson{person(b, k), recruit})
		}
	}
	h.m = newModel(&question{people: people, targets: targets, opts: a.opts.Options, others: a.others, seats: a.seats})
	p := &h.m.prog
	for j := range p.cols {
		p.cols[j].cost = 0
	}
	h.base = h.m.entries[first]
	h.total = p.addColumn(1, int64(a.seats), slices.Clone(h.base)...)
	next := first + 1
	for b := range blocks {
		h.addBlock(b, h.m.entries[next:next+len(blocks[b].choices)], int64(a.seats))
		next += len(blocks[b].choices)
	}
	h.s = newSearch(p)
	return h
}

func (h *hiring) addBlock(b int, entries [][]entry, seats int64) {
	p := &h.m.prog
	row := p.addRow(-unbounded, 0)
	h.caps = append(h.caps, row)
	p.cols[h.total].at = append(p.cols[h.total].at, entry{row, -1})
	var kinds []hireKind
	for k := range entries {
		delta := subtract(entries[k], h.base)
		at := slices.IndexFunc(kinds, func(o hireKind) bool { return slices.Equal(o.delta, delta) })
		if at < 0 {
			at = len(kinds)
			kind := hireKind{col: -1, delta: delta}
			if len(delta) > 0 {
				kind.col = p.addColumn(0, seats, append(slices.Clone(delta), entry{row, 1})...)
			}
			kinds = append(kinds, kind)
		}
		kinds[at].choices = append(kinds[at].choices, k)
	}
	h.kinds = append(h.kinds, kinds)
}

// subtract returns the entries of x minus those of y, by row, without zeros.
func subtract(x, y []entry) []entry {
	sum := make(map[int]int64)
	for _, e := range x {
		sum[e.row] += e.coef
	}
	for _, e := range y {
		sum[e.row] -= e.coef
	}
	var out []entry
	for r, c := range sum {
		if c != 0 {
			out = append(out, entry{r, c})
		}
	}
	slices.SortFunc(out, func(a, b entry) int { return cmp.Compare(a.row, b.row) })
	return out
}

// together reads the profiles of several recruits off a solution.
func (h *hiring) together(x []int64) []map[planner.Dimension]string {
	out := make([]map[planner.Dimension]string, x[h.total])
	for i := range out {
		out[i] = make(map[planner.Dimension]string)
	}
	for b := range h.kinds {
		i := 0
		rest := 0
		for k, kind := range h.kinds[b] {
			if kind.col < 0 {
				rest = k
				continue
			}
			for range x[kind.col] {
				h.write(out[i], b, h.kinds[b][k].choices[0])
				i++
			}
		}
		for ; i < len(out); i++ {
			h.write(out[i], b, h.kinds[b][rest].choices[0])
		}
	}
	return out
}

func (h *hiring) write(profile map[planner.Dimension]string, b, choice int) {
	for d, v := range h.blocks[b].choices[choice] {
		if v != newValue {
			profile[d] = v
		}
	}
}

// listAll lists every profile that works alone, block by block. A panel found
// for one profile is tried with all others before anything is searched again.
func (h *hiring) listAll(ctx context.Context, limit limits, first answer, out *Recruits) {
	p := h.s.p
	p.cols[h.total].cost = 0
	p.cols[h.total].upper = 1
	h.witness(first.x)
	out.Complete = true
	start := h.s.dict.work
	kind := make([]int, len(h.kinds))
	var walk func(b int)
	walk = func(b int) {
		if len(out.Profiles) >= recruitProfiles || h.s.dict.work-start > recruitWork {
			out.Complete = false
			return
		}
		if !h.known(kind[:b]) {
			h.fix(kind[:b])
			ans := h.s.run(ctx, limit, noCutoff)
			if !ans.found() {
				out.Complete = out.Complete && ans.proved
				return
			}
			h.witness(ans.x)
		}
		if b == len(h.kinds) {
			out.Profiles = append(out.Profiles, h.profiles(kind)...)
			return
		}
		for k := range h.kinds[b] {
			kind[b] = k
			walk(b + 1)
		}
	}
	walk(0)
	h.sort(out.Profiles)
}

// fix settles the kinds of the first blocks for the one recruit there is.
func (h *hiring) fix(kind []int) {
	p := h.s.p
	for b := range h.kinds {
		fixed := b < len(kind)
		p.rows[h.caps[b]] = bounds{-unbounded, 0}
		for k, hk := range h.kinds[b] {
			if hk.col < 0 {
				continue
			}
			p.cols[hk.col].upper = 1
			if fixed && k != kind[b] {
				p.cols[hk.col].upper = 0
			}
			if fixed && k == kind[b] {
				p.rows[h.caps[b]] = bounds{0, 0}
			}
		}
	}
}

// witness keeps the panel of a solution without its recruit; a solution that
// needs none would contradict that the pool alone does not suffice.
func (h *hiring) witness(x []int64) {
	w := witness{sums: make([]int64, len(h.s.p.rows)), kind: make([]int, len(h.kinds))}
	for j := range h.s.p.cols {
		for _, e := range h.s.p.cols[j].at {
			w.sums[e.row] += e.coef * x[j]
		}
	}
	for b := range h.kinds {
		for k, hk := range h.kinds[b] {
			if hk.col < 0 || x[hk.col] > 0 {
				w.kind[b] = k
				if hk.col >= 0 {
					break
				}
			}
		}
		for _, e := range h.kinds[b][w.kind[b]].delta {
			w.sums[e.row] -= e.coef
		}
	}
	for _, e := range h.base {
		w.sums[e.row] -= e.coef
	}
	h.witnesses = append(h.witnesses, w)
}

// known reports whether some panel found already shows that a profile with these
// first kinds works. With all kinds given, a panel found for another profile is
// tried with this one in its place.
func (h *hiring) known(kind []int) bool {
	for i := range h.witnesses {
		if slices.Equal(h.witnesses[i].kind[:len(kind)], kind) {
			return true
		}
	}
	if len(kind) < len(h.kinds) {
		return false
	}
	add := make(map[int]int64)
	for _, e := range h.base {
		add[e.row] += e.coef
	}
	for b, k := range kind {
		for _, e := range h.kinds[b][k].delta {
			add[e.row] += e.coef
		}
	}
	caps := len(h.s.p.rows) - len(h.caps)
	return slices.ContainsFunc(h.witnesses, func(w witness) bool {
		for r, b := range h.s.p.rows[:caps] {
			if s := w.sums[r] + add[r]; s < b.lo || s > b.hi {
				return false
			}
		}
		return true
	})
}

// profiles spells out the choices of the kinds, block by block.
func (h *hiring) profiles(kind []int) []map[planner.Dimension]string {
	out := []map[planner.Dimension]string{{}}
	for b, k := range kind {
		var next []map[planner.Dimension]string
		for _, head := range out {
			for _, c := range h.kinds[b][k].choices {
				p := make(map[planner.Dimension]string)
				for d, v := range head {
					p[d] = v
				}
				h.write(p, b, c)
				next = append(next, p)
			}
		}
		out = next
	}
	return out
}

// sort orders profiles by the order of choices, block by block.
func (h *hiring) sort(profiles []map[planner.Dimension]string) {
	rank := func(p map[planner.Dimension]string, b int) int {
		return slices.IndexFunc(h.blocks[b].choices, func(c map[planner.Dimension]string) bool {
			for d, v := range c {
				if p[d] != v && (v != newValue || p[d] != "") {
					return false
				}
			}
			return true
		})
	}
	slices.SortStableFunc(profiles, func(x, y map[planner.Dimension]string) int {
		for b := range h.blocks {
			if c := cmp.Compare(rank(x, b), rank(y, b)); c != 0 {
				return c
			}
		}
		return 0
	})
}
