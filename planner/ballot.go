package planner

import (
	"math"
	"slices"
)

// BallotKind is the form in which a voter answered. Ballots are only ever
// converted downward: points → scores → ranking → approvals.
type BallotKind uint8

// The kinds of ballots.
const (
	Ranking  BallotKind = iota // Mark is the tier, 1 is best; equal marks tie
	Approval                   // Mark is 1 approved or 0 not approved
	Score                      // Mark is the score times Scale.Per
	Points                     // Mark is the points times Scale.Per
	Hum                        // Mark is 1 for, 0 neutral, -1 against
)

// String returns the kind's word in reports and JSON.
func (k BallotKind) String() string {
	switch k {
	case Ranking:
		return "ranking"
	case Approval:
		return "approval"
	case Score:
		return "score"
	case Points:
		return "points"
	default:
		return "hum"
	}
}

// Mark is one voter's answer on one issue; its meaning depends on the
// [BallotKind].
type Mark int32

// Blank means the voter said nothing about the issue. It is not zero.
const Blank Mark = math.MinInt32

// Scale is the declared scale of score and points ballots.
type Scale struct {
	// Min and Max are the declared ends for scores, Budget the points each
	// voter may give; all in units of 1/Per.
	Min, Max, Budget Mark
	// Per is how many units make 1 (10 when scores have one decimal); 0 means 1.
	Per int32
}

// Ballot is one voter's answer, or Count identical answers of one group.
type Ballot struct {
	// Voter is an ID, e-mail address or name; empty when anonymous or merged.
	Voter string
	// Group is the stakeholder group (or other weighting group) of the voter;
	// empty when unknown. Region and Organisation likewise.
	Group, Region, Organisation string
	Kind                        BallotKind
	// Marks has one entry per issue of the meeting, in its order.
	Marks []Mark
	// Count is how many identical ballots this stands for, at least 1.
	Count int64
	// Weight is the weight given in the source; the zero Ratio means 1.
	Weight Ratio
	// Time orders repeated ballots of one voter (Unix seconds, 0 if unknown).
	Time int64
	// Where is the row the ballot was read from.
	Where Ref
}

// IsBlank reports whether the voter answered nothing at all (an abstention).
func (b *Ballot) IsBlank() bool {
	for _, m := range b.Marks {
		if m != Blank {
			return false
		}
	}
	return true
}

// Ballots is a compact list of ballots over a fixed number of issues. It holds
// about 60 bytes and 4 bytes per issue for each ballot. The zero value is an
// empty list over no issues; make one with [NewBallots].
type Ballots struct {
	// Scale applies to all score and points ballots of the list.
	Scale Scale

	issues int
	rows   []ballotRow
	marks  []Mark
	names  interner
	places interner
}

type ballotRow struct {
	voter       string
	time        int64
	count       int64
	weight      Ratio
	group       uint32
	region      uint32
	org         uint32
	file, sheet uint32
	cell        string
	kind        BallotKind
}

// DenseRanks renumbers the ranks of a ranking 1, 2, 3, … in their order and keeps
// ties and blanks. It returns the ranks as they were, each once, in ascending
// order.
func DenseRanks(marks []Mark) []Mark {
	ranks := slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool { return m == Blank })
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	for i, m := range marks {
		if m != Blank {
			at, _ := slices.BinarySearch(ranks, m)
			marks[i] = Mark(at + 1)
		}
	}
	return ranks
}

// NewBallots returns an empty list of ballots over the given number of issues.
func NewBallots(issues int) *Ballots { return &Ballots{issues: issues} }

// Issues is the number of issues each ballot marks.
func (b *Ballots) Issues() int {
	if b == nil {
		return 0
	}
	return b.issues
}

// Len is the number of entries; an entry may stand for several identical ballots.
func (b *Ballots) Len() int {
	if b == nil {
		return 0
	}
	return len(b.rows)
}

// Total is the number of ballots: the sum of Count over all entries.
func (b *Ballots) Total() int64 {
	if b == nil {
		return 0
	}
	var n int64
	for i := range b.rows {
		n += b.rows[i].count
	}
	return n
}

// Grow makes room for n more entries, so that adding them does not copy.
func (b *Ballots) Grow(n int) {
	b.rows = slices.Grow(b.rows, n)
	b.marks = slices.Grow(b.marks, n*b.issues)
}

// Add appends a ballot. Marks is copied; a Marks slice of the wrong length is
// a programming error and panics. A Count below 1 is stored as 1.
func (b *Ballots) Add(x Ballot) {
	if len(x.Marks) != b.issues {
		panic("planner: ballot marks do not match the number of issues")
	}
	b.marks = append(b.marks, x.Marks...)
	b.rows = append(b.rows, ballotRow{
		voter: x.Voter, time: x.Time, count: max(x.Count, 1), weight: x.Weight,
		group: b.names.id(x.Group), region: b.names.id(x.Region), org: b.names.id(x.Organisation),
		file: b.places.id(x.Where.File), sheet: b.places.id(x.Where.Sheet), cell: x.Where.Cell,
		kind: x.Kind,
	})
}

// At returns entry i. Its Marks share memory with the list and must not be changed.
func (b *Ballots) At(i int) Ballot {
	r := &b.rows[i]
	return Ballot{
		Voter: r.voter, Group: b.names.text(r.group), Region: b.names.text(r.region),
		Organisation: b.names.text(r.org), Kind: r.kind,
		Marks: b.marks[i*b.issues : (i+1)*b.issues : (i+1)*b.issues],
		Count: r.count, Weight: r.weight, Time: r.time,
		Where: Ref{File: b.places.text(r.file), Sheet: b.places.text(r.sheet), Cell: r.cell},
	}
}

// Marks returns the marks of entry i, as in [Ballots.At] but without the rest of
// the ballot. The slice shares memory with the list and must not be changed.
func (b *Ballots) Marks(i int) []Mark {
	return b.marks[i*b.issues : (i+1)*b.issues : (i+1)*b.issues]
}

// Codes returns numbers that stand for the group, region and organisation of
// entry i: equal codes mean equal labels within this list, 0 means unknown.
// Codes are assigned in the order in which labels were added.
func (b *Ballots) Codes(i int) (group, region, organisation uint32) {
	r := &b.rows[i]
	return r.group, r.region, r.org
}

// Label returns the label a code from [Ballots.Codes] stands for.
func (b *Ballots) Label(code uint32) string { return b.names.text(code) }

// interner keeps each distinct string once. ID 0 is the empty string.
type interner struct {
	ids   map[string]uint32
	texts []string
	last  uint32 // most texts come many times in a row
}

func (n *interner) id(s string) uint32 {
	if s == "" {
		return 0
	}
	if n.last > 0 && n.texts[n.last-1] == s {
		return n.last
	}
	if id, ok := n.ids[s]; ok {
		n.last = id
		return id
	}
	if n.ids == nil {
		n.ids = make(map[string]uint32)
	}
	n.texts = append(n.texts, s)
	id := uint32(len(n.texts))
	n.ids[s] = id
	return id
}

func (n *interner) text(id uint32) string {
	if id == 0 {
		return ""
	}
	return n.texts[id-1]
}
