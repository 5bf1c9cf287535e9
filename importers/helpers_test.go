package importers

import (
	"context"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/planner"
	"roundtable/reports/messages"
	"roundtable/testdata"
	"roundtable/testdata/twins"
)

func readFiles(t testing.TB, opts Options, paths ...string) (*planner.Meeting, *Inspection) {
	t.Helper()
	var in []Input
	for _, p := range paths {
		in = append(in, Input{Path: p})
	}
	m, ins, err := readInWords(t, in, opts)
	if err != nil {
		t.Fatalf("%v: %v", paths, err)
	}
	return m, ins
}

func readString(t testing.TB, opts Options, name, text string) (*planner.Meeting, *Inspection) {
	t.Helper()
	m, ins, err := readInWords(t, []Input{{Name: name, Reader: strings.NewReader(text)}}, opts)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m, ins
}

// readInWords is [Read], whose findings are given their words in English.
func readInWords(t testing.TB, in []Input, opts Options) (*planner.Meeting, *Inspection, error) {
	t.Helper()
	opts.Say = messages.English().Finding
	m, ins, err := Read(context.Background(), in, opts)
	m.Findings = inWords(t, m.Findings)
	return m, ins, err
}

// inWords gives findings their words in English, each of which the catalogue has.
func inWords(t testing.TB, list []planner.Finding) []planner.Finding {
	t.Helper()
	out := slices.Clone(list)
	for i := range out {
		f := &out[i]
		f.Text, f.Fix = messages.English().Finding(f)
		if f.Text == "" || strings.HasPrefix(f.Text, "[finding.") || strings.HasPrefix(f.Fix, "["+f.Code) {
			t.Errorf("%s: %q, %q", f.Code, f.Text, f.Fix)
		}
	}
	return out
}

// columnValues returns the counts of a column of the only sheet with rows.
func columnValues(t testing.TB, ins *Inspection, header string) map[string]int {
	t.Helper()
	for _, f := range ins.Files {
		for _, s := range f.Sheets {
			for _, c := range s.Columns {
				if c.Header == header {
					return c.Values
				}
			}
		}
	}
	t.Fatalf("no column %q", header)
	return nil
}

func mainSheet(t testing.TB, ins *Inspection) SheetInspection {
	t.Helper()
	for _, s := range ins.Files[0].Sheets {
		if s.Kind != sheet.Empty && s.Kind != sheet.Hidden {
			return s
		}
	}
	t.Fatal("no sheet")
	return SheetInspection{}
}

// findingsWith returns the findings of a code.
func findingsWith(m *planner.Meeting, code string) []planner.Finding {
	var out []planner.Finding
	for _, f := range m.Findings {
		if f.Code == code {
			out = append(out, f)
		}
	}
	return out
}

func sameCounts(t testing.TB, what string, got, want map[string]int) {
	t.Helper()
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %q is counted %d times, want %d", what, k, got[k], n)
		}
	}
	for k, n := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s: %q is counted %d times, want 0", what, k, n)
		}
	}
}

// headers returns the headings of a sheet.
func headers(s SheetInspection) []string {
	var out []string
	for _, c := range s.Columns {
		out = append(out, c.Header)
	}
	return out
}

// readTestdata reads files of testdata, each given by its path there.
func readTestdata(t testing.TB, opts Options, files ...string) (*planner.Meeting, *Inspection) {
	t.Helper()
	var paths []string
	for _, f := range files {
		paths = append(paths, testdata.Path(t, f))
	}
	return readFiles(t, opts, paths...)
}

// readAsWorkbook reads a csv file of testdata from a workbook with the same rows.
func readAsWorkbook(t testing.TB, opts Options, file string) (*planner.Meeting, *Inspection) {
	t.Helper()
	return readBytes(t, opts, "book.xlsx", twins.Responses(t, testdata.Table(t, file)))
}

// readBytes reads one file that is not on disk.
func readBytes(t testing.TB, opts Options, name string, data []byte) (*planner.Meeting, *Inspection) {
	t.Helper()
	return readString(t, opts, name, string(data))
}

// names returns the names of a roster, in its order.
func names(r planner.Roster) []string {
	var out []string
	for _, p := range r {
		out = append(out, p.Name)
	}
	return out
}
