package panels

import (
	"fmt"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// builder turns targets into rows and people into columns.
type builder struct {
	*Question
	m *Model
}

// row adds a program row with a coefficient per person.
func (b *builder) row(lo, hi int64, coef func(i int) int64) int {
	r := b.m.Program.AddRow(lo, hi)
	for i := range b.People {
		if c := coef(i); c != 0 {
			b.m.Entries[i] = append(b.m.Entries[i], ilp.Entry{Row: r, Coef: c})
		}
	}
	return r
}

// atLeast and atMost add rows with a bound on one side.
func (b *builder) atLeast(lo int64, coef func(i int) int64) int {
	return b.row(lo, ilp.Unbounded, coef)
}

func (b *builder) atMost(hi int64, coef func(i int) int64) int {
	return b.row(-ilp.Unbounded, hi, coef)
}

// sizeAndLocks adds the size of the panel and the places that are held.
func (b *builder) sizeAndLocks() {
	exactly := func(name string, n int, coef func(i int) int64) {
		r := b.row(int64(n), int64(n), coef)
		b.m.Rules = append(b.m.Rules, Rule{Name: name, Target: -1, Bound: name, Limit: n, Rows: []int{r}})
	}
	if b.Seats != AnySize {
		exactly("size", b.Seats, func(int) int64 { return 1 })
	}
	held := func(i int) int64 {
		c := b.People[i].Class
		return tally.One(c == Locked || (b.Stay && c == Kept))
	}
	n := int64(0)
	for i := range b.People {
		n += held(i)
	}
	if n > 0 {
		exactly("locked", int(n), held)
	}
}

// asked is one target with the marks of everybody the search may seat, and the
// tally of those who bear on it already.
type asked struct {
	*planner.Target
	index int
	marks []tally.Mark
	fixed tally.Tally
}

func (b *builder) target(i int) {
	t := &asked{Target: &b.Targets[i], index: i, marks: make([]tally.Mark, len(b.People))}
	for k, p := range b.People {
		if p.Class == Joining {
			t.marks[k] = b.Judge.JoinMark(t.Target, p.Participant)
		} else {
			t.marks[k] = b.Judge.Mark(t.Target, p.Participant)
		}
	}
	t.fixed = b.Judge.Fixed(t.Target)
	switch {
	case t.Kind == planner.Distinct, t.Kind == planner.NotAllSame:
		b.distinct(t)
	case t.Kind == planner.Seats:
		b.seats(t)
	case len(t.Cells) > 0:
		b.cells(t)
	case t.Kind == planner.Each:
		b.eachAtMost(t)
	case t.Kind == planner.Size:
		b.size(t)
	case t.Kind == planner.Flag && tally.WantsNo(t.Target):
		b.most(t, t.whole(), 0)
	case t.Kind == planner.Flag:
		b.least(t, t.whole(), 1)
	default:
		b.count(t, t.whole())
	}
}

// counted is who counts for a bound: for the target, or for one of its cells.
type counted struct {
	cell  string // its name, empty for the target
	part  int    // which of the target's parts is its own
	mark  func(k int) *tally.Mark
	fixed *tally.Tally
}

func (t *asked) whole() counted {
	return counted{part: t.Part, mark: func(k int) *tally.Mark { return &t.marks[k] }, fixed: &t.fixed}
}

// cells adds the rows of each cell: a rule for each minimum, so that one of them can
// give way, and the maxima.
func (b *builder) cells(t *asked) {
	for c := range t.Cells {
		fixed := &tally.Tally{}
		if len(t.fixed.Cells) > 0 {
			fixed = &t.fixed.Cells[c]
		}
		b.count(t, counted{t.Cells[c].Label(), c, func(k int) *tally.Mark { return t.marks[k].Cell(c) }, fixed})
	}
}

// count adds the rows of a plain count: known people towards the minimum,
// everybody who could count towards the maximum. A share of a number of people
// that is itself open becomes a row weighted with the share.
func (b *builder) count(t *asked, who counted) {
	n, sure := b.considered(t)
	plain := *t.Target
	plain.Part = who.part
	if !sure {
		plain.MinShare, plain.MaxShare, plain.Parts = planner.Ratio{}, planner.Ratio{}, nil
		b.weighted(t, who)
	}
	need, allow := plain.Bounds(n)
	if need > 0 {
		b.least(t, who, need)
	}
	if limit := tally.UpTo(allow); limit != tally.NoLimit {
		b.most(t, who, limit)
	}
}

// considered is the number of people the target will speak of, if that does not
// depend on who is chosen: because it speaks of nobody who could be, or of everybody.
func (b *builder) considered(t *asked) (n int, sure bool) {
	in := 0
	for i := range t.marks {
		switch t.marks[i].In {
		case planner.Unknown:
			return 0, false
		case planner.Yes:
			in++
		}
	}
	switch {
	case t.fixed.Maybe > 0:
		return 0, false
	case in == 0:
		return t.fixed.N, true
	case in == len(t.marks) && b.Seats != AnySize:
		return t.fixed.N + b.Seats, true
	}
	return 0, false
}

func (b *builder) least(t *asked, who counted, need int) {
	r := b.atLeast(int64(need-who.fixed.Have), func(k int) int64 { return who.mark(k).Certain() })
	b.rule(t, "min", need, 1, r).inCell(who.cell)
}

func (b *builder) most(t *asked, who counted, limit int) {
	r := b.atMost(int64(limit-who.fixed.Have-who.fixed.Unsure), func(k int) int64 { return who.mark(k).Possible() })
	b.rule(t, "max", limit, 1, r).inCell(who.cell)
}

// weighted adds shares as den·count − num·considered ≥ 0 (or ≤ 0). An exact share is
// met up to half a person, which is what rounding to the nearest means; where all parts
// of a whole are met so, they are those of largest remainders.
func (b *builder) weighted(t *asked, who counted) {
	if t.NearestUpTo.Given() {
		b.stepwise(t, who)
		return
	}
	least, most := t.MinShare, t.MaxShare
	if len(t.Parts) > 0 {
		sum := int64(0)
		for _, p := range t.Parts {
			sum += p
		}
		least = planner.Ratio{Num: t.Parts[who.part], Den: sum}
		most = least
	}
	half := int64(0)
	if least.Given() && most.Given() && least.Rat().Cmp(most.Rat()) == 0 {
		least, half = planner.Ratio{Num: 2 * least.Num, Den: 2 * least.Den}, least.Den
		most = least
	}
	if s := least; s.Given() {
		start := s.Den*int64(who.fixed.Have) - s.Num*int64(t.fixed.N+t.fixed.Maybe)
		r := b.atLeast(-start-half, func(k int) int64 {
			return s.Den*who.mark(k).Certain() - s.Num*tally.One(t.marks[k].In != planner.No)
		})
		b.rule(t, "min", percent(s), s.Den, r).inCell(who.cell)
	}
	if s := most; s.Given() {
		start := s.Den*int64(who.fixed.Have+who.fixed.Unsure) - s.Num*int64(t.fixed.N)
		r := b.atMost(half-start, func(k int) int64 {
			return s.Den*who.mark(k).Possible() - s.Num*tally.One(t.marks[k].In == planner.Yes)
		})
		b.rule(t, "max", percent(s), s.Den, r).inCell(who.cell)
	}
}

// stepwise adds a minimum that depends on the number of people considered in whichever way
// grows with it: an indicator for each step, which is one where there are so many people
// that the minimum is one more, and a row that asks for as many as there are steps.
func (b *builder) stepwise(t *asked, who counted) {
	in := func(k int) int64 { return tally.One(t.marks[k].In != planner.No) }
	start := t.fixed.N + t.fixed.Maybe
	most := int(b.mostWith(in))
	sp := ilp.Spread{Main: b.atMost(int64(who.fixed.Have), func(k int) int64 { return -who.mark(k).Certain() })}
	steps := 0
	for n := 0; n <= start+most; n++ {
		for ; steps < t.Need(n); steps++ {
			link := b.atMost(int64(n-1-start), in)
			b.indicator(&sp, 1, link, -int64(max(0, start+most-n+1)), start-n+1)
		}
	}
	b.spread(t, "min", percent(t.MinShare), sp)
	b.m.Rules[len(b.m.Rules)-1].Unit = t.MinShare.Den
}

// percent is a share in whole percent, rounded down.
func percent(r planner.Ratio) int { return int(100 * r.Num / r.Den) }

// size adds the rows of a target on the number of people itself.
func (b *builder) size(t *asked) {
	if t.Min.Given {
		r := b.atLeast(int64(t.Min.N-t.fixed.N), func(k int) int64 { return tally.One(t.marks[k].In == planner.Yes) })
		b.rule(t, "min", t.Min.N, 1, r)
	}
	if t.Max.Given {
		r := b.atMost(int64(t.Max.N-t.fixed.N-t.fixed.Maybe), func(k int) int64 {
			return tally.One(t.marks[k].In != planner.No)
		})
		b.rule(t, "max", t.Max.N, 1, r)
	}
}

// rule names the rule that the rows stand for; giving way concerns all of them.
func (b *builder) rule(t *asked, bound string, limit int, unit int64, rows ...int) *Rule {
	b.m.Rules = append(b.m.Rules, Rule{
		Name:   fmt.Sprintf("%s %s %d", t.ID, bound, limit),
		Target: t.index, Bound: bound, Limit: limit, Rows: rows, Main: rows, Unit: unit,
	})
	return &b.m.Rules[len(b.m.Rules)-1]
}

// inCell says of which cell of the target the rule is.
func (r *Rule) inCell(cell string) {
	if r.Cell = cell; cell != "" {
		r.Name += " (" + cell + ")"
	}
}
