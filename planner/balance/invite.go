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
	Free     []planner.Dimension            `json:"free,omitempty"`
	// Meets are the targets, missed or not known to be met now, that the person would
	// meet or bring closer.
	Meets []string `json:"meets"`
	// Replaces is who makes room; empty where a seat is free.
	Replaces string `json:"replaces,omitempty"`
	// Instead are those of the recommendation whom this person could stand in for, with
	// all the targets still met; empty for those recommended, who are asked first.
	Instead []string `json:"instead,omitempty"`
}

// purpose is what a recommendation is to do.
type purpose struct {
	wishes, stay bool
	found        *Recruits // where nobody there is will do
}

// purpose chooses what to recommend: the fewest changes that meet the rules, and the
// wishes as well where that takes no more; where no panel of the people there are
// does, with people to be found. With AdditionsOnly nobody leaves, where that will do.
// Nil where nothing needs to change, or nothing would do.
func (out *Advice) purpose() *purpose {
	return cmp.Or(out.byAdditions(), out.byChanges(), out.byRecruits())
}

// fewest is how many changes it takes among the people there are, −1 where none will do.
func (out *Advice) fewest() int {
	if out == nil || !out.Feasible {
		return -1
	}
	return out.Changes.Min
}

func (out *Advice) byAdditions() *purpose {
	some := func(x *Advice) bool { return x != nil && x.Additions != nil && x.Additions.Min > 0 }
	switch {
	case some(out):
		return &purpose{stay: true}
	case out.fewest() == 0 && some(out.Wishes):
		return &purpose{wishes: true, stay: true}
	}
	return nil
}

func (out *Advice) byChanges() *purpose {
	fewest, both := out.fewest(), out.Wishes.fewest()
	switch {
	case both > 0 && (both == fewest || fewest == 0):
		return &purpose{wishes: true}
	case fewest > 0:
		return &purpose{}
	}
	return nil
}

func (out *Advice) byRecruits() *purpose {
	switch fewest := out.fewest(); {
	case fewest < 0 && out.Recruits != nil:
		return &purpose{found: out.Recruits}
	case fewest == 0 && out.Wishes != nil && out.Wishes.Recruits != nil:
		return &purpose{wishes: true, found: out.Wishes.Recruits}
	}
	return nil
}

// recommendation recommends one change, and says whom to ask for it.
func (a *adviser) recommendation(out *Advice, must, all []planner.Target) {
	why := out.purpose()
	if why == nil {
		return
	}
	targets, _ := a.decidable(must)
	wishes := wishesOf(a, all)
	questions := newStanding(a.panel, all, a.opts.Options).questions()
	a.asked = peopleOf(questions)
	if len(a.asked) > 0 && out.fewest() > 0 {
		why.wishes = false // as many as can be while those who are asked stay
	}
	if why.wishes {
		targets, _ = a.decidable(all)
		wishes = nil
	}
	if why.found != nil && len(wishes) > 0 {
		if better := serving(a, targets, wishes, why.found); better != nil {
			why.found = better
		} else {
			wishes = nil
		}
	}
	r := a.recommend(targets, wishes, all, why)
	if r == nil {
		return
	}
	r.Wishes = r.Wishes && why.found == nil || why.wishes
	r.MostWishes = len(wishes) > 0 && !r.Wishes
	out.Recommended, out.Invitations = r, a.invitations(r, why.found, all)
	askBefore(a, r, questions, all)
}

// newcomers are the recruits to be found: the first profile where one is enough, else
// the set that works together.
func (w *purpose) newcomers(joinAs planner.Role, targets []planner.Target) planner.Roster {
	if w.found == nil {
		return nil
	}
	dims := tally.Dimensions(targets...)
	var out planner.Roster
	for i, profile := range w.found.Profiles[:min(w.found.Min, len(w.found.Profiles))] {
		id := panels.NewValue + string(rune('a'+i)) // no ID of a file
		out = append(out, newcomer(id, joinAs, profile, dims))
	}
	return out
}

// candidate is somebody who might be asked.
type candidate struct {
	*panels.Person
	marks []tally.Mark
	meets []string
	first int // the first place that this person could take
}

// invitations lists whom to ask: those recommended, who meets most first; then whoever
// could stand in for one of them, in the order in which they are asked themselves: who
// meets most, of whom most is known, who shares most with the person replaced, who is
// surest to come, and by lot. It also says what the recommendation meets and breaks.
func (a *adviser) invitations(r *Recommendation, found *Recruits, targets []planner.Target) []Invitation {
	s := newStanding(a.panel, targets, a.opts.Options)
	now := s.verdicts()
	for _, p := range r.Places {
		if p.drop != nil {
			s.apply(s.marksOf(p.drop.Participant, s.Mark), -1)
		}
	}
	left := s.verdicts() // with those who make room gone
	asks := func(p *panels.Person) *candidate {
		if p == nil {
			return nil
		}
		own := *p
		c := &candidate{Person: &own, marks: s.marksOf(p.Participant, s.JoinMark), meets: []string{}}
		s.apply(c.marks, 1)
		met, nearer, _ := s.closer(left)
		s.apply(c.marks, -1)
		for i := range targets {
			id := targets[i].ID
			if now[i].Met != planner.Yes && (slices.Contains(met, id) || slices.Contains(nearer, id)) {
				c.meets = append(c.meets, id)
			}
		}
		return c
	}
	asked := make([]*candidate, len(r.Places))
	for i := range r.Places {
		asked[i] = asks(r.Places[i].add)
	}
	var others []*candidate
	for i := range a.people {
		if p := &a.people[i]; p.Class == panels.Joining && !slices.Contains(r.Add, p.ID) {
			others = append(others, asks(p))
		}
	}
	for _, c := range asked {
		if c != nil {
			s.apply(c.marks, 1)
		}
	}
	met, _, broken := s.closer(now)
	r.Meets, r.Breaks = append(r.Meets, met...), broken
	then := *s
	then.panel = r.seated(s.panel)
	r.ThenMissed, r.ThenOpen = then.unmet()
	return a.inOrder(r, found, s, asked, others)
}

// seated is the panel with the recommended change.
func (r *Recommendation) seated(panel planner.Roster) planner.Roster {
	out := slices.DeleteFunc(slices.Clone(panel), func(p planner.Participant) bool {
		return slices.Contains(r.Drop, p.ID)
	})
	for _, p := range r.Places {
		if p.add != nil {
			out = append(out, *p.add.Participant)
		}
	}
	return out
}

// unmet are the targets that are missed as things stand and those that cannot be told, as where
// the list has nobody of a target's role.
func (s *standing) unmet() (missed, open []string) {
	for i, v := range s.verdicts() {
		unlisted := v.Short > 0 && s.roleNotListed(i)
		switch id := s.targets[i].ID; {
		case tally.Informs(&s.targets[i]) || v.Met == planner.Yes:
		case v.Met == planner.No && !unlisted:
			missed = append(missed, id)
		default:
			open = append(open, id)
		}
	}
	return missed, open
}

// loosen lists the dimensions in which the targets stay met whatever value a newcomer
// brings: nothing is known of it from here on.
func (c *candidate) loosen(s *standing, met []int, dims []planner.Dimension) (free []planner.Dimension) {
	for _, d := range dims {
		looser := *c.Participant
		looser.Values = maps.Clone(looser.Values)
		delete(looser.Values, d)
		if marks := s.marksOf(&looser, s.JoinMark); len(c.Values[d]) > 0 && s.keeps(met, marks) {
			c.Participant, c.marks = &looser, marks
			free = append(free, d)
		}
	}
	c.meets = slices.DeleteFunc(c.meets, func(id string) bool { // whoever comes, it is others who meet it
		i := slices.IndexFunc(s.targets, func(t planner.Target) bool { return t.ID == id })
		return !slices.ContainsFunc(tally.Dimensions(s.targets[i]), func(d planner.Dimension) bool {
			return !slices.Contains(free, d)
		})
	})
	return free
}

// inOrder puts those asked first, then those of the others who can stand in for one of
// them in the panel as it then stands.
func (a *adviser) inOrder(r *Recommendation, found *Recruits, s *standing, asked, others []*candidate) []Invitation {
	var met []int
	for i, v := range s.verdicts() {
		if v.Met == planner.Yes {
			met = append(met, i)
		}
	}
	var out []Invitation
	instead := make(map[*candidate][]string)
	for i := range r.Places {
		p, c := &r.Places[i], asked[i]
		if c == nil {
			continue
		}
		s.apply(c.marks, -1)
		for _, o := range others {
			if p.Add != "" && s.keeps(met, o.marks) {
				if len(instead[o]) == 0 {
					o.first = i
				}
				instead[o] = append(instead[o], p.Add)
			}
		}
		if p.Add == "" && found.Min > 1 {
			p.Free = c.loosen(s, met, r.dims)
		}
		if p.Add == "" && found.Min == 1 {
			fails := func(profile map[planner.Dimension]string) bool {
				who := newcomer("", a.opts.Options.JoinAs, profile, slices.Collect(maps.Keys(c.Values)))
				return !s.keeps(met, s.marksOf(&who, s.JoinMark))
			}
			p.Profiles = slices.DeleteFunc(slices.Clone(found.Profiles), fails)
		}
		s.apply(c.marks, 1)
		out = append(out, Invitation{
			Person: p.Add, Profiles: p.Profiles, Free: p.Free, Meets: c.meets, Replaces: p.Drop,
		})
	}
	slices.SortStableFunc(out, func(x, y Invitation) int { return cmp.Compare(len(y.Meets), len(x.Meets)) })
	others = slices.DeleteFunc(others, func(o *candidate) bool { return len(instead[o]) == 0 })
	order := func(o *candidate) []int {
		p := &r.Places[o.first]
		return []int{
			o.first, -len(o.meets), unknownIn(r.dims, o.Person), -shared(o.Person, cmp.Or(p.drop, p.add)),
			standingOf(o.Person),
		}
	}
	slices.SortStableFunc(others, func(x, y *candidate) int {
		lots := cmp.Compare(lotOf(x.Person, a.opts.Seed), lotOf(y.Person, a.opts.Seed))
		return cmp.Or(slices.Compare(order(x), order(y)), lots)
	})
	for _, o := range others {
		place := r.Places[o.first].Drop
		out = append(out, Invitation{Person: o.ID, Meets: o.meets, Replaces: place, Instead: instead[o]})
	}
	return out
}
