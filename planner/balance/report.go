package balance

import "roundtable/planner"

// Schema names the JSON form of [Report].
const Schema = "roundtable.balance/1"

// Status is the verdict on one target.
type Status string

// The three verdicts. CannotTell means that people with unknown values could
// decide it either way: unknown never counts as met.
const (
	Met        Status = "met"
	Missed     Status = "missed"
	CannotTell Status = "unknown"
)

// Report is the balance of one panel: every target with its verdict, every
// dimension with its measures, and the advice. It marshals as the JSON contract
// roundtable.balance/1.
type Report struct {
	Schema     string            `json:"schema"`
	Panel      Panel             `json:"panel"`
	Targets    []TargetResult    `json:"targets"`
	Dimensions []DimensionResult `json:"dimensions"`
	// Dependence lists people whose withdrawal would break a target that is met now.
	Dependence []Dependence `json:"dependence,omitempty"`
	// Advice is nil where no advice was asked for or none is needed.
	Advice   *Advice           `json:"advice,omitempty"`
	Warnings []planner.Finding `json:"-"`
}

// Panel says who was judged.
type Panel struct {
	Size int `json:"size"`
	// Members are participant IDs in roster order.
	Members []string `json:"members"`
	// Judged says in words who that is: "the 4 speakers".
	Judged string `json:"judged"`
}

// TargetResult is one target held against the panel.
type TargetResult struct {
	ID        string            `json:"id"`
	Dimension planner.Dimension `json:"dimension"`
	Value     string            `json:"value,omitempty"`
	// Min and Max are the bounds after shares were turned into whole people;
	// Max is -1 where there is none.
	Min  int          `json:"min"`
	Max  int          `json:"max"`
	Tier planner.Tier `json:"tier"`
	// Have is the known count, Unknown how many people could still count.
	Have    int    `json:"have"`
	Unknown int    `json:"unknown"`
	Short   int    `json:"short"`
	Over    int    `json:"over"`
	Status  Status `json:"status"`
	// Members are the IDs of the people who count for the target.
	Members []string `json:"members,omitempty"`
	// Target is the target as asked.
	Target planner.Target `json:"-"`
}

// ValueCount is the number of panel members with one value.
type ValueCount struct {
	Value string
	Count int
}

// DimensionResult measures how the panel spreads over the values of a dimension.
type DimensionResult struct {
	Name    planner.Dimension `json:"name"`
	Counts  map[string]int    `json:"counts"`
	Ordered []ValueCount      `json:"-"` // the same counts, in the vocabulary's order
	Unknown int               `json:"unknown"`
	// Covered is how many values occur; Attainable is min(K, n), the most that
	// n people could cover of the K values expected.
	Covered    int      `json:"covered"`
	Attainable int      `json:"attainable"`
	Missing    []string `json:"missing,omitempty"`
	// SeatsToMove is the least number of seats that would have to change hands
	// to reach the nearest whole-number version of the asked-for mix.
	SeatsToMove int `json:"seats_to_move"`
	// Effective is the effective number of values exp(H) (Hill number of order
	// 1), EffectiveMax the best attainable with n people.
	Effective    float64 `json:"effective"`
	EffectiveMax float64 `json:"effective_max"`
}

// Dependence names the targets that would fail if one person withdrew.
type Dependence struct {
	Person  string   `json:"person"`
	Targets []string `json:"targets"`
	// Replacements are people of the pool who would keep all those targets met.
	Replacements []string `json:"replacements,omitempty"`
}

// Advice is the smallest change that meets all must targets, or why there is none.
type Advice struct {
	Feasible bool `json:"feasible"`
	// Proved reports whether the search was finished; otherwise the best found
	// within the limit is shown and said to be that.
	Proved  bool     `json:"proved"`
	Changes *Changes `json:"changes,omitempty"`
	// NeverChosen are pool members who are on no panel that meets the targets.
	NeverChosen []string    `json:"never_chosen,omitempty"`
	Conflict    []string    `json:"conflict,omitempty"`
	Recruits    *Recruits   `json:"recruits,omitempty"`
	Sizes       []int       `json:"sizes,omitempty"`
	Relaxation  *Relaxation `json:"relaxation,omitempty"`
}

// Changes are the alternatives with the fewest changes.
type Changes struct {
	Min          int      `json:"min"`
	Alternatives int      `json:"alternatives"`
	Listed       []Change `json:"listed"`
}

// Change is one alternative: who leaves, who joins, by ID.
type Change struct {
	Drop []string `json:"drop"`
	Add  []string `json:"add"`
}

// Recruits is the fewest new people, of any profile, that would make the
// targets reachable, and the profiles that work.
type Recruits struct {
	Min      int                            `json:"min"`
	Profiles []map[planner.Dimension]string `json:"profiles"`
}

// Relaxation is the least that the targets below must would have to give way.
type Relaxation struct {
	Cost    int             `json:"cost"`
	Changes []RelaxedTarget `json:"changes"`
}

// RelaxedTarget is one bound moved.
type RelaxedTarget struct {
	Target string `json:"target"`
	Bound  string `json:"bound"` // "min" or "max"
	From   int    `json:"from"`
	To     int    `json:"to"`
}
