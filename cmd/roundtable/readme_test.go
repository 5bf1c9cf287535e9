package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readme is the text of the project's README.
func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeCommands types every command of the README's console blocks, in
// order, into one folder that holds the files they name: the demo meeting's own
// tables, a proposal, and a list of volunteers.
func TestReadmeCommands(t *testing.T) {
	dir, text := t.TempDir(), readme(t)
	for name, from := range map[string]string{
		"roster.csv": "demo/people.csv", "votes.csv": "demo/votes.csv", "targets.csv": "demo/targets.csv",
		"proposal.txt":   "../../testdata/proposal.txt",
		"volunteers.csv": "../../testdata/draw/volunteers.csv", "quotas.csv": "../../testdata/draw/quotas.csv",
	} {
		table, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), table, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := regexp.MustCompile("(?s)```yaml\n# (my-body.yaml)\n(.*?)```").FindStringSubmatch(text)
	if own == nil {
		t.Fatal("the README has no file of rules")
	}
	if err := os.WriteFile(filepath.Join(dir, own[1]), []byte(own[2]), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[1]) {
			command, _, _ := strings.Cut(line, " #")
			args := strings.Fields(command)
			if len(args) < 2 || args[0] != "$" || args[1] != "roundtable" {
				continue
			}
			ran++
			var out, errs bytes.Buffer
			code := run(t.Context(), args[2:], streams{in: strings.NewReader(""), out: &out, err: &errs})
			if code != exitOK && code != exitMissed || out.Len()+errs.Len() == 0 {
				t.Errorf("%s: exit code %d\n%s", strings.TrimSpace(command), code, errs.String())
			}
		}
	}
	if ran < 6 {
		t.Errorf("%d commands found, want at least 6", ran)
	}
	for _, file := range []string{"chair/report.html", "chair/report.xlsx", chairPlan, publicHTML, publicXLSX} {
		if _, err := os.Stat(inFolder("out", file)); err != nil {
			t.Error(err)
		}
	}
}

// The README's example of a finding is what the program says.
func TestReadmeFinding(t *testing.T) {
	want := regexp.MustCompile("(?s)```\n((?:error|warning): roster.csv.*?)```").FindStringSubmatch(readme(t))
	if want == nil {
		t.Fatal("the README has no example of a finding")
	}
	var roster strings.Builder
	roster.WriteString("id,name,stakeholder,region\n")
	for line := 2; line <= 60; line++ {
		group := "Government"
		if slices.Contains([]int{17, 22, 40, 51}, line) {
			group = "Civl society"
		}
		fmt.Fprintf(&roster, "P%d,Person %d,%s,African Group\n", line, line, group)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("roster.csv", []byte(roster.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	run(t.Context(), []string{"balance", "roster.csv"}, streams{in: strings.NewReader(""), out: &out, err: &errs})
	if got := errs.String(); !strings.Contains(got, strings.TrimSpace(want[1])) {
		t.Errorf("the README says\n%s\nthe program says\n%s", want[1], got)
	}
}

// Every command has a line in the README's table or tour.
func TestReadmeNamesEveryCommand(t *testing.T) {
	text := readme(t)
	for _, c := range newRoot(streams{}).Commands() {
		if name := c.Name(); !c.Hidden && name != "help" && name != "completion" && !strings.Contains(text, "roundtable "+name) {
			t.Errorf("roundtable %s is not in the README", name)
		}
	}
}
