package main

import (
	"bytes"
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

// planFile is plan.json: the results, and what verify needs to make them again.
type planFile struct {
	build.PlanFile
	// Impossible is why the working groups cannot be formed as asked.
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
	folder.Origin
}

// render makes every file of the plan in memory, so that nothing is written
// unless everything could be made. plan.json is the last. The document of the chair
// edition comes back as well, in English, as the terminal shows it.
func render(
	ctx context.Context, l *intake.Loaded, j *intake.Job, a *stages.Analysis,
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
		if list := build.Invitations(in); len(list.Rows) > 0 {
			invite := func(w io.Writer) error { return text.WriteCSV(w, list) }
			files = append(files, paper.File{Name: folder.Invitees, Write: invite})
		}
		spoken := in
		spoken.Language = p.Languages[0]
		if csv, err = paper.Tables(build.Chair(spoken)); err != nil {
			return nil, nil, err
		}
	}
	out, err := paper.Render(ctx, append(files, p.Released(public, true)...))
	if err != nil {
		return nil, nil, err
	}
	out = append(out, csv...)
	var buf bytes.Buffer
	if err := reports.WriteJSON(&buf, newPlanFile(in, j, public, out)); err != nil {
		return nil, nil, err
	}
	return append(out, folder.Artifact{Name: folder.ChairPlan, Data: buf.Bytes()}), build.Chair(in), nil
}

func newPlanFile(in build.Input, j *intake.Job, public *build.PublicationPart, outputs []folder.Artifact) planFile {
	p := planFile{
		PlanFile: build.NewPlanFile(in), Impossible: in.Impossible, Origin: j.Origin(outputs),
	}
	p.Public = public
	return p
}
