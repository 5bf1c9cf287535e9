package ranking

import "roundtable/planner"

// Schema names the JSON form of [Result].
const Schema = "roundtable.ranking/1"

// Result is the issues in order, by every rule asked for, with how firm that
// order is. It marshals as the JSON contract roundtable.ranking/1.
type Result struct {
	Schema   string   `json:"schema"`
	Weights  string   `json:"weights"`  // "groups", "heads", …
	Unranked string   `json:"unranked"` // "last" or "ignore"
	Ballots  int64    `json:"ballots"`  // counted ones, abstentions left out
	Abstain  int64    `json:"abstentions"`
	Groups   []Group  `json:"groups"`
	Issues   []Issue  `json:"issues"` // in the order of Rank, ties in input order
	Rules    Rules    `json:"rules"`
	Pairwise Pairwise `json:"pairwise"`
	// CondorcetWinner is the issue that beats every other; empty if none does.
	CondorcetWinner string   `json:"condorcet_winner"`
	SmithSet        []string `json:"smith_set"`
	// Agenda is nil unless places were asked for.
	Agenda   *Agenda           `json:"agenda,omitempty"`
	Seed     uint64            `json:"seed"`
	Warnings []planner.Finding `json:"-"`
}

// Group is one weighting group with its ballots and the weight of each.
type Group struct {
	Name    string  `json:"name"`
	Ballots int64   `json:"ballots"`
	Weight  float64 `json:"weight"`
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
	Support      float64            `json:"support"`
	SupportHeads float64            `json:"support_heads"`
	RankHeads    int                `json:"rank_heads"`
	GroupSupport map[string]float64 `json:"group_support"`
	GroupRank    map[string]int     `json:"group_rank"`
	RankInterval []int              `json:"rank_interval,omitempty"` // [low, high], 95 %
	PFirst       *float64           `json:"p_first,omitempty"`
	// CommonGround is the lowest support of any group, 0 to 1.
	CommonGround *float64 `json:"common_ground,omitempty"`
	Consensus    *float64 `json:"consensus,omitempty"`
	Disagreement *float64 `json:"disagreement,omitempty"`
	Divisiveness *float64 `json:"divisiveness,omitempty"`
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
	// Note says in a sentence what the reader must know ("not proved").
	Note string `json:"note,omitempty"`
}

// Pairwise is the matrix of weights: Weights[a][b] is how much weight places
// Issues[a] strictly above Issues[b].
type Pairwise struct {
	Issues  []string          `json:"issues"`
	Weights [][]planner.Exact `json:"weights"`
}

// Agenda is a choice of K issues in which groups get their share.
type Agenda struct {
	Rule       string   `json:"rule"`
	K          int      `json:"k"`
	Issues     []string `json:"issues"`
	Completion string   `json:"completion,omitempty"`
	// Certificate says which representation guarantees were checked and hold.
	Certificate Certificate `json:"certificate"`
}

// Certificate holds the representation axioms that were checked.
type Certificate struct {
	JR      bool `json:"jr"`
	EJRPlus bool `json:"ejr_plus"`
}
