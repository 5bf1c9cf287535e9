package balance

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"roundtable/planner"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The JSON of a report with every part: verdicts of each status, measures,
// dependence, overlap, comparisons, and the advice where it is possible and where
// it is not. Keys may be added; those here stay.
func TestGoldenJSON(t *testing.T) {
	panel := roster(
		"p1 speaker stakeholder=Government region=WEOG gender=M", "p2 speaker stakeholder=Government region=WEOG gender=M",
		"p3 speaker stakeholder=CivilSociety region=African gender=F", "p4 speaker stakeholder=CivilSociety region=WEOG")
	pool := append(roster("q1 - stakeholder=PrivateSector region=African gender=F", "q2 - stakeholder=PrivateSector region=GRULAC gender=M",
		"q3 - stakeholder=TechnicalCommunity region=WEOG gender=F", "q4 - stakeholder=CivilSociety region=African gender=M"), panel...)
	targets := []planner.Target{
		{ID: "africans", Dimension: "region", Value: "African", Min: limit(2)},
		{ID: "women", Dimension: "gender", Value: "F", MinShare: share(50)},
		{ID: "groups", Kind: planner.Distinct, Dimension: "stakeholder", Min: limit(3)},
		{ID: "any region", Kind: planner.Each, Dimension: "region", Max: limit(2)},
		{ID: "southern private", Dimension: "stakeholder", Value: "PrivateSector", And: planner.Condition{{Dimension: "region", Values: []string{"GRULAC"}}}, Min: limit(1), Tier: planner.Should, TierGiven: true},
		{ID: "youth", Dimension: "age", Value: "Youth", Min: limit(1), Tier: planner.Nice, TierGiven: true},
	}
	opts := DefaultAdviceOptions()
	opts.AdditionsOnly = true
	opts.Options.Pool = pool
	opts.Options.Expected = map[planner.Dimension][]string{
		planner.Stakeholder: {"CivilSociety", "Government", "PrivateSector", "TechnicalCommunity"},
		planner.Region:      {"African", "AsiaPacific", "GRULAC", "WEOG"},
	}
	possible := Check(panel, targets, opts.Options)
	possible.Advice = advise(t, pool, panel, targets, opts)
	golden(t, "possible.json", possible)

	targets[0].Min = limit(4)
	impossible := Check(panel, targets, opts.Options)
	impossible.Advice = advise(t, pool, panel, targets, opts)
	golden(t, "impossible.json", impossible)
}

// The JSON of comparisons: one with its test, one of too few people for it.
func TestGoldenComparisons(t *testing.T) {
	values := planner.RegionalGroups()
	counts := map[string]int{values[0]: 4, values[1]: 7, values[3]: 3, values[4]: 8}
	roster := panelOf(planner.Region, counts, values)
	for i := range roster[:6] {
		roster[i].Values[planner.Stakeholder] = planner.StakeholderGroups()[:1+i%2]
	}
	opts := DefaultOptions()
	groups := Reference{Dimension: planner.Stakeholder, Name: "equal parts"}
	for _, v := range planner.StakeholderGroups() {
		groups.Shares = append(groups.Shares, Share{v, planner.Ratio{Num: 1, Den: 5}})
	}
	opts.References = []Reference{unMembers(), groups}
	golden(t, "comparisons.json", Check(roster, nil, opts).Comparisons)
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	got, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what was computed; run with -update and read the difference", path)
	}
}
