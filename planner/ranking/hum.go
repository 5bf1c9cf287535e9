package ranking

import (
	"fmt"

	"roundtable/planner"
)

// The readings of a hum.
const (
	humConsensus = "consensus"
	humRough     = "rough consensus"
	humDivided   = "divided"
	humSilent    = "no answers"
)

// describe states the thresholds in a sentence.
func (t HumThresholds) describe() string {
	return fmt.Sprintf("consensus: in every group at least %s of the answers are for and at most %s against; rough consensus: at least %s for and at most %s against; otherwise divided",
		percent(t.ConsensusFor), percent(t.ConsensusAgainst), percent(t.RoughFor), percent(t.RoughAgainst))
}

func percent(r planner.Ratio) string {
	p := r.Rat()
	return ratText(p.Mul(p, hundred())) + " %"
}

// hum reads the hum on an issue, nil when no ballot is a hum. The groups decide
// together: the reading of the whole is the weakest reading of any group that
// answered, so that a large group cannot hum a small one down. Without groups
// all answers are one group.
func (x *election) hum(a int) *HumReading {
	if !x.has(planner.Hum) {
		return nil
	}
	out := &HumReading{Reading: humSilent}
	strength := map[string]int{humSilent: 3, humConsensus: 2, humRough: 1, humDivided: 0}
	first := 0
	if len(x.groups) == 0 {
		first = -1
	}
	for g := first; g < len(x.groups); g++ {
		h := HumGroup{Group: "all"}
		if g >= 0 {
			h.Group = x.groups[g]
		}
		for i, t := range x.tally {
			if x.classes[i].group == g && x.classes[i].kind == planner.Hum {
				h.For += t.graded(1, a)
				h.Neutral += t.graded(0, a)
				h.Against += t.graded(-1, a)
			}
		}
		h.Reading = x.opts.Hum.read(h)
		out.Groups = append(out.Groups, h)
		if strength[h.Reading] < strength[out.Reading] {
			out.Reading = h.Reading
		}
	}
	return out
}

// read applies the thresholds to one group's answers, exactly.
func (t HumThresholds) read(h HumGroup) string {
	n := h.For + h.Neutral + h.Against
	atLeast := func(k int64, r planner.Ratio) bool { return k*r.Den >= r.Num*n }
	atMost := func(k int64, r planner.Ratio) bool { return k*r.Den <= r.Num*n }
	switch {
	case n == 0:
		return humSilent
	case atLeast(h.For, t.ConsensusFor) && atMost(h.Against, t.ConsensusAgainst):
		return humConsensus
	case atLeast(h.For, t.RoughFor) && atMost(h.Against, t.RoughAgainst):
		return humRough
	default:
		return humDivided
	}
}
