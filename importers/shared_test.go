package importers

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// root is the folder with go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// shared returns a path under the shared data; the test is skipped only when
// that folder is absent as a whole.
func shared(t testing.TB, elem ...string) string {
	t.Helper()
	dir := filepath.Join(root(t), "..", "shared")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("../shared is not there")
	}
	return filepath.Join(append([]string{dir, "data"}, elem...)...)
}

func readFiles(t testing.TB, opts Options, paths ...string) (*planner.Meeting, *Inspection) {
	t.Helper()
	var in []Input
	for _, p := range paths {
		in = append(in, Input{Path: p})
	}
	m, ins, err := Read(context.Background(), in, opts)
	if err != nil {
		t.Fatalf("%v: %v", paths, err)
	}
	return m, ins
}

func readString(t testing.TB, opts Options, name, text string) (*planner.Meeting, *Inspection) {
	t.Helper()
	m, ins, err := Read(context.Background(), []Input{{Name: name, Reader: strings.NewReader(text)}}, opts)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m, ins
}

func loadJSON(t testing.TB, into any, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
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
		if s.Kind != KindEmpty && s.Kind != KindHidden {
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

type proposalOracle struct {
	Organizers            int
	OrganizersStakeholder map[string]int `json:"organizers_by_stakeholder"`
	Speakers              int
	SpeakersNames         int            `json:"speakers_distinct_names"`
	SpeakersStakeholder   map[string]int `json:"speakers_by_stakeholder"`
	SpeakersRegion        map[string]int `json:"speakers_by_region"`
	OtherRoles            map[string]int `json:"other_roles"`
}

func TestProposalOracle(t *testing.T) {
	var oracle map[string]proposalOracle
	loadJSON(t, &oracle, shared(t, "igf-proposals", "oracle.json"))
	if len(oracle) != 20 {
		t.Fatalf("%d proposals in the oracle, want 20", len(oracle))
	}
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			m, ins := readFiles(t, Options{}, shared(t, "igf-proposals", name+".txt"))
			sheet := mainSheet(t, ins)
			if sheet.Kind != KindProposal {
				t.Fatalf("recognised as %s", sheet.Kind)
			}
			roles := sheet.Counts["role"]
			if roles["organizer"] != want.Organizers || roles["speaker"] != want.Speakers {
				t.Errorf("%d organizers and %d speakers, want %d and %d", roles["organizer"], roles["speaker"], want.Organizers, want.Speakers)
			}
			sameCounts(t, "organizers", sheet.Counts["organizer stakeholder"], want.OrganizersStakeholder)
			sameCounts(t, "speakers", sheet.Counts["speaker stakeholder"], want.SpeakersStakeholder)
			sameCounts(t, "speakers' regions", sheet.Counts["speaker region"], want.SpeakersRegion)
			delete(roles, "organizer")
			delete(roles, "speaker")
			sameCounts(t, "other roles", roles, want.OtherRoles)
			if n := len(m.Roster.WithRole(planner.RoleSpeaker)); n != want.SpeakersNames {
				t.Errorf("%d different speakers, want %d", n, want.SpeakersNames)
			}
			for _, p := range m.Roster {
				if vocabulary.Value(planner.Stakeholder, p.Name).OK() || vocabulary.Value(planner.Region, p.Name).OK() {
					t.Errorf("a group became a person: %q", p.Name)
				}
			}
		})
	}
}

func TestProposalOracleLines(t *testing.T) {
	f, err := os.Open(shared(t, "igf-proposals", "oracle.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]map[string]int)
	for _, row := range rows[1:] {
		if want[row[0]] == nil {
			want[row[0]] = make(map[string]int)
		}
		region := row[6]
		if m := vocabulary.Value(planner.Region, region); m.OK() {
			region = m.Value // "Western European Group" is WEOG
		} else {
			region = ""
		}
		want[row[0]][strings.Join([]string{row[1], row[3], row[4], row[5], region}, " | ")]++
	}
	for file, lines := range want {
		_, ins := readFiles(t, Options{}, shared(t, "igf-proposals", file))
		got := make(map[string]int)
		for _, l := range mainSheet(t, ins).Lines {
			got[strings.Join([]string{string(l.Role), l.Name, l.Affiliation, l.Stakeholder, l.Region}, " | ")]++
		}
		sameCounts(t, file, got, lines)
	}
}

func TestFoundingProposal(t *testing.T) {
	m, _ := readFiles(t, Options{}, shared(t, "igf-proposals", "igf2019-ws287.txt"))
	if m.Title != "Building a multistakeholder approach to secure crypto assets" || m.Format != "Round Table - Circle" || m.Minutes != 90 {
		t.Errorf("title %q, format %q, %d minutes", m.Title, m.Format, m.Minutes)
	}
	if len(m.Issues) != 11 || m.Issues[0].ID != "Q1" || m.Issues[10].ID != "Q11" || m.Issues[10].Name != "How can governments and regulators support?" {
		t.Errorf("issues: %+v", m.Issues)
	}
	if len(m.Roster) != 6 || m.Roster[0].Name != "" || m.Roster[0].Label() != "Organizer 1" {
		t.Errorf("roster: %+v", m.Roster)
	}
	if m.Ballots.Total() != 0 || m.HasErrors() {
		t.Errorf("%d ballots, findings %+v", m.Ballots.Total(), m.Findings)
	}
}

func TestProposalQuestions(t *testing.T) {
	want := map[string]int{
		"igf2019-ws170": 3, "igf2019-ws180": 4, "igf2019-ws287": 11, "igf2019-ws64": 4, "igf2020-ws342": 3, "igf2020-ws37": 1, "igf2021-ws174": 2,
		"igf2021-ws57": 3, "igf2022-ws301": 3, "igf2022-ws505": 3, "igf2023-ws435": 2, "igf2023-ws62": 3, "igf2024-ws98": 2, "igf2025-ws24": 3, "igf2018-ws120": 0,
	}
	for name, n := range want {
		m, _ := readFiles(t, Options{}, shared(t, "igf-proposals", name+".txt"))
		if len(m.Issues) != n {
			t.Errorf("%s: %d questions, want %d", name, len(m.Issues), n)
		}
	}
}

func countLines(t testing.TB, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(strings.TrimRight(string(data), "\r\n"), "\n") + 1
}

func readText(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(string(data), "\ufeff")
}
