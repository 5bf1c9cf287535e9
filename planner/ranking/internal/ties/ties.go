// Package ties breaks ties where an order is needed: a cut line, a place on the
// agenda, an elimination. Levels and ranks keep ties.
package ties

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/tally"
)

// The links of the chain, in order: support, head-to-head, more groups that rank
// the issue first, higher lowest group support, support by head count, and last a
// declared lot: the order of SHA-256(seed ‖ issue ID).
const (
	linkSupport = iota
	linkPair
	linkGroups
	linkLowest
	linkHeads
	linkLot
	links
)

// Lot is the name of the last link.
const Lot = "lot"

func linkName(link int) string {
	return [...]string{
		"support", "head-to-head", "groups that put it first", "lowest group support", "support by head count", Lot,
	}[link]
}

// lotHexDigits is how much of a lot is shown.
const lotHexDigits = 12

// Chain holds what the links compare.
type Chain struct {
	x              *tally.Election
	support, heads []*big.Rat
	groupFirsts    []int      // groups that rank the issue first
	lowest         []*big.Rat // lowest support in any group
	lot            []string
}

// NewChain makes the chain for the issues with these IDs: heads is the support by
// heads, groups the support in each group.
func NewChain(x *tally.Election, heads []*big.Rat, groups [][]*big.Rat, seed uint64, ids []string) *Chain {
	c := &Chain{
		x: x, support: x.Standing, heads: heads, groupFirsts: make([]int, x.M),
		lowest: make([]*big.Rat, x.M), lot: make([]string, x.M),
	}
	for _, g := range groups {
		for a, rank := range order.Ranks(g) {
			if g[a] == nil {
				continue
			}
			if rank == 1 {
				c.groupFirsts[a]++
			}
			if c.lowest[a] == nil || g[a].Cmp(c.lowest[a]) < 0 {
				c.lowest[a] = g[a]
			}
		}
	}
	for a, id := range ids {
		c.lot[a] = lotOf(seed, id)
	}
	return c
}

// lotOf is the lot under a seed, in hexadecimal: smaller goes first.
func lotOf(seed uint64, id string) string {
	h := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), id...))
	return hex.EncodeToString(h[:])
}

// Order brings all issues into one order. A tie that the links leave is taken
// as a whole to the next one, so the result is the same whatever the input order;
// head-to-head is the number of issues of the tie beaten, less those that beat it.
func (c *Chain) Order() []int { return c.split(order.All(c.x.M), 0) }

// split orders a set of issues that tied at all links before this one.
func (c *Chain) split(set []int, link int) []int {
	if len(set) < 2 || link == links {
		return set
	}
	cmp := c.comparer(set, link)
	sorted := slices.Clone(set)
	slices.SortStableFunc(sorted, cmp)
	var out []int
	for _, tied := range order.Runs(sorted, cmp) {
		out = append(out, c.split(tied, link+1)...)
	}
	return out
}

func (c *Chain) comparer(set []int, link int) func(a, b int) int {
	switch link {
	case linkSupport:
		return func(a, b int) int { return order.ByValue(c.support[a], c.support[b]) }
	case linkPair:
		net := make(map[int]int, len(set))
		for _, a := range set {
			net[a] = c.net(set, a)
		}
		return func(a, b int) int { return net[b] - net[a] }
	case linkGroups:
		return func(a, b int) int { return c.groupFirsts[b] - c.groupFirsts[a] }
	case linkLowest:
		return func(a, b int) int { return order.ByValue(c.lowest[a], c.lowest[b]) }
	case linkHeads:
		return func(a, b int) int { return order.ByValue(c.heads[a], c.heads[b]) }
	default:
		return func(a, b int) int { return strings.Compare(c.lot[a], c.lot[b]) }
	}
}

// Step says what separated two neighbours of an order.
type Step struct {
	Link                   string
	Above, Below           int
	AboveValue, BelowValue string
}

// Explain tells how a set of tied issues was put in order: one step for each two
// neighbours.
func (c *Chain) Explain(tied []int) []Step {
	var out []Step
	for i := range len(tied) - 1 {
		out = append(out, c.Separate(tied[i], tied[i+1]))
	}
	return out
}

// Separate says what put a before b in the order: the first link at which they differ
// among all that tied with them until there.
func (c *Chain) Separate(a, b int) Step {
	set := order.All(c.x.M)
	link := 0
	for ; link < linkLot; link++ {
		cmp := c.comparer(set, link)
		if cmp(a, b) != 0 {
			break
		}
		set = slices.DeleteFunc(set, func(y int) bool { return cmp(a, y) != 0 })
	}
	step := Step{linkName(link), a, b, c.value(link, a, b), c.value(link, b, a)}
	if link == linkPair && len(set) > 2 {
		step.AboveValue, step.BelowValue = strconv.Itoa(c.net(set, a)), strconv.Itoa(c.net(set, b))
	}
	return step
}

// net is how many issues of a set a beats, less those that beat it.
func (c *Chain) net(set []int, a int) int {
	n := 0
	for _, b := range set {
		if a != b {
			n += c.x.Beats(a, b)
		}
	}
	return n
}

// value is what the issue a scored at a link, against b where they were compared.
func (c *Chain) value(link, a, b int) string {
	switch link {
	case linkSupport:
		return decimal(c.support[a])
	case linkPair:
		return decimal(c.x.Rat(c.x.W[a][b], 1))
	case linkGroups:
		return strconv.Itoa(c.groupFirsts[a])
	case linkLowest:
		return decimal(c.lowest[a])
	case linkHeads:
		return decimal(c.heads[a])
	default:
		return c.lot[a][:lotHexDigits]
	}
}

func decimal(r *big.Rat) string {
	if r == nil {
		return "none"
	}
	return r.FloatString(2)
}
