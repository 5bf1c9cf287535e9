//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/reports/xlsx"
)

// measured is a command whose cost make bench tells, on files made from a seed. Over says that
// it asks for more than is planned, and is refused.
type measured struct {
	what  string
	files map[string]func(*rand.Rand) string
	args  []string
	over  bool
}

// measuredCases are whole commands as people run them, the largest as large as any meeting.
func measuredCases() []measured {
	list := []measured{
		{what: "plan of the example: 48 people, 43 ballots", args: []string{"demo", "--out", "out"}},
		{
			what:  "inspect, 100,000 people × 20 columns, csv",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(100000, 20)},
			args:  []string{"inspect", "p.csv"},
		},
		{
			what:  "inspect, 100,000 people × 20 columns, xlsx",
			files: map[string]func(*rand.Rand) string{"p.xlsx": peopleTable(100000, 20)},
			args:  []string{"inspect", "p.xlsx"},
		},
		{
			what:  "rank, 1,000 ballots × 200 issues",
			files: map[string]func(*rand.Rand) string{"v.csv": votesTable(1000, 200, 20)},
			args:  []string{"rank", "v.csv"},
		},
	}
	for _, g := range []struct {
		people, groups int
		size           string
		over           bool
	}{
		{30, 4, "7..13", false},
		{300, 30, "7..13", false},
		{3000, 30, "90..110", false},
		{3000, 300, "7..13", true},
		{100000, 12, "7..13", true},
	} {
		list = append(list, measured{
			fmt.Sprintf("group, %d people in %d groups", g.people, g.groups),
			map[string]func(*rand.Rand) string{
				"p.csv": peopleTable(g.people, 6), "v.csv": votesTable(min(g.people, 3000), max(g.groups, 12), 5),
			},
			[]string{"group", "p.csv", "v.csv", "--groups", fmt.Sprint(g.groups), "--size", g.size},
			g.over,
		})
	}
	quotas := func(seats int) func(*rand.Rand) string {
		return func(*rand.Rand) string {
			return fmt.Sprintf("dimension,value,min,max\nregion,each,%d,%d\ngender,Female,%d,%d\nstakeholder,each,%d,%d\n",
				seats/8, seats/3, seats*2/5, seats*3/5, seats/8, seats/3)
		}
	}
	for _, n := range []int{150, 600, 2000} {
		list = append(list, measured{
			what:  fmt.Sprintf("select, 40 of %d volunteers", n),
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(n, 6), "q.csv": quotas(40)},
			args:  []string{"select", "p.csv", "--targets", "q.csv", "--seats", "40"},
		})
	}
	return append(list,
		measured{
			what:  "balance, a panel of 40 and a pool of 2,000",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(40, 6), "more.csv": peopleTable(2000, 6), "q.csv": quotas(40)},
			args:  []string{"balance", "p.csv", "--pool", "more.csv", "--targets", "q.csv", "--seats", "40"},
		},
		measured{
			what:  "plan, 300 people, 12 issues, 6 groups: all reports",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(300, 6), "v.csv": votesTable(300, 12, 12), "q.csv": quotas(40)},
			args:  []string{"plan", "p.csv", "v.csv", "--targets", "q.csv", "--out", "out"},
		},
		measured{
			what:  "balance, a panel of 100,000 people",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(100000, 6), "q.csv": quotas(40)},
			args:  []string{"balance", "p.csv", "--targets", "q.csv"},
		},
		measured{
			what:  "select, 40 of 100,000 volunteers",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(100000, 6), "q.csv": quotas(40)},
			args:  []string{"select", "p.csv", "--targets", "q.csv", "--seats", "40"},
		},
		measured{
			what:  "rank, 1,000 ballots × 500 issues",
			files: map[string]func(*rand.Rand) string{"v.csv": votesTable(1000, 500, 20)},
			args:  []string{"rank", "v.csv"},
		},
		measured{
			what:  "rank, 1,000,000 ballots × 20 issues",
			files: map[string]func(*rand.Rand) string{"v.csv": votesTable(1000000, 20, 20)},
			args:  []string{"rank", "v.csv", "--max-file", "500"},
		},
		measured{
			what:  "rank, 1,000 ballots × 2,000 issues",
			files: map[string]func(*rand.Rand) string{"v.csv": votesTable(1000, 2000, 20)},
			args:  []string{"rank", "v.csv"},
			over:  true,
		},
		measured{
			what:  "group, 100,000 people at 1,000 mixed tables",
			files: map[string]func(*rand.Rand) string{"p.csv": peopleTable(100000, 6)},
			args:  []string{"group", "p.csv", "--mix", "1000"},
			over:  true,
		})
}

var (
	benchGroups  = []string{"Government", "Civil Society", "Private Sector", "Technical Community", "Intergovernmental Organization"}
	benchRegions = []string{"African Group", "Asia-Pacific Group", "Eastern European Group", "GRULAC", "WEOG"}
)

// peopleTable is a list of people with so many columns.
func peopleTable(people, columns int) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		var b strings.Builder
		b.WriteString("id,name,stakeholder,region,gender,attendance")
		for c := 6; c < columns; c++ {
			fmt.Fprintf(&b, ",Question %d", c)
		}
		for i := range people {
			fmt.Fprintf(&b, "\nV%07d,Person %d Surname%d,%s,%s,%s,%s", i, i, i, benchGroups[r.IntN(5)], benchRegions[r.IntN(5)],
				[]string{"Female", "Male"}[r.IntN(2)], []string{"onsite", "online"}[r.IntN(2)])
			for c := 6; c < columns; c++ {
				fmt.Fprintf(&b, ",Answer %d", r.IntN(7))
			}
		}
		return b.String() + "\n"
	}
}

// votesTable is a list of ballots that rank the first of so many issues.
func votesTable(ballots, issues, ranked int) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		var b strings.Builder
		b.WriteString("id,group")
		for i := range issues {
			fmt.Fprintf(&b, ",Issue number %d", i+1)
		}
		marks := make([]string, issues)
		for v := range ballots {
			clear(marks)
			for place, i := range r.Perm(issues)[:ranked] {
				marks[i] = fmt.Sprint(place + 1)
			}
			fmt.Fprintf(&b, "\nV%07d,%s,%s", v, benchGroups[r.IntN(5)], strings.Join(marks, ","))
		}
		return b.String() + "\n"
	}
}

// TestMeasured prints the table of make bench. It asserts no speed, and runs only when asked to:
// ROUNDTABLE_BENCH names the program, and ROUNDTABLE_BENCH_ONLY what is in the names of the rows.
func TestMeasured(t *testing.T) {
	program := os.Getenv("ROUNDTABLE_BENCH")
	if program == "" {
		t.Skip("ROUNDTABLE_BENCH names no program; make bench does")
	}
	only, dir := os.Getenv("ROUNDTABLE_BENCH_ONLY"), os.Getenv("ROUNDTABLE_BENCH_WRITE")
	if dir != "" {
		cases := measuredCases()
		i := slices.IndexFunc(cases, func(c measured) bool { return c.what == only })
		cases[i].write(t, dir)
		return
	}
	fmt.Printf("%s, %d cores, %s/%s, %s\n\n", cpuModel(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		time.Now().UTC().Format(time.DateOnly))
	fmt.Print("| command | processor seconds | memory, MB |\n|---|---:|---:|\n")
	for _, c := range measuredCases() {
		if !strings.Contains(c.what, only) {
			continue
		}
		name := c.what
		if c.over {
			name += ": refused"
		}
		fmt.Printf("| %s | %s |\n", name, c.run(t, program))
	}
}

// longest is how long a command may take; machines with much else to do are slow.
const longest = 10 * time.Minute

// write makes the files.
func (c *measured) write(t *testing.T, dir string) {
	t.Helper()
	for name, text := range c.files {
		data := []byte(text(rand.New(rand.NewPCG(17, uint64(len(name))))))
		if strings.HasSuffix(name, ".xlsx") {
			var book bytes.Buffer
			if err := xlsx.WriteSheets(&book, []xlsx.Sheet{{Name: "People", CSV: data}}); err != nil {
				t.Fatal(err)
			}
			data = book.Bytes()
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func (c *measured) run(t *testing.T, program string) string {
	t.Helper()
	dir := t.TempDir()
	// Another process makes the files: the memory that a process needs is at least what the
	// one that starts it needed before.
	files := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMeasured$")
	files.Env = append(os.Environ(), "ROUNDTABLE_BENCH_WRITE="+dir, "ROUNDTABLE_BENCH_ONLY="+c.what)
	if said, err := files.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	ctx, stop := context.WithTimeout(t.Context(), longest)
	defer stop()
	cmd := exec.CommandContext(ctx, program, c.args...)
	cmd.Dir = dir
	var errs bytes.Buffer
	cmd.Stderr = &errs
	err := cmd.Run()
	if ctx.Err() != nil {
		return fmt.Sprintf("stopped after %v |", longest)
	}
	code := cmd.ProcessState.ExitCode()
	if c.over != (code == exit.CodeInput) || err != nil && code != exit.CodeMissed && !c.over {
		t.Errorf("%s: exit code %d\n%s", c.what, code, errs.String())
		return "failed |"
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	memory := used.Maxrss * 1024 // in kilobytes, but on a Mac
	if runtime.GOOS == "darwin" {
		memory = used.Maxrss
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return fmt.Sprintf("%.1f | %d", cpu.Seconds(), memory>>20)
}

// cpuModel is the name of the processor, where the system tells it.
func cpuModel() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "processor unknown"
	}
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "processor unknown"
}
