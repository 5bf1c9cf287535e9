package electorate_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/poll"
)

const none = planner.Blank

// vote is a ballot of somebody, over two issues; A before B unless given.
type vote struct {
	voter, group, org string
	time              int64
	marks             []planner.Mark
	weight            planner.Ratio
	count             int64
}

func list(votes ...vote) *planner.Ballots {
	out := planner.NewBallots(2)
	for i, v := range votes {
		if v.marks == nil {
			v.marks = []planner.Mark{1, 2}
		}
		out.Add(planner.Ballot{
			Voter: v.voter, Group: v.group, Organisation: v.org, Time: v.time, Marks: v.marks, Weight: v.weight,
			Count: v.count, Where: planner.Ref{Cell: fmt.Sprint("A", i+2)},
		})
	}
	return out
}

var blank = []planner.Mark{none, none}

func admit(b *planner.Ballots, set electorate.Settings) *electorate.Profile {
	return electorate.Admit(b, electorate.CollectLabels(b), set)
}

// statuses are what becomes of the ballots, one letter each: the first of its name.
func statuses(p *electorate.Profile) string {
	var out strings.Builder
	for _, s := range p.Status {
		out.WriteByte(s.String()[0])
	}
	return out.String()
}

// TestAdmit: who counts, who is told of and who is left out.
func TestAdmit(t *testing.T) {
	roster := []string{"Ann", " bob ", "Ärger"}
	votes := list(
		vote{voter: "ann", group: "X", count: 2},
		vote{voter: "BOB", group: "X", marks: blank, count: 3, weight: planner.Ratio{Num: 1, Den: 2}},
		vote{voter: "Eve", group: "Y"},
		vote{voter: "Eve", group: "Y", time: -5},
		vote{voter: "ärger"},
		vote{voter: "", group: "W"},
		vote{voter: "Fay", count: 4},
	)
	for _, c := range []struct {
		name     string
		set      electorate.Settings
		statuses string
		n, out   int64
		of       []int64 // abstention, replaced, stranger, groupless
		groups   string
	}{
		// Without a roster nobody is a stranger. The earlier ballot of Eve, by the clock, is replaced.
		{"no roster", electorate.Settings{}, "cacrccc", 9, 0, []int64{3, 1, 0, 5}, "W X Y"},
		{"a group of their own", electorate.Settings{OwnGroup: true}, "cacrccc", 9, 0, []int64{3, 1, 0, 5}, "W X Y " + electorate.NoGroup},
		{"roster", electorate.Settings{Voters: roster}, "cacrccc", 9, 0, []int64{3, 1, 5, 5}, "W X Y"},
		{"empty roster", electorate.Settings{Voters: []string{}}, "cacrccc", 9, 0, []int64{3, 1, 8, 5}, "W X Y"},
		{"without strangers", electorate.Settings{Voters: roster, WithoutStrangers: true}, "canrccn", 4, 5, []int64{3, 1, 5, 1}, "W X"},
		{"without groupless", electorate.Settings{WithoutGroupless: true}, "cacrncn", 4, 5, []int64{3, 1, 0, 5}, "W X Y"},
	} {
		p := admit(votes, c.set)
		of := []int64{
			p.Of[electorate.Abstention], p.Of[electorate.Replaced], p.Of[electorate.Stranger], p.Of[electorate.Groupless],
		}
		if got := statuses(p); got != c.statuses || p.N != c.n || p.Excluded != c.out || !slices.Equal(of, c.of) {
			t.Errorf("%s: %s, %d counted, %d left out, %v", c.name, got, p.N, p.Excluded, of)
		}
		if got := strings.Join(p.Groups, " "); got != c.groups || p.Blank.Cmp(big.NewRat(3, 2)) != 0 {
			t.Errorf("%s: groups %s, blank %s", c.name, got, p.Blank)
		}
		if own := c.set.OwnGroup; (p.UnknownGroup >= 0) != own || own && p.Groups[p.UnknownGroup] != electorate.NoGroup {
			t.Errorf("%s: unknown is group %d", c.name, p.UnknownGroup)
		}
	}
}

// TestRemarks: each kind of status is told where it was met first, and then.
func TestRemarks(t *testing.T) {
	var votes []vote
	for range 1500 {
		votes = append(votes, vote{voter: "Eve", time: 1})
	}
	votes = append(votes, vote{marks: blank}, vote{voter: "Fay", time: 1})
	p := admit(list(votes...), electorate.Settings{Voters: []string{"Gus"}})
	var got []string
	for _, r := range p.Remarks {
		got = append(got, fmt.Sprint(r.Status, " ", r.Where.Cell, " ", r.Seen, " and ", len(r.Also)))
	}
	want := []string{"replaced A2 Eve and 1000", "not in the roster A1501 Eve and 1", "abstention A1502  and 0"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestSilentGroups: a group of which all ballots are blank has no say, and is named.
func TestSilentGroups(t *testing.T) {
	p := admit(list(
		vote{group: "Z", marks: blank}, vote{group: "Y", marks: blank}, vote{group: "X"}, vote{group: "X", marks: blank}, vote{marks: blank},
	), electorate.Settings{OwnGroup: true})
	if !slices.Equal(p.Groups, []string{"X"}) || !slices.Equal(p.Silent, []string{"Y", "Z"}) {
		t.Errorf("groups %v, silent %v", p.Groups, p.Silent)
	}
	own := admit(list(vote{}, vote{weight: planner.Ratio{Num: 2, Den: 1}}, vote{group: "X"}), electorate.Settings{OwnGroup: true})
	if !slices.Equal(own.Groups, []string{"X", electorate.NoGroup}) || own.UnknownGroup != 1 {
		t.Errorf("groups %v, unknown is %d", own.Groups, own.UnknownGroup)
	}
	if p := admit(list(vote{}, vote{}), electorate.Settings{OwnGroup: true}); len(p.Groups) > 0 || p.Of[electorate.Groupless] != 0 {
		t.Errorf("where no ballot has a group, none lacks one: %v, %v", p.Groups, p.Of)
	}
}

// TestTickStyle: a list of approvals has ticks alone unless somebody refuses.
func TestTickStyle(t *testing.T) {
	for text, want := range map[string]bool{"1 -\n- 1": true, "1 -\n0 1": false, "": true} {
		if got := admit(poll.Marks(2, planner.Approval, text), electorate.Settings{}).TickStyle; got != want {
			t.Errorf("%q: ticks alone %v", text, got)
		}
	}
	if !admit(poll.Marks(2, planner.Score, "0 0"), electorate.Settings{}).TickStyle {
		t.Error("a score of 0 refuses nothing")
	}
}

// TestLaterOf: of one voter's ballots the last by time counts, the one further down of
// those at the same time, and each is told the next that replaced it.
func TestLaterOf(t *testing.T) {
	for _, c := range []struct {
		votes []vote
		want  []int32
	}{
		{nil, nil},
		{[]vote{{voter: "a"}, {voter: "b"}}, nil},
		{[]vote{{voter: "a"}, {voter: "A"}}, []int32{1, -1}},
		{[]vote{{voter: "a", time: 2}, {voter: "a", time: 1}}, []int32{-1, 0}},
		{[]vote{{voter: "a", time: 2}, {voter: "a", time: 2}, {voter: "a", time: 1}}, []int32{1, -1, 1}},
		{[]vote{{voter: ""}, {voter: ""}, {voter: "Anonymous"}, {voter: "anonymous"}, {voter: "-"}, {voter: "-"}}, nil},
		{[]vote{{voter: "Anónimo"}, {voter: "anónimo"}, {voter: "N/A"}, {voter: "n/a"}, {voter: "?"}, {voter: "?"}}, nil},
		{[]vote{{voter: "anonymous7"}, {voter: "ANONYMOUS7"}}, []int32{1, -1}},
	} {
		if got := electorate.LaterOf(list(c.votes...)); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.votes, got, c.want)
		}
	}
}

// The ballot that counts is the same whatever the order of rows, where times differ.
func TestLastByTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var votes []vote
		for i := range rapid.IntRange(1, 8).Draw(t, "votes") {
			votes = append(votes, vote{voter: rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "voter"), time: int64(i + 1)})
		}
		votes = rapid.Permutation(votes).Draw(t, "rows")
		b := list(votes...)
		p := admit(b, electorate.Settings{})
		of, unnamed := p.Voters()
		names, anonymous := make(map[string]int64), int64(0)
		for _, v := range votes {
			if v.voter == "" {
				anonymous++
			} else {
				names[v.voter] = max(names[v.voter], v.time)
			}
		}
		for name, last := range names {
			if at, ok := of[name]; !ok || b.At(at).Time != last || p.Status[at] != electorate.Counted {
				t.Fatalf("%+v: the ballot of %s is %d", votes, name, at)
			}
		}
		if unnamed != anonymous || p.N != anonymous+int64(len(names)) || len(of) != len(names) {
			t.Fatalf("%+v: %d counted, %d of nobody", votes, p.N, unnamed)
		}
	})
}

// TestClasses: ballots of equal group, form and weight are one class, and those that are
// the same besides are counted together.
func TestClasses(t *testing.T) {
	b := list(
		vote{group: "Y"}, vote{group: "X", count: 2}, vote{group: "X"}, vote{group: "X", marks: []planner.Mark{2, 1}},
		vote{group: "X", weight: planner.Ratio{Num: 2, Den: 4}}, vote{group: "X", weight: planner.Ratio{Num: 1, Den: 2}},
		vote{group: "X", weight: planner.Ratio{Num: 3, Den: 3}}, vote{marks: blank},
	)
	p := admit(b, electorate.Settings{})
	e := electorate.New(p, p.Heads())
	if len(e.Classes) != 3 || len(e.Row) != 4 || !slices.Equal(e.Count, []int64{1, 4, 1, 2}) {
		t.Errorf("classes %+v, rows %v, counts %v", e.Classes, e.Row, e.Count)
	}
	weights := e.Weights(p.Heads())
	for i, want := range []struct {
		group, weight string
		n             int64
	}{{"Y", "1/1", 1}, {"X", "1/1", 5}, {"X", "1/2", 2}} {
		if c := e.Classes[i]; e.Groups[c.Group] != want.group || c.N != want.n || weights[i].String() != want.weight {
			t.Errorf("class %d: %+v of weight %s, want %+v", i, c, weights[i], want)
		}
	}
	if e.ClassOf(0) != 0 || e.ClassOf(6) != 1 || e.ClassOf(5) != 2 {
		t.Error("ballots are not in their classes")
	}
	if kind, marks := e.Marks(2); kind != planner.Ranking || !slices.Equal(marks, []planner.Mark{2, 1}) {
		t.Errorf("the third distinct ballot is %s %v", kind, marks)
	}
}

// TestKinds: which kinds are there, and what blanks mean beside ticks.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		kinds []planner.BallotKind
		mixed bool
		last  bool // whatever the policy
	}{
		{nil, false, false},
		{[]planner.BallotKind{planner.Ranking}, false, false},
		{[]planner.BallotKind{planner.Approval}, false, false},
		{[]planner.BallotKind{planner.Ranking, planner.Score}, true, false},
		{[]planner.BallotKind{planner.Ranking, planner.Approval}, true, true},
	} {
		b := planner.NewBallots(1)
		for _, k := range c.kinds {
			b.Add(planner.Ballot{Kind: k, Marks: []planner.Mark{1}})
		}
		e := electorate.New(admit(b, electorate.Settings{}))
		for _, k := range []planner.BallotKind{planner.Ranking, planner.Approval, planner.Score} {
			if e.Has(k) != slices.Contains(c.kinds, k) {
				t.Errorf("%v: has %s %v", c.kinds, k, e.Has(k))
			}
		}
		reading := e.Reading(ballot.Ignore)
		if e.Mixed() != c.mixed || (reading == ballot.Last) != c.last || e.Reading(ballot.Last) != ballot.Last {
			t.Errorf("%v: mixed %v, blanks are read as %s", c.kinds, e.Mixed(), reading)
		}
	}
}

// TestScale: a declared scale holds; without one it runs over the scores met.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		declared planner.Scale
		scores   string
		min, max planner.Mark
		met      bool
	}{
		{planner.Scale{Min: 1, Max: 9}, "3 5", 1, 9, false},
		{planner.Scale{}, "3 5\n- 4", 3, 5, true},
		{planner.Scale{Min: 7, Max: 7}, "-3 -5", -5, -3, true},
		{planner.Scale{}, "4 4", 4, 4, true},
		{planner.Scale{}, "", 0, 0, false},
	} {
		b := poll.Marks(2, planner.Score, c.scores)
		b.Scale = c.declared
		b.Add(planner.Ballot{Kind: planner.Ranking, Marks: []planner.Mark{1, 99}})
		if e := electorate.New(admit(b, electorate.Settings{})); e.Scale.Min != c.min || e.Scale.Max != c.max || e.ScaleMet != c.met {
			t.Errorf("%+v %q: %+v, met %v", c.declared, c.scores, e.Scale, e.ScaleMet)
		}
	}
}

// TestManyBallots: with very many ballots those that are the same are merged where that
// pays, and all are counted in either case.
func TestManyBallots(t *testing.T) {
	const n = 40_960
	for kinds, rows := range map[int]int{5: 5, n: n} {
		b := planner.NewBallots(1)
		for i := range n {
			b.Add(planner.Ballot{Kind: planner.Score, Marks: []planner.Mark{planner.Mark(i % kinds)}})
		}
		e := electorate.New(admit(b, electorate.Settings{}))
		sum := int64(0)
		for _, c := range e.Count {
			sum += c
		}
		if len(e.Row) != rows || sum != n || e.Classes[0].N != n {
			t.Errorf("%d different ones: %d rows, %d ballots", kinds, len(e.Row), sum)
		}
	}
}
