package vocabulary

import "roundtable/planner"

// Meaning is what a column holds. The text of a Meaning is the word used in
// `inspect` output and accepted by --map.
type Meaning string

// What columns of people mean.
const (
	ID             Meaning = "id"
	Name           Meaning = "name"
	HonorificTitle Meaning = "title" // Dr, Prof, Ms: part of a name or a form of address
	FirstName      Meaning = "first name"
	LastName       Meaning = "last name"
	SecondLastName Meaning = "second last name" // of two family names, as in Spanish
	NameAffix      Meaning = "name affix"       // von, de, al-
	Email          Meaning = "email"
	Phone          Meaning = "phone"
	Address        Meaning = "address"
	Postcode       Meaning = "postcode"
	Contact        Meaning = "contact" // other personal contact data: IP address, social media
	Stakeholder    Meaning = "stakeholder"
	Region         Meaning = "region"
	CountryName    Meaning = "country"
	Gender         Meaning = "gender"
	Age            Meaning = "age"
	BirthYear      Meaning = "birth year"
	Attendance     Meaning = "attendance"
	Organisation   Meaning = "organisation"
	Role           Meaning = "role"
	Language       Meaning = "languages"
	TimeZone       Meaning = "tz"
	Selected       Meaning = "selected"
	Locked         Meaning = "locked"
	MinMemberships Meaning = "min_memberships"
	MaxMemberships Meaning = "max_memberships"
	ChairOK        Meaning = "chair_ok"
	Prefs          Meaning = "prefs"
	Choice         Meaning = "choice" // with a number: 1 is the first choice
	SeatedIn       Meaning = "seated_in"
	KeptOutOf      Meaning = "kept_out_of"
	Note           Meaning = "note"
	Status         Meaning = "status"     // whether the person comes, see [StatusOf]
	Completion     Meaning = "completion" // whether an answer is whole and meant, see [CompletionOf]
	Session        Meaning = "session"    // the session, workshop or panel of the row
	Serial         Meaning = "number"     // counts rows or tickets; never a name
	Buyer          Meaning = "buyer"      // who paid: another person than the one who comes
	Order          Meaning = "order"      // what was bought
	JoinTime       Meaning = "join time"
	LeaveTime      Meaning = "leave time"
	Duration       Meaning = "duration"
	Technical      Meaning = "technical" // what a survey tool or a counting machine notes for itself
)

// What columns of votes mean.
const (
	Timestamp Meaning = "timestamp"
	StartTime Meaning = "start time"
	Weight    Meaning = "weight"
	CountOf   Meaning = "count"
	Voter     Meaning = "voter"
	Issue     Meaning = "issue"
	Rank      Meaning = "rank"
	Score     Meaning = "score"
	Points    Meaning = "points"
	Vote      Meaning = "vote"
	Total     Meaning = "total"
	Round     Meaning = "round" // the round or wave of the vote, before or after
)

// What columns of targets, groups, pairs and settings mean.
const (
	Topic       Meaning = "topic"
	MinSize     Meaning = "min_size"
	MaxSize     Meaning = "max_size"
	Capacity    Meaning = "capacity"
	Chairs      Meaning = "chairs"
	Feature     Meaning = "dimension"
	ValueOf     Meaning = "value"
	Min         Meaning = "min"
	Max         Meaning = "max"
	MinSharePct Meaning = "min_share_pct"
	MaxSharePct Meaning = "max_share_pct"
	MinFlex     Meaning = "min_flex"
	MaxFlex     Meaning = "max_flex"
	Tier        Meaning = "tier"
	Hard        Meaning = "hard"
	Group       Meaning = "group"
	Roles       Meaning = "roles"
	ExceptRoles Meaning = "except_roles" // who is not counted
	Source      Meaning = "source"
	Text        Meaning = "text"
	TargetKind  Meaning = "target kind"
	PairA       Meaning = "a"
	PairB       Meaning = "b"
	Kind        Meaning = "kind"
	Key         Meaning = "key"
	Optional    Meaning = "optional"
	Convener    Meaning = "convener"
	Slot        Meaning = "slot"
	Supervisor  Meaning = "supervisor"
	MostOpen    Meaning = "supervisor_max"
	OnlyFor     Meaning = "only_for"
)

// Other is a column that was read but whose meaning is not one of these.
const Other Meaning = "other"

var dimensions = map[Meaning]planner.Dimension{
	Stakeholder: planner.Stakeholder, Region: planner.Region, CountryName: planner.Country, Gender: planner.Gender,
	Age: planner.Age, BirthYear: planner.Age, Attendance: planner.Attendance, Organisation: planner.Organisation,
	Language: planner.Language, TimeZone: planner.TimeZone,
}

// Dimension returns the dimension a column of this meaning fills.
func (m Meaning) Dimension() (planner.Dimension, bool) {
	d, ok := dimensions[m]
	return d, ok
}

// IsContact reports whether a column holds personal contact data. Such columns
// serve to join files and go no further: not into dimensions, not into reports.
func (m Meaning) IsContact() bool {
	return m == Email || m == Phone || m == Address || m == Postcode || m == Contact || m == Buyer
}
