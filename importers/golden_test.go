package importers

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/testdata"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestInspectionGolden holds the JSON form of an inspection.
func TestInspectionGolden(t *testing.T) {
	dir := testdata.Path(t, "import")
	_, ins := readFiles(t, Options{}, filepath.Join(dir, "people.csv"), filepath.Join(dir, "votes.csv"), filepath.Join(dir, "targets.csv"))
	got, err := json.MarshalIndent(ins, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	golden := filepath.Join(dir, "inspection.golden.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the inspection changed (-golden +now); -update accepts it:\n%s", diff)
	}
}
