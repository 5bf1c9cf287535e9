package firmness

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"roundtable/planner/internal/together"
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
	// mostWork bounds replicates × (ballots drawn + distinct ballots × issues); with more,
	// ballots are drawn in bundles: leastBundles of each urn, or as many as make a quarter
	// of that work.
	mostWork     = 400_000_000
	leastBundles = 100
	// With Enough, as many as enoughWork allows, counted in the same way, but between
	// fewestReplicates and mostReplicates.
	fewestReplicates, mostReplicates = 2_000, 50_000
	enoughWork                       = 40_000_000
	// rankTolerance is the difference of support (0 to 1) below which replicates
	// count two issues as tied.
	rankTolerance = 1e-11
	// supportSteps divides support, from 0 to 1, for its intervals.
	supportSteps = 1000
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
	Issues      []Interval
	// Held[k-1] is the share of the replicates in which the first k are the issues
	// that they are in the election, no tie reaching over the edge.
	Held []float64
}

// Interval is the ranks that at least 2.5 %, half and 97.5 % of the replicates do
// not exceed, and the shares of the replicates in which the issue is first, and
// among the first k. SupportLow and SupportHigh are the supports, 0 to 1 and rounded to a
// thousandth, that at least 2.5 % and 97.5 % of them do not exceed.
type Interval struct {
	Low, Median, High       int
	First, TopK             float64
	SupportLow, SupportHigh float64
}

// urn is one group of ballots, from which as many are drawn, with repetition. Support
// is a mean of other parts, see strata: without group weights of one for everybody.
type urn struct {
	group int
	share float64
	n     int     // ballots
	ids   []int32 // distinct ones
	// lots are what can be drawn, distinct ones from first up to end, and drawn is how
	// many of them a replicate has.
	lots       []int32
	first, end int
	drawn      int
}

// booter draws replicates of the supports.
type booter struct {
	x      *tally.Election
	seed   uint64
	urns   []urn
	place  []int     // of each issue by support
	weight []float64 // of a ballot by class
	// A lot is a ballot or a bundle of them: top and bottom are Σ w·u and Σ w by lot and
	// issue over those that answer, whole is Σ w by lot. partial says that some issue is
	// left unanswered.
	top, bottom, whole []float64
	partial            bool
}

// replicates are the ranks met: counts[a][rank-1], the supports met: supports[a][thousandths],
// the shares of first places and of places among the first k, and how often the first k were
// those of the election.
type replicates struct {
	counts      [][]int64
	supports    [][]int64
	first, topK []float64
	held        []int64
}

// Bootstrap resamples the ballots within each group (stratified, Efron 1979). From a
// small group one ballot less is drawn than it has, which makes up for the spread that
// few ballots hide (Rao & Wu 1988, Journal of the American Statistical Association
// 83:231–241); of two ballots that leaves one half (McCarthy 1969). Ties share a first
// place. Replicate i has its own generator, PCG(seed, i), so the outcome does not
// depend on the number of processors.
//
// Very many ballots are thrown into bundles first, which are then drawn: a mean of
// bundles made by lot spreads as one of single ballots does (the bootstrap of clusters;
// Davison & Hinkley 1997, ch. 3.8). Only then does the order of input play a part.
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
	most := math.MaxInt
	if b.work() > mostWork/out.Replicates {
		most = max(mostWork/4/out.Replicates/(x.M+1)/len(b.urns), leastBundles)
	}
	b.load(most)
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
	b := &booter{x: x, seed: seed, place: make([]int, x.M), weight: exact.Floats(x.Weight)}
	for i, a := range order.Sorted(x.Standing) {
		b.place[a] = i
	}
	b.fill(func(group int) int { return group })
	few := slices.ContainsFunc(b.urns, func(s urn) bool { return s.n < LeastBallots })
	if few && !x.Grouped { // where ballots count alike, no group has to be drawn from alone
		b.urns = nil
		b.fill(func(int) int { return -1 })
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

// load makes the lots of each urn: its ballots, or bundles of them where they are more
// than most.
func (b *booter) load(most int) {
	x := b.x
	v, u := x.Valuer(), make([]int64, x.M)
	rng := rand.New(rand.NewPCG(b.seed, math.MaxUint64))
	for s := range b.urns {
		st := &b.urns[s]
		st.first = len(b.whole)
		bundles := st.n > most
		if bundles {
			for range most {
				st.lots = append(st.lots, b.newLot())
			}
		} else {
			b.sortBallots(st.ids)
		}
		for _, k := range st.ids {
			kind, marks := x.Marks(int(k))
			den := v.Value(kind, marks, u)
			if bundles {
				for range x.Count[k] {
					b.put(st.lots[rng.IntN(most)], k, u, den)
				}
				continue
			}
			lot := b.newLot()
			b.put(lot, k, u, den)
			st.lots = append(st.lots, slices.Repeat([]int32{lot}, int(x.Count[k]))...)
		}
		st.end = len(b.whole)
		if st.drawn = len(st.lots); st.n < FewBallots {
			st.drawn--
		}
	}
}

func (b *booter) newLot() int32 {
	none := make([]float64, b.x.M)
	b.whole, b.top, b.bottom = append(b.whole, 0), append(b.top, none...), append(b.bottom, none...)
	return int32(len(b.whole) - 1)
}

// put puts a ballot that is worth u/den into a lot.
func (b *booter) put(lot, k int32, u []int64, den int64) {
	w, at := b.weight[b.x.Class[k]], int(lot)*b.x.M
	b.whole[lot] += w
	for a, worth := range u {
		if worth == ballot.NoAnswer {
			b.partial = true
			continue
		}
		b.top[at+a] += w * float64(worth) / float64(den)
		b.bottom[at+a] += w
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
	var wg together.Group
	workers := parallel.Workers(chunks)
	for w := range workers {
		wg.Go(func() {
			d := b.newDraw()
			for c := w; c < chunks && ctx.Err() == nil; c += workers {
				part := newReplicates(m)
				for i := c * chunk; i < min((c+1)*chunk, n); i++ {
					part.add(d.replicate(uint64(i)), d.order, b.place, k)
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
			for i, c := range p.supports[a] {
				sum.supports[a][i] += c
			}
		}
	}
	return sum, nil
}

func newReplicates(m int) *replicates {
	p := &replicates{
		counts: make([][]int64, m), supports: make([][]int64, m),
		first: make([]float64, m), topK: make([]float64, m), held: make([]int64, m),
	}
	for a := range p.counts {
		p.counts[a], p.supports[a] = make([]int64, m), make([]int64, supportSteps+1)
	}
	return p
}

// add records the ranks of one replicate. The first k are still those of the election
// where none of them has a later place in it, and no tie reaches over the edge.
func (p *replicates) add(support []float64, order, place []int, k int) {
	for a := range order {
		order[a] = a
		p.supports[a][int(math.Round(min(max(support[a], 0), 1)*supportSteps))]++
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(support[b], support[a]), a-b) })
	last := 0
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
			last = max(last, place[a])
		}
		if i = j; last == i-1 {
			p.held[last]++
		}
	}
}

// intervals sums up n replicates, issue by issue.
func (p *replicates) intervals(n int64) []Interval {
	quantile := func(counts []int64, permille int64) int {
		seen := int64(0)
		return slices.IndexFunc(counts, func(c int64) bool {
			seen += c
			return seen*1000 >= permille*n
		})
	}
	out := make([]Interval, len(p.counts))
	for a, places := range p.counts {
		support := func(permille int64) float64 { return float64(quantile(p.supports[a], permille)) / supportSteps }
		out[a] = Interval{
			Low: quantile(places, 25) + 1, Median: quantile(places, 500) + 1, High: quantile(places, 975) + 1,
			First: p.first[a] / float64(n), TopK: p.topK[a] / float64(n),
			SupportLow: support(25), SupportHigh: support(975),
		}
	}
	return out
}

// draw is the working memory of one worker.
type draw struct {
	b     *booter
	times []int32 // how often each lot was drawn; all zero between urns
	// now is the ballots drawn: of one urn where each group has its own mean, else of all.
	now   rough
	is    *estimate // of the replicate
	order []int     // scratch
}

func (b *booter) newDraw() *draw {
	m := b.x.M
	return &draw{
		b: b, times: make([]int32, len(b.whole)), order: make([]int, m), is: newEstimate(b.x),
		now: rough{top: make([]float64, m), bottom: make([]float64, m)},
	}
}

// replicate draws the supports of replicate i.
func (d *draw) replicate(i uint64) []float64 {
	rng := rand.New(rand.NewPCG(d.b.seed, i))
	d.is.begin()
	for s := range d.b.urns {
		st := &d.b.urns[s]
		for range st.drawn {
			d.times[st.lots[rng.Uint64N(uint64(len(st.lots)))]]++
		}
		d.sum(st)
		if d.b.x.Grouped {
			d.close(st.share)
		}
	}
	if !d.b.x.Grouped {
		d.close(1)
	}
	d.is.end()
	return d.is.support
}

// close ends a stratum and starts anew.
func (d *draw) close(share float64) {
	d.now.share = share
	d.is.add(&d.now)
	clear(d.now.top)
	clear(d.now.bottom)
	d.now.whole, d.now.n = 0, 0
}

// sum adds up the lots drawn from an urn and forgets the draw.
func (d *draw) sum(st *urn) {
	b, m := d.b, d.b.x.M
	each := float64(len(st.lots)) / float64(st.drawn)
	d.now.n += float64(st.n)
	weight := 0.0
	for lot := st.first; lot < st.end; lot++ {
		if d.times[lot] == 0 {
			continue
		}
		t := each * float64(d.times[lot])
		d.times[lot] = 0
		weight += t * b.whole[lot]
		for a, sum := range b.top[lot*m:][:m] {
			d.now.top[a] += t * sum
		}
		if b.partial {
			for a, sum := range b.bottom[lot*m:][:m] {
				d.now.bottom[a] += t * sum
			}
		}
	}
	d.now.whole += weight
	if !b.partial {
		for a := range d.now.bottom {
			d.now.bottom[a] += weight
		}
	}
}
