package mixing

import (
	"context"
	"slices"

	"roundtable/planner"
)

// Schema names the JSON form of [Plan].
const Schema = "roundtable.mix/1"

// Options say how tables are mixed.
type Options struct {
	// Tables is how many tables there are, Rounds how often people change.
	Tables, Rounds int
	// Size is how many may sit at a table; zero leaves it open. Where not everybody has
	// a seat, some sit out each round, by turns.
	Size planner.Range
	// Pairs sit at one table, or not at the same, in every round in which both have a
	// seat.
	Pairs []planner.Pair
	// Earlier are the tables of rounds before: who met there had better meet others.
	Earlier []Round
	// Dimensions are what each table should be diverse in, most important first.
	Dimensions []planner.Dimension
	// Rooms says that the tables stand in rooms of their own: that nobody comes to one
	// twice comes before even tables and meeting new people.
	Rooms bool
	// Seed chooses among equally good plans.
	Seed uint64
	// Moves is how many exchanges are tried a round; 0 is chosen by the number of people.
	Moves int
	// Searches, if not 0, is how many searches of a round are made, as in a plan that a
	// deadline ended: Plan.Searches tells.
	Searches int
}

// Plan is a seating plan of mixed tables over several rounds.
type Plan struct {
	Schema string  `json:"schema"`
	Seed   uint64  `json:"seed"`
	Tables int     `json:"tables"`
	Rounds []Round `json:"rounds"`
	// Pairs is how many pairs of people sit together at least once, PairsBound the
	// most that so many rounds of tables of these sizes can reach, PairsAll all
	// pairs there are.
	Pairs      int `json:"pairs"`
	PairsBound int `json:"pairs_bound"`
	PairsAll   int `json:"pairs_all"`
	// Repeats counts meetings of pairs that had met before, here or in earlier rounds,
	// pairs that are to sit together left out.
	Repeats int `json:"repeats"`
	// SameTable counts how often people come to a table with the number of one they sat
	// at before.
	SameTable int `json:"same_table"`
	// SitOut is how often anybody sits out at least, and at most.
	SitOut [2]int `json:"sit_out"`
	// Torn are the pairs, by IDs, that are to sit together and of whom in some round one
	// has a seat and the other sits out.
	Torn [][2]string `json:"torn,omitempty"`
	// Spread says for each dimension how even the tables are.
	Spread []Spread `json:"spread"`
	// Finished is false when a deadline or an interrupt cut the work short.
	Finished bool `json:"finished"`
	// Searches is after how many searches of a round a deadline ended the work, −1 for
	// none, 0 where it did not.
	Searches int               `json:"searches,omitempty"`
	Warnings []planner.Finding `json:"-"`
}

// Round is one round: the IDs at each table, in the order of the roster, and of those
// who sit out.
type Round struct {
	Tables [][]string `json:"tables"`
	Out    []string   `json:"out,omitempty"`
}

// Spread measures one dimension over all tables and rounds: Uneven counts the
// people who would have to change tables for every table to have as even a
// share of every value as whole numbers allow; 0 is perfect. Unknown values are
// not counted.
type Spread struct {
	Dimension planner.Dimension `json:"dimension"`
	Uneven    int               `json:"uneven"`
}

// Solve seats everybody at tables round by round. Tables differ in size by at
// most one. Pairs come first, then diversity, earlier dimensions before later ones,
// then meeting new people, then coming to another table; of equally good plans the
// seed chooses. A cancelled context or a deadline returns the best plan so far, with
// Finished false; it ends the work after a whole search.
//
// The error is a [*planner.InputError] if there is not at least one table and
// one round, if the tables cannot have the size asked for, or if no seating was found
// that keeps the pairs.
func Solve(ctx context.Context, roster planner.Roster, opts Options) (*Plan, error) {
	n := len(roster)
	size := sizes(n, &opts)
	if size == nil {
		return nil, &planner.InputError{Of: "mixed tables", Findings: []planner.Finding{noSuchTables(n, &opts)}}
	}
	m := newMixer(roster, opts, size)
	best := m.solve(ctx, opts)
	if best.clashes > 0 {
		return nil, &planner.InputError{Of: "mixed tables", Findings: m.brokenPairs(best)}
	}
	out := &Plan{
		Schema: Schema, Seed: opts.Seed, Tables: opts.Tables, Repeats: best.repeats, SameTable: best.again,
		Pairs: best.pairs, PairsBound: mostPairs(n, size, opts.Rounds), PairsAll: n * (n - 1) / 2,
		Finished: !m.cut, SitOut: m.sitOut(best), Torn: m.torn(best),
	}
	if m.cut || opts.Searches != 0 {
		out.Finished = false
		if out.Searches = m.searches; m.searches == 0 {
			out.Searches = -1
		}
	}
	for _, table := range best.rounds {
		out.Rounds = append(out.Rounds, m.round(table))
	}
	for k, d := range opts.Dimensions {
		out.Spread = append(out.Spread, Spread{d, best.uneven[k]})
		if unknown := len(roster) - m.dims[k].known(); unknown > 0 {
			out.Warnings = append(out.Warnings, unknownValues(d, unknown))
		}
	}
	return out, nil
}

// sizes are the sizes of the tables, nil where they cannot be as asked.
func sizes(n int, o *Options) []int {
	if o.Tables < 1 || o.Rounds < 1 || o.Tables > n {
		return nil
	}
	seated := n
	if o.Size.Max > 0 {
		seated = min(n, o.Tables*o.Size.Max)
	}
	if o.Tables*o.Size.Min > seated {
		return nil
	}
	var size []int
	for t := range o.Tables {
		size = append(size, (seated+t)/o.Tables)
	}
	return size
}

// mostPairs bounds the pairs that can meet in so many rounds at tables of these sizes. In
// a round they make at most met pairs. Of those of any further round some met before: at
// k tables a table of s people has at least as many pairs from one table of the round
// before as when it takes equally many from each of the k, and from those who sat out.
func mostPairs(n int, size []int, rounds int) int {
	k, out, met, again := len(size), n, 0, 0
	left := slices.Clone(size)
	for _, s := range size {
		met += s * (s - 1) / 2
		out -= s
	}
	for ; out > 0 && slices.Max(left) > 0; out-- {
		left[slices.Index(left, slices.Max(left))]--
	}
	for _, s := range left {
		q, more := s/k, s%k
		again += more*q*(q+1)/2 + (k-more)*q*(q-1)/2
	}
	return min(n*(n-1)/2, met+(rounds-1)*(met-again))
}
