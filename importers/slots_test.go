package importers

import (
	"testing"

	"roundtable/planner"
)

// Days and hours of sessions as programmes write them.
func TestSlots(t *testing.T) {
	for name, tc := range map[string]struct {
		csv  string
		want planner.Slot
	}{
		"two columns": {"Day,Start,End", planner.Slot{Day: "Day 1", Timed: true, Start: 540, End: 630}},
		"one column":  {"Date,Time", planner.Slot{Day: "4 May", Timed: true, Start: 870, End: 960}},
		"French":      {"Jour,Heure", planner.Slot{Day: "lundi", Timed: true, Start: 870, End: 915}},
		"with day":    {"Start,End", planner.Slot{Day: "04.05.2031", Timed: true, Start: 545, End: 600}},
		"day alone":   {"Day,Room", planner.Slot{Day: "Day 1"}},
		"no time":     {"Day,Time", planner.Slot{Day: "Day 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			cells := map[string]string{
				"two columns": "Day 1,09:00,10:30", "one column": "4 May,2:30 pm - 4:00 pm", "French": "lundi,14h30–15h15",
				"with day": "04.05.2031 09:05,10.00", "day alone": "Day 1,9", "no time": "Day 1,tba",
			}[name]
			text := "Session,Name,Gender," + tc.csv + "\n"
			for _, who := range []string{"S1,Ana Lima,F", "S1,Bo Lind,M", "S2,Cai Wen,F", "S2,Dana Roe,F"} {
				text += who + "," + cells + "\n"
			}
			m, _ := readString(t, Options{}, "p.csv", text)
			if len(m.Sessions) != 2 || m.Sessions[1].When != tc.want {
				t.Errorf("sessions %+v, want %+v", m.Sessions, tc.want)
			}
		})
	}
}
