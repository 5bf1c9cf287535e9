package planner

import (
	"fmt"
	"slices"
	"strings"
)

// PanelKind says who the people are whose balance is judged.
type PanelKind string

// The panels there are; the empty one is told by its size alone.
const (
	PanelNamed     PanelKind = "named"
	PanelSelected  PanelKind = "selected"
	PanelSpeakers  PanelKind = "speakers"
	PanelConfirmed PanelKind = "confirmed"
	PanelEverybody PanelKind = "everybody"
	PanelRemaining PanelKind = "remaining" // those left when some withdraw
)

// Panel is the people whose balance is judged, and who they are.
type Panel struct {
	Members Roster
	Kind    PanelKind
	// Judged reads inside a sentence: "the 4 speakers".
	Judged string
}

// ChoosePanel says which people of the roster are judged. The first of these
// that applies decides:
//
//  1. ids, where the user named the members;
//  2. the people marked as selected;
//  3. the speakers, where anybody has that role;
//  4. everybody listed.
//
// It returns the ids that name nobody, in the order given.
func ChoosePanel(roster Roster, ids []string) (Panel, []string) {
	if len(ids) > 0 {
		return namedPanel(roster, ids)
	}
	if m := roster.filter(func(p *Participant) bool { return p.Selected }); len(m) > 0 {
		return Panel{m, PanelSelected, "the " + Plural(len(m), "person", "people") + " marked as selected"}, nil
	}
	if m := roster.WithRole(RoleSpeaker); len(m) > 0 {
		return Panel{m, PanelSpeakers, "the " + Plural(len(m), "speaker", "speakers")}, nil
	}
	return EverybodyListed(roster), nil
}

// ConfirmedPanel is the panel of those who have confirmed, where more people count
// than there are seats: the others are the pool. It reports false where somebody is
// marked as selected, everybody finds a seat, or nothing tells some from others.
func ConfirmedPanel(p Panel, seats int) (Panel, bool) {
	confirmed := p.Members.filter(func(p *Participant) bool { return p.Status == StatusConfirmed })
	selected := p.Members.filter(func(p *Participant) bool { return p.Selected })
	if seats == 0 || len(p.Members) <= seats || len(selected) > 0 || len(confirmed) == 0 ||
		len(confirmed) == len(p.Members) {
		return p, false
	}
	who := "the " + Plural(len(confirmed), "person", "people") + " who confirmed"
	return Panel{confirmed, PanelConfirmed, who}, true
}

// EverybodyListed returns the whole roster as a panel.
func EverybodyListed(roster Roster) Panel {
	return Panel{roster, PanelEverybody, "all " + Plural(len(roster), "person", "people") + " listed"}
}

func namedPanel(roster Roster, ids []string) (Panel, []string) {
	members := roster.filter(func(p *Participant) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return answersTo(p, id) })
	})
	unknown := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return slices.ContainsFunc(roster, func(p Participant) bool { return answersTo(&p, id) })
	})
	return Panel{members, PanelNamed, "the " + Plural(len(members), "person", "people") + " named"}, unknown
}

// answersTo reports whether the text is the person's ID, or the name whatever its
// case.
func answersTo(p *Participant, text string) bool {
	return p.ID == text || (p.Name != "" && strings.EqualFold(p.Name, text))
}

// Plural returns "1 person" or "3 people".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
