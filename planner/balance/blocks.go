package balance

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

const (
	// recruitChoices bounds the combinations of values within one block of
	// dimensions.
	recruitChoices = 3_000
	// recruitValuesListed is up to how many values of the pool are tried one by
	// one; beyond, one that nobody has yet serves a spread best.
	recruitValuesListed = 12
)

// block is a set of dimensions that targets join with "and", with every
// combination of values a recruit may bring in them. No target looks at two
// blocks at once, so what a recruit adds to the rows is the sum over blocks.
type block struct {
	dims    []planner.Dimension
	choices []map[planner.Dimension]string
}

// blocksOf divides the targets' dimensions into blocks, in order of first
// appearance; ok is false where a block has too many combinations.
func (a *adviser) blocksOf(targets []planner.Target) (blocks []block, ok bool) {
	for i := range targets {
		dims := tally.Dimensions(targets[i])
		if len(dims) == 0 {
			continue
		}
		var joined block // of the blocks that the target touches, where the first of them was
		var rest []block
		at := len(blocks)
		for _, b := range blocks {
			if slices.ContainsFunc(b.dims, func(d planner.Dimension) bool { return slices.Contains(dims, d) }) {
				joined.dims = append(joined.dims, b.dims...)
				at = min(at, len(rest))
			} else {
				rest = append(rest, b)
			}
		}
		for _, d := range dims {
			if !slices.Contains(joined.dims, d) {
				joined.dims = append(joined.dims, d)
			}
		}
		blocks = slices.Insert(rest, at, joined)
	}
	for i := range blocks {
		if blocks[i].choices = a.choices(blocks[i].dims, targets); blocks[i].choices == nil {
			return nil, false
		}
	}
	return blocks, true
}

// choices lists the combinations of values in the dimensions, the first slowest.
func (a *adviser) choices(dims []planner.Dimension, targets []planner.Target) []map[planner.Dimension]string {
	out := []map[planner.Dimension]string{{}}
	for _, d := range dims {
		var next []map[planner.Dimension]string
		values := a.recruitValues(d, targets)
		for _, head := range out {
			for _, v := range values {
				c := maps.Clone(head)
				c[d] = v
				next = append(next, c)
			}
		}
		if len(next) > recruitChoices {
			return nil
		}
		out = next
	}
	return out
}

// recruitValues lists the values a recruit may bring in one dimension: those the
// targets name and, where a target speaks of all values, those of the pool and one
// that nobody has. Where the targets' own values do not cover the pool, a recruit
// may be from outside all of them too.
func (a *adviser) recruitValues(d planner.Dimension, targets []planner.Target) []string {
	named, spelled, open := namedValues(d, targets)
	if bands := numberBands(d, targets); len(bands) > 0 {
		return append(named, bands...)
	}
	if yesNo := []string{"yes", "no"}; len(named) > 0 && !slices.ContainsFunc(named, func(v string) bool {
		return !slices.Contains(yesNo, v)
	}) {
		return yesNo // whoever is not one is the other
	}
	var pool []string
	for _, p := range a.people {
		for _, v := range tally.Known(p.Participant, d) {
			if !slices.Contains(pool, v) && !slices.Contains(named, v) {
				pool = append(pool, v)
			}
		}
	}
	outside := func(v string) bool {
		return !slices.ContainsFunc(spelled, func(s string) bool { return strings.EqualFold(s, v) })
	}
	switch {
	case open && len(pool) <= recruitValuesListed:
		slices.Sort(pool)
		return append(append(named, pool...), panels.NewValue)
	case open, len(named) <= 1, slices.ContainsFunc(pool, outside):
		return append(named, panels.NewValue)
	default:
		return named
	}
}

// namedValues lists the values of d that targets name, also with their further
// spellings; open says that some target speaks of all values.
func namedValues(d planner.Dimension, targets []planner.Target) (named, spelled []string, open bool) {
	add := func(values ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(named, v) {
				named = append(named, v)
			}
		}
	}
	for i := range targets {
		t := &targets[i]
		if t.Dimension == d {
			if t.Kind == planner.Flag {
				add("yes", "no")
			}
			add(t.Value)
			add(t.List...)
			spelled = append(spelled, t.AnyOf...)
			open = open || tally.AllValues(t) && len(t.List) == 0
		}
		for _, c := range slices.Concat([]planner.Condition{t.And}, t.Cells) {
			for k := range c {
				if c[k].Dimension == d && !c[k].Numeric() {
					add(c[k].Values[:min(len(c[k].Values), 1)]...)
					spelled = append(spelled, c[k].Values...)
					open = open || c[k].Not
				}
			}
		}
	}
	return named, append(spelled, named...), open
}

// numberBands parts all numbers where the targets' terms on d begin and end, so that
// every number of a band fits the same terms; nil where no term compares numbers.
func numberBands(d planner.Dimension, targets []planner.Target) []string {
	var starts []int
	for i := range targets {
		for _, c := range slices.Concat([]planner.Condition{targets[i].Who()}, targets[i].Cells) {
			for k := range c {
				if c[k].Dimension == d && c[k].From.Given {
					starts = append(starts, c[k].From.N)
				}
				if c[k].Dimension == d && c[k].To.Given {
					starts = append(starts, c[k].To.N+1)
				}
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	var out []string
	for i, n := range starts {
		if i == 0 {
			out = append(out, "<"+strconv.Itoa(n))
		}
		if i == len(starts)-1 {
			out = append(out, strconv.Itoa(n)+"+")
		} else {
			out = append(out, strconv.Itoa(n)+"-"+strconv.Itoa(starts[i+1]-1))
		}
	}
	return out
}
