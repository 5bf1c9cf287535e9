package balance

import (
	"fmt"

	"roundtable/planner"
	"roundtable/planner/internal/tally"
)

// Options says who is judged and what the panel is measured against.
// Start from [DefaultOptions].
type Options struct {
	// Kind says who the panel is.
	Kind planner.PanelKind
	// Judged says in words who the panel is ("the 4 speakers"); empty means that
	// it is worded from the number of people.
	Judged string
	// Session is everybody listed in the session. Targets limited to roles look
	// here too, so that a rule about moderators finds them although only the
	// speakers are judged. Empty means that the panel is everybody.
	Session planner.Roster
	// Fields answers yes/no questions about the proposal itself, by the
	// dimension of the [planner.Flag] target that asks.
	Fields map[planner.Dimension]planner.Answer
	// JoinAs is the role that comes with a seat on the panel, and that of a person
	// whose source states none: a plain list of candidates is a list of people who
	// would speak.
	JoinAs planner.Role

	// Expected lists, per dimension, the values a full panel would cover, in the
	// vocabulary's order. Where missing, the values of the targets are taken,
	// else the field's own list, and always the values that occur.
	Expected map[planner.Dimension][]string

	// References are named distributions to compare with (rosters of 20 people and
	// more; smaller ones get the finding reference-too-few-people) and to count
	// seats to move against.
	References []Reference
	// Test limits the goodness-of-fit test.
	Test TestOptions

	// Pool are the people who could join; used to name replacements.
	Pool planner.Roster
}

// Reference is a named distribution over the values of a dimension, for example
// the members of a regional group among all States.
type Reference struct {
	Dimension planner.Dimension
	// Name says whose distribution it is, for the sentence "compared with …".
	Name string
	// Shares gives each value's share; the shares are scaled to sum to one.
	Shares []Share
}

// Share is one value's part of a [Reference].
type Share struct {
	Value string
	Share planner.Ratio
}

// TestOptions bounds the multinomial goodness-of-fit test.
type TestOptions struct {
	// Enumerate is the largest number of outcomes to enumerate.
	Enumerate int
	// Draws is the number of Monte Carlo draws beyond that, Seed their seed.
	Draws int
	Seed  uint64
}

// DefaultOptions returns the options used when nothing was asked for: whoever joins
// is a speaker, enumeration to 2 million outcomes, else 20,000 draws with seed 1.
func DefaultOptions() Options {
	return Options{
		JoinAs: planner.RoleSpeaker,
		Test:   TestOptions{Enumerate: 2_000_000, Draws: 20_000, Seed: 1},
	}
}

// AdviceOptions limits the advice. Start from [DefaultAdviceOptions].
type AdviceOptions struct {
	// Options is used to judge panels the way [Check] does.
	Options Options
	// Seats is the size of the panel to find; zero keeps the present size, moved
	// only as far as a target on the size itself asks.
	Seats int
	// AdditionsOnly also asks for the fewest additions when nobody leaves and
	// the number of seats is free.
	AdditionsOnly bool
	// Locked are IDs of people whose place must not change, besides those whose
	// participant record says so. KeepOut are IDs that may not join.
	Locked, KeepOut []string
	// Seed is that of the lot among ways to recommend that are equal in all else.
	Seed uint64
	// List is how many alternatives to list.
	List int
	// Nodes and Work limit the search for each question: nodes of the search tree,
	// and multiplications spent in linear relaxations (about a billion a second).
	// They are counted, not timed, so that every machine gives the same answer.
	Nodes int
	Work  int64
}

// DefaultAdviceOptions returns the limits used when nothing was asked for.
func DefaultAdviceOptions() AdviceOptions {
	return AdviceOptions{Options: DefaultOptions(), Seed: 1, List: 10, Nodes: 20_000, Work: 6_000_000_000}
}

// CommonDefault is the pack that [DefaultTargets] name as theirs.
const CommonDefault = "common default"

// DefaultTargets is what is judged when the user gave neither targets nor rules.
// All are of tier should, since nobody asked for them: with n people and K
// expected values of a dimension,
//
//   - stakeholder group and region: at least min(K, n) different values, and no
//     value with more people than ceil(n/K)+1 (one above an even split);
//   - gender: not all the same.
//
// A dimension in which nobody on the panel has a value gets no target; a panel
// of fewer than two people gets none at all.
func DefaultTargets(panel planner.Roster, opts Options) []planner.Target {
	n := len(panel)
	if n < 2 {
		return nil
	}
	var out []planner.Target
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if !tally.AnyKnown(panel, d) {
			continue
		}
		k := len(expectedValues(panel, d, nil, opts))
		if k < 2 {
			continue
		}
		cover, most := min(k, n), (n+k-1)/k+1
		out = append(out, planner.Target{
			ID: "cover " + string(d), Kind: planner.Distinct, Dimension: d,
			Min: planner.LimitOf(cover), Tier: planner.Should, TierGiven: true, Pack: CommonDefault,
			Text: fmt.Sprintf("as many different %ss as %d seats allow: %d", d.Label(), n, cover),
		})
		if most < n {
			out = append(out, planner.Target{
				ID: "spread " + string(d), Kind: planner.Each, Dimension: d,
				Max: planner.LimitOf(most), Tier: planner.Should, TierGiven: true, Pack: CommonDefault,
				Text: fmt.Sprintf("no %s with more than %d of the %d seats", d.Label(), most, n),
			})
		}
	}
	if tally.AnyKnown(panel, planner.Gender) {
		out = append(out, planner.Target{
			ID: "mix gender", Kind: planner.NotAllSame, Dimension: planner.Gender,
			Tier: planner.Should, TierGiven: true, Pack: CommonDefault, Text: "not everybody of the same gender",
		})
	}
	return out
}
