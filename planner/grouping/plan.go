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
	Unassigned []string          `json:"unassigned"`
	Objective  Objective         `json:"objective"`
	Warnings   []planner.Finding `json:"-"`
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
	// choice; 0 means the group is not on it.
	Choice int `json:"choice"`
	// Voted is false for people who gave no preference at all.
	Voted  bool `json:"voted"`
	Locked bool `json:"locked"`
}

// Target is one target of a group held against the proposal.
type Target struct {
	ID        string            `json:"id"`
	Dimension planner.Dimension `json:"dimension"`
	Value     string            `json:"value"`
	Min       int               `json:"min"`
	Max       int               `json:"max"` // -1 where there is none
	Tier      planner.Tier      `json:"tier"`
	Have      int               `json:"have"`
	Unknown   int               `json:"unknown"`
	Short     int               `json:"short"`
	Over      int               `json:"over"`
}

// Objective is what the proposal is worth, and how much better any could be.
type Objective struct {
	Value int64 `json:"value"`
	// Bound is a proved upper bound on the value of any proposal.
	Bound int64 `json:"bound"`
	Gap   int64 `json:"gap"`
	// ProvedOptimal is true only if Bound equals Value.
	ProvedOptimal bool  `json:"proved_optimal"`
	Utility       int64 `json:"utility"`
	Shortfall     int64 `json:"shortfall"`
	MissingChairs int64 `json:"missing_chairs"`
	// WorstChoice is the worst choice rank anyone who voted received; 0 if
	// nobody received a listed choice. Outside counts people outside their list.
	WorstChoice int `json:"worst_choice"`
	Outside     int `json:"outside"`
}
