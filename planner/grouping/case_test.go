package grouping

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/testdata"
)

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

// loadCase reads a folder of testdata/group-cases.
func loadCase(t testing.TB, name string) (*planner.Meeting, Options) {
	t.Helper()
	var rules struct {
		Rank    []int `json:"rank_utility"`
		Outside int   `json:"outside_utility"`
		Chair   int   `json:"missing_chair_weight"`
		Org     *int  `json:"max_per_org"`
	}
	testdata.JSON(t, &rules, "group-cases", name, "rules.json")
	opts := DefaultOptions()
	opts.RankUtility, opts.OutsideUtility, opts.MissingChairWeight = rules.Rank, rules.Outside, rules.Chair
	if rules.Org != nil {
		opts.MaxPerOrganisation = *rules.Org
	}
	m := &planner.Meeting{}
	for _, r := range testdata.Rows(t, "group-cases", name, "people.csv") {
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
	for _, r := range testdata.Rows(t, "group-cases", name, "groups.csv") {
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
	for _, r := range testdata.Rows(t, "group-cases", name, "quotas.csv") {
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
	for _, r := range testdata.Rows(t, "group-cases", name, "pairs.csv") {
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

// TestCases solves meetings whose optimum is known and holds every plan against
// it, against [Verify], and against a scorer that knows the files alone.
func TestCases(t *testing.T) {
	var expected map[string]expectation
	testdata.JSON(t, &expected, "group-cases", "expected.json")
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		goals := []Goal{Total, Fair}
		if strings.HasPrefix(name, "n300") {
			goals = goals[:1] // its ladder alone takes as long as all other cases
		}
		for _, goal := range goals {
			t.Run(name+"/"+string(goal), func(t *testing.T) { checkCase(t, name, goal, expected[name]) })
		}
	}
}

func checkCase(t *testing.T, name string, goal Goal, e expectation) {
	m, opts := loadCase(t, name)
	opts.Goal, opts.Ladder, opts.Explain = goal, goal == Fair, false
	_, plan := solved(t, m, opts)
	o := &plan.Objective
	want := e.Total.Objective
	if goal == Fair {
		want = e.Fair.Obj
		if o.Outside != e.FewestOutside || o.WorstChoice != e.Fair.WorstRank {
			t.Errorf("outside %d, worst choice %d; want %d and %d", o.Outside, o.WorstChoice, e.FewestOutside, e.Fair.WorstRank)
		}
	}
	if o.Value*1000 < want*999 || o.Value > want {
		t.Errorf("value %d, optimum %d", o.Value, want)
	}
	if o.Bound < want {
		t.Errorf("bound %d is below the optimum %d", o.Bound, want)
	}
	if len(m.Roster) <= 120 && !o.ProvedOptimal {
		t.Errorf("value %d, bound %d: not proved optimal", o.Value, o.Bound)
	}
	s := scoreFiles(t, name, plan)
	if len(s.violations) > 0 || s.objective != o.Value || s.worst != o.WorstChoice || s.outside != o.Outside {
		t.Errorf("scored from the files: %+v; the plan says %+v", s, o)
	}
}
