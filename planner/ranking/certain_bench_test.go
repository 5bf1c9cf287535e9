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

// fewAnswersRules are the ways to let few answers count as little that were tried: up to
// least stand-ins at the mean of a group or the middle of the scale, and issues that no more
// than a part of the voters answered, of those that answered the one most answered, set
// apart. A floor is what a group needs to say anything.
var fewAnswersRules = []struct {
	name         string
	least, floor int
	middle       bool
	apart        float64
}{
	{"as_they_are", 0, 1, false, 0},
	{"floor_3", 0, 3, false, 0},
	{"middle_3", 3, 0, true, 0},
	{"mean_1", 1, 0, false, 0},
	{"mean_3", 3, 0, false, 0},
	{"a_fifth", 3, 0, false, 1. / 5},
	{"a_quarter", 3, 0, false, 1. / 4},
	{"a_third", 3, 0, false, 1. / 3},
	{"a_third_mean_1", 1, 0, false, 1. / 3},
	{"a_third_as_they_are", 0, 1, false, 1. / 3},
	{"half", 3, 0, false, 1. / 2},
}

// BenchmarkFewAnswers compares them on votes whose truth is known: 12 statements, of
// which a third are seen by 4 to 8 in a hundred; scores from 1 to 5 of which most are
// high, or hums of which most are for.
func BenchmarkFewAnswers(b *testing.B) {
	const m, votes = 12, 1500
	for _, sizes := range [][]int{{30, 15, 10, 5}, {60}, {5, 5, 5, 5}} {
		for _, kind := range []planner.BallotKind{planner.Score, planner.Hum} {
			for _, rule := range fewAnswersRules {
				b.Run(fmt.Sprint(sizes, kind, "/", rule.name), func(b *testing.B) {
					var right, cost, few float64
					for b.Loop() {
						right, cost, few = 0, 0, 0
						for v := range uint64(votes) {
							truth, sums, counts := statements(rand.New(rand.NewPCG(1, v)), sizes, m, kind)
							support, reach := make([]float64, m), make([]float64, m)
							for a := range m {
								total, said := 0.0, 0.0
								for g, size := range sizes {
									top, n := 0.0, 0
									for c := range m {
										top, n = top+sums[g][c], n+counts[g][c]
									}
									centre := top / float64(max(n, 1))
									if rule.middle {
										centre = .5
									}
									n = counts[g][a]
									reach[a] += float64(n) / float64(size)
									if q := min(rule.least, size-n); q+n > 0 && (n >= rule.floor || n == size) {
										total, said = total+(sums[g][a]+float64(q)*centre)/float64(n+q), said+1
									}
								}
								support[a] = total / max(said, 1)
							}
							first := -1
							for a := range m {
								if reach[a] > rule.apart*slices.Max(reach) && (first < 0 || support[a] > support[first]) {
									first = a
								}
							}
							answers := 0
							for g := range sizes {
								answers += counts[g][first]
							}
							best := slices.Max(truth)
							if truth[first] == best {
								right++
							}
							if answers < 6 {
								few++
							}
							cost += best - truth[first]
						}
					}
					b.ReportMetric(100*right/votes, "%right")
					b.ReportMetric(100*cost/votes, "cost")
					b.ReportMetric(100*few/votes, "%few")
				})
			}
		}
	}
}

// statements draws one vote on statements: what each is worth to all, and the sums and
// numbers of the answers of each group.
func statements(rng *rand.Rand, sizes []int, m int, kind planner.BallotKind) (truth []float64, sums [][]float64, counts [][]int) {
	centre, answer := 3.9, func(x float64) float64 { return (min(5, max(1, math.Round(x))) - 1) / 4 }
	if kind == planner.Hum {
		centre, answer = 3.6, func(x float64) float64 {
			switch {
			case x < 2.4:
				return 0
			case x > 3.2:
				return 1
			default:
				return .5
			}
		}
	}
	worth, seen := make([]float64, m), make([]float64, m)
	for a := range worth {
		worth[a] = centre + .6*rng.NormFloat64()
		seen[a] = []float64{.9, .9, .6, .3, .08, .04}[rng.IntN(6)]
	}
	truth = make([]float64, m)
	for _, size := range sizes {
		own, sum, n := make([]float64, m), make([]float64, m), make([]int, m)
		const many = 300
		for a := range own {
			own[a] = worth[a] + .4*rng.NormFloat64()
			for range many {
				truth[a] += answer(own[a]+.3*rng.NormFloat64()+.9*rng.NormFloat64()) / many / float64(len(sizes))
			}
		}
		for range size {
			mood := .3 * rng.NormFloat64()
			for a := range own {
				if rng.Float64() < seen[a] {
					sum[a] += answer(own[a] + mood + .9*rng.NormFloat64())
					n[a]++
				}
			}
		}
		sums, counts = append(sums, sum), append(counts, n)
	}
	return truth, sums, counts
}
