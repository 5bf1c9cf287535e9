package ranking

import (
	"testing"

	"roundtable/planner"
)

func heard(level int64) planner.Sound { return planner.Sound{Noted: true, Level: level} }

func counted(n int64) planner.Sound { return planner.Sound{Noted: true, Counted: true, Level: n} }

// RFC 7282, sections 3 and 4: an objection matters whatever its loudness, and silence is
// not agreement.
func TestReadHums(t *testing.T) {
	const none, soft, medium, loud = planner.HumNone, planner.HumSoft, planner.HumMedium, planner.HumLoud
	for _, c := range []struct {
		yes, no planner.Sound
		want    string
	}{
		{heard(loud), heard(none), "consensus"},
		{heard(soft), heard(none), "consensus"},
		{heard(loud), heard(soft), "rough consensus"},
		{heard(medium), heard(soft), "divided"},
		{heard(loud), heard(medium), "divided"},
		{heard(none), heard(loud), "divided"},
		{heard(none), heard(none), "no answers"},
		{heard(loud), planner.Sound{}, "cannot tell"},
		{heard(loud), counted(2), "cannot tell"},
		{counted(20), counted(1), "consensus"},
		{counted(8), counted(2), "rough consensus"},
		{counted(5), counted(5), "divided"},
		{counted(0), counted(0), "no answers"},
	} {
		m := &planner.Meeting{Hums: []planner.Humming{{Name: "Forum", For: c.yes, Against: c.no}}}
		if got := ReadHums(m).Issues[0].Reading; got != c.want {
			t.Errorf("for %v, against %v: %s, want %s", c.yes, c.no, got, c.want)
		}
	}
}

// The whole is its weakest part: a loud room does not hum a quiet one down.
func TestHumOfTheWholeIsTheWeakestPart(t *testing.T) {
	m := &planner.Meeting{Hums: []planner.Humming{
		{Name: "Forum", Place: "onsite", For: heard(planner.HumLoud), Against: heard(planner.HumNone)},
		{Name: "Forum", Place: "online", For: heard(planner.HumSoft), Against: heard(planner.HumMedium)},
		{Name: "Host", For: heard(planner.HumLoud)},
		{Name: "Host", For: heard(planner.HumLoud), Against: heard(planner.HumNone)},
	}}
	h := ReadHums(m)
	if h.Issues[0].Reading != "divided" || len(h.Issues[0].Parts) != 2 || h.Issues[1].Reading != "cannot tell" {
		t.Errorf("%+v", h.Issues)
	}
	if ReadHums(&planner.Meeting{}) != nil {
		t.Error("nobody hummed")
	}
}

// Ballots are counted by group and by where their voters were; the later ballot of a
// voter counts.
func TestHumsOfBallots(t *testing.T) {
	at := func(id, place string) planner.Participant {
		return planner.Participant{ID: id, Values: map[planner.Dimension][]string{planner.Attendance: {place}}}
	}
	m := &planner.Meeting{
		Roster: planner.Roster{at("a", "onsite"), at("b", "online"), at("c", "onsite")},
		Issues: issuesNamed("Forum", "Host"), Ballots: planner.NewBallots(2),
	}
	for _, b := range []planner.Ballot{
		{Voter: "a", Group: "G", Marks: []planner.Mark{-1, 1}},
		{Voter: "b", Group: "G", Marks: []planner.Mark{0, planner.Blank}},
		{Voter: "c", Group: "G", Marks: []planner.Mark{1, planner.Blank}},
		{Voter: "A", Group: "G", Marks: []planner.Mark{1, 1}},
	} {
		b.Kind = planner.Hum
		m.Ballots.Add(b)
	}
	h := ReadHums(m)
	if len(h.Issues) != 2 || len(h.Issues[0].Parts) != 2 || len(h.Issues[1].Parts) != 1 {
		t.Fatalf("%+v", h.Issues)
	}
	for _, p := range h.Issues[0].Parts {
		switch p.Place {
		case "online":
			if p.For.Level != 0 || p.Neutral.Level != 1 {
				t.Errorf("%+v", p)
			}
		case "onsite":
			if p.For.Level+p.Against.Level == 0 {
				t.Errorf("%+v", p)
			}
		}
	}
}
