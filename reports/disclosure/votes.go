package disclosure

import (
	"fmt"
	"math"
	"slices"

	"roundtable/planner/ranking"
)

// Ballots are secret always. What the public edition says about them:
//
//   - fewer than K ballots: nothing; fewer than MinBallots: the order of the
//     issues and its ties;
//   - otherwise, where groups are large enough and the audit passes: bands of
//     support for each group of 8 ballots or more, with the overall rank and band;
//   - otherwise, where the audit passes, the exact overall support if every
//     ballot counts the same, or its band, if groups count the same. (An exact
//     average over groups is a fraction whose parts can be worked out from a single
//     decimal when groups are small: with groups of 8 and 9 ballots each sum has
//     its own value.)
//
// Precision is set by the number of ballots alone, never by the answers:
// hiding only the unanimous rows would announce them. Never shown, because each
// is a sum over few people or a function of single ballots: pairwise counts,
// scores by rule, ranks within groups, probabilities, rank intervals, what
// leaving one ballot out would change, and both weightings side by side. Three
// yes/no findings are shown from MinBallots on: whether one issue beats every
// other, and whether weightings, and rules, agree on the first place.

// leastGroup is the smallest number of ballots for which a group has figures.
const leastGroup = 8

// precision is the width of bands for n ballots, 0 for no figures. From
// measurements on simulated panels: with 25 points for 8 to 14 ballots and 10
// from 15 on no unanimous group became certain.
func precision(n int64) int {
	switch {
	case n < leastGroup:
		return 0
	case n < 15:
		return 25
	default:
		return 10
	}
}

// bandOf is the band of a support from 0 to 100 among n ballots. The bands at
// both ends are as wide as it takes to leave room for two ballots: otherwise
// the one who voted differently would learn how everyone else did.
func bandOf(support float64, n int64) Band {
	p := precision(n)
	if p == 0 {
		return Band{}
	}
	top := 100 - p
	for top > 50 && n-(int64(top)*n+99)/100 < 2 {
		top -= p
	}
	bottom := 100 - top
	switch {
	case support >= float64(top):
		return Band{top, 100}
	case support < float64(bottom):
		return Band{0, bottom}
	default:
		low := int(support) / p * p
		return Band{low, low + p}
	}
}

// protectVotes reduces a ranking to what may be told.
func protectVotes(r *ranking.Result, policy *Policy) *Votes {
	v := &Votes{Ballots: r.Ballots, Weights: r.Weights, Detail: Nothing}
	if r.Ballots < int64(policy.K) {
		v.Ballots = 0
		v.Why = fmt.Sprintf("There are fewer than %d ballots; an order would tell how single people voted.", policy.K)
		return v
	}
	for _, k := range r.Kinds {
		v.Kinds = append(v.Kinds, k.Kind)
	}
	v.Detail = OrderOnly
	for i := range r.Issues {
		x := &r.Issues[i]
		v.Issues = append(v.Issues, Issue{ID: x.ID, Name: x.Name, Rank: x.Rank, Tied: x.Tied})
	}
	v.Agenda = protectAgenda(r.Agenda)
	if r.Ballots < int64(policy.MinBallots) {
		v.Why = fmt.Sprintf("There are fewer than %d ballots, too few for figures of support.", policy.MinBallots)
		return v
	}
	v.CondorcetWinner = r.CondorcetWinner
	v.SameFirst, v.RulesAgree = sameFirst(r), rulesAgree(r)
	groups := shownGroups(r)
	if len(groups) > 0 && auditVotes(r, groups) {
		v.byGroup(r, groups)
		return v
	}
	// One group is everybody: the overall figures say nothing about a part.
	onlyEverybody := len(r.Groups) <= 1 && exactOverall(r) && !everybodyAgrees(r)
	switch {
	case onlyEverybody || auditVotes(r, nil):
		v.overall(r, exactOverall(r))
	case auditBands(r):
		v.overall(r, false)
	default:
		v.Why = "Figures of support are left out, because together with the number of ballots they would tell how a " +
			"group, or everybody, voted."
		return v
	}
	if len(groups) > 0 {
		v.Why = "Figures by group are left out for all issues, because from some of them one could tell how a " +
			"whole group voted."
	} else if len(r.Groups) > 1 {
		v.Why = fmt.Sprintf("Figures by group are left out, because no group has %d ballots or more.", leastGroup)
	}
	return v
}

func protectAgenda(a *ranking.Agenda) *Agenda {
	if a == nil {
		return nil
	}
	return &Agenda{
		Rule: a.Rule, K: a.K, Issues: slices.Clone(a.Issues), JR: a.Certificate.JR,
		EJRPlus: a.Certificate.EJRPlus,
	}
}

// byGroup fills in the bands of the groups, and the overall ones.
func (v *Votes) byGroup(r *ranking.Result, groups []int) {
	v.Detail = ByGroup
	for _, g := range groups {
		n := r.Groups[g].Ballots
		v.Groups = append(v.Groups, VoteGroup{Name: r.Groups[g].Name, Ballots: n, Precision: precision(n)})
	}
	for i := range r.Issues {
		x := &r.Issues[i]
		v.Issues[i].Band = bandOf(x.Support, r.Ballots)
		for _, g := range groups {
			band := bandOf(x.GroupSupport[r.Groups[g].Name], r.Groups[g].Ballots)
			v.Issues[i].Groups = append(v.Issues[i].Groups, band)
		}
	}
}

// overall fills in the overall figures, exact or in bands.
func (v *Votes) overall(r *ranking.Result, exact bool) {
	v.Detail = Overall
	for i := range r.Issues {
		if exact {
			support := math.Round(r.Issues[i].Support*10) / 10
			v.Issues[i].Support = &support
		} else {
			v.Issues[i].Band = bandOf(r.Issues[i].Support, r.Ballots)
		}
	}
}

func exactOverall(r *ranking.Result) bool { return r.Weights == "heads" }

// shownGroups lists the groups that are large enough for figures and have one
// for every issue.
func shownGroups(r *ranking.Result) []int {
	var out []int
	if len(r.Groups) < 2 {
		return nil
	}
	for g := range r.Groups {
		complete := r.Groups[g].Ballots >= leastGroup
		for i := range r.Issues {
			_, ok := r.Issues[i].GroupSupport[r.Groups[g].Name]
			complete = complete && ok
		}
		if complete {
			out = append(out, g)
		}
	}
	return out
}

// sameFirst reports whether the first place is the same under both weightings.
func sameFirst(r *ranking.Result) bool {
	for i := range r.Issues {
		if (r.Issues[i].Rank == 1) != (r.Issues[i].RankHeads == 1) {
			return false
		}
	}
	return true
}

// rulesAgree reports whether some issue is first by every rule, alone or in a tie.
func rulesAgree(r *ranking.Result) bool {
	o := r.Opinions()
	return len(o.Agreed) > 0 && len(o.Rare) == 0
}
