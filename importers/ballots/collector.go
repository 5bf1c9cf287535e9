package ballots

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// collector gathers ballots in the order of the rows. Up to MergeAbove rows each
// stays by itself; above that equal ballots of one group are counted, but those
// of voters in keep.
type collector struct {
	r       *reader
	entries []entry
	weights []planner.Ratio
	rows    int

	merged bool
	index  map[string]int  // of counted entries, by what they say
	voters []uint64        // when merged, by the hash of their names
	keep   map[uint64]bool // voters whose ballots are never counted with others

	high   int64 // of scores and points, in thousandths
	finest int64 // largest step that all scores are a multiple of
}

// entry is one ballot, or several equal ones.
type entry struct {
	says  string // see collector.says
	by    *voter // nil for several
	row   int
	count int64
}

// voter is who cast a ballot, and when in Unix seconds.
type voter struct {
	name string
	time int64
}

func newCollector(r *reader, keep map[uint64]bool) *collector {
	return &collector{r: r, keep: keep, weights: []planner.Ratio{{}}, finest: milli}
}

// add takes in a ballot.
func (c *collector) add(b ballot, marks []planner.Mark) {
	if c.rows++; c.rows == MergeAbove+1 {
		c.startMerging()
	}
	c.measure(marks)
	c.enter(entry{c.says(b, marks), &voter{b.voter, b.time / 1000}, b.row, b.count})
}

// says is all that makes ballots equal, as a compact text of varints: group,
// region, organisation, weight, and the marks by catalogue number, 0 for blank.
func (c *collector) says(b ballot, marks []planner.Mark) string {
	weight := max(0, slices.Index(c.weights, b.weight))
	if weight == 0 && b.weight.Given() {
		weight = len(c.weights)
		c.weights = append(c.weights, b.weight)
	}
	var buf [128]byte
	text := buf[:0]
	for _, x := range []uint32{b.group, b.region, b.org, uint32(weight)} {
		text = binary.AppendUvarint(text, uint64(x))
	}
	end := len(text) // of the last answer: later issues may not be known yet
	for _, m := range marks {
		if m == planner.Blank {
			text = append(text, 0)
			continue
		}
		text = binary.AppendUvarint(text, uint64(uint32(m<<1)^uint32(m>>31))+1)
		end = len(text)
	}
	return string(text[:end])
}

// ballot is what an entry says; its marks are written to their places in marks.
func (c *collector) ballot(e entry, marks []planner.Mark, order []int) planner.Ballot {
	text := []byte(e.says)
	next := func() uint64 {
		x, n := binary.Uvarint(text)
		text = text[n:]
		return x
	}
	b := planner.Ballot{
		Group: c.r.groups.name(next()), Region: c.r.regions.name(next()), Organisation: c.r.orgs.name(next()),
		Weight: c.weights[next()], Kind: c.r.p.kind(), Count: e.count, Marks: marks,
		Where: c.r.in.Model.SheetRef(),
	}
	for i := range marks {
		marks[i] = planner.Blank
	}
	for i := 0; len(text) > 0; i++ {
		if x := next(); x > 0 {
			x := uint32(x - 1)
			marks[order[i]] = planner.Mark(int32(x>>1) ^ -int32(x&1))
		}
	}
	if e.by != nil {
		b.Voter, b.Time, b.Where = e.by.name, e.by.time, c.ref(place{row: e.row})
	}
	return b
}

// enter appends an entry, or counts it with the equal one.
func (c *collector) enter(e entry) {
	if c.merged {
		if name := e.by.name; name != "" {
			hash := fnv.New64a()
			hash.Write([]byte(vocabulary.Fold(name)))
			c.voters = append(c.voters, hash.Sum64())
		}
		if e.by.name == "" || !c.keep[c.voters[len(c.voters)-1]] {
			if i, ok := c.index[e.says]; ok {
				c.entries[i].count += e.count
				return
			}
			e.by = nil
			c.index[e.says] = len(c.entries)
		}
	}
	c.entries = append(c.entries, e)
}

// startMerging enters the entries so far again as counted ones.
func (c *collector) startMerging() {
	old := c.entries
	c.merged, c.entries, c.index = true, nil, make(map[string]int, 2*MergeAbove)
	for _, e := range old {
		c.enter(e)
	}
}

// repeated returns the voters with more than one ballot among merged rows.
func (c *collector) repeated() map[uint64]bool {
	slices.Sort(c.voters)
	out := make(map[uint64]bool)
	for i, v := range c.voters {
		if i > 0 && c.voters[i-1] == v {
			out[v] = true
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
	c.index = nil // its memory is needed for the result
	marks := make([]planner.Mark, len(issues))
	for _, e := range c.entries {
		b := c.ballot(e, marks, order)
		c.finish(marks)
		v.Ballots.Add(b)
	}
	c.sayVoters()
	c.sayTotals(v)
	c.sayNear(v.Issues)
	v.Findings = c.r.notes.findings(c.ref)
	return v
}

// ref names a place of the sheet.
func (c *collector) ref(p place) planner.Ref {
	return c.r.in.place(p)
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

// sayVoters lists the voters with more than one ballot.
func (c *collector) sayVoters() {
	rows := make(map[string][]int)
	var order []string
	for _, e := range c.entries {
		if e.by == nil || e.by.name == "" {
			continue
		}
		k := vocabulary.Fold(e.by.name)
		if len(rows[k]) == 0 {
			order = append(order, e.by.name)
		}
		rows[k] = append(rows[k], e.row)
	}
	shown := make(map[string]int)
	for _, v := range order {
		list := rows[vocabulary.Fold(v)]
		if len(list) < 2 {
			continue
		}
		v = vocabulary.MaskAddress(v)
		if shown[v]++; shown[v] > 1 {
			v = fmt.Sprintf("%s (%d)", v, shown[v]) // another address that begins like it
		}
		for _, row := range list {
			c.r.notes.add(planner.Finding{
				Code: codeVoterRepeated, Severity: planner.Warning, Seen: v,
				Form: "voter", Args: facts{"voter": clip(v), "n": len(list)},
			}, place{row, c.voterColumn()})
		}
	}
}

func (c *collector) voterColumn() int {
	if len(c.r.p.voter) == 0 {
		return 0
	}
	return c.r.p.voter[0]
}

func (c *collector) sayTotals(v *Votes) {
	if n := int(c.r.abstained); n > 0 {
		c.r.notes.add(planner.Finding{
			Code: codeBallotBlank, Form: "abstains", Severity: planner.Note, Args: facts{"n": n},
		}, place{})
	}
	if n := int(c.r.empty); n > 0 {
		c.r.notes.add(planner.Finding{
			Code: codeBallotBlank, Form: "empty", Severity: planner.Note, Args: facts{"n": n},
		}, place{})
	}
	if c.merged {
		c.r.notes.add(planner.Finding{
			Code: codeBallotsMerged, Severity: planner.Note,
			Args: facts{"rows": c.rows, "n": v.Ballots.Len(), "above": MergeAbove},
		}, place{})
	}
	if v.Ballots.Len() == 0 && !c.r.refused {
		c.r.notes.add(planner.Finding{Code: codeVotesNone, Form: "headers", Severity: planner.Warning}, place{})
	}
	for _, names := range c.r.cat.spellings() {
		c.r.notes.add(planner.Finding{
			Code: codeIssueSpelling, Severity: planner.Note, Seen: names[0],
			Args: facts{"seen": planner.QuotedSome{Texts: clipped(names), Shown: len(names)}},
		}, place{})
	}
	if !c.r.cat.closed {
		for _, is := range v.Issues {
			if vocabulary.WriteIn.Is(is.Name) {
				c.r.notes.add(planner.Finding{
					Code: codeIssueWriteIn, Form: "kept", Severity: planner.Note, Seen: is.Name,
					Args: facts{"issue": clip(is.Name)},
				}, place{})
			}
		}
	}
}

// sayNear points out issues of an open catalogue that differ by a slip.
func (c *collector) sayNear(issues []planner.Issue) {
	if c.r.cat.closed || len(issues) > 300 {
		return
	}
	for i, a := range issues {
		var rest []string
		for _, b := range issues[i+1:] {
			rest = append(rest, b.Name)
		}
		near, ok := vocabulary.Closest(a.Name, rest)
		if !ok || digitsOf(a.Name) != digitsOf(near) {
			continue
		}
		c.r.notes.add(planner.Finding{
			Code: codeIssueNear, Severity: planner.Warning, Seen: near,
			Args: facts{"issue": clip(a.Name), "another": clip(near)},
		}, place{})
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
