package grouping

import (
	"fmt"
	"slices"

	"roundtable/planner/grouping/internal/model"
)

// seated is who sits where, as a seating or a plan's lists of members say, and what
// follows for the people.
type seated struct {
	*Problem
	groupsOf [][]int // by person
	members  [][]int // by group
}

// nobodySeated has no seat taken yet.
func (p *Problem) nobodySeated() *seated {
	return &seated{p, make([][]int, len(p.roster)), make([][]int, len(p.groups))}
}

// seatedAs takes over a seating, in the order of the input.
func (p *Problem) seatedAs(x model.Seating) *seated {
	at := p.nobodySeated()
	for _, i := range p.source {
		for _, g := range x[p.m.People[i].Unit] {
			at.take(i, int(g))
		}
	}
	return at
}

// take seats person i in group g.
func (at *seated) take(i, g int) {
	at.groupsOf[i], at.members[g] = append(at.groupsOf[i], g), append(at.members[g], i)
}

// sits reports whether person i sits in group g.
func (at *seated) sits(i, g int) bool { return slices.Contains(at.groupsOf[i], g) }

// Left is somebody without a seat, and why.
type Left struct {
	Person string `json:"person"`
	// Why is "none-asked" where the person asked for no seat, "barred" where no group may
	// have the person, "full" where all that could are full, "closed" where none of them was
	// opened, and "dearer" where a seat would cost other people's wishes or rules more than
	// it is worth. Groups are those that could have the person: of the list, if there is one.
	Why    string   `json:"why"`
	Groups []string `json:"groups"`
}

// leftOver lists who has no seat.
func (at *seated) leftOver() []Left {
	var list []Left
	for _, i := range at.source {
		if len(at.groupsOf[i]) == 0 {
			list = append(list, at.leftOut(i))
		}
	}
	return list
}

// leftOut says why person i has no seat.
func (at *seated) leftOut(i int) Left {
	out := Left{Person: at.roster[i].ID, Groups: []string{}}
	_, most := memberships(&at.roster[i])
	full, closed := 0, 0
	for _, g := range at.m.Allowed(int(at.m.People[i].Unit)) {
		if at.m.Voted[i] && at.m.Rank[i][g] == 0 {
			continue
		}
		spec := &at.groups[g]
		out.Groups = append(out.Groups, spec.ID)
		full += boolCount(len(at.members[g]) >= spec.Size.Max)
		closed += boolCount(len(at.members[g]) == 0 && spec.Optional)
	}
	switch n := len(out.Groups); {
	case most == 0:
		out.Why = "none-asked"
	case n == 0:
		out.Why = "barred"
	case full == n:
		out.Why = "full"
	case closed == n:
		out.Why = "closed"
	default:
		out.Why = "dearer"
	}
	return out
}

// changes lists the people whose groups differ from the earlier plan. People who
// were not in it are not listed.
func (at *seated) changes() []Change {
	if at.opts.Keep == nil {
		return nil
	}
	changes := []Change{}
	for _, i := range at.source {
		c := Change{Person: at.roster[i].ID, From: []string{}, To: []string{}}
		before := false
		for g := range at.groups {
			was, is := at.kept[[2]int{i, g}] != nil, at.sits(i, g)
			before = before || was
			if was && !is {
				c.From = append(c.From, at.groups[g].ID)
			} else if is && !was {
				c.To = append(c.To, at.groups[g].ID)
			}
		}
		if before && len(c.From)+len(c.To) > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

// meetAgain counts the pairs of people who sit together and did in an earlier meeting.
func (at *seated) meetAgain() int {
	met := make(map[[2]int]bool)
	person := at.positions()
	for _, plan := range at.opts.Earlier {
		for k, s := range plan.Seats {
			for _, o := range plan.Seats[:k] {
				i, ok := person[s.Person]
				j, known := person[o.Person]
				if ok && known && i != j && s.Group == o.Group {
					met[[2]int{min(i, j), max(i, j)}] = true
				}
			}
		}
	}
	n := 0
	for pair := range met {
		n += boolCount(slices.ContainsFunc(at.groupsOf[pair[0]], func(g int) bool { return at.sits(pair[1], g) }))
	}
	return n
}

// countWishes counts what the people got, as they voted.
func (at *seated) countWishes() Wishes {
	var w Wishes
	for _, i := range at.source {
		list := at.listed[i]
		if len(list) == 0 {
			continue
		}
		w.People++
		best, own := at.best(i)
		switch {
		case own == 1:
			w.First++
		case best == 1:
			w.BestFormed++
		case best > 0:
			w.Listed++
		case at.m.Voted[i]:
			w.Outside++
		default:
			w.NoneFormed++
		}
		if list[0].group < 0 && own != 1 {
			w.missFirst(list[0].issue)
		}
	}
	slices.SortStableFunc(w.Unformed, func(a, b Unformed) int { return b.First - a.First })
	return w
}

// missFirst counts somebody whose first choice has no group.
func (w *Wishes) missFirst(issue string) {
	k := slices.IndexFunc(w.Unformed, func(x Unformed) bool { return x.Issue == issue })
	if k < 0 {
		k, w.Unformed = len(w.Unformed), append(w.Unformed, Unformed{Issue: issue})
	}
	w.Unformed[k].First++
}

// best is the best choice that person i got, by its rank among the groups formed and by
// that on the person's own list; 0 for none.
func (at *seated) best(i int) (rank, own int) {
	for _, g := range at.groupsOf[i] {
		if r := at.m.Rank[i][g]; r > 0 && (rank == 0 || r < rank) {
			rank, own = r, at.choiceOf(i, g)
		}
	}
	return rank, own
}

// bestChoices counts those who voted by the best choice they got among the groups formed,
// at 0 those outside their list; worst is the last with somebody.
func (at *seated) bestChoices() (count []int, worst int) {
	count = make([]int, at.m.MaxRank+1)
	for i := range at.roster {
		if best, _ := at.best(i); at.m.Voted[i] {
			count[best]++
			worst = max(worst, best)
		}
	}
	return count, worst
}

// keptPoints is what the seats kept from an earlier plan are worth.
func (at *seated) keptPoints() int64 {
	n := 0
	for seat := range at.kept {
		n += boolCount(at.sits(seat[0], seat[1]))
	}
	return int64(n * at.opts.Stay)
}

// positions finds people by their IDs.
func (p *Problem) positions() map[string]int {
	at := make(map[string]int, len(p.roster))
	for i := range p.roster {
		at[p.roster[i].ID] = i
	}
	return at
}

// hoursOf are the hours that suit most of the people; nil where nobody's zone is known.
func (at *seated) hoursOf(people []int) *Hours {
	h := &Hours{}
	for hour := range 24 {
		n, of := 0, 0
		for _, i := range people {
			suits, known := at.opts.suits(&at.roster[i], hour)
			n, of = n+boolCount(suits), of+boolCount(known)
		}
		if n > h.Suits {
			h.Suits, h.UTC = n, nil
		}
		if h.Of = of; n == h.Suits && n > 0 {
			h.UTC = append(h.UTC, hourLabel(hour))
		}
	}
	if h.Of == 0 {
		return nil
	}
	return h
}

func hourLabel(hour int) string { return fmt.Sprintf("%02d:00 UTC", hour) }
