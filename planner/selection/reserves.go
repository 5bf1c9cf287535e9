package selection

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/anneal"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// reservesListed is how many reserves are named for each member.
const reservesListed = 10

// reserves finds who could take each drawn member's seat with all targets met. It counts
// the panel by tallies, not by the program that found it.
func (q *question) reserves(r *Result) {
	s := q.seated(r.Lottery[r.Draw-1])
	lot, from := make([]uint64, len(q.people)), anneal.NewRandom(r.Seed, streamReserve)
	for k := range lot {
		lot[k] = from.Next()
	}
	byGroup := make(map[int][]int) // of a member: the reserves in order
	group := q.groupOf()
	for _, k := range r.Lottery[r.Draw-1] {
		if q.people[k].Class == panels.Locked {
			continue
		}
		out := group[k]
		if _, ok := byGroup[out]; !ok {
			byGroup[out] = q.couldReplace(s, out)
			slices.SortFunc(byGroup[out], func(a, b int) int {
				return cmp.Or(cmp.Compare(tally.One(group[a] != out), tally.One(group[b] != out)),
					cmp.Compare(lot[a], lot[b]))
			})
		}
		by := byGroup[out]
		first := q.model.IDs(by[:min(len(by), reservesListed)])
		r.Reserves = append(r.Reserves, Reserve{For: q.people[k].ID, By: first, Of: len(by)})
	}
	slices.SortFunc(r.Reserves, func(a, b Reserve) int { return cmp.Compare(a.For, b.For) })
}

// groupOf is each person's group.
func (q *question) groupOf() []int {
	out := make([]int, len(q.people))
	for g := range q.model.Groups {
		for _, k := range q.model.Groups[g].People {
			out[k] = g
		}
	}
	return out
}

// couldReplace are the people who could take the seat of somebody of a group.
func (q *question) couldReplace(s *seated, out int) []int {
	leaves := q.model.Groups[out].People[0]
	s.count(leaves, -1)
	defer s.count(leaves, 1)
	var list []int
	for _, g := range q.open {
		people := q.model.Groups[g].People
		s.count(people[0], 1)
		if s.broken() == nil {
			for _, k := range people {
				if !s.on[k] {
					list = append(list, k)
				}
			}
		}
		s.count(people[0], -1)
	}
	return list
}

// seated is a panel with the tallies of all targets.
type seated struct {
	q       *question
	on      []bool
	tallies []tally.Tally
}

func (q *question) seated(panel []int) *seated {
	s := &seated{q: q, on: make([]bool, len(q.people)), tallies: make([]tally.Tally, len(q.targets))}
	for i := range q.targets {
		s.tallies[i] = q.judge.Fixed(&q.targets[i])
	}
	for _, k := range panel {
		s.on[k] = true
		s.count(k, 1)
	}
	return s
}

// count adds a person to the tallies, or takes one out again.
func (s *seated) count(k, by int) {
	for i := range s.tallies {
		s.tallies[i].Add(&s.q.marks(k)[i], by)
	}
}

// broken is a target that the panel is not sure to meet; nil if there is none.
func (s *seated) broken() *planner.Target {
	for i := range s.tallies {
		if t := &s.q.targets[i]; s.tallies[i].Verdict(t).Met != planner.Yes {
			return t
		}
	}
	return nil
}

// marks are how a person bears on the targets, once seated.
func (q *question) marks(k int) []tally.Mark {
	if q.marked[k] == nil {
		for i := range q.targets {
			p := &q.people[k]
			var m tally.Mark
			if p.Class == panels.Joining {
				m = q.judge.JoinMark(&q.targets[i], p.Participant)
			} else {
				m = q.judge.Mark(&q.targets[i], p.Participant)
			}
			q.marked[k] = append(q.marked[k], m)
		}
	}
	return q.marked[k]
}
