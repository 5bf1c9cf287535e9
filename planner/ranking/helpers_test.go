package ranking

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
)

// profileText is a list of ballots with the issues they are about.
type profileText struct {
	issues  []planner.Issue
	ballots *planner.Ballots
}

// issuesNamed makes issues whose ID is their name.
func issuesNamed(names ...string) []planner.Issue {
	out := make([]planner.Issue, len(names))
	for i, n := range names {
		out[i] = planner.Issue{ID: n, Name: n}
	}
	return out
}

// parsePref reads "A > B = C" ballots, one a line, "3: " in front for a count and
// "[Group] " for a group; a small notation of these tests.
func parsePref(names []string, text string) profileText {
	p := profileText{issuesNamed(names...), planner.NewBallots(len(names))}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		b := planner.Ballot{Kind: planner.Ranking, Count: 1, Marks: blanks(len(names))}
		if n, rest, ok := strings.Cut(line, ":"); ok {
			b.Count, _ = strconv.ParseInt(strings.TrimSpace(n), 10, 64)
			line = strings.TrimSpace(rest)
		}
		if strings.HasPrefix(line, "[") {
			g, rest, _ := strings.Cut(line[1:], "]")
			b.Group, line = g, strings.TrimSpace(rest)
		}
		for tier, part := range strings.Split(line, ">") {
			for _, n := range strings.Split(part, "=") {
				for a, name := range names {
					if name == strings.TrimSpace(n) {
						b.Marks[a] = planner.Mark(tier + 1)
					}
				}
			}
		}
		p.ballots.Add(b)
	}
	return p
}

func blanks(m int) []planner.Mark {
	out := make([]planner.Mark, m)
	for i := range out {
		out[i] = planner.Blank
	}
	return out
}

func (p profileText) rank(t testing.TB, change func(*Options)) *Result {
	t.Helper()
	opts := DefaultOptions()
	opts.Bootstrap = 0
	if change != nil {
		change(&opts)
	}
	res, err := Rank(context.Background(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// positions finds IDs in a list.
func positions(ids, of []string) []int {
	out := make([]int, len(of))
	for i, id := range of {
		out[i] = slices.Index(ids, id)
	}
	return out
}
