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
}

// Programme is the balance of several sessions together.
type Programme struct {
	Sessions []SessionReport `json:"sessions"`
	// Targets holds the rules that speak of all sessions together: sessions per
	// person, and per organisation where the target names that dimension.
	Targets []ProgrammeResult `json:"targets"`
}

// SessionReport is one session's report under its name.
type SessionReport struct {
	Name   string  `json:"name"`
	Report *Report `json:"report"`
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

// CheckProgramme checks every session on its own and then the rules that speak
// of all of them ([planner.PerPerson]): in how many sessions one person appears
// or, where the target names a dimension, one value of it ("proposals per
// institution"). People are told apart by name, else by ID; seats whose name is
// withheld cannot be told apart and make the answer "cannot tell" unless
// somebody is over the limit already.
func CheckProgramme(sessions []Session) *Programme {
	p := &Programme{}
	var caps []planner.Target
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, SessionReport{s.Name, Check(s.Panel, s.Targets, s.Options)})
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
	return p
}

func perPerson(sessions []Session, t planner.Target) ProgrammeResult {
	r := ProgrammeResult{ID: t.ID, Tier: t.Tier, Max: tally.UpTo(t.Max), Status: Met, Target: t}
	var found []Appearances
	at := make(map[string]int)
	for _, s := range sessions {
		who, unnamed := appearing(s, &t)
		r.Unnamed += unnamed
		for _, w := range who {
			i, ok := at[w]
			if !ok {
				i = len(found)
				at[w] = i
				found = append(found, Appearances{Who: w})
			}
			if k := len(found[i].Sessions); k == 0 || found[i].Sessions[k-1] != s.Name {
				found[i].Sessions = append(found[i].Sessions, s.Name)
			}
		}
	}
	for _, a := range found {
		r.Most = max(r.Most, len(a.Sessions))
		if r.Max != tally.NoLimit && len(a.Sessions) > r.Max {
			r.Over = append(r.Over, a)
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

// appearing lists whom the cap counts in one session, in roster order, and the
// number of seats of which that is not known.
func appearing(s Session, t *planner.Target) (who []string, unnamed int) {
	people := s.Panel
	if len(t.Roles) > 0 && len(s.Options.Session) > 0 {
		people = s.Options.Session
	}
	judge := tally.Judge{JoinAs: s.Options.JoinAs}
	for i := range people {
		if judge.Considered(t, &people[i]) == planner.No {
			continue
		}
		names := []string{people[i].Name}
		if t.Dimension != "" {
			names = tally.Known(&people[i], t.Dimension)
		}
		if len(names) == 0 || names[0] == "" {
			unnamed++
		} else {
			who = append(who, names...)
		}
	}
	return who, unnamed
}
