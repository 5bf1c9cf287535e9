package schedule

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// 5 + 48 + 30 + 5 = 88 of 90, and 4 × (5 + 5) = 40 of 48.
func TestFoundingTextChecked(t *testing.T) {
	m := foundingText()
	m.When = planner.Slot{Timed: true, Start: 23*60 + 30}
	plan := propose(t, m, DefaultOptions())
	if plan.Length != 90 || plan.Sum != 88 || plan.Start != "23:30" {
		t.Errorf("%d of %d from %s", plan.Sum, plan.Length, plan.Start)
	}
	if p := plan.Parts[1]; p.Needed != 40 || p.Free != 8 || p.Speakers != 4 || p.Each != 5 || p.Clock != "23:35" {
		t.Errorf("the pitches: %+v", p)
	}
	var clocks []string
	for _, x := range plan.Order {
		clocks = append(clocks, x.Times[0].Clock)
	}
	if got := strings.Join(clocks, " "); got != "23:35 23:45 23:55 00:05" {
		t.Errorf("turns at %s", got)
	}
	var kinds []string
	for _, k := range plan.Kinds {
		kinds = append(kinds, fmt.Sprintf("%s %d %.4f", k.Kind, k.Minutes, k.Share))
	}
	if got := strings.Join(kinds, ", "); got !=
		"opening 5 0.0556, pitch 20 0.2222, questions 20 0.2222, decision 30 0.3333, closing 5 0.0556, free 10 0.1111" {
		t.Errorf("kinds: %s", got)
	}
	share := plan.Share[planner.Stakeholder]
	if share[planner.Government] != 0.25 || share[planner.CivilSociety] != 0.5 || len(plan.Share[planner.Region]) != 0 {
		t.Errorf("shares: %v", plan.Share)
	}
	if x := plan.Planned[1].Unknown; x.Speakers != 4 || x.Minutes != 20 {
		t.Errorf("without a region: %+v", x)
	}
	for code, n := range map[string]any{"schedule-free": 2, "schedule-part-free": 8} {
		i := slices.IndexFunc(plan.Warnings, func(f planner.Finding) bool { return f.Code == code })
		if i < 0 || plan.Warnings[i].Args["n"] != n {
			t.Errorf("%s: %v is not told in %+v", code, n, plan.Warnings)
		}
	}
}

// A part may take the time that is left once it is known how many speak; where nothing is left
// it has no minutes. Without an agenda nobody knows what the minutes are for.
func TestTheRest(t *testing.T) {
	for _, c := range []struct{ length, opening, rest int }{{90, 5, 45}, {46, 5, 1}, {45, 5, 0}, {30, 5, 0}, {0, 5, 0}} {
		m := foundingText()
		m.Minutes = c.length
		m.Agenda = []planner.Part{
			{Title: "Opening", Minutes: c.opening, Kind: planner.PartOpening},
			{Title: "Talk", Kind: planner.PartDiscussion, Rest: true},
			{Title: "Pitches", Kind: planner.PartPitch, Each: 5, Questions: 5},
		}
		plan := propose(t, m, DefaultOptions())
		told := slices.ContainsFunc(plan.Warnings, func(f planner.Finding) bool {
			return f.Code == "schedule-rest" && f.Args["n"] == c.rest
		})
		if x := plan.Parts[1]; x.Minutes != c.rest || told != (c.rest > 0) || x.MinutesCounted != told {
			t.Errorf("of %d: %+v, told %v", c.length, x, told)
		}
	}
	m := foundingText()
	m.Agenda = nil
	if plan := propose(t, m, DefaultOptions()); len(plan.Kinds) > 0 {
		t.Errorf("without an agenda: %+v", plan.Kinds)
	}
}

// What the source leaves open is counted where it can be, and told.
func TestPartsLeftOpen(t *testing.T) {
	pitch := planner.PartPitch
	for _, c := range []struct {
		name string
		part planner.Part
		open int
		want Part
		code string
	}{
		{
			"each counted",
			planner.Part{Minutes: 48, Kind: pitch, Questions: 5},
			0,
			Part{Minutes: 48, Speakers: 4, Each: 7, Questions: 5, Needed: 48, EachCounted: true},
			"",
		},
		{
			"part counted",
			planner.Part{Kind: pitch, Each: 5, Questions: 5},
			0,
			Part{Minutes: 40, Speakers: 4, Each: 5, Questions: 5, Needed: 40, MinutesCounted: true},
			"schedule-part-counted",
		},
		{
			"over",
			planner.Part{Minutes: 30, Kind: pitch, Each: 5, Questions: 5},
			0,
			Part{Minutes: 30, Speakers: 4, Each: 5, Questions: 5, Needed: 40, Free: -10},
			"schedule-part-over",
		},
		{
			"open seats",
			planner.Part{Minutes: 50, Kind: pitch, Each: 5, Questions: 5},
			1,
			Part{Minutes: 50, Speakers: 5, Each: 5, Questions: 5, Needed: 50},
			"",
		},
		{
			"crowded",
			planner.Part{Minutes: 3, Kind: pitch},
			0,
			Part{Minutes: 3, Speakers: 4, EachCounted: true, Free: 3},
			"schedule-part-crowded",
		},
		{
			"named",
			planner.Part{Minutes: 10, Kind: pitch, Each: 5, Speakers: []string{"S3", "S1"}},
			0,
			Part{Minutes: 10, Speakers: 2, Each: 5, Needed: 10},
			"",
		},
		{"not known", planner.Part{Kind: pitch}, 0, Part{Speakers: 4}, "schedule-part-unknown"},
	} {
		m := foundingText()
		m.Agenda = []planner.Part{c.part, {Title: "End", Minutes: 5}}
		m.OpenSeats = []planner.OpenSeats{{Role: planner.RoleSpeaker, Number: c.open}}
		plan := propose(t, m, DefaultOptions())
		got, end := plan.Parts[0], plan.Parts[1]
		if got.Kind, got.Begin, c.want.Title = "", nil, got.Title; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if c.code != "" && !hasCode(plan.Warnings, c.code) {
			t.Errorf("%s: %s is not told in %+v", c.name, c.code, plan.Warnings)
		}
		if known := c.want.Minutes > 0; known != (end.Begin != nil) || known && *end.Begin != c.want.Minutes {
			t.Errorf("%s: the next part begins at %v", c.name, end.Begin)
		}
	}
}

// The sum of the kinds is the length, or the sum of the parts where that is longer.
func TestKindsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 16))
	kinds := []planner.PartKind{planner.PartPitch, planner.PartDiscussion, planner.PartOther, planner.PartBreak}
	for trial := range 500 {
		m := randomMeeting(r, r.IntN(5))
		m.Minutes = r.IntN(3) * 45
		for range 1 + r.IntN(5) {
			m.Agenda = append(m.Agenda, planner.Part{
				Minutes: 1 + r.IntN(40), Kind: kinds[r.IntN(4)], Each: r.IntN(2) * r.IntN(9), Questions: r.IntN(3),
			})
		}
		plan := propose(t, m, DefaultOptions())
		sum := 0
		for _, k := range plan.Kinds {
			sum += k.Minutes
		}
		if sum != max(plan.Length, plan.Sum) {
			t.Fatalf("trial %d: %d minutes by kind of %d, parts %d: %+v", trial, sum, plan.Length, plan.Sum, plan.Kinds)
		}
	}
}

// By hand: three issues weigh 3, 2, 1 of 6; with the first two tied 2½, 2½, 1.
func TestSplitMinutes(t *testing.T) {
	for _, c := range []struct {
		minutes int
		levels  string
		want    string
	}{
		{30, "A B C", "[15 10 5]"},
		{31, "A B C", "[16 10 5]"},      // 15½, 10⅓, 5⅙
		{30, "A=B C", "[12 5]"},         // 12½, 12½, 5: the minute left cannot be shared by two
		{32, "A=B C", "[13 5]"},         // 13⅓, 13⅓, 5⅓: one left, again not for two
		{10, "A=B=C", "[3]"},            // 3⅓ each
		{2, "A B C D E", "[1 1 0 0 0]"}, // ⅔, 8/15, ⅖, …
		{0, "A B", "[0 0]"},
		{7, "", "[]"},
	} {
		var levels [][]string
		for _, l := range strings.Fields(c.levels) {
			levels = append(levels, strings.Split(l, "="))
		}
		if got := fmt.Sprint(splitMinutes(c.minutes, levels)); got != c.want {
			t.Errorf("%d over %s: %s, want %s", c.minutes, c.levels, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(5, 16))
	for range 3000 {
		var levels [][]string
		for range 1 + r.IntN(6) {
			levels = append(levels, make([]string, 1+r.IntN(3)))
		}
		minutes := r.IntN(90)
		got, sum := splitMinutes(minutes, levels), 0
		for i, l := range levels {
			sum += got[i] * len(l)
			if i > 0 && got[i] > got[i-1] {
				t.Fatalf("%d over %v: %v gives more to a later issue", minutes, levels, got)
			}
		}
		if sum > minutes {
			t.Fatalf("%d over %v: %v", minutes, levels, got)
		}
	}
}

func TestPartsOverIssues(t *testing.T) {
	m := foundingText()
	m.Agenda = append(m.Agenda, planner.Part{
		Title: "Debate", Minutes: 12, Kind: planner.PartDiscussion, Issues: []string{"Q9", "Q2"},
	})
	opts := DefaultOptions()
	opts.Issues = [][]string{{"Q1"}, {"Q2", "Q3"}}
	plan := propose(t, m, opts)
	got := fmt.Sprint(plan.Parts[0].Issues)
	for _, i := range []int{2, 4} {
		for _, x := range plan.Parts[i].Issues {
			got += fmt.Sprintf(" %s %d at %d", x.Issue, x.Minutes, *x.Begin)
		}
	}
	// 30 over weights 3, 1½, 1½ of 6; 12 over 2 and 1 of 3: the order does not have Q9.
	if got != "[] Q1 15 at 53 Q2 7 at 68 Q3 7 at 75 Q2 8 at 88 Q9 4 at 96" {
		t.Error(got)
	}
	if !hasCode(plan.Warnings, "schedule-issues-free") {
		t.Error("the minute that Q2 and Q3 cannot share is not told")
	}
}

func TestLengthFromHours(t *testing.T) {
	m := foundingText()
	m.Minutes, m.When = 0, planner.Slot{Timed: true, Start: 23 * 60, End: 30}
	if plan := propose(t, m, DefaultOptions()); plan.Length != 90 {
		t.Errorf("23:00 to 00:30: %d minutes", plan.Length)
	}
	m.When = planner.Slot{}
	if plan := propose(t, m, DefaultOptions()); plan.Length != 0 || !hasCode(plan.Warnings, "schedule-no-length") {
		t.Errorf("nobody says how long: %+v", plan)
	}
}

func TestNothingToPlan(t *testing.T) {
	plan := propose(t, &planner.Meeting{}, DefaultOptions())
	for _, code := range []string{"schedule-no-agenda", "schedule-no-speakers"} {
		if !hasCode(plan.Warnings, code) {
			t.Errorf("%s is not told", code)
		}
	}
	one := &planner.Meeting{Roster: planner.Roster{speaker("S", "g", "", "")}}
	if e := propose(t, one, DefaultOptions()).Evenness; e.FirstLast != FirstLastKept || e.EquallyGood != 1 {
		t.Errorf("one speaker: %+v", e)
	}
}

// The keys of the JSON contract roundtable.schedule/1.
func TestPlanJSON(t *testing.T) {
	out, err := json.Marshal(propose(t, foundingText(), DefaultOptions()))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema      string
		Length, Sum int
		Goals       []int
		Parts       []struct{ Title, Kind string }
		Order       []struct{ ID, Name string }
		Share       map[string]map[string]float64
		Evenness    struct{ Discrepancy string }
		Warnings    any
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != Schema || got.Length != 90 || got.Sum != 88 || got.Parts[1].Kind != "pitch" || len(got.Goals) != 4 ||
		got.Order[3].ID == "" || got.Share["stakeholder"]["Government"] != 0.25 || got.Evenness.Discrepancy != "7/4" ||
		got.Warnings != nil {
		t.Errorf("%s", out)
	}
	empty, _ := json.Marshal(propose(t, &planner.Meeting{}, DefaultOptions()))
	if s := string(empty); strings.Contains(s, "null") {
		t.Errorf("a list is null: %s", s)
	}
}

// Parts begin by the clock where the source says so; what lies between is told, and so is what
// overlaps.
func TestPartsByTheClock(t *testing.T) {
	m := foundingText()
	m.When = planner.Slot{Timed: true, Start: 10 * 60}
	m.Agenda = []planner.Part{
		{Title: "Opening", Minutes: 5, Kind: planner.PartOpening, Begin: planner.LimitOf(0)},
		{Title: "Debate", Minutes: 30, Kind: planner.PartDiscussion, Begin: planner.LimitOf(15)},
		{Title: "Hum", Minutes: 10, Kind: planner.PartDecision, Begin: planner.LimitOf(40)},
		{Title: "Closing", Minutes: 5, Kind: planner.PartClosing},
	}
	plan := propose(t, m, DefaultOptions())
	var clocks []string
	for _, x := range plan.Parts {
		clocks = append(clocks, x.Clock)
	}
	if got := strings.Join(clocks, " "); got != "10:00 10:15 10:40 10:50" {
		t.Errorf("the parts begin at %s", got)
	}
	for code, n := range map[string]int{"schedule-gap": 10, "schedule-overlap": 5} {
		i := slices.IndexFunc(plan.Warnings, func(f planner.Finding) bool { return f.Code == code })
		if i < 0 || plan.Warnings[i].Args["n"] != n {
			t.Errorf("%s of %d minutes is not told: %v", code, n, plan.Warnings)
		}
	}
}

// Speakers with minutes of their own have these, one after the other; those whom no part
// names are told.
func TestOwnMinutes(t *testing.T) {
	m := foundingText()
	m.Agenda = []planner.Part{{
		Title: "Pitches", Minutes: 20, Kind: planner.PartPitch, Questions: 1,
		Speakers: []string{"S1", "S2", "S3"}, Own: []int{5, 3, 7},
	}}
	plan := propose(t, m, DefaultOptions())
	if x := plan.Parts[0]; x.Needed != 18 || x.Free != 2 || x.Each != 0 || x.EachCounted || x.Speakers != 3 {
		t.Errorf("%+v", x)
	}
	own, begin := map[string]int{"S1": 5, "S2": 3, "S3": 7}, 0
	for _, turn := range plan.Order {
		if turn.ID == "S4" {
			continue
		}
		if x := turn.Times[0]; x.Minutes != own[turn.ID] || *x.Begin != begin {
			t.Errorf("%s has %d minutes from %d", turn.ID, x.Minutes, *x.Begin)
		}
		begin += own[turn.ID] + 1
	}
	if !hasCode(plan.Warnings, "schedule-no-turn-for") {
		t.Error("nobody is told that S4 has no time")
	}
	if plan.Share[planner.Stakeholder][planner.CivilSociety] != 7./15 {
		t.Errorf("shares %v", plan.Share)
	}
}
