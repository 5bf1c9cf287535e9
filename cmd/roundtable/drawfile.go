package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/assets"
	"roundtable/reports/build"
	"roundtable/reports/html"
	"roundtable/reports/xlsx"
)

// The files of a draw, by their place below the output folder.
const (
	chairDraw      = "chair/draw.json"
	chairDrawHTML  = "chair/draw.html"
	chairDrawXLSX  = "chair/draw.xlsx"
	publicDraw     = "public/draw.json"
	publicDrawHTML = "public/draw.html"
	publicDrawXLSX = "public/draw.xlsx"
	drawSchema     = "roundtable.draw-file/1"
)

// drawFile is the chair's draw.json: the result, and what verify needs to make it again.
type drawFile struct {
	Schema     string               `json:"schema"`
	Provenance build.PlanProvenance `json:"provenance"`
	Asked      drawOptions          `json:"asked"`
	Result     *selection.Result    `json:"result"`
	planOrigin
}

// publicRecord is the public draw.json: the lottery without names, and the fingerprints
// of the files it was made from.
type publicRecord struct {
	*selection.Record
	Version string             `json:"version"`
	Sources []build.PlanSource `json:"sources"`
}

// renderDraw makes every file of a draw in memory.
func renderDraw(ctx context.Context, j *job, l *loaded, o *drawOptions, in *drawing) ([]artifact, error) {
	provenance := build.NewPlanFile(build.Input{Meeting: l.meeting, Provenance: in.Provenance}).Provenance
	record := in.Result.Record()
	open := in.Provenance
	open.Command, open.Settings = "", nil
	chair, public := build.SelectionReport(&in.Selection), build.SelectionRecord(record, in.Title, open)
	script, _ := assets.Echarts() // without the library the page shows its tables
	page := html.Options{Script: script}
	out, err := renderAll(ctx, []renderer{
		{chairDrawHTML, func(w io.Writer) error { return html.Write(w, chair, page) }},
		{chairDrawXLSX, func(w io.Writer) error { return xlsx.Write(w, chair) }},
		{publicDrawHTML, func(w io.Writer) error { return html.Write(w, public, page) }},
		{publicDrawXLSX, func(w io.Writer) error { return xlsx.Write(w, public) }},
		{publicDraw, func(w io.Writer) error {
			return reports.WriteJSON(w, publicRecord{record, provenance.Version, provenance.Sources})
		}},
	})
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	file := drawFile{
		Schema: drawSchema, Provenance: provenance, Asked: *o, Result: in.Result, planOrigin: j.origin(out),
	}
	if err := reports.WriteJSON(&buf, file); err != nil {
		return nil, err
	}
	return append(out, artifact{chairDraw, buf.Bytes()}), nil
}

// verifyDraw makes a draw again, compares every byte, and counts every panel.
func verifyDraw(ctx context.Context, j *job, dir string, files []string) error {
	var old planRecord
	if _, err := drawRecorded.read(dir, &old); err != nil {
		return err
	}
	if err := j.restore(&old, dir, files); err != nil {
		return err
	}
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	in, err := l.drawStage(ctx, &old.Draw)
	if err != nil {
		return err
	}
	in.Provenance = j.drawProvenance(l, &old.Draw)
	again, err := renderDraw(ctx, j, l, &old.Draw, in)
	if err != nil {
		return err
	}
	bad := compareFiles(j, dir, again, nil)
	if err := selection.Verify(in.Candidates, in.targets, in.opts, in.Result); err != nil {
		fmt.Fprintf(j.io.out, "✗ panels: %v\n", err)
		bad++
	} else {
		fmt.Fprintf(j.io.out, "✓ panels: all %d meet the targets and give the chances (counted without the search)\n",
			selection.Panels)
	}
	return j.verified(bad, &old)
}
