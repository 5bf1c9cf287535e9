package main

import (
	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/publish"
	"roundtable/cmd/roundtable/internal/talk"
)

// newPublish makes the command that makes a release.
func newPublish(io talk.Streams) *cobra.Command {
	o := publish.Options{}
	out := talk.New(io)
	cmd := &cobra.Command{
		Use:   "publish DIR",
		Short: "Make the release of a plan's public edition, unless it would betray somebody",
		Long: `publish makes the release of what plan wrote to DIR: the same pages without the mark
of a draft, in all their languages, as DIR/release/public-DATE.zip and, where there is
an edition for the participants, participants-DATE.zip. The files in DIR/public and
DIR/participants have to be as plan wrote them.

All releases are one history, which a ledger keeps: DIR/chair/releases.json, or the
file named with --ledger, which several folders may share. A folder without one goes on
from that of a folder beside it with the same vote, such as an earlier run. It holds a keyed
fingerprint of each ballot and person, no name and no vote; keep it with the chair's
files. A release is refused (exit code 4) where it differs from earlier ones by fewer
than five ballots or people, or weighs the same ballots in another way: the
difference would tell about those few. A correction of wording or layout is released.
Where an earlier release told of a part of the vote, the new one tells nothing of the
votes or of people, unless the further ballots are four times the earlier ones, and five
for each issue and ten. Other seats that rest on wishes are not released again.`,
		Example: `  roundtable publish out --date 2026-11-28
  roundtable publish out --withdrawn      the release before was never sent
  roundtable publish out --replaces       with a late ballot, telling no votes`,
		Args:              exactly(1, "the folder that plan wrote to"),
		ValidArgsFunction: completeFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir = args[0]
			return publish.Run(cmd.Context(), &out, &o)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(
		&o.Date,
		"date",
		"",
		"`DATE` of the release, as 2026-11-28 (default: the date of the plan, else today)",
	)
	fs.StringVar(&o.Ledger, "ledger", "", "the `FILE` with the releases so far (default DIR/chair/releases.json)")
	fs.StringSliceVar(&o.Withdrawn, "withdrawn", nil,
		"the last release was never sent to anybody; or =`N`, release number N")
	fs.Lookup("withdrawn").NoOptDefVal = "last"
	fs.BoolVar(&o.Replaces, "replaces", false,
		"release a few late or corrected ballots or people after all, telling nothing of the votes or of people")
	out.AddQuiet(fs)
	fs.SortFlags = false
	return cmd
}
