package ranking

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// TestLeaveOneOutAgainstRecount ranks again without each single ballot.
func TestLeaveOneOutAgainstRecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 4).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		ballots = append(ballots, ballots[0]) // removing one never leaves none
		weights := rapid.SampledFrom([]WeightMode{Auto, ByHeads}).Draw(t, "weights")
		policy := rapid.SampledFrom([]Policy{Last, Ignore}).Draw(t, "policy")
		change := func(o *Options) { o.Weights, o.Unranked, o.AgendaK = weights, policy, 1 }
		whole := rankT(t, listOf(m, ballots), change).Firmness
		var first, top int64
		var to []string
		for i, b := range ballots {
			if b.IsBlank() {
				continue
			}
			rest := slices.Clone(ballots)
			rest[i].Count--
			if rest[i].Count == 0 {
				rest = slices.Delete(rest, i, i+1)
			}
			f := rankT(t, listOf(m, rest), change).Firmness
			if !slices.Equal(f.First, whole.First) {
				first += b.Count
				to = append(to, without(f.First, whole.First)...)
			}
			if !slices.Equal(f.TopK, whole.TopK) {
				top += b.Count
			}
		}
		slices.Sort(to)
		to = slices.Compact(to)
		if l := whole.LeaveOneOut; l.First != first || l.TopK != top || !slices.Equal(l.FirstTo, to) {
			t.Fatalf("leave one out %+v, recounted %d, to %v, and %d", l, first, to, top)
		}
	})
}

// TestMarginAgainstExchanges looks for the smallest number of voters by trying
// all sets of them.
func TestMarginAgainstExchanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 4).Draw(t, "issues")
		var single []planner.Ballot
		for _, b := range drawBallots(t, m, false) {
			if b.Count = 1; !b.IsBlank() && len(single) < 7 {
				single = append(single, b)
			}
		}
		res := rankT(t, listOf(m, single), nil)
		for _, margin := range res.Firmness.Margins {
			a, b := slices.Index(letters, margin.Above), slices.Index(letters, margin.Below)
			best := int64(-1)
			if margin.Gap.Rat().Sign() == 0 {
				best = 0
			}
			for set := 1; set < 1<<len(single) && best != 0; set++ {
				people := int64(0)
				changed := make([]planner.Ballot, len(single))
				for i, x := range single {
					changed[i] = x
					if set>>i&1 != 0 {
						people++
						changed[i].Marks = slices.Clone(x.Marks)
						changed[i].Marks[a], changed[i].Marks[b] = x.Marks[b], x.Marks[a]
					}
				}
				if best >= 0 && people >= best {
					continue
				}
				now := supports(rankT(t, listOf(m, changed), nil))
				if now[margin.Below].Cmp(now[margin.Above]) > 0 {
					best = people
				}
			}
			if margin.People != best {
				t.Fatalf("%s over %s: %d people, by trying %d", margin.Above, margin.Below, margin.People, best)
			}
		}
	})
}

// supports gives the support of each issue.
func supports(res *Result) map[string]*big.Rat {
	out := make(map[string]*big.Rat)
	for _, row := range res.Issues {
		out[row.ID] = row.SupportExact.Rat()
	}
	return out
}
