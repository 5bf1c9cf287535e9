package testdata

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Election is the election of votes-shapes: what every one of its shapes holds.
type Election struct {
	Issues  []string
	Ballots []struct {
		Voter, Group string
		Ranking      []string
	}
	Codes     map[string]string         `json:"limesurvey_codes"`
	Approvals map[string][]string       // by voter
	Scores    map[string]map[string]any // by voter and issue
	Points    map[string]map[string]any // by voter and issue
}

// Shapes returns the election of votes-shapes and the paths of its 29 shapes.
func Shapes(t testing.TB) (*Election, []string) {
	t.Helper()
	var e Election
	JSON(t, &e, "votes-shapes", "truth.json")
	paths, err := filepath.Glob(filepath.Join(Path(t, "votes-shapes"), "[0-9]*"))
	if err != nil || len(paths) != 29 {
		t.Fatalf("%d shapes, want 29: %v", len(paths), err)
	}
	return &e, paths
}

// IssueName undoes what a shape cannot carry: LimeSurvey has codes, and .cvotes
// no commas in names.
func (e *Election) IssueName(name string) string {
	for _, issue := range e.Issues {
		if e.Codes[issue] == name || strings.ReplaceAll(issue, ",", "") == name {
			return issue
		}
	}
	return name
}

// NamesVoters reports whether the file of a shape says who voted.
func NamesVoters(file string) bool {
	return !begins(file, "10", "16-counted-ballots.csv", "17", "18", "20")
}

// NamesGroups reports whether the file of a shape says the groups of the voters.
func NamesGroups(file string) bool {
	return !begins(file, "17", "18", "20", "21-pabulib-approval.pb")
}

func begins(file string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(file, p) })
}
