package ranking

import "roundtable/planner"

// Schema names the JSON form of [Result].
const Schema = "roundtable.ranking/1"

// Result is the issues in order, by every rule asked for, with how firm that
// order is. It marshals as the JSON contract roundtable.ranking/1.
type Result struct {
	Schema   string `json:"schema"`
	Weights  string `json:"weights"`  // "groups", "heads", …
	Unranked string `json:"unranked"` // "last" or "ignore"
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
	// Raking is nil unless the weights were raked.
	Raking *Raking `json:"raking,omitempty"`

	Groups   []Group  `json:"groups"`
	Issues   []Issue  `json:"issues"` // in the order of Rank, ties in input order
	Rules    Rules    `json:"rules"`
	Pairwise Pairwise `json:"pairwise"`
	// CondorcetWinner is the issue that beats every other; empty if none does.
	CondorcetWinner string   `json:"condorcet_winner"`
	SmithSet        []string `json:"smith_set"`
	// Cycle lists issues each of which beats the next, and the last the first;
	// empty unless the Smith set has such a circle.
	Cycle []string `json:"cycle,omitempty"`
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
	// Audit has a row for each ballot read, in input order, when asked for. It
	// names voters: for the chair only.
	Audit []AuditRow `json:"-"`
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
	// Few marks groups of one or two ballots: a single person carries much.
	Few bool `json:"few"`
	// Unknown marks the group made of the ballots without a group.
	Unknown bool `json:"unknown,omitempty"`
	// Representative are the issues that set this group apart, strongest first.
	Representative []Representative `json:"representative,omitempty"`
}

// Issue is one issue's place and the figures that explain it. Pointers are nil
// where the figure cannot be computed from the ballots at hand.
type Issue struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Rank int    `json:"rank"` // 1 is first; equal ranks are ties
	Tied bool   `json:"tied"`
	// Support is the headline, 0 to 100, under the weights in force;
	// SupportHeads the same with every ballot counting the same.
	Support      float64 `json:"support"`
	SupportHeads float64 `json:"support_heads"`
	RankHeads    int     `json:"rank_heads"`
	// SupportExact is the headline as a fraction; it decides Rank.
	SupportExact      planner.Exact `json:"support_exact"`
	SupportHeadsExact planner.Exact `json:"support_heads_exact"`
	// SupportOther and RankOther are the same with the other policy for blanks.
	SupportOther float64 `json:"support_other_unranked"`
	RankOther    int     `json:"rank_other_unranked"`
	// Answers is how many ballots the support is based on.
	Answers      int64                    `json:"answers"`
	GroupSupport map[string]float64       `json:"group_support"`
	GroupRank    map[string]int           `json:"group_rank"`
	GroupExact   map[string]planner.Exact `json:"group_support_exact"`
	RankInterval []int                    `json:"rank_interval,omitempty"` // [low, high], 95 %
	MedianRank   int                      `json:"median_rank,omitempty"`
	PFirst       *float64                 `json:"p_first,omitempty"`
	PTopK        *float64                 `json:"p_top_k,omitempty"`
	// CommonGround is the lowest support of any group, 0 to 1, and
	// LowestGroup the group it belongs to.
	CommonGround *float64 `json:"common_ground,omitempty"`
	LowestGroup  string   `json:"lowest_group,omitempty"`
	// GroupsBehind counts groups that support the issue with at least 60 %.
	GroupsBehind int `json:"groups_behind"`
	// Consensus is the group-informed consensus: the geometric mean over groups
	// of (approvals + prior)/(answers + 2·prior), 0 to 1.
	Consensus *float64 `json:"consensus,omitempty"`
	// Disagreement is the standard deviation of the groups' supports (0 to 0.5)
	// and SupportRange the highest minus the lowest, both on the 0 to 1 scale.
	Disagreement *float64 `json:"disagreement,omitempty"`
	SupportRange *float64 `json:"support_range,omitempty"`
	// Split is set when one group has the issue in its top three and another in
	// its bottom three.
	Split *Split `json:"split,omitempty"`
	// Divisiveness is DivisivenessBorda divided by m-1, 0 to 1.
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
	// Levels are the issue IDs best first; issues on one level tie.
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
	// Note says in a sentence what the reader must know ("not proved").
	Note string `json:"note,omitempty"`
}

// Majority is the fact that more weight prefers Above to Below than the reverse.
type Majority struct {
	Above   string        `json:"above"`
	Below   string        `json:"below"`
	For     planner.Exact `json:"for"`
	Against planner.Exact `json:"against"`
}

// Round is one count of an elimination.
type Round struct {
	Tally      map[string]planner.Exact `json:"tally"`
	Exhausted  planner.Exact            `json:"exhausted"`
	Eliminated []string                 `json:"eliminated,omitempty"`
	Elected    []string                 `json:"elected,omitempty"`
	// Tied lists the issues that tied for elimination, when there were several,
	// and TieBrokenBy the step that decided.
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

// Omitted is a rule that was asked for and does not apply.
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
