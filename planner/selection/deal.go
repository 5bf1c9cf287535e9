package selection

import (
	"slices"

	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/tally"
)

// The streams of random numbers that a seed gives, one a purpose.
const (
	streamOrder = iota // of the panels
	streamDeck         // who of people alike is on which panel
	streamReserve
	streamCode
	streamHat // and the following, one a panel
)

// shuffle puts a list in an order that the source decides (Fisher and Yates).
func shuffle[T any](list []T, from *anneal.Random) {
	for i := len(list) - 1; i > 0; i-- {
		k := from.Below(i + 1)
		list[i], list[k] = list[k], list[i]
	}
}

// deck deals the people of one profile: everybody once in the order of a lot before
// anybody comes again, so that the numbers of their panels differ by one at most.
type deck struct {
	people []int
	dealt  int // of this round
	from   *anneal.Random
}

func newDeck(people []int, from *anneal.Random) *deck {
	d := &deck{people: slices.Clone(people), from: from}
	shuffle(d.people, from)
	return d
}

// deal gives n different people, at most as many as there are.
func (d *deck) deal(n int) []int {
	first := min(n, len(d.people)-d.dealt)
	out := slices.Clone(d.people[d.dealt : d.dealt+first])
	d.dealt += first
	if first == n {
		return out
	}
	// A new round begins amid a panel: whoever is on it already comes last of those.
	shuffle(d.people, d.from)
	slices.SortStableFunc(d.people, func(a, b int) int {
		return int(tally.One(slices.Contains(out, a)) - tally.One(slices.Contains(out, b)))
	})
	d.dealt = n - first
	return append(out, d.people[:n-first]...)
}

// deal turns panels by profile, in their order, into lists of people; profiles are the
// people of each.
func deal(panels [][]int, profiles [][]int, seed uint64) [][]int {
	from := anneal.NewRandom(seed, streamDeck)
	decks := make([]*deck, len(profiles))
	for j, people := range profiles {
		decks[j] = newDeck(people, from)
	}
	out := make([][]int, len(panels))
	for i, p := range panels {
		for j, n := range p {
			out[i] = append(out[i], decks[j].deal(n)...)
		}
		slices.Sort(out[i])
	}
	return out
}
