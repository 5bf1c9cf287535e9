package schedule

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// OutcomeSchema names the JSON form of [Conclusion].
const OutcomeSchema = "roundtable.outcome/1"

// Hum is the hum on an issue and how it reads, and HumPart that of one group in one place: the
// issues and parts of planner/ranking's Hums.
type (
	Hum struct {
		Issue, Name, Reading string
		Parts                []HumPart
		Missing              []string // groups of whom no hum was taken
	}
	HumPart struct {
		Group, Place          string
		For, Neutral, Against planner.Sound
		Reading               string
	}
)

// The readings of a hum that this package tells apart, in the words of planner/ranking.
const (
	consensus = "consensus"
	rough     = "rough consensus"
	divided   = "divided"
	unsure    = "cannot tell"
)

// against is how a group's hum reads that dissents; planner/ranking has it as divided.
const against = "against"

// Conclusion is what was asked, who was at the table, and what came of it.
type Conclusion struct {
	Schema string         `json:"schema"`
	Issues []IssueOutcome `json:"issues"`
	// Table has the people of the roster by stakeholder group, region, gender and
	// attendance.
	Table []Seats `json:"table"`
	// Goals are those of the meeting and of what is written down, ascending.
	Goals    []int             `json:"goals"`
	Warnings []planner.Finding `json:"-"`
}

// Seats counts people by their value in a dimension.
type Seats struct {
	Dimension planner.Dimension `json:"dimension"`
	Values    map[string]int    `json:"values"`
	Unknown   int               `json:"unknown"`
}

// IssueOutcome is what came of an issue.
type IssueOutcome struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Status is agreed or rough consensus as the last hum reads; not agreed where every
	// part of it is against; open where it reads otherwise. Without a hum it is what is
	// written, and empty where nobody says.
	Status planner.OutcomeStatus `json:"status,omitempty"`
	// Before and After are how the hums read; empty where there was none.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Counted says that numbers of people, which may be ballots, stand behind the last hum,
	// and not loudness alone, which everybody in the room hears.
	Counted bool `json:"counted,omitempty"`
	// Groups are in the order of the hums. Dissent names those that are against as a group,
	// Divided those that are divided and not against, Missing those
	// of whom no hum was taken.
	Groups  []GroupOutcome `json:"groups"`
	Dissent []string       `json:"dissent,omitempty"`
	Divided []string       `json:"divided,omitempty"`
	Missing []string       `json:"missing,omitempty"`
	// Text is the wording of the recommendation, Written its status, as a sheet has them.
	Text    string                `json:"text,omitempty"`
	Written planner.OutcomeStatus `json:"written,omitempty"`
	Goals   []int                 `json:"goals,omitempty"`
}

// GroupOutcome is how one group hummed before and after; Group is empty where all hummed
// together. It reads "against" where more of the group were against than for or, where it was
// heard and not counted, it was louder against in some place and louder for in none. Dissents
// says so of the last hum.
type GroupOutcome struct {
	Group    string `json:"group,omitempty"`
	Before   string `json:"before,omitempty"`
	After    string `json:"after,omitempty"`
	Dissents bool   `json:"dissents,omitempty"`
}

// Conclude puts together what was hummed before and after, and what is written down. Where
// there was one hum alone it is after. Issues are the same where their IDs are or, without
// one, their names whatever the case.
func Conclude(m *planner.Meeting, before, after []Hum) *Conclusion {
	out := &Conclusion{Schema: OutcomeSchema, Issues: []IssueOutcome{}, Goals: slices.Clone(m.Goals)}
	for i := range after {
		out.issue(after[i].Issue, after[i].Name).last(&after[i])
	}
	for i := range before {
		x := out.issue(before[i].Issue, before[i].Name)
		x.Before = before[i].Reading
		for _, g := range groupsOf(before[i].Parts) {
			x.group(g).Before = readingOf(before[i].Parts, g)
		}
	}
	for i := range m.Outcomes {
		w := &m.Outcomes[i]
		x := out.issue(w.Issue, w.Name)
		if x.Text != "" && x.Text != w.Text {
			out.Warnings = append(out.Warnings, writtenTwice(x, w))
			continue
		}
		x.Text, x.Written, x.Goals = w.Text, w.Status, w.Goals
		out.Goals = append(out.Goals, w.Goals...)
		if x.After == "" {
			x.Status = w.Status
		} else if x.Written != "" && x.Written != x.Status {
			out.Warnings = append(out.Warnings, writtenOtherwise(x, w))
		}
	}
	slices.Sort(out.Goals)
	out.Goals = append([]int{}, slices.Compact(out.Goals)...)
	for _, d := range accounted {
		s := Seats{Dimension: d, Values: make(map[string]int)}
		for v, x := range seatsOf(m.Roster, d) {
			s.Values[v] = x.amount
		}
		s.Unknown = s.Values[""]
		delete(s.Values, "")
		out.Table = append(out.Table, s)
	}
	return out
}

// issue is that of the ID or the name, which is added where it is not met yet.
func (c *Conclusion) issue(id, name string) *IssueOutcome {
	return entry(&c.Issues, IssueOutcome{ID: id, Name: name, Groups: []GroupOutcome{}}, func(x *IssueOutcome) bool {
		return id != "" && x.ID == id || (id == "" || x.ID == "") && strings.EqualFold(x.Name, name)
	})
}

func (x *IssueOutcome) group(name string) *GroupOutcome {
	return entry(&x.Groups, GroupOutcome{Group: name}, func(g *GroupOutcome) bool { return g.Group == name })
}

// last reads the hum by which the issue is decided.
func (x *IssueOutcome) last(h *Hum) {
	x.After, x.Missing = h.Reading, h.Missing
	x.Counted = slices.ContainsFunc(h.Parts, func(p HumPart) bool {
		return p.For.Counted || p.Neutral.Counted || p.Against.Counted
	})
	dissent := 0
	for _, g := range groupsOf(h.Parts) {
		o := x.group(g)
		o.After = readingOf(h.Parts, g)
		if o.Dissents = o.After == against; o.Dissents {
			dissent++
		}
		switch {
		case g == "":
		case o.Dissents:
			x.Dissent = append(x.Dissent, g)
		case o.After == divided:
			x.Divided = append(x.Divided, g)
		}
	}
	switch {
	case h.Reading == consensus:
		x.Status = planner.OutcomeAgreed
	case h.Reading == rough:
		x.Status = planner.OutcomeRough
	case dissent > 0 && dissent == len(x.Groups):
		x.Status = planner.OutcomeNotAgreed
	default:
		x.Status = planner.OutcomeOpen
	}
}

func groupsOf(parts []HumPart) []string {
	var out []string
	for i := range parts {
		if !slices.Contains(out, parts[i].Group) {
			out = append(out, parts[i].Group)
		}
	}
	return out
}

// readingOf is "against" where the group is; else the weakest of its parts, as planner/ranking
// has it: a divided part divides it, and it agrees only where every part does.
func readingOf(parts []HumPart, group string) string {
	if dissents(parts, group) {
		return against
	}
	var met []string
	for i := range parts {
		if r := parts[i].Reading; parts[i].Group == group && !slices.Contains(met, r) {
			met = append(met, r)
		}
	}
	slices.Sort(met)
	switch {
	case len(met) == 1:
		return met[0]
	case slices.Contains(met, divided):
		return divided
	case slices.Equal(met, []string{consensus, rough}):
		return rough
	default:
		return unsure
	}
}

// dissents reports whether a group is against as a whole: see [GroupOutcome].
func dissents(parts []HumPart, group string) bool {
	counted := true
	var sum int64
	var louder, quieter bool
	for i := range parts {
		x := &parts[i]
		if x.Group != group {
			continue
		}
		if !x.For.Noted || !x.Against.Noted || x.For.Counted != x.Against.Counted {
			return false // nobody can tell
		}
		counted = counted && x.For.Counted
		d := x.Against.Level - x.For.Level
		sum, louder, quieter = sum+d, louder || d > 0, quieter || d < 0
	}
	if counted {
		return sum > 0
	}
	return louder && !quieter
}
