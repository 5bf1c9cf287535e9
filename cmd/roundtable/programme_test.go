package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/reports/xlsx"
)

// A workbook with one sheet for each session is a programme where that is asked for;
// who is who is told by names, whatever their titles and accents.
func TestSheetsAreSessions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "panels.xlsx")
	var book bytes.Buffer
	err := xlsx.WriteSheets(&book, []xlsx.Sheet{
		{Name: "Opening", CSV: []byte("Name,Role,Gender\nDr. Ana Lima,speaker,F\nBo Lind,speaker,M\n")},
		{Name: "Closing", CSV: []byte("Name,Role,Gender\n\"LIMA, Aña\",speaker,F\nEva Graf,speaker,F\n")},
		{Name: "Cables", CSV: []byte("Name,Role,Gender\nCai Wen,speaker,M\nBo Lind,speaker,M\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := call(t, t.Context(), "balance", path, "--programme", "--rules", "pledge-wbcsd", "-q")
	if code != exit.CodeMissed {
		t.Fatalf("exit code %d: %s", code, talk)
	}
	for _, want := range []string{
		"1 of 3 sessions meet every must rule.", "2 sessions miss one rule or more.", "2 panels are of one gender only.",
		"Closing (woman), Cables (man)", "2 people are in more than one session",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("missing %q in\n%s", want, out)
		}
	}
}

// What holds for all sessions together is said of those it counts, in a table too; a
// programme without rules for single sessions is not called met.
func TestProgrammeTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fair.csv")
	list := "Session,Start,End,Name,Gender,Role\n" +
		"Ocean,09:00,10:00,Ana Lima,F,speaker\nOcean,09:00,10:00,Bo Lind,M,speaker\n" +
		"Forest,09:30,10:30,Ana Lima,F,speaker\nForest,09:30,10:30,Cai Wen,M,speaker\n" +
		"Desert,11:00,12:00,Ana Lima,F,moderator\nDesert,11:00,12:00,Cai Wen,M,speaker\n" +
		"Desert,11:00,12:00,Eva Graf,F,speaker\n"
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		args string
		want []string
	}{
		{"--target|max sessions 2", []string{
			"No rules were given for single sessions, so none of the 3 sessions is judged on its own.",
			"On the panel: at most 2 sessions a person.", "Ana Lima in Ocean and Forest",
		}},
		{"--target|max sessions 1", []string{
			"On the panel: at most 1 session a person.",
			"2 are in more: Ana Lima in 2 (Ocean, Forest); Cai Wen in 2 (Forest, Desert).",
		}},
		{"--target|max sessions 1|--format|csv", []string{
			"Ocean,2,,0,0,0,", "All sessions,,missed,,,,On the panel: at most 1 session a person. 2 are in more",
			"All sessions,,missed,,,,1 double booking",
		}},
		{"--format|csv", []string{"Ocean,2,met,1,0,0,", "All sessions,,missed,,,,1 double booking"}},
		{"-q", []string{"3 of 3 sessions meet the common default (no rules were given)."}},
	} {
		_, out, talk := call(t, t.Context(), append([]string{"balance", path}, strings.Split(tc.args, "|")...)...)
		for _, want := range tc.want {
			if !strings.Contains(strings.ReplaceAll(strings.Join(strings.Fields(out), " "), `"`, ""), want) {
				t.Errorf("%s: missing %q in\n%s%s", tc.args, want, out, talk)
			}
		}
	}
}

// What a target does not find in one of several files is said of that file.
func TestProgrammeNamesTheFile(t *testing.T) {
	dir := t.TempDir()
	for name, list := range map[string]string{
		"one.csv": "id,name,gender\n1,Ana,Female\n2,Bo,Male\n", "two.csv": "id,name,gender\n1,Cy,Male\n2,Bo,Male\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one, two := filepath.Join(dir, "one.csv"), filepath.Join(dir, "two.csv")
	for _, tc := range []struct {
		files []string
		want  string
	}{
		{[]string{one, two}, "warning: In two.csv: Nobody's gender is \"Female\".\n"},
		{[]string{two}, "warning: Nobody's gender is \"Female\".\n"},
	} {
		_, _, talk := call(t, t.Context(), append([]string{
			"balance", "--programme", "--target", "gender=Female: at least 1",
		}, tc.files...)...)
		if !strings.Contains(talk, tc.want) || strings.Contains(talk, "one.csv") {
			t.Errorf("%q: want %q", talk, tc.want)
		}
	}
}
