package mixing

import (
	"context"

	"roundtable/planner"
)

// Schema names the JSON form of [Plan].
const Schema = "roundtable.mix/1"

// Options say how tables are mixed.
type Options struct {
	// Tables is how many tables there are, Rounds how often people change.
	Tables, Rounds int
	// Dimensions are what each table should be diverse in, most important first.
	Dimensions []planner.Dimension
	// Seed chooses among equally good plans.
	Seed uint64
	// Moves is how many exchanges are tried a round; 0 is chosen by the number of people.
	Moves int
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

// Solve seats everybody at tables round by round. Tables differ in size by at
// most one. Diversity comes before meeting new people, and earlier dimensions
// before later ones; of equally good plans the seed chooses. A cancelled context
// or a deadline returns the best plan so far, with Finished false.
//
// The bound on pairs is a count: a table of s people makes s(s−1)/2 pairs, and
// no one can meet more people than there are.
//
// The error is a [*planner.InputError] if there is not at least one table and
// one round, or there are more tables than people.
func Solve(ctx context.Context, roster planner.Roster, opts Options) (*Plan, error) {
	n := len(roster)
	if opts.Tables < 1 || opts.Rounds < 1 || opts.Tables > n {
		return nil, &planner.InputError{Of: "mixed tables", Findings: []planner.Finding{noSuchTables(n, &opts)}}
	}
	m := newMixer(roster, opts)
	best := m.solve(ctx, opts)
	perRound := 0
	for _, s := range m.size {
		perRound += s * (s - 1) / 2
	}
	all, met := n*(n-1)/2, opts.Rounds*perRound
	out := &Plan{
		Schema: Schema, Seed: opts.Seed, Tables: opts.Tables, Repeats: best.repeats,
		Pairs: met - best.repeats, PairsBound: min(all, met), PairsAll: all, Finished: ctx.Err() == nil,
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
