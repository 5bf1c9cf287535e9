package ranking

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// society is groups whose members think alike in part: every issue has a worth to all
// and to each group, and every voter adds a taste of their own.
type society struct {
	worth [][]float64 // by group and issue
	truth []int       // the rank of each issue, had very many voted
	order []int
}

var sampleGroups = []string{"Civil Society", "Government", "Private Sector", "Technical Community", "Intergovernmental"}

func newSociety(rng *rand.Rand, groups, m int) *society {
	s := &society{}
	base := make([]float64, m)
	for a := range base {
		base[a] = .8 * rng.NormFloat64()
	}
	support := make([]float64, m)
	const many = 3000
	for range groups {
		own := make([]float64, m)
		for a := range own {
			own[a] = base[a] + .5*rng.NormFloat64()
		}
		s.worth = append(s.worth, own)
		marks := make([]planner.Mark, m)
		for range many {
			s.vote(rng, len(s.worth)-1, marks)
			for a, place := range marks {
				support[a] += float64(m) - float64(place)
			}
		}
	}
	s.order = make([]int, m)
	for a := range s.order {
		s.order[a] = a
	}
	slices.SortFunc(s.order, func(a, b int) int { return int(support[b] - support[a]) })
	s.truth = make([]int, m)
	for i, a := range s.order {
		s.truth[a] = i + 1
	}
	return s
}

// vote ranks all issues as one member of a group would.
func (s *society) vote(rng *rand.Rand, group int, marks []planner.Mark) {
	u := make([]float64, len(marks))
	for a := range u {
		u[a] = s.worth[group][a] - math.Log(-math.Log(rng.Float64()))
	}
	for a := range u {
		marks[a] = 1
		for _, other := range u {
			if other > u[a] {
				marks[a]++
			}
		}
	}
}

// BenchmarkFirmness looks how often what is said to be sure is so: 400 votes drawn from
// societies whose order is known, in groups of several sizes. It reports, in per cent,
// how often the verdict is stable and then right, how often a firm top is told and then
// right, and how many of the intervals hold the true rank.
func BenchmarkFirmness(b *testing.B) {
	const m, votes = 6, 400
	for _, sizes := range [][]int{{60}, {12}, {30, 15, 10, 5}, {14, 9, 9, 9, 2}, {5, 5, 5, 5, 5}, {14, 9, 9, 2, 2}, {6, 6, 2}} {
		b.Run(fmt.Sprint(sizes), func(b *testing.B) {
			var stable, stableRight, firm, firmRight, held, intervals float64
			for b.Loop() {
				stable, stableRight, firm, firmRight, held, intervals = 0, 0, 0, 0, 0, 0
				for v := range uint64(votes) {
					rng := rand.New(rand.NewPCG(v, 7))
					s := newSociety(rng, len(sizes), m)
					p := profileText{ballots: planner.NewBallots(m)}
					for a := range m {
						p.issues = append(p.issues, planner.Issue{ID: letters[a]})
					}
					for g, n := range sizes {
						for range n {
							marks := make([]planner.Mark, m)
							s.vote(rng, g, marks)
							x := planner.Ballot{Kind: planner.Ranking, Marks: marks, Count: 1}
							if len(sizes) > 1 {
								x.Group = sampleGroups[g]
							}
							p.ballots.Add(x)
						}
					}
					res := p.rank(b, func(o *Options) { o.Bootstrap, o.Seed = 1000, v })
					if res.Firmness.Verdict == Stable {
						stable++
						if res.Issues[0].ID == letters[s.order[0]] {
							stableRight++
						}
					}
					if f := res.Firmness.FirmTop; f != nil && f.K < m {
						firm++
						top := slices.Sorted(slices.Values(s.order[:f.K]))
						if slices.Equal(positions(letters, f.Issues), top) {
							firmRight++
						}
					}
					for _, row := range res.Issues {
						if row.RankInterval == nil {
							continue
						}
						intervals++
						if rank := s.truth[slices.Index(letters, row.ID)]; row.RankInterval[0] <= rank && rank <= row.RankInterval[1] {
							held++
						}
					}
				}
			}
			b.ReportMetric(100*stable/votes, "%stable")
			b.ReportMetric(100*stableRight/max(stable, 1), "%right")
			b.ReportMetric(100*firm/votes, "%firm")
			b.ReportMetric(100*firmRight/max(firm, 1), "%firmright")
			b.ReportMetric(100*held/max(intervals, 1), "%covered")
		})
	}
}
