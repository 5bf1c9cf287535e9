package grouping

import (
	"context"
	"fmt"

	"roundtable/planner"
)

// MixSchema names the JSON form of [Mix].
const MixSchema = "roundtable.mix/1"

// MixOptions say how tables are mixed.
type MixOptions struct {
	// Tables is how many tables there are, Rounds how often people change.
	Tables, Rounds int
	// Dimensions are what each table should be diverse in, most important first.
	Dimensions []planner.Dimension
	Seed       uint64
	// Moves limits the search per round; 0 is chosen by the number of people.
	Moves int
}

// Mix is a seating plan of mixed tables over several rounds.
type Mix struct {
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
	// Repeats counts meetings of pairs that had met before.
	Repeats int `json:"repeats"`
	// Spread says for each dimension how even the tables are.
	Spread []Spread `json:"spread"`
	// Finished is false when a deadline or an interrupt cut the work short.
	Finished bool              `json:"finished"`
	Warnings []planner.Finding `json:"-"`
}

// Round is one round: the IDs at each table, in the order of the roster.
type Round struct {
	Tables [][]string `json:"tables"`
}

// Spread measures one dimension over all tables and rounds: Uneven counts the
// people who would have to change tables for every table to have as even a
// share of every value as whole numbers allow; 0 is perfect. Unknown values are
// not counted.
type Spread struct {
	Dimension planner.Dimension `json:"dimension"`
	Uneven    int               `json:"uneven"`
}

// SolveMix seats everybody at tables round by round. Tables differ in size by at
// most one. Diversity comes before meeting new people, and earlier dimensions
// before later ones. Each round is found by exchanges between tables (simulated
// annealing with a fixed number of moves, see mix_search.go); then every round
// is searched again with the others as they are, and the whole is begun anew as
// often as the number of people allows. The best of all is kept.
//
// The bound on pairs is a count: a table of s people makes s(s−1)/2 pairs, and
// no one can meet more people than there are.
func SolveMix(ctx context.Context, roster planner.Roster, opts MixOptions) (*Mix, error) {
	n := len(roster)
	if opts.Tables < 1 || opts.Rounds < 1 || opts.Tables > n {
		return nil, &InputError{[]planner.Finding{{
			Code: "mix-size", Severity: planner.Error,
			Text: fmt.Sprintf("%d people cannot sit at %d tables in %d rounds", n, opts.Tables, opts.Rounds),
			Fix:  "ask for at least one table and one round, and no more tables than people",
		}}}
	}
	m := newMixer(roster, opts)
	best := m.solve(ctx, opts)
	out := &Mix{
		Schema: MixSchema, Seed: opts.Seed, Tables: opts.Tables, Repeats: best.repeats,
		PairsAll: n * (n - 1) / 2, PairsBound: pairsBound(n, m.size, opts.Rounds), Finished: ctx.Err() == nil,
	}
	perRound := 0
	for _, s := range m.size {
		perRound += s * (s - 1) / 2
	}
	out.Pairs = opts.Rounds*perRound - best.repeats
	for _, table := range best.rounds {
		out.Rounds = append(out.Rounds, m.round(table))
	}
	for k, d := range opts.Dimensions {
		out.Spread = append(out.Spread, Spread{d, best.uneven[k]})
		out.Warnings = append(out.Warnings, mixUnknown(roster, d)...)
	}
	return out, nil
}

// pairsBound is the most pairs that can meet.
func pairsBound(n int, sizes []int, rounds int) int {
	perRound := 0
	for _, s := range sizes {
		perRound += s * (s - 1) / 2
	}
	return min(n*(n-1)/2, rounds*perRound)
}

func mixUnknown(roster planner.Roster, d planner.Dimension) []planner.Finding {
	unknown := 0
	for i := range roster {
		if _, ok := roster[i].Value(d); !ok {
			unknown++
		}
	}
	if unknown == 0 {
		return nil
	}
	return []planner.Finding{{
		Code: "mix-unknown", Severity: planner.Warning,
		Text: fmt.Sprintf("the %s of %d people is unknown; they are seated without regard to it", d.Label(), unknown),
	}}
}
