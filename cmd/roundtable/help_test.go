package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
)

// mostShown is how many options --help shows at most, without --help-all.
const mostShown = 16

// Help fits on the screen, its columns are straight, and most options wait for --help-all.
func TestHelpFits(t *testing.T) {
	option := regexp.MustCompile(`^  (-\w, )?--[a-z]`)
	for _, columns := range []string{"40", "80", "100", "300"} {
		t.Setenv("COLUMNS", columns)
		for _, all := range []string{"--help", "--help-all"} {
			for _, c := range append([]string{""}, commandNames(newRoot(talk.Streams{}))...) {
				args := strings.Fields(c + " " + all)
				var out, errs bytes.Buffer
				code := run(t.Context(), args, talk.Streams{Out: &out, Err: &errs})
				if code != exit.CodeOK || errs.Len() > 0 {
					t.Fatalf("%q: exit code %d, %s", args, code, errs.String())
				}
				shown, column := 0, 0
				for line := range strings.Lines(out.String()) {
					line = strings.TrimSuffix(line, "\n")
					if w := uniseg.StringWidth(line); w > 100 || w > 80 && columns == "80" || w > 40 && columns == "40" && !strings.HasPrefix(line, "  ") {
						t.Errorf("%q: %d columns: %s", args, w, line)
					}
					if !option.MatchString(line) {
						continue
					}
					shown++
					name, text, both := strings.Cut(strings.TrimLeft(line, " "), "  ")
					if !both {
						continue // on a line of its own
					}
					at := uniseg.StringWidth(line) - uniseg.StringWidth(strings.TrimLeft(text, " "))
					if column == 0 {
						column = at
					}
					if at != column {
						t.Errorf("%q: %s stands in column %d, others in %d", args, name, at, column)
					}
				}
				if all == "--help" && shown > mostShown {
					t.Errorf("%q: %d options are too many at once", args, shown)
				}
			}
		}
	}
}

// Every option is in --help-all of its command and in the manual, under its question.
func TestEveryOptionIsExplained(t *testing.T) {
	t.Setenv("COLUMNS", "100")
	root := newRoot(talk.Streams{})
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		var out, page bytes.Buffer
		run(t.Context(), []string{c.Name(), "--help-all"}, talk.Streams{Out: &out, Err: &bytes.Buffer{}})
		if err := book().Page(&page, c); err != nil {
			t.Fatal(err)
		}
		for _, s := range settings.All() {
			if c.Flags().Lookup(s.Flag()) == nil {
				continue
			}
			if !strings.Contains(out.String(), "--"+s.Flag()) {
				t.Errorf("%s --help-all does not name --%s", c.Name(), s.Flag())
			}
			if !strings.Contains(page.String(), strings.ReplaceAll("--"+s.Flag(), "-", `\-`)) {
				t.Errorf("the page of %s does not name --%s", c.Name(), s.Flag())
			}
		}
	}
}

// The pages of the manual are read by man without a complaint, where it is there.
func TestPagesOfTheManual(t *testing.T) {
	dir := t.TempDir()
	if code, _, said := call(t, t.Context(), "man", dir); code != exit.CodeOK {
		t.Fatalf("exit code %d: %s", code, said)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*.1"))
	if err != nil || len(pages) < 10 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, ".") && !regexp.MustCompile(`^\.(TH|SH|SS|TP|PP|B|nf|fi)\b`).MatchString(line) ||
				strings.HasPrefix(line, "'") {
				t.Errorf("%s: a line that troff would take for a request: %s", filepath.Base(page), line)
			}
		}
	}
}

// Lines that are too long for the column are wrapped behind it; prose is laid out anew.
func TestHelpLayout(t *testing.T) {
	c := &cobra.Command{Use: "x FILE", Short: "s", Long: "One two\nthree.\n\n  stays as it is", Run: func(*cobra.Command, []string) {}}
	c.Flags().String("words", "", "some `WORD,…` that go on and on until the line is full and one more")
	c.Flags().String("a-very-long-name-of-an-option", "", "the `VALUE`")
	help.Mark(c.Flags(), "Q", false, "words")
	var out bytes.Buffer
	b := &help.Book{Questions: []string{"Q", "Rest"}}
	if err := b.Write(&out, c, 50); err != nil {
		t.Fatal(err)
	}
	want := `One two three.

  stays as it is

Usage:
  x FILE [options]

Q:
  --words WORD,…  some WORD,… that go on and on
                  until the line is full and one
                  more

Rest:
  --a-very-long-name-of-an-option VALUE
                  the VALUE
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// A double click explains the program, and shows the demo where that is asked for.
func TestDoubleClick(t *testing.T) {
	t.Chdir(t.TempDir())
	start := func(typed string, args ...string) (int, string) {
		var out bytes.Buffer
		code := run(t.Context(), args, talk.Streams{In: strings.NewReader(typed), Out: &out, Err: &out, Window: true})
		return code, out.String()
	}
	if code, said := start("\n"); code != exit.CodeOK || !strings.Contains(said, "Type demo") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if files, _ := os.ReadDir("."); len(files) > 0 {
		t.Errorf("something was written: %v", files)
	}
	if err := os.Mkdir("roundtable-demo", 0o700); err != nil {
		t.Fatal(err)
	}
	if code, said := start("Demo\r\n\r\n"); code != exit.CodeOK || !strings.HasSuffix(said, "Close with the Enter key. ") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if !folder.Exists("roundtable-demo-2/chair/report.html") {
		t.Error("there is no demo")
	}
	// What is dropped on the icon is read, and its window stays open, also after an error.
	if code, said := start("\n", "roundtable-demo-2/meeting.xlsx"); code != exit.CodeMissed ||
		!strings.HasSuffix(said, "Close with the Enter key. ") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if code, said := start("\n", "nothing.csv"); code == exit.CodeOK || !strings.HasSuffix(said, "Close with the Enter key. ") {
		t.Errorf("exit code %d: %s", code, said)
	}
}
