package main

import (
	"context"
	"errors"
	"maps"
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
	roster := withFacilitators(l.meeting.Roster, &opts)
	m, err := mixing.Solve(limited, roster, opts)
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

// withFacilitators spreads those who lead the tables before all else, where the people
// have such roles.
func withFacilitators(r planner.Roster, opts *mixing.Options) planner.Roster {
	const facilitator planner.Dimension = "facilitator"
	leads := func(p planner.Participant) bool { return p.HasRole(planner.RoleModerator, planner.RoleOnlineModerator) }
	if !slices.ContainsFunc(r, leads) {
		return r
	}
	r = slices.Clone(r)
	for i := range r {
		r[i].Values = maps.Clone(r[i].Values)
		r[i].Values[facilitator] = []string{"no"}
		if leads(r[i]) {
			r[i].Values[facilitator] = []string{"yes"}
		}
	}
	opts.Dimensions = append([]planner.Dimension{facilitator}, opts.Dimensions...)
	return r
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
