package balance

import "roundtable/planner"

// Options says who is judged and what the panel is measured against.
// Start from [DefaultOptions].
type Options struct {
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
	// JoinAs is the role of a person whose source states none: a plain list of
	// candidates is a list of people who would speak.
	JoinAs planner.Role

	// Measure lists the dimensions to measure, in order. Empty means the
	// dimensions of the targets, then stakeholder, region, gender and age where
	// anybody has a value.
	Measure []planner.Dimension
	// Expected lists, per dimension, the values a full panel would cover, in the
	// vocabulary's order. Where missing, the values of the targets are taken,
	// else the field's own list, and always the values that occur.
	Expected map[planner.Dimension][]string
	// Overlap lists the pairs of dimensions to cross-tabulate.
	Overlap [][2]planner.Dimension

	// References are named distributions to compare with (rosters of
	// [MinForReference] people and more) and to count seats to move against.
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

// MinForReference is the smallest roster that is compared with a reference.
const MinForReference = 20

// DefaultOptions returns the options used when nothing was asked for:
// stakeholder group against region and against gender, enumeration to 2 million
// outcomes, else 20,000 draws with seed 1.
func DefaultOptions() Options {
	return Options{
		JoinAs: planner.RoleSpeaker,
		Overlap: [][2]planner.Dimension{
			{planner.Stakeholder, planner.Region},
			{planner.Stakeholder, planner.Gender},
		},
		Test: TestOptions{Enumerate: 2_000_000, Draws: 20_000, Seed: 1},
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
	// List is how many alternatives to list.
	List int
	// Nodes and Work limit the search for each question: nodes of the search tree,
	// and multiplications spent in linear relaxations (about a billion a second).
	// They are counted, not timed, so that every machine gives the same answer.
	Nodes int
	Work  int64
	// Explain is how many profiles that can never be chosen to give reasons for.
	Explain int
}

// DefaultAdviceOptions returns the limits used when nothing was asked for.
func DefaultAdviceOptions() AdviceOptions {
	return AdviceOptions{Options: DefaultOptions(), List: 10, Nodes: 20_000, Work: 6_000_000_000, Explain: 20}
}
