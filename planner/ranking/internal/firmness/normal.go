package firmness

import (
	"math"
	"math/rand/v2"

	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
)

// covarianceSample is the number of ballots per urn from which the normal
// approximation takes the spread.
const covarianceSample = 4096

// normal draws supports from the normal approximation.
func (d *draw) normal(rng *rand.Rand) {
	for a := range d.z {
		d.z[a] = rng.NormFloat64()
	}
	for a, row := range d.b.factor {
		s := d.b.mean[a]
		for j := 0; j <= a; j++ {
			s += row[j] * d.z[j]
		}
		d.support[a] = s
	}
}

// approximate replaces the bootstrap by its limit for many ballots: supports
// are means of independent ballots, so they are jointly normal with covariance
// Σ_g share_g²·Cov_g/n_g. Cov_g is taken from 4096 ballots spread
// evenly over the input; this is the one figure that its order can touch, in the
// third digit of a probability.
func (b *booter) approximate() {
	m := b.x.M
	b.mean = make([]float64, m)
	for a, s := range b.x.Support {
		b.mean[a] = -1
		if s != nil {
			b.mean[a] = exact.Float(s) / 100
		}
	}
	whole := 0.0
	for _, s := range b.urns {
		whole += s.share
	}
	cov := square(m)
	for i := range b.urns {
		s := &b.urns[i]
		scale := s.share / whole
		scale = scale * scale / float64(s.n)
		for a, row := range b.covariance(s) {
			for c, x := range row {
				cov[a][c] += scale * x
			}
		}
	}
	b.factor = cholesky(cov)
}

func square(m int) [][]float64 {
	out := make([][]float64, m)
	for i := range out {
		out[i] = make([]float64, m)
	}
	return out
}

// covariance of u over an urn. An issue a ballot does not count for stands
// at the support, where it moves nothing.
func (b *booter) covariance(s *urn) [][]float64 {
	m := b.x.M
	v, u := b.x.Valuer(), make([]int64, m)
	x, sum, prod := make([]float64, m), make([]float64, m), square(m)
	n := 0.0
	step := max(s.n/covarianceSample, 1)
	skip := step / 2
	for _, k := range s.ids {
		times := 0
		for left := int(b.x.Count[k]); ; {
			if skip >= left {
				skip -= left
				break
			}
			left -= skip + 1
			skip = step - 1
			times++
		}
		if times == 0 {
			continue
		}
		kind, marks := b.x.Marks(int(k))
		den := float64(v.Value(kind, marks, u))
		for a := range u {
			x[a] = b.mean[a]
			if u[a] != ballot.NoAnswer {
				x[a] = float64(u[a]) / den
			}
		}
		t := float64(times)
		n += t
		for a := range m {
			sum[a] += t * x[a]
			for c := 0; c <= a; c++ {
				prod[a][c] += t * x[a] * x[c]
			}
		}
	}
	for a := range m {
		for c := 0; c <= a; c++ {
			prod[a][c] = prod[a][c]/n - sum[a]/n*sum[c]/n
			prod[c][a] = prod[a][c]
		}
	}
	return prod
}

// cholesky returns a lower triangular factor; directions without spread get 0.
func cholesky(c [][]float64) [][]float64 {
	l := square(len(c))
	for i := range c {
		for j := 0; j <= i; j++ {
			s := c[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			switch {
			case i == j:
				if s > 1e-12*c[i][i] {
					l[i][i] = math.Sqrt(s)
				}
			case l[j][j] > 0:
				l[i][j] = s / l[j][j]
			}
		}
	}
	return l
}
