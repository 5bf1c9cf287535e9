package votes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
)

// scored is a result of issues with the figure that each of two groups gives them.
func scored(figures [][2]float64) *ranking.Result {
	r := &ranking.Result{Ballots: 9, Groups: []ranking.Group{{Name: "G"}, {Name: "P"}}}
	for i, f := range figures {
		r.Issues = append(r.Issues, ranking.Issue{
			ID: fmt.Sprintf("Q%d", i+1), Rank: i + 1, Answers: 9, GroupSupport: map[string]float64{"G": f[0], "P": f[1]},
		})
	}
	return r
}

// "Q6 unites the groups most, Q6 splits them most": of any figures, no issue is said to do
// both, what unites has the highest of the lowest figures, and what splits the widest distance.
func TestNoIssueUnitesAndSplits(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	for range 2000 {
		figures := make([][2]float64, 2+random.IntN(5))
		for i := range figures { // few different figures, so that many are the same
			figures[i] = [2]float64{float64(random.IntN(5)) * 25, float64(random.IntN(5)) * 25}
		}
		r := scored(figures)
		all := spreads(r, r.Groups)
		unites, splits := spreadIssues(united(all)), spreadIssues(divided(all))
		for _, s := range all {
			id := s.issue.ID
			if slices.Contains(unites, id) && slices.Contains(splits, id) {
				t.Fatalf("%v: %s unites and splits", figures, id)
			}
			for _, other := range all {
				if slices.Contains(unites, id) && other.low > s.low || slices.Contains(splits, id) &&
					other.high-other.low > s.high-s.low {
					t.Fatalf("%v: %v unite, %v split, but for %s", figures, unites, splits, other.issue.ID)
				}
			}
		}
		section := AgreementSection(brief.New(brief.Input{Ranking: r}))
		for _, block := range section.Blocks {
			c, ok := block.(reports.Chart)
			if ok && len(unites) == 1 && strings.HasPrefix(c.Summary, unites[0]+" splits") {
				t.Fatalf("%v: %s %s", figures, section.Lead, c.Summary)
			}
		}
	}
}
