// Package disclosure decides what may be published about a meeting. [Protect]
// takes the meeting with its results and gives back a [Protected] value: counts,
// bands and verdicts that were already protected, the wording of issues and rules,
// and nothing else. No field of it leads to a person, a ballot, an identifier or a
// file name, and what is hidden is not in it at all, so nobody who builds a report
// from it can print it by mistake.
//
// # The rule
//
// What is told depends on sizes and settings alone, never on the answers:
//
//	votes, of n ballots on m issues        told
//	  n below 5, or m below 2                nothing
//	  n below 10, or below 2m                the first third of the issues, without order
//	  n below 5m + 21                        the order
//	  n from 5m + 21 on                      the order, and the support in fifths
//	votes by group, if asked for           the first third, in groups that could have an order
//	whatever else rests on answers         nothing, or what the order itself says
//	people on the programme, open values   every count
//	all other people, all other values     counts of five and more, small ones merged
//	two dimensions together                where the roster is open, and both are
//	verdicts, rules met                    where their counts are told
//	an outcome                             its wording, and what everybody heard
//	topics of working groups               given ones; those of the ranking where the order is
//	a second edition near a first          nothing of votes or people (see the release package)
//
// Where ballots weigh unevenly, n is how many as heavy as the heaviest make up a whole
// ([Sizes].Whole), at least 5 for the first issues and the order; n itself is then the
// number of ballots in the support of every issue. Exact scores are at no level: unanimity
// would tell of everybody. How sure the order is, whether rules or weightings agree, who
// beats all, what the groups have in common, who got what he wished for and an agenda are
// the chair's, for there is no size at which they tell nothing.
//
// # Why that is enough
//
// Somebody knows one ballot, and asks for another. What n ballots give to the issues,
// approvals say, are sums S. If one is known, a, and one is asked for, b, the n − 2 others can
// have any sums R from 0 to n − 2 that are n − 2 together or more: laid end to end around a
// circle of n − 2 places, they leave none empty. So b may be for any one issue as soon as there are
// sums v that read like S, each from 2 to n − 2, and n − 1 together beyond a. For a
// page with fifths these are S itself, but for its ends. Issues with 0 or 1 go up by 2 at most,
// and take along those above: there is room in the first fifth for two more than there are
// places, from n = 5m + 6 on. Issues with n or n − 1 go down likewise. What goes up only helps
// the sum; of what goes down one issue leaves n − 2 and 2 or more for each other (3, if there is only
// one), and two of more than four fifths leave n and more. So no answer follows from
// fifths from n = 5m + 6 on, for any number of issues. An order alone has that room from
// n = m + 3 on. Scores are the same, with more room. Rankings and points are tried: a
// ballot has a mirror, the order read from behind, and two of the others can be the mirrors of
// a and b whatever they say, so that the n − 4 that are left make any order.
//
// A count of fewer than five needs more. It is known where the sums that read like S are as
// large as can be, and no larger than the ballots need to have one issue each: of 60 ballots
// on eight issues, all below a fifth and one step apart, the last has 4. With m + 4 and
// more whole numbers below n/5, which is from n = 5m + 21 on, the last of m places has 5 at
// its highest, so that fewer than five can always be one more. Of an issue that all but four are
// for, one less leaves enough for the sum. An order alone can always move by one.
//
// Of the first k as a set, one further ballot is enough, and 5 are; of two such sets, 6
// (Topics).
//
// Where ballots weigh unevenly, an order of strict places is still a set of inequalities,
// which others satisfy with weight to spare where no ballot has more than a fifth (it
// fails at a quarter: two of four beside eight of one), but two sums of uneven parts that
// are equal may have one solution. There ties are not told: equal issues stand in the order of the
// ballot paper, and only the inequality is told. A fifth has edges, whose distance must
// be measured in the heaviest ballots (with 2 issues it fails where the heaviest of 18
// ballots is 3 of 38): hence Whole. That is found by trying, not proved: TestLevelsPinNobody,
// TestCountsOfManyIssues and TestHowMuchABallotMayWeigh try all orders for all kinds of
// ballots of small votes, and TestAttack reads finished files.
//
// # Participants
//
// Those who take part are told the same of votes and, beside it, names and groups. A group
// has a topic that its members must know, so topics of the ranking are told to them from six
// ballots on, as a set. Of two seatings more follows than of one: with the same ballots and
// one seat more in a group, who moves there wished to. So the release package lets one
// seating go out that rests on wishes, and with it no figure of how these were met.
//
// # What is not protected
//
// Who is on the programme, and how many sit in a group: both are announced. The number of
// people and that of the seats say how many have none. An outcome's wording is the chair's own, with
// whatever numbers and organisations are in it; people are not (names.go).
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
	Size int
	Kind string // who that is, empty where it has no kind
	// Announced reports whether the whole panel is on the published programme
	// (or the roster is open), so that its open dimensions are exact.
	Announced bool
}

// Target is one target with its verdict. Where the verdict would tell
// something about fewer than K people, Shown is false and the numbers are zero.
type Target struct {
	// Rule is what it asks for; nil where its words name somebody.
	Rule *Rule
	// Source is the address of the rule, Tier its weight: "must".
	Source, Tier string
	Min, Max     int // Max is -1 where there is none
	Shown        bool
	State        reports.State // OK, Miss or Unsure
	Have         int
	Unknown      int
	Short, Over  int
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
