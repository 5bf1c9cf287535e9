package balance

import (
	"slices"

	"roundtable/planner"
)

// Rows for the kinds of target that speak of all values of a dimension.

// valuesOf lists the values that occur among the people considered, in order of
// first appearance; the people of the session who are counted already come last.
func valuesOf(marks []mark, fixed *tally) []string {
	var out []string
	seen := make(map[string]bool)
	add := func(v string) {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	for i := range marks {
		if marks[i].in == no {
			continue
		}
		for _, v := range marks[i].values {
			add(v)
		}
	}
	for _, c := range append(countsOf(fixed.perValue), countsOf(fixed.maybeValue)...) {
		add(c.Value)
	}
	return out
}

// distinct adds an indicator per value. For a minimum, an indicator may be one
// only where somebody carries the value for certain; for a maximum it must be
// one where anybody may, and each person of unknown value may add a value.
func (b *modelBuilder) distinct(i int, marks []mark, fixed *tally) {
	t := &b.q.targets[i]
	need, limit := t.Need(0), limitOf(t.Max)
	if t.Kind == planner.NotAllSame {
		need, limit = 2, noLimit
	}
	values := valuesOf(marks, fixed)
	if need > 0 {
		b.atLeastDistinct(i, need, values, marks, fixed)
	}
	if limit != noLimit {
		b.atMostDistinct(i, limit, values, marks, fixed)
	}
}

func (b *modelBuilder) atLeastDistinct(i, need int, values []string, marks []mark, fixed *tally) {
	main := b.m.prog.addRow(int64(need), unbounded)
	rows := []int{main}
	sp := spread{main: main}
	for _, v := range values {
		upper := int64(1)
		if v == newValue {
			upper = b.mostWith(v, marks) // each recruit with it brings another one
		}
		have := int64(fixed.perValue[v])
		link := b.row(-have, unbounded, func(k int) int64 {
			if marks[k].in == yes && slices.Contains(marks[k].values, v) {
				return 1
			}
			return 0
		})
		b.m.prog.addColumn(0, upper, entry{main, 1}, entry{link, -1})
		rows = append(rows, link)
		sp.links, sp.have = append(sp.links, link), append(sp.have, int(have))
	}
	b.m.spreads = append(b.m.spreads, sp)
	b.addRule(i, "min", need, 1, rows...)
	b.m.rules[len(b.m.rules)-1].main = rows[:1]
}

func (b *modelBuilder) atMostDistinct(i, limit int, values []string, marks []mark, fixed *tally) {
	main := b.row(-unbounded, int64(limit-fixed.open), func(k int) int64 {
		if marks[k].in != no && (marks[k].hit == maybe || slices.Contains(marks[k].values, newValue)) {
			return 1
		}
		return 0
	})
	rows := []int{main}
	sp := spread{main: main}
	for _, v := range values {
		if v == newValue {
			continue
		}
		room := b.mostWith(v, marks)
		have := int64(fixed.perValue[v] + fixed.maybeValue[v])
		link := b.row(-unbounded, -have, func(k int) int64 {
			if marks[k].in != no && slices.Contains(marks[k].values, v) {
				return 1
			}
			return 0
		})
		b.m.prog.addColumn(0, 1, entry{main, 1}, entry{link, -(room + have)})
		rows = append(rows, link)
		sp.links, sp.have = append(sp.links, link), append(sp.have, int(have))
	}
	b.m.spreads = append(b.m.spreads, sp)
	b.addRule(i, "max", limit, 1, rows...)
	b.m.rules[len(b.m.rules)-1].main = rows[:1]
}

// mostWith is the largest number of people with the value that any panel can
// have, whatever its size: all of the pool, and as many recruits as seats.
func (b *modelBuilder) mostWith(v string, marks []mark) int64 {
	n, recruits := int64(0), int64(0)
	for k := range marks {
		switch {
		case marks[k].in == no || !slices.Contains(marks[k].values, v):
		case b.q.people[k].class == recruit:
			recruits = int64(max(b.q.seats, 1))
		default:
			n++
		}
	}
	return n + recruits
}

// eachAtMost adds a row per value that could exceed the limit. People of unknown
// value could all share any one value.
func (b *modelBuilder) eachAtMost(i int, marks []mark, fixed *tally) {
	t := &b.q.targets[i]
	n, sure := b.considered(marks, fixed)
	limit := noLimit
	if sure {
		limit = limitAmong(t, n)
	} else if t.Max.Given {
		limit = t.Max.N
	}
	values := valuesOf(marks, fixed)
	if len(values) == 0 {
		values = []string{""} // nobody is known, but the unknown could agree
	}
	if limit != noLimit {
		b.eachPlain(i, limit, values, marks, fixed)
	}
	if !sure && t.MaxShare.Given() {
		b.eachShare(i, values, marks, fixed)
	}
}

func mayCarry(m *mark, v string) int64 {
	if m.in != no && (m.hit == maybe || slices.Contains(m.values, v)) {
		return 1
	}
	return 0
}

func (b *modelBuilder) eachPlain(i, limit int, values []string, marks []mark, fixed *tally) {
	capacity := make(map[string]int, len(values))
	open := 0
	for k := range marks {
		copies := 1
		if b.q.people[k].class == recruit {
			copies = len(b.q.people) // any number of them may be found
		}
		switch {
		case marks[k].in == no:
		case marks[k].hit == maybe:
			open += copies
		default:
			for _, v := range marks[k].values {
				capacity[v] += copies
			}
		}
	}
	var rows []int
	for _, v := range values {
		if v == newValue {
			if limit < 1+open+fixed.open {
				rows = append(rows, b.anyNew(limit, marks, fixed)...)
			}
			continue
		}
		have := fixed.perValue[v] + fixed.maybeValue[v] + fixed.open
		if capacity[v]+open+have <= limit {
			continue
		}
		rows = append(rows, b.row(-unbounded, int64(limit-have), func(k int) int64 { return mayCarry(&marks[k], v) }))
	}
	b.addRule(i, "max", limit, 1, rows...)
}

// anyNew bounds values that nobody has yet: no two recruits share one, but people
// of unknown value might all share it with one of them.
func (b *modelBuilder) anyNew(limit int, marks []mark, fixed *tally) []int {
	open := b.row(-unbounded, int64(limit-fixed.open), func(k int) int64 {
		if marks[k].in != no && marks[k].hit == maybe {
			return 1
		}
		return 0
	})
	any := b.row(-unbounded, 0, func(k int) int64 {
		if marks[k].in != no && slices.Contains(marks[k].values, newValue) {
			return 1
		}
		return 0
	})
	b.m.prog.addColumn(0, 1, entry{open, 1}, entry{any, -b.mostWith(newValue, marks)})
	return []int{open, any}
}

func (b *modelBuilder) eachShare(i int, values []string, marks []mark, fixed *tally) {
	s := b.q.targets[i].MaxShare
	var rows []int
	for _, v := range values {
		if v == newValue {
			continue
		}
		start := s.Den*int64(fixed.perValue[v]+fixed.maybeValue[v]+fixed.open) - s.Num*int64(fixed.n)
		rows = append(rows, b.row(-unbounded, -start, func(k int) int64 {
			c := s.Den * mayCarry(&marks[k], v)
			if marks[k].in == yes {
				c -= s.Num
			}
			return c
		}))
	}
	b.addRule(i, "max", percent(s), s.Den, rows...)
}
