package balance

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/tally"
)

// Session is one panel of a programme.
type Session struct {
	// Name is how reports call it.
	Name string
	// Panel are the people judged; Options.Session may list everybody.
	Panel   planner.Roster
	Targets []planner.Target
	Options Options
	// When it takes place, as far as that is known.
	When planner.Slot
	// Who tells people apart over all sessions, "" where nothing can be told; nil for
	// the name as written.
	Who func(*planner.Participant) string
}

// Programme is the balance of several sessions together.
type Programme struct {
	Sessions []SessionReport `json:"sessions"`
	// Targets holds the rules that speak of all sessions together: sessions per
	// person, and per organisation where the target names that dimension.
	Targets []ProgrammeResult `json:"targets"`
	// Met, Missed and CannotTell count the sessions by their verdict, NotAsked those
	// without one.
	Met        int `json:"met"`
	Missed     int `json:"missed"`
	CannotTell int `json:"unknown"`
	NotAsked   int `json:"not_asked"`
	// People are those in several sessions, those on most panels first, then those in
	// most sessions, ties by name. Clashes are people in two sessions at a time, in the
	// order of the sessions.
	People  []Recurring `json:"people"`
	Clashes []Clash     `json:"clashes"`
}

// SessionReport is one session's report under its name.
type SessionReport struct {
	Name string `json:"name"`
	// Status is met where every rule that must hold is met (where there is none: every
	// wish), missed where one is missed, and else unknown; empty where no rule
	// speaks of the session. Rules that speak of all sessions together are judged there
	// alone.
	Status Status `json:"status"`
	// OneGender is the gender of the panel where it has two people and more, all of
	// known gender and of the same.
	OneGender string `json:"one_gender,omitempty"`
	// Everybody is the same of everybody in the session, moderators and others too.
	Everybody string  `json:"one_gender_everybody,omitempty"`
	Report    *Report `json:"report"`
}

// ProgrammeResult is a cap per person (or per value) over all sessions. Max is -1 where
// there is none.
type ProgrammeResult struct {
	ID     string       `json:"id"`
	Tier   planner.Tier `json:"tier"`
	Max    int          `json:"max"`
	Status Status       `json:"status"`
	// Over lists who appears too often, most often first, ties by name; Most is the largest
	// number of sessions anybody appears in.
	Over []Appearances `json:"over,omitempty"`
	Most int           `json:"most"`
	// Unnamed counts seats without a person's name or ID that repeats, for which
	// nothing can be told.
	Unnamed int            `json:"unnamed"`
	Target  planner.Target `json:"-"`
}

// Appearances is one person or organisation and the sessions it appears in.
type Appearances struct {
	Who      string   `json:"who"`
	Sessions []string `json:"sessions"`
}

// Recurring is a person in several sessions, and on how many of the panels.
type Recurring struct {
	Appearances
	Panels int `json:"panels"`
}

// Clash is one person in two sessions that overlap.
type Clash struct {
	Who      string    `json:"who"`
	Sessions [2]string `json:"sessions"`
}

// CheckProgramme checks every session on its own and then the rules that speak
// of all of them ([planner.PerPerson]): in how many sessions one person appears
// or, where the target names a dimension, one value of it ("proposals per
// institution"). People are told apart as the sessions say; seats whose name is
// withheld cannot be told apart and make the answer "cannot tell" unless
// somebody is over the limit already.
func CheckProgramme(sessions []Session) *Programme {
	p := &Programme{}
	var caps []planner.Target
	for _, s := range sessions {
		isCap := func(t planner.Target) bool { return t.Kind == planner.PerPerson }
		own := slices.DeleteFunc(slices.Clone(s.Targets), isCap)
		r := SessionReport{
			Name: s.Name, OneGender: oneGender(s.Panel), Everybody: oneGender(s.Panel),
			Report: Check(s.Panel, own, s.Options),
		}
		if len(s.Options.Session) > 0 {
			r.Everybody = oneGender(s.Options.Session)
		}
		switch r.Status = r.Report.together(); r.Status {
		case Met:
			p.Met++
		case Missed:
			p.Missed++
		case CannotTell:
			p.CannotTell++
		default:
			p.NotAsked++
		}
		p.Sessions = append(p.Sessions, r)
		for _, t := range s.Targets {
			same := func(c planner.Target) bool { return c.ID == t.ID }
			if t.Kind == planner.PerPerson && t.Group == "" && !slices.ContainsFunc(caps, same) {
				caps = append(caps, t)
			}
		}
	}
	for _, t := range caps {
		p.Targets = append(p.Targets, perPerson(sessions, t))
	}
	p.meetAgain(sessions)
	return p
}

// MissedMust reports whether a rule that must hold is missed, in a session or by the
// programme.
func (p *Programme) MissedMust() bool {
	missed := func(t ProgrammeResult) bool { return t.Status == Missed && t.Tier == planner.Must }
	return slices.ContainsFunc(p.Sessions, func(s SessionReport) bool { return s.Report.MissedMust() }) ||
		slices.ContainsFunc(p.Targets, missed)
}

// together is the verdict on all targets that must hold; on all where none must; empty
// where there is none at all.
func (r *Report) together() Status {
	judged := slices.DeleteFunc(slices.Clone(r.Targets), func(t TargetResult) bool { return t.Informs })
	must := slices.DeleteFunc(slices.Clone(judged), func(t TargetResult) bool { return t.Tier != planner.Must })
	if len(must) == 0 {
		must = judged
	}
	if len(must) == 0 {
		return ""
	}
	out := Met
	for i := range must {
		switch must[i].Status {
		case Missed:
			return Missed
		case CannotTell:
			out = CannotTell
		}
	}
	return out
}

// oneGender is the gender that two people and more share, "" where they do not or one
// is not known.
func oneGender(panel planner.Roster) string {
	if len(panel) < 2 {
		return ""
	}
	first, _ := panel[0].Value(planner.Gender)
	for i := range panel {
		if all := tally.Known(&panel[i], planner.Gender); len(all) != 1 || all[0] != first {
			return ""
		}
	}
	return first
}

// meetAgain finds who is in several sessions, and who in two at a time.
func (p *Programme) meetAgain(sessions []Session) {
	p.People, p.Clashes = []Recurring{}, []Clash{}
	on := make(map[string]int) // the number of panels
	for _, a := range gather(sessions, func(s *Session) []appearance { return s.appearing(s.Panel) }) {
		on[a.key] = len(a.in)
	}
	everybody := func(s *Session) []appearance { return s.appearing(slices.Concat(s.Panel, s.Options.Session)) }
	for _, a := range gather(sessions, everybody) {
		if len(a.in) < 2 {
			continue
		}
		p.People = append(p.People, Recurring{a.named(sessions), on[a.key]})
		for n, i := range a.in {
			for _, k := range a.in[:n] {
				if sessions[k].When.Overlaps(sessions[i].When) {
					p.Clashes = append(p.Clashes, Clash{a.called, [2]string{sessions[k].Name, sessions[i].Name}})
				}
			}
		}
	}
	slices.SortStableFunc(p.People, func(a, b Recurring) int {
		return cmp.Or(cmp.Compare(b.Panels, a.Panels), cmp.Compare(len(b.Sessions), len(a.Sessions)),
			cmp.Compare(a.Who, b.Who))
	})
}

// appearance is somebody, or a value, in a session: what tells it apart, how it is called.
type appearance struct{ key, called string }

// appearing are those of the people who can be told apart.
func (s *Session) appearing(people planner.Roster) (out []appearance) {
	for i := range people {
		if key := s.who(&people[i]); key != "" {
			out = append(out, appearance{key, people[i].Label()})
		}
	}
	return out
}

// gathered is what appears, with the sessions in which it does, in order.
type gathered struct {
	appearance
	in []int
}

func (g *gathered) named(sessions []Session) Appearances {
	out := Appearances{Who: g.called}
	for _, i := range g.in {
		out.Sessions = append(out.Sessions, sessions[i].Name)
	}
	return out
}

// gather collects what appears in the sessions, in order of first appearance.
func gather(sessions []Session, appearing func(*Session) []appearance) (out []gathered) {
	at := make(map[string]int)
	for i := range sessions {
		for _, a := range appearing(&sessions[i]) {
			k, ok := at[a.key]
			if !ok {
				k = len(out)
				at[a.key] = k
				out = append(out, gathered{appearance: a})
			}
			if in := out[k].in; len(in) == 0 || in[len(in)-1] != i {
				out[k].in = append(in, i)
			}
		}
	}
	return out
}

// who tells a person apart.
func (s *Session) who(p *planner.Participant) string {
	if s.Who != nil {
		return s.Who(p)
	}
	return p.Name
}

func perPerson(sessions []Session, t planner.Target) ProgrammeResult {
	r := ProgrammeResult{ID: t.ID, Tier: t.Tier, Max: tally.UpTo(t.Max), Status: Met, Target: t}
	counted := func(s *Session) []appearance {
		who, unnamed := s.countedBy(&t)
		r.Unnamed += unnamed
		return who
	}
	for _, a := range gather(sessions, counted) {
		r.Most = max(r.Most, len(a.in))
		if r.Max != tally.NoLimit && len(a.in) > r.Max {
			r.Over = append(r.Over, a.named(sessions))
		}
	}
	slices.SortStableFunc(r.Over, func(a, b Appearances) int {
		return cmp.Or(cmp.Compare(len(b.Sessions), len(a.Sessions)), cmp.Compare(a.Who, b.Who))
	})
	switch {
	case len(r.Over) > 0:
		r.Status = Missed
	case r.Unnamed > 0 && len(sessions) > r.Max && r.Max != tally.NoLimit:
		r.Status = CannotTell
	}
	return r
}

// countedBy lists whom a cap counts in the session, in roster order, and the number of
// seats of which that is not known.
func (s *Session) countedBy(t *planner.Target) (who []appearance, unnamed int) {
	people := s.Panel
	if len(t.Roles) > 0 && len(s.Options.Session) > 0 {
		people = s.Options.Session
	}
	judge := tally.Judge{JoinAs: s.Options.JoinAs}
	for i := range people {
		if judge.Considered(t, &people[i]) == planner.No {
			continue
		}
		own := s.appearing(people[i : i+1])
		if t.Dimension != "" {
			own = nil
			for _, v := range tally.Known(&people[i], t.Dimension) {
				own = append(own, appearance{v, v})
			}
		}
		if len(own) == 0 {
			unnamed++
		}
		who = append(who, own...)
	}
	return who, unnamed
}
