package proposal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
)

var plain = Options{File: "p.txt", Value: vocabulary.Value}

// summary writes what was read, a line for each person, seat, question, part and
// finding.
func summary(p *Proposal) string {
	var b strings.Builder
	row := func(cells ...any) {
		var out []string
		for _, c := range cells {
			out = append(out, fmt.Sprint(c))
		}
		b.WriteString(strings.TrimRight(strings.Join(out, " | "), " |") + "\n")
	}
	row("title", p.Title)
	row("format", p.Format, p.Minutes)
	for _, x := range p.People {
		row(fmt.Sprintf("line %d", x.Line), strings.TrimSuffix(fmt.Sprintf("%s %d", x.Role, x.Number), " 0"), x.Name,
			x.Affiliation, x.Stakeholder, x.Region, x.Country, x.Gender, x.Status)
	}
	for _, s := range p.Seats {
		row("open", s.Role, s.Number)
	}
	for _, q := range p.Questions {
		row("question", q.ID, q.Name)
	}
	for _, a := range p.Agenda {
		row("part", a.Minutes, a.Title, a.Kind, fmt.Sprintf("each %d, questions %d", a.Each, a.Questions))
	}
	row("goals", p.Goals)
	for _, f := range p.Findings {
		row(f.Severity, f.Code, f.Where.Cell, f.Text)
	}
	return b.String()
}

// Texts in eight languages and many layouts, each with what a reader sees in it.
func TestForms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "field-cases", "proposals"), "*.txt"))
	if err != nil || len(files) < 18 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			got := "no proposal\n"
			if why, ok := Recognise(string(text), plain); ok {
				p := Read(string(text), plain)
				checkAccount(t, string(text), p)
				got = summary(p)
				if why == "" {
					t.Error("recognised without a reason")
				}
			} else if !IsProse(string(text)) {
				t.Error("neither a proposal nor prose")
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// checkAccount holds that each line has one entry, that each entry has a class,
// and that nobody is named who does not stand in the text.
func checkAccount(t *testing.T, text string, p *Proposal) {
	t.Helper()
	lines := linesOf(text)
	if len(p.Account) != len(lines) {
		t.Fatalf("%d entries for %d lines", len(p.Account), len(lines))
	}
	known := []string{Blank, Heading, APerson, ASeat, Question, Agenda, Goal, Setting, NotUsed}
	for i, l := range p.Account {
		if l.Number != i+1 || !slices.Contains(known, l.Class) || (l.Class == Blank) != (lines[i].text == "") {
			t.Errorf("line %d: %+v", i+1, l)
		}
	}
	for _, x := range p.People {
		l := lines[x.Line-1]
		if !strings.Contains(strings.Join(append(l.row, l.text, bare(l.text)), "\n"), x.Name) {
			t.Errorf("%q does not stand in line %d: %q", x.Name, x.Line, l.text)
		}
		if vocabulary.Value(planner.Stakeholder, x.Name).Status == vocabulary.Exact || x.Role == "" {
			t.Errorf("a group became a person, or a person has no role: %+v", x)
		}
	}
}

// bare is a text without the signs that are dropped from it.
func bare(s string) string { return vocabulary.Clean(lockSign.Replace(s)) }
