package disclosure_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// What the public page says of how much is told is the same for all answers: everybody
// for all, nobody for any, all equal, any at random. Places and names of issues are taken
// out; what is left must not differ by a letter.
func TestTheWordsDoNotRestOnTheAnswers(t *testing.T) {
	const issues = 4
	random := rand.New(rand.NewPCG(14, 6))
	answers := []func(voter, issue int) int{
		func(int, int) int { return 1 },
		func(_, issue int) int { return min(issue, 1) },
		func(_, issue int) int { return max(0, 1-issue) },
		func(voter, issue int) int { return (voter + issue) % 2 },
		func(voter, issue int) int { return min(1, max(0, voter-5*issue)) },
	}
	for range 5 {
		answers = append(answers, func(int, int) int { return random.IntN(2) })
	}
	for _, n := range []int{3, 5, 9, 10, 25, 26, 60} {
		for _, replaces := range []bool{false, true} {
			said := ""
			for i, answer := range answers {
				m := &planner.Meeting{Ballots: planner.NewBallots(issues)}
				for q := range issues {
					m.Issues = append(m.Issues, planner.Issue{ID: fmt.Sprint("Q", q+1)})
				}
				for v := range n {
					b := planner.Ballot{
						Voter: fmt.Sprint("v", v), Kind: planner.Score, Group: planner.Government, Count: 1,
						Weight: planner.Ratio{Num: 1, Den: 1},
					}
					for q := range issues {
						b.Marks = append(b.Marks, planner.Mark(answer(v, q)))
					}
					m.Ballots.Add(b)
				}
				m.Ballots.Scale = planner.Scale{Max: 1}
				opts := ranking.DefaultOptions()
				opts.Bootstrap, opts.Weights = 0, ranking.ByHeads
				r, err := ranking.Rank(context.Background(), m.Issues, m.Ballots, opts)
				if err != nil {
					t.Fatal(err)
				}
				policy := disclosure.DefaultPolicy()
				policy.Replaces = replaces
				p := protect(t, build.Input{Meeting: m, Ranking: r}, policy)
				for x := range p.Votes.Issues {
					p.Votes.Issues[x] = disclosure.Issue{ID: "Q", Rank: 2 * min(p.Votes.Issues[x].Rank, 1)}
				}
				var out bytes.Buffer
				d := build.Public(p, messages.English())
				for x := range d.Sections {
					if err := text.WriteSection(&out, &d.Sections[x], text.Options{Width: 80}); err != nil {
						t.Fatal(err)
					}
				}
				if i > 0 && out.String() != said {
					t.Fatalf("%d ballots, answers %d: other words:\n%s\nbefore:\n%s", n, i, out.String(), said)
				}
				said = out.String()
			}
		}
	}
}
