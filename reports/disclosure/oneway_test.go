package disclosure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// rowsOf are rows with these counts.
func rowsOf(counts []int) []Count {
	out := make([]Count, len(counts))
	for i, n := range counts {
		out[i].Count = n
	}
	return out
}

// For tiny lists every original with the same output is enumerated: a small
// count never follows, for outsiders or for the only person of another value.
func TestMergeSmallIsNotUndone(t *testing.T) {
	for _, k := range []int{3, 4, 5} {
		checkMergeSmall(t, k)
	}
}

func checkMergeSmall(t *testing.T, k int) {
	t.Helper()
	const values, most = 4, 13
	outputs := map[string][][]int{}
	var counts [values]int
	var fill func(at int)
	fill = func(at int) {
		if at == values {
			n := append([]int(nil), counts[:]...)
			outputs[mergedOutput(n, k)] = append(outputs[mergedOutput(n, k)], n)
			return
		}
		for v := 0; v <= most; v++ {
			counts[at] = v
			fill(at + 1)
		}
	}
	fill(0)
	checked := 0
	for output, originals := range outputs {
		if output == "hidden" {
			continue
		}
		for _, n := range originals {
			pool, _ := mergeSmall(rowsOf(n), k)
			sum := 0
			for _, i := range pool {
				sum += n[i]
			}
			if sum > most {
				continue // not every original is enumerated
			}
			for _, i := range pool {
				if n[i] >= k {
					continue
				}
				for insider := -1; insider < values; insider++ {
					if insider == i || insider >= 0 && n[insider] != 1 {
						continue
					}
					seen := map[int]bool{}
					for _, m := range originals {
						if insider < 0 || m[insider] == 1 {
							seen[m[i]] = true
						}
					}
					checked++
					if len(seen) < min(3, k-1) {
						t.Fatalf("%v shown as %s: value %d can only be %v (insider %d)", n, output, i, seen, insider)
					}
				}
			}
		}
	}
	if checked < 300 {
		t.Errorf("k %d: only %d counts attacked", k, checked)
	}
}

// mergedOutput is what a reader sees of the counts.
func mergedOutput(n []int, k int) string {
	pool, ok := mergeSmall(rowsOf(n), k)
	if !ok {
		return "hidden"
	}
	in := map[int]bool{}
	sum := 0
	for _, i := range pool {
		in[i] = true
		sum += n[i]
	}
	out := ""
	for i, v := range n {
		if in[i] {
			out += "m "
		} else {
			out += fmt.Sprint(v, " ")
		}
	}
	return out + fmt.Sprint(sum)
}

// The edges of the rule: the sum k + m + 2, and two lines.
func TestMergeSmallAtItsEdges(t *testing.T) {
	for _, c := range []struct {
		counts, pool []int
		ok           bool
	}{
		{[]int{5, 5}, nil, true},
		{[]int{5, 0}, nil, false},
		{[]int{0, 0}, nil, false},
		{[]int{1, 7, 5}, []int{0, 1}, true},  // 8 = 5 + 1 + 2
		{[]int{1, 6, 5}, []int{0, 1}, false}, // 7
		{[]int{1, 7}, []int{0, 1}, false},    // one line
		{[]int{1, 7, 0}, []int{0, 1}, false},
		{[]int{5, 1, 4, 0}, []int{0, 1, 2}, false}, // from the start again; one line
		{[]int{9, 1, 4, 0, 8}, []int{1, 2, 4}, true},
		{[]int{1, 4}, nil, false},
	} {
		if pool, ok := mergeSmall(rowsOf(c.counts), 5); ok != c.ok || ok && !slices.Equal(slices.Sorted(slices.Values(pool)), c.pool) {
			t.Errorf("%v: %v, %t; want %v, %t", c.counts, pool, ok, c.pool, c.ok)
		}
	}
}

// Every value has its line: terms that all know, words of the users', none and several.
func TestTallyLines(t *testing.T) {
	var people []*planner.Participant
	for _, v := range [][]string{{"man"}, {"Own"}, {"other"}, {"man", "Own"}, {"man", "", "man"}, nil} {
		people = append(people, &planner.Participant{Values: map[planner.Dimension][]string{planner.Gender: v}})
	}
	tally := newTally(people, planner.Gender)
	want := "[{woman 0 false []} {man 2 false []} {non-binary 0 false []} {Own 1 false []} {other 1 false []} " +
		"{several 1 false []} {not given 1 false []}]"
	if got := fmt.Sprint(tally.rows); got != want || tally.closed {
		t.Errorf("%s, closed %t; want %s", got, tally.closed, want)
	}
	one := newTally(people[:1], planner.Gender)
	if got := fmt.Sprint(one.rows); !one.closed || got != "[{woman 0 false []} {man 1 false []} {non-binary 0 false []}]" {
		t.Errorf("terms alone: %s, closed %t", got, one.closed)
	}
}

func TestMergeSmallKeepsK(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	shown := 0
	for range 10000 {
		n := make([]int, 1+rnd.IntN(7))
		for i := range n {
			n[i] = rnd.IntN(24)
		}
		pool, ok := mergeSmall(rowsOf(n), 5)
		if !ok {
			continue
		}
		shown++
		in := map[int]bool{}
		sum, lines := 0, 0
		for _, i := range pool {
			in[i] = true
			sum += n[i]
		}
		for i, v := range n {
			if !in[i] && v > 0 {
				lines++
				if v < 5 {
					t.Fatalf("%v: count %d of %d people is shown", n, i, v)
				}
			}
		}
		if len(pool) > 0 {
			lines++
			if len(pool) < 2 || sum < 8 {
				t.Fatalf("%v: merged %v into %d people", n, pool, sum)
			}
		}
		if lines < 2 {
			t.Fatalf("%v: everybody is in one line", n)
		}
	}
	if shown < 5000 {
		t.Errorf("only %d of 10000 lists can be shown", shown)
	}
}
