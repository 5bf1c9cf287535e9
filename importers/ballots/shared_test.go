package ballots

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"roundtable/planner"
)

// sharedDir is the folder of shared data, or "" where it is absent.
func sharedDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the shared data is not here")
	}
	return filepath.Join(shared, "data")
}

func readText(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readJSON(t testing.TB, path string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(readText(t, path)), into); err != nil {
		t.Fatal(err)
	}
}

// tiers returns the issue names of a ranking by tier.
func tiers(v *Votes, b planner.Ballot) [][]string {
	var out [][]string
	for t := planner.Mark(1); ; t++ {
		var tier []string
		for i, m := range b.Marks {
			if m == t {
				tier = append(tier, v.Issues[i].Name)
			}
		}
		if tier == nil {
			return out
		}
		out = append(out, tier)
	}
}

// firstPlaces counts, with their Count, the ballots that put an issue alone first.
func firstPlaces(v *Votes) map[string]int64 {
	out := make(map[string]int64)
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		if t := tiers(v, b); len(t) > 0 && len(t[0]) == 1 {
			out[t[0][0]] += b.Count
		}
	}
	return out
}

func errorsOf(fs []planner.Finding) []planner.Finding {
	var out []planner.Finding
	for _, f := range fs {
		if f.Severity == planner.Error {
			out = append(out, f)
		}
	}
	return out
}

func hasCode(fs []planner.Finding, code string) bool {
	for _, f := range fs {
		if f.Code == code {
			return true
		}
	}
	return false
}

func readJSONText(t testing.TB, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}
