package selection

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
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
// A deadline of the context ends the search with the best found so far, not proved. The
// error is a [*planner.InputError] where the question cannot be set up, or the context's
// where it was cancelled.
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
	if stopped(ctx) {
		return nil, ctx.Err()
	}
	if pool.Empty() {
		return r, nil
	}
	l, list := q.draw(ctx, pool, r)
	if stopped(ctx) {
		return nil, ctx.Err()
	}
	q.lottery(r, list)
	q.chances(r, l)
	r.Panel = q.ids(r.Lottery[r.Draw-1])
	q.reserves(r)
	r.code()
	return r, nil
}

// stopped reports whether somebody stopped the run; a deadline only ends the search.
func stopped(ctx context.Context) bool { return errors.Is(ctx.Err(), context.Canceled) }

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
		case !q.searched(t):
			if t.Group == "" && !tally.Informs(t) {
				r.Undecided = append(r.Undecided, t.ID)
			}
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
	shut := make(map[int]bool)
	for _, i := range never {
		shut[q.open[i]] = true
		if proved { // else some of them may be on a panel that was not found
			r.Never = append(r.Never, q.model.IDs(q.model.Groups[q.open[i]].People)...)
		}
	}
	slices.Sort(r.Never)
	q.open = slices.DeleteFunc(q.open, func(g int) bool { return shut[g] })
	return pool
}

// searched reports whether panels are held to the target: it asks for something of a
// panel, and something is known about the people that bears on it.
func (q *question) searched(t *planner.Target) bool {
	return t.Group == "" && !tally.Informs(t) && t.Kind != planner.PerPerson && q.bearsOn(t)
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
			slices.Sort(r.Lottery[i])
		}
	}
}

// draw finds the lottery that the goal asks for, as panels that are equally likely, and
// says what was proved of it and how it compares with the fairest.
func (q *question) draw(ctx context.Context, pool *fair.Pool, r *Result) (chances []*big.Rat, list [][]int) {
	l := pool.Leximin()
	fairest := l.Chances()
	r.Proved = r.Proved && l.Proved
	q.prove(r, l)
	if r.Goal == Maximin {
		l = pool.Maximin()
		r.Proved = r.Proved && l.Proved
	}
	if r.Goal == Random {
		list = q.hats(ctx, pool, r.Seed)
		l = fair.Equal(l.Size, list)
	} else {
		list = pool.Round(l, Panels)
		r.Gap = math.Ceil(float(l.Gap())*decimals) / decimals
		r.Proved = r.Proved && r.Gap <= mostGap
	}
	chances = l.Chances()
	r.MinChance, r.FairestMinChance = shown(least(chances)), shown(least(fairest))
	for i, c := range chances {
		if shown(c)+mostGap < shown(fairest[i]) {
			r.WorseOff += len(q.model.Groups[q.open[i]].People)
		}
	}
	if over := new(big.Rat).Sub(l.LeastBound(), least(chances)); r.Proved && float(over)*decimals <= 1 {
		r.MinChanceExact = l.LeastBound().RatString()
	}
	return chances, list
}

// prove keeps the prices that prove the smallest chance.
func (q *question) prove(r *Result, l *fair.Lottery) {
	if len(l.Levels) == 0 || !l.Levels[0].Proved {
		return // everybody has a seat, or a limit came first
	}
	r.Proof = Proof{Most: l.Levels[0].Most, Prices: make(map[string]int64)}
	for i, price := range l.Levels[0].Prices {
		for _, k := range q.model.Groups[q.open[i]].People {
			if price > 0 {
				r.Proof.Prices[q.people[k].ID] = price
			}
		}
	}
}

// least is the smallest of some chances, and 1 where everybody has a seat already.
func least(chances []*big.Rat) *big.Rat {
	return slices.MinFunc(append([]*big.Rat{big.NewRat(1, 1)}, chances...), (*big.Rat).Cmp)
}

// hats draws all panels from a hat.
func (q *question) hats(ctx context.Context, pool *fair.Pool, seed uint64) [][]int {
	h := newHat(ctx, q, pool.Any())
	list := make([][]int, Panels)
	for n := range list {
		list[n] = h.panel(anneal.NewRandom(seed, streamHat+n))
	}
	return list
}

// chances fills in everybody's chance, as drawn and as it was before rounding.
func (q *question) chances(r *Result, byGroup []*big.Rat) {
	ideal, times := make([]float64, len(q.people)), make([]int, len(q.people))
	for i, g := range q.open {
		for _, k := range q.model.Groups[g].People {
			ideal[k] = shown(byGroup[i])
		}
	}
	for _, panel := range r.Lottery {
		for _, k := range panel {
			times[k]++
		}
	}
	for k := range q.people {
		c := Chance{ID: q.people[k].ID, Chance: float64(times[k]) / Panels, Ideal: ideal[k]}
		if q.people[k].Class == panels.Locked {
			c.Ideal = 1
		}
		r.Chances = append(r.Chances, c)
		r.Off = max(r.Off, math.Round(math.Abs(c.Chance-c.Ideal)*decimals)/decimals)
	}
}

// mostGap is the gap up to which a lottery counts as proved to be the fairest.
const mostGap = 1e-6

// decimals are those to which chances before rounding are given.
const decimals = 1_000_000_000

func shown(c *big.Rat) float64 { return math.Round(float(c)*decimals) / decimals }

func float(c *big.Rat) float64 {
	f, _ := c.Float64()
	return f
}

// ids are the IDs of people, in their order.
func (q *question) ids(panel []int) []string {
	out := q.model.IDs(panel)
	slices.Sort(out)
	return out
}
