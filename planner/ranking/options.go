package ranking

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
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
	Last   Policy = "last"   // below every listed issue, tied with each other
	Ignore Policy = "ignore" // in no comparison at all
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

	// Rules are the rules to compute, by name; empty means all that apply.
	Rules []string
	// TiePaths bounds the states explored to list all tie resolutions of ranked
	// pairs and IRV; beyond it the result says "not enumerated".
	TiePaths int
	// Seats is the number of places for STV; 0 means AgendaK.
	Seats int

	// AgendaK is how many issues can be taken up; 0 means no agenda.
	AgendaK int
	// AgendaRule is one of [AgendaRuleNames].
	AgendaRule string
	// Completion fills places the method of equal shares leaves open:
	// "phragmen", "increment" or "support".
	Completion string
	// ApproveFirst is how many issues at the top of a ranking count as approved;
	// the tier that reaches over the edge counts whole. ApproveFrom is the
	// smallest score that counts as approval in the units of the scale; when
	// not given it is the upper half of the scale: above the middle.
	ApproveFirst int
	ApproveFrom  planner.Ratio

	// Prior is the pseudo-count of the group-informed consensus.
	Prior planner.Ratio
	// Hum are the thresholds for reading hums.
	Hum HumThresholds

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

	// AuditRows is the largest number of ballots for which [Result.Audit] is
	// filled; with more ballots it stays empty and a note says so. 0 means none.
	AuditRows int
}

// EnoughReplicates asks for 50,000 replicates, which puts probabilities within
// 0.01 of those of endless resampling with near certainty (standard error at most
// 0.0023), and for fewer where there are many ballots, down to 2,000 (0.011). How
// many depends on the ballots alone.
const EnoughReplicates = -1

// DefaultOptions returns the options callers start from: groups count the same
// where there are groups, blanks come last, seed 1, enough bootstrap replicates.
func DefaultOptions() Options {
	return Options{
		Weights: Auto, Unranked: Last, NoGroup: OwnGroup, Alike: StopAlike,
		TiePaths: 20_000, AgendaRule: "equal-shares", Completion: "phragmen", ApproveFirst: 3,
		Prior: planner.Ratio{Num: 1, Den: 1}, Hum: DefaultHumThresholds(),
		Bootstrap: EnoughReplicates, Seed: 1, Strangers: "count", AuditRows: 20_000,
	}
}

// DefaultHumThresholds returns the thresholds used unless others are given:
// consensus needs 80 % for and at most 5 % against in every group, rough
// consensus 60 % for and at most 20 % against. They are this project's; RFC
// 7282 deliberately gives no numbers.
func DefaultHumThresholds() HumThresholds {
	return HumThresholds{
		ConsensusFor: planner.Percent(80), ConsensusAgainst: planner.Percent(5),
		RoughFor: planner.Percent(60), RoughAgainst: planner.Percent(20),
	}
}

// ErrOptions wraps every complaint about options.
var ErrOptions = errors.New("ranking options")

// ErrBallots wraps complaints about marks that have no meaning.
var ErrBallots = errors.New("ballots")

func oneOf[T ~string](what string, got T, allowed ...T) error {
	if slices.Contains(allowed, got) {
		return nil
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	return fmt.Errorf("%w: %s %q is not known; use one of %s", ErrOptions, what, got, strings.Join(words, ", "))
}

// check returns every complaint about the options at once.
func (o *Options) check(m int) error {
	errs := []error{
		oneOf("weights", o.Weights, Auto, ByGroups, ByHeads, ByShares, Raked, ByOrganisation, ByOrganisationTwoStage),
		oneOf("unranked", o.Unranked, Last, Ignore),
		oneOf("no-group", o.NoGroup, OwnGroup, ExcludeThem, SpreadThem),
		oneOf("labels that look alike", o.Alike, StopAlike, MergeAlike, KeepAlike),
		oneOf("agenda rule", o.AgendaRule, AgendaRuleNames()...),
		oneOf("completion", o.Completion, "phragmen", "increment", "support"),
		oneOf("voters not in the roster", o.Strangers, "count", "exclude"),
	}
	for _, r := range o.Rules {
		errs = append(errs, oneOf("rule", r, RuleNames()...))
	}
	if o.AgendaK < 0 || (m > 0 && o.AgendaK > m) {
		errs = append(errs, fmt.Errorf("%w: an agenda of %d issues was asked for, but there are %d issues", ErrOptions, o.AgendaK, m))
	}
	if o.Seats < 0 || (m > 0 && o.Seats > m) {
		errs = append(errs, fmt.Errorf("%w: %d seats were asked for, but there are %d issues", ErrOptions, o.Seats, m))
	}
	if o.Weights == ByShares && len(o.Shares) == 0 {
		errs = append(errs, fmt.Errorf("%w: weights by shares need a share for each group", ErrOptions))
	}
	if o.Bootstrap < EnoughReplicates {
		errs = append(errs, fmt.Errorf("%w: the number of bootstrap replicates cannot be negative", ErrOptions))
	}
	for _, n := range []struct {
		what string
		n    int
	}{{"tie paths", o.TiePaths}, {"issues approved at the top of a ranking", o.ApproveFirst}, {"audit rows", o.AuditRows}} {
		if n.n < 0 {
			errs = append(errs, fmt.Errorf("%w: the number of %s cannot be negative", ErrOptions, n.what))
		}
	}
	return errors.Join(errs...)
}
