package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
)

// TestWhatNothingWouldKeepIsRefused: options that the groups or tables could not follow.
func TestWhatNothingWouldKeepIsRefused(t *testing.T) {
	dir := t.TempDir()
	people, groups := filepath.Join(dir, "people.csv"), filepath.Join(dir, "groups.csv")
	for path, text := range map[string]string{people: smallPeople, groups: smallGroups} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ args, said string }{
		{"--chairs-differ-by stakehodler", "nobody has a value for stakehodler"},
		{"--chairs-differ-by region", "nobody has a value for region"},
		{"--chairs-differ-by Stakeholder", ""},
		{"--mix 2 --max-per-organisation 1", "--max-per-organisation is for working groups"},
		{"--mix 2 --goal fair", "--goal is for working groups"},
		{"--mix 2 --worst 1", "--worst is for working groups"},
		{"--mix 2 --mix-on gender", ""},
		{"--mix-on gender", "--mix-on is for mixed tables"},
		{"--rounds 3", "--rounds is for mixed tables"},
		{"--groups 2 --rooms", "--rooms is for mixed tables"},
	} {
		args := append([]string{"group", people, groups, "-q"}, strings.Fields(c.args)...)
		code, _, said := call(t, context.Background(), args...)
		if (code == exit.CodeOK) != (c.said == "") || !strings.Contains(said, c.said) {
			t.Errorf("%s: exit code %d: %s", c.args, code, said)
		}
	}
}

// TestTablesAfterTables: what --mix writes as csv is an earlier meeting to --earlier.
func TestTablesAfterTables(t *testing.T) {
	people := filepath.Join(t.TempDir(), "people.csv")
	text := "id,name\n1,Ana\n2,Bo\n3,Cy\n4,Di\n"
	if err := os.WriteFile(people, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	partner := func(flags ...string) (string, string) {
		code, out, said := call(t, context.Background(), append([]string{"group", people, "--mix", "2", "--format", "csv", "-q"}, flags...)...)
		if code != exit.CodeOK {
			t.Fatalf("exit code %d: %s", code, said)
		}
		lines := strings.Split(strings.TrimSpace(out), "\n")[1:]
		for _, l := range lines[1:] {
			if l[strings.LastIndex(l, ","):] == lines[0][strings.LastIndex(lines[0], ","):] {
				return l, out
			}
		}
		return "", out
	}
	met := map[string]bool{}
	var flags []string
	for range 3 { // four people at two tables meet everybody in three meetings
		who, out := partner(flags...)
		met[who[:1]] = true
		path := filepath.Join(t.TempDir(), "earlier.csv")
		if err := os.WriteFile(path, []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, "--earlier", path)
	}
	if len(met) != 3 {
		t.Errorf("Ana met %v", met)
	}
}

// TestNothingIsWrittenOver holds the cases O1 to O3: standard input that comes from a file
// is an input, and neither --export nor demo replaces what stands there.
func TestNothingIsWrittenOver(t *testing.T) {
	const votes = "3\n1,Ada\n2,Bob\n3,Cyd\n5,5,2\n3,1,2,3\n2,2,3,1\n"
	dir := t.TempDir()
	for _, name := range []string{"v.soi", "other.soi", "meeting.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(votes), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ args, hint string }{
		"O1 export over the file read": {"rank - --export v.soi -q", "choose another name"},
		"O1 and by force":              {"rank - --export v.soi -q --force", "input"},
		"O2 export over another":       {"rank v.soi --export other.soi -q", "choose another name"},
		"O3 demo over others":          {"demo --out .", "not written by this program"},
	} {
		in, err := os.Open(filepath.Join(dir, "v.soi"))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("roundtable", strings.Fields(c.args)...)
		cmd.Dir, cmd.Stdin = dir, in
		said, err := cmd.CombinedOutput()
		_ = in.Close() // opened for reading
		if err == nil || cmd.ProcessState.ExitCode() == exit.CodeFault || !strings.Contains(string(said), c.hint) {
			t.Errorf("%s: %v: %s", name, err, said)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 3 {
			t.Errorf("%s: %v, %v", name, left, err)
		}
		for _, f := range left {
			if data, err := os.ReadFile(filepath.Join(dir, f.Name())); err != nil || string(data) != votes {
				t.Errorf("%s: %s is now %q, %v", name, f.Name(), data, err)
			}
		}
	}
}

// TestOneFileOnce: a file that is named twice, or a copy of it, is no second vote; and what is
// written is what its name says.
func TestOneFileOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"poll.csv", "poll (1).csv"} {
		if err := os.WriteFile(name, []byte("id,1st,2nd\nA,Access,Courts\nB,Courts,Access\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for want, args := range map[string][]string{
		"poll.csv is named twice":          {"rank", "poll.csv", "poll.csv"},
		"./poll.csv is named twice":        {"plan", "poll.csv", "./poll.csv", "--out", "out"},
		"- is named twice":                 {"rank", "-", "-"},
		"holds the same bytes as poll.csv": {"rank", "poll.csv", "poll (1).csv"},
		"hint: roundtable init new.xlsx":   {"init", "new.csv"},
		"would be an Excel workbook":       {"init", "new"},
	} {
		code, _, said := call(t, context.Background(), args...)
		if code == exit.CodeOK || !strings.Contains(said, want) {
			t.Errorf("%q: exit code %d: %s", args, code, said)
		}
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestNothingToPlan: headings without a row, and the workbook to fill in, make no report.
func TestNothingToPlan(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("head.csv", []byte("id,name,stakeholder\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said := call(t, context.Background(), "init", "blank.xlsx"); code != exit.CodeOK {
		t.Fatal(said)
	}
	for _, file := range []string{"head.csv", "blank.xlsx"} {
		code, _, said := call(t, context.Background(), "plan", file, "--out", "out")
		if _, err := os.Stat("out"); code != exit.CodeInput || !strings.Contains(said, "nobody and nothing in these files") || err == nil {
			t.Errorf("%s: exit code %d: %s", file, code, said)
		}
	}
}

// TestPlainSentences: what is wrong with a file is said in words, not in those of Go.
func TestPlainSentences(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"people.csv": smallPeople, "list.json": "[1]", "half.json": `{"a":`} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll("old/chair", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("old/chair/plan.json", []byte("[1]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"plan people.csv --out o --previous list.json": "list.json is no plan.json",
		"plan people.csv --out o --previous half.json": "half.json is no plan.json",
		"plan people.csv --out o --previous no.json":   "no.json: there is no such file",
		"balance people.csv --settings no.yaml":        "no.yaml: there is no such file",
		"balance people.csv --settings old":            "old: this is a folder",
		"balance people.csv --rules no.yaml":           "there is no such file",
		"verify old":                                   "plan.json is no record of this program",
		"version":                                      "did you mean: roundtable --version",
		"-help":                                        "did you mean --help?",
		"completion bash --help-all":                   "it is an option of ",
		"init --format json":                           "it is an option of ",
		"help privacy":                                 "roundtable help editions",
		"help mandamus":                                "and the topics tutorial",
		"explain issue Q7 people.csv":                  "there is no issue",
	} {
		code, _, said := call(t, context.Background(), strings.Fields(args)...)
		if code == exit.CodeOK || !strings.Contains(said, want) || strings.Contains(said, "unmarshal") ||
			strings.Contains(said, "open no") || strings.Contains(said, "directory\n") {
			t.Errorf("%s: exit code %d: %s", args, code, said)
		}
		for line := range strings.Lines(said) {
			if len(line) > 160 && strings.HasPrefix(line, "hint") {
				t.Errorf("%s: %d characters: %s", args, len(line), line)
			}
		}
	}
}
