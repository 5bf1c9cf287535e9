package planner

// Part is one part of a session's agenda.
type Part struct {
	Title   string
	Minutes int // 0 where the source does not say
	Kind    PartKind
	// Each is how many minutes each speaker has, Questions how many are for
	// questions after each; 0 where the source does not say.
	Each, Questions int
	Where           Ref
}

// PartKind says what happens in a [Part].
type PartKind string

// The kinds of parts; PartOther is all else.
const (
	PartOpening    PartKind = "opening"
	PartPitch      PartKind = "pitch" // speakers speak in turn
	PartDiscussion PartKind = "discussion"
	PartQuestions  PartKind = "questions" // from the floor
	PartGroups     PartKind = "groups"    // work in groups
	PartDecision   PartKind = "decision"  // a recommendation or a vote
	PartBreak      PartKind = "break"
	PartClosing    PartKind = "closing"
	PartOther      PartKind = ""
)

// OpenSeats are seats in a role for which nobody is named yet.
type OpenSeats struct {
	Role   Role
	Number int
	Where  Ref
}
