package balance

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/internal/tally"
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
	s := newStanding(panel, targets, opts)
	for i := range targets {
		r.Targets = append(r.Targets, s.result(i))
	}
	dims := measured(panel, targets)
	r.Dimensions = make([]DimensionResult, 0, len(dims))
	for _, d := range dims {
		r.Dimensions = append(r.Dimensions, measure(panel, d, targets, opts))
	}
	r.Dependence = s.dependence(opts.Pool)
	r.Ask = s.questions()
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

// ByDefault reports whether nobody asked for what is judged: all targets are those of
// [DefaultTargets].
func (r *Report) ByDefault() bool {
	asked := func(t TargetResult) bool { return t.Target.Pack != CommonDefault }
	return !slices.ContainsFunc(r.Targets, asked)
}

func forPanel(targets []planner.Target) []planner.Target {
	return slices.DeleteFunc(slices.Clone(targets), func(t planner.Target) bool { return t.Group != "" })
}

func describe(panel planner.Roster, opts Options) Panel {
	p := Panel{Size: len(panel), Members: ids(panel), Kind: opts.Kind, Judged: opts.Judged}
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

// standing is how one panel stands with a list of targets: every member's marks,
// and their tallies.
type standing struct {
	*tally.Judge
	panel   planner.Roster
	targets []planner.Target
	marks   [][]tally.Mark // by panel member, then target
	tallies []tally.Tally
}

func (o *Options) judge(panel planner.Roster) *tally.Judge {
	return tally.NewJudge(panel, o.Session, o.JoinAs, o.Fields)
}

func newStanding(panel planner.Roster, targets []planner.Target, opts Options) *standing {
	s := &standing{
		Judge: opts.judge(panel), panel: panel, targets: targets,
		marks: make([][]tally.Mark, len(panel)), tallies: make([]tally.Tally, len(targets)),
	}
	for i := range targets {
		s.tallies[i] = s.Fixed(&targets[i])
	}
	for k := range panel {
		s.marks[k] = s.marksOf(&panel[k], s.Mark)
		s.apply(s.marks[k], 1)
	}
	return s
}

// verdict is what the tallies as they are mean for target i.
func (s *standing) verdict(i int) tally.Verdict { return s.tallies[i].Verdict(&s.targets[i]) }

func statusOf(met planner.Answer) Status {
	switch met {
	case planner.Yes:
		return Met
	case planner.No:
		return Missed
	default:
		return CannotTell
	}
}

func (s *standing) result(i int) TargetResult {
	t, a, v := &s.targets[i], &s.tallies[i], s.verdict(i)
	r := TargetResult{
		ID: t.ID, Min: v.Lo, Max: v.Hi, Tier: t.Tier,
		Have: v.Have, Unknown: v.Unsure, Least: v.Have, Most: v.Have + v.Unsure, Short: v.Short, Over: v.Over,
		Status: statusOf(v.Met), Kind: kindWord(t), Considered: a.N, Informs: tally.Informs(t), Target: *t,
	}
	r.Dimension, r.Value, r.Condition = t.Subject()
	s.listPeople(i, &r)
	if tally.AllValues(t) {
		for _, value := range tally.ByFrequency(a.PerValue) {
			r.Values = append(r.Values, ValueCount{value, a.PerValue[value]})
		}
	}
	if t.Kind == planner.Seats {
		r.Lack = lackOf(t, a) // people fit several, and take one
	} else {
		r.countCells(t, a)
	}
	if r.Status == CannotTell {
		r.Needs = s.needs(i)
	}
	if r.Status == Missed && v.Short > 0 && s.roleNotListed(i) {
		r.Status, r.Needs = CannotTell, "the "+string(t.Roles[0])+" on the list"
	}
	return r
}

// countCells counts the cells of a target, and what each lacks.
func (r *TargetResult) countCells(t *planner.Target, a *tally.Tally) {
	for c := range t.Cells {
		cell := a.Cell(t, c)
		r.Values = append(r.Values, ValueCount{t.Cells[c].Label(), cell.Have})
		if cell.Short > 0 {
			r.Lacking = append(r.Lacking, ValueCount{t.Cells[c].Label(), cell.Short})
		}
	}
}

// roleNotListed reports whether the target speaks of a role that nobody holds on
// a list that names no roles but that of the panel. Such a list leaves the others
// out; a list of speakers and organizers without a moderator does have none.
func (s *standing) roleNotListed(i int) bool {
	t, a := &s.targets[i], &s.tallies[i]
	if len(t.Roles) == 0 || slices.Contains(t.Roles, s.JoinAs) || a.N+a.Maybe > 0 || len(s.Others) > 0 {
		return false
	}
	named := func(p planner.Participant) bool { return slices.ContainsFunc(p.Roles, s.Apart) }
	return !slices.ContainsFunc(s.panel, named)
}

// listPeople fills in who counts and who could. Those who are not on the panel bear
// on targets that name their role alone, as in [tally.Judge.Fixed].
func (s *standing) listPeople(i int, r *TargetResult) {
	t := &s.targets[i]
	add := func(m *tally.Mark, id string) {
		switch {
		case m.Possible() == 0:
		case m.Certain() == 0:
			r.Maybe = append(r.Maybe, id)
		case !tally.AllValues(t) && t.Kind != planner.PerPerson:
			r.Members = append(r.Members, id)
		}
	}
	for k := range s.panel {
		add(&s.marks[k][i], s.panel[k].ID)
	}
	if len(t.Roles) > 0 {
		for k := range s.Others {
			m := s.Mark(t, &s.Others[k])
			add(&m, s.Others[k].ID)
		}
	}
}

// needs names the field in which nobody considered has a value, if that is why
// nothing can be said.
func (s *standing) needs(i int) string {
	t, a := &s.targets[i], &s.tallies[i]
	if t.Kind == planner.PerPerson {
		return "the other sessions of the programme"
	}
	if t.Kind == planner.Flag && a.Have == 0 && a.N+a.Maybe == a.Unsure {
		return string(t.Dimension)
	}
	for _, d := range tally.Dimensions(*t) {
		if !tally.AnyKnown(s.panel, d) && !tally.AnyKnown(s.Others, d) {
			return string(d)
		}
	}
	if a.Maybe > 0 && a.N == 0 {
		return "role"
	}
	return ""
}

// lackOf says which seats of a target have too few people, nil where none have.
func lackOf(t *planner.Target, a *tally.Tally) *SeatLack {
	l := a.Lack(t)
	if l.Kinds == 0 {
		return nil
	}
	out := &SeatLack{Seats: l.Seats, People: l.People}
	for c := range t.Cells {
		if l.Kinds&(1<<c) != 0 {
			out.For = append(out.For, t.Cells[c].String())
		}
	}
	return out
}

// kindWord is the word for a kind of target in JSON.
func kindWord(t *planner.Target) string {
	if t.Kind == planner.Each && len(t.Cells) > 0 {
		return "each"
	}
	words := [...]string{"count", "distinct", "each at most", "not all the same", "size", "per person", "flag", "seats"}
	return words[t.Kind]
}
