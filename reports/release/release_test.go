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
		got := said(ledger(t, record(meeting(0, 40))).Check(Of(m, s), few))
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// A release without ballots or people is compared with none, and where two are equally
// close the earlier one is named.
func TestReleasesWithoutBallotsOrPeople(t *testing.T) {
	empty, small := record(&planner.Meeting{}), record(meeting(0, 3))
	if got := ledger(t, empty).Check(small, few); len(got) > 0 {
		t.Errorf("three ballots after none: %q", said(got))
	}
	if got := ledger(t, small).Check(empty, few); len(got) > 0 {
		t.Errorf("none after three ballots: %q", said(got))
	}
	if Apart(&empty, &small, few) || Apart(&small, &empty, few) || Apart(&empty, &empty, few) {
		t.Error("votes without a record count as apart")
	}
	full := record(meeting(0, 40))
	for _, e := range ledger(t, full, full).Check(record(meeting(0, 41)), few) {
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
	if got := said(l.Check(record(third), few)); !strings.Contains(got, "release 1: 1 ballot differs") {
		t.Errorf("the third: %q", got)
	}
	if n, err := l.Withdraw(1); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if got := l.Check(record(third), few); len(got) > 0 {
		t.Errorf("with the first withdrawn: %q", said(got))
	}
}

// A whole and the parts of which it is made, but for two people: no two are close, all
// together tell of the two.
func TestReleasesTogether(t *testing.T) {
	parts := []Record{record(meeting(0, 20)), record(meeting(20, 15)), record(meeting(35, 12))}
	l := ledger(t, parts...)
	got := said(l.Check(record(meeting(0, 49)), few))
	for _, want := range []string{"ballots of releases 1, 2 and 3: 2 ballots differ", "people of releases 1, 2 and 3"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	for _, free := range []*planner.Meeting{meeting(0, 47), meeting(0, 52)} {
		if got := l.Check(record(free), few); len(got) > 0 {
			t.Errorf("%d ballots: %q", free.Ballots.Len(), said(got))
		}
	}
}

// What was released in full may be released again, whatever else was; what was released
// with less may not be released in full.
func TestReleasedAgain(t *testing.T) {
	l := ledger(t, record(meeting(0, 40)))
	l.Add(record(meeting(0, 41)), "2026-11-29", true)
	if got := l.Check(record(meeting(0, 40)), few); len(got) > 0 {
		t.Errorf("the first again: %q", said(got))
	}
	if got := said(l.Check(record(meeting(0, 41)), few)); !strings.Contains(got, "1 ballot differs") {
		t.Errorf("the second in full: %q", got)
	}
}

// A small difference is told of once: a second release that replaces is as close to the
// first one, in whatever way it came about; the same again is not, and one that is five
// from all is not close at all.
func TestASmallDifferenceIsToldOnce(t *testing.T) {
	base, one := meeting(0, 40), meeting(0, 41)
	for _, c := range []struct {
		what string
		now  *planner.Meeting
		want []int // nil: it may replace
	}{
		{"another ballot late", meeting(0, 42), []int{2}},
		{"four more", meeting(0, 45), []int{2}},
		{"a ballot withdrawn", meeting(1, 39), []int{2}},
		{"the same again", one, nil},
		{"five more", meeting(0, 46), nil},
	} {
		l := ledger(t, record(base))
		l.Add(record(one), "2026-11-29", true)
		var got []int
		for _, e := range l.Check(record(c.now), few) {
			if got = append(got, e.Replaced...); e.People && len(e.Replaced) > 0 {
				t.Errorf("%s: of people nothing was told", c.what)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
		if _, err := l.Withdraw(2); err != nil {
			t.Fatal(err)
		}
		for _, e := range l.Check(record(c.now), few) {
			if len(e.Replaced) > 0 {
				t.Errorf("%s: close to a release that was never sent", c.what)
			}
		}
	}
}

// In any history that keeps the rule, however it comes about, the releases that tell in
// full are equal or five apart, and those that replace are equal or five apart too.
func TestHistoriesProperty(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 9))
	for round := range 40 {
		l := ledger(t)
		var ballots [][]string
		from, n := 0, 20
		for range 12 {
			if random.IntN(2) == 0 {
				from += random.IntN(3)
			} else {
				n = max(1, n+random.IntN(13)-6)
			}
			m := meeting(from, n)
			m.Roster = nil
			near := l.Check(record(m), few)
			replaces := len(near) > 0
			if slices.ContainsFunc(near, func(e *TooClose) bool { return e.Changed == 0 || len(e.Replaced) > 0 }) {
				continue
			}
			var spelled []string
			for i := range m.Ballots.Len() {
				spelled = append(spelled, fmt.Sprint(m.Ballots.At(i).Group, m.Ballots.At(i).Marks))
			}
			for i, e := range l.Releases {
				if d := distance(ballots[i], spelled); e.Replaces == replaces && d > 0 && d < few {
					t.Fatalf("round %d: release %d is %d from the next one, which replaces: %t", round, e.Number, d, replaces)
				}
			}
			l.Add(record(m), "2026-11-28", replaces)
			ballots = append(ballots, spelled)
		}
	}
}

// Somebody who is one of the few that differ, and knows what it takes for one issue to
// come in for another, learns what another of them said from fewer than five, never from
// five: all ways in which the others can have said it are tried.
func TestFiveIsTheLeastDifference(t *testing.T) {
	for n := 1; n <= 6; n++ {
		pinned := false
		for own := -1; own <= 1; own++ { // for the one that went out, for neither or both, for the one that came in
			for least := 1; least <= 2; least++ {
				said := map[int]bool{} // by the first of the others
				ways := 1
				for range n - 1 {
					ways *= 3
				}
				for w := range ways {
					sum, x := own, w
					for range n - 1 {
						sum, x = sum+x%3-1, x/3
					}
					if sum >= least {
						said[w%3] = true
					}
				}
				pinned = pinned || n > 1 && len(said) == 1
			}
		}
		if want := n > 1 && n < few; pinned != want {
			t.Errorf("of %d that differ one is pinned: %t", n, pinned)
		}
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
		after, b := vote(1+random.IntN(7), base)
		want := distance(a, b)
		x, y := record(before), record(after)
		if Apart(&x, &y, few) != (want == 0 || want >= few) {
			t.Fatalf("round %d: %v and %v differ in %d", round, a, b, want)
		}
		got := ledger(t, x).Check(y, few)
		if want == 0 && len(got) > 0 || want > 0 && want < few && (len(got) != 1 || got[0].Changed != want) ||
			want >= few && len(got) > 0 {
			t.Fatalf("round %d: %v and %v differ in %d: %q", round, a, b, want, said(got))
		}
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
	if Apart(&before, &after, few) {
		t.Error("one late ballot among a hundred thousand is let through")
	}
}
