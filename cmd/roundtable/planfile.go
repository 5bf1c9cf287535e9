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
	"strings"
	"sync"

	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/assets"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/html"
	"roundtable/reports/xlsx"
)

// The files of a plan, by their place below the output folder.
const (
	chairHTML  = "chair/report.html"
	chairXLSX  = "chair/report.xlsx"
	chairPlan  = "chair/plan.json"
	publicHTML = "public/report.html"
	publicXLSX = "public/report.xlsx"
)

// planFile is plan.json: the results, and what verify needs to make them again.
type planFile struct {
	build.PlanFile
	// Impossible is why the working groups cannot be formed as asked.
	Impossible *grouping.InfeasibleError `json:"impossible,omitempty"`
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
	Inputs     []planInput          `json:"inputs"`
	Flags      []build.PlanPair     `json:"flags"`
	Outputs    []planOutput         `json:"outputs"`
	// Public records what the public edition was made from.
	Public *build.PublicationPart `json:"public"`
}

// planInput is one input file by name.
type planInput struct {
	Role string `json:"role"` // "meeting", "targets", "pool", "settings", "keep" or "previous"
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
// unless everything could be made. The document of the chair edition comes back
// as well.
func render(ctx context.Context, l *loaded, j *job, a *analysis) ([]artifact, *reports.Document, error) {
	in := j.reported(l, a, "plan")
	policy := disclosure.DefaultPolicy()
	policy.OpenRoster, policy.Settings = l.o.report.openRoster, publicSettings()
	protected, err := disclosure.Protect(in.Meeting, in.Results(), in.Provenance, policy)
	if err != nil {
		return nil, nil, err
	}
	chair, public := build.Chair(in), build.Public(protected)
	script, _ := assets.Echarts() // without the library the page shows its tables
	page := html.Options{Script: script}

	out, err := renderAll(ctx, []renderer{
		{chairHTML, func(w io.Writer) error { return html.Write(w, chair, page) }},
		{chairXLSX, func(w io.Writer) error { return xlsx.Write(w, chair) }},
		{publicHTML, func(w io.Writer) error { return html.Write(w, public, page) }},
		{publicXLSX, func(w io.Writer) error { return xlsx.Write(w, public) }},
	})
	if err != nil {
		return nil, nil, err
	}
	var buf bytes.Buffer
	if err := reports.WriteJSON(&buf, newPlanFile(in, j, out)); err != nil {
		return nil, nil, err
	}
	return append(out, artifact{chairPlan, buf.Bytes()}), chair, nil
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

func newPlanFile(in build.Input, j *job, outputs []artifact) planFile {
	p := planFile{
		PlanFile: build.NewPlanFile(in), Impossible: in.Impossible,
		Inputs: []planInput{}, Flags: []build.PlanPair{}, Outputs: []planOutput{},
	}
	for _, r := range j.roles() {
		for _, path := range *r.paths {
			p.Inputs = append(p.Inputs, planInput{r.name, baseName(path)})
		}
	}
	for _, f := range effective(j.given, everyStage) {
		p.Flags = append(p.Flags, build.PlanPair(f))
	}
	for _, o := range outputs {
		p.Outputs = append(p.Outputs, planOutput{o.name, digest(o.data)})
	}
	return p
}

// readPlanFile reads how the plan in a folder was made, and its bytes.
func readPlanFile(dir string) (*planRecord, []byte, error) {
	path := inFolder(dir, chairPlan)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, inputError{hintError{
			fmt.Errorf("%s: there is no plan in this folder", path), "name the folder that was given to plan --out",
		}}
	}
	var p planRecord
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, nil, inputError{fmt.Errorf("%s: not a plan: %w", path, err)}
	}
	if p.Schema != build.PlanSchema {
		return nil, nil, inputError{fmt.Errorf("%s: schema %q, and this version reads %q",
			path, p.Schema, build.PlanSchema)}
	}
	return &p, data, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// permissions keeps the chair edition, which names people, to its owner.
func permissions(name string) fs.FileMode {
	if strings.HasPrefix(name, "public/") {
		return 0o644
	}
	return 0o600
}

// inFolder is where a file of the plan stands.
func inFolder(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
