package measures

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Fit is the outcome of a goodness-of-fit test.
type Fit struct {
	Method string // "exact", "chi-square" or "monte-carlo"
	// P is the probability of counts at least as unlikely as these if people were
	// drawn at random by the shares.
	P     float64
	Draws int    // of monte-carlo
	Seed  uint64 // of monte-carlo
}

// GoodnessOfFit tests counts against the shares t (positive, summing to one). It
// enumerates all C(n+K−1, K−1) outcomes where they are at most enumerate; beyond
// that it uses Pearson's chi-square test with K−1 degrees of freedom where every
// n·t is at least [EnoughExpected], and else draws at random with the seed.
func GoodnessOfFit(counts []int, t []float64, enumerate, draws int, seed uint64) Fit {
	n := total(counts)
	if outcomes(n, len(counts), enumerate) <= enumerate {
		return Fit{Method: "exact", P: multinomialP(counts, t)}
	}
	if float64(n)*slices.Min(t) >= EnoughExpected {
		return Fit{Method: "chi-square", P: chiSquareP(counts, t)}
	}
	return Fit{"monte-carlo", monteCarloP(counts, t, draws, seed), draws, seed}
}

// EnoughExpected is the expected count from which the chi-square approximation,
// and a ratio of observed to expected, say something: the usual rule of five.
const EnoughExpected = 5

// outcomes is C(n+k−1, k−1), or any number above the limit once it exceeds that.
func outcomes(n, k, limit int) int {
	c := 1.0
	for i := 1; i < k; i++ {
		c = c * float64(n+i) / float64(i)
		if c > float64(limit)+0.5 {
			return limit + 1
		}
	}
	return int(math.Round(c))
}

// tieTolerance: outcomes whose log-probabilities differ by less are equally
// likely; true differences between outcomes of a few hundred people are larger.
const tieTolerance = 1e-9

// multinomialP is the exact multinomial goodness-of-fit p-value: the summed
// probability n!·Π t^c/c! of all outcomes no more likely than the counts. The
// shares t must be positive and sum to one. The work grows with C(n+K−1, K−1).
func multinomialP(counts []int, t []float64) float64 {
	n := total(counts)
	logT := logs(t)
	fact := logFactorials(n)
	bar := logProbability(counts, logT, fact) + tieTolerance
	p := 0.0
	var walk func(i, left int, sum float64)
	walk = func(i, left int, sum float64) {
		if i == len(t)-1 {
			if lp := sum + float64(float64(left)*logT[i]) - fact[left]; lp <= bar {
				p += math.Exp(lp)
			}
			return
		}
		for c := 0; c <= left; c++ {
			walk(i+1, left-c, sum+float64(float64(c)*logT[i])-fact[c])
		}
	}
	walk(0, n, fact[n])
	return math.Min(1, p)
}

func logs(t []float64) []float64 {
	out := make([]float64, len(t))
	for i, x := range t {
		out[i] = math.Log(x)
	}
	return out
}

func logFactorials(n int) []float64 {
	out := make([]float64, n+1)
	for i := 2; i <= n; i++ {
		out[i] = out[i-1] + math.Log(float64(i))
	}
	return out
}

func logProbability(counts []int, logT, fact []float64) float64 {
	lp := 0.0
	for i, c := range counts {
		lp += float64(float64(c)*logT[i]) - fact[c]
	}
	return lp + fact[total(counts)]
}

// monteCarloP estimates the same probability from draws; it counts the observed
// outcome among them, (1+hits)/(1+draws), so that it is never zero.
func monteCarloP(counts []int, t []float64, draws int, seed uint64) float64 {
	n := total(counts)
	upTo := make([]float64, len(t))
	sum := 0.0
	for i, x := range t {
		sum += x
		upTo[i] = sum
	}
	logT, fact := logs(t), logFactorials(n)
	bar := logProbability(counts, logT, fact) + tieTolerance
	rng := rand.New(rand.NewPCG(seed, 0))
	drawn := make([]int, len(t))
	hits := 0
	for range draws {
		clear(drawn)
		for range n {
			u, i := rng.Float64(), 0
			for i < len(t)-1 && u >= upTo[i] {
				i++
			}
			drawn[i]++
		}
		if logProbability(drawn, logT, fact) <= bar {
			hits++
		}
	}
	return float64(1+hits) / float64(1+draws)
}

// chiSquareP is Pearson's chi-square test with K−1 degrees of freedom.
func chiSquareP(counts []int, t []float64) float64 {
	n := total(counts)
	x := 0.0
	for i, c := range counts {
		e := float64(n) * t[i]
		x += (float64(c) - e) * (float64(c) - e) / e
	}
	return chiSquareTail(len(t)-1, x)
}

// chiSquareTail is the probability that a chi-square variable with df degrees of
// freedom exceeds x.
func chiSquareTail(df int, x float64) float64 {
	return distuv.ChiSquared{K: float64(df)}.Survival(x)
}
