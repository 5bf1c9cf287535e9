package grouping

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/model"
	"roundtable/planner/internal/lots"
)

// builder collects a [Problem] and what is wrong with its input.
type builder struct {
	*Problem
	findings []planner.Finding
	groupAt  map[string]int // group or issue ID → position
	personAt map[string]int
}

// Build sets up the placing of the meeting's participants in groups. Sizes left
// open are chosen by [EvenSizes]. Wishes are the participants' own choices, and the
// ballots of those who made none. The group targets of the meeting hold as they
// are; there are no targets by default (see [DefaultTargets]).
//
// The findings are everything noticed. If one of them is an error the result is
// nil and the error is a [*planner.InputError] with all of them; wishes that cannot
// be met together are no input error, [Solve] reports them.
func Build(m *planner.Meeting, groups []planner.GroupSpec, opts Options) (*Problem, []planner.Finding, error) {
	b := newBuilder(m, groups, opts)
	b.index()
	b.readWishes(m)
	b.drawLots()
	b.readSeats(opts.Keep)
	b.readGroups()
	b.readPairs(m.Pairs)
	b.checkZones()
	targetReader{b}.read(m.Targets)
	if b.chairsBy == nil {
		b.chairsBy = []planner.Dimension{planner.Stakeholder}
	}
	peopleReader{b}.read()
	b.readEarlier()
	b.makeClasses()
	b.makeUtility()
	b.m.Grain = b.m.Granularity()
	for i := range b.findings {
		if b.findings[i].Severity == planner.Error {
			return nil, b.findings, &planner.InputError{Of: "working groups", Findings: b.findings}
		}
	}
	return b.Problem, b.findings, nil
}

func newBuilder(m *planner.Meeting, groups []planner.GroupSpec, opts Options) *builder {
	seats := 0
	for i := range m.Roster {
		least, _ := memberships(&m.Roster[i])
		seats += least
	}
	return &builder{
		Problem: &Problem{
			roster: m.Roster, groups: EvenSizes(groups, seats), opts: opts, kept: make(map[[2]int]*KeptSeat),
			meeting: m, asked: groups,
			m: &model.Model{ChairWeight: int64(opts.MissingChairWeight)},
		},
		groupAt: make(map[string]int), personAt: make(map[string]int),
	}
}

func (b *builder) add(f planner.Finding) { b.findings = append(b.findings, f) }

// index maps IDs to positions and reports those used twice.
func (b *builder) index() {
	if len(b.groups) == 0 {
		b.add(noGroups())
	}
	if len(b.roster) == 0 {
		b.add(noPeople())
	}
	for j := range b.groups {
		g := &b.groups[j]
		if _, twice := b.groupAt[g.ID]; twice {
			b.add(groupTwice(g))
		}
		b.groupAt[g.ID] = j
	}
	for j := range b.groups {
		if iss := b.groups[j].Issue; iss != "" {
			if _, taken := b.groupAt[iss]; !taken {
				b.groupAt[iss] = j
			}
		}
	}
	for i := range b.roster {
		p := &b.roster[i]
		if _, twice := b.personAt[p.ID]; twice {
			b.add(personTwice(p))
		}
		b.personAt[p.ID] = i
	}
}

// drawLots puts the people in an order drawn by lot from the seed, so that the order of the
// rows decides nothing.
func (b *builder) drawLots() {
	n := len(b.roster)
	roster, rank, voted, listed := make(planner.Roster, n), make([][]int, n), make([]bool, n), make([][]wish, n)
	b.source = make([]int, n)
	for at, i := range lots.Order(b.roster, b.opts.Seed, b.m.Rank) {
		roster[at], rank[at], voted[at], listed[at] = b.roster[i], b.m.Rank[i], b.m.Voted[i], b.listed[i]
		b.source[i] = at
		b.personAt[roster[at].ID] = at
	}
	b.roster, b.m.Rank, b.m.Voted, b.listed = roster, rank, voted, listed
}

func (b *builder) readGroups() {
	for j := range b.groups {
		s := &b.groups[j]
		if s.Size.Min < 0 || s.Size.Max < s.Size.Min || s.Size.Max == 0 {
			b.add(sizeImpossible(s))
		}
		if s.Chairs < 0 {
			b.add(chairsNegative(s))
		}
		b.m.Groups = append(b.m.Groups, model.Group{
			Lo: s.Size.Min, Hi: min(s.Size.Max, len(b.roster)), Optional: s.Optional, Chairs: s.Chairs,
		})
	}
	b.readSlots()
	b.readSupervisors()
}

// readSlots numbers the times at which groups meet, each by the first group that does.
func (b *builder) readSlots() {
	slots := make([]int32, len(b.groups))
	for g := range b.groups {
		slots[g] = -1
		if at := b.groups[g].Slot; at != "" {
			slots[g] = int32(slices.IndexFunc(b.groups, func(s planner.GroupSpec) bool { return s.Slot == at }))
			b.m.Slot = slots
		}
	}
}

// readSupervisors caps how many groups of one supervisor are opened: the least of what
// their rows say. Any of them may be the one that stays closed.
func (b *builder) readSupervisors() {
	for g := range b.groups {
		s := &b.groups[g]
		if s.Supervisor == "" || s.MostOpen <= 0 {
			continue
		}
		k := slices.Index(b.supervisors, s.Supervisor)
		if k < 0 {
			k = len(b.supervisors)
			b.supervisors = append(b.supervisors, s.Supervisor)
			b.m.Caps = append(b.m.Caps, model.OpenCap{Most: s.MostOpen})
			for h := range b.groups {
				if b.groups[h].Supervisor == s.Supervisor {
					b.m.Caps[k].Groups = append(b.m.Caps[k].Groups, int32(h))
				}
			}
		}
		b.m.Caps[k].Most = min(b.m.Caps[k].Most, s.MostOpen)
	}
	for _, c := range b.m.Caps {
		for _, g := range c.Groups {
			if len(c.Groups) > c.Most {
				b.m.Groups[g].Optional, b.groups[g].Optional = true, true
			}
		}
	}
}

// readPairs checks the pairs; together-pairs become units in makePeople.
func (b *builder) readPairs(pairs []planner.Pair) {
	for k := range pairs {
		pr := &pairs[k]
		x, okX := b.personAt[pr.A]
		y, okY := b.personAt[pr.B]
		switch {
		case !okX:
			b.add(pairUnknown(pr, pr.A))
		case !okY:
			b.add(pairUnknown(pr, pr.B))
		case x == y:
			b.add(pairWithOneself(pr))
		default:
			b.pairs = append(b.pairs, pairRule{x, y, pr.Kind})
		}
	}
}

// readSeats reads the earlier plan; the roster's own locks are read with the
// units. A chair locked there convenes the group.
func (b *builder) readSeats(keep *Kept) {
	if keep == nil {
		return
	}
	for k := range keep.Seats {
		s := &keep.Seats[k]
		i, okI := b.personAt[s.Person]
		g, okG := b.groupAt[s.Group]
		switch {
		case !okI:
			b.add(keptPersonUnknown(s))
		case !okG:
			b.add(keptGroupUnknown(s))
		default:
			b.kept[[2]int{i, g}] = s
			if named := &b.groups[g].Conveners; s.Locked && s.chairs() && !slices.Contains(*named, s.Person) {
				*named = append(slices.Clone(*named), s.Person)
			}
		}
	}
}

// chairs reports whether the seat is one of a chair.
func (s *KeptSeat) chairs() bool { return s != nil && (s.Role == RoleChair || s.Role == RoleCochair) }

// makeUtility fills the points per unit and group and the falling value.
func (b *builder) makeUtility() {
	m, K := b.m, len(b.groups)
	m.Utility = make([]int64, len(m.Units)*K)
	for u := range m.Units {
		for g := range K {
			for _, i := range m.Units[u].People {
				m.Utility[u*K+g] += b.pointsOf(int(i), g)
			}
		}
	}
	if len(b.opts.FurtherCost) == 0 {
		return
	}
	most := 0
	for u := range m.Units {
		most = max(most, m.Units[u].Hi)
	}
	m.Further = make([]int64, most+1)
	last := 0
	for n := 2; n <= most; n++ {
		c := b.opts.FurtherCost[min(n-2, len(b.opts.FurtherCost)-1)]
		if c < last {
			b.add(furtherCostFalls(last, c))
		}
		last = c
		m.Further[n] = m.Further[n-1] + int64(c)
	}
}

// pointsOf is what a seat of person i in group g is worth: the utility of the
// choice, and the points for keeping an earlier seat.
func (p *Problem) pointsOf(i, g int) int64 {
	v := p.wishPoints(i, g)
	if p.kept[[2]int{i, g}] != nil {
		v += int64(p.opts.Stay)
	}
	return v
}

// wishPoints is the utility of the choice alone; 0 for people who did not vote.
func (p *Problem) wishPoints(i, g int) int64 {
	if !p.m.Voted[i] {
		return 0
	}
	if r := p.m.Rank[i][g]; r > 0 {
		return p.opts.rankUtility(r)
	}
	return int64(p.opts.OutsideUtility)
}
