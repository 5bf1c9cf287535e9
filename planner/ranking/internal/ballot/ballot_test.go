package ballot_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/poll"
)

// marks are the marks of one ballot, see [poll.Marks].
func marks(line string) []planner.Mark {
	return poll.Marks(len(strings.Fields(line)), planner.Score, line).Marks(0)
}

// tiers writes what a reader found.
func tiers(order, ends []int32) string {
	var out [][]int
	start := int32(0)
	for _, end := range ends {
		var tier []int
		for _, a := range order[start:end] {
			tier = append(tier, int(a))
		}
		out = append(out, tier)
		start = end
	}
	return poll.Text(out)
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		kind        planner.BallotKind
		marks       string
		want, ticks string // the tiers; where blanks of approvals are refusals
		liked       string
	}{
		{planner.Ranking, "3 1 - 3", "B > A = D", "B > A = D", "B > A = D"},
		{planner.Ranking, "7 1073741824 1 -", "C > A > B", "C > A > B", "C > A > B"},
		{planner.Approval, "1 0 - 1", "A = D > B", "A = D > B = C", "A = D"},
		{planner.Approval, "0 0 - 0", "A = B = D", "A = B = C = D", ""},
		{planner.Hum, "-1 1 0 -", "B > C > A", "B > C > A", "B"},
		{planner.Hum, "-1 0 0 -", "B = C > A", "B = C > A", ""},
		{planner.Score, "-5 0 1073741824 0", "C > B = D > A", "C > B = D > A", "C > B = D > A"},
		{planner.Points, "0 70 - 30", "B > D > A", "B > D > A", "B > D > A"},
	} {
		ms := marks(c.marks)
		for tick, want := range map[bool]string{false: c.want, true: c.ticks} {
			r := ballot.NewReader(len(ms), tick)
			r.Read(planner.Ranking, marks("1 2 3 4")) // forgotten by the next one
			order, ends := r.Read(c.kind, ms)
			if got := tiers(order, ends); got != want {
				t.Errorf("%s %s, ticks %v: %s, want %s", c.kind, c.marks, tick, got, want)
			}
			if got := tiers(order, ballot.Liked(c.kind, ms, order, ends)); got != c.liked {
				t.Errorf("%s %s, ticks %v: likes %q, want %q", c.kind, c.marks, tick, got, c.liked)
			}
		}
	}
	if order, ends := ballot.NewReader(2, false).Read(planner.Hum, marks("- -")); len(order)+len(ends) > 0 ||
		ballot.Liked(planner.Hum, marks("- -"), order, ends) != nil {
		t.Errorf("a blank ballot lists %v, %v", order, ends)
	}
}

func TestApproved(t *testing.T) {
	for _, c := range []struct {
		kind     planner.BallotKind
		marks    string
		first    int
		min, max planner.Mark
		want     string
	}{
		{planner.Ranking, "1 2 3 -", 2, 0, 0, "[0 1]"},
		{planner.Ranking, "1 2 2 2", 2, 0, 0, "[0 1 2 3]"}, // the tier over the edge counts whole
		{planner.Ranking, "1 1 2 3", 2, 0, 0, "[0 1]"},
		{planner.Ranking, "- 4 - -", 3, 0, 0, "[1]"},
		{planner.Approval, "1 0 - 1", 9, 0, 0, "[0 3]"},
		{planner.Hum, "1 0 -1 -", 9, 0, 0, "[0]"},
		{planner.Points, "0 1 99 -", 9, 0, 0, "[1 2]"},
		// Above the middle of the scale, which is no grade itself where there is none between.
		{planner.Score, "1 2 3 4 5 -", 0, 1, 5, "[3 4]"},
		{planner.Score, "1 2 3 4", 0, 1, 4, "[2 3]"},
		{planner.Score, "-4 -3 -2 -1", 0, -4, -1, "[2 3]"},
		{planner.Score, "-1 0 1", 0, -1, 1, "[2]"},
		{planner.Score, "1073741822 1073741823 1073741824", 0, 1073741822, 1073741824, "[2]"},
	} {
		ms := marks(c.marks)
		order, ends := ballot.NewReader(len(ms), false).Read(c.kind, ms)
		ap := ballot.NewApprover(c.first, planner.Scale{Min: c.min, Max: c.max})
		got := ap.Append([]int32{77}, c.kind, ms, order, ends)
		if got[0] != 77 || fmt.Sprint(got[1:]) != c.want {
			t.Errorf("%s %s: %v, want %s", c.kind, c.marks, got[1:], c.want)
		}
	}
}

// worths writes what the issues are worth to a ballot, "-" where it says nothing.
func worths(u []int64, den int64) string {
	var out []string
	for _, v := range u {
		if v == ballot.NoAnswer {
			out = append(out, "-")
		} else {
			out = append(out, big.NewRat(v, den).RatString())
		}
	}
	return strings.Join(out, " ")
}

func TestValue(t *testing.T) {
	const last, ignore, mixed = ballot.Last, ballot.Ignore, true
	for _, c := range []struct {
		kind   planner.BallotKind
		marks  string
		policy ballot.Policy
		mixed  bool
		want   string
		ticks  string // the same unless given
	}{
		{planner.Ranking, "1 2 3", last, false, "1 1/2 0", ""},
		{planner.Ranking, "1 2 2 - -", last, false, "1 5/8 5/8 1/8 1/8", ""},
		{planner.Ranking, "1 2 2 - -", ignore, false, "1 1/4 1/4 - -", ""},
		{planner.Ranking, "- 1 -", ignore, false, "- - -", ""}, // one issue compares with nothing
		{planner.Ranking, "1", last, false, "1", ""},
		{planner.Ranking, "1", ignore, false, "-", ""},
		{planner.Approval, "1 0 -", last, false, "1 0 0", ""},
		{planner.Approval, "1 0 -", ignore, false, "1 0 -", "1 0 0"},
		{planner.Score, "1 5 2 -", last, false, "1/8 5/8 1/4 -", ""}, // of 0 to 8
		{planner.Points, "30 - 90", ignore, false, "1/4 0 3/4", ""},
		{planner.Points, "0 - 0", last, false, "0 0 0", ""},
		{planner.Hum, "1 0 -1 -", last, false, "1 1/2 0 -", ""},
		// Beside other kinds, only the ranking in a ballot counts.
		{planner.Approval, "1 0 1", last, mixed, "3/4 0 3/4", ""},
		{planner.Approval, "1 - 1", last, mixed, "3/4 0 3/4", ""},
		{planner.Score, "1 5 2 -", last, mixed, "1/3 1 2/3 0", ""},
		{planner.Score, "1 5 2 -", ignore, mixed, "0 1 1/2 -", ""},
		{planner.Hum, "1 0 - -", last, mixed, "1 0 - -", ""},
		{planner.Points, "60 40 - -", last, mixed, "1 2/3 1/6 1/6", ""},
	} {
		ms := marks(c.marks)
		for _, tick := range []bool{false, true} {
			v := ballot.NewValuer(len(ms), ballot.NewReader(len(ms), tick), planner.Scale{Max: 8}, c.policy, c.mixed)
			u := make([]int64, len(ms))
			want := c.want
			if tick && c.ticks != "" {
				want = c.ticks
			}
			if got := worths(u, v.Value(c.kind, ms, u)); got != want {
				t.Errorf("%s %s, %s, mixed %v, ticks %v: %s, want %s", c.kind, c.marks, c.policy, c.mixed, tick, got, want)
			}
		}
	}
	u := make([]int64, 2)
	v := ballot.NewValuer(2, ballot.NewReader(2, false), planner.Scale{Min: 3, Max: 3}, last, false)
	if den := v.Value(planner.Score, marks("3 3"), u); den != 1 || worths(u, den) != "- -" {
		t.Errorf("scores on a scale of one grade: %s", worths(u, den))
	}
}

// TestTwiceBorda scores each issue as the definition is written: m − p − t + (t−1)/2 with
// p issues above it and t beside it, (m−k−1)/2 for those that a list of k leaves out; a
// ballot gives out m(m−1)/2 (Terzopoulou & Endriss 2021).
func TestTwiceBorda(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 7).Draw(t, "issues")
		ms := poll.Blanks(m)
		for a := range ms {
			if rank := rapid.IntRange(0, m).Draw(t, "rank"); rank > 0 {
				ms[a] = planner.Mark(rank)
			}
		}
		order, ends := ballot.NewReader(m, false).Read(planner.Ranking, ms)
		score, level := make([]int64, m), make([]int32, m)
		ballot.TwiceBorda(order, ends, m, score, level)
		sum := int64(0)
		for a, mk := range ms {
			sum += score[a]
			var above, beside int
			tiersAbove := map[planner.Mark]bool{}
			for _, other := range ms {
				switch {
				case other == planner.Blank:
				case mk == planner.Blank || other < mk:
					above++
					tiersAbove[other] = true
				case other == mk:
					beside++
				}
			}
			want := 2*(m-above-beside) + beside - 1
			if mk == planner.Blank {
				want = m - len(order) - 1
			}
			if score[a] != int64(want) || int(level[a]) != len(tiersAbove) {
				t.Fatalf("%v: issue %d has %d on level %d, want %d on %d", ms, a, score[a], level[a], want, len(tiersAbove))
			}
		}
		if sum != int64(m*(m-1)) || !slices.IsSorted(ends) {
			t.Fatalf("%v: %d in all", ms, sum)
		}
	})
}

func TestPolicies(t *testing.T) {
	for _, c := range []struct {
		kind    planner.BallotKind
		policy  ballot.Policy
		ignored bool
	}{
		{planner.Ranking, ballot.Last, false},
		{planner.Ranking, ballot.Ignore, true},
		{planner.Hum, ballot.Last, true},
		{planner.Hum, ballot.Ignore, true},
	} {
		if got := ballot.BlankIgnored(c.kind, c.policy); got != c.ignored {
			t.Errorf("%s, %s: ignored %v", c.kind, c.policy, got)
		}
		if c.policy.Other() == c.policy || c.policy.Other().Other() != c.policy {
			t.Errorf("the other of %s is %s", c.policy, c.policy.Other())
		}
	}
}
