package schedule

import (
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
	// group is the person's stakeholder group, empty where unknown.
	group []string
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
	ways        float64
	firstLast   FirstLast
}

// order finds the speaking order and takes out who withdrew.
func (p *proposal) order() error {
	if len(p.speakers) == 0 {
		p.find(planner.Finding{Code: "schedule-no-speakers", Severity: planner.Note})
		return nil
	}
	q := newQueue(p.speakers, &p.opts)
	moved, err := q.lock()
	if err != nil {
		return err
	}
	best := q.solve()
	rest := p.stay(q, best.order)
	var anew *found
	if len(rest) < len(best.order) && len(rest) > 0 {
		q = newQueue(rest, &p.opts)
		if moved, err = q.lock(); err != nil {
			return err
		}
		fresh := q.solve()
		best, anew = q.shifted(rest, &fresh), &fresh
	}
	if len(rest) == 0 {
		return nil
	}
	p.plan.Warnings = append(p.plan.Warnings, moved...)
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
	p.plan.Evenness = p.evenness(q, &best, anew)
	return nil
}

// stay are those of an order who did not withdraw.
func (p *proposal) stay(q *queue, order []int) planner.Roster {
	var rest planner.Roster
	for at, i := range order {
		x := &q.people[i]
		if !slices.Contains(p.gone, x.ID) {
			rest = append(rest, *x)
			continue
		}
		behind := 0
		for k := at + 1; k < len(order); k++ {
			if q.seat[k] < 0 && !slices.Contains(p.gone, q.people[order[k]].ID) {
				behind++
			}
		}
		p.plan.Withdrawn = append(p.plan.Withdrawn, Person{x.ID, x.Name})
		p.find(withdrawn(x, at+1, behind))
	}
	return rest
}

// evenness is what is told of an order.
func (p *proposal) evenness(q *queue, best, anew *found) *Evenness {
	n := int64(len(best.order))
	exact := func(cost int64) planner.Exact { return planner.ExactOf(big.NewRat(cost, n*n)) }
	out := &Evenness{
		Dimensions: p.opts.Dimensions, Discrepancy: exact(best.cost), Bound: exact(best.bound), Proved: best.proved,
		FirstLast: best.firstLast,
	}
	if best.ways <= mostWays {
		out.EquallyGood = uint64(best.ways)
	}
	for k := 1; k < len(best.order); k++ {
		if g := q.group[best.order[k]]; g != "" && g == q.group[best.order[k-1]] {
			out.InARow++
		}
	}
	if anew != nil {
		x := exact(anew.cost)
		out.Anew = &x
	}
	if best.firstLast != FirstLastKept {
		p.find(firstAndLast(q.group[best.order[0]], best.firstLast))
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
		group, _ := x.Value(planner.Stakeholder)
		q.marks, q.group = append(q.marks, marks), append(q.group, group)
		q.seat, q.free = append(q.seat, -1), append(q.free, i)
	}
	return q
}

// byLot sorts people by a hash of the seed and what tells them apart: the name, the ID where
// there is no name and the ID is not that of the row alone, then the values.
func byLot(people planner.Roster, opts *Options) planner.Roster {
	type ticket struct {
		lot string
		x   planner.Participant
	}
	var tickets []ticket
	for _, x := range people {
		name := x.Name
		if name == "" && !x.Numbered {
			name = x.ID
		}
		lot := ""
		for _, fact := range []any{name, x.Values} {
			h := sha256.New()
			_ = binary.Write(h, binary.BigEndian, opts.Seed) // a hash takes in everything
			_ = json.NewEncoder(h).Encode(fact)
			lot += string(h.Sum(nil))
		}
		tickets = append(tickets, ticket{lot + x.ID, x})
	}
	slices.SortStableFunc(tickets, func(a, b ticket) int { return cmp.Compare(a.lot, b.lot) })
	var out planner.Roster
	for i := range tickets {
		out = append(out, tickets[i].x)
	}
	return out
}

// lock fixes the positions that are given. Those behind the last speaker move up to the end,
// in their order, which is found: the list was longer before somebody left it.
func (q *queue) lock() (moved []planner.Finding, err error) {
	locked := slices.DeleteFunc(slices.Clone(q.free), func(i int) bool { return q.people[i].Position == 0 })
	slices.SortFunc(locked, func(a, b int) int { return cmp.Compare(q.people[a].Position, q.people[b].Position) })
	var clash []planner.Finding
	last := len(q.people)
	for k, i := range slices.Backward(locked) {
		x := &q.people[i]
		if k > 0 && q.people[locked[k-1]].Position == x.Position {
			clash = append(clash, positionTwice(&q.people[locked[k-1]], x))
			continue
		}
		if last = min(x.Position, last); last != x.Position {
			moved = append(moved, movedUp(x, last))
		}
		last--
		q.seat[last] = i
	}
	if clash != nil {
		return nil, &planner.InputError{Of: "speaking orders", Findings: clash}
	}
	q.free = slices.DeleteFunc(q.free, func(i int) bool { return slices.Contains(locked, i) })
	return moved, nil
}

// shifted is the order of those who are left when somebody withdrew: whoever has a fixed
// position keeps it, and the others move up in their order. fresh is the order that would be
// proposed for them.
func (q *queue) shifted(rest planner.Roster, fresh *found) found {
	order, at := slices.Clone(q.seat), 0
	for i := range rest {
		who := q.people.ByID(rest[i].ID)
		if !slices.Contains(q.free, who) {
			continue
		}
		for order[at] >= 0 {
			at++
		}
		order[at] = who
	}
	out := q.found(order)
	out.bound = fresh.bound
	switch {
	case out.firstLast != fresh.firstLast:
		out.firstLast = FirstLastBroken
	case out.cost == fresh.cost:
		out.proved, out.ways = fresh.proved, fresh.ways
	}
	return out
}

// solve finds the best order: exactly where that can be done, else as good as is found.
func (q *queue) solve() found {
	if x := newExact(q); x != nil {
		return x.solve()
	}
	return q.near()
}

// found is an order that is proposed: one group has both ends only where none keeps the rule.
func (q *queue) found(order []int) found {
	out := found{order: order, cost: q.cost(order), firstLast: FirstLastKept}
	if q.price(order) > out.cost {
		out.firstLast = FirstLastImpossible
	}
	return out
}

// ends is more than any order costs.
const ends = never / 4

// endsPrice makes an order dear where one group has both ends.
func (q *queue) endsPrice(first, last string) int64 {
	if first == "" || first != last || len(q.seat) < 2 {
		return 0
	}
	return ends
}

// price is by what orders are compared: the cost, beyond what is paid for the ends.
func (q *queue) price(order []int) int64 {
	return q.cost(order) + q.endsPrice(q.group[order[0]], q.group[order[len(order)-1]])
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
