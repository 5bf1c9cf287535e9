package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/html"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newSchedule makes the command that plans the course of the meeting itself.
func newSchedule(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var out string
	var force bool
	var without []string
	cmd := &cobra.Command{
		Use:   "schedule FILE...",
		Short: "Does the agenda fit, who speaks when, and who spoke for how long?",
		Long: `schedule reads an agenda (a sheet Agenda, or the text of a proposal), checks its
minutes against the length of the meeting, and proposes a speaking order in
which stakeholder groups, regions, and room and online alternate as evenly as
possible. Fixed places stay; --without takes somebody out who dropped out, and
the others move up in their order. With votes, the minutes of a discussion are split
over the issues by what is firm of their order. With a record of who spoke for
how long, or captions, it adds up the time by group, region, gender and way of
taking part; with hums or written outcomes it says what was agreed.

With --out it writes run-sheet.html too: one page of A4 in large print for the
moderator and the online moderator. roundtable plan has all of this in its
reports, and an outcome page for publication.`,
		Example: `  roundtable schedule meeting.xlsx
  roundtable schedule proposal.txt --out out
  roundtable schedule people.csv agenda.csv --without 'Ana Lima'
  roundtable schedule people.csv agenda.csv speaking.csv`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runSchedule(cmd.Context(), j, out, force, without)
		},
	}
	fs := cmd.Flags()
	j.AddFormat(fs, "text", "json")
	fs.StringVarP(&out, "out", "o", "", "also write schedule.txt, schedule.json and run-sheet.html to this `DIR`")
	talk.AddForce(fs, &force, "replace files that were changed since they were written")
	fs.StringArrayVar(&without, "without", nil, "a speaker by `NAME` who dropped out; may be given several times")
	j.AddFlags(cmd, settings.ForRanking|settings.ForReports)
	return cmd
}

func runSchedule(ctx context.Context, j *intake.Job, dir string, force bool, without []string) error {
	d, err := folder.Open(&j.Output, dir, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	if !stages.HasCourse(l.Meeting) {
		return exit.Lacking("There is no agenda in these files, no record of who spoke, and nothing that was agreed. " +
			"Add a sheet Agenda with the columns part and minutes (roundtable init makes one to fill in), or a " +
			"sheet Speaking with the columns speaker and seconds. --map 'Part=…' says which column is which.")
	}
	a := &stages.Analysis{Hums: ranking.ReadHums(l.Meeting)}
	if a.Ranking, _, err = stages.Rank(ctx, l); err != nil {
		return err
	}
	gone, err := stages.SpeakersCalled(l.Meeting, without)
	if err != nil {
		return err
	}
	if a.Course, a.Misplaced = stages.Course(l, a.Ranking, gone...); len(a.Misplaced) > 0 {
		text, fix := messages.English().Finding(&a.Misplaced[0])
		return exit.Input(exit.Hint(errors.New(text), fix))
	}
	in := stages.Reported(j, l, a, "schedule")
	sections := slices.DeleteFunc(build.Chair(in).Sections, func(s reports.Section) bool {
		return !slices.Contains(build.CourseSections, s.ID)
	})
	if d != nil {
		files, err := renderSchedule(ctx, j, in, sections)
		if err != nil {
			return err
		}
		if err := d.Put(l.Paths, folder.Schedule, files); err != nil {
			return err
		}
		names := make([]string, len(files))
		for i := range files {
			names[i] = files[i].Name
		}
		j.Say("Wrote %s to %s.", messages.English().And(names), dir)
	}
	if j.Format == "json" {
		return reports.WriteJSON(j.Out, a.Course)
	}
	if err := j.Sections(sections...); err != nil {
		return err
	}
	if len(without) > 0 {
		j.Say("\nroundtable plan leaves them out too where the list of people says withdrawn under status.")
	} else {
		nextPlan(j)
	}
	return nil
}

// scheduleText is the course as text, beside its record.
const scheduleText = "schedule.txt"

// scheduleFile is schedule.json: the course, and how the files beside it were made.
type scheduleFile struct {
	*build.Course
	folder.Origin
}

// renderSchedule makes the files of schedule --out in memory, schedule.json last: the course as
// text and as JSON, and the run sheet where there is an agenda.
func renderSchedule(
	ctx context.Context, j *intake.Job, in build.Input, sections []reports.Section,
) ([]folder.Artifact, error) {
	files := []paper.File{{Name: scheduleText, Write: func(w io.Writer) error {
		for i := range sections {
			if err := text.WriteSection(w, &sections[i], text.Options{Width: 80}); err != nil {
				return err
			}
			fmt.Fprintln(w)
		}
		return nil
	}}}
	if d := build.RunSheet(in); d != nil {
		sheet := func(w io.Writer) error { return html.WriteSheet(w, d) }
		files = append(files, paper.File{Name: path.Base(folder.RunSheetFile), Write: sheet})
	}
	out, err := paper.Render(ctx, files)
	if err != nil {
		return nil, err
	}
	record, err := paper.JSON(folder.ScheduleJSON, scheduleFile{in.Course, j.Origin(out)})
	return append(out, record), err
}
