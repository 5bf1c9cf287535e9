package balance

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// Of all the panels that can be reached with as few changes, one is recommended. It
// is the least in this order, where what comes first decides alone:
//
//  1. changes: who leaves or, where nobody does, who joins;
//  2. people who leave and are still to be asked (see [Question]): nobody is advised away
//     because a cell is empty;
//  3. wishes that are missed, where not all can be met with so few: first those of tier
//     should, then those of tier nice;
//  4. values that are not known, of those who join, in the dimensions of the targets;
//  5. like for like: of each stakeholder group and each region as many come back as
//     leave; the more of those values of them that come back the better;
//  6. people who may not come: nobody is surer than who is confirmed, then come those
//     who were asked or have applied, then those of whom nothing is said;
//  7. a lot: everybody has a number drawn from the seed and from what is known of the
//     person, so that the order of rows and the IDs given to them decide nothing; the
//     sum of those who leave and join is least.
//
// Each is minimised by the same exact search, with the ones before held at their
// least. Up to the lot people alike share a column; for the lot each is alone, and of
// people alike only as many take part as join.

// Recommendation is the one change to make.
type Recommendation struct {
	// Drop and Add are who leaves and who joins, by ID, in order.
	Drop []string `json:"drop"`
	Add  []string `json:"add"`
	// Places say who makes room for whom; those who share most come first.
	Places []Place `json:"places"`
	// Meets are the targets that are met then and are not now, Breaks those that are
	// met now and not then, which happens to wishes alone.
	Meets  []string `json:"meets"`
	Breaks []string `json:"breaks,omitempty"`
	// ThenMissed and ThenOpen are the targets that are missed then and those that still
	// cannot be told.
	ThenMissed []string `json:"then_missed,omitempty"`
	ThenOpen   []string `json:"then_open,omitempty"`
	// Wishes says that the targets of tier should and nice are met too, Stay that it
	// is the fewest additions with nobody leaving.
	Wishes bool `json:"wishes,omitempty"`
	Stay   bool `json:"stay,omitempty"`
	// MostWishes says that as many wishes are met as can be with so few changes and new
	// people.
	MostWishes bool `json:"most_wishes,omitempty"`
	// Unknown counts the values of the targets' dimensions that are not known of those
	// who join, Alike the values of stakeholder group and region of those who leave that
	// come back, Confirmed those who join and have confirmed.
	Unknown   int `json:"unknown"`
	Alike     int `json:"alike"`
	Confirmed int `json:"confirmed"`
	// Lot says that a lot from Seed decided between ways that are equal in all else.
	Lot  bool   `json:"lot,omitempty"`
	Seed uint64 `json:"seed"`
	// AskFirst says that an answer could make the change needless, or a part of it: it takes
	// the place of somebody who is asked, or meets a target that hangs on an answer. Ask are
	// the questions that come with the change, beside those of [Report.Ask]: to people who
	// leave, on whose answer a target hangs once all others have changed places.
	AskFirst bool       `json:"ask_first,omitempty"`
	Ask      []Question `json:"ask,omitempty"`
	// Proved says that no way is better in the order of the criteria.
	Proved bool `json:"proved"`

	dims []planner.Dimension // of the targets
}

// Place is a seat that changes hands. Without Drop it is one more seat or one that was
// free; without Add it is not filled again. Where somebody is still to be found, Add is
// empty and Profiles are those of which any one would do there, as in [Recruits].
type Place struct {
	Drop     string                         `json:"drop,omitempty"`
	Add      string                         `json:"add,omitempty"`
	Profiles []map[planner.Dimension]string `json:"profiles,omitempty"`
	// Free are the dimensions in which it does not matter what the person brings, and
	// what the profile says is of no account.
	Free []planner.Dimension `json:"free,omitempty"`

	drop, add *panels.Person
}

// choosing is the search for the recommendation.
type choosing struct {
	*adviser
	question panels.Question
	rules    int // how many of its targets are to be met; the others are wishes
	dims     []planner.Dimension
	proved   bool
}

// The criteria, in their order.
const (
	byChanges = iota
	byAsked
	byShould
	byNice
	byKnown
	byLikeness
	byStanding
	byLot
)

// tiers are those of the wishes that a criterion counts.
var tiers = map[int]planner.Tier{byShould: planner.Should, byNice: planner.Nice}

// recommend chooses one of the best answers to the question, whose targets are to be
// met and as many of the wishes as can be, with newcomers who are still to be found. Nil
// where the limit came first.
func (a *adviser) recommend(targets, wishes, all []planner.Target, why *purpose) *Recommendation {
	asked := slices.Concat(targets, wishes)
	newcomers := why.newcomers(a.opts.Options.JoinAs, asked)
	c := &choosing{adviser: a, rules: len(targets), dims: tally.Dimensions(all...), proved: true}
	c.question = panels.Question{Targets: asked, Judge: a.judge, Seats: a.seats, Stay: why.stay}
	if why.stay {
		c.question.Seats = panels.AnySize
	}
	c.question.People = a.byLot()
	for i := range newcomers {
		c.question.People = append(c.question.People, panels.Person{Participant: &newcomers[i], Class: panels.Joining})
	}
	c.question.Apart = func(i int) string { return c.kind(&c.question.People[i]) }
	w := c.newWay()
	least, x := w.minimise(nil, byStanding)
	if x == nil {
		return nil
	}
	c.narrow(w, x)
	w = c.newWay()
	least, x = w.minimise(least, byLot)
	if x == nil {
		return nil
	}
	out := w.describe(x, newcomers, why.found)
	out.Alike = int(-least[byLikeness])
	out.Wishes = len(wishes) > 0 && least[byShould]+least[byNice] == 0
	out.Lot = w.another(x)
	out.Proved = c.proved
	return out
}

// kind tells apart people who differ in what decides up to the lot.
func (c *choosing) kind(p *panels.Person) string {
	return fmt.Sprintf("%t|%d|%d|%q", c.asked[p.ID], unknownIn(c.dims, p), standingOf(p), seatOf(p))
}

// seatOf are the person's stakeholder group and region, where they are known.
func seatOf(p *panels.Person) (out []string) {
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v, ok := p.Value(d); ok {
			out = append(out, string(d)+" "+v)
		}
	}
	return out
}

// shared counts what two people have in common of stakeholder group and region.
func shared(x, y *panels.Person) (n int) {
	for _, v := range seatOf(x) {
		n += int(tally.One(slices.Contains(seatOf(y), v)))
	}
	return n
}

// unknownIn counts the dimensions in which the person has no value.
func unknownIn(dims []planner.Dimension, p *panels.Person) int {
	n := 0
	for _, d := range dims {
		if len(tally.Known(p.Participant, d)) == 0 {
			n++
		}
	}
	return n
}

// standingOf is how unsure it is that the person comes.
func standingOf(p *panels.Person) int {
	switch p.Status {
	case planner.StatusConfirmed:
		return 0
	case "":
		return 2
	default:
		return 1
	}
}

// narrow leaves those in the question who may be chosen by lot: the panel and, of
// joining people alike, as many as join, and one more, so that it shows whether there
// was a choice. From here on each is alone.
func (c *choosing) narrow(w *way, x []int64) {
	joining := 0
	for g := range w.m.Groups {
		if gr := &w.m.Groups[g]; !gr.Class.OnPanel() {
			joining += int(x[gr.Col])
		}
	}
	var rest []panels.Person
	for g := range w.m.Groups {
		gr := &w.m.Groups[g]
		people := gr.People
		if !gr.Class.OnPanel() {
			people = people[:min(joining+1, len(people))]
		}
		for _, i := range people {
			rest = append(rest, w.m.People[i])
		}
	}
	c.question.People, c.question.Apart = rest, strconv.Itoa
}

// way is the search for a panel, with a column for each value that could come back.
type way struct {
	*choosing
	m      *panels.Model
	back   []int
	missed map[planner.Tier][]int // columns that are one where a wish is missed
}

func (c *choosing) newWay() *way {
	w := &way{choosing: c, m: panels.New(&c.question)}
	p := &w.m.Program
	values := make(map[string][]int) // groups of the panel, and then all, by value
	var order []string
	for g := range w.m.Groups {
		for _, v := range seatOf(&w.m.People[w.m.Groups[g].People[0]]) {
			if values[v] == nil {
				order = append(order, v)
			}
			values[v] = append(values[v], g)
		}
	}
	for _, v := range order {
		leaving, joining := p.AddRow(-ilp.Unbounded, 0), p.AddRow(-ilp.Unbounded, 0)
		for _, g := range values[v] {
			if gr := &w.m.Groups[g]; gr.Class.OnPanel() {
				p.AddEntry(gr.Col, leaving, 1)
				p.Rows[leaving].Hi += int64(len(gr.People))
			} else {
				p.AddEntry(gr.Col, joining, -1)
			}
		}
		both := []ilp.Entry{{Row: leaving, Coef: 1}, {Row: joining, Coef: 1}}
		w.back = append(w.back, p.AddColumn(0, p.Rows[leaving].Hi, both...))
	}
	w.missed = letGo(w.m, p, c.rules)
	return w
}

// price sets the costs of a criterion; it reports whether there are any.
func (w *way) price(criterion int) (any bool) {
	p := &w.m.Program
	p.ClearCosts()
	for g := range w.m.Groups {
		cost := w.cost(criterion, &w.m.People[w.m.Groups[g].People[0]])
		p.Cols[w.m.Groups[g].Col].Cost = cost
		any = any || cost != 0
	}
	for _, col := range w.back {
		p.Cols[col].Cost = -tally.One(criterion == byLikeness)
	}
	for _, col := range w.missed[tiers[criterion]] {
		p.Cols[col].Cost, any = 1, true
	}
	return any || criterion == byLikeness && len(w.back) > 0 && !w.question.Stay
}

// cost is that of seating a person, by criterion.
func (w *way) cost(criterion int, p *panels.Person) int64 {
	on := p.Class.OnPanel()
	switch criterion {
	case byChanges:
		return tally.One(!on && w.question.Stay) - tally.One(on && !w.question.Stay)
	case byAsked:
		return -tally.One(on && w.asked[p.ID])
	case byKnown:
		return int64(unknownIn(w.dims, p)) * tally.One(!on)
	case byStanding:
		return int64(standingOf(p))
	case byLot:
		return lotCost(p, w.opts.Seed) * (1 - 2*tally.One(on)) // it is who leaves that counts
	}
	return 0
}

// minimise holds the first criteria at the values given and minimises the others up
// to the last, one after the other. It returns all values, and nil where not even a
// panel was found.
func (w *way) minimise(held []int64, last int) (values, x []int64) {
	p := &w.m.Program
	for k := byChanges; k <= last; k++ {
		if !w.price(k) && (x != nil || k < last) {
			values = append(values, 0)
			continue
		}
		if k < len(held) {
			values = append(values, held[k])
		} else {
			best := p.Solve(w.ctx, w.part(), ilp.NoCutoff)
			w.proved = w.proved && best.Proved
			if best.Found() {
				x = best.X
			}
			if x == nil {
				return nil, nil
			}
			values = append(values, p.Value(x))
		}
		row := p.AddRow(-ilp.Unbounded, values[k])
		for j := range p.Cols {
			if p.Cols[j].Cost != 0 {
				p.AddEntry(j, row, p.Cols[j].Cost)
			}
		}
	}
	return values, x
}

// another reports whether a way other than x is as good but for the lot.
func (w *way) another(x []int64) bool {
	p := &w.m.Program
	p.Rows[len(p.Rows)-1].Hi = ilp.Unbounded // of the lot
	row := p.AddRow(-ilp.Unbounded, -1)
	for g := range w.m.Groups {
		if col := w.m.Groups[g].Col; x[col] > 0 { // each is one person here
			p.AddEntry(col, row, 1)
			p.Rows[row].Hi++
		}
	}
	more := ilp.NewSearch(p).First(w.ctx, w.part(), ilp.NoCutoff)
	return more.Found()
}

// describe reads off what a solution changes, and for whom.
func (w *way) describe(x []int64, newcomers planner.Roster, found *Recruits) *Recommendation {
	out := &Recommendation{
		Drop: []string{}, Add: []string{}, Meets: []string{}, Stay: w.question.Stay, Seed: w.opts.Seed,
		dims: w.dims,
	}
	for _, p := range w.places(x) {
		if p.Drop != "" {
			out.Drop = append(out.Drop, p.Drop)
		}
		if at := newcomers.ByID(p.Add); at >= 0 {
			p.Add, p.Profiles = "", found.Profiles[at:at+1:at+1]
		}
		if p.Add != "" {
			out.Add = append(out.Add, p.Add)
		}
		out.Places = append(out.Places, p)
	}
	slices.Sort(out.Drop)
	slices.Sort(out.Add)
	for i := range w.m.People {
		if p := &w.m.People[i]; slices.Contains(out.Add, p.ID) {
			out.Unknown += unknownIn(w.dims, p)
			out.Confirmed += int(tally.One(p.Status == planner.StatusConfirmed))
		}
	}
	return out
}

// newcomer is somebody to be found, with the values that a profile names and, in the
// other dimensions of the targets, values that nobody else has, not even another one.
func newcomer(
	id string, joinAs planner.Role, profile map[planner.Dimension]string, dims []planner.Dimension,
) planner.Participant {
	p := planner.Participant{ID: id, Roles: []planner.Role{joinAs}, Values: make(map[planner.Dimension][]string)}
	for _, d := range dims {
		p.Values[d] = []string{cmp.Or(profile[d], panels.NewValue+id)}
	}
	return p
}

// places says who makes room for whom: those who share most first, in the order of
// their lots.
func (w *way) places(x []int64) []Place {
	var leave, join []*panels.Person
	for g := range w.m.Groups {
		gr := &w.m.Groups[g]
		switch who := &w.m.People[gr.People[0]]; {
		case gr.Class.OnPanel() && x[gr.Col] == 0:
			leave = append(leave, who)
		case !gr.Class.OnPanel() && x[gr.Col] > 0:
			join = append(join, who)
		}
	}
	var out []Place
	for alike := 2; alike >= 0; alike-- {
		leave = slices.DeleteFunc(leave, func(l *panels.Person) bool {
			i := slices.IndexFunc(join, func(j *panels.Person) bool { return shared(l, j) == alike })
			if i >= 0 {
				out = append(out, Place{Drop: l.ID, Add: join[i].ID, drop: l, add: join[i]})
				join = slices.Delete(join, i, i+1)
			}
			return i >= 0
		})
	}
	for _, l := range leave {
		out = append(out, Place{Drop: l.ID, drop: l})
	}
	for _, j := range join {
		out = append(out, Place{Add: j.ID, add: j})
	}
	return out
}

// byLot are the people in the order of their lots, which the order of rows does not
// change.
func (a *adviser) byLot() []panels.Person {
	lots := make(map[*planner.Participant]uint64, len(a.people))
	for i := range a.people {
		lots[a.people[i].Participant] = lotOf(&a.people[i], a.opts.Seed)
	}
	return slices.SortedFunc(slices.Values(a.people), func(x, y panels.Person) int {
		return cmp.Or(cmp.Compare(lots[x.Participant], lots[y.Participant]), cmp.Compare(x.ID, y.ID))
	})
}

// lotOf is the person's number, from 0 to 2⁶⁴ − 1: the seed and everything known of the
// person, mixed (FNV-1a and the finish of SplitMix64). IDs are left out, since a
// reader may have numbered the rows.
func lotOf(p *panels.Person, seed uint64) uint64 {
	h := uint64(14695981039346656037)
	write := func(s string) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	write(p.Name)
	write(string(p.Status))
	for _, r := range p.Roles {
		write(string(r))
	}
	for _, d := range slices.Sorted(maps.Keys(p.Values)) {
		write(string(d))
		for _, v := range p.Values[d] {
			write(v)
		}
	}
	h += (seed + 1) * 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// lotBits is how much of a lot is added up: little enough for exact sums.
const lotBits = 20

func lotCost(p *panels.Person, seed uint64) int64 { return int64(lotOf(p, seed) >> (64 - lotBits)) }
