package main

import (
	"context"
	"errors"

	"roundtable/planner"
	"roundtable/planner/mixing"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// mix seats everybody at mixed tables instead of working groups.
func (l *loaded) mix(ctx context.Context, j *job) error {
	opts := mixing.Options{
		Tables: l.o.mix, Rounds: max(l.o.rounds, 1), Seed: l.o.seed,
		Dimensions: []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender},
	}
	if len(l.o.mixOn) > 0 {
		opts.Dimensions = nil
		for _, d := range l.o.mixOn {
			opts.Dimensions = append(opts.Dimensions, planner.Dimension(d))
		}
	}
	if missing := l.unusedDimensions(opts.Dimensions); len(missing) > 0 && len(l.o.mixOn) > 0 {
		return inputError{err: hintError{
			errors.New("nobody has a value for " + joinOr(missing)), "roundtable inspect shows the dimensions that were read; --dimension reads a further column",
		}}
	}
	mctx, cancel := l.limited(ctx)
	defer cancel()
	m, err := mixing.Solve(mctx, l.meeting.Roster, opts)
	var input *planner.InputError
	switch {
	case errors.As(err, &input):
		return inputError{err: err, findings: input.Findings}
	case err != nil:
		return err
	}
	if err := l.showMix(j, m); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errStopped
	}
	return nil
}

func (l *loaded) showMix(j *job, m *mixing.Plan) error {
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, m)
	}
	s := build.Mix(l.meeting.Roster, m)
	if j.format == "csv" {
		doc := reports.Document{Sections: []reports.Section{*s}}
		t, _ := doc.Table("seats")
		return text.WriteCSV(j.io.out, t)
	}
	return text.WriteSection(j.io.out, s, text.Options{Width: j.width()})
}

// unusedDimensions are those in which nobody has a value.
func (l *loaded) unusedDimensions(dims []planner.Dimension) []string {
	var out []string
	for _, d := range dims {
		known := false
		for i := range l.meeting.Roster {
			_, ok := l.meeting.Roster[i].Value(d)
			known = known || ok
		}
		if !known {
			out = append(out, string(d))
		}
	}
	return out
}
