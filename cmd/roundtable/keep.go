package main

import (
	"context"
	"os"

	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/grouping"
)

// readKept reads the plan named with --keep.
func (j *job) readKept(ctx context.Context, l *loaded, o *options) error {
	if j.keep == "" {
		return nil
	}
	l.paths = append(l.paths, j.keep)
	seats, findings, err := importers.ReadSeats(ctx, importers.Input{Path: j.keep}, o.importOptions().Table)
	l.meeting.Findings = append(l.meeting.Findings, findings...)
	if err != nil {
		return readError(err, &planner.Meeting{Findings: findings})
	}
	if data, err := os.ReadFile(j.keep); err == nil {
		l.meeting.Sources = append(l.meeting.Sources, planner.Source{File: baseName(j.keep), Bytes: int64(len(data)), SHA256: digest(data)})
	}
	l.kept = &grouping.Kept{}
	for _, s := range seats {
		l.kept.Seats = append(l.kept.Seats, grouping.KeptSeat(s))
	}
	return nil
}
