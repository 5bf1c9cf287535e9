// Package tally says how people bear on targets, and what they add up to.
//
// A [Mark] is one person and one target: considered or not, counted or not, each
// yes, no or not known. A [Tally] adds marks up and can take them out again. Its
// [Verdict] is yes only when every way of filling in what is not known meets the
// target, and no only when none does. A [Judge] makes marks, and knows what
// bears on targets besides the people in question.
package tally

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// Mark says how one person bears on one target.
type Mark struct {
	// In: is the person considered at all (roles); Hit: does the person count.
	// For kinds that speak of all values, Hit is Yes where the value is known and
	// Unknown where it is not. Where In is No the rest says nothing.
	In, Hit planner.Answer
	// Values are the known values, for kinds that speak of all values.
	Values []string
	// Cells says for each cell of the target whether the person is in it, and Fills how
	// many of those where that is open the person can turn out to be in at once.
	Cells []planner.Answer
	Fills int
	// Seats says that the cells are kinds of seats, of which one person takes one.
	Seats bool
}

// Certain is 1 for a person who is known to count, and 0 else.
func (m *Mark) Certain() int64 { return One(m.In == planner.Yes && m.Hit == planner.Yes) }

// Possible is 1 for a person who counts or could, and 0 else.
func (m *Mark) Possible() int64 { return One(m.In != planner.No && m.Hit != planner.No) }

// Has is 1 for a person considered, or perhaps considered, who is known to carry
// the value, and 0 else.
func (m *Mark) Has(v string) int64 {
	return One(m.In != planner.No && slices.Contains(m.Values, v))
}

// Open is 1 for a person considered, or perhaps considered, of whom it is not
// known whether or with what value they count, and 0 else.
func (m *Mark) Open() int64 { return One(m.In != planner.No && m.Hit == planner.Unknown) }

// Cell is the mark of a person as one of a cell.
func (m *Mark) Cell(c int) *Mark {
	if m.In == planner.No {
		return m
	}
	return &Mark{In: m.In, Hit: m.Cells[c]}
}

// One is 1 where the condition holds, and 0 else.
func One(cond bool) int64 {
	if cond {
		return 1
	}
	return 0
}

// Judge makes marks. Besides the people in question it knows those who bear on
// targets without being on the panel, and the proposal's own answers.
type Judge struct {
	// JoinAs is the role that comes with a seat on the panel.
	JoinAs planner.Role
	// Fields answers yes/no questions about the proposal.
	Fields map[planner.Dimension]planner.Answer
	// Others are the people of the session who are not on the panel but hold a
	// role there other than the one the panel is about: moderators, organizers. A
	// speaker who is not on the panel under review counts for nothing.
	Others planner.Roster

	otherAt map[string]int
}

// NewJudge returns the judge of a panel within its session.
func NewJudge(panel, session planner.Roster, joinAs planner.Role, fields map[planner.Dimension]planner.Answer) *Judge {
	j := &Judge{JoinAs: joinAs, Fields: fields, otherAt: make(map[string]int)}
	for _, p := range Off(panel, session) {
		p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r planner.Role) bool { return !j.Apart(r) })
		if len(p.Roles) > 0 {
			j.otherAt[p.ID] = len(j.Others)
			j.Others = append(j.Others, p)
		}
	}
	return j
}

// Off returns the people who are not on the panel, in their order.
func Off(panel, people planner.Roster) planner.Roster {
	on := make(map[string]bool, len(panel))
	for i := range panel {
		on[panel[i].ID] = true
	}
	return slices.DeleteFunc(slices.Clone(people), func(p planner.Participant) bool { return on[p.ID] })
}

// Apart reports whether a role is other than the one the panel is about.
func (j *Judge) Apart(r planner.Role) bool { return r != j.JoinAs && r != planner.RoleParticipant }

// Mark returns how p bears on t. Unknown values and unknown roles stay unknown.
func (j *Judge) Mark(t *planner.Target, p *planner.Participant) Mark {
	in := j.Considered(t, p)
	if in == planner.No {
		return Mark{In: planner.No}
	}
	if len(t.Cells) > 0 {
		return cells(t, p, in)
	}
	switch t.Kind {
	case planner.Distinct, planner.NotAllSame, planner.Each:
		values := Known(p, t.Dimension)
		for _, d := range t.Across {
			values = joint(values, Known(p, d))
		}
		if len(values) == 0 {
			return Mark{In: in, Hit: planner.Unknown}
		}
		if len(t.List) > 0 {
			values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !listed(t.List, v) })
		}
		if len(values) == 0 {
			return Mark{In: in, Hit: planner.No}
		}
		return Mark{In: in, Hit: planner.Yes, Values: values}
	case planner.Size, planner.PerPerson:
		return Mark{In: in, Hit: planner.Yes}
	case planner.Flag:
		hit := affirmed(p, t.Dimension)
		if hit == planner.Unknown && j.Fields[t.Dimension] != planner.Unknown {
			hit = planner.No // the proposal's own answer stands for whoever says nothing
		}
		return Mark{In: in, Hit: hit}
	default:
		return Mark{In: in, Hit: t.Who().Of(p)}
	}
}

// NewValue is a value that nobody has yet, whichever it is.
const NewValue = "\x00new"

// joint are the combinations of values of two dimensions.
func joint(first, second []string) []string {
	var out []string
	for _, v := range first {
		for _, w := range second {
			if v == NewValue || w == NewValue {
				out = append(out, NewValue)
			} else {
				out = append(out, v+" & "+w)
			}
		}
	}
	return out
}

func listed(list []string, v string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return s == v || strings.EqualFold(s, v) })
}

// cells marks a person for each cell of the target. Whoever may turn out to be in
// cells has one value in a dimension where none is known, and those that are known.
func cells(t *planner.Target, p *planner.Participant, in planner.Answer) Mark {
	m := Mark{In: in, Hit: planner.No, Cells: make([]planner.Answer, len(t.Cells)), Fills: 1}
	m.Seats = t.Kind == planner.Seats
	for i, c := range t.Cells {
		m.Cells[i] = c.Of(p)
		switch m.Cells[i] {
		case planner.Unknown:
			m.Hit = planner.Unknown
		case planner.Yes:
			if m.Hit == planner.No {
				m.Hit = planner.Yes
			}
		}
	}
	for _, d := range t.Dimensions() {
		m.Fills *= max(1, len(p.Values[d]))
	}
	return m
}

// JoinMark is the mark of somebody who joins the panel. A person who bears on the
// target already, through a role held in the session, adds nothing to it.
func (j *Judge) JoinMark(t *planner.Target, p *planner.Participant) Mark {
	if len(t.Roles) > 0 {
		if k, ok := j.otherAt[p.ID]; ok && j.Considered(t, &j.Others[k]) != planner.No {
			return Mark{In: planner.No}
		}
	}
	return j.Mark(t, j.Joining(p))
}

// Joining returns p as somebody who joins the panel: whatever role the person
// holds already, the one the panel is about comes with the seat.
func (j *Judge) Joining(p *planner.Participant) *planner.Participant {
	if len(p.Roles) == 0 || j.JoinAs == "" || slices.Contains(p.Roles, j.JoinAs) {
		return p
	}
	q := *p
	q.Roles = append(slices.Clone(p.Roles), j.JoinAs)
	return &q
}

// Fixed is the tally of what bears on the target besides the panel: the holders
// of a named role, and the proposal's own answer to a flag.
func (j *Judge) Fixed(t *planner.Target) Tally {
	var a Tally
	if len(t.Roles) > 0 {
		for k := range j.Others {
			m := j.Mark(t, &j.Others[k])
			a.Add(&m, 1)
		}
	}
	if answer := j.Fields[t.Dimension]; t.Kind == planner.Flag && answer != planner.Unknown {
		a.Add(&Mark{In: planner.Yes, Hit: answer}, 1)
	}
	return a
}

// Settled reports whether no choice of people matters for the target: it is met by
// people of the session who are not in question, or the proposal itself has said yes.
func (j *Judge) Settled(t *planner.Target) bool {
	if t.Kind == planner.Flag && j.Fields[t.Dimension] == planner.Yes {
		return true
	}
	// Whoever joins can break a limit or a share, but not a minimum that is reached.
	lasting := !t.Max.Given && !t.Shares() && !WantsNo(t)
	if !lasting || len(t.Roles) == 0 || len(j.Others) == 0 {
		return false
	}
	a := j.Fixed(t)
	return a.Maybe == 0 && a.Verdict(t).Met == planner.Yes
}

// Considered reports whether the target speaks of p, by roles and, for kinds other
// than Count, by its conditions. A person whose source
// states no role is taken to join in the role of the panel, and may or may not
// hold any other.
func (j *Judge) Considered(t *planner.Target, p *planner.Participant) planner.Answer {
	roleless := len(p.Roles) == 0
	in := planner.Yes
	if len(t.Roles) > 0 {
		switch {
		case p.HasRole(t.Roles...), roleless && slices.Contains(t.Roles, j.JoinAs):
		case roleless:
			in = planner.Unknown
		default:
			return planner.No
		}
	}
	if len(t.ExceptRoles) > 0 && !roleless && p.HasRole(t.ExceptRoles...) {
		return planner.No
	}
	if t.Kind == planner.Count || len(t.And) == 0 {
		return in
	}
	switch among := t.And.Of(p); among {
	case planner.Yes:
		return in
	default:
		return among
	}
}

// affirmed reads a yes/no field of a person.
func affirmed(p *planner.Participant, d planner.Dimension) planner.Answer {
	v, _ := p.Value(d)
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "yes", "y", "true", "1", "x", "✓", "✔":
		return planner.Yes
	case "no", "n", "false", "0", "-":
		return planner.No
	}
	return planner.Unknown
}
