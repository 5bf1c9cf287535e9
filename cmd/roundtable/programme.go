package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// A programme is several sessions: those of a table that names them, or, where that
// was asked for, one on each sheet or in each file.

// runProgramme judges several sessions one by one and together.
func (j *job) runProgramme(sessions []balance.Session) error {
	p := balance.CheckProgramme(sessions)
	section := build.Programme(p)
	if j.Format == "csv" {
		section = build.ProgrammeTable(p)
	}
	if err := j.Answer(p, section, "sessions"); err != nil {
		return err
	}
	if p.MissedMust() {
		return exit.ErrMissed
	}
	return nil
}

// apart reads sessions from all files, each of which is a session of its own, has one
// on each sheet, or lists several.
func (j *job) apart(ctx context.Context) ([]balance.Session, error) {
	var sessions []balance.Session
	var without [][]string // names of --without that a session does not know
	files, asking := j.rulesAside(ctx)
	for _, file := range files {
		one := *j
		one.files, one.targets, one.oneOf = []string{file}, asking, len(files) > 1
		l, err := one.load(ctx)
		if err != nil {
			return nil, err
		}
		parts, names := []*loaded{l}, []string{sessionName(l.meeting, file)}
		if sheets := rosterSheets(l.inspection); len(l.meeting.Sessions) == 0 && len(sheets) > 1 {
			parts, names = nil, sheets
			for _, name := range sheets {
				part, err := one.onSheet(ctx, name)
				if err != nil {
					return nil, err
				}
				parts = append(parts, part)
			}
		}
		for i, part := range parts {
			list, unknown, err := part.sessions(names[i], byName)
			if err != nil {
				return nil, err
			}
			sessions, without = append(sessions, list...), append(without, unknown)
		}
	}
	if len(sessions) == 0 {
		return nil, exit.Lacking(noPeople.Said(messages.English()))
	}
	nobody := slices.DeleteFunc(slices.Clone(without[0]), func(name string) bool {
		return slices.ContainsFunc(without, func(unknown []string) bool { return !slices.Contains(unknown, name) })
	})
	if len(nobody) > 0 {
		return nil, notListed("--without names", nobody, "the list of any session", nil)
	}
	return sessions, nil
}

// rulesAside parts the files that are sessions from those that hold nothing but targets,
// which ask the same of every session.
func (j *job) rulesAside(ctx context.Context) (sessions, targets []string) {
	targets = slices.Clone(j.targets)
	for _, file := range j.files {
		one := *j
		one.files, one.Quiet, one.Err = []string{file}, true, io.Discard // said when it is read as what it is
		l, err := one.load(ctx)
		if err == nil && len(l.meeting.Roster) == 0 && len(l.meeting.Targets) > 0 {
			targets = append(targets, file)
		} else {
			sessions = append(sessions, file)
		}
	}
	return sessions, targets
}

// sessionName is what a file is called that is a session as a whole.
func sessionName(m *planner.Meeting, file string) string {
	if name := m.Title; name != "" && len(name) <= 60 {
		return name
	}
	return strings.TrimSpace(baseName(file))
}

// byID and byName tell people apart: where one table lists all sessions it is settled
// who is who; over several files only names tell.
func byID(p *planner.Participant) string {
	if p.Name == "" {
		return ""
	}
	return p.ID
}

func byName(p *planner.Participant) string { return importers.NameKey(p.Name) }

// rosterSheets are the sheets of a workbook that list people.
func rosterSheets(in *importers.Inspection) []string {
	var out []string
	for _, f := range in.Files {
		for _, s := range f.Sheets {
			if s.Kind.HasPeople() && s.Sheet != "" {
				out = append(out, s.Sheet)
			}
		}
	}
	return out
}

// onSheet reads one sheet of the job's file alone.
func (j *job) onSheet(ctx context.Context, sheet string) (*loaded, error) {
	one := *j
	one.Quiet = true // what is to be said of the file was said
	one.given = settings.Instead(j.given, "sheet", sheet)
	return one.load(ctx)
}

// sessions are the sessions of what was read, which is one called name where the table
// names none, and the names of --without that nobody there has.
func (l *loaded) sessions(
	name string, who func(*planner.Participant) string,
) (list []balance.Session, unknown []string, err error) {
	programme := l.meeting.Sessions
	if len(programme) == 0 {
		if len(l.meeting.Roster) == 0 {
			return nil, nil, exit.Input(exit.Hint(
				fmt.Errorf("%s lists no people, so it is no session", name), "name a file of targets with --targets",
			))
		}
		programme = []planner.Session{{Title: name, Members: l.meeting.Roster}}
	}
	unknown = l.withdraw(planner.EverybodyListed(l.meeting.Roster)).unknown
	for _, s := range programme {
		m := *l.meeting
		m.Roster = s.Members
		one := *l
		one.meeting = &m
		chosen, _ := planner.ChoosePanel(m.Roster, nil)
		seat := one.withdraw(chosen)
		panel := seat.panel
		opts := balance.DefaultOptions()
		opts.Kind, opts.Judged, opts.Session, opts.Test.Seed = panel.Kind, panel.Judged, seat.session, l.o.Seed
		targets, err := l.panelTargets(panel, opts)
		if err != nil {
			return nil, nil, err
		}
		if opts.Fields, err = answers(l.o.Panel.Fields, targets); err != nil {
			return nil, nil, err
		}
		list = append(list, balance.Session{
			Name: s.Title, Panel: panel.Members, Targets: targets, Options: opts, When: s.When, Who: who,
		})
	}
	return list, unknown, nil
}

// programme is what was read as a programme; nil where it is none.
func (l *loaded) programme() ([]balance.Session, error) {
	if !l.isProgramme() {
		return nil, nil
	}
	list, unknown, err := l.sessions("", byID)
	if err == nil && len(unknown) > 0 {
		err = notListed("--without names", unknown, "the list of any session", l.everybody())
	}
	return list, err
}
