package main

import (
	"context"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// runProgramme judges several sessions together: each file is a session of its
// own, and rules about how often one person appears look at all of them.
func runProgramme(ctx context.Context, j *job) error {
	var sessions []balance.Session
	var without []string // names of --without that no session knows so far
	for i, file := range j.files {
		one := *j
		one.files = []string{file}
		l, err := one.load(ctx)
		if err != nil {
			return err
		}
		chosen, _ := planner.ChoosePanel(l.meeting.Roster, nil)
		seat := l.withdraw(chosen)
		if without = slices.DeleteFunc(without, func(n string) bool { return !slices.Contains(seat.unknown, n) }); i == 0 {
			without = seat.unknown
		}
		panel := seat.panel
		opts := balance.DefaultOptions()
		opts.Judged, opts.Session, opts.Test.Seed = panel.Judged, seat.session, l.o.seed
		targets, err := l.panelTargets(panel, opts)
		if err != nil {
			return err
		}
		name := l.meeting.Title
		if name == "" || len(name) > 60 {
			name = strings.TrimSpace(baseName(file))
		}
		sessions = append(sessions, balance.Session{Name: name, Panel: panel.Members, Targets: targets, Options: opts})
	}
	if len(without) > 0 {
		return notListed("--without names", without, "the list of any session")
	}
	p := balance.CheckProgramme(sessions)
	if err := showProgramme(j, p); err != nil {
		return err
	}
	for _, s := range p.Sessions {
		if s.Report.MissedMust() {
			return errMissed
		}
	}
	for _, t := range p.Targets {
		if t.Status == balance.Missed && t.Tier == planner.Must {
			return errMissed
		}
	}
	return nil
}

func showProgramme(j *job, p *balance.Programme) error {
	s := build.Programme(p)
	switch j.format {
	case "json":
		return reports.WriteJSON(j.io.out, p)
	case "csv":
		doc := reports.Document{Sections: []reports.Section{*s}}
		t, _ := doc.Table("sessions")
		return text.WriteCSV(j.io.out, t)
	default:
		return text.WriteSection(j.io.out, s, text.Options{Width: j.width()})
	}
}
