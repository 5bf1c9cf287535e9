package disclosure

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
)

// Level is how much an edition that is not the chair's tells about the votes.
type Level uint8

// The levels, least telling first. The package comment has the table.
const (
	Nothing Level = iota // not even the number of ballots
	First                // which issues are the first k, without order
	Order                // every place
	Fifths               // every place, and the support in fifths
)

// Sizes are all that a level rests on.
type Sizes struct {
	Issues int
	// Ballots is how many ballots the support of every issue is a mean of, at least.
	Ballots int64
	// Whole is how many ballots as heavy as the heaviest make up a whole support,
	// rounded down: as many as there are ballots where all are alike.
	Whole int64
	// Alike says that all ballots weigh the same and each counts in every support.
	Alike bool
}

// leastBallots is below what number nothing is told of ballots, leastOrder below what
// number they have no order, which grows with the issues, see [Sizes.Level]; leastTopics
// is how many ballots as heavy as the heaviest must make up a whole for a second set of
// first issues to be told beside the first third: topics of working groups.
const (
	leastBallots = 5
	leastTopics  = 6
	leastOrder   = 10
)

// Level is the level of a vote, and why it is no higher, which holds whatever the answers
// are; the policy may ask for less.
func (s Sizes) Level(most Level) (level Level, why Saying) {
	switch {
	case s.Issues < 2 || s.Whole < leastBallots:
		return Nothing, Saying{Code: "small", Least: leastBallots}
	case most == Nothing:
		return Nothing, Saying{Code: "nothing-asked"}
	case most == First:
		return First, Saying{Code: "first-asked"}
	case s.Ballots < s.leastOrder():
		return First, Saying{Code: "first", N: s.Issues, Least: int(s.leastOrder())}
	case most == Order:
		return Order, Saying{Code: "order-asked"}
	case s.Whole < s.leastFifths():
		return Order, Saying{Code: "order", N: s.Issues, Least: int(s.leastFifths())}
	default:
		return Fifths, Saying{Code: "fifths"}
	}
}

// leastOrder is the number of ballots from which on there is an order.
func (s Sizes) leastOrder() int64 { return max(leastOrder, 2*int64(s.Issues)) }

// leastFifths is the number of ballots as heavy as the heaviest from which on there are fifths.
func (s Sizes) leastFifths() int64 { return 5*int64(s.Issues) + 21 }

// first is how many issues are told as the first ones: a third of all, rounded up.
func (s Sizes) first() int { return (s.Issues + 2) / 3 }

func sizesOf(issues int, b ranking.OneBallot) Sizes {
	return Sizes{Issues: issues, Ballots: b.Counted, Whole: b.Whole, Alike: b.Alike}
}

// Votes is what is told of a ranking.
type Votes struct {
	// Asked is how many issues were asked of, Ballots how many answered: 0 at
	// Nothing, and where people are counted.
	Asked   int
	Ballots int64
	Weights string // "groups", "heads", …
	// Kinds are the forms of ballot, as in the ranking result.
	Kinds []string
	Level Level
	// Why says why there is no more.
	Why Saying
	// Issues are the first ones in the order of the ballot paper at the level First, all
	// by their places from [Order] on.
	Issues []Issue
	// Ties says that shared places are shown as such. Where ballots do not weigh alike
	// they are not, for there a tie tells more than an order does: that sums of uneven
	// parts are equal. Equal issues then stand in the order of the ballot paper.
	Ties bool
	// Topics says that topics which the ranking gave may be told to the participants.
	Topics bool
	// Groups are those whose own first issues are told.
	Groups []VoteGroup
}

// Issue is one issue's place: Rank 0 and no Fifth where these are not told.
type Issue struct {
	ID, Name string
	Rank     int
	Tied     bool
	Fifth    Band
}

// VoteGroup has the IDs of the issues that are the first ones in one group, without
// order. How many ballots it has is not told: the rest of all would follow.
type VoteGroup struct {
	Name  string
	First []string
}

// votes reduces a ranking to what its level tells. The issues of the meeting
// give the order of the ballot paper.
func (g *guard) votes(r *ranking.Result) *Votes {
	sizes := sizesOf(len(r.Issues), r.OneBallot)
	most := g.policy.Most
	if g.policy.VotesByGroup {
		most = min(most, Order) // fifths of all beside a part would tell of the rest
	}
	v := &Votes{Asked: len(r.Issues), Weights: r.Weights, Ties: sizes.Alike}
	if v.Level, v.Why = sizes.Level(most); v.Level == Nothing {
		return v
	}
	v.Ballots, v.Topics = g.ballots(r.Ballots), v.Level >= Order || sizes.Whole >= leastTopics
	for _, k := range r.Kinds {
		v.Kinds = append(v.Kinds, k.Kind)
	}
	for i := range r.Issues {
		v.Issues = append(v.Issues, v.place(i, &r.Issues[i]))
	}
	if v.Level == First {
		v.Issues = v.Issues[:sizes.first()]
		at := func(x Issue) int {
			return slices.IndexFunc(g.m.Issues, func(p planner.Issue) bool { return p.ID == x.ID })
		}
		slices.SortStableFunc(v.Issues, func(a, b Issue) int { return at(a) - at(b) })
	}
	if g.policy.VotesByGroup && v.Level == Order && groupsStand(r, sizes) {
		v.Groups = firstByGroup(r, sizes)
	}
	return v
}

// place is what the level tells of the issue at a position of the result.
func (v *Votes) place(at int, x *ranking.Issue) Issue {
	out := Issue{ID: x.ID, Name: x.Name}
	if v.Level < Order {
		return out
	}
	out.Rank = at + 1
	if v.Ties {
		out.Rank, out.Tied = x.Rank, x.Tied
	}
	if v.Level == Fifths {
		out.Fifth = fifthOf(x.SupportExact)
	}
	return out
}

// fifthOf is the fifth of a support from 0 to 100; a support of 20 is in the second.
func fifthOf(support planner.Exact) Band {
	fifth := support.Rat()
	fifth.Quo(fifth, big.NewRat(20, 1))
	low := min(int(new(big.Int).Quo(fifth.Num(), fifth.Denom()).Int64())*20, 80)
	return Band{low, low + 20}
}

// stands reports whether the own first issues of a group can be told.
func stands(g *ranking.Group, s Sizes) bool { return g.Alike && g.Ballots >= s.leastOrder() }

// groupsStand reports whether any group can be told of: all ballots are in groups that
// stand, or the rest together could stand as well, none of it heavier than the others'
// fifth part.
func groupsStand(r *ranking.Result, s Sizes) bool {
	inGroups, rest, share, heaviest := int64(0), int64(0), 0.0, 0.0
	for i := range r.Groups {
		g := &r.Groups[i]
		inGroups += g.Ballots
		if stands(g, s) || g.Ballots == 0 {
			continue
		}
		if !g.Alike {
			return false
		}
		rest += g.Ballots
		share += g.Share
		heaviest = max(heaviest, g.Share/float64(g.Ballots))
	}
	return inGroups == r.Ballots && (rest == 0 || rest >= s.leastOrder() && heaviest*leastBallots <= share)
}

// firstByGroup lists the first issues of each group that stands; of issues that are
// equal in the group, those that stand first in the order of all.
func firstByGroup(r *ranking.Result, s Sizes) []VoteGroup {
	var out []VoteGroup
	for i := range r.Groups {
		name := r.Groups[i].Name
		if !stands(&r.Groups[i], s) {
			continue
		}
		own := slices.Clone(r.Issues)
		slices.SortStableFunc(own, func(a, b ranking.Issue) int { return a.GroupRank[name] - b.GroupRank[name] })
		g := VoteGroup{Name: name}
		for at := range own[:s.first()] {
			g.First = append(g.First, own[at].ID)
		}
		slices.Sort(g.First)
		out = append(out, g)
	}
	return out
}
