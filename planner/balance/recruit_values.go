package balance

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// recruitValues lists the values a recruit may bring in one dimension.
func (a *adviser) recruitValues(d planner.Dimension, targets []planner.Target) []string {
	var named, spelled []string
	open := false
	add := func(v string) {
		if v != "" && !slices.Contains(named, v) {
			named = append(named, v)
		}
	}
	for i := range targets {
		t := &targets[i]
		if t.Dimension == d {
			if t.Kind == planner.Flag {
				add("yes")
				add("no")
			}
			add(t.Value)
			spelled = append(spelled, t.AnyOf...)
			open = open || allValues(t.Kind)
		}
		for _, c := range t.And {
			if c.Dimension == d {
				add(c.Value)
			}
		}
	}
	if !open {
		return append(named, a.elsewhere(d, append(spelled, named...), len(named))...)
	}
	var more []string
	for _, p := range a.people {
		for _, v := range known(p.person, d) {
			if !slices.Contains(named, v) && !slices.Contains(more, v) {
				more = append(more, v)
			}
		}
	}
	slices.Sort(more)
	if len(more) > 12 {
		more = nil // one that nobody has yet serves a spread best
	}
	return append(append(named, more...), newValue)
}

// elsewhere is one further value, where the targets' own values do not cover the
// pool: a recruit may be from outside all of them.
func (a *adviser) elsewhere(d planner.Dimension, spellings []string, named int) []string {
	for _, p := range a.people {
		for _, v := range known(p.person, d) {
			if !slices.ContainsFunc(spellings, func(s string) bool { return strings.EqualFold(s, v) }) {
				return []string{newValue}
			}
		}
	}
	if named == 1 {
		return []string{newValue}
	}
	return nil
}

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
		joined := block{}
		var rest []block
		dims := dimensionsOf(&targets[i])
		if len(dims) == 0 {
			continue
		}
		at := -1
		for _, b := range blocks {
			if slices.ContainsFunc(b.dims, func(d planner.Dimension) bool { return slices.Contains(dims, d) }) {
				if at < 0 {
					at = len(rest)
					rest = append(rest, block{})
				}
				joined.dims = append(joined.dims, b.dims...)
			} else {
				rest = append(rest, b)
			}
		}
		for _, d := range dims {
			if !slices.Contains(joined.dims, d) {
				joined.dims = append(joined.dims, d)
			}
		}
		if at < 0 {
			rest = append(rest, joined)
		} else {
			rest[at] = joined
		}
		blocks = rest
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
				c := map[planner.Dimension]string{d: v}
				for k, x := range head {
					c[k] = x
				}
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
