package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/paper"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// translated is a catalogue of another language, made of the English messages.
func translated(t *testing.T, tag string) *messages.Catalogue {
	t.Helper()
	from := os.DirFS("../../reports/messages")
	names, err := fs.Glob(from, "*.en.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.ReplaceAll(data, []byte("subtitle: Report"), []byte("subtitle: Rapport"))
		out[strings.Replace(name, ".en.", "."+tag+".", 1)] = &fstest.MapFile{Data: data}
	}
	c, err := messages.Read(out, tag)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every edition is written in each language: the first has the plain names.
func TestFilesOfLanguages(t *testing.T) {
	p := paper.Paper{Languages: []*messages.Catalogue{messages.English(), translated(t, "fr")}}
	part := build.PublicationPart{Editions: []reports.Edition{reports.Public, reports.Participants}}
	files, err := paper.Render(context.Background(), p.Released(&part, false))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		if other := strings.Contains(f.Name, ".fr."); strings.HasSuffix(f.Name, ".html") &&
			bytes.Contains(f.Data, []byte(`lang="fr"`)) != other {
			t.Errorf("%s is in another language", f.Name)
		}
	}
	want := []string{
		"participants/report.html", "participants/report.xlsx", "participants/summary.html", "participants/summary.md",
		"participants/report.fr.html", "participants/report.fr.xlsx", "participants/summary.fr.html",
		"participants/summary.fr.md",
		"public/report.html", "public/report.xlsx", "public/summary.html", "public/summary.md",
		"public/report.fr.html", "public/report.fr.xlsx", "public/summary.fr.html", "public/summary.fr.md",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
}

// A meeting with a canary in each wish, address and organisation: none of them is in any
// file of the editions that leave the chair's hands, nor in what they are made from.
func TestParticipantsTellNoChoice(t *testing.T) {
	dir := t.TempDir()
	people := "ID,Name,Email,Organisation,Stakeholder group,Region\n"
	votes := "voter,Trust,Access,Skills\n"
	for i := range 24 {
		n := string(rune('A' + i))
		people += "V" + n + ",Person" + n + ",canarymail" + n + "@x.org,Canaryorg" + n + ",Government,African Group\n"
		votes += "V" + n + "," + []string{"1,2,3", "2,1,3", "3,1,2", "1,3,2"}[i%4] + "\n"
	}
	for name, data := range map[string]string{"people.csv": people, "votes.csv": votes} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "out")
	code, said := command("plan", filepath.Join(dir, "people.csv"), filepath.Join(dir, "votes.csv"), "--groups", "3",
		"--out", out, "--bootstrap", "0", "-q")
	if code != exit.CodeOK {
		t.Fatal(said)
	}
	page, err := os.ReadFile(filepath.Join(out, "participants", "report.html"))
	if err != nil || !bytes.Contains(page, []byte("PersonA")) || bytes.Contains(page, []byte("<script")) {
		t.Errorf("%v: the page names nobody, or has a script", err)
	}
	for _, name := range []string{"report.html", "summary.html", "summary.md"} {
		data, err := os.ReadFile(filepath.Join(out, "participants", name))
		if err != nil {
			t.Fatal(err)
		}
		if found := regexp.MustCompile(`(?i)canary\w*|first choice|\b(1st|2nd|3rd)\b`).Find(visible(data)); found != nil {
			t.Errorf("%s tells %q", name, found)
		}
	}
	data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(folder.ChairPlan)))
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Public struct {
			Seating   json.RawMessage
			Edition   json.RawMessage
			Languages []string
		}
	}
	if err := json.Unmarshal(data, &plan); err != nil || !slices.Equal(plan.Public.Languages, []string{"en"}) {
		t.Errorf("%v: languages %q", err, plan.Public.Languages)
	}
	for _, part := range []json.RawMessage{plan.Public.Seating, plan.Public.Edition} {
		if bytes.Contains(bytes.ToLower(part), []byte("canary")) || bytes.Contains(part, []byte("choice\"")) {
			t.Errorf("%s", part)
		}
	}
}

// visible is a page without its styles, and without how many in all got a first choice.
func visible(page []byte) []byte {
	page = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAll(page, nil)
	return regexp.MustCompile(`of those with a wish got their first choice`).ReplaceAll(page, nil)
}
