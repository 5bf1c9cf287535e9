package ranking

import (
	"math/big"

	"roundtable/planner"
)

// certify checks justified representation and EJR+ of a set, exactly.
func (p *approvals) certify(set []int) Certificate {
	x := p.x
	out := Certificate{JR: true, EJRPlus: true}
	in := make([]bool, x.m)
	have := make([]int32, len(p.sets))
	for _, a := range set {
		in[a] = true
		for _, f := range p.fans[a] {
			have[f]++
		}
	}
	k := big.NewInt(int64(len(set)))
	for a := range x.m {
		if in[a] || len(set) == 0 {
			continue
		}
		few := make([]*big.Int, len(set)+1) // weight of fans with exactly h issues on the agenda
		for h := range few {
			few[h] = new(big.Int)
		}
		for _, f := range p.fans[a] {
			w := new(big.Int).Mul(x.unit[p.class[f]], big.NewInt(p.count[f]))
			few[have[f]].Add(few[have[f]], w)
		}
		below := new(big.Int)
		for level := 1; level <= len(set); level++ {
			below.Add(below, few[level-1])
			need := new(big.Int).Mul(x.total, big.NewInt(int64(level)))
			if below.Sign() > 0 && new(big.Int).Mul(below, k).Cmp(need) >= 0 {
				out.EJRPlus = false
				if level == 1 {
					out.JR = false
				}
				out.Violations = append(out.Violations, Violation{
					Issue: x.ids[a], Level: level, Weight: x.exact(below, 1),
					Needed: planner.ExactOf(new(big.Rat).SetFrac(need, new(big.Int).Mul(x.den, k))),
				})
			}
		}
	}
	return out
}
