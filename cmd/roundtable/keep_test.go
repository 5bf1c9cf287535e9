package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/reports/messages"
)

// aMeeting is one of twelve people and two groups.
func aMeeting(t *testing.T) (people, groups string) {
	t.Helper()
	dir := t.TempDir()
	people, groups = filepath.Join(dir, "people.csv"), filepath.Join(dir, "groups.csv")
	rows := "Name,Email,Stakeholder,Region,chair_ok,prefs\n"
	for i, name := range []string{
		"Ana Lima", "Bo Chen", "Cy Diaz", "Di Novak", "Ed Okoro", "Fay Moss", "Gil Roth", "Hal Sato", "Ida Berg",
		"Jo Mwangi", "Kai Lund", "Lea Petit",
	} {
		groups := []string{"Civil Society", "Government", "Intergovernmental Organization", "Private Sector"}
		regions := []string{"African Group", "WEOG", "GRULAC", "Asia-Pacific Group", "Eastern European Group"}
		rows += name + "," + strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@x.org," + groups[i%4] + "," +
			regions[i%5] + "," + []string{"yes", ""}[i%2] + ",T" + []string{"1;T2", "2;T1"}[i%2] + "\n"
	}
	for path, text := range map[string]string{
		people: rows, groups: "id,topic,min_size,max_size,chairs\nT1,Open standards,5,7,2\nT2,Safe wallets,5,7,1\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return people, groups
}

// seatSheet is the sheet of a workbook with a drop-down list: who sits where, to edit; and
// the words of the list.
func seatSheet(t *testing.T, f *excelize.File) (sheet string, words []string) {
	t.Helper()
	for _, s := range f.GetSheetList() {
		lists, err := f.GetDataValidations(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lists {
			sheet, words = s, strings.Split(strings.Trim(l.Formula1, `"`), ",")
		}
	}
	return sheet, words
}

// Whatever the language of a workbook, what is locked and named in it by hand is kept.
func TestKeepInEveryLanguage(t *testing.T) {
	people, groups := aMeeting(t)
	out := filepath.Join(t.TempDir(), "out")
	languages := messages.Languages()
	args := []string{"plan", people, groups, "-q", "--out", out, "--language", "en," + strings.Join(languages, ",")}
	if code, _, stderr := call(t, context.Background(), args...); code != exit.CodeOK {
		t.Fatal(code, stderr)
	}
	want := ""
	for _, tag := range slices.Concat([]string{"en"}, languages) {
		l, _ := messages.In(tag)
		path := filepath.Join(out, "chair", "report."+tag+".xlsx")
		if tag == "en" {
			path = filepath.Join(out, "chair", "report.xlsx")
		}
		edited := filepath.Join(t.TempDir(), "edited.xlsx")
		lockByHand(t, path, edited, l)
		code, stdout, stderr := call(t, context.Background(), "group", people, groups, "--keep", edited, "--format", "csv")
		if want == "" {
			want = stdout
		}
		if code != exit.CodeOK || stdout != want || strings.Count(stdout, ",yes\n") != 2 ||
			!strings.Contains(stdout, "T2,chair,Cy Diaz,") || !strings.Contains(stdout, "T1,cochair,Fay Moss,") {
			t.Errorf("%s: %d\n%s\n%s", tag, code, stdout, stderr)
		}
		if !strings.Contains(stderr, "12 seats are known again (12 by name); locked: ") {
			t.Errorf("%s: %s", tag, stderr)
		}
	}
}

// lockByHand moves two people of a workbook to the other group, locks them there in the
// words of the drop-down list, and gives them parts in the words of the workbook.
func lockByHand(t *testing.T, path, edited string, l *messages.Catalogue) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet, words := seatSheet(t, f)
	if want := []string{l.Value("yes"), l.Value("no")}; !slices.Equal(words, want) {
		t.Fatalf("%s: drop-down list %q, want %q", l.Tag(), words, want)
	}
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	column := func(code string) int { return slices.Index(rows[0], l.Say("seats-column."+code, nil)) }
	for i, row := range rows {
		seat := map[string][]string{
			"Cy Diaz": {"T2", "Safe wallets", "seat.chair"}, "Fay Moss": {"T1", "Open standards", "seat.cochair"},
		}[row[0]]
		for k, code := range []string{"group", "topic", "part", "locked"} {
			if seat == nil {
				break
			}
			text := append(seat[:2:2], l.Say(seat[2], nil), words[0])[k]
			cell, err := excelize.CoordinatesToCellName(column(code)+1, i+1)
			if err != nil {
				t.Fatal(l.Tag(), code, err)
			}
			if err := f.SetCellStr(sheet, cell, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SaveAs(edited); err != nil {
		t.Fatal(err)
	}
}
