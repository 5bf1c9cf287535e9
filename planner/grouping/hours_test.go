package grouping

import (
	"slices"
	"testing"
	"time"

	"roundtable/planner"
)

// TestHoursThatSuit: hours of the day by named zones and offsets, summer time by the
// date, and both times of year where no date is given.
func TestHoursThatSuit(t *testing.T) {
	p := &Problem{opts: DefaultOptions()}
	people := func(zones ...string) []int {
		p.roster = nil
		var out []int
		for i, z := range zones {
			p.roster = append(
				p.roster,
				planner.Participant{Values: map[planner.Dimension][]string{planner.TimeZone: {z}}},
			)
			out = append(out, i)
		}
		return out
	}
	summer, winter := time.Date(
		2026,
		time.July,
		1,
		0,
		0,
		0,
		0,
		time.UTC,
	), time.Date(
		2026,
		time.January,
		15,
		0,
		0,
		0,
		0,
		time.UTC,
	)
	for _, c := range []struct {
		day         time.Time
		zones       []string
		suits       int
		first, last string
	}{
		{summer, []string{"Europe/Berlin"}, 1, "06:00 UTC", "19:00 UTC"},
		{winter, []string{"Europe/Berlin"}, 1, "07:00 UTC", "20:00 UTC"},
		{time.Time{}, []string{"Europe/Berlin"}, 1, "07:00 UTC", "19:00 UTC"},
		{time.Time{}, []string{"UTC", "+5:30", "UTC-3"}, 3, "11:00 UTC", "15:00 UTC"},
		{time.Time{}, []string{"+0530"}, 1, "03:00 UTC", "15:00 UTC"},
		{winter, []string{"America/New_York", "Asia/Tokyo", "Europe/Paris"}, 2, "07:00 UTC", "20:00 UTC"},
		{winter, []string{"America/New_York", "Mars/Olympus"}, 1, "00:00 UTC", "23:00 UTC"},
	} {
		p.opts.Day = c.day
		h := (&seated{Problem: p}).hoursOf(people(c.zones...))
		if h.Suits != c.suits || !slices.Contains(h.UTC, c.first) || !slices.Contains(h.UTC, c.last) {
			t.Errorf("%v on %v: %+v", c.zones, c.day, h)
		}
	}
	if h := (&seated{Problem: p}).hoursOf(people("", "somewhere")); h != nil {
		t.Errorf("hours of unknown zones: %+v", h)
	}
	if h := (&seated{Problem: p}).hoursOf(people("UTC", "+12")); h.Of != 2 || h.Suits != 2 ||
		!slices.Equal(h.UTC, []string{"08:00 UTC", "09:00 UTC", "20:00 UTC", "21:00 UTC"}) {
		t.Errorf("%+v", h)
	}
}
