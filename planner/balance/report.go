package balance

import (
	"bytes"
	"encoding/json"

	"roundtable/planner"
)

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
	// Ask are the questions whose answers can turn a verdict that cannot be told; they come
	// before any change.
	Ask []Question `json:"ask,omitempty"`
	// Dependence lists people whose withdrawal would break a target that is met now.
	Dependence []Dependence `json:"dependence,omitempty"`
	// Overlaps are the cross tables asked for.
	Overlaps []Overlap `json:"overlaps,omitempty"`
	// Comparisons hold the roster against named reference distributions.
	Comparisons []Comparison `json:"comparisons,omitempty"`
	// Advice is nil where no advice was asked for or none is needed.
	Advice   *Advice           `json:"advice,omitempty"`
	Warnings []planner.Finding `json:"-"`
}

// Panel says who was judged.
type Panel struct {
	Size int `json:"size"`
	// Members are participant IDs in roster order.
	Members []string `json:"members"`
	// Kind says who that is, Judged the same in words: "the 4 speakers".
	Kind   planner.PanelKind `json:"kind,omitempty"`
	Judged string            `json:"judged"`
}

// TargetResult is one target held against the panel.
type TargetResult struct {
	ID string `json:"id"`
	// Dimension and Value are null and left out where the target joins several;
	// Condition then says in the language of targets who counts, or, for kinds that
	// speak of all values, who is considered: "region=African Group & age<30".
	Dimension planner.Dimension `json:"dimension"`
	Value     string            `json:"value,omitempty"`
	Condition string            `json:"condition,omitempty"`
	// Min and Max are the bounds after shares were turned into whole people;
	// Max is -1 where there is none.
	Min  int          `json:"min"`
	Max  int          `json:"max"`
	Tier planner.Tier `json:"tier"`
	// Have is the known count: of people who count, of different values for the kinds
	// "distinct" and "not all the same", of the people of the most frequent value for
	// "each at most", of the cell that is furthest off for "each"; 0 for "per person",
	// which one session cannot answer. Unknown is
	// how much larger it could be: people of unknown value or role could count.
	Have    int `json:"have"`
	Unknown int `json:"unknown"`
	// Least and Most are Have and Have + Unknown: the count at worst and at best,
	// whatever the unknown values turn out to be.
	Least int `json:"least"`
	Most  int `json:"most"`
	// Short is by how much Have is below Min, Over by how much above Max; "each" and
	// "each at most" add up all cells or values that are. Both go by what is known.
	Short  int    `json:"short"`
	Over   int    `json:"over"`
	Status Status `json:"status"`
	// Kind is the form of the target in a word: "count", "distinct", "each" (cell by
	// cell), "each at most", "not all the same", "size", "per person", "flag", "seats".
	Kind string `json:"kind,omitempty"`
	// Considered is how many people the target speaks of.
	Considered int `json:"considered"`
	// Members are the IDs of the people who count for the target, Maybe those
	// who could, were their values known.
	Members []string `json:"members,omitempty"`
	Maybe   []string `json:"maybe,omitempty"`
	// Values are the counts by value for targets that speak of all values, most
	// frequent first, ties by name; for "each" those of the cells, in their order.
	Values []ValueCount `json:"values,omitempty"`
	// Lack says, for "seats" that cannot all be filled, which have too few people.
	Lack *SeatLack `json:"lack,omitempty"`
	// Lacking are the cells of "each" that have too few, with how many they lack.
	Lacking []ValueCount `json:"lacking,omitempty"`
	// Needs names the field without which nothing can be said, where nobody has
	// a value in it ("attendance"), or what else is missing.
	Needs string `json:"needs,omitempty"`
	// Informs marks a target that is shown and not judged: it has no bound.
	Informs bool `json:"informs,omitempty"`
	// Target is the target as asked.
	Target planner.Target `json:"-"`
}

// MarshalJSON implements [encoding/json.Marshaler]: the dimension of a joined target is
// null.
func (t TargetResult) MarshalJSON() ([]byte, error) {
	type fields TargetResult
	var out any = fields(t)
	if t.Dimension == "" && t.Condition != "" {
		out = struct {
			ID        string             `json:"id"`
			Dimension *planner.Dimension `json:"dimension"`
			fields
		}{ID: t.ID, fields: fields(t)}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // conditions hold "&" and "<"
	err := e.Encode(out)
	return b.Bytes(), err
}

// SeatLack is a set of kinds of seats with more seats than there are people who fit one of
// them. For are the conditions on the people, in the language of targets.
type SeatLack struct {
	For    []string `json:"for"`
	Seats  int      `json:"seats"`
	People int      `json:"people"`
}

// ValueCount is the number of panel members with one value.
type ValueCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// DimensionResult measures how the panel spreads over the values of a dimension: those
// expected of a full panel, and any other that occurs.
type DimensionResult struct {
	Name planner.Dimension `json:"name"`
	// Counts are people by value; a person with two values counts for both. Unknown
	// counts the people without any.
	Counts  map[string]int `json:"counts"`
	Ordered []ValueCount   `json:"-"` // the same counts, in the vocabulary's order
	Unknown int            `json:"unknown"`
	// Covered is how many values occur; Attainable is min(K, n), the most that n known
	// values could cover of the K listed.
	Covered int `json:"covered"`
	// Lone lists the values that exactly one person carries ("only one").
	Lone       []string `json:"lone,omitempty"`
	Attainable int      `json:"attainable"`
	// Missing lists the values that nobody carries.
	Missing []string `json:"missing,omitempty"`
	// SeatsToMove is the least number of seats that would have to change hands to
	// reach the nearest whole-number version of the mix: of the first reference for
	// the dimension, else of equal shares. Whole numbers follow from largest
	// remainders; where remainders tie, those nearest to the panel are taken.
	SeatsToMove int `json:"seats_to_move"`
	// Effective is the effective number of values exp(−Σ p ln p), the Hill number of
	// order 1 (Hill 1973; Jost 2006): from 1 to Covered, and 0 for nobody.
	// EffectiveMax is the best attainable with n known values.
	Effective    float64 `json:"effective"`
	EffectiveMax float64 `json:"effective_max"`
}

// Overlap is a cross table of two dimensions; people unknown in either are left
// out of the cells and counted in Unknown.
type Overlap struct {
	Rows    planner.Dimension `json:"rows"`
	Columns planner.Dimension `json:"columns"`
	// RowValues and ColumnValues are in the vocabulary's order.
	RowValues    []string `json:"row_values"`
	ColumnValues []string `json:"column_values"`
	Counts       [][]int  `json:"counts"`
	Unknown      int      `json:"unknown"`
	// Empty lists the empty cells that a target asks to be filled.
	Empty []Cell `json:"empty,omitempty"`
}

// Cell names one cell of an [Overlap], and the target that asks for it.
type Cell struct {
	Row    string `json:"row"`
	Column string `json:"column"`
	Target string `json:"target"`
}

// Comparison holds a roster of 20 people and more against a [Reference]: what
// each value has and would have, how far the two are apart, and, where it can be
// said, how surprising that would be by chance.
type Comparison struct {
	Dimension planner.Dimension `json:"dimension"`
	// Reference says whose distribution it is, to follow "compared with".
	Reference string `json:"reference"`
	// N is the number of people with a known value that the reference lists (a
	// person with two such values counts twice); all shares are of N. Outside
	// counts known values that the reference does not list, Unknown the people
	// without any.
	N       int `json:"n"`
	Outside int `json:"outside"`
	Unknown int `json:"unknown"`
	// Values are those of the reference, in its order.
	Values []Represented `json:"values"`
	// Distance is the total variation distance ½·Σ|Actual − Share|, from 0 (the
	// same mix) to 1 (nothing in common).
	Distance float64 `json:"distance"`
	// Exchange is the least number of people who would have to give way to people
	// of another value for the nearest whole-number version of the reference mix.
	Exchange int `json:"exchange"`
	// Test names the method by which P was found: "exact" (all outcomes of the
	// multinomial distribution, no more likely than this one), "chi-square" (where
	// there are too many of them and every Expected is 5 or more) or
	// "monte-carlo" (Draws random rosters from Seed).
	Test string `json:"test,omitempty"`
	// P is the probability of a roster at least as unlikely as this one if N
	// people were drawn from the reference at random. It describes a roster that
	// came about by itself; nobody draws a panel. Nil where Untested says why.
	P     *float64 `json:"p,omitempty"`
	Draws int      `json:"draws,omitempty"`
	Seed  uint64   `json:"seed,omitempty"`
	// Untested is why neither Test nor P is given, empty where they are.
	Untested string `json:"untested,omitempty"`
}

// Why a [Comparison] is not tested.
const (
	// UntestedTooFew: fewer than 20 people have a value that the reference lists.
	UntestedTooFew = "too-few-people"
	// UntestedOneValue: the reference expects people of one value only.
	UntestedOneValue = "one-value"
)

// Represented is one value of a [Comparison].
type Represented struct {
	Value string `json:"value"`
	// Count is how many people carry the value, Actual their share of N.
	Count  int     `json:"count"`
	Actual float64 `json:"actual"`
	// Share is the share of the reference, scaled so that all sum to one, Expected
	// N times it.
	Share    float64 `json:"share"`
	Expected float64 `json:"expected"`
	// Ratio is Actual/Share (1.2: a fifth more than expected), given only where
	// Expected is 5 or more, for with fewer people it says little; Seats is Count
	// minus Expected, in people.
	Ratio float64 `json:"ratio,omitempty"`
	Seats float64 `json:"seats"`
}

// Dependence names the targets that are met now and would not be, or could no longer
// be said to be, if one person withdrew.
type Dependence struct {
	Person  string   `json:"person"`
	Targets []string `json:"targets"`
	// Replacements are people of the pool who would keep all those targets met.
	Replacements []string `json:"replacements,omitempty"`
}

// Advice is the smallest change that meets all must targets, or why there is none.
type Advice struct {
	Feasible bool `json:"feasible"`
	// Proved reports whether the search for the fewest changes (or for any panel)
	// was finished; otherwise the best found within the limit is shown and said to
	// be that, and Feasible false means only that none was found.
	Proved bool `json:"proved"`
	// Seats is the size of the panels searched.
	Seats int `json:"seats"`
	// Searched is how many people could be seated: the panel and the pool.
	Searched int `json:"searched"`
	// Recommended is the one change to make; nil where none is needed, nothing would do
	// or the limit came first. Invitations are the people to ask, in the order to ask.
	Recommended *Recommendation `json:"recommended,omitempty"`
	Invitations []Invitation    `json:"invitations,omitempty"`
	Changes     *Changes        `json:"changes,omitempty"`
	// Additions is the fewest additions with nobody leaving and the number of
	// seats free; nil when not asked for, or when no additions suffice.
	Additions *Changes `json:"additions,omitempty"`
	// AdditionsAsked says that additions were asked for.
	AdditionsAsked bool `json:"additions_asked,omitempty"`
	// NeverChosen are pool members who are on no panel that meets the targets,
	// Excluded the same people by profile with the rules that exclude them. Where
	// NeverUnfinished is set the limit came first, and nobody is listed. An empty
	// list means that nobody is shut out, no list that nothing was found out.
	NeverChosen     []string   `json:"never_chosen,omitzero"`
	Excluded        []Excluded `json:"excluded,omitempty"`
	NeverUnfinished bool       `json:"never_unfinished,omitempty"`

	// Conflict is an irreducible set of rules no panel can meet together: leave
	// one out and the others can be met. ConflictDetail says who carries each.
	// Where ConflictUnfinished is set the rules do clash, but the limit came before
	// each was shown to be needed.
	Conflict           []string       `json:"conflict,omitzero"`
	ConflictDetail     []ConflictRule `json:"conflict_detail,omitempty"`
	ConflictUnfinished bool           `json:"conflict_unfinished,omitempty"`
	Recruits           *Recruits      `json:"recruits,omitempty"`
	// Sizes are the panel sizes at which the same targets can all be met, up to 60
	// seats away; SizesUnfinished says that some further ones were left open. Like
	// Conflict and SingleRules it is there, empty if need be, where no panel exists.
	Sizes           []int `json:"sizes,omitzero"`
	SizesUnfinished bool  `json:"sizes_unfinished,omitempty"`
	// MoreSeats are the fewest seats, up to 60 more, with which new people would do, where
	// neither new people alone nor any size does.
	MoreSeats *MoreSeats `json:"more_seats,omitempty"`
	// Relaxation is the least by which targets that may give way would have to.
	Relaxation *Relaxation `json:"relaxation,omitempty"`
	// SingleRules are the rules any one of which could be dropped to make the
	// others reachable.
	SingleRules []string `json:"single_rules,omitzero"`

	// Undecided are the IDs of targets left out of the search, because they speak
	// of a field nobody has a value in, of a role nobody in question holds, or of
	// more than one session.
	Undecided []string `json:"undecided,omitempty"`
	// Wishes is the advice for all targets, must, should and nice together; nil
	// where all targets are must.
	Wishes *Advice `json:"wishes,omitempty"`
}

// MoreSeats is a number of seats, and the fewest new people with whom the targets can be
// met then.
type MoreSeats struct {
	Seats    int `json:"seats"`
	Recruits int `json:"recruits"`
}

// Changes are the alternatives with the fewest changes.
type Changes struct {
	// Min is the number of changes: a swap counts once, and so does a person who
	// leaves or joins without one in exchange (the larger of drops and adds).
	Min int `json:"min"`
	// Alternatives is the number of different panels with that many changes.
	// Where Counted is false it is only a lower bound.
	Alternatives int  `json:"alternatives"`
	Counted      bool `json:"counted"`
	// Listed gives panels one by one, up to the limit; Profiles gives the same
	// alternatives by kind of person, each standing for Panels panels.
	Listed   []Change        `json:"listed"`
	Profiles []ProfileChange `json:"profiles,omitempty"`
}

// Change is one alternative: who leaves, who joins, by ID.
type Change struct {
	Drop []string `json:"drop"`
	Add  []string `json:"add"`
}

// ProfileChange is an alternative in which people alike for the rules are not
// told apart.
type ProfileChange struct {
	Drop []ProfileChoice `json:"drop"`
	Add  []ProfileChoice `json:"add"`
	// Panels is how many different panels it stands for.
	Panels int `json:"panels"`
}

// ProfileChoice asks for any Choose of the People, who share a profile.
type ProfileChoice struct {
	Profile map[planner.Dimension]string `json:"profile"`
	Choose  int                          `json:"choose"`
	People  []string                     `json:"people"`
}

// Excluded are people of one profile who are on no panel that meets the
// targets. Rules is an irreducible set of rules that keeps them out; empty where
// the search reached its limit, and for all profiles after the first twenty.
type Excluded struct {
	Profile map[planner.Dimension]string `json:"profile"`
	People  []string                     `json:"people"`
	Rules   []string                     `json:"rules,omitempty"`
}

// ConflictRule is one member of a conflict with the people who carry it.
type ConflictRule struct {
	// Rule is the name used in [Advice.Conflict]; Target the target's ID, empty
	// for the size of the panel and for locked places.
	Rule   string `json:"rule"`
	Target string `json:"target,omitempty"`
	// Bound is "min", "max", "size" or "locked"; Limit its whole number.
	Bound string `json:"bound"`
	Limit int    `json:"limit"`
	// Cell is the value, or the values joined, that the rule is about, where the target
	// bounds each of several.
	Cell string `json:"cell,omitempty"`
	// InPool is how many people of panel and pool count or could, People their IDs
	// (for "size" all people, without IDs), Also how many of them count for each other
	// minimum of the conflict.
	InPool int      `json:"in_pool"`
	People []string `json:"people,omitempty"`
	Also   []Shared `json:"also,omitempty"`
}

// Shared counts the people who carry another rule of the conflict as well.
type Shared struct {
	Rule   string   `json:"rule"`
	Count  int      `json:"count"`
	People []string `json:"people,omitempty"`
}

// Recruits is the fewest new people, of any profile, that would make the
// targets reachable.
type Recruits struct {
	Min int `json:"min"`
	// Profiles lists, where one recruit is enough, every profile that works; with
	// more than one it is a set that works together. A dimension missing from a
	// profile stands for a value that nobody has yet.
	Profiles []map[planner.Dimension]string `json:"profiles"`
	// Changes are how many changes of the panel it takes in all, the recruits included:
	// one number for each profile, the fewest first, or one for the set.
	Changes []int `json:"changes"`
	// Complete says that the list holds every profile that works.
	Complete bool `json:"complete"`
}

// Relaxation is the least that the targets below must would have to give way.
type Relaxation struct {
	// Cost is the number of people, in total, by which bounds move.
	Cost    int             `json:"cost"`
	Changes []RelaxedTarget `json:"changes"`
	Proved  bool            `json:"proved"`
	// Then is the fewest changes that meet the targets once they have given way
	// so; nil where the limit came first.
	Then *Changes `json:"then,omitempty"`
}

// RelaxedTarget is one bound moved.
type RelaxedTarget struct {
	Target string `json:"target"`
	Bound  string `json:"bound"` // "min" or "max"
	// From and To are the bound before and after, in the unit of [TargetResult].Have.
	From int          `json:"from"`
	To   int          `json:"to"`
	Tier planner.Tier `json:"tier"`
	// Cell is the value, or the values joined, for which it moves, where the target
	// bounds each of several.
	Cell string `json:"cell,omitempty"`
}
