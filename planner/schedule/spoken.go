package schedule

import (
	"cmp"
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

// PersonSpoken is what one person spoke, and the minutes that were planned.
type PersonSpoken struct {
	Person
	Speeches int `json:"speeches"`
	Amount   int `json:"amount"`
	Planned  int `json:"planned,omitempty"`
}

// Account holds the speeches of a meeting against its roster and the plan, which may be nil.
// What a person is comes from those whom the meeting lists, and from the record where these say
// nothing. It is nil where nothing was recorded.
func Account(m *planner.Meeting, plan *Plan) *Spoken {
	if len(m.Speeches) == 0 {
		return nil
	}
	out := &Spoken{
		Schema: SpokenSchema, Unit: unitOf(m.Speeches), People: []PersonSpoken{}, Unlisted: []PersonSpoken{},
	}
	for i := range m.Speeches {
		s := &m.Speeches[i]
		amount, ok := out.Unit.of(s)
		if !ok {
			out.Unmeasured++
			continue
		}
		out.Total, out.Speeches = out.Total+amount, out.Speeches+1
		who, list := Person{"", s.Name}, &out.Unlisted
		if x := personIn(m, s.Person); x != nil {
			who, list = Person{x.ID, x.Name}, &out.People
		}
		x := entry(list, PersonSpoken{Person: who}, func(x *PersonSpoken) bool { return keyOf(x.Person) == keyOf(who) })
		x.Amount, x.Speeches = x.Amount+amount, x.Speeches+1
	}
	for i := range out.People {
		out.People[i].Planned = plan.minutesOf(out.People[i].ID)
	}
	for _, list := range [][]PersonSpoken{out.People, out.Unlisted} {
		slices.SortFunc(list, func(a, b PersonSpoken) int {
			return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	for _, d := range accounted {
		out.Dimensions = append(out.Dimensions, out.in(d, m, plan))
	}
	if out.Unmeasured > 0 {
		out.Warnings = append(out.Warnings, unmeasured(out.Unit, out.Unmeasured))
	}
	if n := len(out.Unlisted); n > 0 {
		out.Warnings = append(out.Warnings, unlisted(out.Unlisted))
	}
	return out
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
	if p == nil {
		return 0
	}
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
func (s *Spoken) in(d planner.Dimension, m *planner.Meeting, plan *Plan) SpokenIn {
	out := SpokenIn{Dimension: d, Values: []SpokenBy{}}
	at := func(v string) *SpokenBy {
		if v == "" {
			return &out.Unknown
		}
		return entry(&out.Values, SpokenBy{Value: v}, func(x *SpokenBy) bool { return x.Value == v })
	}
	spoke, differ := make(map[string]bool), make(map[string]bool)
	for i := range m.Speeches {
		x := &m.Speeches[i]
		amount, ok := s.Unit.of(x)
		if !ok {
			continue
		}
		listed, own := personIn(m, x.Person), planner.Participant{Values: x.Values}
		v, _ := own.Value(d)
		who := keyOf(Person{"", x.Name})
		if listed != nil {
			who = listed.ID
			if is, known := listed.Value(d); known {
				if v != "" && v != is {
					differ[who] = true
				}
				v = is
			}
		}
		by := at(v)
		by.Amount += amount
		if !spoke[who+"\x00"+v] {
			spoke[who+"\x00"+v] = true
			by.Speakers++
		}
	}
	for i := range m.Roster {
		v, _ := m.Roster[i].Value(d)
		at(v).Seats++
	}
	if plan != nil {
		for v, share := range plan.Share[d] {
			at(v).PlannedShare = share
		}
	}
	out.compare(plan != nil && len(plan.Share[d]) > 0)
	if len(differ) > 0 {
		s.Warnings = append(s.Warnings, recordDiffers(d, len(differ)))
	}
	return out
}

// compare fills in shares and differences, and sorts the values.
func (in *SpokenIn) compare(planned bool) {
	slices.SortFunc(in.Values, func(a, b SpokenBy) int { return cmp.Compare(a.Value, b.Value) })
	amount, seats := 0, 0
	for i := range in.Values {
		amount, seats = amount+in.Values[i].Amount, seats+in.Values[i].Seats
	}
	for i := range in.Values {
		x := &in.Values[i]
		if amount > 0 {
			x.Share = float64(x.Amount) / float64(amount)
		}
		if seats > 0 {
			x.SeatShare = float64(x.Seats) / float64(seats)
			d := float64(x.Amount*seats-x.Seats*amount) / float64(seats)
			x.AgainstSeats = &d
		}
		if planned {
			d := float64(x.Amount) - x.PlannedShare*float64(amount)
			x.AgainstPlan = &d
		}
	}
}
