package ranking

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// The tie-break chain is, link by link: support, head-to-head, more groups that
// rank the issue first, higher lowest group support, support by head count, and
// last a declared lot: the order of SHA-256(seed ‖ issue ID). It is used only
// where an order is needed (a cut line, a place on the agenda, an elimination).
// Levels and ranks keep ties.
const (
	stepSupport  = "support"
	stepPair     = "head-to-head"
	stepGroups   = "groups that put it first"
	stepLowest   = "lowest group support"
	stepHeads    = "support by head count"
	stepLot      = "lot"
	lotHexDigits = 12
)

// chain holds what the links compare.
type chain struct {
	x              *election
	support, heads []*big.Rat
	groupFirsts    []int      // groups that rank the issue first
	lowest         []*big.Rat // lowest support in any group
	lot            []string
}

// lotOf is the issue's lot under a seed, in hexadecimal: smaller goes first.
func lotOf(seed uint64, id string) string {
	h := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), id...))
	return hex.EncodeToString(h[:])
}

func newChain(x *election, support, heads []*big.Rat, groups [][]*big.Rat, seed uint64) *chain {
	c := &chain{x: x, support: support, heads: heads, groupFirsts: make([]int, x.m), lowest: make([]*big.Rat, x.m), lot: make([]string, x.m)}
	for _, g := range groups {
		ranks := ranksOf(g)
		for a, r := range ranks {
			if r == 1 && g[a] != nil {
				c.groupFirsts[a]++
			}
		}
		for a, s := range g {
			if s != nil && (c.lowest[a] == nil || s.Cmp(c.lowest[a]) < 0) {
				c.lowest[a] = s
			}
		}
	}
	for a, id := range x.ids {
		c.lot[a] = lotOf(seed, id)
	}
	return c
}

// order brings all issues into one order. A tie that the links leave is taken
// as a whole to the next one, so the result is the same whatever the input order;
// head-to-head is the number of issues of the tie beaten, less those that beat it.
func (c *chain) order() []int {
	return c.split(c.x.all(), 0)
}

// links is how many there are.
const links = 6

// split orders a set of issues that tied at all links before this one.
func (c *chain) split(set []int, link int) []int {
	if len(set) < 2 || link == links {
		return set
	}
	cmp := c.comparer(set, link)
	sorted := slices.Clone(set)
	slices.SortStableFunc(sorted, cmp)
	var out []int
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && cmp(sorted[i], sorted[j]) == 0 {
			j++
		}
		out = append(out, c.split(sorted[i:j], link+1)...)
		i = j
	}
	return out
}

func (c *chain) comparer(set []int, link int) func(a, b int) int {
	switch link {
	case 0:
		return func(a, b int) int { return cmpPresent(c.support[a], c.support[b]) }
	case 1:
		net := make(map[int]int, len(set))
		for _, a := range set {
			for _, b := range set {
				if a != b {
					net[a] += c.x.beats(a, b)
				}
			}
		}
		return func(a, b int) int { return net[b] - net[a] }
	case 2:
		return func(a, b int) int { return c.groupFirsts[b] - c.groupFirsts[a] }
	case 3:
		return func(a, b int) int { return cmpPresent(c.lowest[a], c.lowest[b]) }
	case 4:
		return func(a, b int) int { return cmpPresent(c.heads[a], c.heads[b]) }
	default:
		return func(a, b int) int { return strings.Compare(c.lot[a], c.lot[b]) }
	}
}

// explain tells how a set of tied issues was put in order: one step for each two
// neighbours.
func (c *chain) explain(order []int) TieBreak {
	out := TieBreak{Issues: c.x.names(order)}
	for i := range len(order) - 1 {
		a, b := order[i], order[i+1]
		link := c.separates(order, a, b)
		step := TieStep{Above: c.x.ids[a], Below: c.x.ids[b]}
		switch link {
		case 0:
			step.Rule = stepSupport
			step.AboveValue, step.BelowValue = decimal(c.support[a]), decimal(c.support[b])
		case 1:
			step.Rule = stepPair
			step.AboveValue, step.BelowValue = decimal(c.x.rat(c.x.w[a][b])), decimal(c.x.rat(c.x.w[b][a]))
		case 2:
			step.Rule = stepGroups
			step.AboveValue, step.BelowValue = strconv.Itoa(c.groupFirsts[a]), strconv.Itoa(c.groupFirsts[b])
		case 3:
			step.Rule = stepLowest
			step.AboveValue, step.BelowValue = decimal(c.lowest[a]), decimal(c.lowest[b])
		case 4:
			step.Rule = stepHeads
			step.AboveValue, step.BelowValue = decimal(c.heads[a]), decimal(c.heads[b])
		default:
			step.Rule = stepLot
			step.AboveValue, step.BelowValue = c.lot[a][:lotHexDigits], c.lot[b][:lotHexDigits]
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// separates finds the first link at which a and b of a tied set differ.
func (c *chain) separates(set []int, a, b int) int {
	for link := range links {
		cmp := c.comparer(set, link)
		if cmp(a, b) != 0 {
			return link
		}
		set = slices.DeleteFunc(slices.Clone(set), func(y int) bool { return cmp(a, y) != 0 })
	}
	return links
}

func decimal(r *big.Rat) string {
	if r == nil {
		return "none"
	}
	return r.FloatString(2)
}
