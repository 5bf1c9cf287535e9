package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/differences"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner/grouping"
	"roundtable/planner/selection"
	"roundtable/reports/messages"
)

// newVerify makes the command that checks a plan that was written.
func newVerify(io talk.Streams) *cobra.Command {
	j := newJob(io)
	cmd := &cobra.Command{
		Use:   "verify DIR [FILE...]",
		Short: "Make a plan again and compare every byte; check its proof",
		Long: `verify reads DIR/chair/plan.json, or DIR/chair/draw.json of a draw, and finds the
input files by name (beside DIR, in this folder, or among the files named) and by
their fingerprint.

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
			return runVerify(cmd.Context(), j, args[0], args[1:])
		},
	}
	j.AddQuiet(cmd.Flags())
	return cmd
}

func runVerify(ctx context.Context, j *intake.Job, dir string, files []string) error {
	if err := unfinished(dir); err != nil {
		return err
	}
	dir, r, err := recordIn(dir)
	if err != nil {
		return err
	}
	if r.Schema == selection.RecordSchema {
		return verifyPublicDraw(ctx, j, dir)
	}
	var old folder.Made
	stored, err := r.Read(dir, &old)
	if err != nil {
		return err
	}
	if err := j.Restore(&old, dir, files); err != nil {
		return err
	}
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	if r == folder.Draw {
		return verifyDraw(ctx, j, l, &old, dir)
	}
	return verifyPlan(ctx, j, l, &old, dir, stored)
}

// unfinished refuses a folder in which a run was killed that had put only some of its files
// in place: dir, or the one that it stands in.
func unfinished(dir string) error {
	for _, at := range []string{dir, filepath.Join(dir, "..")} {
		if placed, waiting := outfile.Unfinished(at); len(waiting) > 0 {
			and := messages.English().And
			return exit.Input(exit.Hint(
				fmt.Errorf("%s: a run was stopped as it put its files in place: of that run, %s; of the one before "+
					"it, or not there, %s", filepath.Clean(at), and(placed), and(waiting)),
				"the next plan, select, compare or publish with this folder puts the others in place too",
			))
		}
	}
	return nil
}

// recordIn finds what there is to check: the whole record of a plan or of a draw in the
// folder that holds chair and public, or in the folder chair itself; else the public
// record of a draw, in that folder or in the folder public.
func recordIn(dir string) (string, folder.Record, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", folder.Record{}, err
	}
	above, last := filepath.Join(dir, ".."), filepath.Base(full)
	for _, r := range []folder.Record{folder.Plan, folder.Draw} {
		if r.In(dir) {
			return dir, r, nil
		}
		if last == path.Dir(r.File) && r.In(above) {
			return above, r, nil
		}
	}
	for _, at := range []string{dir, folder.Path(dir, path.Dir(folder.PublicDraw))} {
		name := path.Base(folder.PublicDraw)
		if folder.Exists(filepath.Join(at, name)) {
			return at, folder.Record{File: name, Schema: selection.RecordSchema}, nil
		}
		if folder.Exists(filepath.Join(at, path.Base(folder.PublicHTML))) &&
			folder.Exists(filepath.Join(at, path.Base(folder.PublicXLSX))) {
			hint := "ask those who run the meeting to check their folder, which holds chair and public"
			if folder.Plan.In(above) {
				hint = "the whole record is in the folder above: roundtable verify " + shell.Word(filepath.Clean(above))
			}
			return "", folder.Record{}, exit.Input(exit.Hint(
				fmt.Errorf("%s: a public edition alone; it holds no record of how it was made, so nothing can be "+
					"proved from it", at), hint,
			))
		}
	}
	return "", folder.Record{}, exit.Input(exit.Hint(
		fmt.Errorf("%s: there is no plan in this folder, and no draw", dir),
		planHint("name the folder that was given to plan --out or select --out"),
	))
}

// verifyPlan makes a plan again, compares every byte, and checks the proof of its groups.
func verifyPlan(
	ctx context.Context, j *intake.Job, l *intake.Loaded, old *folder.Made, dir string, stored []byte,
) error {
	if old.Mix != nil && old.Mix.Searches != 0 {
		l.Options.Groups.MixSearches = old.Mix.Searches
	}
	a, err := stages.BeforeGroups(ctx, l)
	if err != nil {
		return err
	}
	c := newCheck(j, old.Provenance.Version, l.Options)
	if c.bad, err = verifyGroups(ctx, j, l, a, old); err != nil {
		return err
	}
	again, _, err := render(ctx, l, j, a)
	if err != nil {
		return err
	}
	c.files(dir, again, old.Outputs, stored)
	return c.end("Everything is as it was written.")
}

// verifyGroups checks the stored plan of working groups as it stands, and makes it again.
func verifyGroups(
	ctx context.Context, j *intake.Job, l *intake.Loaded, a *stages.Analysis, old *folder.Made,
) (bad int, err error) {
	if stages.PollAlone(l) && old.Groups == nil {
		return 0, nil
	}
	r, opts, err := stages.SetUpGroups(l, a.Ranking)
	if err != nil {
		return 0, err
	}
	a.Groups = r
	plan := old.Groups
	if plan != nil && r.Problem == nil {
		fmt.Fprintln(j.Out, "✗ working groups: the plan has some, and of these inputs none are made")
		return 1, nil
	}
	if plan != nil {
		bad = sayVerified(j, grouping.Verify(r.Problem, plan), plan)
	}
	if plan != nil && plan.Rounds != 0 {
		// The time allowed only so many rounds of search: the same are made again.
		opts.Rounds, l.Options.TimeLimit = plan.Rounds, 0
	}
	if r.Problem != nil {
		if err = stages.SolveGroups(ctx, l, &r, opts); r.Impossible != nil {
			err = nil // the report says it
		}
	}
	a.Groups = r
	return bad, err
}

// sayVerified says what checking the stored plan found, and what its proof rests on.
func sayVerified(j *intake.Job, err error, plan *grouping.Plan) (bad int) {
	var found *grouping.VerifyError
	if errors.As(err, &found) {
		for _, fault := range found.Faults {
			fmt.Fprintf(j.Out, "✗ working groups: %s\n", fault)
		}
		return 1
	}
	o, c := &plan.Objective, plan.Certificate
	said := fmt.Sprintf("✓ working groups: seats, targets, wishes and the value of %d counted again from plan.json",
		o.Value)
	switch {
	case o.MustMissed > 0 || c == nil:
		said += "; nothing is claimed of other proposals"
	case c.Branched && c.Bound > o.Bound:
		said += fmt.Sprintf("; its prices prove that no proposal can exceed %d. That none exceeds %d was shown by "+
			"trying every case, which prices alone do not prove", c.Bound, o.Bound)
	default:
		said += fmt.Sprintf("; its prices prove that no proposal can exceed %d", o.Bound)
	}
	fmt.Fprintln(j.Out, said+" (recomputed without the solver)")
	return 0
}

// check is what verifying has found so far.
type check struct {
	out          io.Writer
	version, own string // that made what is checked, and that checks
	timed        bool   // with a time limit
	bad          int    // parts that failed
	edited       bool   // some file is not as it was written
}

// newCheck checks what a version made of what was read.
func newCheck(j *intake.Job, version string, o *settings.Options) *check {
	return &check{out: j.Out, version: version, own: j.Version, timed: o != nil && o.Last("time_limit") != nil}
}

// claim says how one part went.
func (c *check) claim(what string, err error, well string) {
	if err != nil {
		c.bad++
		fmt.Fprintf(c.out, "✗ %s: %v\n", what, err)
		return
	}
	fmt.Fprintf(c.out, "✓ %s: %s\n", what, well)
}

// end says what holds, or that parts failed and what may be behind it.
func (c *check) end(holds string) error {
	if c.bad == 0 {
		fmt.Fprintln(c.out, holds)
		return nil
	}
	hint := "the record of it was changed, or it is not made of these inputs"
	switch {
	case c.version != c.own:
		hint = fmt.Sprintf("it was made by version %s, and this is %s: use the same version to compare bytes",
			c.version, c.own)
	case c.edited:
		hint = "somebody changed a file after it was written: put it back from a copy, or make it again"
	case c.timed:
		hint = "it was made with a time limit, which can end a search elsewhere every time: nobody need have changed " +
			"a file"
	}
	return exit.Input(exit.Hint(fmt.Errorf("%d of the checks failed", c.bad), hint))
}

// files says of every output whether it is byte for byte the same, and where it is not,
// whether it is as it was written. Of plan.json, which was read before, it names what
// differs; where that is no more than advice on the balance for which a time limit left
// another time, the files made of it are told and do not count as wrong, unless they were
// changed.
func (c *check) files(dir string, again []folder.Artifact, written []folder.PlanOutput, stored []byte) {
	var found []string // how plan.json differs
	for _, f := range again {
		if f.Name == folder.ChairPlan && stored != nil {
			found = differences.Of(stored, f.Data)
		}
	}
	cut := c.timed && onlyAdvice(found)
	recorded := make(map[string]string)
	for _, w := range written {
		recorded[w.File] = w.SHA256
	}
	for _, f := range again {
		data, err := os.ReadFile(folder.Path(dir, f.Name))
		c.file(f, data, err, recorded[f.Name], cut)
		if f.Name == folder.ChairPlan && err == nil && !cut {
			differences.Say(c.out, found)
		}
		delete(recorded, f.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		if !cut {
			c.wrong(name, "was written, and is not made of these inputs", false)
		}
	}
}

// file compares one file made again with what was read of it; sum is its fingerprint as it
// was written, "" where that is not recorded.
func (c *check) file(f folder.Artifact, data []byte, err error, sum string, cut bool) {
	switch {
	case err != nil && (sum != "" || !cut):
		c.wrong(f.Name, "missing", sum != "")
	case bytes.Equal(data, f.Data):
		fmt.Fprintf(c.out, "✓ %s: the same, %d bytes\n", f.Name, len(data))
	case sum != "" && sum != folder.Digest(data):
		c.wrong(f.Name, "differs, and was changed since it was written", true)
	case cut:
		fmt.Fprintf(c.out, "– %s: not compared; the time limit cut the advice on the balance short\n", f.Name)
	case sum != "":
		c.wrong(f.Name, "differs, and is as it was written", false)
	default:
		c.wrong(f.Name, "differs", false)
	}
}

func (c *check) wrong(name, why string, edited bool) {
	c.bad++
	c.edited = c.edited || edited
	fmt.Fprintf(c.out, "✗ %s: %s\n", name, why)
}

// onlyAdvice reports whether two plans differ in advice on the balance, and in the files
// made of it, alone.
func onlyAdvice(found []string) bool {
	isAdvice := func(d string) bool { return strings.HasPrefix(d, "balance.advice") }
	other := func(d string) bool { return !isAdvice(d) && !strings.HasPrefix(d, "outputs[") }
	return slices.ContainsFunc(found, isAdvice) && !slices.ContainsFunc(found, other)
}
