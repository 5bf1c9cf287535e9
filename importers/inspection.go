package importers

import (
	"roundtable/importers/proposal"
	"roundtable/importers/sheet"
	"roundtable/planner"
)

// InspectionSchema is the schema of the JSON form of an [Inspection].
const InspectionSchema = "roundtable.inspect/1"

// Inspection says how everything was understood. It is what `inspect` shows;
// contact data are not in it.
type Inspection struct {
	Schema       string                    `json:"schema"`
	Files        []FileInspection          `json:"files"`
	Participants []ParticipantView         `json:"participants"`
	Pool         []ParticipantView         `json:"pool,omitempty"` // who could join
	Ballots      []BallotView              `json:"ballots"`
	Sessions     []SessionView             `json:"sessions,omitempty"`
	Issues       []IssueView               `json:"issues"`
	Hums         []HumView                 `json:"hums,omitempty"`
	Groups       []GroupView               `json:"groups,omitempty"`
	Targets      []TargetView              `json:"targets,omitempty"`
	Settings     map[string]string         `json:"settings,omitempty"`
	Title        string                    `json:"title,omitempty"`
	Format       string                    `json:"format,omitempty"`
	Minutes      int                       `json:"minutes,omitempty"`
	Account      []SheetAccount            `json:"account"`
	Length       int                       `json:"length,omitempty"` // the same, as `schedule` calls it
	Start        string                    `json:"start,omitempty"`  // of the session: "14:00"
	Agenda       []PartView                `json:"agenda,omitempty"`
	Withdrawn    []ParticipantView         `json:"withdrawn,omitempty"` // of those the agenda names
	Speeches     []SpeechView              `json:"speeches,omitempty"`
	Outcomes     []OutcomeView             `json:"outcomes,omitempty"`
	Goals        []int                     `json:"goals,omitempty"`
	OpenSeats    []SeatsView               `json:"open_seats,omitempty"`
	Joins        []Join                    `json:"joins"`
	Findings     []FindingView             `json:"findings"`
	BallotTotal  int64                     `json:"ballot_total"`
	Rounds       []string                  `json:"rounds,omitempty"` // of a vote held more than once, in their order
	Counts       map[string]map[string]int `json:"counts"`
}

// FileInspection is one file.
type FileInspection struct {
	File     string            `json:"file"`
	Format   string            `json:"format,omitempty"`
	Encoding string            `json:"encoding,omitempty"`
	Refused  string            `json:"refused,omitempty"`
	Sheets   []SheetInspection `json:"sheets"`
}

// SheetInspection is one sheet, or a text as a whole.
type SheetInspection struct {
	Sheet     string             `json:"sheet"`
	Kind      sheet.Kind         `json:"kind"`
	Why       string             `json:"why,omitempty"`
	HeaderRow int                `json:"header_row"` // the last header row; 0 without a header
	Rows      int                `json:"rows"`       // records: rows without header, totals and remarks
	Shape     string             `json:"shape,omitempty"`
	Columns   []ColumnInspection `json:"columns"`
	// Counts holds, for each dimension, the people on the sheet by value in the
	// field's terms; "(blank)" is unknown.
	Counts map[string]map[string]int `json:"counts"`
	// Lines are the people of a proposal, one line for each role.
	Lines []ProposalLine `json:"lines,omitempty"`
}

// ProposalLine is one person in one role of a proposal, as listed.
type ProposalLine = proposal.Person

// PartView is one part of the agenda.
type PartView struct {
	Title     string           `json:"title"`
	Minutes   int              `json:"minutes"`
	Kind      planner.PartKind `json:"kind,omitempty"`
	Each      int              `json:"each,omitempty"`
	Questions int              `json:"questions,omitempty"`
	Issues    string           `json:"issues,omitempty"`   // IDs, with "; " between them
	Speakers  string           `json:"speakers,omitempty"` // the same
}

// SpeechView is who spoke for how long; exactly what the source says of it is present.
type SpeechView struct {
	Person  string `json:"person,omitempty"` // ID of a participant
	Name    string `json:"name"`
	Group   string `json:"group,omitempty"` // as the record says
	At      *int   `json:"at,omitempty"`
	Seconds *int   `json:"seconds,omitempty"`
	Words   int    `json:"words,omitempty"`
	Turns   int    `json:"turns,omitempty"`
}

// OutcomeView is what was agreed on an issue, in writing.
type OutcomeView struct {
	Issue  string                `json:"issue,omitempty"`
	Name   string                `json:"name"`
	Text   string                `json:"text"`
	Status planner.OutcomeStatus `json:"status,omitempty"`
	Goals  []int                 `json:"goals,omitempty"`
}

// SeatsView are seats in a role that are still to be filled.
type SeatsView struct {
	Role   planner.Role `json:"role"`
	Number int          `json:"number"`
}

// ColumnInspection is one column.
type ColumnInspection struct {
	Ref        string  `json:"ref"`
	Header     string  `json:"header"`
	Means      string  `json:"means"`
	Confidence float64 `json:"confidence"`
	Given      int     `json:"given"`
	Blank      int     `json:"blank"`
	// Values counts the values as written, white space cleaned, where there are
	// few enough to be categories; "(blank)" counts cells that say nothing.
	// Names, IDs and contact data are not listed.
	Values map[string]int `json:"values,omitempty"`
}

// ParticipantView is one person.
type ParticipantView struct {
	ID    string         `json:"id"`
	Name  string         `json:"name"`
	Roles []planner.Role `json:"roles,omitempty"`
	// Position is the fixed place in the speaking order.
	Position int               `json:"position,omitempty"`
	Status   planner.Status    `json:"status,omitempty"`
	Values   map[string]string `json:"values"`
	Where    string            `json:"where,omitempty"`
	Choices  []string          `json:"choices,omitempty"`
}

// SessionView is one session of a programme; Members are IDs of participants.
type SessionView struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Members []string `json:"members"`
}

// BallotView is one ballot; exactly one of the marks is present.
type BallotView struct {
	Voter     string             `json:"voter"`
	Group     string             `json:"group,omitempty"`
	Kind      string             `json:"kind"`
	Ranking   [][]string         `json:"ranking,omitzero"`
	Approvals []string           `json:"approvals,omitzero"`
	Scores    map[string]float64 `json:"scores,omitzero"`
	Points    map[string]float64 `json:"points,omitzero"`
	Hum       map[string]string  `json:"hum,omitzero"`
	Count     int64              `json:"count,omitempty"`
	Weight    string             `json:"weight,omitempty"`
}

// IssueView is one issue.
type IssueView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// HumView is the hum on one question, of one group in one place.
type HumView struct {
	Question string        `json:"question"`
	Group    string        `json:"group,omitempty"`
	Place    string        `json:"place,omitempty"`
	For      planner.Sound `json:"for"`
	Neutral  planner.Sound `json:"neutral"`
	Against  planner.Sound `json:"against"`
}

// GroupView is one working group that may be formed.
type GroupView struct {
	ID     string `json:"id"`
	Topic  string `json:"topic"`
	Issue  string `json:"issue,omitempty"`
	Min    int    `json:"min_size"`
	Max    int    `json:"max_size"`
	Chairs int    `json:"chairs"`
}

// TargetView is one target. The dimension is null where it joins several, and the
// condition says which.
type TargetView struct {
	ID        string             `json:"id"`
	Dimension *planner.Dimension `json:"dimension"`
	Value     string             `json:"value,omitempty"`
	Condition string             `json:"condition,omitempty"`
	Min       *int               `json:"min,omitempty"`
	Max       *int               `json:"max,omitempty"`
	MinShare  string             `json:"min_share,omitempty"`
	MaxShare  string             `json:"max_share,omitempty"`
	Tier      planner.Tier       `json:"tier"`
	Group     string             `json:"group,omitempty"`
}

// FindingView is one finding. Where is its first place, Also the others; the
// text names them too.
type FindingView struct {
	Code     string           `json:"code"`
	Severity planner.Severity `json:"severity"`
	Where    string           `json:"where"`
	Also     []string         `json:"also,omitempty"`
	Text     string           `json:"text"`
	Fix      string           `json:"fix,omitempty"`
	Asks     bool             `json:"asks,omitempty"` // a question; Fix names the option that answers
}

// maxBallotsShown is how many ballots an inspection lists; beyond it only their
// number is given.
const maxBallotsShown = 10_000

// blank is the key under which unknown values are counted.
const blank = "(blank)"
