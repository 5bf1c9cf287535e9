package balance

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/planner"
)

// Check holds the panel against every target and measures its spread. The
// targets are reported in the order given; people in roster order. Targets for a
// working group (Group set) are left out: they are no business of the panel.
//
// A target is [Met] only if every way of filling in unknown values meets it,
// [Missed] only if none does, else [CannotTell] with the range Have to
// Have+Unknown.
func Check(panel planner.Roster, targets []planner.Target, opts Options) *Report {
	targets = forPanel(targets)
	r := &Report{
		Schema:  Schema,
		Panel:   describe(panel, opts),
		Targets: make([]TargetResult, 0, len(targets)),
	}
	j := newJudge(panel, targets, opts)
	for i := range targets {
		r.Targets = append(r.Targets, j.result(i))
	}
	dims := measured(panel, targets, opts)
	r.Dimensions = make([]DimensionResult, 0, len(dims))
	for _, d := range dims {
		r.Dimensions = append(r.Dimensions, measure(panel, d, targets, opts))
	}
	r.Dependence = j.dependence(opts.Pool)
	r.Overlaps = overlaps(panel, targets, opts)
	r.Comparisons, r.Warnings = compare(panel, opts)
	return r
}

// MissedMust reports whether any target of tier must is missed.
func (r *Report) MissedMust() bool {
	return slices.ContainsFunc(r.Targets, func(t TargetResult) bool {
		return t.Tier == planner.Must && t.Status == Missed && !t.Informs
	})
}

func forPanel(targets []planner.Target) []planner.Target {
	return slices.DeleteFunc(slices.Clone(targets), func(t planner.Target) bool { return t.Group != "" })
}

func describe(panel planner.Roster, opts Options) Panel {
	p := Panel{Size: len(panel), Members: ids(panel), Judged: opts.Judged}
	if p.Judged == "" {
		p.Judged = "the " + planner.Plural(len(panel), "person", "people") + " on the panel"
	}
	return p
}

func ids(r planner.Roster) []string {
	out := make([]string, len(r))
	for i := range r {
		out[i] = r[i].ID
	}
	return out
}

// judge holds the marks and tallies of one panel against a list of targets.
type judge struct {
	panel   planner.Roster
	targets []planner.Target
	opts    Options
	marker  marker
	// others are people of the session who are not on the panel; they bear on
	// targets that name roles.
	others  planner.Roster
	otherAt map[string]int
	marks   [][]mark // by target, then panel member
	tallies []tally
}

func newJudge(panel planner.Roster, targets []planner.Target, opts Options) *judge {
	j := &judge{panel: panel, targets: targets, opts: opts, marker: marker{opts.JoinAs}}
	j.others = offPanel(panel, opts)
	j.marks = make([][]mark, len(targets))
	j.tallies = make([]tally, len(targets))
	for i := range targets {
		t := &targets[i]
		j.tallies[i] = j.fixed(t)
		j.marks[i] = make([]mark, len(panel))
		for k := range panel {
			j.marks[i][k] = j.marker.mark(t, &panel[k])
			j.tallies[i].add(&j.marks[i][k], 1)
		}
	}
	return j
}

// offPanel lists the people of the session who are not on the panel but hold a
// role there other than the one the panel is about: moderators, organizers. A
// speaker who is not on the panel under review counts for nothing.
func offPanel(panel planner.Roster, opts Options) planner.Roster {
	on := make(map[string]bool, len(panel))
	for i := range panel {
		on[panel[i].ID] = true
	}
	var out planner.Roster
	for _, p := range opts.Session {
		p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r planner.Role) bool {
			return r == opts.JoinAs || r == planner.RoleParticipant
		})
		if !on[p.ID] && len(p.Roles) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// fixed is the tally of the people who bear on the target without being on the
// panel: holders of a named role, and the proposal's own answer to a flag.
func (j *judge) fixed(t *planner.Target) tally {
	var a tally
	if len(t.Roles) > 0 {
		for k := range j.others {
			m := j.marker.mark(t, &j.others[k])
			a.add(&m, 1)
		}
	}
	if t.Kind == planner.Flag {
		switch j.opts.Fields[t.Dimension] {
		case planner.Yes:
			a.add(&mark{in: yes, hit: yes}, 1)
		case planner.No:
			a.add(&mark{in: yes, hit: no}, 1)
		}
	}
	return a
}

func (j *judge) result(i int) TargetResult {
	t := &j.targets[i]
	v := j.tallies[i].judge(t)
	r := TargetResult{
		ID: t.ID, Dimension: t.Dimension, Value: t.Value, Min: v.lo, Max: v.hi, Tier: t.Tier,
		Have: v.have, Unknown: v.unsure, Least: v.have, Most: v.have + v.unsure, Short: v.short, Over: v.over, Status: v.status,
		Kind: KindWord(t.Kind), Considered: j.tallies[i].n, Informs: Informs(t), Target: *t,
	}
	j.listPeople(i, &r)
	if allValues(t.Kind) {
		r.Values = countsOf(j.tallies[i].perValue)
	}
	if v.status == CannotTell {
		r.Needs = j.needs(i)
	}
	if v.status == Missed && v.short > 0 && j.roleNotListed(i) {
		r.Status, r.Needs = CannotTell, "the "+string(t.Roles[0])+" on the list"
	}
	return r
}

// roleNotListed reports whether the target speaks of a role that nobody holds on
// a list that names no roles but that of the panel. Such a list leaves the others
// out; a list of speakers and organizers without a moderator does have none.
func (j *judge) roleNotListed(i int) bool {
	t, a := &j.targets[i], &j.tallies[i]
	if len(t.Roles) == 0 || slices.Contains(t.Roles, j.opts.JoinAs) || a.n+a.nMaybe > 0 || len(j.others) > 0 {
		return false
	}
	return !slices.ContainsFunc(j.panel, func(p planner.Participant) bool {
		return slices.ContainsFunc(p.Roles, func(r planner.Role) bool { return r != j.opts.JoinAs && r != planner.RoleParticipant })
	})
}

func (j *judge) listPeople(i int, r *TargetResult) {
	t := &j.targets[i]
	add := func(m *mark, id string) {
		switch {
		case m.in == no || m.hit == no:
		case m.in == maybe || m.hit == maybe:
			r.Maybe = append(r.Maybe, id)
		case !allValues(t.Kind) && t.Kind != planner.PerPerson:
			r.Members = append(r.Members, id)
		}
	}
	for k := range j.panel {
		add(&j.marks[i][k], j.panel[k].ID)
	}
	if len(t.Roles) > 0 {
		for k := range j.others {
			m := j.marker.mark(t, &j.others[k])
			add(&m, j.others[k].ID)
		}
	}
}

// needs names the field in which nobody considered has a value, if that is why
// nothing can be said.
func (j *judge) needs(i int) string {
	t := &j.targets[i]
	if t.Kind == planner.PerPerson {
		return "the other sessions of the programme"
	}
	a := &j.tallies[i]
	if t.Kind == planner.Flag && a.have == 0 && a.n+a.nMaybe == a.unsure {
		return string(t.Dimension)
	}
	for _, d := range dimensionsOf(t) {
		if !j.anyValue(d) {
			return string(d)
		}
	}
	if a.nMaybe > 0 && a.n == 0 {
		return "role"
	}
	return ""
}

func (j *judge) anyValue(d planner.Dimension) bool {
	has := func(p planner.Participant) bool { return len(known(&p, d)) > 0 }
	return slices.ContainsFunc(j.panel, has) || slices.ContainsFunc(j.others, has)
}

func dimensionsOf(t *planner.Target) []planner.Dimension {
	var out []planner.Dimension
	if t.Dimension != "" {
		out = append(out, t.Dimension)
	}
	for _, c := range t.And {
		if !slices.Contains(out, c.Dimension) {
			out = append(out, c.Dimension)
		}
	}
	return out
}

func allValues(k planner.TargetKind) bool {
	return k == planner.Distinct || k == planner.NotAllSame || k == planner.EachAtMost
}

// Informs reports whether a target is only there to be shown: it has no bound
// and asks for nothing.
func Informs(t *planner.Target) bool {
	bounded := t.Min.Given || t.Max.Given || t.MinShare.Given() || t.MaxShare.Given()
	switch t.Kind {
	case planner.NotAllSame:
		return false
	case planner.Flag:
		return t.Tier == planner.Nice
	default:
		return !bounded
	}
}

// KindWord is the word for a kind of target in JSON.
func KindWord(k planner.TargetKind) string {
	words := [...]string{"count", "distinct", "each at most", "not all the same", "size", "per person", "flag"}
	if int(k) < len(words) {
		return words[k]
	}
	return fmt.Sprintf("kind %d", k)
}

// countsOf lists the counts by value, most frequent first, ties by name.
func countsOf(m map[string]int) []ValueCount {
	var out []ValueCount
	for v, c := range m {
		if c > 0 {
			out = append(out, ValueCount{v, c})
		}
	}
	slices.SortFunc(out, func(a, b ValueCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}
