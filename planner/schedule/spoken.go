package schedule

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"roundtable/planner"
)

// SpokenSchema names the JSON form of [Spoken].
const SpokenSchema = "roundtable.speaking/1"

// Unit is in what speaking is measured.
type Unit string

// The units. Speech is measured in the first of them that any record has; records without it
// are counted apart, never guessed.
const (
	Seconds Unit = "seconds"
	Words   Unit = "words"
	Turns   Unit = "turns"
)

// Spoken is who spoke how much, against the plan and against the seats.
type Spoken struct {
	Schema string `json:"schema"`
	Unit   Unit   `json:"unit"`
	// Total is the sum of all records that are measured, Speeches how many these are, and
	// Unmeasured how many are not.
	Total      int `json:"total"`
	Speeches   int `json:"speeches"`
	Unmeasured int `json:"unmeasured,omitempty"`
	// Dimensions have stakeholder group, region, gender and attendance.
	Dimensions []SpokenIn `json:"dimensions"`
	// People are those listed who spoke, who spoke most first, then by name and ID; Unlisted
	// those whom nobody knows, by name.
	People   []PersonSpoken `json:"people"`
	Unlisted []PersonSpoken `json:"unlisted"`

	Warnings []planner.Finding `json:"-"`
}

// SpokenIn is the speaking in one dimension.
type SpokenIn struct {
	Dimension planner.Dimension `json:"dimension"`
	Values    []SpokenBy        `json:"values"`
	// Unknown has what was spoken by people without a value, and the seats of such people.
	Unknown SpokenBy `json:"unknown"`
}

// SpokenBy is what the people with a value spoke, in the unit of [Spoken]. Shares, 0 to 1,
// are of those whose value is known.
type SpokenBy struct {
	Value    string  `json:"value,omitempty"`
	Speakers int     `json:"speakers"`
	Amount   int     `json:"amount"`
	Share    float64 `json:"share"`
	// Seats are the people of the roster with the value. AgainstSeats is Amount less what
	// it would be by the share of the seats, AgainstPlan by the share of the planned
	// minutes; nil where there are no seats, or no minutes are planned.
	Seats        int      `json:"seats"`
	SeatShare    float64  `json:"seat_share"`
	AgainstSeats *float64 `json:"against_seats,omitempty"`
	PlannedShare float64  `json:"planned_share"`
	AgainstPlan  *float64 `json:"against_plan,omitempty"`
}

// PersonSpoken is what one person spoke, and the minutes that were planned. Floor says that it
// was nobody in particular, such as the audience.
type PersonSpoken struct {
	Person
	Speeches int  `json:"speeches"`
	Amount   int  `json:"amount"`
	Planned  int  `json:"planned,omitempty"`
	Floor    bool `json:"floor,omitempty"`
}

// Account holds the speeches of a meeting against its roster and the plan, which may be nil.
// What a person is comes from those whom the meeting lists, and from the record where these say
// nothing. It is nil where nothing was recorded.
func Account(m *planner.Meeting, plan *Plan) *Spoken {
	if len(m.Speeches) == 0 {
		return nil
	}
	if plan == nil {
		plan = &Plan{}
	}
	out := &Spoken{
		Schema: SpokenSchema, Unit: unitOf(m.Speeches), People: []PersonSpoken{}, Unlisted: []PersonSpoken{},
	}
	var said []record
	var without []planner.Ref
	for i := range m.Speeches {
		s := &m.Speeches[i]
		amount, ok := out.Unit.of(s)
		if !ok {
			without = append(without, s.Where)
			continue
		}
		out.Total, out.Speeches = out.Total+amount, out.Speeches+1
		r := record{personIn(m, s.Person), planner.Participant{Name: s.Name, Values: s.Values}, amount}
		who, list := Person{Name: s.Name}, &out.Unlisted
		if r.listed != nil {
			who, list = Person{r.listed.ID, r.listed.Name}, &out.People
		}
		x := entry(list, PersonSpoken{Person: who, Planned: plan.minutesOf(who.ID), Floor: s.Floor},
			func(x *PersonSpoken) bool { return keyOf(x.Person) == keyOf(who) })
		x.Amount, x.Speeches = x.Amount+amount, x.Speeches+1
		said = append(said, r)
	}
	for _, list := range [][]PersonSpoken{out.People, out.Unlisted} {
		slices.SortFunc(list, func(a, b PersonSpoken) int {
			return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	for _, d := range accounted {
		out.Dimensions = append(out.Dimensions, out.in(d, said, m.Roster, plan))
	}
	if out.Unmeasured = len(without); out.Unmeasured > 0 {
		out.Warnings = append(out.Warnings, unmeasured(out.Unit, without))
	}
	if who := namesOf(out.Unlisted); len(who) > 0 {
		out.Warnings = append(out.Warnings, unlisted(who))
	}
	return out
}

// record is a speech that is measured: who is listed, or nil, and what the record says itself.
type record struct {
	listed *planner.Participant
	own    planner.Participant
	amount int
}

// namesOf are those who are somebody.
func namesOf(list []PersonSpoken) (names []string) {
	for i := range list {
		if !list[i].Floor {
			names = append(names, list[i].Name)
		}
	}
	return names
}

// unitOf is the first unit that any record has.
func unitOf(speeches []planner.Speech) Unit {
	for _, u := range []Unit{Seconds, Words} {
		if slices.ContainsFunc(speeches, func(s planner.Speech) bool { _, ok := u.of(&s); return ok }) {
			return u
		}
	}
	return Turns
}

// of is a record in the unit; a record that does not count turns is one.
func (u Unit) of(s *planner.Speech) (int, bool) {
	switch u {
	case Seconds:
		return s.Seconds.N, s.Seconds.Given
	case Words:
		return s.Words, s.Words > 0
	default:
		return max(s.Turns, 1), true
	}
}

// keyOf tells people apart: by ID, else by name.
func keyOf(p Person) string {
	if p.ID != "" {
		return p.ID
	}
	return "\x00" + strings.ToLower(strings.Join(strings.Fields(p.Name), " "))
}

// minutesOf is what the plan gives a person.
func (p *Plan) minutesOf(id string) int {
	sum := 0
	for i := range p.Order {
		if p.Order[i].ID == id {
			for _, t := range p.Order[i].Times {
				sum += t.Minutes
			}
		}
	}
	return sum
}

// in adds up the speaking in one dimension.
func (s *Spoken) in(d planner.Dimension, said []record, roster planner.Roster, plan *Plan) SpokenIn {
	out := SpokenIn{Dimension: d, Values: []SpokenBy{}}
	spoke, differ := make(tally), make(map[string]bool)
	for i := range said {
		r := &said[i]
		v, _ := r.own.Value(d)
		who := keyOf(Person{Name: r.own.Name})
		if r.listed != nil {
			who = r.listed.ID
			if is, known := r.listed.Value(d); known {
				if v != "" && v != is {
					differ[who] = true
				}
				v = is
			}
		}
		spoke.add(v, who, r.amount)
	}
	seats, planned := seatsOf(roster, d), plan.Share[d]
	values := slices.Concat(
		slices.Collect(maps.Keys(spoke)), slices.Collect(maps.Keys(seats)), slices.Collect(maps.Keys(planned)),
	)
	slices.Sort(values)
	for _, v := range slices.Compact(values) {
		x := spoke.by(v, seats)
		if v == "" {
			out.Unknown = x
			continue
		}
		x.Share, x.SeatShare, x.PlannedShare = spoke.share(v), seats.share(v), planned[v]
		if n := seats.known(); n > 0 {
			off := float64(x.Amount*n-x.Seats*spoke.known()) / float64(n)
			x.AgainstSeats = &off
		}
		if len(planned) > 0 {
			off := float64(x.Amount) - x.PlannedShare*float64(spoke.known())
			x.AgainstPlan = &off
		}
		out.Values = append(out.Values, x)
	}
	if len(differ) > 0 {
		s.Warnings = append(s.Warnings, recordDiffers(d, len(differ)))
	}
	return out
}

// tally adds up by value what people have; "" is not known.
type tally map[string]sum

type sum struct {
	who    map[string]bool
	amount int
}

func (t tally) add(value, who string, amount int) {
	x := t[value]
	if x.who == nil {
		x.who = make(map[string]bool)
	}
	x.who[who] = true
	x.amount += amount
	t[value] = x
}

// known is the amount whose value is known.
func (t tally) known() (n int) {
	for v, x := range t {
		if v != "" {
			n += x.amount
		}
	}
	return n
}

// share is a value's part of that, 0 to 1.
func (t tally) share(value string) float64 {
	return float64(t[value].amount) / float64(max(t.known(), 1))
}

func (t tally) by(value string, seats tally) SpokenBy {
	return SpokenBy{Value: value, Speakers: len(t[value].who), Amount: t[value].amount, Seats: seats[value].amount}
}

// seatsOf counts the people of a roster by value.
func seatsOf(roster planner.Roster, d planner.Dimension) tally {
	out := make(tally)
	for i := range roster {
		v, _ := roster[i].Value(d)
		out.add(v, roster[i].ID, 1)
	}
	return out
}
