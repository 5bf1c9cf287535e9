package written

import (
	"context"
	"io"
	"slices"

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

// PublicRecord is the public draw.json: the lottery without names, the fingerprints of the
// files it was made from, and what else stands on the public page.
type PublicRecord struct {
	*selection.Record
	Title   string             `json:"title,omitempty"`
	Date    string             `json:"date,omitempty"`
	Version string             `json:"version"`
	Sources []build.PlanSource `json:"sources"`
	// Languages are those of the public page; none is English.
	Languages []string `json:"languages,omitempty"`
}

// Draw makes every file of a draw in memory.
func Draw(
	ctx context.Context, j *intake.Job, l *intake.Loaded, o *folder.DrawOptions, in *stages.Drawing,
) ([]folder.Artifact, error) {
	p := build.NewPlanFile(build.Input{Meeting: l.Meeting, Provenance: in.Provenance}).Provenance
	public := PublicRecord{in.Result.Record(), in.Title, p.Date, p.Version, p.Sources, l.Options.Report.Languages}
	published, err := public.Pages()
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
	record, err := paper.JSON(folder.ChairDraw, drawFile{folder.DrawSchema, p, *o, in.Result, j.Origin(out)})
	return append(out, record), err
}

// Pages are what is published beside the record: they hold nothing that it does not.
func (p *PublicRecord) Pages() ([]paper.File, error) {
	open := reports.Provenance{Version: p.Version, Date: p.Date, Seed: p.Seed}
	for _, s := range p.Sources {
		open.Sources = append(open.Sources, reports.Pair{Key: s.File, Value: s.SHA256})
	}
	page, err := paper.New(p.Languages, true)
	return page.Write("public/draw", func(l *messages.Catalogue) *reports.Document {
		return build.SelectionRecord(p.Record, p.Title, open, l)
	}), err
}

// DrawProvenance says how the draw can be made again.
func DrawProvenance(j *intake.Job, l *intake.Loaded, o *folder.DrawOptions) reports.Provenance {
	p := j.Provenance(l, "select")
	p.Command += o.Words()
	return p
}
