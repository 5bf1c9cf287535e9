package selection

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
	"roundtable/planner/selection/internal/fair"
)

// Draw finds the fairest lottery over the panels of the candidates that meet the
// targets, turns it into [Panels] equally likely panels and draws one of them.
//
// Targets of tier must hold for every panel. Those of tier should and nice hold as well
// where they can, one after the other; the others are set aside. Targets of working
// groups are none of the panel's. Where no panel meets the must targets, the result
// says so (Feasible) and holds no lottery.
//
// The error is a [*planner.InputError] where the question cannot be set up, or the
// context's.
func Draw(ctx context.Context, candidates planner.Roster, targets []planner.Target, opts Options) (*Result, error) {
	q := newQuestion(candidates, targets, opts)
	r := &Result{
		Schema: Schema, Seats: opts.Seats, Goal: opts.Goal, Panels: Panels, Seed: opts.Seed, Draw: opts.Draw,
		Never: []string{}, Panel: []string{}, Chances: []Chance{}, Reserves: []Reserve{},
	}
	if r.Draw == 0 {
		r.Draw = Number(opts.Seed)
	}
	if err := q.check(r); err != nil {
		return nil, err
	}
	pool := q.settle(ctx, r, targets)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if pool.Empty() {
		return r, nil
	}
	l := pool.Leximin()
	fairest := l.Chances()
	if opts.Goal == Maximin {
		l = pool.Maximin()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q.lottery(r, pool.Round(l, Panels))
	q.compare(r, l, fairest)
	q.panel(r)
	return r, nil
}

// Number is the number of the panel that a seed draws: the first eight hexadecimal
// digits of the SHA-256 of the seed in decimal, modulo [Panels], plus one. Anybody can
// compute it: printf 1 | sha256sum.
func Number(seed uint64) int {
	sum := sha256.Sum256([]byte(strconv.FormatUint(seed, 10)))
	return int(binary.BigEndian.Uint32(sum[:4])%Panels) + 1
}

// settle poses the question with all targets that can be met together, and finds who can
// be on a panel at all.
func (q *question) settle(ctx context.Context, r *Result, targets []planner.Target) *fair.Pool {
	var must, wishes []planner.Target
	for i := range targets {
		switch t := &targets[i]; {
		case t.Group != "", tally.Informs(t):
		case t.Kind == planner.PerPerson, !q.bearsOn(t):
			r.Undecided = append(r.Undecided, t.ID)
		case t.Tier == planner.Must:
			must = append(must, *t)
		default:
			wishes = append(wishes, *t)
		}
	}
	slices.SortStableFunc(wishes, func(a, b planner.Target) int { return int(a.Tier) - int(b.Tier) })
	q.pose(must)
	for i := range wishes {
		q.pose(append(must[:len(must):len(must)], wishes[i]))
		if ans := q.model.Program.Solve(ctx, q.limits(), 1); ans.Found() {
			must = q.targets
		} else {
			r.Aside = append(r.Aside, wishes[i].ID)
			q.pose(must)
		}
	}
	pool := fair.NewPool(ctx, &q.model.Program, q.columns(), q.limits())
	never, proved := pool.Cover()
	r.Proved, r.Feasible = proved, !pool.Empty()
	open := q.open
	q.open = slices.DeleteFunc(slices.Clone(open), func(g int) bool { return slices.Contains(never, slices.Index(open, g)) })
	for _, i := range never {
		r.Never = append(r.Never, q.model.IDs(q.model.Groups[open[i]].People)...)
	}
	slices.Sort(r.Never)
	return pool
}

// bearsOn reports whether something is known about the people that bears on the target.
func (q *question) bearsOn(t *planner.Target) bool {
	return slices.ContainsFunc(q.people, func(p panels.Person) bool {
		m := q.judge.Mark(t, q.judge.Joining(p.Participant))
		return m.In == planner.Yes && m.Hit != planner.Unknown
	})
}

// lottery puts the panels, given by profile, in the order of the seed and deals the people.
func (q *question) lottery(r *Result, list [][]int) {
	shuffle(list, anneal.NewRandom(r.Seed, streamOrder))
	profiles := make([][]int, len(q.open))
	for i, g := range q.open {
		profiles[i] = q.model.Groups[g].People
	}
	r.Lottery = deal(list, profiles, r.Seed)
	for _, g := range q.held {
		for i := range r.Lottery {
			r.Lottery[i] = append(r.Lottery[i], q.model.Groups[g].People...)
		}
	}
}

// compare fills in everybody's chance, as drawn and as it was before rounding, and what
// was proved of it.
func (q *question) compare(r *Result, l *fair.Lottery, fairest []*big.Rat) {
	ideal := make([]float64, len(q.people))
	least := 1.0
	for i, c := range l.Chances() {
		for _, k := range q.model.Groups[q.open[i]].People {
			ideal[k] = shown(c)
		}
		least = min(least, shown(c))
	}
	for _, g := range q.held {
		for _, k := range q.model.Groups[g].People {
			ideal[k] = 1
		}
	}
	r.MinChance, r.Proved = least, r.Proved && l.Proved
	_ = fairest
	times := make([]int, len(q.people))
	for _, panel := range r.Lottery {
		for _, k := range panel {
			times[k]++
		}
	}
	for k := range q.people {
		c := Chance{q.people[k].ID, float64(times[k]) / Panels, ideal[k]}
		r.Chances = append(r.Chances, c)
		r.Off = max(r.Off, math.Abs(c.Chance-c.Ideal))
	}
	r.Off = math.Round(r.Off*decimals) / decimals
}

// decimals are those to which chances before rounding are given.
const decimals = 1e9

func shown(c *big.Rat) float64 {
	f, _ := c.Float64()
	return math.Round(f*decimals) / decimals
}

// panel names the panel drawn.
func (q *question) panel(r *Result) {
	for _, k := range r.Lottery[r.Draw-1] {
		r.Panel = append(r.Panel, q.people[k].ID)
	}
	slices.Sort(r.Panel)
}
