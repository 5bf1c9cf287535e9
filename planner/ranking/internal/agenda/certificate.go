package agenda

import "math/big"

// Certificate holds the representation axioms that were checked; see
// ranking.Certificate.
type Certificate struct {
	JR, EJRPlus bool
	Violations  []Violation
}

// Violation is one failure of EJR+: the fans of an issue with fewer than Level
// issues on the agenda have the weight Weight and Needed is enough.
type Violation struct {
	Issue, Level   int
	Weight, Needed *big.Rat
}

// Certify checks justified representation and EJR+ of a set, exactly: of as many places as
// were asked for where bounds may leave some empty.
func (p *Profile) Certify(set []int) Certificate {
	x := p.x
	out := Certificate{JR: true, EJRPlus: true}
	in := make([]bool, x.M)
	have := make([]int32, len(p.sets))
	for _, a := range set {
		in[a] = true
		for _, f := range p.fans[a] {
			have[f]++
		}
	}
	places := len(set)
	if p.k < p.asked {
		places = p.asked
	}
	k := big.NewInt(int64(places))
	for a := range x.M {
		if in[a] || places == 0 {
			continue
		}
		few := make([]*big.Int, places+1) // weight of fans with exactly h issues on the agenda
		for h := range few {
			few[h] = new(big.Int)
		}
		for _, f := range p.fans[a] {
			w := new(big.Int).Mul(x.Unit[p.class[f]], big.NewInt(p.count[f]))
			few[have[f]].Add(few[have[f]], w)
		}
		below := new(big.Int)
		for level := 1; level <= places; level++ {
			below.Add(below, few[level-1])
			need := new(big.Int).Mul(x.Total, big.NewInt(int64(level)))
			if new(big.Int).Mul(below, k).Cmp(need) >= 0 {
				out.EJRPlus = false
				if level == 1 {
					out.JR = false
				}
				needed := x.Rat(need, int64(places))
				out.Violations = append(out.Violations, Violation{a, level, x.Rat(below, 1), needed})
			}
		}
	}
	return out
}
