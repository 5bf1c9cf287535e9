package grouping

import "roundtable/planner"

// Schema names the JSON form of [Plan].
const Schema = "roundtable.groups/1"

// Plan is a proposal of working groups with its value, its proof and its
// shortfalls. It marshals as the JSON contract roundtable.groups/1.
type Plan struct {
	Schema string  `json:"schema"`
	Seed   uint64  `json:"seed"`
	Goal   string  `json:"goal"` // "total" or "fair"
	Groups []Group `json:"groups"`
	// Unassigned are the IDs of people without a seat.
	Unassigned []string `json:"unassigned"`
	// Left says of each of them why.
	Left []Left `json:"left,omitempty"`
	// Wishes counts what people got of what they wished.
	Wishes    Wishes    `json:"wishes"`
	Objective Objective `json:"objective"`
	// Ladder is the fairness ladder, from the best worst choice to none asked
	// for; nil where it was not asked.
	Ladder []Rung `json:"ladder,omitempty"`
	// Certificate proves Objective.Bound; see [Verify].
	Certificate *Certificate `json:"certificate,omitempty"`
	// Explanation is nil where it was not asked for.
	Explanation *Explanation `json:"explanation,omitempty"`
	// Changes lists what differs from the earlier plan, where one was given.
	Changes []Change `json:"changes,omitempty"`
	// Rounds is how many rounds of search were done until a deadline, −1 for none, 0
	// where there was no deadline; see [Solve].
	Rounds int `json:"rounds,omitempty"`
	// Finished is false when a deadline or an interrupt cut the work short; Cut is
	// then the first that it did not get to.
	Finished bool `json:"finished"`
	Cut      Cut  `json:"cut,omitempty"`
	// Warnings follow from the rest; see warn in findings.go.
	Warnings []planner.Finding `json:"-"`
}

// Wishes counts the people who gave wishes by the best they got, as they voted.
// People, the one denominator, is the sum of the five counts after it.
type Wishes struct {
	People int `json:"people"`
	// First have the first choice of their own list, BestFormed the best of those
	// choices that have a group, Listed another one of them.
	First      int `json:"first"`
	BestFormed int `json:"best_formed"`
	Listed     int `json:"listed"`
	// Outside have none of their choices though some have a group; of the choices
	// of NoneFormed no one has.
	Outside    int `json:"outside"`
	NoneFormed int `json:"none_formed"`
	// Unformed are the first choices that have no group, the most wished first.
	Unformed []Unformed `json:"unformed,omitempty"`
}

// Unformed is an issue without a group that is the first choice of First people, none
// of whom has another first choice instead.
type Unformed struct {
	Issue string `json:"issue"`
	First int    `json:"first"`
}

// Change is one seat that differs from the earlier plan.
type Change struct {
	Person string   `json:"person"`
	From   []string `json:"from"` // groups left
	To     []string `json:"to"`   // groups joined
}

// Group is one working group as proposed.
type Group struct {
	ID      string   `json:"id"`
	Issue   string   `json:"issue"`
	Topic   string   `json:"topic"`
	Open    bool     `json:"open"`
	MinSize int      `json:"min_size"`
	MaxSize int      `json:"max_size"`
	Chairs  int      `json:"chairs"`
	Members []Member `json:"members"`
	Targets []Target `json:"targets"`
	// ChairsMissing is how many chair seats stay empty.
	ChairsMissing int `json:"chairs_missing"`
	// Common is the language or the hour chosen for the group, by dimension.
	Common []Common `json:"common,omitempty"`
	// Slot is when the group meets, Supervisor who looks after it, as the input says.
	Slot       string `json:"slot,omitempty"`
	Supervisor string `json:"supervisor,omitempty"`
	// Means are the means of the numbers by which the groups are to be even.
	Means []Mean `json:"means,omitempty"`
	// Hours are the hours that suit most members, where time zones are known.
	Hours *Hours `json:"hours,omitempty"`
	// Choices counts the members who gave wishes by their Choice: Choices[0] is
	// people outside their list, Choices[1] first choices, and so on.
	Choices []int `json:"choices"`
}

// Mean is the mean of a number over the Known members who have one.
type Mean struct {
	Dimension planner.Dimension `json:"dimension"`
	Mean      float64           `json:"mean"`
	Known     int               `json:"known"`
}

// Hours are the hours of a day that suit most members of a group.
type Hours struct {
	// Suits is how many of the Of members whose time zone is known can meet then.
	Suits int `json:"suits"`
	Of    int `json:"of"`
	// UTC lists the hours by their beginning, "14:00 UTC".
	UTC []string `json:"utc"`
}

// Common is a value chosen for a group, such as its working language.
type Common struct {
	Dimension planner.Dimension `json:"dimension"`
	Value     string            `json:"value"`
}

// SeatRole is what a member does in the group.
type SeatRole string

// The roles in a working group.
const (
	RoleMember  SeatRole = "member"
	RoleChair   SeatRole = "chair"
	RoleCochair SeatRole = "cochair"
)

// Member is a person's seat in a group.
type Member struct {
	ID   string   `json:"id"`
	Role SeatRole `json:"role"`
	// Choice is the rank of the group in the person's own list, 1 is the first
	// choice; 0 means the group is not on it. Choices without a group count.
	Choice int `json:"choice"`
	// Voted is false for people who gave no preference at all.
	Voted bool `json:"voted"`
	// Unformed tells that the first choice of the list has no group.
	Unformed bool `json:"unformed,omitempty"`
	Locked   bool `json:"locked"`
}

// Target is one target of a group held against the proposal.
type Target struct {
	ID        string            `json:"id"`
	Dimension planner.Dimension `json:"dimension"`
	Value     string            `json:"value"`
	Min       int               `json:"min"`
	Max       int               `json:"max"` // -1 where there is none
	// Alone, where it is above 0, asks for nobody or at least so many.
	Alone   int          `json:"alone,omitempty"`
	Tier    planner.Tier `json:"tier"`
	Have    int          `json:"have"`
	Unknown int          `json:"unknown"`
	Short   int          `json:"short"`
	Over    int          `json:"over"`
	// Weight is the points per person short or over, 0 for must targets.
	Weight int `json:"weight"`
}

// Objective is what the proposal is worth, and how much better any could be.
// Value = Utility + Stay − ShortfallPoints − ChairPoints.
type Objective struct {
	Value int64 `json:"value"`
	// Bound is a proved upper bound on the value of any proposal under the same
	// rules (for the goal fair: with as few people outside and as good a worst
	// choice as this one).
	Bound int64 `json:"bound"`
	Gap   int64 `json:"gap"`
	// GapPeople is the gap in people who move from their second to their first choice,
	// rounded down; -1 where such a move is worth nothing or wishes took no part.
	GapPeople int `json:"gap_people"`
	// ProvedOptimal is true only if Bound equals Value, and not where all ballots are
	// of people who are not known: nobody's wishes then took part.
	ProvedOptimal bool  `json:"proved_optimal"`
	Utility       int64 `json:"utility"`
	// Stay is the points for seats kept from the earlier plan.
	Stay int64 `json:"stay"`
	// Shortfall counts people short or over of targets below must.
	Shortfall       int64 `json:"shortfall"`
	ShortfallPoints int64 `json:"shortfall_points"`
	// MeetAgain counts the pairs who sat together in an earlier meeting and do again.
	MeetAgain int `json:"meet_again,omitempty"`
	// EvenCost is the points given up to bring means closer.
	EvenCost      int64 `json:"even_cost,omitempty"`
	MissingChairs int64 `json:"missing_chairs"`
	ChairPoints   int64 `json:"chair_points"`
	// MustMissed counts the people by which must rules are missed. It is above 0
	// only in the nearest plan to impossible wishes.
	MustMissed int64 `json:"must_missed"`
	// WorstChoice is the worst rank, among the choices that have a group, that anyone
	// received; 0 if nobody received one. Outside counts people outside their list.
	WorstChoice int `json:"worst_choice"`
	Outside     int `json:"outside"`
	// OutsideBound and WorstBound are what was proved about the goal fair: no
	// proposal has fewer people outside, or a better worst choice. They are equal
	// to Outside and WorstChoice where those are proved best; -1 where not asked.
	OutsideBound int `json:"outside_bound"`
	WorstBound   int `json:"worst_bound"`
	// BestChoices counts people with wishes by that rank: [0] outside their list.
	BestChoices []int `json:"best_choices"`
}

// Fact is something found out, by code, with what a sentence about it needs: whole
// numbers, texts, lists of texts, or a rule as a Fact of its own.
type Fact struct {
	Code string         `json:"code"`
	Args map[string]any `json:"args,omitempty"`
}

// Rung is one step of the fairness ladder: the best value found when nobody on
// their list receives worse than Worst, with as few people outside as possible.
type Rung struct {
	Worst int `json:"worst"` // 0 means no limit
	// Possible tells whether a plan was found; if not, ProvedImpossible tells
	// whether there is none.
	Possible         bool  `json:"possible"`
	ProvedImpossible bool  `json:"proved_impossible"`
	Outside          int   `json:"outside"`
	Value            int64 `json:"value"`
	Bound            int64 `json:"bound"`
	// Price is what the rung costs compared with the best value found without it.
	Price int64 `json:"price"`
}
