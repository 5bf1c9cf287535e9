package ranking

import (
	"math/big"
	"slices"
	"strings"
	"sync"

	"roundtable/planner"
)

// status is what becomes of one ballot.
type status uint8

const (
	counted status = iota
	abstention
	replaced
	stranger
	groupless
)

func (s status) String() string {
	return [...]string{"counted", "abstention", "replaced", "not in the roster", "no group"}[s]
}

// cell is a set of ballots that no weighting tells apart.
type cell struct {
	group, region, org int // positions in profile.groups, .regions, .orgs; -1 when unknown
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

// profile is the ballots that were read, sorted into cells.
type profile struct {
	ballots *planner.Ballots
	m       int
	status  []status
	cellOf  []uint32 // by ballot; meaningful for counted ones
	cells   []cell

	groups, regions, orgs []string // groups alphabetically, the others in order of first appearance
	unknownGroup          int      // position of the group of ballots without one, or -1
	tickStyle             bool     // approval ballots have no explicit refusals

	blank *big.Rat // source weight of the abstentions

	ballotsCounted, abstained, replacedN, strangers, groupless, excluded int64
	findings                                                             []planner.Finding
}

// noGroupLabel names the group of ballots that carry none.
const noGroupLabel = "(no group)"

// admit decides for each ballot whether it counts and sorts the counted ones
// into cells, in input order.
//
// Finding repeated voters and sorting ballots into cells take about as long and
// touch different memory, so they run side by side on the assumption that nobody
// voted twice; where somebody did, the ballots are sorted again.
func admit(b *planner.Ballots, opts *Options, alias *aliases) *profile {
	var later []int32
	var p *profile
	var wg sync.WaitGroup
	wg.Go(func() { later = lastByVoter(b) })
	p = admitAll(b, opts, alias, nil)
	wg.Wait()
	if later != nil {
		p = admitAll(b, opts, alias, later)
	}
	return p
}

func admitAll(b *planner.Ballots, opts *Options, alias *aliases, later []int32) *profile {
	p := &profile{
		ballots: b, m: b.Issues(), unknownGroup: -1, tickStyle: true, blank: new(big.Rat),
		status: make([]status, b.Len()), cellOf: make([]uint32, b.Len()),
	}
	known := voterSet(opts.Voters)
	in := newCellIndex(p, alias, opts)
	for i := range b.Len() {
		if later != nil && later[i] >= 0 {
			p.reject(i, replaced)
			continue
		}
		x := b.At(i)
		switch {
		case x.IsBlank():
			p.reject(i, abstention)
			continue
		case known != nil && !anonymous(x.Voter) && !known[foldVoter(x.Voter)]:
			p.note(i, stranger, x.Count)
			if opts.Strangers == "exclude" {
				p.reject(i, stranger)
				continue
			}
		}
		if x.Group == "" && in.anyGroup {
			p.note(i, groupless, x.Count)
			if opts.NoGroup == ExcludeThem {
				p.reject(i, groupless)
				continue
			}
		}
		p.ballotsCounted += x.Count
		c := in.find(i, &x)
		p.cellOf[i] = c
		p.cells[c].n += x.Count
		if x.Kind == planner.Approval && p.tickStyle && hasRefusal(x.Marks) {
			p.tickStyle = false
		}
	}
	p.sortGroups()
	return p
}

// sortGroups puts the groups in alphabetical order, that of the ballots without
// one last, so that the order of ballots changes nothing.
func (p *profile) sortGroups() {
	order := make([]int, len(p.groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case a == p.unknownGroup:
			return 1
		case b == p.unknownGroup:
			return -1
		}
		return strings.Compare(p.groups[a], p.groups[b])
	})
	sorted, at := make([]string, len(order)), make([]int, len(order))
	for now, was := range order {
		sorted[now], at[was] = p.groups[was], now
	}
	p.groups = sorted
	if p.unknownGroup >= 0 {
		p.unknownGroup = at[p.unknownGroup]
	}
	for i := range p.cells {
		if g := p.cells[i].group; g >= 0 {
			p.cells[i].group = at[g]
		}
	}
}

func hasRefusal(marks []planner.Mark) bool {
	for _, m := range marks {
		if m == 0 {
			return true
		}
	}
	return false
}

// note counts a ballot under s; reject also takes it out of the count.
func (p *profile) note(i int, s status, n int64) {
	switch s {
	case stranger:
		p.strangers += n
	case groupless:
		p.groupless += n
	}
	p.remember(i, s)
}

func (p *profile) reject(i int, s status) {
	b := p.ballots.At(i)
	n := b.Count
	p.status[i] = s
	switch s {
	case abstention:
		p.abstained += n
		w := (&cell{source: b.Weight}).sourceRat()
		p.blank.Add(p.blank, w.Mul(w, big.NewRat(n, 1)))
		p.remember(i, s)
	case replaced:
		p.replacedN += n
		p.remember(i, s)
	default:
		p.excluded += n
	}
}

// maxPlaces bounds how many places one finding lists.
const maxPlaces = 1000

// findingOf is what is told about ballots with a status.
func findingOf(s status) planner.Finding {
	switch s {
	case abstention:
		return planner.Finding{Code: "ballot-blank", Severity: planner.Note, Text: "a ballot without any mark counts as an abstention"}
	case replaced:
		return planner.Finding{
			Code: "ballot-replaced", Severity: planner.Warning, Text: "the voter sent a later ballot, which counts instead",
			Fix: "remove the ballot that should not count",
		}
	case stranger:
		return planner.Finding{
			Code: "voter-not-in-roster", Severity: planner.Warning, Text: "the voter is not in the roster",
			Fix: "check the spelling, or add the person to the roster",
		}
	default:
		return planner.Finding{
			Code: "ballot-without-group", Severity: planner.Warning, Text: "the ballot carries no stakeholder group",
			Fix: "fill in the group, or choose how to treat such ballots with --no-group own, exclude or spread",
		}
	}
}

func (p *profile) remember(i int, s status) {
	where, want := p.ballots.At(i), findingOf(s)
	for k := range p.findings {
		f := &p.findings[k]
		if f.Code == want.Code {
			if len(f.Also) < maxPlaces {
				f.Also = append(f.Also, where.Where)
			}
			return
		}
	}
	want.Where, want.Seen = where.Where, where.Voter
	p.findings = append(p.findings, want)
}

func foldVoter(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func voterSet(names []string) map[string]bool {
	if names == nil {
		return nil
	}
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[foldVoter(n)] = true
	}
	return set
}

// cellIndex finds the cell of a ballot.
type cellIndex struct {
	p        *profile
	opts     *Options
	byKey    map[cell]uint32
	fast     []uint32 // by group code × kind, cell + 1, when nothing else differs
	group    codeMap
	region   codeMap
	org      codeMap
	anyGroup bool
}

func newCellIndex(p *profile, alias *aliases, opts *Options) *cellIndex {
	in := &cellIndex{p: p, opts: opts, byKey: make(map[cell]uint32)}
	in.group = codeMap{labels: &p.groups, alias: alias.group}
	in.region = codeMap{labels: &p.regions, alias: alias.region}
	in.org = codeMap{labels: &p.orgs, alias: alias.org}
	for i := range p.ballots.Len() {
		if g, _, _ := p.ballots.Codes(i); g != 0 {
			in.anyGroup = true
			break
		}
	}
	return in
}

// find returns the number of the ballot's cell, making it if it is new. Region
// and organisation only tell cells apart when the weights depend on them.
func (in *cellIndex) find(i int, x *planner.Ballot) uint32 {
	g, r, o := in.p.ballots.Codes(i)
	if in.opts.Weights != Raked {
		r = 0
	}
	if in.opts.Weights != ByOrganisation {
		o = 0
	}
	plain := r == 0 && o == 0 && !x.Weight.Given()
	slot := int(g)*5 + int(x.Kind)
	if plain && slot < len(in.fast) && in.fast[slot] != 0 {
		return in.fast[slot] - 1
	}
	key := cell{group: in.group.at(g), region: in.region.at(r), org: in.org.at(o), kind: x.Kind, source: x.Weight}
	if g == 0 && in.anyGroup && in.opts.NoGroup == OwnGroup {
		if in.p.unknownGroup < 0 {
			in.p.unknownGroup = len(in.p.groups)
			in.p.groups = append(in.p.groups, noGroupLabel)
		}
		key.group = in.p.unknownGroup
	}
	id, ok := in.byKey[key]
	if !ok {
		id = uint32(len(in.p.cells))
		in.byKey[key] = id
		in.p.cells = append(in.p.cells, key)
	}
	if plain {
		for len(in.fast) <= slot {
			in.fast = append(in.fast, 0)
		}
		in.fast[slot] = id + 1
	}
	return id
}

// codeMap turns label codes into positions in a list of labels, after aliases.
type codeMap struct {
	labels *[]string
	alias  map[uint32]string
	pos    map[uint32]int
}

func (c *codeMap) at(code uint32) int {
	if code == 0 {
		return -1
	}
	if p, ok := c.pos[code]; ok {
		return p
	}
	if c.pos == nil {
		c.pos = make(map[uint32]int)
	}
	label := c.alias[code]
	for i, l := range *c.labels {
		if l == label {
			c.pos[code] = i
			return i
		}
	}
	c.pos[code] = len(*c.labels)
	*c.labels = append(*c.labels, label)
	return c.pos[code]
}
