package grouping

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"roundtable/planner"
)

// variant is a kind of generated meeting.
type variant string

// The kinds: soft targets and wide sizes; several memberships; sizes nearly
// forced, with pairs and organisation caps; and must targets on top.
const (
	baseVariant  variant = "base"
	multiVariant variant = "multi"
	tightVariant variant = "tight"
	hardVariant  variant = "hard"
)

// weighted draws an index with the given weights.
func weighted(r *rand.Rand, weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	x := r.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// generate makes a fictional meeting of n people and k groups: skewed and
// correlated attributes, popular and unpopular topics, truncated wishes, targets
// near the roster's own shares.
func generate(n, k int, kind variant, seed uint64) (*planner.Meeting, Options) {
	r := rand.New(rand.NewPCG(seed, uint64(n*100+k)))
	m := &planner.Meeting{}
	opts := DefaultOptions()
	stakeholders := []string{"Civil Society", "Government", "Private Sector", "Technical Community", "IGO"}
	regions := []string{"WEOG", "Africa", "Asia-Pacific", "GRULAC", "Eastern Europe"}
	appeal := make([]float64, k)
	for g := range appeal {
		appeal[g] = 1 / float64(1+g)
	}
	r.Shuffle(k, func(i, j int) { appeal[i], appeal[j] = appeal[j], appeal[i] })
	taste := make([][]float64, 5)
	for s := range taste {
		taste[s] = make([]float64, k)
		for g := range k {
			taste[s][g] = appeal[g] * (0.3 + r.ExpFloat64())
		}
	}
	for i := range n {
		s := weighted(r, []float64{33, 24, 24, 14, 5})
		reg := weighted(r, [][]float64{{40, 20, 20, 12, 8}, {30, 25, 25, 12, 8}, {55, 10, 20, 10, 5}, {45, 15, 20, 12, 8}, {60, 10, 15, 5, 10}}[s])
		gender := []string{"man", "woman", "other"}[weighted(r, []float64{60, 38, 2})]
		p := planner.Participant{
			ID: fmt.Sprintf("P%04d", i+1), ChairOK: planner.No,
			Values: map[planner.Dimension][]string{
				planner.Stakeholder: {stakeholders[s]}, planner.Region: {regions[reg]}, planner.Gender: {gender},
				planner.Organisation: {fmt.Sprintf("O%04d", r.IntN(n/2+1))},
			},
			Memberships: planner.Range{Min: 1, Max: 1},
		}
		if r.Float64() < 0.22 {
			p.ChairOK = planner.Yes
		}
		if kind == multiVariant {
			p.Memberships.Max = 1 + weighted(r, []float64{4, 4, 2})
		}
		left := slices.Clone(taste[s])
		for range min(k, 3+weighted(r, []float64{4, 3, 4})) {
			g := weighted(r, left)
			left[g] = 0
			p.Choices = append(p.Choices, fmt.Sprintf("G%02d", g+1))
		}
		m.Roster = append(m.Roster, p)
	}
	generateGroups(m, n, k, kind)
	generateTargets(m, n, k, kind, stakeholders, regions)
	if kind == tightVariant || kind == hardVariant {
		opts.MaxPerOrganisation = 2
		for range n / 25 {
			a, b := r.IntN(n), r.IntN(n)
			if a == b {
				continue
			}
			pair := planner.Pair{A: m.Roster[a].ID, B: m.Roster[b].ID, Kind: planner.Apart}
			if kind == tightVariant && r.IntN(2) == 0 && !inTogether(m.Pairs, pair) {
				pair.Kind = planner.Together
			}
			m.Pairs = append(m.Pairs, pair)
		}
	}
	return m, opts
}

// inTogether keeps generated together-pairs disjoint.
func inTogether(pairs []planner.Pair, x planner.Pair) bool {
	for _, p := range pairs {
		for _, id := range []string{p.A, p.B} {
			if id == x.A || id == x.B {
				return true
			}
		}
	}
	return false
}

func generateGroups(m *planner.Meeting, n, k int, kind variant) {
	avg := float64(n) / float64(k)
	lo, hi, chairs := 0.6, 1.45, 0
	switch kind {
	case multiVariant:
		lo, hi, chairs = 0.95, 2.2, 2
	case tightVariant:
		lo, hi, chairs = 0.82, 1.18, 2
	case hardVariant:
		lo, hi, chairs = 0.75, 1.22, 2
	}
	for g := range k {
		m.Groups = append(m.Groups, planner.GroupSpec{
			ID: fmt.Sprintf("G%02d", g+1), Topic: fmt.Sprintf("Topic %d", g+1), Chairs: chairs,
			Size: planner.Range{Min: int(avg * lo), Max: int(avg*hi) + 1},
		})
	}
}

func generateTargets(m *planner.Meeting, n, k int, kind variant, stakeholders, regions []string) {
	count := func(d planner.Dimension, v string) int {
		c := 0
		for i := range m.Roster {
			if m.Roster[i].Has(d, v) {
				c++
			}
		}
		return c
	}
	add := func(g int, d planner.Dimension, v string, t planner.Target) {
		t.ID, t.Dimension, t.Value, t.Group = fmt.Sprintf("Q%04d", len(m.Targets)+1), d, v, fmt.Sprintf("G%02d", g+1)
		m.Targets = append(m.Targets, t)
	}
	for g := range k {
		for i, v := range stakeholders {
			c := count(planner.Stakeholder, v)
			tier := planner.Should
			if kind == hardVariant && i < 3 && c >= 2*k {
				tier = planner.Must
			}
			add(g, planner.Stakeholder, v, planner.Target{Min: planner.LimitOf(max(1, c*6/(k*10))), MaxShare: planner.Percent(50), Tier: tier, Weight: 120})
		}
		for _, v := range regions {
			c := count(planner.Region, v)
			add(g, planner.Region, v, planner.Target{Min: planner.LimitOf(max(1, c*6/(k*10))), MaxShare: planner.Percent(50), Tier: planner.Should, Weight: 100})
		}
		tier := planner.Should
		if kind == hardVariant {
			tier = planner.Must
		}
		share := int64(count(planner.Gender, "woman") * 90 / n)
		add(g, planner.Gender, "woman", planner.Target{MinShare: planner.Percent(share), MaxShare: planner.Percent(65), Tier: tier, Weight: 80})
	}
}

// built is the meeting's problem, which must be possible to set up.
func built(t testing.TB, m *planner.Meeting, opts Options) *Problem {
	t.Helper()
	p, _, err := Build(m, m.Groups, opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// solved is the meeting's problem and plan, which holds.
func solved(t testing.TB, m *planner.Meeting, opts Options) (*Problem, *Plan) {
	t.Helper()
	p := built(t, m, opts)
	plan, err := Solve(context.Background(), p, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(p, plan); err != nil {
		t.Error(err)
	}
	return p, plan
}
