package grouping

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
)

// sharedDir returns ../shared/data/group-cases beside the project, and skips
// the test only where it is absent.
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
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
	cases := filepath.Join(dir, "..", "shared", "data", "group-cases")
	if _, err := os.Stat(cases); errors.Is(err, os.ErrNotExist) {
		t.Skip("the shared cases are not here")
	}
	return cases
}

func readCSV(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := make(map[string]string)
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// number reads a whole number; blank gives blank.
func number(t testing.TB, s string, blank int) int {
	t.Helper()
	if s == "" {
		return blank
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// loadCase reads a folder of group-cases.
func loadCase(t testing.TB, dir string) (*planner.Meeting, Options) {
	t.Helper()
	var rules struct {
		Rank    []int `json:"rank_utility"`
		Outside int   `json:"outside_utility"`
		Chair   int   `json:"missing_chair_weight"`
		Org     *int  `json:"max_per_org"`
	}
	raw, err := os.ReadFile(filepath.Join(dir, "rules.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &rules); err != nil {
		t.Fatal(err)
	}
	opts := DefaultOptions()
	opts.RankUtility, opts.OutsideUtility, opts.MissingChairWeight = rules.Rank, rules.Outside, rules.Chair
	if rules.Org != nil {
		opts.MaxPerOrganisation = *rules.Org
	}
	m := &planner.Meeting{}
	for _, r := range readCSV(t, filepath.Join(dir, "people.csv")) {
		p := planner.Participant{
			ID: r["id"],
			Values: map[planner.Dimension][]string{
				planner.Stakeholder: {r["stakeholder"]}, planner.Region: {r["region"]}, planner.Gender: {r["gender"]},
				planner.Organisation: {r["org"]}, planner.Language: strings.Split(r["languages"], "|"), planner.TimeZone: {r["tz"]},
			},
			Memberships: planner.Range{Min: number(t, r["min_memberships"], 1), Max: number(t, r["max_memberships"], 1)},
			ChairOK:     planner.No,
		}
		if r["chair_ok"] == "1" {
			p.ChairOK = planner.Yes
		}
		if r["prefs"] != "" {
			p.Choices = strings.Split(r["prefs"], ";")
		}
		m.Roster = append(m.Roster, p)
	}
	for _, r := range readCSV(t, filepath.Join(dir, "groups.csv")) {
		m.Groups = append(m.Groups, planner.GroupSpec{
			ID: r["id"], Topic: r["topic"], Chairs: number(t, r["chairs"], 0),
			Size: planner.Range{Min: number(t, r["min_size"], 0), Max: number(t, r["max_size"], 1<<20)},
		})
	}
	limit := func(s string) planner.Limit {
		if s == "" {
			return planner.Limit{}
		}
		return planner.LimitOf(number(t, s, 0))
	}
	share := func(s string) planner.Ratio {
		if s == "" {
			return planner.Ratio{}
		}
		return planner.Percent(int64(number(t, s, 0)))
	}
	for _, r := range readCSV(t, filepath.Join(dir, "quotas.csv")) {
		tier := planner.Should
		if r["hard"] == "1" {
			tier = planner.Must
		}
		m.Targets = append(m.Targets, planner.Target{
			ID: r["id"], Dimension: planner.Dimension(r["attribute"]), Value: r["value"], Group: r["group"],
			Min: limit(r["min_count"]), Max: limit(r["max_count"]), MinShare: share(r["min_share_pct"]), MaxShare: share(r["max_share_pct"]),
			Tier: tier, Weight: number(t, r["weight"], 0),
		})
	}
	for _, r := range readCSV(t, filepath.Join(dir, "pairs.csv")) {
		kind := planner.Apart
		if r["kind"] == "together" {
			kind = planner.Together
		}
		m.Pairs = append(m.Pairs, planner.Pair{A: r["a"], B: r["b"], Kind: kind})
	}
	return m, opts
}

// expectation is one entry of expected.json.
type expectation struct {
	Total struct {
		Objective int64 `json:"objective"`
	} `json:"total"`
	Fair struct {
		WorstRank int   `json:"worst_rank"`
		Obj       int64 `json:"obj"`
	} `json:"fair"`
	FewestOutside int `json:"fewest_outside"`
}

func expectations(t testing.TB, dir string) map[string]expectation {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]expectation
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func buildCase(t testing.TB, dir string) *Problem {
	t.Helper()
	m, opts := loadCase(t, dir)
	p, findings, err := Build(m, m.Groups, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Log(f.Text)
	}
	return p
}
