package verify

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/differences"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/reports"
)

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
		data, err := outfile.Read(folder.Path(dir, f.Name))
		c.file(f, data, err, recorded[f.Name], cut)
		if f.Name == folder.ChairPlan && err == nil && !cut {
			differences.Say(c.out, found)
		}
		delete(recorded, f.Name)
	}
	c.strangers(dir, again, recorded)
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		if !cut {
			c.wrong(name, "was written, and is not made of these inputs", false)
		}
	}
}

// strangers tells of files that are no part of the plan, in the folders that are sent to
// others: nobody has looked at what they betray.
func (c *check) strangers(dir string, again []folder.Artifact, recorded map[string]string) {
	for _, edition := range []reports.Edition{reports.Participants, reports.Public} {
		_ = filepath.WalkDir(folder.Path(dir, string(edition)), func(at string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
				return nil // one that is not there holds nothing
			}
			rel, err := filepath.Rel(dir, at)
			name := filepath.ToSlash(rel)
			ours := slices.ContainsFunc(again, func(f folder.Artifact) bool { return f.Name == name })
			if _, before := recorded[name]; err == nil && !ours && !before {
				fmt.Fprintf(c.out, "– %s: is no part of this, and was not checked; take it out before the folder is "+
					"sent\n", name)
			}
			return nil
		})
	}
}

// file compares one file made again with what was read of it; sum is its fingerprint as it
// was written, "" where that is not recorded.
func (c *check) file(f folder.Artifact, data []byte, err error, sum string, cut bool) {
	switch {
	case err != nil && (sum != "" || !cut):
		why := "missing"
		if !errors.Is(err, fs.ErrNotExist) {
			why = "cannot be read: " + exit.Reason(err)
		}
		c.wrong(f.Name, why, sum != "")
	case bytes.Equal(data, f.Data):
		fmt.Fprintf(c.out, "✓ %s: the same\n", f.Name)
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
