package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/sheet"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newBalance makes the command that judges a panel.
func newBalance(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var programme, invitations bool
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
  roundtable balance roster.csv --targets targets.csv --invitations --format csv
  roundtable balance meeting.xlsx --without 'Ana Lima'
  roundtable balance ws12.txt ws37.txt ws64.txt --programme --rules igf-2018
  roundtable balance people.csv --targets quotas.csv --seats 7 --panel c1,c2`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			if !programme {
				return runBalance(cmd.Context(), j, invitations)
			}
			sessions, err := stages.Apart(cmd.Context(), j)
			if err != nil {
				return err
			}
			return runProgramme(j, sessions)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().BoolVar(&programme, "programme", false,
		"each file, or each sheet of a workbook, is a session; judge them one by one and together")
	cmd.Flags().BoolVar(&invitations, "invitations", false,
		"print whom to invite, in the order to ask; with --format csv for a spreadsheet")
	help.Mark(cmd.Flags(), settings.AsksPanel, false, "programme", "invitations")
	j.AddFlags(cmd, settings.ForPanel)
	return cmd
}

func runBalance(ctx context.Context, j *intake.Job, invitations bool) error {
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	if sessions, err := stages.Programme(l); err != nil || sessions != nil {
		if err != nil {
			return err
		}
		return runProgramme(j, sessions)
	}
	a := &stages.Analysis{}
	if a.Views, a.Missing.Balance, err = stages.Balance(ctx, l); err != nil {
		return err
	}
	if a.Views == nil {
		return exit.Lacking(a.Missing.Balance.Said(messages.English()))
	}
	if file := leftAside(l.Inspection); file != "" && a.Views[0].Report.ByDefault() {
		return exit.Input(exit.Hint(
			fmt.Errorf("no rules were given, and %s was left aside, so nothing was judged", file),
			"if it holds the rules, name it with --targets; if not, leave it out",
		))
	}
	switch {
	case j.Format == "json":
		err = reports.WriteJSON(j.Out, stages.InTheirWords(a.Views[0].Report))
	case invitations:
		err = showInvitations(j, stages.Remaining(l), a)
	default:
		err = show(j, stages.Remaining(l), a, "balance", "targets", build.BalanceSections...)
	}
	if err == nil && a.MustMissed() {
		return exit.ErrMissed
	}
	return err
}

// leftAside is the first file that is no table or text of a known kind, "" if there is none.
func leftAside(in *importers.Inspection) string {
	for _, f := range in.Files {
		known := func(s importers.SheetInspection) bool { return s.Kind != sheet.Strange }
		if len(f.Sheets) > 0 && !slices.ContainsFunc(f.Sheets, known) {
			return f.File
		}
	}
	return ""
}

// showInvitations prints whom to invite.
func showInvitations(j *intake.Job, l *intake.Loaded, a *stages.Analysis) error {
	in := stages.Reported(j, l, a, "balance")
	list := build.Invitations(in)
	switch {
	case j.Format == "csv":
		return text.WriteCSV(j.Out, list)
	case len(list.Rows) > 0:
		return show(j, l, a, "balance", list.ID, list.ID)
	}
	_, err := fmt.Fprintln(j.Out, "Nobody is to be invited; roundtable balance says more.")
	return err
}

// runProgramme judges several sessions one by one and together.
func runProgramme(j *intake.Job, sessions []balance.Session) error {
	p := balance.CheckProgramme(sessions)
	section := build.Programme(p)
	if j.Format == "csv" {
		section = build.ProgrammeTable(p)
	}
	if err := j.Answer(p, section, "sessions"); err != nil {
		return err
	}
	if p.MissedMust() {
		return exit.ErrMissed
	}
	return nil
}
