package ranking

import (
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agreement"
	"roundtable/planner/ranking/internal/electorate"
)

// HumsSchema names the JSON form of [Hums].
const HumsSchema = "roundtable.hums/1"

// Hums is what was hummed, issue by issue. Nothing is ranked by it: a hum shows whether
// there is an objection worth hearing (RFC 7282), and loudness is no count of people.
type Hums struct {
	Schema string     `json:"schema"`
	Issues []HumIssue `json:"issues"` // in the order met
	// Counted and Heard state in a sentence how numbers and loudness read.
	Counted string `json:"counted"`
	Heard   string `json:"heard"`
}

// HumIssue is the hums on one issue.
type HumIssue struct {
	// ID is that of the issue where the meeting lists it.
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Reading is the weakest of its parts: "consensus", "rough consensus", "divided",
	// "no answers" or "cannot tell".
	Reading string    `json:"reading"`
	Parts   []HumPart `json:"parts"`
}

// HumPart is the hum of one group in one place. For, Neutral and Against are words of
// loudness, numbers of people, or nothing where none was noted.
type HumPart struct {
	Group   string        `json:"group,omitempty"`
	Place   string        `json:"place,omitempty"`
	For     planner.Sound `json:"for"`
	Neutral planner.Sound `json:"neutral"`
	Against planner.Sound `json:"against"`
	Reading string        `json:"reading"`
}

// ReadHums reads what the chair heard, and counts the ballots that are hums by group and
// by where the roster says the voters were. A voter's later ballot replaces the earlier
// one as in [Rank]. It is nil where nobody hummed.
func ReadHums(m *planner.Meeting) *Hums {
	out := &Hums{Schema: HumsSchema, Counted: agreement.HumWords(), Heard: agreement.SoundWords()}
	readings := make(map[string][]agreement.Reading)
	at := make(map[string]int)
	for _, h := range append(countedHums(m), m.Hums...) {
		key := h.Issue + "\x00" + strings.ToLower(h.Name)
		i, ok := at[key]
		if !ok {
			i = len(out.Issues)
			at[key] = i
			out.Issues = append(out.Issues, HumIssue{ID: h.Issue, Name: h.Name})
		}
		reading := agreement.ReadSound(&h)
		readings[key] = append(readings[key], reading)
		x := &out.Issues[i]
		x.Parts = append(x.Parts, HumPart{h.Group, h.Place, h.For, h.Neutral, h.Against, reading.String()})
		x.Reading = agreement.Weakest(readings[key]).String()
	}
	if len(out.Issues) == 0 {
		return nil
	}
	return out
}

// countedHums counts the ballots that are hums by issue, group and place, in the order
// met.
func countedHums(m *planner.Meeting) []planner.Humming {
	place := roomsOf(m.Roster)
	type part struct {
		issue        int
		group, place string
	}
	at := make(map[part]int)
	var out []planner.Humming
	later := electorate.LaterOf(m.Ballots)
	for i := range m.Ballots.Len() {
		b := m.Ballots.At(i)
		if b.Kind != planner.Hum || later != nil && later[i] >= 0 {
			continue
		}
		for a, mark := range b.Marks {
			if mark == planner.Blank {
				continue
			}
			p := part{a, b.Group, place[strings.ToLower(b.Voter)]}
			k, ok := at[p]
			if !ok {
				k = len(out)
				at[p] = k
				none := planner.Sound{Noted: true, Counted: true}
				out = append(out, planner.Humming{
					Issue: m.Issues[a].ID, Name: m.Issues[a].Name, Group: p.group, Place: p.place,
					For: none, Neutral: none, Against: none, Where: b.Where,
				})
			}
			side := []*planner.Sound{&out[k].Against, &out[k].Neutral, &out[k].For}[min(max(mark, -1), 1)+1]
			side.Level += b.Count
		}
	}
	return out
}

// roomsOf is where people take part, by ID, and by name where all of the name are in one
// place.
func roomsOf(people planner.Roster) map[string]string {
	out := make(map[string]string)
	for i := range people {
		name := strings.ToLower(people[i].Name)
		at, _ := people[i].Value(planner.Attendance)
		if other, known := out[name]; known && other != at {
			at = ""
		}
		if name != "" {
			out[name] = at
		}
	}
	for i := range people {
		out[strings.ToLower(people[i].ID)], _ = people[i].Value(planner.Attendance)
	}
	return out
}
