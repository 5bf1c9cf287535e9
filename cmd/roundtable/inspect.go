package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/inspection"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// newInspect makes the command that shows how files were understood.
func newInspect(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var marked bool
	var force bool
	cmd := &cobra.Command{
		Use:   "inspect FILE...",
		Short: "How every sheet and column was understood, and everything noticed",
		Long: `inspect reads the files and says, sheet by sheet, what each was taken for, which
row holds the headings, what each column means and how sure that is, how many
people have which value, and everything that was noticed, with its cell.
Nothing is written, unless --annotate asks for a marked copy of each file.`,
		Example: `  roundtable inspect meeting.xlsx
  roundtable inspect roster.csv --map 'Region=UN Group'
  roundtable inspect meeting.xlsx --annotate`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runInspect(cmd.Context(), j, marked, force)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().BoolVar(&marked, "annotate", false,
		`write "NAME (checked).xlsx" beside each file: a copy with marked cells`)
	talk.AddForce(cmd.Flags(), &force, "replace an earlier marked copy")
	j.AddFlags(cmd, settings.ForReading)
	return cmd
}

func runInspect(ctx context.Context, j *intake.Job, marked, force bool) error {
	loud := *j
	loud.Quiet, loud.Err = true, io.Discard // inspect shows the findings itself
	l, err := loud.Load(ctx)
	if l == nil || l.Inspection == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if showErr := showInspection(j, l); showErr != nil {
		return showErr
	}
	if marked {
		if aerr := annotateAll(ctx, j, l, force); aerr != nil {
			return aerr
		}
	}
	if exit.Code(err) != exit.CodeInput {
		return err
	}
	errs := 0
	for i := range l.Meeting.Findings {
		if f := &l.Meeting.Findings[i]; f.Severity == planner.Error && !f.Asks {
			errs++
		}
	}
	if errs == 0 {
		return nil // questions are shown, not failed on
	}
	return exit.Input(exit.PassHint(err, fmt.Errorf("%s in the input", messages.Count(errs, "error", "errors"))))
}

func showInspection(j *intake.Job, l *intake.Loaded) error {
	switch j.Format {
	case "json":
		return reports.WriteJSON(j.Out, l.Inspection)
	case "csv":
		return importers.WriteRosterCSV(j.Out, l.Meeting)
	default:
		if err := j.Sections(inspection.Sections(l)...); err != nil {
			return err
		}
		if m := l.Meeting; !m.HasErrors() && len(m.Roster)+m.Ballots.Len() > 0 {
			nextPlan(j)
		}
		return nil
	}
}

// annotateAll writes a marked copy of every input file that can be opened; what is
// wrong with the others has been said.
func annotateAll(ctx context.Context, j *intake.Job, l *intake.Loaded, force bool) error {
	set := outfile.New(l.Paths...)
	defer set.Abort()
	var wrote []string
	for _, path := range j.Files {
		if path == "-" {
			continue
		}
		book, err := table.OpenFile(path, l.Options.Reading.Table)
		if err != nil {
			j.Say("No marked copy of %s: it cannot be read.", path)
			continue
		}
		defer book.Close() //nolint:errcheck // opened for reading only
		if s, err := book.Source(); err != nil || !slices.Contains(l.Meeting.Sources, s) {
			j.Say("No marked copy of %s: it was changed while it was read.", path)
			continue
		}
		base := filepath.Base(path)
		out := strings.TrimSuffix(path, filepath.Ext(path)) + " (checked).xlsx"
		if err := folder.RefuseExisting(out, force); err != nil {
			return err
		}
		var mine []planner.Finding
		for _, f := range l.Meeting.Findings {
			if f.Where.File == base {
				f.Text, f.Fix = messages.English().Finding(&f)
				mine = append(mine, f)
			}
		}
		if err := set.Write(out, 0o600, func(w io.Writer) error {
			return book.Annotate(ctx, mine, w)
		}); err != nil {
			return err
		}
		wrote = append(wrote, out)
	}
	if err := set.Commit(); err != nil {
		return err
	}
	for _, path := range wrote {
		j.Say("Wrote %s", path)
	}
	return nil
}
