package balance

import (
	"roundtable/planner"
	"roundtable/planner/internal/tally"
)

// What one change would do: somebody withdraws, joins, or takes another's place.
// The marks of that person are added to the tallies, the verdicts read, and the
// marks taken out again.

// apply adds a person's marks to the tallies (by 1) or takes them out (by −1).
func (s *standing) apply(marks []tally.Mark, by int) {
	for i := range marks { // none of nobody
		s.tallies[i].Add(&marks[i], by)
	}
}

// marksOf is how the person bears on each target, by [tally.Judge.Mark] or, for
// somebody who joins, by [tally.Judge.JoinMark].
func (s *standing) marksOf(
	p *planner.Participant, mark func(*planner.Target, *planner.Participant) tally.Mark,
) []tally.Mark {
	marks := make([]tally.Mark, len(s.targets))
	for i := range s.targets {
		marks[i] = mark(&s.targets[i], p)
	}
	return marks
}

// dependence lists, for every person on the panel, the targets that are met now
// and would not be if that person withdrew, and who in the pool could step in so
// that all targets met now stay met.
func (s *standing) dependence(pool planner.Roster) []Dependence {
	var met []int
	for i := range s.targets {
		if !tally.Informs(&s.targets[i]) && s.verdict(i).Met == planner.Yes {
			met = append(met, i)
		}
	}
	spare := tally.Off(s.panel, pool)
	marks := make([][]tally.Mark, len(spare))
	for n := range spare {
		marks[n] = s.marksOf(&spare[n], s.JoinMark)
	}
	var out []Dependence
	for k := range s.panel {
		s.apply(s.marks[k], -1)
		d := Dependence{Person: s.panel[k].ID}
		for _, i := range met {
			if s.verdict(i).Met != planner.Yes {
				d.Targets = append(d.Targets, s.targets[i].ID)
			}
		}
		if len(d.Targets) > 0 {
			for n := range spare {
				if s.keeps(met, marks[n]) {
					d.Replacements = append(d.Replacements, spare[n].ID)
				}
			}
			out = append(out, d)
		}
		s.apply(s.marks[k], 1)
	}
	return out
}

// keeps reports whether all the targets are met once a person with these marks
// has joined.
func (s *standing) keeps(targets []int, marks []tally.Mark) bool {
	for _, i := range targets {
		s.tallies[i].Add(&marks[i], 1)
		met := s.verdict(i).Met
		s.tallies[i].Add(&marks[i], -1)
		if met != planner.Yes {
			return false
		}
	}
	return true
}

// verdicts are what the tallies as they are mean for all targets.
func (s *standing) verdicts() []tally.Verdict {
	out := make([]tally.Verdict, len(s.targets))
	for i := range s.targets {
		out[i] = s.verdict(i)
	}
	return out
}

// closer lists, by ID, the targets that are met or less far from it than before; and
// those that were met and are not.
func (s *standing) closer(before []tally.Verdict) (met, nearer, broken []string) {
	for i := range s.targets {
		t, was, is := &s.targets[i], &before[i], s.verdict(i)
		switch {
		case tally.Informs(t) || t.Kind == planner.PerPerson:
		case is.Met == planner.Yes && was.Met != planner.Yes:
			met = append(met, t.ID)
		case is.Met != planner.Yes && was.Met == planner.Yes:
			broken = append(broken, t.ID)
		case is.Short+is.Over < was.Short+was.Over:
			nearer = append(nearer, t.ID)
		}
	}
	return met, nearer, broken
}
