package main

import (
	"context"

	"github.com/spf13/cobra"

	"roundtable/reports"
	"roundtable/reports/build"
)

// newBalance makes the command that judges a panel.
func newBalance(io streams) *cobra.Command {
	j := &job{io: io}
	var programme bool
	cmd := &cobra.Command{
		Use:   "balance FILE...",
		Short: "Is the panel balanced, and if not, whom to invite or swap?",
		Long: `balance holds the panel against the targets of the files and of the rule packs
named, and advises on the smallest change that meets them; or says why there is
none, and what the ways out are.

Who is judged: the people named with --panel, else those marked as selected,
else the speakers, else everybody listed.`,
		Example: `  roundtable balance meeting.xlsx --rules igf-2023
  roundtable balance roster.csv --targets targets.csv --pool volunteers.csv
  roundtable balance meeting.xlsx --without 'Ana Lima'
  roundtable balance ws12.txt ws37.txt ws64.txt --programme --rules igf-2018
  roundtable balance candidates.csv --targets quotas.csv --seats 7 --panel c001,c002`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args
			if programme {
				return runProgramme(cmd.Context(), j)
			}
			return runBalance(cmd.Context(), j)
		},
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	cmd.Flags().BoolVar(&programme, "programme", false, "each file is a session of its own; judge them one by one and together")
	j.addJobFlags(cmd, stageBalance)
	return cmd
}

func runBalance(ctx context.Context, j *job) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	a := &analysis{}
	if a.views, a.missing.Balance, err = l.balanceStage(ctx); err != nil {
		return err
	}
	if a.views == nil {
		return inputError{err: hintError{errText(a.missing.Balance), "roundtable inspect shows how the files were understood"}}
	}
	l.leaveOut()
	if j.format == "json" {
		err = reports.WriteJSON(j.io.out, inTheirWords(a.views[0].Report))
	} else {
		err = l.show(j, a, "balance", "targets", build.BalanceSections...)
	}
	if err == nil && a.mustMissed() {
		return errMissed
	}
	return err
}
