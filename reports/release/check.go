package release

import (
	"bytes"
	"fmt"
	"slices"

	"roundtable/reports/messages"
)

// together is how many earlier releases are held against a new one at a time: of the
// whole meeting, and of three parts that leave a few people out, each two are far
// apart, and all four tell of those few.
const together = 3

// TooClose is why a release is refused.
type TooClose struct {
	// Changed is how many ballots or people the editions differ by; 0 where the same ones
	// are weighed or shown in another way.
	Changed int
	// People says that it is people, and not ballots.
	People bool
	// Earlier are the numbers of the releases that it would be compared with.
	Earlier []int
	// Few is the smallest difference that tells of nobody.
	Few int
}

func (e *TooClose) Error() string {
	what, one, many, how := "ballots", "ballot differs", "ballots differ", "weighed or grouped"
	tells := "how those people voted"
	if e.People {
		what, one, many, how, tells = "people", "person differs", "people differ", "shown", "about those people"
	}
	text := "the " + what + " of " + releases(e.Earlier)
	if e.Changed == 0 {
		return text + " would be " + how + " in another way, and the two editions together tell more about single ones"
	}
	return fmt.Sprintf("it comes too close to %s: %s, and a difference of fewer than %d tells %s",
		text, messages.Count(e.Changed, one, many), e.Few, tells)
}

// releases names releases by their numbers.
func releases(numbers []int) string {
	var list []string
	for _, n := range numbers {
		list = append(list, fmt.Sprint(n))
	}
	if len(list) == 1 {
		return "release " + list[0]
	}
	return "releases " + messages.English().And(list)
}

// view is one way to tell ballots or people apart, and how many earlier releases are
// held together against a new one in it: several, where nearly all contents differ. Of
// contents that are few, others can be by accident what one release leaves of another.
type view struct {
	of       func(*Record) Prints
	together int
}

var (
	ballotViews = []view{
		{func(r *Record) Prints { return r.Ballots }, together},
		{func(r *Record) Prints { return r.Answers }, 1},
	}
	peopleViews = []view{
		{func(r *Record) Prints { return r.People }, 1},
		{func(r *Record) Prints { return r.Basics }, 1},
		{func(r *Record) Prints { return r.Names }, together},
	}
)

// sameBallots reports whether two records hold the same ballots, and sameVotes whether
// these are weighed alike as well.
func sameBallots(a, b *Record) bool {
	return bytes.Equal(a.Ballots, b.Ballots) || bytes.Equal(a.Answers, b.Answers)
}

func sameVotes(a, b *Record) bool {
	return bytes.Equal(a.Weighing, b.Weighing) && (bytes.Equal(a.Ballots, b.Ballots) ||
		bytes.Equal(a.Answers, b.Answers) && bytes.Equal(a.Grouping, b.Grouping))
}

func samePeople(a, b *Record) bool {
	return bytes.Equal(a.People, b.People) || bytes.Equal(a.Basics, b.Basics)
}

func sameFigures(a, b *Record) bool {
	return bytes.Equal(a.Showing, b.Showing) && bytes.Equal(a.People, b.People)
}

// check holds a new record against the earlier ones that told. An edition that shows the
// very figures of one of them tells nothing new, whatever else there is.
func check(earlier []Entry, now *Record, few int) []*TooClose {
	var out []*TooClose
	for _, part := range []struct {
		people      bool
		empty       bool
		views       []view
		same, alike func(a, b *Record) bool
	}{
		{false, len(now.Ballots) == 0, ballotViews, sameVotes, sameBallots},
		{true, len(now.People) == 0, peopleViews, sameFigures, samePeople},
	} {
		known := func(e Entry) bool { return part.same(&e.Record, now) }
		if part.empty || slices.ContainsFunc(earlier, known) {
			continue
		}
		if e := closest(part.views, earlier, now, few); e != nil {
			e.People = part.people
			out = append(out, e)
			continue
		}
		for i := range earlier {
			if e := &earlier[i]; part.alike(&e.Record, now) && !part.same(&e.Record, now) {
				out = append(out, &TooClose{People: part.people, Earlier: []int{e.Number}, Few: few})
				break
			}
		}
	}
	return out
}

// Apart reports whether figures of the votes of both records may be published: they have
// the same ballots, weighed alike, or those of the smaller one are outnumbered. Records
// without ballots are not apart: nobody knows what they were made from.
func Apart(a, b *Record) bool {
	return len(a.Ballots) > 0 && len(b.Ballots) > 0 && (sameVotes(a, b) || outnumbered(a, b))
}

// outnumbered reports whether the ballots that differ have room for themselves, in every
// view: with n in the smaller vote and m issues, 4n + 5m + 10. The package comment has the
// reason.
func outnumbered(a, b *Record) bool {
	return !slices.ContainsFunc(ballotViews, func(v view) bool {
		s := sums{signs: []int{-1}}
		s.count(v, []Entry{{Record: *a}}, b)
		n := min(len(v.of(a)), len(v.of(b))) / size
		return s.remainder() < 4*n+5*max(a.Issues, b.Issues)+10
	})
}

// otherSeats reports whether two records told of different seats that rest on wishes, and
// the wishes are not nearly all new.
func otherSeats(a, b *Record) bool {
	return len(a.Seats) > 0 && len(b.Seats) > 0 && !bytes.Equal(a.Seats, b.Seats) && !outnumbered(a, b)
}

// closest is where a new record comes closer to earlier ones than few and is not equal
// to them, the closest of the first view in which it does; nil where it does not.
func closest(views []view, earlier []Entry, now *Record, few int) *TooClose {
	for _, v := range views {
		if len(v.of(now)) == 0 {
			continue
		}
		list := slices.DeleteFunc(slices.Clone(earlier), func(e Entry) bool { return len(v.of(&e.Record)) == 0 })
		s := sums{few: few, signs: make([]int, len(list))}
		s.count(v, list, now)
		s.try(0, min(v.together, len(list)))
		if s.least > 0 {
			e := &TooClose{Changed: s.least, Few: few}
			for _, i := range s.with {
				e.Earlier = append(e.Earlier, list[i].Number)
			}
			return e
		}
	}
	return nil
}

// sums are the figures that follow from a new release by adding and subtracting earlier
// ones. What counts in such a sum are the contents that do not cancel.
type sums struct {
	few   int
	rows  []row
	signs []int // of each earlier release: 1, 0 or -1
	least int   // the smallest remainder from 1 to few-1, 0 for none
	with  []int // the earlier releases behind it
}

// row is a number of contents that stand equally often in each release.
type row struct {
	times []int // in the earlier ones, then in the new one
	n     int
}

// count finds how often each content stands in each release.
func (s *sums) count(v view, earlier []Entry, now *Record) {
	times := map[string][]int{}
	add := func(i int, list Prints) {
		for x := range slices.Chunk(list, size) {
			t := times[string(x)]
			if t == nil {
				t = make([]int, len(earlier)+1)
				times[string(x)] = t
			}
			t[i]++
		}
	}
	for i := range earlier {
		add(i, v.of(&earlier[i].Record))
	}
	add(len(earlier), v.of(now))
	at := map[string]int{}
	for _, t := range times {
		key := fmt.Sprint(t)
		i, ok := at[key]
		if !ok {
			i = len(s.rows)
			at[key] = i
			s.rows = append(s.rows, row{times: t})
		}
		s.rows[i].n++
	}
}

// try goes through the signs of the earlier releases from one on, at most left of them
// not 0.
func (s *sums) try(from, left int) {
	if n := s.remainder(); n > 0 && n < s.few && (s.least == 0 || n < s.least) {
		s.least, s.with = n, nil
		for i, sign := range s.signs {
			if sign != 0 {
				s.with = append(s.with, i)
			}
		}
	}
	if left == 0 {
		return
	}
	for i := from; i < len(s.signs); i++ {
		for _, sign := range []int{-1, 1} {
			s.signs[i] = sign
			s.try(i+1, left-1)
		}
		s.signs[i] = 0
	}
}

// remainder is how many contents do not cancel when earlier releases are added to the
// new one and subtracted; somebody who answers otherwise counts once. 0 where no
// earlier one takes part.
func (s *sums) remainder() int {
	if !slices.ContainsFunc(s.signs, func(sign int) bool { return sign != 0 }) {
		return 0
	}
	more, less := 0, 0
	for _, r := range s.rows {
		sum := r.times[len(s.signs)]
		for i, sign := range s.signs {
			sum += sign * r.times[i]
		}
		more += max(sum, 0) * r.n
		less += max(-sum, 0) * r.n
	}
	return max(more, less)
}
