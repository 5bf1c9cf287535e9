package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/planner/grouping"
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
every panel is counted again.`,
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
	if drawRecorded.in(dir) && !planRecorded.in(dir) {
		return verifyDraw(ctx, j, dir, files)
	}
	var old planRecord
	if _, err := planRecorded.read(dir, &old); err != nil {
		return err
	}
	if err := j.restore(&old, dir, files); err != nil {
		return err
	}
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
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
		if err := grouping.Verify(a.groups.problem, plan); err != nil {
			fmt.Fprintf(j.io.out, "✗ working groups: %v\n", err)
			bad++
		} else {
			fmt.Fprintf(j.io.out, "✓ working groups: value %d, "+
				"and no proposal can exceed %d (recomputed without the solver)\n",
				plan.Objective.Value, plan.Objective.Bound)
		}
	}
	return j.verified(bad, &old)
}

// verified ends a check of which some parts failed.
func (j *job) verified(bad int, old *planRecord) error {
	if bad > 0 {
		return inputError{hintError{fmt.Errorf("%d of the checks failed", bad), versionHint(old.Provenance.Version)}}
	}
	fmt.Fprintln(j.io.out, "Everything is as it was written.")
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
