// Package electorate settles who votes and with what weight: which of the ballots
// read count, to which group each belongs, and how much one of them weighs, exactly,
// under any weighting. Out come the distinct ballots in classes of equal weight.
package electorate

import (
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/exact"
	"roundtable/planner/ranking/internal/order"
)

// Status is what becomes of one ballot.
type Status uint8

// The states of a ballot. A stranger and one without a group may count all the
// same; they are then told and counted.
const (
	Counted Status = iota
	Abstention
	Replaced
	Stranger
	Groupless
	statuses
)

// String is the state in words.
func (s Status) String() string {
	return [...]string{"counted", "abstention", "replaced", "not in the roster", "no group"}[s]
}

// Settings say which ballots count and what tells them apart.
type Settings struct {
	// Voters are the names the roster knows; nil when there is no roster.
	Voters []string
	// Ballots of strangers, and ballots without a group, are left out.
	WithoutStrangers, WithoutGroupless bool
	// OwnGroup makes the ballots without a group one of their own, [NoGroup].
	OwnGroup bool
	// Weights depend on the regions, or on the organisations.
	ByRegion, ByOrganisation bool
}

// NoGroup names the group of ballots that carry none.
const NoGroup = "(no group)"

// cell is a set of ballots that no weighting tells apart.
type cell struct {
	group, region, org int // positions in Profile.Groups, .regions, .orgs; -1 when unknown
	kind               planner.BallotKind
	source             planner.Ratio // weight given in the source; the zero Ratio is 1
	n                  int64
}

// sourceRat is the weight given in the source, 1 when none was.
func (c *cell) sourceRat() *big.Rat {
	if !c.source.Given() {
		return big.NewRat(1, 1)
	}
	return c.source.Rat()
}

// weight is the source weight of all ballots of the cell.
func (c *cell) weight() *big.Rat {
	w := c.sourceRat()
	return w.Mul(w, exact.Int(c.n))
}

// Profile is the ballots that were read, sorted into cells.
type Profile struct {
	Ballots *planner.Ballots
	M       int // issues
	Status  []Status
	cellOf  []uint32 // by ballot; meaningful for counted ones
	cells   []cell

	Groups        []string        // alphabetically
	regions, orgs []string        // in order of first appearance
	UnknownGroup  int             // position of the group of ballots without one, or -1
	TickStyle     bool            // approval ballots have no explicit refusals
	Blank         *big.Rat        // source weight of the abstentions
	N             int64           // ballots counted
	Of            [statuses]int64 // how many ballots each status was met on
	Excluded      int64           // strangers and groupless ballots that were left out
	Remarks       []Remark
}

// Remark is a status other than Counted with where it was met: on the first such
// ballot, of the voter Seen, and on up to maxPlaces more, in input order.
type Remark struct {
	Status Status
	Where  planner.Ref
	Seen   string
	Also   []planner.Ref
}

// maxPlaces bounds how many further ballots one remark lists.
const maxPlaces = 1000

// Admit decides for each ballot whether it counts and sorts the counted ones
// into cells, in input order.
func Admit(b *planner.Ballots, labels *Labels, set Settings) *Profile {
	later := LaterOf(b)
	p := &Profile{
		Ballots: b, M: b.Issues(), UnknownGroup: -1, TickStyle: true, Blank: new(big.Rat),
		Status: make([]Status, b.Len()), cellOf: make([]uint32, b.Len()),
	}
	known := voterSet(set.Voters)
	in := &cellIndex{p: p, set: set, labels: labels, known: make(map[cellKey]uint32)}
	anyGroup := len(labels.group.uses) > 0
	for i := range b.Len() {
		if later != nil && later[i] >= 0 {
			p.reject(i, Replaced)
			continue
		}
		x := b.At(i)
		if x.IsBlank() {
			p.reject(i, Abstention)
			continue
		}
		if known != nil && !anonymous(x.Voter) && !known[foldVoter(x.Voter)] {
			p.note(i, Stranger)
			if set.WithoutStrangers {
				p.exclude(i, Stranger)
				continue
			}
		}
		if x.Group == "" && anyGroup {
			p.note(i, Groupless)
			if set.WithoutGroupless {
				p.exclude(i, Groupless)
				continue
			}
		}
		p.N += x.Count
		c := in.find(i, &x)
		p.cellOf[i] = c
		p.cells[c].n += x.Count
		if x.Kind == planner.Approval && p.TickStyle && slices.Contains(x.Marks, 0) {
			p.TickStyle = false
		}
	}
	p.sortGroups()
	return p
}

// sortGroups puts the groups in alphabetical order, that of the ballots without
// one last, so that the order of ballots changes nothing.
func (p *Profile) sortGroups() {
	sequence := order.All(len(p.Groups))
	slices.SortFunc(sequence, func(a, b int) int {
		switch {
		case a == p.UnknownGroup:
			return 1
		case b == p.UnknownGroup:
			return -1
		}
		return strings.Compare(p.Groups[a], p.Groups[b])
	})
	sorted, at := make([]string, len(sequence)), make([]int, len(sequence))
	for now, was := range sequence {
		sorted[now], at[was] = p.Groups[was], now
	}
	p.Groups = sorted
	if p.UnknownGroup >= 0 {
		p.UnknownGroup = at[p.UnknownGroup]
	}
	for i := range p.cells {
		if g := p.cells[i].group; g >= 0 {
			p.cells[i].group = at[g]
		}
	}
}

// note counts and remembers a ballot under s.
func (p *Profile) note(i int, s Status) {
	b := p.Ballots.At(i)
	p.Of[s] += b.Count
	at := slices.IndexFunc(p.Remarks, func(r Remark) bool { return r.Status == s })
	switch {
	case at < 0:
		p.Remarks = append(p.Remarks, Remark{Status: s, Where: b.Where, Seen: b.Voter})
	case len(p.Remarks[at].Also) < maxPlaces:
		p.Remarks[at].Also = append(p.Remarks[at].Also, b.Where)
	}
}

// reject notes a ballot and takes it out of the count.
func (p *Profile) reject(i int, s Status) {
	p.note(i, s)
	p.Status[i] = s
	if s == Abstention {
		b := p.Ballots.At(i)
		p.Blank.Add(p.Blank, (&cell{source: b.Weight, n: b.Count}).weight())
	}
}

// exclude takes a noted ballot out of the count.
func (p *Profile) exclude(i int, s Status) {
	p.Status[i] = s
	p.Excluded += p.Ballots.At(i).Count
}

// cellIndex finds the cell of a ballot.
type cellIndex struct {
	p      *Profile
	set    Settings
	labels *Labels
	known  map[cellKey]uint32
}

// cellKey is a cell by the codes of its labels.
type cellKey struct {
	group, region, org uint32
	kind               planner.BallotKind
	source             planner.Ratio
}

// find returns the number of the ballot's cell, making it if it is new. Region
// and organisation only tell cells apart when the weights depend on them.
func (in *cellIndex) find(i int, x *planner.Ballot) uint32 {
	key := cellKey{kind: x.Kind, source: x.Weight}
	key.group, key.region, key.org = in.p.Ballots.Codes(i)
	if !in.set.ByRegion {
		key.region = 0
	}
	if !in.set.ByOrganisation {
		key.org = 0
	}
	id, ok := in.known[key]
	if ok {
		return id
	}
	p := in.p
	c := cell{kind: x.Kind, source: x.Weight}
	c.group = in.labels.group.at(key.group, &p.Groups)
	c.region, c.org = in.labels.region.at(key.region, &p.regions), in.labels.organisation.at(key.org, &p.orgs)
	if key.group == 0 && len(in.labels.group.uses) > 0 && in.set.OwnGroup {
		if p.UnknownGroup < 0 {
			p.UnknownGroup = len(p.Groups)
			p.Groups = append(p.Groups, NoGroup)
		}
		c.group = p.UnknownGroup
	}
	id = uint32(len(p.cells))
	in.known[key] = id
	p.cells = append(p.cells, c)
	return id
}
