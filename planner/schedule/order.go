package schedule

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"slices"

	"roundtable/planner"
)

// queue is the question of an order: who speaks, by lot, and what each counts for.
type queue struct {
	people planner.Roster
	// marks lists the values that each person carries, numbered over all dimensions; total
	// is how many people carry a value.
	marks [][]int
	total []int64
	// group is the number of the person's stakeholder group, −1 where unknown.
	group []int
	// seat is the person at each position, −1 where it is free; a person at a fixed
	// position is not free.
	seat []int
	free []int // persons, by lot
}

// found is an order: persons by position, its discrepancy times n², and what was shown of it.
type found struct {
	order       []int
	cost, bound int64
	proved      bool
	ways        uint64
	firstLast   FirstLast
}

// order finds the speaking order and takes out who withdrew.
func (p *proposal) order() error {
	if len(p.speakers) == 0 {
		p.find(planner.Finding{Code: "schedule-no-speakers", Severity: planner.Note})
		return nil
	}
	q := newQueue(p.speakers, &p.opts)
	if err := p.lock(q); err != nil {
		return err
	}
	best := q.solve()
	var anew *found
	if len(p.gone) > 0 {
		q, best, anew = p.without(q, best)
	}
	for at, i := range best.order {
		x := &q.people[i]
		t := Turn{
			Position: at + 1, Person: Person{x.ID, x.Name}, Locked: q.seat[at] == i,
			Values: make(map[planner.Dimension]string), Times: []TurnTime{},
		}
		for _, d := range accounted {
			if v, ok := x.Value(d); ok {
				t.Values[d] = v
			}
		}
		p.plan.Order = append(p.plan.Order, t)
	}
	if len(best.order) > 0 {
		p.plan.Evenness = p.evenness(q, &best, anew)
	}
	return nil
}

// evenness is what is told of an order.
func (p *proposal) evenness(q *queue, best, anew *found) *Evenness {
	n := int64(len(best.order))
	exact := func(cost int64) planner.Exact { return planner.ExactOf(big.NewRat(cost, n*n)) }
	out := &Evenness{
		Dimensions: p.opts.Dimensions, Discrepancy: exact(best.cost), Bound: exact(best.bound), Proved: best.proved,
		EquallyGood: best.ways, FirstLast: best.firstLast,
	}
	for k := 1; k < len(best.order); k++ {
		if g := q.group[best.order[k]]; g >= 0 && g == q.group[best.order[k-1]] {
			out.InARow++
		}
	}
	if anew != nil {
		x := exact(anew.cost)
		out.Anew = &x
	}
	if best.firstLast != FirstLastKept {
		group, _ := q.people[best.order[0]].Value(planner.Stakeholder)
		p.find(firstAndLast(group, best.firstLast))
	}
	if !best.proved && anew == nil {
		p.find(planner.Finding{Code: "schedule-best-found", Severity: planner.Note})
	}
	return out
}

// newQueue puts the people in the order of the lot and numbers their values.
func newQueue(people planner.Roster, opts *Options) *queue {
	q := &queue{people: byLot(people, opts)}
	numbers := make(map[[2]string]int)
	groups := make(map[string]int)
	for i := range q.people {
		x := &q.people[i]
		var marks []int
		for _, d := range opts.Dimensions {
			v, ok := x.Value(d)
			if !ok {
				continue
			}
			key := [2]string{string(d), v}
			if _, met := numbers[key]; !met {
				numbers[key] = len(numbers)
				q.total = append(q.total, 0)
			}
			q.total[numbers[key]]++
			marks = append(marks, numbers[key])
		}
		g := -1
		if v, ok := x.Value(planner.Stakeholder); ok {
			if _, met := groups[v]; !met {
				groups[v] = len(groups)
			}
			g = groups[v]
		}
		q.marks, q.group = append(q.marks, marks), append(q.group, g)
		q.seat, q.free = append(q.seat, -1), append(q.free, i)
	}
	return q
}

// byLot sorts people by a hash of the seed and what tells them apart: the name, the ID where
// there is no name and the ID is not that of the row alone, then the values.
func byLot(people planner.Roster, opts *Options) planner.Roster {
	lot := func(x any) []byte {
		h := sha256.New()
		_ = binary.Write(h, binary.BigEndian, opts.Seed) // a hash takes in everything
		_ = json.NewEncoder(h).Encode(x)
		return h.Sum(nil)
	}
	type ticket struct {
		name, values []byte
		x            planner.Participant
	}
	var tickets []ticket
	for i := range people {
		x := people[i]
		name := x.Name
		if name == "" && !x.Numbered {
			name = x.ID
		}
		tickets = append(tickets, ticket{lot(name), lot(x.Values), x})
	}
	slices.SortStableFunc(tickets, func(a, b ticket) int {
		return cmp.Or(bytes.Compare(a.name, b.name), bytes.Compare(a.values, b.values), cmp.Compare(a.x.ID, b.x.ID))
	})
	var out planner.Roster
	for i := range tickets {
		out = append(out, tickets[i].x)
	}
	return out
}

// fix gives a person a position, from 0.
func (q *queue) fix(person, at int) {
	q.seat[at] = person
	q.free = slices.DeleteFunc(q.free, func(i int) bool { return i == person })
}

// lock fixes the positions that are given. Those behind the last speaker move up to the end,
// in their order: the list was longer before somebody left it.
func (p *proposal) lock(q *queue) error {
	var locked []int
	for i := range q.people {
		if q.people[i].Position > 0 {
			locked = append(locked, i)
		}
	}
	slices.SortFunc(locked, func(a, b int) int { return cmp.Compare(q.people[a].Position, q.people[b].Position) })
	var clash []planner.Finding
	for k := 1; k < len(locked); k++ {
		if a, b := &q.people[locked[k-1]], &q.people[locked[k]]; a.Position == b.Position {
			clash = append(clash, positionTwice(a, b))
		}
	}
	if clash != nil {
		return &planner.InputError{Of: "speaking orders", Findings: clash}
	}
	last := len(q.people)
	for _, i := range slices.Backward(locked) {
		x := &q.people[i]
		at := min(x.Position, last)
		if at != x.Position {
			p.find(movedUp(x, at))
		}
		q.fix(i, at-1)
		last = at - 1
	}
	return nil
}

// without takes those who withdrew out of an order. The rest keep theirs; anew is the order
// that would be proposed for them, those with a fixed position at the same place.
func (p *proposal) without(q *queue, best found) (*queue, found, *found) {
	var rest planner.Roster
	var locked []bool
	gone := false
	for at, i := range best.order {
		x := &q.people[i]
		if !slices.Contains(p.gone, x.ID) {
			rest, locked = append(rest, *x), append(locked, q.seat[at] == i)
			continue
		}
		gone = true
		p.plan.Withdrawn = append(p.plan.Withdrawn, Person{x.ID, x.Name})
		p.find(withdrawn(x, at+1, len(best.order)-at-1))
	}
	if !gone {
		return q, best, nil
	}
	if len(rest) == 0 {
		return q, found{}, nil
	}
	next := newQueue(rest, &p.opts)
	kept := found{}
	for at := range rest {
		i := next.people.ByID(rest[at].ID)
		kept.order = append(kept.order, i)
		if locked[at] {
			next.fix(i, at)
		}
	}
	anew := next.solve()
	kept.cost, kept.bound, kept.firstLast = next.cost(kept.order), anew.bound, anew.firstLast
	if next.sameEnds(kept.order) && anew.firstLast == FirstLastKept {
		kept.firstLast = FirstLastBroken
	}
	if kept.firstLast == anew.firstLast && kept.cost == anew.cost {
		kept.proved, kept.ways = anew.proved, anew.ways
	}
	return next, kept, &anew
}

// solve finds the best order: exactly where that can be done, else as good as is found.
func (q *queue) solve() found {
	if x := newExact(q); x != nil {
		if out, ok := x.solve(true); ok {
			out.firstLast = FirstLastKept
			return out
		}
		out, _ := x.solve(false)
		out.firstLast = FirstLastImpossible
		return out
	}
	return q.near()
}

// sameEnds reports whether the first and the last are of one stakeholder group.
func (q *queue) sameEnds(order []int) bool {
	first, last := order[0], order[len(order)-1]
	return first != last && q.group[first] >= 0 && q.group[first] == q.group[last]
}

// cost is the discrepancy of an order times n².
func (q *queue) cost(order []int) int64 {
	n, sum := int64(len(order)), int64(0)
	x := make([]int64, len(q.total))
	for k, i := range order {
		for _, v := range q.marks[i] {
			x[v]++
		}
		for v := range x {
			d := n*x[v] - int64(k+1)*q.total[v]
			sum += d * d
		}
	}
	return sum
}
