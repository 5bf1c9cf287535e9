package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"roundtable/planner"
)

func TestFlagsWinOverSettings(t *testing.T) {
	var flags []given
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	addFlags(fs, stageAny, &flags)
	if err := fs.Parse([]string{"--weights", "heads", "--dimension=Language", "--additions-only"}); err != nil {
		t.Fatal(err)
	}
	o, findings := resolve([]planner.Setting{
		{Key: "weights", Value: "groups"},
		{Key: "Max per organisation", Value: "2"},
		{Key: "dimension", Value: "Cohort"},
		{Key: "goal", Value: ""},
	}, flags)
	if len(findings) != 0 {
		t.Fatalf("findings: %+v", findings)
	}
	if o.weights != "heads" || o.perOrganisation != 2 || !o.additionsOnly || !slices.Equal(o.dimensions, []string{"Cohort", "Language"}) {
		t.Errorf("options = %+v", o)
	}
	want := []reportPair{
		{Key: "dimension", Value: "Cohort"},
		{Key: "dimension", Value: "Language"},
		{Key: "additions_only", Value: "yes"},
		{Key: "weights", Value: "heads"},
		{Key: "max_per_organisation", Value: "2"},
	}
	if !slices.Equal(o.effective, want) {
		t.Errorf("effective = %v, want %v", o.effective, want)
	}
}

func TestBadSettingsAreFindings(t *testing.T) {
	_, findings := resolve([]planner.Setting{
		{Key: "wieghts", Value: "groups", Where: planner.Ref{File: "m.xlsx", Sheet: "Settings", Cell: "A2"}},
		{Key: "seed", Value: "-4"},
	}, nil)
	if len(findings) != 2 {
		t.Fatalf("got %d findings, want 2: %+v", len(findings), findings)
	}
	if f := findings[0]; f.Code != "setting-unknown" || !strings.Contains(f.Fix, `"weights"`) || f.Where.Cell != "A2" {
		t.Errorf("first finding = %+v", f)
	}
	if f := findings[1]; f.Code != "setting-invalid" || f.Severity != planner.Error || f.Fix == "" {
		t.Errorf("second finding = %+v", f)
	}
}

func TestOptionKeysAreUnique(t *testing.T) {
	keys := settingKeys()
	if n := len(slices.Compact(slices.Clone(keys))); n != len(keys) {
		t.Errorf("%d options but %d different keys", len(keys), n)
	}
	for i := range optionList {
		if o := &optionList[i]; o.usage == "" || o.stage == 0 || o.set == nil {
			t.Errorf("option %q is not complete", o.key)
		}
	}
}

func TestRange(t *testing.T) {
	for in, want := range map[string]planner.Range{"5..9": {Min: 5, Max: 9}, "7": {Min: 7, Max: 7}, "5-9": {Min: 5, Max: 9}} {
		var got planner.Range
		if err := setRange(&got)(in); err != nil || got != want {
			t.Errorf("%q = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "9..5", "a..b", "0", "-2..3"} {
		var got planner.Range
		if setRange(&got)(in) == nil {
			t.Errorf("%q was taken as %v", in, got)
		}
	}
}

func TestFieldAnswers(t *testing.T) {
	var got map[planner.Dimension]planner.Answer
	for _, v := range []string{"workshop report=yes", "first time = no"} {
		if err := setField(&got, v); err != nil {
			t.Fatal(err)
		}
	}
	if got["workshop report"] != planner.Yes || got["first time"] != planner.No {
		t.Errorf("fields = %v", got)
	}
	for _, v := range []string{"workshop report", "=yes", "report=perhaps"} {
		if setField(&got, v) == nil {
			t.Errorf("%q was taken", v)
		}
	}
}
