package grouping

// The tiers of a choice where fairness is asked for: fine, on the person's list
// but beyond the worst choice allowed, and outside the list.
const (
	fineTier    = 0
	beyondTier  = 1
	outsideTier = 2
)

// choiceTier places a seat of person i in group g when worst is the worst
// choice allowed (0: any choice is fine). People who did not vote are always
// fine.
func (m *model) choiceTier(i, g, worst int) uint8 {
	switch r := m.rank[i][g]; {
	case !m.voted[i]:
		return fineTier
	case r == 0:
		return outsideTier
	case worst > 0 && r > worst:
		return beyondTier
	default:
		return fineTier
	}
}

// withFairness returns the model under a rung of the fairness ladder: nobody on
// whose list a group is sits in nothing better than choice worst (0: no limit),
// and at most outside people have no group on their list at all.
func (m *model) withFairness(worst, outside int) *model {
	f := *m
	K := m.K()
	f.tier = make([]uint8, len(m.people)*K)
	f.noneTier = make([]uint8, len(m.people))
	for i := range m.people {
		if m.voted[i] {
			f.noneTier[i] = outsideTier
		}
		for g := range K {
			f.tier[i*K+g] = m.choiceTier(i, g, worst)
		}
	}
	f.outsideMax = outside
	// In the search, where limits must be prices: below a hard rule, above
	// anything soft.
	cost := m.hardPoints() / limitShare
	f.tierCost = [3]int64{0, cost, cost}
	return &f
}

// limitShare is how many people beyond a limit of fairness weigh as much as one
// by whom a hard rule is missed.
const limitShare = 5

// outsidePoints is what a person outside their list costs in a model that counts
// nothing else.
const outsidePoints = 100

// countingOutside returns a model whose value is −outsidePoints for each person
// outside their list, and with worst also for each person whose best choice is
// beyond it, under the hard rules alone.
func (m *model) countingOutside(worst int) *model {
	f := m.hardOnly().withFairness(worst, 0)
	f.countTiers = true
	f.tierCost = [3]int64{0, outsidePoints, outsidePoints}
	f.grain = f.granularity()
	return f
}

// bestTier is the best tier among a person's groups.
func (m *model) bestTier(i int, gs []int32) uint8 {
	t := m.noneTier[i]
	for _, g := range gs {
		t = min(t, m.tier[i*m.K()+int(g)])
	}
	return t
}

// tierPenalty is what fairness takes off: points where tiers are counted,
// otherwise broken rules.
func (m *model) tierPenalty(s seating) (points, broken int64) {
	if m.tier == nil {
		return 0, 0
	}
	var n [3]int64
	for u, gs := range s {
		for _, i := range m.units[u].people {
			n[m.bestTier(int(i), gs)]++
		}
	}
	if m.countTiers {
		return n[beyondTier]*m.tierCost[beyondTier] + n[outsideTier]*m.tierCost[outsideTier], 0
	}
	return 0, n[beyondTier] + max(0, n[outsideTier]-int64(m.outsideMax))
}

// bestRank is the rank of the best choice among a person's groups, 0 if none is
// on the list.
func (m *model) bestRank(i int, gs []int32) int {
	best := 0
	for _, g := range gs {
		if r := m.rank[i][g]; r > 0 && (best == 0 || r < best) {
			best = r
		}
	}
	return best
}

// outsideOf counts the voters without any group of their list.
func (m *model) outsideOf(x seating) int {
	n := 0
	for u, gs := range x {
		for _, i := range m.units[u].people {
			if m.voted[i] && m.bestRank(int(i), gs) == 0 {
				n++
			}
		}
	}
	return n
}

// worstOf is the worst best choice of anyone on their list; 0 if nobody is.
func (m *model) worstOf(x seating) int {
	worst := 0
	for u, gs := range x {
		for _, i := range m.units[u].people {
			worst = max(worst, m.bestRank(int(i), gs))
		}
	}
	return worst
}
