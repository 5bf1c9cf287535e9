package ranking

import (
	"math/big"
	"slices"
)

// leaveOut counts the single ballots whose removal changes the set of issues in
// first place, or the set of the first k. Under group weights the groups still
// count the same without the ballot; a group that loses its only ballot drops
// out. Other weights stay as they are.
//
// Supports without a ballot are updated in floating point; wherever two of them
// that matter are nearer than rounding could explain, the comparison is made
// again with exact fractions.
func (r *run) leaveOut(k int) LeaveOut {
	out := LeaveOut{Of: r.ballotsCounted}
	l := newLeaver(r, k)
	if l.tooFirm() {
		return out
	}
	v := r.newValuer(r.opts.Unranked)
	u := make([]int64, r.m)
	for i := range r.row {
		c := r.class[i]
		den := v.value(r.classes[c].kind, r.ballots.Marks(int(r.row[i])), u)
		l.without(int(c), u, den)
		first, top := l.outcome(int(c), u, den)
		if !slices.Equal(first, l.first) {
			out.First += r.count[i]
		}
		if !slices.Equal(top, l.top) {
			out.TopK += r.count[i]
		}
	}
	return out
}

// leaver holds the sums that support is made of, per stratum: the groups under
// group weights, one stratum otherwise.
type leaver struct {
	r           *run
	k           int
	strata      []stratum
	of          []int // stratum by class
	now         []float64
	first, top  []int
	exactTop    [][]*big.Rat // numerators by stratum and issue
	exactBottom [][]*big.Rat
}

type stratum struct {
	share       float64
	exactShare  *big.Rat
	top, bottom []float64
}

func newLeaver(r *run, k int) *leaver {
	x := r.chosen
	l := &leaver{r: r, k: k, of: make([]int, len(r.classes)), now: make([]float64, r.m)}
	at := map[int]int{}
	for i := range r.classes {
		g := -1
		if x.grouped {
			g = r.classes[i].group
		}
		s, ok := at[g]
		if !ok {
			s = len(l.strata)
			at[g] = s
			share := big.NewRat(1, 1)
			if x.grouped {
				share = x.groupWeight(g)
			}
			l.strata = append(l.strata, stratum{share: floatOf(share), exactShare: share, top: make([]float64, r.m), bottom: make([]float64, r.m)})
			l.exactTop = append(l.exactTop, zeros(r.m))
			l.exactBottom = append(l.exactBottom, zeros(r.m))
		}
		l.of[i] = s
		w := x.weight(&r.classes[i])
		for a := range r.m {
			p := r.parts[i][a]
			l.exactTop[s][a].Add(l.exactTop[s][a], new(big.Rat).Mul(w, p.sum))
			l.exactBottom[s][a].Add(l.exactBottom[s][a], new(big.Rat).Mul(w, big.NewRat(p.n, 1)))
		}
	}
	for s := range l.strata {
		for a := range r.m {
			l.strata[s].top[a], l.strata[s].bottom[a] = floatOf(l.exactTop[s][a]), floatOf(l.exactBottom[s][a])
		}
	}
	l.first, l.top = topSets(r.m, k, func(a, b int) int { return cmpPresent(r.support[a], r.support[b]) })
	return l
}

func zeros(m int) []*big.Rat {
	out := make([]*big.Rat, m)
	for i := range out {
		out[i] = new(big.Rat)
	}
	return out
}

// topSets are the issues in first place, and those in the first k places with
// all that tie across the line, both in input order.
func topSets(m, k int, cmp func(a, b int) int) (first, top []int) {
	for _, level := range levelsOf(m, cmp) {
		if first == nil {
			first = level
		}
		if len(top) >= k {
			break
		}
		top = append(top, level...)
	}
	slices.Sort(top)
	return first, top
}

// tooFirm reports whether no single ballot can change anything: taking out a
// ballot of weight w from a mean over weight b moves it by at most w/(b−w), and
// the difference of two means by twice that.
func (l *leaver) tooFirm() bool {
	r := l.r
	if r.m < 2 || r.ballotsCounted == 0 {
		return true
	}
	reach := 0.0
	whole := 0.0
	for _, s := range l.strata {
		whole += s.share
	}
	for i := range r.classes {
		s := &l.strata[l.of[i]]
		w := floatOf(r.classes[i].chosen)
		for a := range r.m {
			if s.bottom[a] <= w {
				return false
			}
			reach = max(reach, s.share/whole*w/(s.bottom[a]-w))
		}
	}
	order := r.order()
	gap := func(i int) float64 {
		if i+1 >= len(order) || r.support[order[i]] == nil || r.support[order[i+1]] == nil {
			return 100
		}
		return floatOf(new(big.Rat).Sub(r.support[order[i]], r.support[order[i+1]]))
	}
	return gap(0) > 201*reach && gap(l.k-1) > 201*reach
}

// without fills in the supports without one ballot of the class.
func (l *leaver) without(class int, u []int64, den int64) {
	w := l.r.chosen.weight(&l.r.classes[class])
	wf := floatOf(w)
	for a := range l.now {
		top, bottom := 0.0, 0.0
		for s := range l.strata {
			st := &l.strata[s]
			t, b := st.top[a], st.bottom[a]
			if s == l.of[class] && u[a] != noAnswer {
				t -= wf * float64(u[a]) / float64(den)
				b -= wf
			}
			if b > 1e-9*st.bottom[a] && b > 0 {
				top += st.share * t / b
				bottom += st.share
			}
		}
		l.now[a] = -1
		if bottom > 0 {
			l.now[a] = 100 * top / bottom
		}
	}
}

// outcome is the first place and the first k without the ballot.
func (l *leaver) outcome(class int, u []int64, den int64) (first, top []int) {
	exact := make([]*big.Rat, len(l.now))
	return topSets(len(l.now), l.k, func(a, b int) int {
		d := l.now[b] - l.now[a]
		switch {
		case d > 1e-7:
			return 1
		case d < -1e-7:
			return -1
		}
		for _, c := range []int{a, b} {
			if exact[c] == nil {
				exact[c] = l.exactWithout(c, class, u[c], den)
			}
		}
		return exact[b].Cmp(exact[a])
	})
}

// exactWithout is the support of one issue without the ballot; -1 when nobody
// is left to answer.
func (l *leaver) exactWithout(a, class int, u, den int64) *big.Rat {
	w := l.r.chosen.weight(&l.r.classes[class])
	top, bottom := new(big.Rat), new(big.Rat)
	for s := range l.strata {
		t, b := new(big.Rat).Set(l.exactTop[s][a]), new(big.Rat).Set(l.exactBottom[s][a])
		if s == l.of[class] && u != noAnswer {
			t.Sub(t, new(big.Rat).Mul(w, big.NewRat(u, den)))
			b.Sub(b, w)
		}
		if b.Sign() > 0 {
			share := l.strata[s].exactShare
			top.Add(top, t.Quo(t, b).Mul(t, share))
			bottom.Add(bottom, share)
		}
	}
	if bottom.Sign() == 0 {
		return big.NewRat(-1, 1)
	}
	return top.Quo(top, bottom)
}
