package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/importers"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/reports"
)

// newInspect makes the command that shows how files were understood.
func newInspect(io streams) *cobra.Command {
	j := &job{io: io}
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
			j.files = args
			return runInspect(cmd.Context(), j, marked, force)
		},
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	cmd.Flags().BoolVar(&marked, "annotate", false, `write "NAME (checked).xlsx" beside each file: a copy with marked cells`)
	cmd.Flags().BoolVar(&force, "force", false, "replace an earlier marked copy")
	j.addJobFlags(cmd, stageRead)
	return cmd
}

func runInspect(ctx context.Context, j *job, marked, force bool) error {
	loud := *j
	loud.quiet, loud.io.err = true, io.Discard // inspect shows the findings itself
	l, err := loud.load(ctx)
	if l == nil || l.inspection == nil || errors.Is(err, context.Canceled) {
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
	var in inputError
	if errors.As(err, &in) {
		errs, _, _ := severityCounts(l.meeting.Findings)
		return inputError{err: fmt.Errorf("%s in the input", planner.Plural(errs, "error", "errors"))}
	}
	return err
}

func showInspection(j *job, l *loaded) error {
	switch j.format {
	case "json":
		return reports.WriteJSON(j.io.out, l.inspection)
	case "csv":
		return importers.WriteRosterCSV(j.io.out, l.meeting)
	default:
		return inspectionText(j, l)
	}
}

// annotateAll writes a marked copy of every input file.
func annotateAll(ctx context.Context, j *job, l *loaded, force bool) error {
	set := outfile.New(l.paths...)
	defer set.Abort()
	var wrote []string
	for _, path := range j.files {
		if path == "-" {
			continue
		}
		base := filepath.Base(path)
		out := strings.TrimSuffix(path, filepath.Ext(path)) + " (checked).xlsx"
		if err := refuseExisting(out, force); err != nil {
			return err
		}
		var mine []planner.Finding
		for _, f := range l.meeting.Findings {
			if f.Where.File == base {
				mine = append(mine, f)
			}
		}
		if err := set.Write(out, 0o600, func(w io.Writer) error {
			return annotate(ctx, path, l.o, mine, w)
		}); err != nil {
			return err
		}
		wrote = append(wrote, out)
	}
	if err := set.Commit(); err != nil {
		return err
	}
	for _, path := range wrote {
		j.talk("Wrote %s", path)
	}
	return nil
}

// annotate opens the file as it was read and writes its marked copy.
func annotate(ctx context.Context, path string, o *options, findings []planner.Finding, w io.Writer) error {
	book, err := table.OpenFile(path, o.importOptions().Table)
	if err != nil {
		return err
	}
	defer book.Close() //nolint:errcheck // opened for reading only
	return book.Annotate(ctx, findings, w)
}
