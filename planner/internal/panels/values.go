package panels

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// Rows for the kinds of target that speak of all values of a dimension.

// values lists the values that occur among the people considered, in order of
// first appearance; those only of people who are counted already come last.
func (t *asked) values() []string {
	var out []string
	seen := make(map[string]bool)
	add := func(values ...string) {
		for _, v := range values {
			if !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	for i := range t.marks {
		if t.marks[i].In != planner.No {
			add(t.marks[i].Values...)
		}
	}
	for _, of := range []map[string]int{t.fixed.PerValue, t.fixed.MaybeValue} {
		add(tally.ByFrequency(of)...)
	}
	return out
}

// distinct adds an indicator per value. For a minimum, an indicator may be one
// only where somebody carries the value for certain; for a maximum it must be
// one where anybody may, and each person of unknown value may add a value.
func (b *builder) distinct(t *asked) {
	need, limit := tally.BoundsOfValues(t.Target)
	values := t.values()
	if need > 0 {
		b.atLeastDistinct(t, need, values)
	}
	if limit != tally.NoLimit && (len(t.List) == 0 || limit < len(t.List)) {
		b.atMostDistinct(t, limit, values)
	}
}

func (b *builder) atLeastDistinct(t *asked, need int, values []string) {
	sp := ilp.Spread{Main: b.m.Program.AddRow(int64(need), ilp.Unbounded)}
	for _, v := range values {
		upper := int64(1)
		if v == NewValue {
			upper = b.mostWith(t.has(v)) // each recruit with it brings another one
		}
		have := t.fixed.PerValue[v]
		link := b.atLeast(int64(-have), func(k int) int64 {
			return tally.One(t.marks[k].In == planner.Yes && slices.Contains(t.marks[k].Values, v))
		})
		b.indicator(&sp, upper, link, -1, have)
	}
	b.spread(t, "min", need, sp)
}

func (b *builder) atMostDistinct(t *asked, limit int, values []string) {
	main := b.atMost(int64(limit-t.fixed.Open), func(k int) int64 {
		return max(t.marks[k].Open(), t.marks[k].Has(NewValue))
	})
	sp := ilp.Spread{Main: main}
	for _, v := range values {
		if v == NewValue {
			continue
		}
		have := t.fixed.PerValue[v] + t.fixed.MaybeValue[v]
		link := b.atMost(int64(-have), t.has(v))
		b.indicator(&sp, 1, link, -(b.mostWith(t.has(v)) + int64(have)), have)
	}
	b.spread(t, "max", limit, sp)
}

// indicator adds the column that says whether a value occurs, of which have people are
// there already: it counts in the main row, and coef ties it to the row link, the sum
// of those chosen who carry the value.
func (b *builder) indicator(sp *ilp.Spread, upper int64, link int, coef int64, have int) {
	b.m.Program.AddColumn(0, upper, ilp.Entry{Row: sp.Main, Coef: 1}, ilp.Entry{Row: link, Coef: coef})
	sp.Links, sp.Have = append(sp.Links, link), append(sp.Have, have)
}

// spread closes a rule on different values. It gives way in its main row alone.
func (b *builder) spread(t *asked, bound string, limit int, sp ilp.Spread) {
	b.m.spreads = append(b.m.spreads, sp)
	b.rule(t, bound, limit, 1, append([]int{sp.Main}, sp.Links...)...).Main = []int{sp.Main}
}

// mostWith is the largest number of such people that any panel can have, whatever its
// size: all of the pool, and as many recruits as seats.
func (b *builder) mostWith(such func(k int) int64) int64 {
	n, recruits := int64(0), int64(0)
	for k := range b.People {
		has := such(k)
		if b.People[k].Class != Recruit {
			n += has
		} else if has > 0 {
			recruits = int64(max(b.Seats, 1))
		}
	}
	return n + recruits
}

// has is 1 for the people who are known to carry the value.
func (t *asked) has(v string) func(k int) int64 {
	return func(k int) int64 { return t.marks[k].Has(v) }
}

// eachAtMost adds a row per value that could exceed the limit. People of unknown
// value could all share any one value.
func (b *builder) eachAtMost(t *asked) {
	n, sure := b.considered(t)
	limit := tally.UpTo(t.Max)
	if sure {
		limit = tally.UpTo(t.Allow(n))
	}
	values := t.values()
	if len(values) == 0 {
		values = []string{""} // nobody is known, but the unknown could agree
	}
	if limit != tally.NoLimit {
		b.eachPlain(t, limit, values)
	}
	if !sure && t.MaxShare.Given() {
		b.eachShare(t, values)
	}
}

// mayCarry is 1 for a person who carries the value or could.
func (t *asked) mayCarry(k int, v string) int64 { return max(t.marks[k].Open(), t.marks[k].Has(v)) }

// eachPlain bounds each value by a number of people. A value that cannot exceed it,
// even if everybody took part, gets no row. Values of one person each, and those that
// nobody has yet, of which no two recruits share one, have a row together: what they can
// reach is reached as soon as any of them is taken, so people of such values stay alike.
func (b *builder) eachPlain(t *asked, limit int, values []string) {
	carriers, open := b.carriers(t)
	var rows, links []int
	alone := make(map[string]bool)
	for _, v := range values {
		have := t.fixed.PerValue[v] + t.fixed.MaybeValue[v]
		switch {
		case v == NewValue || carriers[v] == 1 && have == 0:
			alone[v] = limit < 1+open
		case limit < carriers[v]+open+have:
			rows = append(rows, b.atMost(int64(limit-have-t.fixed.Open), func(k int) int64 { return t.mayCarry(k, v) }))
		}
	}
	isAlone := func(k int) int64 {
		m := &t.marks[k]
		return tally.One(m.In != planner.No && slices.ContainsFunc(m.Values, func(v string) bool { return alone[v] }))
	}
	if most := b.mostWith(isAlone); most > 0 {
		sp := ilp.Spread{Main: b.atMost(int64(limit-t.fixed.Open), func(k int) int64 { return t.marks[k].Open() })}
		link := b.atMost(0, isAlone)
		b.indicator(&sp, 1, link, -most, 0)
		b.m.spreads = append(b.m.spreads, sp)
		rows = append(rows, sp.Main)
		links = append(links, link)
	}
	b.rule(t, "max", limit, 1, append(rows, links...)...).Main = rows
}

// carriers counts the people who carry each value, and those who could carry any, the
// ones who bear on the target already among the latter.
func (b *builder) carriers(t *asked) (carriers map[string]int, open int) {
	carriers, open = make(map[string]int), t.fixed.Open
	for k := range t.marks {
		copies := 1
		if b.People[k].Class == Recruit {
			copies += len(b.People) // any number of them may be found
		}
		switch {
		case t.marks[k].In == planner.No:
		case t.marks[k].Hit == planner.Unknown:
			open += copies
		default:
			for _, v := range t.marks[k].Values {
				carriers[v] += copies
			}
		}
	}
	return carriers, open
}

// eachShare bounds each value by a share of a number of people that is itself open. No
// two recruits share a value that nobody has yet, so one row speaks for all of those.
func (b *builder) eachShare(t *asked, values []string) {
	s := t.MaxShare
	var rows []int
	for _, v := range values {
		start := s.Den*int64(t.fixed.PerValue[v]+t.fixed.MaybeValue[v]+t.fixed.Open) - s.Num*int64(t.fixed.N)
		bounded := b.atMost(-start, func(k int) int64 {
			carries := t.mayCarry(k, v)
			if v == NewValue {
				carries = t.marks[k].Open()
			}
			return s.Den*carries - s.Num*tally.One(t.marks[k].In == planner.Yes)
		})
		rows = append(rows, bounded)
		if v == NewValue {
			anyone := b.atMost(0, t.has(v))
			b.m.Program.AddColumn(0, 1,
				ilp.Entry{Row: bounded, Coef: s.Den}, ilp.Entry{Row: anyone, Coef: -b.mostWith(t.has(v))})
			rows = append(rows, anyone)
		}
	}
	b.rule(t, "max", percent(s), s.Den, rows...)
}
