package stages

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/messages"
)

// A programme is several sessions: those of a table that names them, or, where that
// was asked for, one on each sheet or in each file.

// Apart reads sessions from all files, each of which is a session of its own, has one
// on each sheet, or lists several.
func Apart(ctx context.Context, j *intake.Job) ([]balance.Session, error) {
	var sessions []balance.Session
	var without [][]string // names of --without that a session does not know
	files, asking := rulesAside(ctx, j)
	for _, file := range files {
		one := *j
		one.Files, one.Targets, one.OneOf = []string{file}, asking, len(files) > 1
		l, err := one.Load(ctx)
		if err != nil {
			return nil, err
		}
		parts, names := []*intake.Loaded{l}, []string{sessionName(l.Meeting, file)}
		if sheets := rosterSheets(l.Inspection); len(l.Meeting.Sessions) == 0 && len(sheets) > 1 {
			parts, names = nil, sheets
			for _, name := range sheets {
				part, err := onSheet(ctx, &one, name)
				if err != nil {
					return nil, err
				}
				parts = append(parts, part)
			}
		}
		for i, part := range parts {
			list, unknown, err := sessionsOf(part, names[i], byName)
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
func rulesAside(ctx context.Context, j *intake.Job) (sessions, targets []string) {
	targets = slices.Clone(j.Targets)
	for _, file := range j.Files {
		one := *j
		one.Files, one.Quiet, one.Err = []string{file}, true, io.Discard // said when it is read as what it is
		l, err := one.Load(ctx)
		if err == nil && len(l.Meeting.Roster) == 0 && len(l.Meeting.Targets) > 0 {
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
	return strings.TrimSpace(intake.BaseName(file))
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
func onSheet(ctx context.Context, j *intake.Job, sheet string) (*intake.Loaded, error) {
	one := *j
	one.Quiet = true // what is to be said of the file was said
	one.Given = settings.Instead(j.Given, "sheet", sheet)
	return one.Load(ctx)
}

// sessionsOf are the sessions of what was read, which is one called name where the table
// names none, and the names of --without that nobody there has.
func sessionsOf(
	l *intake.Loaded, name string, who func(*planner.Participant) string,
) (list []balance.Session, unknown []string, err error) {
	programme := l.Meeting.Sessions
	if len(programme) == 0 {
		if len(l.Meeting.Roster) == 0 {
			return nil, nil, exit.Input(exit.Hint(
				fmt.Errorf("%s lists no people, so it is no session", name), "name a file of targets with --targets",
			))
		}
		programme = []planner.Session{{Title: name, Members: l.Meeting.Roster}}
	}
	unknown = withdraw(l, planner.EverybodyListed(l.Meeting.Roster)).unknown
	for _, s := range programme {
		m := *l.Meeting
		m.Roster = s.Members
		one := *l
		one.Meeting = &m
		chosen, _ := planner.ChoosePanel(m.Roster, nil)
		seat := withdraw(&one, chosen)
		panel := seat.panel
		opts := balance.DefaultOptions()
		opts.Kind, opts.Judged, opts.Session, opts.Test.Seed = panel.Kind, panel.Judged, seat.session, l.Options.Seed
		targets, err := panelTargets(l, panel, opts)
		if err != nil {
			return nil, nil, err
		}
		if opts.Fields, err = answers(l.Options.Panel.Fields, targets); err != nil {
			return nil, nil, err
		}
		list = append(list, balance.Session{
			Name: s.Title, Panel: panel.Members, Targets: targets, Options: opts, When: s.When, Who: who,
		})
	}
	return list, unknown, nil
}

// Programme is what was read as a programme; nil where it is none.
func Programme(l *intake.Loaded) ([]balance.Session, error) {
	if !isProgramme(l) {
		return nil, nil
	}
	list, unknown, err := sessionsOf(l, "", byID)
	if err == nil && len(unknown) > 0 {
		err = notListed("--without names", unknown, "the list of any session", l.Everybody())
	}
	return list, err
}

// isProgramme reports whether there are sessions, and nothing says that a panel of
// people from all of them is judged.
func isProgramme(l *intake.Loaded) bool {
	o := &l.Options.Panel
	selected := slices.ContainsFunc(l.Meeting.Roster, func(p planner.Participant) bool { return p.Selected })
	return len(l.Meeting.Sessions) > 0 && len(o.Members)+o.Seats+len(l.Meeting.Pool) == 0 && !selected
}
