//go:build corpus

package importers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/testdata"
)

func TestCorpusProposals(t *testing.T) {
	var oracle map[string]proposalCounts
	testdata.JSONFile(t, &oracle, testdata.Corpus(t, "igf-proposals", "oracle.json"))
	if len(oracle) != 20 {
		t.Fatalf("%d proposals in the oracle, want 20", len(oracle))
	}
	lines := make(map[string][]map[string]string)
	for _, row := range testdata.RowsFile(t, testdata.Corpus(t, "igf-proposals", "oracle.csv")) {
		lines[row["file"]] = append(lines[row["file"]], row)
	}
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			m, ins := readFiles(t, Options{}, testdata.Corpus(t, "igf-proposals", name+".txt"))
			checkProposal(t, m, ins, want)
			checkProposalLines(t, name, ins, lines[name+".txt"])
		})
	}
}

func TestCorpusProposalQuestions(t *testing.T) {
	want := map[string]int{
		"igf2019-ws170": 3, "igf2019-ws180": 4, "igf2019-ws287": 11, "igf2019-ws64": 4, "igf2020-ws342": 3, "igf2020-ws37": 1, "igf2021-ws174": 2,
		"igf2021-ws57": 3, "igf2022-ws301": 3, "igf2022-ws505": 3, "igf2023-ws435": 2, "igf2023-ws62": 3, "igf2024-ws98": 2, "igf2025-ws24": 3, "igf2018-ws120": 0,
	}
	for name, n := range want {
		m, _ := readFiles(t, Options{}, testdata.Corpus(t, "igf-proposals", name+".txt"))
		if len(m.Issues) != n {
			t.Errorf("%s: %d questions, want %d", name, len(m.Issues), n)
		}
	}
}

// The founding text, whole: 5 + 48 + 30 + 5 of 90 minutes, five a pitch and five
// for questions after each, and its goals.
func TestCorpusFoundingAgenda(t *testing.T) {
	m, ins := readFiles(t, Options{}, testdata.Corpus(t, "igf-proposals", "igf2019-ws287.txt"))
	want := []PartView{
		{Title: "Intoroduction", Minutes: 5, Kind: "opening"},
		{Title: "Sharing each region or stakeholder’s opinion", Minutes: 48, Kind: "pitch", Each: 5, Questions: 5},
		{Title: "Making a recommendation", Minutes: 30, Kind: "decision"},
		{Title: "Wrap up", Minutes: 5, Kind: "closing"},
	}
	if !slices.Equal(ins.Agenda, want) || ins.Length != 90 || !slices.Equal(m.Goals, []int{1, 9, 10, 16}) {
		t.Errorf("%+v of %d, goals %v", ins.Agenda, ins.Length, m.Goals)
	}
}

// TestCorpusFirstTry reads every table of the collection without any option. At least
// nine of ten must be read with nothing left to ask; every refusal must say what
// to do, every question must name a flag.
func TestCorpusFirstTry(t *testing.T) {
	var files []string
	for _, pattern := range []string{
		"roster-*/*", "prefs-*/*", "votes-*/*", "votes-*/*/*", "ranking-cases/*",
		"igf-proposals/*", "ref-*/*", "balance-cases/*/*", "group-cases/*/*",
	} {
		list, err := filepath.Glob(filepath.Join(testdata.Corpus(t), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			switch filepath.Ext(path) {
			case ".json", ".md", "":
				continue
			}
			if info, err := os.Stat(path); err == nil && !info.IsDir() && !strings.Contains(path, "oracle") {
				files = append(files, path)
			}
		}
	}
	checkFirstTry(t, files)
}

func TestCorpusRoundTrip(t *testing.T) {
	for _, file := range []string{
		"roster-ireland-oireachtas/tds.xlsx", "roster-germany-bundestag/speakers.csv", "roster-japan-councillors/giin.csv", "roster-sortition-norwegian/volunteers.xlsx",
		"roster-sortition-candidates/candidates.csv", "group-cases/n30k4-multi-s1/people.csv", "balance-cases/feasible-02/candidates.csv", "igf-proposals/igf2019-ws170.txt",
		"igf-proposals/igf2017-ws37-sched.txt", "prefs-small/internship-student_preferences.csv",
	} {
		checkRoundTrip(t, testdata.Corpus(t, file))
	}
}

func TestCorpusRowOrder(t *testing.T) {
	for _, file := range []string{
		"roster-ireland-oireachtas/tds.utf8.csv", "roster-sortition-candidates/candidates.csv",
		"group-cases/n30k4-multi-s1/people.csv", "prefs-gruepr-a/sample-testdata.csv",
	} {
		checkRowOrder(t, testdata.Corpus(t, file))
	}
}

// Length, parts and goals of the twenty proposals, written down by hand before they were
// read. Only the founding text plans its minutes; the others speak of minutes in
// sentences ("five rounds of 10 minutes each") or not at all.
func TestCorpusProposalCourses(t *testing.T) {
	want := map[string]struct {
		length int
		parts  []int
		goals  []int
	}{
		"igf2017-ws37-sched": {90, nil, nil}, "igf2018-ws120": {60, nil, nil}, "igf2018-ws381": {90, nil, nil},
		"igf2018-ws78": {90, nil, nil}, "igf2019-ws170": {90, nil, []int{3, 4, 10, 12, 17}},
		"igf2019-ws180": {0, nil, nil}, "igf2019-ws287": {90, []int{5, 48, 30, 5}, []int{1, 9, 10, 16}},
		"igf2019-ws307": {90, nil, nil}, "igf2019-ws382": {0, nil, nil},
		"igf2019-ws64": {90, nil, []int{1, 2, 3, 4, 5, 8}}, "igf2020-ws342": {90, nil, nil},
		"igf2020-ws37": {90, nil, nil}, "igf2021-ws174": {60, nil, []int{9}}, "igf2021-ws57": {90, nil, nil},
		"igf2022-ws301": {60, nil, []int{16}}, "igf2022-ws505": {30, nil, nil}, "igf2023-ws435": {90, nil, nil},
		"igf2023-ws62": {90, nil, nil}, "igf2024-ws98": {90, nil, nil}, "igf2025-ws24": {90, nil, nil},
	}
	if len(want) != 20 {
		t.Fatalf("%d proposals", len(want))
	}
	for name, w := range want {
		m, _ := readFiles(t, Options{}, testdata.Corpus(t, "igf-proposals", name+".txt"))
		var parts []int
		for _, p := range m.Agenda {
			parts = append(parts, p.Minutes)
		}
		if m.Minutes != w.length || !slices.Equal(parts, w.parts) || !slices.Equal(m.Goals, w.goals) {
			t.Errorf("%s: %d minutes, parts %v, goals %v; want %+v", name, m.Minutes, m.Agenda, m.Goals, w)
		}
	}
}

// Who spoke in the room: 40 turns, 5,307 seconds, everybody found by name.
func TestCorpusSpeaking(t *testing.T) {
	m, _ := readFiles(
		t,
		Options{},
		testdata.Corpus(t, "field-cases", "people", "room.csv"),
		testdata.Corpus(
			t,
			"field-cases",
			"people",
			"speaking.csv",
		),
		testdata.Corpus(t, "field-cases", "people", "hum.csv"),
	)
	seconds := 0
	for _, x := range m.Speeches {
		if seconds += x.Seconds.N; x.Person == "" || !x.At.Given {
			t.Errorf("%+v", x)
		}
	}
	if len(m.Speeches) != 40 || seconds != 5307 || len(m.Hums) != 3 || len(m.Roster) != 36 {
		t.Errorf("%d turns, %d seconds, %d hums, %d people", len(m.Speeches), seconds, len(m.Hums), len(m.Roster))
	}
}
