package balance

import (
	"slices"

	"roundtable/planner"
)

// dependence lists, for every person on the panel, the targets that are met now
// and would not be if that person withdrew, and who in the pool could step in so
// that all targets met now stay met.
func (j *judge) dependence(pool planner.Roster) []Dependence {
	met := make([]bool, len(j.targets))
	for i := range j.targets {
		met[i] = !Informs(&j.targets[i]) && j.tallies[i].judge(&j.targets[i]).status == Met
	}
	spare := j.spare(pool)
	marks := make([][]mark, len(spare))
	for s := range spare {
		marks[s] = make([]mark, len(j.targets))
		for i := range j.targets {
			marks[s][i] = j.joinMark(&j.targets[i], &spare[s])
		}
	}
	var out []Dependence
	for k := range j.panel {
		var lost []string
		for i := range j.targets {
			j.tallies[i].add(&j.marks[i][k], -1)
			if met[i] && j.tallies[i].judge(&j.targets[i]).status != Met {
				lost = append(lost, j.targets[i].ID)
			}
		}
		if len(lost) > 0 {
			d := Dependence{Person: j.panel[k].ID, Targets: lost}
			for s := range spare {
				if j.keepsAll(met, marks[s]) {
					d.Replacements = append(d.Replacements, spare[s].ID)
				}
			}
			out = append(out, d)
		}
		for i := range j.targets {
			j.tallies[i].add(&j.marks[i][k], 1)
		}
	}
	return out
}

// joinMark is the mark of somebody who joins the panel. A person who counts for
// the target already, through a role held in the session, adds nothing to it.
func (j *judge) joinMark(t *planner.Target, p *planner.Participant) mark {
	if j.countsAlready(t, p.ID) {
		return mark{}
	}
	return j.marker.mark(t, j.marker.joining(p))
}

// countsAlready reports whether the person bears on the target without being on
// the panel.
func (j *judge) countsAlready(t *planner.Target, id string) bool {
	if len(t.Roles) == 0 || len(j.others) == 0 {
		return false
	}
	if j.otherAt == nil {
		j.otherAt = make(map[string]int, len(j.others))
		for k := range j.others {
			j.otherAt[j.others[k].ID] = k
		}
	}
	k, ok := j.otherAt[id]
	return ok && j.marker.considered(t, &j.others[k]) != no
}

// spare returns the people of the pool who are not on the panel.
func (j *judge) spare(pool planner.Roster) planner.Roster {
	on := make(map[string]bool, len(j.panel))
	for k := range j.panel {
		on[j.panel[k].ID] = true
	}
	return slices.DeleteFunc(slices.Clone(pool), func(p planner.Participant) bool { return on[p.ID] })
}

// keepsAll reports whether all targets that were met stay met when a person with
// these marks joins the tallies as they stand.
func (j *judge) keepsAll(met []bool, marks []mark) bool {
	for i := range j.targets {
		if !met[i] {
			continue
		}
		j.tallies[i].add(&marks[i], 1)
		ok := j.tallies[i].judge(&j.targets[i]).status == Met
		j.tallies[i].add(&marks[i], -1)
		if !ok {
			return false
		}
	}
	return true
}
