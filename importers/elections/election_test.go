package elections

import (
	"testing"

	"roundtable/testdata"

	"github.com/google/go-cmp/cmp"
)

func mustElection(t *testing.T, name, text string) *Votes {
	t.Helper()
	v, no := Read(name, text)
	if no != nil {
		t.Fatalf("%s is not recognised: %s", name, no.Reason)
	}
	if bad := errorsOf(v.Findings); len(bad) > 0 {
		t.Fatalf("%s: %+v", name, bad)
	}
	return v
}

// electionFile reads one of the election files of testdata.
func electionFile(t *testing.T, name string) *Votes {
	t.Helper()
	return mustElection(t, name, string(testdata.Read(t, "election-files", name)))
}

func TestPrefLibFiles(t *testing.T) {
	for _, c := range []struct {
		name, title    string
		issues, orders int
		first          map[string]int64
		tiers          map[int]int64 // ballots by the number of their tiers
	}{
		{
			"garden.soi", "Garden plan 2031", 4, 6,
			map[string]int64{"Pond": 15, "Orchard": 12, "Meadow": 13},
			map[int]int64{1: 5, 2: 16, 3: 7, 4: 12},
		},
		{
			"garden.toc", "Garden plan 2031", 4, 6,
			map[string]int64{"Pond": 15, "Orchard": 12, "Meadow": 13},
			map[int]int64{2: 5, 3: 16, 4: 19},
		},
		{"courses.soc", "2031 Registration", 5, 3, map[string]int64{"Course 5": 6, "Course 2": 1}, map[int]int64{5: 7}},
		{
			"topics.toi", "Lecturers: Most Useful Topics", 5, 5,
			map[string]int64{"Databases": 1, "Ethics": 1, "Logic": 1},
			map[int]int64{1: 1, 3: 5},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := electionFile(t, c.name)
			if v.Title != c.title || len(v.Issues) != c.issues || v.Ballots.Len() != c.orders {
				t.Errorf("%q, %d issues, %d orders", v.Title, len(v.Issues), v.Ballots.Len())
			}
			if diff := cmp.Diff(c.first, firstPlaces(v)); diff != "" {
				t.Error("first places", diff)
			}
			if diff := cmp.Diff(c.tiers, tierCounts(v)); diff != "" {
				t.Error("tiers", diff)
			}
		})
	}
}

// Categories are levels, the first the best; an empty one has no issues.
func TestPrefLibCategories(t *testing.T) {
	v := electionFile(t, "papers.cat")
	if v.Title != "Small Workshop" || len(v.Issues) != 4 || v.Ballots.Len() != 3 || v.Ballots.Total() != 4 {
		t.Errorf("%q, %d issues, %d ballots in %d lines", v.Title, len(v.Issues), v.Ballots.Total(), v.Ballots.Len())
	}
	want := map[string]int64{"Paper 0": 2, "Paper 1": 3, "Paper 3": 1}
	if diff := cmp.Diff(want, markCounts(v, v.Ballots.Scale.Max)); diff != "" {
		t.Error(diff)
	}
}

// The projects of a participatory budget have the votes that the file counts.
func TestPabulibFiles(t *testing.T) {
	for name, want := range map[string]struct {
		ballots int64
		votes   map[string]int
	}{
		"district.pb": {7, map[string]int{
			"2031/OLD/0020": 5, "2031/OLD/0011": 3, "2031/OLD/0004": 2, "2031/OLD/0014": 2,
		}},
		"knapsack.pb": {4, map[string]int{"41": 3, "43": 3, "47": 1}},
	} {
		v := electionFile(t, name)
		if v.Ballots.Total() != want.ballots {
			t.Errorf("%s: %d ballots, want %d", name, v.Ballots.Total(), want.ballots)
		}
		if diff := cmp.Diff(want.votes, projectVotes(v)); diff != "" {
			t.Error(name, diff)
		}
	}
}

// projectVotes counts the approvals of each project by its ID.
func projectVotes(v *Votes) map[string]int {
	out := make(map[string]int)
	for i := range v.Ballots.Len() {
		for j, m := range v.Ballots.At(i).Marks {
			if m == 1 {
				out[v.Issues[j].ID]++
			}
		}
	}
	return out
}

// BLT files have weights, empty ballots, and their names one a line or, as David
// Hill wrote them, all on one line.
func TestBLTFiles(t *testing.T) {
	for _, c := range []struct {
		name, title   string
		issues, seats int
		total, empty  int64
		first         map[string]int64
	}{
		{"council.blt", "Community Council, first quarter 2031", 4, 2, 11, 3, map[string]int64{
			"heron (Tilda Könnecke)": 3, "newt (Martín Ghali)": 2, "moth (Sibo Mhlanga)": 2, "otter (Jussi Rantala)": 1,
		}},
		{"society.hil", "f:s04", 4, 1, 6, 0, map[string]int64{"2": 2, "3": 1, "4": 3}},
	} {
		v := electionFile(t, c.name)
		if v.Title != c.title || len(v.Issues) != c.issues || v.Seats != c.seats || v.Ballots.Total() != c.total ||
			blankBallots(v) != c.empty {
			t.Errorf("%s: %q, %d candidates, %d seats, %d ballots, %d empty", c.name, v.Title, len(v.Issues), v.Seats,
				v.Ballots.Total(), blankBallots(v))
		}
		if diff := cmp.Diff(c.first, firstPlaces(v)); diff != "" {
			t.Error(c.name, diff)
		}
	}
}

func TestTextbookElections(t *testing.T) {
	for _, name := range []string{"tennessee.soc", "schulze-45.soc"} {
		checkElection(t, name, testdata.Path(t, "elections", name))
	}
}

// checkElection compares an election with what its expected.json counts.
func checkElection(t *testing.T, name, path string) {
	t.Helper()
	var want struct {
		Alternatives []string
		Ballots      int64
		Voters       int64
		AV           map[string]int64
	}
	testdata.JSONFile(t, &want, path+".expected.json")
	v := mustElection(t, name, string(testdata.ReadFile(t, path)))
	if len(v.Issues) != len(want.Alternatives) || v.Ballots.Total() != max(want.Ballots, want.Voters) {
		t.Errorf("%s: %d issues and %d ballots, want %d and %d", name, len(v.Issues), v.Ballots.Total(),
			len(want.Alternatives), max(want.Ballots, want.Voters))
	}
	if want.AV != nil {
		if diff := cmp.Diff(want.AV, markCounts(v, 1)); diff != "" {
			t.Error(name, diff)
		}
	}
}
