package balance

import (
	"cmp"
	"maps"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/panels"
	"roundtable/planner/internal/tally"
)

// Invitation is somebody to ask, or a kind of person to look for.
type Invitation struct {
	// Person is who to ask, by ID; where it is empty, somebody of one of the Profiles is
	// to be found (see [Place]).
	Person   string                         `json:"person,omitempty"`
	Profiles []map[planner.Dimension]string `json:"profiles,omitempty"`
	// Meets are the targets, missed or not known to be met now, that the person would
	// meet or bring closer.
	Meets []string `json:"meets"`
	// Replaces is who makes room; empty where a seat is free.
	Replaces string `json:"replaces,omitempty"`
	// Instead are those of the recommendation whom this person could stand in for, with
	// all the targets still met; empty for those recommended, who are asked first.
	Instead []string `json:"instead,omitempty"`
}

// recommendation chooses what to recommend: the fewest changes that meet the rules,
// and the wishes as well where that takes no more; where no panel of the people there
// are does, with people to be found. With AdditionsOnly nobody leaves, where that will do.
func (a *adviser) recommendation(out *Advice, must, all []planner.Target) (r *Recommendation, found *Recruits) {
	changes := func(x *Advice) int {
		if x == nil || !x.Feasible {
			return -1
		}
		return x.Changes.Min
	}
	rules, _ := a.decidable(must)
	wished, _ := a.decidable(all)
	fewest, both := changes(out), changes(out.Wishes)
	switch {
	case out.Additions != nil && out.Additions.Min > 0:
		r = a.recommend(rules, all, nil, true)
	case both > 0 && (both == fewest || fewest == 0):
		if r = a.recommend(wished, all, nil, false); r != nil {
			r.Wishes = true
		}
	case fewest > 0:
		r = a.recommend(rules, all, nil, false)
	case fewest < 0 && out.Recruits != nil:
		found = out.Recruits
		r = a.recommend(rules, all, a.newcomers(found, rules), false)
	case fewest == 0 && out.Wishes != nil && out.Wishes.Recruits != nil:
		found = out.Wishes.Recruits
		if r = a.recommend(wished, all, a.newcomers(found, wished), false); r != nil {
			r.Wishes = true
		}
	}
	return r, found
}

// newcomers are the recruits to be found: the first profile where one is enough, else
// the set that works together.
func (a *adviser) newcomers(r *Recruits, targets []planner.Target) planner.Roster {
	dims := tally.Dimensions(targets...)
	var out planner.Roster
	for i, profile := range r.Profiles[:min(r.Min, len(r.Profiles))] {
		id := panels.NewValue + string(rune('a'+i)) // no ID of a file
		out = append(out, a.newcomer(id, profile, dims))
	}
	return out
}

// invitations lists whom to ask: those recommended, who meets most first; then whoever
// could stand in for one of them, in the order in which they are asked themselves: who
// meets most, of whom most is known, who shares most with the person replaced, who is
// surest to come, and by lot. It also says what the recommendation meets and breaks.
func (a *adviser) invitations(r *Recommendation, found *Recruits, targets []planner.Target) []Invitation {
	q := a.quick(targets)
	joins := make([][]tally.Mark, len(r.Places))
	for i, p := range r.Places {
		if p.drop != nil {
			q.apply(q.marksOf(p.drop.Participant, q.Mark), -1)
		}
		if p.add != nil {
			joins[i] = q.marksOf(p.add.Participant, q.JoinMark)
		}
	}
	left := &quick{q.standing, q.verdicts()} // with those who make room gone
	brings := func(marks []tally.Mark) []string {
		d := left.with(marks)
		meets := []string{}
		for i := range targets {
			id := targets[i].ID
			if q.now[i].Met != planner.Yes && (slices.Contains(d.fixes, id) || slices.Contains(d.helps, id)) {
				meets = append(meets, id)
			}
		}
		return meets
	}
	var first []Invitation
	at := make([]int, len(r.Places)) // its place in the list
	for i, p := range r.Places {
		at[i] = len(first)
		if p.add != nil {
			first = append(first, Invitation{Person: p.Add, Meets: brings(joins[i]), Replaces: p.Drop})
		}
	}
	others := q.alike(slices.DeleteFunc(slices.Clone(a.people), func(p panels.Person) bool {
		return slices.Contains(r.Add, p.ID)
	}), panels.Joining)
	instead := make([][]int, len(others)) // the places each kind could take
	meets := make([][]string, len(others))
	for k := range others {
		meets[k] = brings(others[k].marks)
	}
	for _, marks := range joins {
		q.apply(marks, 1)
	}
	d := q.difference()
	r.Meets, r.Breaks = append(r.Meets, d.fixes...), d.breaks
	var met []int
	for i, v := range q.verdicts() {
		if v.Met == planner.Yes {
			met = append(met, i)
		}
	}
	for i := range r.Places {
		p := &r.Places[i]
		q.apply(joins[i], -1)
		for k := range others {
			if p.Add != "" && q.keeps(met, others[k].marks) {
				instead[k] = append(instead[k], i)
			}
		}
		if p.add != nil && p.Add == "" {
			if found.Min == 1 {
				p.Profiles = slices.DeleteFunc(slices.Clone(found.Profiles), func(profile map[planner.Dimension]string) bool {
					who := a.newcomer("", profile, slices.Collect(maps.Keys(p.add.Values)))
					return !q.keeps(met, q.marksOf(&who, q.JoinMark))
				})
			}
			first[at[i]].Profiles = p.Profiles
		}
		q.apply(joins[i], 1)
	}
	slices.SortStableFunc(first, func(x, y Invitation) int { return cmp.Compare(len(y.Meets), len(x.Meets)) })
	return append(first, a.reserves(r, others, instead, meets)...)
}

// reserves orders those who could stand in for somebody recommended.
func (a *adviser) reserves(r *Recommendation, others []likeness, instead [][]int, meets [][]string) []Invitation {
	type reserve struct {
		Invitation
		order []int
		lot   uint64
	}
	at := make(map[string]int)
	for k := range others {
		for _, id := range others[k].people {
			at[id] = k
		}
	}
	var list []reserve
	for i := range a.people {
		p := &a.people[i]
		k, ok := at[p.ID]
		if !ok || len(instead[k]) == 0 {
			continue
		}
		place := &r.Places[instead[k][0]]
		x := reserve{Invitation{Person: p.ID, Meets: meets[k], Replaces: place.Drop}, nil, a.lot(*p)}
		for _, n := range instead[k] {
			x.Instead = append(x.Instead, r.Places[n].Add)
		}
		like := cmp.Or(place.drop, place.add)
		x.order = []int{instead[k][0], -len(meets[k]), unknownIn(r.dims, p), -shared(p, like), standingOf(p)}
		list = append(list, x)
	}
	slices.SortStableFunc(list, func(x, y reserve) int {
		return cmp.Or(slices.Compare(x.order, y.order), cmp.Compare(x.lot, y.lot))
	})
	out := make([]Invitation, len(list))
	for i := range list {
		out[i] = list[i].Invitation
	}
	return out
}
