package ranking

import (
	"math/big"

	"roundtable/planner"
)

// divisivenessWork bounds distinct ballots × issues² for divisiveness, the one
// figure that looks at every pair of every ballot one by one.
const divisivenessWork = 100_000_000

// divisiveness is, in Borda points from 0 to m−1,
//
//	D(a) = 1/(m−1) · Σ_{b≠a} |s(a | a above b) − s(a | b above a)|
//
// with s(a | …) the mean Borda score of a (ties averaged, unranked last) among
// the ballots that place the two so; a b that nobody places above, or nobody
// below, is skipped. Ballots count by heads: it describes the voters, and does
// not weigh them. It is nil for hums and where the work would be too much.
// (Navarrete et al. 2024; Colley et al., IJCAI 2023, arXiv 2306.08511. No measure
// of division meets all mild axioms: Endriss 2025, arXiv 2512.24467.)
func (x *election) divisiveness() []*big.Rat {
	m := x.m
	if m < 2 || x.has(planner.Hum) || int64(len(x.row))*int64(m*m) > divisivenessWork {
		return nil
	}
	n, sum := make([]int64, m*m), make([]int64, m*m) // over ballots with a above b; sums of twice the Borda score
	sumBelow := make([]int64, m*m)                   // the same of a over ballots with b above a
	r := newReader(m, x.tickStyle)
	score := make([]int64, m)
	level := make([]int32, m)
	for k := range x.row {
		kind, marks, c := x.classes[x.class[k]].kind, x.ballots.Marks(int(x.row[k])), x.count[k]
		order, ends := r.read(kind, marks)
		twiceBorda(order, ends, score, level)
		for a := range m {
			for b := range m {
				switch {
				case level[a] < level[b]:
					n[a*m+b] += c
					sum[a*m+b] += c * score[a]
				case level[a] > level[b]:
					sumBelow[a*m+b] += c * score[a]
				}
			}
		}
	}
	out := make([]*big.Rat, m)
	for a := range m {
		out[a] = new(big.Rat)
		for b := range m {
			above, below := n[a*m+b], n[b*m+a]
			if a == b || above == 0 || below == 0 {
				continue
			}
			d := big.NewRat(sum[a*m+b], 2*above)
			d.Sub(d, big.NewRat(sumBelow[a*m+b], 2*below))
			out[a].Add(out[a], d.Abs(d))
		}
		out[a].Quo(out[a], big.NewRat(int64(m-1), 1))
	}
	return out
}

// twiceBorda fills in twice the Borda score (ties averaged, unranked tied last)
// of every issue, and its tier.
func twiceBorda(order, ends []int32, score []int64, level []int32) {
	m, k := len(score), len(order)
	for a := range score {
		score[a], level[a] = int64(m-k-1), int32(len(ends))
	}
	start := int32(0)
	for tier, end := range ends {
		for _, a := range order[start:end] {
			score[a] = int64(2*(m-int(end)) + int(end-start) - 1)
			level[a] = int32(tier)
		}
		start = end
	}
}
