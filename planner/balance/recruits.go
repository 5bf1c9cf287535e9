package balance

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance/internal/ilp"
	"roundtable/planner/balance/internal/panels"
	"roundtable/planner/balance/internal/tally"
)

const (
	// recruitChoices bounds the combinations of values within one block of
	// dimensions, recruitProfiles the profiles listed, recruitWork the work spent
	// on finding them all.
	recruitChoices  = 3_000
	recruitProfiles = 5_000
	recruitWork     = 900_000_000
	// recruitValuesListed is up to how many values of the pool are tried one by
	// one; beyond, one that nobody has yet serves a spread best.
	recruitValuesListed = 12
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
	best := h.s.Best(a.ctx, a.whole(), ilp.NoCutoff)
	if !best.Found() {
		return nil
	}
	out := &Recruits{Min: int(best.Value)}
	if best.Value == 1 {
		h.listAll(best, out)
		out.Complete = out.Complete && best.Proved
		return out
	}
	out.Profiles = h.together(best.X)
	return out
}

// hiring is the model with recruits: the variable in column total is their
// number, and for each block every choice but the first has a column that says
// how many recruits bring it; the rest bring the first.
type hiring struct {
	a      *adviser
	p      *ilp.Program
	s      *ilp.Search
	blocks []block
	total  int
	base   []ilp.Entry // what a recruit with all first choices adds
	kinds  [][]hireKind
	caps   []int // program row of each block: choices made − recruits ≤ 0

	witnesses []witness
}

// hireKind is a set of choices of a block that are alike for the rows.
type hireKind struct {
	col     int // -1 for those like the first choice
	delta   []ilp.Entry
	choices []int
}

// witness holds the row sums of a panel without its recruit.
type witness struct {
	sums []int64
	kind []int // of the recruit it was found with, by block
}

func (a *adviser) newHiring(targets []planner.Target, blocks []block) *hiring {
	people := slices.Clone(a.people)
	add := func(b, k int) { // a recruit with all first choices but in block b
		p := &planner.Participant{
			Roles: []planner.Role{a.opts.Options.JoinAs}, Values: make(map[planner.Dimension][]string),
		}
		for i := range blocks {
			choice := blocks[i].choices[0]
			if i == b {
				choice = blocks[i].choices[k]
			}
			for d, v := range choice {
				p.Values[d] = []string{v}
			}
		}
		people = append(people, panels.Person{Participant: p, Class: panels.Recruit})
	}
	add(-1, 0)
	for b := range blocks {
		for k := range blocks[b].choices {
			add(b, k)
		}
	}
	m := panels.New(&panels.Question{People: people, Targets: targets, Judge: a.judge, Seats: a.seats})
	m.Program.ClearCosts()
	entries := m.Entries[len(a.people):]
	h := &hiring{a: a, p: &m.Program, blocks: blocks, base: entries[0]}
	h.total = h.p.AddColumn(1, int64(a.seats), h.base...)
	entries = entries[1:]
	for b := range blocks {
		n := len(blocks[b].choices)
		h.addBlock(entries[:n])
		entries = entries[n:]
	}
	h.s = ilp.NewSearch(h.p)
	return h
}

// addBlock adds the columns of the next block, whose choices have these entries.
func (h *hiring) addBlock(entries [][]ilp.Entry) {
	row := h.p.AddRow(-ilp.Unbounded, 0)
	h.caps = append(h.caps, row)
	h.p.AddEntry(h.total, row, -1)
	var kinds []hireKind
	for k := range entries {
		delta := subtract(entries[k], h.base)
		at := slices.IndexFunc(kinds, func(o hireKind) bool { return slices.Equal(o.delta, delta) })
		if at < 0 {
			at = len(kinds)
			kind := hireKind{col: -1, delta: delta}
			if len(delta) > 0 {
				column := append(slices.Clone(delta), ilp.Entry{Row: row, Coef: 1})
				kind.col = h.p.AddColumn(0, int64(h.a.seats), column...)
			}
			kinds = append(kinds, kind)
		}
		kinds[at].choices = append(kinds[at].choices, k)
	}
	h.kinds = append(h.kinds, kinds)
}

// subtract returns the entries of x minus those of y, by row, without zeros.
func subtract(x, y []ilp.Entry) []ilp.Entry {
	sum := make(map[int]int64)
	for _, e := range x {
		sum[e.Row] += e.Coef
	}
	for _, e := range y {
		sum[e.Row] -= e.Coef
	}
	var out []ilp.Entry
	for _, r := range slices.Sorted(maps.Keys(sum)) {
		if sum[r] != 0 {
			out = append(out, ilp.Entry{Row: r, Coef: sum[r]})
		}
	}
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
				h.write(out[i], b, kind.choices[0])
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
		if v != panels.NewValue {
			profile[d] = v
		}
	}
}

// listAll lists every profile that works alone, block by block. A panel found
// for one profile is tried with all others before anything is searched again.
func (h *hiring) listAll(first ilp.Answer, out *Recruits) {
	h.p.Cols[h.total].Cost = 0
	h.p.Cols[h.total].Upper = 1
	h.witness(first.X)
	out.Complete = true
	start := h.s.Work()
	kind := make([]int, len(h.kinds))
	var walk func(b int)
	walk = func(b int) {
		if len(out.Profiles) >= recruitProfiles || h.s.Work()-start > recruitWork {
			out.Complete = false
			return
		}
		if !h.known(kind[:b]) {
			h.fix(kind[:b])
			ans := h.s.Best(h.a.ctx, h.a.part(), ilp.NoCutoff)
			if !ans.Found() {
				out.Complete = out.Complete && ans.Proved
				return
			}
			h.witness(ans.X)
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
	for b := range h.kinds {
		h.p.Rows[h.caps[b]] = ilp.Bounds{Lo: -ilp.Unbounded, Hi: 0}
		for k, hk := range h.kinds[b] {
			if hk.col < 0 {
				continue
			}
			h.p.Cols[hk.col].Upper = 1
			switch {
			case b >= len(kind):
			case k == kind[b]:
				h.p.Rows[h.caps[b]] = ilp.Bounds{}
			default:
				h.p.Cols[hk.col].Upper = 0
			}
		}
	}
}

// witness keeps the panel of a solution without its recruit; a solution that
// needs none would contradict that the pool alone does not suffice.
func (h *hiring) witness(x []int64) {
	w := witness{kind: make([]int, len(h.kinds))}
	for b, kinds := range h.kinds {
		w.kind[b] = slices.IndexFunc(kinds, func(hk hireKind) bool { return hk.col >= 0 && x[hk.col] > 0 })
		if w.kind[b] < 0 {
			w.kind[b] = slices.IndexFunc(kinds, func(hk hireKind) bool { return hk.col < 0 })
		}
	}
	w.sums = h.p.Sums(x)
	for row, n := range h.brings(w.kind) {
		w.sums[row] -= n
	}
	h.witnesses = append(h.witnesses, w)
}

// brings is what a recruit of these kinds adds to the rows.
func (h *hiring) brings(kind []int) map[int]int64 {
	add := make(map[int]int64)
	for _, e := range h.base {
		add[e.Row] += e.Coef
	}
	for b, k := range kind {
		for _, e := range h.kinds[b][k].delta {
			add[e.Row] += e.Coef
		}
	}
	return add
}

// known reports whether some panel found already shows that a profile with these
// first kinds works. With all kinds given, a panel found for another profile is
// tried with this one in its place.
func (h *hiring) known(kind []int) bool {
	if slices.ContainsFunc(h.witnesses, func(w witness) bool { return slices.Equal(w.kind[:len(kind)], kind) }) {
		return true
	}
	if len(kind) < len(h.kinds) {
		return false
	}
	add := h.brings(kind)
	rows := h.p.Rows[:len(h.p.Rows)-len(h.caps)]
	return slices.ContainsFunc(h.witnesses, func(w witness) bool {
		for r, b := range rows {
			if !b.Hold(w.sums[r] + add[r]) {
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
				p := maps.Clone(head)
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
				if p[d] != v && (v != panels.NewValue || p[d] != "") {
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

// recruitValues lists the values a recruit may bring in one dimension: those the
// targets name and, where a target speaks of all values, those of the pool and one
// that nobody has. Where the targets' own values do not cover the pool, a recruit
// may be from outside all of them too.
func (a *adviser) recruitValues(d planner.Dimension, targets []planner.Target) []string {
	named, spelled, open := namedValues(d, targets)
	var pool []string
	for _, p := range a.people {
		for _, v := range tally.Known(p.Participant, d) {
			if !slices.Contains(pool, v) && !slices.Contains(named, v) {
				pool = append(pool, v)
			}
		}
	}
	outside := func(v string) bool {
		return !slices.ContainsFunc(spelled, func(s string) bool { return strings.EqualFold(s, v) })
	}
	switch {
	case open && len(pool) <= recruitValuesListed:
		slices.Sort(pool)
		return append(append(named, pool...), panels.NewValue)
	case open, len(named) == 1, slices.ContainsFunc(pool, outside):
		return append(named, panels.NewValue)
	default:
		return named
	}
}

// namedValues lists the values of d that targets name, also with their further
// spellings; open says that some target speaks of all values.
func namedValues(d planner.Dimension, targets []planner.Target) (named, spelled []string, open bool) {
	add := func(values ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(named, v) {
				named = append(named, v)
			}
		}
	}
	for i := range targets {
		t := &targets[i]
		if t.Dimension == d {
			if t.Kind == planner.Flag {
				add("yes", "no")
			}
			add(t.Value)
			spelled = append(spelled, t.AnyOf...)
			open = open || tally.AllValues(t.Kind)
		}
		for _, c := range t.And {
			if c.Dimension == d {
				add(c.Value)
			}
		}
	}
	return named, append(spelled, named...), open
}

// block is a set of dimensions that targets join with "and", with every
// combination of values a recruit may bring in them. No target looks at two
// blocks at once, so what a recruit adds to the rows is the sum over blocks.
type block struct {
	dims    []planner.Dimension
	choices []map[planner.Dimension]string
}

// blocksOf divides the targets' dimensions into blocks, in order of first
// appearance; ok is false where a block has too many combinations.
func (a *adviser) blocksOf(targets []planner.Target) (blocks []block, ok bool) {
	for i := range targets {
		dims := tally.Dimensions(targets[i])
		if len(dims) == 0 {
			continue
		}
		touches := func(b block) bool {
			return slices.ContainsFunc(b.dims, func(d planner.Dimension) bool { return slices.Contains(dims, d) })
		}
		at := slices.IndexFunc(blocks, touches)
		if at < 0 {
			blocks = append(blocks, block{dims: dims})
			continue
		}
		joined := &blocks[at]
		rest := blocks[:at+1]
		for _, b := range blocks[at+1:] {
			if touches(b) {
				joined.dims = append(joined.dims, b.dims...)
			} else {
				rest = append(rest, b)
			}
		}
		for _, d := range dims {
			if !slices.Contains(joined.dims, d) {
				joined.dims = append(joined.dims, d)
			}
		}
		blocks = rest
	}
	for i := range blocks {
		if blocks[i].choices = a.choices(blocks[i].dims, targets); blocks[i].choices == nil {
			return nil, false
		}
	}
	return blocks, true
}

// choices lists the combinations of values in the dimensions, the first slowest.
func (a *adviser) choices(dims []planner.Dimension, targets []planner.Target) []map[planner.Dimension]string {
	out := []map[planner.Dimension]string{{}}
	for _, d := range dims {
		var next []map[planner.Dimension]string
		values := a.recruitValues(d, targets)
		for _, head := range out {
			for _, v := range values {
				c := maps.Clone(head)
				c[d] = v
				next = append(next, c)
			}
		}
		if len(next) > recruitChoices {
			return nil
		}
		out = next
	}
	return out
}
