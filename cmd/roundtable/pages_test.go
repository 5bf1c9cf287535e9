package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/docs"
	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/talk"
)

// readmeFile is the project's README, as seen from this package.
const readmeFile = source + "/README.md"

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// console are the blocks of commands of a page.
var console = regexp.MustCompile("(?s)```console\n(.*?)```")

// TestPagesRun types every command of the README and of the manual, page by page, into a
// folder that holds the files they name, and compares what they say with what stands below
// them: all of it, or as many lines and then "…". make docs writes that anew.
func TestPagesRun(t *testing.T) {
	pages := map[string]string{"README": readmeFile}
	for _, topic := range docs.Topics() {
		pages[topic.Name] = filepath.Join("docs", topic.Name+".md")
	}
	ran := 0
	for name, file := range pages {
		file, err := filepath.Abs(file) // commands run in a folder of their own
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, marked := strings.Cut(string(text), docs.Mark)
		if !console.MatchString(head) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			folder := pageFiles(t, head)
			now := console.ReplaceAllStringFunc(head, func(block string) string {
				lines, n := typed(t, folder, console.FindStringSubmatch(block)[1])
				ran += n
				return "```console\n" + lines + "```"
			})
			if now == head {
				return
			}
			if !*update {
				t.Errorf("%s shows what the program does not say; make docs writes it anew\n%s", file, firstDifference(head, now))
				return
			}
			if marked {
				now += docs.Mark + rest
			}
			if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	if ran < 15 {
		t.Errorf("%d commands found, want at least 15", ran)
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("shown: %s\nsaid:  %s", x[i], y[i])
		}
	}
	return "one is longer"
}

// pageFiles makes a folder with the files that pages name: those of the tour, the demo
// meeting's own tables, and others of the tests; and the files of settings and rules, and
// tables, that the page itself shows.
func pageFiles(t *testing.T, page string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(source+"/testdata/tour")); err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for name, from := range map[string]string{
		"roster.csv": "demo/people.csv", "votes.csv": "demo/votes.csv", "targets.csv": "demo/targets.csv",
		"proposal.txt":   source + "/testdata/proposal.txt",
		"volunteers.csv": source + "/testdata/draw/volunteers.csv", "shares.csv": source + "/testdata/draw/quotas.csv",
	} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	for _, m := range regexp.MustCompile("(?s)```(?:yaml|csv)\n# (\\S+)\n(.*?)```").FindAllStringSubmatch(page, -1) {
		files[m[1]] = []byte(m[2])
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// typed runs the commands of a block, and gives the block with what they say now, and how
// many ran. Commands of others, such as make, stay as they are, with what stands below them.
func typed(t *testing.T, folder, block string) (string, int) {
	t.Helper()
	t.Chdir(folder)
	var out strings.Builder
	lines, ran := strings.SplitAfter(block, "\n"), 0
	for i := 0; i < len(lines); {
		command := lines[i]
		from := i + 1
		for ; strings.HasSuffix(command, "\\\n"); from++ {
			command += lines[from]
		}
		shown := from
		for shown < len(lines) && !strings.HasPrefix(lines[shown], "$ ") && lines[shown] != "" {
			shown++
		}
		said := lines[from:shown]
		out.WriteString(command)
		i = shown
		line, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(strings.ReplaceAll(command, "\\\n", "")), "$ "), " #")
		words := shellWords(line)
		if len(words) < 2 || words[0] != "roundtable" && words[0] != "bin/roundtable" {
			out.WriteString(strings.Join(said, ""))
			continue
		}
		ran++
		all := len(words) > 2 && words[len(words)-1] == "2>&1"
		if all {
			words = words[:len(words)-1]
		}
		code, stdout, stderr := call(t, t.Context(), words[1:]...)
		if code != exit.CodeOK && code != exit.CodeMissed || stdout+stderr == "" {
			t.Errorf("%s: exit code %d\n%s", line, code, stderr)
		}
		if all {
			stdout = stderr + stdout
		}
		out.WriteString(shownOf(said, stdout))
	}
	return out.String(), ran
}

// shownOf is what is shown of an output: nothing where nothing is, as many lines as stand before
// "…", or all of it.
func shownOf(said []string, output string) string {
	if len(said) == 0 {
		return ""
	}
	lines := strings.SplitAfter(strings.TrimRight(output, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	if said[len(said)-1] != "…\n" {
		return strings.Join(lines, "")
	}
	keep := min(cmp.Or(len(said)-1, firstShown), len(lines))
	return strings.Join(lines[:keep], "") + "…\n"
}

// firstShown is how many lines are shown where only "…" stands.
const firstShown = 12

// The example of a finding is what the program says.
func TestManualFinding(t *testing.T) {
	want := regexp.MustCompile("(?s)```\n((?:error|warning): roster.csv.*?)```").FindStringSubmatch(docs.Page("inputs"))
	if want == nil {
		t.Fatal("the manual has no example of a finding")
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
	_, _, got := call(t, t.Context(), "balance", "roster.csv")
	if !strings.Contains(got, strings.TrimSpace(want[1])) {
		t.Errorf("the manual says\n%s\nthe program says\n%s", want[1], got)
	}
}

// The manual explains every command, and the README names the pages of the manual.
func TestEveryCommandAndPage(t *testing.T) {
	for _, c := range newRoot(talk.Streams{}).Commands() {
		if c.IsAvailableCommand() && !strings.Contains(docs.Page("commands"), "roundtable "+c.Name()) {
			t.Errorf("roundtable %s is not in the manual", c.Name())
		}
	}
	text := readme(t)
	for _, topic := range docs.Topics() {
		if !strings.Contains(text, "cmd/roundtable/docs/"+topic.Name+".md") {
			t.Errorf("the README does not lead to %s", topic.Name)
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(source, m[1])); err != nil && !strings.HasPrefix(m[1], "http") {
			t.Errorf("the README leads to %s: %v", m[1], err)
		}
	}
	if n := strings.Count(text, "\n"); n > 200 {
		t.Errorf("the README has %d lines, at most 200 are read", n)
	}
}

// TestNewcomer does what somebody does who has nothing but the README: the commands of its
// first block, in a copy of the project, with two files of their own beside it.
func TestNewcomer(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	make_, err := exec.LookPath("make")
	if err != nil {
		t.Skip("there is no make")
	}
	list, err := exec.Command("git", "-C", source, "ls-files", "-z").Output()
	if err != nil {
		t.Skip("this is no clone")
	}
	dir := t.TempDir()
	const library = "reports/assets/echarts.min.js.gz" // fetched by the first build, if it is not there
	for _, name := range append(strings.Split(strings.Trim(string(list), "\x00"), "\x00"), library) {
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil && name == library {
			t.Skip("the chart library is not there yet")
		}
		if os.IsNotExist(err) {
			continue // taken away, and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, from := range map[string]string{"roster.csv": "demo/people.csv", "votes.csv": "demo/votes.csv"} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	commands := 0
	for line := range strings.Lines(console.FindStringSubmatch(readme(t))[1]) {
		command, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "$ "), " #")
		words := shellWords(command)
		if words[0] == "make" {
			words[0] = make_
		}
		commands++
		cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
		cmd.Dir = dir
		if !strings.HasPrefix(words[0], "/") {
			cmd.Path = filepath.Join(dir, words[0])
		}
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != exit.CodeMissed {
			t.Fatalf("%s: %v\n%s", command, err, said.String())
		}
	}
	if commands != 3 {
		t.Errorf("%d commands, and three are enough", commands)
	}
	if _, err := os.Stat(filepath.Join(dir, "roster-report", "chair", "report.html")); err != nil {
		t.Error(err)
	}
}
