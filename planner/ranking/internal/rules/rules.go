// Package rules has the voting rules, one file each. A rule is a function of an
// election: it names issues by position and gives exact numbers. To add one, write
// its file and list it in [All].
package rules

import (
	"context"
	"math/big"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/order"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/tally"
)

// Rule is a voting rule. What it does is told by the function that makes it, and to
// readers by the messages of its name.
type Rule struct {
	Name string
	// Family is the idea that the rule shares with others.
	Family Family
	// Source is where the rule is defined.
	Source string

	Run func(context.Context, *tally.Election, Options) Outcome
	// Omit says why the rule does not apply to these ballots; empty if it does,
	// nil if it always does.
	Omit func(*tally.Election, Options) string
}

// Family is a way of counting that several rules have in common: where they agree, it is
// one opinion and not several.
type Family string

const (
	byPlaces   Family = "places on the ballots"
	byPairs    Family = "issues two at a time"
	bySteps    Family = "elimination step by step"
	byApproval Family = "approval"
	byGrades   Family = "scores as grades"
)

// Options are what some rules need to know beside the ballots.
type Options struct {
	// TiePaths bounds the states explored to list all tie resolutions.
	TiePaths int
	// Seats is the number of places for STV, within Bounds.
	Seats  int
	Bounds places.Bounds
}

// All is the registry, in the order of reports.
func All() []Rule {
	return []Rule{
		bordaRule(), copelandRule(), minimaxRule(), schulzeRule(), rankedPairsRule(), kemenyRule(),
		pluralityRule(), irvRule(), stvRule(), approvalRule(), scoreRule(), majorityRule(),
	}
}

// Outcome is the outcome of a rule; each rule fills in what it has.
type Outcome struct {
	Levels  [][]int    // best first; issues on one level tie
	Scores  []*big.Rat // by issue, nil where it has none
	Winners []int      // every possible winner where ties leave several
	Order   []int      // one complete ranking the rule allows
	Total   *big.Rat   // score of the whole ranking
	Optimal *big.Int   // how many rankings reach Total
	// Proved is false where the outcome is the best found, but not proved to be
	// the best or complete; nil where there is nothing to prove.
	Proved  *bool
	Paths   [][]*big.Rat // strongest path strengths
	Rounds  []Round
	Elected []int
	Dropped [][2]int // majorities set aside: the first over the second
	Notes   []Note
}

// Note is a fact that the reader of an outcome must know: a code, and what its sentence
// needs.
type Note struct {
	Code string `json:"code"`
	// Quota and Total are weights: what it takes to be elected, of the weight of all.
	Quota *planner.Exact `json:"quota,omitempty"`
	Total *planner.Exact `json:"total,omitempty"`
	// Each is how many points every issue has from blank ballots.
	Each *planner.Exact `json:"each,omitempty"`
	// Approvals say what counts as approval.
	Approvals []Approval `json:"approvals,omitempty"`
	// Most is up to how many issues a part was proved to be the best.
	Most int `json:"most,omitempty"`
}

// The codes of notes.
const (
	WorstDefeats  = "worst-defeats"  // the scores are worst defeats: the lowest comes first
	MiddleGrades  = "middle-grades"  // the scores are the middle grades
	Quota         = "quota"          // more than Quota of Total is needed
	FractionsCut  = "fractions-cut"  // what is as near as a thousand decimal places may be a tie
	Approved      = "approved"       // Approvals count as approved
	BlankPoints   = "blank-points"   // blank ballots give every issue the same points
	NotProved     = "not-proved"     // the best found, with parts of more than Most issues
	ManyOptima    = "many-optima"    // very many rankings are as good; one is shown
	TiesUncounted = "ties-uncounted" // not all ways to break the ties were followed
)

// Round is one count of an elimination.
type Round struct {
	Tally               []*big.Rat // nil for issues no longer in
	Exhausted           *big.Rat
	Eliminated, Elected []int
	// Tied are the issues that could have gone, or been elected, instead, and
	// TieBrokenBy says what decided. Where it is [ByChain], Chained are those that were
	// left to the order of priority, in that order.
	Tied, Chained []int
	TieBrokenBy   string
}

// First lists the issues put first: all possible winners, or the first level.
func (o *Outcome) First() []int {
	if o.Winners == nil && len(o.Levels) > 0 {
		return o.Levels[0]
	}
	return o.Winners
}

// unproved marks an outcome as possibly incomplete.
func (o *Outcome) unproved(code string) {
	o.Proved, o.Notes = new(bool), append(o.Notes, Note{Code: code})
}

// byScore makes levels of exact scores, highest first, issues without one last.
func byScore(scores []*big.Rat) Outcome {
	return Outcome{Scores: scores, Levels: order.Values(scores)}
}

// The reasons why a rule is left out.
const (
	NeedsPreference = "needs-preference" // approvals and hums have no order
	NeedsScores     = "needs-scores"     // other ballots are not turned into scores
	NeedsPlaces     = "needs-places"     // the number of places was not given
)

// notOnlyApprovals omits rules that need an order of preference: approvals and
// hums alone have none.
func notOnlyApprovals(x *tally.Election, _ Options) string {
	if x.Has(planner.Ranking, planner.Score, planner.Points) {
		return ""
	}
	return NeedsPreference
}

// onlyScores omits rules that need scores.
func onlyScores(x *tally.Election, _ Options) string {
	if x.Has(planner.Score) {
		return ""
	}
	return NeedsScores
}
