package electorate

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
)

// Weights is the weight of one ballot of each cell, exact; see [Electorate.Weights]
// for those by class. They sum to the number of ballots (times their source
// weights), except by organisation, where they sum to the number of organisations.
type Weights []*big.Rat

// Heads gives every ballot its source weight: w = s.
func (p *Profile) Heads() Weights {
	w := make(Weights, len(p.cells))
	for i := range p.cells {
		w[i] = p.cells[i].sourceRat()
	}
	return w
}

// Shares gives each group its share of the weight, w = s·N·t_g/n_g, scaled so
// that the shares sum to 1; without given ones all groups have the same. With
// spread, ballots without a group count as 1/G of a member of each: n_g grows by
// n_0/G and such a ballot weighs the mean of the groups' weights. There must be
// groups.
func (p *Profile) Shares(given map[string]planner.Ratio, spread bool) (Weights, error) {
	shares, err := targetShares("group", p.Groups, given)
	if err != nil {
		return nil, err
	}
	all := p.total(func(*cell) bool { return true })
	loose := p.total(func(c *cell) bool { return c.group < 0 })
	perGroup := exact.Zeros(len(p.Groups))
	mean := new(big.Rat)
	g := big.NewRat(1, int64(len(p.Groups)))
	for i := range p.Groups {
		n := p.total(func(c *cell) bool { return c.group == i })
		if spread {
			n.Add(n, new(big.Rat).Mul(loose, g))
		}
		if n.Sign() > 0 {
			perGroup[i].Mul(all, shares[i]).Quo(perGroup[i], n)
		}
		mean.Add(mean, new(big.Rat).Mul(perGroup[i], g))
	}
	w := p.Heads()
	for i := range p.cells {
		base := mean
		if g := p.cells[i].group; g >= 0 {
			base = perGroup[g]
		}
		w[i].Mul(w[i], base)
	}
	return w, nil
}

// total is the sum of the source weights of the cells that pass the filter.
func (p *Profile) total(keep func(*cell) bool) *big.Rat {
	sum := new(big.Rat)
	for i := range p.cells {
		if c := &p.cells[i]; keep(c) {
			sum.Add(sum, c.weight())
		}
	}
	return sum
}

// targetShares lines the given shares up with the labels met, scaled to sum to
// 1; when none are given all labels have the same. Otherwise every label needs a
// share and every share a label.
func targetShares(what string, labels []string, given map[string]planner.Ratio) ([]*big.Rat, error) {
	shares := exact.Zeros(len(labels))
	if len(given) == 0 {
		for _, s := range shares {
			s.SetFrac64(1, int64(len(labels)))
		}
		return shares, nil
	}
	sum := new(big.Rat)
	var missing, extra []string
	for i, l := range labels {
		shares[i].Set(given[l].Rat())
		if shares[i].Sign() <= 0 {
			missing = append(missing, l)
		}
		sum.Add(sum, shares[i])
	}
	for _, l := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(labels, l) && given[l].Rat().Sign() != 0 {
			extra = append(extra, l)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no target share for the %s %s", what, strings.Join(missing, ", "))
	}
	if len(extra) > 0 {
		return nil, fmt.Errorf("a target share is given for %s, but no ballot has this %s",
			strings.Join(extra, ", "), what)
	}
	if len(labels) == 0 {
		return nil, fmt.Errorf("weights by shares need ballots that carry a %s", what)
	}
	for _, s := range shares {
		s.Quo(s, sum)
	}
	return shares, nil
}

// Organisations gives each organisation one vote: w = s/n_org, n_org being its
// source weights added up. A ballot without an organisation stands for itself.
func (p *Profile) Organisations() Weights {
	sums := exact.Zeros(len(p.orgs))
	for i := range p.cells {
		if c := &p.cells[i]; c.org >= 0 {
			sums[c.org].Add(sums[c.org], c.weight())
		}
	}
	w := make(Weights, len(p.cells))
	for i := range p.cells {
		switch c := &p.cells[i]; {
		case c.org < 0:
			w[i] = exact.Int(1)
		case sums[c.org].Sign() > 0:
			w[i] = c.sourceRat()
			w[i].Quo(w[i], sums[c.org])
		default:
			w[i] = new(big.Rat)
		}
	}
	return w
}
