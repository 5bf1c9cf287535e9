package verify

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/planner/selection"
)

// verifyDraw makes a draw again, compares every byte, and counts every panel.
func verifyDraw(ctx context.Context, j *intake.Job, l *intake.Loaded, old *folder.Made, dir string) error {
	in, err := stages.Draw(ctx, l, &old.Draw)
	if err != nil {
		return err
	}
	in.Provenance = written.DrawProvenance(j, l, &old.Draw)
	again, err := written.Draw(ctx, j, l, &old.Draw, in)
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
	var old written.PublicRecord
	at := filepath.Join(dir, path.Base(folder.PublicDraw))
	if _, err := folder.ReadRecord(at, selection.RecordSchema, &old); err != nil {
		return err
	}
	c := newCheck(j, old.Version, nil)
	c.claim("panels", old.Verify(), fmt.Sprintf(
		"%d of %d different people each, all of them listed; the chances are those of the panels",
		len(old.Panels), old.Seats))
	if c.bad == 0 { // else there is nothing to show
		pages, err := old.Pages()
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
