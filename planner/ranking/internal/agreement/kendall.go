package agreement

import (
	"cmp"
	"math"
	"math/big"
)

// TauB is Kendall's tau-b between two rankings (1 is first, equal numbers tie):
// (C − D)/√((n₀ − n₁)(n₀ − n₂)), C and D the concordant and discordant pairs, n₀
// all pairs, n₁ and n₂ those tied in the first and in the second. It is false
// when one of them ties everything, where tau-b is not defined.
// (Kendall 1945, Biometrika 33:239–251.)
func TauB(p, q []int) (tau float64, ok bool) {
	var net, untiedP, untiedQ int64
	for i := range p {
		for j := range i {
			s, t := cmp.Compare(p[i], p[j]), cmp.Compare(q[i], q[j])
			net += int64(s * t)
			untiedP += int64(s * s)
			untiedQ += int64(t * t)
		}
	}
	if untiedP == 0 || untiedQ == 0 {
		return 0, false
	}
	return float64(net) / math.Sqrt(float64(untiedP)*float64(untiedQ)), true
}

// Concordance is Kendall's W with the correction for ties,
//
//	W = 12·S / (K²(m³ − m) − K·ΣT),  T = Σ(t³ − t) over the ties of a ranking,
//
// for K rankings of m issues, S the sum of squared deviations of the rank sums
// from their mean, tied issues having the mean of their ranks. nil when every
// ranking ties everything. (Kendall & Babington Smith 1939; Siegel 1956.)
func Concordance(rankings [][]int) *big.Rat {
	k := int64(len(rankings))
	if k == 0 || len(rankings[0]) < 2 {
		return nil
	}
	m := int64(len(rankings[0]))
	sums := make([]int64, m) // of twice the mean rank
	var ties int64
	for _, r := range rankings {
		size := make(map[int]int64)
		for _, place := range r {
			size[place]++
		}
		for a, place := range r {
			sums[a] += 2*int64(place) + size[place] - 1
		}
		for place := 1; place <= len(r); place++ {
			t := size[place]
			ties += t*t*t - t
		}
	}
	var sum, squares int64
	for _, s := range sums {
		sum += s
		squares += s * s
	}
	// 4·m·S = m·Σs² − (Σs)²
	s := big.NewRat(m*squares-sum*sum, 4*m)
	bottom := k*k*(m*m*m-m) - k*ties
	if bottom == 0 {
		return nil
	}
	return s.Mul(s, big.NewRat(12, bottom))
}
