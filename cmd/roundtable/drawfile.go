package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// drawFile is the chair's draw.json: the result, and what verify needs to make it again.
type drawFile struct {
	Schema     string               `json:"schema"`
	Provenance build.PlanProvenance `json:"provenance"`
	Asked      folder.DrawOptions   `json:"asked"`
	Result     *selection.Result    `json:"result"`
	folder.Origin
}

// publicRecord is the public draw.json: the lottery without names, the fingerprints of the
// files it was made from, and what else stands on the public page.
type publicRecord struct {
	*selection.Record
	Title   string             `json:"title,omitempty"`
	Date    string             `json:"date,omitempty"`
	Version string             `json:"version"`
	Sources []build.PlanSource `json:"sources"`
	// Languages are those of the public page; none is English.
	Languages []string `json:"languages,omitempty"`
}

// renderDraw makes every file of a draw in memory.
func renderDraw(
	ctx context.Context, j *intake.Job, l *intake.Loaded, o *folder.DrawOptions, in *stages.Drawing,
) ([]folder.Artifact, error) {
	p := build.NewPlanFile(build.Input{Meeting: l.Meeting, Provenance: in.Provenance}).Provenance
	public := publicRecord{in.Result.Record(), in.Title, p.Date, p.Version, p.Sources, l.Options.Report.Languages}
	published, err := public.pages()
	if err != nil {
		return nil, err
	}
	own, err := paper.New(l.Options.Report.Languages, l.Options.Report.Static)
	if err != nil {
		return nil, err
	}
	chair := own.Write("chair/draw", func(l *messages.Catalogue) *reports.Document {
		said := in.Selection
		said.Language = l
		return build.SelectionReport(&said)
	})
	out, err := paper.Render(ctx, slices.Concat(chair, published, []paper.File{
		{Name: folder.PublicDraw, Write: func(w io.Writer) error { return reports.WriteJSON(w, public) }},
	}))
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	file := drawFile{Schema: folder.DrawSchema, Provenance: p, Asked: *o, Result: in.Result, Origin: j.Origin(out)}
	if err := reports.WriteJSON(&buf, file); err != nil {
		return nil, err
	}
	return append(out, folder.Artifact{Name: folder.ChairDraw, Data: buf.Bytes()}), nil
}

// pages are what is published beside the record: they hold nothing that it does not.
func (p *publicRecord) pages() ([]paper.File, error) {
	open := reports.Provenance{Version: p.Version, Date: p.Date, Seed: p.Seed}
	for _, s := range p.Sources {
		open.Sources = append(open.Sources, reports.Pair{Key: s.File, Value: s.SHA256})
	}
	page, err := paper.New(p.Languages, true)
	return page.Write("public/draw", func(l *messages.Catalogue) *reports.Document {
		return build.SelectionRecord(p.Record, p.Title, open, l)
	}), err
}

// verifyDraw makes a draw again, compares every byte, and counts every panel.
func verifyDraw(ctx context.Context, j *intake.Job, l *intake.Loaded, old *folder.Made, dir string) error {
	in, err := stages.Draw(ctx, l, &old.Draw)
	if err != nil {
		return err
	}
	in.Provenance = drawProvenance(j, l, &old.Draw)
	again, err := renderDraw(ctx, j, l, &old.Draw, in)
	if err != nil {
		return err
	}
	c := newCheck(j, old.Provenance.Version, l.Options)
	c.files(dir, again, old.Outputs, nil)
	c.claim("panels", selection.Verify(in.Candidates, in.Targets, in.Opts, in.Result), fmt.Sprintf(
		"all %d meet the targets and give the chances (counted without the search)", selection.Panels))
	return c.end("Everything is as it was written.")
}

// verifyPublicDraw checks the public folder of a draw by itself, and says what it cannot prove.
func verifyPublicDraw(ctx context.Context, j *intake.Job, dir string) error {
	var old publicRecord
	at := filepath.Join(dir, path.Base(folder.PublicDraw))
	if _, err := folder.ReadRecord(at, selection.RecordSchema, &old); err != nil {
		return err
	}
	c := newCheck(j, old.Version, nil)
	c.claim("panels", old.Verify(), fmt.Sprintf(
		"%d of %d different people each, all of them listed; the chances are those of the panels",
		len(old.Panels), old.Seats))
	if c.bad == 0 { // else there is nothing to show
		pages, err := old.pages()
		if err != nil {
			return err
		}
		again, err := paper.Render(ctx, pages)
		if err != nil {
			return err
		}
		for i := range again {
			again[i].Name = path.Base(again[i].Name)
		}
		c.files(dir, again, nil, nil)
	}
	number := fmt.Sprintf("Number %d is the one that the seed %d gives", old.Draw, old.Seed)
	if n := selection.Number(old.Seed); n != old.Draw {
		number = fmt.Sprintf("Number %d was given, as one drawn in public is; the seed %d gives %d",
			old.Draw, old.Seed, n)
	}
	var sources strings.Builder
	for _, s := range old.Sources {
		fmt.Fprintf(&sources, "\n  %s (SHA-256 %s)", s.File, s.SHA256)
	}
	return c.end(number + ".\n" +
		"All that the public record can prove holds. It has no names and no values of\n" +
		"anybody: it cannot prove that the panels meet the targets, that the chances are\n" +
		"the fairest, or who was on the list. Those who ran the draw have the whole record,\n" +
		"chair/draw.json. With it, and with the files it was made from, roundtable verify\n" +
		"proves the rest, given the folder that holds chair and public. The files:" + sources.String())
}
