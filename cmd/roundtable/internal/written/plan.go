// Package written makes the files of a plan and of a draw in memory, from what was found out:
// all editions, the tables, and the record by which they can be made again. So nothing is
// written unless everything could be made, and verify makes them in the same way. What the
// public may be told is settled here too (publication.go): a release is made from that.
package written

import (
	"context"
	"io"
	"slices"

	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// PlanFile is plan.json: the results, and what verify needs to make them again.
type PlanFile struct {
	build.PlanFile
	// Impossible is why the working groups cannot be formed as asked.
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
	folder.Origin
}

// Plan makes every file of the plan in memory, so that nothing is written
// unless everything could be made. plan.json is the last. The document of the chair
// edition comes back as well, in English, as the terminal shows it.
func Plan(
	ctx context.Context, j *intake.Job, l *intake.Loaded, a *stages.Analysis,
) ([]folder.Artifact, *reports.Document, error) {
	in := stages.Reported(j, l, a, "plan")
	public, err := publication(&in, l)
	if err != nil {
		return nil, nil, err
	}
	p, err := paper.New(public.Languages, l.Options.Report.Static)
	if err != nil {
		return nil, nil, err
	}
	var files []paper.File
	var csv []folder.Artifact
	if slices.Contains(public.Editions, reports.Chair) {
		files = p.Chair(in)
		spoken := in
		spoken.Language = p.Languages[0]
		if list := build.Invitations(spoken); len(list.Rows) > 0 {
			invite := func(w io.Writer) error { return text.WriteCSV(w, list) }
			files = append(files, paper.File{Name: folder.Invitees, Write: invite})
		}
		if csv, err = paper.Tables(build.Chair(spoken)); err != nil {
			return nil, nil, err
		}
	}
	out, err := paper.Render(ctx, append(files, p.Released(public, true)...))
	if err != nil {
		return nil, nil, err
	}
	out = append(out, csv...)
	results := build.NewPlanFile(in)
	results.Public = public
	record, err := paper.JSON(folder.ChairPlan, PlanFile{results, in.Impossible, j.Origin(out)})
	return append(out, record), build.Chair(in), err
}
