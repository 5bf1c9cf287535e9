package schedule

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

func spokeFor(id string, seconds int) planner.Speech {
	return planner.Speech{Person: id, Name: id, Seconds: planner.LimitOf(seconds)}
}

// The founding text after the meeting: of 1000 seconds Government spoke 400 and has one of
// four seats, a quarter of the plan as well, so 150 more than its share.
func TestSpokenByHand(t *testing.T) {
	m := foundingText()
	plan := propose(t, m, DefaultOptions())
	m.Speeches = []planner.Speech{
		spokeFor("S1", 300), spokeFor("S1", 100), spokeFor("S2", 250), spokeFor("S3", 350),
		{Name: "Somebody", Seconds: planner.LimitOf(60)},
		{Name: " somebody ", Seconds: planner.LimitOf(40)},
		{Name: "Guest", Seconds: planner.LimitOf(0), Values: map[planner.Dimension][]string{
			planner.Stakeholder: {planner.PrivateSector},
		}},
		{Person: "S4", Name: "S4", Words: 90},
	}
	got := Account(m, plan)
	if got.Unit != Seconds || got.Total != 1100 || got.Speeches != 7 || got.Unmeasured != 1 {
		t.Errorf("%+v", got)
	}
	if len(got.Unlisted) != 2 || got.Unlisted[0].Amount != 100 || got.Unlisted[0].Speeches != 2 {
		t.Errorf("unlisted: %+v", got.Unlisted)
	}
	if p := got.People[0]; p.ID != "S1" || p.Amount != 400 || p.Planned != 5 {
		t.Errorf("first: %+v", p)
	}
	groups := got.Dimensions[0]
	var lines []string
	for _, v := range groups.Values {
		lines = append(lines, fmt.Sprintf("%s %d %.2f, %d of 4: %+.0f, plan %.2f: %+.0f", v.Value, v.Amount, v.Share,
			v.Seats, *v.AgainstSeats, v.PlannedShare, *v.AgainstPlan))
	}
	want := []string{
		"Civil Society 350 0.35, 2 of 4: -150, plan 0.50: -150",
		"Government 400 0.40, 1 of 4: +150, plan 0.25: +150",
		"Private Sector 0 0.00, 0 of 4: +0, plan 0.00: +0",
		"Technical Community 250 0.25, 1 of 4: +0, plan 0.25: +0",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("%s", strings.Join(lines, "\n"))
	}
	if u := groups.Unknown; u.Amount != 100 || u.Speakers != 1 || u.Seats != 0 || u.AgainstSeats != nil {
		t.Errorf("unknown: %+v", u)
	}
	for _, code := range []string{"schedule-speech-unmeasured", "schedule-speaker-unlisted"} {
		if !hasCode(got.Warnings, code) {
			t.Errorf("%s is not told", code)
		}
	}
	if region := got.Dimensions[1]; len(region.Values) != 0 || region.Unknown.Amount != 1100 ||
		region.Unknown.Seats != 4 {
		t.Errorf("nobody's region is known: %+v", region)
	}
}

func TestUnitsOfSpeech(t *testing.T) {
	m := foundingText()
	if Account(m, nil) != nil {
		t.Error("nothing was recorded")
	}
	m.Speeches = []planner.Speech{{Person: "S1", Turns: 3}, {Person: "S2"}}
	if got := Account(m, nil); got.Unit != Turns || got.Total != 4 || got.Dimensions[0].Values[1].AgainstPlan != nil {
		t.Errorf("%+v", got)
	}
	m.Speeches = append(m.Speeches, planner.Speech{Person: "S3", Words: 120})
	if got := Account(m, nil); got.Unit != Words || got.Total != 120 || got.Unmeasured != 2 {
		t.Errorf("%+v", got)
	}
	if got := Account(m, nil); hasCode(got.Warnings, "schedule-speech-differs") {
		t.Error("a record that says nothing does not differ")
	}
	m.Speeches = []planner.Speech{{
		Person: "S1", Values: map[planner.Dimension][]string{planner.Stakeholder: {planner.CivilSociety}},
	}}
	if got := Account(m, nil); !hasCode(got.Warnings, "schedule-speech-differs") ||
		got.Dimensions[0].Values[1].Value != planner.Government || got.Dimensions[0].Values[1].Amount != 1 {
		t.Errorf("the roster says Government: %+v", got)
	}
}

// In every dimension the values and the unknown make up the total, the differences nothing;
// the order of rows and of records changes nothing.
func TestSpokenAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 16))
	for trial := range 500 {
		m := randomMeeting(r, 1+r.IntN(8))
		m.Agenda = []planner.Part{{Minutes: 60, Kind: planner.PartPitch}}
		for range 1 + r.IntN(20) {
			m.Speeches = append(m.Speeches, spokeFor(fmt.Sprint("S", r.IntN(10)), r.IntN(300)))
		}
		plan := propose(t, m, DefaultOptions())
		got := Account(m, plan)
		for _, d := range got.Dimensions {
			sum, seats, off := d.Unknown.Amount, d.Unknown.Seats, [2]float64{}
			for _, v := range d.Values {
				sum, seats = sum+v.Amount, seats+v.Seats
				if v.AgainstSeats != nil {
					off[0] += *v.AgainstSeats
				}
				if v.AgainstPlan != nil {
					off[1] += *v.AgainstPlan
				}
			}
			if sum != got.Total || seats != len(m.Roster) || math.Abs(off[0]) > 1e-6 || math.Abs(off[1]) > 1e-6 {
				t.Fatalf("trial %d, %s: %+v", trial, d.Dimension, d)
			}
		}
		want, _ := json.Marshal(got)
		r.Shuffle(len(m.Roster), func(i, j int) { m.Roster[i], m.Roster[j] = m.Roster[j], m.Roster[i] })
		r.Shuffle(len(m.Speeches), func(i, j int) { m.Speeches[i], m.Speeches[j] = m.Speeches[j], m.Speeches[i] })
		if again, _ := json.Marshal(Account(m, propose(t, m, DefaultOptions()))); string(again) != string(want) {
			t.Fatalf("trial %d: %s\nwith other rows %s", trial, want, again)
		}
	}
}

// The floor speaks, and is nobody to be added to a list.
func TestSpokenFromTheFloor(t *testing.T) {
	m := foundingText()
	m.Speeches = []planner.Speech{
		spokeFor("S1", 60),
		{Name: "audience", Floor: true, Seconds: planner.LimitOf(30)},
		{Where: planner.Ref{File: "speaking.csv", Cell: "C4"}, Name: "audience", Floor: true},
	}
	got := Account(m, nil)
	if hasCode(got.Warnings, "schedule-speaker-unlisted") || len(got.Unlisted) != 1 || got.Unlisted[0].Amount != 30 {
		t.Errorf("%+v", got)
	}
	if got.Warnings[0].Code != "schedule-speech-unmeasured" || got.Warnings[0].Where.Cell != "C4" {
		t.Errorf("the turn without a length is not named: %+v", got.Warnings)
	}
}

func heard(level int64) planner.Sound { return planner.Sound{Noted: true, Level: level} }
func counted(level int64) planner.Sound {
	return planner.Sound{Noted: true, Counted: true, Level: level}
}

// The hums of a room on three questions: the host is left open since Government, counted 1 to
// 4 against, dissents as a group, and Civil Society is divided.
func TestConclude(t *testing.T) {
	m := foundingText()
	m.Outcomes = []planner.Outcome{
		{Issue: "Q1", Text: "Launch a forum.", Status: planner.OutcomeAgreed, Goals: []int{17, 9}},
		{Issue: "Q2", Text: "Ask the secretariat.", Status: planner.OutcomeAgreed},
		{Issue: "Q2", Text: "Ask another one."},
		{Name: "Meet again", Text: "In a year.", Status: planner.OutcomeOpen},
	}
	part := func(group, reading string, yes, no planner.Sound) HumPart {
		return HumPart{Group: group, For: yes, Against: no, Reading: reading}
	}
	before := []Hum{{Issue: "Q1", Name: "Launch", Reading: divided, Parts: []HumPart{
		part(planner.Government, divided, counted(1), counted(1)),
	}}, {Name: "dropped", Reading: divided}}
	after := []Hum{
		{Issue: "Q1", Name: "Launch", Reading: consensus, Parts: []HumPart{
			part(planner.Government, consensus, counted(2), counted(0)),
		}},
		{Issue: "Q2", Name: "Host", Reading: divided, Missing: []string{planner.PrivateSector}, Parts: []HumPart{
			part(planner.Government, divided, counted(1), counted(4)),
			part(planner.CivilSociety, divided, counted(2), counted(2)),
			part(planner.TechnicalCommunity, consensus, counted(3), counted(0)),
		}},
		{Name: "Publish", Reading: divided, Parts: []HumPart{part("", divided, heard(1), heard(3))}},
		{Name: "Pay", Reading: rough},
	}
	got := Conclude(m, before, after)
	var lines []string
	for _, x := range got.Issues {
		lines = append(
			lines,
			fmt.Sprintf("%s: %s (%s, %s) against %v divided %v missing %v %q", x.Name, x.Status, x.Before,
				x.After, x.Dissent, x.Divided, x.Missing, x.Text),
		)
	}
	want := []string{
		`Launch: agreed (divided, consensus) against [] divided [] missing [] "Launch a forum."`,
		`Host: open (, divided) against [Government] divided [Civil Society] missing [Private Sector] "Ask the secretariat."`,
		`Publish: not agreed (, divided) against [] divided [] missing [] ""`,
		`Pay: rough consensus (, rough consensus) against [] divided [] missing [] ""`,
		`dropped:  (divided, ) against [] divided [] missing [] ""`,
		`Meet again: open (, ) against [] divided [] missing [] "In a year."`,
	}
	if !slices.Equal(lines, want) {
		t.Errorf("%s", strings.Join(lines, "\n"))
	}
	if g := got.Issues[0].Groups[0]; g.Before != divided || g.After != consensus {
		t.Errorf("Government on the launch: %+v", g)
	}
	if g := got.Issues[1].Groups; g[0].After != against || !g[0].Dissents || g[1].After != divided || g[1].Dissents {
		t.Errorf("by group on the host: %+v", g)
	}
	if !slices.Equal(got.Goals, []int{1, 9, 10, 16, 17}) {
		t.Errorf("goals %v", got.Goals)
	}
	for _, code := range []string{"schedule-outcome-twice", "schedule-outcome-differs"} {
		if !hasCode(got.Warnings, code) {
			t.Errorf("%s is not told", code)
		}
	}
	if s := got.Table[0]; !reflect.DeepEqual(s.Values, map[string]int{
		planner.Government: 1, planner.TechnicalCommunity: 1, planner.CivilSociety: 2,
	}) || got.Table[1].Unknown != 4 {
		t.Errorf("at the table: %+v", got.Table)
	}
}

// A group in two places: counted they add up; heard, either place may object and none may be
// louder for.
func TestDissentInTwoPlaces(t *testing.T) {
	for _, c := range []struct {
		yes1, no1, yes2, no2 planner.Sound
		want                 bool
	}{
		{counted(1), counted(3), counted(5), counted(4), true},
		{counted(1), counted(3), counted(5), counted(2), false},
		{heard(0), heard(2), heard(1), heard(1), true},
		{heard(0), heard(2), heard(3), heard(1), false},
		{counted(0), counted(2), heard(1), heard(1), true},
		{counted(0), heard(2), heard(1), heard(1), false},
		{planner.Sound{}, counted(2), counted(1), counted(1), false},
	} {
		parts := []HumPart{
			{Group: "G", Place: "onsite", For: c.yes1, Against: c.no1},
			{Group: "G", Place: "online", For: c.yes2, Against: c.no2},
			{Group: "H", For: counted(99), Against: counted(0)},
		}
		if got := dissents(parts, "G"); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	for _, c := range [][3]string{
		{consensus, consensus, consensus},
		{consensus, rough, rough},
		{rough, divided, divided},
		{unsure, divided, divided},
		{consensus, "no answers", unsure},
	} {
		if got := readingOf([]HumPart{{Group: "G", Reading: c[0]}, {Group: "G", Reading: c[1]}}, "G"); got != c[2] {
			t.Errorf("%s and %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
