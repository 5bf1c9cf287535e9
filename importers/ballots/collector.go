package ballots

import (
	"encoding/binary"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// collector gathers ballots in the order of the rows. Up to MergeAbove rows each
// stays by itself; above that equal ballots of one group are counted, but those
// of voters in keep.
type collector struct {
	r       *reader
	entries []entry
	rows    int

	merged bool
	index  map[entryKey]int // of counted entries
	voters map[string]bool  // when merged, folded: true for more than one ballot
	keep   map[string]bool

	high   int64 // of scores and points, in thousandths
	finest int64 // largest step that all scores are a multiple of
}

// entryKey is what makes ballots equal. Marks are varints, by catalogue number:
// 0 for blank, others plus 1.
type entryKey struct {
	group, region, org uint32
	weight             planner.Ratio
	marks              string
}

// entry is one ballot, or several equal ones. Voter and time are unknown where
// several are counted.
type entry struct {
	entryKey
	voter string
	time  int64
	row   int
	count int64
}

func newCollector(r *reader, keep map[string]bool) *collector {
	return &collector{r: r, keep: keep, finest: milli}
}

// add takes in a ballot.
func (c *collector) add(b ballot, marks []planner.Mark) {
	if c.rows++; c.rows == MergeAbove+1 {
		c.startMerging()
	}
	c.measure(marks)
	c.enter(entry{
		entryKey: entryKey{b.group, b.region, b.org, b.weight, packed(marks)},
		voter:    b.voter, time: b.time / 1000, row: b.row, count: b.count,
	})
}

// packed writes marks as a compact text; equal marks give equal texts, however
// many issues have been seen.
func packed(marks []planner.Mark) string {
	var buf [128]byte
	data, size := buf[:0], 0
	for _, m := range marks {
		if m == planner.Blank {
			data = append(data, 0)
			continue
		}
		data = binary.AppendUvarint(data, uint64(uint32(m<<1)^uint32(m>>31))+1)
		size = len(data)
	}
	return string(data[:size])
}

// unpack writes the marks of a text to their places, all others blank.
func unpack(text string, marks []planner.Mark, place []int) {
	for i := range marks {
		marks[i] = planner.Blank
	}
	data := []byte(text)
	for i := 0; len(data) > 0; i++ {
		u, n := binary.Uvarint(data)
		data = data[n:]
		if u > 0 {
			x := uint32(u - 1)
			marks[place[i]] = planner.Mark(int32(x>>1) ^ -int32(x&1))
		}
	}
}

// enter appends an entry, or counts it with the equal one.
func (c *collector) enter(e entry) {
	if c.merged {
		if e.voter != "" {
			voter := vocabulary.Fold(e.voter)
			_, twice := c.voters[voter]
			c.voters[voter] = twice
			if !c.keep[voter] {
				e.voter, e.time = "", 0
			}
		}
		if e.voter == "" {
			if i, ok := c.index[e.entryKey]; ok {
				c.entries[i].count += e.count
				return
			}
			c.index[e.entryKey] = len(c.entries)
		}
	}
	c.entries = append(c.entries, e)
}

// startMerging enters the entries so far again as counted ones.
func (c *collector) startMerging() {
	old := c.entries
	c.merged, c.entries = true, nil
	c.index, c.voters = make(map[entryKey]int), make(map[string]bool)
	for _, e := range old {
		c.enter(e)
	}
}

// repeated returns the voters with more than one ballot among merged rows.
func (c *collector) repeated() map[string]bool {
	out := make(map[string]bool)
	for voter, twice := range c.voters {
		if twice {
			out[voter] = true
		}
	}
	return out
}

// votes makes the result.
func (c *collector) votes() *Votes {
	p := c.r.p
	issues, order := c.r.cat.finish()
	v := &Votes{
		Shape: p.shape, Issues: issues, Ballots: planner.NewBallots(len(issues)),
		Levels: p.levelNames(), Merged: c.merged,
	}
	v.Ballots.Scale = c.scale()
	v.Ballots.Grow(len(c.entries))
	marks := make([]planner.Mark, len(issues))
	file := c.r.in.Model.SheetRef()
	ref := c.ref()
	blank := int64(0)
	for _, e := range c.entries {
		unpack(e.marks, marks, order)
		c.finish(marks)
		b := planner.Ballot{
			Voter: e.voter, Group: c.r.groups.name(e.group), Region: c.r.regions.name(e.region),
			Organisation: c.r.orgs.name(e.org), Kind: p.kind(), Marks: marks, Count: e.count, Weight: e.weight,
			Time: e.time, Where: file,
		}
		if !c.merged || b.Voter != "" {
			b.Where = ref(place{row: e.row})
		}
		if b.IsBlank() {
			blank += e.count
		}
		v.Ballots.Add(b)
	}
	c.sayVoters()
	c.sayTotals(v, blank)
	c.sayNear(v.Issues)
	v.Findings = c.r.notes.findings(ref)
	return v
}

func (c *collector) ref() func(place) planner.Ref {
	return c.r.in.place
}

// inUnits reports whether the marks are numbers, read in thousandths.
func (c *collector) inUnits() bool {
	kind := c.r.p.kind()
	return kind == planner.Score || kind == planner.Points
}

// measure finds the highest and the finest step of scores and points.
func (c *collector) measure(marks []planner.Mark) {
	if !c.inUnits() {
		return
	}
	for _, m := range marks {
		if m == planner.Blank {
			continue
		}
		c.high = max(c.high, int64(m))
		for c.finest > 1 && int64(m)%c.finest != 0 {
			c.finest /= 10
		}
	}
}

// scale is the scale of the ballots in their final unit.
func (c *collector) scale() planner.Scale {
	if !c.inUnits() {
		return planner.Scale{}
	}
	s := c.r.p.scale
	old := max(s.Per, 1)
	per := max(int32(milli/c.finest), old)
	c.finest = milli / int64(per)
	convert := func(m planner.Mark) planner.Mark { return planner.Mark(int64(m) * int64(per) / int64(old)) }
	out := planner.Scale{Min: convert(s.Min), Max: convert(s.Max), Budget: convert(s.Budget)}
	if c.r.p.kind() == planner.Points {
		out.Max = max(out.Max, planner.Mark(c.high/c.finest))
	}
	if per > 1 {
		out.Per = per
	}
	return out
}

// finish brings marks to the unit of the scale; in a list of approvals what is
// not named is a no.
func (c *collector) finish(marks []planner.Mark) {
	if c.r.p.shape == ApprovalList {
		blankIsNo(marks)
	}
	if !c.inUnits() {
		return
	}
	for i, m := range marks {
		if m != planner.Blank {
			marks[i] = m / planner.Mark(c.finest)
		}
	}
}
