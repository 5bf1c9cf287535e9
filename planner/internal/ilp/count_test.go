package ilp

import (
	"testing"

	"pgregory.net/rapid"
)

// drawCounter draws a program, some rows of which are the links of a spread, and the cost
// that is asked for.
func drawCounter(t *rapid.T) *counter {
	p, choice := drawProgram(t), Choice{}
	for j := range p.Cols {
		choice.Cols = append(choice.Cols, j)
	}
	if len(p.Rows) > 1 {
		sp := Spread{Main: 0}
		for r := 1; r < len(p.Rows); r++ {
			if rapid.IntRange(0, 3).Draw(t, "link") > 0 {
				sp.Links, sp.Have = append(sp.Links, r), append(sp.Have, rapid.IntRange(-2, 1).Draw(t, "have"))
			}
		}
		choice.Spreads = append(choice.Spreads, sp)
		p.Rows[0] = Bounds{rapid.Int64Range(-2, 3).Draw(t, "least"), rapid.Int64Range(0, 5).Draw(t, "most")}
		for j := range p.Cols {
			for k := range p.Cols[j].At {
				for _, r := range sp.Links { // sums of people who carry a value never fall
					if e := &p.Cols[j].At[k]; e.Row == r {
						e.Coef = max(e.Coef, -e.Coef)
					}
				}
			}
		}
	}
	return newCounter(p, choice, rapid.Int64Range(-4, 4).Draw(t, "cost"), newDomain(p))
}

// met reports whether the sums, all columns decided, are as they should be.
func (c *counter) met() bool {
	for r, b := range c.rows {
		if c.plain[r] && !b.Hold(c.sums[r]) {
			return false
		}
	}
	for _, sp := range c.spreads {
		n := c.sums[sp.Main]
		for k, r := range sp.Links {
			if c.sums[r]+int64(sp.Have[k]) > 0 {
				n++
			}
		}
		if !c.rows[sp.Main].Hold(n) {
			return false
		}
	}
	return true
}

// States of one key have as many ways to go on, and one that has any is alive: by trying
// every choice of the columns left.
func TestStatesOfOneKey(t *testing.T) {
	shared := 0
	states := func(t *rapid.T) {
		c := drawCounter(t)
		known := make(map[string]uint64)
		var ways func(i int) uint64
		ways = func(i int) (total uint64) {
			if i == len(c.order) {
				if c.met() {
					total = 1
				}
			} else {
				st := &c.order[i]
				c.each(st, func(x int64) { total += ways(i+1) * choose(st.size, x) })
			}
			alive := c.alive(i)
			if total > 0 && !alive || i == len(c.order) && alive != (total > 0) {
				t.Fatalf("alive %v with %d ways to go on", alive, total)
			}
			if i < len(c.order) && alive {
				key := string(c.key(i))
				if n, ok := known[key]; ok && n != total {
					t.Fatalf("%d ways and %d have one key", n, total)
				} else if ok {
					shared++
				}
				known[key] = total
			}
			return total
		}
		all := ways(0)
		if got := c.count(0); got != min(all, saturated) || c.failed {
			t.Fatalf("counted %d ways, there are %d", got, all)
		}
		listed := uint64(0)
		for _, taken := range c.list(1 << 20) {
			n := uint64(1)
			for k, x := range taken {
				n *= choose(c.order[indexOf(c, k)].size, int64(x))
			}
			listed += n
		}
		if listed != all {
			t.Fatalf("listed %d ways of %d", listed, all)
		}
	}
	for range 10 {
		rapid.Check(t, states)
	}
	if shared < 100 {
		t.Errorf("only %d states share a key", shared)
	}
}

// indexOf is the step that decides a column of the choice.
func indexOf(c *counter, column int) int {
	for i := range c.order {
		if c.order[i].column == column {
			return i
		}
	}
	return -1
}
