package main

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
)

// seating is who is judged: the panel without those who withdrew, everybody of
// the session who is still there, and whose places are locked.
type seating struct {
	panel   planner.Panel
	session planner.Roster
	// left is how many people of the panel withdrew; gone names all who did.
	left   int
	gone   planner.Roster
	locked []string
	// unknown lists the ids of --without that are on no list.
	unknown []string
}

// present leaves out those who withdrew.
func (s *seating) present(r planner.Roster) planner.Roster {
	return slices.DeleteFunc(slices.Clone(r), func(p planner.Participant) bool { return s.gone.ByID(p.ID) >= 0 })
}

// seated chooses the panel and takes out whoever --without names.
func (l *loaded) seated() (*seating, error) {
	roster := l.meeting.Roster
	panel, unknown := planner.ChoosePanel(roster, l.o.panel)
	if len(unknown) > 0 {
		return nil, notListed("the panel names", unknown, "the list of people")
	}
	s := l.withdraw(panel)
	if len(s.unknown) > 0 {
		return nil, notListed("--without names", s.unknown, "the list of people")
	}
	if len(s.panel.Members) == 0 {
		return nil, inputError{err: hintError{fmt.Errorf("without them nobody is left on the panel"), "name fewer people with --without"}}
	}
	if len(l.o.lock) > 0 {
		locked, unknown := planner.ChoosePanel(s.panel.Members, l.o.lock)
		if len(unknown) > 0 {
			return nil, notListed("--lock names", unknown, "the panel")
		}
		for _, p := range locked.Members {
			s.locked = append(s.locked, p.ID)
		}
	}
	return s, nil
}

// withdraw takes whoever --without names out of the panel and the session.
func (l *loaded) withdraw(panel planner.Panel) *seating {
	s := &seating{panel: panel, session: l.meeting.Roster}
	if len(l.o.without) == 0 {
		return s
	}
	gone, unknown := planner.ChoosePanel(l.everybody(), l.o.without)
	s.gone, s.unknown = gone.Members, unknown
	s.panel.Members = s.present(panel.Members)
	s.session = s.present(s.session)
	s.left = len(panel.Members) - len(s.panel.Members)
	if s.left > 0 {
		s.panel.Judged = fmt.Sprintf("the %s left when %s withdraws", planner.Plural(len(s.panel.Members), "person", "people"), joinAnd(callNames(s.gone)))
		if len(s.gone) > 1 {
			s.panel.Judged = strings.Replace(s.panel.Judged, " withdraws", " withdraw", 1)
		}
	}
	return s
}

// leaveOut takes those who withdrew off the list of people, so that no report
// names them as somebody who would do.
func (l *loaded) leaveOut() {
	if len(l.o.without) == 0 {
		return
	}
	s := l.withdraw(planner.EverybodyListed(l.meeting.Roster))
	m := *l.meeting
	m.Roster = s.session
	l.meeting = &m
}

func callNames(r planner.Roster) []string {
	out := make([]string, len(r))
	for i := range r {
		out[i] = r[i].Name
		if out[i] == "" {
			out[i] = r[i].ID
		}
	}
	return out
}

// joinAnd lists words: "a, b and c".
func joinAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func notListed(what string, names []string, list string) error {
	return inputError{err: hintError{
		fmt.Errorf("%s %s, who is not on %s", what, strings.Join(names, ", "), list),
		"use the ids or names of the list; roundtable inspect shows them",
	}}
}
