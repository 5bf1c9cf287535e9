// Package verify checks what was written. The proof in a record is checked as it stands, without
// the solver; then everything is made again of the same inputs, and every byte is compared
// (check.go).
package verify

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/planner/grouping"
	"roundtable/planner/selection"
	"roundtable/reports/messages"
)

// Run checks what stands in a folder; its inputs may be among the files.
func Run(ctx context.Context, j *intake.Job, dir string, files []string) error {
	if err := unsettled(dir); err != nil {
		return err
	}
	err := run(ctx, j, dir, files)
	if err != nil && ctx.Err() == nil {
		if now := unsettled(dir); now != nil { // a run began meanwhile
			return now
		}
	}
	return err
}

func run(ctx context.Context, j *intake.Job, dir string, files []string) error {
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
	quiet := j.Quiet
	j.Quiet = true // what was noticed in the inputs was told when they were planned
	l, err := j.Load(ctx)
	j.Quiet = quiet
	if err != nil {
		return err
	}
	if r == folder.Draw {
		return verifyDraw(ctx, j, l, &old, dir)
	}
	return verifyPlan(ctx, j, l, &old, dir, stored)
}

// unsettled refuses a folder that a run is writing to, or in which one was killed that had put
// only some of its files in place: dir, or the one that it stands in.
func unsettled(dir string) error {
	for _, at := range []string{dir, filepath.Join(dir, "..")} {
		if err := outfile.Busy(filepath.Clean(at)); err != nil {
			return exit.Input(exit.Hint(fmt.Errorf("%w; nothing was checked", err), "wait until it is done"))
		}
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
		folder.PlanHint("name the folder that was given to plan --out or select --out"),
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
	again, _, err := written.Plan(ctx, j, l, a)
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
