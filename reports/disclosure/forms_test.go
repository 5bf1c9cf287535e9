package disclosure_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/disclosure"
)

// randomForms is a vote by rankings, points, approvals or scores, weighed by heads, by
// groups or by organisations.
func randomForms(rnd *rand.Rand) vote {
	v := vote{mode: ranking.ByHeads, top: 1, budget: 3 + rnd.IntN(8), ties: rnd.IntN(2) == 0}
	v.kind = []planner.BallotKind{
		planner.Ranking, planner.Ranking, planner.Points, planner.Points, planner.Approval, planner.Score,
	}[rnd.IntN(6)]
	if v.kind == planner.Score {
		v.top = 2 + rnd.IntN(4)
	}
	issues, n := 2+rnd.IntN(6), 2+rnd.IntN(59)
	if rnd.IntN(3) == 0 {
		n = 2 + rnd.IntN(14)
	}
	common := make([]float64, issues) // what most agree on, wholly or hardly
	for i := range common {
		common[i] = rnd.Float64()
	}
	spread := []float64{0, 0.05, 0.3, 1}[rnd.IntN(4)]
	sizes := 1 + rnd.IntN(4)
	if v.mode = []ranking.WeightMode{ranking.ByHeads, ranking.ByGroups, ranking.ByOrganisation}[rnd.IntN(3)]; sizes == 1 {
		v.mode = ranking.ByHeads
	}
	for j := range n {
		like := slices.Clone(common)
		for i := range like {
			like[i] += spread * rnd.NormFloat64()
		}
		v.marks = append(v.marks, v.ballot(rnd, like))
		v.weights = append(v.weights, 1)
		v.groups = append(v.groups, planner.StakeholderGroups()[min(j%5, rnd.IntN(sizes))])
		v.offices = append(v.offices, fmt.Sprint("Office ", rnd.IntN(n)))
	}
	return v
}

// ballot is of somebody who likes the issues so much.
func (v *vote) ballot(rnd *rand.Rand, like []float64) []int {
	b := make([]int, len(like))
	switch v.kind {
	case planner.Ranking:
		for i := range b {
			for j := range b {
				if like[j] > like[i] {
					b[i]++
				}
			}
			if v.ties && rnd.IntN(3) == 0 {
				b[i] = rnd.IntN(len(b))
			}
		}
		if v.ties { // levels without gaps, as they are read
			b = dense(b)
		}
	case planner.Points:
		sum := 0.0
		for _, x := range like {
			sum += max(x, 0)
		}
		for range v.budget {
			at, i := rnd.Float64()*sum, 0
			for ; i < len(like)-1 && at >= max(like[i], 0); i++ {
				at -= max(like[i], 0)
			}
			b[i]++
		}
	default:
		for i, x := range like {
			b[i] = min(max(int(x*float64(v.top+1)), 0), v.top)
		}
		if slices.Max(b) == 0 {
			b[rnd.IntN(len(b))] = 1
		}
	}
	return b
}

func dense(b []int) []int {
	levels := slices.Clone(b)
	slices.Sort(levels)
	levels = slices.Compact(levels)
	out := make([]int, len(b))
	for i, v := range b {
		out[i] = slices.Index(levels, v)
	}
	return out
}

// readGroups takes from the page which issues are among the first of each group.
func readGroups(page []byte) map[string][]int {
	out := map[string][]int{}
	_, rest, ok := strings.Cut(string(page), `<table id="t-bygroup"`)
	if !ok {
		return nil
	}
	rest, _, _ = strings.Cut(rest, "</table>")
	head, _, _ := strings.Cut(rest, "</thead>")
	var names []string
	for _, c := range cellOf.FindAllStringSubmatch(head, -1) {
		names = append(names, plain(c[1]))
	}
	for _, row := range rowOf.FindAllString(rest, -1) {
		cells := cellOf.FindAllStringSubmatch(row, -1)
		id, _, _ := strings.Cut(plain(cells[0][1]), " ")
		n, err := strconv.Atoi(strings.TrimPrefix(id, "Q"))
		for at := 1; at < len(cells) && err == nil; at++ {
			if plain(cells[at][1]) != "" {
				out[names[at]] = append(out[names[at]], n-1)
			}
		}
	}
	return out
}

// tellings is all that a page says: of all ballots, and of those of groups.
func (v *vote) tellings(page read, groups map[string][]int, weights []int64) []telling {
	issues := len(v.marks[0])
	out := []telling{tellingOf(page, weights, issues)}
	for _, name := range planner.StakeholderGroups() {
		if groups[name] == nil {
			continue
		}
		t := telling{first: true, order: groups[name], weights: make([]int64, len(weights)), paper: make([]int, issues)}
		for at, i := range page.order {
			t.paper[i] = at
		}
		for j, g := range v.groups {
			if g == name {
				t.weights[j] = 1
			}
		}
		out = append(out, t)
	}
	return out
}

// someOf is a few different numbers below n, and the one of the heaviest.
func someOf(rnd *rand.Rand, weights []int64, few int) []int {
	out := []int{slices.Index(weights, slices.Max(weights)), slices.Index(weights, slices.Min(weights))}
	for len(out) < few {
		out = append(out, rnd.IntN(len(weights)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Rankings, points, approvals and scores, in every weighting, with the first issues of
// groups or without: whoever knows one ballot knows nothing more of another.
func TestAttackForms(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range attacked(300) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 15))
		v := randomForms(rnd)
		policy := disclosure.DefaultPolicy()
		policy.VotesByGroup = rnd.IntN(2) == 0
		page, _, weights := v.finish(t, policy)
		told := readPage(t, page)
		groups := readGroups(page)
		if len(told.order) == 0 {
			if groups != nil || bytes.Contains(page, []byte("First: ")) {
				t.Errorf("seed %d: something is told of a vote of which nothing may be", seed)
			}
			seen["nothing"]++
			continue
		}
		seen[v.kind.String()]++
		seen[string(v.mode)]++
		if groups != nil {
			seen["by group"]++
		}
		why := anyBetrayed(v.form(), v.marks, v.tellings(told, groups, weights), rnd,
			someOf(rnd, weights, 2), someOf(rnd, weights, 5))
		if why != "" {
			t.Errorf("seed %d, %s (%d), %d ballots, %s, groups %v: %s; read %+v",
				seed, v.kind, v.budget, len(v.marks), v.mode, groups, why, told)
		}
	}
	t.Log(seen)
	for _, what := range []string{
		"ranking", "points", "approval", "score", "heads", "groups", "organisation", "by group", "nothing",
	} {
		if seen[what] == 0 {
			t.Errorf("no vote of %s was attacked: %v", what, seen)
		}
	}
}
