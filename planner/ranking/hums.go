package ranking

import (
	"slices"
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
	// Thresholds are those by which numbers read. Loudness is consensus where some hum for
	// and nobody against, rough consensus where it is loud for and soft against, and else
	// divided.
	Thresholds HumThresholds `json:"thresholds"`
}

// HumIssue is the hums on one issue.
type HumIssue struct {
	// ID is that of the issue where the meeting lists it.
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Reading is the weakest of its parts: "consensus", "rough consensus", "divided",
	// "no answers", "too few answers" or "cannot tell".
	Reading string    `json:"reading"`
	Parts   []HumPart `json:"parts"`
	// Missing are the groups of whom no hum was taken on this issue, Silent those who
	// hummed neither way, and Few those of whom fewer were counted than on another issue,
	// and too few: with any of them there is no agreement.
	Missing []string `json:"missing,omitempty"`
	Silent  []string `json:"silent,omitempty"`
	Few     []string `json:"few,omitempty"`
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
	enough := DefaultOptions().MinAnswers
	out := &Hums{Schema: HumsSchema, Thresholds: humThresholds(enough)}
	at := make(map[string]int)
	var hums [][]planner.Humming // by issue
	for _, h := range append(countedHums(m), m.Hums...) {
		key := h.Issue + "\x00" + strings.ToLower(h.Name)
		i, ok := at[key]
		if !ok {
			i = len(out.Issues)
			at[key] = i
			out.Issues, hums = append(out.Issues, HumIssue{ID: h.Issue, Name: h.Name}), append(hums, nil)
		}
		hums[i] = append(hums[i], h)
	}
	if len(out.Issues) == 0 {
		return nil
	}
	groups := hummers(m, hums)
	most := make(map[string]int64) // counted of a group on any issue
	for _, parts := range hums {
		for g, n := range answersBy(parts) {
			most[g] = max(most[g], n)
		}
	}
	for i := range out.Issues {
		out.Issues[i].read(hums[i], groups, most, int64(enough))
	}
	return out
}

func humThresholds(enough int) HumThresholds {
	return HumThresholds{
		agreement.ConsensusFor, agreement.ConsensusAgainst, agreement.RoughFor, agreement.RoughAgainst, enough,
	}
}

// hummers are the groups that have a hum on any issue, and those of the people listed: all
// of them are asked to agree.
func hummers(m *planner.Meeting, hums [][]planner.Humming) []string {
	var out []string
	add := func(g string) {
		if g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	for _, parts := range hums {
		for _, h := range parts {
			add(h.Group)
		}
	}
	if out == nil {
		return nil
	}
	for i := range m.Roster {
		g, _ := m.Roster[i].Value(planner.Stakeholder)
		add(g)
	}
	return out
}

// answersBy is how many of each group were counted on an issue, wherever they were.
func answersBy(parts []planner.Humming) map[string]int64 {
	out := make(map[string]int64)
	for _, h := range parts {
		for _, s := range []planner.Sound{h.For, h.Neutral, h.Against} {
			if s.Counted {
				out[h.Group] += s.Level
			}
		}
	}
	return out
}

// read reads the hums on an issue, given the groups that are asked to agree and how many
// of each were counted at most. Of everybody together nobody is missing.
func (x *HumIssue) read(hums []planner.Humming, groups []string, most map[string]int64, enough int64) {
	answers := answersBy(hums)
	var readings []agreement.Reading
	silent := make(map[string]bool) // of whom all parts are
	for i := range hums {
		h := &hums[i]
		r := agreement.ReadSound(h)
		if h.For.Counted && h.Against.Counted {
			r = r.TooFew(answers[h.Group], min(enough, most[h.Group]))
		}
		before, met := silent[h.Group]
		silent[h.Group] = (before || !met) && r == agreement.Silent
		if r == agreement.Few && h.Group != "" && !slices.Contains(x.Few, h.Group) {
			x.Few = append(x.Few, h.Group)
		}
		readings = append(readings, r)
		x.Parts = append(x.Parts, HumPart{h.Group, h.Place, h.For, h.Neutral, h.Against, r.String()})
	}
	_, together := silent[""]
	for _, g := range groups {
		quiet, met := silent[g]
		switch {
		case quiet:
			x.Silent = append(x.Silent, g)
		case !met && !together:
			x.Missing = append(x.Missing, g)
			readings = append(readings, agreement.Silent)
		}
	}
	x.Reading = agreement.Weakest(readings).String()
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
