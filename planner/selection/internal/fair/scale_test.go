package fair

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"roundtable/planner/internal/ilp"
)

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

var scaleDims = []int{3, 5, 8, 4, 3, 4}

func makePool(people, seats, dims int, skew, slack float64, seed uint64) (*ilp.Program, []int) {
	rng := rand.New(rand.NewPCG(seed, 7))
	p := &ilp.Program{}
	p.AddRow(int64(seats), int64(seats))
	var row [][]int
	for _, k := range scaleDims[:dims] {
		var of []int
		for range k {
			even := float64(seats) / float64(k)
			of = append(of, p.AddRow(int64(even*(1-slack)), int64(even*(1+slack)+0.999)))
		}
		row = append(row, of)
	}
	at := map[string]int{}
	var cols []int
	for range people {
		entries := []ilp.Entry{{Row: 0, Coef: 1}}
		for d, k := range scaleDims[:dims] {
			v := k
			for v >= k {
				v = int(rng.ExpFloat64() * float64(k) / (1 + skew))
			}
			entries = append(entries, ilp.Entry{Row: row[d][v], Coef: 1})
		}
		key := fmt.Sprint(entries)
		c, ok := at[key]
		if !ok {
			c = p.AddColumn(0, 0, entries...)
			at[key] = c
			cols = append(cols, c)
		}
		p.Cols[c].Upper++
	}
	return p, cols
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		people, seats, dims int
		skew, slack         float64
	}{{825, 75, 5, 1, 0.1}} {
		program, cols := makePool(c.people, c.seats, c.dims, c.skew, c.slack, 1)
		p := NewPool(t.Context(), program, cols, ilp.Limits{Nodes: 20000, Work: 6e9})
		t0 := cpu()
		never, proved := p.Cover()
		fmt.Println(c, "cover", len(p.known), "of", len(cols), len(never), proved, cpu()-t0)
		if len(p.known) == 0 {
			continue
		}
		t0 = cpu()
		chances, levels := p.aims()
		t1 := cpu()
		ok := p.prove(levels)
		fmt.Println("  aims", len(levels), t1-t0, "prove", ok, cpu()-t1)
		t0 = cpu()
		panels, _, off := p.attain(chances, p.known[0])
		fmt.Println("  attain support", len(panels), "off", off, cpu()-t0)
	}
}
