package ranking

import (
	"roundtable/planner"
	"roundtable/planner/ranking/internal/agenda"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/firmness"
)

// WeightMode says how much each ballot counts.
type WeightMode string

// The weight modes. In all of them a weight given in the source multiplies.
const (
	// Auto is ByGroups where any ballot carries a group, else ByHeads.
	Auto WeightMode = ""
	// ByGroups gives every group the same total: w = N/(G·n_g) (Holt & Smith
	// 1979, post-stratification). Where no ballot carries a group it is ByHeads,
	// with a warning.
	ByGroups WeightMode = "groups"
	// ByHeads lets every ballot count the same: w = 1.
	ByHeads WeightMode = "heads"
	// ByShares gives each group its share of Options.Shares: w = N·t_g/n_g.
	ByShares WeightMode = "shares"
	// Raked fits groups and regions to their target shares at once, by iterative
	// proportional fitting (Deming & Stephan 1940). Groups and regions without
	// given shares all get the same.
	Raked WeightMode = "raked"
	// ByOrganisation gives each organisation one vote: w = 1/n_org. A ballot
	// without an organisation counts as one of its own.
	ByOrganisation WeightMode = "organisation"
	// ByOrganisationTwoStage first makes one ballot of each organisation (issues
	// by the number of strict wins summed over its ballots, equal sums tie) and
	// then counts each of them once.
	ByOrganisationTwoStage WeightMode = "organisation-two-stage"
)

// Policy says how issues a ballot does not list are treated.
type Policy string

// The policies for unranked issues.
const (
	Last   Policy = Policy(ballot.Last)   // "last": below every listed issue, tied with each other
	Ignore Policy = Policy(ballot.Ignore) // "ignore": in no comparison at all
)

// NoGroup says what happens to ballots without a group.
type NoGroup string

// What to do with ballots without a group.
const (
	// OwnGroup makes them a group of their own.
	OwnGroup NoGroup = "own"
	// ExcludeThem leaves them out, and says so.
	ExcludeThem NoGroup = "exclude"
	// SpreadThem lets each belong to all groups in equal parts: a group counts
	// n_g + n_0/G ballots, and totals stay equal.
	SpreadThem NoGroup = "spread"
)

// Alike says what happens when labels look like two spellings of one.
type Alike string

// What to do with labels that look alike.
const (
	StopAlike  Alike = "stop"  // return an [AlikeError] that lists the pairs
	MergeAlike Alike = "merge" // use the spelling with most ballots for both
	KeepAlike  Alike = "keep"  // they are different; confirmed by the user
)

// Options says how to rank. Start from [DefaultOptions].
type Options struct {
	Weights  WeightMode
	Unranked Policy
	NoGroup  NoGroup
	Alike    Alike
	// Shares are the target shares by group for ByShares and Raked, RegionShares
	// by region for Raked. They are scaled to sum to 1.
	Shares, RegionShares map[string]planner.Ratio

	// TiePaths bounds the states explored to list all tie resolutions of ranked
	// pairs and IRV; beyond it [RuleResult].Proved is false and the note says why.
	TiePaths int

	// AgendaK is how many issues can be taken up, and the number of places that STV
	// fills; 0 means no agenda.
	AgendaK int
	// CapBy and Cap bound how many issues with the same value of an attribute
	// ([planner.Issue.Values]) an agenda or the places of STV may have: Cap of 1 and
	// more is their number, below 1 a share of the places, rounded down but never to 0.
	// Issues without a value are not bounded. CapBy is empty for no cap.
	CapBy planner.Dimension
	Cap   planner.Ratio
	// NoneOf is the ID or name of the issue that stands for "none of these": nothing is
	// taken that it beats or ties. Quorum is how many ballots have to place an issue
	// above it (without NoneOf: approve it), a share of the ballots where it is below 1.
	NoneOf string
	Quorum planner.Ratio
	// AgendaRule, one of [AgendaRuleNames], makes the agenda; the others are computed
	// for comparison.
	AgendaRule string
	// Completion fills places the method of equal shares leaves open:
	// "phragmen", "increment" or "support".
	Completion string
	// ApproveFirst is how many issues at the top of a ranking count as approved;
	// the tier that reaches over the edge counts whole. With 0 it is the first three,
	// and no more than half of the issues. Of scores, the upper half of the scale
	// counts, above the middle.
	ApproveFirst int

	// MinAnswers is how many answers an issue needs in a group to stand on its own,
	// where ballots may leave issues unanswered: up to so many of the ballots that do
	// count at the mean of all answers of the group. 0 takes the answers as they are.
	MinAnswers int

	// Bootstrap is the number of replicates; 0 means none, [EnoughReplicates] as
	// many as can be had quickly.
	Bootstrap int
	// Seed drives the bootstrap and the last link of the tie-break chain.
	Seed uint64

	// Voters are the IDs, e-mail addresses and names the roster knows; nil means
	// there is no roster to compare with. Strangers says what happens to ballots
	// of others: "count" or "exclude". They are listed either way.
	Voters    []string
	Strangers string
}

// EnoughReplicates asks for 50,000 replicates, which puts probabilities within
// 0.01 of those of endless resampling with near certainty (standard error at most
// 0.0023), and for fewer where there are many ballots, down to 2,000 (0.011). How
// many depends on the ballots alone.
const EnoughReplicates = firmness.Enough

// DefaultOptions returns the options callers start from: groups count the same
// where there are groups, blanks come last, seed 1, enough bootstrap replicates.
func DefaultOptions() Options {
	return Options{
		Weights: Auto, Unranked: Last, NoGroup: OwnGroup, Alike: StopAlike,
		TiePaths: 20_000, AgendaRule: agenda.EqualShares, Completion: agenda.CompleteByPhragmen,
		MinAnswers: 3, Bootstrap: EnoughReplicates, Seed: 1, Strangers: countStrangers,
	}
}

// approveFirst is how many issues at the top of a ranking over m issues count as approved.
func (o *Options) approveFirst(m int) int {
	if o.ApproveFirst > 0 {
		return o.ApproveFirst
	}
	return max(1, min(3, m/2))
}

// AgendaRuleNames lists the rules for choosing k issues.
func AgendaRuleNames() []string { return agenda.Rules() }

// What Options.Strangers may be.
const (
	countStrangers   = "count"
	excludeStrangers = "exclude"
)
