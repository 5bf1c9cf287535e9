package schedule

import (
	"fmt"
	"maps"
	"slices"

	"roundtable/planner"
)

// Schema names the JSON form of [Plan].
const Schema = "roundtable.schedule/1"

// Options say how a meeting is scheduled.
type Options struct {
	// Dimensions are those whose values alternate in the speaking order.
	Dimensions []planner.Dimension
	// Withdrawn are the IDs of people who had their place in the order and do not speak, beside
	// those whom the meeting knows of.
	Withdrawn []string
	// Issues are IDs by firm order: the first level first, those of one level tied.
	Issues [][]string
	// Seed draws the lot among orders that are equally even.
	Seed uint64
}

// DefaultOptions lets stakeholder groups, regions and room and online alternate.
func DefaultOptions() Options {
	return Options{
		Dimensions: []planner.Dimension{planner.Stakeholder, planner.Region, planner.Attendance}, Seed: 1,
	}
}

// Plan is the course of a meeting. It marshals as the JSON contract roundtable.schedule/1.
type Plan struct {
	Schema string `json:"schema"`
	// Length is that of the meeting in minutes, 0 where nobody says; Sum that of its parts.
	Length int `json:"length"`
	Sum    int `json:"sum"`
	// Start is the clock time of the beginning, "14:00", where it is given.
	Start string `json:"start,omitempty"`
	Parts []Part `json:"parts"`
	// Kinds are what the minutes are for, in the order of the agenda.
	Kinds []KindTime `json:"kinds"`
	Goals []int      `json:"goals"`
	// Order is who speaks one after the other, Withdrawn who was taken out of it. Open is
	// how many speakers are still to be named: they have time and no place in the order.
	Order     []Turn   `json:"order"`
	Withdrawn []Person `json:"withdrawn,omitempty"`
	Open      int      `json:"open_seats,omitempty"`
	// Evenness is nil where nobody speaks.
	Evenness *Evenness `json:"evenness,omitempty"`
	// Planned is the time that speakers have by stakeholder group, region, gender and
	// attendance, questions left out; Share is each value's share of the time of those
	// whose value is known.
	Planned []Planned                                `json:"planned"`
	Share   map[planner.Dimension]map[string]float64 `json:"share"`
	Seed    uint64                                   `json:"seed"`

	Warnings []planner.Finding `json:"-"`
}

// Part is one part of the agenda as planned.
type Part struct {
	Title   string           `json:"title"`
	Minutes int              `json:"minutes"`
	Kind    planner.PartKind `json:"kind"`
	// Begin is in minutes from the beginning, Clock the time of day; both are left out
	// behind a part whose minutes nobody knows.
	Begin *int   `json:"begin,omitempty"`
	Clock string `json:"clock,omitempty"`
	// Speakers is how many speak in turn, for Each minutes with Questions minutes of
	// questions after each. Needed is what they need together, Free what that leaves of
	// Minutes, below 0 where it is too little. Each is 0 where the source gives every speaker
	// another time, which the turns have. EachCounted says that the source leaves
	// open how long each speaks, MinutesCounted that it leaves open how long the part is.
	Speakers       int         `json:"speakers,omitempty"`
	Each           int         `json:"each,omitempty"`
	Questions      int         `json:"questions,omitempty"`
	Needed         int         `json:"needed,omitempty"`
	Free           int         `json:"free,omitempty"`
	EachCounted    bool        `json:"each_counted,omitempty"`
	MinutesCounted bool        `json:"minutes_counted,omitempty"`
	Issues         []IssueTime `json:"issues,omitempty"`
}

// IssueTime is the minutes of a part for one issue.
type IssueTime struct {
	Issue   string `json:"issue"`
	Minutes int    `json:"minutes"`
	Begin   *int   `json:"begin,omitempty"`
	Clock   string `json:"clock,omitempty"`
}

// KindTime is how many minutes are for one kind of thing, and their share (0 to 1) of the
// meeting's length, or of the sum where that is larger. Questions after each speaker count
// as questions.
type KindTime struct {
	// Kind is that of the part, "other" or "free".
	Kind    string  `json:"kind"`
	Minutes int     `json:"minutes"`
	Share   float64 `json:"share"`
}

// Person names somebody.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Turn is one person's place in the order, from 1.
type Turn struct {
	Position int `json:"position"`
	Person
	Locked bool                         `json:"locked,omitempty"`
	Values map[planner.Dimension]string `json:"values"`
	Times  []TurnTime                   `json:"times"`
}

// TurnTime is when a person speaks in a part, counted from 1, for how long, and for how
// long questions follow.
type TurnTime struct {
	Part      int    `json:"part"`
	Begin     *int   `json:"begin,omitempty"`
	Clock     string `json:"clock,omitempty"`
	Minutes   int    `json:"minutes"`
	Questions int    `json:"questions,omitempty"`
}

// Evenness is how evenly the order alternates.
type Evenness struct {
	Dimensions []planner.Dimension `json:"dimensions"`
	// Discrepancy is that of the package comment, 0 at best, Bound what no order with the
	// same fixed positions and rule falls below. Proved says that no order is more even.
	Discrepancy planner.Exact `json:"discrepancy"`
	Bound       planner.Exact `json:"bound"`
	Proved      bool          `json:"proved"`
	// EquallyGood is how many orders of these people are as even, with this one; 0 where
	// they were not counted.
	EquallyGood uint64    `json:"equally_good,omitempty"`
	FirstLast   FirstLast `json:"first_last"`
	// InARow counts speakers right behind one of their own stakeholder group.
	InARow int `json:"in_a_row"`
	// Anew is the discrepancy of an order proposed without those who withdrew.
	Anew *planner.Exact `json:"anew,omitempty"`
}

// FirstLast says whether one stakeholder group has both the first and the last word.
type FirstLast string

// What became of that rule: kept; no order with the fixed positions keeps it; or broken
// since somebody withdrew.
const (
	FirstLastKept       FirstLast = "kept"
	FirstLastImpossible FirstLast = "impossible"
	FirstLastBroken     FirstLast = "broken"
)

// Planned is the minutes of the speakers in one dimension.
type Planned struct {
	Dimension planner.Dimension `json:"dimension"`
	Values    []PlannedTime     `json:"values"`
	// Unknown are the speakers without a value.
	Unknown PlannedTime `json:"unknown"`
}

// PlannedTime is how many speakers carry a value and the minutes they have. Share is of the
// minutes of all whose value is known, 0 to 1.
type PlannedTime struct {
	Value    string  `json:"value,omitempty"`
	Speakers int     `json:"speakers"`
	Minutes  int     `json:"minutes"`
	Share    float64 `json:"share"`
}

// accounted are the dimensions by which time is told.
var accounted = []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance}

// Propose checks the agenda of the meeting and proposes the order of its speakers. Those
// whom a part names and who are listed speak as well. It never changes the meeting.
//
// The error is a [*planner.InputError] if two people have the same fixed position.
func Propose(m *planner.Meeting, speakers planner.Roster, opts Options) (*Plan, error) {
	p := &proposal{m: m, opts: opts, plan: &Plan{
		Schema: Schema, Length: m.Minutes, Goals: append([]int{}, m.Goals...), Parts: []Part{}, Kinds: []KindTime{},
		Order: []Turn{}, Seed: opts.Seed,
	}, gone: slices.Clone(opts.Withdrawn)}
	if m.When.Timed {
		p.plan.Start = clockOf(m.When.Start)
		if p.plan.Length == 0 && m.When.End != 0 {
			p.plan.Length = (m.When.End - m.When.Start + day) % day
		}
	}
	p.speakers = p.everySpeaker(speakers)
	if err := p.order(); err != nil {
		return nil, err
	}
	p.parts()
	p.checkSum()
	p.planned()
	return p.plan, nil
}

// proposal is the work of [Propose].
type proposal struct {
	m        *planner.Meeting
	opts     Options
	plan     *Plan
	speakers planner.Roster
	gone     []string // IDs of those who withdrew
}

func (p *proposal) find(f planner.Finding) { p.plan.Warnings = append(p.plan.Warnings, f) }

// everySpeaker are the speakers, those whom the agenda names to speak in turn, and those who
// withdrew, each once.
func (p *proposal) everySpeaker(speakers planner.Roster) planner.Roster {
	out := slices.Clone(speakers)
	add := func(id string) {
		if out.ByID(id) >= 0 {
			return
		}
		if x := personIn(p.m, id); x != nil {
			out = append(out, *x)
		} else {
			p.find(speakerUnknown(id))
		}
	}
	for i := range p.m.Agenda {
		if inTurn(&p.m.Agenda[i]) {
			for _, id := range p.m.Agenda[i].Speakers {
				add(id)
			}
		}
	}
	for i := range p.m.Withdrawn {
		if x := &p.m.Withdrawn[i]; len(x.Roles) == 0 || x.HasRole(planner.RoleSpeaker) {
			p.gone = append(p.gone, x.ID)
		}
	}
	for _, id := range p.gone {
		add(id)
	}
	for i := range p.m.OpenSeats {
		if p.m.OpenSeats[i].Role == planner.RoleSpeaker {
			p.plan.Open += p.m.OpenSeats[i].Number
		}
	}
	return out
}

// personIn is somebody whom the meeting lists, or nil.
func personIn(m *planner.Meeting, id string) *planner.Participant {
	for _, list := range []planner.Roster{m.Roster, m.Pool, m.Withdrawn} {
		if i := list.ByID(id); i >= 0 {
			return &list[i]
		}
	}
	return nil
}

// planned adds up the minutes of the speakers by what they are.
func (p *proposal) planned() {
	p.plan.Share = make(map[planner.Dimension]map[string]float64)
	for _, d := range accounted {
		minutes, share := make(tally), make(map[string]float64)
		for i := range p.plan.Order {
			x := &p.plan.Order[i]
			minutes.add(x.Values[d], x.ID, p.plan.minutesOf(x.ID))
		}
		out := Planned{Dimension: d, Values: []PlannedTime{}}
		for _, v := range slices.Sorted(maps.Keys(minutes)) {
			x := PlannedTime{v, len(minutes[v].who), minutes[v].amount, minutes.share(v)}
			if v == "" {
				x.Share = 0
				out.Unknown = x
				p.find(valuesUnknown(d, x.Speakers))
				continue
			}
			if minutes.known() > 0 {
				share[v] = x.Share
			}
			out.Values = append(out.Values, x)
		}
		p.plan.Planned, p.plan.Share[d] = append(p.plan.Planned, out), share
	}
}

// entry is the first of a list that is the one meant; fresh is added where none is. It is good
// until the next one is added.
func entry[T any](list *[]T, fresh T, is func(*T) bool) *T {
	for i := range *list {
		if is(&(*list)[i]) {
			return &(*list)[i]
		}
	}
	*list = append(*list, fresh)
	return &(*list)[len(*list)-1]
}

const day = 24 * 60

// clockOf is a time of day by its minute.
func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }
