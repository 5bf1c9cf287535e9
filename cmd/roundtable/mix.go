package main

import (
	"context"
	"errors"
	"slices"

	"roundtable/planner"
	"roundtable/planner/mixing"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// runMix seats everybody at mixed tables instead of working groups.
func runMix(ctx context.Context, j *job, l *loaded) error {
	o := &l.o.groups
	opts := mixing.Options{
		Tables: o.mix, Rounds: max(o.rounds, 1), Seed: l.o.seed,
		Dimensions: []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender},
	}
	if len(o.mixOn) > 0 {
		opts.Dimensions = nil
		for _, d := range o.mixOn {
			opts.Dimensions = append(opts.Dimensions, planner.Dimension(d))
		}
		if missing := unusedDimensions(l.meeting.Roster, opts.Dimensions); len(missing) > 0 {
			return inputError{hintError{
				errors.New("nobody has a value for " + messages.English().Or(missing)),
				"roundtable inspect shows the dimensions that were read; --dimension reads a further column",
			}}
		}
	}
	limited, cancel := l.o.limited(ctx)
	defer cancel()
	m, err := mixing.Solve(limited, l.meeting.Roster, opts)
	if err != nil {
		return notSetUp(err)
	}
	if err := j.answer(m, build.Mix(l.meeting.Roster, m), "seats"); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errStopped
	}
	return nil
}

// unusedDimensions are those in which nobody has a value.
func unusedDimensions(r planner.Roster, dims []planner.Dimension) []string {
	var out []string
	for _, d := range dims {
		known := slices.ContainsFunc(r, func(p planner.Participant) bool {
			_, ok := p.Value(d)
			return ok
		})
		if !known {
			out = append(out, string(d))
		}
	}
	return out
}
