//go:build corpus

package schedule

import (
	"fmt"
	"strconv"
	"testing"

	"roundtable/planner"
	"roundtable/testdata"
)

// The record of a room of 36, added up once by a spreadsheet: seconds, seats, and minutes more
// or less than the share of the seats.
func TestSpokenInTheRoom(t *testing.T) {
	m := &planner.Meeting{}
	for _, row := range testdata.RowsFile(t, testdata.Corpus(t, "field-cases", "people", "room.csv")) {
		m.Roster = append(m.Roster, planner.Participant{
			ID: row["Badge"], Name: row["Name"], Values: map[planner.Dimension][]string{
				planner.Stakeholder: {row["Stakeholder"]}, planner.Region: {row["Region"]}, planner.Gender: {row["Gender"]},
				planner.Attendance: {row["Where"]},
			},
		})
	}
	for _, row := range testdata.RowsFile(t, testdata.Corpus(t, "field-cases", "people", "speaking.csv")) {
		s := planner.Speech{Name: row["Speaker"]}
		for _, x := range m.Roster {
			if x.Name == s.Name {
				s.Person = x.ID
			}
		}
		n, err := strconv.Atoi(row["Seconds"])
		if err != nil {
			t.Fatal(err)
		}
		s.Seconds = planner.LimitOf(n)
		m.Speeches = append(m.Speeches, s)
	}
	got := Account(m, nil)
	lines := map[string]bool{}
	for _, d := range got.Dimensions {
		for _, v := range d.Values {
			lines[fmt.Sprintf("%s %d s, %d seats, %d spoke, %+.2f min", v.Value, v.Amount, v.Seats, v.Speakers,
				*v.AgainstSeats/60)] = true
		}
	}
	for _, want := range []string{
		"Government 533 s, 5 seats, 2 spoke, -3.40 min",
		"Private Sector 1854 s, 8 seats, 5 spoke, +11.24 min",
		"IGO 0 s, 3 seats, 0 spoke, -7.37 min",
		"EEG 182 s, 8 seats, 2 spoke, -16.62 min",
		"M 2052 s, 16 seats, 8 spoke, -5.11 min",
		"zoom 1484 s, 12 seats, 7 spoke, -4.75 min",
	} {
		if !lines[want] {
			t.Errorf("%s: not in %v", want, lines)
		}
	}
	if got.Total != 5307 || len(got.Unlisted) != 0 {
		t.Errorf("%d seconds in all, unlisted %v", got.Total, got.Unlisted)
	}
}
