package planner

// Meeting is everything that was read from the input files.
type Meeting struct {
	Title string
	// Event is the series and year that the session is proposed to, in the words of the
	// source: "IGF 2019 WS #287"; empty where it names none.
	Event string
	// Format is the session's format in the source's words ("Round Table -
	// Circle"), Minutes its length; both empty when not given.
	Format  string
	Minutes int
	// Agenda is the course of the session as the source plans it.
	Agenda []Part
	// When is the day and the hours of the session, as far as they are said.
	When Slot
	// Speeches are who spoke for how long; Outcomes is what was agreed, in writing.
	Speeches []Speech
	Outcomes []Outcome
	// Goals are numbers of the Sustainable Development Goals, ascending.
	Goals []int
	// OpenSeats are still to be filled; nobody in the roster stands for them.
	OpenSeats []OpenSeats

	Roster Roster
	// Withdrawn are those who had a place in the session and do not come, as its agenda says;
	// they are not in the roster.
	Withdrawn Roster
	// Pool are people who could join: the waitlisted first, then those of the files
	// of such people. Nobody is in both, and IDs are unique over both.
	Pool Roster
	// Sessions are those of a programme, in the order of the source.
	Sessions []Session
	Issues   []Issue
	Ballots  *Ballots
	// Places is how many the vote is to fill, as its file says; 0 where it does not.
	Places int
	// Hums are what the chair heard; they are no ballots.
	Hums    []Humming
	Groups  []GroupSpec
	Targets []Target
	Pairs   []Pair
	// Settings are the key/value pairs of a settings sheet or file.
	Settings []Setting
	// Sources are the files read, in the order given.
	Sources []Source
	// Findings is everything noticed while reading, errors first.
	Findings []Finding
}

// HasErrors reports whether any finding is an [Error].
func (m *Meeting) HasErrors() bool {
	for i := range m.Findings {
		if m.Findings[i].Severity == Error {
			return true
		}
	}
	return false
}

// Session is one session of a programme and the people who appear in it, each with
// the roles and values that the programme gives there; IDs are those of the roster.
type Session struct {
	ID, Title string
	Members   Roster
	When      Slot
	Where     Ref
}

// Slot is when a session takes place: the day in the source's words, and minutes from
// midnight. The zero Slot says nothing; an End of zero is not known.
type Slot struct {
	Day        string
	Timed      bool // Start is given
	Start, End int
}

// Overlaps reports whether two slots are known to share time: on the same day, or
// where neither has one, they start together or one starts before the other ends.
func (s Slot) Overlaps(o Slot) bool {
	if !s.Timed || !o.Timed || s.Day != o.Day {
		return false
	}
	return s.Start == o.Start || s.Start < o.Start && o.Start < s.End || o.Start < s.Start && s.Start < o.End
}

// Setting is one key and value as read, before any package has parsed it.
type Setting struct {
	Key, Value string
	Where      Ref
}

// Source is one input file, for the provenance block of the reports.
type Source struct {
	File   string // name without its folder
	Bytes  int64
	SHA256 string // lower-case hexadecimal
}

// Issue is something that is voted on, for example a policy question. The
// literature says "alternative" or "candidate".
type Issue struct {
	// ID is short and unique: "Q1". Name is the full wording.
	ID, Name string
	// Values is what the source says of it beside its wording, such as the organisation
	// of a candidate; nil where it says nothing.
	Values map[Dimension]string
	Where  Ref
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
	// Conveners are participants, by ID, who chair the group whoever else would.
	Conveners []string
	// Slot is when the group meets, in the source's words: nobody is in two groups of one
	// slot. Groups without a slot meet at times of their own.
	Slot string
	// Supervisor looks after the group, and after no more than MostOpen groups in all,
	// where that is given; the others stay closed.
	Supervisor string
	MostOpen   int
	Where      Ref
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
