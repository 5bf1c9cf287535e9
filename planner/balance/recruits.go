package balance

import (
	"cmp"
	"maps"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// recruitProfiles bounds the profiles listed, recruitWork the work spent on finding
// them all.
const (
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
	best := h.search.Best(a.ctx, a.whole(), ilp.NoCutoff)
	if !best.Found() {
		return nil
	}
	out := &Recruits{Min: int(best.Value)}
	h.keep(best.Value)
	if best.Value == 1 {
		h.listAll(out)
		out.Complete = out.Complete && best.Proved
		return out
	}
	if fewest := h.search.Best(a.ctx, a.whole(), ilp.NoCutoff); fewest.Found() {
		best = fewest
	}
	out.Profiles, out.Changes = h.together(best.X), []int{h.changes(best.X)}
	return out
}

// hiring is the model with recruits. A recruit makes a choice in every block, and
// what it adds to the rows is a sum over blocks. So a recruit that makes the first
// choice everywhere is the measure: column total counts all recruits as if they were
// like that, and every kind of choice of a block has a column that counts the recruits
// who make it, with the difference to the first choice.
type hiring struct {
	a       *adviser
	model   *panels.Model
	program *ilp.Program
	search  *ilp.Search
	blocks  []block
	total   int
	stays   []int // columns of those on the panel now
	panel   int   // how many they are
	kinds   [][]hireKind
}

// hireKind is the choices of a block that are alike for the rows.
type hireKind struct {
	col     int
	delta   []ilp.Entry // to the first choice
	choices []int
}

func (a *adviser) newHiring(targets []planner.Target, blocks []block) *hiring {
	// The model says what recruits add: one with all first choices, then for each block
	// and choice one who makes it and has the first choices elsewhere.
	people := a.byLot() // so that the order of rows does not decide between sets of recruits
	add := func(b, k int) {
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
	entries := m.Entries[len(a.people):] // in the order in which recruits were added
	h := &hiring{a: a, model: m, program: &m.Program, blocks: blocks}
	base := entries[0]
	for g := range m.Groups {
		if m.Groups[g].Class.OnPanel() {
			h.stays = append(h.stays, m.Groups[g].Col)
			h.panel += len(m.Groups[g].People)
		}
	}
	h.total = h.program.AddColumn(1, int64(a.seats), base...)
	entries = entries[1:]
	for b := range blocks {
		n := len(blocks[b].choices)
		h.addBlock(entries[:n], base)
		entries = entries[n:]
	}
	h.search = ilp.NewSearch(h.program)
	return h
}

// keep settles the number of recruits and from here on asks for the fewest changes.
func (h *hiring) keep(recruits int64) {
	h.program.Cols[h.total].Cost, h.program.Cols[h.total].Hi = 0, recruits
	for _, j := range h.stays {
		h.program.Cols[j].Cost = -1
	}
}

// changes are those of the panel, recruits included, as in [Changes.Min].
func (h *hiring) changes(x []int64) int {
	kept := 0
	for _, j := range h.stays {
		kept += int(x[j])
	}
	return max(h.panel, h.a.seats) - kept
}

// addBlock adds the columns of the next block, whose choices have these entries; every
// recruit makes one of the choices.
func (h *hiring) addBlock(entries [][]ilp.Entry, base []ilp.Entry) {
	row := h.program.AddRow(0, 0)
	h.program.AddEntry(h.total, row, -1)
	var kinds []hireKind
	for k := range entries {
		delta := subtract(entries[k], base)
		at := slices.IndexFunc(kinds, func(o hireKind) bool { return slices.Equal(o.delta, delta) })
		if at < 0 {
			at = len(kinds)
			column := append(slices.Clone(delta), ilp.Entry{Row: row, Coef: 1})
			kinds = append(kinds, hireKind{col: h.program.AddColumn(0, int64(h.a.seats), column...), delta: delta})
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

// together reads the profiles of several recruits off a solution: in each block the
// choices are dealt out to them in turn.
func (h *hiring) together(x []int64) []map[planner.Dimension]string {
	out := make([]map[planner.Dimension]string, x[h.total])
	for i := range out {
		out[i] = make(map[planner.Dimension]string)
	}
	for b := range h.kinds {
		i := 0
		for _, kind := range h.kinds[b] {
			for range x[kind.col] {
				h.write(out[i], b, kind.choices[0])
				i++
			}
		}
	}
	return out
}

// write puts a choice of a block into a profile. A value that nobody has yet has no
// name, and the dimension stays out.
func (h *hiring) write(profile map[planner.Dimension]string, b, choice int) {
	for d, v := range h.blocks[b].choices[choice] {
		if v != panels.NewValue {
			profile[d] = v
		}
	}
}

// listAll lists every profile that works alone, block by block: first whether any
// recruit with these kinds in the first blocks works, and only if so the kinds of the
// next one, and in the end the fewest changes with a recruit of these kinds. Profiles
// with the fewest changes come first.
func (h *hiring) listAll(out *Recruits) {
	out.Complete = true
	start := h.search.Work()
	kinds := make([]int, len(h.kinds)) // those of the first b blocks are settled
	var walk func(b int)
	walk = func(b int) {
		if len(out.Profiles) >= recruitProfiles || h.search.Work()-start > recruitWork {
			out.Complete = false
			return
		}
		h.fix(kinds[:b])
		find := h.search.First
		if b == len(h.kinds) {
			find = h.search.Best
		}
		ans := find(h.a.ctx, h.a.part(), ilp.NoCutoff)
		if !ans.Found() {
			out.Complete = out.Complete && ans.Proved
			return
		}
		if b == len(h.kinds) {
			for _, p := range h.profiles(kinds) {
				out.Profiles, out.Changes = append(out.Profiles, p), append(out.Changes, h.changes(ans.X))
			}
			return
		}
		for k := range h.kinds[b] {
			kinds[b] = k
			walk(b + 1)
		}
	}
	walk(0)
	out.byChanges()
}

// fix settles the kinds of the first blocks for the one recruit there is, and leaves
// the other blocks open.
func (h *hiring) fix(kinds []int) {
	for b := range h.kinds {
		for k, kind := range h.kinds[b] {
			h.program.Cols[kind.col].Hi = tally.One(b >= len(kinds) || k == kinds[b])
		}
	}
}

// profiles spells out the choices of the kinds, block by block.
func (h *hiring) profiles(kinds []int) []map[planner.Dimension]string {
	out := []map[planner.Dimension]string{{}}
	for b, k := range kinds {
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

// byChanges puts the profiles with the fewest changes first, else as they were listed.
func (r *Recruits) byChanges() {
	order := make([]int, len(r.Profiles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(r.Changes[x], r.Changes[y]) })
	profiles := slices.Clone(r.Profiles)
	for i, from := range order {
		r.Profiles[i] = profiles[from]
	}
	slices.Sort(r.Changes)
}
