package agreement

import (
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/tally"
)

// divisivenessWork bounds distinct ballots × issues² for divisiveness, the one
// figure that looks at every pair of every ballot one by one.
const divisivenessWork = 100_000_000

// Divisiveness is, in Borda points from 0 to m−1,
//
//	D(a) = 1/(m−1) · Σ_{b≠a} |s(a | a above b) − s(a | b above a)|
//
// with s(a | …) the mean Borda score of a (ties averaged, unranked last) among
// the ballots that place the two so; a b that nobody places above, or nobody
// below, is skipped. Ballots count by heads: it describes the voters, and does
// not weigh them. It is nil for hums and where the work would be too much.
// (Navarrete et al. 2024; Colley et al., IJCAI 2023, arXiv 2306.08511. No measure
// of division meets all mild axioms: Endriss 2025, arXiv 2512.24467.)
func Divisiveness(x *tally.Election) []*big.Rat {
	m := x.M
	if m < 2 || x.Has(planner.Hum) || int64(len(x.Row))*int64(m*m) > divisivenessWork {
		return nil
	}
	// Over ballots with a above b, at a·m+b: how many, and the sums of twice the Borda scores
	// of a and of b.
	n, above, below := make([]int64, m*m), make([]int64, m*m), make([]int64, m*m)
	r := x.Reader()
	score, level := make([]int64, m), make([]int32, m)
	for k := range x.Row {
		c := x.Count[k]
		order, ends := r.Read(x.Marks(k))
		ballot.TwiceBorda(order, ends, m, score, level)
		for a := range m {
			if score[a] *= c; int(level[a]) == len(ends) {
				order = append(order, int32(a))
			}
		}
		start := int32(0)
		for _, end := range ends {
			for _, a := range order[start:end] {
				n, above, below := n[int(a)*m:][:m], above[int(a)*m:][:m], below[int(a)*m:][:m]
				for _, b := range order[end:] {
					n[b] += c
					above[b] += score[a]
					below[b] += score[b]
				}
			}
			start = end
		}
	}
	out := exact.Zeros(m)
	for a := range m {
		for b := range m {
			ab, ba := a*m+b, b*m+a
			if n[ab] == 0 || n[ba] == 0 {
				continue
			}
			d := big.NewRat(above[ab], 2*n[ab])
			d.Sub(d, big.NewRat(below[ba], 2*n[ba]))
			out[a].Add(out[a], d.Abs(d))
		}
		out[a].Quo(out[a], big.NewRat(int64(m-1), 1))
	}
	return out
}
