package main

import (
	"context"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/build"
)

// show prints the sections of the report that answer one command: as text, or
// one table of them as csv.
func show(j *intake.Job, l *intake.Loaded, a *stages.Analysis, command, table string, ids ...string) error {
	in := stages.Reported(j, l, a, command)
	if j.Format == "csv" {
		return j.Table(build.Chair(in), table)
	}
	if err := j.Sections(build.Chair(in, ids...).Sections...); err != nil {
		return err
	}
	nextPlan(j)
	return nil
}

// nextPlan says how the same becomes reports.
func nextPlan(j *intake.Job) {
	if j.Piped() {
		return
	}
	j.Say("")
	j.Next(j.Again("plan")+" --out out", "writes this as reports that can be sent")
}

// analysed is what was found of the files of a job, with how long that takes. An error beside it
// is of working groups that cannot be formed as asked.
func analysed(ctx context.Context, j *intake.Job) (*intake.Loaded, *stages.Analysis, error) {
	l, err := j.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	if stages.Empty(l.Meeting) {
		return nil, nil, exit.Lacking("There is nobody and nothing in these files that could be judged, ranked or " +
			"grouped. Fill in a row for each person, vote or issue.")
	}
	p := talk.NewProgress(&j.Output)
	defer p.Clear()
	a, err := stages.Analyse(ctx, l, p.Callback())
	return l, a, err
}
