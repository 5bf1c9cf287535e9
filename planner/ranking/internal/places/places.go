// Package places says what may be taken where only some issues can be: what lies below
// a line is not, and no value of an attribute takes more than its part of the places.
package places

// Bounds on what is taken, by issue. The zero value bounds nothing.
type Bounds struct {
	Barred []bool // below the line; nil where there is none
	// Value numbers the values of the attribute, -1 for an issue without one, and Most is
	// how many issues of one value there may be; nil where there is no cap.
	Value []int
	Most  int
}

// Places keeps track of what is taken. Out are the issues taken, and those that cannot be
// any more.
type Places struct {
	Out   []bool
	b     Bounds
	taken map[int]int
}

// Open starts with no issue of m taken.
func (b Bounds) Open(m int) *Places {
	p := &Places{Out: make([]bool, m), b: b, taken: make(map[int]int)}
	copy(p.Out, b.Barred)
	return p
}

// Take takes an issue and returns those that its value leaves no place for.
func (p *Places) Take(a int) (closed []int) {
	p.Out[a] = true
	if p.b.Value == nil || p.b.Value[a] < 0 {
		return nil
	}
	v := p.b.Value[a]
	if p.taken[v]++; p.taken[v] < p.b.Most {
		return nil
	}
	for o, value := range p.b.Value {
		if value == v && !p.Out[o] {
			p.Out[o] = true
			closed = append(closed, o)
		}
	}
	return closed
}

// Fit reports whether all of a set can be taken.
func (p *Places) Fit(set []int) bool { return p.room(set) == len(set) }

// Room is how many of m issues can be taken in all.
func (b Bounds) Room(m int) int {
	p := b.Open(m)
	var set []int
	for a, out := range p.Out {
		if !out {
			set = append(set, a)
		}
	}
	return p.room(set)
}

func (p *Places) room(set []int) int {
	n, left := 0, make(map[int]int)
	for _, a := range set {
		if p.b.Value != nil && p.b.Value[a] >= 0 {
			v := p.b.Value[a]
			if left[v]++; left[v]+p.taken[v] > p.b.Most {
				continue
			}
		}
		n++
	}
	return n
}
