package ballots

import (
	"encoding/binary"
	"slices"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// collector gathers ballots in the order of the rows. Up to MergeAbove rows each
// stays by itself; above that identical ballots of one group are counted.
type collector struct {
	r       *reader
	notes   notes
	entries []entry
	arena   []byte
	voters  []string // by entry; empty in merged entries
	times   []int64
	weights []planner.Ratio
	rows    int
	blank   int64

	merged bool
	slots  []uint32 // open addressing: entry number + 1
	hashes []uint64 // of the voters, when merged
	low    int64    // of scores and points, in thousandths
	high   int64
	finest int64 // largest step that all scores are a multiple of
}

// entry is one ballot, or several identical ones; its payload is a part of the
// arena.
type entry struct {
	hash               uint64
	from               int
	size               uint32
	row                uint32
	group, region, org uint32
	weight             uint32 // index into weights
	count              int64
}

func newCollector(r *reader) *collector {
	return &collector{r: r, weights: []planner.Ratio{{}}, finest: milli}
}

// take adds the ballots of a batch.
func (c *collector) take(b *batch) {
	c.notes.merge(&b.notes)
	for i := range b.out {
		o := &b.out[i]
		c.rows++
		if c.rows == MergeAbove+1 {
			c.startMerging()
		}
		voter := b.arena[o.voterFrom:o.voterTo]
		payload := b.arena[o.from:o.to]
		e := entry{
			hash: o.hash, group: o.group, region: o.region, org: o.org, weight: c.weightID(o.weight),
			count: o.count, row: uint32(o.row),
		}
		if !c.merged {
			c.add(e, payload, vocabulary.Clean(string(voter)), o.time/1000)
			continue
		}
		if o.voter != 0 {
			c.hashes = append(c.hashes, o.voter)
			if len(c.r.keep) > 0 && c.r.keep[o.voter] {
				c.add(e, payload, vocabulary.Clean(string(voter)), o.time/1000)
				continue
			}
		}
		c.merge(e, payload)
	}
}

func (c *collector) weightID(w planner.Ratio) uint32 {
	if !w.Given() {
		return 0
	}
	i := slices.Index(c.weights, w)
	if i < 0 {
		i = len(c.weights)
		c.weights = append(c.weights, w)
	}
	return uint32(i)
}

// add appends an entry of its own.
func (c *collector) add(e entry, payload []byte, voter string, time int64) {
	e.from, e.size = len(c.arena), uint32(len(payload))
	c.arena = append(double(c.arena, len(payload)), payload...)
	c.entries = append(double(c.entries, 1), e)
	if voter != "" || time != 0 || !c.merged {
		for len(c.voters) < len(c.entries)-1 {
			c.voters, c.times = append(c.voters, ""), append(c.times, 0)
		}
		c.voters, c.times = append(c.voters, voter), append(c.times, time)
	}
}

// double makes room for n more elements, doubling the slice when it is full:
// append grows long slices by a quarter only and would copy them many times.
func double[E any](s []E, n int) []E {
	if cap(s)-len(s) >= n {
		return s
	}
	return slices.Grow(s, max(n, len(s), 1024))
}

// startMerging turns the entries so far into counted ones.
func (c *collector) startMerging() {
	old, arena, voters, times := c.entries, c.arena, c.voters, c.times
	c.merged, c.entries, c.arena, c.voters, c.times = true, nil, nil, nil, nil
	c.slots = make([]uint32, 1<<17)
	for i, e := range old {
		payload := arena[e.from : e.from+int(e.size)]
		if voters[i] != "" {
			h := voterHash([]byte(voters[i]))
			c.hashes = append(c.hashes, h)
			if c.r.keep[h] {
				c.add(e, payload, voters[i], times[i])
				continue
			}
		}
		c.merge(e, payload)
	}
}

// merge counts an entry with the identical one, if there is one.
func (c *collector) merge(e entry, payload []byte) {
	if 2*len(c.entries) >= len(c.slots) {
		c.grow()
	}
	i := e.hash >> 1 & uint64(len(c.slots)-1)
	for ; c.slots[i] != 0; i = (i + 1) & uint64(len(c.slots)-1) {
		if h := &c.entries[c.slots[i]-1]; h.hash == e.hash && c.same(h, &e, payload) {
			h.count += e.count
			return
		}
	}
	c.add(e, payload, "", 0)
	c.slots[i] = uint32(len(c.entries))
}

func (c *collector) payload(e *entry) []byte { return c.arena[e.from : e.from+int(e.size)] }

func (c *collector) same(a, b *entry, payload []byte) bool {
	return a.group == b.group && a.region == b.region && a.org == b.org && a.weight == b.weight &&
		string(c.payload(a)) == string(payload)
}

func (c *collector) grow() {
	slots := make([]uint32, 4*len(c.slots))
	for n := range c.entries {
		if n < len(c.voters) && c.voters[n] != "" {
			continue // kept apart, never merged
		}
		i := c.entries[n].hash >> 1 & uint64(len(slots)-1)
		for slots[i] != 0 {
			i = (i + 1) & uint64(len(slots)-1)
		}
		slots[i] = uint32(n + 1)
	}
	c.slots = slots
}

// voterHash identifies a voter by 64 bits of the folded name (FNV-1a); it is
// never 0.
func voterHash(voter []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range voter {
		if b < 0x80 && b > ' ' && b != '`' {
			if b >= 'A' && b <= 'Z' {
				b += 'a' - 'A'
			}
			h = (h ^ uint64(b)) * 1099511628211
			continue
		}
		h = 14695981039346656037
		for _, b := range []byte(vocabulary.Fold(string(voter))) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		break
	}
	return max(h, 1)
}

// votes makes the result.
func (c *collector) votes() *Votes {
	p := c.r.p
	issues, place := c.r.cat.finish()
	v := &Votes{
		Shape: p.shape, Issues: issues, Ballots: planner.NewBallots(len(issues)),
		Levels: p.levelNames(), Merged: c.merged,
	}
	c.measure()
	v.Ballots.Scale = c.scale()
	v.Ballots.Grow(len(c.entries))
	marks := make([]planner.Mark, len(issues))
	file := c.r.in.Model.SheetRef()
	ref := c.ref()
	for i := range c.entries {
		e := &c.entries[i]
		c.decode(e, marks, place)
		b := planner.Ballot{
			Group: c.r.groups.name(e.group), Region: c.r.regions.name(e.region), Organisation: c.r.orgs.name(e.org),
			Kind: p.kind(), Marks: marks, Count: e.count, Weight: c.weights[e.weight], Where: file,
		}
		if i < len(c.voters) {
			b.Voter, b.Time = c.voters[i], c.times[i]
		}
		if !c.merged || b.Voter != "" {
			b.Where = ref(atRow(int(e.row)))
		}
		if b.IsBlank() {
			c.blank += e.count
		}
		v.Ballots.Add(b)
	}
	c.sayVoters()
	c.sayTotals(v)
	c.sayNear(v.Issues)
	v.Findings = c.notes.findings(ref)
	return v
}

func atRow(row int) place { return place{row: row} }

func (c *collector) ref() func(place) planner.Ref {
	return c.r.in.place
}

// measure finds the range and the finest step of scores and points.
func (c *collector) measure() {
	if k := c.r.p.kind(); k != planner.Score && k != planner.Points {
		return
	}
	seen := false
	for i := range c.entries {
		for data := c.payload(&c.entries[i]); len(data) > 0; {
			u, n := binary.Uvarint(data)
			data = data[n:]
			if u == 0 {
				continue
			}
			m := unzigzag(u)
			if !seen {
				c.low, c.high, seen = m, m, true
			}
			c.low, c.high = min(c.low, m), max(c.high, m)
			for c.finest > 1 && m%c.finest != 0 {
				c.finest /= 10
			}
		}
	}
}

func unzigzag(u uint64) int64 {
	x := uint32(u - 1)
	return int64(int32(x>>1) ^ -int32(x&1))
}

// per is how many units make 1: 1 for whole numbers, 10 for one decimal.
func (c *collector) per() int64 { return milli / c.finest }

// scale is the scale of the ballots in their final unit.
func (c *collector) scale() planner.Scale {
	p := c.r.p
	kind := p.kind()
	if kind != planner.Score && kind != planner.Points {
		return planner.Scale{}
	}
	s := p.scale
	old, per := int64(max(s.Per, 1)), max(c.per(), int64(max(s.Per, 1)))
	c.finest = milli / per
	convert := func(m planner.Mark) planner.Mark { return planner.Mark(int64(m) * per / old) }
	out := planner.Scale{Min: convert(s.Min), Max: convert(s.Max), Budget: convert(s.Budget), Per: int32(per)}
	if kind == planner.Points {
		out.Max = max(out.Max, planner.Mark(c.high/c.finest))
	}
	if out.Per == 1 {
		out.Per = 0
	}
	return out
}

// decode writes the marks of an entry over the final issues.
func (c *collector) decode(e *entry, marks []planner.Mark, place []int) {
	for i := range marks {
		marks[i] = planner.Blank
	}
	data := c.payload(e)
	switch p := c.r.p; p.shape {
	case ChoiceColumns, RankedList:
		tier := planner.Mark(0)
		for ; len(data) >= 2; data = data[2:] {
			x := binary.LittleEndian.Uint16(data)
			if x&tie == 0 {
				tier++
			}
			marks[place[x&^tie]] = tier
		}
	case ApprovalList:
		for i := range marks {
			if len(data) > 0 {
				marks[i] = 0
			}
		}
		for ; len(data) >= 2; data = data[2:] {
			marks[place[binary.LittleEndian.Uint16(data)]] = 1
		}
	default:
		unit := int64(1)
		if k := p.kind(); k == planner.Score || k == planner.Points {
			unit = c.finest
		}
		for i := 0; len(data) > 0; i++ {
			u, n := binary.Uvarint(data)
			data = data[n:]
			if u != 0 && c.r.issue[i] >= 0 {
				marks[place[c.r.issue[i]]] = planner.Mark(unzigzag(u) / unit)
			}
		}
	}
}
