package balance

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"roundtable/planner"
)

// measured lists the dimensions to measure: those asked for; else those of the
// targets in their order, then the field's own four where anybody has a value.
func measured(panel planner.Roster, targets []planner.Target, opts Options) []planner.Dimension {
	if len(opts.Measure) > 0 {
		return opts.Measure
	}
	var out []planner.Dimension
	add := func(d planner.Dimension) {
		has := func(p planner.Participant) bool { return len(known(&p, d)) > 0 }
		if d != "" && !slices.Contains(out, d) && slices.ContainsFunc(panel, has) {
			out = append(out, d)
		}
	}
	for i := range targets {
		if targets[i].Kind != planner.Flag {
			for _, d := range dimensionsOf(&targets[i]) {
				add(d)
			}
		}
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Age} {
		add(d)
	}
	return out
}

// expectedValues lists the values a full panel would cover in d: those of the
// options, else of the targets, else of the field where the panel speaks its
// language; then any other value that occurs, alphabetically.
func expectedValues(panel planner.Roster, d planner.Dimension, targets []planner.Target, opts Options) []string {
	out := slices.Clone(opts.Expected[d])
	if len(out) == 0 {
		out = targetValues(d, targets)
	}
	if list := fieldValues(d); len(out) < 2 && speaksOf(panel, d, list) {
		out = list
	}
	var extra []string
	for i := range panel {
		for _, v := range known(&panel[i], d) {
			if !slices.Contains(out, v) && !slices.Contains(extra, v) {
				extra = append(extra, v)
			}
		}
	}
	slices.Sort(extra)
	return append(out, extra...)
}

// fieldValues is the field's own list for a dimension, nil where it has none.
func fieldValues(d planner.Dimension) []string {
	switch d {
	case planner.Stakeholder:
		return planner.StakeholderGroups()
	case planner.Region:
		return planner.RegionalGroups()
	}
	return nil
}

// speaksOf reports whether at least half of the known values are on the list; a
// roster with regions of another scheme is not measured against this one.
func speaksOf(panel planner.Roster, d planner.Dimension, list []string) bool {
	on, all := 0, 0
	for i := range panel {
		for _, v := range known(&panel[i], d) {
			all++
			if slices.Contains(list, v) {
				on++
			}
		}
	}
	return len(list) > 0 && 2*on >= all
}

// targetValues lists the values of d that targets name, in their order, leaving
// out those of which nobody is allowed and those with several spellings.
func targetValues(d planner.Dimension, targets []planner.Target) []string {
	var out []string
	for i := range targets {
		t := &targets[i]
		if t.Kind == planner.Count && t.Dimension == d && t.Value != "" && len(t.And) == 0 && len(t.AnyOf) == 0 &&
			(!t.Max.Given || t.Max.N > 0) && !slices.Contains(out, t.Value) {
			out = append(out, t.Value)
		}
	}
	return out
}

func measure(panel planner.Roster, d planner.Dimension, targets []planner.Target, opts Options) DimensionResult {
	values := expectedValues(panel, d, targets, opts)
	counts, unknown := countValues(panel, d, values)
	r := DimensionResult{Name: d, Counts: make(map[string]int, len(values)), Unknown: unknown}
	n := 0
	for i, v := range values {
		c := counts[i]
		n += c
		r.Counts[v] = c
		r.Ordered = append(r.Ordered, ValueCount{v, c})
		switch c {
		case 0:
			r.Missing = append(r.Missing, v)
		case 1:
			r.Lone = append(r.Lone, v)
			r.Covered++
		default:
			r.Covered++
		}
	}
	r.Attainable = min(len(values), n)
	r.SeatsToMove = SeatsToMove(counts, sharesFor(d, values, opts))
	r.Effective = steady(EffectiveNumber(counts))
	r.EffectiveMax = steady(EffectiveNumber(equalSplit(n, len(values))))
	return r
}

func countValues(panel planner.Roster, d planner.Dimension, values []string) (counts []int, unknown int) {
	counts = make([]int, len(values))
	for i := range panel {
		vs := known(&panel[i], d)
		if len(vs) == 0 {
			unknown++
		}
		for _, v := range vs {
			if k := slices.Index(values, v); k >= 0 {
				counts[k]++
			}
		}
	}
	return counts, unknown
}

// sharesFor returns the target shares of the values: the first reference given
// for the dimension, else nil for equal shares.
func sharesFor(d planner.Dimension, values []string, opts Options) []planner.Ratio {
	for _, ref := range opts.References {
		if ref.Dimension != d {
			continue
		}
		out := make([]planner.Ratio, len(values))
		for i, v := range values {
			out[i] = planner.Ratio{Num: 0, Den: 1}
			for _, s := range ref.Shares {
				if s.Value == v {
					out[i] = s.Share
				}
			}
		}
		return out
	}
	return nil
}

// EffectiveNumber is the Hill number of order 1, exp(−Σ p ln p) with p = c/n:
// how many equally frequent values would be as diverse (Hill 1973, Ecology 54;
// Jost 2006, Oikos 113). It is between 1 and the number of values that occur,
// and 0 for nobody. Never divide it by ln K of a panel smaller than K; compare
// it with the best n people could reach.
func EffectiveNumber(counts []int) float64 {
	n := 0
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return 0
	}
	h := 0.0
	for _, c := range counts {
		if c > 0 {
			p := float64(c) / float64(n)
			h -= float64(p * math.Log(p))
		}
	}
	return math.Exp(h)
}

// steady rounds to nine decimals: logarithms may differ in the last bits from
// machine to machine, results may not.
func steady(x float64) float64 { return math.Round(x*1e9) / 1e9 }

// equalSplit divides n seats over k values as evenly as whole numbers allow.
func equalSplit(n, k int) []int {
	out := make([]int, k)
	for i := range out {
		out[i] = n / k
		if i < n%k {
			out[i]++
		}
	}
	return out
}

// SeatsToMove is the least number of seats that would have to change hands to
// reach the nearest whole-number version h of the mix asked for:
// min over best h of ½·Σ|c − h|. The best h follow from largest remainders of
// n·t, which minimises Σ|h − n·t|; where remainders tie, the h closest to the
// counts is taken. Shares are scaled to sum to one; nil means equal shares.
func SeatsToMove(counts []int, shares []planner.Ratio) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	h := nearestSeats(counts, shares, n)
	moved := 0
	for i, c := range counts {
		moved += max(0, c-h[i])
	}
	return moved
}

// nearestSeats gives the largest-remainder seats; ties go to values that have
// more people than their whole part, then to the first in order.
func nearestSeats(counts []int, shares []planner.Ratio, n int) []int {
	k := len(counts)
	h := make([]int, k)
	if k == 0 {
		return h
	}
	quota := make([]*big.Rat, k)
	sum := new(big.Rat)
	for i := range quota {
		quota[i] = big.NewRat(1, 1)
		if shares != nil {
			quota[i] = shares[i].Rat()
		}
		sum.Add(sum, quota[i])
	}
	if sum.Sign() == 0 {
		return h
	}
	rest := make([]*big.Rat, k)
	left := n
	order := make([]int, k)
	for i, q := range quota {
		q.Mul(q, big.NewRat(int64(n), 1)).Quo(q, sum)
		h[i] = int(new(big.Int).Quo(q.Num(), q.Denom()).Int64())
		rest[i] = new(big.Rat).Sub(q, big.NewRat(int64(h[i]), 1))
		left -= h[i]
		order[i] = i
	}
	wants := func(i int) int { // 1 where one more seat brings h closer to c
		if counts[i] > h[i] {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(rest[b].Cmp(rest[a]), cmp.Compare(wants(b), wants(a)))
	})
	for _, i := range order[:left] {
		h[i]++
	}
	return h
}
