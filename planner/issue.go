package planner

// Issue is something that is voted on, for example a policy question. The
// literature says "alternative" or "candidate".
type Issue struct {
	// ID is short and unique: "Q1". Name is the full wording.
	ID, Name string
	Where    Ref
}

// GroupSpec describes a working group that may be formed.
type GroupSpec struct {
	// ID is unique: "G01". Topic is its wording; Issue the ID of the issue it
	// works on, where there is one.
	ID, Topic, Issue string
	// Size is the smallest and largest number of members; zero means "choose".
	Size Range
	// Chairs is how many chairs and co-chairs the group should have.
	Chairs int
	// Optional groups may stay closed, with no members at all.
	Optional bool
	Where    Ref
}

// PairKind says what a [Pair] asks for.
type PairKind uint8

// The kinds of pairs.
const (
	Apart    PairKind = iota // never in the same group
	Together                 // always in the same groups
)

// Pair is a wish about two participants, by ID.
type Pair struct {
	A, B  string
	Kind  PairKind
	Where Ref
}
