package ranking

import (
	"reflect"
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

// Agreement takes every group: nobody agrees for one that did not hum, or of which a few
// did. An objection of one is heard.
func TestHumOfSilentGroups(t *testing.T) {
	const none, loud = planner.HumNone, planner.HumLoud
	m := &planner.Meeting{
		Roster: planner.Roster{{ID: "a", Values: map[planner.Dimension][]string{planner.Stakeholder: {"IGO"}}}},
		Hums: []planner.Humming{
			{Name: "Forum", Group: "Government", For: heard(loud), Against: heard(none)},
			{Name: "Forum", Group: "Business", For: heard(none), Against: heard(none)},
			{Name: "Host", Group: "Government", For: counted(9), Against: counted(0)},
			{Name: "Host", Group: "Business", For: counted(1), Against: counted(0)},
			{Name: "Host", Group: "IGO", For: counted(4), Against: counted(0)},
			{Name: "Seat", Group: "Business", For: counted(0), Against: counted(6)},
			{Name: "Date", For: counted(19), Against: counted(0)},
		},
	}
	want := []HumIssue{
		{Name: "Forum", Reading: "cannot tell", Missing: []string{"IGO"}, Silent: []string{"Business"}},
		{Name: "Host", Reading: "cannot tell", Few: []string{"Business"}},
		{Name: "Seat", Reading: "divided", Missing: []string{"Government", "IGO"}},
		{Name: "Date", Reading: "consensus"},
	}
	for i, x := range ReadHums(m).Issues {
		x.Parts = nil
		if !reflect.DeepEqual(x, want[i]) {
			t.Errorf("%+v, want %+v", x, want[i])
		}
	}
}

// Of ballots likewise: one of nine is no consensus, nor is one group of two.
func TestHumOfFewBallots(t *testing.T) {
	p := profileText{issuesNamed("A", "B", "C"), planner.NewBallots(3)}
	for _, b := range []planner.Ballot{
		{Group: "North", Count: 8, Marks: []planner.Mark{1, planner.Blank, planner.Blank}},
		{Group: "North", Count: 1, Marks: []planner.Mark{1, 1, -1}},
		{Group: "South", Count: 9, Marks: []planner.Mark{1, 1, planner.Blank}},
		{Group: "West", Count: 2, Marks: []planner.Mark{1, 1, planner.Blank}},
	} {
		b.Kind = planner.Hum
		p.ballots.Add(b)
	}
	want := map[string]HumReading{
		"A": {Reading: "consensus"},
		"B": {Reading: "cannot tell", Few: []string{"North"}},
		"C": {Reading: "divided", Silent: []string{"South", "West"}},
	}
	res := p.rank(t, nil)
	for _, i := range res.Issues {
		i.Hum.Groups = nil
		if !reflect.DeepEqual(*i.Hum, want[i.ID]) {
			t.Errorf("%s: %+v, want %+v", i.ID, *i.Hum, want[i.ID])
		}
	}
	if o := res.Opinions(); o.Firsts != nil {
		t.Errorf("a hum is ranked: %+v", o)
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
