package importers

import (
	"strings"
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

// Only a column that says what the sessions are called gives them their names, wherever
// it stands; times, rooms and people do not, and the times are read whatever their number.
func TestSessionTitles(t *testing.T) {
	for _, tc := range []struct {
		name, header      string
		first, second     string // the cells of each session
		want              [2]string
		meet, startsAtTen bool
	}{
		{
			"start and end", "Session,Start,End", "Opening,10:00,11:00", "Panel,10:30,11:30",
			[2]string{"Opening", "Panel"},
			true, true,
		},
		{
			"hours", "Session,Time", "Opening,10:00-11:00", "Panel,10:30-11:00",
			[2]string{"Opening", "Panel"},
			true, true,
		},
		{
			"hours of a zone", "Sitzung,Beginn (MEZ)", "Eröffnung,10:00", "Ende,10:00",
			[2]string{"Eröffnung", "Ende"},
			true, true,
		},
		{
			"room", "Session,Room", "Opening,Blue", "Panel,Red",
			[2]string{"Opening", "Panel"},
			false, false,
		},
		{"salle", "Séance,Salle", "S1,Bleue", "S2,Rouge", [2]string{"S1", "S2"}, false, false},
		{
			"chair", "Session,Chair", "Opening,Zed", "Panel,Yan",
			[2]string{"Opening", "Panel"},
			false, false,
		},
		{
			"chair of codes", "Session,Chair", "WS 1,Zed", "WS 2,Yan",
			[2]string{"WS 1", "WS 2"},
			false, false,
		},
		{"unknown times", "Session,When", "S1,10:00", "S2,11:00", [2]string{"S1", "S2"}, false, false},
		{
			"title last", "Session,Start,Title", "S1,10:00,Opening", "S2,12:00,AI",
			[2]string{"Opening", "AI"},
			false, true,
		},
		{
			"two of sessions", "Session ID,Room,Session title", "S1,Blue,Opening", "S2,Red,AI",
			[2]string{"Opening", "AI"},
			false, false,
		},
		{
			"codes and texts", "Session,Thing", "S1,Opening", "S2,AI",
			[2]string{"Opening", "AI"},
			false, false,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := tc.header + ",Name,Gender\n" + tc.first + ",Ana Lima,F\n" + tc.first + ",Bo Lind,M\n" +
				tc.second + ",Ana Lima,F\n" + tc.second + ",Cai Wen,F\n"
			m, _ := readString(t, Options{}, "p.csv", text)
			if len(m.Sessions) != 2 {
				t.Fatalf("sessions %+v", m.Sessions)
			}
			a, b := m.Sessions[0], m.Sessions[1]
			if got := [2]string{a.Title, b.Title}; got != tc.want {
				t.Errorf("titles %q, want %q", got, tc.want)
			}
			if a.When.Overlaps(b.When) != tc.meet || (a.When.Timed && a.When.Start == 600) != tc.startsAtTen {
				t.Errorf("at %+v and %+v", a.When, b.When)
			}
		})
	}
}

// Slots that have names and no hours are told, in any language; hours are not.
func TestSlotsWithoutHours(t *testing.T) {
	for header, tc := range map[string]struct {
		cells [2]string
		want  string
	}{
		"Session,Slot,Name,Gender": {[2]string{"A", "B"}, `Column "Slot" (B) gives no hours for "A" and "B"`},
		"Sesión,Hora,Nombre,Sexo":  {[2]string{"mañana", "tarde"}, `gives no hours for "mañana" and "tarde"`},
		"Sitzung,Zeit,Name,Gender": {[2]string{"9:00", "offen"}, `gives no hours for "offen"`},
		"Session,Time,Name,Gender": {[2]string{"9:00", "10:00"}, ""},
	} {
		text := header + "\n"
		for i, who := range []string{"Ana Lima,F", "Bo Lind,M", "Cai Wen,F", "Dana Roe,F"} {
			text += []string{"S1,", "S2,"}[i/2] + tc.cells[i/2] + "," + who + "\n"
		}
		m, _ := readString(t, Options{}, "p.csv", text)
		got := ""
		for _, f := range m.Findings {
			if strings.Contains(f.Text, "gives no hours") {
				got += f.Text
			}
		}
		if !strings.Contains(got, tc.want) || tc.want == "" && got != "" || len(m.Sessions) != 2 {
			t.Errorf("%s: %q, want %q; sessions %+v", header, got, tc.want, m.Sessions)
		}
	}
}

// The topic of each session of a programme is no vote of the people in it; people who
// choose among topics vote.
func TestTopicsOfSessionsAreNoVotes(t *testing.T) {
	for header, sessions := range map[string]int{
		"Session,Room,Topic,Name,Gender": 3, "Sesión,Sala,Tema,Nombre,Sexo": 3, "Sitzung,Raum,Thema,Name,Geschlecht": 3,
	} {
		text := header + "\nS1,R1,AI,Ana Lima,F\nS1,R1,AI,Bo Lind,M\nS2,R2,Privacy,Cai Wen,F\nS2,R2,Privacy,Dana Roe,F\n" +
			"S3,R1,Access,Ana Lima,F\nS3,R1,Access,Ed Fox,M\n"
		m, _ := readString(t, Options{}, "p.csv", text)
		if len(m.Sessions) != sessions || m.Ballots != nil && m.Ballots.Len() > 0 || len(m.Roster) != 5 {
			t.Errorf("%s: %d sessions, ballots %v, %d people", header, len(m.Sessions), m.Ballots, len(m.Roster))
		}
	}
	m, _ := readString(t, Options{}, "v.csv", "Voter,Topic\nV1,AI\nV1,Privacy\nV2,AI\nV2,Access\nV3,Privacy\nV3,AI\n")
	if m.Ballots == nil || m.Ballots.Len() != 3 {
		t.Errorf("ballots of three voters: %+v", m.Ballots)
	}
}
