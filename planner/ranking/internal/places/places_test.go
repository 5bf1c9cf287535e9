package places

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Issues 0 and 3 are of one value, 1 and 4 of another, 2 of none.
var values = []int{0, 8, -1, 0, 8}

func TestTake(t *testing.T) {
	barred := []bool{false, false, false, false, true}
	for _, c := range []struct {
		name   string
		b      Bounds
		take   []int
		closed [][]int
		out    []bool
	}{
		{"no bounds", Bounds{}, []int{0, 3}, [][]int{nil, nil}, []bool{true, false, false, true, false}},
		{"below the line", Bounds{Barred: barred}, []int{0}, [][]int{nil}, []bool{true, false, false, false, true}},
		{"one of a value", Bounds{Value: values, Most: 1}, []int{0, 2}, [][]int{{3}, nil}, []bool{true, false, true, true, false}},
		{"two of a value", Bounds{Value: values, Most: 2}, []int{0, 3}, [][]int{nil, nil}, []bool{true, false, false, true, false}},
		{"line and cap", Bounds{barred, values, 1}, []int{1}, [][]int{nil}, []bool{false, true, false, false, true}},
	} {
		p := c.b.Open(5)
		for i, a := range c.take {
			if got := p.Take(a); !slices.Equal(got, c.closed[i]) {
				t.Errorf("%s: taking %d closes %v, want %v", c.name, a, got, c.closed[i])
			}
		}
		if !slices.Equal(p.Out, c.out) {
			t.Errorf("%s: out are %v, want %v", c.name, p.Out, c.out)
		}
	}
	if slices.Contains(barred[:4], true) {
		t.Error("taking an issue bars it for others")
	}
}

func TestRoom(t *testing.T) {
	for _, c := range []struct {
		b    Bounds
		want int
	}{
		{Bounds{}, 5},
		{Bounds{Value: values, Most: 1}, 3},
		{Bounds{Value: values, Most: 2}, 5},
		{Bounds{Value: values, Most: 9}, 5},
		{Bounds{Barred: []bool{true, true, true, true, true}}, 0},
		{Bounds{[]bool{true, false, false, false, false}, values, 1}, 3},
	} {
		if got := c.b.Room(5); got != c.want {
			t.Errorf("%+v: room for %d, want %d", c.b, got, c.want)
		}
	}
}

// Issues taken in any order as long as any is open are as many as there is room for, and
// fit together from the start.
func TestAsManyAsThereIsRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(0, 7).Draw(t, "issues")
		b := Bounds{Most: rapid.IntRange(1, 3).Draw(t, "most")}
		for range m {
			b.Barred = append(b.Barred, rapid.Bool().Draw(t, "barred"))
			b.Value = append(b.Value, rapid.IntRange(-1, 2).Draw(t, "value"))
		}
		var set []int
		for p := b.Open(m); ; {
			var open []int
			for a, out := range p.Out {
				if !out {
					open = append(open, a)
				}
			}
			if len(open) == 0 {
				break
			}
			a := rapid.SampledFrom(open).Draw(t, "next")
			if !p.Fit([]int{a}) {
				t.Fatalf("%d is open and does not fit", a)
			}
			p.Take(a)
			set = append(set, a)
		}
		if len(set) != b.Room(m) || !b.Open(m).Fit(set) {
			t.Fatalf("%+v: took %v, room for %d", b, set, b.Room(m))
		}
	})
}

func TestFitAfterTaking(t *testing.T) {
	p := Bounds{Value: values, Most: 2}.Open(5)
	p.Take(0)
	if !p.Fit([]int{1, 2, 3, 4}) || p.Fit([]int{3, 3}) {
		t.Error("one place is left for the value of issue 3")
	}
}
