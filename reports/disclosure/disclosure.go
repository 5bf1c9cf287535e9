// Package disclosure decides what may be published about a meeting. [Protect]
// takes the meeting with its results and gives back a [Protected] value: counts,
// bands and verdicts that were already protected, the wording of issues and rules,
// and nothing else. No field of it leads to a person, a ballot, an identifier or a
// file name, and what is hidden is not in it at all, so nobody who builds a report
// from it can print it by mistake.
//
// What is shown depends on sizes and on the [Policy], never on the answers. Each
// kind of figure has its protection and its attacker: counts of people are merged
// (oneway.go) or suppressed (cross.go), support is told in bands (votes.go), and
// before anything is shown it is attacked with all that is published beside it
// (flow.go, audit.go). What may be told where an edition comes
// close to one that was released before is in release.go.
package disclosure

import (
	"fmt"

	"roundtable/planner"
	"roundtable/reports"
)

// Class says how a dimension's values are treated in the public edition.
type Class uint8

// The classes. The zero Class is Personal: what nobody classified is protected.
const (
	// Personal values appear only as counts of at least K people.
	Personal Class = iota
	// Open values are shown exactly for people whose part in the session is
	// announced (see Policy.Announced); for anyone else they are
	// Personal.
	Open
	// Secret values do not appear in any form. Ballots are always secret: only
	// the figures of [Votes] are derived from them.
	Secret
)

// Policy sets how the public edition is protected. Start from
// [DefaultPolicy].
type Policy struct {
	// K is the smallest number of people a published count of a personal field
	// may stand for. Below 3 [Protect] refuses.
	K int
	// Classes says how each dimension is treated; a dimension that is not listed
	// is Personal.
	Classes map[planner.Dimension]Class
	// Announced are the roles that put a person on the published programme.
	Announced []planner.Role
	// OpenRoster declares that membership, with the Open dimensions, is itself
	// published (as it is for the IGF's Multistakeholder Advisory Group), so
	// that everyone counts as announced.
	OpenRoster bool
	// CrossAt is the least number of people for which two dimensions are crossed.
	CrossAt int
	// MinBallots is the least number of ballots for which figures of support are
	// shown.
	MinBallots int
	// Replaces says that the edition follows a released one from which it differs by fewer
	// than K ballots or people. It then tells as little as both can tell together.
	Replaces bool
	// Settings are the keys of the settings that are shown: only those that shape
	// a result and hold no names. Without any, no setting is shown.
	Settings []string
}

// DefaultPolicy is K = 5; stakeholder group and region open, addresses secret, all else
// personal;
// speakers, moderators, rapporteurs and organizers announced; crossed tables
// from 200 people; figures of support from 10 ballots.
func DefaultPolicy() Policy {
	return Policy{
		K: 5,
		Classes: map[planner.Dimension]Class{
			planner.Stakeholder: Open,
			planner.Region:      Open,
			planner.Address:     Secret,
		},
		Announced: []planner.Role{
			planner.RoleSpeaker, planner.RoleModerator, planner.RoleOnlineModerator,
			planner.RoleRapporteur, planner.RoleOrganizer,
		},
		CrossAt:    200,
		MinBallots: 10,
	}
}

// Protected holds everything the public edition may say.
type Protected struct {
	Title   string
	Format  string // the session's format, empty if not given
	Minutes int    // its length, 0 if not given
	// Participants is how many people were read.
	Participants int
	Panel        Panel
	Targets      []Target
	// Tables are the one-way tables, Cross the crossed ones.
	Tables []Table
	Cross  []Cross
	// Votes is nil when there were no ballots, Groups when there was no proposal
	// of working groups.
	Votes  *Votes
	Groups *Groups
	// Changes is what changed since an earlier vote; nil when none was compared.
	Changes  *Changes
	Findings Findings
	// Notes says in plain words how figures were protected; each reads on its own.
	Notes      []string
	Provenance reports.Provenance
}

// Figure is a whole number that may be hidden. The zero Figure is hidden.
type Figure struct {
	N     int
	Shown bool
}

// Show returns a figure that is published.
func Show(n int) Figure { return Figure{N: n, Shown: true} }

// Value returns the table cell of the figure.
func (f Figure) Value() reports.Value {
	if !f.Shown {
		return reports.Str(reports.Hidden)
	}
	return reports.Int(f.N)
}

// Band is a range of per cent in place of an exact figure: at least Low, and
// below High (at most, where High is 100). The zero Band is hidden.
type Band struct{ Low, High int }

// IsZero reports whether the band is hidden.
func (b Band) IsZero() bool { return b == Band{} }

// String is "60–70 %", or [reports.Hidden].
func (b Band) String() string {
	if b.IsZero() {
		return reports.Hidden
	}
	return fmt.Sprintf("%d–%d %%", b.Low, b.High)
}

// Panel says who was judged.
type Panel struct {
	Size   int
	Judged string // "the 4 speakers"
	// Announced reports whether the whole panel is on the published programme
	// (or the roster is open), so that its open dimensions are exact.
	Announced bool
}

// Target is one target with its verdict. Where the verdict would tell
// something about fewer than K people, Shown is false and the numbers are zero.
type Target struct {
	ID    string
	Label string // "stakeholder group: Government"
	Text  string // the rule in its own words, Source where it is from
	// Source is the rule's URL or document, Tier its weight in words.
	Source, Tier string
	Min, Max     int // Max is -1 where there is none
	// Asked is what the rule asks for in words; empty for the range alone.
	Asked       string
	Shown       bool
	State       reports.State // OK, Miss or Unsure
	Have        int
	Unknown     int
	Short, Over int
}

// Count is one row of a one-way table.
type Count struct {
	Label string
	Count int
	// Merged rows stand for several values counted together.
	Merged bool
}

// Table counts people by one dimension.
type Table struct {
	Dimension string // "stakeholder group"
	// Population says who is counted, People how many they are.
	Population string
	People     int
	Rows       []Count
	// Why says why there are no rows, where there are none.
	Why string
}

// Cross counts people by two dimensions.
type Cross struct {
	RowDimension, ColumnDimension string
	Population                    string
	People                        int
	RowLabels, ColumnLabels       []string
	Cells                         [][]Figure
	RowTotals, ColumnTotals       []int
	// Why says why there are no cells, where there are none.
	Why string
}

// Detail is how much the public edition tells about the votes.
type Detail string

// The details, most telling first.
const (
	ByGroup   Detail = "groups"  // bands for each group large enough, and overall
	Overall   Detail = "overall" // exact overall support where every ballot counts the same, else bands
	OrderOnly Detail = "order"   // ranks and ties
	Nothing   Detail = "nothing"
)

// Votes is the ranking as far as it can be told without telling how
// anyone voted.
type Votes struct {
	Ballots int64
	Weights string // "groups" or "heads"
	// Kinds are the forms of ballot, as in the ranking result.
	Kinds  []string
	Detail Detail
	// Why says in a sentence why there is no more detail.
	Why string
	// Groups are the groups with figures, in the order of the ranking result.
	Groups []VoteGroup
	Issues []Issue
	// CondorcetWinner is the ID of the issue that beats every other one to one.
	CondorcetWinner string
	// SameFirst reports whether counting by groups and by heads give the same
	// first place; RulesAgree whether every rule computed does.
	SameFirst, RulesAgree bool
	Agenda                *Agenda
}

// VoteGroup is one group whose support is shown in bands.
type VoteGroup struct {
	Name    string
	Ballots int64
	// Precision is the width of its bands in percentage points, set by the
	// number of ballots alone.
	Precision int
}

// Issue is one issue's place. Support is nil and Band zero where not shown.
type Issue struct {
	ID, Name string
	Rank     int
	Tied     bool
	Support  *float64 // 0 to 100, rounded to one decimal
	Band     Band
	// Groups has one band for each of Votes.Groups.
	Groups []Band
}

// Agenda is the choice of K issues, without who paid for what.
type Agenda struct {
	Rule    string
	K       int
	Issues  []string
	JR      bool
	EJRPlus bool
}

// Groups is the proposal of working groups without its members.
type Groups struct {
	Groups     []Group
	Unassigned int
	// TargetsMet of TargetsAsked are the targets of all groups together; hidden
	// where the two would tell a small count.
	TargetsMet, TargetsAsked Figure
	// FirstChoice and TopThree are the shares of those who gave wishes who got
	// their first, or one of their first three choices.
	FirstChoice, TopThree Band
	ProvedOptimal         bool
	// Why says why less is shown than the chair edition has.
	Why string
}

// Group is one working group.
type Group struct {
	ID, Issue, Topic string
	Open             bool
	Size             int
	MinSize, MaxSize int
	ChairsWanted     int
	Chairs           int
	// Tables are the group's open dimensions, only where the roster is open.
	Tables []Table
}

// Findings counts what was noticed on import.
type Findings struct{ Errors, Warnings, Notes int }
