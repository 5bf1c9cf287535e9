package disclosure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// This file looks for witnesses: other ballots, of the same form and weight, with which
// every page that was read would read the same. One page or several may be held together,
// of all ballots or of some. A witness is proof, in whole numbers, that an answer does not
// follow; where none is found the answer counts as betrayed. So the search may take an
// answer for betrayed that is not, and never the other way round.

// form is a kind of ballot: how marks add to the sums, and how a ballot may be otherwise.
type form struct {
	full   int // what a ballot adds to an issue at most
	values func(marks []int) []int
	near   func(marks []int) [][]int // ballots that differ in little
	far    func(marks []int) []int   // the ballot that says the contrary
}

func same(marks []int) []int { return marks }

// graded are scores from 0 to top, approvals if that is 1; no answer stays none.
func graded(top int) form {
	f := form{full: top, values: same}
	f.near = func(b []int) (out [][]int) {
		for i, v := range b {
			for _, w := range []int{v - 1, v + 1} {
				if v >= 0 && w >= 0 && w <= top {
					out = append(out, with(b, i, w))
				}
			}
			for j, w := range b {
				if v >= 0 && w >= 0 && v < w {
					out = append(out, with(with(b, i, w), j, v))
				}
			}
		}
		return slices.DeleteFunc(out, func(b []int) bool { return slices.Max(b) <= 0 })
	}
	f.far = func(b []int) []int {
		out := slices.Clone(b)
		for i, v := range b {
			if v >= 0 {
				out[i] = top - v
			}
		}
		if slices.Max(out) <= 0 {
			out[0] = max(out[0], 1)
		}
		return out
	}
	return f
}

// ranked are orders, 0 the best, with ties or without.
func ranked(issues int, ties bool) form {
	f := form{full: 2 * (issues - 1)}
	f.values = func(b []int) []int {
		out := make([]int, len(b))
		for i, v := range b {
			for j, w := range b {
				switch {
				case i != j && v < w:
					out[i] += 2
				case i != j && v == w:
					out[i]++
				}
			}
		}
		return out
	}
	f.near = func(b []int) (out [][]int) {
		for i, v := range b {
			for j, w := range b {
				if v != w && i < j {
					out = append(out, with(with(b, i, w), j, v))
				}
				if v != w && ties {
					out = append(out, with(b, i, w))
				}
			}
			if ties {
				for w := range issues {
					out = append(out, with(b, i, w))
				}
			}
		}
		return out
	}
	f.far = func(b []int) []int {
		out := make([]int, len(b))
		for i, v := range b {
			out[i] = issues - 1 - v
		}
		return out
	}
	return f
}

// budgeted are points, as many in all on every ballot.
func budgeted(budget int) form {
	f := form{full: budget, values: same}
	f.near = func(b []int) (out [][]int) {
		for i, v := range b {
			for j, w := range b {
				if i != j && v > 0 {
					out = append(out, with(with(b, i, v-1), j, w+1))
					if v > 1 {
						out = append(out, with(with(b, i, 0), j, w+v))
					}
				}
			}
		}
		return out
	}
	f.far = func(b []int) []int {
		out := make([]int, len(b))
		out[slices.Index(b, slices.Min(b))] = budget
		return out
	}
	return f
}

func with(b []int, i, v int) []int {
	out := slices.Clone(b)
	out[i] = v
	return out
}

// telling is what a page says of some ballots.
type telling struct {
	weights []int64 // of every ballot, 0 where it is not among them
	first   bool    // order holds the first issues alone
	order   []int
	ties    []bool // by position: equal to the one before; nil where these are not told
	fifths  []int
	paper   []int // by issue: where it stands among equals that are not told as such
	whole   []int64
}

func tellingOf(r read, weights []int64, issues int) telling {
	t := telling{weights: weights, order: r.order, first: r.places == nil, fifths: r.fifths}
	for i := range issues {
		t.paper = append(t.paper, i)
	}
	if r.places != nil && r.marked {
		for at, p := range r.places {
			t.ties = append(t.ties, at > 0 && p == r.places[at-1])
		}
	}
	return t
}

// measure finds what the sums of every issue are at most.
func (t *telling) measure(f form, ballots [][]int) {
	t.whole = make([]int64, len(t.paper))
	for j, b := range ballots {
		for i, v := range b {
			if v >= 0 {
				t.whole[i] += t.weights[j] * int64(f.full)
			}
		}
	}
}

// miss is how far sums are from what is told; 0 only where they agree with it wholly.
func (t *telling) miss(sums []int64) float64 {
	out := 0.0
	if t.first {
		for i := range sums {
			if !slices.Contains(t.order, i) {
				for _, top := range t.order {
					out += t.below(sums, top, i, false)
				}
			}
		}
		return out
	}
	for at, i := range t.order {
		if at > 0 {
			out += t.below(sums, t.order[at-1], i, t.ties != nil && t.ties[at])
		}
		if t.fifths != nil {
			low, high := int64(t.fifths[at])*t.whole[i], int64(t.fifths[at]+1)*t.whole[i]
			switch s := 5 * sums[i]; {
			case s < low:
				out += float64(low-s)/float64(5*t.whole[i]) + 1e-9
			case s >= high && t.fifths[at] < 4:
				out += float64(s-high)/float64(5*t.whole[i]) + 1e-9
			}
		}
	}
	return out
}

// below is how far issue j is from standing below issue i, or beside it.
func (t *telling) below(sums []int64, i, j int, tie bool) float64 {
	diff := sums[i]*t.whole[j] - sums[j]*t.whole[i]
	size := float64(t.whole[i]) * float64(t.whole[j])
	switch {
	case tie && diff != 0:
		return max(float64(diff), -float64(diff))/size + 1e-9
	case !tie && diff < 0, !tie && diff == 0 && (t.ties != nil || t.paper[i] > t.paper[j]):
		return float64(1-diff)/size + 1e-9
	}
	return 0
}

// search holds ballots that agree with what is told, or nearly.
type search struct {
	form    form
	ballots [][]int
	told    []telling
	sums    [][]int64
	fixed   map[int]bool
	rnd     *rand.Rand
}

func newSearch(f form, truth [][]int, told []telling, rnd *rand.Rand, fixed ...int) *search {
	s := &search{form: f, ballots: slices.Clone(truth), told: told, fixed: map[int]bool{}, rnd: rnd}
	for _, j := range fixed {
		s.fixed[j] = true
	}
	for i := range told {
		s.sums = append(s.sums, make([]int64, len(truth[0])))
		for j := range truth {
			s.add(i, j, truth[j], 1)
		}
	}
	return s
}

func (s *search) add(telling, ballot int, marks []int, sign int64) {
	for i, v := range s.form.values(marks) {
		if marks[i] >= 0 {
			s.sums[telling][i] += sign * s.told[telling].weights[ballot] * int64(v)
		}
	}
}

func (s *search) set(ballot int, marks []int) {
	for i := range s.told {
		if s.told[i].weights[ballot] != 0 {
			s.add(i, ballot, s.ballots[ballot], -1)
			s.add(i, ballot, marks, 1)
		}
	}
	s.ballots[ballot] = marks
}

func (s *search) miss() float64 {
	out := 0.0
	for i := range s.told {
		out += s.told[i].miss(s.sums[i])
	}
	return out
}

// mend changes the ballots that are not fixed until all is as told, one at a time and as
// long as that comes nearer or, sometimes, not farther. It reports whether it got there.
func (s *search) mend(rounds int) bool {
	miss := s.miss()
	for range rounds {
		start := miss
		for _, j := range s.rnd.Perm(len(s.ballots)) {
			if miss == 0 {
				return true
			}
			if s.fixed[j] {
				continue
			}
			was, best, least := s.ballots[j], s.ballots[j], miss
			for _, b := range s.form.near(was) {
				s.set(j, b)
				if m := s.miss(); m < least || m == least && s.rnd.IntN(3) == 0 {
					best, least = b, m
				}
			}
			s.set(j, best)
			miss = least
		}
		if miss >= start && s.rnd.IntN(4) == 0 {
			return miss == 0
		}
	}
	return miss == 0
}

// anneal takes any step that comes nearer, and others the less often the farther they
// lead away: a way out where one ballot has to give what another takes.
func (s *search) anneal(steps int) bool {
	miss := s.miss()
	for step := range steps {
		if miss == 0 {
			return true
		}
		j := s.rnd.IntN(len(s.ballots))
		list := s.form.near(s.ballots[j])
		if s.fixed[j] || len(list) == 0 {
			continue
		}
		was := s.ballots[j]
		s.set(j, list[s.rnd.IntN(len(list))])
		heat := 0.03 * float64(steps-step) / float64(steps)
		if m := s.miss(); m <= miss || s.rnd.Float64() < math.Exp((miss-m)/heat) {
			miss = m
		} else {
			s.set(j, was)
		}
	}
	return miss == 0
}

// facts are what is asked of a ballot: every mark, and of every two issues which it puts
// before the other.
func facts(f form, marks []int) []string {
	var out []string
	v := f.values(marks)
	for i := range v {
		if marks[i] < 0 {
			continue
		}
		out = append(out, fmt.Sprintf("mark %d of %d", v[i], i))
		for j := range i {
			if marks[j] >= 0 && v[i] != v[j] {
				out = append(out, fmt.Sprintf("%d before %d: %t", i, j, v[i] > v[j]))
			}
		}
	}
	return out
}

// betrayed looks for a fact of a ballot that holds in every witness.
func betrayed(f form, truth [][]int, told []telling, rnd *rand.Rand, insider, other int) string {
	left := facts(f, truth[other])
	patient := false
	try := func(b []int) {
		now := facts(f, b)
		if !slices.ContainsFunc(left, func(x string) bool { return !slices.Contains(now, x) }) {
			return
		}
		for range 3 {
			s := newSearch(f, truth, told, rnd, insider, other)
			s.set(other, b)
			if s.mend(40) || patient && s.anneal(20000) {
				left = slices.DeleteFunc(left, func(x string) bool { return !slices.Contains(now, x) })
				return
			}
		}
	}
	for _, patient = range []bool{false, true} { // most are found at once
		try(f.far(truth[other]))
		seen := map[string]bool{}
		list := f.near(truth[other])
		for at := 0; at < len(list) && len(left) > 0 && len(seen) < 120; at++ {
			if key := fmt.Sprint(list[at]); !seen[key] {
				seen[key] = true
				try(list[at])
				list = append(list, f.near(list[at])...)
			}
		}
	}
	if len(left) > 0 {
		return left[0]
	}
	return ""
}

// anyBetrayed asks for several ballots, by several insiders.
func anyBetrayed(f form, truth [][]int, told []telling, rnd *rand.Rand, insiders, others []int) string {
	for i := range told {
		told[i].measure(f, truth)
		if s := newSearch(f, truth, told[i:i+1], rnd); s.miss() > 0 {
			return fmt.Sprintf("the truth does not agree with page %d", i)
		}
	}
	for _, in := range insiders {
		for _, other := range others {
			if other == in {
				continue
			}
			if fact := betrayed(f, truth, told, rnd, in, other); fact != "" {
				return fmt.Sprintf("who knows ballot %d %v knows of ballot %d %v: %s", in, truth[in], other, truth[other], fact)
			}
		}
	}
	return ""
}

// The attacker finds what is known to leak, in every form and between editions, and
// nothing where two ballots can stand for each other.
func TestWitnessFindsLeaks(t *testing.T) {
	one := func(n int) []int64 { return slices.Repeat([]int64{1}, n) }
	all := func(order []int, places ...string) telling {
		return tellingOf(read{order: order, places: places, marked: true}, nil, len(order))
	}
	for _, c := range []struct {
		what  string
		form  form
		truth [][]int
		told  []telling
		weigh [][]int64
		want  bool
	}{
		{
			"three rankings of two, one of them the other way round", ranked(2, false),
			[][]int{{1, 0}, {0, 1}, {0, 1}},
			[]telling{all([]int{0, 1}, "1", "2")},
			[][]int64{one(3)},
			true,
		},
		{
			"points of two, all to one", budgeted(3),
			[][]int{{0, 3}, {2, 1}},
			[]telling{all([]int{1, 0}, "1", "2")},
			[][]int64{one(2)},
			false,
		},
		{
			"a late ranking that turns an order round", ranked(2, false),
			[][]int{{0, 1}, {1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}, {0, 1}},
			[]telling{all([]int{0, 1}, "1 =", "1 ="), all([]int{0, 1}, "1", "2")},
			[][]int64{append(one(6), 0), one(7)},
			true,
		},
		{
			"a late approval that brings an issue among the first", graded(1),
			[][]int{{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {1, 1, 0}, {0, 1, 0}},
			[]telling{all([]int{0, 1, 2}, "1 =", "1 =", "3"), {first: true, order: []int{1}, paper: []int{0, 1, 2}}},
			[][]int64{append(one(5), 0), one(6)},
			true,
		},
		{
			"the same vote without the edition before", graded(1),
			[][]int{{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {1, 1, 0}, {0, 1, 0}},
			[]telling{{first: true, order: []int{1}, paper: []int{0, 1, 2}}},
			[][]int64{one(6)},
			false,
		},
	} {
		for i := range c.told {
			c.told[i].weights = c.weigh[i]
		}
		last := len(c.truth) - 1
		why := anyBetrayed(c.form, c.truth, c.told, rand.New(rand.NewPCG(1, 1)), []int{0}, []int{last})
		if (why != "") != c.want {
			t.Errorf("%s: %q", c.what, why)
		}
	}
}
