package ranking

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

const (
	// bootstrapLeast is the number of ballots a group needs for intervals.
	bootstrapLeast = 10
	// bootstrapWork bounds replicates × (ballots drawn + distinct ballots ×
	// issues); with more, the normal approximation takes over.
	bootstrapWork = 400_000_000
	// With EnoughReplicates, between fewestReplicates and mostReplicates are drawn
	// as enoughWork, counted in the same way, allows.
	fewestReplicates, mostReplicates = 2_000, 50_000
	enoughWork                       = 40_000_000
	// rankTolerance is the difference of support (0 to 1) below which replicates
	// count two issues as tied.
	rankTolerance = 1e-11
	chunk         = 64
)

// bootStratum is one group of ballots that is drawn from as a whole.
type bootStratum struct {
	share float64
	n     int     // ballots
	entry []int32 // distinct ballot, by ballot
	ids   []int32 // distinct ballots of the stratum
}

// booter draws replicates of the supports.
type booter struct {
	r        *run
	strata   []bootStratum
	pooled   bool      // supports are one mean over all strata
	u, w     []float64 // by distinct ballot × issue; weight by distinct ballot
	answered []bool    // nil when every ballot answers every issue
	// Normal approximation: means and a square root of their covariance.
	mean   []float64
	factor [][]float64
}

// replicates are the ranks met: counts[a][rank-1], and the shares of first
// places and of places among the first k.
type replicates struct {
	counts      [][]int64
	first, topK []float64
}

// bootstrap resamples the ballots within each group (stratified, Efron 1979)
// and fills in rank intervals, P(first) and P(first k). Ties share a first place.
// Replicate i has its own generator, PCG(seed, i), so the outcome does not depend
// on the number of processors.
func (r *run) bootstrap(ctx context.Context, k int, rows []Issue) (Bootstrap, error) {
	out := Bootstrap{Method: "refused", Seed: r.opts.Seed}
	switch {
	case r.opts.Bootstrap == 0:
		out.Why = "not asked for"
		return out, nil
	case r.ballotsCounted == 0:
		out.Why = "there are no ballots"
		return out, nil
	}
	b := newBooter(r)
	for _, s := range b.strata {
		if s.n < bootstrapLeast {
			out.TooFew = append(out.TooFew, r.stratumName(s))
		}
	}
	if len(out.TooFew) > 0 {
		out.Why = "a group has fewer than ten ballots: too few for an interval"
		if len(r.groups) == 0 {
			out.Why = "there are fewer than ten ballots: too few for an interval"
		}
		return out, nil
	}
	n := b.replicates(r.opts.Bootstrap)
	out.Method, out.Replicates = "bootstrap", n
	if b.work() > bootstrapWork/n {
		out.Method = "normal approximation"
		b.approximate()
	} else {
		b.load()
	}
	reps, err := b.run(ctx, n, k)
	if err != nil {
		return out, err
	}
	reps.fill(n, r.order(), rows)
	return out, nil
}

func (r *run) stratumName(s bootStratum) string {
	if len(s.ids) == 0 {
		return "no ballots"
	}
	if g := r.classes[r.class[s.ids[0]]].group; g >= 0 || len(r.groups) > 0 {
		return r.groupName(g)
	}
	return "all ballots"
}

func newBooter(r *run) *booter {
	b := &booter{r: r, pooled: !r.chosen.grouped}
	at := make(map[int]int)
	for g := -1; g < len(r.groups); g++ {
		share := floatOf(r.chosen.groupWeight(g))
		if share > 0 {
			at[g] = len(b.strata)
			b.strata = append(b.strata, bootStratum{share: share})
		}
	}
	for k := range r.row {
		s, ok := at[r.classes[r.class[k]].group]
		if !ok {
			continue
		}
		b.strata[s].ids = append(b.strata[s].ids, int32(k))
		b.strata[s].n += int(r.count[k])
	}
	return b
}

// replicates is how many to draw when so many were asked for.
func (b *booter) replicates(asked int) int {
	if asked != EnoughReplicates {
		return asked
	}
	return min(max(enoughWork/b.work(), fewestReplicates), mostReplicates)
}

// work is what one replicate costs: ballots drawn + distinct ballots × issues.
func (b *booter) work() int {
	work := len(b.r.row) * b.r.m
	for _, s := range b.strata {
		work += s.n
	}
	return max(work, 1)
}

// load computes u of all distinct ballots and lists the ballots of each stratum.
func (b *booter) load() {
	r := b.r
	b.u, b.w = make([]float64, len(r.row)*r.m), make([]float64, len(r.row))
	v, u := r.newValuer(r.opts.Unranked), make([]int64, r.m)
	for k := range r.row {
		c := r.class[k]
		b.w[k] = floatOf(r.classes[c].chosen)
		den := float64(v.value(r.classes[c].kind, r.ballots.Marks(int(r.row[k])), u))
		for a, x := range u {
			if x == noAnswer {
				if b.answered == nil {
					b.answered = make([]bool, len(b.u))
					for i := range b.answered {
						b.answered[i] = true
					}
				}
				b.answered[k*r.m+a] = false
				continue
			}
			b.u[k*r.m+a] = float64(x) / den
		}
	}
	for s := range b.strata {
		st := &b.strata[s]
		b.sortBallots(st.ids)
		st.entry = make([]int32, 0, st.n)
		for _, k := range st.ids {
			for range r.count[k] {
				st.entry = append(st.entry, k)
			}
		}
	}
}

// sortBallots puts distinct ballots in an order of their own, so that draws do
// not depend on the order of input.
func (b *booter) sortBallots(ids []int32) {
	r := b.r
	slices.SortFunc(ids, func(i, j int32) int {
		if c := slices.Compare(r.ballots.Marks(int(r.row[i])), r.ballots.Marks(int(r.row[j]))); c != 0 {
			return c
		}
		p, q := &r.classes[r.class[i]], &r.classes[r.class[j]]
		if p.kind != q.kind {
			return int(p.kind) - int(q.kind)
		}
		return p.chosen.Cmp(q.chosen)
	})
}

// run draws all replicates, in chunks on all processors.
func (b *booter) run(ctx context.Context, n, k int) (*replicates, error) {
	m := b.r.m
	chunks := (n + chunk - 1) / chunk
	parts := make([]*replicates, chunks)
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), 16, chunks)
	for w := range workers {
		wg.Go(func() {
			d := b.newDraw()
			for c := w; c < chunks && ctx.Err() == nil; c += workers {
				part := newReplicates(m)
				for i := c * chunk; i < min((c+1)*chunk, n); i++ {
					d.replicate(uint64(i))
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
			for i, c := range p.counts[a] {
				sum.counts[a][i] += c
			}
		}
	}
	return sum, nil
}

func newReplicates(m int) *replicates {
	p := &replicates{counts: make([][]int64, m), first: make([]float64, m), topK: make([]float64, m)}
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
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case support[a] > support[b]:
			return -1
		case support[a] < support[b]:
			return 1
		}
		return a - b
	})
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

// fill writes the intervals: the smallest ranks that at least 2.5 %, half and
// 97.5 % of the replicates do not exceed.
func (p *replicates) fill(n int, order []int, rows []Issue) {
	quantile := func(counts []int64, permille int64) int {
		seen := int64(0)
		for i, c := range counts {
			if seen += c; seen*1000 >= permille*int64(n) {
				return i + 1
			}
		}
		return len(counts)
	}
	for i, a := range order {
		first, top := p.first[a]/float64(n), p.topK[a]/float64(n)
		rows[i].RankInterval = []int{quantile(p.counts[a], 25), quantile(p.counts[a], 975)}
		rows[i].MedianRank = quantile(p.counts[a], 500)
		rows[i].PFirst, rows[i].PTopK = &first, &top
	}
}

// draw is the working memory of one worker.
type draw struct {
	b       *booter
	times   []int32
	support []float64
	order   []int
	top     []float64
	bottom  []float64
	part    []float64
	z       []float64
}

func (b *booter) newDraw() *draw {
	m := b.r.m
	return &draw{
		b: b, times: make([]int32, len(b.r.row)), support: make([]float64, m), order: make([]int, m),
		top: make([]float64, m), bottom: make([]float64, m), part: make([]float64, m), z: make([]float64, m),
	}
}

func (d *draw) replicate(i uint64) {
	rng := rand.New(rand.NewPCG(d.b.r.opts.Seed, i))
	if d.b.mean != nil {
		d.normal(rng)
		return
	}
	clear(d.support)
	clear(d.part)
	clear(d.top)
	clear(d.bottom)
	for s := range d.b.strata {
		st := &d.b.strata[s]
		for range st.n {
			d.times[st.entry[rng.Uint64N(uint64(st.n))]]++
		}
		d.sum(st)
		if d.b.pooled {
			continue
		}
		for a := range d.support {
			if d.bottom[a] > 0 {
				d.support[a] += st.share * d.top[a] / d.bottom[a]
				d.part[a] += st.share
			}
		}
		clear(d.top)
		clear(d.bottom)
	}
	for a := range d.support {
		switch {
		case d.b.pooled && d.bottom[a] > 0:
			d.support[a] = d.top[a] / d.bottom[a]
		case !d.b.pooled && d.part[a] > 0:
			d.support[a] /= d.part[a]
		default:
			d.support[a] = -1
		}
	}
}

// sum adds up the drawn ballots of a stratum and forgets the draw.
func (d *draw) sum(st *bootStratum) {
	m := d.b.r.m
	weight := 0.0
	for _, k := range st.ids {
		t := d.times[k]
		if t == 0 {
			continue
		}
		d.times[k] = 0
		w := d.b.w[k] * float64(t)
		row := d.b.u[int(k)*m : (int(k)+1)*m]
		for a, u := range row {
			d.top[a] += w * u
		}
		if d.b.answered == nil {
			weight += w
			continue
		}
		for a := range row {
			if d.b.answered[int(k)*m+a] {
				d.bottom[a] += w
			}
		}
	}
	if d.b.answered == nil {
		for a := range d.bottom {
			d.bottom[a] += weight
		}
	}
}
