package planner

import "slices"

// Role is what a person does in the session.
type Role string

// The roles a session knows. A person may hold several.
const (
	RoleSpeaker         Role = "speaker"
	RoleModerator       Role = "moderator"
	RoleOnlineModerator Role = "online moderator"
	RoleRapporteur      Role = "rapporteur"
	RoleOrganizer       Role = "organizer"
	RoleParticipant     Role = "participant"
)

// Status is how sure it is that a person comes. Those who do not come are no
// participants.
type Status string

// The statuses. The waitlisted are the first who could step in.
const (
	StatusConfirmed  Status = "confirmed"
	StatusInvited    Status = "invited"
	StatusTentative  Status = "tentative"
	StatusWaitlisted Status = "waitlisted"
)

// Participant is one person (or one withheld seat, where a source gives group
// and region but no name).
type Participant struct {
	// ID is unique in the roster: given by the source, or assigned ("P001") in
	// the order met.
	ID string
	// Numbered says that the ID is the order of the rows alone: in another list of the
	// same people it may be somebody else's.
	Numbered bool
	// Name as written; empty where the source withholds it. Never a group name.
	Name string
	// Email is the address to write to, where one is given. It is for the lists of whom
	// to invite and of who sits where, in the chair edition, and goes into no other result.
	Email string
	Roles []Role
	// Values holds one or more values per dimension; a missing or empty entry
	// means unknown. Read it through [Participant.Value] and [Participant.Has].
	Values map[Dimension][]string
	// Selected marks members of the panel under review where the source says so.
	Selected bool
	// Status says how sure it is that the person comes; empty where nothing is said.
	Status Status
	// Locked marks a person whose place on the panel advice must not touch.
	Locked bool
	// Position is the fixed place in the speaking order, from 1; 0 where none is fixed. Lots
	// drawn from what is known of a person do not know it where it is not.
	Position int `json:",omitempty"`
	// Memberships is how many working groups the person may sit in; the zero
	// Range means exactly one.
	Memberships Range
	// ChairOK reports whether the person is willing to chair a working group.
	ChairOK Answer
	// Choices are group or issue IDs in order of preference, best first; empty
	// where the wishes come from ballots or were not given.
	Choices []string
	// SeatedIn and KeptOutOf are group IDs: seats fixed by hand, and forbidden ones.
	SeatedIn  []string
	KeptOutOf []string
	// Where is the row the person was read from (the first, if several).
	Where Ref
}

// Answer is a yes/no field that may be unknown.
type Answer uint8

// The three answers; the zero Answer is Unknown.
const (
	Unknown Answer = iota
	Yes
	No
)

// Value returns the person's first value in d, and false when it is unknown.
func (p *Participant) Value(d Dimension) (string, bool) {
	vs := p.Values[d]
	if len(vs) == 0 || vs[0] == "" {
		return "", false
	}
	return vs[0], true
}

// Has reports whether the person is known to carry value v in dimension d.
func (p *Participant) Has(d Dimension, v string) bool {
	return slices.Contains(p.Values[d], v)
}

// HasRole reports whether the person holds any of the given roles; with no
// roles given it reports true.
func (p *Participant) HasRole(roles ...Role) bool {
	if len(roles) == 0 {
		return true
	}
	return slices.ContainsFunc(p.Roles, func(r Role) bool { return slices.Contains(roles, r) })
}

// Label is how a report names the person: the name, else the ID.
func (p *Participant) Label() string {
	if p.Name != "" {
		return p.Name
	}
	return p.ID
}

// Roster is the list of participants in the order of the source.
type Roster []Participant

// ByID returns the position of the participant with that ID, or -1.
func (r Roster) ByID(id string) int {
	return slices.IndexFunc(r, func(p Participant) bool { return p.ID == id })
}

// WithRole returns the participants who hold any of the roles, in order.
func (r Roster) WithRole(roles ...Role) Roster {
	return r.filter(func(p *Participant) bool { return p.HasRole(roles...) })
}

func (r Roster) filter(keep func(*Participant) bool) Roster {
	var out Roster
	for i := range r {
		if keep(&r[i]) {
			out = append(out, r[i])
		}
	}
	return out
}

// Range is an inclusive range of counts. The zero Range means "not given".
type Range struct {
	Min, Max int
}

// IsZero reports whether the range was not given.
func (r Range) IsZero() bool { return r == Range{} }
