package main

import (
	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/verify"
)

// newVerify makes the command that checks a plan that was written.
func newVerify(io talk.Streams) *cobra.Command {
	j := newJob(io)
	cmd := &cobra.Command{
		Use:   "verify DIR [FILE...]",
		Short: "Make a plan again and compare every byte; check its proof",
		Long: `verify reads DIR/chair/plan.json, or DIR/chair/draw.json of a draw, and finds the
input files by name (beside DIR, in this folder, or among the files named) and by
their fingerprint; a file named may be called otherwise by now, and - is standard input.

The working groups in plan.json are checked first, as they stand there and by a
second, simpler way that does not trust the solver: seats, sizes, targets, chairs,
wishes and value are counted again from the lists of members, and the prices prove
again how much better any proposal can be. Then everything is made again with the
same settings, and every byte is compared; of plan.json each field that differs is
named. A plan with a time limit is made again with as many rounds of search as there
were then. Of a draw, every panel is counted again.

The public folder of a draw can be checked alone: verify says what its record
proves, and what only the chair's record and the input files can prove.`,
		Example: `  roundtable verify out
  roundtable verify out ~/meeting/roster.csv votes.csv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly(1, "the folder that plan wrote to")(cmd, args)
			}
			return nil
		},
		ValidArgsFunction: completeFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			return verify.Run(cmd.Context(), j, args[0], args[1:])
		},
	}
	j.AddQuiet(cmd.Flags())
	return cmd
}
