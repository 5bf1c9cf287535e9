package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/reports/build"
	"roundtable/reports/xlsx"
)

// newInit makes the command that writes a workbook to fill in.
func newInit(io talk.Streams) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init FILE.xlsx",
		Short: "A workbook to fill in: people, issues, votes, groups, pairs, targets, agenda, settings",
		Long: `init writes a workbook with a sheet for each kind of input, drop-down lists,
notes on every column and example rows. Rows whose id starts with "example" are
ignored when the workbook is read.`,
		Example: `  roundtable init meeting.xlsx`,
		Args:    exactly(1, "the name of the workbook to make, such as meeting.xlsx"),
		RunE: func(_ *cobra.Command, args []string) error {
			return runInit(io, args[0], force)
		},
	}
	talk.AddForce(cmd.Flags(), &force, "replace a file of that name")
	return cmd
}

func runInit(s talk.Streams, path string, force bool) error {
	if ending := filepath.Ext(path); !strings.EqualFold(ending, ".xlsx") {
		return exit.Hint(
			exit.Usage(fmt.Errorf("%s would be an Excel workbook, whose name ends in .xlsx", path)),
			"roundtable init "+shell.Word(strings.TrimSuffix(path, ending)+".xlsx"),
		)
	}
	if err := folder.RefuseExisting(path, force); err != nil {
		return err
	}
	template := func(w io.Writer) error { return xlsx.WriteTemplate(w, build.Template()) }
	if err := outfile.WriteFile(path, 0o644, template); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "Wrote %s\n", path)
	out := talk.New(s)
	out.Next("roundtable inspect "+shell.Word(path), "when it is filled in: shows how it is understood")
	return nil
}
