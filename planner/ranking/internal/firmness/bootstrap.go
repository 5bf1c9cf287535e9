package firmness

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/parallel"
	"roundtable/planner/ranking/internal/tally"
)

const (
	// LeastBallots is the number of ballots a group needs for intervals: fewer are
	// too few to stand for those who did not come. Below FewBallots one is drawn less
	// than there are.
	LeastBallots, FewBallots = 5, 10
	// mostWork bounds replicates × (ballots drawn + distinct ballots × issues);
	// with more, the normal approximation takes over.
	mostWork = 400_000_000
	// With Enough, as many as enoughWork allows, counted in the same way, but between
	// fewestReplicates and mostReplicates.
	fewestReplicates, mostReplicates = 2_000, 50_000
	enoughWork                       = 40_000_000
	// rankTolerance is the difference of support (0 to 1) below which replicates
	// count two issues as tied.
	rankTolerance = 1e-11
	// chunk is how many replicates a worker takes at a time.
	chunk = 64
)

// Enough asks for as many replicates as can be had quickly.
const Enough = -1

// Intervals are what replicates of an election say of its issues.
type Intervals struct {
	// Few are the groups with fewer than [FewBallots], TooFew those with fewer than
	// [LeastBallots], -1 for those without a group. With TooFew there are no Issues.
	// With a group of a single ballot, or where those too few carry half of the weight,
	// there is too little to draw from, and nothing else.
	Few, TooFew []int
	Replicates  int
	// Normal says that the normal approximation was used.
	Normal bool
	Issues []Interval
	// Held[k-1] is the share of the replicates in which the first k are the issues
	// that they are in the election, no tie reaching over the edge.
	Held []float64
}

// Interval is the ranks that at least 2.5 %, half and 97.5 % of the replicates do
// not exceed, and the shares of the replicates in which the issue is first, and
// among the first k.
type Interval struct {
	Low, Median, High int
	First, TopK       float64
}

// urn is one group of ballots, from which as many are drawn, with repetition. Support
// is a mean of other parts, see strata: without group weights of one for everybody.
type urn struct {
	group int
	share float64
	n     int     // ballots
	drawn int     // in a replicate
	entry []int32 // distinct ballot, by ballot
	ids   []int32 // distinct ballots of the urn
}

// booter draws replicates of the supports.
type booter struct {
	x        *tally.Election
	seed     uint64
	urns     []urn
	sorted   []int     // the issues by support
	u, w     []float64 // by distinct ballot × issue; weight by distinct ballot
	answered []bool    // nil when every ballot answers every issue
	// Normal approximation: means and a square root of their covariance.
	mean   []float64
	factor [][]float64
}

// replicates are the ranks met: counts[a][rank-1], the shares of first places and of
// places among the first k, and how often the first k were those of the election.
type replicates struct {
	counts      [][]int64
	first, topK []float64
	held        []int64
}

// Bootstrap resamples the ballots within each group (stratified, Efron 1979). From a
// small group one ballot less is drawn than it has, which makes up for the spread that
// few ballots hide (Rao & Wu 1988, Journal of the American Statistical Association
// 83:231–241); of two ballots that leaves one half (McCarthy 1969). Ties share a first
// place. Replicate i has its own generator, PCG(seed, i), so the outcome does not
// depend on the number of processors.
func Bootstrap(ctx context.Context, x *tally.Election, asked, k int, seed uint64) (Intervals, error) {
	var out Intervals
	b := newBooter(x, seed)
	single, few, whole := false, 0.0, 0.0
	for _, s := range b.urns {
		if s.n < FewBallots {
			out.Few = append(out.Few, s.group)
		}
		if s.n < LeastBallots {
			out.TooFew = append(out.TooFew, s.group)
			few += s.share
		}
		whole += s.share
		single = single || s.n < 2
	}
	if single || few >= whole/2 {
		return out, nil
	}
	out.Replicates = b.replicates(asked)
	if out.Normal = b.work() > mostWork/out.Replicates; out.Normal {
		b.approximate()
	} else {
		b.load()
	}
	reps, err := b.run(ctx, out.Replicates, k)
	if err != nil {
		return out, err
	}
	if out.TooFew == nil {
		out.Issues = reps.intervals(int64(out.Replicates))
	}
	for _, n := range reps.held {
		out.Held = append(out.Held, float64(n)/float64(out.Replicates))
	}
	return out, nil
}

func newBooter(x *tally.Election, seed uint64) *booter {
	b := &booter{x: x, seed: seed, sorted: order.Sorted(x.Support)}
	b.fill(func(group int) int { return group })
	few := slices.ContainsFunc(b.urns, func(s urn) bool { return s.n < LeastBallots })
	if few && !x.Grouped { // where ballots count alike, no group has to be drawn from alone
		b.urns = nil
		b.fill(func(int) int { return -1 })
	}
	for i := range b.urns {
		s := &b.urns[i]
		if s.drawn = s.n; s.n < FewBallots {
			s.drawn--
		}
	}
	return b
}

// fill makes an urn of the ballots of each group, or of several together.
func (b *booter) fill(urnOf func(group int) int) {
	x := b.x
	at := make(map[int]int)
	for g := -1; g < len(x.Groups); g++ {
		share := exact.Float(x.GroupWeight(g))
		if share <= 0 {
			continue
		}
		if s, ok := at[urnOf(g)]; ok {
			b.urns[s].share += share
			continue
		}
		at[urnOf(g)] = len(b.urns)
		b.urns = append(b.urns, urn{group: urnOf(g), share: share})
	}
	for k := range x.Row {
		if s, ok := at[urnOf(x.Classes[x.Class[k]].Group)]; ok {
			b.urns[s].ids = append(b.urns[s].ids, int32(k))
			b.urns[s].n += int(x.Count[k])
		}
	}
}

// replicates is how many to draw when so many were asked for.
func (b *booter) replicates(asked int) int {
	if asked != Enough {
		return asked
	}
	return min(max(enoughWork/b.work(), fewestReplicates), mostReplicates)
}

// work is what one replicate costs: ballots drawn + distinct ballots × issues.
func (b *booter) work() int {
	work := len(b.x.Row) * b.x.M
	for _, s := range b.urns {
		work += s.n
	}
	return max(work, 1)
}

// load computes u of all distinct ballots and lists the ballots of each urn.
func (b *booter) load() {
	x := b.x
	b.u, b.w = make([]float64, len(x.Row)*x.M), make([]float64, len(x.Row))
	v, u := x.Valuer(), make([]int64, x.M)
	for k := range x.Row {
		b.w[k] = exact.Float(x.Weight[x.Class[k]])
		kind, marks := x.Marks(k)
		den := float64(v.Value(kind, marks, u))
		for a, worth := range u {
			if worth != ballot.NoAnswer {
				b.u[k*x.M+a] = float64(worth) / den
				continue
			}
			if b.answered == nil {
				b.answered = slices.Repeat([]bool{true}, len(b.u))
			}
			b.answered[k*x.M+a] = false
		}
	}
	for s := range b.urns {
		st := &b.urns[s]
		b.sortBallots(st.ids)
		st.entry = make([]int32, 0, st.n)
		for _, k := range st.ids {
			for range x.Count[k] {
				st.entry = append(st.entry, k)
			}
		}
	}
}

// sortBallots puts distinct ballots in an order of their own, so that draws do
// not depend on the order of input.
func (b *booter) sortBallots(ids []int32) {
	x := b.x
	slices.SortFunc(ids, func(i, j int32) int {
		kind, marks := x.Marks(int(i))
		otherKind, otherMarks := x.Marks(int(j))
		if c := cmp.Or(slices.Compare(marks, otherMarks), cmp.Compare(kind, otherKind)); c != 0 {
			return c
		}
		return x.Weight[x.Class[i]].Cmp(x.Weight[x.Class[j]])
	})
}

// run draws all replicates, in chunks on all processors.
func (b *booter) run(ctx context.Context, n, k int) (*replicates, error) {
	m := b.x.M
	chunks := (n + chunk - 1) / chunk
	parts := make([]*replicates, chunks)
	var wg sync.WaitGroup
	workers := parallel.Workers(chunks)
	for w := range workers {
		wg.Go(func() {
			d := b.newDraw()
			for c := w; c < chunks && ctx.Err() == nil; c += workers {
				part := newReplicates(m)
				for i := c * chunk; i < min((c+1)*chunk, n); i++ {
					d.replicate(uint64(i))
					part.hold(d.support, b.sorted, d.order)
					part.add(d.support, d.order, k)
				}
				parts[c] = part
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sum := newReplicates(m)
	for _, p := range parts {
		for a := range m {
			sum.first[a] += p.first[a]
			sum.topK[a] += p.topK[a]
			sum.held[a] += p.held[a]
			for i, c := range p.counts[a] {
				sum.counts[a][i] += c
			}
		}
	}
	return sum, nil
}

func newReplicates(m int) *replicates {
	p := &replicates{
		counts: make([][]int64, m), first: make([]float64, m), topK: make([]float64, m), held: make([]int64, m),
	}
	for a := range p.counts {
		p.counts[a] = make([]int64, m)
	}
	return p
}

// add records the ranks of one replicate.
func (p *replicates) add(support []float64, order []int, k int) {
	for a := range order {
		order[a] = a
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(support[b], support[a]), a-b) })
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && support[order[j-1]]-support[order[j]] <= rankTolerance {
			j++
		}
		for _, a := range order[i:j] {
			p.counts[a][i]++
			if i == 0 {
				p.first[a] += 1 / float64(j)
			}
			if i < k {
				p.topK[a] += float64(min(j, k)-i) / float64(j-i)
			}
		}
		i = j
	}
}

// hold records for which k the first k issues of the sorted ones are still the first:
// the lowest support of these is above the highest of the others. rest is scratch.
func (p *replicates) hold(support []float64, sorted, rest []int) {
	best := len(sorted) - 1
	for i := len(sorted) - 1; i > 0; i-- { // rest[i] has the most support of those from i on
		if support[sorted[i]] > support[sorted[best]] {
			best = i
		}
		rest[i] = sorted[best]
	}
	least := math.Inf(1)
	for i, a := range sorted {
		least = min(least, support[a])
		if i+1 == len(sorted) || least > support[rest[i+1]]+rankTolerance {
			p.held[i]++
		}
	}
}

// intervals sums up n replicates, issue by issue.
func (p *replicates) intervals(n int64) []Interval {
	out := make([]Interval, len(p.counts))
	for a, counts := range p.counts {
		quantile := func(permille int64) int {
			seen := int64(0)
			for i, c := range counts {
				if seen += c; seen*1000 >= permille*n {
					return i + 1
				}
			}
			return len(counts)
		}
		out[a] = Interval{quantile(25), quantile(500), quantile(975), p.first[a] / float64(n), p.topK[a] / float64(n)}
	}
	return out
}

// draw is the working memory of one worker.
type draw struct {
	b     *booter
	times []int32 // how often each distinct ballot was drawn; all zero between urns
	// top and bottom are Σ w·u and Σ w by issue over the ballots drawn, whole the weight
	// of all n of them: of one urn where each group has its own mean, else of all.
	top, bottom []float64
	whole, n    float64
	shares      []float64 // of the strata that say something, by issue
	support     []float64 // of the replicate, 0 to 1, −1 where nobody answered
	seen        []bool    // by issue: somebody answered
	order       []int     // scratch
	z           []float64 // standard normal variates of the normal approximation
}

func (b *booter) newDraw() *draw {
	m := b.x.M
	return &draw{
		b: b, times: make([]int32, len(b.x.Row)), support: make([]float64, m), order: make([]int, m),
		top: make([]float64, m), bottom: make([]float64, m), shares: make([]float64, m),
		seen: make([]bool, m), z: make([]float64, m),
	}
}

// replicate draws the supports of replicate i.
func (d *draw) replicate(i uint64) {
	rng := rand.New(rand.NewPCG(d.b.seed, i))
	if d.b.mean != nil {
		d.normal(rng)
		return
	}
	clear(d.support)
	clear(d.seen)
	clear(d.shares)
	for s := range d.b.urns {
		st := &d.b.urns[s]
		for range st.drawn {
			d.times[st.entry[rng.Uint64N(uint64(st.n))]]++
		}
		d.sum(st)
		if d.b.x.Grouped {
			d.close(st.share)
		}
	}
	if !d.b.x.Grouped {
		d.close(1)
	}
	for a := range d.support {
		if d.support[a] /= d.shares[a]; !d.seen[a] {
			d.support[a] = -1
		}
	}
}

// sum adds up the drawn ballots of an urn and forgets the draw.
func (d *draw) sum(st *urn) {
	m := d.b.x.M
	each := float64(st.n) / float64(st.drawn)
	d.n += float64(st.n)
	weight := 0.0
	for _, k := range st.ids {
		t := d.times[k]
		if t == 0 {
			continue
		}
		d.times[k] = 0
		w := d.b.w[k] * each * float64(t)
		weight += w
		row := d.b.u[int(k)*m : (int(k)+1)*m]
		for a, u := range row {
			d.top[a] += w * u
		}
		if d.b.answered == nil {
			continue
		}
		for a := range row {
			if d.b.answered[int(k)*m+a] {
				d.bottom[a] += w
			}
		}
	}
	d.whole += weight
	if d.b.answered == nil {
		for a := range d.bottom {
			d.bottom[a] += weight
		}
	}
}

// close adds the means of the ballots summed up to the supports, as
// [tally.Steadied] makes them, and starts anew.
func (d *draw) close(share float64) {
	top, bottom := 0.0, 0.0
	for a := range d.top {
		top += d.top[a]
		bottom += d.bottom[a]
	}
	if bottom > 0 {
		most := float64(d.b.x.Least) * d.whole / d.n
		for a := range d.support {
			q := 0.0
			if d.b.answered != nil {
				q = max(0, min(d.whole-d.bottom[a], most))
			}
			if d.bottom[a]+q == 0 {
				continue
			}
			d.support[a] += share * (d.top[a] + q*top/bottom) / (d.bottom[a] + q)
			d.shares[a] += share
			d.seen[a] = d.seen[a] || d.bottom[a] > 0
		}
	}
	clear(d.top)
	clear(d.bottom)
	d.whole, d.n = 0, 0
}
