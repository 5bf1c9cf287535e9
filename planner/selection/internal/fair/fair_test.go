package fair

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// listed is an oracle that knows all panels.
type listed [][]int

func (o listed) Dearer(_ context.Context, prices []int64, above int64) (panel []int, proved bool) {
	for _, p := range o {
		v := int64(0)
		for j, n := range p {
			v += prices[j] * int64(n)
		}
		if v > above {
			panel, above = p, v
		}
	}
	return panel, true
}

func TestSmoke(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 2 + rng.IntN(5)
		size := make([]int, n)
		for j := range size {
			size[j] = 1 + rng.IntN(3)
		}
		var all listed
		for range 2 + rng.IntN(8) {
			p := make([]int, n)
			for range 1+rng.IntN(3) {
				j := rng.IntN(n)
				if p[j] < size[j] {
					p[j]++
				}
			}
			all = append(all, p)
		}
		// cover
		for j := range n {
			p := make([]int, n)
			p[j] = 1
			all = append(all, p)
		}
		l := Leximin(t.Context(), all, size, all[len(all)-n:], false)
		ch := l.Chances()
		if !l.Proved {
			t.Fatal("unproved")
		}
		for i := range l.Levels {
			lv := &l.Levels[i]
			b, _ := l.Bound(lv, ch).Float64()
			least := 2.0
			for _, j := range lv.Rising {
				c, _ := ch[j].Float64()
				least = min(least, c)
			}
			if b-least > 1e-6 || b < least-1e-9 {
				fmt.Println("level", i, b, least)
				t.Fatal()
			}
			for _, j := range lv.Fixed {
				c, _ := ch[j].Float64()
				if c > b+1e-6 { t.Fatal("fixed above", c, b) }
			}
		}
	}
}
