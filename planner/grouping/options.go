package grouping

import (
	"fmt"
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

// FromRanking makes one group for each of the first k issues of a ranked list:
// G01 works on the first, and so on. seats is the number of memberships to be
// filled, usually the number of people. A zero size asks for [EvenSizes].
// With fewer issues than k, there are as many groups as issues.
func FromRanking(ranked []planner.Issue, k int, size planner.Range, seats int) []planner.GroupSpec {
	k = max(0, min(k, len(ranked)))
	groups := make([]planner.GroupSpec, k)
	for i := range groups {
		groups[i] = planner.GroupSpec{
			ID: fmt.Sprintf("G%02d", i+1), Topic: ranked[i].Name, Issue: ranked[i].ID, Size: size,
		}
	}
	return EvenSizes(groups, seats)
}

// EvenSizes fills in the sizes that were left to choose: an even split of the
// seats, with slack of a quarter of the average (at least one) both ways, so
// that wishes can move people without leaving a group empty. Seats already
// claimed by groups with a given size are taken off first, at their middle.
// The result is a copy.
func EvenSizes(groups []planner.GroupSpec, seats int) []planner.GroupSpec {
	out := append([]planner.GroupSpec(nil), groups...)
	open := 0
	for i := range out {
		if out[i].Size.IsZero() {
			open++
		} else {
			seats -= (out[i].Size.Min + out[i].Size.Max) / 2
		}
	}
	if open == 0 {
		return out
	}
	seats = max(seats, 0)
	low, high := seats/open, (seats+open-1)/open
	slack := max(1, (seats+2*open)/(4*open))
	for i := range out {
		if out[i].Size.IsZero() {
			lo := max(0, low-slack)
			if lo == 0 && low > 0 {
				lo = 1
			}
			out[i].Size = planner.Range{Min: lo, Max: high + slack}
		}
	}
	return out
}

// DefaultTargets are the targets for working groups where the user gave none:
// in each group at least one person of each stakeholder group that has enough
// people for all groups, no more than half from any one region, and one moderator or
// facilitator where there are enough. All are should targets.
func DefaultTargets(roster planner.Roster, groups []planner.GroupSpec) []planner.Target {
	var targets []planner.Target
	values, seats := dimensionValues(roster, planner.Stakeholder)
	for i, v := range values {
		if seats[i] < len(groups) {
			continue
		}
		targets = append(targets, planner.Target{
			ID: "stakeholder=" + v, Kind: planner.Count, Dimension: planner.Stakeholder, Value: v,
			Min: planner.LimitOf(1), Tier: planner.Should, Group: planner.EveryGroup,
			Text: fmt.Sprintf("at least one %s member in each group", v),
		})
	}
	leads := []planner.Role{planner.RoleModerator, planner.RoleOnlineModerator}
	if n := len(roster.WithRole(leads...)); n >= len(groups) && n < len(roster) {
		t := planner.Target{
			ID: "role=moderator", Kind: planner.Count, Roles: leads, Min: planner.LimitOf(1), Tier: planner.Should,
			Group: planner.EveryGroup, Text: "a moderator or facilitator in each group",
		}
		if n == len(groups) {
			t.Max = planner.LimitOf(1)
		}
		targets = append(targets, t)
	}
	if values, _ := dimensionValues(roster, planner.Region); len(values) > 1 {
		targets = append(targets, planner.Target{
			ID: "region at most half", Kind: planner.Each, Dimension: planner.Region,
			MaxShare: planner.Percent(50), Tier: planner.Should, Group: planner.EveryGroup,
			Text: "no more than half of a group from one region",
		})
	}
	return targets
}

// dimensionValues returns the known values of a dimension in the order they
// occur, and how many seats the people of each value may fill.
func dimensionValues(roster planner.Roster, d planner.Dimension) (values []string, seats []int) {
	at := make(map[string]int)
	for i := range roster {
		_, most := memberships(&roster[i])
		for _, v := range roster[i].Values[d] {
			if v == "" {
				continue
			}
			k, ok := at[v]
			if !ok {
				k = len(values)
				at[v] = k
				values, seats = append(values, v), append(seats, 0)
			}
			seats[k] += most
		}
	}
	return values, seats
}

// memberships is how many groups a participant sits in, from least to most.
func memberships(p *planner.Participant) (least, most int) {
	if p.Memberships.IsZero() {
		return 1, 1
	}
	return p.Memberships.Min, p.Memberships.Max
}
