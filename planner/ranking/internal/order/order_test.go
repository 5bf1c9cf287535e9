package order

import (
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// values makes fractions of whole numbers; none stands for a missing one.
func values(ns ...int64) []*big.Rat {
	out := make([]*big.Rat, len(ns))
	for i, n := range ns {
		if n != none {
			out[i] = big.NewRat(n, 7)
		}
	}
	return out
}

const none = -99

func TestValues(t *testing.T) {
	for _, c := range []struct {
		values []*big.Rat
		levels [][]int
		ranks  []int
	}{
		{nil, nil, []int{}},
		{values(4), [][]int{{0}}, []int{1}},
		{values(1, 3, 2), [][]int{{1}, {2}, {0}}, []int{3, 1, 2}},
		{values(1, 3, 1, 3), [][]int{{1, 3}, {0, 2}}, []int{3, 1, 3, 1}},
		// Missing ones come last, after what is less than nothing.
		{values(none, -5, none, 0), [][]int{{3}, {1}, {0, 2}}, []int{3, 2, 3, 1}},
		{values(none, none), [][]int{{0, 1}}, []int{1, 1}},
	} {
		if got := Values(c.values); !reflect.DeepEqual(got, c.levels) {
			t.Errorf("levels of %v: %v, want %v", c.values, got, c.levels)
		}
		if got := Ranks(c.values); !slices.Equal(got, c.ranks) {
			t.Errorf("ranks of %v: %v, want %v", c.values, got, c.ranks)
		}
		if got := Sorted(c.values); !slices.Equal(got, slices.Concat(c.levels...)) {
			t.Errorf("order of %v: %v", c.values, got)
		}
	}
}

func TestRanksCountWhatIsAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vs := values(rapid.SliceOf(rapid.SampledFrom([]int64{none, -1, 0, 1, 2})).Draw(t, "values")...)
		ranks := Ranks(vs)
		for a := range vs {
			ahead := 0
			for b := range vs {
				if ByValue(vs[b], vs[a]) < 0 {
					ahead++
				}
			}
			if ranks[a] != ahead+1 {
				t.Fatalf("%v: %d has rank %d, and %d are ahead", vs, a, ranks[a], ahead)
			}
		}
	})
}

func TestTop(t *testing.T) {
	levels := [][]int{{2}, {4, 0}, {1}, {3}}
	for _, c := range []struct {
		levels     [][]int
		k          int
		first, top []int
	}{
		{levels, 0, []int{2}, nil},
		{levels, 1, []int{2}, []int{2}},
		{levels, 2, []int{2}, []int{0, 2, 4}}, // the tie reaches over the edge
		{levels, 3, []int{2}, []int{0, 2, 4}},
		{levels, 4, []int{2}, []int{0, 1, 2, 4}},
		{levels, 9, []int{2}, []int{0, 1, 2, 3, 4}},
		{nil, 1, nil, nil},
	} {
		if first, top := Top(c.levels, c.k); !slices.Equal(first, c.first) || !slices.Equal(top, c.top) {
			t.Errorf("first %d of %v: %v and %v, want %v and %v", c.k, c.levels, first, top, c.first, c.top)
		}
	}
}

// The components of a relation are found by trying which two reach each other.
func TestComponentsAgainstPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(0, 6).Draw(t, "things")
		related := make([][]bool, m)
		for a := range related {
			related[a] = make([]bool, m)
			for b := range a { // at least one way
				way := rapid.IntRange(0, 2).Draw(t, "way")
				related[a][b], related[b][a] = way != 0, way != 1
			}
		}
		at := make([]int, m) // component of each
		got := Components(m, func(a, b int) bool { return related[a][b] })
		for i, component := range got {
			if !slices.IsSorted(component) {
				t.Fatalf("%v is not in order", component)
			}
			for _, a := range component {
				at[a] = i
			}
		}
		if all := slices.Sorted(slices.Values(slices.Concat(got...))); !slices.Equal(all, All(m)) {
			t.Fatalf("%v are not all %d", got, m)
		}
		for a := range m {
			for b := range m {
				there, back := reaches(related, a, b), reaches(related, b, a)
				if (at[a] == at[b]) != (there && back) || at[a] < at[b] && !there {
					t.Fatalf("%d and %d in %v: reach %v, %v", a, b, got, there, back)
				}
			}
		}
	})
}

// reaches follows every path without a circle.
func reaches(related [][]bool, from, to int) bool {
	seen := make([]bool, len(related))
	var follow func(a int) bool
	follow = func(a int) bool {
		seen[a] = true
		for b, ok := range related[a] {
			if ok && !seen[b] && follow(b) {
				return true
			}
		}
		return a == to
	}
	return follow(from)
}

func TestUnbeaten(t *testing.T) {
	above := map[[2]int]bool{{0, 1}: true, {0, 2}: true, {3, 2}: true, {2, 4}: true}
	got := Unbeaten(5, func(a, b int) bool { return above[[2]int{a, b}] })
	if want := [][]int{{0, 3}, {1, 2}, {4}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Unbeaten(0, nil); got != nil {
		t.Errorf("levels of nothing: %v", got)
	}
	// Nothing is above itself, whatever the relation says.
	if got := Unbeaten(2, func(a, b int) bool { return a == b }); !reflect.DeepEqual(got, [][]int{{0, 1}}) {
		t.Errorf("%v", got)
	}
}
