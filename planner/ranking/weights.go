package ranking

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
)

// weighting is the weight of one ballot of each cell, exact.
type weighting struct {
	mode   WeightMode
	cells  []*big.Rat // zero for cells that do not count
	raking *Raking
}

// weigh computes the weights of a mode other than Auto. All weights sum to the
// number of ballots (times their source weights), except by organisation, where
// they sum to the number of organisations.
func (p *profile) weigh(mode WeightMode, opts *Options) (*weighting, error) {
	w := &weighting{mode: mode, cells: make([]*big.Rat, len(p.cells))}
	switch mode {
	case ByHeads, ByOrganisationTwoStage:
		for i := range p.cells {
			w.cells[i] = p.cells[i].sourceRat()
		}
	case ByGroups:
		p.weighGroups(w, equalShares(len(p.groups)), opts.NoGroup == SpreadThem)
	case ByShares:
		shares, err := p.targetShares("group", p.groups, opts.Shares)
		if err != nil {
			return nil, err
		}
		p.weighGroups(w, shares, opts.NoGroup == SpreadThem)
	case Raked:
		if err := p.rake(w, opts); err != nil {
			return nil, err
		}
	case ByOrganisation:
		p.weighOrganisations(w)
	}
	return w, nil
}

// total is the sum of the source weights of the cells that pass the filter.
func (p *profile) total(keep func(*cell) bool) *big.Rat {
	sum := new(big.Rat)
	for i := range p.cells {
		c := &p.cells[i]
		if keep(c) {
			sum.Add(sum, new(big.Rat).Mul(c.sourceRat(), new(big.Rat).SetInt64(c.n)))
		}
	}
	return sum
}

func equalShares(n int) []*big.Rat {
	s := make([]*big.Rat, n)
	for i := range s {
		s[i] = big.NewRat(1, int64(n))
	}
	return s
}

// weighGroups sets w = N·t_g/n_g. With spread, ballots without a group count as
// 1/G of a member of each: n_g grows by n_0/G and such a ballot weighs the mean
// of the groups' weights.
func (p *profile) weighGroups(w *weighting, shares []*big.Rat, spread bool) {
	all := p.total(func(*cell) bool { return true })
	loose := p.total(func(c *cell) bool { return c.group < 0 })
	perGroup := make([]*big.Rat, len(p.groups))
	mean := new(big.Rat)
	g := big.NewRat(1, int64(len(p.groups)))
	for i := range p.groups {
		n := p.total(func(c *cell) bool { return c.group == i })
		if spread {
			n.Add(n, new(big.Rat).Mul(loose, g))
		}
		perGroup[i] = new(big.Rat)
		if n.Sign() > 0 {
			perGroup[i].Mul(all, shares[i])
			perGroup[i].Quo(perGroup[i], n)
		}
		mean.Add(mean, new(big.Rat).Mul(perGroup[i], g))
	}
	for i := range p.cells {
		c := &p.cells[i]
		base := mean
		if c.group >= 0 {
			base = perGroup[c.group]
		}
		w.cells[i] = new(big.Rat).Mul(c.sourceRat(), base)
	}
}

// targetShares lines the given shares up with the labels met, scaled to sum to
// 1. Every label needs a share and every share a label.
func (p *profile) targetShares(what string, labels []string, given map[string]planner.Ratio) ([]*big.Rat, error) {
	shares := make([]*big.Rat, len(labels))
	sum := new(big.Rat)
	var missing, extra []string
	for i, l := range labels {
		shares[i] = given[l].Rat()
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
		return nil, fmt.Errorf("%w: no target share for the %s %s", ErrOptions, what, strings.Join(missing, ", "))
	}
	if len(extra) > 0 {
		return nil, fmt.Errorf("%w: a target share is given for %s, but no ballot has this %s", ErrOptions, strings.Join(extra, ", "), what)
	}
	if len(labels) == 0 {
		return nil, fmt.Errorf("%w: weights by shares need ballots that carry a %s", ErrOptions, what)
	}
	for _, s := range shares {
		s.Quo(s, sum)
	}
	return shares, nil
}

// weighOrganisations sets w = s/n_org, n_org being the organisation's source
// weights added up; ballots without an organisation stand for themselves.
func (p *profile) weighOrganisations(w *weighting) {
	sums := make([]*big.Rat, len(p.orgs))
	for i := range sums {
		sums[i] = new(big.Rat)
	}
	for i := range p.cells {
		if c := &p.cells[i]; c.org >= 0 {
			sums[c.org].Add(sums[c.org], new(big.Rat).Mul(c.sourceRat(), new(big.Rat).SetInt64(c.n)))
		}
	}
	for i := range p.cells {
		c := &p.cells[i]
		if c.org < 0 {
			w.cells[i] = big.NewRat(1, 1)
			continue
		}
		w.cells[i] = new(big.Rat)
		if sums[c.org].Sign() > 0 {
			w.cells[i].Quo(c.sourceRat(), sums[c.org])
		}
	}
}

// effective returns Kish's effective number of ballots (Σw)²/Σw² and the design
// effect n/n_eff.
func (p *profile) effective(w *weighting) (eff, deff float64) {
	sum, squares := new(big.Rat), new(big.Rat)
	for i := range p.cells {
		n := new(big.Rat).SetInt64(p.cells[i].n)
		x := new(big.Rat).Mul(n, w.cells[i])
		sum.Add(sum, x)
		squares.Add(squares, x.Mul(x, w.cells[i]))
	}
	if squares.Sign() == 0 {
		return 0, 0
	}
	eff, _ = sum.Mul(sum, sum).Quo(sum, squares).Float64()
	return eff, float64(p.ballotsCounted) / eff
}
