package importers

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/ballots"
	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
)

// TestVotesShapes reads each shape of the same election through [Read], without
// any option, and compares what `inspect` shows with the truth.
func TestVotesShapes(t *testing.T) {
	truth, files := testdata.Shapes(t)
	for _, path := range files {
		file := filepath.Base(path)
		t.Run(file, func(t *testing.T) {
			m, ins := readFiles(t, Options{}, path)
			names := make(map[string]string)
			for _, x := range ins.Issues {
				names[x.ID] = truth.IssueName(x.Name)
			}
			if len(ins.Issues) != 4 || len(ins.Ballots) != 6 {
				t.Fatalf("%d issues, %d ballots: %+v", len(ins.Issues), len(ins.Ballots), m.Findings)
			}
			for i, b := range ins.Ballots {
				want := truth.Ballots[i]
				if testdata.NamesVoters(file) && !strings.Contains(strings.ToUpper(b.Voter), want.Voter) {
					t.Errorf("ballot %d is by %q, want %q", i, b.Voter, want.Voter)
				}
				group := vocabulary.Value(planner.Stakeholder, want.Group).Value
				if testdata.NamesGroups(file) && b.Group != group {
					t.Errorf("%s is of group %q, want %q", want.Voter, b.Group, group)
				}
				checkBallot(t, truth, file, b, i, names)
			}
		})
	}
}

// checkBallot compares the marks of the ballot with a number. Only a .toc, which
// ranks everything, has ties: those at the bottom.
func checkBallot(t *testing.T, truth *testdata.Election, file string, b BallotView, i int, names map[string]string) {
	t.Helper()
	want := truth.Ballots[i]
	switch b.Kind {
	case "ranking":
		var got []string
		for _, tier := range b.Ranking {
			if len(tier) > 1 && file == "18-preflib.toc" {
				continue
			}
			if len(tier) != 1 {
				t.Errorf("%s: a tie %q", want.Voter, tier)
			}
			got = append(got, names[tier[0]])
		}
		if !slices.Equal(got, want.Ranking) {
			t.Errorf("%s: %q, want %q", want.Voter, got, want.Ranking)
		}
	case "approval":
		var got []string
		for _, id := range b.Approvals {
			got = append(got, names[id])
		}
		wanted := slices.Sorted(slices.Values(truth.Approvals[want.Voter]))
		slices.Sort(got)
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: %q, want %q", want.Voter, got, wanted)
		}
	case "score":
		sameMarks(t, want.Voter, b.Scores, truth.Scores[want.Voter], names)
	case "points":
		sameMarks(t, want.Voter, b.Points, truth.Points[want.Voter], names)
	case "hum":
		if len(b.Hum) != len(truth.Issues) {
			t.Errorf("%s hums on %d issues, want all", want.Voter, len(b.Hum))
		}
	default:
		t.Errorf("kind %q", b.Kind)
	}
}

// sameMarks compares numbers by issue; a blank in the truth is no entry.
func sameMarks(t *testing.T, voter string, got map[string]float64, want map[string]any, names map[string]string) {
	t.Helper()
	n := 0
	for _, v := range want {
		if fmt.Sprint(v) != "" && v != nil {
			n++
		}
	}
	if n == 0 || len(got) != n {
		t.Errorf("%s has %d marks, want %d", voter, len(got), n)
	}
	for id, v := range got {
		if fmt.Sprint(want[names[id]]) != fmt.Sprint(v) {
			t.Errorf("%s gives %q %v, want %v", voter, names[id], v, want[names[id]])
		}
	}
}

// TestFirstTry reads the files of testdata without any option. At least nine of
// ten must be read with nothing left to ask; every refusal must say what to do,
// every question must name a flag.
func TestFirstTry(t *testing.T) {
	var files []string
	for _, folder := range []string{
		"balance-cases", "elections", "election-files", "group-cases", "proposals",
		"rosters", "surveys", "un", "votes-shapes",
	} {
		for _, path := range testdata.Files(t, testdata.Path(t, folder)) {
			if ext := filepath.Ext(path); ext != ".json" && filepath.Base(path) != "lines.csv" {
				files = append(files, path)
			}
		}
	}
	checkFirstTry(t, files)
}

func checkFirstTry(t *testing.T, files []string) {
	t.Helper()
	right := 0
	for _, path := range files {
		m, ins, err := readInWords(t, []Input{{Path: path}}, Options{})
		if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(path, err)
		}
		understood := false
		for _, s := range ins.Files[0].Sheets {
			if s.Kind != sheet.Strange && s.Kind != sheet.Empty {
				understood = true
			}
		}
		if understood && !m.HasErrors() {
			right++
			continue
		}
		for _, f := range m.Findings {
			if f.Severity == planner.Error && f.Fix == "" {
				t.Errorf("%s: an error without a way out: %+v", path, f)
			}
		}
		t.Logf("%s: %v", filepath.Base(path), m.Findings[0].Text)
	}
	t.Logf("%d of %d files are read on the first try", right, len(files))
	if right*10 < len(files)*9 {
		t.Errorf("%d of %d files are read on the first try, want nine of ten", right, len(files))
	}
}

// A table with a row for each voter and issue lists each of its people once.
func TestPeopleOfLongVotes(t *testing.T) {
	m, _ := readString(t, Options{}, "avis.csv", "Nom;Collectif;Thème;Rang\nAna Lima;Gouvernement;Climat;1\nAna Lima;Gouvernement;Accès;2\n"+
		"Bo Sato;Société civile;Accès;1\nBo Sato;Société civile;Climat;2\nCy Doe;;Climat;1\n")
	if len(m.Roster) != 3 || m.Ballots.Total() != 3 || len(findingsWith(m, CodePersonNear)) > 0 {
		t.Errorf("%d people, %d ballots: %+v", len(m.Roster), m.Ballots.Total(), m.Findings)
	}
}

// Rankings and approvals counted together are a warning.
func TestKindsOfBallots(t *testing.T) {
	online := [2]string{"enlinea.csv", "Votante;Clima;Acceso;Datos\nw1;x;;x\nw2;x;x;\nw3;;x;x\n"}
	paper := [2]string{"papel.csv", "Votante;1ª opción;2ª opción\np1;Clima;Datos\np2;Acceso;Clima\n"}
	m, _ := readTexts(t, Options{}, online, paper)
	if told := findingsWith(m, CodeVotesKinds); m.Ballots.Total() != 5 || len(told) != 1 || told[0].Severity != planner.Warning {
		t.Errorf("%d ballots: %+v", m.Ballots.Total(), m.Findings)
	}
	m, _ = readTexts(t, Options{}, paper, [2]string{"correo.csv", "Votante;1ª opción;2ª opción\nc1;Datos;Clima\nc2;Acceso;Clima\n"})
	if m.Ballots.Total() != 4 || len(findingsWith(m, CodeVotesKinds)) > 0 {
		t.Errorf("one kind: %+v", m.Findings)
	}
}

// A column of preferences is read as wishes for groups, which says how it is read as a
// vote.
func TestPreferencesAreAVoteIfAsked(t *testing.T) {
	text := "Name;Preferences\nAnn Ott;Klima > Netz > Wasser\nBen Uhl;Netz > Klima\nCy Doe;Wasser > Klima > Netz\n"
	m, _ := readString(t, Options{}, "liste.csv", text)
	told := findingsWith(m, CodeGroupsOfWishes)
	if len(told) != 1 || !strings.Contains(told[0].Fix, "--votes 'Preferences'") {
		t.Fatalf("%+v", m.Findings)
	}
	m, _ = readString(t, Options{Votes: ballots.Options{Question: "Preferences"}}, "liste.csv", text)
	if m.Ballots.Total() != 3 || len(m.Issues) != 3 || len(m.Roster) != 3 {
		t.Errorf("%d ballots, %d issues, %d people: %+v", m.Ballots.Total(), len(m.Issues), len(m.Roster), m.Findings)
	}
}

// The question of a poll is the title where there is nothing but the poll.
func TestQuestionAsTitle(t *testing.T) {
	poll := [2]string{"poll.csv", "Name,Rank the issues [Water],Rank the issues [Air]\nAna Lima,1,2\nBo Chen,2,1\n"}
	people := [2]string{"people.csv", "Name,Country\nAna Lima,Peru\nBo Chen,China\n"}
	for want, files := range map[string][][2]string{"Rank the issues": {poll}, "": {people, poll}} {
		if m, _ := readTexts(t, Options{}, files...); m.Title != want {
			t.Errorf("%d files: %q, want %q", len(files), m.Title, want)
		}
	}
}
