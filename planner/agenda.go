package planner

// Part is one part of a session's agenda.
type Part struct {
	Title   string
	Minutes int // 0 where the source does not say
	Kind    PartKind
	// Each is how many minutes each speaker has, Questions how many are for
	// questions after each; 0 where the source does not say.
	Each, Questions int
	// Begin is when it begins by the clock, in minutes from the beginning of the session;
	// not given where the source has no times.
	Begin Limit
	// Issues are the IDs of the issues it is about, Speakers the IDs of those who are named
	// for it, both in the order of the source.
	Issues, Speakers []string
	// Own are the minutes of each of the Speakers, where these differ; else there are none.
	Own []int
	// Rest says that it takes what the others leave of the session, and that Minutes is not
	// known, for that rests on how many speak in another part.
	Rest  bool
	Where Ref
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

// Speech is a record of somebody speaking: one turn, or all turns that a source counts
// together.
type Speech struct {
	// Person is the ID of a participant, empty for somebody who is not listed; Name is
	// who spoke, as written.
	Person, Name string
	// Floor says that Name is nobody's, but "audience" or "all".
	Floor bool
	// Values is what the record itself says of who spoke, such as the stakeholder group.
	Values map[Dimension][]string
	// At is when it began, in seconds from midnight or from the beginning of a recording.
	At Limit
	// Seconds is how long it took; not given where the source counts words or turns only.
	Seconds Limit
	// Words is how many words were said, Turns how often; 0 where the source does not say.
	Words, Turns int
	Where        Ref
}

// Outcome is what a meeting holds in writing on an issue.
type Outcome struct {
	// Issue is the ID of the issue where the meeting lists it, else empty; Name its wording.
	Issue, Name string
	// Text is the wording that was agreed or proposed.
	Text   string
	Status OutcomeStatus
	// Goals are numbers of the Sustainable Development Goals that it speaks to, ascending.
	Goals []int
	Where Ref
}

// OutcomeStatus says what became of an issue; the zero value is not said.
type OutcomeStatus string

// The statuses of outcomes.
const (
	OutcomeAgreed    OutcomeStatus = "agreed"
	OutcomeRough     OutcomeStatus = "rough consensus"
	OutcomeOpen      OutcomeStatus = "open"
	OutcomeNotAgreed OutcomeStatus = "not agreed"
)
