package rules

import (
	"context"
	"maps"
	"math/big"
	"math/bits"
	"slices"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

const (
	// kemenyBlock is the largest component that is solved exactly: its table has 2^26
	// entries, 256 MB.
	kemenyBlock = 26
	// kemenySets and kemenyClose bound the sets that begin optimal rankings, told apart
	// in whole numbers and in fractions.
	kemenySets, kemenyClose = 1 << 18, 1 << 13
	// kemenyBits is how long the sums in a table are.
	kemenyBits = 30
	// kemenyWindow is the length of the stretches solved exactly inside a search.
	kemenyWindow = 9
)

// kemenyRule finds the rankings that agree with most weight over all pairs:
// maximise Σ W[a][b] over a above b (Kemeny 1959; Young & Levenglick 1978).
//
// The strongly connected components of "beats or ties" keep their order in every
// optimum (Truchon 1998), so each is solved alone, by dynamic programming over
// the sets of issues placed first (kemenyTable). A component of more than 26
// issues is searched instead, and the result says so.
func kemenyRule() Rule {
	return Rule{
		Name: "kemeny", Family: byPairs,
		Source: "Kemeny 1959; Young & Levenglick 1978; Truchon 1998 (components)",
		Run:    func(ctx context.Context, x *tally.Election, _ Options) Outcome { return runKemeny(ctx, x) },
	}
}

func runKemeny(ctx context.Context, x *tally.Election) Outcome {
	var out Outcome
	proved := true
	count := big.NewInt(1)
	for i, comp := range components(x) {
		if ctx.Err() != nil {
			return out
		}
		d, slack := excesses(x, comp)
		best := optima{order: comp, levels: [][]int{comp}, first: comp}
		switch {
		case slack < 0: // no issue beats another: all rankings are optimal
			best.count = new(big.Int).MulRange(1, int64(len(comp)))
		case len(comp) <= kemenyBlock:
			best = solveKemeny(ctx, x, comp, d, slack)
		default:
			best = oneOptimum(searchKemeny(ctx, comp, d))
			out.Notes = []Note{{Code: NotProved, Most: kemenyBlock}}
		}
		if best.count == nil {
			if count, proved = nil, false; out.Notes == nil {
				out.Notes = []Note{{Code: ManyOptima}}
			}
		} else if count != nil {
			count.Mul(count, best.count)
		}
		out.Levels, out.Order = append(out.Levels, best.levels...), append(out.Order, best.order...)
		if i == 0 {
			out.Winners = best.first
		}
	}
	total := new(big.Int) // Σ W[a][b] over a above b
	for i, a := range out.Order {
		for _, b := range out.Order[i+1:] {
			total.Add(total, x.W[a][b])
		}
	}
	out.Total, out.Proved, out.Optimal = x.Rat(total, 1), &proved, count
	return out
}

// optima is what the best rankings of a component have in common; count is nil where
// only one of them is known.
type optima struct {
	order, first []int
	levels       [][]int
	count        *big.Int
}

func oneOptimum(ranking []int) optima {
	out := optima{order: ranking, first: ranking[:1]}
	for _, a := range ranking {
		out.levels = append(out.levels, []int{a})
	}
	return out
}

// excess is by how much W[a][b] exceeds W[b][a], 0 if it does not.
func excess(x *tally.Election, a, b int) *big.Int {
	if x.Beats(a, b) <= 0 {
		return new(big.Int)
	}
	return new(big.Int).Sub(x.W[a][b], x.W[b][a])
}

// excesses are the excesses within a component, cut so that their sum has at most
// kemenyBits bits. A total is then too small by less than slack, which is 0 where
// nothing was cut, and -1 where there are no excesses.
func excesses(x *tally.Election, comp []int) (d [][]int32, slack int32) {
	sum := new(big.Int)
	for _, a := range comp {
		for _, b := range comp {
			sum.Add(sum, excess(x, a, b))
		}
	}
	if sum.Sign() == 0 {
		return nil, -1
	}
	shift := uint(max(sum.BitLen()-kemenyBits, 0))
	if shift > 0 {
		slack = int32(len(comp) * (len(comp) - 1) / 2)
	}
	d = make([][]int32, len(comp))
	for i, a := range comp {
		d[i] = make([]int32, len(comp))
		for j, b := range comp {
			e := excess(x, a, b)
			d[i][j] = int32(e.Rsh(e, shift).Int64())
		}
	}
	return d, slack
}

// kemenyTable runs over the subsets S of a component. best[S] is the largest
// agreement among the issues of S when they are ranked before all others:
//
//	best[S] = max over a in S of best[S\a] + Σ_{b in S\a} d[b][a]
//
// with a last in S and d[b][a] the excess of b over a. The inner sum comes from
// two tables over half the issues each, so a step takes constant time: 2^k·k/2
// steps in all.
type kemenyTable struct {
	k, low int
	// lo and hi are the sums of d[b][a] over the sets of the lower and the upper issues,
	// k numbers a set, one for each a.
	lo, hi []int32
	best   []int32
}

func newKemenyTable(ctx context.Context, d [][]int32) *kemenyTable {
	k := len(d)
	t := &kemenyTable{k: k, low: k / 2, best: make([]int32, 1<<k)}
	t.lo, t.hi = subsetSums(d[:t.low]), subsetSums(d[t.low:])
	upper := make([]int32, k)
	for s := range t.best {
		if s&(1<<t.low-1) == 0 {
			if ctx.Err() != nil {
				return t
			}
			copy(upper, t.hi[s>>t.low*k:])
		}
		lower := t.lo[s&(1<<t.low-1)*k:][:len(upper)]
		top := int32(0)
		for left := uint32(s); left != 0; left &= left - 1 {
			a := bits.TrailingZeros32(left) & 31
			top = max(top, t.best[s&^(1<<a)]+lower[a]+upper[a])
		}
		t.best[s] = top
	}
	return t
}

// subsetSums lists, for all subsets of the rows by bit set, their sum.
func subsetSums(rows [][]int32) []int32 {
	k := len(rows[0])
	sums := make([]int32, k<<len(rows))
	for s := 1; s < 1<<len(rows); s++ {
		row, rest := rows[bits.TrailingZeros(uint(s))], sums[s&(s-1)*k:]
		for a, v := range row {
			sums[s*k+a] = rest[a] + v
		}
	}
	return sums
}

// value is the agreement in a set with a last. Nothing exceeds itself, so it makes no
// difference to the sums that a is in the set.
func (t *kemenyTable) value(s uint32, a int) int32 {
	return t.best[s&^(1<<a)] + t.lo[int(s&(1<<t.low-1))*t.k+a] + t.hi[int(s>>t.low)*t.k+a]
}

// one is an optimal ranking: of several last issues, the later one goes last.
func (t *kemenyTable) one() []int {
	var out []int
	for s := uint32(1)<<t.k - 1; s != 0; {
		for a := t.k - 1; ; a-- {
			if s>>a&1 != 0 && t.value(s, a) == t.best[s] {
				out = append(out, a)
				s &^= 1 << a
				break
			}
		}
	}
	slices.Reverse(out)
	return out
}

// lasts says, of sets that begin rankings, which of their issues can come last.
type lasts map[uint32]uint32

// near finds the sets that begin rankings within slack of the best; nil where they
// are more than limit.
func (t *kemenyTable) near(slack int32, limit int) lasts {
	out := make(lasts)
	layer := map[uint32]int32{1<<t.k - 1: 0} // by set, what is lost at least behind it
	for range t.k {
		next := make(map[uint32]int32)
		for s, lost := range layer {
			for left := s; left != 0; left &= left - 1 {
				a := bits.TrailingZeros32(left)
				loss := lost + t.best[s] - t.value(s, a)
				if loss > slack {
					continue
				}
				out[s] |= 1 << a
				rest := s &^ (1 << a)
				if was, ok := next[rest]; !ok || loss < was {
					next[rest] = loss
				}
			}
		}
		if len(out) > limit {
			return nil
		}
		layer = next
	}
	return out
}

// exactly leaves of nearly optimal rankings the optimal ones.
func (l lasts) exactly(x *tally.Election, comp []int) {
	best := map[uint32]*big.Int{0: new(big.Int)}
	for _, s := range slices.Sorted(maps.Keys(l)) { // subsets come before their supersets
		last := uint32(0)
		for left := l[s]; left != 0; left &= left - 1 {
			a := bits.TrailingZeros32(left)
			rest := s &^ (1 << a)
			v := new(big.Int).Set(best[rest])
			for b := range comp {
				if rest>>b&1 != 0 {
					v.Add(v, excess(x, comp[b], comp[a]))
				}
			}
			c := 1
			if best[s] != nil {
				c = v.Cmp(best[s])
			}
			if c > 0 {
				best[s], last = v, 1<<a
			} else if c == 0 {
				last |= 1 << a
			}
		}
		l[s] = last
	}
}

// solveKemeny finds all optimal rankings of a component.
func solveKemeny(ctx context.Context, x *tally.Election, comp []int, d [][]int32, slack int32) optima {
	t := newKemenyTable(ctx, d)
	limit := kemenySets
	if slack > 0 {
		limit = kemenyClose
	}
	name := func(ranks []int) []int {
		for i, a := range ranks {
			ranks[i] = comp[a]
		}
		return ranks
	}
	l := t.near(slack, limit)
	if l == nil {
		return oneOptimum(name(t.one()))
	}
	if slack > 0 {
		l.exactly(x, comp)
	}
	return l.optima(t.k, name)
}

// optima reads off what the rankings have in common; name names the issues.
func (l lasts) optima(k int, name func([]int) []int) optima {
	sets := slices.Sorted(maps.Keys(l))
	full := sets[len(sets)-1]
	met := map[uint32]bool{full: true}
	ahead := make([]uint32, k) // who precedes an issue in some optimal ranking
	first := uint32(0)
	for _, s := range slices.Backward(sets) {
		for left := l[s]; left != 0 && met[s]; left &= left - 1 {
			a := bits.TrailingZeros32(left)
			rest := s &^ (1 << a)
			met[rest] = true
			ahead[a] |= rest
			if rest == 0 {
				first |= 1 << a
			}
		}
	}
	count := map[uint32]*big.Int{0: big.NewInt(1)}
	for _, s := range sets {
		count[s] = new(big.Int)
		for left := l[s]; left != 0; left &= left - 1 {
			count[s].Add(count[s], count[s&^(1<<bits.TrailingZeros32(left))])
		}
	}
	out := optima{count: count[full]}
	for s := full; s != 0; { // of several last issues, the later one goes last
		a := bits.Len32(l[s]) - 1
		out.order = append(out.order, a)
		s &^= 1 << a
	}
	slices.Reverse(out.order)
	name(out.order)
	for a := range k {
		if first>>a&1 != 0 {
			out.first = append(out.first, a)
		}
	}
	name(out.first)
	out.levels = order.Components(k, func(a, b int) bool { return ahead[b]>>a&1 != 0 })
	for _, level := range out.levels {
		name(level)
	}
	return out
}

// searchKemeny improves an order of a large component: issues are moved to
// their best place until none gains, then every stretch of neighbours is solved
// exactly, and so on until nothing changes. It starts from the order by
// Σ_b W[a][b] − W[b][a] and is not proved to be the best.
func searchKemeny(ctx context.Context, comp []int, d [][]int32) []int {
	net := make([]int32, len(comp))
	for a, row := range d {
		for b, e := range row {
			net[a] += e
			net[b] -= e
		}
	}
	ranking := order.All(len(comp))
	slices.SortStableFunc(ranking, func(a, b int) int { return int(net[b] - net[a]) })
	for moved := true; moved && ctx.Err() == nil; {
		for insertBest(d, ranking) && ctx.Err() == nil {
		}
		moved = false
		for i := 0; i+kemenyWindow <= len(ranking) && ctx.Err() == nil; i++ {
			if part := ranking[i : i+kemenyWindow]; improve(ctx, d, part) {
				moved = true
			}
		}
	}
	for i, a := range ranking {
		ranking[i] = comp[a]
	}
	return ranking
}

// improve puts a stretch of a ranking into its best order, if that is a better one.
func improve(ctx context.Context, d [][]int32, part []int) bool {
	sub := make([][]int32, len(part))
	now := int32(0)
	for i, a := range part {
		sub[i] = make([]int32, len(part))
		for j, b := range part {
			if sub[i][j] = d[a][b]; i < j {
				now += d[a][b]
			}
		}
	}
	t := newKemenyTable(ctx, sub)
	if t.best[len(t.best)-1] == now {
		return false
	}
	was := slices.Clone(part)
	for i, a := range t.one() {
		part[i] = was[a]
	}
	return true
}

// insertBest moves one issue after the other to the place where the total is
// largest and reports whether any moved.
func insertBest(d [][]int32, ranking []int) bool {
	moved := false
	for i, a := range ranking {
		most, to := int32(0), i
		for _, dir := range []int{-1, 1} {
			gain := int32(0)
			for j := i + dir; j >= 0 && j < len(ranking); j += dir { // a passes ranking[j]
				b := ranking[j]
				if gain += int32(dir) * (d[b][a] - d[a][b]); gain > most {
					most, to = gain, j
				}
			}
		}
		if to != i {
			moved = true
			ranking = slices.Insert(slices.Delete(ranking, i, i+1), to, a)
		}
	}
	return moved
}
