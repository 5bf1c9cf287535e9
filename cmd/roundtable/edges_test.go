package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/talk"
)

// driving is the first character of a text that drives a terminal or turns its direction.
func driving(text string) (rune, bool) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
			return r, true
		}
	}
	return 0, false
}

// Whatever names, settings, cells and broken files hold: nothing of it drives the terminal,
// in results, warnings and errors. What is for a program stays as it is.
func TestNothingDrivesTheTerminal(t *testing.T) {
	const evil = "\x1b]0;owned\x07\u202ecod\u202c\u009b2J\u2066\x7f"
	dir := t.TempDir()
	name := strings.NewReplacer("/", "", "\x00", "").Replace(evil)
	files := map[string]string{
		name + ".csv":   "id,name,stakeholder,region," + evil + "\nA," + evil + ",Govrnment" + evil + ",African Group,x\nB,Ben,Government,WEOG" + evil + ",y\n",
		"people.csv":    "id,name,stakeholder\nA,Ana,Government\nB,Ben" + evil + ",Civil Society\n",
		"bad.yaml":      "title: [" + evil + "\n",
		"unknown.yaml":  evil + ": 1\ntitel" + evil + ": x\n",
		"plan.json":     `{"schema": "` + evil + `", ` + evil + `}`,
		"schema.json":   `{"schema": "roundtable.plan/1` + "\u202e" + `"}`,
		"rules.yaml":    "name: " + evil + "\ntargets:\n  - " + evil + "\n",
		"targets.csv":   "dimension,value,min\nregion" + evil + ",Nowhere" + evil + ",1\n",
		"votes.soi":     "# TITLE: " + evil + "\n3" + evil + "\n1," + evil + "\n",
		"out/chair/x":   "",
		"out/plan.json": "",
	}
	for file, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Skip("this system takes no such names: ", err)
		}
	}
	t.Chdir(dir)
	for _, args := range [][]string{
		{"inspect", name + ".csv"},
		{"balance", name + ".csv"},
		{"plan", name + ".csv", "--out", "out" + name},
		{"inspect", name + ".csv", "--annotate"},
		{"balance", "people.csv", "--title", evil},
		{"balance", "people.csv", "--settings", "bad.yaml"},
		{"balance", "people.csv", "--settings", "unknown.yaml"},
		{"plan", "people.csv", "--out", "o", "--previous", "plan.json"},
		{"plan", "people.csv", "--out", "o", "--previous", "schema.json"},
		{"balance", "people.csv", "--rules", "rules.yaml"},
		{"balance", "people.csv", "--rules", evil},
		{"balance", "people.csv", "--targets", "targets.csv"},
		{"rank", "votes.soi"},
		{"rank", "no" + evil},
		{"explain", "participant", evil, "people.csv"},
		{"verify", "out" + evil},
		{"publish", evil},
		{evil},
		{"balance", "--" + evil},
		{"balance", "people.csv", "--map", evil},
		{"init", filepath.Join("no", evil, "x.xlsx")},
		{"demo", evil},
		{"rules", evil},
	} {
		var out bytes.Buffer
		code := run(context.Background(), append(args, "--verbose"), talk.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		if r, bad := driving(out.String()); bad {
			t.Errorf("%q: %U in %q", args, r, out.String())
		}
		if out.Len() == 0 || code == exit.CodeFault {
			t.Errorf("%q: exit code %d: %s", args, code, out.String())
		}
	}
	code, data, _ := call(t, context.Background(), "inspect", "people.csv", "--format", "csv", "-q")
	if code != exit.CodeOK || !strings.Contains(data, "Ben") {
		t.Errorf("exit code %d: %q", code, data)
	}
}
