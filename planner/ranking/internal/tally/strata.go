package tally

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/exact"
)

// Stratum is a part of the ballots whose mean is taken by itself: a group under group
// weights, everyone otherwise. Sums are by issue, over the ballots that answer it.
type Stratum struct {
	Share       *big.Rat   // its part in a support
	Whole       *big.Rat   // weight of all its ballots, N of them
	N           int64      //
	Top, Bottom []*big.Rat // Σ w·u and Σ w
	// Centre is the mean of all answers to all issues, ΣTop/ΣBottom; nil without any.
	Centre *big.Rat
}

// stratum adds up the classes that belong to it.
func (x *Election) stratum(share *big.Rat, in func(group int) bool) *Stratum {
	s := &Stratum{Share: share, Whole: new(big.Rat), Top: exact.Zeros(x.M), Bottom: exact.Zeros(x.M)}
	for i, class := range x.Classes {
		if !in(class.Group) {
			continue
		}
		w := x.Weight[i]
		s.N += class.N
		s.Whole.Add(s.Whole, new(big.Rat).Mul(w, exact.Int(class.N)))
		for a, part := range x.Parts[i] {
			s.Top[a].Add(s.Top[a], new(big.Rat).Mul(w, part.Sum))
			s.Bottom[a].Add(s.Bottom[a], new(big.Rat).Mul(w, exact.Int(part.N)))
		}
	}
	s.settle()
	return s
}

// settle finds the centre.
func (s *Stratum) settle() {
	top, bottom := new(big.Rat), new(big.Rat)
	for a := range s.Top {
		top.Add(top, s.Top[a])
		bottom.Add(bottom, s.Bottom[a])
	}
	if bottom.Sign() > 0 {
		s.Centre = top.Quo(top, bottom)
	}
}

// Mean is what the stratum says of an issue, 0 to 1; nil where it says nothing.
func (s *Stratum) Mean(a int, least int64) *big.Rat {
	if s.Centre == nil {
		return nil
	}
	top, bottom := Steadied(s.Top[a], s.Bottom[a], s.Centre, s.Whole, s.N, least)
	if bottom.Sign() == 0 {
		return nil
	}
	return top.Quo(top, bottom)
}

// Steadied lets few answers count as little. Of n ballots of weight whole, those that
// leave the issue unanswered stand in for up to least answers, at the mean of all
// answers:
//
//	(top + q·centre) / (bottom + q),  q = min(whole − bottom, least·whole/n)
//
// Where every ballot answers, q is 0 and nothing changes. The result is the two sides
// of that fraction.
func Steadied(top, bottom, centre, whole *big.Rat, n, least int64) (above, below *big.Rat) {
	q := new(big.Rat).Sub(whole, bottom)
	if most := new(big.Rat).Mul(whole, big.NewRat(least, max(n, 1))); most.Cmp(q) < 0 {
		q = most
	}
	above = new(big.Rat).Mul(q, centre)
	return above.Add(above, top), q.Add(q, bottom)
}

// strata are the parts that the supports of an election are means of, and to which of
// them each class belongs.
func (x *Election) strata() (list []*Stratum, of []int) {
	of = make([]int, len(x.Classes))
	if !x.Grouped {
		return []*Stratum{x.stratum(exact.Int(1), func(int) bool { return true })}, of
	}
	at := map[int]int{}
	for i, class := range x.Classes {
		k, ok := at[class.Group]
		if !ok {
			k = len(list)
			at[class.Group] = k
			list = append(list, x.stratum(x.GroupWeight(class.Group), func(g int) bool { return g == class.Group }))
		}
		of[i] = k
	}
	return list, of
}

// Without is the stratum without one of its ballots, which weighs w and is worth u/den
// to the issues.
func (s *Stratum) Without(w *big.Rat, u []int64, den int64) *Stratum {
	out := &Stratum{Share: s.Share, Whole: new(big.Rat).Sub(s.Whole, w), N: s.N - 1}
	out.Top, out.Bottom = slices.Clone(s.Top), slices.Clone(s.Bottom)
	for a, worth := range u {
		if worth != ballot.NoAnswer {
			by := big.NewRat(worth, den)
			out.Top[a] = by.Sub(s.Top[a], by.Mul(by, w))
			out.Bottom[a] = new(big.Rat).Sub(s.Bottom[a], w)
		}
	}
	out.settle()
	return out
}

// Shares is the part that the strata which say something of an issue have together.
func (x *Election) Shares(a int) *big.Rat {
	sum := new(big.Rat)
	for _, s := range x.Strata {
		if s.Mean(a, x.Least) != nil {
			sum.Add(sum, s.Share)
		}
	}
	return sum
}

// SupportOf is the headline of an issue, 0 to 100: the mean over the strata that say
// something of it, each with its share; nil where nobody answers the issue.
func SupportOf(strata []*Stratum, a int, least int64) *big.Rat {
	if !slices.ContainsFunc(strata, func(s *Stratum) bool { return s.Bottom[a].Sign() > 0 }) {
		return nil
	}
	sum, shares := new(big.Rat), new(big.Rat)
	for _, s := range strata {
		if mean := s.Mean(a, least); mean != nil {
			sum.Add(sum, mean.Mul(mean, s.Share))
			shares.Add(shares, s.Share)
		}
	}
	return percent(sum.Quo(sum, shares))
}

// Everyone stands for all groups together.
const Everyone = -2

// Heaviest is the largest part that one ballot has in the support of an issue, 0 where
// there is none, and how many ballots that support is a mean of. Ballots of a stratum
// that says something of an issue nobody in it answers share its part evenly by weight.
func (x *Election) Heaviest(a int) (part *big.Rat, counted int64) {
	part, shares := new(big.Rat), x.Shares(a)
	for i, w := range x.Weight {
		s, n := x.Strata[x.StratumOf[i]], x.Parts[i][a].N
		counted += n
		of := s.Bottom[a]
		if of.Sign() == 0 {
			of, n = s.Whole, x.Classes[i].N
		}
		if n == 0 || of.Sign() == 0 || s.Mean(a, x.Least) == nil {
			continue
		}
		one := new(big.Rat).Quo(w, of)
		if one.Mul(one, s.Share).Quo(one, shares); one.Cmp(part) > 0 {
			part = one
		}
	}
	return part, counted
}

// Alike reports whether all ballots of a group (of all groups: [Everyone]) weigh the
// same, and every one of them counts in the support of every issue.
func (x *Election) Alike(group int) bool {
	var first *big.Rat
	for i, w := range x.Weight {
		class := x.Classes[i]
		if group != Everyone && class.Group != group {
			continue
		}
		if first == nil {
			first = w
		}
		left := func(p Part) bool { return p.N < class.N }
		if first.Cmp(w) != 0 || slices.ContainsFunc(x.Parts[i], left) {
			return false
		}
	}
	return true
}

// GroupSupport is the headline within one group, nil where none of it answers, and what
// puts the issues in the group's own order.
func (x *Election) GroupSupport(g int) (support, placed []*big.Rat) {
	strata := []*Stratum{x.stratum(exact.Int(1), func(of int) bool { return of == g })}
	support = make([]*big.Rat, x.M)
	for a := range support {
		support[a] = SupportOf(strata, a, x.Least)
	}
	return support, standing(support, x.fewAnswers(strata))
}

// FewPart says when an issue is set apart with no more than one in so many of the answers that the
// most answered issue has.
const FewPart = 4

// fewAnswers finds the issues that too few answer to be placed among the others: with the
// part of the voters that answers an issue, each stratum by its share, those with no more
// than a quarter of the most answered issue's part, and those with one answer (counted in
// ballots of ordinary weight) where others have more. There are none where answers count
// as they are.
func (x *Election) fewAnswers(strata []*Stratum) []bool {
	parts, answers := exact.Zeros(x.M), exact.Zeros(x.M)
	most, more, one := new(big.Rat), false, exact.Int(1)
	for a := range parts {
		for _, s := range strata {
			if s.Whole.Sign() > 0 {
				part := new(big.Rat).Quo(s.Bottom[a], s.Whole)
				answers[a].Add(answers[a], new(big.Rat).Mul(part, exact.Int(s.N)))
				parts[a].Add(parts[a], part.Mul(part, s.Share))
			}
		}
		if more = more || answers[a].Cmp(one) > 0; parts[a].Cmp(most) > 0 {
			most = parts[a]
		}
	}
	few := make([]bool, x.M)
	for a, part := range parts {
		few[a] = x.Least > 0 && part.Sign() > 0 && (more && answers[a].Cmp(one) <= 0 ||
			new(big.Rat).Mul(part, exact.Int(FewPart)).Cmp(most) <= 0)
	}
	return few
}

// Behind is by how much an issue that few answer stands behind its support, so that all
// others are ahead of it.
const Behind = 200

// standing orders issues as their supports do, those that few answer after the others.
func standing(support []*big.Rat, few []bool) []*big.Rat {
	out := slices.Clone(support)
	for a, s := range support {
		if few[a] && s != nil {
			out[a] = new(big.Rat).Sub(s, exact.Int(Behind))
		}
	}
	return out
}

// Raw is the support that the answers alone give: the mean over the strata that answer
// the issue of the means of their answers, 0 to 100; nil where nobody does.
func (x *Election) Raw(a int) *big.Rat {
	return percent(x.Mean(func(i int) (*big.Rat, int64) { return x.Parts[i][a].Sum, x.Parts[i][a].N }))
}

// AnswersTo is how many ballots answer an issue, list it or give it a mark, in all and
// by group. A tick is an answer; where only ticks are made, and beside rankings, which
// list what they choose, the lack of one is none.
func (c *Counted) AnswersTo(a int) (all int64, byGroup []int64) {
	byGroup = make([]int64, len(c.Groups))
	for i, t := range c.Tally {
		n := t.lists(a)
		if c.Classes[i].Kind == planner.Approval && (c.TickStyle || c.Mixed()) {
			n = t.Graded(1, a)
		}
		all += n
		if g := c.Classes[i].Group; g >= 0 {
			byGroup[g] += n
		}
	}
	return all, byGroup
}
