package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/written"
	"roundtable/importers"
	"roundtable/reports/build"
	"roundtable/reports/html"
	"roundtable/reports/xlsx"
)

// demoJob is a job on the example meeting that talks to nobody.
func demoJob(tb testing.TB) *intake.Job {
	tb.Helper()
	workbook, err := demoWorkbook()
	if err != nil {
		tb.Fatal(err)
	}
	j := newJob(talk.Streams{In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard})
	j.Quiet, j.Files = true, []string{"meeting.xlsx"}
	j.Builtin = []importers.Input{{Name: "meeting.xlsx", Reader: bytes.NewReader(workbook)}}
	return j
}

func loadDemo(tb testing.TB) (*intake.Job, *intake.Loaded) {
	tb.Helper()
	j := demoJob(tb)
	l, err := j.Load(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return j, l
}

// BenchmarkPlan is the whole command as a user runs it but for the start of the
// process:
// reading the workbook, all three stages, all five files on disk.
func BenchmarkPlan(b *testing.B) {
	dir := b.TempDir()
	workbook, err := demoWorkbook()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "meeting.xlsx")
	if err := os.WriteFile(path, workbook, 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		code := run(context.Background(), []string{"plan", path, "--out", filepath.Join(dir, "out"), "-q"},
			talk.Streams{In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard})
		if code != exit.CodeMissed {
			b.Fatalf("exit code %d", code)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		loadDemo(b)
	}
}

func BenchmarkBalance(b *testing.B) {
	_, l := loadDemo(b)
	for b.Loop() {
		if _, _, err := stages.Balance(context.Background(), l); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSelect draws 40 of 300 volunteers, from the files to the text.
func BenchmarkSelect(b *testing.B) {
	for b.Loop() {
		code := run(context.Background(), []string{
			"select", "../../testdata/draw/volunteers.csv", "--targets", "../../testdata/draw/quotas.csv",
			"--seats", "40", "-q",
		}, talk.Streams{In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard})
		if code != exit.CodeOK {
			b.Fatalf("exit code %d", code)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	_, l := loadDemo(b)
	for b.Loop() {
		if _, _, err := stages.Rank(context.Background(), l); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGroup(b *testing.B) {
	_, l := loadDemo(b)
	rank, _, err := stages.Rank(context.Background(), l)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := stages.Groups(context.Background(), l, rank, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReports(b *testing.B) {
	j, l := loadDemo(b)
	a, err := stages.Analyse(context.Background(), l, nil)
	if err != nil {
		b.Fatal(err)
	}
	for name, write := range map[string]func() error{
		"all": func() error { _, _, err := written.Plan(context.Background(), j, l, a); return err },
		"html": func() error {
			return html.Write(io.Discard, build.Chair(stages.Reported(j, l, a, "plan")), html.Options{})
		},
		"xlsx": func() error { return xlsx.Write(io.Discard, build.Chair(stages.Reported(j, l, a, "plan"))) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
