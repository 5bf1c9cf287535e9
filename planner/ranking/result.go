package ranking

import (
	"roundtable/planner"
	"roundtable/planner/ranking/internal/rules"
)

// Schema names the JSON form of [Result].
const Schema = "roundtable.ranking/2"

// Result is the issues in order, by every rule that applies, with how firm that
// order is. It marshals as the JSON contract roundtable.ranking/2.
type Result struct {
	Schema   string `json:"schema"`
	Weights  string `json:"weights"`  // "groups", "heads", …
	Unranked string `json:"unranked"` // "last" or "ignore"
	// OwnWeights says that ballots bring weights of their own, which multiply those of the
	// mode: by heads too, ballots then do not count the same.
	OwnWeights bool `json:"own_weights,omitempty"`
	// MinAnswers is how many answers an issue needs in a group to stand on its own, see
	// [Options].
	MinAnswers int `json:"min_answers"`
	// Kinds are the forms of ballot met, with how many ballots each.
	Kinds   []KindCount `json:"kinds"`
	Ballots int64       `json:"ballots"` // counted ones, abstentions left out
	Abstain int64       `json:"abstentions"`
	// Replaced counts ballots superseded by a later one of the same voter,
	// NotInRoster those of voters the roster does not know, NoGroup those
	// without a group, Excluded those left out for one of these reasons.
	Replaced    int64 `json:"replaced"`
	NotInRoster int64 `json:"not_in_roster"`
	NoGroup     int64 `json:"no_group"`
	Excluded    int64 `json:"excluded"`
	// EffectiveBallots is (Σw)²/Σw² (Kish 1965); DesignEffect is Ballots divided
	// by it: 1 when all count the same, larger when some carry more.
	EffectiveBallots float64 `json:"effective_ballots"`
	DesignEffect     float64 `json:"design_effect"`
	// OneBallot says how much one ballot weighs.
	OneBallot OneBallot `json:"one_ballot"`
	// Raking is nil unless the weights were raked.
	Raking *Raking `json:"raking,omitempty"`

	Groups   []Group  `json:"groups"`
	Issues   []Issue  `json:"issues"` // in the order of Rank, ties in input order
	Rules    Rules    `json:"rules"`
	Pairwise Pairwise `json:"pairwise"`
	// CondorcetWinner is the issue that beats every other; empty if none does.
	CondorcetWinner string `json:"condorcet_winner"`
	// SmithSet is the smallest set of issues that beat every issue outside it, in
	// input order (Smith 1973): the Condorcet winner alone where there is one.
	SmithSet []string `json:"smith_set"`
	// Cycle lists issues each of which beats the next, and the last the first: a
	// shortest such circle through the first issue of the Smith set that is on one;
	// empty if there is none.
	Cycle []string `json:"cycle,omitempty"`
	// Organisations are those that have one vote each; nil under other weights.
	Organisations []Organisation `json:"organisations,omitempty"`
	// Line says what may not be taken up at all; nil unless that was asked for.
	Line *Line `json:"line,omitempty"`
	// Agenda is nil unless places were asked for.
	Agenda *Agenda `json:"agenda,omitempty"`
	// Agreement compares the groups; nil with fewer than two groups.
	Agreement *Agreement `json:"agreement,omitempty"`
	// Firmness says how sure the order is.
	Firmness Firmness `json:"firmness"`
	// TieBreaks says how ties were broken where an order was needed (a cut
	// line, a place on the agenda). The Levels of rules and Rank keep ties.
	TieBreaks []TieBreak `json:"tie_breaks,omitempty"`
	// Omitted lists rules that do not apply to these ballots.
	Omitted  []Omitted         `json:"omitted,omitempty"`
	Seed     uint64            `json:"seed"`
	Warnings []planner.Finding `json:"-"`
	// Audit has a row for each ballot read, in input order; with more than 20,000
	// ballots it is empty and a note says so. It names voters: for the chair only.
	Audit []AuditRow `json:"-"`
}

// OneBallot is how much a single ballot can weigh, whatever its answers: on this rests
// what may be told of the result without telling of one ballot.
type OneBallot struct {
	// Counted is the smallest number of ballots that the support of an issue is a mean of.
	Counted int64 `json:"counted"`
	// Whole is how many ballots as heavy as the heaviest make up the whole of a support,
	// rounded down; the least of all issues.
	Whole int64 `json:"whole"`
	// Alike says that all ballots weigh the same, and each counts in every support.
	Alike bool `json:"alike"`
}

// KindCount is how many ballots came in one form.
type KindCount struct {
	Kind    string `json:"kind"`
	Ballots int64  `json:"ballots"`
}

// Group is one weighting group with its ballots and the weight of each.
type Group struct {
	Name    string `json:"name"`
	Ballots int64  `json:"ballots"`
	// Weight is the mean weight of the group's ballots, WeightExact the same as
	// a fraction, Share the group's part of the total weight (0 to 1).
	Weight      float64       `json:"weight"`
	WeightExact planner.Exact `json:"weight_exact"`
	Share       float64       `json:"share"`
	// Alike is [OneBallot].Alike within the group.
	Alike bool `json:"-"`
	// Few marks groups of one or two ballots: a single person carries much.
	Few bool `json:"few"`
	// Unknown marks the group made of the ballots without a group.
	Unknown bool `json:"unknown,omitempty"`
	// Representative are the issues that set this group apart, strongest first.
	Representative []Representative `json:"representative,omitempty"`
}

// Organisation is one organisation and its ballots, which together count as one vote.
type Organisation struct {
	// Name is empty for the ballots without an organisation.
	Name    string `json:"name"`
	Ballots int64  `json:"ballots"`
	// Weight is what one of its ballots counts on average, WeightExact the same as a
	// fraction.
	Weight      float64       `json:"weight"`
	WeightExact planner.Exact `json:"weight_exact"`
}

// Issue is one issue's place and the figures that explain it. Pointers are nil
// where the figure cannot be computed from the ballots at hand.
type Issue struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Rank is 1 + the number of issues with more support: 1 is first, equal ranks are
	// ties (Tied), and an issue that nobody answered comes last, after FewAnswers.
	Rank int  `json:"rank"`
	Tied bool `json:"tied"`
	// FewAnswers says that too few answer the issue to be placed among the others: it
	// comes after all that have enough answers, whatever its support.
	FewAnswers bool `json:"few_answers,omitempty"`
	// Support is the headline, 0 to 100, under the weights in force, and 0 where
	// nobody answered; SupportHeads and RankHeads are the same with every ballot
	// counting the same.
	Support      float64 `json:"support"`
	SupportHeads float64 `json:"support_heads"`
	RankHeads    int     `json:"rank_heads"`
	// SupportExact is the headline as a fraction; it decides Rank.
	SupportExact      planner.Exact `json:"support_exact"`
	SupportHeadsExact planner.Exact `json:"support_heads_exact"`
	// SupportOther and RankOther are the same with the other policy for blanks.
	SupportOther float64 `json:"support_other_unranked"`
	RankOther    int     `json:"rank_other_unranked"`
	// SupportRaw is what the answers alone give, 0 to 100, where few of them count as
	// much as many; nil where nobody answered. It equals Support where every ballot
	// answers every issue, and in rankings whose unlisted issues come last.
	SupportRaw *float64 `json:"support_raw,omitempty"`
	// Answers is how many ballots answer the issue: list it, tick it, or give it a mark;
	// GroupAnswers the same by group. UnansweredBy names the groups with none, which the
	// figures on agreement say nothing of.
	Answers      int64            `json:"answers"`
	GroupAnswers map[string]int64 `json:"group_answers"`
	UnansweredBy []string         `json:"unanswered_by,omitempty"`
	// GroupSupport is the support within each group, 0 to 100, by name, GroupRank the
	// rank in the group's own order; groups of which no ballot says anything of it are left out.
	GroupSupport map[string]float64       `json:"group_support"`
	GroupRank    map[string]int           `json:"group_rank"`
	GroupExact   map[string]planner.Exact `json:"group_support_exact"`
	// RankInterval is [low, high], the ranks that at least 2.5 % and 97.5 % of the
	// replicates of [Bootstrap] do not exceed, MedianRank that for 50 %. PFirst and
	// PTopK are the shares of the replicates, 0 to 1, in which the issue is first and
	// among the first [Firmness].K, tied issues sharing a place equally. All are left
	// out where the bootstrap was refused.
	RankInterval []int `json:"rank_interval,omitempty"`
	// SupportInterval is [low, high], the supports, 0 to 100 to one decimal, that at least
	// 2.5 % and 97.5 % of the replicates do not exceed.
	SupportInterval []float64 `json:"support_interval,omitempty"`
	MedianRank      int       `json:"median_rank,omitempty"`
	PFirst          *float64  `json:"p_first,omitempty"`
	PTopK           *float64  `json:"p_top_k,omitempty"`
	// CommonGround is the lowest support of any group, 0 to 1, and LowestGroup the
	// group it belongs to; of several the first. With Consensus, Disagreement and
	// SupportRange it is left out where a group says nothing of the issue (UnansweredBy),
	// which is no agreement.
	CommonGround *float64 `json:"common_ground,omitempty"`
	LowestGroup  string   `json:"lowest_group,omitempty"`
	// GroupsBehind counts groups with a support of at least 60 of 100.
	GroupsBehind int `json:"groups_behind"`
	// Consensus is the group-informed consensus (Small et al. 2021, Polis): the
	// geometric mean over all groups of (approvals + prior)/(answers + 2·prior), 0 to 1, by
	// heads within a group; [Agreement] says what the prior is and what counts as approval.
	Consensus *float64 `json:"consensus,omitempty"`
	// Disagreement is the standard deviation of the groups' supports (divisor: the
	// number of groups; 0 to 0.5) and SupportRange the highest minus the lowest, both
	// on the 0 to 1 scale; nil with fewer than two groups.
	Disagreement *float64 `json:"disagreement,omitempty"`
	SupportRange *float64 `json:"support_range,omitempty"`
	// Split is set when one group has the issue in its top three and another in
	// its bottom three.
	Split *Split `json:"split,omitempty"`
	// DivisivenessBorda is the mean over all other issues b of the difference between
	// the issue's mean Borda score on the ballots that place it above b and on those
	// that place it below, in points from 0 to m-1, by heads; Divisiveness is that
	// divided by m-1, 0 to 1 (Navarrete et al. 2024; Colley et al., IJCAI 2023).
	// Nil for hums, and where the ballots are too many for it.
	Divisiveness      *float64       `json:"divisiveness,omitempty"`
	DivisivenessBorda *planner.Exact `json:"divisiveness_borda,omitempty"`
	// Hum is the reading of a hum; nil unless the ballots are hums.
	Hum *HumReading `json:"hum,omitempty"`
	// Score is mean, spread and number of scores; nil without scores.
	Score *ScoreStats `json:"score,omitempty"`
}

// Rules maps a rule's name ("borda", "schulze") to its outcome.
type Rules map[string]RuleResult

// RuleResult is the outcome of one rule.
type RuleResult struct {
	// Levels are the issue IDs best first; issues on one level tie, were put apart by lot
	// alone, or are not always in one order, which then holds for all between them:
	// Winners says which can be first.
	Levels [][]string `json:"levels,omitempty"`
	// Scores are exact, by issue ID, for rules that score.
	Scores map[string]planner.Exact `json:"scores,omitempty"`
	// Winners lists every possible winner where ties leave several.
	Winners []string `json:"winners,omitempty"`
	// Order is one complete ranking the rule allows, ties broken by the stated
	// chain; for Kemeny one optimal ranking.
	Order []string `json:"order,omitempty"`
	// Total is the score of the whole ranking (Kemeny).
	Total *planner.Exact `json:"score,omitempty"`
	// OptimalRankings is how many rankings reach Total (Kemeny).
	OptimalRankings *planner.Exact `json:"optimal_rankings,omitempty"`
	// Proved is false where the outcome is the best found, but not proved to be
	// the best or complete; nil where there is nothing to prove.
	Proved *bool `json:"proved,omitempty"`
	// Paths are the strongest path strengths (Schulze), in the order of the issues.
	Paths [][]planner.Exact `json:"strongest_paths,omitempty"`
	// Rounds are the counts of an elimination.
	Rounds []Round `json:"rounds,omitempty"`
	// Elected lists the winners of STV in the order elected.
	Elected []string `json:"elected,omitempty"`
	// Dropped are the majorities a rule had to set aside because of a cycle.
	Dropped []Majority `json:"dropped,omitempty"`
	// Notes are what the reader must know.
	Notes []Note `json:"notes,omitempty"`
}

// Note is a fact about an outcome by its code, with what its sentence needs.
type Note = rules.Note

// The codes of notes, and the reasons why a rule was left out.
const (
	WorstDefeats, MiddleGrades = rules.WorstDefeats, rules.MiddleGrades
	Quota, FractionsCut        = rules.Quota, rules.FractionsCut
	Approved, BlankPoints      = rules.Approved, rules.BlankPoints
	NotProved, ManyOptima      = rules.NotProved, rules.ManyOptima
	TiesUncounted              = rules.TiesUncounted

	NeedsPreference, NeedsScores, NeedsPlaces = rules.NeedsPreference, rules.NeedsScores, rules.NeedsPlaces
)

// Approval is what counts as approval on ballots of one kind.
type Approval = rules.Approval

// Majority is the fact that more weight prefers Above to Below than the reverse.
type Majority struct {
	Above   string        `json:"above"`
	Below   string        `json:"below"`
	For     planner.Exact `json:"for"`
	Against planner.Exact `json:"against"`
}

// Round is one count of an elimination.
type Round struct {
	// Tally is the weight that each issue still in has now.
	Tally map[string]planner.Exact `json:"tally"`
	// Exhausted is the weight that counts for no issue: of ballots none of whose issues
	// is still in, under IRV of the abstentions too.
	Exhausted  planner.Exact `json:"exhausted"`
	Eliminated []string      `json:"eliminated,omitempty"`
	Elected    []string      `json:"elected,omitempty"`
	// Tied lists the issues that tied, for elimination or to be elected next, when there
	// were several, and TieBrokenBy says what decided: "previous rounds", "fewer groups",
	// or a link of the tie-break chain, the last of which is "lot".
	Tied        []string `json:"tied,omitempty"`
	TieBrokenBy string   `json:"tie_broken_by,omitempty"`
}

// Pairwise is the matrix of weights: Weights[a][b] is how much weight places
// Issues[a] strictly above Issues[b].
type Pairwise struct {
	Issues  []string          `json:"issues"`
	Weights [][]planner.Exact `json:"weights"`
	// Total is the weight of all ballots; what a pair leaves of it has no
	// preference between the two.
	Total planner.Exact `json:"total"`
}

// Omitted is a rule that does not apply to these ballots, and why: [NeedsPreference],
// [NeedsScores] or [NeedsPlaces].
type Omitted struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// ScoreStats describes the scores an issue received.
type ScoreStats struct {
	N    int64         `json:"n"`
	Mean planner.Exact `json:"mean"` // under the weights in force, on the declared scale
	SD   float64       `json:"sd"`   // of all scores, every ballot the same (divisor n)
}

// Agenda is a choice of K issues in which groups get their share.
type Agenda struct {
	Rule string `json:"rule"`
	K    int    `json:"k"`
	// Issues are in the order chosen.
	Issues     []string `json:"issues"`
	Completion string   `json:"completion,omitempty"`
	// BeforeCompletion is what the method of equal shares bought before the
	// completion filled the places left.
	BeforeCompletion []string `json:"before_completion,omitempty"`
	// Certificate says which representation guarantees were checked and hold.
	Certificate Certificate `json:"certificate"`
	// Cap is nil unless one was asked for.
	Cap *Cap `json:"cap,omitempty"`
	// Approvals say what counted as approval.
	Approvals []Approval `json:"approvals"`
	// TopK is the simple choice for comparison: the K issues with most
	// approval weight. SameAsTopK is whether it is the same set.
	TopK       []string `json:"top_k"`
	SameAsTopK bool     `json:"same_as_top_k"`
	// Added and Removed are the differences to TopK.
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Budget is what each group starts with in places (K times its share of the
	// weight); the groups together hold K.
	Budget []GroupBudget `json:"budget,omitempty"`
	// Steps tells the choice one by one.
	Steps []AgendaStep `json:"steps"`
	// Others are the agendas of the other rules.
	Others []AgendaOther `json:"others,omitempty"`
	// Empty is how many places nothing more may be taken for. TooMany says that nothing was
	// chosen, because there are too many sets of issues to try them all.
	Empty   int  `json:"empty,omitempty"`
	TooMany bool `json:"too_many,omitempty"`
}

// Cap is the most places that issues with one value of an attribute may have.
type Cap struct {
	By   string `json:"by"`
	Most int    `json:"most"`
	// Raised says that the cap gives less than one place, and allows one all the same.
	Raised bool `json:"raised,omitempty"`
	// Unknown are the issues without a value that may be taken; they are not bounded.
	Unknown []string `json:"unknown"`
	// LeftOut are the issues that could be taken but for the cap.
	LeftOut []string `json:"left_out,omitempty"`
}

// AgendaOther is what another rule would choose.
type AgendaOther struct {
	Rule        string      `json:"rule"`
	Issues      []string    `json:"issues"`
	Certificate Certificate `json:"certificate"`
	// Score is the PAV score of an exact PAV agenda.
	Score *planner.Exact `json:"score,omitempty"`
	// Optimal is how many agendas reach it.
	Optimal int `json:"optimal,omitempty"`
	// TooMany is as in [Agenda].
	TooMany bool `json:"too_many,omitempty"`
}

// AgendaStep is one choice of a sequential rule.
type AgendaStep struct {
	Issue string `json:"issue"`
	// Value is the rule's figure for the issue: approval weight, PAV gain, load
	// (Phragmén) or price per unit of weight (equal shares).
	Value planner.Exact `json:"value"`
	// Completion marks steps of the completion.
	Completion bool `json:"completion,omitempty"`
	// Tied lists the issues that had the same value, the chosen one first.
	Tied []string `json:"tied,omitempty"`
	// TieBreak tells why the chosen one of them came first.
	TieBreak *TieBreak `json:"tie_break,omitempty"`
	// PaidBy is how much of the issue's cost of 1 each group paid (equal shares).
	PaidBy map[string]float64 `json:"paid_by,omitempty"`
}

// GroupBudget is what one group brings to the agenda and gets from it.
type GroupBudget struct {
	Group string `json:"group"`
	// Places is what the group starts with, Spent what its ballots paid under equal
	// shares (a completion by increment may raise it above Places); 0 under the other
	// rules.
	Places planner.Exact `json:"places"`
	Spent  float64       `json:"spent"`
	// Represented is the share of the group's ballots, 0 to 1, with at least one of
	// the issues they approve on the agenda; Average how many of them on average.
	Represented float64 `json:"represented"`
	Average     float64 `json:"average"`
	// First are the group's own first issues, FirstIn whether one is on.
	First   []string `json:"first"`
	FirstIn bool     `json:"first_in"`
}

// Certificate holds the representation axioms that were checked.
type Certificate struct {
	// JR: no issue left out is approved by voters with at least 1/k of the
	// weight of whom nobody has an issue on the agenda (Aziz et al. 2017).
	JR bool `json:"jr"`
	// EJRPlus: no issue left out is approved by voters with at least ℓ/k of the
	// weight who each have fewer than ℓ issues on the agenda, for any ℓ
	// (Brill & Peters 2023). Both are checked of all issues, also those that a cap or a
	// line keeps out, and of k places, also where some stay empty.
	EJRPlus bool `json:"ejr_plus"`
	// Violations name the issues and the levels ℓ for which it fails.
	Violations []Violation `json:"violations,omitempty"`
}

// Violation is one failure of EJR+.
type Violation struct {
	Issue  string        `json:"issue"`
	Level  int           `json:"level"`
	Weight planner.Exact `json:"weight"`
	Needed planner.Exact `json:"needed"`
}

// Agreement compares the groups with each other.
type Agreement struct {
	// TauB is Kendall's tau-b for each pair of groups' own orders, -1 to 1; nil
	// where a group ties all issues.
	TauB []PairTau `json:"tau_b"`
	// W is Kendall's coefficient of concordance with tie correction, 0 to 1,
	// over Raters groups and Items issues; nil when every group ties everything.
	W      *float64       `json:"kendall_w,omitempty"`
	WExact *planner.Exact `json:"kendall_w_exact,omitempty"`
	Raters int            `json:"raters"`
	Items  int            `json:"items"`
	// Prior is the pseudo-count of the group-informed consensus: 1, Laplace's.
	Prior float64 `json:"consensus_prior"`
	// Approvals say what counts as approval for consensus and representative issues.
	Approvals []Approval `json:"approvals"`
	// Thresholds are those of the hum reading; nil without hums.
	Thresholds *HumThresholds `json:"hum_thresholds,omitempty"`
}

// PairTau is tau-b between the orders of two groups.
type PairTau struct {
	A   string   `json:"a"`
	B   string   `json:"b"`
	Tau *float64 `json:"tau_b"`
}

// Split says that groups pull an issue in opposite directions; groups that say nothing of
// it are left out.
type Split struct {
	// Top has the issue among its first three, Bottom among its last three.
	Top    []string `json:"top"`
	Bottom []string `json:"bottom"`
}

// Representative is an issue a group approves more than the others do.
type Representative struct {
	Issue string `json:"issue"`
	// Ratio is [(A+1)/(n+2)] / [(A_rest+1)/(n_rest+2)] as Polis computes it.
	Ratio float64 `json:"ratio"`
	// ZGroup tests the group's approvals against one half, ZRest the difference
	// to the rest; both are above 1.2816 (one-sided 90 %) for listed issues.
	ZGroup float64 `json:"z_group"`
	ZRest  float64 `json:"z_rest"`
}

// HumThresholds say when a hum of numbers is called consensus: in every group at least
// ConsensusFor % of the answers are for and at most ConsensusAgainst % against; when rough
// consensus, likewise; everything else is divided. Fewer than MinAnswers answers of a group
// that has more people are too few to agree. The numbers are this project's: RFC 7282
// deliberately gives none.
type HumThresholds struct {
	ConsensusFor     int `json:"consensus_for"`
	ConsensusAgainst int `json:"consensus_against"`
	RoughFor         int `json:"rough_for"`
	RoughAgainst     int `json:"rough_against"`
	MinAnswers       int `json:"min_answers"`
}

// HumReading is how a hum on one issue reads, over all and per group. Agreement takes all
// groups: where some are silent or few and none is divided, nobody can tell.
type HumReading struct {
	// Reading is "consensus", "rough consensus", "divided", "no answers", "too few answers"
	// or "cannot tell".
	Reading string     `json:"reading"`
	Groups  []HumGroup `json:"groups"`
	// Silent are the groups of which nobody answered, Few those of which too few did.
	Silent []string `json:"silent,omitempty"`
	Few    []string `json:"few,omitempty"`
}

// HumGroup is one group's hum on an issue.
type HumGroup struct {
	Group   string `json:"group"`
	For     int64  `json:"for"`
	Neutral int64  `json:"neutral"`
	Against int64  `json:"against"`
	Reading string `json:"reading"`
}

// Raking reports how the two-way weighting went.
type Raking struct {
	// Sweeps is how often rows and columns were scaled, at most 1000. Converged says
	// that MaxError, the largest |reached − target|/target of any margin, is at most
	// 1e-9.
	Sweeps    int     `json:"sweeps"`
	Converged bool    `json:"converged"`
	MaxError  float64 `json:"max_relative_error"`
	// EmptyCells lists group × region combinations without a ballot.
	EmptyCells [][2]string `json:"empty_cells,omitempty"`
	// Margins lists target and reached share per value of both dimensions.
	Margins []RakeMargin `json:"margins"`
}

// RakeMargin is one row of the raking report: the share of the weight, 0 to 1, that a
// group or region was to get, and got.
type RakeMargin struct {
	Dimension string  `json:"dimension"` // "group" or "region"
	Value     string  `json:"value"`
	Target    float64 `json:"target"`
	Reached   float64 `json:"reached"`
}

// Verdict is what a chair can read out about the first place.
type Verdict string

// The verdicts, in the order in which they are given: the first that applies.
const (
	// Tied: several issues share the first place.
	Tied Verdict = "tied"
	// DependsOnWeights: another issue is first when heads count instead of
	// groups, or the other way round.
	DependsOnWeights Verdict = "depends on the weighting"
	// DependsOnBlanks: under the other policy for blanks another issue has most support.
	DependsOnBlanks Verdict = "depends on blanks"
	// DependsOnRule: a counting rule puts only others first, or one to one or in the runoff
	// others share the place; see [Opinions].
	DependsOnRule Verdict = "depends on the counting rule"
	// DependsOnFew: one single ballot, left out or filled in otherwise, changes the first
	// place.
	DependsOnFew Verdict = "depends on single ballots"
	// TooClose: had others of the same groups voted, another issue might well be first;
	// [FirmTop] says what is sure.
	TooClose Verdict = "too close to call"
	// NotKnown: the groups are too small, or no replicates were asked for, so that nobody
	// can tell whether others would have voted alike.
	NotKnown Verdict = "cannot be told"
	// Stable: the first place alone is firm, see [FirmTop], and none of the above.
	Stable Verdict = "stable"
	// NoVerdict: there are no ballots to judge.
	NoVerdict Verdict = "no ballots"
)

// Firmness says how sure the order is.
type Firmness struct {
	Verdict Verdict `json:"verdict"`
	// Reasons are all verdicts that apply, most important first.
	Reasons []Verdict `json:"reasons"`
	// First are the issues in first place under the weights and policy in force,
	// FirstHeads and FirstGroups with heads and with equal groups (nil without
	// groups), FirstOther with the other policy for blanks.
	First       []string `json:"first"`
	FirstHeads  []string `json:"first_heads"`
	FirstGroups []string `json:"first_groups,omitempty"`
	FirstOther  []string `json:"first_other_unranked"`
	// TopK and its variants are the first K issues likewise, in input order; a
	// set of more than K means a tie across the cut line.
	K           int      `json:"k"`
	TopK        []string `json:"top_k"`
	TopKHeads   []string `json:"top_k_heads"`
	TopKGroups  []string `json:"top_k_groups,omitempty"`
	TopKOther   []string `json:"top_k_other_unranked"`
	LeaveOneOut LeaveOut `json:"leave_one_out"`
	// FirmTop is what is sure of the order; nil where it cannot be told.
	FirmTop *FirmTop `json:"firm_top,omitempty"`
	// Victory is how many ballots hold the first place; nil with a tie, and where ballots
	// leave issues unanswered or are of several kinds.
	Victory *Victory `json:"margin_of_victory,omitempty"`
	// VictoryUnknown says that ballots leave issues unanswered or are of several kinds.
	VictoryUnknown bool `json:"margin_of_victory_unknown,omitempty"`
	// Margins has one entry for each two neighbours in the order.
	Margins   []Margin  `json:"margins"`
	Bootstrap Bootstrap `json:"bootstrap"`
}

// FirmTop is the smallest set of issues that is ahead of the rest however one counts:
// the first K are the same by the weights in force, by heads and by groups, under both
// readings of blanks, and in the share P of the replicates, at least 0.95. Where only
// all issues are such a set, K is their number and nothing is firm.
type FirmTop struct {
	K      int      `json:"k"`
	Issues []string `json:"issues"` // in input order
	P      float64  `json:"p"`
	// SingleBallots is how many ballots would change the set if left out.
	SingleBallots int64 `json:"single_ballots"`
	// Against are those of copeland and irv, and Others those of the other rules, that do not
	// have the same K issues ahead of all others, but for ties with issues that have few
	// answers.
	Against []string `json:"against,omitempty"`
	Others  []string `json:"other_rules_against,omitempty"`
}

// Victory is the margin of victory: the smallest number of ballots which, filled in
// otherwise, let the issue To pass the first one (Xia 2012).
type Victory struct {
	People int64  `json:"people"`
	To     string `json:"to"`
}

// LeaveOut counts single ballots whose removal changes the outcome. Under group
// weights the groups still count the same without the ballot.
type LeaveOut struct {
	// First is how many ballots change the set of issues in first place, TopK
	// how many change the set of the first K. Both of Of ballots. FirstTo are the issues
	// that then come first, or share the place, and do not now.
	First   int64    `json:"first"`
	FirstTo []string `json:"first_to,omitempty"`
	TopK    int64    `json:"top_k"`
	Of      int64    `json:"of"`
}

// Margin is how far two neighbours in the order are apart.
type Margin struct {
	Above string `json:"above"`
	Below string `json:"below"`
	// Gap is the difference in support, 0 to 100.
	Gap planner.Exact `json:"gap"`
	// People is the smallest number of voters who would have to exchange the two
	// issues on their ballots for Below to pass Above; -1 when even all of them
	// would not do, 0 when the two tie.
	People int64 `json:"people"`
}

// Bootstrap describes how the intervals were made: ballots are drawn anew with
// repetition, as many of each group as there are (Efron 1979); very many of them in
// bundles made by lot.
type Bootstrap struct {
	// Method is "bootstrap" or "refused".
	Method     string `json:"method"`
	Replicates int    `json:"replicates"`
	Seed       uint64 `json:"seed"`
	// Why is why intervals were refused: [NoBallots], [NotAsked], [FewBallots] of all or
	// [FewInGroup]; TooFew names the groups with fewer than five ballots. Few names those with
	// fewer than ten, whose intervals are less sure.
	Why    string   `json:"why,omitempty"`
	TooFew []string `json:"too_few,omitempty"`
	Few    []string `json:"few,omitempty"`
	// Nothing says that a group has one ballot only, or that groups of fewer than five
	// carry half of the weight: then nothing can be said of others who might have come.
	Nothing bool `json:"nothing,omitempty"`
}

// The reasons why there are no intervals.
const (
	NoBallots  = "no-ballots"
	NotAsked   = "not-asked"
	FewBallots = "few-ballots"
	FewInGroup = "few-in-group"
)

// TieBreak tells how one tie was broken.
type TieBreak struct {
	// Issues are in the order decided.
	Issues []string `json:"issues"`
	// Steps are the links of the chain that decided, in order, with what they
	// said: "head-to-head: Q2 over Q5".
	Steps []TieStep `json:"steps"`
}

// TieStep is one link of the tie-break chain that separated two issues.
type TieStep struct {
	Rule  string `json:"rule"`
	Above string `json:"above"`
	Below string `json:"below"`
	// AboveValue and BelowValue are what the two scored at this step.
	AboveValue string `json:"above_value"`
	BelowValue string `json:"below_value"`
}

// AuditRow tells what became of one ballot as read.
type AuditRow struct {
	Where                       planner.Ref
	Voter                       string
	Group, Region, Organisation string
	Kind                        string
	// Status is "counted", "abstention", "replaced", "not in the roster",
	// "no group"; only counted ballots have a Weight.
	Status string
	Count  int64
	Weight planner.Exact
	// Ranking is the ballot as the pairwise rules read it, best first, ties
	// together, unranked issues left out; Marks the original marks by issue.
	Ranking [][]string
	Marks   []planner.Mark
}
