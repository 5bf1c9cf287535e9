package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/planner/grouping"
	"roundtable/planner/selection"
)

// newVerify makes the command that checks a plan that was written.
func newVerify(io streams) *cobra.Command {
	j := newJob(io)
	cmd := &cobra.Command{
		Use:   "verify DIR [FILE...]",
		Short: "Make a plan again and compare every byte; check its proof",
		Long: `verify reads DIR/chair/plan.json, or DIR/chair/draw.json of a draw, finds the
input files by name (beside DIR, in this folder, or among the files named) and by
their fingerprint, makes everything again with the same settings and compares
every byte. The value of the working groups and the bound on any better proposal
are recomputed by a second, simpler way that does not trust the solver; of a draw,
every panel is counted again.

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
		RunE: func(cmd *cobra.Command, args []string) error {
			return runVerify(cmd.Context(), j, args[0], args[1:])
		},
	}
	j.addQuiet(cmd.Flags())
	return cmd
}

func runVerify(ctx context.Context, j *job, dir string, files []string) error {
	dir, r, err := recorded(dir)
	if err != nil {
		return err
	}
	if r.schema == selection.RecordSchema {
		return verifyPublicDraw(ctx, j, dir)
	}
	var old planRecord
	if _, err := r.read(dir, &old); err != nil {
		return err
	}
	if err := j.restore(&old, dir, files); err != nil {
		return err
	}
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	if r == drawRecorded {
		return verifyDraw(ctx, j, l, &old, dir)
	}
	return verifyPlan(ctx, j, l, &old, dir)
}

// recorded finds what there is to check: the whole record of a plan or of a draw in the
// folder that holds chair and public, or in the folder chair itself; else the public
// record of a draw, in that folder or in the folder public.
func recorded(dir string) (string, record, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", record{}, err
	}
	above, last := filepath.Join(dir, ".."), filepath.Base(full)
	for _, r := range []record{planRecorded, drawRecorded} {
		if r.in(dir) {
			return dir, r, nil
		}
		if last == path.Dir(r.file) && r.in(above) {
			return above, r, nil
		}
	}
	for _, folder := range []string{dir, inFolder(dir, path.Dir(publicDraw))} {
		name := path.Base(publicDraw)
		if exists(filepath.Join(folder, name)) {
			return folder, record{name, selection.RecordSchema}, nil
		}
		if exists(filepath.Join(folder, path.Base(publicHTML))) && exists(filepath.Join(folder, path.Base(publicXLSX))) {
			hint := "ask those who run the meeting to check their folder, which holds chair and public"
			if planRecorded.in(above) {
				hint = "the whole record is in the folder above: roundtable verify " + shellWord(filepath.Clean(above))
			}
			return "", record{}, inputError{hintError{
				fmt.Errorf("%s: a public edition alone; it holds no record of how it was made, so nothing can be "+
					"proved from it", folder), hint,
			}}
		}
	}
	return "", record{}, inputError{hintError{
		fmt.Errorf("%s: there is no plan in this folder, and no draw", dir),
		"name the folder that was given to plan --out or select --out",
	}}
}

// verifyPlan makes a plan again, compares every byte, and checks the proof of its groups.
func verifyPlan(ctx context.Context, j *job, l *loaded, old *planRecord, dir string) error {
	a, planErr := l.analyse(ctx, nil)
	if a == nil {
		return planErr
	}
	again, _, err := render(ctx, l, j, a)
	if err != nil {
		return err
	}
	bad := compareFiles(j, dir, again)
	if plan := a.groups.plan; plan != nil && a.groups.problem != nil {
		bad += j.checked("working groups", grouping.Verify(a.groups.problem, plan), fmt.Sprintf(
			"value %d, and no proposal can exceed %d (recomputed without the solver)",
			plan.Objective.Value, plan.Objective.Bound))
	}
	return j.verified(bad, old.Provenance.Version, "Everything is as it was written.")
}

// checked says how a check went, and counts it where it failed.
func (j *job) checked(what string, err error, well string) (bad int) {
	if err != nil {
		fmt.Fprintf(j.io.out, "✗ %s: %v\n", what, err)
		return 1
	}
	fmt.Fprintf(j.io.out, "✓ %s: %s\n", what, well)
	return 0
}

// verified ends a check of which some parts failed, or says what holds.
func (j *job) verified(bad int, version, holds string) error {
	if bad > 0 {
		return inputError{hintError{fmt.Errorf("%d of the checks failed", bad), versionHint(version)}}
	}
	fmt.Fprintln(j.io.out, holds)
	return nil
}

func versionHint(v string) string {
	if v != versionText() {
		return fmt.Sprintf("the plan was made by version %s, and this is %s: use the same version to compare bytes",
			v, versionText())
	}
	return "somebody changed a file, or it is not the plan of these inputs"
}

// compareFiles says of every output whether it is byte for byte the same.
func compareFiles(j *job, dir string, again []artifact) (bad int) {
	for _, f := range again {
		data, err := os.ReadFile(inFolder(dir, f.name))
		switch {
		case err != nil:
			fmt.Fprintf(j.io.out, "✗ %s: missing\n", f.name)
			bad++
		case !bytes.Equal(data, f.data):
			fmt.Fprintf(j.io.out, "✗ %s: differs\n", f.name)
			bad++
		default:
			fmt.Fprintf(j.io.out, "✓ %s: the same, %d bytes\n", f.name, len(data))
		}
	}
	return bad
}

// restore sets the job up as it was: the same files in the same places, and
// the same settings.
func (j *job) restore(p *planRecord, dir string, files []string) error {
	roles := j.roles()
	var problems []string
	for _, in := range p.Inputs {
		path, err := locate(in.File, sourceHash(p, in.File), dir, files)
		if err != nil {
			problems = append(problems, err.Error())
			continue
		}
		if i := slices.IndexFunc(roles, func(r role) bool { return r.name == in.Role }); i >= 0 {
			*roles[i].paths = append(*roles[i].paths, path)
		}
	}
	if len(problems) > 0 {
		return inputError{hintError{
			errors.New(strings.Join(problems, "; ")),
			"name the input files: roundtable verify " + shellWord(dir) + " FILE...",
		}}
	}
	list := settingsOf(newOptions())
	for _, pair := range p.Flags {
		s := find(list, pair.Key)
		if s == nil {
			return inputError{fmt.Errorf("the plan has a setting %q that this version does not know", pair.Key)}
		}
		if err := s.set(pair.Value); err != nil {
			return inputError{fmt.Errorf("the plan's setting %q: %w", pair.Key, err)}
		}
		j.given = append(j.given, given{key: s.key, value: pair.Value, typed: true})
	}
	return nil
}

func sourceHash(p *planRecord, file string) string {
	for _, s := range p.Provenance.Sources {
		if s.File == file {
			return s.SHA256
		}
	}
	return ""
}

// locate finds an input by its name and fingerprint.
func locate(name, sha256, dir string, files []string) (string, error) {
	candidates := append([]string(nil), files...)
	for _, d := range []string{dir, filepath.Dir(filepath.Clean(dir)), "."} {
		candidates = append(candidates, filepath.Join(d, name))
	}
	changed := false
	for _, path := range candidates {
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if sha256 == "" || digest(data) == sha256 {
			return path, nil
		}
		changed = changed || filepath.Base(path) == name
	}
	if changed {
		return "", fmt.Errorf("%s is not the file the plan was made from: its content has changed", name)
	}
	return "", fmt.Errorf("the input %s was not found", name)
}
