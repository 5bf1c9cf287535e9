package main

import (
	"context"

	"github.com/spf13/cobra"

	"roundtable/reports"
)

// newRank makes the command that orders the issues.
func newRank(io streams) *cobra.Command {
	j := &job{io: io}
	var export string
	cmd := &cobra.Command{
		Use:   "rank FILE...",
		Short: "Which issues matter to everyone, not only to the largest group?",
		Long: `rank puts the issues in order from the votes, with every stakeholder group
counting the same and with every ballot counting the same, says how firm that
order is, and where the groups agree or split.`,
		Example: `  roundtable rank meeting.xlsx
  roundtable rank votes.csv --weights heads --unranked ignore
  roundtable rank votes.csv --agenda 3`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args
			return runRank(cmd.Context(), j, export)
		},
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	cmd.Flags().StringVar(&export, "export", "", "also write the ballots to `FILE`.soi, .toi, .blt or .pb so that another tool can recount")
	j.addJobFlags(cmd, stageRank)
	return cmd
}

func runRank(ctx context.Context, j *job, export string) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	a := &analysis{}
	if a.ranking, a.missing.Ranking, err = l.rankStage(ctx); err != nil {
		return err
	}
	if a.ranking == nil {
		return inputError{err: hintError{errText(a.missing.Ranking), "roundtable inspect shows how the files were understood"}}
	}
	if export != "" {
		if err := l.export(j, export); err != nil {
			return err
		}
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, a.ranking)
	}
	return l.show(j, a, "rank", "ranking", reports.RankingSections...)
}
