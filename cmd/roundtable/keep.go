package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
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

// changesFromKept lists who sits elsewhere than in the plan named with --keep.
func (l *loaded) changesFromKept(p *grouping.Plan) *reports.Section {
	s := &reports.Section{ID: "changes", Title: "Changes from the earlier plan"}
	if len(p.Changes) == 0 {
		s.Lead = "Everybody keeps the seats of the earlier plan."
		return s
	}
	s.Lead = planner.Plural(len(p.Changes), "person sits", "people sit") + " elsewhere than in the earlier plan."
	t := reports.Table{ID: "changes", Title: "Who moves", RowHead: true, Columns: []reports.Column{{Title: "Name"}, {Title: "ID"}, {Title: "From"}, {Title: "To"}}}
	names := make(map[string]string, len(l.meeting.Roster))
	for i := range l.meeting.Roster {
		names[l.meeting.Roster[i].ID] = l.meeting.Roster[i].Label()
	}
	places := func(ids []string) reports.Value {
		if len(ids) == 0 {
			return reports.Str("–")
		}
		return reports.Str(strings.Join(ids, ", "))
	}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, []reports.Value{reports.Str(names[c.Person]), reports.Str(c.Person), places(c.From), places(c.To)})
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

// showChanges prints the differences from the plan named with --keep, if any
// was.
func (l *loaded) showChanges(j *job, p *grouping.Plan) error {
	if l.kept == nil {
		return nil
	}
	fmt.Fprintln(j.io.out)
	return reports.WriteTextSection(j.io.out, l.changesFromKept(p), reports.TextOptions{Width: j.width()})
}
