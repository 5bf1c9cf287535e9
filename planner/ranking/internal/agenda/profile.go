// Package agenda chooses k issues from approvals so that every part of the
// electorate gets its share.
package agenda

import (
	"encoding/binary"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/tally"
)

// Profile is the approval sets the agenda rules work on. Identical sets of one
// class are kept once; empty sets count in the whole weight only.
type Profile struct {
	x      *tally.Election
	k      int // as many as asked for, or as can be taken
	bounds places.Bounds
	sets   [][]int32
	class  []uint32
	count  []int64
	fans   [][]int32 // by issue, the sets that contain it
	// util is what each issue of a set is worth to its ballots, as a share of the
	// points they gave; nil unless all ballots are points, when every approved
	// issue is worth 1.
	util [][]worth
	// whole is a common denominator of what issues are worth.
	whole *big.Int
	float []float64 // weight of one ballot by class
	// approvals is the weight that approves each issue, top the issues by it, ties
	// by tie-break priority.
	approvals []*big.Rat
	top       []int
}

// worth is the points given to an issue, out of all points of the ballot.
type worth struct{ points, of int64 }

func (w worth) rat() *big.Rat { return big.NewRat(w.points, w.of) }

// worthUnits is what an issue is worth in units of 1/whole.
func (p *Profile) worthUnits(w worth) *big.Int {
	u := big.NewInt(w.of)
	return u.Quo(p.whole, u).Mul(u, big.NewInt(w.points))
}

// approvedWorth is what an approved issue is worth.
var approvedWorth = worth{1, 1}

// New reads the approval sets of all ballots, for an agenda of k issues within bounds.
func New(x *tally.Election, k int, bounds places.Bounds) *Profile {
	cardinal := x.Has(planner.Points) && !x.Has(planner.Ranking, planner.Approval, planner.Score, planner.Hum)
	k = min(k, bounds.Room(x.M))
	p := &Profile{
		x: x, k: k, bounds: bounds, fans: make([][]int32, x.M), float: exact.Floats(x.Weight),
		whole: big.NewInt(1),
	}
	p.rankByApproval()
	r := x.Reader()
	seen := make(map[string]int32)
	var set []int32
	var key []byte
	for b := range x.Row {
		cls := x.Class[b]
		kind, marks := x.Marks(b)
		tiers, ends := r.Read(kind, marks)
		set = x.Approve.Append(set[:0], kind, marks, tiers, ends)
		if len(set) == 0 {
			continue
		}
		slices.Sort(set)
		key = binary.LittleEndian.AppendUint32(key[:0], cls)
		for _, a := range set {
			key = binary.LittleEndian.AppendUint16(key, uint16(a))
			if cardinal {
				key = binary.LittleEndian.AppendUint32(key, uint32(marks[a]))
			}
		}
		i, ok := seen[string(key)]
		if !ok {
			i = int32(len(p.sets))
			seen[string(key)] = i
			p.sets = append(p.sets, slices.Clone(set))
			p.class = append(p.class, cls)
			p.count = append(p.count, 0)
			if cardinal {
				w := worths(set, marks)
				p.util = append(p.util, w)
				of := big.NewInt(w[0].of)
				p.whole.Mul(p.whole, of.Quo(of, new(big.Int).GCD(nil, nil, p.whole, of)))
			}
			for _, a := range set {
				p.fans[a] = append(p.fans[a], i)
			}
		}
		p.count[i] += x.Count[b]
	}
	return p
}

func (p *Profile) rankByApproval() {
	for _, w := range p.x.Approvals() {
		p.approvals = append(p.approvals, p.x.Rat(w, 1))
	}
	p.top = slices.Clone(p.x.Priority)
	slices.SortStableFunc(p.top, p.byApproval)
}

func (p *Profile) byApproval(a, b int) int { return p.approvals[b].Cmp(p.approvals[a]) }

// worths lists what the issues of a set are worth.
func worths(set []int32, marks []planner.Mark) []worth {
	total := int64(0)
	for _, a := range set {
		total += int64(marks[a])
	}
	out := make([]worth, len(set))
	for i, a := range set {
		out[i] = worth{int64(marks[a]), total}
	}
	return out
}

// worthOf is what issue a is worth to set i, which contains it.
func (p *Profile) worthOf(i int32, a int) worth {
	if p.util == nil {
		return approvedWorth
	}
	at, _ := slices.BinarySearch(p.sets[i], int32(a))
	return p.util[i][at]
}
