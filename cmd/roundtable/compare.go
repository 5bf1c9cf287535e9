package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/sheet"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// newCompare makes the command that holds a vote against an earlier one.
func newCompare(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "compare BEFORE AFTER [FILE...]",
		Short: "What changed from one vote to another, and is it more than a few people?",
		Long: `compare holds a vote against an earlier one: two rounds of one vote, or two
meetings. It says where each issue was and is, in all and in each group, who of
those that voted both times moved it which way, and how many voters would have to
answer otherwise for a change to vanish. The two votes are never counted together.

The public edition that --out writes is a draft, and says so: what may be sent is
made from a plan of the later vote, with --previous, by roundtable publish.

Of the files named two hold votes, the earlier first; the others, such as a list of
people, belong to both. Where one file holds several rounds, --round BEFORE,AFTER
says which two.`,
		Example: `  roundtable compare before.csv after.csv
  roundtable compare room.csv vote_before.csv vote_after.csv
  roundtable compare votes.xlsx --round first,second
  roundtable compare before.csv after.csv --out out`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args
			return runCompare(cmd.Context(), j, out, force)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().StringVarP(&out, "out", "o", "", "`DIR` to write the comparison to, for the chair and for the public")
	talk.AddForce(cmd.Flags(), &force, "replace files that were changed since they were written")
	j.addFlags(cmd, settings.ForRanking|settings.ForPages)
	return cmd
}

func runCompare(ctx context.Context, j *job, out string, force bool) error {
	d, err := folder.Open(&j.Output, out, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	before, after, err := j.loadVotes(ctx)
	if err != nil {
		return err
	}
	in, err := comparedVotes(ctx, j, before, after)
	if err != nil {
		return err
	}
	if d != nil {
		return writeComparison(ctx, j, after, in, d)
	}
	if j.Format == "json" {
		return reports.WriteJSON(j.Out, in.Comparison)
	}
	doc := changesOf(build.Chair(in))
	if j.Format == "csv" {
		return j.Table(doc, "changes")
	}
	if err := j.Sections(doc.Sections...); err != nil {
		return err
	}
	if !j.piped() {
		j.Say("")
		j.Next(j.again("compare")+" --out out", "writes this as reports, for the chair and for the public")
	}
	return nil
}

// changesOf keeps what a comparison is about.
func changesOf(doc *reports.Document) *reports.Document {
	doc.Sections = slices.DeleteFunc(doc.Sections, func(s reports.Section) bool {
		return !slices.Contains(build.ChangeSections, s.ID)
	})
	return doc
}

// loadVotes reads the two votes: each from its own file with the files that belong to
// both, or two rounds of the same files.
func (j *job) loadVotes(ctx context.Context) (before, after *loaded, err error) {
	first, second, err := j.votesToCompare(ctx)
	if err != nil {
		return nil, nil, err
	}
	if before, err = first.load(ctx); err != nil {
		return nil, nil, err
	}
	if after, err = second.load(ctx); err != nil {
		return nil, nil, err
	}
	findings := slices.Clone(before.meeting.Findings)
	for _, f := range after.meeting.Findings {
		if !slices.ContainsFunc(findings, func(x planner.Finding) bool {
			return x.Code == f.Code && x.Form == f.Form && x.Where == f.Where && x.Text == f.Text &&
				reflect.DeepEqual(x.Args, f.Args)
		}) {
			findings = append(findings, f)
		}
	}
	talk.WorstFirst(findings)
	after.meeting.Findings = findings
	after.paths = append(after.paths, before.paths...)
	j.Warn(findings)
	for _, s := range before.meeting.Sources {
		if !slices.Contains(after.meeting.Sources, s) {
			after.meeting.Sources = append(after.meeting.Sources, s)
		}
	}
	after.paths = slices.Concat(after.paths, before.paths)
	return before, after, nil
}

// votesToCompare are the jobs that read one vote each.
func (j *job) votesToCompare(ctx context.Context) (before, after *job, err error) {
	l := &loaded{log: j.Logger()}
	l.o, _ = settings.Resolve(nil, j.given)
	if round := l.o.Reading.Round; round != "" {
		names := strings.Split(round, ",")
		if len(names) != 2 {
			return nil, nil, exit.Hint(
				exit.Usage(fmt.Errorf("--round %s: compare needs two rounds", round)),
				"for example: --round before,after",
			)
		}
		return j.oneVote(j.files, names[0]), j.oneVote(j.files, names[1]), nil
	}
	if err := j.read(ctx, l, l.o); err != nil {
		return nil, nil, err
	}
	var votes, shared []string
	for i, f := range l.inspection.Files[:min(len(j.files), len(l.inspection.Files))] {
		if slices.ContainsFunc(f.Sheets, holdsVotes) {
			votes = append(votes, j.files[i])
		} else {
			shared = append(shared, j.files[i])
		}
	}
	rounds := l.inspection.Rounds
	switch {
	case len(votes) == 2:
		return j.oneVote(slices.Concat(shared, votes[:1]), ""), j.oneVote(slices.Concat(shared, votes[1:]), ""), nil
	case len(votes) > 2:
		return nil, nil, exit.Hint(
			exit.Usage(
				fmt.Errorf("%d files hold votes, and compare takes two: %s", len(votes), strings.Join(votes, ", ")),
			),
			"name two of them, the earlier first, and the files that belong to both",
		)
	case len(rounds) == 2:
		return j.oneVote(j.files, rounds[0]), j.oneVote(j.files, rounds[1]), nil
	case len(rounds) > 2:
		return nil, nil, exit.Hint(
			exit.Usage(fmt.Errorf("the vote was held in %d rounds: %s", len(rounds), messages.English().And(rounds))),
			"say which two to compare, the earlier first: --round "+shell.Word(rounds[0]+","+rounds[len(rounds)-1]),
		)
	}
	if j.Warn(onlyErrors(l.meeting.Findings)); l.meeting.HasErrors() {
		return nil, nil, exit.ErrFindings
	}
	return nil, nil, exit.Lacking(fmt.Sprintf(
		"There is nothing to compare: these files hold %s, and compare needs two.",
		messages.Count(min(len(votes), 1), "vote", "votes")))
}

func onlyErrors(fs []planner.Finding) []planner.Finding {
	return talk.Without(planner.Note, talk.Without(planner.Warning, fs))
}

func holdsVotes(s importers.SheetInspection) bool {
	return s.Kind == sheet.Votes || s.Kind == sheet.Both || s.Kind == sheet.Election
}

// oneVote is the job of reading one of the votes; what is to be told is told once.
func (j *job) oneVote(files []string, round string) *job {
	one := *j
	one.files, one.Quiet = files, true
	one.given = settings.Instead(j.given, "round", strings.TrimSpace(round))
	return &one
}

// name is what the vote is called in a comparison: its round, else its file.
func (l *loaded) name() string {
	if r := l.o.Reading.Round; r != "" {
		return r
	}
	for _, f := range l.inspection.Files {
		if slices.ContainsFunc(f.Sheets, holdsVotes) {
			return f.File
		}
	}
	return ""
}

// comparedVotes ranks both votes and holds one against the other.
func comparedVotes(ctx context.Context, j *job, before, after *loaded) (build.Input, error) {
	var in build.Input
	tellApart(before.meeting, after.meeting)
	was, err := j.vote(ctx, before)
	if err != nil {
		return in, err
	}
	is, err := j.vote(ctx, after)
	if err != nil {
		return in, err
	}
	opts, err := rankOptions(after.meeting, after.o)
	if err != nil {
		return in, err
	}
	in = j.reported(after, &analysis{}, "compare")
	earlier, now := release.Of(before.meeting, release.Settings{}), release.Of(after.meeting, release.Settings{})
	in.Apart = release.Apart(&earlier, &now)
	in.Comparison, err = ranking.Compare(ctx, was, is, opts)
	return in, err
}

// vote ranks one of two votes. How sure the order is is no part of a comparison.
func (j *job) vote(ctx context.Context, l *loaded) (ranking.Vote, error) {
	l.o.Ranking.Bootstrap, l.o.Ranking.AgendaK, l.o.Groups.Count = 0, 0, 0
	r, missing, err := rankStage(ctx, l.meeting, l.o, l.log)
	if err == nil && r == nil {
		err = exit.Lacking(missing.Said(messages.English()))
	}
	if err != nil {
		return ranking.Vote{}, fmt.Errorf("%s: %w", l.name(), err)
	}
	warnings := talk.Without(planner.Note, r.Warnings)
	for i := range warnings {
		warnings[i].Where.File = cmp.Or(warnings[i].Where.File, l.name())
	}
	j.Warn(warnings)
	return ranking.Vote{
		Name:     l.name(),
		Standing: r.Standing(),
		Issues:   l.meeting.Issues,
		Ballots:  l.meeting.Ballots,
	}, nil
}

// tellApart gives the issues and the people of the earlier meeting the IDs they have in
// the later one, and others where an ID means another issue or person now.
func tellApart(before, after *planner.Meeting) {
	for i, id := range importers.Align(after.Issues, before.Issues) {
		before.Issues[i].ID = id
	}
	ids := importers.Align(named(after.Roster), named(before.Roster))
	now := make(map[string]string)
	for i := range before.Roster {
		now[before.Roster[i].ID], before.Roster[i].ID = ids[i], ids[i]
	}
	ballots := planner.NewBallots(len(before.Issues))
	ballots.Scale = before.Ballots.Scale
	for i := range before.Ballots.Len() {
		b := before.Ballots.At(i)
		b.Voter = cmp.Or(now[b.Voter], b.Voter)
		ballots.Add(b)
	}
	before.Ballots = ballots
}

// named are people by ID and name, as issues are.
func named(people planner.Roster) []planner.Issue {
	out := make([]planner.Issue, len(people))
	for i := range people {
		out[i] = planner.Issue{ID: people[i].ID, Name: people[i].Name}
	}
	return out
}

// writeComparison writes the comparison as reports and as JSON.
func writeComparison(ctx context.Context, j *job, l *loaded, in build.Input, d *folder.Destination) error {
	protected, err := disclosure.Protect(in.Meeting, build.Results(in), in.Provenance, disclosure.DefaultPolicy())
	if err != nil {
		return err
	}
	p, err := paper.New(l.o.Report.Languages, l.o.Report.Static)
	if err != nil {
		return err
	}
	chair := changesOf(build.Chair(in))
	titled := func(d *reports.Document, l *messages.Catalogue) *reports.Document {
		if in.Meeting.Title == "" {
			d.Title = l.Say("document.compared", nil)
		}
		return d
	}
	files, err := paper.Render(ctx, slices.Concat(
		p.Write("chair/comparison", func(l *messages.Catalogue) *reports.Document {
			in := in
			in.Language = l
			return titled(changesOf(build.Chair(in)), l)
		}),
		p.Write("public/comparison", func(l *messages.Catalogue) *reports.Document {
			d := titled(changesOf(build.Public(protected, l)), l)
			d.Draft = true // no ledger knows of it
			return d
		}),
		[]paper.File{{Name: "chair/comparison.json", Write: func(w io.Writer) error { return reports.WriteJSON(w, in.Comparison) }}},
	))
	if err != nil {
		return err
	}
	if err := d.Put(l.paths, folder.Record{}, files); err != nil {
		return err
	}
	if err := j.Sections(chair.Sections...); err != nil {
		return err
	}
	fmt.Fprintln(j.Out, "\nWrote")
	for _, f := range files {
		fmt.Fprintf(j.Out, "  %s\n", folder.Path(d.Dir, f.Name))
	}
	j.Say("\nThe public edition is a draft. What may be sent is made from a plan: roundtable plan of the later " +
		"vote,\nwith --previous and the plan.json of the earlier one, then roundtable publish.")
	return nil
}

// earlierPlan is what --previous reads of a plan.json.
type earlierPlan struct {
	Schema     string               `json:"schema"`
	Title      string               `json:"title"`
	Provenance build.PlanProvenance `json:"provenance"`
	Ranking    *ranking.Standing    `json:"ranking"`
	Groups     *grouping.Plan       `json:"groups"`
	Mix        *mixing.Plan         `json:"mix"`
	Public     struct {
		Record release.Record `json:"record"`
	} `json:"public"`
}

// ranked reports whether the plan has a ranking.
func (p *earlierPlan) ranked() bool { return p.Ranking != nil && len(p.Ranking.Issues) > 0 }

// readPrevious reads the plan named with --previous.
func readPrevious(path string) (*earlierPlan, planner.Source, error) {
	var source planner.Source
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, source, exit.Input(exit.Hint(err, "name a plan.json that roundtable plan wrote: DIR/"+folder.ChairPlan))
	}
	p := &earlierPlan{}
	err = json.NewDecoder(bytes.NewReader(data)).Decode(p)
	switch {
	case err != nil:
		err = fmt.Errorf("%s: not a plan: %w", path, err)
	case p.Schema != build.PlanSchema:
		err = fmt.Errorf("%s: schema %q, and this version reads %q", path, p.Schema, build.PlanSchema)
	case !p.ranked() && p.Mix == nil:
		err = fmt.Errorf("%s: this plan ranked no issues, so there is nothing to compare with", path)
	}
	if err != nil {
		return nil, source, exit.Input(exit.Hint(err, "name a plan.json that roundtable plan wrote: DIR/"+folder.ChairPlan))
	}
	return p, sourceOf(path, data), nil
}

// compareStage holds the ranking against that of the earlier plan.
func compareStage(ctx context.Context, l *loaded, now *ranking.Result) (*ranking.Comparison, error) {
	forTables := l.o.Groups.Mix > 0 // then an earlier plan also tells who met
	switch {
	case l.previous == nil || forTables && (now == nil || !l.previous.ranked()):
		return nil, nil
	case !l.previous.ranked():
		return nil, exit.Input(errors.New("--previous: the earlier plan ranked no issues to compare with"))
	case now == nil:
		return nil, exit.Input(errors.New("--previous: there are no votes now to compare with the earlier plan"))
	}
	opts, err := rankOptions(l.meeting, l.o)
	if err != nil {
		return nil, err
	}
	earlier := make([]planner.Issue, len(l.previous.Ranking.Issues))
	for i, x := range l.previous.Ranking.Issues {
		earlier[i] = planner.Issue{ID: x.ID, Name: x.Name}
	}
	standing := *l.previous.Ranking
	standing.Issues = slices.Clone(standing.Issues)
	for i, id := range importers.Align(l.meeting.Issues, earlier) {
		standing.Issues[i].ID = id
	}
	name := cmp.Or(l.previous.Provenance.Date, l.previous.Title, "earlier plan")
	return ranking.Compare(ctx, ranking.Vote{Name: name, Standing: standing},
		ranking.Vote{Standing: now.Standing(), Issues: l.meeting.Issues, Ballots: l.meeting.Ballots}, opts)
}
