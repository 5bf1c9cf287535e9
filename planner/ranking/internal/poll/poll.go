// Package poll writes small elections down for the tests of this package and those
// inside it. Ballots stand one a line, with how many there are and their group in front
// where that matters:
//
//	3: [Government] A > B = C
//
// Issues are the letters from A on, and so is what the tests compare.
package poll

import (
	"context"
	"strconv"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/tally"
)

// T is a test, with values drawn at random or without.
type T interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

// Rankings reads rankings of m issues, as "A > B = C"; what is not listed is blank.
func Rankings(m int, lines string) *planner.Ballots {
	return read(m, planner.Ranking, lines, func(text string, marks []planner.Mark) {
		for tier, part := range strings.Split(text, ">") {
			for name := range strings.SplitSeq(part, "=") {
				marks[strings.TrimSpace(name)[0]-'A'] = planner.Mark(tier + 1)
			}
		}
	})
}

// Marks reads ballots of a kind by the marks of their m issues, as "5 0 -"; "-" is blank.
func Marks(m int, kind planner.BallotKind, lines string) *planner.Ballots {
	return read(m, kind, lines, func(text string, marks []planner.Mark) {
		for a, word := range strings.Fields(text) {
			if n, err := strconv.Atoi(word); err == nil {
				marks[a] = planner.Mark(n)
			}
		}
	})
}

func read(m int, kind planner.BallotKind, lines string, fill func(text string, marks []planner.Mark)) *planner.Ballots {
	out := planner.NewBallots(m)
	for line := range strings.Lines(lines) {
		b := planner.Ballot{Kind: kind, Marks: Blanks(m)}
		if n, rest, ok := strings.Cut(line, ":"); ok {
			b.Count, _ = strconv.ParseInt(strings.TrimSpace(n), 10, 64)
			line = rest
		}
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "[") {
			b.Group, line, _ = strings.Cut(line[1:], "]")
		}
		if line = strings.TrimSpace(line); line != "" {
			fill(line, b.Marks)
			out.Add(b)
		}
	}
	return out
}

// Blanks are the marks of a ballot that says nothing of m issues.
func Blanks(m int) []planner.Mark {
	out := make([]planner.Mark, m)
	for a := range out {
		out[a] = planner.Blank
	}
	return out
}

// Groups are those of drawn ballots.
var Groups = []string{"Civil Society", "Government", "Private Sector"}

// Draw draws up to a dozen ballots over m issues, each of one of the kinds, in half of
// the cases of up to three groups: ranks with ties and gaps, scores from 0 to 4. n draws a
// number below its argument.
func Draw(n func(int) int, m int, kinds ...planner.BallotKind) *planner.Ballots {
	out := planner.NewBallots(m)
	out.Scale = planner.Scale{Max: 4}
	grouped := n(2) == 1
	for range 1 + n(12) {
		b := planner.Ballot{Kind: kinds[n(len(kinds))], Marks: Blanks(m), Count: int64(1 + n(3))}
		if grouped {
			b.Group = Groups[n(len(Groups))]
		}
		low, many := span(b.Kind, m)
		for a := range b.Marks {
			if k := n(many + 1); k < many {
				b.Marks[a] = low + planner.Mark(k)
			}
		}
		out.Add(b)
	}
	return out
}

// span is the lowest mark on drawn ballots of a kind, and how many there are.
func span(kind planner.BallotKind, m int) (low planner.Mark, many int) {
	switch kind {
	case planner.Ranking:
		return 1, m
	case planner.Approval:
		return 0, 2
	case planner.Hum:
		return -1, 3
	default:
		return 0, 5
	}
}

// Orders draws up to a dozen complete rankings without ties.
func Orders(n func(int) int, m int) *planner.Ballots {
	out := planner.NewBallots(m)
	for range 1 + n(12) {
		marks := make([]planner.Mark, m)
		for a := range marks {
			marks[a] = planner.Mark(a + 1)
			b := n(a + 1)
			marks[a], marks[b] = marks[b], marks[a]
		}
		out.Add(planner.Ballot{Marks: marks, Count: int64(1 + n(3))})
	}
	return out
}

// Way is how ballots are counted. By the zero Way all count the same, only rankings have
// blanks, which come last, and their first issue counts as approved.
type Way struct {
	ByGroups     bool // every group counts the same, where there are groups
	Ignore       bool // blanks take part in no comparison
	ApproveFirst int
	Least        int64 // see [tally.Election]
}

// Count counts ballots.
func Count(t T, b *planner.Ballots, way Way) *tally.Election {
	t.Helper()
	p := electorate.Admit(b, electorate.CollectLabels(b), electorate.Settings{OwnGroup: true})
	w, policy := p.Heads(), ballot.Last
	if way.Ignore {
		policy = ballot.Ignore
	}
	grouped := way.ByGroups && len(p.Groups) > 0
	if grouped {
		var err error
		if w, err = p.Shares(nil, false); err != nil {
			t.Fatal(err)
		}
	}
	e := electorate.New(p, w)
	c, err := tally.Count(t.Context(), e, ballot.NewApprover(max(way.ApproveFirst, 1), e.Scale))
	if err != nil {
		t.Fatal(err)
	}
	return tally.NewElection(c, e.Weights(w), grouped, policy, way.Least)
}

// Text writes an order with ties, as "A > B = C".
func Text(levels [][]int) string {
	var out []string
	for _, level := range levels {
		var names []string
		for _, a := range level {
			names = append(names, string(rune('A'+a)))
		}
		out = append(out, strings.Join(names, " = "))
	}
	return strings.Join(out, " > ")
}

// List writes some issues one after the other, as "ABC".
func List(issues []int) string {
	out := make([]rune, len(issues))
	for i, a := range issues {
		out[i] = 'A' + rune(a)
	}
	return string(out)
}
