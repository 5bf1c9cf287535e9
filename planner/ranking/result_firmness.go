package ranking

import "roundtable/planner"

// Verdict is what a chair can read out about the first place.
type Verdict string

// The verdicts, in the order in which they are given: the first that applies.
const (
	// Tied: several issues share the first place.
	Tied Verdict = "tied"
	// DependsOnWeights: another issue is first when heads count instead of
	// groups, or the other way round.
	DependsOnWeights Verdict = "depends on the weighting"
	// DependsOnBlanks: under the other policy for blanks another issue has most
	// support, or another one wins the comparison two at a time (Schulze).
	DependsOnBlanks Verdict = "depends on blanks"
	// DependsOnFew: leaving out one single ballot changes the first place.
	DependsOnFew Verdict = "depends on single ballots"
	// Stable: none of the above.
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
	// Margins has one entry for each two neighbours in the order.
	Margins   []Margin  `json:"margins"`
	Bootstrap Bootstrap `json:"bootstrap"`
}

// LeaveOut counts single ballots whose removal changes the outcome.
type LeaveOut struct {
	// First is how many ballots change the set of issues in first place, TopK
	// how many change the set of the first K. Both of Of ballots.
	First int64 `json:"first"`
	TopK  int64 `json:"top_k"`
	Of    int64 `json:"of"`
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

// Bootstrap describes how the intervals were made.
type Bootstrap struct {
	// Method is "bootstrap", "normal approximation" (with very many distinct
	// ballots) or "refused".
	Method     string `json:"method"`
	Replicates int    `json:"replicates"`
	Seed       uint64 `json:"seed"`
	// Why says why intervals were refused; TooFew names the groups with fewer
	// than ten ballots.
	Why    string   `json:"why,omitempty"`
	TooFew []string `json:"too_few,omitempty"`
}

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
