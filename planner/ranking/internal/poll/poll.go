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

// Way is how ballots are counted. By the zero Way all count the same, only rankings have
// blanks, which come last, and their first issue counts as approved.
type Way struct {
	ByGroups     bool // every group counts the same
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
	if way.ByGroups {
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
	return tally.NewElection(c, e.Weights(w), way.ByGroups, policy, way.Least)
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
