package model

// The tiers of a choice where fairness is asked for: fine, on the person's list
// but beyond the worst choice allowed, and outside the list.
const (
	FineTier    = 0
	BeyondTier  = 1
	OutsideTier = 2
)

// WithFairness returns the model under a rung of the fairness ladder: nobody on
// whose list a group is sits in nothing better than choice worst (0: no limit),
// and at most outside people have no group on their list at all.
func (m *Model) WithFairness(worst, outside int) *Model {
	f := *m
	K := m.K()
	f.Tier = make([]uint8, len(m.People)*K)
	f.NoneTier = make([]uint8, len(m.People))
	for i := range m.People {
		if !m.Voted[i] {
			continue // people who did not vote are fine anywhere
		}
		f.NoneTier[i] = OutsideTier
		for g, r := range m.Rank[i] {
			if r == 0 {
				f.Tier[i*K+g] = OutsideTier
			} else if worst > 0 && r > worst {
				f.Tier[i*K+g] = BeyondTier
			}
		}
	}
	f.OutsideMax = outside
	// In the search, where limits must be prices: below a hard rule, above
	// anything soft.
	cost := m.HardPoints() / limitShare
	f.TierCost = [3]int64{0, cost, cost}
	return &f
}

// limitShare is how many people beyond a limit of fairness weigh as much as one
// by whom a hard rule is missed.
const limitShare = 5

// OutsidePoints is what a person outside their list costs in a model that counts
// nothing else.
const OutsidePoints = 100

// CountingOutside returns a model whose value is −outsidePoints for each person
// outside their list, and with worst also for each person whose best choice is
// beyond it, under the hard rules alone.
func (m *Model) CountingOutside(worst int) *Model {
	f := m.HardOnly().WithFairness(worst, 0)
	f.CountTiers = true
	f.TierCost = [3]int64{0, OutsidePoints, OutsidePoints}
	f.Grain = f.Granularity()
	return f
}

// BestTier is the best tier among a person's groups.
func (m *Model) BestTier(i int, gs []int32) uint8 {
	t := m.NoneTier[i]
	for _, g := range gs {
		t = min(t, m.Tier[i*m.K()+int(g)])
	}
	return t
}

// tierPenalty is what fairness takes off: points where tiers are counted,
// otherwise broken rules.
func (m *Model) tierPenalty(s Seating) (points, broken int64) {
	if m.Tier == nil {
		return 0, 0
	}
	var n [3]int64
	for u, gs := range s {
		for _, i := range m.Units[u].People {
			n[m.BestTier(int(i), gs)]++
		}
	}
	if m.CountTiers {
		return n[BeyondTier]*m.TierCost[BeyondTier] + n[OutsideTier]*m.TierCost[OutsideTier], 0
	}
	return 0, n[BeyondTier] + max(0, n[OutsideTier]-int64(m.OutsideMax))
}

// BestRank is the rank of the best choice among a person's groups, 0 if none is
// on the list.
func (m *Model) BestRank(i int, gs []int32) int {
	best := 0
	for _, g := range gs {
		if r := m.Rank[i][g]; r > 0 && (best == 0 || r < best) {
			best = r
		}
	}
	return best
}

// OutsideOf counts the voters without any group of their list.
func (m *Model) OutsideOf(x Seating) int {
	n := 0
	for u, gs := range x {
		for _, i := range m.Units[u].People {
			if m.Voted[i] && m.BestRank(int(i), gs) == 0 {
				n++
			}
		}
	}
	return n
}

// WorstOf is the worst best choice of anyone on their list; 0 if nobody is.
func (m *Model) WorstOf(x Seating) int {
	worst := 0
	for u, gs := range x {
		for _, i := range m.Units[u].People {
			worst = max(worst, m.BestRank(int(i), gs))
		}
	}
	return worst
}

// TooLate reports whether group g is beyond the worst choice allowed for somebody in a
// unit with one seat.
func (m *Model) TooLate(u int, g int32) bool {
	if m.Tier == nil || m.CountTiers || m.Units[u].Hi > 1 {
		return false
	}
	for _, i := range m.Units[u].People {
		if m.Tier[int(i)*m.K()+int(g)] == BeyondTier {
			return true
		}
	}
	return false
}
