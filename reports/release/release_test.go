package release

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

const few = 5

// meeting is an invented vote of n people in three groups on three issues: the voters
// from one on, so that meetings overlap.
func meeting(from, n int) *planner.Meeting {
	m := &planner.Meeting{
		Issues:  []planner.Issue{{ID: "Q1", Name: "Trust"}, {ID: "Q2", Name: "Access"}, {ID: "Q3", Name: "Skills"}},
		Ballots: planner.NewBallots(3),
	}
	for i := from; i < from+n; i++ {
		group := []string{"Government", "Civil Society", "Business"}[i%3]
		m.Ballots.Add(planner.Ballot{
			Voter: fmt.Sprint("V", i), Group: group, Kind: planner.Score,
			Marks: []planner.Mark{planner.Mark(i % 7), planner.Mark(i / 7 % 7), planner.Mark(i / 49)},
		})
		m.Roster = append(m.Roster, planner.Participant{
			ID: fmt.Sprint("P", i), Name: fmt.Sprint("Person ", i), Roles: []planner.Role{planner.RoleParticipant},
			Values: map[planner.Dimension][]string{
				planner.Stakeholder: {group}, planner.Region: {fmt.Sprint("Region ", i%5)},
				planner.Age: {fmt.Sprint(20 + i)},
			},
		})
	}
	return m
}

// edit changes every ballot of a meeting; one that comes back without marks is left out.
func edit(m *planner.Meeting, change func(i int, b *planner.Ballot)) {
	out := planner.NewBallots(m.Ballots.Issues())
	for i := range m.Ballots.Len() {
		b := m.Ballots.At(i)
		b.Marks = slices.Clone(b.Marks)
		if change(i, &b); b.Marks != nil {
			out.Add(b)
		}
	}
	m.Ballots = out
}

func record(m *planner.Meeting) Record { return Of(m, Settings{}) }

func ledger(t testing.TB, sent ...Record) *Ledger {
	t.Helper()
	l, err := New(bytes.NewReader(bytes.Repeat([]byte("k"), keySize)))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range sent {
		l.Add(r, "2026-11-28", false)
	}
	return l
}

// said is what is said against a release, in a line.
func said(list []*TooClose) string {
	var out []string
	for _, e := range list {
		out = append(out, e.Error())
	}
	return strings.Join(out, "; ")
}

// What is changed between two releases of 40 ballots and people, and what is said.
func TestTheSecondReleaseIsHeldAgainstTheFirst(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(m *planner.Meeting, s *Settings)
		want   string // empty: it is released
	}{
		{"nothing", func(*planner.Meeting, *Settings) {}, ""},
		{"the title", func(m *planner.Meeting, _ *Settings) { m.Title = "Another" }, ""},
		{"the wording of an issue", func(m *planner.Meeting, _ *Settings) { m.Issues[0].Name = "Trust online" }, ""},
		{"the name of a group", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(_ int, b *planner.Ballot) { b.Group = strings.Replace(b.Group, "Business", "Private Sector", 1) })
		}, ""},
		{"capitals and spaces", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(_ int, b *planner.Ballot) { b.Group = strings.ToUpper(b.Group) + " " })
			for i := range m.Roster {
				m.Roster[i].Name = " " + strings.ToUpper(m.Roster[i].Name)
			}
		}, ""},
		{"the spelling of a name", func(m *planner.Meeting, _ *Settings) { m.Roster[3].Name = "Persona 3" }, ""},
		{"the order of the rows", func(m *planner.Meeting, _ *Settings) {
			slices.Reverse(m.Roster)
			before := m.Ballots
			m.Ballots = planner.NewBallots(3)
			for i := range before.Len() {
				m.Ballots.Add(before.At(before.Len() - 1 - i))
			}
		}, ""},
		{"IDs of people and codes of voters", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) { b.Voter = fmt.Sprint("X", i) })
			for i := range m.Roster {
				m.Roster[i].ID = fmt.Sprint("X", i)
			}
		}, ""},
		{"the order of the columns", func(m *planner.Meeting, _ *Settings) {
			m.Issues[0], m.Issues[2] = m.Issues[2], m.Issues[0]
			edit(m, func(_ int, b *planner.Ballot) { b.Marks[0], b.Marks[2] = b.Marks[2], b.Marks[0] })
		}, ""},

		{"a late ballot", func(m *planner.Meeting, _ *Settings) {
			m.Ballots.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{1, 1, 1}})
		}, "1 ballot differs"},
		{"a repeated ballot", func(m *planner.Meeting, _ *Settings) { m.Ballots.Add(m.Ballots.At(0)) }, "1 ballot differs"},
		{"a ballot less", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) {
				if i == 7 {
					b.Marks = nil
				}
			})
		}, "1 ballot differs"},
		{"four corrected ballots", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) {
				if i < 4 {
					b.Marks[2] = 99
				}
			})
		}, "4 ballots differ"},
		{"five corrected ballots", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) {
				if i < 5 {
					b.Marks[2] = 99
				}
			})
		}, ""},
		{"the group of a ballot", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) {
				if i == 0 {
					b.Group = "Business"
				}
			})
		}, "1 ballot differs"},
		{"the weight of a ballot", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) {
				if i == 0 {
					b.Weight = planner.Ratio{Num: 3, Den: 2}
				}
			})
		}, "1 ballot differs"},
		{"a late ballot and the wording of an issue", func(m *planner.Meeting, _ *Settings) {
			m.Issues[0].Name = "Trust online"
			m.Ballots.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{1, 1, 1}})
		}, "1 ballot differs"},
		{"a late ballot and the name of a group", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(_ int, b *planner.Ballot) { b.Group = strings.Replace(b.Group, "Business", "Private Sector", 1) })
			m.Ballots.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{1, 1, 1}})
		}, "1 ballot differs"},
		{"a late ballot and the order of the columns", func(m *planner.Meeting, _ *Settings) {
			m.Issues[0], m.Issues[2] = m.Issues[2], m.Issues[0]
			edit(m, func(_ int, b *planner.Ballot) { b.Marks[0], b.Marks[2] = b.Marks[2], b.Marks[0] })
			m.Ballots.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{1, 1, 1}})
		}, "1 ballot differs"},

		{"the weighting", func(_ *planner.Meeting, s *Settings) { s.Weighing = "heads" }, "weighed or grouped in another way"},
		{"the scale", func(m *planner.Meeting, _ *Settings) { m.Ballots.Scale.Max = 10 }, "weighed or grouped in another way"},
		{"all weights", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) { b.Weight = planner.Ratio{Num: int64(i + 1), Den: 1} })
		}, "weighed or grouped in another way"},
		{"all groups", func(m *planner.Meeting, _ *Settings) {
			edit(m, func(i int, b *planner.Ballot) { b.Group = []string{"Government", "Business"}[i%2] })
		}, "weighed or grouped in another way"},

		{"a person more", func(m *planner.Meeting, _ *Settings) {
			m.Roster = append(m.Roster, planner.Participant{ID: "P99", Name: "Somebody"})
		}, "1 person differs"},
		{"a person less", func(m *planner.Meeting, _ *Settings) { m.Roster = m.Roster[1:] }, "1 person differs"},
		{"a corrected value", func(m *planner.Meeting, _ *Settings) {
			m.Roster[0].Values[planner.Region] = []string{"Region 9"}
		}, "1 person differs"},
		{"a person more and a value by another name", func(m *planner.Meeting, _ *Settings) {
			for i := range m.Roster {
				m.Roster[i].Values[planner.Stakeholder][0] += " (new)"
			}
			m.Roster = append(m.Roster, planner.Participant{ID: "P99", Name: "Somebody"})
		}, "1 person differs"},
		{"a corrected value and a further dimension", func(m *planner.Meeting, s *Settings) {
			s.Dimensions = []planner.Dimension{"newcomer"}
			for i := range m.Roster {
				m.Roster[i].Values["newcomer"] = []string{"yes"}
			}
			m.Roster[0].Values[planner.Region] = []string{"Region 9"}
		}, "1 person differs"},
		{"somebody off the panel", func(_ *planner.Meeting, s *Settings) { s.Panel = []string{"P1"} }, "1 person differs"},
		{"people shown otherwise", func(_ *planner.Meeting, s *Settings) { s.Showing = "open" }, "shown in another way"},
		{"people shown otherwise, by a further dimension", func(m *planner.Meeting, s *Settings) {
			s.Showing, s.Dimensions = "open", []planner.Dimension{"newcomer"}
			for i := range m.Roster {
				m.Roster[i].Values["newcomer"] = []string{"yes"}
			}
		}, "shown in another way"},
		{"five people more", func(m *planner.Meeting, _ *Settings) { m.Roster = append(m.Roster, meeting(50, 5).Roster...) }, ""},
		{"another meeting", func(m *planner.Meeting, _ *Settings) { *m = *meeting(100, 41) }, ""},
		{"a value that nobody counts", func(m *planner.Meeting, _ *Settings) {
			m.Roster[0].Values["organisation"] = []string{"Example Institute"}
		}, ""},
	} {
		m, s := meeting(0, 40), Settings{}
		c.change(m, &s)
		got := said(ledger(t, record(meeting(0, 40))).Admit(Of(m, s), few, false).Refused)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// A release without ballots or people is compared with none, and where two are equally
// close the earlier one is named.
func TestReleasesWithoutBallotsOrPeople(t *testing.T) {
	empty, small := record(&planner.Meeting{}), record(meeting(0, 3))
	if got := ledger(t, empty).Admit(small, few, false).Refused; len(got) > 0 {
		t.Errorf("three ballots after none: %q", said(got))
	}
	if got := ledger(t, small).Admit(empty, few, false).Refused; len(got) > 0 {
		t.Errorf("none after three ballots: %q", said(got))
	}
	other := Of(&planner.Meeting{}, Settings{Weighing: "heads", Showing: "open"})
	if got := ledger(t, empty).Admit(other, few, false).Refused; len(got) > 0 {
		t.Errorf("nobody is weighed or shown in another way: %q", said(got))
	}
	if Apart(&empty, &small) || Apart(&small, &empty) || Apart(&empty, &empty) {
		t.Error("votes without a record count as apart")
	}
	full := record(meeting(0, 40))
	if Apart(&full, &empty) || Apart(&empty, &full) {
		t.Error("forty ballots are apart from none")
	}
	for _, e := range ledger(t, full, full).Admit(record(meeting(0, 41)), few, false).Refused {
		if !slices.Equal(e.Earlier, []int{1}) {
			t.Errorf("the closest are %v", e.Earlier)
		}
	}
}

// Every earlier release counts, not the last alone: each of three is five ballots from
// the one before, and the third is one ballot from the first.
func TestEveryEarlierReleaseCounts(t *testing.T) {
	first, second := meeting(0, 40), meeting(0, 46)
	third := meeting(0, 41)
	l := ledger(t, record(first), record(second))
	if got := said(l.Admit(record(third), few, false).Refused); !strings.Contains(got, "release 1: 1 ballot differs") {
		t.Errorf("the third: %q", got)
	}
	if n, err := l.Withdraw(1); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if got := l.Admit(record(third), few, false).Refused; len(got) > 0 {
		t.Errorf("with the first withdrawn: %q", said(got))
	}
}

// A whole and the parts of which it is made, but for two people: no two are close, all
// together tell of the two.
func TestReleasesTogether(t *testing.T) {
	parts := []Record{record(meeting(0, 20)), record(meeting(20, 15)), record(meeting(35, 12))}
	l := ledger(t, parts...)
	got := said(l.Admit(record(meeting(0, 49)), few, false).Refused)
	for _, want := range []string{"ballots of releases 1, 2 and 3: 2 ballots differ", "people of releases 1, 2 and 3"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	for _, free := range []*planner.Meeting{meeting(0, 47), meeting(0, 52)} {
		if got := l.Admit(record(free), few, false).Refused; len(got) > 0 {
			t.Errorf("%d ballots: %q", free.Ballots.Len(), said(got))
		}
	}
}

// Two releases together are as good as three, whether one is taken from the other or added
// to it, and one that is equal to two others hides none that is close.
func TestTwoReleasesTogether(t *testing.T) {
	for _, c := range []struct {
		what    string
		earlier []*planner.Meeting
		now     *planner.Meeting
		want    string
	}{
		{"two parts of 42", []*planner.Meeting{meeting(0, 20), meeting(20, 20)}, meeting(0, 42), "releases 1 and 2: 2 ballots"},
		{
			"30 and 20 are the same as 20 and 28, but for two",
			[]*planner.Meeting{meeting(30, 20), meeting(0, 20), meeting(20, 28)},
			meeting(0, 30), "releases 1, 2 and 3: 2 ballots",
		},
		{
			"38 of 40, and two parts that are the 40",
			[]*planner.Meeting{meeting(0, 38), meeting(0, 20), meeting(20, 20)},
			meeting(0, 40), "release 1: 2 ballots",
		},
	} {
		l := ledger(t)
		for _, m := range c.earlier {
			l.Add(record(m), "2026-11-28", false)
		}
		if got := said(l.Admit(record(c.now), few, false).Refused); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// More than three parts are not held together; so many votes are quiet, one beside the other.
func TestManyReleasesTogether(t *testing.T) {
	l := ledger(t)
	for from := 0; from < 80; from += 20 {
		l.Add(record(meeting(from, 20)), "2026-11-28", false)
	}
	if got := l.Admit(record(meeting(0, 82)), few, false); len(got.Refused) > 0 || !got.Quiet {
		t.Errorf("four parts of 82: %+v", got)
	}
}

// Of contents that are few, others can be what one release leaves of another by accident. So
// only whole ballots and names are held against several.
func TestAccidentsAreNotClose(t *testing.T) {
	own := Settings{Dimensions: []planner.Dimension{"sector"}}
	for what, change := range map[string]func(*planner.Meeting){
		"ballots of another group": func(m *planner.Meeting) {
			m.Roster = nil
			edit(m, func(_ int, b *planner.Ballot) { b.Group = "Youth" })
		},
		"people of other names": func(m *planner.Meeting) {
			m.Ballots = planner.NewBallots(3)
			for i := range m.Roster {
				m.Roster[i].Name += " Junior"
			}
		},
		"people of other names and sectors": func(m *planner.Meeting) {
			m.Ballots = planner.NewBallots(3)
			for i := range m.Roster {
				m.Roster[i].Name += " Junior"
				m.Roster[i].Values["sector"] = []string{"farming"}
			}
		},
	} {
		l := ledger(t, Of(meeting(0, 47), own), Of(meeting(0, 40), own))
		now := meeting(40, 9)
		if got := said(l.Admit(Of(now, own), few, false).Refused); strings.Count(got, "releases 1 and 2: 2 ") != 2 {
			t.Errorf("%s, unchanged: %q", what, got)
		}
		change(now)
		if got := l.Admit(Of(now, own), few, false).Refused; len(got) > 0 {
			t.Errorf("%s: %q", what, said(got))
		}
	}
}

// Names that are not given are compared with none: few names are not close to nobody's.
func TestReleasesWithoutNames(t *testing.T) {
	nameless := meeting(100, 40)
	for i := range nameless.Roster {
		nameless.Roster[i].Name = ""
	}
	three := meeting(0, 3)
	for _, m := range []*planner.Meeting{nameless, three} {
		m.Ballots = planner.NewBallots(3)
	}
	for _, c := range [][2]*planner.Meeting{{three, nameless}, {nameless, three}} {
		if got := ledger(t, record(c[0])).Admit(record(c[1]), few, false).Refused; len(got) > 0 {
			t.Errorf("%d people after %d: %q", len(c[1].Roster), len(c[0].Roster), said(got))
		}
	}
}

// What was released in full may be released again, whatever else was; what was released
// with less may not be released in full.
func TestReleasedAgain(t *testing.T) {
	l := ledger(t, record(meeting(0, 40)))
	l.Add(record(meeting(0, 41)), "2026-11-29", true)
	if got := l.Admit(record(meeting(0, 40)), few, false).Refused; len(got) > 0 {
		t.Errorf("the first again: %q", said(got))
	}
	if got := said(l.Admit(record(meeting(0, 41)), few, false).Refused); !strings.Contains(got, "1 ballot differs") {
		t.Errorf("the second in full: %q", got)
	}
}

// A release that is quiet told nothing: it hinders no other, there may be any number of
// them, and it is the way out for a few ballots or people, and for nothing else.
func TestQuietReleases(t *testing.T) {
	l := ledger(t, record(meeting(0, 40)))
	for n := 41; n < 45; n++ {
		late := record(meeting(0, n))
		if got := l.Admit(late, few, false); len(got.Refused) == 0 || got.Quiet {
			t.Errorf("%d ballots in full: %+v", n, got)
		}
		if got := l.Admit(late, few, true); len(got.Refused) > 0 || !got.Quiet || got.Interim != 0 {
			t.Errorf("%d ballots replace 40: %+v", n, got)
		}
		l.Add(late, "2026-11-29", true)
	}
	m := meeting(0, 41)
	m.Ballots = meeting(0, 40).Ballots
	if got := l.Admit(Of(m, Settings{Weighing: "heads"}), few, true); len(got.Refused) != 2 {
		t.Errorf("a person more, and another weighting: %+v", got)
	}
	if got := l.Admit(record(meeting(0, 40)), few, true); got.Quiet {
		t.Errorf("the same again, and nothing to replace: %+v", got)
	}
	if n, err := l.Withdraw(1); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if got := l.Admit(record(meeting(0, 42)), few, false); len(got.Refused) > 0 || got.Quiet {
		t.Errorf("after quiet ones alone: %+v", got)
	}
}

// Votes of which two releases tell have the same ballots, or of the smaller's n ballots on m
// issues 4n + 5m + 10 and more differ. In between, the second one is quiet.
func TestInterimResults(t *testing.T) {
	for _, c := range []struct {
		what          string
		before, after *planner.Meeting
		quiet         bool
	}{
		{"the same ballots", meeting(0, 10), meeting(0, 10), false},
		{"five late ones", meeting(0, 10), meeting(0, 15), true},
		{"as many late ones and one more", meeting(0, 10), meeting(0, 21), true},
		{"64 late ones", meeting(0, 10), meeting(0, 74), true},
		{"65 late ones, 40 and 25", meeting(0, 10), meeting(0, 75), false},
		{"64 taken back", meeting(0, 74), meeting(0, 10), true},
		{"and one more", meeting(0, 75), meeting(0, 10), false},
		{"others, and no more of them", meeting(0, 20), meeting(100, 20), true},
		{"nobody", meeting(0, 20), meeting(0, 0), false},
		{"somebody after nobody", meeting(0, 0), meeting(0, 20), false},
	} {
		got := ledger(t, record(c.before)).Admit(record(c.after), few, false)
		if len(got.Refused) > 0 || got.Quiet != c.quiet || (got.Interim == 1) != c.quiet {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
	renamed := meeting(0, 15)
	renamed.Issues[0].Name = "Trust online"
	l := ledger(t, record(meeting(0, 10)), record(meeting(0, 80)))
	if got := l.Admit(record(renamed), few, false); got.Interim != 1 {
		t.Errorf("late ones and a wording: %+v", got)
	}
	if got := l.Admit(record(meeting(0, 10)), few, false); got.Quiet {
		t.Errorf("the first again, whatever came after: %+v", got)
	}
}

// Two seatings that rest on wishes are told only where nearly all of the wishes are new.
// Groups may be called otherwise and stand in another order, and so may their people.
func TestSeats(t *testing.T) {
	seated := func(m *planner.Meeting, groups ...string) Record {
		s := Settings{}
		for _, g := range groups {
			s.Seats = append(s.Seats, strings.Fields(g))
		}
		return Of(m, s)
	}
	without := meeting(0, 20)
	without.Ballots = planner.NewBallots(3)
	m := meeting(0, 20)
	first, second := seated(m, "a b c", "d e f"), seated(m, "d b c", "a e f")
	for _, c := range []struct {
		what          string
		before, after Record
		want          int
	}{
		{"the same", first, seated(m, "F e d", "b A c"), 0},
		{"two change places", first, second, 1},
		{"and nobody voted", seated(without, "a b", "c"), seated(without, "a", "b c"), 1},
		{"one has no seat", first, seated(m, "a b c", "d e"), 1},
		{"no seats before", record(m), first, 0},
		{"no seats now", first, record(m), 0},
		{"nearly all are new", first, seated(meeting(0, 125), "a b", "c d"), 0},
		{"not so many", first, seated(meeting(0, 124), "a b", "c d"), 0}, // quiet: nothing is told
	} {
		got := ledger(t, c.before).Admit(c.after, few, false)
		if len(got.Refused) > 0 || got.Seated != c.want {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
	l := ledger(t, first)
	if _, err := l.Withdraw(1); err != nil {
		t.Fatal(err)
	}
	if got := l.Admit(second, few, false); got.Seated != 0 {
		t.Errorf("after one that was never sent: %+v", got)
	}
	l.Add(first, "2026-11-29", true)
	if got := l.Admit(second, few, false); got.Seated != 0 {
		t.Errorf("after a quiet one: %+v", got)
	}
	if l.Add(first, "2026-11-30", false); !l.Holds(first, false) || l.Holds(second, false) {
		t.Error("releases of other seats are the same")
	}
}

// That the same ballots were weighed otherwise hides no release that is two ballots away.
func TestTheClosestIsNotHidden(t *testing.T) {
	heads := Of(meeting(0, 40), Settings{Weighing: "heads"})
	for _, earlier := range [][]Record{{record(meeting(0, 38)), heads}, {heads, record(meeting(0, 38))}} {
		got := ledger(t, earlier...).Admit(record(meeting(0, 40)), few, false).Refused
		if len(got) == 0 || got[0].Changed != 2 || got[0].People {
			t.Errorf("two ballots more, and other weights: %q", said(got))
		}
	}
}

// A value that is counted in this meeting alone is a person's as well.
func TestOwnDimensions(t *testing.T) {
	own := func(value string) Record {
		m := meeting(0, 20)
		m.Roster[3].Values["sector"] = []string{value}
		return Of(m, Settings{Dimensions: []planner.Dimension{"sector"}})
	}
	got := ledger(t, own("farming")).Admit(own("fishing"), few, false).Refused
	if len(got) != 1 || got[0].Changed != 1 || !got[0].People {
		t.Errorf("one person of another sector: %q", said(got))
	}
}

// In any history, however it comes about, the releases that tell have equal ballots or
// as many that differ as leave them room.
func TestHistoriesProperty(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 9))
	told := 0
	for round := range 40 {
		l := ledger(t)
		var ballots [][]string
		from, n := 0, 5
		for range 8 {
			switch random.IntN(4) {
			case 0:
				from += random.IntN(3)
			case 1:
				n = max(1, n+random.IntN(13)-6)
			default:
				n = min(5*n+24+random.IntN(3), 300)
			}
			m := meeting(from, n)
			m.Roster = nil
			got := l.Admit(record(m), few, random.IntN(2) == 0)
			if len(got.Refused) > 0 {
				continue
			}
			var spelled []string
			for i := range m.Ballots.Len() {
				spelled = append(spelled, fmt.Sprint(m.Ballots.At(i).Group, m.Ballots.At(i).Marks))
			}
			for i, e := range l.Releases {
				d := distance(ballots[i], spelled)
				if !e.Quiet && !got.Quiet && d > 0 && d < 4*min(len(ballots[i]), len(spelled))+25 {
					t.Fatalf("round %d: release %d is %d from the next one", round, e.Number, d)
				}
				if !e.Quiet && !got.Quiet && d > 0 {
					told++
				}
			}
			l.Add(record(m), "2026-11-28", got.Quiet)
			ballots = append(ballots, spelled)
		}
	}
	if told < 20 {
		t.Errorf("only %d pairs of different votes were told of", told)
	}
}

// distance counts by hand: with every ballot spelled out, how many are left over.
func distance(a, b []string) int {
	left := slices.Clone(b)
	more := 0
	for _, x := range a {
		if i := slices.Index(left, x); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			more++
		}
	}
	return max(more, len(left))
}

// For random pairs of votes, drawn so that many ballots are equal, refused is what a
// count by hand refuses, whatever the key.
func TestDistanceProperty(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 5))
	apart := 0
	for round := range 2000 {
		vote := func(n int, base *planner.Meeting) (*planner.Meeting, []string) {
			m := &planner.Meeting{Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}}, Ballots: planner.NewBallots(2)}
			if base != nil {
				for i := range base.Ballots.Len() {
					m.Ballots.Add(base.Ballots.At(i))
				}
			}
			for range n {
				m.Ballots.Add(planner.Ballot{
					Kind: planner.Approval, Count: int64(1 + random.IntN(2)),
					Marks: []planner.Mark{planner.Mark(random.IntN(2)), planner.Mark(random.IntN(3) - 1)},
				})
			}
			var spelled []string
			for i := range m.Ballots.Len() {
				b := m.Ballots.At(i)
				spelled = append(spelled, slices.Repeat([]string{fmt.Sprint(b.Marks)}, int(b.Count))...)
			}
			return m, spelled
		}
		before, a := vote(1+random.IntN(12), nil)
		base := before
		if random.IntN(3) == 0 {
			base = nil
		}
		late := 1 + random.IntN(7)
		if random.IntN(4) == 0 {
			late *= 12
		}
		after, b := vote(late, base)
		if far := 4*min(len(a), len(b)) + 20; distance(a, b) >= far {
			apart++
		}
		want := distance(a, b)
		x, y := record(before), record(after)
		if Apart(&x, &y) != (want == 0 || want >= 4*min(len(a), len(b))+20) {
			t.Fatalf("round %d: %v and %v differ in %d", round, a, b, want)
		}
		got := ledger(t, x).Admit(y, few, false).Refused
		if want == 0 && len(got) > 0 || want > 0 && want < few && (len(got) != 1 || got[0].Changed != want) ||
			want >= few && len(got) > 0 {
			t.Fatalf("round %d: %v and %v differ in %d: %q", round, a, b, want, said(got))
		}
	}
	if apart < 100 {
		t.Errorf("only %d pairs are apart", apart)
	}
}

// A hundred thousand ballots are compared one by one too.
func TestManyBallots(t *testing.T) {
	many := func(n int64) Record {
		b := planner.NewBallots(1)
		b.Add(planner.Ballot{Marks: []planner.Mark{1}, Count: n})
		return record(&planner.Meeting{Ballots: b})
	}
	before, after := many(100_000), many(100_001)
	if Apart(&before, &after) {
		t.Error("one late ballot among a hundred thousand is let through")
	}
}
