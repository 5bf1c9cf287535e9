// Package disclosure decides what may be published about a meeting. [Protect]
// takes the meeting with its results and gives back a [Protected] value: counts,
// bands and verdicts that were already protected, the wording of issues and rules,
// and nothing else. No field of it leads to a person, a ballot, an identifier or a
// file name, and what is hidden is not in it at all, so nobody who builds a report
// from it can print it by mistake.
//
// # Votes
//
// What is told of votes is a [Level], chosen by sizes and settings alone: m issues, n
// ballots in the support of every issue, and how many ballots as heavy as the heaviest
// make up a whole (Whole; n where all weigh the same).
//
//	Whole                n                     level
//	below 5, or m < 2                          nothing
//	5 and more           below max(10, 2m)     the first third of the issues, without order
//	5 and more           from max(10, 2m) on   order
//	5m + 16 and more     from max(10, 2m) on   order, and the support in fifths
//
// Exact scores are at no level: unanimity would tell of everybody. What depends on the
// answers in any other way is the chair's (how sure the order is, whether rules or
// weightings agree, who beats all, what the groups have in common, an agenda), for there
// is no size at which it tells nothing.
//
// Why that is enough where ballots weigh the same. Somebody knows one ballot, and asks
// for another. A ballot has a mirror, which added to it makes all issues equal: the
// approvals that it lacks, the scores turned round, the order read from behind. So two
// of the others can be the mirrors of these two, whatever they say, and the n − 4 that
// are left make any order with t ties-together-as-one places alone: approvals in n − 4 ≥
// t − 1 nested steps, scores and rankings with fewer. Nothing is known of the other
// ballot, then, from n = m + 3 on; for the first k, one further ballot is enough, and 5
// are. 2m leaves room for ballots of another form: points, which have no mirror, ballots
// with gaps. A fifth of n holds n/5 counts, and m orders in it need m and room for the
// two: 5m + 6. Ten more keep counts under five: every ballot approves something, so that
// of 21 approvals of three issues, in the fourth fifth and twice in the first, 4 were for
// the second (TestNoCountIsPinned).
//
// Where ballots weigh unevenly, an order of strict places is still a set of inequalities,
// which others satisfy with weight to spare where no ballot has more than a fifth (it
// fails at a quarter: two of four beside eight of one), but two sums of uneven parts that
// are equal may have one solution. There ties are not told: equal issues stand in the order of the
// ballot paper, and only the inequality is told. A fifth has edges, whose distance must
// be measured in the heaviest ballots (with 2 issues it fails where the heaviest of 18
// ballots is 3 of 38): hence Whole. The figures are those of TestLevelsPinNobody and
// TestHowMuchABallotMayWeigh, which try all orders for all kinds of ballots of small votes,
// and TestAttack, which reads finished files.
//
// By group, where that was asked for, only the first third of the issues in groups that
// would have an order alone, and then no fifths of all.
//
// # Outcome
//
// What was agreed is told as it is written down, and where it is not, as a hum reads that
// everybody heard (outcome.go). What was counted is not, for it may be ballots.
//
// # People
//
// Counts of people are merged (oneway.go). Two dimensions are crossed only where the
// roster is open and both are. What may be told where an edition comes
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
	// Most is the most that is told of the votes, whatever their sizes.
	Most Level
	// VotesByGroup asks for the first issues of each group that is large enough.
	VotesByGroup bool
	// Replaces says that the edition follows a released one beside which figures would tell
	// of those who differ. It then tells nothing of the votes, and nothing of people.
	Replaces bool
	// Settings are the keys of the settings that are shown: only those that shape
	// a result and hold no names. Without any, no setting is shown.
	Settings []string
}

// DefaultPolicy is K = 5; stakeholder group and region open, addresses secret, all else
// personal; speakers, moderators, rapporteurs and organizers announced; of the votes
// all that their sizes allow, and nothing by group.
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
		Most: Fifths,
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
	// Outcome is what was asked and what came of it; nil where nothing says.
	Outcome *Outcome
	// Changes is what changed since an earlier vote; nil when none was compared.
	Changes *Changes
	// Noticed says that something was noticed on import. How much is not told: it can be one
	// row of one person.
	Noticed bool
	// Notes says how figures were protected; each reads on its own.
	Notes      []Saying
	Provenance reports.Provenance
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
	Judged string // "the 4 speakers"; empty where its words name somebody
	// Announced reports whether the whole panel is on the published programme
	// (or the roster is open), so that its open dimensions are exact.
	Announced bool
}

// Target is one target with its verdict. Where the verdict would tell
// something about fewer than K people, Shown is false and the numbers are zero.
type Target struct {
	Label string // "Government"; empty where the words name somebody
	// Source is the address of the rule, Tier its weight: "must".
	Source, Tier string
	Min, Max     int // Max is -1 where there is none
	// Asked is what the rule asks for in words; empty where they name somebody.
	Asked       string
	Shown       bool
	State       reports.State // OK, Miss or Unsure
	Have        int
	Unknown     int
	Short, Over int
}

// Count is one row of a one-way table.
type Count struct {
	// Label is the value, [NotGiven] or [Several]; empty where the row is merged.
	Label string
	Count int
	// Merged rows stand for several values counted together: those of Together, where all
	// values are terms that everybody knows.
	Merged   bool
	Together []string
}

// Table counts people by one dimension.
type Table struct {
	Dimension string // "stakeholder", or a column of the users' own
	// Population says who is counted, People how many they are.
	Population Saying
	People     int
	Rows       []Count
	// Why says why there are no rows, where there are none.
	Why Saying
}

// Cross counts people by two dimensions, each value of which is public.
type Cross struct {
	RowDimension, ColumnDimension string
	Population                    Saying
	People                        int
	RowLabels, ColumnLabels       []string
	Cells                         [][]int
}

// Groups is the proposal of working groups without its members.
type Groups struct {
	Groups []Group
	// Untold says that the topics rest on so few ballots that the participants, who are told
	// who sits where, are not told of them either.
	Untold bool
	// Unseated says that not everybody has a seat, and not how many: it can be one person.
	Unseated bool
	// TargetsMet of TargetsAsked are the targets of all groups together, both 0 where
	// one of them speaks of anything that is not public.
	TargetsMet, TargetsAsked int
	// Closed says that who sits in a group and how it is made up is not told.
	Closed bool
}

// Group is one working group.
type Group struct {
	// Topic is empty where it rests on an order that is not told.
	Topic            string
	Open             bool
	Size             int
	MinSize, MaxSize int
	ChairsWanted     int
	Chairs           int
	// Tables are the group's open dimensions, only where the roster is open.
	Tables []Table
}
