package importers

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/table"
	"roundtable/testdata"
)

// checkAccount holds the promises of an account: the classes add up to the rows,
// and every column that means nothing, or that nobody read, says why.
func checkAccount(t *testing.T, name string, ins *Inspection) {
	t.Helper()
	for _, a := range ins.Account {
		sum := 0
		for _, class := range slices.Sorted(maps.Keys(a.Classes)) {
			sum += a.Classes[class]
		}
		if sum != a.Rows {
			t.Errorf("%s %s: the classes %v add up to %d of %d rows", name, a.Sheet, a.Classes, sum, a.Rows)
		}
		for _, c := range a.ColumnsNotUsed {
			if c.Why == "" {
				t.Errorf("%s %s: column %s is not used and does not say why", name, a.Sheet, c.Ref)
			}
		}
	}
}

// accountOf reads a file and checks its account; files that cannot be read at all
// have none.
func accountOf(t *testing.T, path string) {
	t.Helper()
	_, ins, _ := readInWords(t, []Input{{Path: path}}, Options{})
	checkAccount(t, path, ins)
}

// Every row of every file of testdata has a class.
func TestAccountsAddUp(t *testing.T) {
	for _, path := range filesBelow(t, testdata.Path(t)) {
		accountOf(t, path)
	}
}

// filesBelow are the files below a folder that may be tables, without large ones.
func filesBelow(t testing.TB, dir string) []string {
	t.Helper()
	const largest = 1 << 20
	var list []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv", ".tsv", ".xlsx", ".ods", ".txt", ".docx":
			if info, err := d.Info(); err == nil && info.Size() < largest {
				list = append(list, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 50 {
		t.Fatalf("only %d files below %s", len(list), dir)
	}
	return list
}

// FuzzAccount reads any text as a table: the classes of its rows add up.
func FuzzAccount(f *testing.F) {
	for _, seed := range []string{
		"Name,Stakeholder,Country\nAna,Government,BR\n\nGOVERNMENTS\nBo,,FR\nTotal,2\n",
		"Report\n\nName,Join time,Leave time\nAna,10:00,11:00\n\n2. Others\nName,Email,Role\nBo,b@example.org,Host\n",
		"userId,question,answer\na,Gender,F\na,Country,FR\nb,Gender,M\nb,Country,BR\n",
		"Name;1st choice;2nd choice\nAna;A;B\nBo;B;A\nSource: the secretariat\n",
		"Category,Name\nSpeakers,\n,Ana\n,Bo\nModerators,\n,Cy\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in := []Input{{Name: "x.csv", Reader: strings.NewReader(text)}}
		_, ins, _ := readInWords(t, in, Options{Table: table.Options{}})
		checkAccount(t, "x.csv", ins)
	})
}
