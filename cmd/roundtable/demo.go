package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/reports/xlsx"
)

// demoFiles are the tables of the example meeting: 48 invented people of a
// forum on crypto assets, with the mess that real files have. A typing error in
// a region, a person listed twice and blanks are there on purpose.
//
//go:embed demo/*.csv
var demoFiles embed.FS

// demoName is the workbook that they make.
const demoName = "meeting.xlsx"

// demoSheets are the sheets of the example workbook, in order.
var demoSheets = []struct{ name, file string }{
	{"People", "people.csv"},
	{"Issues", "issues.csv"},
	{"Votes", "votes.csv"},
	{"Online votes", "online-votes.csv"},
	{"Targets", "targets.csv"},
	{"Settings", "settings.csv"},
}

// newDemo makes the command that shows a finished report without any data.
func newDemo(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "A finished example, no data needed",
		Long: `demo writes an example meeting (meeting.xlsx: 48 invented people, eleven
issues, 43 ballots) and the reports that roundtable plan makes of it.`,
		Example: `  roundtable demo
  roundtable demo --out out`,
		Args: exactly(0, "no further words"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runDemo(cmd.Context(), j, out, force)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "roundtable-demo", "`DIR` to write to")
	talk.AddForce(cmd.Flags(), &force, "replace files that were changed since they were written")
	return cmd
}

func runDemo(ctx context.Context, j *intake.Job, out string, force bool) error {
	workbook, err := demoWorkbook()
	if err != nil {
		return err
	}
	path := filepath.Join(out, demoName)
	j.Files = []string{path}
	j.Builtin = []importers.Input{{Name: demoName, Reader: bytes.NewReader(workbook)}}
	fmt.Fprintf(j.Out, "The example meeting (%s), as roundtable plan reads it:\n\n", path)
	err = runPlan(ctx, j, out, force, folder.Artifact{Name: demoName, Data: workbook})
	if errors.Is(err, exit.ErrMissed) {
		return nil // the example misses a target on purpose
	}
	return err
}

// demoWorkbook builds the example workbook from the embedded tables.
func demoWorkbook() ([]byte, error) {
	sheets := make([]xlsx.Sheet, len(demoSheets))
	for i, s := range demoSheets {
		data, err := demoFiles.ReadFile("demo/" + s.file)
		if err != nil {
			return nil, err
		}
		sheets[i] = xlsx.Sheet{Name: s.name, CSV: data}
	}
	var buf bytes.Buffer
	if err := xlsx.WriteSheets(&buf, sheets); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
