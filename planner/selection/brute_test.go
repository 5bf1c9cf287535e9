package selection

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// lp is a linear program in fractions: maximise cost·x with at·x ≤ most and x ≥ 0,
// solved by the dictionary method with Bland's rule (Chvátal, Linear Programming,
// chapters 2 and 3).
type lp struct {
	cost, most []*big.Rat
	at         [][]*big.Rat
}

func rat(n int64) *big.Rat { return big.NewRat(n, 1) }

// maximum is the largest value; it fails where there is none, which no test asks for.
func (p *lp) maximum(t *testing.T) *big.Rat {
	t.Helper()
	n, m := len(p.cost), len(p.at)
	// Row i: x_{n+i} = most_i − Σ at_ij x_j. Column n is the artificial variable of phase 1.
	d := make([][]*big.Rat, m)
	basis, out := make([]int, m), make([]int, n+1)
	for j := range out {
		out[j] = j
	}
	for i := range d {
		d[i] = make([]*big.Rat, n+2)
		for j := range n {
			d[i][j] = new(big.Rat).Neg(p.at[i][j])
		}
		d[i][n], d[i][n+1] = rat(1), new(big.Rat).Set(p.most[i])
		basis[i] = n + 1 + i
	}
	pivot := func(z []*big.Rat, r, c int) {
		basis[r], out[c] = out[c], basis[r]
		inv := new(big.Rat).Inv(d[r][c])
		for j := range d[r] {
			if j != c {
				d[r][j] = new(big.Rat).Neg(new(big.Rat).Mul(d[r][j], inv))
			}
		}
		d[r][c] = inv
		for _, row := range append(slices.Clone(d), z) {
			if &row[0] == &d[r][0] {
				continue
			}
			f := row[c]
			row[c] = rat(0)
			for j := range row {
				row[j] = new(big.Rat).Add(row[j], new(big.Rat).Mul(f, d[r][j]))
			}
		}
	}
	run := func(z []*big.Rat) {
		for {
			c := -1
			for j := range n + 1 {
				if z[j].Sign() > 0 && (c < 0 || out[j] < out[c]) {
					c = j
				}
			}
			if c < 0 {
				return
			}
			r := -1
			var least *big.Rat
			for i := range d {
				if d[i][c].Sign() >= 0 {
					continue
				}
				ratio := new(big.Rat).Quo(d[i][n+1], new(big.Rat).Neg(d[i][c]))
				if r < 0 || ratio.Cmp(least) < 0 || ratio.Cmp(least) == 0 && basis[i] < basis[r] {
					r, least = i, ratio
				}
			}
			if r < 0 {
				t.Fatal("unbounded")
			}
			pivot(z, r, c)
		}
	}
	zero := func() []*big.Rat {
		z := make([]*big.Rat, n+2)
		for j := range z {
			z[j] = rat(0)
		}
		return z
	}
	z := zero()
	z[n] = rat(-1)
	worst := 0
	for i := range d {
		if d[i][n+1].Cmp(d[worst][n+1]) < 0 {
			worst = i
		}
	}
	if d[worst][n+1].Sign() < 0 {
		pivot(z, worst, n)
		run(z)
		if z[n+1].Sign() != 0 {
			t.Fatal("no solution")
		}
	}
	for i := range basis { // the artificial variable is zero and may leave
		if basis[i] == n {
			c := slices.IndexFunc(d[i][:n+1], func(x *big.Rat) bool { return x.Sign() != 0 })
			pivot(z, i, c)
		}
	}
	gone := slices.Index(out, n)
	for i := range d {
		d[i][gone] = rat(0)
	}
	z = zero()
	for j := range n {
		if c := slices.Index(out, j); c >= 0 {
			z[c] = new(big.Rat).Add(z[c], p.cost[j])
			continue
		}
		r := slices.Index(basis, j)
		for c := range z {
			z[c] = new(big.Rat).Add(z[c], new(big.Rat).Mul(p.cost[j], d[r][c]))
		}
	}
	run(z)
	return z[n+1]
}

// bruteLeximin are the leximin chances of n people over the panels, by definition: raise
// all together, then ask of each whether any lottery gives that person more while nobody
// gets less.
func bruteLeximin(t *testing.T, n int, panels [][]int) []*big.Rat {
	t.Helper()
	chance := make([]*big.Rat, n)
	// least builds the program in which everybody settled has the chance, and the others
	// the floor, or where it is nil what the last variable says.
	least := func(floor *big.Rat) *lp {
		p := &lp{most: []*big.Rat{rat(1)}}
		width := len(panels) + 1
		row := func() []*big.Rat {
			r := make([]*big.Rat, width)
			for j := range r {
				r[j] = rat(0)
			}
			return r
		}
		p.cost = row()
		all := row()
		for k := range panels {
			all[k] = rat(1)
		}
		p.at = append(p.at, all)
		for i := range n {
			r := row()
			for k, panel := range panels {
				if slices.Contains(panel, i) {
					r[k] = rat(-1)
				}
			}
			most := rat(0)
			switch {
			case chance[i] != nil:
				most.Neg(chance[i])
			case floor != nil:
				most.Neg(floor)
			default:
				r[width-1] = rat(1)
			}
			p.at, p.most = append(p.at, r), append(p.most, most)
		}
		return p
	}
	for slices.Contains(chance, nil) {
		p := least(nil)
		p.cost[len(panels)] = rat(1)
		level := p.maximum(t)
		var settled []int
		for i := range n {
			if chance[i] != nil {
				continue
			}
			p := least(level)
			for k, panel := range panels {
				if slices.Contains(panel, i) {
					p.cost[k] = rat(1)
				}
			}
			if p.maximum(t).Cmp(level) == 0 {
				settled = append(settled, i)
			}
		}
		if len(settled) == 0 {
			t.Fatal("nobody settled")
		}
		for _, i := range settled {
			chance[i] = level
		}
	}
	return chance
}

// combinations lists all ways to take k of n.
func combinations(n, k int) (out [][]int) {
	var walk func(from int, taken []int)
	walk = func(from int, taken []int) {
		if len(taken) == k {
			out = append(out, slices.Clone(taken))
			return
		}
		for i := from; i < n; i++ {
			walk(i+1, append(taken, i))
		}
	}
	walk(0, nil)
	return out
}

// clashing draws a pool in which no two people of a panel may share a value in any of
// three fields: half people could get around that, whole ones cannot.
func clashing(rng *rand.Rand) (planner.Roster, []planner.Target, int) {
	pool := make(planner.Roster, 7+rng.IntN(2))
	var targets []planner.Target
	for i := range pool {
		pool[i] = planner.Participant{ID: fmt.Sprintf("p%d", i), Values: map[planner.Dimension][]string{}}
	}
	for d := range 3 {
		dim := planner.Dimension(fmt.Sprint("d", d))
		for i := range pool {
			pool[i].Values[dim] = []string{fmt.Sprint(rng.IntN(4))}
		}
		for v := range 4 {
			targets = append(targets, planner.Target{
				ID: fmt.Sprintf("d%d=%d", d, v), Dimension: dim, Value: fmt.Sprint(v), Max: planner.LimitOf(1),
			})
		}
	}
	return pool, targets, 2 + rng.IntN(2)
}

// smallPool draws a pool small enough to try every panel: two or three fields, some
// values unknown, quotas that bind.
func smallPool(rng *rand.Rand) (planner.Roster, []planner.Target, int) {
	n, dims := 5+rng.IntN(4), 2+rng.IntN(2)
	seats := 2 + rng.IntN(3)
	pool := make(planner.Roster, n)
	for i := range pool {
		pool[i] = planner.Participant{ID: fmt.Sprintf("p%d", i), Values: map[planner.Dimension][]string{}}
		for d := range dims {
			if v := rng.IntN(7); v > 0 {
				pool[i].Values[planner.Dimension(fmt.Sprint("d", d))] = []string{fmt.Sprint(v % 3)}
			}
		}
	}
	var targets []planner.Target
	for d := range dims {
		for v := range 3 {
			t := planner.Target{
				ID: fmt.Sprintf("d%d=%d", d, v), Dimension: planner.Dimension(fmt.Sprint("d", d)), Value: fmt.Sprint(v),
			}
			if rng.IntN(3) == 0 {
				t.Min = planner.LimitOf(rng.IntN(2))
			}
			if rng.IntN(2) == 0 {
				t.Max = planner.LimitOf(1 + rng.IntN(2))
			}
			targets = append(targets, t)
		}
	}
	return pool, targets, seats
}

// meets counts a panel by hand: who is unknown helps no minimum and counts for every
// maximum.
func meets(pool planner.Roster, targets []planner.Target, panel []int) bool {
	for i := range targets {
		t := &targets[i]
		sure, perhaps := 0, 0
		for _, k := range panel {
			switch v, known := pool[k].Value(t.Dimension); {
			case !known:
				perhaps++
			case v == t.Value:
				sure++
			}
		}
		if t.Min.Given && sure < t.Min.N || t.Max.Given && sure+perhaps > t.Max.N {
			return false
		}
	}
	return true
}

// The chances before rounding are those of the leximin lottery over all panels, found by
// its definition in fractions; who has none is on no panel at all.
func TestLeximinEqualsBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 8))
	drawn, levels := 0, 0
	for n := range 350 {
		draw := smallPool
		if n%3 == 0 {
			draw = clashing
		}
		pool, targets, seats := draw(rng)
		if seats > len(pool) {
			continue
		}
		var panels [][]int
		for _, p := range combinations(len(pool), seats) {
			if meets(pool, targets, p) {
				panels = append(panels, p)
			}
		}
		opts := DefaultOptions()
		opts.Seats = seats
		r, err := Draw(t.Context(), pool, targets, opts)
		if err != nil {
			t.Fatal(err)
		}
		if r.Feasible != (len(panels) > 0) || !r.Proved {
			t.Fatalf("feasible %v proved %v, and there are %d panels", r.Feasible, r.Proved, len(panels))
		}
		if len(panels) == 0 {
			continue
		}
		drawn++
		want := bruteLeximin(t, len(pool), panels)
		seen := map[string]bool{}
		for _, c := range r.Chances {
			i := pool.ByID(c.ID)
			exact, _ := want[i].Float64()
			seen[want[i].RatString()] = true
			if math.Abs(c.Ideal-exact) > 2e-6 {
				t.Fatalf("%s has %v, want %s (of %v)", c.ID, c.Ideal, want[i].RatString(), want)
			}
			if never := slices.Contains(r.Never, c.ID); never != (want[i].Sign() == 0) {
				t.Fatalf("%s never: %v, chance %s", c.ID, never, want[i].RatString())
			}
		}
		levels = max(levels, len(seen))
		if err := Verify(pool, targets, opts, r); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d lotteries, up to %d different chances", drawn, levels)
	if drawn < 150 || levels < 3 {
		t.Errorf("%d lotteries with up to %d different chances say too little", drawn, levels)
	}
}
