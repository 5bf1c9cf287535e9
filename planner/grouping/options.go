package grouping

import (
	"time"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/hours"
)

// Goal is what a plan should be best at.
type Goal string

// The goals. Total maximises the value of the plan. Fair first seats as few
// people as possible outside their list, then makes the worst choice anyone
// else receives as good as possible, then maximises the value.
const (
	Total Goal = "total"
	Fair  Goal = "fair"
)

// Options are the numbers behind a plan. Start from [DefaultOptions].
type Options struct {
	Goal Goal
	// RankUtility is what the first, second … choice is worth, in points.
	// Choices beyond the table are worth half of the one before, rounded down.
	RankUtility []int
	// OutsideUtility is what a group outside the person's list is worth.
	OutsideUtility int
	// MissingChairWeight is taken off for each chair seat left empty.
	MissingChairWeight int
	// ShortfallWeight is taken off for each person short or over of a should
	// target without a weight of its own; a nice target counts a quarter.
	ShortfallWeight int
	// FurtherCost is taken off a person's second, third … membership; the last
	// entry holds for all further ones. Entries must not fall.
	FurtherCost []int
	// MaxPerOrganisation is how many people of one organisation may sit in one
	// group; 0 means no cap. People without a known organisation are not capped.
	MaxPerOrganisation int
	// Seed chooses among equally good plans.
	Seed uint64
	// Budget limits the work; the zero Budget is chosen by the meeting's size.
	Budget Budget
	// Rounds, if not 0, lets the search go on until so many rounds are done, as it did
	// for a plan with a deadline; see [Solve].
	Rounds int
	// Worst, if above 0, asks that no voter receives worse than this choice.
	Worst int
	// Ladder asks for the fairness ladder: the best value for each worst choice.
	Ladder bool
	// Explain asks for the explanations per person, group and target.
	Explain bool
	// Keep is an earlier plan; Stay is what keeping one of its seats is worth.
	Keep *Kept
	Stay int
	// unlocked leaves out the locks of the roster, to ask what locks cost.
	unlocked bool
	// Earlier are the groups of earlier meetings, whose people should meet others now;
	// MeetAgainWeight is taken off for each pair that meets again.
	Earlier         []Kept
	MeetAgainWeight int
	// DayStart and DayEnd are the local hours between which people can meet,
	// for a common time window: at or after DayStart, before DayEnd.
	DayStart, DayEnd int
	// Day is when the groups meet, for zones with summer time; the zero Time asks for hours
	// that suit in winter and in summer.
	Day time.Time
	// Progress, if not nil, is called with the best value and bound so far, from
	// the goroutine that called Solve.
	Progress func(Progress)
}

// DefaultOptions returns the stated defaults: 100, 80, 62, 46 and 32 points for
// the first five choices, −100 outside the list, 120 per person short or over of
// a should target, 150 per missing chair, 20 per pair that meets again, local hours 8 to 22.
func DefaultOptions() Options {
	return Options{
		Goal:               Total,
		RankUtility:        []int{100, 80, 62, 46, 32},
		OutsideUtility:     -100,
		MissingChairWeight: 150,
		ShortfallWeight:    120,
		MeetAgainWeight:    20,
		Seed:               1,
		Ladder:             true,
		Explain:            true,
		DayStart:           8,
		DayEnd:             22,
	}
}

// Budget counts work in iterations, so that results do not depend on the speed
// of the machine. A zero field is chosen by the meeting's size.
type Budget struct {
	Moves int // search moves tried
	Steps int // price steps of the bound
	Nodes int // nodes of the branch and bound over what the prices leave possible
}

// Progress is the state of a running [Solve].
type Progress struct {
	Stage       string // "flow", "bound", "search", "ladder", "explain"
	Best, Bound int64
	HasBest     bool
	HasBound    bool
}

// Kept is an earlier plan that a new one should start from.
type Kept struct {
	Seats []KeptSeat
}

// KeptSeat is one seat of an earlier plan, by IDs. Locked seats stay. Role is what the
// person did there, empty where the plan does not say: a chair chairs again wherever
// no chair seat is lost by it, and a locked one needs not have been willing before.
// A locked member is no chair where somebody else can be.
type KeptSeat struct {
	Person, Group string
	Role          SeatRole
	Locked        bool
	Where, RoleAt planner.Ref
}

// suits reports whether the hour from this one, UTC, lies within a person's day, and
// whether the person's time zone is known.
func (o *Options) suits(p *planner.Participant, hour int) (suits, known bool) {
	zone, _ := p.Value(planner.TimeZone)
	return hours.Suit(zone, hour, o.Day, o.DayStart, o.DayEnd)
}
