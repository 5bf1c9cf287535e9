package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// The files of a plan, by their place below the output folder.
const (
	chairPlan  = "chair/plan.json"
	invitees   = "chair/invitations.csv" // where somebody is to be invited
	publicHTML = "public/report.html"
	publicXLSX = "public/report.xlsx"
)

// planFile is plan.json: the results, and what verify needs to make them again.
type planFile struct {
	build.PlanFile
	// Impossible is why the working groups cannot be formed as asked.
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
	planOrigin
}

// planOrigin is how files were made.
type planOrigin struct {
	// Inputs say which file was given as what, in order.
	Inputs []planInput `json:"inputs"`
	// Flags are the settings given on the command line, as opposed to those
	// that the files themselves hold.
	Flags []build.PlanPair `json:"flags"`
	// Outputs are the other files of the plan with the SHA-256 of their bytes.
	Outputs []planOutput `json:"outputs"`
}

// planRecord is the part of plan.json that is read back: how it was made.
type planRecord struct {
	Schema     string               `json:"schema"`
	Provenance build.PlanProvenance `json:"provenance"`
	planOrigin
	// Groups are the working groups as proposed.
	Groups *grouping.Plan `json:"groups"`
	// Mix are the mixed tables.
	Mix *mixing.Plan `json:"mix"`
	// Draw is what a draw by lot was asked for.
	Draw drawOptions `json:"asked"`
}

// planInput is one input file by name.
type planInput struct {
	// Role is "meeting", "targets", "pool", "served", "settings", "keep", "rules" or "previous".
	Role string `json:"role"`
	File string `json:"file"`
}

// planOutput is one file that was written.
type planOutput struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// artifact is one finished output file.
type artifact struct {
	name string
	data []byte
}

// render makes every file of the plan in memory, so that nothing is written
// unless everything could be made. plan.json is the last. The document of the chair
// edition comes back as well, in English, as the terminal shows it.
func render(ctx context.Context, l *loaded, j *job, a *analysis) ([]artifact, *reports.Document, error) {
	in := j.reported(l, a, "plan")
	public, err := publication(&in, l)
	if err != nil {
		return nil, nil, err
	}
	p, err := newPaper(public.Languages, l.o.report.static)
	if err != nil {
		return nil, nil, err
	}
	var files []renderer
	var csv []artifact
	if slices.Contains(public.Editions, reports.Chair) {
		files = p.chair(in)
		spoken := in
		spoken.Language = p.languages[0]
		if list := build.Invitations(spoken); len(list.Rows) > 0 {
			files = append(files, renderer{invitees, func(w io.Writer) error { return text.WriteCSV(w, list) }})
		}
		if csv, err = tables(build.Chair(spoken)); err != nil {
			return nil, nil, err
		}
	}
	out, err := renderAll(ctx, append(files, p.released(public, true)...))
	if err != nil {
		return nil, nil, err
	}
	out = append(out, csv...)
	var buf bytes.Buffer
	if err := reports.WriteJSON(&buf, newPlanFile(in, j, public, out)); err != nil {
		return nil, nil, err
	}
	return append(out, artifact{chairPlan, buf.Bytes()}), build.Chair(in), nil
}

// renderer makes one file.
type renderer struct {
	name  string
	write func(io.Writer) error
}

// renderAll makes the files side by side; each only reads its document.
func renderAll(ctx context.Context, files []renderer) ([]artifact, error) {
	out, errs := make([]artifact, len(files)), make([]error, len(files))
	var wait sync.WaitGroup
	for i, f := range files {
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					errs[i] = faultError{fmt.Sprintf("%v in %s", r, f.name), debug.Stack()}
				}
			}()
			if errs[i] = ctx.Err(); errs[i] != nil {
				return
			}
			var buf bytes.Buffer
			errs[i] = f.write(&buf)
			out[i] = artifact{f.name, buf.Bytes()}
		})
	}
	wait.Wait()
	return out, errors.Join(errs...)
}

func newPlanFile(in build.Input, j *job, public *build.PublicationPart, outputs []artifact) planFile {
	p := planFile{
		PlanFile: build.NewPlanFile(in), Impossible: in.Impossible, planOrigin: j.origin(outputs),
	}
	p.Public = public
	return p
}

// origin says of what files and settings the outputs were made.
func (j *job) origin(outputs []artifact) planOrigin {
	o := planOrigin{Inputs: []planInput{}, Flags: []build.PlanPair{}, Outputs: []planOutput{}}
	for _, r := range j.roles() {
		for _, path := range *r.paths {
			o.Inputs = append(o.Inputs, planInput{r.name, baseName(path)})
		}
	}
	for _, f := range effective(j.given, everyStage) {
		o.Flags = append(o.Flags, build.PlanPair(f))
	}
	for _, x := range outputs {
		o.Outputs = append(o.Outputs, planOutput{x.name, digest(x.data)})
	}
	return o
}

// record is a kind of file that says how the files of a folder were made.
type record struct{ file, schema string }

// The records of the commands that write a folder.
var (
	planRecorded     = record{chairPlan, build.PlanSchema}
	drawRecorded     = record{chairDraw, drawSchema}
	scheduleRecorded = record{scheduleJSON, schedule.Schema}
)

// in reports whether a folder has such a record.
func (r record) in(dir string) bool { return exists(inFolder(dir, r.file)) }

// read reads how the files in a folder were made, into what the record holds, and gives
// its bytes.
func (r record) read(dir string, into *planRecord) ([]byte, error) {
	return readRecord(inFolder(dir, r.file), r.schema, into)
}

// readRecord reads a record of one schema and gives its bytes.
func readRecord(path, schema string, into any) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, inputError{fmt.Errorf("%s cannot be read: %w", path, errors.Unwrap(err))}
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := errors.Join(json.Unmarshal(data, &head), json.Unmarshal(data, into)); err != nil {
		return nil, inputError{fmt.Errorf("%s: not a record of this program: %w", path, err)}
	}
	if head.Schema != schema {
		return nil, inputError{fmt.Errorf("%s: schema %q, and this version reads %q", path, head.Schema, schema)}
	}
	return data, nil
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// permissions keeps the editions that name people to their owner.
func permissions(name string) fs.FileMode {
	if strings.HasPrefix(name, "public") {
		return 0o644
	}
	return 0o600
}

// inFolder is where a file of the plan stands.
func inFolder(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
