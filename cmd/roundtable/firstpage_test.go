package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
)

// mostOwnWords is what a first page may say of its own: names, groups, topics, values and
// numbers aside.
const mostOwnWords = 250

// own marks a word of a message, which no file holds.
const own = "\u2021"

// ownCatalogue is English with every word of its sentences marked, but not the names of
// values, which are what the users wrote.
func ownCatalogue(t *testing.T) *messages.Catalogue {
	t.Helper()
	from := os.DirFS(source + "/reports/messages")
	names, err := fs.Glob(from, "*.en.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	text := regexp.MustCompile(`\{\{.*?\}\}|[\pL’]+`)
	var mark func(node any) any
	mark = func(node any) any {
		switch x := node.(type) {
		case map[string]any:
			for key, child := range x {
				if key != "value" && key != "value-short" {
					x[key] = mark(child)
				}
			}
		case string:
			return text.ReplaceAllStringFunc(x, func(s string) string {
				if strings.HasPrefix(s, "{{") {
					return s
				}
				return own + s
			})
		}
		return node
	}
	out := fstest.MapFS{}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		if data, err = yaml.Marshal(mark(tree)); err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	c, err := messages.Read(out, "en")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// largeMeeting are 300 people of five groups who rank three of twelve issues.
func largeMeeting() *intake.Job {
	var people, votes strings.Builder
	people.WriteString("id,name,stakeholder,region,gender,role")
	votes.WriteString("id,1st choice,2nd choice,3rd choice")
	groups := []string{"Government", "Civil Society", "Private Sector", "Technical Community", "Intergovernmental Organization"}
	regions := []string{"African Group", "Asia-Pacific Group", "Eastern European Group", "GRULAC", "WEOG"}
	for i := range 300 {
		role := "participant"
		if i%50 == 0 {
			role = "speaker"
		}
		fmt.Fprintf(&people, "\nV%03d,Given%d Family%d,%s,%s,%s,%s", i, i, i, groups[i*i%5], regions[i*7/3%5],
			[]string{"woman", "man"}[i%2], role)
		fmt.Fprintf(&votes, "\nV%03d,Topic %d,Topic %d,Topic %d", i, 1+i*i%12, 1+(i*i+1)%12, 1+(i*i+5)%12)
	}
	j := newJob(talk.Streams{In: bytes.NewReader(nil), Out: bytes.NewBuffer(nil), Err: bytes.NewBuffer(nil)})
	j.Quiet, j.Files = true, []string{"people.csv", "votes.csv"}
	j.Builtin = []importers.Input{
		{Name: "people.csv", Reader: strings.NewReader(people.String())},
		{Name: "votes.csv", Reader: strings.NewReader(votes.String())},
	}
	return j
}

// TestFirstPageIsShort: the first page of the chair and of the participants, of the example
// and of a meeting of 300 people, is within its words.
func TestFirstPageIsShort(t *testing.T) {
	c := ownCatalogue(t)
	for name, j := range map[string]*intake.Job{"demo": demoJob(t), "300 people": largeMeeting()} {
		l, err := j.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		a, err := stages.Analyse(context.Background(), l, nil)
		if a == nil {
			t.Fatal(err)
		}
		in := stages.Reported(j, l, a, "plan")
		in.Language = c
		protected, err := disclosure.Protect(in.Meeting, build.Results(in), in.Provenance, disclosure.DefaultPolicy())
		if err != nil {
			t.Fatal(err)
		}
		seating := build.NewSeating(in)
		for _, d := range []*reports.Document{build.Chair(in), build.Participants(protected, &seating, c)} {
			var said strings.Builder
			if err := reports.WriteJSON(&said, d.Sections[0]); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(said.String(), own); n > mostOwnWords || n < 10 || d.Sections[0].ID != "summary" {
				t.Errorf("%s, %s: %d words on the first page", name, d.Edition, n)
			} else {
				t.Logf("%s, %s: %d words", name, d.Edition, n)
			}
		}
	}
}

// TestPollAlone: who gives nothing but a poll finds no working groups on the first page; who
// asks for them, or lists the people, does.
func TestPollAlone(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	poll, people := "voter,group,Access,Trust,Skills", "id,name,stakeholder"
	for i := range 12 {
		poll += fmt.Sprintf("\nV%d,%s,%d,%d,%d", i, []string{"Government", "Civil Society"}[i%2], 1+i%3, 1+(i+1)%3, 1+(i+2)%3)
		people += fmt.Sprintf("\nV%d,Ana %d,%s", i, i, []string{"Government", "Civil Society"}[i%2])
	}
	votes, list := file("poll.csv", poll+"\n"), file("people.csv", people+"\n")
	for name, args := range map[string][]string{
		"poll": {votes}, "asked": {votes, "--groups", "3"}, "listed": {list, votes},
	} {
		out := filepath.Join(dir, "out-"+name)
		code := run(context.Background(), append([]string{"plan", "--out", out, "-q"}, args...),
			talk.Streams{In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard})
		page, err := os.ReadFile(filepath.Join(out, "chair", "summary.md"))
		if err != nil {
			t.Fatalf("%s: exit code %d, %v", name, code, err)
		}
		if got, want := bytes.Contains(page, []byte("working groups; everybody has a seat (12).")), name != "poll"; got != want {
			t.Errorf("%s: working groups on the first page: %t\n%s", name, got, page)
		}
	}
}
